"""Check where the names of a list begin and end: no name is cut from a longer one, and none of the list is left out."""

import re
from collections.abc import Callable, Container, Sequence
from itertools import pairwise

from tongbao.errors import Text
from tongbao.load.cells import begins_line
from tongbao.load.persons import SURNAMES, person_of_line
from tongbao.load.remarks import ASIDE, SERIAL, SIGN
from tongbao.load.source import SourceText, Span
from tongbao.printed.patterns import regex

Known = Callable[[str], Sequence[str]]
"""Which units and places a name can mean."""

_LONGEST = 24
"""The longest name that is looked for at a border, in characters."""
_FAR = 400
"""How many characters above a name the line before it is looked for."""
_NO_NAME = regex("[，。；：、！？“”《》（）()\\[\\]〔〕,;:?!]")
_BESIDE = f"(?:{ASIDE}|[\u2460-\u2473])*(?:（[^（）]{{1,20}}）)?(?:{SIGN})*"
JOINED = regex(f"{_BESIDE}(?P<sign>、|以及|和|及|与|，|；|,|;|/)(?:{SIGN})*")
"""Signs and words that join a name to the next. A unit joined by 会同 need not stand in the same list."""
_JOINS = regex(f"{_BESIDE}(?P<sign>、|以及|会同|和|及|与|，|；|,|;|/)(?:（[^（）]{{1,20}}）)?(?:{SIGN})*$")
_MAY_END_LIST = frozenset("，；,;")
"""Signs that may also end a list. A name beyond one belongs to the list only where the list itself uses that sign."""
_WORKERS = "局长|主任|厅长|部长|市长|区长|县长|镇长|书记|处长|科长|院长|校长|队长|行长|董事长|总经理|秘书长|检察长|政委"
_NO_VERB = "[^，。、；：“”《》（）的了在会同和与及设立成并由将对向请把为以经据按等予给通表批授被受联合牵负配参]"
_ORGAN = (
    "办公厅|办公室|党组|党委|工会|团委|纪检|下属|所属|直属|下辖"
    "|系统(?!梳理|谋划|推进|集成|总结|构建|研究|部署|重塑|性|化|地|开展|分析|推广|升级)"
    f"|{_NO_VERB}{{0,6}}(?:支队|分局|大队|总队|中队|派出所|税务所|稽查局|分中心|分公司)"
)
_BODY = regex(
    f"{_ORGAN}|原(?!有|来|先|则|因|本|创|始)|副?(?:{_WORKERS})|(?![和及与等])[\u4e00-\u9fff]{{2,3}}同志"
    f"|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:予以|给予|授予|记功|被|荣获)"
)
"""Words that turn a body's name before them into another name: an organ of the body, or a person who works there."""
_LAST = regex("[局委厅部院署办室处科所站队组团会府区县市省州镇乡村校司心台网厂行关党社馆园协盟旗]")
_OF_BODY = regex("[局委厅办院会署部司]$|公司$")
_SIGNS = "国省市区县州"
_WHOLE_AREA = regex("(?:(?<![健安完齐])全|各)$")
_NEW = regex("(?<![创更革全最重崭])新$")
_GIVEN = regex("称号$|[一二三特]等[奖功]$")
"""Words that end the award of a title to others: 授予甲局“先进集体”称号、乙同志“先进个人”称号."""
_SIGNED = regex("[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月")
"""The date behind a signature: a list above the signature does not go on in it."""
_STILL_LISTED = regex("[、，；。,;（和及与等“]|以及|予以?|给予|分别|$")
_EXCEPT = regex("除外|不含|不包括|不在此列")
_BRACKETED = regex("[（(]([^（）()]{1,60})[）)]")
_PERSON_OR_PROJECT = regex("[\u4e00-\u9fff·]{2,8}同志|[^，。；：、]{2,24}(?:项目|工程)")

_BEGINS_LINE = regex(f"(?:{SERIAL})?(?:{SIGN})*")
_LINE_ABOVE = regex(f"(?P<aside>(?:{ASIDE})*)(?:{SERIAL})?(?:{SIGN})*$")
_LINE_ENDS = regex(f"(?:{ASIDE})*")
_PERSON = regex(f"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?<![市区县州镇乡村局委])")


def ends_before(words: str, at: int, known: Known) -> str:
    """Return the longest known name that ends at a position; an empty string where there is none."""
    low = max([at - _LONGEST, 0, *(sign.end() for sign in _NO_NAME.finditer(words, max(at - _LONGEST, 0), at))])
    return next((words[start:at] for start in range(low, at - 1) if known(words[start:at])), "")


