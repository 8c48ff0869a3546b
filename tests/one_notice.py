"""Write one notice of the demo city, and read what is wrong with it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tongbao.errors import Problem
from tongbao.load import read_authority, read_notice

DEMO = Path(__file__).parent / "data" / "demo"
AUTHORITY = read_authority(DEMO)[0]
OFFICE = "示范市人民政府办公厅"
KEY = "demo-2023-77"


def codes(folder: Path, body: str, **more: Any) -> list[str]:
    """Return the codes of all that is wrong with a notice whose text is a body, its title and signature around it."""
    return [problem.code for problem in problems(folder, body, **more)]


def problems(folder: Path, body: str, **more: Any) -> list[Problem]:
    """Return all that is wrong with a notice whose text is a body, its title and signature around it."""
    title = more.pop("title", f"{OFFICE}关于年度工作情况的通知")
    tail = more.pop("tail", "")
    line = more.pop("line", "各区人民政府：")
    text = f"{title}\n\n{line}\n\n{body}\n\n{more.pop('signed', OFFICE)}\n\n2023 年 1 月 10 日\n\n{tail}\n"
    record: dict[str, Any] = {
        "id": KEY,
        "source": {"file": f"{KEY}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "place": "demo-city",
        "title": title,
        "genre": "notice",
        "issued": {"by": OFFICE, "date": "2023-01-10", "quote": f"{OFFICE}2023年1月10日"},
        **{key.replace("_", "-"): value for key, value in more.items()},
    }
    file = folder / "notices" / "2023" / f"{KEY}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.with_suffix(".txt").write_text(text, encoding="utf-8")
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return read_notice(file, folder, AUTHORITY, {KEY})[1]


def measure_codes(folder: Path, sentence: str, facts: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the codes of all that is wrong with facts which a sentence, the text of a measure, tells."""
    annex = "示范市便民举措"
    measure: dict[str, Any] = {
        "id": "m",
        "position": 1,
        "title": "推行一次办",
        "lead-cell": "市公安局",
        "leads": ["市公安局"],
        "description": sentence,
    }
    for key, records in facts.items():
        measure[key] = [{"id": f"f-{n}", "quote": sentence.rstrip("。"), **record} for n, record in enumerate(records)]
        for record in measure[key] if key == "participants" else ():
            del record["id"]
    heads = "序号 举措 牵头单位 做法"
    tail = f"附件 1\n\n{annex}\n\n{heads}\n\n1\n\n推行一次办\n\n市公安局\n\n{sentence}"
    leads = {"basis": "column-heading", "quote": "牵头单位"}
    table = {"number": 1, "title": annex, "order": {"basis": "as-given"}, "leads": leads, "measures": [measure]}
    return codes(folder, "现予公布。", tail=tail, annexes=[table])


def table_codes(
    folder: Path, heads: str, rows: str, measures: list[dict[str, Any]], heading: str = "牵头单位", below: str = ""
) -> list[str]:
    """Return the codes of all that is wrong with the measures of a table, which an annex prints below its headings."""
    title = "示范市便民举措"
    leads = {"basis": "column-heading" if "牵头" in heading else "reading", "quote": heading}
    annex = {"number": 1, "title": title, "order": {"basis": "as-given"}, "leads": leads, "measures": measures}
    return codes(folder, "现予公布。", tail=f"附件 1\n\n{title}\n\n{heads}\n{rows}\n{below}", annexes=[annex])
