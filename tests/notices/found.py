"""Ask a graph for the facts of its notice, in the words of :mod:`tests.notices.expected`."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from tests.notices.expected import Fact, bound, number

_TB = "https://w3id.org/tongbao/ontology#"
_QUDT = "http://qudt.org/schema/qudt/"
_SHORT = re.compile("[^/#]*$")


def _code(term: str) -> str:
    return _SHORT.search(term)[0]  # type: ignore[index]


class Graph:
    """The statements of a build that are about one notice."""

    def __init__(self, file: Path, notice: str) -> None:
        self.store = ox.Store()
        self.store.load(path=str(file), format=ox.RdfFormat.N_QUADS)
        self.notice = notice

    def all(self, subject: str, term: str) -> list[str]:
        """Return the values of a property, in any order, each once."""
        predicate = ox.NamedNode(term if ":" in term else _TB + term)
        quads = self.store.quads_for_pattern(ox.NamedNode(subject), predicate, None, None)
        return list(dict.fromkeys(str(quad.object.value) for quad in quads))

    def one(self, subject: str, term: str) -> str:
        """Return the value of a property; an empty string where there is none."""
        return next(iter(self.all(subject, term)), "")

    def chinese(self, subject: str, term: str) -> str:
        """Return the Chinese value of a property."""
        predicate = ox.NamedNode(term if ":" in term else _TB + term)
        quads = self.store.quads_for_pattern(ox.NamedNode(subject), predicate, None, None)
        return next((quad.object.value for quad in quads if getattr(quad.object, "language", "") == "zh"), "")

    def in_order(self, term: str, subject: str | None = None) -> list[str]:
        """Return the things that a property leads to, by their order."""
        return sorted(self.all(subject or self.notice, term), key=lambda one: int(self.one(one, "order") or 0))

    @cached_property
    def commendations(self) -> list[list[str]]:
        """The recipients of each act, in order."""
        found: dict[int, list[str]] = {}
        for one in (*self.in_order("hasCommendation"), *self.in_order("hasCriticism")):
            found.setdefault(int(self.one(one, "actOrder")), []).append(one)
        return [found[order] for order in sorted(found)]

    def words(self, subject: str) -> list[str]:
        """Return the exact words of the places where something is stated."""
        return [
            "".join(words.split())
            for span in self.all(subject, "statedIn")
            for selector in self.all(span, "http://www.w3.org/ns/oa#hasSelector")
            if (words := self.one(selector, "words"))
        ]

    # Facts

    def facts(self, acts: list[int]) -> list[Fact]:
        """Return all facts; ``acts`` tells which act of the document each recorded act belongs to."""
        return [*self._notice(), *self._acts(acts), *self._measures()]

    def _notice(self) -> Iterator[Fact]:
        notice = self.notice
        single = {
            "number": self.one(notice, "documentNumber"),
            "index-number": self.one(notice, "indexNumber"),
            "title": self.chinese(notice, "http://purl.org/dc/terms/title"),
            "genre": _code(self.one(notice, "genre")),
            "date-written": self.one(notice, "dateWritten"),
            "date-printed": self.one(notice, "datePrinted"),
            "printed-by": self._name(self.one(notice, "printedBy")),
            "openness": _code(self.one(notice, "openness")),
            "signed-by": self.chinese(notice, "https://w3id.org/tongbao/ontology#signedBy"),
        }
        yield from (Fact(field, "", "".join(value.split())) for field, value in single.items() if value)
        for one in self.all(notice, "hasReference"):
            said = self.chinese(one, "http://purl.org/dc/terms/title") + self.one(one, "documentNumber")
            yield Fact("reference", _code(self.one(one, "referenceKind")), "".join(said.split()))
        listed = {"issuer": "hasSignature", "copy": "hasCopyEntry"}
        for field, term in listed.items():
            for order, one in enumerate(self.in_order(term), 1):
                yield Fact(field, str(order), self.one(one, "printedName"))
        groups = [self.one(one, "printedName") for one in self.in_order("hasAddressee")]
        if groups:
            yield Fact("addressees", "", re.sub("[，,]", "", "".join(groups)))
        annexes = sorted(self.all(notice, "hasAnnex"), key=lambda one: int(self.one(one, "number")))
        for order, one in enumerate(annexes, 1):
            yield Fact("annex", str(order), "".join(self.chinese(one, "http://purl.org/dc/terms/title").split()))

    def _name(self, unit: str) -> str:
        return self.chinese(unit, "http://www.w3.org/2004/02/skos/core#prefLabel") if unit else ""

    def _acts(self, acts: list[int]) -> Iterator[Fact]:
        orders: dict[int, int] = {}
        for act, recipients in zip(acts, self.commendations, strict=True):
            about, first = f"act {act}", recipients[0]
            if act not in orders:
                praise = _code(self.one(first, "polarity")) == "praise"
                yield Fact("act", about, "praise" if praise else "criticism")
                yield Fact("act-by", about, "、".join(self._givers(first)))
                yield Fact("act-open", about, self.one(first, "actOpen"))
            for figure in sorted({figure for one in recipients for figure in self.all(one, "hasFigure")}):
                yield from self._outcome(figure, f"{about} {_code(figure)}")
            for one in recipients:
                orders[act] = order = orders.get(act, 0) + 1
                yield from self._recipient(one, f"{about} recipient {order}")

    def _givers(self, one: str) -> list[str]:
        """Return who gives it: by the names in the order in which they signed."""
        givers = {self._name(unit) for unit in self.all(one, "givenBy")}
        signed = [self._name(self.one(each, "names")) for each in self.in_order("hasSignature")]
        return [name for name in signed if name in givers] or sorted(givers)

    def _recipient(self, one: str, about: str) -> Iterator[Fact]:
        recipient = self.one(one, "recipient")
        kind = recipient.split("/id/")[1].split("/")[0]
        yield Fact("recipient", about, self.one(one, "printedName"))
        yield Fact("recipient-kind", about, kind)
        if kind in ("unit", "place"):
            yield Fact("recipient-resolved", about, _code(recipient))
        for field in ("grade", "post", "fault"):
            if value := self.one(one, field):
                yield Fact(f"recipient-{field}", about, value)
        field = "maker" if kind == "project" else "of"
        for value in self.all(one, "printedAffiliation"):
            yield Fact(f"recipient-{field}", about, value)
        if money := self.one(one, "payment"):
            value = number(self.one(money, f"{_QUDT}numericValue"))
            yield Fact("recipient-payment", about, f"{value} {_code(self.one(money, f'{_QUDT}hasUnit'))}")

    def _measures(self) -> Iterator[Fact]:
        for one in sorted(self.all(self.notice, "hasMeasure")):
            id_ = self.one(one, "http://purl.org/dc/terms/identifier")
            group = self.one(one, "inGroup")
            title = self.chinese(one, "http://purl.org/dc/terms/title")
            annex = self.one(one, "inAnnex")
            single = {
                "number": self.one(one, "printedNumber"),
                "title": title,
                "text": self.chinese(one, "http://purl.org/dc/terms/description"),
                "annex": self.chinese(annex, "http://purl.org/dc/terms/title") if annex else "",
                "level": _code(self.one(one, "level")),
                "group": self._heading(group) if group else "",
                "deadline": self.one(self.one(one, "hasDeadline"), "wording") if self.one(one, "hasDeadline") else "",
                "scope": self.one(one, "adoptionScope"),
            }
            for field, value in single.items():
                if value:
                    yield Fact(f"measure-{field}", id_, "".join(value.split()))
            is_open = self.one(one, "leadsOpen") == "true" or self.all(one, "openRole")
            yield Fact("measure-open", id_, "true" if is_open else "false")
            yield from self._participations(one, id_)
            for outcome in sorted(self.all(one, "hasOutcome")):
                yield from self._outcome(outcome, f"{id_} {_code(outcome)}")

    def _heading(self, group: str) -> str:
        number = self.one(group, "printedNumber")
        between = "" if number.endswith("）") else "、"
        return f"{number}{between}{self.chinese(group, 'http://purl.org/dc/terms/title')}"

    def _participations(self, measure: str, id_: str) -> Iterator[Fact]:
        for one in self.all(measure, "hasParticipation"):
            about = f"{id_} {_code(self.one(one, 'role'))} {self.one(one, 'order')}"
            yield Fact("unit", about, self.one(one, "printedName"))
            if unit := self.one(one, "participant"):
                yield Fact("unit-resolved", about, _code(unit))
            if _code(self.one(one, "roleBasis")) == "first-place-rule":
                yield Fact("lead-by-rule", id_, self.one(one, "printedName"))

    def _outcome(self, outcome: str, about: str) -> Iterator[Fact]:
        for words in self.words(outcome):
            yield Fact("quantity-quote", about, words)
        for side in ("value", "before", "after"):
            if quantity := self.one(outcome, side):
                yield from self._quantity(quantity, f"{about} {side}")
        reading = _code(self.one(outcome, "reading"))
        for change, readings in (
            ("increase", ("increase-by", "relative-increase")),
            ("decrease", ("reduction-by", "relative-decrease")),
        ):
            if reading in readings:
                yield Fact("quantity-change", about, change)
        if value := self.one(outcome, "realisation"):
            yield Fact("quantity-realisation", about, _code(value))
        yield Fact("quantity-nature", about, _code(self.one(outcome, "nature")))

    def _quantity(self, quantity: str, about: str) -> Iterator[Fact]:
        low = self.one(quantity, "lowest") or self.one(quantity, f"{_QUDT}numericValue")
        yield Fact("quantity-number", about, number(low))
        if high := self.one(quantity, "highest"):
            yield Fact("quantity-to", about, number(high))
        unit = _code(self.one(quantity, f"{_QUDT}hasUnit"))
        yield Fact("quantity-unit", about, unit)
        if value := self.one(quantity, "classifier"):
            yield Fact("quantity-classifier", about, value)
        yield Fact("quantity-bound", about, bound(_code(self.one(quantity, "bound"))))
        if per := self.one(quantity, "per") or self.one(quantity, "perClassifier"):
            yield Fact("quantity-per", about, _code(per))
