"""Check that names, titles and claims stand in their quotations, and that codes agree with the words."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tongbao import model
from tongbao.errors import Text
from tongbao.load.remarks import ASIDE
from tongbao.load.source import places_of, squeeze
from tongbao.model.codes import GENRES
from tongbao.printed import chinese_number, fold
from tongbao.printed.patterns import regex

_PRINTED: dict[type, tuple[str, ...]] = {
    model.Honour: ("name", "rank", "case_title"),
    model.CitedWork: ("title",),
    model.Platform: ("name",),
    model.PrecedenceClaim: ("wording",),
    model.Reference: ("title", "number"),
    model.Beneficiary: ("name",),
    model.Instrument: ("name",),
}
"""The words of each record that its quotation must print; for the first, `printed` may give other words."""
_BRACKETS = {"《": "》", "“": "”"}
_OPENNESS = {
    "public": "主[动動]公[开開]|公[开開][发發][布佈]|(?:[属屬]性|方式|[选選][项項]|[类類][别別])[:：]?公[开開]|(?:此件|予以|全文)公[开開]",
    "on-request": "依申[请請]公[开開]",
    "internal": "不予公[开開]|不公[开開]",
}
"""Words of openness in either script."""
_AND_OTHERS = regex("(?:以及|及|和|与)其?(?:有关|相关|各|他)")
_BESIDE = regex(f"^(?:{ASIDE}|[\u2460-\u2473])+")
_OPEN = regex("等|在内的|有关|相关|各|其他|其它")


class Fault(NamedTuple):
    """What is wrong with a word of a record: the key, the problem code, the message, and the cure."""

    key: str
    code: str
    what: Text
    cure: Text


def name_faults(record: Any, quoted: str) -> Iterator[Fault]:
    """Yield the names of a record that its quotation does not print, or prints only as parts of longer ones."""
    for number, key in enumerate(_PRINTED.get(type(record), ())):
        name = getattr(record, key)
        printed = getattr(record, "printed", None) if number == 0 else None
        at = "printed" if printed else key.replace("_", "-")
        if printed and squeeze(printed) == squeeze(name):
            yield Fault("printed", "departs-in-vain", *_SAME)
        elif name and squeeze(printed or name) not in quoted:
            yield Fault(
                at,
                "name-not-quoted",
                *_not_quoted(printed or name, may_depart=number == 0 and hasattr(record, "printed")),
            )
        elif name and (
            _is_part(squeeze(printed or name), quoted) or (key == "rank" and _rank_cut(squeeze(name), quoted))
        ):
            yield Fault(at, "name-not-whole", *_part_of_name(printed or name))


def _is_part(name: str, quoted: str) -> bool:
    """Return whether a name stands only within brackets that hold more, or includes only one bracket of a pair."""
    if any(name.count(opening) != name.count(closing) for opening, closing in _BRACKETS.items()):
        return True
    return all(_cut(quoted, at, at + len(name)) for at in places_of(name, quoted))


def _rank_cut(rank: str, quoted: str) -> bool:
    """Return whether a rank stands only within a longer one: 等奖 or 一等 of 一等奖."""
    return not re.search(rf"(?<![特一二三四五六七八九十第0-9等金银铜]){re.escape(rank)}(?![奖等名级])", quoted)


def _cut(quoted: str, start: int, end: int) -> bool:
    for opening, closing in _BRACKETS.items():
        left = quoted.rfind(opening, 0, start)
        right = quoted.find(closing, end)
        if left < 0 or right < 0 or closing in quoted[left:start] or opening in quoted[end:right]:
            continue
        if quoted[left + 1 : start] or quoted[end:right]:
            return True
    return False


def departs(record: Any) -> bool:
    """Return whether a record declares that its name is printed in other words."""
    return type(record) in _PRINTED and bool(getattr(record, "printed", None))


def genre_of(title: str, own: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Return the genre whose name ends a title; None where it ends in something else, such as 方案 or 名单.

    ``own`` are the names of the dataset's own genres.

    >>> genre_of("关于表扬先进单位的通知（第二批）"), genre_of("先进单位名单")
    ('notice', None)
    """
    genres = {**own, **GENRES}
    end = re.search(rf"({'|'.join(map(re.escape, genres))})(?:[（(][^（）()]*[）)])?$", title)
    return genres[end[1]] if end else None


