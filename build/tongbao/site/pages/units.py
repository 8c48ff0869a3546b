"""The pages of units, places and co-leaderships: the statements about them, and all links to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.network import Network
from tongbao.rdf.concepts import ROLE
from tongbao.rdf.iris import term
from tongbao.rdf.literals import Numbered, numbered
from tongbao.rdf.namespaces import TB
from tongbao.rdf.terms import Term
from tongbao.site.backlinks import Backlink
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.pages.circle import MEASURES as CIRCLED
from tongbao.site.pages.circle import WIDE, circle
from tongbao.site.pages.leading import Leading, Praised, sentence
from tongbao.site.pages.page import Fact, Page
from tongbao.site.polarity import POLARITIES, Polarity, polarity_of
from tongbao.site.things import Things
from tongbao.site.urls import place_of

A_PAGE = 50
"""How many statements that point to a thing one page lists: a phone shows them in some ten screens."""
MEASURES, PARTNERS = 12, 30
"""Up to how many measures led together the partners are shown by measure; else how many partners are shown."""

PARTICIPANT, RECIPIENT, COLEADER = term("tb:participant"), term("tb:recipient"), term("tb:coLeader")
SHOWN_APART = {PARTICIPANT, RECIPIENT, COLEADER, term("tb:coLeads"), term("tb:namesLead")}
SHOWN_APART |= {term(polarity.shortcut) for polarity in POLARITIES}
SHOWN_APART |= {term("tb:leads"), term("tb:aboutSubject"), term("tb:assertedObject")}
NOTHING = Text("", "")
BELOW: Mapping[Term, Text] = {
    "tb:within": Text("Territories within it", "所辖地区"),
    "tb:locatedIn": Text("Units located there", "所在单位"),
    "org:subOrganizationOf": Text("Units under it", "下级单位"),
    "tb:managedBy": Text("Units that it manages vertically", "垂直管理的单位"),
}


class Led(NamedTuple):
    """A measure that a unit leads: with whom, at which place among them, and what it was recognised by."""

    measure: Entry
    link: Backlink
    others: list[str]
    """Those who lead it too, in their order."""
    names: dict[str, Text]
    """How these are called in short."""
    honours: Sequence[Entry]

    @property
    def among(self) -> int:
        """Return how many lead it, as far as the notice names them."""
        return len(self.others) + 1


class Partner(NamedTuple):
    """A partner of a unit: the other unit, the co-leadership, and the measures with their titles."""

    unit: str
    edge: str
    weight: int


@dataclass(frozen=True, slots=True)
class Authority:
    """Units and places, with their names."""

    base: str
    things: Things
    """The statements of the part of units and places."""
    labels: Labels
    leading: Leading

    def pages(self, thing: str, links: Sequence[Backlink], edges: Things) -> Iterator[Page]:
        """Yield the pages of a unit or place; ``links`` point to it, ``edges`` are its co-leaderships."""
        whole = self._document(thing)
        many = sorted((link for link in links if link.predicate not in SHOWN_APART), key=_order)
        roles = sorted((link for link in links if link.predicate == PARTICIPANT), key=_order)
        led, others = ([link for link in roles if (link.role == ROLE.lead) is leads] for leads in (True, False))
        appraisals = list(self._appraisals(links))
        by_role, by_property = _by_role(others), _by_property(many)
        rows = [*led, *(link for _, some in [*appraisals, *by_role, *by_property] for link in some)]
        wholes = dict([*by_role, *by_property, *((side.kind, some) for side, some in appraisals)])
        shared = self._shared(thing, led, appraisals, edges) | {"wholes": wholes, "led_in_all": led, "whole": whole}
        count = max(1, -(-len(rows) // A_PAGE))
        for number in range(1, count + 1):
            shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
            content = shared | self._shown(thing, shown) | {"number": number, "count": count, "first": number == 1}
            yield self._page(thing, f"{whole}/{number}" if number > 1 else whole, content)

    def _page(self, thing: str, document: str, content: dict[str, Any]) -> Page:
        name, is_unit = self.labels.of(thing), self.things.is_a(thing, "tb:Unit")
        about: dict[str, Any] = {"@type": "GovernmentOrganization" if is_unit else "AdministrativeArea"}
        about |= {"name": name.zh, "alternateName": [name.en, *content["short"]]}
        kind = "tb:Unit" if is_unit else "tb:Place"
        summary = (
            content["said"] if content["said"].en else self.labels.of(content["kind"]) if content["kind"] else name
        )
        return Page(document, "authority.html", name, content, thing, kind, summary, about, whole=content["whole"])

    def _shared(
        self, thing: str, led: Sequence[Backlink], appraisals: Sequence[tuple[Polarity, list[Backlink]]], edges: Things
    ) -> dict[str, Any]:
        """Return what all pages of a thing say."""
        things = self.things
        partners = self._partners(thing, edges)
        return {
            "thing": thing,
            "names_unit": term("tb:names"),
            "is_unit": things.is_a(thing, "tb:Unit"),
            "kind": things.one(thing, "tb:unitKind"),
            "level": things.one(thing, "tb:level"),
            "place": things.one(thing, "tb:locatedIn") or things.one(thing, "tb:within"),
            "superior": things.one(thing, "org:subOrganizationOf"),
            "short": [name.text for name in things.literals(thing, "skos:altLabel") if name.language != "en"],
            "short_english": self._asserted(thing, "short-english"),
            "facts_said": self._facts(thing),
            "changes": self._changes(thing),
            "elsewhere": self.things.all(thing, "tb:hasAuthorityLink"),
            "said": self._said(thing, appraisals),
            "partners": partners,
            "by_measure": sum(len(self._others(thing, link)) > 0 for link in led) <= MEASURES,
            "most": PARTNERS,
            "edges": {partner.unit: partner.edge for partner in partners},
            "below": list(self._below(thing)),
            "circle": self._circle(thing),
            "circle_wide": WIDE,
        }

    def _shown(self, thing: str, shown: Sequence[Backlink]) -> dict[str, Any]:
        """Return what one page says: so many of the statements that point to a thing."""
        roles = [link for link in shown if link.predicate == PARTICIPANT]
        return {
            "led": [self._led(thing, link) for link in roles if link.role == ROLE.lead],
            "roles": _by_role([link for link in roles if link.role != ROLE.lead]),
            "links": _by_property(link for link in shown if link.predicate not in (PARTICIPANT, RECIPIENT)),
            "appraisals": list(self._appraisals(shown)),
        }

    # --- what it leads, with whom ---------------------------------------------------------------------------------

    def _led(self, thing: str, link: Backlink) -> Led:
        measure, others = self.leading.measures[link.about], self._others(thing, link)
        return Led(measure, link, others, self._short(others), self.leading.honours(measure))

    def beside(self, thing: str) -> list[str]:
        """Return what the page of a unit shows of those who lead with it: short names, and how many measures each leads."""
        units = dict.fromkeys(unit for measure in self.leading.of(thing) for unit in measure.units)
        shown = [f"{unit} {name} {len(self.leading.of(unit))}" for unit, name in self._short(list(units)).items()]
        shown += [str(self.things.said[change]) for change in self._changes(thing)]
        return shown if self.things.is_a(thing, "tb:Unit") else [*shown, str(self._units_within(thing))]

    def _changes(self, thing: str) -> list[str]:
        """Return the changes by which a unit came about, went over into others or ended, the earliest first."""
        links = self.things.linked.get(thing, ())
        found = {link.subject for link in links if link.predicate in (TB.changedTo, TB.changedFrom)}
        return sorted(found, key=lambda change: (self.things.text(change, "tb:earliest"), change))

    def _units_within(self, place: str) -> int:
        """Return how many units are in a place and in all that lies within it."""
        found, places = 0, [place]
        for one in places:  # the list grows meanwhile; the loader lets no place lie within itself
            links = self.things.linked.get(one, ())
            found += sum(link.predicate == term("tb:locatedIn") for link in links)
            places += [link.subject for link in links if link.predicate == term("tb:within")]
        return found

    def _circle(self, thing: str) -> Network | None:
        """Return the measures that a unit leads and its partners, where they are few."""
        measures = self.leading.of(thing)
        if not measures or len(measures) > CIRCLED:
            return None
        units = list(dict.fromkeys(unit for measure in measures for unit in measure.units))
        return circle(measures, self._short(units), self.labels, lambda unit: len(self.leading.of(unit)))

    def _others(self, thing: str, link: Backlink) -> list[str]:
        return [unit for unit in dict.fromkeys(self.leading.measures[link.about].units) if unit != thing]

    def _short(self, units: Sequence[str]) -> dict[str, Text]:
        """Return the short names of units that stand together; the full ones of those whose short ones are alike."""
        found = {}
        for unit in units:
            full = self.labels.of(unit)
            english, chinese = self._asserted(unit, "short-english"), self._asserted(unit, "short-1")
            found[unit] = Text(english or full.en, chinese or full.zh)
        names = [*found.values()]
        return {
            unit: self.labels.of(unit)
            if sum(name.zh == other.zh or name.en == other.en for other in names) > 1
            else name
            for unit, name in found.items()
        }

    def _asserted(self, thing: str, name: str) -> str:
        """Return the value of an assertion about a thing, by the assertion's name; empty where there is none."""
        iri = f"<{self.base}id/assertion/{self._document(thing)}/{name}>"
        return self.things.text(iri, "tb:assertedValue")

    def _partners(self, thing: str, edges: Things) -> list[Partner]:
        """Return with whom a unit leads together, the most frequent first."""
        found = []
        for link in edges.linked.get(thing, ()):
            if link.predicate == COLEADER:
                other = next(unit for unit in edges.all(link.subject, "tb:coLeader") if unit != thing)
                found.append(Partner(other, link.subject, len(edges.all(link.subject, "tb:coLedMeasure"))))
        return sorted(found, key=lambda partner: (-partner.weight, partner.unit))

    # --- what is said of it ---------------------------------------------------------------------------------------

    def _said(self, thing: str, appraisals: Sequence[tuple[Polarity, list[Backlink]]]) -> Text:
        """Return one sentence of a unit or place, made from the data; an empty one where there is nothing to say."""
        if not self.things.is_a(thing, "tb:Unit"):
            counts = [(property_, len(those)) for property_, _, those in self._below(thing)]
            return _below_in_words(counts, self._units_within(thing))
        own = self.leading.of(thing)
        measures = {measure.iri for measure in own}
        praised = [
            Praised(side, len(links), bool(own) and all(set(link.measures) == measures for link in links))
            for side, links in appraisals
        ]
        return sentence(thing, own, self.leading.rank(thing), praised)

    def _appraisals(self, links: Iterable[Backlink]) -> Iterator[tuple[Polarity, list[Backlink]]]:
        """Yield the praise of a thing, then the criticism; a side without any is left out."""
        about_it = sorted((link for link in links if link.predicate == RECIPIENT), key=_order)
        for polarity in POLARITIES:
            if found := [link for link in about_it if polarity_of(link.subject, self.base) is polarity]:
                yield polarity, found

    def _below(self, thing: str) -> Iterator[tuple[Term, Text, list[str]]]:
        """Yield what lies within a place or is under a unit, each sort apart: who is in a place need not be under it."""
        for property_, heading in BELOW.items():
            found = [link.subject for link in self.things.linked.get(thing, ()) if link.predicate == term(property_)]
            if found:
                yield property_, heading, sorted(found, key=numbered)

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
            if property_ != TB.hasAuthorityLink
            for value in values
        ]


