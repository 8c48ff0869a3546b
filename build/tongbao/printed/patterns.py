"""Regular expressions that are compiled on first use.

Compiling those of Chinese words takes half of a process's start-up time, and most processes read no notice.
"""

import re
from typing import Any, cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a stand-in for the compiled expression, which is compiled on first use; for constants of a module.

    >>> regex("[一二三]+").search("第二")[0]
    '二'
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Compiled:
    """Offers the methods of one expression as its own attributes, so that a call costs the same as a call of the expression."""


class _Pattern(_Compiled):
    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update((name, getattr(compiled, name)) for name in _NAMES)
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


_NAMES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))
