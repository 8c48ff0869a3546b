"""Find the place in the YAML that a node of the graph comes from, by reading its IRI backwards."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from tongbao.errors import Place
from tongbao.load.reader import Document, Path_, read_yaml
from tongbao.model import ActFigure, Commendation, Measure, MeasureGroup, Notice, Recipient, Reference

_LISTS = {
    "outcome": "outcomes",
    "honour": "honours",
    "work": "works",
    "platform": "platforms",
    "claim": "claims",
    "event": "events",
    "beneficiary": "beneficiaries",
    "instrument": "instruments",
}
_NOTICE_FACTS: dict[str, Path_] = {
    "issued-by": ("issued", "by"),
    "date-written": ("issued", "date"),
    "printed-by": ("printed", "by"),
    "date-printed": ("printed", "date"),
    "document-number": ("number",),
    "agency-code": ("number",),
    "number-year": ("number",),
    "serial": ("number",),
    "reference-year": ("reference-year", "year"),
    "openness": ("openness", "level"),
    "recipients-open": ("commendations",),
    "leads-open": ("leads",),
    "pref-label": ("name",),
    "alt-label": ("short",),
    "unit-kind": ("kind",),
    "place-code": ("code",),
    "located-in": ("place",),
    "sub-organization-of": ("parent",),
    "number": ("number",),
}
"""Facts whose key in the YAML is not simply the name of their property."""


class Locator:
    """Finds the nodes of a dataset's graph in its files."""

    def __init__(self, data: Path, base: str) -> None:
        self.data, self.base = data, base
        self._document = cache(read_yaml)
        self._record = cache(self._read_record)

    def place(self, node: str, property_path: str = "") -> Place | None:
        """Return the place of a node, as exactly as the faulty property allows; None if unknown."""
        iri = node.strip("<>").partition("#")[0]
        if not iri.startswith(f"{self.base}id/"):
            return None
        kind, *names = iri.removeprefix(f"{self.base}id/").split("/")
        if not names or (kind == "assertion" and len(names) < 3):
            return None
        if kind in ("unit", "place", "change"):
            names.insert(0, "unit" if kind == "change" else kind)
        if names[0] in ("unit", "place") and len(names) > 1:
            document = self._document(self.data / f"{names[0]}s.yaml")
            if kind == "assertion":
                return document.place(_numbered(document, names[1], names[-1]))
            listed = {"change": "changes", "authority-link": "same-as"}.get(kind)
            return self._at(document, _item(document, names[1], listed, names[-1]), property_path)
        return self._in_notice(kind, names, property_path)

    def _in_notice(self, kind: str, names: list[str], property_path: str) -> Place | None:
        notice = names.pop(1) if kind == "assertion" else names[0]
        files = sorted(self.data.glob(f"notices/*/{notice}.yaml")) if re.fullmatch(r"[a-z0-9-]+", notice) else []
        if not files:
            return None
        document, record = self._document(files[0]), self._record(files[0])
        try:
            path = next(_paths(kind, names[1:], record), ()) if record else ()
        except (IndexError, ValueError):  # an IRI that no dataset makes; its notice is the nearest place
            path = ()
        return self._at(document, path, property_path)

    def _at(self, document: Document, path: Path_, property_path: str) -> Place:
        locals_ = re.findall(r"[#/](\w+)>", property_path)
        key = re.sub(r"(?<=[a-z])([A-Z])", r"-\1", locals_[-1]).lower() if locals_ else ""
        known = _NOTICE_FACTS.get(key, ())
        for tail in sorted((known, (key,)), key=len, reverse=True):  # ``reference-year`` is a mapping, its year a fact
            if tail and (*path, *tail) in document.values:
                return document.place((*path, *tail))
        return document.place(path)

    def _read_record(self, file: Path) -> Notice | None:
        try:
            return msgspec.convert(self._document(file).value, Notice)
        except msgspec.ValidationError:
            return None


