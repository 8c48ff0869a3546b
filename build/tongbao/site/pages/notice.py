"""The pages of one notice: itself, its measures, praise and criticism, honours, and its source text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tongbao.errors import Text
from tongbao.load.source import SourceText, Span
from tongbao.rdf.concepts import ROLE
from tongbao.rdf.iris import term
from tongbao.rdf.literals import numbered
from tongbao.rdf.namespaces import TB
from tongbao.rdf.terms import Term
from tongbao.site.in_force import Standing, standing_of
from tongbao.site.labels import Labels
from tongbao.site.pages.appraisals import POLARITIES, acts_of, appraisal_page, polarity_of
from tongbao.site.pages.highlight import Mark, Piece, anchor_of, marked, paragraphs
from tongbao.site.pages.page import Fact, Page
from tongbao.site.recognition import group_name, group_of, grouped
from tongbao.site.things import Link, Things
from tongbao.site.urls import place_of

LISTS: Mapping[str, Term] = {
    "work": "tb:citesWork",
    "platform": "tb:usesPlatform",
    "claim": "tb:claimsPrecedence",
    "event": "tb:hasEvent",
}
"""What a measure's page lists besides outcomes, participations and recognitions: the kind, and the property that leads to it."""

FIGURES: Mapping[str, Term] = {"value": "tb:value", "before": "tb:before", "after": "tb:after"}
"""The quantities that an outcome may have."""

SHOWN = 40
"""Characters by which a span is called."""


def is_interpreted(reading: str) -> bool:
    """Tell whether the words by which somebody counts as a lead do not say so themselves."""
    return bool(reading) and "牵头" not in reading


HIDDEN = [term(name) for name in ("tb:statedIn", "rdf:type", "rdfs:label", "dcterms:title", "tb:wording")]
"""What the table of a thing on its measure's page leaves out: it stands beside it."""

_ANNEX = re.compile(r"附件\s*\d*")


