"""What an answer changes in the files: one entry of the notice, or a body in units.yaml and all its places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from tongbao.errors import Text, UsageError
from tongbao.intake.quoting import Value, quotation
from tongbao.load.reader import Path_
from tongbao.load.source import Span, squeeze
from tongbao.review import shape
from tongbao.review.bodies import Bodies
from tongbao.review.candidates import Candidates
from tongbao.review.edited import Edited
from tongbao.review.facts import Fact, id_of
from tongbao.review.parted import parted
from tongbao.review.placed import Placed
from tongbao.review.refusals import not_taken
from tongbao.review.rows import joined

NOTHING = Text("", "")


@dataclass
class Change:
    """What an answer makes of the files, and of what is remembered; ``did`` tells it to the person."""

    notice: Edited
    units: Edited
    did: Text = NOTHING
    settled: dict[str, str] = field(default_factory=dict)
    """How each fact was settled: ``single``, ``bulk``, ``corrected``, ``added``."""
    later: set[str] = field(default_factory=set)
    no_longer: set[str] = field(default_factory=set)
    """The facts that were put off and are asked again, or settled."""


class Answers:
    """Makes the changes of answers; each is one for a fact, given what the person has said."""

    def __init__(self, change: Change, placed: Placed, candidates: Candidates) -> None:
        self.change, self.placed, self.candidates = change, placed, candidates

    def confirm(self, facts: Sequence[Fact], how: str) -> None:
        """Settle facts as they are."""
        for fact in facts:
            if how == "bulk" and not fact.in_bulk:
                raise UsageError(_NOT_IN_BULK)
            self._settle(fact, how)
        count = len(facts)
        self._did(
            Text(f"Confirmed: {count} facts", f"已核对 {count} 处") if count > 1 else _said("Confirmed", "已定", facts)
        )

    def choose(self, fact: Fact, choice: str, said: Mapping[str, Any]) -> None:
        """Take an answer that was offered."""
        if fact.kind == "column":
            for path in fact.places:
                self._column(path, choice, said)
            self.change.settled[fact.id] = "single"
        elif fact.kind == "name":
            bodies = self._bodies()
            bodies.answer(fact, choice, said)
            self._take(bodies, [fact])
        elif choice == "none":
            self.change.notice = self.change.notice.without_mark(fact.line)
        else:
            key = "act" if fact.kind == "act" else fact.asked[0]
            self._put((*fact.path, *key.split(".")), choice)
            self.correct(fact, said, how="single")
        self._did(_said("Answered", "已答", [fact]))

    def alike(self, facts: Sequence[Fact], rule: str, said: Mapping[str, Any]) -> None:
        """Take the names that were ticked in the list of one rule for what that rule makes of them."""
        bodies = self._bodies()
        bodies.answer_alike(facts, rule, said)
        self._take(bodies, facts)
        self.change.no_longer |= {fact.id for fact in facts}
        names = "、".join(_short(fact) for fact in facts)
        self._did(Text(f"Answered: {names}", f"已答：{names}"))

    def correct(self, fact: Fact, said: Mapping[str, Any], how: str = "corrected") -> None:
        """Write cells of a fact; one without a value is removed."""
        for name, value in said.items():
            path = (*fact.path, *filter(None, name.split(".")))
            if not shape.has_key(path):
                raise UsageError(_NO_CELL)
            self._put(path, typed(path, value))
        self._settle(fact, how)
        self._did(_said("Corrected", "已更正", [fact]))

    def quote(self, fact: Fact, start: int, end: int) -> None:
        """Let other words of the text be the quotation of a fact."""
        if fact.kind in ("measure", "name", "open", "problem", "rejected"):
            raise UsageError(_NO_QUOTATION)
        path = (*fact.path, "quote") if isinstance(fact.value, dict) and "text" not in fact.value else fact.path
        self._put(path, self._quotation(fact.path, start, end))
        self._settle(fact, "corrected")
        self._did(_said("Quotation moved", "引文已改", [fact]))

    def reject(self, fact: Fact) -> None:
        """Take a fact out; its words stay in a comment."""
        notice = self.change.notice
        if fact.kind == "open":
            self.change.notice = notice.without_mark(fact.line)
        elif fact.kind in ("name", "problem", "rejected", "measure", "act") or not fact.path:
            raise UsageError(_NOT_REJECTED)
        else:
            self.change.notice = notice.rejected(fact.path)
        self._did(_said("Rejected", "已剔除", [fact]))

    def put_off(self, fact: Fact) -> None:
        """Ask about a fact at the end."""
        self.change.later.add(fact.id)
        self._did(_said("Put off", "已暂缓", [fact]))

    def restore(self, fact: Fact) -> None:
        """Ask again about a fact that was put off, or take back one that was rejected."""
        self.change.no_longer.add(fact.id)
        if fact.kind == "rejected":
            self.change.notice = self.change.notice.restored(fact.line, _AGAIN)
        self._did(_said("Back again", "已恢复", [fact]))

    def merge(self, facts: Sequence[Fact]) -> None:
        """Keep the first of several facts; its quotation takes in the words of all. Of two measures, make one row."""
        if [fact.kind for fact in facts] == ["measure", "measure"]:
            self._join(*sorted(facts, key=lambda fact: fact.path[-1]))
            return
        if len(facts) < 2 or len({fact.path[:-1] for fact in facts}) > 1 or not all(fact.words for fact in facts):
            raise UsageError(_NOT_MERGED)
        first, *rest = sorted(facts, key=lambda fact: fact.path[-1])
        spans = [fact.words[0] for fact in facts]
        quote = self._quotation(first.path, min(s.start for s in spans), max(s.end for s in spans))
        for fact in reversed(rest):
            self.change.notice = self.change.notice.rejected(fact.path)
        self._put((*first.path, "quote"), quote)
        self._settle(first, "corrected")
        self._did(_said("Merged", "已合并", facts))

    def _join(self, first: Fact, second: Fact) -> None:
        if second.path != (*first.path[:-1], int(first.path[-1]) + 1):
            raise UsageError(_NOT_MERGED)
        self.change.notice = joined(self.change.notice, first.path, second.path)
        self._settle(first, "corrected")
        self._did(_said("Rows joined", "两行已合并", [first]))

    def split(self, fact: Fact, start: int, end: int) -> str:
        """Make two rows of one, the second with the words of a part of the text as its title; return the second's id."""
        if fact.kind != "measure" or not squeeze(self.placed.source.text[start:end]):
            raise UsageError(_NOT_SPLIT if fact.kind != "measure" else _NO_WORDS)
        self.change.notice, path = parted(self.change.notice, self.placed, fact.path, Span(start, end))
        second = id_of(self.change.notice, path)
        self.change.settled |= {fact.id: "corrected", second: "corrected"}
        self._did(Text(f"Row divided: {_short(fact)}", f"已拆成两项：{_short(fact)}"))
        return second

    def add(self, key: str, start: int, end: int, record: Mapping[str, Value]) -> Path_:
        """Add a record with the marked words as its quotation, to the measure in which they stand; return its path."""
        measure = self._measure(start)
        there = self.change.notice.value((*measure, key)) or []
        ids = {str(each.get("id")) for each in there if isinstance(each, dict)}
        number = next(number for number in range(1, 10_000) if _id_of(key, number) not in ids)
        own: dict[str, Value] = {"id": _id_of(key, number)} if shape.has_key((*measure, key, 0, "id")) else {}
        value = own | dict(record)
        value["quote"] = self._quotation(measure, start, end)
        count = len(there)
        self.change.notice = self.change.notice.put((*measure, key, count), value)
        label = shape.label(key)
        self._did(Text(f"Added: {label.en}", f"已补充：{label.zh}"))
        return (*measure, key, count)

    # --- how ------------------------------------------------------------------------------------------

    def _measure(self, start: int) -> Path_:
        spans = {path: self.placed.source.stored(span) for path, span in self.placed.measures.items()}
        found = next((path for path, span in spans.items() if span.start <= start < span.end), None)
        if found is None:
            raise UsageError(_NO_MEASURE)
        return found

    def _quotation(self, path: Path_, start: int, end: int) -> Value:
        text = self.placed.source.text
        words = text[start:end]
        if not squeeze(words):
            raise UsageError(_NO_WORDS)
        inside = next((self.placed.measures[each] for each in self.placed.measures if path[: len(each)] == each), None)
        region = self.placed.source.stored(inside) if inside else None
        around = (region.start, region.end) if region and region.start <= start and end <= region.end else None
        return quotation(words, start, text, around)

    def _put(self, path: Path_, value: Value | None) -> None:
        notice = self.change.notice
        if value is not None:
            self.change.notice = notice.put(path, value)
        elif notice.has(path):
            self.change.notice = notice.without(path)

    def _settle(self, fact: Fact, how: str) -> None:
        for path in fact.places or (fact.path,) if fact.path else ():
            here = self.change.notice
            first = here.span(path)[0]
            marks = [number for number in here.marks(path) if number == first or fact.kind not in ("measure", "act")]
            for number in reversed(marks):
                here = here.without_mark(number)
            self.change.notice = here
        self.change.settled[fact.id] = how
        self.change.no_longer.add(fact.id)

    def _column(self, path: Path_, choice: str, said: Mapping[str, Any]) -> None:
        if choice == "listed":
            self._put((*path, "role"), "listed")
        else:
            self._put((*path, "basis"), "reading")
            self._put((*path, "role"), None if choice == "lead" else choice)
            self._put((*path, "certainty"), typed((*path, "certainty"), said.get("certainty")))
        self.change.notice = self.change.notice.settled(path)

    def _bodies(self) -> Bodies:
        return Bodies(self.change.notice, self.change.units, self.placed, self.candidates)

    def _take(self, bodies: Bodies, facts: Sequence[Fact]) -> None:
        self.change.notice, self.change.units = bodies.notice, bodies.units
        self.change.settled |= dict.fromkeys((fact.id for fact in facts), "single")

    def _did(self, did: Text) -> None:
        self.change.did = did


