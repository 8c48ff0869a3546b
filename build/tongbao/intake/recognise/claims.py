"""The claims to be first in the text of a measure, with their scope: 全国首创, 在全省率先, 江川首个. None is ever sure."""

import re
from collections.abc import Iterator, Sequence

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.passage import Passage, Stated, vocabulary
from tongbao.intake.recognise.reach import Reach
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_ASKED = "wording, level: whether this claims to be first, in what, and where 是否为首创说法，何事、在何范围"
_UNKNOWN = regex("(?<=[为属系成了是])[一-鿿]{2}[省市区县州盟旗]$|^[一-鿿]{2,3}[省市区县州盟旗]$")
"""A place that the dataset does not have, right before a claim."""
_FAR = 40
"""How far before a claim its scope is looked for, in characters."""
_WITHIN = "(?:[^，。；、“”《》（）的并及]{0,10}(?:系统|领域|行业|范围内?|条线))?"


def claims(passage: Passage, reach: Reach, taken: Sequence[Span]) -> Iterator[Sequence[Stated]]:
    """Yield the claims, each as its readings, the longest wording first; those within ``taken`` spans are part of names."""
    words = vocabulary()["claims"]
    first = expression(f"{words['alone']}|{words['scoped']}")
    for clause in passage.clauses:
        for found in first.finditer(passage.words, *clause):
            if any(one.start <= found.start() < one.end for one in taken):
                continue
            readings = [
                _stated(passage, clause, wording, reach)
                for wording in _wordings(passage, clause, Span(found.start(), found.end()), reach)
            ]
            if readings:
                yield readings
                break


def _wordings(passage: Passage, clause: Span, first: Span, reach: Reach) -> Iterator[Span]:
    """Yield what the wording of a claim may be, with the scope beside it; a claim that needs a scope only with it."""
    low = max(clause.start, first.start - _FAR)
    before = passage.text(Span(low, first.start))
    behind = expression(f"[在于](?:{reach.words}){_WITHIN}").match(passage.words, first.end, clause.end)
    scope = re.search(f"(?:在|于)?(?:{reach.words}){_WITHIN}(?:范围内?)?$", before)
    if scope:
        yield Span(low + scope.start(), first.end)
        if scope[0][0] in "在于":
            yield Span(low + scope.start() + 1, first.end)
    if behind:
        yield Span(first.start, behind.end())
    places = [name for name in reach.authority.place_names if before.endswith(name)]
    for name in sorted(places, key=len, reverse=True):
        yield Span(first.start - len(name), first.end)
    if unknown := _UNKNOWN.search(before):
        yield Span(low + unknown.start(), first.end)
    if re.fullmatch(vocabulary()["claims"]["alone"], passage.text(first)):
        yield first


def _stated(passage: Passage, clause: Span, wording: Span, reach: Reach) -> Stated:
    words = vocabulary()["claims"]
    rest = passage.text(Span(wording.end, clause.end))
    verb = re.match(f"(?:的|为|了)?(?:{words['verbs']})*(?:了|的)?", rest)
    begin = wording.end + (verb.end() if verb else 0)
    what = passage.printed(Span(begin if clause.end - begin > 1 else wording.end, clause.end))
    if len(what) < 2:
        what = re.sub("[为系属是]+$", "", passage.printed(Span(clause.start, wording.start))) or passage.printed(clause)
    said: dict[str, Value] = {"what": what, "wording": passage.printed(wording)}
    level, place = reach.of(passage.text(wording))
    said |= {"level": level} if level else {}
    said |= {"place": place} if place else {}
    return Stated("claims", said, clause, "first", _ASKED)
