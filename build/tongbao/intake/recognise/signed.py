"""Who signs a notice, and when: the lines below its text, one above its title, its letterhead, or what its web page says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.on_line import between, part, position, whole
from tongbao.intake.recognise.whom_words import any_of
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed import dates
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

FIRST = 40
"""How many lines at the top may hold the number, the title and the addressees."""
LETTERHEAD = regex(
    r"[\W_]*(?:[一-鿿（）()]{2,40}文件|[一-鿿]{2,30}(?:政府|委员会|[部委局厅院会])令|(?:(?!的)[一-鿿]\s+){2,8}[一-鿿])[\W_]*"
)
"""The red letterhead (发文机关标志): 甲市人民政府文件, 督 查 通 报."""
OPENNESS = regex(
    r"[（(【]?(?:此件|本件|(?:信息)?公开(?:类型|形式|方式|属性|选项)?[：:])?(?:主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开)[）)】]?"
)
_NAME = regex(r"(?:[一-鿿（）()·]|“[一-鿿0-9·A-Za-z+]{1,16}”){3,40}")
_PERSON = regex(
    "(?P<post>(?:代理?)?(?:主席|省长|市长|州长|县长|区长|乡长|镇长|部长|主任|局长|厅长|署长|行长|总理))(?P<name>[一-鿿·]{2,12})"
)
_LISTED = regex(
    "(?:附(?:件|表|录)?[0-9一二三四五六七八九十]{0,3}[：:])?(?:[0-9]{1,2}[.．、])?[一-鿿“”0-9]{0,40}名单(?:[（(][^（）()]{1,20}[)）])?"
    "|.{2,30}[（(]共?[0-9一二三四五六七八九十]+[个名项人家][)）]|[一-鿿]{2,4}[（(][一-鿿，、]{4,40}[)）]|(?!附)[一-鿿]{2,30}[：:][一-鿿、]{2,200}"
)
"""A line of a list, or its heading: 先进个人名单, 先进集体（6个）, 张三（市水利局）."""
_OF_BODY = regex("[一-鿿（）()]{4,40}?(?:文件|令)")
_BY = ("发文机关", "发布机构", "发文单位", "制发机关", "印发机关")
_ON = ("成文日期", "发文日期", "印发日期")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs: the issuers, the person, the date, the words of all, and the line behind the first of them."""

    issuers: Sequence[Found]
    person: Found | None
    date: Found
    words: Found
    last: int


def signature(lines: Sequence[Line], first: int) -> Signed | None:
    """Return the first signature behind the addressees: a date alone on its line, below the names of bodies."""
    for at in range(first, len(lines)):
        date = _date(lines[at])
        if not date:
            continue
        own = _own(lines[at], date)
        names = [*_names_above(lines, at, first), *([own] if own else [])]
        person = next((name for name in names if _PERSON.fullmatch(name.value)), None)
        issuers = [name for name in names if name is not person and not LETTERHEAD.fullmatch(name.value)]
        if names:
            start = names[0].start
            words = Found(squeeze(between(lines, start, date.found.end)), start, date.found.end)
            return Signed(issuers, person, date.found, words, at)
    return None


def heads(line: Line) -> Signed | None:
    """Return who signs on a line above a title, as bulletins print it: 甲市政府督查室　　2024年11月5日."""
    date = _date(line)
    name = _own(line, date) if date else None
    if not date or not name or not _is_body(name.value):
        return None
    return Signed([name], None, date.found, Found(squeeze(line.text), line.start, line.end), 0)


def said_by(about: Mapping[str, Found]) -> Signed | None:
    """Return the issuer and the date that a web page states beside a document that nobody signs; a person is asked."""
    by = next((about[label] for label in _BY if label in about), None)
    on = next((about[label] for label in _ON if label in about), None)
    read = [one for one in dates(on.value) if one.year and one.day] if on else []
    if not by or not on or not read:
        return None
    year, month, day = read[0].parts[:3]
    start, end = min(by.start, on.start), max(by.end, on.end)
    date = on._replace(value=f"{year:04}-{month:02}-{day:02}", is_sure=False)
    return Signed(
        [by._replace(value=squeeze(by.value), is_sure=False)], None, date, Found("", start, end, is_sure=False), 0
    )


def noted(names: Iterable[Found], title: tuple[Found, int] | None, date: Found | None) -> Signed | None:
    """Return the issuers that a title names, with the date below it (题注), where nobody signs; a person is asked."""
    issuers = list(names)
    if not issuers or not title or not date or not title[0].start <= issuers[0].start < title[0].end:
        return None
    return Signed(issuers, None, date, Found("", title[0].start, date.end, is_sure=False), 0)


