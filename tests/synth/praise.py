"""Acts of praise and criticism in synthetic notices, each with the sentence that states it and its recipients."""

from tests.synth.dice import Dice, Odds, long_tail
from tests.synth.measure import Made
from tests.synth.row import Setting
from tests.synth.words import GIVEN, SLOGANS, SURNAMES, TOPICS
from tests.synth.writer import Record, Value

GRADES = ("一等奖", "二等奖", "三等奖")
_CRITICISED = Odds({1: 40, 2: 30, 3: 20, 5: 10})


def measures_led(dice: Dice, setting: Setting, theme: str, made: list[Made], *, is_open: bool) -> list[Record]:
    """Praise those who lead the measures: all of them, or, where the lists are open, a part."""
    order = {key: number for number, key in enumerate(setting.bodies)}
    keys = sorted({key for measure in made for key in measure.leads}, key=order.__getitem__)
    if is_open:
        keys = [key for key in keys if dice.chance(80)] or keys[:1]
    recipients: list[Value] = []
    stated = any("lead-cell" not in measure.record for measure in made) and dice.chance(50)
    for key in keys:
        name = setting.name(key)
        led: list[Value] = [measure.record["id"] for measure in made if key in measure.leads]
        recipients.append({"unit": name, "for-measures": led} if stated else name)
    ending = "等单位" if is_open else ""
    quote = f"对在{theme}中表现突出的{'、'.join(map(setting.name, keys))}{ending}予以通报表扬"
    act: Record = {"act": "circular-commendation"}
    act |= {"open": True} if is_open else {}
    act |= {} if stated else {"for-measures": "measures-led"}
    return [act | {"quote": quote, "recipients": recipients}]


def criticism(dice: Dice, setting: Setting, theme: str) -> Record:
    """Criticise a few units."""
    keys = _units(dice, setting, dice.draw(_CRITICISED))
    names: list[Value] = [setting.name(key) for key in keys]
    quote = f"对{theme}推进迟缓、问题整改不力的{'、'.join(map(setting.name, keys))}予以通报批评"
    return {"act": "circular-criticism", "quote": quote, "recipients": names}


def acts_without_measures(dice: Dice, setting: Setting, theme: str, kind: str) -> list[Record]:
    """Praise units, places, persons or projects for no measure in particular; or criticise."""
    if kind == "criticism":
        acts = [criticism(dice, setting, theme)]
        return [*acts, _units_praised(dice, setting, theme)] if dice.chance(40) else acts
    acts = [_units_praised(dice, setting, theme)]
    for act in (_places, _persons, _projects, _prizes):
        if dice.chance(65):
            acts.append(act(dice, setting))
    return acts


def _units(dice: Dice, setting: Setting, count: int) -> list[str]:
    own = long_tail([key for key, body in setting.bodies.items() if body.place.startswith(setting.city.id)])
    return list(dict.fromkeys(dice.draw(own) for _ in range(count)))


def _units_praised(dice: Dice, setting: Setting, theme: str) -> Record:
    keys = _units(dice, setting, dice.between(6, 40))
    names: list[Value] = [setting.name(key) for key in keys]
    is_open = dice.chance(30)
    by: Record = {"by": setting.name("government")} if dice.chance(30) else {}
    decided = f"{by['by']}决定" if by else ""
    quote = f"{decided}授予{'、'.join(map(setting.name, keys))}{'等单位' if is_open else ''}“{theme}先进集体”称号"
    opened: Record = {"open": True} if is_open else {}
    return {"act": "award", **by, **opened, "quote": quote, "recipients": names}


def _places(dice: Dice, setting: Setting) -> Record:
    places = dice.some(setting.city.districts, dice.between(1, 3))
    quote = f"对工作成效明显的{'、'.join(place.full for place in places)}予以通报表扬"
    recipients: list[Value] = [{"place": place.id} for place in places]
    return {"act": "circular-commendation", "quote": quote, "recipients": recipients}


def _persons(dice: Dice, setting: Setting) -> Record:
    people = [dice.one(SURNAMES) + dice.one(GIVEN) + dice.one(GIVEN) for _ in range(dice.between(2, 12))]
    people = list(dict.fromkeys(people))
    quote = f"对{'、'.join(f'{name}同志' for name in people)}给予表彰"
    recipients: list[Value] = [{"person": name, "printed": f"{name}同志"} for name in people]
    return {"act": "commendation", "quote": quote, "recipients": recipients}


def _projects(dice: Dice, setting: Setting) -> Record:
    names = [f"{topic.name}“{dice.one(SLOGANS)}”项目" for topic in dice.some(TOPICS, dice.between(1, 4))]
    quote = f"对{'、'.join(names)}予以表彰"
    return {"act": "commendation", "quote": quote, "recipients": [{"project": name} for name in names]}


def _prizes(dice: Dice, setting: Setting) -> Record:
    """Give projects a prize, with the grade and the money of all and who did each."""
    topics, grade, money = dice.some(TOPICS, dice.between(2, 3)), dice.one(GRADES), dice.between(2, 20)
    recipients: list[Value] = []
    printed = []
    for topic in topics:
        name, doer = f"{topic.name}“{dice.one(SLOGANS)}”场景", setting.name(topic.lead)
        printed.append(f"{doer}的{name}")
        recipients.append({"project": name, "by": [doer], "quote": printed[-1]})
    quote = f"授予{'、'.join(printed)}数字化应用{grade}，各奖励{money}万元"
    payment: Record = {"number": money, "scale": "万", "unit": "yuan"}
    return {
        "act": "award",
        "title": "数字化应用",
        "grade": grade,
        "payment": payment,
        "quote": quote,
        "recipients": recipients,
    }
