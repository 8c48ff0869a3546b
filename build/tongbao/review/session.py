"""One notice under review: reads its files, takes answers, writes each at once, and takes them back."""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tongbao.errors import Problem, Text, UsageError
from tongbao.files.whole import replace
from tongbao.intake.refusals import writing
from tongbao.load import Authority, read_authority, read_dataset, read_notice, read_vocabulary
from tongbao.load.folder import notice_files
from tongbao.load.reader import Content, read_content
from tongbao.load.source import SourceText
from tongbao.model import ReviewWishes
from tongbao.review.answers import Answers, Change
from tongbao.review.applied import applied
from tongbao.review.candidates import Candidates
from tongbao.review.edited import Edited
from tongbao.review.facts import UNIT_PROBLEMS, Fact, facts_of
from tongbao.review.kept import Kept
from tongbao.review.log import write_log
from tongbao.review.placed import Placed
from tongbao.review.refusals import INCOMPLETE
from tongbao.review.source import Source

LEASE = 30.0
"""For how many seconds a page holds a notice that it was last heard of."""


class ConflictError(Exception):
    """A fact is no longer what the person has seen."""

    def __init__(self, fact: Fact | None) -> None:
        super().__init__()
        self.fact = fact


class Remembered(NamedTuple):
    """Who has looked at what, what was put off, and how much was settled in which way."""

    seen: dict[str, list[str]]
    later: list[str]
    counts: Counter[tuple[str, str]]


class Step(NamedTuple):
    """One answer: what it did, to which fact, and the texts of both files before and after it."""

    did: Text
    fact: str
    before: tuple[str, str]
    after: tuple[str, str]
    kept: Remembered
    """What was remembered before it."""


@dataclass
class Seen:
    """The files as they are now, and what follows from them."""

    notice: Edited
    units: Edited
    authority: Authority
    problems: list[Problem]
    placed: Placed
    place: str
    wishes: ReviewWishes = field(default_factory=ReviewWishes)
    """What the dataset demands of a review."""
    facts: list[Fact] = field(default_factory=list)
    listed_for: tuple[str, int] = ("", 0)
    """For which state of the files, and of what is remembered, the facts were listed."""


