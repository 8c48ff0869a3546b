"""The measures that numbered paragraphs state: 1.盘活低效用地。对…实行提级改造。（责任单位：市住建局，各县区政府）

Numbers are those of GB/T 9704-2012, 7.3.3: 一、 （一） 1. — a paragraph with deeper numbers below it is a heading.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from tongbao import limits
from tongbao.intake.recognise.brackets import NAMES_BODY, Part, parts_of_bracket
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.table import Holds, column_of
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex

_STYLES = (
    regex(r"\s*(?P<number>[0-9]{1,3})[.．、](?![0-9])\s*(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>[（(][一二三四五六七八九十]{1,3}[）)])[、.．]?\s*(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>[一二三四五六七八九十]{1,3})、\s*(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>第[一二三四五六七八九十百0-9]{1,4}[条项])[：:、.．]?\s*(?P<rest>.+)", re.DOTALL),
    regex(
        r"\s*(?P<number>(?:案例|举措|措施|经验|做法|任务|事项|项目|清单)[一二三四五六七八九十0-9]{1,3})[：:、.．\s]\s*(?P<rest>.+)",
        re.DOTALL,
    ),
)
_DEEP = (
    regex(r"\s*(?P<number>[一二三四五六七八九十]{1,3}是)(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>[①-⑳])[、.．]?\s*(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>[0-9]{1,3}[）)])[、.．]?\s*(?P<rest>.+)", re.DOTALL),
    regex(r"\s*(?P<number>[（(][0-9]{1,3}[）)])[、.．]?\s*(?P<rest>.+)", re.DOTALL),
)
"""Numbers that mostly part the text of one measure, below those above."""
_TITLE = regex("(?P<title>[^。；！？]{2,40}|[^。；！？（(]{2,40}[（(][^（()）。；]{2,80}[）)])。(?=.)", re.DOTALL)
_TELLS = regex("(?:政府|部门|单位|[局委厅办])(?:要|应|须|将)")
"""What tells bodies to do something is a sentence, and no title."""
_BRACKET = regex(
    r"[（(〔【\[](?P<inside>[^（()）〔〕【】\[\]]*(?:[（(][^（()）]*[）)][^（()）〔〕【】\[\]]*)*)[）)〕】\]]?\s*[。；]?\s*$"
    r"|(?:(?<=[。；])|^)(?P<label>(?:牵头|责任|主办|负责|配合)(?:单位|部门)[：:][^。]{2,200}(?:。(?:完成|办结)?(?:时限|时间)[：:][^。]{2,20})?)。?\s*$"
)
"""Units at the end of a paragraph, in a bracket that may not be closed, or behind a word for their role."""
_WORDY = 25
"""How many characters an item has that is more than a heading."""
_NO_MEASURES = regex(
    "总体要求|指导思想|基本原则|工作目标|主要目标|总体情况|基本情况|存在|问题|总体进展|组织|保障|(?:实施|执行)时间|附则"
    "|程序|进度|步骤|指标体系"
)
"""Headings under which numbered paragraphs state no measures."""
_OF_MEASURES = regex(
    "措施|政策(?!解读)|(?:创新|改革|优秀)成果|方案|意见|办法|任务|计划|行动|清单|要点|案例|举措|做法|经验|转发.*(?:请示|报告)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered paragraph that states a measure."""

    number: Found
    title: Found | None
    text: Found
    bracket: Found | None
    parts: tuple[Part, ...] = field(default=())
    deadline: str = ""
    heading: Found | None = None

    @property
    def end(self) -> int:
        """Where the item ends: behind its text, or behind the units below it."""
        return max(self.text.end, self.bracket.end if self.bracket else 0)


class _Numbered(NamedTuple):
    """The lines of a text, and the styles of the numbers that may begin a measure in it, the deepest first."""

    lines: Sequence[Line]
    styles: Sequence[re.Pattern[str]]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Numbered":
        """Return lines with their styles: the deep ones only where units stand with them, or where there are no others."""
        alone = all(style.match(line.text) is None for line in lines for style in _STYLES)
        deep = [style for style in _DEEP if _states_measures(style, lines, alone=alone)]
        return cls(lines, (*deep, *_STYLES))

    def level(self, line: Line) -> int | None:
        """Return how deep the number of a paragraph is, 0 for the deepest; None where it has none."""
        return next((level for level, style in enumerate(self.styles) if style.match(line.text)), None)


