"""Proposals from elsewhere: what the words bear out is taken into the draft with a mark, all else is told with its place."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongbao import paths
from tongbao.cli.main import main
from tongbao.errors import UsageError
from tongbao.intake.draft import Drafted, draft_notice
from tongbao.intake.names import Names
from tongbao.intake.proposals.extractions import classes
from tongbao.intake.proposals.json_text import MAX_DEPTH, read_values
from tongbao.intake.proposals.unit import MEASURE, NOTICE
from tongbao.intake.proposals.weigh import Weighed, weigh
from tongbao.intake.skeleton import new_dataset
from tongbao.load import read_authority
from tongbao.load.gaps import GAP
from tongbao.load.source import SourceText, squeeze
from tongbao.model.vocabulary import OURS

MADE = Path(__file__).parents[1] / "data" / "proposals"
TEXT = (MADE / "notice.txt").read_text("utf-8")
MARK = "proposed by p.json 由 p.json 提出，请核对"
SERVED = {"counts": "企业", "reading": "amount", "realisation": "achieved"}

Draft = Callable[..., Drafted]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The dataset of an invented city."""
    new_dataset(tmp_path / "office")
    for name in ("units.yaml", "places.yaml"):
        shutil.copy(MADE / name, tmp_path / "office" / name)
    return tmp_path / "office"


@pytest.fixture
def draft(office: Path, tmp_path: Path) -> Draft:
    """Draft a text with proposals."""

    def of(proposed: Any, text: str = TEXT, ending: str = ".txt") -> Drafted:
        source, file = tmp_path / f"notice{ending}", tmp_path / "p.json"
        source.write_text(text, "utf-8")
        file.write_text(proposed if isinstance(proposed, str) else json.dumps(proposed), "utf-8")
        shutil.rmtree(office / "notices" / "2024", ignore_errors=True)
        drafted = draft_notice(source, office, None, None, None)
        weighed = weighed_of(file, office, drafted, bare(drafted))
        drafted.file.write_text("\n".join(weighed.lines), "utf-8")
        return Drafted(drafted.file, (), weighed)

    return of


def draft_with(proposed: str, office: Path, folder: Path) -> Drafted:
    """Draft a text with proposals, as the command does."""
    (folder / "notice.txt").write_text(TEXT, "utf-8")
    (folder / "p.json").write_text(proposed, "utf-8")
    return draft_notice(folder / "notice.txt", office, None, None, None, folder / "p.json")


def bare(drafted: Drafted) -> list[str]:
    """Return the lines of a draft without what other tests are about: so that these know what it does not have."""
    lines, skipped = [], -1
    for line in drafted.file.read_text("utf-8").splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if skipped >= 0 and indent > skipped:
            continue
        skipped = indent if line.strip() in LEFT_OUT else -1
        lines += [] if skipped >= 0 else [line]
    return lines


LEFT_OUT = ("purposes:", "requirements:", "honours:", "platforms:", "events:", "instruments:", "beneficiaries:")


def record(drafted: Drafted) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(drafted.file.read_text("utf-8"))
    return read


def codes(drafted: Drafted) -> list[str]:
    assert drafted.weighed
    return [problem.code for problem in drafted.weighed.refused]


def lines_with(drafted: Drafted, words: str) -> list[str]:
    return [line for line in drafted.file.read_text("utf-8").splitlines() if words in line]


def outcome(number: object, quote: str = "已服务企业3200户", **more: object) -> dict[str, Any]:
    return SERVED | {"value": {"number": number, "classifier": "户"}, "quote": quote} | more


# --- what is taken in ------------------------------------------------------------------------------------


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


