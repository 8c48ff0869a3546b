"""Read what a text prints: numbers with their scale, unit, bound and period, and dates, each with its place.

The loader compares records with it, part for part.
"""

from tongbao.printed.amount import SCALES, Amount
from tongbao.printed.amounts import amounts
from tongbao.printed.characters import fold
from tongbao.printed.dates import PrintedDate, dates
from tongbao.printed.lexicon import PERIODS, QUALIFIED, UNITS
from tongbao.printed.numerals import chinese_number
from tongbao.printed.phrases import direction, stage

__all__ = [
    "PERIODS",
    "QUALIFIED",
    "SCALES",
    "UNITS",
    "Amount",
    "PrintedDate",
    "amounts",
    "chinese_number",
    "dates",
    "direction",
    "fold",
    "stage",
]
