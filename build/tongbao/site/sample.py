"""The sample that the editor loads where the whole graph is too large for a browser: the newest notices, each whole.

With them come the vocabularies, and the units and places that they name. Who leads with whom is counted again, over these
notices alone: an answer from the sample is true of the sample.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple

from tongbao.populate.derived import co_leadership_statements
from tongbao.rdf.iris import Iris
from tongbao.rdf.namespaces import TB
from tongbao.rdf.nquads import quad_lines
from tongbao.site.documents import read_lines
from tongbao.site.entries import Entry

FILE = "dump/sample.nq"
LARGEST = 20_000_000
"""Bytes of a graph that a browser loads whole."""
NOTICES, ROOM = 20, 12_000_000
"""At most so many notices are in a sample, and so many bytes of them; but always one."""
_IRI = re.compile(r"<[^>]*>")


class Sample(NamedTuple):
    """A part of the graph as N-Quads lines, and of how many notices it is."""

    lines: Sequence[str]
    notices: int


def sample_of(notices: Iterable[Entry], parts: Mapping[str, Path], base: str) -> Sample:
    """Return a sample of the graph; ``parts`` are the files of its parts by name."""
    newest = sorted(notices, key=lambda entry: (entry.words, entry.iri), reverse=True)
    chosen = list(_fitting(parts[entry.document] for entry in newest))
    told = [line for file in chosen for line in read_lines(file)]
    known = _named(read_lines(parts["authority"]), told)
    lines = [*told, *known, *read_lines(parts["vocabulary"]), *_counted_again(told, base)]
    return Sample(sorted(set(lines)), len(chosen))


def _fitting(files: Iterable[Path]) -> Iterator[Path]:
    room = ROOM
    for number, file in enumerate(files):
        room -= file.stat().st_size
        if number == NOTICES or (number and room < 0):
            return
        yield file


def _named(authority: Iterable[str], told: Iterable[str]) -> list[str]:
    """Return the lines about the units and places that others name, about those that these name, and their assertions."""
    about: dict[str, list[str]] = defaultdict(list)
    for line in authority:
        subject, predicate, rest = line.split(" ", 2)
        about[rest.partition(" ")[0] if predicate == TB.aboutSubject else subject].append(line)
        if predicate in (TB.changedFrom, TB.changedTo):  # leads from a unit to what befell it
            about[rest.partition(" ")[0]].append(line)
    new = {iri for line in told for iri in _IRI.findall(line)} & about.keys()
    found: dict[str, list[str]] = {}
    while new:
        found |= {iri: about[iri] for iri in new}
        new = {iri for one in new for line in about[one] for iri in _IRI.findall(line)} & about.keys() - found.keys()
    return list(chain.from_iterable(found.values()))


def _counted_again(told: Iterable[str], base: str) -> list[str]:
    """State who leads with whom by these notices alone."""
    leads: dict[str, set[str]] = defaultdict(set)
    for line in told:
        subject, predicate, rest = line.split(" ", 2)
        if predicate == TB.leads:
            leads[rest.partition(" ")[0]].add(subject)
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for measure in sorted(leads):
        for pair in combinations(sorted(unit[1:-1].rpartition("/")[2] for unit in leads[measure]), 2):
            together[pair].append(measure)
    iris = Iris(base)
    said = (co_leadership_statements(low, high, those, iris) for (low, high), those in together.items())
    return quad_lines(chain.from_iterable(said), f"<{base}graph/derived>")