def _states_measures(style: re.Pattern[str], lines: Sequence[Line], *, alone: bool) -> bool:
    """Return whether paragraphs with numbers of a style state measures: half of them with units, or ``alone`` in the text.

    Units below the last of a row may be those of all, and do not count.
    """
    begun = [at for at, line in enumerate(lines) if style.match(line.text)]
    higher = [at for at, line in enumerate(lines) if any(one.match(line.text) for one in _STYLES)]
    spans = [(at, end) for at, end in pairwise(begun) if bisect_left(higher, at) == bisect_left(higher, end)]
    told = sum(_has_units(lines[at : min(end, at + _NEAR)]) for at, end in spans)
    return len(begun) > 1 and (alone or (bool(spans) and 2 * told >= len(spans)))


_NEAR = 4
"""How many lines a numbered paragraph and the units below it have at most, where they are counted."""


def _has_units(lines: Sequence[Line]) -> bool:
    """Return whether units stand in a numbered paragraph, at its end, or below it."""
    return any(_labelled(line) == "units" or _bracket(line, line.start) or _TOLD.search(line.text) for line in lines)


_TOLD = regex("由[^，。；]{2,60}(?:牵头|负责)")
"""Words of a running text that say who leads."""


def read_items(lines: Sequence[Line], title: str) -> list[Item]:
    """Return the measures that numbered paragraphs state, in order; none where nothing shows that they are measures, or too many.

    Brackets with units show it, or the ``title`` of the notice: 若干措施, 行动方案.
    """
    of = _Numbered.of(lines)
    levels = [of.level(line) for line in lines]
    if len(levels) - levels.count(None) > limits.DRAFTED_PARAGRAPHS:
        return []
    headings = _headings(of, levels)
    numbered = [(at, level) for at, level in enumerate(levels) if level is not None]
    after = [level for _, level in numbered[1:]] + [len(of.styles)] * bool(numbered)
    items = [
        (level, item)
        for (at, level), behind in zip(numbered, after, strict=True)
        if behind >= level and (item := _item(at, of, level, headings)) and (item.bracket or _is_wordy(item.text.value))
    ]
    for own in range(len(of.styles)):
        here = [item for level, item in items if level == own]
        groups = [[*group] for _, group in groupby(here, key=lambda one: one.heading)] if len(here) > 1 else []
        kept = [item for group in _tasks(groups) for item in _of_measures(group, title)]
        if kept:
            others = [item for level, item in items if level != own and item.bracket]
            return sorted([*kept, *others], key=lambda item: item.number.start)
    return list(_announced(items, lines))


_ANNOUNCED = regex("(?:批复|通知|决定|意见|要求|措施|规定|明确|安排|部署|函告|函复)如下[：:]?$")
"""The end of a paragraph behind which stands what the notice lays down."""
_GRANTS = regex("^(?:原则|同意)|组织领导")


def _announced(items: Sequence[tuple[int, Item]], lines: Sequence[Line]) -> Iterator[Item]:
    """Yield the items of the highest level behind words that announce them: 现批复如下：."""
    lead = next((line for line in lines if _ANNOUNCED.search(squeeze(line.text))), None)
    behind = [(level, item) for level, item in items if lead and item.number.start > lead.end]
    for level, item in behind:
        if level == behind[0][0] and not _GRANTS.search(item.text.value[:_WORDY]):
            yield item


def left_out(lines: Sequence[Line], items: Sequence[Item]) -> Iterator[str]:
    """Yield how the paragraphs begin that have a number or a bracket with units, and are no items."""
    spans, of = [(item.number.start, item.end) for item in items], _Numbered.of(lines)
    at = 0
    for line in lines:
        while at < len(spans) and spans[at][1] <= line.start:
            at += 1
        if at < len(spans) and spans[at][0] < line.end:
            continue
        is_numbered = of.level(line) is not None and _is_wordy(line.text)
        if is_numbered or _bracket(line, line.start):
            yield squeeze(line.text)[:_BEGINNING]


_BEGINNING = 24
"""How many characters of a paragraph show which one is meant."""


def parted(heading: str) -> tuple[str, str]:
    """Return the number of a heading and its words.

    >>> parted("（二）强化要素保障"), parted("3.优化服务")
    (('（二）', '强化要素保障'), ('3', '优化服务'))
    """
    found = next(filter(None, (style.match(heading) for style in (*_STYLES, *_DEEP))), None)
    return (found["number"], found["rest"]) if found else ("", heading)


def _is_wordy(words: str) -> bool:
    return len(squeeze(words)) >= _WORDY


def _tasks(groups: Sequence[list[Item]]) -> list[list[Item]]:
    """Return the groups whose heading says that they hold the tasks, and those with units; all where no heading says so."""
    said = [group for group in groups if (heading := group[0].heading) and _TASKS.search(heading.value)]
    if not said:
        return [*groups]
    return [group for group in groups if group in said or any(item.bracket for item in group)]


