"""The facts of a draft, one by one, with the state of each: what a person looks at, settles or rejects."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from tongbao.errors import Problem, Text
from tongbao.load.gaps import GAP
from tongbao.load.reader import Path_
from tongbao.load.source import Span
from tongbao.review import shape
from tongbao.review.edited import MARK, OUT, Edited, plain
from tongbao.review.kept import Kept
from tongbao.review.placed import Placed, measure_paths, quote_of

STEPS = ("about", "column", "names", "measures", "figures", "others")
"""What is asked in which order: what an answer decides for others comes first."""
_OURS = ("id", "source")
_WITHIN = ("commendations", "annexes", "groups", "measures", "leads")
_ROW = ("id", "position", "number", "group", "title", "title-from", "lead-cell", "leads", "leads-open", "description")
_STUB = re.compile(r"#\s+new-unit-[0-9]+: ")


@dataclass(frozen=True)
class Fact:
    """One fact, or one question about what is not there.

    ``line`` and ``last`` count from 0; ``asked`` are the keys below its path that its question names.
    """

    id: str
    step: str
    kind: str
    path: Path_
    line: int
    last: int
    value: Any = None
    words: tuple[Span, ...] = ()
    state: str = "sure"
    group: Path_ | None = None
    question: Text | None = None
    asked: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    hash: str = ""
    places: tuple[Path_, ...] = field(default=())
    """Of a name: the paths at which it stands; of the heading of a column, those of its tables."""

    @property
    def in_bulk(self) -> bool:
        """Return whether it may be confirmed with others: sure, and no judgement."""
        return self.state in ("sure", "settled", "added") and self.step in ("about", "measures", "figures")


def facts_of(notice: Edited, placed: Placed, problems: Sequence[Problem], kept: Kept) -> list[Fact]:
    """Return the facts of a notice: those asked first within each step, then by their place in the text."""
    listed = _Listing(notice, placed, kept).listed(problems)
    order = {step: number for number, step in enumerate(STEPS)}
    ranks = {"asked": 0, "later": 1}

    def rank(fact: Fact) -> tuple[int, int, int, int]:
        return order[fact.step], ranks.get(fact.state, 2), fact.words[0].start if fact.words else 0, fact.line

    return sorted(listed, key=rank)


class _Listing:
    def __init__(self, notice: Edited, placed: Placed, kept: Kept) -> None:
        self.notice, self.placed, self.kept = notice, placed, kept

    def listed(self, problems: Sequence[Problem]) -> Iterator[Fact]:
        about_names = [each for each in problems if each.code in UNIT_PROBLEMS]
        others = [each for each in problems if each.code not in (*UNIT_PROBLEMS, "gap")]
        facts = [*self._about(), *self._acts(), *self._annexes(), *self._measures(), *self._rejected()]
        seen: set[int] = set()
        columns: dict[tuple[Any, bool], Fact] = {}
        for fact in self._unique(facts):
            own = [each for each in others if each.place and fact.line <= each.place.line - 1 <= fact.last]
            others = [each for each in others if each not in own]
            marks = [number for number in range(fact.line, fact.last + 1) if GAP in self.notice.lines[number]]
            if fact.kind in ("measure", "act", "annex"):  # those below it ask for themselves
                marks = marks[:1] if marks and marks[0] == fact.line else []
            if fact.state != "rejected":
                marks = [number for number in marks if not self.notice.lines[number].lstrip().startswith("#")]
            seen.update(marks)
            stated = self._stated(fact, marks, own)
            if fact.kind == "column":  # one question for all tables with the same heading
                key = (str(quote_of(fact.value)), stated.state in ("asked", "later"))
                columns[key] = _joined(columns.get(key), stated)
            else:
                yield stated
        yield from columns.values()
        names = {fact.id: fact for fact in self._names(about_names)}
        yield from (self._stated(fact, [fact.line], []) for fact in names.values())
        yield from self._loose(seen, {fact.value for fact in names.values()})
        yield from (self._astray(each) for each in others)

    # --- each kind ------------------------------------------------------------------------------------

    def _about(self) -> Iterator[Fact]:
        for path in self.notice.children(()):
            if path[0] in _OURS or path[0] in _WITHIN:
                continue
            value = self.notice.value(path)
            items = isinstance(value, list) and all(isinstance(each, dict) for each in value)
            for each in self.notice.children(path) if items else (path,):
                yield self._fact(each, "about", "metadata", ())
        if self.notice.has(("leads",)):
            yield self._fact(("leads",), "column", "column", None)

    def _acts(self) -> Iterator[Fact]:
        for act in self._children(("commendations",)):
            said = self._fact(act, "measures", "act", act)
            yield replace(said, last=self._before(act, ("recipients",)))
            region = said.words[0] if said.words else None
            for one in self._children((*act, "recipients")):
                fact = self._fact(one, "measures", "recipient", act)
                yield replace(fact, words=self._named(fact.value, region) or fact.words)

    def _annexes(self) -> Iterator[Fact]:
        for annex in self._children(("annexes",)):
            for path in self.notice.children(annex):
                if path[-1] == "leads":
                    yield self._fact(path, "column", "column", None)
                elif path[-1] == "groups":
                    yield from (self._fact(each, "measures", "group", annex) for each in self._children(path))
                elif path[-1] not in ("measures", "number"):
                    yield self._fact(path, "about", "metadata", ())
        yield from (self._fact(each, "measures", "group", ()) for each in self._children(("groups",)))

    def _measures(self) -> Iterator[Fact]:
        for measure in measure_paths(self.notice):
            row = self._fact(measure, "measures", "measure", measure[:-2])
            yield replace(row, last=self._last_of_row(measure), words=self._row(measure, row.value))
            for path in self.notice.children(measure):
                if path[-1] in _ROW:
                    continue
                value = self.notice.value(path)
                many = isinstance(value, list) and all(isinstance(each, dict) for each in value)
                step, kind = _PARTS.get(str(path[-1]), ("others" if many else "measures", "metadata"))
                for each in self.notice.children(path) if many else (path,):
                    yield self._fact(each, step, kind, measure)

    def _last_of_row(self, measure: Path_) -> int:
        keys = [path for path in self.notice.children(measure) if path[-1] in _ROW]
        return max(self.notice.span(path)[1] for path in keys)

    def _before(self, path: Path_, key: Path_) -> int:
        keys = [each for each in self.notice.children(path) if each[-1:] != key]
        return max(self.notice.span(each)[1] for each in keys)

    def _row(self, measure: Path_, value: Any) -> tuple[Span, ...]:
        region = self.placed.region(measure)
        parts = [value.get(key) for key in ("title", "lead-cell", "description") if value.get(key)]
        return tuple(found for part in parts if (found := self.placed.span(part, region)))

    def _named(self, value: Any, act: Span | None) -> tuple[Span, ...]:
        """Return where a recipient stands: in its own quotation or that of its act."""
        name = value if isinstance(value, str) else value.get("printed") or value.get("unit") or value.get("person")
        if not isinstance(name, str):
            return ()
        near = [each for each in self.placed.places(name) if act is None or act.start <= each.start < act.end]
        return tuple(near[:1])

    def _rejected(self) -> Iterator[Fact]:
        for number, line in enumerate(self.notice.lines):
            words = line.partition(OUT)[2]
            first = words.startswith("- ") or OUT not in self.notice.lines[number - 1]
            if words and first and not line.rstrip().endswith(":"):
                where = self._around(number)
                value = _record(words)
                step = "figures" if "reading" in value else "others" if where else "about"
                fact = Fact(f"rejected:{_digest(words)}", step, "rejected", (), number, number, value)
                span = self.placed.span(quote_of(value), self.placed.region(where or ())) if "quote" in value else None
                yield replace(fact, state="rejected", group=where, words=(span,) if span else ())

    def _names(self, problems: Sequence[Problem]) -> Iterator[Fact]:
        """Yield the names that units.yaml does not have, or that mean several there, each once with all its places."""
        found: dict[str, list[Path_]] = {}
        at = self._scalars() if problems else {}
        for each in problems:
            path = at.get((each.place.line, each.place.column)) if each.place else None
            name = self.notice.value(path) if path is not None else None
            if isinstance(name, dict):
                path, name = (*(path or ()), "unit"), name.get("unit")
            if isinstance(name, str) and path is not None:
                found.setdefault(name, []).append(path)
        for name, paths in found.items():
            spans = tuple(self.placed.places(name))
            line = self.notice.span(paths[0])[0]
            code = next(each.code for each in problems if each.place and at.get((each.place.line, each.place.column)))
            fact = Fact(f"name:{name}", "names", code, paths[0], line, line, name, spans, places=tuple(paths))
            yield replace(fact, state="asked", kind="name", hash=_digest(f"{name}{len(paths)}"))

    def _loose(self, seen: set[int], names: set[Any]) -> Iterator[Fact]:
        """Yield the questions that stand on a line of their own: about what is not there, or about words of the notice."""
        for number, line in enumerate(self.notice.lines):
            if MARK not in line or number in seen:
                continue
            said = line.partition(MARK)[2]
            if any(said.startswith(f"{name} ") for name in names):  # asked as a name, with all its places
                continue
            stub = number + 1 < len(self.notice.lines) and _STUB.match(self.notice.lines[number + 1].lstrip())
            where = self._around(number)
            step = "names" if stub else "measures" if where else _step_of(said)
            spans = tuple(self._quoted(said))
            yield self._stated(
                Fact(f"open:{_digest(line)}", step, "open", (), number, number, said, spans, group=where), [number], []
            )

    def _quoted(self, said: str) -> Iterator[Span]:
        """Yield the places of what a question quotes, or of the words before its colon."""
        for words in re.findall("“([^”]{2,})”", said) or [said.partition(": ")[0]]:
            yield from list(self.placed.places(words))[:1]

    def _astray(self, problem: Problem) -> Fact:
        line = max((problem.place.line if problem.place else 1) - 1, 0)
        line = min(line, len(self.notice.lines) - 1)
        fact = Fact(f"problem:{problem.code}:{line}", "measures", "problem", (), line, line, problems=(problem,))
        return replace(fact, state="asked", group=self._around(line), hash=_digest(problem.what.en))

    # --- what they share ------------------------------------------------------------------------------

    def _fact(self, path: Path_, step: str, kind: str, group: Path_ | None) -> Fact:
        first, last = self.notice.span(path)
        value = self.notice.value(path)
        quote, region = quote_of(value), self.placed.region(path)
        quotes = [one for one in (quote if isinstance(quote, list) else [quote]) if isinstance(one, str | dict)]
        found = tuple(span for one in quotes if (span := self.placed.span(one, region)))
        return Fact("", step, kind, path, first, last, value, found, group=group)

    def _stated(self, fact: Fact, marks: Sequence[int], problems: Sequence[Problem]) -> Fact:
        """Tell the state of a fact: open by its marks or problems, or as a person has left it."""
        made = fact.hash or _digest("\n".join(self.notice.lines[fact.line : fact.last + 1]))
        said = [self.notice.lines[number].partition(MARK)[2] for number in marks]
        asked = tuple(key for each in said for key in _keys(each, fact.path))
        state = fact.state
        if said or problems or state == "asked":
            state = "later" if fact.id in self.kept.later else "asked"
        elif state != "rejected":
            state = self.kept.state(fact.id, made)
        question = in_both(said[0]) if said and said[0] else None
        return replace(fact, state=state, question=question, asked=asked, problems=tuple(problems), hash=made)

    def _unique(self, facts: Sequence[Fact]) -> Iterator[Fact]:
        """Give each fact an id that stays when others come and go: the ids of records, else their places."""
        used: set[str] = set()
        for fact in facts:
            name = fact.id or id_of(self.notice, fact.path)
            while name in used:
                name += "'"
            used.add(name)
            yield replace(fact, id=name)

    def _children(self, path: Path_) -> list[Path_]:
        return list(self.notice.children(path)) if self.notice.has(path) else []

    def _around(self, number: int) -> Path_ | None:
        """Return the measure in whose lines a line stands; a comment behind its last entry is its own."""
        inside = None
        for path in measure_paths(self.notice):
            if self.notice.span(path)[0] > number:
                break
            inside = path
        if inside is None:
            return None
        indent = len(self.notice.lines[number]) - len(self.notice.lines[number].lstrip())
        return inside if indent >= int(self.notice.node(inside).start_mark.column) else None

    def _scalars(self) -> dict[tuple[int, int], Path_]:
        """Return the path of what begins at a line and a column, counted from 1: the innermost."""
        marks = ((path, node.start_mark) for path, (_, node) in self.notice.entries.items())
        return {(mark.line + 1, mark.column + 1): path for path, mark in marks}


def _joined(one: Fact | None, other: Fact) -> Fact:
    """Return one fact for several at the paths of both; it is one's, but its places are theirs."""
    if one is None:
        return replace(other, places=(other.path,))
    words = tuple(dict.fromkeys((*one.words, *other.words)))
    return replace(one, words=words, places=(*one.places, other.path), hash=_digest(one.hash + other.hash))