@dataclass
class Session:
    """The review of one notice. Its methods may be called from several threads."""

    data: Path
    file: Path
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many facts of each step were settled in each way, in this session."""
    broken: Problem | None = None
    holder: str = ""
    heard: float = 0.0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.kept = Kept.of(self.data, self.file.stem)
        self.source = Source("")
        self._seen: Seen | None = None
        self._tried: Seen | None = None
        self._units: tuple[tuple[bytes, ...], Authority, list[Problem]] | None = None
        self.version = ""
        """The checksum of the files as they were read last."""

    # --- reading --------------------------------------------------------------------------------------

    def seen(self) -> Seen | None:
        """Return the facts of the files as they are now; None where the notice cannot be read, with ``broken`` set."""
        with self.lock:
            contents = [read_content(self.file, self.data), read_content(self.data / "units.yaml", self.data)]
            version = hashlib.sha256(b"\0".join((*(each.data for each in contents), *self._others()))).hexdigest()
            if version != self.version:
                self.version = version  # of a broken file, too: it may be mended to just what it was
                tried, self._tried = self._tried, None
                if tried and (tried.notice.text, tried.units.text) == (contents[0].text, contents[1].text):
                    self._seen, self.broken = tried, None  # read when the answer was tried
                else:
                    self._seen, self.broken = (
                        None,
                        next((p for each in contents for p in each.document().problems), None),
                    )
                    if self.broken:
                        return None
                    self._seen = self._read(contents[0], contents[1])
            if self._seen and self._seen.listed_for != (version, self.kept.saved):
                self._seen.facts = facts_of(self._seen.notice, self._seen.placed, self._seen.problems, self.kept)
                self._seen.listed_for = (version, self.kept.saved)
            return self._seen

    def _read(self, content: Content, units: Content) -> Seen:
        notice = Edited(content.text)
        authority, wrong = self._authority(units)
        ids = {file.stem for file in notice_files(self.data)}
        problems = [*wrong, *read_notice(self.file, self.data, authority, ids, content)[1]]
        words = self._text(notice)
        placed = Placed(SourceText.of(words), notice)
        place = str(notice.value(("place",)) or "")
        dataset = read_dataset(self.data)[0]
        wishes = dataset.review if dataset else ReviewWishes()
        return Seen(notice, Edited(units.text), authority, problems, placed, place, wishes)

    def _others(self) -> list[bytes]:
        """Return the files that decide, beside units.yaml, what names and codes mean, and what is demanded."""
        return [
            read_content(self.data / f"{name}.yaml", self.data).data for name in ("places", "vocabulary", "dataset")
        ]

    def _authority(self, units: Content) -> tuple[Authority, list[Problem]]:
        """Return the units and places, read anew only where a file of them has changed."""
        key = (units.data, *self._others())
        if self._units is None or self._units[0] != key:
            vocabulary, problems = read_vocabulary(self.data)
            if vocabulary is None:
                raise UsageError(*problems)
            self._units = (key, *read_authority(self.data, vocabulary, units))
        return self._units[1:]

    def _text(self, notice: Edited) -> str:
        """Return the stored text, and remember it with its original."""
        file = self.file.with_name(Path(str(notice.value(("source", "file")))).name)
        content = read_content(file, self.data)
        if content.problems:
            raise UsageError(*content.problems)
        if self.source.text != content.text:
            self.source = Source.of(file, content.text, self._original(notice))
        return content.text

    def _original(self, notice: Edited) -> Path | None:
        named = notice.value(("source", "original", "file"))
        if isinstance(named, str):
            file = self.file.with_name(Path(named).name)
            return file if file.is_file() else None
        found = sorted(self.file.parent.glob(f"{self.file.stem}-original.*"))
        return found[0] if found else None

    # --- who may write --------------------------------------------------------------------------------

    def lease(self, tab: str, *, take: bool = False) -> bool:
        """Tell whether a page may write: the first that asked, until it is silent or another takes over."""
        with self.lock:
            now = time.monotonic()
            if take or tab == self.holder or now - self.heard > LEASE:
                self.holder, self.heard = tab, now
            return self.holder == tab

    def release(self, tab: str) -> None:
        """Let another page write: this one is being left."""
        with self.lock:
            if self.holder == tab:
                self.holder, self.heard = "", 0.0

    # --- answers --------------------------------------------------------------------------------------

    def answer(self, said: Mapping[str, Any]) -> tuple[Text, str]:
        """Take one answer, and write it; return what it did, and to which fact.

        Raises UsageError with the reasons where the words do not say this; ConflictError where the fact has changed.
        """
        with self.lock:
            seen = self._ready()
            change = Change(seen.notice, seen.units)
            facts = self._meant(seen, said)
            answers = Answers(change, seen.placed, Candidates(seen.authority, seen.place))
            fact = applied(answers, said, facts)
            self._check(seen, change)
            self._remember(seen, change, fact)
            self.undone.clear()
            if seen.wishes.log:
                write_log(self.file, str(said["action"]), *_told(change, fact))
            return change.did, fact

    def _ready(self) -> Seen:
        seen = self.seen()
        if seen is None:
            assert self.broken
            raise UsageError(self.broken)
        return seen

    def _meant(self, seen: Seen, said: Mapping[str, Any]) -> list[Fact]:
        """Return the facts that an answer is about, which are as the person has seen them."""
        if said.get("action") in ("confirm", "alike"):
            asked = [(each.get("id"), each.get("hash")) for each in said.get("facts", []) if isinstance(each, dict)]
        elif said.get("action") == "merge":
            asked = list(zip(said.get("ids", []), said.get("hashes", []), strict=False))
        elif said.get("action") == "add":
            return []
        else:
            asked = [(said.get("id"), said.get("hash"))]
        found = {fact.id: fact for fact in seen.facts}
        facts = []
        for name, digest in asked:
            fact = found.get(str(name))
            if fact is None or fact.hash != digest:
                raise ConflictError(fact)
            facts.append(fact)
        if not facts:
            raise UsageError(INCOMPLETE)
        return facts

    def _check(self, seen: Seen, change: Change) -> None:
        """Raise UsageError where the changed files say what the words do not, or break a rule."""
        if (change.notice.text, change.units.text) == (seen.notice.text, seen.units.text):
            return
        contents = [
            Content.of(self.file, change.notice.text.encode()),
            Content.of(self.data / "units.yaml", change.units.text.encode()),
        ]
        wrong = [problem for each in contents for problem in each.document().problems]
        if wrong:
            raise UsageError(*wrong)
        after = self._read(contents[0], contents[1])
        known = Counter(map(_same, seen.problems))
        new = []
        for problem in after.problems:
            if known[_same(problem)]:
                known[_same(problem)] -= 1
            elif problem.code not in ("gap", *UNIT_PROBLEMS):
                new.append(problem)
        if new:
            raise UsageError(*new)
        change.notice, change.units = after.notice, after.units
        self._tried = after

    def _remember(self, seen: Seen, change: Change, fact: str) -> None:
        """Write what has changed, in one step a file, and keep how it was."""
        before = (seen.notice.text, seen.units.text)
        after = (change.notice.text, change.units.text)
        kept = self._remembered()
        self._write(before, after)
        self.kept.later = sorted({*self.kept.later, *change.later} - change.no_longer)
        now = self.seen()
        digests = {each.id: each.hash for each in now.facts} if now else {}
        steps = {each.id: each.step for each in now.facts} if now else {}
        for each, how in change.settled.items():
            if each in digests:
                self.kept.seen[each] = [how, digests[each]]
            self.counts[steps.get(each, _step_named(each)), how] += 1
        self.kept.save()
        self.done.append(Step(change.did, fact, before, after, kept))

    def _remembered(self) -> Remembered:
        return Remembered(dict(self.kept.seen), list(self.kept.later), Counter(self.counts))

    def _write(self, before: tuple[str, str], after: tuple[str, str]) -> None:
        files = (self.file, self.data / "units.yaml")
        for file, old, new in zip(reversed(files), reversed(before), reversed(after), strict=True):
            if old != new:  # units first: a notice may name what is added there
                with writing(file):
                    replace(file, _bytes(file, new))

    def moved(self, file: Path) -> None:
        """Go on with the notice under another name; what was answered before is not taken back any more."""
        kept = Kept.of(self.data, file.stem)
        kept.seen, kept.later = self.kept.seen, self.kept.later
        kept.save()
        self.kept.file.unlink(missing_ok=True)
        self.file, self.kept, self.version = file, kept, ""
        self.done.clear()
        self.undone.clear()

    # --- taking back ----------------------------------------------------------------------------------

    def undo(self) -> tuple[Text, str]:
        """Take back the last answer; raises UsageError where the files were changed elsewhere since."""
        return self._back(self.done, self.undone, forward=False)

    def redo(self) -> tuple[Text, str]:
        """Give the answer again that was taken back last."""
        return self._back(self.undone, self.done, forward=True)

    def _back(self, steps: list[Step], others: list[Step], *, forward: bool) -> tuple[Text, str]:
        with self.lock:
            seen = self._ready()
            if not steps:
                raise UsageError(_NOTHING)
            step = steps[-1]
            now = (seen.notice.text, seen.units.text)
            was, then = (step.before, step.after) if forward else (step.after, step.before)
            texts = tuple(_merged(old, new, at) for old, new, at in zip(was, then, now, strict=True))
            if None in texts:
                raise UsageError(_CHANGED)
            self._write(now, (str(texts[0]), str(texts[1])))
            kept = self._remembered()
            self.kept.seen, self.kept.later = dict(step.kept.seen), list(step.kept.later)
            self.counts = Counter(step.kept.counts)
            self.kept.save()
            steps.pop()
            others.append(step._replace(kept=kept))
            if seen.wishes.log:
                write_log(self.file, "redo" if forward else "undo", "", [step.fact])
            return step.did, step.fact


def _told(change: Change, fact: str) -> tuple[str, list[str]]:
    """Return how an answer settled which facts, for the log."""
    how = next(iter(change.settled.values()), "")
    return how, list(change.settled) or [fact]


def _same(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.what.en


def _step_named(fact: str) -> str:
    return "names" if fact.startswith("name:") else "others"


def _merged(old: str, new: str, now: str) -> str | None:
    """Return a text with the change from ``old`` to ``new``, although it is another now; None where both touch the same lines."""
    if now == old or old == new:
        return new if now == old else now
    before, after = old.split("\n"), new.split("\n")
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    gone, come = before[start : len(before) - tail], after[start : len(after) - tail]
    lines = now.split("\n")
    places = [n for n in range(len(lines) - len(gone) + 1) if lines[n : n + len(gone)] == gone] if gone else []
    if len(places) != 1:
        return None
    return "\n".join([*lines[: places[0]], *come, *lines[places[0] + len(gone) :]])


def _bytes(file: Path, text: str) -> bytes:
    """Return the bytes of a file: with the byte order mark that it had."""
    mark = b"\xef\xbb\xbf"
    with file.open("rb") as handle:
        return (mark if handle.read(3) == mark else b"") + text.encode()


_NOTHING = Problem("answer", Text("There is nothing to take back.", "没有可撤销的操作。"), Text("Go on.", "请继续。"))
_CHANGED = Problem(
    "answer",
    Text("These lines were changed elsewhere meanwhile.", "这几行已被其他程序改动。"),
    Text("Correct them by hand, or answer anew.", "请手工更正，或重新回答。"),
)
