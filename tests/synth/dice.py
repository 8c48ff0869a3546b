"""Chance that falls the same on every machine: all draws rest on ``random.Random.random`` alone.

Python promises the sequence of that one method for a given seed, and of no other. Weights are whole numbers and
nothing is taken from the order of a set, so no rounding or hashing can make a difference.
"""

import hashlib
import random
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Odds(Generic[T]):
    """Values with whole-number weights, to draw from again and again."""

    def __init__(self, weights: Mapping[T, int]) -> None:
        self.values = tuple(weights)
        self.sums = tuple(accumulate(weights.values()))


class Dice:
    """A stream of draws that depends on its key alone: ``Dice(7, "notice", 12)``."""

    def __init__(self, *key: int | str) -> None:
        digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
        self._random = random.Random(int.from_bytes(digest, "big")).random

    def below(self, end: int) -> int:
        """Draw a whole number from 0 to ``end - 1``."""
        return int(self._random() * end)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """Come true so many times in a hundred."""
        return self._random() * 100 < percent

    def one(self, values: Sequence[T]) -> T:
        """Draw one value, all alike."""
        return values[int(self._random() * len(values))]

    def draw(self, odds: Odds[T]) -> T:
        """Draw one value by its weight."""
        return odds.values[bisect_right(odds.sums, int(self._random() * odds.sums[-1]))]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """Draw different values in random order; all of them where there are fewer."""
        rest, found = list(values), list[T]()
        while rest and len(found) < count:
            found.append(rest.pop(int(self._random() * len(rest))))
        return found


def long_tail(values: Sequence[T]) -> Odds[T]:
    """Weigh values by Zipf's law, in their order: the second half as much as the first, the third a third."""
    return Odds({value: 1_000_000 // rank for rank, value in enumerate(values, 1)})