TABLES = """<html><body><p>澄湖市人民政府办公室关于推广创新举措的通知</p><p>澄政办发〔2024〕14号</p><p>各县（区）人民政府：</p>
<p>现将创新举措清单印发给你们。</p><p>附件：1.营商环境举措清单</p><p>2.政务服务举措清单</p><p>澄湖市人民政府办公室</p><p>2024年7月1日</p>
<p>附件1</p><p>营商环境举措清单</p><table><tr><td>序号</td><td>创新举措</td><td>牵头单位</td><td>主要做法</td></tr>
<tr><td>1</td><td>一照通办</td><td>市市场监管局</td><td>服务企业3200户，上线“澄易办”平台。</td></tr>
<tr><td>2</td><td>信用修复</td><td>市市场监管局</td><td>修复企业80户。</td></tr></table>
<p>附件2</p><p>政务服务举措清单</p><table><tr><td>序号</td><td>创新举措</td><td>牵头单位</td><td>主要做法</td></tr>
<tr><td>1</td><td>一窗办理</td><td>市金融局</td><td>整合窗口80个，上线“澄易窗”平台。</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("owner", "name", "where"),
    [
        ({"annex": 1, "measure": 1}, "“澄易办”平台", [["“澄易办”平台"], None, None]),
        ({"annex": "政务服务举措清单", "measure": "1"}, "“澄易窗”平台", [None, None, ["“澄易窗”平台"]]),
        ({"measure": "一窗办理"}, "“澄易窗”平台", [None, None, ["“澄易窗”平台"]]),
        ({}, "“澄易窗”平台", [None, None, ["“澄易窗”平台"]]),
        ({"measure": 1, "annex": 2}, "“澄易办”平台", "words-not-in-measure"),
        ({"measure": "一窗 办理"}, "“澄易办”平台", "words-not-in-measure"),
        ({"measure": 1}, "“澄易办”平台", "no-such-measure"),
        ({"measure": 7}, "“澄易办”平台", "no-such-measure"),
    ],
)
def test_a_proposal_belongs_to_one_row(owner: dict[str, object], name: str, where: object, draft: Draft) -> None:
    drafted = draft({"platforms": [{"name": name, "kind": "system", "quote": f"上线{name}"} | owner]}, TABLES, ".html")
    rows = [row for annex in record(drafted)["annexes"] for row in annex["measures"]]
    assert len(rows) == 3
    found = [[one["name"] for one in row["platforms"]] if "platforms" in row else None for row in rows]
    assert (found if isinstance(where, list) else codes(drafted)) == (where if isinstance(where, list) else [where])


def test_a_row_that_the_draft_did_not_see_goes_between_the_others(draft: Draft) -> None:
    """The table is read whole, so its second row is taken out of the draft's sight by a title in running text."""
    text = TABLES.replace(
        "<tr><td>2</td><td>信用修复</td><td>市市场监管局</td><td>修复企业80户。</td></tr>", ""
    ).replace("<p>附件2", "<p>信用修复</p><p>修复企业80户。</p><p>附件2")
    drafted = draft({"measures": [{"title": "信用修复", "description": "修复企业80户。"}]}, text, ".html")
    assert codes(drafted) == []
    assert [[(one["position"], one["title"]) for one in annex["measures"]] for annex in record(drafted)["annexes"]] == [
        [(1, "一照通办"), (2, "信用修复")],
        [(1, "一窗办理")],
    ]


def test_annexes_are_found_by_number_or_title(draft: Draft) -> None:
    row = {
        "number": 1,
        "outcomes": [
            {
                "counts": "窗口",
                "reading": "amount",
                "realisation": "achieved",
                "value": {"number": 80, "classifier": "个"},
                "quote": "整合窗口80个",
            }
        ],
    }
    for annex in ({"number": 2}, {"title": "政务服务 举措清单"}):
        drafted = draft({"annexes": [annex | {"measures": [row]}]}, TABLES, ".html")
        assert codes(drafted) == []
        assert drafted.weighed
        assert drafted.weighed.kept + drafted.weighed.same >= 1
        assert len(record(drafted)["annexes"]) == 2


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


# --- what is refused -------------------------------------------------------------------------------------


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


# --- LangExtract -----------------------------------------------------------------------------------------


def test_extractions_of_langextract(office: Path) -> None:
    plain = draft_notice(MADE / "notice.txt", office, None, None, None)
    weighed = weighed_of(MADE / "langextract.jsonl", office, plain)
    plain.file.write_text("\n".join(weighed.lines), "utf-8")
    drafted = Drafted(plain.file, (), weighed)
    assert codes(drafted) == ["words-not-in-measure", "number-not-printed", "act-contradicted", "unknown-class"]
    assert drafted.weighed
    assert (drafted.weighed.kept, drafted.weighed.same) == (5, 2)
    read = record(drafted)
    assert read["purposes"] == ["为进一步优化营商环境"]
    assert [one["name"] for one in read["measures"][1]["honours"]] == ["全省营商环境创新案例"]
    assert [one["name"] for one in read["measures"][1]["platforms"]] == ["“澄易贷”平台"]
    assert len(read["measures"][1]["outcomes"]) == 2


