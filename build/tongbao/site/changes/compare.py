"""Compare two versions of a dataset, notice by notice: as much is held in memory as the largest notice needs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.progress import SILENT, Progress
from tongbao.rdf.iris import term
from tongbao.site.changes.facts import Said, facts, said_of
from tongbao.site.changes.model import Changes, Fact, How, NameChange, NoticeChange, Version
from tongbao.site.changes.sides import AUTHORITY, NOTICE, VOCABULARY, Piece, side
from tongbao.site.labels import NAMES, Labels, name_of
from tongbao.site.things import Things

MOST = 200
"""Facts of one notice that are listed; more are counted."""
MOST_OF_ALL = 20_000
"""Facts of all notices that are listed."""
NAMING = tuple(f" {term(name)} " for name in NAMES)


@dataclass
class _Known:
    """What is known of one version so far: what it says of itself, and what things are called."""

    version: str = ""
    modified: str = ""
    base: str = ""
    notices: int = 0
    labels: Labels = field(default_factory=lambda: Labels({}))

    def learn(self, lines: Iterable[str]) -> None:
        """Learn the names of things, and what the dataset says of itself."""
        told = Things(line for line in lines if "/dataset> " in line or any(way in line for way in NAMING))
        self.labels.take(told, list(told.said))
        for thing in told.of_class("schema:Dataset"):
            self.base = thing[1:].removesuffix("dataset>")
            self.version = told.text(thing, "owl:versionInfo")
            self.modified = told.text(thing, "dcterms:modified")

    @property
    def said(self) -> Version:
        """Return what it says of itself."""
        return Version(self.version, self.modified, self.notices)


def compare(old: Path, new: Path, progress: Progress = SILENT) -> Changes:
    """Return what changed from one version to another: each the folder of a build, or a file of the graph.

    Raises UsageError where one is no version of the dataset, DataError where one cannot be read.
    """
    progress.step(Text("Comparing", "正在比较"))
    with side(old) as before, side(new) as after:
        comparison = _Comparison(old, new)
        for name, one, other in paired(before, after):
            comparison.take(name, one, other)
            progress.done()
        return comparison.result()


def paired(old: Iterable[Piece], new: Iterable[Piece]) -> Iterator[tuple[str, Piece | None, Piece | None]]:
    """Yield the pieces of both sides by name, side by side."""

    def marked(pieces: Iterable[Piece], mark: int) -> Iterator[tuple[str, int, Piece]]:
        return ((piece.name, mark, piece) for piece in pieces)

    def place(marked: tuple[str, int, Piece]) -> tuple[str, int]:
        return marked[:2]

    both = merge(marked(old, 0), marked(new, 1), key=place)
    for name, those in groupby(both, key=lambda one: one[0]):
        found: list[Piece | None] = [None, None]
        for _, mark, piece in those:
            found[mark] = piece
        yield name, found[0], found[1]


class _Comparison:
    """Takes pieces in their order."""

    def __init__(self, old: Path, new: Path) -> None:
        self.places = (old, new)
        self.old, self.new = _Known(), _Known()
        self.notices: list[NoticeChange] = []
        self.names: list[NameChange] = []
        self.vocabulary = (0, 0)
        self._listed = 0

    def take(self, name: str, old: Piece | None, new: Piece | None) -> None:
        """Compare a piece of both sides, or take note of one that only one has."""
        if name.startswith(NOTICE):
            self.old.notices += old is not None
            self.new.notices += new is not None
        if old and new and old.digest and old.digest == new.digest and name.startswith(NOTICE):
            return
        before, after = old.lines() if old else [], new.lines() if new else []
        if name == VOCABULARY:
            self._shared(before, after)
            self.vocabulary = (len(set(after) - set(before)), len(set(before) - set(after)))
            self._require_one_dataset()
        elif name == AUTHORITY:
            self._shared(before, after)
            self.names += self._of_authority(before, after)
        elif before != after:
            self._notice(name.removeprefix(NOTICE), before, after)

    def _shared(self, before: list[str], after: list[str]) -> None:
        self.old.learn(before)
        self.new.learn(after)

    def _require_one_dataset(self) -> None:
        """Raise UsageError unless both are versions of one dataset."""
        if self.old.base == self.new.base and self.old.base:
            return
        for place, known in zip(self.places, (self.old, self.new), strict=True):
            if not known.base:
                what = Text("This does not say which dataset it is.", "其中未说明是哪个数据集。")
                raise UsageError(Problem("no-version", what, _WHOLE, Place(place)))
        what = Text(
            f"These are two datasets: {self.old.base} and {self.new.base}.",
            f"二者不是同一数据集：{self.old.base} 与 {self.new.base}。",
        )
        raise UsageError(Problem("another-dataset", what, _VERSIONS, Place(self.places[1])))

    def _of_authority(self, before: list[str], after: list[str]) -> Iterator[NameChange]:
        """Yield the units and places that changed; only of these is more than the name held."""
        changed = {_whole(line) for line in set(before) ^ set(after)}
        old, new = (
            said_of((line for line in lines if _whole(line) in changed), known.labels)
            for lines, known in ((before, self.old), (after, self.new))
        )
        by_thing: dict[str, list[Fact]] = {}
        for fact in facts(old, new):
            by_thing.setdefault(_whole(f"<{fact.thing}> "), []).append(fact)
        for thing in sorted(changed):
            found = re.search(r"/id/(unit|place)/[^/]+$", thing)
            if found and thing in by_thing:
                yield _name_change(thing, found[1], by_thing[thing], old, new)

    def _notice(self, name: str, before: list[str], after: list[str]) -> None:
        old, new = said_of(before, self.old.labels), said_of(after, self.new.labels)
        one = new if after else old
        iri = next((thing for thing in one.things.of_class("tb:Notice")), f"<{self.new.base}id/notice/{name}>")
        how: How = "changed" if before and after else "added" if after else "withdrawn"
        change = NoticeChange(
            how,
            iri[1:-1],
            name,
            one.labels.of(iri) if iri in one.labels else Text(name, name),
            one.things.text(iri, "tb:documentNumber"),
            one.things.text(iri, "tb:dateWritten"),
        )
        if how == "changed":
            self._changed(change, facts(old, new))
        else:
            classes = Counter(one.kind(thing)[1:-1].rpartition("#")[2] for thing in one.keys.values())
            self.notices.append(_with(change, holds=dict(sorted(classes.items()))))

    def _changed(self, change: NoticeChange, found: Iterator[Fact]) -> None:
        listed = tuple(islice(found, max(min(MOST, MOST_OF_ALL - self._listed), 0)))
        more = sum(1 for _ in found)
        self._listed += len(listed)
        if listed or more:
            self.notices.append(_with(change, facts=listed, more=more))

    def result(self) -> Changes:
        """Return what was found."""
        if not (self.old.base and self.new.base):
            self._require_one_dataset()
        return Changes(self.old.said, self.new.said, tuple(self.notices), tuple(self.names), self.vocabulary)


def _with(change: NoticeChange, **more: object) -> NoticeChange:
    return replace(change, **more)


def _whole(line: str) -> str:
    """Return the unit or place that a statement tells of, without brackets: an assertion tells of another thing."""
    subject = line.partition(" ")[0][1:-1]
    return re.sub(r"/id/assertion/((?:unit|place)/[^/]+)/.*", r"/id/\1", subject)


def _name_change(thing: str, kind: str, found: list[Fact], old: Said, new: Said) -> NameChange:
    iri = f"<{thing}>"
    own = next((fact for fact in found if fact.thing == thing and fact.how != "changed"), None)
    before, after = name_of(old.things, iri), name_of(new.things, iri)
    name = after or before or Text(thing, thing)
    kinds: dict[str, Literal["unit", "place"]] = {"unit": "unit", "place": "place"}
    if own:
        return NameChange(own.how, thing, kinds[kind], name)
    was = before if before and before != after else Text("", "")
    return NameChange("changed", thing, kinds[kind], name, was, tuple(found))


_WHOLE = Text(
    "Give a whole graph: it describes its dataset (`tongbao export`).",
    "请给出完整的图谱，其中有对数据集的说明（`tongbao export`）。",
)
_VERSIONS = Text("Give two versions of one dataset.", "请给出同一数据集的两个版本。")
