"""The parts of a notice around its text: number, title, issuers, addressees, dates, openness, copies and imprint.

Their places and forms are those of GB/T 9704-2012 (党政机关公文格式), 7.2 and 7.3, and what web pages make of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.handling import (
    addressed_in,
    behind_handling,
    copies_in,
    is_handling,
    topics_of,
    urgency_of,
)
from tongbao.intake.recognise.on_line import part, whole
from tongbao.intake.recognise.signed import (
    FIRST,
    LETTERHEAD,
    OPENNESS,
    Signed,
    dated,
    heads,
    letterhead,
    named_above,
    noted,
    said_by,
    sealed,
    signature,
)
from tongbao.intake.stored import ABOUT, Line
from tongbao.load.naming import genre_of
from tongbao.load.number import parts_of, plain_number
from tongbao.load.source import squeeze
from tongbao.printed import dates
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_TITLE = 8
"""How many lines a title may have."""
_LABEL = regex(
    r"(?:索引号|主题分类|主题词|发文机关|发布机构|成文日期|发布日期|发文日期|印发日期|标题|名称|发文字号|文号|公开方式|有效性|分类|来源"
    r"|原文链接|检索时间|检索关键词|更新时间|政策全文|正文|信息来源|浏览次数|字体|打印|分享到?)(?:[：:].*)?|[-—_=\d/年月日:.]+"
    r"|.*(?:首页|当前位置|无障碍|登录).*"
)
"""A line of a web page before the notice: 发布日期：2025-08-07."""
_ADDRESSEES = regex(r"(?!附件|附:|索引|抄送|分送|主题)[^。；！？!?]{2,400}[：:]")
_BODIES = regex("政府|[委局办院会厅部处]|单位|部门|公司|企业|学校|高校|乡镇|街道|各[市州区县]|地区")
_IMPRINT = regex(r"(?P<by>[一-鿿（）()]{4,40}?)(?P<date>[0-9〇○零一二三四五六七八九十]{4}年[^，。]{3,9}日)印(?:发|制)")
_ANNEX = regex(r"附(?:件|表|录)?[：:](?P<first>.+)|(?P<more>[0-9]{1,2}[.、．].+)")
_ABOUT = re.compile("关于|關於|印发|转发|批转|公布|.{14}")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around the text of a notice; what is not there is None or empty."""

    index_number: Found | None = None
    topics: Found | None = None
    urgency: Found | None = None
    number: Found | None = None
    other_numbers: tuple[Found, ...] = ()
    title: Found | None = None
    genre: str | None = None
    """The code of the genre that the title names."""
    issuers: tuple[Found, ...] = ()
    signature: Found | None = None
    """The words with who signs and the date."""
    signed_by: Found | None = None
    named_in: Found | None = None
    """The letterhead that names the issuer, where a person signs instead."""
    date: Found | None = None
    addressees: Found | None = None
    openness: Found | None = None
    copies: Found | None = None
    other_copies: tuple[Found, ...] = ()
    """Those on lines of their own, who get a copy, too: 抄报."""
    printed_by: Found | None = None
    printed_on: Found | None = None
    annexes: tuple[Found, ...] = field(default=())
    body: int = 0
    """Where the text begins: behind the addressees, or the title where there are none."""


def read_head(lines: Sequence[Line], genres: Mapping[str, str] = {}) -> Head:
    """Find the parts around the text of a notice; ``genres`` are a dataset's own, by name."""
    running = [line for line in lines if line.cell is None and line.block != ABOUT]
    about = {label: found for line in lines if line.block == ABOUT for label, found in _labelled(line)}
    title = _title(running, genres)
    behind = title[1] if title else 0
    addressees = _addressees(running, behind, title[0].value if title else "")
    first = addressees[1] if addressees else behind
    numbers = [found for line in running[:FIRST] if (found := _number(line))]
    numbers = numbers or [about[label] for label in _NUMBERS if label in about and _is_number(about[label].value)]
    named, copies = [*named_above(running, title)], [*copies_in(lines)]
    below = signature(running, first)
    stamped = sealed(running, first, named) if addressees and not below else None
    at_end = below or stamped
    end = at_end.last if at_end else len(running)
    tops = running[: behind if title else 0]
    note = dated(running[behind : behind + 3])
    signed = (
        below or stamped or next(filter(None, map(heads, tops)), None) or said_by(about) or noted(named, title, note)
    )
    imprint = next((printed for line in reversed(lines) if (printed := _imprint(line))), None)
    return Head(
        index_number=about.get("索引号"),
        topics=next((about[label] for label in _TOPICS if label in about), None)
        or next((found for line in reversed(running) if (found := topics_of(line))), None),
        urgency=urgency_of(tops) or about.get("紧急程度"),
        number=numbers[0] if numbers else None,
        other_numbers=tuple(numbers[1:]),
        title=title[0] if title else None,
        genre=genre_of(squeeze(simplified(title[0].value)), genres) if title else None,
        issuers=tuple(signed.issuers) if signed and signed.issuers else tuple(named),
        named_in=_named_in(running, title, signed, by_seal=signed is stamped),
        signature=signed.words if signed else None,
        signed_by=signed.person if signed else None,
        date=signed.date if signed else note,
        addressees=addressees[0]
        if addressees
        else next((one for line in running if (one := addressed_in(line))), None),
        openness=next((found for line in lines if line.block != ABOUT and (found := whole(OPENNESS, line))), None)
        or next((about[label] for label in _OPEN if label in about), None),
        copies=copies[0] if copies else None,
        other_copies=tuple(copies[1:]),
        printed_by=imprint[0] if imprint else None,
        printed_on=imprint[1] if imprint else None,
        annexes=tuple(_annexes(running[first:end])) or tuple(_annexes(running[end:])),
        body=running[first].start if first < len(running) else 0,
    )


