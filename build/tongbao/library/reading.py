"""Read records from a store, each by two queries: what is stated, and the words that state it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pyoxigraph as ox

from tongbao.ask.named import value
from tongbao.ask.names import find
from tongbao.ask.store import Store, Term
from tongbao.errors import Text
from tongbao.library.records import Measure, Notice, Outcome, Participant, Quantity, Quotation, Unit
from tongbao.library.values import IRI, value_of
from tongbao.rdf.iris import scheme_of, term
from tongbao.rdf.literals import numbered
from tongbao.rdf.terms import Term as Name

R = TypeVar("R")

_BELOW_A_MEASURE = (
    "",
    "tb:hasParticipation",
    "tb:hasOutcome",
    *(f"tb:hasOutcome/tb:{n}" for n in ("value", "before", "after")),
)
"""What is read with a measure: itself, who takes part in it, its figures and their quantities."""
_WORDS = """SELECT DISTINCT ?statement ?words ?start ?end ?file {{
  {which}
  ?statement tb:statedIn ?span .
  ?span oa:hasSource ?source ; oa:hasSelector ?position , ?quote .
  ?source dcterms:identifier ?file .
  ?position oa:start ?start ; oa:end ?end .
  ?quote tb:words ?words .
}}"""


def read_unit(store: Store, name: str) -> Unit:
    """Return the unit that a person means; raise UnknownNameError or AmbiguousNameError where none or several fit."""
    iri = find("unit", name, store)
    known = _facts(store, [f"BIND(<{iri}> AS ?thing)"])[iri]
    names = f"?statement ?names <{iri}> FILTER NOT EXISTS {{ ?statement a tb:Notice }}"
    parent = known.iri("org:subOrganizationOf") or known.iri("tb:managedBy")
    return Unit(
        IRI(iri),
        known.text("dcterms:identifier") or "",
        known.titled("skos:prefLabel"),
        tuple(sorted(known.texts("skos:altLabel"))),
        known.code("tb:unitKind"),
        known.code("tb:level"),
        known.iri("tb:locatedIn"),
        parent,
        known.iris("tb:leads"),
        known.iris("tb:coLeads"),
        _in_order(_words(store, names)),
    )


def read_notice(store: Store, name: str) -> Notice:
    """Return the notice that a person means, with its measures."""
    iri = find("notice", name, store)
    facts = _facts(store, [f"BIND(<{iri}> AS ?thing)", *_of_measures(f"<{iri}> tb:hasMeasure ?measure .")])
    known = facts[iri]
    words = _words(store, f"<{iri}> tb:hasSourceText ?source .")
    return Notice(
        IRI(iri),
        known.text("dcterms:identifier") or "",
        known.text("tb:documentNumber"),
        known.titled("dcterms:title"),
        known.code("tb:genre"),
        known.code("tb:state"),
        known.iri("tb:place"),
        _year(known.text("tb:referenceYear") or known.text("tb:numberYear")),
        known.value("tb:dateWritten"),
        known.value("tb:datePrinted"),
        known.iris("tb:issuedBy"),
        known.iris("tb:commendsUnit"),
        tuple(_measure(facts, measure, words) for measure in _placed(facts, known.iris("tb:hasMeasure"))),
        _in_order(words),
    )


def read_measure(store: Store, name: str) -> Measure:
    """Return the measure that a person means."""
    iri = find("measure", name, store)
    facts = _facts(store, _of_measures(f"BIND(<{iri}> AS ?measure)"))
    which = f"{{ BIND(<{iri}> AS ?statement) }} UNION {{ <{iri}> tb:hasParticipation|tb:hasOutcome ?statement }}"
    return _measure(facts, iri, _words(store, which))


def _of_measures(which: str) -> list[str]:
    return [
        f"{which} ?measure {path} ?thing ." if path else which.replace("?measure", "?thing")
        for path in _BELOW_A_MEASURE
    ]


# --- what is stated -------------------------------------------------------------------------------


class _Facts:
    """What is stated of one thing: its values by property."""

    def __init__(self) -> None:
        self._values: defaultdict[str, list[Term]] = defaultdict(list)

    def add(self, row: Mapping[str, Term]) -> None:
        self._values[str(row["p"])].append(row["o"])

    def all(self, name: Name) -> list[Term]:
        return self._values.get(term(name), [])

    def value(self, name: Name) -> Any:
        return value_of(min(self.all(name), key=str, default=None))

    def whole(self, name: Name) -> int | None:
        """Return a whole number; None also for what is none, as a file that breaks the shapes may have."""
        value = self.value(name)
        return value if isinstance(value, int) else None

    def text(self, name: Name) -> str | None:
        value = self.value(name)
        return None if value is None else str(value)

    def texts(self, name: Name) -> list[str]:
        return [str(value_of(value)) for value in self.all(name)]

    def iri(self, name: Name) -> IRI | None:
        return next(iter(self.iris(name)), None)

    def iris(self, name: Name) -> tuple[IRI, ...]:
        return tuple(sorted(IRI(value.value) for value in self.all(name) if isinstance(value, ox.NamedNode)))

    def code(self, name: Name) -> str | None:
        return next((iri.rpartition("#")[2] for iri in self.iris(name) if scheme_of(iri)), None)

    def titled(self, name: Name) -> Text:
        """Return a text in both languages; where one is missing, the other."""
        known = {value.language or "zh": value.value for value in self.all(name) if isinstance(value, ox.Literal)}
        spare = next(iter(known.values()), "")
        return Text(known.get("en", spare), known.get("zh", spare))


def _facts(store: Store, which: Iterable[str]) -> defaultdict[str, _Facts]:
    found: defaultdict[str, _Facts] = defaultdict(_Facts)
    union = " UNION ".join(f"{{ {each} }}" for each in which)
    for row in store.select(f"SELECT DISTINCT ?thing ?p ?o {{ {union} ?thing ?p ?o }}"):
        found[str(value_of(row["thing"]))].add(row)
    return found


def _measure(facts: Mapping[str, _Facts], iri: str, words: "_Words") -> Measure:
    known = facts[iri]
    return Measure(
        IRI(iri),
        known.text("dcterms:identifier") or "",
        known.titled("dcterms:title"),
        known.iri("tb:publishedIn") or IRI(),
        known.code("tb:level"),
        known.whole("tb:position"),
        known.text("dcterms:description"),
        tuple(_sorted(_participant(facts[one], one, words) for one in known.iris("tb:hasParticipation"))),
        tuple(_outcome(facts, one, words) for one in known.iris("tb:hasOutcome")),
        words.get(iri, ()),
    )


def _placed(facts: Mapping[str, _Facts], measures: Iterable[IRI]) -> list[IRI]:
    """Return measures in their order in the notice, which their annexes and positions give."""

    def place(one: IRI) -> tuple[Any, ...]:
        known = facts[one]
        return numbered(known.iri("tb:inAnnex") or ""), known.whole("tb:position") or 0, numbered(one)

    return sorted(measures, key=place)


def _participant(known: _Facts, iri: IRI, words: "_Words") -> Participant:
    return Participant(
        iri,
        known.code("tb:role") or "",
        known.code("tb:roleBasis"),
        known.text("tb:printedName") or "",
        known.iri("tb:participant"),
        known.whole("tb:order") or 0,
        words.get(iri, ()),
    )


def _sorted(participants: Iterable[Participant]) -> list[Participant]:
    return sorted(participants, key=lambda one: (one.role != "lead", one.role, one.order, one.iri))


def _outcome(facts: Mapping[str, _Facts], iri: IRI, words: "_Words") -> Outcome:
    known = facts[iri]
    value, before, after = (_quantity(facts, known.iri(name)) for name in _QUANTITIES)
    return Outcome(
        iri,
        known.titled("tb:counts"),
        known.code("tb:reading") or "",
        known.code("tb:realisation"),
        known.code("tb:nature"),
        value,
        before,
        after,
        known.whole("tb:outOf"),
        known.value("tb:asOf"),
        known.value("tb:periodStart"),
        known.value("tb:periodEnd"),
        words.get(iri, ()),
    )


_QUANTITIES: tuple[Name, ...] = ("tb:value", "tb:before", "tb:after")


def _quantity(facts: Mapping[str, _Facts], iri: IRI | None) -> Quantity | None:
    if iri is None:
        return None
    known = facts[iri]
    number = known.value("qudt:numericValue")
    lowest, highest = (known.value("tb:lowest"), known.value("tb:highest")) if number is None else (number, number)
    unit, bound = known.code("qudt:hasUnit") or "", known.code("tb:bound") or ""
    per = known.code("tb:per") or known.text("tb:perClassifier")
    return Quantity(lowest, highest, unit, known.text("tb:classifier"), bound, per)


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text and text[:4].isdigit() else None


# --- the words that state it ----------------------------------------------------------------------

_Words = Mapping[str, tuple[Quotation, ...]]


def _words(store: Store, which: str) -> _Words:
    """Return the quotations of statements, by the IRI of the statement, in the order of the text."""
    found: defaultdict[str, list[Quotation]] = defaultdict(list)
    for row in store.select(_WORDS.format(which=which)):
        start, end, statement = (value_of(row[name]) for name in ("start", "end", "statement"))
        if isinstance(start, int) and isinstance(end, int):
            found[statement].append(Quotation(value(row["words"]), start, end, value(row["file"]), statement))
    return {statement: tuple(sorted(quotations, key=_place)) for statement, quotations in found.items()}


def _in_order(words: _Words) -> tuple[Quotation, ...]:
    return tuple(sorted((one for of_statement in words.values() for one in of_statement), key=_place))


def _place(one: Quotation) -> tuple[str, int, int, str]:
    return one.file, one.start, one.end, one.statement
