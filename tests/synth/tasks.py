"""Tasks of a synthetic table: numbers that jump, units that answer for them, deadlines, and where each is taken up."""

from tests.synth.dice import Dice
from tests.synth.measure import TOPIC_ODDS, Made, city_leads, fields
from tests.synth.outcomes import write_outcomes
from tests.synth.row import Row, Setting
from tests.synth.words import SENTENCES, TITLES, TOPICS, Topic
from tests.synth.writer import Record, Value

HEADINGS = (("responsible", "责任单位"), ("responsible", "责任部门"), ("lead", "牵头单位"))
"""The role that a column gives its units, and its heading."""
NUMERALS = "一二三四"


def tasks(dice: Dice, setting: Setting) -> tuple[list[Record], list[Made]]:
    """Make the headings of a table, and the tasks below each; every record names its heading."""
    groups, made = list[Record](), list[Made]()
    for number, topic in enumerate(dice.some(TOPICS, dice.between(2, 4))):
        name = f"group-{number + 1}"
        groups.append({"id": name, "number": NUMERALS[number], "title": f"{topic.name}提升行动"})
        printed = 0
        for field in [topic, *fields(dice, TOPIC_ODDS, dice.between(1, 5))]:
            printed += 1 + dice.chance(15)
            made.append(_task(dice, setting, field, f"task-{len(made) + 1:02}", name, str(printed)))
    return groups, made


def scope(made: Made) -> str:
    """Return the cell that says where a task is taken up."""
    return str(made.record["adoption-scope"])


def _task(dice: Dice, setting: Setting, topic: Topic, name: str, group: str, printed: str) -> Made:
    """Write one task, of one to three units and of those who join, guide or support them."""
    row, keys = Row(dice, setting, topic, []), city_leads(dice, topic)[:3]
    title = row.fill(dice.one(TITLES))
    cell = "、".join(map(setting.name, keys))
    others = [key for key in ("data", "justice", "finance", "approval") if key not in keys]
    joining = setting.name(others.pop()) if dice.chance(20) else ""
    if joining:
        cell += f"会同{joining}"
    row.say(row.fill(dice.one(SENTENCES)))
    write_outcomes(row, dice.below(3))
    _beside(row, [setting.name(key) for key in others])
    _deadline(row)
    row.quote(title + cell)
    leads: list[Value] = [setting.name(key) for key in keys]
    record: Record = {"id": name, "number": printed, "group": group, "title": title, "lead-cell": cell, "leads": leads}
    where = "全市" if dice.chance(70) else dice.one(setting.city.districts).full
    record |= {"description": row.text, "adoption-scope": where, "other-cells": [where]}
    if joining:
        join: Record = {"unit": joining, "role": "joining", "quote": cell}
        row.facts["participants"] = [join, *row.facts.get("participants", [])]
    for kind in ("participants", "outcomes", "beneficiaries"):
        if kind in row.facts:
            record[kind] = [*row.facts[kind]]
    record["deadline"] = row.facts["deadline"][0]
    return Made(title, cell, row.text, tuple(keys), record)


def _beside(row: Row, names: list[str]) -> None:
    """Name a unit that guides, and one that supports."""
    for name, verb, role in zip(names, ("指导", "配合"), ("guiding", "supporting"), strict=False):
        if row.dice.chance(40):
            row.say(f"{name}{verb}", "，")
            row.fact("participants", {"unit": name, "role": role}, f"{name}{verb}")
    row.end()


def _deadline(row: Row) -> None:
    """Say by when it is to be done."""
    if row.dice.chance(20):
        row.say("长期坚持")
        row.fact("deadline", {}, "长期坚持")
        return
    year, month = row.setting.day.year + row.dice.below(3), row.dice.between(1, 12)
    clause = f"{year}年{month}月底前完成"
    row.say(clause)
    row.fact("deadline", {"date": f"{year}-{month:02}"}, clause)
