"""Compare a build with the content of a store, and send the difference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.pipeline.export import holds_drafts
from tongbao.progress import SILENT, Progress
from tongbao.push.parts import Parts, changes, read_parts, triples_in
from tongbao.push.store import PIECE, Held, Target, Writer, count_again, read_held, writer

_KINDS = ("notice/", "vocabulary/", "staging")
"""The kinds of graphs below ``{base}graph/`` that are removed when the build does not have them."""


@dataclass(slots=True)
class Uploaded:
    """The result of a load: the graphs sent or changed, the graphs removed, and the number of statements sent."""

    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    statements: int = 0

    @property
    def nothing(self) -> bool:
        """Return whether the store already held exactly this build."""
        return not self.changed and not self.removed


@dataclass(frozen=True, slots=True)
class _Plan:
    """What must be done: parts to send, parts that are gone, graphs to remove, and whether the shared graph is sent whole.

    ``before`` holds each part's file as it was when the part was loaded; it is unknown where the shared graph is sent whole.
    """

    send: list[str]
    gone: list[str]
    surplus: list[str]
    before: dict[str, Path]
    whole: bool

    @property
    def nothing(self) -> bool:
        return not (self.send or self.gone or self.surplus or self.whole)


def upload(out: Path, target: Target, progress: Progress = SILENT) -> Uploaded:
    """Make a store hold exactly the graphs of the build in a folder; everything outside the dataset's graphs stays as it is.

    Raises OutputError where the build or the store cannot be read or written. After such an error, or a kill at any moment,
    another call finishes the work.
    """
    parts = read_parts(out)
    if holds_drafts(out):
        raise OutputError(Problem("holds-drafts", *_DRAFTS, Place(out)))
    progress.step(Text("Comparing", "正在比较"))
    held = read_held(target, parts.graphs)
    plan = _plan(parts, held)
    if plan.nothing:
        return Uploaded()
    loading = _Loading(parts, held, plan, writer(target, parts.graphs), progress)
    done = loading.run()
    progress.step(Text("Checking", "正在核对"))
    _check(loading.sizes, count_again(target, parts.graphs, loading.sizes))
    parts.forget_others()
    return done


_DRAFTS = (
    Text("This build holds drafts, which are not data yet.", "该构建结果含有草稿，尚不是正式数据。"),
    Text("Build without --drafts, and load that.", "请不加 --drafts 重新构建后再载入。"),
)


def _plan(parts: Parts, held: Held) -> _Plan:
    own = {part: parts.own_graphs(part) for part in parts.digests}
    stale = {part for part, digest in parts.digests.items() if held.digests.get(part) != digest}
    send = [part for part in parts.digests if part in stale or not all(map(held.whole, own[part]))]
    gone = [part for part in held.digests if part not in parts.digests]
    kinds = tuple(parts.graphs + kind for kind in _KINDS)
    ours = {graph for graph in (*held.counted, *held.recorded) if graph.startswith(kinds)}
    surplus = sorted(ours.difference(chain.from_iterable(own.values())))
    before: dict[str, Path] = {}
    whole = not held.whole(parts.derived)
    for part in (*filter(parts.shares, stale), *gone):
        if part not in held.digests:
            whole |= not _new(own[part], held)
        elif file := parts.kept(held.digests[part]):
            before[part] = file
        else:
            whole = True
    return _Plan(send, gone, surplus, before, whole)


def _new(graphs: list[str], held: Held) -> bool:
    """Return whether a part without a digest was never loaded, judged by its graphs; a part without graphs leaves this open."""
    return bool(graphs) and not any(held.counted.get(graph) for graph in graphs)


def _check(expected: dict[str, int], counted: dict[str, int]) -> None:
    """Raise OutputError where the store does not hold as many statements as were sent."""
    for graph, number in expected.items():
        if counted.get(graph, 0) != number:
            raise OutputError(Problem("store-differs", *_differs(graph, counted.get(graph, 0), number)))


class _Loading:
    """One load in progress."""

    def __init__(self, parts: Parts, held: Held, plan: _Plan, to: Writer, progress: Progress) -> None:
        self.parts, self.held, self.plan, self.to, self.progress = parts, held, plan, to, progress
        self.sizes: dict[str, int] = {}
        self.done = Uploaded()
        self._shared = held.recorded.get(parts.derived, 0)

    def run(self) -> Uploaded:
        """Send everything; a graph that several requests change is recorded once it is complete again."""
        if self.plan.whole:
            self.to.begin([self.parts.derived])
        self._remove()
        self.progress.step(Text("Sending", "正在发送"), len(self.plan.send))
        for batch in _batches(self.plan.send, self.parts):
            self._send(batch)
            self.progress.done(len(batch))
        if self.plan.whole:
            self._send_shared()
        self.to.flush()
        self.done.changed += [self.parts.derived] if self.parts.derived in self.sizes else []
        return self.done

    def _remove(self) -> None:
        if not self.plan.gone and not self.plan.surplus:
            return
        self.to.begin(self.plan.surplus)
        for graph in self.plan.surplus:
            self.to.drop(graph)
        self.done.removed += [graph for graph in self.plan.surplus if graph in self.held.counted]
        self._finish(self.plan.gone, {})

    def _send(self, batch: list[str]) -> None:
        own = {part: self.parts.own_graphs(part) for part in batch}
        self.to.begin(chain.from_iterable(own.values()))
        sizes = {}
        for part, graphs in own.items():
            for graph in graphs:
                sizes[graph] = self.to.replace(graph, self.parts.triples(part, graph), not self.held.counted.get(graph))
            self.parts.keep(part)
        self.done.changed += sizes
        self.done.statements += sum(sizes.values())
        self._finish(batch, sizes)

    def _finish(self, batch: list[str], sizes: dict[str, int]) -> None:
        """Apply the changes of a batch of parts to the shared graph, and record the batch."""
        if not self.plan.whole:
            removed, added = self._changes(batch)
            if removed or added:
                self.to.begin([self.parts.derived])
                self.to.change(self.parts.derived, removed, added)
                self._shared += len(added) - len(removed)
                self.done.statements += len(added)
                sizes[self.parts.derived] = self._shared
        self.to.record({part: self.parts.digests.get(part) for part in batch}, sizes)
        self.to.flush(PIECE)
        self.sizes |= sizes

    def _changes(self, batch: list[str]) -> tuple[list[str], list[str]]:
        derived = self.parts.derived
        old = (triples_in(self.plan.before[part], derived) for part in batch if part in self.plan.before)
        new = (self.parts.triples(part, derived) for part in batch if self._alters_shared(part))
        return changes(chain.from_iterable(old), chain.from_iterable(new))

    def _alters_shared(self, part: str) -> bool:
        digest = self.parts.digests.get(part)
        return digest is not None and self.parts.shares(part) and self.held.digests.get(part) != digest

    def _send_shared(self) -> None:
        parts = self.parts
        self.progress.step(Text("Sending derived statements", "正在发送推导陈述"))
        lines = (line for part in parts.digests if parts.shares(part) for line in parts.triples(part, parts.derived))
        number = self.to.replace(parts.derived, lines, not self.held.counted.get(parts.derived))
        for part in parts.digests:
            parts.keep(part)
        self.sizes[parts.derived] = number
        self.done.statements += number
        self.to.record({}, {parts.derived: number})


def _batches(names: Iterable[str], parts: Parts) -> Iterator[list[str]]:
    """Yield groups of parts that fit into one request; a part that is too large is alone."""
    batch: list[str] = []
    size = 0
    for name in names:
        if batch and size + parts.size(name) > PIECE:
            yield batch
            batch, size = [], 0
        batch.append(name)
        size += parts.size(name)
    if batch:
        yield batch


def _differs(graph: str, found: int, expected: int) -> tuple[Text, Text]:
    return (
        Text(
            f"The store has {found:,} statements in <{graph}>, not {expected:,}.",
            f"存储的图 <{graph}> 中有 {found:,} 条陈述，而非 {expected:,} 条。",
        ),
        Text(
            "Is another program changing it? Load again: graphs that differ are sent again.",
            "是否有其他程序正在修改？请重新载入：不一致的图会重新发送。",
        ),
    )
