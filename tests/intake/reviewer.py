"""A scripted reviewer: answers what a draft asks from a record that was made by hand, and counts its answers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tongbao.errors import TongbaoError
from tongbao.load.source import squeeze
from tongbao.review.session import ConflictError, Session
from tongbao.review.state import state_of

LISTS = {
    "outcomes": ("reading", "realisation", "nature", "period.since", "period.cumulative", "as-of.date", "as-of.basis"),
    "participants": ("role",),
    "honours": ("kind", "level", "conferred-by", "date", "rank"),
    "works": ("kind", "date"),
    "platforms": ("kind",),
    "claims": ("level", "place"),
    "events": ("date",),
    "beneficiaries": ("kind",),
    "instruments": ("kind",),
}
"""What of each record has to agree, besides what tells it from the others."""
_VALUE = ("counts", "value.number", "value.scale", "value.unit", "value.classifier")
_KINDS = {"outcomes": "figure", "beneficiaries": "beneficiary"}
_NAMES = {"works": "title", "claims": "wording", "participants": "printed"}


@dataclass
class Reviewer:
    """Reviews one draft; ``hand`` is the record made by hand."""

    session: Session
    hand: Mapping[str, Any]
    answers: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    def review(self) -> None:
        """Answer everything, correct what differs, add what is missing."""
        tried: set[str] = set()
        while asked := [one for one in self.facts() if one["state"] == "asked" and one["id"] not in tried]:
            tried.add(asked[0]["id"])
            self.settle(asked[0])
        for fact in self.facts():
            if fact["state"] != "rejected":
                self.correct(fact)
        for measure, hand in self.pairs():
            for key in LISTS:
                self.add_missing(measure, hand, key)

    def facts(self) -> list[dict[str, Any]]:
        """Return the facts as the page has them."""
        facts: list[dict[str, Any]] = state_of(self.session, "zh", "script")["facts"]
        return facts

    def say(self, answer: str, /, **said: Any) -> bool:
        """Give an answer; return whether it was taken."""
        try:
            self.session.answer(said)
        except ConflictError:
            self.refused.append(f"{answer}: conflict")
            return False
        except TongbaoError as error:
            self.refused.append(f"{answer}: {error.problems[0].to('zh')[:200]}")
            return False
        self.answers[answer] += 1
        return True

    # --- what is asked --------------------------------------------------------------------------------

    def settle(self, fact: dict[str, Any]) -> None:
        about = {"id": fact["id"], "hash": fact["hash"]}
        match fact["kind"]:
            case "column":
                leads = self.hand["annexes"][0]["leads"]
                choice = "lead" if leads["basis"] == "reading" else "listed"
                certainty = {"certainty": leads["certainty"]} if "certainty" in leads else {}
                self.say("column", action="choose", **about, choice=choice, fields=certainty)
            case "act":
                self.say("act", action="choose", **about, choice=self.hand["commendations"][0]["act"])
            case "name" | "problem":
                self.say("name", action="choose", **about, choice="none", fields={})
            case "open":
                self.say("open", action="choose", **about, choice="none")
            case _:
                self.decide(fact)

    def decide(self, fact: dict[str, Any]) -> None:
        """Settle a record as the one made by hand; reject it where there is none."""
        about = {"id": fact["id"], "hash": fact["hash"]}
        hand = self.counterpart(fact)
        if hand is None and fact["id"].split(".")[-2] in LISTS:
            self.say("rejected", action="reject", **about)
        elif hand and (changed := self.changed(fact, hand)):
            self.say("settled", action="set", **about, fields=changed)
        else:
            self.say("settled", action="confirm", facts=[about], how="single")

    def correct(self, fact: dict[str, Any]) -> None:
        """Correct a fact that was not asked."""
        if len(fact["id"].split(".")) < 3 or fact["id"].split(".")[-2] not in LISTS:
            return
        about = {"id": fact["id"], "hash": fact["hash"]}
        hand = self.counterpart(fact)
        if hand is None:
            self.say("sure, rejected", action="reject", **about)
        elif changed := self.changed(fact, hand):
            self.say("sure, corrected", action="set", **about, fields=changed)

    def changed(self, fact: dict[str, Any], hand: Mapping[str, Any]) -> dict[str, str | None]:
        """Return the cells that differ from the record made by hand."""
        key = fact["id"].split(".")[-2]
        own = {cell["name"]: cell["value"] for cell in fact["fields"]}
        wanted = {name: _at(hand, name) for name in LISTS[key]}
        return {
            name: value
            for name, value in wanted.items()
            if _text(own.get(name)) != _text(value) and (name in own or value)
        }

    # --- what is missing ------------------------------------------------------------------------------

    def add_missing(self, measure: Mapping[str, Any], hand: Mapping[str, Any], key: str) -> None:
        there = Counter(name_of(key, one) for one in measure.get(key, []))
        for one in hand.get(key, []):
            name = name_of(key, one)
            if there[name]:
                there[name] -= 1
                continue
            start, end = self.span(measure, one)
            known = (*LISTS[key], _NAMES.get(key, "name"), "what", "unit", *(_VALUE if key == "outcomes" else ()))
            cells = {name: _text(_at(one, name)) for name in known}
            fields = {name: value for name, value in cells.items() if value and _is_cell(key, name)}
            self.say(f"added: {key}", action="add", kind=_KINDS.get(key, key[:-1]), start=start, end=end, fields=fields)

    def span(self, measure: Mapping[str, Any], one: Mapping[str, Any]) -> tuple[int, int]:
        """Return where the words of a record stand, in the text as stored: in the row of its measure."""
        source = self.session.seen().placed.source  # type: ignore[union-attr]
        quote = one["quote"]
        words = squeeze(quote["text"] if isinstance(quote, dict) else quote)
        row = source.words.rfind(_title(measure), 0, source.words.find(squeeze(measure["description"])[:30]))
        at = source.words.find(words, max(row, 0))
        if at < 0:
            return 0, 0
        return source.positions[at], source.positions[at + len(words) - 1] + 1

    # --- both records -----------------------------------------------------------------------------------

    def draft(self) -> Any:
        """Return the record of the draft as it is now."""
        return yaml.load(self.session.file.read_text("utf-8"), yaml.CSafeLoader)

    def pairs(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Yield the measures of both records, by their titles."""
        hand = {_title(one): one for one in measures_of(self.hand)}
        for measure in measures_of(self.draft()):
            if _title(measure) in hand:
                yield measure, hand[_title(measure)]

    def counterpart(self, fact: dict[str, Any]) -> Mapping[str, Any] | None:
        """Return the record made by hand that says the same thing as a fact."""
        steps = fact["id"].split(".")
        key, own = steps[-2], steps[-1]
        for measure, hand in self.pairs():
            for number, one in enumerate(measure.get(key, [])):
                if measure["id"] == steps[-3] and own in (one.get("id"), str(number)):
                    name = name_of(key, one)
                    return next((each for each in hand.get(key, []) if name_of(key, each) == name), None)
        return None


