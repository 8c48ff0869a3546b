"""Words for the parts of a figure that are in no vocabulary."""

from typing import Literal

Scale = Literal["百", "千", "万", "百万", "千万", "亿", "百亿", "千亿", "万亿"]
QuantityPart = Literal["number", "scale", "unit", "classifier", "bound", "per"]
OutcomePart = Literal["value", "before", "after", "reading", "realisation"]
TitleFrom = Literal["merged-cell", "text"]
"""Where the title of a measure is from whose row prints none: a cell merged with that of the row above, or its text."""
ListRole = Literal["lead", "responsible", "guiding", "supporting", "supervising", "listed"]
"""Roles, codes of the vocabulary ``role``, that a whole list of units can have."""
