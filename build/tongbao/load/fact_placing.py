"""Place the facts that the row of a measure states, and check what is recorded of each against the words around it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from tongbao import model
from tongbao.load.claims import claim_faults, level_faults
from tongbao.load.codes import in_ours
from tongbao.load.facts import Fact
from tongbao.load.figures import FigureChecks
from tongbao.load.naming import Fault
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Scopes, Span
from tongbao.load.whole import fact_faults, issuer_fault


class _Quoted(Protocol):
    @property
    def quote(self) -> model.Quote: ...


Q = TypeVar("Q", bound=_Quoted)


def _nowhere(_span: Span) -> None:
    return None


class FactPlacer:
    """Places the facts of the measures of one notice."""

    def __init__(self, at: Placer, figures: FigureChecks) -> None:
        self.at, self.figures = at, figures

    def place(
        self,
        records: Sequence[Q],
        scopes: Scopes,
        path: Path_,
        names: str = "",
        text_of: Callable[[Span], Span | None] = _nowhere,
    ) -> tuple[Fact[Q], ...]:
        """Place the facts of one kind; ``names`` is their key of units, ``text_of`` gives the description around a span."""
        facts = []
        for index, record in enumerate(records):
            span = self.at.find(record.quote, scopes, (*path, index, "quote"))
            self.figures.date(record, span, scopes.ranges[0].start, (*path, index))
            stands = self.at.printed_words(record, span, (*path, index))
            named = getattr(record, names.replace("-", "_")) if names else []
            mentions = self.at.mentions(named, span, (*path, index, names), within=text_of(span)) if named else ()
            facts.append(Fact(record, span, mentions))
            for fault in self._faults(facts[-1]) if stands else ():
                self.at.note(fault.code, fault.what, fault.cure, (*path, index, fault.key or names))
        return tuple(facts)

    def _faults(self, fact: Fact[Q]) -> Iterator[Fault]:
        """Yield the faults of a fact, judged by the words around its quotation; figures have checks of their own."""
        if isinstance(fact.record, model.Outcome):
            return
        words, quoted = self.at.near(fact.span)
        record = in_ours(fact.record, self.at.authority.vocabulary)
        told = fact_faults(record, words, quoted, self.at.known.meaning)
        # Where no unit is known, none can stand before a name: then it may be whole.
        yield from (one for one in told if self.at.place or one.code != "name-not-whole")
        if isinstance(record, model.PrecedenceClaim):
            yield from claim_faults(record, words, quoted, self.at.known.places_within)
            known = self.at.place and self.at.authority.levelled
            place = self.at.authority.places.get(record.place or "") if known else None
            yield from level_faults(record, words, quoted, place and in_ours(place, self.at.authority.vocabulary))
        if fact.mentions and NOWHERE not in [mention.span for mention in fact.mentions]:
            first, last = (mention.span for mention in (fact.mentions[0], fact.mentions[-1]))
            fault = issuer_fault(self.at.source.words, first, last)
            if fault:
                yield fault