def _by_role(links: Iterable[Backlink]) -> list[tuple[str, list[Backlink]]]:
    ordered = sorted(links, key=lambda link: (link.role, _order(link)))
    return [(role, list(group)) for role, group in groupby(ordered, key=lambda link: link.role)]


def _by_property(links: Iterable[Backlink]) -> list[tuple[str, list[Backlink]]]:
    ordered = sorted(links, key=lambda link: (link.predicate, _order(link)))
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda link: link.predicate)]


def _order(link: Backlink) -> tuple[str, Numbered, Numbered]:
    """Return the key that sorts links, the newest first."""
    newest = "".join(chr(0x39 + 0x30 - ord(digit)) for digit in link.year)
    return newest, numbered(link.number), numbered(link.about or link.subject)


def _below_in_words(counts: Sequence[tuple[Term, int]], units: int) -> Text:
    """Say how many units are in a place, how many places lie within it, and how many units there are with those of these."""
    said = {"tb:locatedIn": ("unit", "个单位"), "tb:within": ("territory", "个所辖地区")}
    parts = []
    for property_, count in counts:
        noun, zh = said[property_]
        many = noun if count == 1 else {"unit": "units", "territory": "territories"}[noun]
        parts.append(Text(f"{count:,} {many}", f"{count:,} {zh}"))
    if not parts:
        return NOTHING
    own = dict(counts).get("tb:locatedIn", 0)
    more = (
        Text(f"; with those of the territories, {units:,} units", f"，含所辖地区共 {units:,} 个单位")
        if units > own
        else NOTHING
    )
    return Text(
        f"This dataset has {' and '.join(part.en for part in parts)} here{more.en}.",
        f"本数据集收录此地 {'、'.join(part.zh for part in parts)}{more.zh}。",
    )