def _item(document: Document, key: str, listed: str | None, number: str) -> Path_:
    """Return the path of an item in a list of a record, by its number; that of the record where there is none."""
    path: Path_ = (key, listed, int(number) - 1) if listed and number.isdigit() else (key,)
    return path if path in document.values else (key,)


def _numbered(document: Document, key: str, fact: str) -> Path_:
    """Read ``short-2`` as the second item of ``short``."""
    name, _, number = fact.rpartition("-")
    path: Path_ = (key, name, int(number) - 1) if number.isdigit() else (key, fact)
    return path if path in document.values else (key,)


def _paths(kind: str, names: list[str], record: Notice) -> Iterator[Path_]:
    """Yield the YAML path of one node of a notice."""
    number = int(names[0]) - 1 if names and names[0].isdigit() else 0
    match kind:
        case "assertion" if len(names) == 1:
            yield _NOTICE_FACTS.get(names[0], (names[0],))
        case "assertion":
            *thing, fact = names
            of = "measure" if len(thing) == 1 else "honour"
            yield from ((*path, fact) for path in _in_measure(of, thing, record))
        case "annex":
            yield from (("annexes", i) for i, annex in enumerate(record.annexes) if annex.number == number + 1)
        case "addressees":
            yield "addressees", "groups", number
        case "distribution" | "copy":
            yield "copies" if kind == "copy" else kind, "units", number
        case "signature":
            yield ("issued", "by", number) if isinstance(record.issued and record.issued.by, list) else ("issued", "by")
        case "correction":
            yield "corrections", number
        case "state-source":
            yield "state", "said-in"
        case "reference":
            yield from _listed("references", record.references, names[0])
        case "group":
            yield from _listed("groups", record.groups, names[0])
            for i, annex in enumerate(record.annexes):
                yield from (("annexes", i, *path) for path in _listed("groups", annex.groups, names[0]))
        case "commendation" | "criticism" | "person" | "project":
            act, _, order = names[0].partition("-")
            yield "commendations", int(act) - 1, "recipients", int(order) - 1
        case "figure":
            yield from _of_act(number, names[1], record.commendations)
        case "selection" | "source":
            yield (kind,)
        case _ if kind in _LISTS or kind in ("measure", "participation", "deadline"):
            yield from _in_measure(kind, names, record)


def _of_act(number: int, id_: str, acts: Sequence[Commendation]) -> Iterator[Path_]:
    """Yield the path of a figure of an act, said of all its recipients or of one."""
    act, path = acts[number], ("commendations", number)
    yield from ((*path, *each) for each in _listed("figures", act.figures, id_))
    for i, recipient in enumerate(act.recipients):
        listed = recipient.figures if isinstance(recipient, Recipient) else ()
        yield from ((*path, "recipients", i, *each) for each in _listed("figures", listed, id_))


def _listed(key: str, records: Sequence[Reference | MeasureGroup | ActFigure], id_: str) -> Iterator[Path_]:
    yield from ((key, number) for number, record in enumerate(records) if record.id == id_)


def _in_measure(kind: str, names: list[str], record: Notice) -> Iterator[Path_]:
    lists: list[tuple[Path_, list[Measure]]] = [(("measures",), record.measures)]
    lists += [(("annexes", i, "measures"), annex.measures) for i, annex in enumerate(record.annexes)]
    for path, measures in lists:
        for i, measure in enumerate(measures):
            if measure.id == names[0]:
                yield (*path, i, *_within(kind, names[1:], measure))


def _within(kind: str, names: list[str], measure: Measure) -> Path_:
    if kind in _LISTS:
        ids = [fact.id for fact in getattr(measure, _LISTS[kind])]
        return (_LISTS[kind], ids.index(names[0])) if names[0] in ids else (_LISTS[kind],)
    if kind == "deadline":
        return ("deadline",)
    if kind == "participation":
        role, _, order = names[0].rpartition("-")
        if role == "lead":
            return "leads", int(order) - 1
        same = [i for i, participant in enumerate(measure.participants) if participant.role == role]
        return ("participants", same[int(order) - 1]) if len(same) >= int(order) else ()
    return ()
