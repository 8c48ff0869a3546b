"""The parts of records: ids, words, dates, quotations, and names of units."""

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
MEDIA_TYPE_FORM = r"^[a-z]+/[a-z0-9.+-]+$(?!\n)"
WORDS_FORM = r"[^\s\ufeff]"

Id = Annotated[
    str,
    Meta(
        pattern=ID_FORM,
        max_length=80,
        description="A short permanent name: a-z, 0-9, hyphens. 永久短名：小写字母、数字、连字符。",
    ),
]
Address = Annotated[str, Meta(pattern=ADDRESS_FORM, max_length=500, description="An address on the web. 网址。")]
Words = Annotated[
    str,
    Meta(pattern=WORDS_FORM, max_length=20_000, description="Text for people, not blank. 文字，不可空白。"),
]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Year = Annotated[int, Meta(ge=1900, le=2199, description="A year. 年份。")]
DateText = Annotated[
    str,
    Meta(
        pattern=DATE_FORM,
        description="A date, as precise as in the source: 2023, 2023-09 or 2023-09-30. 日期，精确程度与原文一致。",
    ),
]
FullDate = Annotated[str, Meta(pattern=DAY_FORM, description="A day: 2023-10-29. 年月日。")]


class Record(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """The base of all records: read-only, with kebab-case keys, and without keys that are not declared."""


class QuoteAt(Record, frozen=True, kw_only=True):
    """A quotation that occurs more than once in the source, with a mark that shows which occurrence is meant."""

    text: Words
    nth: Annotated[Count, Meta(description="Which occurrence, counted from 1. 第几处，从 1 起。")] | None = None
    after: (
        Annotated[Words, Meta(description="Words that come before it and occur only once. 其前的、仅出现一次的文字。")]
        | None
    ) = None


Quote = Annotated[
    Words | QuoteAt,
    Meta(description="The exact words of the source; white space does not matter. 原文引文，空白不计。"),
]


class ListedUnit(Record, frozen=True, kw_only=True):
    """A name in a list: a unit printed otherwise than it is called here, or a group that is no unit."""

    unit: Words | None = None
    printed: Words


class PrintedUnit(ListedUnit, frozen=True, kw_only=True):
    """A unit whose printed name differs from the name in this dataset."""

    unit: Words


UnitName = Annotated[
    Words | PrintedUnit,
    Meta(description="A unit by a name or id in units.yaml. 单位：units.yaml 中的名称或标识。"),
]


ListedName = Annotated[
    Words | ListedUnit,
    Meta(
        description="A unit by a name or id in units.yaml, or `printed` alone for a group. 单位名称或标识；不是单位的一组只写 `printed`。"
    ),
]
