"""Statements about one notice: its own data, annexes, selection, addressees and commendations."""

from collections.abc import Iterator, Mapping

from tongbao.errors import Text
from tongbao.load.facts import AnnexFacts, CommendationFacts, Fact, Mention, NoticeFacts, RecipientFacts
from tongbao.load.number import parts_of, plain_number
from tongbao.load.source import Span, squeeze
from tongbao.model import AddresseeGroup, Correction, Coverage, MeasureGroup, QuoteAt, Reference, Selection, StateSource
from tongbao.model.codes import POLARITIES, Polarity
from tongbao.populate.dataset import graph_statements
from tongbao.populate.derived import measures_led
from tongbao.populate.details import detail_statements, figure_statements
from tongbao.populate.evidence import A, Evidence, assertion_statements, dated_statements, english_statements
from tongbao.populate.measure import measure_statements
from tongbao.rdf.iris import Iris, concept
from tongbao.rdf.literals import Statement, boolean, date, integer, string, text, year
from tongbao.rdf.namespaces import DCTERMS, FOAF, PROV, RDFS, TB

APPRAISALS: dict[Polarity, tuple[str, str, str]] = {
    "praise": ("commendation", TB.hasCommendation, TB.Commendation),
    "criticism": ("criticism", TB.hasCriticism, TB.Criticism),
}
"""By polarity: the kind in an act's IRI, the property that links to the act, and its class."""


def notice_statements(facts: NoticeFacts, iris: Iris) -> list[Statement]:
    """State a whole notice, with the spans of its source text."""
    record = facts.record
    evidence = Evidence(iris, record.id, facts.source, record.source, facts.places)
    notice = iris.notice(record.id)
    statements = [*_notice(facts, notice, evidence), *_metadata(facts, notice, evidence)]
    statements += _parts(facts, notice, evidence)
    for measure in facts.measures:
        statements += measure_statements(measure, record.id, evidence)
    return statements + evidence.span_statements()  # last, when all spans in use are known


def _notice(facts: NoticeFacts, notice: str, evidence: Evidence) -> Iterator[Statement]:
    record, iris = facts.record, evidence.iris
    yield notice, A, TB.Notice
    yield notice, A, FOAF.Document
    yield notice, A, PROV.Entity
    if _is_closed(facts):
        yield notice, A, TB.ClosedNotice
    yield notice, DCTERMS.identifier, string(record.id)
    yield notice, TB.hasSourceText, iris.thing("source", record.id)
    yield from _graph(facts, notice, iris)
    yield from evidence.stated(notice, facts.title)
    if facts.open_points:
        yield notice, TB.openPoints, integer(facts.open_points)
    if record.state:
        yield notice, TB.state, concept("notice-state", record.state.value)
        yield notice, TB.stateBasis, concept("state-basis", record.state.basis)
        if record.state.replaced_by:
            yield notice, DCTERMS.isReplacedBy, iris.notice(record.state.replaced_by)
        if record.state.said_in:
            yield from state_source_statements(record.state.said_in, notice, evidence)
    for polarity, predicate in (("praise", TB.commendedOpen), ("criticism", TB.criticisedOpen)):
        if acts := [act for act in record.commendations if POLARITIES[act.act] == polarity]:
            yield notice, predicate, boolean(any(act.open for act in acts))


def _graph(facts: NoticeFacts, notice: str, iris: Iris) -> Iterator[Statement]:
    """State what the graph of a notice is, and its sources."""
    graph = iris.notice_graph(facts.record.id)
    about = Text(f"What the notice {facts.record.id} states", f"公文 {facts.record.id} 的陈述")
    yield from graph_statements(graph, about, iris)
    yield graph, FOAF.primaryTopic, notice
    yield graph, PROV.wasDerivedFrom, iris.thing("source", facts.record.id)
    yield iris.graph("derived"), PROV.wasDerivedFrom, graph


def _is_closed(facts: NoticeFacts) -> bool:
    """Return whether all leads are listed and all are commended for leading, so that the two lists can be compared.

    A notice that names the measures of each recipient may commend only some of its leads. Criticism does not count here.
    """
    named = [measure.record for measure in facts.measures if measure.leads]
    acts = [act for act in facts.record.commendations if POLARITIES[act.act] == "praise"]
    open_list = any(measure.leads_open for measure in named) or any(act.open for act in acts)
    for_leading = any(act.for_measures == "measures-led" for act in acts)
    return bool(named) and for_leading and not open_list


