"""What a graph must hold of a document, as sorted facts: a field, what it is about, and the value, all in words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tests.notices import enter
from tests.notices.figures import PER, UNITS, realised
from tests.notices.words import squeeze

from tongbao.load.number import plain_number

SCALES = {"万": 10_000, "亿": 100_000_000}
_BOUNDS = {"at-most": "within"}
"""Bounds that the expected facts do not tell apart."""


class Fact(NamedTuple):
    """One fact: its field, what it is about, and its value."""

    field: str
    about: str
    value: str

    def __str__(self) -> str:
        """Write the fact on a line."""
        return f"{self.field} {self.about}: {self.value}"


def number(value: Any) -> str:
    """Return a number without trailing zeros."""
    return f"{Decimal(str(value)).normalize():f}"


def bound(code: str) -> str:
    """Return a bound as the expected facts name it."""
    return _BOUNDS.get(code, code)


def facts(gold: enter.Gold) -> list[Fact]:
    """Return all facts of an expected file."""
    return [*_notice(gold), *_acts(gold), *_measures(gold)]


def _notice(gold: enter.Gold) -> Iterator[Fact]:
    said = gold.get("document_number") or gold.get("issue_number")
    single = {
        "number": said and plain_number(said),
        "index-number": gold.get("index_number"),
        "title": gold["title"],
        "genre": enter.GENRES[gold["genre"]],
        "date-written": gold["date_written"],
        "addressees": re.sub("[，,]", "", gold.get("addressee") or ""),
        "printed-by": (gold.get("printed") or {}).get("by"),
        "date-printed": (gold.get("printed") or {}).get("date"),
        "openness": openness["level"] if isinstance(openness := gold.get("openness"), dict) else openness and "public",
    }
    yield from (Fact(field, "", squeeze(value)) for field, value in single.items() if value)
    for one in enter.references(gold):
        yield Fact("reference", one["kind"], squeeze(f"{one['title']} {one.get('number', '')}"))
    for field, values in (
        ("issuer", gold["issuers"]),
        ("copy", enter.copied(gold)),
        ("annex", gold.get("annexes", [])),
    ):
        yield from (Fact(field, str(order), squeeze(value)) for order, value in enumerate(values, 1))


def _acts(gold: enter.Gold) -> Iterator[Fact]:
    if gold.get("signed_by"):
        yield Fact("signed-by", "", gold["signed_by"])
    for act in gold.get("acts", []):
        about = f"act {act['id']}"
        yield Fact("act", about, act["act"])
        yield Fact("act-by", about, act["by"])
        yield Fact("act-open", about, str(act["open"]).lower())
        for index, one in enumerate(enter.other_figures(act, gold), 1):
            yield from _quantity(one, f"{about} q-{index:02}")
        for order, one in enumerate((one for one in gold["recipients"] if one["act"] == act["id"]), 1):
            yield from _recipient(one, f"{about} recipient {order}")


def _recipient(one: enter.Gold, about: str) -> Iterator[Fact]:
    yield Fact("recipient", about, one["name"])
    yield Fact("recipient-kind", about, one["kind"])
    for field, key in (
        ("resolved", "resolved"),
        ("grade", "grade"),
        ("post", "post"),
        ("of", "unit"),
        ("fault", "fault"),
    ):
        if one.get(key):
            yield Fact(f"recipient-{field}", about, one[key])
    if one.get("money"):
        money = enter.payment(one["money"], "")
        yield Fact(
            "recipient-payment", about, f"{number(money['number'] * SCALES.get(money.get('scale', ''), 1))} yuan"
        )
    for unit in one.get("units", []):
        yield Fact("recipient-maker", about, unit)


def _measures(gold: enter.Gold) -> Iterator[Fact]:
    columns = gold["measures"].get("columns")
    for id_, row in enter.rows(gold["measures"].get("items", [])):
        printed = row["number"] if columns else (row.get("number_as_printed") or row["number"]).rstrip(".、")
        yield Fact("measure-number", id_, printed)
        single = {
            "title": row["title"],
            "text": row.get("text"),
            "annex": gold["annexes"][row["annex"] - 1] if row.get("annex") else None,
            "level": enter.LEVELS.get(row.get("level", "")),
            "group": row.get("section") or row.get("part"),
            "deadline": row.get("deadline"),
            "scope": row.get("scope"),
        }
        yield from (Fact(f"measure-{field}", id_, squeeze(value)) for field, value in single.items() if value)
        yield Fact("measure-open", id_, str(row.get("open", False)).lower())
        if row.get("lead_by_rule"):
            yield Fact("lead-by-rule", id_, row["lead_by_rule"])
        yield from _units(id_, row)
        for index, one in enumerate(row.get("quantities", []), 1):
            if one.get("status") != "none":
                yield from _quantity(one, f"{id_} q-{index:02}")


def _units(id_: str, row: enter.Gold) -> Iterator[Fact]:
    orders: dict[str, int] = {}
    for unit, role in enter.roles(row):
        orders[role] = order = orders.get(role, 0) + 1
        about = f"{id_} {role} {order}"
        yield Fact("unit", about, unit["name"])
        if unit.get("resolved"):
            yield Fact("unit-resolved", about, unit["resolved"])


def _quantity(one: enter.Gold, about: str) -> Iterator[Fact]:
    yield Fact("quantity-quote", about, squeeze(one["quote"]))
    sides = {key: one[key] for key in ("before", "after") if key in one} or {"value": one}
    for side, each in sides.items():
        here = f"{about} {side}"
        scale = SCALES.get(each.get("scale", ""), 1)
        low, high = each.get("range") or (each["number"], None)
        yield Fact("quantity-number", here, number(Decimal(str(low)) * scale))
        if high is not None:
            yield Fact("quantity-to", here, number(Decimal(str(high)) * scale))
        if each.get("unit"):
            yield Fact("quantity-unit", here, UNITS[each["unit"]])
        if each.get("classifier"):
            yield Fact("quantity-classifier", here, each["classifier"])
        yield Fact("quantity-bound", here, bound(each["bound"]))
        if each.get("per"):
            yield Fact("quantity-per", here, PER.get(each["per"], each["per"]))
    if one.get("after_text"):
        yield Fact("quantity-after-words", about, one["after_text"])
    if one.get("change"):
        yield Fact("quantity-change", about, one["change"])
    key, value = next(iter(realised(one["status"]).items()))
    yield Fact(f"quantity-{key}", about, value)