_TASKS = regex("任务|重点工作|(?<!保障)措施|举措")


def _of_measures(group: list[Item], title: str) -> list[Item]:
    """Return the items under one heading, where they state measures."""
    bracketed = sum(item.bracket is not None for item in group)
    if 2 * bracketed >= len(group):
        return group
    about = group[0].heading.value if group[0].heading else ""
    if not _OF_MEASURES.search(title) or _NO_MEASURES.search(about):
        return []
    return [
        item
        for item in group
        if item.bracket or item.heading or not (item.title and _NO_MEASURES.search(item.title.value))
    ]


def _item(at: int, of: _Numbered, level: int, headings: Sequence[Sequence[Found | None]]) -> Item | None:
    """Read one numbered paragraph, with the paragraphs behind it that have no number."""
    line = of.lines[at]
    found = of.styles[level].match(line.text)
    assert found
    own = [line, *_behind(at, of)]
    start = line.start + found.start("rest")
    named = _TITLE.match(line.text, found.start("rest"))
    if named and _TELLS.search(named["title"]):
        named = None
    begin = line.start + named.end() if named else start
    if len(own) > 1 and (_is_title_with_units(line) or (not named and _is_title(found["rest"]))):
        return _headed(found, line, own, headings[at][level])
    above, rest, below = _around(own[1:])
    if not rest:
        own, below = [line], above
    elif not above:
        own = [line, *rest]
    bracket, end = below or _bracket(own[-1], begin), own[-1].end
    if ahead := _AHEAD.match(line.text, begin - line.start):
        bracket, begin = Found(ahead["label"], begin, begin + len(ahead["label"])), line.start + ahead.end()
    elif bracket and not below:
        end = bracket.start
    words = _words(own, begin, end)
    if named and bracket and not squeeze(words):  # 1.开展燃气安全整治。（市住建局）: one sentence is all
        named, begin, words = None, start, _words(own, start, end)
    if not squeeze(words):
        return None
    titled = _of_title(line, named) if named and not bracket else None
    bracket = bracket or titled
    number = found["number"]
    parts, deadline = parts_of_bracket(bracket.value) if bracket else ((), "")
    return Item(
        Found(number, line.start + found.start("number"), line.start + found.end("number")),
        _named(named, start, titled) if named else None,
        Found(words.strip(), begin, end),
        bracket,
        parts,
        deadline,
        headings[at][level],
    )


def _words(lines: Sequence[Line], begin: int, end: int) -> str:
    """Return the words of lines between two places of the stored text."""
    return "\n".join(each.text[max(begin - each.start, 0) : end - each.start] for each in lines if each.start < end)


def _of_title(line: Line, named: re.Match[str]) -> Found | None:
    """Return the bracket with units at the end of a title: 推行“一窗通办”（市民政局）。"""
    end = named.end("title")
    return _bracket(line._replace(text=line.text[:end], end=line.start + end), line.start + named.start("title"))


def _named(named: re.Match[str], start: int, titled: Found | None) -> Found:
    """Return a title without the bracket at its end."""
    words = named["title"][: titled.start - start] if titled else named["title"]
    return Found(words, start, start + len(words))


_CLOSES = regex(
    "本(?:措施|方案|意见|办法|通知|清单|计划|文件)|附件|抄送|特此|希望(?:各|受|被|获|上述|以上)"
    "|请(?:各(?:地|级|县|区|市|乡|镇|部门|单位|有关)|认真贯彻)|(?:以上|上述)(?:措施|任务|事项|工作|举措)"
)
"""How a paragraph begins that closes a list, or the whole notice."""
_ENDS = regex("[（(]?(?:责任|牵头|主办|负责|配合|实施)(?:单位|部门)[：:]")
"""The line of the units below the text of an item."""
_HEADING = regex("[^。；！？：:]{2,40}|(?P<whose>[^。；！？：:]{2,20})[：:][^。；！？：:]{4,40}")
"""A title that has its line to itself; whose the measure is may stand before a colon: 甲县：以积分制推进乡村治理."""


def _is_title(words: str) -> bool:
    """Return whether words that have a line to themselves are a title, and no list of units behind a label."""
    found = _HEADING.fullmatch(squeeze(words).rstrip("。"))
    return found is not None and (not found["whose"] or column_of(found["whose"])[0] == "other")


def _is_title_with_units(line: Line) -> bool:
    """Return whether a paragraph holds but a title and its units: 1.推进城市更新。（市住建局牵头）"""
    bracket = _bracket(line, line.start)
    return bracket is not None and bool(
        _HEADING.fullmatch(squeeze(line.text[: bracket.start - line.start]).rstrip("。"))
    )