def sealed(lines: Sequence[Line], first: int, issuers: Sequence[Found]) -> Signed | None:
    """Return who issued a notice that only a seal signs: the date alone below its text, the name in the letterhead or the title.

    So were notices made before GB/T 9704-2012; a person is asked.
    """
    for at in range(first, len(lines)):
        if _ANNEXED.match(squeeze(lines[at].text)):
            return None
        date = _date(lines[at]) if issuers and at > first else None
        if date and squeeze(lines[at].text) == date.words:
            words = Found(date.words, date.found.start, date.found.end, is_sure=False)
            return Signed(issuers, None, date.found, words, at)
    return None


_ANNEXED = regex("附(?:件|表|录)?[0-9一二三四五六七八九十]{0,2}[：:]?$")


def _own(line: Line, date: "_Date") -> Found | None:
    """Return the name before the date on its line."""
    own = squeeze(line.text).strip("（）()")[: -len(squeeze(date.words))] if date.words else ""
    return part(line, own) if own else None


def dated(lines: Sequence[Line]) -> Found | None:
    """Return the date in brackets below a title (题注): （2024年5月3日）."""
    bracketed = (line for line in lines if squeeze(line.text)[:1] in ("（", "("))
    return next((date.found for line in bracketed if (date := _date(line))), None)


@dataclass(frozen=True, slots=True)
class _Date:
    found: Found
    words: str


def _date(line: Line) -> _Date | None:
    """Return the day that a line ends with, where nothing but names stands before it."""
    words = squeeze(line.text).strip("（）()")
    if len(words) > 60 or "印发" in words or not words.endswith("日"):
        return None
    read = [one for one in dates(words) if one.end == len(words) and one.day and one.year]
    if not read or re.search("[，。；：、,;:]", words):
        return None
    (year, month, day), said = read[-1].parts[:3], words[read[-1].start :]
    start = line.start + position(line.text, read[-1].start + line.text.startswith(("（", "(")))
    return _Date(Found(f"{year:04}-{month:02}-{day:02}", start, line.end), said)


def _names_above(lines: Sequence[Line], at: int, first: int) -> list[Found]:
    """Return the names on the lines right above a date, in order."""
    found: list[Found] = []
    for line in reversed(lines[max(first, at - 12) : at]):
        joined = squeeze(line.text)
        if _LISTED.fullmatch(joined):
            return _told(found, lines[:first])
        if not _NAME.fullmatch(joined) or OPENNESS.fullmatch(joined) or re.match("特此|此[复令]|附件", joined):
            break
        if found and not _signs(joined):  # 罗铁生　甲机械厂班组长 above the issuer belongs to a list
            break
        found[:0] = _names_on(line)
    return found


def _told(names: list[Found], top: Sequence[Line]) -> list[Found]:
    """Return those of the names below a list that sign: the last, and those right before it that the top of the notice names."""
    named = squeeze("".join(line.text for line in top))
    start = len(names) - 1
    while start > 0 and names[start - 1].value in named:
        start -= 1
    return names[max(start, 0) :]


def _names_on(line: Line) -> list[Found]:
    """Return the name on a line, or several that stand side by side."""
    apart = re.split(r"\s{1,}|　", line.text.strip())
    several = len(apart) > 1 and all(len(one) > 3 for one in apart)
    return [part(line, one) for one in apart] if several else [Found(squeeze(line.text), line.start, line.end)]


def _signs(words: str) -> bool:
    return _is_body(words) or bool(_PERSON.fullmatch(words) or LETTERHEAD.fullmatch(words))


def _is_body(words: str) -> bool:
    """Return whether words end as the name of a body does."""
    return bool(any_of("bodies", "", "(?:[（(][^（）()]{2,30}[)）])?$").search(simplified(words)))


def named_above(lines: Sequence[Line], title: tuple[Found, int] | None) -> Iterator[Found]:
    """Yield the issuers that the title begins with, or that the letterhead names."""
    if title and (named := re.match("(?P<by>[一-鿿（）()、]{3,60}?)(?:关于|關於|印发|转发)", title[0].value)):
        line = next(line for line in lines if line.start == title[0].start)
        if squeeze(line.text).startswith(named["by"]):
            apart = [one for one in re.split(r"[\s　]+", line.text.strip()) if one]
            several = squeeze(line.text) == named["by"] and len(apart) > 1 and all(map(_is_body, apart))
            for one in apart if several else [named["by"]]:
                yield part(line, one, first=True)._replace(is_sure=False)
        return
    for line in lines[:FIRST]:
        if _OF_BODY.fullmatch(squeeze(line.text)) or (line.is_red and _is_body(squeeze(line.text))):
            yield part(line, re.sub("(?:文件|令)$", "", squeeze(line.text)), first=True)
            return


def letterhead(lines: Sequence[Line]) -> Found | None:
    """Return the letterhead, where it names a body: 甲市人民政府文件, 甲市人民政府令."""
    return next((found for line in lines[:FIRST] if (found := whole(_OF_BODY, line))), None)
