"""What the words do not bear out is told with its place, and a broken file is one error."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.intake.proposals.proposing import MARK, Draft, codes, draft_with, lines_with, outcome, record

from tongbao.errors import UsageError
from tongbao.intake.proposals.json_text import MAX_DEPTH


@pytest.mark.parametrize(
    ("proposed", "code"),
    [
        ({"outcomes": [outcome(3300, measure="一")]}, "number-not-printed"),
        (
            {"outcomes": [outcome(32, measure="一") | {"value": {"number": 32, "scale": "万", "classifier": "户"}}]},
            "number-not-printed",
        ),
        (
            {
                "outcomes": [
                    outcome(3200, measure="一") | {"value": {"number": 3200, "classifier": "户", "bound": "at-least"}}
                ]
            },
            "bound-not-printed",
        ),
        (
            {"outcomes": [outcome(3200, measure="一") | {"value": {"number": 3200, "classifier": "家"}}]},
            "classifier-not-printed",
        ),
        (
            {
                "outcomes": [
                    outcome(3200, measure="一") | {"value": {"number": 3300, "classifier": "户", "departs": ["number"]}}
                ]
            },
            "proposed-departure",
        ),
        ({"outcomes": [outcome(3200, measure="二")]}, "words-not-in-measure"),
        ({"outcomes": [outcome(3200, measure="九")]}, "no-such-measure"),
        ({"outcomes": [outcome(3200, "服务企业三千余户")]}, "no-such-measure"),
        (
            {
                "measure": "二",
                "platforms": [
                    {"id": "../../units", "name": "“澄易贷”平台", "kind": "system", "quote": "上线“澄易贷”平台"}
                ],
            },
            "wrong-form",
        ),
        ({"outcomes": [outcome([3200], measure="一")]}, "wrong-type"),
        ({"outcomes": [outcome(3200, measure="一", realisation="done")]}, "unknown-code"),
        ({"outcomes": [outcome(3200, measure="一", **{"a: b": 1})]}, "unknown-key"),
        ({"outcomes": [outcome(3200, "已服务企业\u200b3200户", measure="一")]}, "bad-character"),
        ({"purposes": ["为进一步提升服务水平"]}, "quote-not-found"),
        ({"purposes": ["为进一步优化营商环境"] * 2}, "proposed-twice"),
        (
            {
                "commendations": [
                    {"act": "circular-criticism", "quote": "对市市场监管局予以通报表扬", "recipients": ["市市场监管局"]}
                ]
            },
            "act-contradicted",
        ),
        (
            {
                "issued": {
                    "by": "澄湖市人民政府办公室",
                    "date": "2024-05-21",
                    "quote": "澄湖市人民政府办公室2024年5月20日",
                }
            },
            "date-not-printed",
        ),
        (
            {"participants": [{"unit": "市金融局", "role": "supporting", "quote": "市财政局给予支持"}]},
            "quote-out-of-place",
        ),
        (
            {
                "participants": [
                    {"unit": "澄湖市财政局", "printed": "市财政局", "role": "supporting", "quote": "市财政局给予支持"}
                ]
            },
            "unknown-unit",
        ),
        (
            {
                "measure": "二",
                "platforms": [
                    {"name": "澄易贷融资平台", "printed": "“澄易贷”平台", "kind": "system", "quote": "上线“澄易贷”平台"}
                ],
            },
            "proposed-departure",
        ),
        ({"leads": {"basis": "column-heading", "certainty": "certain", "quote": "牵头单位"}}, "proposed-departure"),
        ({"id": "../../etc"}, "not-of-words"),
        ({"english": "Notice"}, "not-of-words"),
        ({"state": {"value": "valid", "basis": "nothing-known"}}, "not-of-words"),
        ({"honors": []}, "unknown-key"),
        ({"measures": "x"}, "wrong-type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_words_do_not_bear_out_is_refused_with_its_place(proposed: Any, code: str, draft: Draft) -> None:
    drafted = draft(proposed)
    assert codes(drafted) == [code]
    assert drafted.weighed
    (problem,) = drafted.weighed.refused
    assert problem.place
    assert problem.place.file.name == "p.json"
    assert problem.place.line == 1
    assert problem.place.column > 1
    assert problem.what.zh != problem.what.en
    assert lines_with(drafted, MARK) == (
        [] if code != "proposed-twice" else lines_with(drafted, "- 为进一步优化营商环境")
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "{",
        "[1,]",
        '{"a":1,"a":2}',
        '{"measures": NaN}',
        '{"measures": -Infinity}',
        '{"value": 1e400}',
        f'{{"value": {"9" * 400}}}',
        "[" * 100_000,
        '{"a":' * (MAX_DEPTH + 2) + "1" + "}" * (MAX_DEPTH + 2),
        '["甲\x01"]',
        '["甲\n"]',
        '["\\x"]',
        "{'a': 1}",
        '{"a" 1}',
        "{1: 2}",
        "nul",
        json.dumps({"purposes": [f"甲{n}" for n in range(6_000)]}),
        json.dumps([0] * 300_000),
        " " * 9_000_000,
    ],
    ids=range(21),
)
def test_a_broken_file_is_one_error_and_nothing_is_written(text: str, office: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        draft_with(text, office, tmp_path)
    assert len(caught.value.problems) == 1
    assert not (office / "notices" / "2024").exists()


def test_line_separators_begin_no_line_of_the_draft(draft: Draft) -> None:
    words = "为进一步优化\u2028genre: order\u2029营商\x85环境"
    drafted = draft({"purposes": [words], "measures": [{"title": words, "description": words}]})
    assert record(drafted)["genre"] == "notice"
    assert drafted.weighed
    assert drafted.weighed.kept == 0
