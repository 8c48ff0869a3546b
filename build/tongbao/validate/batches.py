"""Validate some things at a time: notices, units and places, pairs of units that lead together.

A batch is what is validated with the units and places it mentions and those that these lead up to, which a
lookup gives; findings are those about the batch alone. So batches run anywhere and in any order, in memory that
does not grow with the dataset, and all together find what the whole graph at once would give.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeVar

from tongbao.rdf.iris import term
from tongbao.validate.engines import Engine, Finding

Part = str | Iterable[str]
"""Statements as N-Triples or N-Quads, in one text (the fastest) or in lines. A notice's part holds its own
statements and what is derived from it alone."""

Lookup = Callable[[set[str]], Iterable[str]]
"""Takes the IRIs (``<…>``) of units and places that a batch mentions, gives the N-Triples lines of those it knows,
and of all that those lead up to, without assertions about them."""

BATCH = 3
"""How many notices make a batch: more at once cost more each, for the engine's joins read the whole batch."""

LINES = 10_000
"""How many statements about units, or about pairs of them, make a batch."""


def check_notices(
    parts: Iterable[Part],
    lookup: Lookup,
    engine: Engine,
    size: int = BATCH,
    mentioned: Iterable[Set[str]] = (),
) -> Iterator[Finding]:
    """Validate notices, some at a time; yield the findings of one batch after the other.

    Whoever knows what each part mentions gives it, and spares looking for it.
    """
    remaining, known = iter(parts), iter(mentioned)
    while batch := list(islice(remaining, size)):
        yield from check_batch(batch, lookup, engine, list(islice(known, size)))


def check_batch(
    parts: Sequence[Part], lookup: Lookup, engine: Engine, mentioned: Sequence[Set[str]] = ()
) -> list[Finding]:
    """Validate a few notices with the units and places they mention, and report on the notices alone."""
    return _check([*map(triples, parts)], lookup, engine, mentioned)


def check_units(lines: Iterable[str], lookup: Lookup, engine: Engine, size: int = LINES) -> Iterator[Finding]:
    """Validate units, places and the assertions about them, so many lines at a time; yield each finding once.

    ``lines`` are N-Triples or N-Quads, those of one subject together. Names and codes that several share are
    remembered, and who shares them is validated once more, together: a batch does not see the others.
    """
    owners: dict[str, str] = {}
    sharing: set[str] = set()
    found: set[Finding] = set()
    for batch in _chunks(triple_lines(lines), _subject, size):
        for line in batch:
            subject, predicate, value = line.split(" ", 2)
            if predicate in _OF_ONE and owners.setdefault(predicate + value, subject) != subject:
                sharing |= {subject, owners[predicate + value]}
        found.update(new := _new(_check(["".join(batch)], lookup, engine, of_units=True), found))
        yield from new
    if sharing:
        yield from _new(_check(["".join(_only(lookup(sharing), sharing))], lookup, engine, of_units=True), found)


def check_across(lines: Iterable[str], lookup: Lookup, engine: Engine, size: int = LINES) -> Iterator[Finding]:
    """Validate what is derived across notices, so many lines at a time; yield each finding once.

    ``lines`` are N-Triples or N-Quads: nodes of co-leadership, those of one node together, and ``tb:coLeads``
    both ways, which are held in memory: a unit is validated with all whom it leads with, and all who say so.
    """
    held: dict[str, list[str]] = {}
    for batch in _chunks(_others(triple_lines(lines), held), _subject, size):
        yield from _check(["".join(batch)], lookup, engine)
    of_units = ((unit, line) for unit in sorted(held) for line in held[unit])
    for pairs in _chunks(of_units, itemgetter(0), size):
        found = _check(["".join(line for _, line in pairs)], lookup, engine)
        about = {unit for unit, _ in pairs}
        yield from (finding for finding in found if f"<{finding.focus}>" in about)


def _others(lines: Iterable[str], held: dict[str, list[str]]) -> Iterator[str]:
    """Yield what is not said of whom a unit leads with; keep what is, for the unit and for the other."""
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate != _CO_LEADS:
            yield line
            continue
        for unit in {subject, value[:-3]}:
            held.setdefault(unit, []).append(line)


_CO_LEADS = term("tb:coLeads")


def check_shared(lines: Iterable[str], engine: Engine) -> list[Finding]:
    """Validate what notices share, whole: units, places, and what is derived across notices."""
    return engine("".join(triple_lines(lines)))


