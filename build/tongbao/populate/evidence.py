"""What ties a statement to its words: text spans, and assertions about single facts."""

from collections.abc import Iterator

from tongbao.iris import Iris, Namespace, concept, part
from tongbao.load.source import SourceText, Span
from tongbao.model.codes import Basis, Certainty
from tongbao.terms import Statement, integer, string, text, year

DCTERMS, FOAF, OA, RDF, SCHEMA, TB = map(Namespace, ("dcterms", "foaf", "oa", "rdf", "schema", "tb"))
A = RDF.type


class Evidence:
    """Points facts of one notice to spans of its source, and remembers which spans were used."""

    def __init__(self, iris: Iris, notice: str, source: SourceText, file: str) -> None:
        self.iris, self.notice, self.source, self.file = iris, notice, source, file
        self.used: set[Span] = set()

    def stated(self, subject: str, *spans: Span | None) -> Iterator[Statement]:
        """Say in which spans, counted in squeezed words, a thing is stated."""
        for span in spans:
            if span is not None:
                stored = self.source.stored(span)
                self.used.add(stored)
                yield subject, TB.statedIn, self.iris.span(self.notice, *stored)

    def span_statements(self) -> Iterator[Statement]:
        """Describe every span used so far (Web Annotation Data Model, 4.2.1 and 4.2.4), and their source."""
        source = self.iris.thing("source", self.notice)
        yield source, A, TB.SourceText
        yield source, A, FOAF.Document
        yield source, DCTERMS.identifier, string(self.file)
        yield source, SCHEMA.sha256, string(self.source.sha256)
        for span in sorted(self.used):
            yield from self._span(span, source)

    def _span(self, span: Span, source: str) -> Iterator[Statement]:
        iri = self.iris.span(self.notice, *span)
        position, quote = part(iri, "position"), part(iri, "quote")
        yield iri, A, TB.TextSpan
        yield iri, A, OA.SpecificResource
        yield iri, OA.hasSource, source
        yield iri, OA.hasSelector, position
        yield iri, OA.hasSelector, quote
        yield position, A, OA.TextPositionSelector
        yield position, OA.start, integer(span.start)
        yield position, OA.end, integer(span.end)
        yield quote, A, OA.TextQuoteSelector
        yield quote, OA.exact, string(self.source.exact(span))


def assertion_statements(
    iri: str,
    fact: Statement,
    basis: Basis,
    certainty: Certainty,
    *,
    since: int | None = None,
    until: int | None = None,
    note: str | None = None,
) -> Iterator[Statement]:
    """Make a statement, and say on which basis and how surely it is made."""
    subject, predicate, value = fact
    yield fact
    yield iri, A, TB.Assertion
    yield iri, TB.aboutSubject, subject
    yield iri, TB.aboutProperty, predicate
    yield iri, TB.assertedObject if value.startswith("<") else TB.assertedValue, value
    yield iri, TB.basis, concept("assertion-basis", basis)
    yield iri, TB.certainty, concept("certainty", certainty)
    if since is not None:
        yield iri, TB.since, year(since)
    if until is not None:
        yield iri, TB.until, year(until)
    if note is not None:
        yield iri, TB.note, text(note, "zh")