def genre_contradicted(named: str) -> tuple[Text, Text]:
    """Report that a title ends with the name of another genre than the recorded one."""
    return (
        Text("The title ends with the name of another genre.", "标题末尾写明的是另一种文种。"),
        Text(f"Write the genre that the title names: `genre: {named}`.", f"请按标题填写文种：`genre: {named}`。"),
    )


def openness_contradicted(level: str, quoted: str) -> bool:
    """Return whether the words of an openness mark differ from those of the recorded level; 删减后公开 fits no level."""
    closed = re.search(_OPENNESS["internal"], quoted) and level != "internal"
    return bool(closed) or not re.search(_OPENNESS[level], quoted)


def is_left_open(tail: str, listed: int) -> bool | None:
    """Return whether the words behind a list leave it open (等单位, 及有关单位); None where they may also sum it up (等3个单位)."""
    tail = _BESIDE.sub("", tail, count=1)
    if not tail.startswith("等"):
        return bool(_AND_OTHERS.match(tail))
    count = re.match("等(?:共计?|合计)?(?:([0-9]+)|([一二三四五六七八九十百两廿]+))", fold(tail))
    number = (int(count[1]) if count[1] else chinese_number(count[2])) if count else None
    return None if number == listed else True


def may_be_open(words: str) -> bool:
    """Return whether a list contains words that leave it open."""
    return bool(_OPEN.search(words))


def _not_quoted(name: str, *, may_depart: bool) -> tuple[Text, Text]:
    shown = name if len(name) <= 40 else name[:40] + "…"
    more = (
        Text(
            " Where yours differs on purpose, give the printed words as `printed`.", "有意不同的，用 `printed` 写原文。"
        )
        if may_depart
        else Text("", "")
    )
    return (
        Text(f"“{shown}” is not in the quoted words.", f"所引文字中没有“{shown}”。"),
        Text(
            f"Write it as printed, or quote the words that contain it.{more.en}",
            f"请照录原文，或引用含有它的文字。{more.zh}",
        ),
    )


def _part_of_name(name: str) -> tuple[Text, Text]:
    return (
        Text(f"“{name[:40]}” is only part of the printed name.", f"“{name[:40]}”只是原文名称的一部分。"),
        Text("Write the whole name, from bracket to bracket.", "请写括号或引号内的完整名称。"),
    )


_SAME = (
    Text("The words agree with the print: there is no departure.", "文字与原文一致，并无不同。"),
    Text("Remove `printed`.", "请删去 `printed`。"),
)
DENIED = (
    Text("The words deny it (未, 没有).", "原文否定了此事（未、没有）。"),
    Text("Remove it: only what the source affirms is recorded.", "请删去：只记录原文肯定的内容。"),
)
OPENNESS = (
    Text("The quoted words state another level of openness.", "所引文字写明的是另一种公开属性。"),
    Text("Write the level that the words state.", "请按原文填写公开属性。"),
)
NO_GROUP = (
    Text("These words name a unit.", "所写文字是一个单位的名称。"),
    Text("Write the unit, or `unit:` beside `printed:`.", "请写单位，或在 `printed:` 旁写 `unit:`。"),
)
LEFT_OPEN = (
    Text("The list ends in 等, which leaves it open.", "名单以“等”字结尾，未列尽。"),
    Text("Write true here, or list all names.", "请在此写 true，或列出全部名称。"),
)
NOT_OPEN = (
    Text("Nothing in these words leaves the list open.", "所引文字并未表示未列尽。"),
    Text("Remove it, and list all printed names.", "请删去，并列出原文中的全部名称。"),
)


def names_another(printed: str, unit: str) -> tuple[Text, Text]:
    """Report that a printed name is that of another unit."""
    return (
        Text(f"“{printed[:40]}” is a name of {unit!r}.", f"“{printed[:40]}”是 {unit!r} 的名称。"),
        Text("Write the unit whose name is printed.", "请写原文名称所指的单位。"),
    )