def id_of(notice: Edited, path: Path_) -> str:
    """Return the name of a path: ``annexes.0.measures.m1-07.outcomes.q-03``."""
    steps = []
    for end, step in enumerate(path, 1):
        own = notice.value((*path[:end], "id")) if isinstance(step, int) else None
        steps.append(str(own if isinstance(own, str) else step))
    return ".".join(steps)


UNIT_PROBLEMS = ("unknown-unit", "ambiguous-unit")
_PARTS = {"outcomes": ("figures", "figure"), "participants": ("measures", "participant")}


def _step_of(said: str) -> str:
    """Return where a question is asked that stands for what is missing, by the key that it begins with."""
    key = said.partition(":")[0].split(" ")[0]
    return "about" if shape.has_key((key,)) and key not in _WITHIN else "measures"


def _keys(said: str, path: Path_) -> Iterator[str]:
    """Yield the keys that a question names before its colon: ``realisation, value.bound: …``."""
    named = said.partition(": ")[0].split(", ") if ": " in said else []
    if named and all(shape.has_key((*path, *key.split("."))) for key in named):
        yield from named


def in_both(said: str) -> Text:
    """Split a question into its English and its Chinese: they stand behind one another.

    >>> in_both("realisation: the words leave it open 原文未写明，请核对")
    Text(en='realisation: the words leave it open', zh='原文未写明，请核对')
    """
    starts = [found.start() for found in re.finditer(r"(?<=[A-Za-z.?!)`]) [“《（]?[\u3400-\u9fff]", said)]
    if not starts:
        return Text(said, said)
    return Text(said[: starts[-1]].strip(), said[starts[-1] :].strip())


def _record(words: str) -> dict[str, Any]:
    """Return the record that a rejected line holds."""
    try:
        root = Edited(words.removeprefix("- ")).root
        value = plain(root) if root else words
    except yaml.YAMLError:
        value = words
    return value if isinstance(value, dict) else {"name": words}


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]