@pytest.mark.parametrize("nth", [1, 2])
def test_the_place_of_an_extraction_tells_which_words_are_meant(nth: int, draft: Draft) -> None:
    text, words = TEXT.replace("打通系统6个。（", "打通系统6个，又打通系统6个。（"), "打通系统6个"
    at = text.index(words) if nth == 1 else text.index(words, text.index("，又"))
    extraction = {
        "extraction_class": "outcome",
        "extraction_text": words,
        "char_interval": {"start_pos": at, "end_pos": at + len(words)},
        "attributes": {
            "counts": "系统",
            "reading": "amount",
            "realisation": "in-progress",
            "value.number": "6",
            "value.classifier": "个",
        },
    }
    drafted = draft({"extractions": [extraction], "text": text, "document_id": "doc_1"}, text)
    assert codes(drafted) == []
    assert lines_with(drafted, f"text: {words}, nth: {nth}}}}}")


# --- whatever is proposed --------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(
        [
            "已服务企业3200户",
            "打通系统6个",
            "市财政局给予支持",
            "市市场监管局",
            "3200",
            "澄易贷",
            "achieved",
            "supporting",
            "一",
            "二",
        ]
    ),
    st.text("澄湖市一二35户。，:#{}[]\"'-\n \u2028\u200b甲", max_size=12),
    st.integers(-5, 4000),
    st.none(),
    st.booleans(),
)
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "number",
        "quote",
        "unit",
        "printed",
        "role",
        "counts",
        "reading",
        "realisation",
        "value",
        "classifier",
        "measures",
        "measure",
        "annexes",
        "annex",
        "outcomes",
        "participants",
        "leads",
        "unit-role",
        "commendations",
        "recipients",
        "act",
        "purposes",
        "description",
        "text",
        "nth",
        "basis",
        "position",
        "group",
        "groups",
        "name",
        "kind",
        "honours",
        "genre",
        "deadline",
        "date",
        "departs",
    ]
)
VALUES = st.recursive(
    PIECES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Drafted]:
    """A draft without proposals, and its dataset."""
    data = tmp_path_factory.mktemp("prepared") / "office"
    new_dataset(data)
    for name in ("units.yaml", "places.yaml"):
        shutil.copy(MADE / name, data / name)
    return data, draft_notice(MADE / "notice.txt", data, None, None, None)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(proposed=st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_whatever_is_proposed_only_words_of_the_text_are_taken_in(
    proposed: Any, prepared: tuple[Path, Drafted]
) -> None:
    data, drafted = prepared
    weighed = weighed_of(proposed, data, drafted)
    words = squeeze(TEXT)
    read = yaml.safe_load("\n".join(weighed.lines))
    assert read["genre"] == "notice"
    assert all(squeeze(quote) in words for quote in quotations(read))
    assert all(problem.place and problem.place.line for problem in weighed.refused)
    marked = sum("p.json" in line for line in weighed.lines)
    assert marked >= weighed.kept


FIGURES = st.fixed_dictionaries(
    {
        "counts": st.just("数"),
        "reading": st.sampled_from(["amount", "limit", "reduction-by", "share"]),
        "realisation": st.sampled_from(["achieved", "target"]),
        "quote": st.sampled_from(
            ["已服务企业3200户", "已放款12.5亿元", "由5天压缩至1天", "打通系统6个", "服务企业3200户；打通系统6个"]
        ),
        "value": st.fixed_dictionaries(
            {"number": st.sampled_from([3200, 320, 12.5, 12, 5, 1, 6])},
            optional={
                "scale": st.sampled_from(["万", "亿"]),
                "unit": st.sampled_from(["yuan", "day"]),
                "classifier": st.sampled_from(["户", "个"]),
                "bound": st.sampled_from(["over", "exact"]),
            },
        ),
    },
    optional={"measure": st.sampled_from(["一", "二"])},
)
PRINTED = {"yuan": "元", "day": "天", "over": "超"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures=st.lists(FIGURES, min_size=3, max_size=8))
def test_figures_are_taken_in_only_as_printed(figures: list[Any], prepared: tuple[Path, Drafted]) -> None:
    data, drafted = prepared
    weighed = weighed_of({"outcomes": figures}, data, drafted)
    for line in weighed.lines:
        if "proposed by p.json" in line:
            (taken,) = yaml.safe_load(line)
            quantity = taken["value"]
            parts = [
                str(quantity["number"]),
                *(quantity.get(key, "") for key in ("scale", "unit", "classifier", "bound")),
            ]
            assert all(PRINTED.get(part, part) in taken["quote"] or part == "exact" for part in parts), line


def weighed_of(proposed: Any, data: Path, drafted: Drafted, lines: Sequence[str] = ()) -> Weighed:
    """Weigh what is proposed for a draft that was made without."""
    file = proposed if isinstance(proposed, Path) else data / "p.json"
    if file is not proposed:
        file.write_text(json.dumps(proposed), "utf-8")
    authority, _ = read_authority(data, OURS)
    source = SourceText.of(drafted.file.with_suffix(".txt").read_text("utf-8"))
    lines = lines or bare(drafted)
    return weigh(file, lines, drafted.file, source, data, Names(authority, "chenghu", 2024))


def quotations(value: Any) -> list[str]:
    """Return all quotations in a record."""
    if isinstance(value, list):
        return [quote for each in value for quote in quotations(each)]
    if not isinstance(value, dict):
        return []
    quote = value.get("quote")
    own = [quote["text"] if isinstance(quote, dict) else quote] if quote else []
    return own + [each for inner in value.values() for each in quotations(inner)]


@settings(max_examples=60)
@given(
    value=st.recursive(
        PIECES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=30,
    ),
    indent=st.sampled_from([None, 1]),
    plain=st.booleans(),
)
def test_json_is_read_as_python_reads_it(
    value: Any, indent: int | None, plain: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("json") / "p.json"
    text = json.dumps(value, indent=indent)
    file.write_text(text if plain else f"{text}\n{text}\n", "utf-8")
    assert [document.value for document in read_values(file)] == [value] * (1 if plain else 2)


# --- the command -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "0 taken in, 1 already drafted, 1 refused"), ("zh", "写入 0 项，草稿已有 1 项，未采用 1 项")],
)
def test_the_command_tells_what_became_of_proposals(
    language: str, told: str, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.json"
    file.write_text('{"purposes": ["为进一步优化营商环境",\n "为人民服务"]}', "utf-8")
    assert (
        main(["--lang", language, "draft", str(MADE / "notice.txt"), "--data", str(office), "--proposals", str(file)])
        == 0
    )
    out = capsys.readouterr().out
    assert told in out
    assert f"{file}:2:2: " in out


def test_proposals_are_for_one_notice(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.json").write_text("{}", "utf-8")
    text = str(MADE / "notice.txt")
    assert main(["draft", text, text, "--data", str(office), "--proposals", str(tmp_path / "p.json")]) == 2
    assert "--proposals is for one notice" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_shows_what_the_command_does(
    language: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The three commands run one after the other; the last prints what is shown."""
    name = "proposals.md" if language == "en" else "proposals.zh-CN.md"
    guide = (paths.ROOT / "docs" / name).read_text("utf-8")
    first, *_ = re.findall("```text\n(.*?)```", guide, re.DOTALL)
    (proposed,) = re.findall("```json\n(.*?)```", guide, re.DOTALL)
    (session,) = re.findall("```console\n(.*?)```", guide, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    office.rename("mycity")
    Path("notice.txt").write_text(first, "utf-8")
    Path("model.json").write_text(proposed, "utf-8")
    assert main(["draft", "notice.txt", "--data", "mycity"]) == 0
    Path("mycity/notices/2024/chenghu-2024-12.yaml").unlink()
    capsys.readouterr()
    assert main(["--lang", language, "draft", "notice.txt", "--data", "mycity", "--proposals", "model.json"]) == 0
    assert capsys.readouterr().out.splitlines() == session.rpartition("$ ")[2].splitlines()[1:]
    assert "mycity/schema/notice.schema.json" in guide
    assert Path("mycity/schema/notice.schema.json").is_file()
    assert Path("mycity/notices/2024/chenghu-2024-12.txt").is_file()


@pytest.mark.parametrize("key", sorted({*classes().values()}))
def test_each_class_of_extractions_is_a_key_of_the_notice_or_a_measure(key: str) -> None:
    assert key in (*NOTICE, *MEASURE)
    assert classes()[key] == key
