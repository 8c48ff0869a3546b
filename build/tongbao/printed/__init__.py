"""Read the dates and numbers in a text: scale, unit, bound and period, and how the words around a number present it.

The loader compares records with these, part by part.
"""

from tongbao.printed.amount import SCALES, Amount
from tongbao.printed.amounts import amounts
from tongbao.printed.characters import fold
from tongbao.printed.coded import UNITS
from tongbao.printed.dates import PrintedDate, dates
from tongbao.printed.figures import Figure, alike, figures, is_base, is_ratio
from tongbao.printed.lexicon import PERIODS, QUALIFIED
from tongbao.printed.numerals import chinese_number
from tongbao.printed.outlook import Outlook
from tongbao.printed.phrases import CLAUSE_END
from tongbao.printed.ranks import ranks
from tongbao.printed.units import Units, units_with

__all__ = [
    "CLAUSE_END",
    "PERIODS",
    "QUALIFIED",
    "SCALES",
    "UNITS",
    "Amount",
    "Figure",
    "Outlook",
    "PrintedDate",
    "Units",
    "alike",
    "amounts",
    "chinese_number",
    "dates",
    "figures",
    "fold",
    "is_base",
    "is_ratio",
    "ranks",
    "units_with",
]
