"""The measures expected of a document, in the form in which a draft states them: of the documents of ``../shared``, and of our own notice."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from tests.notices.dataset import NOTICES
from tests.notices.figures import outcome

from tongbao.intake.recognise.brackets import role_of
from tongbao.intake.recognise.table import column_of
from tongbao.printed.script import simplified

SEED = Path(__file__).resolve().parents[2] / "data" / "notices" / "2023" / "xiamen-2023-64.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Figure(NamedTuple):
    """A figure: its numbers with their scales, in order, and what else is said of it; ``asked`` are the keys that are marked."""

    numbers: tuple[Decimal, ...]
    keys: Mapping[str, Any]
    quote: str
    asked: tuple[str, ...] = ()


class Measure(NamedTuple):
    """A measure: number, title and text without white space, its units with their roles, and its figures."""

    number: str
    title: str
    text: str | None
    units: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    has_figures: bool = True
    """Whether its figures are all known."""


def squeeze(words: Any) -> str:
    """Return words without white space, in simplified script."""
    return re.sub(r"\s", "", simplified(str(words or "")))


def expected(file: Path) -> list[Measure]:
    """Return the measures expected of a document."""
    gold = yaml.load((file.parent.parent / "expected" / f"{file.name[:2]}.yaml").read_text("utf-8"), _LOADER)
    rows = [(item, row) for item in gold["measures"].get("items", []) for row in item.get("rows") or [item]]
    return [_measure(item, row, whole="figure_samples" not in gold["measures"]) for item, row in rows]


def seed() -> list[Measure]:
    """Return the measures of the notice of our own dataset."""
    record = yaml.load(SEED.read_text("utf-8"), _LOADER)
    return [
        Measure(
            str(one["position"]),
            squeeze(one["title"]),
            squeeze(one["description"]),
            tuple(
                (squeeze(each.get("printed") if isinstance(each, dict) else each), "listed") for each in one["leads"]
            ),
            tuple(figure_of(each) for each in one.get("outcomes", [])),
        )
        for annex in record["annexes"]
        for one in annex["measures"]
    ]


def _measure(item: Mapping[str, Any], row: Mapping[str, Any], *, whole: bool) -> Measure:
    units = [one if isinstance(one, dict) else {"name": one} for one in row.get("units") or []]
    by_rule = item.get("lead_by_rule")
    text = row.get("text")
    return Measure(
        squeeze(item["number"]),
        squeeze(item["title"]),
        None if text is None else squeeze(text),
        tuple(_unit(one, by_rule, row.get("role")) for one in units),
        tuple(_figures(row)),
        whole and ("quantities" in row or text is not None),
    )


def _unit(one: Mapping[str, Any], by_rule: str | None, role: str | None) -> tuple[str, str]:
    word = one.get("role") or role
    code = role_of(word) or ("listed" if column_of(word)[0] == "units" else "participant") if word else "listed"
    return squeeze(one["name"]), "lead" if by_rule and one["name"] == by_rule else code


def _figures(row: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield the figures of a row; one of several parts (30%、20%、10%) is as many."""
    text, at = squeeze(row.get("text")), 0
    for one in row.get("quantities", []):
        quote = squeeze(one["quote"])
        at = max(text.find(quote, at), at)
        if one["status"] == "none":
            continue
        before = re.split("[，。；、：,;]", text[:at])[-1]
        record = outcome(one, "q", one["quote"], before)
        yield figure_of(record)
        for more in filter(None, one.get("also", "").split("、")):
            number = Decimal(re.sub("[^0-9.]", "", more))
            yield figure_of({**record, "value": {**record["value"], "number": number}, "quote": more})


_NOTHING: Mapping[str, Any] = {}


def figure_of(record: Mapping[str, Any], asked: tuple[str, ...] = ()) -> Figure:
    """Return a figure by its record in YAML."""
    parts = [record[key] for key in ("before", "after", "value") if key in record]
    keys = {
        "unit": [squeeze(part.get("unit") or part.get("classifier")) for part in parts],
        "bound": [part.get("bound", "exact") for part in parts],
        "per": [part.get("per") for part in parts],
        "direction": "states" if "before" in record else _direction(record["reading"]),
        "reading": record["reading"],
        "realisation": record.get("realisation") or record.get("nature", "outcome"),
    }
    return Figure(tuple(_number(part) for part in parts), keys, squeeze(record["quote"]), asked)


def _direction(reading: str) -> str:
    if reading in ("reduction-by", "relative-decrease"):
        return "decrease"
    return "increase" if reading in ("increase-by", "relative-increase") else ""


def _number(part: Mapping[str, Any]) -> Decimal:
    return Decimal(str(part["number"])).normalize()


def documents() -> list[Path]:
    """Return the documents of which measures are expected."""
    return [file for kind in ("made", "real") for file in sorted((NOTICES / kind / "files").iterdir())]
