"""What the words bear out is taken into the draft with a mark."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.intake.proposals.proposing import (
    MARK,
    Draft,
    bare,
    codes,
    draft_with,
    lines_with,
    outcome,
    record,
    weighed_of,
)

from tongbao.intake.draft import Drafted
from tongbao.load.gaps import GAP


@pytest.mark.parametrize(
    ("proposed", "line"),
    [
        ({"purposes": ["为进一步优化营商环境"]}, "  - 为进一步优化营商环境 # "),
        ({"purposes": "为进一步 优化\n营商环境"}, '  - "为进一步 优化\\u000a营商环境" # '),
        (
            {
                "measures": [
                    {
                        "number": "二",
                        "platforms": [
                            {"id": "yi", "name": "“澄易贷”平台", "kind": "system", "quote": "上线“澄易贷”平台"}
                        ],
                    }
                ]
            },
            "      - {id: yi, name: “澄易贷”平台, kind: system, quote: 上线“澄易贷”平台} # ",
        ),
        (
            {
                "measure": "二",
                "honours": {
                    "name": "全省营商环境创新案例",
                    "kind": "showcase",
                    "quote": "2023年获评全省营商环境创新案例",
                },
            },
            '      - {id: p-01, name: 全省营商环境创新案例, kind: showcase, quote: "2023年获评全省营商环境创新案例"} # ',
        ),
        (
            {"participants": [{"unit": "市财政局", "role": "supporting", "quote": "市财政局给予支持"}]},
            "      - {unit: 市财政局, role: supporting, quote: 市财政局给予支持} # ",
        ),
        (
            # The folded form is stored: ⼈ and the like in a proposal from the PDF are the same words.
            {"purposes": ["为进⼀步优化营商环境"]},
            "  - 为进一步优化营商环境 # ",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_the_words_bear_out_is_taken_in_with_a_mark(proposed: Any, line: str, draft: Draft) -> None:
    drafted = draft(proposed)
    assert codes(drafted) == []
    assert lines_with(drafted, MARK) == [f"{line}{GAP}: {MARK}"]
    assert drafted.weighed
    assert (drafted.weighed.kept, drafted.weighed.same) == (1, 0)


def test_a_body_that_is_not_known_is_asked_as_in_any_draft(office: Path, tmp_path: Path) -> None:
    proposed = {"participants": [{"unit": "市财政局", "role": "supporting", "quote": "市财政局给予支持"}]}
    drafted = draft_with(json.dumps(proposed), office, tmp_path)
    assert any("市财政局 is not in units.yaml" in line for line in lines_with(drafted, GAP))


def test_what_the_draft_has_is_not_doubled(draft: Draft) -> None:
    same = {"measures": [{"number": "一", "title": "推行“一照通办”", "outcomes": [outcome(3200), outcome("3200")]}]}
    drafted = draft(same)
    assert codes(drafted) == []
    assert lines_with(drafted, "p.json") == []
    assert drafted.weighed
    assert drafted.weighed.same == 2
    assert drafted.weighed.kept == 0


@pytest.mark.parametrize(
    ("proposed", "own"),
    [
        (
            {
                "outcomes": [
                    {
                        "measure": "一",
                        "counts": "系统",
                        "reading": "amount",
                        "realisation": "in-progress",
                        "value": {"number": 6, "classifier": "个"},
                        "quote": "打通系统6个",
                    }
                ]
            },
            "counts: 打通系统, reading: amount, realisation: achieved",
        ),
        (
            {"genre": "notice", "title": "关于推广营商环境创新举措的通知"},
            "title: 澄湖市人民政府办公室关于推广营商环境创新举措的通知",
        ),
        ({"measures": [{"number": "一", "leads": ["市税务局"]}]}, "leads: [市市场监管局]"),
    ],
    ids=["reading", "title", "leads"],
)
def test_where_both_differ_the_draft_stays_and_both_are_shown_if_the_words_allow_both(
    proposed: Any, own: str, draft: Draft
) -> None:
    drafted = draft(proposed)
    (line, *_) = lines_with(drafted, own)
    assert ("p.json proposes otherwise 由 p.json 提出不同读法" in line) == (codes(drafted) == [])
    assert drafted.weighed
    assert drafted.weighed.kept + len(codes(drafted)) == 1


def test_measures_that_the_draft_did_not_see_stand_in_the_order_of_the_text(draft: Draft) -> None:
    text = (
        "澄湖市人民政府办公室关于典型做法的通报\n\n澄政办发〔2024〕13号\n\n各县（区）人民政府：\n\n创新“一窗通办”模式。市市场监管局整合窗口12个。\n\n"
        "打造“湖心客厅”。市金融局新建站点5处。\n\n澄湖市人民政府办公室\n\n2024年6月20日\n"
    )
    count = {"reading": "amount", "realisation": "achieved"}
    second = {
        "id": "b",
        "title": "打造“湖心客厅”",
        "description": "市金融局新建站点5处。",
        "leads": ["市金融局"],
        "unit-role": {"role": "listed", "basis": "bare-list", "quote": "市金融局"},
        "outcomes": [count | {"counts": "站点", "value": {"number": 5, "classifier": "处"}, "quote": "新建站点5处"}],
    }
    first = {
        "title": "创新“一窗通办”模式",
        "description": "市市场监管局整合窗口12个。",
        "outcomes": [
            count | {"id": "q", "counts": "窗口", "value": {"number": 12, "classifier": "个"}, "quote": "整合窗口12个"}
        ],
    }
    drafted = draft({"measures": [second, first, {"title": "不在原文的举措", "outcomes": [outcome(5)]}]}, text)
    assert codes(drafted) == ["quote-not-found", "words-not-in-measure"]
    measures = record(drafted)["measures"]
    assert [(one["position"], one["title"]) for one in measures] == [(1, first["title"]), (2, second["title"])]
    assert all(GAP in line for line in lines_with(drafted, "leads: ["))
    assert [one["quote"] for one in measures[0]["outcomes"]] == ["整合窗口12个"]


def test_ids_of_proposals_follow_those_of_the_draft(draft: Draft) -> None:
    proposed = {
        "measures": [
            {
                "id": "mine",
                "number": "二",
                "outcomes": [
                    {
                        "id": "q-01",
                        "counts": "系统",
                        "reading": "amount",
                        "realisation": "achieved",
                        "value": {"number": 6, "classifier": "个"},
                        "quote": "打通系统6个",
                    }
                ],
                "platforms": [{"id": "q-01", "name": "“澄易贷”平台", "kind": "system", "quote": "上线“澄易贷”平台"}],
            }
        ],
        "commendations": [
            {"act": "circular-commendation", "quote": "对市市场监管局予以通报表扬", "recipients": ["市市场监管局"]}
        ],
    }
    drafted = draft(proposed)
    assert codes(drafted) == []
    assert drafted.weighed
    assert (drafted.weighed.kept, drafted.weighed.same) == (1, 2)


def test_a_list_in_one_line_is_shown_whole_in_the_mark(prepared: tuple[Path, Drafted]) -> None:
    data, drafted = prepared
    own = "purposes: [为进一步优化营商环境]"
    lines = [*bare(drafted), own]
    for proposed, shown in (("请各地结合实际认真学习借鉴", True), ("为进一步优化营商环境", False), ("不在原文", False)):
        weighed = weighed_of({"purposes": [proposed]}, data, drafted, lines)
        (line,) = [each for each in weighed.lines if each.startswith(own)]
        assert (f"提出不同读法: [为进一步优化营商环境, {proposed}]" in line) == shown
        assert weighed.kept == shown


def test_lines_that_are_no_yaml_prove_nothing(prepared: tuple[Path, Drafted], monkeypatch: pytest.MonkeyPatch) -> None:
    """The loader says of them only that they are none: without a fault of its own, no proposal is borne out."""
    data, drafted = prepared
    monkeypatch.setattr("tongbao.intake.proposals.sheet.inline", lambda _value: "{")
    weighed = weighed_of({"purposes": ["为进一步优化营商环境"]}, data, drafted)
    assert weighed.kept == 0
    assert len(weighed.refused) == 1


UNTOLD = {"title": "打造“湖心客厅”", "description": "市金融局新建站点5处。", "leads": ["市金融局"]}
ROLE = {"role": "listed", "basis": "bare-list", "quote": "市金融局"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ({}, ["role-not-told"]),
        ({"unit-role": ROLE}, []),
        ({"unit-role": ROLE | {"quote": "市财政局"}}, ["role-not-told", "quote-not-found"]),
    ],
    ids=["none", "told", "of other words"],
)
def test_units_of_a_measure_have_a_role_that_words_tell(
    role: dict[str, object], expected: list[str], draft: Draft
) -> None:
    text = "澄湖市人民政府办公室关于典型做法的通报\n\n澄政办发〔2024〕13号\n\n打造“湖心客厅”。市金融局新建站点5处。\n\n澄湖市人民政府办公室\n\n2024年6月20日\n"
    drafted = draft({"measures": [UNTOLD, {"title": UNTOLD["title"]} | role]}, text)
    assert codes(drafted) == expected
    assert bool(lines_with(drafted, "leads: [市金融局]")) == (expected == [])