@dataclass
class Notice:
    """One notice with all that is said in its part and of its things elsewhere."""

    id: str
    iri: str
    """As an N-Triples term, as all IRIs here."""
    base: str
    things: Things
    labels: Labels
    source: SourceText

    def pages(self) -> Iterator[Page]:
        """Yield all pages of this notice."""
        yield self.notice_page()
        yield self.source_page()
        for measure in self.things.of_class("tb:Measure"):
            yield self.measure_page(measure)
        for polarity in POLARITIES:
            for appraisal in self.things.of_class(polarity.cls):
                yield appraisal_page(self, appraisal, polarity)
        for honour in self.things.of_class("tb:Honour"):
            yield self.honour_page(honour)

    @cached_property
    def standing(self) -> Standing:
        """Return whether the notice is in force, and what it has to do with others."""
        return standing_of(self.iri, self.things)

    @property
    def number(self) -> str:
        """Return the document number; empty where it has none."""
        return self.things.text(self.iri, "tb:documentNumber")

    @property
    def year(self) -> str:
        """Return the year that the notice is about, or else that of its number."""
        things = self.things
        return (things.text(self.iri, "tb:referenceYear") or things.text(self.iri, "tb:numberYear"))[:4]

    @cached_property
    def citation(self) -> Text:
        """Say where to find what stands here: who issued the notice, its title, its number and its day, and its state
        where it is no longer in force."""
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
        """Return what a span is called: the words at its beginning."""
        words = "".join(self.source.exact(self.span(iri)).split())
        name = f"“{words if len(words) <= SHOWN else words[:SHOWN] + '……'}”"
        return Text(name, name)

    def spans(self, thing: str, way: Term = "tb:statedIn") -> list[Span]:
        """Return the spans that a thing is stated in, or that another way leads to, in order."""
        return sorted(map(self.span, self.things.all(thing, way)))

    @cached_property
    def marks(self) -> list[Mark]:
        """Return a mark for each span and each thing that rests on it, but the measures themselves and the notice."""
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
        """Return what names a thing best on a mark: for a participation its unit, for an assertion its property."""
        for property_ in ("tb:participant", "tb:recipient", "tb:names", "tb:aboutProperty"):
            if value := self.things.one(thing, property_):
                return value
        return thing

    # --- pages ----------------------------------------------------------------------------------

    def document(self, iri: str) -> str:
        """Return the name of the document that tells of a thing."""
        place = place_of(iri[1:-1], self.base)
        assert place, iri
        return place.document

    def notice_page(self) -> Page:
        """Make the page of the notice itself, laid out like the document it is."""
        things = self.things
        number, title = things.text(self.iri, "tb:documentNumber"), things.text(self.iri, "dcterms:title")
        annexes = sorted(things.all(self.iri, "tb:hasAnnex"), key=lambda annex: things.number(annex, "tb:number"))
        loose = [m for m in things.all(self.iri, "tb:hasMeasure") if not things.one(m, "tb:inAnnex")]
        content = {
            "notice": self.iri,
            "number": number,
            "issuer": things.one(self.iri, "tb:issuedBy"),
            "paragraphs": self._body(annexes),
            "annexes": [(annex, self.in_order(things.all(annex, "tb:hasMeasure"))) for annex in annexes],
            "loose": self.in_order(loose),
            "appraisals": acts_of(self),
            "addressees": self.ordered(things.all(self.iri, "tb:hasAddressee")),
            "distribution": self.ordered(things.all(self.iri, "tb:hasDistributionEntry")),
            "selection": things.one(self.iri, "tb:hasSelection"),
            "said": self.facts(self.iri),
            "assertions": self._assertions(),
        }
        said = Text(f"{number}: {title}", f"{number}：{title}") if number else Text(title, title)
        about = {"@type": "DigitalDocument", "name": title, "identifier": number, "inLanguage": "zh-Hans"}
        about |= {"dateCreated": things.text(self.iri, "tb:dateWritten")}
        return Page(f"notice/{self.id}", "notice.html", Text(title, title), content, self.iri, "tb:Notice", said, about)

    def _body(self, annexes: list[str]) -> list[tuple[bool, list[Piece]]]:
        """Return the running text from the title on to the annexes, in paragraphs, and of each whether it signs."""
        begin = max((span.end for span in self.spans(self.iri)), default=0)
        end = min((span.start for annex in annexes for span in self.spans(annex)), default=len(self.source.text))
        signed = {span.start for name in ("issued-by", "date-written") for span in self._asserted(name)}
        found = paragraphs(self.source, Span(begin, end), signed)
        if annexes and found and _ANNEX.fullmatch(self.source.exact(found[-1])):
            found.pop()  # the line above the title of an annex
        signature = max(signed, default=end)
        return [(self._signs(part, signature), marked(self.source, part, self.marks, joined=True)) for part in found]

    def _signs(self, part: Span, signature: int) -> bool:
        """Tell whether a paragraph is the issuer's name or the date that close the text."""
        return part.end > signature and not self.source.exact(part).startswith(("（", "("))

    def _asserted(self, name: str) -> list[Span]:
        """Return the words that an assertion about the notice rests on."""
        iri = f"<{self.base}id/assertion/notice/{self.id}/{name}>"
        return self.spans(iri)

    def source_page(self) -> Page:
        """Make the page with the whole source text, every span marked."""
        source = self.things.one(self.iri, "tb:hasSourceText")
        whole = Span(0, len(self.source.text))
        anchored = [self.span(span) for span in self.things.of_class("tb:TextSpan")]
        pieces = marked(self.source, whole, self.marks, joined=False, anchored=anchored)
        title = self.things.text(self.iri, "dcterms:title")
        content = {"those": pieces, "notice": self.iri, "said": self.facts(source)}
        named = Text(f"Source text: {title}", f"原文：{title}")
        return Page(f"source/{self.id}", "source.html", named, content, source, "tb:SourceText")

    def measure_page(self, measure: str) -> Page:
        """Make the page of one measure, the facts marked inside its text."""
        things = self.things
        title = things.text(measure, "dcterms:title")
        leads = self.leads(measure)
        content = {
            "measure": measure,
            "notice": self.iri,
            "annex": things.one(measure, "tb:inAnnex"),
            "leads": leads,
            "others": [part for part in self.participations(measure) if part not in leads],
            "text": self._text(measure),
            "outcomes": [self._outcome(outcome) for outcome in self.as_printed(things.all(measure, "tb:hasOutcome"))],
            "lists": {kind: self.as_printed(things.all(measure, property_)) for kind, property_ in LISTS.items()},
            "honours": grouped(self.as_printed(things.all(measure, "tb:hasHonour")), things),
            "appraisals": [(polarity_of(link.subject, self.base), link.subject) for link in self._for(measure)],
            "edges": [link.subject for link in things.linked.get(measure, ()) if link.predicate == TB.coLedMeasure],
            "said": self.facts(measure),
        }
        names = "、".join(self.labels.of(things.one(part, "tb:participant")).zh for part in leads)
        english = ", ".join(self.labels.of(things.one(part, "tb:participant")).en for part in leads)
        said = Text(f"Led by {english}" if leads else title, f"牵头单位：{names}" if leads else title)
        about = {"@type": "Project", "name": title, "description": things.text(measure, "dcterms:description")}
        return Page(
            self.document(measure), "measure.html", Text(title, title), content, measure, "tb:Measure", said, about
        )

    def _text(self, measure: str) -> dict[str, list[Piece]]:
        """Return title, cell of leads and description as they stand in the source, with the facts marked."""
        things, found = self.things, dict[str, list[Piece]]()
        words = {
            "title": things.text(measure, "tb:printedTitle") or things.text(measure, "dcterms:title"),
            "cell": things.text(measure, "tb:leadCell"),
            "description": things.text(measure, "dcterms:description"),
        }
        for span in self.spans(measure):
            exact = "".join(self.source.exact(span).split())
            for name, text in words.items():
                if name not in found and exact == "".join(text.split()):
                    found[name] = marked(self.source, span, self.marks, joined=True)
                    break
        return found

    def _for(self, measure: str) -> list[Link]:
        """Return the praise, and then the criticism, that is for a measure, each in order."""
        links = [link for link in self.things.linked.get(measure, ()) if link.predicate == TB.forMeasure]
        number = self.things.number
        places: tuple[Term, ...] = ("tb:actOrder", "tb:order")
        return sorted(
            links,
            key=lambda link: [
                POLARITIES.index(polarity_of(link.subject, self.base)),
                *(number(link.subject, name) for name in places),
            ],
        )

    def _outcome(self, outcome: str) -> dict[str, str]:
        things = self.things
        row = {name: things.one(outcome, property_) for name, property_ in FIGURES.items()}
        return {"outcome": outcome, **{name: value for name, value in row.items() if value}}

    def honour_page(self, honour: str) -> Page:
        """Make the page of one honour, report, application or the like."""
        name = self.things.text(honour, "rdfs:label")
        measures = [link.subject for link in self.things.linked.get(honour, ()) if link.predicate == TB.hasHonour]
        content = {
            "thing": honour,
            "notice": self.iri,
            "group": group_name(group_of(self.things.one(honour, "tb:honourKind"))),
            "heading": Text("For the measure", "所属举措"),
            "measures": measures,
            "said": self.facts(honour),
        }
        about = {"@type": "Thing", "name": name}
        document = self.document(honour)
        return Page(document, "stated.html", Text(name, name), content, honour, "tb:Honour", Text(name, name), about)

    # --- what templates ask for -----------------------------------------------------------------

    def leads(self, measure: str) -> list[str]:
        """Return the participations of those who lead a measure, in order."""
        parts = self.participations(measure)
        return [part for part in parts if self.things.one(part, "tb:role") == ROLE.lead]

    def participations(self, measure: str) -> list[str]:
        """Return who takes part in a measure, those who lead first, in order."""
        things = self.things

        def order(part: str) -> tuple[bool, str, int]:
            role = things.one(part, "tb:role")
            return role != ROLE.lead, role, things.number(part, "tb:order")

        return sorted(things.all(measure, "tb:hasParticipation"), key=order)

    def facts(self, thing: str) -> list[Fact]:
        """Return what is said of a thing, in the order of its statements; several values as the numbers in them have it."""
        named = {}
        if self.things.one(thing, "tb:recipient"):
            named[term("tb:recipient")] = polarity_of(thing, self.base).recipient
        said = self.things.said.get(thing, {})
        return [Fact(name, sorted(values, key=numbered), name=named.get(name)) for name, values in said.items()]

    def quotes(self, thing: str, way: Term = "tb:statedIn") -> list[tuple[str, str]]:
        """Return the words that a thing rests on, each with the anchor of its place in the source text."""
        return [(self.source.exact(span), anchor_of(span)) for span in self.spans(thing, way)]

    def reading(self, measure: str) -> tuple[str, str]:
        """Return why those who lead a measure count as leads: the basis, as a term, and the words; empty where none is told."""
        part = next(iter(self.leads(measure)), "")
        return self.things.one(part, "tb:roleBasis"), self.role_words(part)

    def role_words(self, part: str) -> str:
        """Return the words from which a role is read, without the white space of the layout; empty where none are told."""
        return "".join("".join(quote.split()) for quote, _ in self.quotes(part, "tb:roleStatedIn"))

    def in_order(self, measures: list[str]) -> list[str]:
        """Order measures as they are numbered, one annex after the other; those without a number as the text has them."""
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
        """Order things as their words come in the source text."""
        return sorted(those, key=lambda thing: [(span.start, span.end) for span in self.spans(thing)])

    def ordered(self, those: list[str]) -> list[str]:
        """Order things by their number."""
        return sorted(those, key=lambda thing: (self.things.number(thing, "tb:order"), thing))

    def _assertions(self) -> list[str]:
        return [link.subject for link in self.things.linked[self.iri] if link.predicate == TB.aboutSubject]
