"""Validate in batches: notices, units and places, and pairs of units that lead together.

A batch is validated with the units and places it mentions and all their parents and places, which a lookup gives.
Only findings about the batch itself count. So batches can run anywhere and in any order, in memory that does not grow
with the dataset, and together they find the same as validating the whole graph at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeVar

from tongbao.rdf.iris import term
from tongbao.validate.engines import Engine, Finding

Part = str | Iterable[str]
"""Statements as N-Triples or N-Quads, as one text (the fastest) or as lines. A notice's part holds its own statements
and those derived from it alone."""

Lookup = Callable[[set[str]], Iterable[str]]
"""Takes the IRIs (``<…>``) of units and places that a batch mentions; returns the N-Triples lines of those it knows and
of all their parents and places, without assertions about them."""

BATCH = 3
"""How many notices make a batch: in a larger batch each costs more, as the engine's joins read the whole batch."""

LINES = 10_000
"""How many statements about units, or about pairs of them, make a batch."""


def check_notices(
    parts: Iterable[Part],
    lookup: Lookup,
    engine: Engine,
    size: int = BATCH,
    mentioned: Iterable[Set[str]] = (),
) -> Iterator[Finding]:
    """Validate notices, ``size`` at a time; yield the findings batch by batch.

    ``mentioned`` gives the units and places that each part mentions, if known; otherwise they are looked for.
    """
    remaining, known = iter(parts), iter(mentioned)
    while batch := list(islice(remaining, size)):
        yield from check_batch(batch, lookup, engine, list(islice(known, size)))


def check_batch(
    parts: Sequence[Part], lookup: Lookup, engine: Engine, mentioned: Sequence[Set[str]] = ()
) -> list[Finding]:
    """Validate a few notices with the units and places they mention; report only on the notices."""
    return _check([*map(triples, parts)], lookup, engine, mentioned)


def check_units(lines: Iterable[str], lookup: Lookup, engine: Engine, size: int = LINES) -> Iterator[Finding]:
    """Validate units, places and the assertions about them, ``size`` lines at a time; yield each finding once.

    ``lines`` are N-Triples or N-Quads, grouped by subject. A batch does not see names and codes in other batches, so
    units and places that share one are validated again, together.
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
    """Validate the statements derived across notices, ``size`` lines at a time; yield each finding once.

    ``lines`` are N-Triples or N-Quads: co-leadership nodes, grouped by node, and ``tb:coLeads`` in both directions.
    The latter are held in memory, because a unit is validated with all its co-leads.
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
    """Yield all lines except ``tb:coLeads``; keep these in ``held``, for both units."""
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate != _CO_LEADS:
            yield line
            continue
        for unit in {subject, value[:-3]}:
            held.setdefault(unit, []).append(line)


_CO_LEADS = term("tb:coLeads")


def check_shared(lines: Iterable[str], engine: Engine) -> list[Finding]:
    """Validate everything that notices share at once: units, places, and the statements derived across notices."""
    return engine("".join(triple_lines(lines)))


# --- one batch ----------------------------------------------------------------------------------

_OF_ONE = {term("skos:prefLabel"), term("tb:placeCode")}
"""Properties whose value belongs to only one unit or place: the shapes look from the value back to all that have it."""


def _check(
    own: Sequence[str], lookup: Lookup, engine: Engine, mentioned: Sequence[Set[str]] = (), *, of_units: bool = False
) -> list[Finding]:
    """Validate a batch with the units and places that it mentions; report on its subjects.

    Units and places that are looked up are validated elsewhere; here only the batch's own statements about them count.
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
    """Return whether a finding about a unit concerns its co-leadership."""
    return finding.shape.rpartition("#")[2].startswith("CoLeading-")


def _mentioned(text: str) -> set[str]:
    """Return the IRIs of the units and places that N-Triples mention, as subject or as object."""
    return {text[text.rfind("<", 0, match.start()) : match.end()] for match in _UNIT_OR_PLACE.finditer(text)}


_UNIT_OR_PLACE = re.compile("/id/(?:unit|place)/[^<> ]*>")


def _new(found: Iterable[Finding], known: set[Finding]) -> list[Finding]:
    return [finding for finding in found if finding not in known]


class AuthorityIndex:
    """Looks up statements about units and places, and about their parents and places, in memory."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = {}
        for line in triple_lines(lines):
            self._lines.setdefault(_subject(line), []).append(line)
        # Assertions are the larger half, and nothing mentions them.
        typed = f" {term('rdf:type')} {term('tb:Assertion')} .\n"
        for subject in [subject for subject, found in self._lines.items() if f"{subject}{typed}" in found]:
            del self._lines[subject]

    def __call__(self, mentioned: set[str]) -> Iterator[str]:
        """Yield the lines of the units and places mentioned, and of all their parents and places."""
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
    """Return N-Triples as one text. In N-Quads every line must have a graph name, which is removed."""
    text = part if isinstance(part, str) else "".join(part)
    if not _QUAD.match(text.partition("\n")[0]):
        return text
    return " .\n".join([*(line[: line.rindex(" <")] for line in text.removesuffix("\n").split("\n")), ""])


def triple_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield N-Triples lines. In N-Quads every line must have a graph name, which is removed."""
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
    """Yield lists of at least ``size`` lines; lines with the same key stay together."""
    batch: list[Line] = []
    for _, group in groupby(lines, key):
        batch += group
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
