"""What is proposed for annexes belongs to one row of theirs."""

import pytest
from tests.intake.proposals.proposing import Draft, codes, record

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
