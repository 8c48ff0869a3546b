"""What records were called before: a line for each key or code that has another name now.

``tongbao migrate`` rewrites files by this table, and the loader knows by it what to say of a former key or code.
"""

from typing import NamedTuple

from tongbao.errors import Text


class Former(NamedTuple):
    """A key of a record as it was, with the code that it held or any, and what is written in its place."""

    record: str
    """The name of the record's class."""
    key: str
    code: str = ""
    """The former code, also one in a list; empty where the line holds for any value."""
    new_key: str = ""
    """Empty where the key stays."""
    new_code: str = ""
    """Empty where the value stays."""
    decide: Text | None = None
    """What is left to a person: the words of the source tell, not the former record."""


_REACHED = Text(
    "A figure that is no outcome may say whether it has been reached: add `realisation:` where the words say so.",
    "不属成效的数字也可写明是否已达到：原文写明的，请添加 `realisation:`。",
)

FORMER = (
    Former("Outcome", "status", "achieved", "realisation"),
    Former("Outcome", "status", "in-progress", "realisation"),
    Former("Outcome", "status", "projected", "realisation"),
    Former("Outcome", "status", "intended", "realisation"),
    Former("Outcome", "status", "target", "realisation"),
    Former("Outcome", "status", "standard", "realisation", "promised-standard"),
    Former("Outcome", "status", "scope", "nature", decide=_REACHED),
    Former("Outcome", "status", "design", "nature", decide=_REACHED),
    Former("Outcome", "status", "context", "nature", decide=_REACHED),
    Former("Outcome", "departs", "status", new_code="realisation"),
)
"""Every former key and code, those of one key together."""

MIGRATE = Text(
    "This was written for an earlier version: `tongbao migrate` brings it up to date.",
    "这是较早版本的写法：请运行 `tongbao migrate` 更新。",
)
"""The cure for all of them."""


def is_former_key(record: str, key: str) -> bool:
    """Return whether a record once had a key that is called otherwise now."""
    return any(line.record == record and line.key == key and line.new_key not in ("", key) for line in FORMER)


def is_former_code(code: str, codes: list[str]) -> bool:
    """Return whether a code was once what one of today's codes is."""
    return any(line.code == code and line.new_code in codes and not line.new_key for line in FORMER)
