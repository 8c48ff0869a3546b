"""What a draft says about a notice and its acts, in the short form in which the golden facts of invented notices are written."""

from pathlib import Path
from typing import Any

import yaml
from docx import Document
from tests.intake.original.documents import saved

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.load.source import squeeze

SCALES = {"thousand": "千", "wan": "万", "yi": "亿"}
HEAD = (
    "number",
    "title",
    "genre",
    "issuers",
    "date",
    "addressee",
    "openness",
    "urgency",
    "index-number",
    "signed-by",
    "copies",
    "printed",
)


def drafted(case: dict[str, Any], folder: Path) -> tuple[dict[str, Any], str]:
    """Draft a notice that is given as text, as a page, or as the blocks of a Word file; return the record and its text."""
    new_dataset(folder / "office")
    kind = next(one for one in ("text", "html", "docx") if one in case)
    file = folder / f"notice.{'txt' if kind == 'text' else kind}"
    file.write_bytes(_word_file(case[kind]) if kind == "docx" else case[kind].encode())
    words = draft_notice(file, folder / "office", None, None, None).file.read_text("utf-8")
    return yaml.safe_load(words), words


def _word_file(blocks: list[Any]) -> bytes:
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, cells in enumerate(block):
            for column, words in enumerate(cells):
                table.cell(row, column).text = words
    return saved(document)


def head(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a record says of what stands around the text; what it does not say is left out."""
    issued, printed = record.get("issued", {}), record.get("printed")
    said = {
        "number": _name(record.get("number")),
        "title": _name(record.get("title")),
        "genre": record.get("genre"),
        "issuers": _names(issued.get("by")),
        "date": str(issued.get("date", "")),
        "addressee": record.get("addressees", {}).get("quote"),
        "openness": record.get("openness", {}).get("level"),
        "urgency": _name(record.get("urgency")),
        "index-number": _name(record.get("index-number")),
        "signed-by": _names(record.get("signed-by")),
        "copies": _names(record.get("copies", {}).get("units")),
        "printed": printed and {"by": _name(printed["by"]), "date": str(printed["date"])},
    }
    return {key: value for key, value in said.items() if value}


def expected_head(case: dict[str, Any]) -> dict[str, Any]:
    given = {key: case[key] for key in HEAD if case.get(key)}
    for key in ("number", "title"):
        if key in given:
            given[key] = squeeze(given[key])
    if "signed-by" in given:
        given["signed-by"] = [squeeze(one) for one in given["signed-by"]]
    return given


def acts(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each act by its stance, with its recipients in one line each."""
    return [
        {
            "act": "criticism" if act["act"] == "circular-criticism" else "praise",
            "recipients": [_recipient(one, act) for one in act.get("recipients", [])],
        }
        for act in record.get("commendations", [])
    ]


def expected_acts(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"act": act["act"], "recipients": [_full(one, act.get("title")) for one in act["recipients"]]}
        for act in case["acts"]
    ]


def _full(line: str, title: str | None) -> str:
    """Return a golden recipient with the title that all of its act are given, without what a draft asks of it (pay?:)."""
    words = [("unit" if word == "place" else word) for word in line.split(" | ")]
    if title and not any(word.startswith("title:") for word in words):
        words.append(f"title:{title}")
    plain = [word for word in words if ":" not in word]
    return " | ".join(plain + sorted(word for word in words if ":" in word and "?:" not in word))


def _recipient(one: Any, act: dict[str, Any]) -> str:
    given = {"unit": one} if isinstance(one, str) else one
    kind = next(key for key in ("person", "project", "place", "unit") if key in given)
    plain = (
        "unit" if kind == "place" else kind,
        given.get("printed") or given[kind],
        _name(given.get("of")),
        given.get("post"),
    )
    title, grade, pay = (given.get(key) or act.get(key) for key in ("title", "grade", "payment"))
    keyed = {
        "title": title,
        "grade": grade if not (title and grade and title.endswith(grade)) else None,
        "group": given.get("group"),
        "pay": pay and f"{pay['number']}{SCALES.get(pay.get('scale'), pay.get('scale', ''))}元",
        "by": "、".join(_names(given.get("by"))),
    }
    words = [squeeze(str(word)) for word in plain if word]
    return " | ".join(words + sorted(f"{key}:{squeeze(value)}" for key, value in keyed.items() if value))


def _names(given: Any) -> list[str]:
    return [_name(one) for one in (given if isinstance(given, list) else [given]) if one]


def _name(one: Any) -> str:
    """Return the words of a name or of a quotation that stands several times."""
    words = one.get("printed") or one.get("text") or one.get("unit") if isinstance(one, dict) else one
    return squeeze(str(words or ""))
