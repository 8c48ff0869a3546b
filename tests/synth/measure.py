"""One synthetic measure: its title, the cell that names its leads, its description and all facts in it."""

from collections.abc import Callable
from typing import NamedTuple

from tests.synth.bodies import CITY
from tests.synth.clauses import HONOURS, PARTICIPANTS, PLATFORMS, claim, document, instrument
from tests.synth.dice import Dice, Odds, long_tail
from tests.synth.layout import lines
from tests.synth.outcomes import how_many, write_outcomes
from tests.synth.row import Row, Setting
from tests.synth.words import CLOSINGS, DISTRICT_TOPICS, OPENINGS, SENTENCES, TITLES, TOPICS, Topic
from tests.synth.writer import Record, Value

# How many leads a measure has, and how many facts of each kind: about as in the real notice.
CITY_LEADS = Odds({1: 22, 2: 40, 3: 27, 4: 4, 5: 3, 7: 4})
DISTRICT_LEADS = Odds({1: 80, 2: 20})
HOW_MANY_PARTICIPANTS = Odds({0: 30, 1: 35, 2: 22, 3: 13})
HOW_MANY_PLATFORMS = Odds({0: 60, 1: 32, 2: 8})
HOW_MANY_HONOURS = Odds({0: 68, 1: 18, 2: 9, 3: 5})
HOW_MANY_WORKS = Odds({0: 58, 1: 33, 2: 9})
LEADERS = long_tail([kind.key for kind in CITY if kind.kind in ("department", "public-institution")])
TOPIC_ODDS, DISTRICT_TOPIC_ODDS = long_tail(TOPICS), long_tail(DISTRICT_TOPICS)
FACTS = (
    "participants",
    "outcomes",
    "honours",
    "works",
    "platforms",
    "claims",
    "events",
    "beneficiaries",
    "instruments",
)
OPEN_END = ("等单位", "等", "等部门")


class Made(NamedTuple):
    """A measure as the source prints it, and its record."""

    title: str
    cell: str
    description: str
    leads: tuple[str, ...]
    """The keys of its lead units, in the order printed."""
    record: Record


def fields(dice: Dice, odds: Odds[Topic], count: int) -> list[Topic]:
    """Choose the fields of a list of measures: common ones come up more often, and one seldom twice."""
    found: list[Topic] = []
    while len(found) < count:
        topic = dice.draw(odds)
        if topic not in found or dice.chance(12):
            found.append(topic)
    return found


def city_leads(dice: Dice, topic: Topic) -> list[str]:
    """Choose who leads a measure of the city: the body of its field, then its partners before others."""
    keys = [topic.lead]
    count = dice.draw(CITY_LEADS)
    for partner in topic.partners:
        if len(keys) < count and dice.chance(70):
            keys.append(partner)
    while len(keys) < count:
        key = dice.draw(LEADERS)
        if key not in keys:
            keys.append(key)
    return keys


def district_leads(dice: Dice, number: int, setting: Setting) -> list[str]:
    """Choose who leads a measure of a district: its government, at times with another."""
    keys = [f"{number}-government"]
    if dice.draw(DISTRICT_LEADS) == 2:
        near = [key for key in (f"{number}-court", f"{number}-social") if key in setting.bodies]
        keys.append(dice.one((*near, "registry", "tax")))
    return keys


def make(
    dice: Dice, setting: Setting, topic: Topic, keys: list[str], name: str, *, cell: bool, open_leads: bool
) -> Made:
    """Write a measure; without a cell, its description begins with who leads it."""
    row = Row(dice, setting, topic, keys)
    title = row.fill(dice.one(TITLES))
    printed, leads = (
        _leads(dice, setting, keys) if cell else ("、".join(map(setting.name, keys)), _names(setting, keys))
    )
    ending = dice.one(OPEN_END) if open_leads else ""
    if not cell:
        row.say(f"由{printed}{ending}牵头", "，")
    _describe(row)
    lead_cell = printed + ending if cell else ""
    row.quote(title + lead_cell)
    record: Record = {"id": name, "title": title}
    record |= {"lead-cell": lead_cell} if cell else {}
    record |= {"leads": leads} | ({"leads-open": True} if open_leads else {})
    record["description"] = "".join([f"{line}\n" for line in lines(row.text, 48)])
    record |= facts(row)
    return Made(title, lead_cell, row.text, tuple(keys), record)


def facts(row: Row) -> Record:
    """Return the facts of a row, kind by kind, as its record holds them."""
    return {kind: [*row.facts[kind]] for kind in FACTS if kind in row.facts}


def _names(setting: Setting, keys: list[str]) -> list[Value]:
    return [setting.name(key) for key in keys]


def _leads(dice: Dice, setting: Setting, keys: list[str]) -> tuple[str, list[Value]]:
    """Print a lead cell: groups are parted by commas, and within a group 市 stands once, as in real tables."""
    text, records, cut = "", list[Value](), True
    for key in keys:
        body, name = setting.bodies[key], setting.name(key)
        fresh = cut or not name.startswith("市")
        printed = name if fresh else name[1:]
        if body.hosted and name == body.short and dice.chance(50):
            printed += body.hosted
        text += ("" if not text else dice.one((",", "，", "，")) if cut else "、") + printed
        records.append(name if printed == name else {"unit": name, "printed": printed})
        cut = dice.chance(35)
    return text, records


def _describe(row: Row) -> None:
    """Write the description: an opening, facts with sentences between them, and a close."""
    dice = row.dice
    row.say(row.fill(dice.one(OPENINGS)))
    target = 120 + dice.between(0, 70) + dice.between(0, 60) + dice.between(0, 50)
    outcomes = how_many(dice)
    clauses: list[Callable[[Row], None]] = [dice.draw(PLATFORMS) for _ in range(dice.draw(HOW_MANY_PLATFORMS))]
    clauses += [dice.draw(PARTICIPANTS) for _ in range(dice.draw(HOW_MANY_PARTICIPANTS))]
    clauses += [document] * dice.draw(HOW_MANY_WORKS)
    clauses += [claim] * dice.chance(50)
    clauses += [instrument] * dice.chance(8)
    honours = [dice.draw(HONOURS) for _ in range(dice.draw(HOW_MANY_HONOURS))]
    sentences = dice.some(SENTENCES, 10)
    words = target - 26 * (len(clauses) + len(honours)) - 17 * outcomes
    for clause in clauses:
        if words > 0 and dice.chance(50):
            words -= _sentence(row, sentences)
        clause(row)
    row.end()
    while words > 30 and sentences:
        words -= _sentence(row, sentences)
    write_outcomes(row, outcomes)
    for clause in honours:
        clause(row)
    row.say(row.fill(dice.one(CLOSINGS)))


def _sentence(row: Row, sentences: list[str]) -> int:
    words = row.fill(sentences.pop())
    row.say(words)
    return len(words) + 1
