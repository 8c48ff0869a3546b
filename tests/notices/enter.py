"""Enter a document with its expected facts as a notice of ours, as somebody would who fills in the YAML by hand.

Words are located in the text, as quotations that stand once or say which place they mean; codes follow from the words printed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.notices.figures import outcome, payment
from tests.notices.words import Quote, Words, squeeze

from tongbao.printed.script import simplified

Gold = Mapping[str, Any]
Record = dict[str, Any]

GENRES = {
    "通报": "circular",
    "通知": "notice",
    "决定": "decision",
    "命令": "order",
    "公告": "announcement",
    "批复": "reply",
    "意见": "opinions",
}
LEVELS = {"市级": "municipal", "区级": "district", "省级": "provincial"}
ROLES = {
    "责任单位": "responsible",
    "責任單位": "responsible",
    "负责": "responsible",
    "分别负责": "responsible",
    "按职责分工负责": "responsible",
    "实施": "responsible",
    "具体承担": "responsible",
    "负责采购": "responsible",
    "负责提供": "responsible",
    "牵头": "lead",
    "牵头单位": "lead",
    "统筹": "lead",
    "配合": "supporting",
    "配合单位": "supporting",
    "支持": "supporting",
    "会同": "joining",
    "制定管理办法": "participant",
    "每年单列用海指标": "participant",
    "单位名称": "listed",
    None: "listed",
}
"""What the role that is printed for a unit is called in records."""
_MAIN = ("lead", "responsible", "listed")
_ACTS = (
    ("批评", "circular-criticism"),
    ("授予", "award"),
    ("记集体|记个人", "commendation"),
    ("表扬", "circular-commendation"),
)


def notice(gold: Gold, words: Words, place: str, names: Mapping[str, str], id_: str) -> Record:
    """Return the record of a notice; ``names`` are the names of known units, with their ids."""
    number = gold.get("document_number_as_printed") or gold.get("document_number") or gold.get("issue_number")
    record: Record = {
        "id": id_,
        "source": {"file": f"{id_}.txt", "sha256": words.sha256},
        "place": place,
        "number": words.quote(number, first=True) if number else None,
        "index-number": words.quote(gold["index_number"], first=True) if gold.get("index_number") else None,
        "title": words.title(gold["title"]),
        "genre": GENRES[gold["genre"]],
        "issued": _issued(gold, words, names),
        "printed": _printed(gold, words),
        "openness": _openness(gold, words),
        "addressees": _addressees(gold, words),
        "copies": _copies(gold, words, names),
        "references": references(gold, words),
        "signed-by": [words.quote(gold["signed_by"], last=True)] if gold.get("signed_by") else [],
        "commendations": [one for act in gold.get("acts", []) for one in _acts(act, gold, words, names)],
    }
    listed = list(rows(gold["measures"].get("items", [])))
    annexes = gold.get("annexes", [])
    for number, title in enumerate(annexes, 1):
        own = [row for row in listed if row[1].get("annex") == number]
        record.setdefault("annexes", []).append(_annex(gold, words, names, number, title, own))
    own = [row for row in listed if not row[1].get("annex")]
    if own:
        record |= _list(gold, words, names, own, words.body(), columns=gold["measures"].get("columns", {}).get("body"))
    return {key: value for key, value in record.items() if value not in (None, [], {})}


def rows(items: Sequence[Gold]) -> list[tuple[str, Gold]]:
    """Return the rows of the measures with their ids: a measure in a merged cell has several."""
    found: list[tuple[str, Gold]] = []
    for item in items:
        for index, row in enumerate(item.get("rows") or [{}]):
            shared = {} if not index else {"title-from": "merged-cell"}
            found.append((f"m-{len(found) + 1:02}", {**item, **row, **shared}))
    return found


def _issued(gold: Gold, words: Words, names: Mapping[str, str]) -> Record:
    if gold.get("signed_by"):  # a person signs; the red head names the body
        quote = words.quote(f"{gold['signed_by']}{gold['date_as_printed']}")
        head = words.quote(gold["red_head"], first=True)
        return {"by": gold["issuers"], "date": gold["date_written"], "quote": quote, "named-in": head}
    return {
        "by": [
            named(name, names, names.get(simplified(name))) if simplified(name) != name else name
            for name in gold["issuers"]
        ],
        "date": gold["date_written"],
        "quote": words.signature(gold["issuers"], gold),
    }


def _printed(gold: Gold, words: Words) -> Record | None:
    printed = gold.get("printed")
    if not printed:
        return None
    quote = f"{printed['by']}{printed['date_as_printed']}印发"
    return {"by": printed["by"], "date": printed["date"], "quote": words.quote(quote)}


def _openness(gold: Gold, words: Words) -> Record | None:
    openness = gold.get("openness")
    if isinstance(openness, str):
        openness = {"level": "public", "quote": openness}
    return {**openness, "quote": words.quote(openness["quote"], first=True)} if openness else None


def _addressees(gold: Gold, words: Words) -> Record | None:
    line = gold.get("addressee")
    if not line:
        return None
    groups = re.split("(?<!市政府各部门)[，,]", line)
    return {"quote": words.quote(line, first=True), "groups": [{"name": name} for name in groups]}


def references(gold: Gold, words: Words | None = None) -> list[Record]:
    """Return what the notice forwards or repeals."""
    found = []
    if inner := gold.get("embedded"):
        quote = words.quote(f"《{inner['title']}》已经国务院批准，现转发给你们", first=True) if words else ""
        found.append({"id": "inner", "kind": "forwards", "title": inner["title"], "quote": quote})
    if older := re.fullmatch("《(.*)》（(.*)）", gold.get("repeals", "")):
        quote = words.quote(f"{older[0]}同时废止", first=True) if words else ""
        found.append({"id": "older", "kind": "repeals", "title": older[1], "number": older[2], "quote": quote})
    return found


def copied(gold: Gold) -> list[str]:
    """Return the names of those who get a copy."""
    return [name for name in re.split("抄送：|[报送发]：|[、，。]", gold.get("copy_to") or "") if name]


def _copies(gold: Gold, words: Words, names: Mapping[str, str]) -> Record | None:
    line = gold.get("copy_to")
    if not line:
        return None
    return {
        "quote": words.quote(re.sub("^抄送：|。$", "", line)),
        "units": [named(name, names) for name in copied(gold)],
    }


def named(name: str, names: Mapping[str, str], unit: str | None = None) -> Any:
    """Return a unit in a list: with its id where it is known, else as printed."""
    unit = unit or names.get(name)
    return {"unit": unit, "printed": name} if unit else {"printed": name}


# Acts


def act_code(sentence: str) -> str:
    """Return the act that a sentence performs."""
    return next(code for word, code in _ACTS if re.search(word, sentence))


def act_parts(act: Gold, gold: Gold) -> list[tuple[str | None, list[Gold]]]:
    """Return the recipients of an act, by title where several are conferred in one sentence."""
    recipients = [one for one in gold["recipients"] if one["act"] == act["id"]]
    titles = act.get("title_of_honour")
    grades = list(dict.fromkeys(one.get("grade") for one in recipients))
    if not titles and len(grades) > 1 and all(f"记{grade}" in act["sentence"] for grade in grades):
        return [(None, [one for one in recipients if one["grade"] == grade]) for grade in grades]
    if not titles:
        return [(None, recipients)]
    return [(title, [one for one in recipients if title.endswith(one["grade"])]) for title in titles]


def _acts(act: Gold, gold: Gold, words: Words, names: Mapping[str, str]) -> list[Record]:
    found = []
    parts = act_parts(act, gold)
    for index, (title, recipients) in enumerate(parts):
        sentence = act["sentence"].rstrip("；。")
        if not title and len(parts) > 1:  # 给予甲局记一等功；给予乙局记二等功
            sentence = next(part for part in re.split("[；：]", sentence) if recipients[0]["grade"] in part)
        record: Record = {
            "act": act_code(sentence),
            "open": act["open"] or None,
            "title": title,
            "count": act["printed_counts"][index] if "printed_counts" in act else None,
            "quote": words.quote(sentence),
            "recipients": [_recipient(one, act, words, names) for one in recipients],
        }
        if index == 0:
            _figures(act, gold, record, words)
        found.append({key: value for key, value in record.items() if value is not None})
    return found


def _figures(act: Gold, gold: Gold, record: Record, words: Words) -> None:
    """Enter the figures in the sentence of an act with the recipient in whose words they stand, else with the act."""
    at = words.squeezed.index(squeeze(act["sentence"].rstrip("；。")))
    for number, one in enumerate(other_figures(act, gold), 1):
        quote, at = words.next_quote(one["quote"], at)
        figure = outcome(one, f"q-{number:02}", quote, words.before(at - len(squeeze(one["quote"]))))
        own = (
            each for each in record["recipients"] if squeeze(one["quote"]) in squeeze(text_of(each.get("quote", "")))
        )
        next(own, record).setdefault("figures", []).append({key: figure[key] for key in figure if key != "nature"})


def other_figures(act: Gold, gold: Gold) -> list[Gold]:
    """Return the figures of an act that are no payments."""
    money = [str(one.get("money")) for one in gold["recipients"]]
    return [one for one in act.get("quantities", []) if not any(one["quote"] in each for each in money)]


def text_of(quote: Quote) -> str:
    """Return the words of a quotation, which may say where they stand."""
    return quote if isinstance(quote, str) else str(quote["text"])


def _recipient(one: Gold, act: Gold, words: Words, names: Mapping[str, str]) -> Record:
    kind, name, sentence = one["kind"], one["name"], act["sentence"].rstrip("；。")
    record: Record = {}
    if kind == "unit":
        record |= {"unit": one["resolved"], "printed": name}
    elif kind == "place":
        record |= {"place": one["resolved"], "printed": name}
    else:
        record[kind] = name
    if one.get("unit"):
        record["of"] = named(one["unit"], names)
    if one.get("units"):
        record["by"] = [named(unit, names) for unit in one["units"]]
    record |= {key: one[key] for key in ("post", "grade", "group") if one.get(key)}
    if one.get("fault"):
        record["fault"] = one["fault"]
    if one.get("money"):
        record["payment"] = payment(one["money"], sentence)
    row = words.row_of(one, sentence, is_open=act["open"])
    return {**record, "quote": row} if row else record


# Measures


def _annex(
    gold: Gold, words: Words, names: Mapping[str, str], number: int, title: str, rows: list[tuple[str, Gold]]
) -> Record:
    at = words.title_at(title)
    columns = gold["measures"].get("columns", {}).get(str(number))
    numbered = re.search(f"附件{number}$", words.squeezed[:at])
    annex: Record = {"number": number} if numbered else {}
    if rows and rows[0][1].get("level"):
        annex["level"] = LEVELS[rows[0][1]["level"]]
    region = (at, words.squeezed.find(f"附件{number + 1}", at))
    region = (at, region[1] if region[1] > 0 else len(words.squeezed))
    if order := re.search("（备注：(排名按[^）]*)）", words.squeezed[region[0] : region[1]]):
        annex["order"] = {"basis": "merit", "quote": order[1]}
    listed = _list(gold, words, names, rows, region, columns) if rows else {}
    annex |= {"title": words.quote_at(title, at), **listed}
    return annex


def _list(
    gold: Gold,
    words: Words,
    names: Mapping[str, str],
    rows: list[tuple[str, Gold]],
    region: tuple[int, int],
    columns: Sequence[str] | None = None,
) -> Record:
    record: Record = {}
    groups = list(dict.fromkeys(row.get("section") or row.get("part") for _, row in rows))
    if groups != [None]:
        record["groups"] = [group(one, f"g-{index}", words, region) for index, one in enumerate(groups, 1)]
    if columns:
        heading = next((one for one in columns if ROLES.get(one, "supporting") in _MAIN), None)
        role = ROLES[heading]
        record["leads"] = {"role": role} if role != "lead" else {}
        record["leads"] |= {"basis": "column-heading", "quote": words.quote_in(heading or "", region)}
    start = region[0]
    record["measures"] = []
    for position, (id_, row) in enumerate(rows, 1):
        measure, start = _measure(gold, row, words, names, (start, region[1]), columns)
        one = {"id": id_, "position": position, **measure}
        key = row.get("section") or row.get("part")
        if key:
            one["group"] = f"g-{groups.index(key) + 1}"
        record["measures"].append(one)
    return record


def group(heading: str, id_: str, words: Words, region: tuple[int, int]) -> Record:
    """Return the heading of a group, its number apart."""
    found = re.match("(?:([一二三四五六七八九十]+)、|(（[一二三四五六七八九十]+）))(.*)", heading)
    assert found
    return {"id": id_, "number": found[1] or found[2], "title": words.quote_in(found[3], region)}


def _measure(
    gold: Gold,
    row: Gold,
    words: Words,
    names: Mapping[str, str],
    region: tuple[int, int],
    columns: Sequence[str] | None,
) -> tuple[Record, int]:
    """Return the record of a measure and where its row ends."""
    cells = words.cells(row, region, columns)
    own = words.part(cells.start, cells.end)
    record: Record = {
        "number": row["number"] if columns else (row.get("number_as_printed") or row["number"]).rstrip(".、")
    }
    record["title"] = row["title"] or own.first_clause(row["text"])
    if "title-from" in row or not row["title"]:
        record["title-from"] = row.get("title-from", "text")
    record["lead-cell"] = cells.lead
    record["other-cells"] = cells.others or None
    record["description"] = row.get("text")
    record |= _units(row, own, cells, names, columns)
    if row.get("deadline"):
        record["deadline"] = _deadline(row["deadline"], own)
    if row.get("scope"):
        record["adoption-scope"] = row["scope"]
    start, outcomes = 0, []
    for index, one in enumerate(row.get("quantities", []), 1):
        if one.get("status") == "none":
            continue
        quote, start = own.next_quote(one["quote"], start)
        outcomes.append(outcome(one, f"q-{index:02}", quote, own.before(start - len(squeeze(one["quote"])))))
    record["outcomes"] = outcomes
    return {key: value for key, value in record.items() if value not in (None, [])}, cells.end


def _deadline(said: str, own: Words) -> Record:
    found = re.match(r"(\d{4})年(\d{1,2})?", said)
    date = {"date": f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]} if found else {}
    day = re.match(r"(\d{4})年(\d{1,2})月(\d{1,2})日", said)
    if day:
        date = {"date": f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"}
    return {**date, "quote": own.quote(said, last=True)}


def roles(row: Gold) -> list[tuple[Gold, str]]:
    """Return the units of a row with the codes of their roles."""
    found = [(unit, ROLES[unit["role"]]) for unit in row.get("units", [])]
    if row.get("lead_by_rule"):
        found = [(unit, "lead" if unit["name"] == row["lead_by_rule"] else role) for unit, role in found]
    return found


def _units(row: Gold, own: Words, cells: Any, names: Mapping[str, str], columns: Sequence[str] | None) -> Record:
    """Return the units of a row: those of its first role as the list, the others as participants."""
    units = roles(row)
    if not units:
        return {}
    main = units[0][1] if units[0][1] in _MAIN else None
    listed = [unit for unit, role in units if role == main] if not row.get("lead_by_rule") else [units[0][0]]
    for index, (_, role) in enumerate(units):  # what stands behind another role is no part of the list
        if role != main:
            before = [one for one, _ in units[:index]]
            listed = [one for one in listed if one in before]
            break
    record: Record = {"leads": [named(unit["name"], names, unit.get("resolved")) for unit in listed]}
    others = [(unit, role) for unit, role in units if unit not in listed]
    record["participants"] = [
        {**named(unit["name"], names, unit.get("resolved")), "role": role, **own.with_name(unit, row, columns)}
        for unit, role in others
    ]
    if row.get("open"):
        groups = {role for unit, role in others if unit.get("group")}
        last = units[-1][1]
        if groups or last != main:
            record["open-roles"] = sorted(groups) or [last]
        elif listed[-1].get("group"):
            record["open-roles"] = [main]
        else:
            record["leads-open"] = True
    if not columns and listed:
        record["unit-role"] = _role(row, main, own)
    return {key: value for key, value in record.items() if value}


def _role(row: Gold, main: str | None, own: Words) -> Record:
    if row.get("lead_by_rule"):
        return {"basis": "first-place-rule", "quote": row["lead_rule"].rstrip("。")}
    word = row["units"][0]["role"]
    if word is None:
        return {"role": "listed", "basis": "bare-list", "quote": own.quote(row["bracket"])}
    role = {"role": main} if main != "lead" else {}
    basis = "stated-lead" if main == "lead" else "stated-action"
    return {**role, "basis": basis, "quote": own.quote(word, last=True)}
