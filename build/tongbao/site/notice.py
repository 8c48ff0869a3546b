"""One notice: the statements in its part of the graph, and the words of its source text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tongbao.errors import Text
from tongbao.load.source import SourceText, Span
from tongbao.rdf.concepts import ROLE
from tongbao.rdf.iris import term
from tongbao.rdf.literals import Numbered, numbered
from tongbao.rdf.namespaces import TB
from tongbao.rdf.terms import Term
from tongbao.site.headline import Figure, read_figure
from tongbao.site.in_force import Standing, standing_of
from tongbao.site.labels import Labels
from tongbao.site.pages.highlight import Mark, anchor_of
from tongbao.site.pages.page import Fact
from tongbao.site.polarity import POLARITIES, polarity_of
from tongbao.site.things import Things
from tongbao.site.urls import place_of

SHOWN = 40
"""How many of its characters name a span."""


def is_interpreted(reading: str) -> bool:
    """Return whether the words that show that somebody leads do not themselves say “lead” (牵头)."""
    return bool(reading) and "牵头" not in reading


@dataclass
class Notice:
    """One notice with all statements in its part, and those about its things in other parts."""

    id: str
    iri: str
    """As an N-Triples term, as all IRIs here."""
    base: str
    things: Things
    labels: Labels
    source: SourceText
    original: str = ""
    """The path of its original on the site; empty where that is not published."""

    @cached_property
    def standing(self) -> Standing:
        """Return whether the notice is in force, what has replaced it, and what it has replaced."""
        return standing_of(self.iri, self.things)

    @property
    def is_recognised(self) -> bool:
        """Return whether the words of its source text were recognised in pictures of the pages."""
        return self.things.text(self.things.one(self.iri, "tb:hasSourceText"), "tb:readOptically") == "true"

    @property
    def number(self) -> str:
        """Return the document number; empty where it has none."""
        return self.things.text(self.iri, "tb:documentNumber")

    @property
    def year(self) -> str:
        """Return the year that the notice is about, or else the year in its number."""
        things = self.things
        return (things.text(self.iri, "tb:referenceYear") or things.text(self.iri, "tb:numberYear"))[:4]

    @cached_property
    def citation(self) -> Text:
        """Return the citation of the notice: its issuer, title, number and date, and its state where it is no longer in force."""
        things = self.things
        issuer = self.labels.of(things.one(self.iri, "tb:issuedBy")) if things.one(self.iri, "tb:issuedBy") else None
        title, day = things.text(self.iri, "dcterms:title"), things.text(self.iri, "tb:dateWritten")
        state = self.labels.of(self.standing.state) if self.standing.ended else Text("", "")
        brackets = "，".join(filter(None, (self.number, day, state.zh)))
        return Text(
            ", ".join(filter(None, (issuer and issuer.en, title, self.number, day, state.en.lower()))),
            f"{issuer.zh + '：' if issuer else ''}《{title}》{f'（{brackets}）' if brackets else ''}",
        )

    # --- evidence -------------------------------------------------------------------------------

    def span(self, iri: str) -> Span:
        """Return the stored span that an IRI names."""
        start, _, end = iri[1:-1].rpartition("/")[2].partition("-")
        return Span(int(start), int(end))

    def called(self, iri: str) -> Text:
        """Return the name of a span: the words at its beginning."""
        words = "".join(self.source.exact(self.span(iri)).split())
        name = f"“{words if len(words) <= SHOWN else words[:SHOWN] + '……'}”"
        return Text(name, name)

    def spans(self, thing: str, way: Term = "tb:statedIn") -> list[Span]:
        """Return the spans that state a thing, or to which another property leads, in order."""
        return sorted(map(self.span, self.things.all(thing, way)))

    @cached_property
    def marks(self) -> list[Mark]:
        """Return a mark for each span and each thing that is based on it, except measures and the notice."""
        found = []
        for thing in self.things.said:
            if self.things.is_a(thing, "tb:Measure") or thing == self.iri:
                continue
            place = place_of(thing[1:-1], self.base)
            if place is not None:
                name = self.labels.of(self._named(thing)).zh
                found += [Mark(span, f"{place.document}#{place.anchor}", name) for span in self.spans(thing)]
        return sorted(found)

    def _named(self, thing: str) -> str:
        """Return the best name of a thing for a mark: for a participation its unit, for an assertion its property."""
        for property_ in ("tb:participant", "tb:recipient", "tb:names", "tb:aboutProperty"):
            if value := self.things.one(thing, property_):
                return value
        return thing

    # --- pages ----------------------------------------------------------------------------------

    def document(self, iri: str) -> str:
        """Return the name of the document that describes a thing."""
        place = place_of(iri[1:-1], self.base)
        assert place, iri
        return place.document

    # --- for templates --------------------------------------------------------------------------

    def leads(self, measure: str) -> list[str]:
        """Return the participations of the units that lead a measure, in order."""
        parts = self.participations(measure)
        one = self.things.one
        return [part for part in parts if one(part, "tb:role") == ROLE.lead and one(part, "tb:participant")]

    def listed(self, measure: str) -> list[str]:
        """Return the participations of the list of units of a measure, in order, whatever their role; groups, too."""
        parts = self.participations(measure)
        return [part for part in parts if self.things.one(part, "tb:separatorGroup")]

    def left_open(self, measure: str) -> bool:
        """Return whether the source leaves the list of units of a measure open."""
        role = next((self.things.one(part, "tb:role") for part in self.listed(measure)), "")
        return self.things.text(measure, "tb:leadsOpen") == "true" or role in self.things.all(measure, "tb:openRole")

    def under_headings(self, measures: list[str]) -> list[tuple[list[str], list[str]]]:
        """Return measures in order, those under one heading together, each with the headings that begin there."""
        found: list[tuple[list[str], list[str]]] = []
        seen, last = set[str](), ""
        for measure in measures:
            group = self.things.one(measure, "tb:inGroup")
            if not found or group != last:
                found.append(([one for one in self._headings(group) if one not in seen], []))
                seen.update(found[-1][0])
            found[-1][1].append(measure)
            last = group
        return found

    def _headings(self, group: str) -> list[str]:
        """Return a heading with those above it, from the top."""
        chain: list[str] = []
        while group and group not in chain:
            chain.append(group)
            group = self.things.one(group, "tb:withinGroup")
        return chain[::-1]

    def participations(self, measure: str) -> list[str]:
        """Return the participations in a measure, the leads first, in order."""
        things = self.things

        def order(part: str) -> tuple[bool, str, int]:
            role = things.one(part, "tb:role")
            return role != ROLE.lead, role, things.number(part, "tb:order")

        return sorted(things.all(measure, "tb:hasParticipation"), key=order)

    def facts(self, thing: str) -> list[Fact]:
        """Return the facts about a thing, in the order of its statements; several values are ordered by the numbers in them, a
        translation after what it translates."""
        named = {}
        if self.things.one(thing, "tb:recipient"):
            named[term("tb:recipient")] = polarity_of(thing, self.base).recipient
        said = self.things.said.get(thing, {})
        return [Fact(name, sorted(values, key=_translated_last), name=named.get(name)) for name, values in said.items()]

    def quotes(self, thing: str, way: Term = "tb:statedIn") -> list[tuple[str, str]]:
        """Return the words that state a thing, each with the anchor of its place in the source text."""
        return [(self.source.exact(span), anchor_of(span)) for span in self.spans(thing, way)]

    def in_original(self, anchor: str) -> tuple[str, str] | None:
        """Return the page of the original on which a span begins, and the path that shows it there; None where it is not known."""
        fragment = self.things.text(f"<{self.base}id/span/{self.id}/{anchor.removeprefix('s-')}>", "tb:inOriginal")
        page = fragment.partition("&")[0].removeprefix("page=")
        return (page, f"#page={page}") if self.original and page else None

    def sentences(self, thing: str) -> Iterator[tuple[list[tuple[str, bool]], str]]:
        """Yield the words that a thing rests on, words within others not again but marked there; each with its anchor."""
        spans = self.spans(thing)
        for whole in spans:
            if any(other != whole and other.start <= whole.start and whole.end <= other.end for other in spans):
                continue
            own = [span for span in spans if span != whole and whole.start <= span.start and span.end <= whole.end]
            cuts = sorted({whole.start, whole.end, *(at for span in own for at in span)})
            text = [
                (self.source.exact(Span(*pair)), any(span.start <= pair[0] and pair[1] <= span.end for span in own))
                for pair in pairwise(cuts)
            ]
            yield text, anchor_of(whole)

    def reading(self, measure: str) -> tuple[str, str]:
        """Return why a measure's leads count as leads: the basis, as a term, and the words; empty where the notice gives none."""
        part = next(iter(self.leads(measure)), "")
        return self.things.one(part, "tb:roleBasis"), self.role_words(part)

    def role_words(self, part: str) -> str:
        """Return the words that show a role, without the white space of the layout; empty where there are none."""
        return "".join("".join(quote.split()) for quote, _ in self.quotes(part, "tb:roleStatedIn"))

    def figures(self, measure: str) -> list[Figure]:
        """Return the figures of a measure, as their words come in the source text."""
        outcomes = self.as_printed(self.things.all(measure, "tb:hasOutcome"))
        return [read_figure(self.things, outcome, self.labels) for outcome in outcomes]

    def recipients_beside(self, appraisal: str) -> int:
        """Return how many an act of praise or criticism is for, this recipient among them."""
        return self._recipients[self._act(appraisal)]

    @cached_property
    def _recipients(self) -> Counter[tuple[str, int]]:
        those = (one for side in POLARITIES for one in self.things.all(self.iri, side.link))
        return Counter(map(self._act, those))

    def _act(self, appraisal: str) -> tuple[str, int]:
        return polarity_of(appraisal, self.base).kind, self.things.number(appraisal, "tb:actOrder")

    def in_order(self, measures: list[str]) -> list[str]:
        """Return measures in the order of their numbers, one annex after the other; measures without a number in the order of the text."""
        things = self.things
        return sorted(
            measures,
            key=lambda measure: (
                things.number(things.one(measure, "tb:inAnnex"), "tb:number"),
                things.number(measure, "tb:position"),
                min((span.start for span in self.spans(measure)), default=0),
                measure,
            ),
        )

    def as_printed(self, those: list[str]) -> list[str]:
        """Return things in the order of their words in the source text."""
        return sorted(those, key=lambda thing: [(span.start, span.end) for span in self.spans(thing)])

    def ordered(self, those: list[str]) -> list[str]:
        """Return things in the order of their numbers."""
        return sorted(those, key=lambda thing: (self.things.number(thing, "tb:order"), thing))

    def assertions(self, thing: str) -> list[str]:
        """Return what is asserted of a thing: the notice itself, a measure or an honour."""
        return [link.subject for link in self.things.linked.get(thing, ()) if link.predicate == TB.aboutSubject]


def _translated_last(value: str) -> tuple[bool, Numbered]:
    return value.endswith('"@en'), numbered(value)
