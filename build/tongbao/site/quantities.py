"""Quantities in words, in both languages, and which of them can be compared."""

from decimal import Decimal
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.concepts import BOUND, MEASUREUNIT
from tongbao.site.labels import Labels
from tongbao.site.things import Things

NOTHING = Text("", "")
WITH_CLASSIFIER = (MEASUREUNIT.month, MEASUREUNIT.working_day)
_UNCOUNTED = ("yuan", "mu")
"""Names of units that have no plural in English."""


class Quantity(NamedTuple):
    """A number with its unit of measure, as a source prints it."""

    number: Decimal
    unit: str
    kind: str
    """What sort of quantity it is, as a term: time, money, a count …"""
    per: str
    said: Text
    factor: Decimal
    """How many of the base unit one of its unit is; 0 where it is none exactly."""

    def beside(self, other: "Quantity") -> tuple[Decimal, Decimal] | None:
        """Return the numbers of two quantities in one unit; None where neither unit is an exact multiple of the other."""
        if self.per != other.per:
            return None
        if self.unit == other.unit:
            return self.number, other.number
        exact = self.kind == other.kind and self.factor and other.factor
        return (self.number * self.factor, other.number * other.factor) if exact else None


def read_quantity(things: Things, node: str, labels: Labels) -> Quantity:
    """Return the quantity that a node stands for."""
    unit, per, kind = (things.one(node, name) for name in ("qudt:hasUnit", "tb:per", "qudt:hasQuantityKind"))
    number = Decimal(things.text(node, "qudt:numericValue") or 0)
    classifier = {literal.language or "zh": literal.text for literal in things.literals(node, "tb:classifier")}
    said = quantity_said(number, unit, things.one(node, "tb:bound"), per, classifier.get("zh", ""), labels)
    return Quantity(number, unit, kind, per, said, labels.factor(unit))


def unit_text(unit: str, labels: Labels) -> Text:
    """Return what stands behind a number for its unit of measure: nothing for things that are counted, a sign for percent."""
    if not unit or unit == MEASUREUNIT.one:
        return NOTHING
    if unit == MEASUREUNIT.percent:
        return Text("%", "%")
    name = labels.of(unit)
    return Text(name.en, f"个{name.zh}") if unit in WITH_CLASSIFIER else name  # 3个月; 3月 is March


def quantity_said(number: Decimal, unit: str, bound: str, per: str, classifier: str, labels: Labels) -> Text:
    """Write a quantity as people read it: bound, number, unit of measure or Chinese classifier, period; all but these are terms."""
    limit = NOTHING if bound in ("", BOUND.exact) else labels.of(bound)
    period = labels.of(per) if per else NOTHING
    of_unit = unit_text(unit, labels)
    zh = f"{in_chinese(number)}{of_unit.zh}{classifier}"
    zh = f"{zh}{limit.zh}" if bound == BOUND.within else f"{limit.zh}{zh}"  # 24小时以内, 近20家
    en = f"{limit.en.lower()} {in_english(number)}{_english_unit(of_unit.en, number)}".strip()
    return Text(f"{en} per {period.en.lower()}" if per else en, f"{zh}／{period.zh}" if per else zh)


def _english_unit(name: str, number: Decimal) -> str:
    if name in ("", "%"):
        return name
    words = f"{name[0].lower()}{name[1:]}" if name[1:2].islower() else name  # kVA is a sign
    if number == 1:
        return f" {words}"
    if words in _UNCOUNTED or words == name:  # kVA
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