def begins_at(words: str, at: int, known: Known) -> str:
    """Return the longest known name that begins at a position; an empty string where there is none."""
    return next((words[at:end] for end in reversed(_ends(words, at, at + 1)) if known(words[at:end])), "")


def _ends(words: str, start: int, low: int) -> list[int]:
    """Return where a name from ``start`` may end, behind ``low``: wherever a body's or a place's last word stands."""
    sign = _NO_NAME.search(words, start, start + _LONGEST)
    high = min(sign.start() if sign else len(words), start + _LONGEST)
    return [end.end() for end in _LAST.finditer(words, low, high)]


def another_body(words: str, span: Span, own: Container[str], known: Known) -> str:
    """Return the longer name that a printed name is part of, if another body bears it: for 市政府, 市政府办公厅.

    ``own`` holds the unit or place that is meant, and the place where it is.
    """
    name = words[span.start : span.end]
    for end in reversed(_ends(words, span.start, span.end)):
        if found := known(words[span.start : end]):
            return "" if any(one in own for one in found) else words[span.start : end]
    behind = _BODY.match(words, span.end)
    return name + behind[0] if behind else _before(words, span, own, known)


def is_organ(behind: str) -> bool:
    """Return whether the words behind the name of a body make it one of its organs: 交警支队."""
    return bool(re.match(_ORGAN, behind))


def _before(words: str, span: Span, own: Container[str], known: Known) -> str:
    """Return the longer name that a name ends, if another body bears it: 省税务局, 全市税务局, 新甲市公安局."""
    name, start = words[span.start : span.end], span.start
    for more in (words[start - length : start] for length in range(1, min(6, start) + 1)):
        if _NO_NAME.search(more):
            break
        home = known(more + name[0]) if name[0] in _SIGNS and len(more) > 1 else ()
        found = known(more + name) or home
        if found and not any(one in own for one in found):
            return more + name
        if found:
            name, start = more + name, start - len(more)
            break
    head = words[max(start - 2, 0) : start]
    if (name[0] in _SIGNS and _WHOLE_AREA.search(head)) or (name[0] not in _SIGNS and _NEW.search(head)):
        return head[-1] + name
    return ""


def left_out(words: str, spans: Sequence[Span], known: Known, *, strict: bool = False, leading: bool = False) -> str:
    """Return a name that belongs to a list and stands before its first name or behind its last; else an empty string.

    If ``strict``, any item counts; if not, only a known name. Other names may stand behind ``leading`` names.
    """
    commas = any(sign in words[spans[0].start : spans[-1].end] for sign in _MAY_END_LIST) or strict
    behind = JOINED.match(words, spans[-1].end)
    spaced = strict and any(one.end == other.start for one, other in pairwise(spans))
    if leading:
        return _left_out_before(words, spans[0].start, known, commas=commas, strict=strict, spaced=spaced)
    if spaced and not behind and (name := begins_at(words, spans[-1].end, known)) and _OF_BODY.search(name):
        return "" if _SIGNED.match(words, spans[-1].end + len(name)) else name  # only white space separates them
    if behind and (commas or behind["sign"] not in _MAY_END_LIST):
        name = begins_at(words, behind.end(), known)
        if behind["sign"] in _MAY_END_LIST and not _STILL_LISTED.match(words, behind.end() + len(name)):
            name = ""  # another clause begins: 市公安局，市政府再次…
        other = (
            _PERSON_OR_PROJECT.match(words, behind.end()) if strict and behind["sign"] not in _MAY_END_LIST else None
        )
        if name or other:
            return name or (other[0] if other else "")
        if strict and behind["sign"] == "、":
            return re.split("[，。；：、]", words[behind.end() : behind.end() + _LONGEST])[0]
    opened = _BRACKETED.match(words, spans[-1].end)
    inside = begins_at(words, opened.start(1), known) if opened and not _EXCEPT.search(opened[1]) else ""
    if opened and inside and opened[1][len(inside) :][:1] in ("", "、", "，", "和", "及", "与"):
        return inside
    return _left_out_before(words, spans[0].start, known, commas=commas, strict=strict, spaced=spaced)


def _left_out_before(words: str, start: int, known: Known, *, commas: bool, strict: bool, spaced: bool) -> str:
    before = _JOINS.search(words[max(start - _LONGEST, 0) : start])
    if spaced and not before and (name := ends_before(words, start, known)) and _OF_BODY.search(name):
        return name
    if not before or (not commas and before["sign"] in _MAY_END_LIST):
        return ""
    at = start - len(before[0])
    name = ends_before(words, at, known)
    if name:
        return name
    if _GIVEN.search(words[max(at - 4, 0) : at]):
        return ""
    if before["sign"] == "、" and (strict or words[at - 1] in _SIGNS):  # 省、市税务局 are two bodies
        return re.split("[，。；：、对的]", words[max(at - _LONGEST, 0) : at])[-1]
    return ""