def _named_in(
    lines: Sequence[Line], title: tuple[Found, int] | None, signed: Signed | None, *, by_seal: bool
) -> Found | None:
    """Return the words that name the issuer, where those that sign do not: the title, or the letterhead."""
    if not signed or not (by_seal or (signed.person and not signed.issuers)):
        return None
    entitled = by_seal and title and title[0].start <= signed.issuers[0].start < title[0].end
    return title[0] if title and entitled else letterhead(lines)


# --- number and title -------------------------------------------------------------------------------


def _number(line: Line) -> Found | None:
    """Return the document number that a line holds and nothing else, perhaps in brackets: （第7期）."""
    words = _IN_ALL.sub("", behind_handling(line.text).strip("【】")) if len(line.text) < 80 else ""
    words = _APPROVED.sub("", words)
    bare = words[1:-1] if re.fullmatch("[（(](?:[0-9]{4}年)?第[^（）()]+[)）]", words) else words
    return part(line, bare, first=True) if _is_number(bare) else None


def _is_number(words: str) -> bool:
    return len(words) < 40 and bool(parts_of(plain_number(squeeze(words))))


_APPROVED = regex("签发人[：:].{0,20}$")
_IN_ALL = regex("[（(]总第[0-9]{1,5}[号期][)）]$")
"""What an issue counts beside its number: 第7期（总第123期）."""


def _title(lines: Sequence[Line], genres: Mapping[str, str]) -> tuple[Found, int] | None:
    """Return the title and the number of the line behind it: the lines that end in the name of a genre.

    The heading of a web page may name the document otherwise than its own title, which says what it is about, below its number.
    """
    found = _first_title(lines, genres)
    if not found or _SUBJECT.search(found[0].value):
        return found or _unnamed(lines)
    rest = _first_title(lines[found[1] : FIRST], genres)
    own = rest and _SUBJECT.search(rest[0].value) and any(map(_number, lines[found[1] : found[1] + rest[1]]))
    return (rest[0], found[1] + rest[1]) if rest and own else found


_SUBJECT = regex("关于|關於")


def _first_title(lines: Sequence[Line], genres: Mapping[str, str]) -> tuple[Found, int] | None:
    for last, line in enumerate(lines[:FIRST]):
        words = squeeze(simplified(line.text))
        if _is_addressed(words) and last:
            break
        if not genre_of(words, genres) or (
            LETTERHEAD.fullmatch(line.text.strip()) and not _GENRE_ALONE.fullmatch(words)
        ):
            continue
        first = last
        while first and last - first < _TITLE and _continues(lines[first - 1]):
            first -= 1
        while first < last and lines[first].is_red and not lines[last].is_red:  # the letterhead
            first += 1
        whole = squeeze("".join(each.text for each in lines[first : last + 1]))
        if _GENRE_ALONE.fullmatch(words) and last and _ISSUER.fullmatch(above := squeeze(lines[last - 1].text)):
            return Found(above + squeeze(line.text), lines[last - 1].start, line.end, is_sure=False), last + 1
        if _ABOUT.search(whole):
            # The name of a body alone at the very top may be the letterhead, where no number follows that tells them apart.
            alone = first == 0 < last and not re.search("关于|關於", squeeze(lines[first].text))
            sure = not alone or any(_number(each) for each in lines[last + 1 : last + 3])
            return Found(whole, lines[first].start, line.end, sure), last + 1
    return None


_GENRE_ALONE = regex("公告|通告|公示|通知|通报|决定|命令|公报|嘉奖令|表扬通报|表彰决定")
"""A title of two lines whose second is the genre alone: 甲市人民政府 / 公　告."""
_ISSUER = regex("[一-鿿（）()、]{3,40}(?:政府|委员会|[部委局厅院会署办室]|公司|中心|法院)")