# --- one batch ----------------------------------------------------------------------------------

_OF_ONE = {term("skos:prefLabel"), term("tb:placeCode")}
"""What belongs to one unit or place alone: the shapes look from the value back to all that have it."""


def _check(
    own: Sequence[str], lookup: Lookup, engine: Engine, mentioned: Sequence[Set[str]] = (), *, of_units: bool = False
) -> list[Finding]:
    """Validate a batch with what it mentions; report on its subjects.

    A unit or place that is looked up is validated with the units; of it counts what the batch says of it.
    """
    subjects = _subjects(own) if of_units else set()
    known = list(lookup(set().union(*(mentioned or map(_mentioned, own))) - subjects))
    found = engine("".join([*own, *known]))
    if found and not of_units:
        described, subjects = _subjects(known), _subjects(own)
        found = [finding for finding in found if _of_pair(finding) or f"<{finding.focus}>" not in described]
    return [finding for finding in found if f"<{finding.focus}>" in subjects]


def _subjects(texts: Iterable[str]) -> set[str]:
    return {_subject(line) for text in texts for line in text.split("\n")}


def _of_pair(finding: Finding) -> bool:
    """Return whether a finding about a unit is about whom it leads together with."""
    return finding.shape.rpartition("#")[2].startswith("CoLeading-")


def _mentioned(text: str) -> set[str]:
    """Return the IRIs of the units and places that N-Triples mention, as subject or as object."""
    return {text[text.rfind("<", 0, match.start()) : match.end()] for match in _UNIT_OR_PLACE.finditer(text)}


_UNIT_OR_PLACE = re.compile("/id/(?:unit|place)/[^<> ]*>")


def _new(found: Iterable[Finding], known: set[Finding]) -> list[Finding]:
    return [finding for finding in found if finding not in known]


class AuthorityIndex:
    """Looks up the statements about units and places, and about their parents and places, in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = {}
        for line in triple_lines(lines):
            self._lines.setdefault(_subject(line), []).append(line)
        # Assertions are the larger half, and nothing mentions them.
        typed = f" {term('rdf:type')} {term('tb:Assertion')} .\n"
        for subject in [subject for subject, found in self._lines.items() if f"{subject}{typed}" in found]:
            del self._lines[subject]

    def __call__(self, mentioned: set[str]) -> Iterator[str]:
        """Yield the lines of the units and places mentioned, and of all that those lead up to."""
        seen: set[str] = set()
        pending = sorted(mentioned & self._lines.keys())
        while pending:
            subject = pending.pop()
            if subject in seen:
                continue
            seen.add(subject)
            for line in self._lines[subject]:
                yield line
                value = line[:-3].rpartition(" ")[2]
                if value in self._lines:
                    pending.append(value)


# --- lines --------------------------------------------------------------------------------------

Line = TypeVar("Line")

_QUAD = re.compile(r"""^\S+\ \S+\ (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@\S+|\^\^<[^>]*>)?)\ <[^>]*>\ \.$""", re.VERBOSE)


def triples(part: Part) -> str:
    """Return N-Triples in one text; of N-Quads, where every line has a graph name, the names are dropped."""
    text = part if isinstance(part, str) else "".join(part)
    if not _QUAD.match(text.partition("\n")[0]):
        return text
    return " .\n".join([*(line[: line.rindex(" <")] for line in text.removesuffix("\n").split("\n")), ""])


def triple_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield N-Triples lines; of N-Quads, where every line has a graph name, the name is dropped."""
    remaining = iter(lines)
    for first in remaining:
        strip = _triple if _QUAD.match(first.rstrip()) else _line
        yield strip(first)
        yield from map(strip, remaining)


def _triple(line: str) -> str:
    return f"{line[: line.rindex(' <')]} .\n"


def _line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n"


def _subject(line: str) -> str:
    return line.partition(" ")[0]


def _only(lines: Iterable[str], subjects: set[str]) -> Iterator[str]:
    return (line for line in lines if _subject(line) in subjects)


def _chunks(lines: Iterable[Line], key: Callable[[Line], str], size: int) -> Iterator[list[Line]]:
    """Yield lines, at least so many at a time, never two of one key apart."""
    batch: list[Line] = []
    for _, group in groupby(lines, key):
        batch += group
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
