"""Whom the text of a measure says to act without calling it joining: who does a part, tries it, is brought in, reports it, is named."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from tongbao.intake.recognise.joining import Joining, Taking
from tongbao.intake.recognise.passage import Passage, vocabulary
from tongbao.load.source import Span

_MOST = 20
"""How often one wording is looked for in a clause: far more than any has."""
_AND = re.compile("[、和及与]")
_DATE = re.compile("(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?")


class Mentioned:
    """Finds who else stands in a text; ``joining`` reads the names of bodies, and ``known`` knows them."""

    def __init__(self, passage: Passage, joining: Joining, known: Callable[[str], bool]) -> None:
        self.passage, self.joining, self.known = passage, joining, cache(known)

    def all(self) -> Iterator[Taking]:
        """Yield them clause by clause, those with a name of their own before the groups."""
        before = Span(0, 0)
        for clause in self.passage.clauses:
            yield from self._submitting(clause, before)
            yield from self._piloting(clause)
            yield from self._acting(clause)
            yield from self._brought(clause)
            yield from self._owning(clause)
            yield from self._joined_groups(clause)
            yield from self._groups(clause)
            before = clause

    def _submitting(self, clause: Span, before: Span) -> Iterator[Taking]:
        """Yield who reports to a higher body: 市委改革办将做法上报省委改革办; 甲局肯定该做法，并上报乙厅."""
        for found in islice(_pattern("reports").finditer(self.passage.words, *clause), _MOST):
            goes_on = self.passage.words[clause.start : found.start()] == "并" and before.end + 1 == clause.start
            start = before.start if goes_on else clause.start
            at = _DATE.match(self.passage.words, start, clause.end)
            names, end, is_whole = self.joining.names(at.end() if at else start, found.start())
            if names and is_whole and end < found.start() and all(map(self.joining.is_known, names)):
                yield Taking("submitter", names, Span(start, clause.end))

    def _piloting(self, clause: Span) -> Iterator[Taking]:
        for pattern in _patterns("pilots"):
            for found in islice(pattern.finditer(self.passage.words, *clause), _MOST):
                names = [*self._parted(Span(*found.span("names")))]
                if all(self._is_site(name) for name in names):
                    is_open = "others" in pattern.groupindex and bool(found["others"])
                    yield Taking("pilot-site", names, clause, is_open, only_words=True)

    def _is_site(self, name: Span) -> bool:
        words = self.passage.text(name)
        return self.known(words) or bool(_pattern("site").fullmatch(words))

    def _acting(self, clause: Span) -> Iterator[Taking]:
        """Yield the subject of a clause: 区检察院出具意见书12件, 破产法庭审结案件30件."""
        begin = _pattern("before").match(self.passage.words, *clause)
        start = begin.end() if begin else clause.start
        names, end, is_whole = self.joining.names(start, clause.end)
        if _pattern("joins").match(self.passage.words, start) or _pattern("groups").match(self.passage.words, start):
            return
        if names:
            is_sure = is_whole and all(map(self.joining.is_known, names))
            if _pattern("acts").match(self.passage.words, end, clause.end):
                yield Taking("participant", names, clause, doubted=not is_sure, only_words=True)
            return
        organ = _pattern("organs").match(self.passage.words, start, clause.end)
        if organ and _pattern("acts").match(self.passage.words, organ.end(), clause.end):
            yield Taking("participant", [Span(*organ.span())], clause, doubted=True, only_words=True)

    def _brought(self, clause: Span) -> Iterator[Taking]:
        """Yield who is brought in, and what is founded to do it: 吸引甲集团设立基金, 成立城市更新指挥部."""
        for found in islice(_pattern("brings").finditer(self.passage.words, *clause), _MOST):
            names, _, _ = self.joining.names(found.end(), clause.end)
            if names and all(map(self.joining.is_known, names)):
                yield Taking("participant", names, clause, doubted=True)
        for found in islice(_pattern("founds").finditer(self.passage.words, *clause), _MOST):
            name = Span(*found.span("names"))
            is_known = self.known(self.passage.text(name))
            yield Taking("participant", [name], clause, doubted=not is_known, only_words=not is_known)

    def _owning(self, clause: Span) -> Iterator[Taking]:
        for found in islice(_pattern("owned").finditer(self.passage.words, *clause), _MOST):
            names, end, _ = self.joining.names(found.end(), clause.end)
            thing = _pattern("thing").match(self.passage.words, end, clause.end)
            if thing and len(names) == 1 and self.joining.is_known(names[0]):
                yield Taking("mentioned", names, Span(found.start(), thing.end()))

    def _joined_groups(self, clause: Span) -> Iterator[Taking]:
        """Yield groups that are joined as a body is: 联合税务、审批等部门及定点医疗机构."""
        for verb in islice(_pattern("joins").finditer(self.passage.words, *clause), _MOST):
            if found := _pattern("joined").match(self.passage.words, verb.end(), clause.end):
                names = [Span(*found.span(name)) for name in ("names", "more") if found[name]]
                yield Taking("joining", names, clause, only_words=True)

    def _groups(self, clause: Span) -> Iterator[Taking]:
        found = [pattern.match(self.passage.words, *clause) for pattern in _patterns("subjects")]
        for pattern in _patterns("mentions"):
            found += islice(pattern.finditer(self.passage.words, *clause), _MOST)
        for names in (Span(*one.span("names")) for one in found if one):
            yield Taking("mentioned", [names], clause, only_words=True)

    def _parted(self, span: Span) -> Iterator[Span]:
        at = span.start
        for sign in _AND.finditer(self.passage.words, *span):
            yield Span(at, sign.start())
            at = sign.end()
        yield Span(at, span.end)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the words of one kind; those of ``acts`` with how it is done before them."""
    words = vocabulary()["participants"]
    return re.compile(_filled("(?:HOW)(?:ACTS)" if name == "acts" else words[name]))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_filled(one)) for one in vocabulary()["participants"][name])


def _filled(pattern: str) -> str:
    """Return a pattern in which the words in capitals are the patterns of those names."""
    words = vocabulary()["participants"]
    named = {"GROUP": "groups", "HOW": "how", "ACTS": "acts", "FIELD": "field", "SITE": "site"}
    for name, key in named.items():
        pattern = pattern.replace(name, words[key])
    return pattern
