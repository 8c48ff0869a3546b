"""Numbers and enumerations in words, for sentences."""

from collections.abc import Sequence

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""Small numbers, as one writes them in an English sentence."""


class Counting:
    """Counts things in an English sentence: in words where all its numbers are small, else in digits; one is always a word."""

    def __init__(self, *counts: int) -> None:
        self._in_words = max(counts, default=0) < len(NUMBERS)

    def __call__(self, count: int, one: str, several: str = "") -> str:
        """Count something.

        >>> Counting(2, 20)(2, "measure"), Counting(2, 30)(2, "is", "are"), Counting(30)(1, "place")
        ('two measures', '2 are', 'one place')
        """
        number = NUMBERS[count] if self._in_words or count == 1 else f"{count:,}"
        return f"{number} {one if count == 1 else several or one + 's'}"


def sentence(words: str) -> str:
    """Begin with a capital letter, and end with a full stop; nothing stays nothing.

    >>> sentence("ten measures")
    'Ten measures.'
    """
    return f"{words[0].upper()}{words[1:]}." if words else ""


def listed(parts: Sequence[str]) -> str:
    """Put English words in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1] if parts else ""]))
