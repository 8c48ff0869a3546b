"""Quantities in words, in both languages, and which of them can be compared."""

from decimal import Decimal
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.concepts import BOUND, MEASUREUNIT
from tongbao.site.labels import Labels
from tongbao.site.things import Things

NOTHING = Text("", "")
WITH_CLASSIFIER = (MEASUREUNIT.month, MEASUREUNIT.working_day, MEASUREUNIT.percentage_point)
_BEHIND = (BOUND.within, BOUND.at_least)
"""Bounds whose Chinese word stands behind the unit: 以内, 以上."""
_UNCOUNTED = ("yuan", "mu", "yen", "times")
"""Names of units that have no plural in English."""
_PROPER = ("US dollar", "Hong Kong dollar")
"""Names of units that begin with a capital in English."""


class Quantity(NamedTuple):
    """A number with its unit of measure, as a source prints it."""

    number: Decimal
    """Of a range the lower end."""
    unit: str
    kind: str
    """What sort of quantity it is, as a term: time, money, a count …"""
    per: str
    """What it is one for each of: a term, or a Chinese classifier."""
    said: Text
    factor: Decimal
    """How many of the base unit one of its unit is; 0 where it is none exactly."""
    high: Decimal | None = None
    """The upper end of a range."""

    def beside(self, other: "Quantity") -> tuple[Decimal, Decimal] | None:
        """Return the numbers of two quantities in one unit; None where that cannot be.

        Neither unit is an exact multiple of the other, or one of them is a range.
        """
        if self.per != other.per or self.high is not None or other.high is not None:
            return None
        if self.unit == other.unit:
            return self.number, other.number
        exact = self.kind == other.kind and self.factor and other.factor
        return (self.number * self.factor, other.number * other.factor) if exact else None


def read_quantity(things: Things, node: str, labels: Labels) -> Quantity:
    """Return the quantity that a node stands for."""
    unit, per, kind = (things.one(node, name) for name in ("qudt:hasUnit", "tb:per", "qudt:hasQuantityKind"))
    per = per or things.text(node, "tb:perClassifier")
    number = Decimal(things.text(node, "qudt:numericValue") or things.text(node, "tb:lowest") or 0)
    high = Decimal(things.text(node, "tb:highest")) if things.one(node, "tb:highest") else None
    classifier = {literal.language or "zh": literal.text for literal in things.literals(node, "tb:classifier")}
    said = quantity_said(number, unit, things.one(node, "tb:bound"), per, classifier.get("zh", ""), labels, high)
    return Quantity(number, unit, kind, per, said, labels.factor(unit), high)


def unit_text(unit: str, labels: Labels) -> Text:
    """Return what stands behind a number for its unit of measure: nothing for things that are counted, a sign for percent."""
    if unit in ("", MEASUREUNIT.one, MEASUREUNIT.rank):
        return NOTHING
    if unit == MEASUREUNIT.percent:
        return Text("%", "%")
    name = labels.of(unit)
    return Text(name.en, f"个{name.zh}") if unit in WITH_CLASSIFIER else name  # 3个月; 3月 is March


def quantity_said(
    number: Decimal, unit: str, bound: str, per: str, classifier: str, labels: Labels, high: Decimal | None = None
) -> Text:
    """Write a quantity as people read it: bound, number, unit of measure or Chinese classifier, period; ``high`` ends a range.

    Unit, bound and period are terms; the period may also be the word for what the quantity is one for each of.
    """
    if unit == MEASUREUNIT.rank:
        return Text(f"no. {in_english(number)}", f"第{in_chinese(number)}{classifier or '位'}")
    limit = NOTHING if bound in ("", BOUND.exact) else labels.of(bound)
    period = labels.of(per) if per.startswith("<") else Text(per, per)
    of_unit = unit_text(unit, labels)
    numbers = (number,) if high is None else (number, high)
    zh = f"{'—'.join(map(in_chinese, numbers))}{of_unit.zh}{classifier}"  # 3—5层
    zh = f"{zh}{limit.zh}" if bound in _BEHIND else f"{limit.zh}{zh}"  # 24小时以内, 近20家
    en = f"{limit.en.lower()} {' to '.join(map(in_english, numbers))}{_english_unit(of_unit.en, numbers[-1])}".strip()
    return Text(f"{en} per {period.en.lower()}" if per else en, f"{zh}／{period.zh}" if per else zh)


def _english_unit(name: str, number: Decimal) -> str:
    if name in ("", "%"):
        return name
    is_sign = not name[1:2].islower() and " " not in name  # kVA
    words = name if is_sign or name in _PROPER else f"{name[0].lower()}{name[1:]}"
    if number == 1 or is_sign or words in _UNCOUNTED:
        return f" {words}"
    first, of, rest = words.partition(" of ")
    return f" {first}s{of}{rest}"


def in_chinese(number: Decimal) -> str:
    """Write a number with 亿 or 万 where that is shorter.

    >>> in_chinese(Decimal(500_000_000)), in_chinese(Decimal(69_000)), in_chinese(Decimal(29_627))
    ('5亿', '6.9万', '29,627')
    """
    return _scaled(number, (("亿", 10**8), ("万", 10**4)))


def in_english(number: Decimal) -> str:
    """Write a number with billion or million where that is shorter.

    >>> in_english(Decimal(1_932_000_000)), in_english(Decimal(80_000_000)), in_english(Decimal(29_627))
    ('1.932 billion', '80 million', '29,627')
    """
    return _scaled(number, ((" billion", 10**9), (" million", 10**6)))


def _scaled(number: Decimal, scales: tuple[tuple[str, int], ...]) -> str:
    for sign, size in scales:
        if number >= size and (number / size * 1000) % 1 == 0:
            return f"{(number / size).normalize():,f}{sign}"
    return f"{number:,f}"
