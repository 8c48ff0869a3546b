"""Statements about what an act says of its recipients: grade, title, money, fault and figures, post, body or makers."""

from collections.abc import Iterator

from tongbao.load.facts import CommendationFacts, RecipientFacts
from tongbao.load.source import squeeze
from tongbao.model import Commendation
from tongbao.populate.evidence import Evidence
from tongbao.populate.outcome import outcome_statements
from tongbao.populate.quantity import quantity_statements
from tongbao.rdf.iris import Iris, part
from tongbao.rdf.literals import Statement, integer, string, text
from tongbao.rdf.namespaces import TB


def figure_statements(act: CommendationFacts, number: int, evidence: Evidence) -> Iterator[Statement]:
    """State the figures that an act gives of what all its recipients, or one of them, did or left undone."""

    def named(figure: str) -> str:
        return evidence.iris.thing("figure", evidence.notice, number, figure)

    for figure in (*act.figures, *(figure for recipient in act.recipients for figure in recipient.figures)):
        yield from outcome_statements(figure, named, evidence)


def detail_statements(iri: str, act: Commendation, recipient: RecipientFacts, iris: Iris) -> Iterator[Statement]:
    """State what an act says of one recipient; what the recipient does not have of its own is that of the act."""
    record = recipient.record
    for predicate, words in (
        (TB.grade, record.grade or act.grade),
        (TB.honourTitle, record.title or act.title),
        (TB.fault, record.fault),
        (TB.post, record.post),
        (TB.recipientGroup, record.group),
    ):
        if words:
            yield iri, predicate, text(squeeze(words), "zh")
    if act.count is not None:
        yield iri, TB.statedCount, integer(act.count)
    if payment := record.payment or act.payment:
        node = part(iri, "payment")
        yield iri, TB.payment, node
        yield from quantity_statements(node, payment, iris)
    link = TB.affiliation if record.of else TB.doneBy
    for body in recipient.bodies:
        yield iri, TB.printedAffiliation, string(squeeze(body.printed))
        if body.unit:
            yield iri, link, iris.unit(body.unit)