def _headed(found: re.Match[str], line: Line, own: Sequence[Line], heading: Found | None) -> Item | None:
    """Return an item whose title has its line to itself, above the text; None where no text follows."""
    above, rest, below = _around(own[1:])
    if not rest:
        return None
    begin = rest[0].start
    bracket = below or _bracket(rest[-1], begin)
    titled = above or _bracket(line, line.start + found.start("rest"))
    end = bracket.start if bracket and not below else rest[-1].end
    until = titled.start - line.start if titled and not (bracket or above) else len(line.text.rstrip())
    bracket = bracket or titled
    words = "\n".join(each.text[: end - each.start] for each in rest if each.start < end)
    parts, deadline = parts_of_bracket(bracket.value) if bracket else ((), "")
    return Item(
        Found(found["number"], line.start + found.start("number"), line.start + found.end("number")),
        Found(
            line.text[found.start("rest") : until].strip().rstrip("。"),
            line.start + found.start("rest"),
            line.start + until,
        ),
        Found(words.strip(), begin, end),
        bracket,
        parts,
        deadline,
        heading,
    )


_LABEL = regex(r"\s*[（(【]?(?P<label>[一-鿿]{2,8})[】）)]?[：:].+", re.DOTALL)
"""A line that says itself what it holds: 报送单位：市民政局."""


def _labelled(line: Line) -> Holds | None:
    """Return what a line holds by the label at its beginning; None where it has none that is known."""
    found = _LABEL.fullmatch(line.text)
    holds = column_of(found["label"])[0] if found else "other"
    return None if holds in ("other", "number", "title", "section") else holds


def _around(lines: Sequence[Line]) -> tuple[Found | None, Sequence[Line], Found | None]:
    """Return the labelled lines of units above the text of an item, its text, and those below it."""
    of_units = [_labelled(line) in ("units", "deadline") for line in lines]
    low = next((at for at, one in enumerate(of_units) if not one), len(lines))
    high = next((at for at in range(len(lines), low, -1) if not of_units[at - 1]), low)
    return _together(lines[:low]), lines[low:high], _together(lines[high:])


def _together(lines: Sequence[Line]) -> Found | None:
    words = "\n".join(line.text.strip().rstrip("。") for line in lines)
    return Found(words, lines[0].start, lines[-1].end) if lines and NAMES_BODY.search(words) else None


def _behind(at: int, of: _Numbered) -> Iterator[Line]:
    """Yield the paragraphs that go on with an item: those without a number, up to what ends the list."""
    lines = of.lines
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    goes_on = _is_title_with_units(lines[at]) and any(style.match(below) for style in _DEEP)
    closed = not goes_on and "。" in lines[at].text and bool(_bracket(lines[at], lines[at].start))
    for number in range(at + 1, len(lines)):  # a slice would copy
        words = squeeze((other := lines[number]).text)
        if closed and not (_ENDS.match(words) or _labelled(other) or _bracket(other, other.start)):
            return  # units stood at the end: what follows closes the whole list
        closed = closed or (not _labelled(other) and bool(_bracket(other, other.start)))
        if of.level(other) is not None or other.is_centred:
            return
        if len(words) < _WORDY and not (_ENDS.match(words) or _labelled(other) or words.endswith(("。", "；"))):
            return
        if not _ENDS.match(words) and _CLOSES.match(words):
            return
        yield other


def _headings(of: _Numbered, levels: Sequence[int | None]) -> list[list[Found | None]]:
    """Return for each line the heading above it, by the level of its own number: the nearest of a higher level, alone on its line."""
    near: list[Found | None] = [None] * (len(of.styles) + 1)
    found: list[list[Found | None]] = []
    for line, level in zip(of.lines, levels, strict=True):
        found.append(near[1:])
        rest = of.styles[level].match(line.text) if level is not None else None
        if level is not None and rest and len(squeeze(rest["rest"])) < 2 * _WORDY:
            near[: level + 1] = [Found(squeeze(line.text), line.start, line.end)] * (level + 1)
    return found


def _bracket(line: Line, begin: int) -> Found | None:
    """Return the bracket at the end of a paragraph that names units."""
    found = _BRACKET.search(line.text, max(begin - line.start, 0))
    inside = (found["inside"] or found["label"] or "") if found else ""
    if not found or len(inside) < 3 or not NAMES_BODY.search(inside) or ("。" in inside and not found["label"]):
        return None
    words = found[0].strip().rstrip("。；")
    start = line.start + found.start() + found[0].index(words[0])
    return Found(words, start, start + len(words))


_AHEAD = regex("(?P<label>(?:牵头|责任|主办|负责)(?:单位|部门)[：:][^。]{2,100})。(?=.)")
"""Units between the title and the text of an item."""
