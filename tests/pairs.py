"""Settings by pairs: each value with each value of every other setting, not all with all.

A page that is wrong in one language is wrong at one width, or in one colour scheme, seldom only where three meet; and each
row of settings takes a browser a minute.
"""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any


def by_pairs(*settings: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return rows with a value of each setting, such that any two values stand together in a row.

    >>> by_pairs("ab", "12", "xy")
    [('a', '1', 'x'), ('a', '2', 'y'), ('b', '1', 'y'), ('b', '2', 'x')]
    """
    rows = list(product(*settings))
    missing = set().union(*map(_pairs, rows))
    chosen = []
    while missing:
        row = max(rows, key=lambda each: len(missing & _pairs(each)))
        chosen.append(row)
        missing -= _pairs(row)
    return chosen


def _pairs(row: Sequence[Any]) -> set[tuple[Any, ...]]:
    return set(combinations(enumerate(row), 2))
