"""What answers about names change: a body in units.yaml, and what stands for it at each of its places in the notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypinyin import Style, lazy_pinyin

from tongbao.errors import UsageError
from tongbao.intake.quoting import Value, inline
from tongbao.load.reader import Path_
from tongbao.load.source import squeeze
from tongbao.review.candidates import Candidates, Rule
from tongbao.review.edited import Edited
from tongbao.review.facts import Fact, id_of
from tongbao.review.placed import Placed
from tongbao.review.refusals import not_taken


@dataclass
class Bodies:
    """The texts of both files, as answers about names change them."""

    notice: Edited
    units: Edited
    placed: Placed
    candidates: Candidates

    def answer(self, fact: Fact, choice: str, said: Mapping[str, Any]) -> None:
        """Take an answer to what a name means: at all its places, or at those that are said."""
        name = str(fact.value)
        paths = self._meant(fact, said.get("places"))
        apart = len(paths) < len(fact.places)
        unit: str | None = None
        if choice == "new":
            unit, home = self._new(name, said, apart=apart)
        elif choice == "same":
            unit, home = self._same(name, str(said.get("unit") or ""), apart=apart)
        else:
            unit, home = (choice.removeprefix("unit:") if choice.startswith("unit:") else None), None
        if choice not in ("new", "same") or apart or not self.candidates.reaches(home):
            for path in sorted(paths, key=str, reverse=True):
                self._rename(path, unit, name)
        if not apart:
            self._without_stub(name)

    def answer_alike(self, facts: Sequence[Fact], rule: str, said: Mapping[str, Any]) -> None:
        """Take the names of one list, each of which a person has ticked, for what their rule makes of them."""
        for fact in facts:
            own = self.candidates.rule(str(fact.value)) if fact.kind == "name" else None
            if own is None or own.key != rule:
                raise UsageError(_OTHER_RULE)
            if own.unit:
                self.answer(fact, f"unit:{own.unit}", {})
            else:
                self.answer(fact, "new", self._by_rule(str(fact.value), own, said))

    def _by_rule(self, name: str, rule: Rule, said: Mapping[str, Any]) -> dict[str, Any]:
        form = said.get("form", "0" if len(rule.forms) == 1 else None)
        if form not in [str(number) for number in range(len(rule.forms))]:
            raise UsageError(_INCOMPLETE)
        own = {"name": rule.forms[int(form)], "place": self.candidates.home(name), "basis": "naming-rule"}
        return {key: said.get(key) for key in ("kind", "level", "certainty")} | own

    def _meant(self, fact: Fact, places: Any) -> list[Path_]:
        """Return the places that are said, by their ids; all of them where none are."""
        if places is None:
            return list(fact.places)
        ids = {id_of(self.notice, path): path for path in fact.places}
        if not isinstance(places, list) or not places or not all(each in ids for each in places):
            raise UsageError(_NO_PLACE)
        return [ids[each] for each in places]

    # --- units.yaml -----------------------------------------------------------------------------------

    def _new(self, name: str, said: Mapping[str, Any], *, apart: bool) -> tuple[str, str | None]:
        """Add a body; return its id and its place. One that is meant at some places only does not bear the name elsewhere."""
        full = str(said.get("name") or "").strip() or name
        if not said.get("kind") or not said.get("basis") or not said.get("certainty"):
            raise UsageError(_INCOMPLETE)
        is_printed = squeeze(full) in self.placed.source.words
        if said["basis"] == "source" and not is_printed:
            raise UsageError(_NOT_PRINTED)
        if apart and full == name:
            raise UsageError(_NOT_APART)
        home = str(said.get("place") or "") if "place" in said else self.candidates.home(name)
        record: dict[str, Value] = {"name": full if is_printed else {"value": full, "basis": str(said["basis"])}}
        if full != name and not apart:
            record["short"] = [name]
        record |= {key: str(said[key]) for key in ("kind", "level") if said.get(key)}
        record |= {"place": home} if home else {}
        record |= {"basis": "source", "certainty": str(said["certainty"])}  # the name that the notice prints is
        before = self.units.text
        end = "" if before.endswith("\n") or not before else "\n"
        key = self._id(full, home or self.candidates.place)
        self.units = Edited(f"{before}{end}{key}: {inline(record)}\n")
        return key, home

    def _id(self, full: str, home: str) -> str:
        letters = "".join(lazy_pinyin(full, style=Style.FIRST_LETTER, errors="ignore"))
        slug = "".join(sign for sign in letters.lower() if sign.isascii() and sign.isalnum()) or "unit"
        base = f"{home}-{slug}"[:70]
        taken = self.units.value(()) or {}
        return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if name not in taken)

    def _same(self, name: str, unit: str, *, apart: bool) -> tuple[str, str | None]:
        """Give a known body another name, except where it is meant at some places only; return its id and its place."""
        if not unit or not self.units.has((unit,)):
            raise UsageError(_NO_UNIT)
        if not apart:
            count = len(self.units.value((unit, "short")) or [])
            self.units = self.units.put((unit, "short", count), name)
        return unit, self.candidates.authority.home(unit)

    # --- the notice -----------------------------------------------------------------------------------

    def _rename(self, path: Path_, unit: str | None, name: str) -> None:
        """Write an id, or nothing, for a printed name at one of its places."""
        keyed = path[-1] == "unit"
        if unit and keyed:
            self.notice = self.notice.put(path, unit)
            if not self.notice.has((*path[:-1], "printed")):
                self.notice = self.notice.put((*path[:-1], "printed"), name)
        elif keyed:
            value = dict(self.notice.value(path[:-1]))
            value.pop("unit")
            self.notice = self.notice.put(path[:-1], {"printed": name} | value)
        else:
            self.notice = self.notice.put(path, {"unit": unit, "printed": name} if unit else {"printed": name})

    def _without_stub(self, name: str) -> None:
        """Remove what the draft says of a body that units.yaml lacks."""
        notice = self.notice
        for number in range(len(notice.lines) - 1, -1, -1):
            line = notice.lines[number]
            if f": {name} is " in line and line.lstrip().startswith("#"):
                below = notice.lines[number + 1] if number + 1 < len(notice.lines) else ""
                stub = below.lstrip().startswith("#   new-unit-")
                lines = notice.lines[:number] + notice.lines[number + 1 + stub :]
                notice = Edited("\n".join(lines))
        self.notice = notice


_NO_UNIT = not_taken(
    "There is no such body.", "没有这个单位。", ("Choose one that the search finds.", "请从查找结果中选择。")
)
_NO_PLACE = not_taken(
    "The name does not stand there.", "该名称不在所选之处。", ("Tick at least one of its places.", "请至少勾选一处。")
)
_NOT_APART = not_taken(
    "A body with just this name would be meant at all places.",
    "以此为全称的单位，各处都会识别为它。",
    ("Write a longer full name, or tick all places.", "请填写更完整的全称，或勾选全部各处。"),
)
_NOT_PRINTED = not_taken(
    "The source does not print this full name.",
    "原文中没有这个全称。",
    (
        "Choose another basis, such as that of a naming rule, or write the name as printed.",
        "请另选依据（如命名规则），或照原文书写。",
    ),
)
_INCOMPLETE = not_taken(
    "Kind, basis and certainty have to be chosen.", "须选定类别、依据和确定程度。", ("Choose them.", "请选定。")
)
_OTHER_RULE = not_taken(
    "One of these names no longer follows the rule of the list.",
    "其中有名称已不适用本组规则。",
    ("Answer it by itself.", "请单独回答。"),
)
