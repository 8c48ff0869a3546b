"""Statements about units and places: each fact with its basis and certainty."""

from collections.abc import Iterator

from tongbao.load import Authority
from tongbao.model import Asserted, Place, Unit, UnitChange, plain
from tongbao.model.codes import Basis
from tongbao.populate.evidence import A, asserted_statements, assertion_statements, dated_statements
from tongbao.rdf.iris import Iris, concept
from tongbao.rdf.literals import Statement, string, text
from tongbao.rdf.namespaces import CV, DCTERMS, GEO, ORG, PROV, SKOS, TB

NOT_PUBLIC = frozenset({"company", "social-organisation"})
"""The kinds of unit that are no public organisations: those for which vocab/unit-kind.ttl has no tb:impliesClass."""

RESTRUCTURING = frozenset({"merger", "split", "succession"})
"""The kinds of change that make one organisation out of another: those with tb:impliesClass in vocab/change-kind.ttl."""


def authority_statements(authority: Authority, iris: Iris) -> Iterator[Statement]:
    """State every place and unit of a dataset."""
    for key, place in authority.places.items():
        yield from place_statements(key, place, iris)
    for key, unit in authority.units.items():
        yield from unit_statements(key, unit, iris)


class _Facts:
    """States the facts of one unit or place, each with an assertion."""

    def __init__(self, kind: str, key: str, record: Unit | Place, iris: Iris) -> None:
        self.kind, self.key, self.record, self.iris = kind, key, record, iris
        self.subject = iris.thing(kind, key)

    def fact(
        self, name: str, predicate: str, value: Asserted, term: str, basis: Basis | None = None
    ) -> Iterator[Statement]:
        yield from asserted_statements(
            self.iris.assertion(self.kind, self.key, name),
            (self.subject, predicate, term),
            value,
            basis or self.record.basis,
            self.record.certainty,
        )

    def names(self, name: str, values: list[Asserted]) -> Iterator[Statement]:
        for number, value in enumerate(values, 1):
            yield from self.fact(f"{name}-{number}", SKOS.altLabel, value, text(plain(value), "zh"))


def place_statements(key: str, place: Place, iris: Iris) -> Iterator[Statement]:
    """State one place."""
    facts = _Facts("place", key, place, iris)
    iri = facts.subject
    yield iri, A, TB.Place
    yield iri, A, GEO.Feature
    yield iri, DCTERMS.identifier, string(key)
    yield from facts.fact("name", SKOS.prefLabel, place.name, text(plain(place.name), "zh"))
    yield from facts.fact("english", SKOS.prefLabel, place.english, text(plain(place.english), "en"), "translation")
    yield from facts.names("short", list(place.short))
    yield from facts.fact("level", TB.level, place.level, iris.concept("level", place.level))
    if place.within is not None:
        yield from facts.fact("within", TB.within, place.within, iris.place(place.within))
    for number, status in enumerate(place.statuses, 1):
        yield from facts.fact(f"status-{number}", TB.specialStatus, status, iris.concept("special-status", status))
    yield from _links("place", key, place, iris)
    if place.code is not None:
        yield from facts.fact("code", TB.placeCode, place.code, string(place.code), "standard")


def unit_statements(key: str, unit: Unit, iris: Iris) -> Iterator[Statement]:
    """State one unit."""
    facts = _Facts("unit", key, unit, iris)
    iri, kind = facts.subject, plain(unit.kind)
    yield iri, A, TB.Unit
    yield iri, A, ORG.FormalOrganization
    if iris.ours("unit-kind", kind) not in NOT_PUBLIC:
        yield iri, A, CV.PublicOrganisation
    yield iri, DCTERMS.identifier, string(key)
    yield from facts.fact("name", SKOS.prefLabel, unit.name, text(plain(unit.name), "zh"))
    if unit.english is not None:
        english = text(plain(unit.english), "en")
        yield from facts.fact("english", SKOS.prefLabel, unit.english, english, "translation")
    yield from facts.names("short", unit.short)
    if unit.short_english is not None:
        short = text(plain(unit.short_english), "en")
        yield from facts.fact("short-english", SKOS.altLabel, unit.short_english, short, "translation")
    yield from facts.names("former", unit.former)
    yield from facts.fact("kind", TB.unitKind, unit.kind, iris.concept("unit-kind", kind))
    if unit.level is not None:
        yield from facts.fact("level", TB.level, unit.level, iris.concept("level", plain(unit.level)))
    if unit.parent is not None:
        yield from facts.fact("parent", ORG.subOrganizationOf, unit.parent, iris.unit(plain(unit.parent)))
    if unit.managed_by is not None:
        yield from facts.fact("managed-by", TB.managedBy, unit.managed_by, iris.unit(plain(unit.managed_by)))
    if unit.place is not None:
        yield from facts.fact("place", TB.locatedIn, unit.place, iris.place(plain(unit.place)))
    if unit.credit_code is not None:
        yield from facts.fact("credit-code", TB.creditCode, unit.credit_code, string(unit.credit_code.value))
    if unit.note is not None:
        yield iri, SKOS.note, text(unit.note, "zh")
    yield from _links("unit", key, unit, iris)
    for number, change in enumerate(unit.changes, 1):
        yield from change_statements(key, number, change, iris)


def _links(kind: str, key: str, record: Unit | Place, iris: Iris) -> Iterator[Statement]:
    """State which address elsewhere is that of the same thing, and who compared the two."""
    for number, link in enumerate(record.same_as, 1):
        iri = iris.thing("authority-link", kind, key, number)
        yield iris.thing(kind, key), TB.hasAuthorityLink, iri
        yield iri, A, TB.AuthorityLink
        yield iri, TB.sameAs, f"<{link.address}>"
        yield iri, TB.checkedBy, string(link.checked_by)
        yield from dated_statements(iri, TB.date, link.checked)


def change_statements(key: str, number: int, change: UnitChange, iris: Iris) -> Iterator[Statement]:
    """State one event by which a unit came about, or ended; units that it came out of it continues."""
    iri, unit = iris.thing("change", key, number), iris.unit(key)
    yield iri, A, TB.UnitChange
    yield iri, A, PROV.Activity
    if change.kind in RESTRUCTURING:
        yield iri, A, ORG.ChangeEvent
    yield iri, TB.changeKind, concept("change-kind", change.kind)
    yield iri, TB.changedFrom if change.kind == "dissolution" else TB.changedTo, unit
    for origin in change.origin:
        yield iri, TB.changedFrom, iris.unit(origin)
        assertion = iris.assertion("unit", key, f"continues-{origin}")
        fact = unit, TB.continues, iris.unit(origin)
        yield from assertion_statements(assertion, fact, change.basis, change.certainty)
    if change.date:
        yield from dated_statements(iri, TB.date, change.date)
    yield iri, TB.basis, concept("assertion-basis", change.basis)
    yield iri, TB.certainty, concept("certainty", change.certainty)
    if change.note:
        yield iri, TB.note, text(change.note, "zh")