def _title(measure: Mapping[str, Any]) -> str:
    return squeeze(str(measure.get("printed-title", measure["title"])))


def measures_of(record: Any) -> list[Mapping[str, Any]]:
    """Return the measures of a record, in order."""
    annexes = [one for annex in record.get("annexes", []) for one in annex.get("measures", [])]
    return [*annexes, *record.get("measures", [])]


def name_of(key: str, record: Mapping[str, Any]) -> str:
    """Return what tells a record from the others of its measure: its numbers, its date, or its name."""
    if key == "outcomes":
        parts = [record.get(part) or {} for part in ("before", "after", "value")]
        return str([(str(p.get("number")), p.get("scale"), p.get("unit") or p.get("classifier")) for p in parts if p])
    if key == "events":
        return str(record.get("date"))
    if key == "participants":
        return squeeze(str(record.get("printed") or record.get("unit")))
    return squeeze(str(record.get(_NAMES.get(key, "name"))))


def _is_cell(key: str, name: str) -> bool:
    from tongbao.review.shape import CELLS

    return name in CELLS[key]


def _at(record: Mapping[str, Any], name: str) -> Any:
    value: Any = record
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return "、".join(
            str(one.get("unit") or one.get("printed")) if isinstance(one, dict) else str(one) for one in value
        )
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def left(hand: Any, draft: Any) -> list[str]:
    """Return what still differs between the two records, beside wordings, translations and ids."""
    found = []
    drafted = {_title(one): one for one in measures_of(draft)}
    for one in measures_of(hand):
        other = drafted.get(_title(one))
        if other is None:
            found.append(f"no measure: {one['title']}")
            continue
        for key in ("lead-cell", "description"):
            if squeeze(str(one.get(key))) != squeeze(str(other.get(key))):
                found.append(f"{one['id']} {key}")
        if [_text([each]) for each in one.get("leads", [])] != [_text([each]) for each in other.get("leads", [])]:
            found.append(f"{one['id']} leads {one.get('leads')} {other.get('leads')}")
        for key, cells in LISTS.items():
            mine = Counter(
                (name_of(key, each), *(_text(_at(each, cell)) for cell in cells)) for each in one.get(key, [])
            )
            theirs = Counter(
                (name_of(key, each), *(_text(_at(each, cell)) for cell in cells)) for each in other.get(key, [])
            )
            found += [f"{one['id']} {key}: lacks {each}" for each in (mine - theirs).elements()]
            found += [f"{one['id']} {key}: has {each}" for each in (theirs - mine).elements()]
    return found


def reviewed(data: Path, file: Path, hand: Any) -> Reviewer:
    """Review a draft of a dataset to its end."""
    reviewer = Reviewer(Session(data, file), hand)
    reviewer.review()
    return reviewer
