"""The links from statements to their words: text spans, and assertions about single facts."""

from collections.abc import Iterator

from tongbao.load.positions import Places
from tongbao.load.source import SourceText, Span
from tongbao.model import Asserted, AssertedText, OriginalFile, SourceFile, plain
from tongbao.model.codes import Basis, Certainty
from tongbao.rdf.iris import Iris, concept, part
from tongbao.rdf.literals import Statement, boolean, date, day_range, integer, string, text, year
from tongbao.rdf.namespaces import DCTERMS, FOAF, OA, PROV, RDF, SCHEMA, TB

A = RDF.type


_POSITION, _QUOTE, _SPECIFIC = OA.TextPositionSelector, OA.TextQuoteSelector, OA.SpecificResource
_START, _END, _EXACT, _SELECTOR, _SOURCE = OA.start, OA.end, OA.exact, OA.hasSelector, OA.hasSource
_PREFIX, _SUFFIX, _WORDS = OA.prefix, OA.suffix, TB.words
_SPAN, _STATED = TB.TextSpan, TB.statedIn
AROUND = 16
"""How many characters before and after a span are stored with it, so that it can be found again if positions move."""


class Evidence:
    """Links facts of one notice to spans of its source, and remembers which spans were used."""

    def __init__(
        self, iris: Iris, notice: str, source: SourceText, files: SourceFile, places: Places | None = None
    ) -> None:
        self.iris, self.notice, self.source, self.files, self.places = iris, notice, source, files, places
        self.used: dict[Span, tuple[str, Span]] = {}
        """The IRI and the stored span of each span in use; the key counts characters without white space."""

    def stated(self, subject: str, *spans: Span | None, predicate: str = _STATED) -> list[Statement]:
        """Link a thing to spans (counted without white space) by a predicate: by default, the spans that state it."""
        used = self.used
        return [(subject, predicate, (used.get(span) or self._use(span))[0]) for span in spans if span is not None]

    def _use(self, span: Span) -> tuple[str, Span]:
        stored = self.source.stored(span)
        used = self.used[span] = self.iris.span(self.notice, *stored), stored
        return used

    def span_statements(self) -> list[Statement]:
        """Describe every span used so far (Web Annotation Data Model, 4.2.1 and 4.2.4), and their source."""
        source = self.iris.thing("source", self.notice)
        statements = [
            (source, A, TB.SourceText),
            (source, A, FOAF.Document),
            (source, DCTERMS.identifier, string(self.files.file)),
            (source, SCHEMA.sha256, string(self.source.sha256)),
        ]
        if self.files.original:
            statements += _original_statements(self.files.original, source, self.iris.thing("original", self.notice))
        for iri, span in sorted(self.used.values()):
            statements += self._span(iri, span, source)
        return statements

    def _span(self, iri: str, span: Span, source: str) -> list[Statement]:
        """Describe one stored span. Half of a notice's statements are of this kind, so they are made nearly sorted."""
        start, end = span
        position, quote = part(iri, "position"), part(iri, "quote")
        return [
            (position, A, _POSITION),
            (position, _END, integer(end)),
            (position, _START, integer(start)),
            (quote, A, _QUOTE),
            *self._quote(quote, span),
            (iri, A, _SPECIFIC),
            (iri, A, _SPAN),
            (iri, _SELECTOR, position),
            (iri, _SELECTOR, quote),
            (iri, _SOURCE, source),
            *self._in_original(iri, span),
        ]

    def _in_original(self, iri: str, span: Span) -> Iterator[Statement]:
        """State where a span stands on the pages of the original, if that is a PDF: the way there as RFC 8118 writes it."""
        is_pdf = self.files.original is not None and self.files.original.media_type == "application/pdf"
        for fragment in self.places.fragments(*span) if self.places and is_pdf else ():
            yield iri, TB.inOriginal, string(fragment)

    def _quote(self, quote: str, span: Span) -> Iterator[Statement]:
        """State the exact text at a span, the text around it, and the words alone without the layout."""
        start, end = span
        stored = self.source.text
        yield quote, _EXACT, string(stored[start:end])
        if before := stored[max(0, start - AROUND) : start]:
            yield quote, _PREFIX, string(before)
        if after := stored[end : end + AROUND]:
            yield quote, _SUFFIX, string(after)
        yield quote, _WORDS, string(self.source.exact(span))


def _original_statements(record: OriginalFile, source: str, iri: str) -> Iterator[Statement]:
    """Describe the file that a source text was read from, and how it was read."""
    yield source, PROV.wasDerivedFrom, iri
    yield source, TB.readBy, string(record.read_by)
    yield source, TB.folded, boolean(record.folded)
    yield source, TB.readOptically, boolean(record.ocr)
    yield iri, A, TB.OriginalFile
    yield iri, A, FOAF.Document
    yield iri, DCTERMS.identifier, string(record.file)
    yield iri, SCHEMA.sha256, string(record.sha256)
    yield iri, SCHEMA.encodingFormat, string(record.media_type)


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
    """Make a statement, with an assertion that gives its basis and certainty."""
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


def asserted_statements(
    iri: str, fact: Statement, value: Asserted, basis: Basis, certainty: Certainty
) -> Iterator[Statement]:
    """Make a statement of a value that a person added; what the value does not say itself is as given."""
    own = value if isinstance(value, AssertedText) else AssertedText(value=value)
    return assertion_statements(
        iri,
        fact,
        own.basis or basis,
        own.certainty or certainty,
        since=own.since,
        until=own.until,
        note=own.note,
    )


def english_statements(iri: str, subject: str, predicate: str, value: Asserted | None) -> Iterator[Statement]:
    """State a name in English beside the one that the source gives; the assertion says that it is our translation."""
    if value is not None:
        fact = subject, predicate, text(plain(value), "en")
        yield from asserted_statements(iri, fact, value, "translation", "certain")


def dated_statements(iri: str, predicate: str, value: str, basis: str = "stated") -> Iterator[Statement]:
    """State a date as precisely as the source gives it, its first and last possible day, and whether a part is implied."""
    earliest, latest = day_range(value)
    yield iri, predicate, date(value)
    yield iri, TB.earliest, earliest
    yield iri, TB.latest, latest
    if basis == "implied":
        yield iri, TB.dateBasis, concept("as-of-basis", basis)