def _metadata(facts: NoticeFacts, notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State a notice's facts about itself, each with an assertion that links to its words."""
    for name, predicate, value, span in _literal_facts(facts, evidence.iris):
        iri = evidence.iris.assertion("notice", facts.record.id, name)
        yield from assertion_statements(iri, (notice, predicate, value), "source", "certain")
        yield from evidence.stated(iri, span)
    english = evidence.iris.assertion("notice", facts.record.id, "english")
    yield from english_statements(english, notice, DCTERMS.title, facts.record.english)
    place = notice, TB.place, evidence.iris.place(facts.record.place)
    iri = evidence.iris.assertion("notice", facts.record.id, "place")
    yield from assertion_statements(iri, place, "reading", "certain")


def _literal_facts(facts: NoticeFacts, iris: Iris) -> Iterator[tuple[str, str, str, Span]]:
    record = facts.record
    yield "title", DCTERMS.title, text(_words(record.title), "zh"), facts.title
    yield "genre", TB.genre, iris.concept("genre", record.genre), facts.title
    if facts.issued:
        for order, mention in enumerate(facts.issued.mentions, 1):
            name = "issued-by" if order == 1 else f"issued-by-{order}"
            yield name, TB.issuedBy, iris.unit(mention.unit), mention.span
        yield "date-written", TB.dateWritten, date(facts.issued.record.date), facts.issued.span
    if facts.number and record.number:
        yield from _number(_words(record.number), facts.number)
    if facts.printed:
        yield "printed-by", TB.printedBy, iris.unit(facts.printed.mentions[0].unit), facts.printed.mentions[0].span
        yield "date-printed", TB.datePrinted, date(facts.printed.record.date), facts.printed.span
    if facts.openness and record.openness:
        yield "openness", TB.openness, concept("openness", record.openness.level), facts.openness
    if facts.reference_year and record.reference_year:
        yield "reference-year", TB.referenceYear, year(record.reference_year.year), facts.reference_year
    for order, said in enumerate(facts.said, 1):
        predicate, is_text = _SAID[said.key]
        words = squeeze(said.words)
        yield f"{said.key}-{order}", predicate, text(words, "zh") if is_text else string(words), said.span


_SAID: dict[str, tuple[str, bool]] = {
    "other-numbers": (TB.furtherNumber, False),
    "index-number": (TB.indexNumber, False),
    "urgency": (TB.urgency, True),
    "signed-by": (TB.signedBy, True),
    "topics": (TB.topic, True),
    "purposes": (TB.purpose, True),
    "requirements": (TB.requires, True),
}
"""By key, the property of words that a notice says of itself, and whether they are text for people."""


def _number(number: str, span: Span) -> Iterator[tuple[str, str, str, Span]]:
    """State a document number, and its parts."""
    plain = plain_number(squeeze(number))
    parts = parts_of(plain)
    assert parts  # the loader has checked it
    yield "document-number", TB.documentNumber, string(plain), span
    if parts.agency:
        yield "agency-code", TB.agencyCode, string(parts.agency), span
    if parts.year:
        yield "number-year", TB.numberYear, year(parts.year), span
    yield "serial", TB.serial, integer(parts.serial), span


def _words(quote: str | QuoteAt) -> str:
    return quote.text if isinstance(quote, QuoteAt) else quote


def _parts(facts: NoticeFacts, notice: str, evidence: Evidence) -> Iterator[Statement]:
    for annex in facts.annexes:
        yield from annex_statements(annex, notice, facts, evidence)
    if facts.selection:
        yield from selection_statements(facts.selection, notice, evidence)
    for order, group in enumerate(facts.addressees, 1):
        yield from addressee_group_statements(group, order, facts, evidence)
    for listed, kind, link in (
        (facts.distribution, "distribution", TB.hasDistributionEntry),
        (facts.copies, "copy", TB.hasCopyEntry),
    ):
        for order, entry in enumerate(listed, 1):
            yield from listed_statements(entry, (kind, link, TB.DistributionEntry), order, notice, evidence)
    for order, issuer in enumerate(facts.issued.mentions if facts.issued else (), 1):
        yield from listed_statements(issuer, ("signature", TB.hasSignature, TB.Signature), order, notice, evidence)
    for heading in facts.groups:
        yield from group_statements(heading, notice, evidence)
    for reference in facts.references:
        yield from reference_statements(reference, notice, evidence)
    for number, correction in enumerate(facts.record.corrections, 1):
        yield from correction_statements(correction, number, notice, evidence)
    led = measures_led(facts)
    for number, act in enumerate(facts.commendations, 1):
        yield from figure_statements(act, number, evidence)
        for order, recipient in enumerate(act.recipients, 1):
            yield from appraisal_statements(act, recipient, (number, order), led, evidence)


def annex_statements(annex: AnnexFacts, notice: str, facts: NoticeFacts, evidence: Evidence) -> Iterator[Statement]:
    """State one annex."""
    record, iris = annex.record, evidence.iris
    iri = iris.thing("annex", facts.record.id, annex.number)
    yield notice, TB.hasAnnex, iri
    yield iri, A, TB.Annex
    yield iri, A, FOAF.Document
    yield iri, TB.number, integer(annex.number)
    if record.number is None:
        yield iri, TB.numberPrinted, boolean(False)
    yield iri, DCTERMS.title, text(_words(record.title), "zh")
    yield iri, TB.orderBasis, concept("order-basis", record.order.basis)
    if record.level:
        yield iri, TB.level, iris.concept("level", record.level)
    yield from evidence.stated(iri, annex.title, annex.order, annex.leads)


def selection_statements(selection: Fact[Selection], notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State who organised the selection, and how."""
    iri = evidence.iris.thing("selection", evidence.notice)
    yield notice, TB.hasSelection, iri
    yield iri, A, TB.Selection
    for organiser in selection.mentions:
        yield iri, TB.organisedBy, evidence.iris.unit(organiser.unit)
        yield iri, TB.printedName, string(squeeze(organiser.printed))
    for method in selection.record.methods:
        yield iri, TB.method, text(method, "zh")
    yield iri, TB.methodsOpen, boolean(selection.record.open)
    yield from evidence.stated(iri, selection.span)


def addressee_group_statements(
    group: Fact[AddresseeGroup], order: int, facts: NoticeFacts, evidence: Evidence
) -> Iterator[Statement]:
    """State one group of addressees, and which units its words cover."""
    iris, covers = evidence.iris, group.record.covers
    iri = iris.thing("addressees", evidence.notice, order)
    yield iris.notice(evidence.notice), TB.hasAddressee, iri
    yield iri, A, TB.AddresseeGroup
    yield iri, TB.order, integer(order)
    yield iri, TB.printedName, string(squeeze(group.record.name))
    yield iri, TB.namedInDistribution, boolean(isinstance(covers, str))
    for mention in group.mentions:
        if mention.unit:
            yield iri, TB.names, iris.unit(mention.unit)
    if isinstance(covers, Coverage):
        for kind in covers.kinds:
            yield iri, TB.coversKind, iris.concept("unit-kind", kind)
        yield iri, TB.coversLevel, iris.concept("level", covers.level)
        yield iri, TB.coversPlace, iris.place(facts.record.place)
    yield from evidence.stated(iri, group.span)


def listed_statements(
    entry: Mention, what: tuple[str, str, str], order: int, notice: str, evidence: Evidence
) -> Iterator[Statement]:
    """State one name in a list of the notice; ``what`` is its kind, the property that leads to it, and its class."""
    kind, link, cls = what
    iri = evidence.iris.thing(kind, evidence.notice, order)
    yield notice, link, iri
    yield iri, A, cls
    yield iri, TB.order, integer(order)
    yield iri, TB.separatorGroup, integer(entry.group)
    yield iri, TB.printedName, string(squeeze(entry.printed))
    if entry.unit:
        yield iri, TB.names, evidence.iris.unit(entry.unit)
    yield from evidence.stated(iri, entry.span)


def group_statements(fact: Fact[MeasureGroup], notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State one heading under which measures stand."""
    record = fact.record
    iri = evidence.iris.thing("group", evidence.notice, record.id)
    yield notice, TB.hasGroup, iri
    yield iri, A, TB.MeasureGroup
    yield iri, DCTERMS.title, text(squeeze(_words(record.title)), "zh")
    if record.number:
        yield iri, TB.printedNumber, string(squeeze(record.number))
    if record.within:
        yield iri, TB.withinGroup, evidence.iris.thing("group", evidence.notice, record.within)
    yield from evidence.stated(iri, fact.span)


def reference_statements(fact: Fact[Reference], notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State one document that the notice names."""
    record, iris = fact.record, evidence.iris
    iri = iris.thing("reference", evidence.notice, record.id)
    yield notice, TB.hasReference, iri
    yield iri, A, TB.Reference
    yield iri, TB.referenceKind, concept("reference-kind", record.kind)
    yield from _document(iri, record, iris)
    yield from evidence.stated(iri, fact.span)


def state_source_statements(source: StateSource, notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State the document that tells the state of a notice."""
    iri = evidence.iris.thing("state-source", evidence.notice)
    yield notice, TB.stateSaidIn, iri
    yield iri, A, TB.Reference
    yield from _document(iri, source, evidence.iris)
    if source.words:
        yield iri, TB.wording, string(squeeze(source.words))
    if source.page:
        yield iri, FOAF.page, f"<{source.page}>"


def _document(iri: str, record: Reference | StateSource, iris: Iris) -> Iterator[Statement]:
    if record.title:
        yield iri, DCTERMS.title, text(squeeze(record.title), "zh")
    if record.number:
        yield iri, TB.documentNumber, string(plain_number(squeeze(record.number)))
    if record.date:
        yield from dated_statements(iri, TB.date, record.date)
    if record.notice:
        yield iri, TB.refersTo, iris.notice(record.notice)


def correction_statements(correction: Correction, number: int, notice: str, evidence: Evidence) -> Iterator[Statement]:
    """State one change that was made to the data of a notice."""
    iri = evidence.iris.thing("correction", evidence.notice, number)
    yield notice, TB.hasCorrection, iri
    yield iri, A, TB.Correction
    yield iri, RDFS.label, text(correction.what, "zh")
    if correction.english:
        yield iri, RDFS.label, text(correction.english, "en")
    yield from dated_statements(iri, TB.date, correction.date)


def appraisal_statements(
    act: CommendationFacts,
    recipient: RecipientFacts,
    place: tuple[int, int],
    led: Mapping[str, list[str]],
    evidence: Evidence,
) -> Iterator[Statement]:
    """State the praise or criticism of one recipient: one node for each notice, act and recipient, by their numbers."""
    number, order = place
    name = f"{number}-{order}"
    iris, notice, polarity = evidence.iris, evidence.notice, POLARITIES[act.record.act]
    kind, link, cls = APPRAISALS[polarity]
    iri = iris.thing(kind, notice, name)
    yield iris.notice(notice), link, iri
    yield iri, A, TB.Appraisal
    yield iri, A, cls
    yield iri, A, PROV.Activity
    for giver in act.commenders:
        yield iri, TB.givenBy, iris.unit(giver)
    yield from _recipient(iri, recipient, f"{notice}/{name}", iris)
    yield iri, TB.announcedIn, iris.notice(notice)
    yield iri, TB.act, concept("act", act.record.act)
    for key in act.record.departs:
        yield iri, TB.editedPart, string(key)
    yield iri, TB.polarity, concept("polarity", polarity)
    yield iri, TB.actOrder, integer(number)
    yield iri, TB.actOpen, boolean(act.record.open)
    yield iri, TB.order, integer(order)
    yield iri, TB.separatorGroup, integer(recipient.group)
    yield iri, TB.printedName, string(squeeze(recipient.printed))
    yield from _for_measures(iri, act, recipient, led, evidence)
    yield from detail_statements(iri, act.record, recipient, iris)
    for figure in (*act.figures, *recipient.figures):
        yield iri, TB.hasFigure, iris.thing("figure", notice, number, figure.record.id)
    yield from evidence.stated(iri, recipient.span, act.span, recipient.quoted, *recipient.above)


def _recipient(iri: str, recipient: RecipientFacts, name: str, iris: Iris) -> Iterator[Statement]:
    record = recipient.record
    if recipient.unit:
        yield iri, TB.recipient, iris.unit(recipient.unit)
    elif record.place:
        yield iri, TB.recipient, iris.place(record.place)
    else:
        kind, cls = ("person", FOAF.Person) if record.person else ("project", FOAF.Project)
        node = iris.thing(kind, name)
        yield iri, TB.recipient, node
        yield node, A, cls
        yield node, RDFS.label, text(record.person or record.project or "", "zh")


def _for_measures(
    iri: str,
    act: CommendationFacts,
    recipient: RecipientFacts,
    led: Mapping[str, list[str]],
    evidence: Evidence,
) -> Iterator[Statement]:
    stated = recipient.record.for_measures
    names = stated or (led.get(recipient.unit or "", []) if act.record.for_measures == "measures-led" else [])
    for name in names:
        yield iri, TB.forMeasure, evidence.iris.measure(evidence.notice, name)
    if names:
        yield iri, TB.forMeasureBasis, concept("link-basis", "stated" if stated else "measures-led")