def left_out_of_lines(source: SourceText, spans: Sequence[Span], known: Known, *, persons: bool = False) -> str:
    """Return the name that only white space separates from the last or the first of a list with one name on each line.

    In a list of ``persons``, a person's name that stands apart counts too.
    """
    words = source.words
    end = max(_after(_LINE_ENDS, words, spans[-1].end), source.behind_person(spans[-1]) if persons else 0)
    at = _after(_BEGINS_LINE, words, end)
    name = begins_at(words, at, known) or (_person(source, at, 1) if persons else "")
    if persons and (other := person_of_line(_line(source, end)) or person_of_line(_line_above(source, spans[0]))):
        return other
    stop = _after(_LINE_ENDS, words, at + len(name))
    signed = _SIGNED.match(words, at + len(name))
    if name and not signed and _apart(source, end) and (_apart(source, stop) or _NO_NAME.match(words, stop)):
        return name
    above = _LINE_ABOVE.search(words, max(spans[0].start - _LONGEST, 0), spans[0].start)
    at, line = (above.start(), above.end("aside")) if above else (spans[0].start, spans[0].start)
    name = ends_before(words, at, known) or (_person(source, at, -1) if persons else "")
    begun = Span(at - len(name), at)
    begins = _apart(source, begun.start) or begins_line(source, begun) or words[begun.start - 1] in ("：", ":")
    return name if name and begins and _apart(source, line) else ""


def _apart(source: SourceText, at: int) -> bool:
    """Return whether there is white space at a position of the words, or the text ends there."""
    return at in (0, len(source.words)) or source.positions[at] != source.positions[at - 1] + 1


def _after(pattern: re.Pattern[str], words: str, at: int) -> int:
    found = pattern.match(words, at)
    return found.end() if found else at


def _line(source: SourceText, at: int) -> str:
    """Return the line of the text that begins at a position of the words; an empty string where none begins there."""
    begins = at < len(source.words) and _apart(source, at)
    return source.text[source.positions[at] :].split("\n", 1)[0] if begins else ""


def _line_above(source: SourceText, span: Span) -> str:
    """Return the line above a span, if the span begins its own line."""
    above, parted, head = source.text[max(source.stored(span).start - _FAR, 0) : source.stored(span).start].rpartition(
        "\n"
    )
    begins = parted and re.fullmatch(f"\\s*(?:{SERIAL}|[0-9]{{1,3}})?(?:{SIGN})*\\s*", head)
    return above.rstrip().rpartition("\n")[2] if begins else ""


def _person(source: SourceText, at: int, way: int) -> str:
    """Return the name of a person that stands apart behind a position, or before it."""
    spans = (Span(*sorted((at, at + way * length))) for length in (3, 2) if 0 <= at + way * length <= len(source.words))
    whole = (span for span in spans if _apart(source, span.start) and _apart(source, span.end))
    return next((name for span in whole if _PERSON.fullmatch(name := source.words[span.start : span.end])), "")


def excepted(words: str, span: Span) -> bool:
    """Return whether the words exclude a name: 除市公安局外, （市公安局除外）."""
    before, behind = words[max(span.start - 60, 0) : span.start], words[span.end : span.end + 60]
    if re.search("(?<![免解清废])除(?!了)[^，。；外]*$", before) and re.match("[^。；对]*?(?:之外|以外|外)", behind):
        return True
    opened = re.search("[（(][^（）()]*$", before)
    closed = re.match("[^（）()]*[）)]", behind)
    return bool(opened and closed and _EXCEPT.search(opened[0] + closed[0]))


def is_cut_from(longer: str) -> tuple[Text, Text]:
    """Report that a name is part of another body's name."""
    return (
        Text(f"The source prints “{longer[:60]}”, which is a different name.", f"原文为“{longer[:60]}”，是另一名称。"),
        Text(
            "Write the unit whose whole name is printed; if necessary, add it to units.yaml.",
            "请写原文所载全称对应的单位；必要时将其加入 units.yaml。",
        ),
    )


EXCEPTED = (
    Text("The words exclude this name (除…外).", "原文将其排除在外（除……外）。"),
    Text("Remove it.", "请删去。"),
)


def more_names(name: str) -> tuple[Text, Text]:
    """Report that the list in the source holds more than is recorded."""
    return (
        Text(f"The list in the source also names “{name[:40]}”.", f"原文的名单中还有“{name[:40]}”。"),
        Text(
            "Quote the whole list, and add the missing names in the order printed.",
            "请引用完整名单，并按原文次序补上缺少的名称。",
        ),
    )
