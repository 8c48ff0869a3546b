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
    unless: tuple[str, str] = ("", "")
    """The line holds only where this key of the same record, a text, has no match of this pattern."""


_REACHED = Text(
    "A figure that is no outcome may say whether it has been reached: add `realisation:` where the words say so.",
    "不属成效的数字也可写明是否已达到：原文写明的，请添加 `realisation:`。",
)

_PER = Text(
    "`per` may now hold what a figure is for each of: 户, 人, `mu` …; where one word says it, write it and remove `per` from `departs`.",
    "`per` 现可写每什么的数（户、人、`mu` 等）：一词可尽述的，请写入并从 `departs` 中删去 `per`。",
)
_POINTS = Text(
    "Percentage points are a difference of two shares: `reading` is increase-by or reduction-by, not a relative change.",
    "百分点是两个占比之差：`reading` 为 increase-by 或 reduction-by，而非相对变化。",
)
_TIMES = Text(
    "What is so many times as much (是原来的5倍) has `reading: multiple`; growth by so many times (增长3倍) keeps its reading.",
    "“是原来的5倍”的 `reading` 为 multiple；“增长3倍”的读法不变。",
)
_DOUBLED = Text(
    "翻一番 is written as `number: 2, unit: times` with `reading: multiple`, 翻两番 as 4.",
    "“翻一番”写作 `number: 2, unit: times`，`reading` 为 multiple；“翻两番”写 4。",
)

_READ = Text(
    "The quoted words do not say that these units lead. It stays a reading; where 责任 or 负责 is printed, `role: responsible` is right, where no role is, `role: listed`.",
    "所引文字未写明牵头，现记为解读（reading）；原文写“责任”“负责”的，应改为 `role: responsible`，未写角色的，为 `role: listed`。",
)
_LEADS = ("quote", "牵头|主办|主责|主管|牽頭|主辦|主責")

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
    Former("Leads", "basis", "column-heading", new_code="reading", decide=_READ, unless=_LEADS),
    Former(
        "Leads",
        "basis",
        "stated-lead",
        new_code="reading",
        decide=_READ,
        unless=("quote", f"{_LEADS[1]}|主导|总责|抓总|统筹"),
    ),
    *(Former("Quantity", "classifier", word, "unit", "percentage-point", _POINTS) for word in ("个百分点", "百分点")),
    Former("Quantity", "departs", "per", decide=_PER),
    Former("Quantity", "classifier", "倍", "unit", "times", decide=_TIMES),
    Former("Quantity", "classifier", "成", "unit", "tenth"),
    Former("Quantity", "classifier", "番", decide=_DOUBLED),
    Former("Quantity", "classifier", "美元", "unit", "us-dollar"),
    Former("Quantity", "classifier", "欧元", "unit", "euro"),
    *(Former("Quantity", "classifier", word, "unit", "hong-kong-dollar") for word in ("港元", "港币")),
    Former("Quantity", "classifier", "日元", "unit", "yen"),
    Former("Quantity", "classifier", "英镑", "unit", "pound"),
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
    return any(line.code == code and line.new_code in codes and not (line.new_key or line.unless[0]) for line in FORMER)
