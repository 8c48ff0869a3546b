"""How each fact is asked about: its name, its cells, and the answers that are offered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.load import Authority
from tongbao.load.reader import Path_
from tongbao.model import plain
from tongbao.review import shape
from tongbao.review.candidates import Candidates, Rule
from tongbao.review.edited import Edited
from tongbao.review.facts import Fact, in_both
from tongbao.review.shown import HIDDEN, both, name_of, words_of

_MOST_CHOICES = 9
"""Digits choose an answer; more codes than that stand in a list."""
_NEVER_GUESSED = ("column", "act", "name", "open")
"""Kinds of facts for which no answer may be chosen beforehand."""
_NOT_PRINTED = ("bare-list", "reading")
"""Grounds of the role of a column that are no printed word for it."""


class Cell(NamedTuple):
    """One cell of a fact: its key, its value as text, and what it may hold. One that is fixed is only shown."""

    name: str
    label: Text
    value: str | bool | None
    form: shape.Form
    asked: bool = False
    fixed: bool = False
    proposals: tuple[str, ...] = ()
    """Values to choose from that nobody has verified."""
    note: Text | None = None
    """What has to be known before it is filled in."""


class Choice(NamedTuple):
    """An answer that is offered: the cells that it sets, and those that it needs from the person."""

    key: str
    label: Text
    about: Text | None = None
    tag: Text | None = None
    cells: tuple[Cell, ...] = ()
    rejects: bool = False
    suggested: bool = False
    """Whether it is what the draft proposes, and may be chosen beforehand."""


class Asking:
    """Asks about the facts of one notice."""

    def __init__(self, authority: Authority, place: str) -> None:
        self.authority, self.place = authority, place
        self.candidates = Candidates(authority, place)

    def label(self, fact: Fact) -> Text:
        """Return what a fact is, short."""
        value = fact.value
        if fact.kind == "name":
            return both(str(value))
        if fact.kind == "open":
            said = _without_keys(in_both(str(value)))
            return Text(said.en[:80], said.zh[:80])
        if fact.kind == "rejected":
            name = str(value.get("counts") or "") or name_of(value) or words_of(value.get("quote", ""))
            return Text(name[:80], name[:80])
        if fact.kind == "figure" and isinstance(value, dict) and value.get("counts"):
            return Text(value["counts"], value["counts"])
        if fact.kind in ("recipient", "participant"):
            name = name_of(value)
            return Text(name, name)
        if fact.kind == "measure":
            title = f"{value.get('number') or ''} {value.get('title') or ''}".strip()
            return Text(title, title)
        key = str(next((step for step in reversed(fact.path) if isinstance(step, str)), ""))
        return shape.label(key)

    def question(self, fact: Fact) -> Text | None:
        """Return the question for a fact; None where nothing is asked."""
        if fact.state not in ("asked", "later"):
            return None
        if fact.kind == "name":
            return Text(f"Which body is “{fact.value}”?", f"“{fact.value}”是哪个单位？")
        if fact.kind == "column":
            heading = words_of(fact.value.get("quote"))
            return Text(
                f"What part do the units under “{heading}” have in the measures?",
                f"“{heading}”所列单位在举措中承担什么角色？",
            )
        if fact.kind == "figure" and fact.asked == ("realisation",):
            words = words_of(fact.value.get("quote", ""))
            return Text(f"“{words}”: how far has it come?", f"“{words}”，属于哪一种？")
        if fact.asked and isinstance(fact.value, dict):
            return _of_cells(fact.value, fact.asked)
        if fact.path == _PLACE:
            return Text("Of which place is this notice?", "这份公文属于哪个地区？")
        if fact.kind == "act":
            return Text("What does this sentence do, and to whom?", "这句话是表扬还是批评，对象是谁？")
        if fact.problems:
            return fact.problems[0].what
        return fact.question and _without_keys(fact.question)

    def why(self, fact: Fact) -> Text | None:
        """Return why it is asked."""
        if fact.kind == "name" and fact.step == "names":
            return _WHY_NAME if self.authority.whole else None
        if fact.kind == "column":
            return _WHY_COLUMN if fact.value.get("basis") in _NOT_PRINTED else None
        if fact.problems:
            return fact.problems[0].cure
        if fact.path == _PLACE and fact.question:
            return _WHY_PLACE
        if fact.question and fact.asked:  # behind the keys that it begins with
            return _without_keys(fact.question)
        return fact.question and _without_keys(fact.question) if fact.kind == "act" else None

    def has_default(self, fact: Fact) -> bool:
        """Return whether an answer may be chosen beforehand."""
        return fact.kind not in _NEVER_GUESSED and fact.path != _PLACE

    # --- cells ----------------------------------------------------------------------------------------

    def cells(self, fact: Fact) -> list[Cell]:
        """Return the cells of a fact."""
        if fact.kind in ("name", "rejected", "open", "problem"):
            return []
        if not isinstance(fact.value, dict):
            return [self._cell(fact, (), fact.value)]
        cells = [*self._below(fact, (), fact.value)]
        key = fact.path[-2] if len(fact.path) > 1 else ""
        known = {cell.name for cell in cells} | {cell.name.split(".")[0] for cell in cells if cell.fixed}
        more = dict.fromkeys((*shape.CELLS.get(str(key), ()), *fact.asked))
        there = {name for name in more if _fits(name, fact.value)}
        return cells + [self._cell(fact, tuple(name.split(".")), None) for name in more if name in there - known]

    def _below(self, fact: Fact, keys: tuple[str, ...], value: Mapping[str, Any]) -> Iterator[Cell]:
        for key, each in value.items():
            if key in HIDDEN or (fact.kind in ("act", "measure") and isinstance(each, list) and key != "leads"):
                continue
            if isinstance(each, dict) and key != "quote":
                yield from self._below(fact, (*keys, key), each)
            else:
                yield self._cell(fact, (*keys, key), each)

    def _cell(self, fact: Fact, keys: tuple[str, ...], value: Any) -> Cell:
        name, form = ".".join(keys), shape.form((*fact.path, *keys))
        form = shape.Form("code", PLACES) if fact.path == _PLACE else form
        plain_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
        is_fixed = isinstance(value, dict) or (isinstance(value, list) and not plain_list)
        is_fixed = is_fixed or (fact.kind == "measure" and keys[-1:] in (("lead-cell",), ("leads",)))
        label = _label(keys) if keys else self.label(fact)
        form = form._replace(kind="text") if form.kind == "list" else form
        said = value if isinstance(value, bool) or value is None else words_of(value)
        kind = form._replace(kind="long") if isinstance(said, str) and "\n" in said.strip() else form
        return Cell(name, label, said, kind, name in fact.asked, is_fixed)

    # --- answers that are offered -----------------------------------------------------------------------

    def choices(self, fact: Fact) -> list[Choice]:
        """Return the answers that are offered; none where the cells are corrected, or the fact is confirmed as it is."""
        if fact.state not in ("asked", "later"):
            return []
        if fact.kind == "column":
            return _COLUMN
        if fact.kind == "name":
            return self._bodies(fact)
        if fact.kind == "open":
            return [_NOT_THERE]
        asked = ("act",) if fact.kind == "act" else fact.asked
        if len(asked) == 1:
            return self._codes(fact, asked[0])
        return []

    def _codes(self, fact: Fact, key: str) -> list[Choice]:
        form = shape.form((*fact.path, *key.split(".")))
        codes = shape.codes(form.codes, self.authority.vocabulary) if form.kind == "code" else []
        if not 1 < len(codes) <= _MOST_CHOICES:
            return []
        now = _at(fact.value, key.split("."))
        proposed = now if self.has_default(fact) else None
        return [
            Choice(one.code, one.label, one.about, _PROPOSED, suggested=True)
            if one.code == proposed
            else Choice(one.code, one.label, one.about)
            for one in codes
        ]

    def _bodies(self, fact: Fact) -> list[Choice]:
        name = str(fact.value)
        meant = [self._known(unit, sign, name) for unit, sign in self.candidates.meant(name)][: _MOST_CHOICES - 3]
        unknown, full = self.candidates.unknown_place(name), (*self.candidates.full(name),)
        note = unknown and Text(_NO_PLACE.en.format(unknown), _NO_PLACE.zh.format(unknown))
        new = (
            Cell("name", Text("Full name", "全称"), None, shape.Form("text"), True, proposals=full),
            *_OF_BODY[:2],
            Cell(
                "place", shape.label("place"), self.candidates.home(name), shape.Form("code", PLACES), note=note or None
            ),
            Cell("basis", shape.label("basis"), None, shape.Form("code", "assertion-basis"), asked=True),
            _OF_BODY[2],
        )
        other = (Cell("unit", shape.label("unit"), None, shape.Form("unit"), asked=True),)
        return [
            *meant,
            Choice("new", _NEW[0], _NEW[1], None, new),
            Choice("same", _SAME[0], _SAME[1], None, other),
            Choice("none", _NONE[0], _NONE[1]),
        ]

    def _known(self, unit: str, sign: str, name: str) -> Choice:
        said = Text(f"as “{sign}{name}”", f"即“{sign}{name}”") if sign else Text(unit, unit)
        return Choice(f"unit:{unit}", both(plain(self.authority.units[unit].name)), said)

    def rule(self, fact: Fact) -> Rule | None:
        """Return the rule by which a name can be answered in one list with others."""
        is_open = fact.kind == "name" and fact.state in ("asked", "later")
        return self.candidates.rule(str(fact.value)) if is_open else None

    def of_rule(self, rule: Rule) -> list[Cell]:
        """Return the cells that the bodies of one list share; none where they are known."""
        if rule.unit:
            return []
        forms = [Cell("form", Text("Full name", "全称"), None, shape.Form("code", FORMS), asked=True)]
        return [*(forms if len(rule.forms) > 1 else []), *_OF_BODY]

    def near(self, fact: Fact) -> list[dict[str, str]]:
        """Return known bodies whose names are like an unknown one."""
        if fact.kind != "name":
            return []
        names = self.authority.nearest(str(fact.value))
        units = dict.fromkeys(
            one.unit for name in names for homes in self.authority.names[name].values() for one in homes
        )
        return [{"id": unit, "name": plain(self.authority.units[unit].name)} for unit in units]


def _without_keys(said: Text) -> Text:
    """Return what a question says behind the keys that it begins with: they are names in the file, not words."""
    keys, colon, rest = said.en.partition(": ")
    own = rest if colon and re.fullmatch(r"[a-z.-]+(?:(?:, | or )[a-z.:-]+)*", keys) else said.en
    return Text(own[:1].upper() + own[1:], said.zh)


def _at(value: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _of_cells(value: Mapping[str, Any], names: Sequence[str]) -> Text:
    """Return the question for several cells: whether they are right, or what they are where one is empty."""
    words, labels = words_of(value.get("quote", "")), [_label(name.split(".")) for name in names]
    asked = Text(" and ".join(each.en.lower() for each in labels), "、".join(each.zh for each in labels))
    if any(_at(value, name.split(".")) is None for name in names):
        return Text(f"“{words}”: how do you read its {asked.en}?", f"“{words}”，{asked.zh}如何认定？")
    verb = "are" if len(labels) > 1 else "is"
    return Text(f"“{words}”: {verb} its {asked.en} right?", f"“{words}”，{asked.zh}是否如此？")


def empty(path: Path_, name: str) -> Cell:
    """Return a cell that nothing stands in; it is asked for where a record needs it."""
    keys = name.split(".")
    form = shape.form((*path, *keys))
    form = form._replace(kind="text") if form.kind == "list" else form
    return Cell(name, _label(keys), None, form, asked=len(keys) == 1 and keys[0] in shape.needed(path))


def _fits(name: str, value: Mapping[str, Any]) -> bool:
    """Return whether a cell goes with what is there: one that changed has no value beside."""
    return not (name.startswith("value.") and "before" in value)


def _label(keys: Sequence[str]) -> Text:
    """Return what a cell is called, by its keys: 变化前·数值."""
    names = list(keys)
    if names[-1] == "number" and len(names) > 1:
        names[-1] = "value"
    if len(names) > 1 and names[0] == "value":
        del names[0]
    labels = [shape.label(key) for key in names]
    return Text(": ".join(each.en for each in labels), "·".join(each.zh for each in labels))


def group_label(at: Any, path: Path_) -> Text:
    """Return what facts are confirmed with, by what stands at its path: a measure, an annex, an act, or the notice."""
    if not path:
        return Text("About the document", "文件信息")
    if isinstance(at, dict) and "act" in at:
        return Text("Whom the act is for", "表扬、批评的对象")
    if isinstance(at, dict) and "title" in at:
        number = at.get("number") or at.get("position") or ""
        title = words_of(at["title"])
        return Text(f"{number} {title}".strip(), f"第{number}项　{title}" if number else title)
    return Text("Measures", "举措")


def spot_label(notice: Edited, path: Path_) -> Text:
    """Return what a place of a name is called: the measure in which it stands, else the key under which it does."""
    for end in range(len(path) - 1, 1, -1):
        at = notice.value(path[:end])
        if isinstance(at, dict) and isinstance(path[end - 1], int) and ("act" in at or "title" in at):
            own = shape.label(str(next(step for step in path[end:] if isinstance(step, str))))
            group = group_label(at, path[:end])
            return Text(f"{group.en}: {own.en}", f"{group.zh}·{own.zh}")
    return shape.label(str(path[0]))


_PLACE: Path_ = ("place",)
_WHY_PLACE = Text(
    "Units are looked up by it. Where places.yaml lacks the place, add it there first, and load this page again.",
    "单位名称按它查找。地区表（places.yaml）中没有该地区的，请先添加，再刷新本页。",
)
PLACES = "places"
"""The name of the list of the places of a dataset, among those of codes."""
FORMS = "forms"
"""The name of the list of the forms of full names: with the name of the place around, or without."""
_OF_BODY = (
    Cell("kind", shape.label("kind"), None, shape.Form("code", "unit-kind"), asked=True),
    Cell("level", shape.label("level"), None, shape.Form("code", "level")),
    Cell("certainty", shape.label("certainty"), None, shape.Form("code", "certainty"), asked=True),
)
_NO_PLACE = Text(
    "places.yaml lacks “{}”, so no place is proposed. Add it there and load this page again, or leave the place out.",
    "地区表（places.yaml）中没有“{}”，故不预填。请先在表中添加并刷新本页，或暂不填写地区。",
)
_PROPOSED = Text("proposed", "建议")
_READING = Text("a reading", "解读")
_WHY_NAME = Text(
    "units.yaml has no such name at the place and in the year of the notice.", "单位表中，该地区、该年份没有这个名称。"
)
_WHY_COLUMN = Text(
    "No word such as 牵头, 责任 or 配合 is printed; only a person can say it.",
    "原文没有写“牵头”“责任”“配合”等字样，机器不能代为认定，本题不设默认答案。",
)
_CERTAINTY = (Cell("certainty", shape.label("certainty"), None, shape.Form("code", "certainty"), asked=True),)
_COLUMN = [
    Choice(
        "listed",
        Text("Only “listed”, as printed", "仅记为“所列单位”"),
        Text("Nobody is said to lead.", "照原文记载，不认定谁牵头。"),
    ),
    Choice(
        "lead",
        Text("All lead", "均视为牵头单位"),
        Text(
            "Not printed: stated as a reading, which questions can leave out.",
            "原文未写明，将注明是编者的解读；查询和统计时可以不计。",
        ),
        _READING,
        _CERTAINTY,
    ),
    Choice(
        "responsible",
        Text("All are responsible", "均视为责任单位"),
        Text("Stated as a reading, too.", "同样注明是解读。"),
        _READING,
        _CERTAINTY,
    ),
    Choice(
        "guiding",
        Text("All guide", "均视为指导单位"),
        Text("Stated as a reading, too.", "同样注明是解读。"),
        _READING,
        _CERTAINTY,
    ),
]
_NEW = (
    Text("A body to be added", "新建单位"),
    Text("It goes into units.yaml, and later notices know it.", "名称、类别等写入 units.yaml，以后的通报可直接识别。"),
)
_SAME = (
    Text("Another name of a known body", "是已收录单位的另一个名称"),
    Text("The name is added to that body.", "将这个名称记在该单位名下。"),
)
_NONE = (
    Text("No single body", "不是一个单位"),
    Text("Such as 有关部门: only the words are kept.", "如“有关部门”“各区政府”，只保留原话。"),
)
_NOT_THERE = Choice(
    "none",
    Text("Nothing to record here", "此处没有需要记载的内容"),
    Text("The question is removed.", "删去这个问题。"),
    rejects=True,
)
