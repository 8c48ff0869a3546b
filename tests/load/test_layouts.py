"""Cells, titles, roles and names stand in many places of a document: what is right by the words is accepted, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from tests.one_notice import codes, table_codes

POLICE, TAX, ROADS = "市公安局", "市税务局", "市交通局"


def row(n: int, title: str, lead: str, text: str, **more: Any) -> dict[str, Any]:
    record = {"id": f"m-{n}", "title": title, "lead-cell": lead, "leads": [lead], "description": text}
    return record | {key.replace("_", "-"): value for key, value in more.items()}


BEHIND = "1\n推行一次办\n减少跑动。\n市公安局\n2\n推行掌上办\n开通应用。\n市税务局\n"
FIRST, SECOND = row(1, "推行一次办", POLICE, "减少跑动。"), row(2, "推行掌上办", TAX, "开通应用。")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([FIRST, SECOND], []),
        ([FIRST], ["row-left-out"]),
        ([SECOND], ["row-left-out"]),
        ([FIRST, SECOND | {"description": "开通"}], ["cell-not-whole"]),
    ],
)
def test_the_column_of_units_may_stand_behind_the_text(
    rows: list[dict[str, Any]], found: list[str], tmp_path: Path
) -> None:
    assert table_codes(tmp_path, "序号\n举措\n做法\n牵头单位", BEHIND, rows) == found


MERGED = (
    "1\n推行一次办\n减少跑动。\n市公安局\n市税务局\n2024年12月\n开通应用。\n市交通局\n市税务局\n2024年10月\n"
    "2\n推行掌上办\n增设窗口。\n市税务局\n/\n长期\n"
)
HEADS = "序号\n举措\n做法\n牵头单位\n配合单位\n完成时限"
HELPS = {"unit": TAX, "role": "supporting", "heading": "配合单位", "quote": TAX}
SHARED = [
    row(1, "推行一次办", POLICE, "减少跑动。", other_cells=[TAX, "2024年12月"], participants=[HELPS], number="1")
    | {"deadline": {"date": "2024-12", "quote": "2024年12月"}},
    row(2, "推行一次办", ROADS, "开通应用。", other_cells=[TAX, "2024年10月"], participants=[HELPS], number="1")
    | {"deadline": {"date": "2024-10", "quote": "2024年10月"}, "title-from": "merged-cell"},
    row(3, "推行掌上办", TAX, "增设窗口。", other_cells=["/", "长期"], number="2"),
]


@pytest.mark.parametrize(
    ("at", "change", "found"),
    [
        (0, {}, []),
        (1, {"title": "推行联合办"}, ["title-not-there"]),
        (1, {"number": "2"}, ["position-not-printed"]),
        (0, {"participants": [HELPS | {"heading": "牵头单位"}]}, ["not-of-leads"]),
        (0, {"participants": [HELPS | {"heading": "协助单位"}]}, ["quote-not-found"]),
        (0, {"deadline": {"date": "2024-12-02", "quote": "2024年12月"}}, ["date-not-printed"]),
    ],
)
def test_rows_may_share_a_title_and_name_others_in_a_column_of_their_own(
    at: int, change: dict[str, Any], found: list[str], tmp_path: Path
) -> None:
    rows = [record | change if index == at else record for index, record in enumerate(SHARED)]
    assert table_codes(tmp_path, HEADS, MERGED, rows) == found


BARE = {"role": "listed", "basis": "bare-list", "quote": "（市公安局、市税务局）"}
PROSE: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "1.推行一次办。减少跑动。（市公安局、市税务局）",
        {"lead-cell": "（市公安局、市税务局）", "leads": [POLICE, TAX], "unit-role": BARE},
        [],
    ),
    (
        "1.推行一次办。减少跑动。（责任单位：市公安局、市税务局；完成时限：2024年6月底）",
        {
            "lead-cell": "（责任单位：市公安局、市税务局；完成时限：2024年6月底）",
            "leads": [POLICE, TAX],
            "unit-role": {"role": "responsible", "basis": "stated-action", "quote": "责任单位"},
            "deadline": {"date": "2024-06", "quote": "2024年6月底"},
        },
        [],
    ),
    (
        "1.推行一次办。减少跑动。（责任单位：市公安局、市税务局）",
        {
            "lead-cell": "（责任单位：市公安局、市税务局）",
            "leads": [POLICE, TAX],
            "unit-role": {"role": "listed", "basis": "bare-list", "quote": "（责任单位：市公安局、市税务局）"},
        },
        ["not-of-leads"],
    ),
    (
        "1.推行一次办。减少跑动。（市公安局、市税务局）",
        {
            "lead-cell": "（市公安局、市税务局）",
            "leads": [POLICE, TAX],
            "unit-role": BARE | {"role": "responsible"},
        },
        ["not-of-leads"],
    ),
    (
        "一、减少跑动，推行一次办。",
        {"title": "减少跑动", "title-from": "text", "description": "减少跑动，推行一次办。"},
        [],
    ),
    (
        "一、减少跑动，推行一次办。",
        {"title": "推行一次办", "title-from": "text", "description": "减少跑动，推行一次办。"},
        ["title-not-there"],
    ),
]


@pytest.mark.parametrize(("sentence", "change", "found"), PROSE)
def test_prose_has_its_units_in_brackets_and_no_title_or_one(
    sentence: str, change: dict[str, Any], found: list[str], tmp_path: Path
) -> None:
    measure = {"id": "m", "title": "推行一次办", "description": "减少跑动。", **change}
    assert codes(tmp_path, sentence, measures=[measure]) == found


@pytest.mark.parametrize(
    ("printed", "value", "found"),
    [
        ("投诉同比下降七成", {"number": 7, "unit": "tenth"}, []),
        ("投诉同比下降近七成", {"number": 7, "unit": "tenth", "bound": "nearly"}, []),
        ("投诉同比下降七成", {"number": 70, "unit": "percent"}, ["number-not-printed", "unit-not-printed"]),
    ],
)
def test_a_share_in_tenths_is_held_as_printed(
    printed: str, value: dict[str, Any], found: list[str], tmp_path: Path
) -> None:
    outcome = {"id": "f", "counts": "投诉", "reading": "relative-decrease", "realisation": "achieved"}
    measure = {"id": "m", "title": "推行一次办", "description": f"{printed}。"}
    measure["outcomes"] = [outcome | {"value": value, "quote": printed}]  # type: ignore[assignment]
    assert codes(tmp_path, f"1.推行一次办。{printed}。", measures=[measure]) == found


OFFICE = "示范市人民政府办公厅"


@pytest.mark.parametrize(
    ("named", "found"),
    [({"named-in": f"{OFFICE}令"}, []), ({}, ["name-not-printed"]), ({"named-in": "市长甲"}, ["name-not-printed"])],
)
def test_a_person_may_sign_what_the_head_says_who_issued(
    named: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    issued = {"by": OFFICE, "date": "2023-01-10", "quote": "市长甲2023年1月10日", **named}
    line = f"{OFFICE}令\n\n各区人民政府："
    assert codes(tmp_path, "现予公布。", line=line, signed="市长甲", issued=issued) == found


@pytest.mark.parametrize(
    ("printed", "units", "found"),
    [
        ("送：市公安局，市税务局。发：市交通局。", [POLICE, TAX, ROADS], []),
        ("送：市公安局，市税务局。发：市交通局。", [POLICE, ROADS], ["words-between-names"]),
        ("送：市公安局，市税务局。另：市交通局。", [POLICE, TAX, ROADS], ["words-between-names"]),
    ],
)
def test_copies_may_be_sent_and_issued(printed: str, units: list[str], found: list[str], tmp_path: Path) -> None:
    copies = {"quote": printed.removeprefix("送：").removesuffix("。"), "units": units}
    assert codes(tmp_path, "现予公布。", tail=printed, copies=copies) == found


@pytest.mark.parametrize(
    ("recipient", "found"),
    [
        ({"of": POLICE, "post": "交警支队支队长", "grade": "二等功"}, []),
        ({"of": POLICE, "post": "支队长", "grade": "二等功"}, ["name-not-whole"]),
        ({"of": POLICE, "post": "交警支队支队长", "grade": "三等功"}, ["name-not-quoted"]),
    ],
)
def test_a_post_goes_on_behind_the_body_and_the_sentence_tells_the_grade(
    recipient: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    sentence = "给予王小明（市公安局交警支队支队长）、李雷（市税务局科长）记二等功"
    wang = {"person": "王小明", "quote": "王小明（市公安局交警支队支队长）", **recipient}
    lei = {"person": "李雷", "of": TAX, "post": "科长", "quote": "李雷（市税务局科长）"}
    act = {"act": "commendation", "quote": sentence, "recipients": [wang, lei]}
    assert codes(tmp_path, f"{sentence}。", commendations=[act]) == found
