"""A value that was found in the text, with its words and their place."""

from typing import NamedTuple


class Found(NamedTuple):
    """A value, the words that say it, and where they stand in the stored text: start and end (exclusive) in code points."""

    value: str
    start: int
    end: int
    is_sure: bool = True
    """Whether the words leave no doubt; if not, a person is asked."""
