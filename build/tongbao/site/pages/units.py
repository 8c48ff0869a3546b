"""The pages of units, places and co-leaderships: the statements about them, and all links to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.network.model import with_state
from tongbao.rdf.concepts import ROLE
from tongbao.rdf.iris import term
from tongbao.rdf.literals import Numbered, numbered
from tongbao.rdf.terms import Term
from tongbao.site.backlinks import Backlink
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.pages.page import Fact, Page
from tongbao.site.polarity import POLARITIES, Polarity, polarity_of
from tongbao.site.things import Things
from tongbao.site.urls import place_of

A_PAGE = 50
"""How many links to a thing one page lists: on a phone they take about ten screens."""

PARTICIPANT, RECIPIENT, COLEADER = term("tb:participant"), term("tb:recipient"), term("tb:coLeader")
SHOWN_APART = {PARTICIPANT, RECIPIENT, COLEADER, term("tb:coLeads"), term("tb:namesLead")}
SHOWN_APART |= {term(polarity.shortcut) for polarity in POLARITIES}
SHOWN_APART |= {term("tb:leads"), term("tb:aboutSubject"), term("tb:assertedObject")}
BELOW: Mapping[Term, Text] = {
    "tb:within": Text("Territories within it", "所辖地区"),
    "tb:locatedIn": Text("Units located there", "所在单位"),
    "org:subOrganizationOf": Text("Units under it", "下级单位"),
    "tb:managedBy": Text("Units that it manages vertically", "垂直管理的单位"),
}


class Partner(NamedTuple):
    """A partner of a unit: the other unit, the co-leadership, and the measures with their titles."""

    unit: str
    edge: str
    measures: list[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class Authority:
    """Units and places, with their names."""

    base: str
    things: Things
    """The statements of the part of units and places."""
    labels: Labels

    def pages(self, thing: str, links: Sequence[Backlink], edges: Things) -> Iterator[Page]:
        """Yield the pages of a unit or place; ``links`` are the links to it, ``edges`` its co-leaderships."""
        is_unit = self.things.is_a(thing, "tb:Unit")
        name = self.labels.of(thing)
        whole = self._document(thing)
        many = sorted((link for link in links if link.predicate not in SHOWN_APART), key=_order)
        roles = sorted((link for link in links if link.predicate == PARTICIPANT), key=_order)
        appraisals = list(self._appraisals(links))
        by_role, by_property = self._by_role(roles), self._by_property(many)
        rows = [link for _, some in [*by_role, *appraisals, *by_property] for link in some]
        count = max(1, -(-len(rows) // A_PAGE))
        for number in range(1, count + 1):
            shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
            short = [
                literal.text for literal in self.things.literals(thing, "skos:altLabel") if literal.language != "en"
            ]
            content = {
                "thing": thing,
                "names_unit": term("tb:names"),
                "facts_said": self._facts(thing),
                "short": short,
                "roles": self._by_role([link for link in shown if link.predicate == PARTICIPANT]),
                "links": self._by_property([link for link in shown if link.predicate not in (PARTICIPANT, RECIPIENT)]),
                "appraisals": list(self._appraisals(shown)),
                "wholes": dict([*by_role, *by_property, *((polarity.kind, some) for polarity, some in appraisals)]),
                "partners": self._partners(thing, edges, {link.about: self._titled(link) for link in roles}) if number == 1 else [],
                "below": list(self._below(thing)),
                "number": number,
                "count": count,
                "whole": whole,
                "first": number == 1,
            }  # fmt: skip
            document = whole if number == 1 else f"{whole}/{number}"
            about: dict[str, Any] = {"@type": "GovernmentOrganization" if is_unit else "AdministrativeArea"}
            about |= {
                "name": name.zh,
                "alternateName": [name.en, *short, *filter(None, [self.things.english(thing, "skos:altLabel")])],
            }
            kind = "tb:Unit" if is_unit else "tb:Place"
            yield Page(document, "authority.html", name, content, thing, kind, self._summary(thing), about, whole=whole)

    def _appraisals(self, links: Iterable[Backlink]) -> Iterator[tuple[Polarity, list[Backlink]]]:
        """Yield the praise of a thing, then the criticism; a side without any is left out."""
        about_it = sorted((link for link in links if link.predicate == RECIPIENT), key=_order)
        for polarity in POLARITIES:
            if found := [link for link in about_it if polarity_of(link.subject, self.base) is polarity]:
                yield polarity, found

    def _titled(self, link: Backlink) -> Text:
        """Return the title of what a link is about; with the state of its notice, where that is no longer in force."""
        return with_state(link.called, self.labels.of(link.state) if has_ended(link.state) else None)

    def _below(self, thing: str) -> Iterator[tuple[Text, list[str]]]:
        """Yield what is within a place or under a unit, each sort separately: a unit in a place need not be under it."""
        for property_, heading in BELOW.items():
            found = [link.subject for link in self.things.linked.get(thing, ()) if link.predicate == term(property_)]
            if found:
                yield heading, sorted(found, key=numbered)

    def _summary(self, thing: str) -> Text:
        kind = self.things.one(thing, "tb:unitKind") or self.things.one(thing, "tb:level")
        return self.labels.of(kind) if kind else Text("", "")

    def _document(self, thing: str) -> str:
        place = place_of(thing[1:-1], self.base)
        assert place, thing
        return place.document

    def _facts(self, thing: str) -> list[tuple[Fact, list[str]]]:
        """Return the facts about a thing, each with the assertions about it."""
        asserted: dict[tuple[str, str], list[str]] = {}
        for link in self.things.linked.get(thing, ()):
            if link.predicate == term("tb:aboutSubject"):
                value = self.things.one(link.subject, "tb:assertedObject") or self.things.one(
                    link.subject, "tb:assertedValue"
                )
                asserted.setdefault((self.things.one(link.subject, "tb:aboutProperty"), value), []).append(link.subject)
        return [
            (Fact(property_, [value]), asserted.get((property_, value), []))
            for property_, values in self.things.said.get(thing, {}).items()
            for value in values
        ]

    @staticmethod
    def _by_role(links: list[Backlink]) -> list[tuple[str, list[Backlink]]]:
        ordered = sorted(links, key=lambda link: (link.role != ROLE.lead, link.role, _order(link)))
        return [(role, list(group)) for role, group in groupby(ordered, key=lambda link: link.role)]

    @staticmethod
    def _by_property(links: Iterable[Backlink]) -> list[tuple[str, list[Backlink]]]:
        ordered = sorted(links, key=lambda link: (link.predicate, _order(link)))
        return [(name, list(group)) for name, group in groupby(ordered, key=lambda link: link.predicate)]

    @staticmethod
    def _partners(thing: str, edges: Things, titles: Mapping[str, Text]) -> list[Partner]:
        """Return the partners with which a unit leads, the most frequent first."""
        found = []
        for link in edges.linked.get(thing, ()):
            if link.predicate == COLEADER:
                other = next(unit for unit in edges.all(link.subject, "tb:coLeader") if unit != thing)
                measures = [
                    (m, titles.get(m, Text("", "")))
                    for m in sorted(edges.all(link.subject, "tb:coLedMeasure"), key=numbered)
                ]
                found.append(Partner(other, link.subject, measures))
        return sorted(found, key=lambda partner: (-len(partner.measures), partner.unit))


def _order(link: Backlink) -> tuple[str, Numbered, Numbered]:
    """Return the key that sorts links, the newest first."""
    newest = "".join(chr(0x39 + 0x30 - ord(digit)) for digit in link.year)
    return newest, numbered(link.number), numbered(link.about or link.subject)


def edge_page(edge: str, edges: Things, base: str, labels: Labels, entries: Mapping[str, Entry]) -> Page:
    """Make the page of a co-leadership: two units, and every measure that both lead, with the words that state it."""
    units = sorted(edges.all(edge, "tb:coLeader"))
    names = [labels.of(unit) for unit in units]
    title = Text(f"{names[0].en} and {names[1].en}", f"{names[0].zh}与{names[1].zh}")
    place = place_of(edge[1:-1], base)
    assert place
    found = [entries[measure] for measure in sorted(edges.all(edge, "tb:coLedMeasure"), key=numbered)]
    content = {
        "edge": edge,
        "units": units,
        "numbers": sorted({entry.number for entry in found if entry.number}, key=numbered),
        "weight": edges.number(edge, "tb:weight"),
        "measures": found,
        "said": [Fact(name, values) for name, values in edges.said.get(edge, {}).items()],
    }
    said = Text(f"Measures they lead together: {content['weight']}", f"共同牵头举措 {content['weight']} 项")
    about = {"@type": "Thing", "name": title.zh}
    return Page(place.document, "edge.html", title, content, edge, "tb:CoLeadership", said, about)
