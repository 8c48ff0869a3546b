"""Numbers and enumerations in words, for sentences."""

from collections.abc import Sequence

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""Small numbers, as one writes them in an English sentence."""


def number(count: int) -> str:
    """Write a number as an English sentence has it.

    >>> number(20), number(3908)
    ('twenty', '3,908')
    """
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def of(count: int, one: str, several: str = "") -> str:
    """Count something in English.

    >>> of(1, "measure"), of(2, "measure"), of(30, "is", "are")
    ('one measure', 'two measures', '30 are')
    """
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


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
