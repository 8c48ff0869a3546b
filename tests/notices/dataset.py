"""A dataset of one document with its expected facts, beside the units and places of its folder."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tests.notices import enter, real
from tests.notices.texts import text_of
from tests.notices.words import Words, squeeze

NOTICES = Path(__file__).resolve().parents[3] / "shared" / "notices"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SEEN = {"basis": "source", "certainty": "certain"}
HOME = "https://example.org/notices/"


def read(file: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.load(file.read_text("utf-8"), _LOADER)


@cache
def index(folder: str) -> dict[str, Mapping[str, Any]]:
    """Return the documents of a folder by their numbers, with what the index says of them."""
    return {f"{one['n']:02}": one for one in read(NOTICES / folder / "index.yaml")["documents"]}


def documents() -> list[tuple[str, str]]:
    """Return the documents whose expected facts are whole, by folder and number."""
    listed = [(folder, number) for folder in ("made", "real") for number in index(folder)]
    return [(folder, number) for folder, number in listed if read(_expected(folder, number)).get("whole")]


def _expected(folder: str, number: str) -> Path:
    return NOTICES / folder / "expected" / f"{number}.yaml"


def gold_of(folder: str, number: str) -> dict[str, Any]:
    """Return the expected facts of a document."""
    gold = dict(read(_expected(folder, number)))
    return real.completed(gold, _text(folder, gold["file"])) if folder == "real" else gold


@cache
def _text(folder: str, file: str) -> str:
    return text_of(NOTICES / folder / "files" / file)


def write(folder: str, number: str, data: Path) -> enter.Record:
    """Write the dataset of a document, and return the record of its notice."""
    gold = gold_of(folder, number)
    text = _text(folder, gold["file"])
    words = Words(text)
    id_ = f"{folder}-{number}"
    units, places, place = _authority(folder, number)
    names = {name: key for key, unit in units.items() for name in (_plain(unit["name"]), *unit.get("short", []))}
    _instead(gold, f"{folder}/{number}")
    record = enter.notice(gold, words, place, names, id_)
    _depart(record, f"{folder}/{number}")
    year = data / "notices" / gold["date_written"][:4]
    year.mkdir(parents=True)
    (year / f"{id_}.txt").write_text(text, "utf-8")
    (year / f"{id_}.yaml").write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
    about = {"base": HOME, "title": "公文", "english": "Notices", "license": f"{HOME}licence"}
    for name, content in (("dataset", about), ("units", units), ("places", places)):
        (data / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return record


def shortcomings(document: str) -> list[dict[str, str]]:
    """Return the facts of a document that the graph does not hold, with their causes."""
    return [one for one in read(Path(__file__).with_name("shortcomings.yaml")) if one["document"] == document]


def _instead(gold: dict[str, Any], document: str) -> None:
    """Put the words that are printed where the expected faults sum them up."""
    for one in shortcomings(document):
        fault = one["fact"].partition(": ")[2]
        for recipient in gold.get("recipients", []):
            if recipient.get("fault") == fault:
                recipient["fault"] = one.get("instead")


def _depart(record: enter.Record, document: str) -> None:
    """Mark what differs on purpose from what the loader reads."""
    lists = [record.get("measures", []), *(annex.get("measures", []) for annex in record.get("annexes", []))]
    outcomes = {f"{row['id']} {one['id']}": one for rows in lists for row in rows for one in row.get("outcomes", [])}
    for one in read(Path(__file__).with_name("departures.yaml")):
        if one["document"] == document:
            outcomes[one["outcome"]]["departs"] = one["departs"]


def _plain(name: Any) -> str:
    return squeeze(name["value"] if isinstance(name, dict) else name)


def _authority(folder: str, number: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    if folder == "real":
        place = real.PLACES[number]
        return dict(real.units(gold_of(folder, number), place)), real.AUTHORITY, place
    units, places = read(NOTICES / folder / "units.yaml"), read(NOTICES / folder / "places.yaml")
    for one in read(NOTICES / folder / "index.yaml")["left_out"]:
        place = one["id"].split("-")[0]
        known = {"kind": _kind(one["name"]), "place": place, "level": places[place]["level"]}
        units[one["id"]] = {
            "name": one["name"],
            "short": [short for short in one["shorts"] if short != one["name"]],
            **known,
            **_SEEN,
        }
    place = index(folder)[number]["place"]
    gold = gold_of(folder, number)
    printer = (gold.get("printed") or {}).get("by")
    if printer and printer not in {_plain(unit["name"]) for unit in units.values()}:
        units["printer"] = {"name": printer, "kind": "government-office", "place": place, **_SEEN}
    return units, places, place


def _kind(name: str) -> str:
    ends = {"人民政府": "government", "公司": "company", "联合会": "mass-organisation", "委员会办公室": "party-body"}
    ends |= {"中心": "public-institution", "院": "public-institution", "站": "public-institution"}
    ends |= {"管理委员会": "zone-committee"}
    return next((kind for end, kind in ends.items() if name.endswith(end)), "department")
