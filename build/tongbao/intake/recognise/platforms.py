"""The systems, applications and windows that the text of a measure names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongbao.intake.recognise.bodies import Bodies
from tongbao.intake.recognise.passage import Passage, Stated, kind_of, vocabulary
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span

_UNQUOTED = "name, kind: whether this is the whole name of a platform, and of which kind 是否为平台的完整名称，属何类"
_JOINS = ("、", "，", ",", "和", "及", "与", "或")
_LONGEST, _SHORT = 20, 8
"""The longest name without its last word, and the longest one that may begin a clause without a verb, in characters."""
_SHOWN = re.compile("(?:展示|展播|赛马)平台$")


def platforms(passage: Passage, bodies: Bodies) -> Iterator[Stated]:
    """Yield the platforms named, each once: those with quotation marks, and those whose name a verb or a list begins."""
    seen: set[str] = set()
    last = _Last(passage.span.start)
    for clause in passage.clauses:
        bare = list(_bare(passage, clause, last))
        for one in (*_quoted(passage, clause, bodies), *bare):
            name = str(one.said["name"]).replace("“", "").replace("”", "")
            if name not in seen and not any(name in other for other in seen if one.asked):
                seen.add(name)
                yield one


def _kinds() -> Mapping[str, str]:
    kinds: Mapping[str, str] = vocabulary()["platforms"]["kinds"]
    return kinds


def _ends(*, with_verbs: bool) -> str:
    """Return how names of platforms end; 应用 ends one only in quotation marks, for elsewhere it is a verb."""
    ends = "|".join(_kinds().values())
    return ends if with_verbs else ends.replace("|应用", "")


def _quoted(passage: Passage, clause: Span, bodies: Bodies) -> Iterator[Stated]:
    """Yield “…”平台 and “…平台”, with the words before them that belong to the name."""
    pattern = expression(
        f"“(?P<inner>[^“”]{{1,40}})”(?P<end>[^，。；、：“”《》（）()]{{0,8}}?(?:{_ends(with_verbs=False)}))?"
    )
    verbs = expression(f"{vocabulary()['platforms']['before']}|[的了等]")
    for found in pattern.finditer(passage.words, *clause):
        inner = kind_of(found["inner"], _kinds()) and len(found["inner"]) > 2
        if found["end"] and not verbs.search(found["end"][:-1]):
            yield _with_head(passage, clause, Span(found.start(), found.end()))
        elif inner and not bodies.owning(found.start()) and _begins(passage, clause, found.start()) < found.start():
            yield _with_head(passage, clause, Span(found.start(), found.end("inner") + 1))
        elif inner:
            yield _stated(passage, Span(found.start("inner"), found.end("inner")), "")


def _with_head(passage: Passage, clause: Span, name: Span) -> Stated:
    begin = _begins(passage, clause, name.start)
    if re.search(vocabulary()["claims"]["scoped"], passage.text(Span(begin, name.start))):
        begin = name.start  # 全国首个“碳效码”平台: a claim, no part of the name
    return _stated(passage, Span(begin, name.end), "" if begin == name.start else _UNQUOTED)


def _begins(passage: Passage, clause: Span, at: int) -> int:
    """Return where a name begins that goes on at a position: behind the last verb before it, else at the position."""
    low = max(clause.start, at - _LONGEST)
    before = passage.text(Span(low, at))
    found = list(re.finditer(f"{vocabulary()['platforms']['before']}|[，。；、：（）()《》的了等或和与及]", before))
    if not found:
        return clause.start if low == clause.start and at - low <= _SHORT and not before.startswith("“") else at
    return low + found[-1].end()


@dataclass
class _Last:
    """The end of the last name without quotation marks, and whether it is one of the parts that a list gives."""

    end: int
    is_part: bool = False


def _bare(passage: Passage, clause: Span, last: _Last) -> Iterator[Stated]:
    """Yield 全市一体化审批平台 where a verb begins it, or a list that a verb begins; what 内容包括 lists are parts."""
    words = vocabulary()["platforms"]
    ends = expression(f"(?:{_ends(with_verbs=False)})(?={words['behind']})")
    parts = expression(f"(?:{words['parts']})$")
    for found in ends.finditer(passage.words, *clause):
        begin = _begin(passage, max(clause.start, found.start() - _LONGEST), found.start(), last.end)
        if begin is not None:
            goes_on = last.is_part and begin == last.end + 1
            last.is_part = goes_on or bool(parts.search(passage.words, clause.start, begin))
            last.end = found.end()
            name = Span(begin, last.end)
            yield _part(passage, name) if last.is_part else _stated(passage, name, _UNQUOTED)


def _part(passage: Passage, name: Span) -> Stated:
    """Return a part of a platform: between the signs of its list it is whole, but for the last one."""
    is_whole = passage.words[name.end : name.end + 1] in ("、", "，", "等")
    one = _stated(passage, name, "" if is_whole else _UNQUOTED)
    return one._replace(said={**one.said, "kind": "subsystem"}) if one.said["kind"] == "system" else one


def _begin(passage: Passage, low: int, end: int, last: int) -> int | None:
    """Return where a name begins whose last word stands at ``end``: behind a verb, or behind the ``last`` name of its list."""
    words = vocabulary()["platforms"]
    before = passage.words[low:end]
    borders = [low + one.end() for one in re.finditer(words["before"], before)]
    if passage.words[last : last + 1] in _JOINS and low <= last + 1:
        borders.append(last + 1)
    for begin in sorted(borders, reverse=True):
        own = passage.words[begin:end]
        if not own or re.search(f"[“”《》（）()，。；、：的了等]|{words['not-in']}", own):
            return None  # 优化系统: no name
        if len(own) > 1 and not re.fullmatch(words["general"], own):
            return begin
    return None


def _stated(passage: Passage, name: Span, asked: str) -> Stated:
    text = passage.text(name).rstrip("”")
    kind = "showcase-platform" if _SHOWN.search(text) else kind_of(text, _kinds())
    quote = (
        Span(name.start - 1, name.end + 1)
        if passage.words[name.start - 1 : name.start] == "“" and passage.words[name.end : name.end + 1] == "”"
        else name
    )
    return Stated("platforms", {"name": passage.printed(name), "kind": kind}, quote, kind, asked)
