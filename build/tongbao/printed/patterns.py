"""Regular expressions that are compiled when they are first used.

Those of Chinese words take half of the time in which a process starts, and most processes read no notice.
"""

import re
from typing import Any, cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what acts as the compiled expression, and is compiled at the first use; for constants of a module.

    >>> regex("[一二三]+").search("第二")[0]
    '二'
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Compiled:
    """Has the methods of one expression as its attributes: a call costs what one of the expression itself does."""


class _Pattern(_Compiled):
    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update((name, getattr(compiled, name)) for name in _NAMES)
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(compiled, name)


_NAMES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))
