"""Parameters that take one of a few values."""

from collections.abc import Sequence
from typing import get_args

from tongbao.errors import Language, Problem, Text, UsageError

LANGUAGES: Sequence[str] = get_args(Language)
_MOST = 60


def one_of(name: str, value: object, known: Sequence[object]) -> object:
    """Return a value if it is one of those that a parameter takes; raise UsageError where it is not.

    >>> one_of("language", "en", LANGUAGES)
    'en'
    """
    if value in known:
        return value
    listed = [repr(each) for each in known]
    what = Text(f"{name} cannot be {shown(value)}.", f"{name} 不能是 {shown(value)}。")
    cure = Text(f"Use one of: {', '.join(listed)}.", f"可用的有：{'、'.join(listed)}。")
    raise UsageError(Problem("usage", what, cure))


def shown(value: object) -> str:
    """Return a value as a message shows it: not too long."""
    said = repr(value)
    return said if len(said) <= _MOST else f"{said[:_MOST]}…"
