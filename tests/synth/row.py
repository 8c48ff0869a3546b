"""A row in the making: its text grows clause by clause, and each fact keeps the words that state it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from tests.synth.bodies import Body
from tests.synth.dice import Dice
from tests.synth.places import City
from tests.synth.words import AIMS, MEANS, PAINS, PEOPLE, SLOGANS, Topic
from tests.synth.writer import Record


class Setting(NamedTuple):
    """Where and when a notice is written, and whom it can name there: the city's bodies, and those all share."""

    city: City
    day: date
    bodies: dict[str, Body]

    def name(self, key: str) -> str:
        """Return what a body is called at that time."""
        return self.bodies[key].name(self.day.year)


class Month(NamedTuple):
    """A month, as a source prints it and as YAML writes it."""

    words: str
    iso: str


class Row:
    """The description of one measure, with the facts that it states."""

    def __init__(self, dice: Dice, setting: Setting, topic: Topic, leads: list[str]) -> None:
        self.dice, self.setting, self.topic, self.leads = dice, setting, topic, leads
        self.text = ""
        self.facts: dict[str, list[Record]] = {}
        self._places: list[tuple[Record, str, int]] = []
        matters = dice.some(topic.matters, 2)
        means, pains = dice.some(MEANS, 2), dice.some(PAINS, 2)
        self.who, self.classifier = dice.one(topic.served)
        self.slogan = dice.one(SLOGANS)
        self.words = {"topic": topic.name, "matter": matters[0], "matter2": matters[1], "who": self.who}
        self.words |= {"means": means[0], "means2": means[1], "pain": pains[0], "pain2": pains[1]}
        self.words |= {"slogan": self.slogan, "aim": dice.one(AIMS), "people": dice.one(PEOPLE)}
        self.words |= {"city": setting.city.name}

    def fill(self, pattern: str, **more: str) -> str:
        """Put the row's own words into a pattern."""
        return pattern.format(**self.words, **more)

    def say(self, words: str, end: str = "。") -> None:
        """Write a clause and what ends it."""
        self.text += words + end

    def end(self) -> None:
        """Turn the comma or mark that stands last into a full stop."""
        if self.text and self.text[-1] in "，；、":
            self.text = self.text[:-1] + "。"

    def fact(self, kind: str, record: Record, quote: str) -> None:
        """Add a fact, stated in words that have just been written."""
        self._places.append((record, quote, self.text.rindex(quote)))
        self.facts.setdefault(kind, []).append(record)

    def named(self, kind: str, name: str) -> str:
        """Return an id that no other fact of the kind has in this row."""
        taken = {record["id"] for record in self.facts.get(kind, ())}
        number, found = 1, name
        while found in taken:
            number += 1
            found = f"{name}-{number}"
        return found

    def quote(self, before: str) -> None:
        """Write the quotations, given what stands before the description in its row: words that repeat get a number."""
        whole = before + self.text
        for record, words, at in self._places:
            if whole.find(words) == whole.rfind(words):
                record["quote"] = words
            else:
                record["quote"] = {"text": words, "nth": _starts(whole, words, len(before) + at) + 1}

    def month(self, back: int = 14) -> Month:
        """Draw a month before the notice was written."""
        day = self.setting.day - timedelta(days=30 * self.dice.between(1, back))
        return Month(f"{day.year}年{day.month}月", f"{day.year}-{day.month:02}")


def _starts(whole: str, words: str, end: int) -> int:
    """Count where words start before a position, overlaps and all."""
    count, at = 0, whole.find(words)
    while 0 <= at < end:
        count, at = count + 1, whole.find(words, at + 1)
    return count


class Amount(NamedTuple):
    """A range to draw a quantity from: digits, scale, unit or classifier."""

    low: int
    high: int
    unit: str = ""
    classifier: str = ""
    scale: str = ""
    decimals: int = 0
    per: str = ""
    loose: int = 25
    """In how many of a hundred the source says 超, 近 or 余."""
    bound: str = "exact"
    span: int = 0
    """How far a range reaches above the number drawn: 3—7; 0 where there is none."""

    def show(self, dice: Dice, classifier: str = "") -> tuple[str, Record]:
        """Draw a quantity: how the source prints it, and its record."""
        number: int | Decimal = dice.between(self.low, self.high)
        if self.decimals:
            # Notices print 3.1, hardly ever 3.10.
            drawn = number + 1 if number % 10 == 0 and dice.chance(95) else number
            number = Decimal(drawn).scaleb(-self.decimals)
        front, middle, bound = "", "", self.bound
        if bound == "exact" and dice.chance(self.loose):
            # 余 stands after a whole number only.
            front, middle, bound = dice.one(_LOOSE[:2] if self.decimals else _LOOSE)
        classifier = classifier if self.classifier == "=" else self.classifier
        record: Record = {"number": number} | ({"to": number + self.span} if self.span else {})
        record |= {"scale": self.scale} if self.scale else {}
        record |= {"unit": self.unit} if self.unit else {"classifier": classifier} if classifier else {}
        record |= {"bound": bound} if bound != "exact" else {}
        record |= {"per": self.per} if self.per else {}
        shown = f"{number}—{number + self.span}" if self.span else f"{number}"
        return f"{front}{shown}{middle}{self.scale}{_PRINTED[self.unit] or classifier}", record


_LOOSE = (("超", "", "over"), ("近", "", "nearly"), ("", "余", "over"))
_PRINTED = {
    "": "",
    "yuan": "元",
    "day": "天",
    "working-day": "个工作日",
    "hour": "小时",
    "minute": "分钟",
    "year": "年",
    "percent": "%",
    "tonne": "吨",
    "tonne-co2e": "吨CO2e",
    "kva": "kVA",
    "percentage-point": "个百分点",
    "times": "倍",
    "us-dollar": "美元",
    "square-metre": "平方米",
}