def _unnamed(lines: Sequence[Line]) -> tuple[Found, int] | None:
    """Return what may be a title that names no genre, for a person to look at: 关于…的若干措施."""
    for at, line in enumerate(lines[: FIRST // 2]):
        words = squeeze(simplified(line.text))
        if (
            8 < len(words) < 80
            and re.search("关于|(?:措施|方案|细则|办法|规定|规划|名单|要点|清单)$", words)
            and _continues(line)
        ):
            return Found(squeeze(line.text), line.start, line.end, is_sure=False), at + 1
    return None


def first_words(lines: Sequence[Line]) -> Found | None:
    """Return the first line that may be a title, where nothing shows which is, for a person to put right."""
    filled = (line for line in lines[:FIRST] if line.block != ABOUT and squeeze(line.text))
    line = next((line for line in filled if not _LABEL.fullmatch(squeeze(line.text)) and not _number(line)), None)
    words = squeeze(line.text)[:_TITLE_LENGTH] if line else ""
    return part(line, words, first=True)._replace(is_sure=False) if line else None


_TITLE_LENGTH = 60
"""How many characters of a line may be proposed as a title."""


def _continues(line: Line) -> bool:
    """Return whether a line above the end of a title belongs to it."""
    words = line.text.strip()
    if not words or len(words) > 60 or re.search("[。；：:！？!?]", words):
        return False
    return not (
        _number(line)
        or heads(line)
        or LETTERHEAD.fullmatch(words)
        or _LABEL.fullmatch(squeeze(words))
        or OPENNESS.fullmatch(words)
        or is_handling(words)
    )


def _addressees(lines: Sequence[Line], behind: int, title: str) -> tuple[Found, int] | None:
    """Return the addressees and the number of the line behind them: the first lines behind the title that end in a colon.

    The title may be repeated between, as web pages do.
    """
    for first in range(behind, min(behind + _BETWEEN, len(lines))):
        if not _may_begin(lines[first]) or squeeze(lines[first].text) in title:
            continue
        words = ""
        for last in range(first, min(first + 4, len(lines))):
            own = squeeze(lines[last].text)
            if last > first and (_number(lines[last]) or LETTERHEAD.fullmatch(lines[last].text.strip()) or not title):
                break
            words += own
            if _is_addressed(words):
                return Found(words[:-1], lines[first].start, lines[last].end - 1), last + 1
            if re.search("[。；！？]", words):
                return None
    return None


_BETWEEN = 14
"""How many lines may stand between the title and the addressees: on web pages, what the page says of the document."""


def _is_addressed(words: str) -> bool:
    named = _ADDRESSEES.fullmatch(words) and _BODIES.search(words) and not re.search("如下.$|关于|關於", words)
    return bool(named) and not _LABEL.match(words)


def _may_begin(line: Line) -> bool:
    """Return whether addressees may begin on a line."""
    words = squeeze(line.text)
    if words[:1] in ("（", "(") and words[-1:] in ("）", ")"):
        return False  # 题注: the date or who adopted it
    return not (_number(line) or _LABEL.fullmatch(words) or OPENNESS.fullmatch(words) or genre_of(simplified(words)))


def _labelled(line: Line) -> Iterator[tuple[str, Found]]:
    """Yield what a line of a web page says of the document: 索引号：123."""
    label, colon, words = line.text.partition("：")
    if colon and words.strip():
        yield squeeze(label), Found(words.strip(), line.start + len(label) + 1, line.end)


_TOPICS = ("主题分类", "主题词", "分类")
_NUMBERS = ("发文字号", "文号", "发文文号")
_OPEN = ("公开方式", "公开属性", "公开类型", "公开形式", "信息公开类型")


# --- the end ---


def _imprint(line: Line) -> tuple[Found, Found] | None:
    """Return who printed the notice, and when: 甲市人民政府办公厅 2024年3月6日印发."""
    words = squeeze(line.text)
    found = _IMPRINT.search(words)
    read = [one for one in dates(found["date"]) if one.day and one.year] if found else []
    if not found or not read:
        return None
    year, month, day = read[0].parts[:3]
    return part(line, found["by"]), part(line, found["date"])._replace(value=f"{year:04}-{month:02}-{day:02}")


def _annexes(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the titles of annexes named below the text: 附件：1.…"""
    begun = False
    for line in lines:
        words = squeeze(line.text)
        found = _ANNEX.fullmatch(words)
        if not found or (found["more"] and not begun):
            if begun:
                return
            continue
        begun = True
        title = re.sub(r"^[0-9]{1,2}[.、．]", "", found["first"] or found["more"])
        yield part(line, title)
