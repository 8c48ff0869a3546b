"""What every record is made of: ids, words, dates, quotations, and unit names."""

from typing import Annotated

from msgspec import Meta, Struct

# `$` alone lets a trailing line break through, and JSON Schema has no `\\Z`. `\\d` would let １２ through.
ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
DATE_FORM = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$(?!\n)"
DAY_FORM = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)"
CODE_FORM = r"^[0-9]{6}$(?!\n)"
SHA256_FORM = r"^[0-9a-f]{64}$(?!\n)"
ADDRESS_FORM = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~:/?#@!$&*+,;=%-]*)?$(?!\n)"
BASE_FORM = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9._~-]+/)*$(?!\n)"
VERSION_FORM = r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$(?!\n)"
WORDS_FORM = r"[^\s\ufeff]"

Id = Annotated[
    str,
    Meta(
        pattern=ID_FORM,
        max_length=80,
        description="Short permanent name: a-z, 0-9, hyphens. 永久短名：小写字母、数字、连字符。",
    ),
]
Address = Annotated[str, Meta(pattern=ADDRESS_FORM, max_length=500, description="An address on the web. 网址。")]
Words = Annotated[
    str,
    Meta(
        pattern=WORDS_FORM, max_length=20_000, description="Words as a person reads them, not blank. 文字，不可空白。"
    ),
]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Year = Annotated[int, Meta(ge=1900, le=2199, description="A year. 年份。")]
DateText = Annotated[
    str,
    Meta(
        pattern=DATE_FORM,
        description="A date as exactly as the source gives it: 2023, 2023-09 or 2023-09-30. 日期，精确到原文所载。",
    ),
]
FullDate = Annotated[str, Meta(pattern=DAY_FORM, description="A day: 2023-10-29. 年月日。")]


class Record(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """What all records share: read-only, kebab-case keys, no key that is not named here."""


class QuoteAt(Record, frozen=True, kw_only=True):
    """A quotation that stands more than once in the source, and what tells which is meant."""

    text: Words
    nth: Annotated[Count, Meta(description="Which occurrence, from 1. 第几处，从1起。")] | None = None
    after: (
        Annotated[Words, Meta(description="Words that stand before it, and once. 其前的、仅出现一次的文字。")] | None
    ) = None


Quote = Annotated[
    Words | QuoteAt, Meta(description="The exact words of the source; white space is free. 原文引文，空白不计。")
]


class PrintedUnit(Record, frozen=True, kw_only=True):
    """A unit whose name is printed otherwise than we write it."""

    unit: Words
    printed: Words


UnitName = Annotated[
    Words | PrintedUnit,
    Meta(description="A unit by a name or id in units.yaml. 单位：units.yaml 中的名称或标识。"),
]