def typed(path: Path_, value: Any) -> Value | None:
    """Return a value that a person has typed as what stands in the YAML; raise UsageError where it cannot be that."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    kind, words = shape.form(path).kind, str(value)
    if kind == "list":
        return [part for part in re.split("[、，,;；]", words) if part.strip()]
    if kind == "number":
        try:
            number = Decimal(words.strip())
        except InvalidOperation:
            raise UsageError(_NO_NUMBER) from None
        return (
            int(number)
            if number == number.to_integral_value() and "." not in words and "e" not in words.lower()
            else number
        )
    if kind == "flag":
        return words == "true"
    if len(words) > 20_000:
        raise UsageError(_TOO_LONG)
    return words


def _id_of(key: str, number: int) -> str:
    return f"{_PREFIXES.get(key, key[0])}-{number:02}"


def _said(en: str, zh: str, facts: Sequence[Fact]) -> Text:
    return Text(en, zh) if not facts else Text(f"{en}: {_short(facts[0])}", f"{zh}：{_short(facts[0])}")


def _short(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("counts", "printed", "title", "name", "unit", "quote") if key in value), ""
        )
    words = str(value.get("text") if isinstance(value, dict) else value)
    return words if len(words) < 30 else f"{words[:29]}…"


_AGAIN = "rejected before, and taken back: is it right? 曾被剔除后恢复，请核对"
_PREFIXES = {
    "outcomes": "q",
    "honours": "h",
    "works": "w",
    "platforms": "p",
    "claims": "c",
    "events": "e",
    "instruments": "i",
}
_NOT_IN_BULK = not_taken(
    "This is a judgement, and is not confirmed with others.",
    "此处须单独判断，不能成批核对。",
    ("Answer it by itself.", "请单独回答。"),
)
_NO_CELL = not_taken("There is no such cell.", "没有这一格。", ("Load the page again.", "请重新载入本页。"))
_NO_QUOTATION = not_taken(
    "This has no quotation of its own.", "此处没有单独的引文。", ("Correct its cells.", "请更正各格。")
)
_NOT_REJECTED = not_taken(
    "This cannot be rejected as a whole.", "此处不能整条剔除。", ("Reject what is in it.", "请剔除其中的各条。")
)
_NOT_MERGED = not_taken(
    "Only facts of one list can be merged.",
    "只能合并同一列表中的各条。",
    ("Select two of one measure.", "请在同一举措中选择两条。"),
)
_NOT_SPLIT = not_taken("Only a row can be divided.", "只能拆开一项举措。", ("Open a row.", "请打开一项举措。"))
_NO_MEASURE = not_taken(
    "These words stand in no measure.", "所标文字不在任何举措中。", ("Mark words of a measure.", "请标记举措中的文字。")
)
_NO_WORDS = not_taken("No words are marked.", "没有标记文字。", ("Mark at least one character.", "请至少标记一个字。"))
_NO_NUMBER = not_taken(
    "This is not a number.",
    "这不是数。",
    ("Write digits, without separators: 1326.", "请只写数字，不加分隔符，如 1326。"),
)
_TOO_LONG = not_taken("This is too long.", "文字过长。", ("Shorten it.", "请缩短。"))
