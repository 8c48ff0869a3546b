"""What pages tell beside what the graph says: words of the source, translations, how to cite."""

import csv
import io
import json
import re

import html5lib
import pytest
from tests.sites import Site

from tongbao.ask.questions import questions


def test_a_unit_page_tells_by_which_words_it_leads(site: Site) -> None:
    page = site.read("zh/unit/xm-tax.html")
    assert page.count("<q>市税务局</q>") == 3
    assert "第 3 位" in page
    assert "栏目名称未写" in page or "原文未写“牵头”的" in page
    assert "通报表扬" in page
    measure = site.read("zh/measure/xiamen-2023-64/city-01.html")
    assert measure.count("<q>单位名称</q>") == 1  # the same for all three


def test_concepts_are_used_where_notices_use_them(site: Site) -> None:
    """Of the bases of roles the notice has two: a reading of the heading of its column, and what the text says of others."""
    page = html5lib.parse(site.read("en/vocab/role-basis.html"), namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")]
    assert sorted(row[-1] for row in rows[1:]) == ["0", "0", "0", "0", "38", "48"], rows


def test_what_the_source_leaves_open_is_said_beside_the_names(demo_site: Site) -> None:
    """demo-2023-8 has 等 behind the leads of its first measure, and behind those commended."""
    page = demo_site.read("zh/notice/demo-2023-8.html")
    assert "另有受表扬者，原文未列明（“等”）。" in page
    assert re.search(r"开设夜间市集</bdi></a></p>\s*<p class=\"who\">.*公安局.*交通.*</a>等</p>", page)
    assert "and others</p>" in demo_site.read("en/notice/demo-2023-8.html")
    assert "另有受表扬者" not in demo_site.read("zh/notice/demo-2021-2.html")


def test_measures_without_numbers_come_as_the_text_has_them(demo_site: Site) -> None:
    page = demo_site.read("zh/notice/demo-2023-8.html")
    assert page.index("开设夜间市集</bdi></a></p>") < page.index("延长公交运营</bdi></a></p>")


def test_a_question_about_words_of_another_dataset_shows_none_of_them(demo_site: Site) -> None:
    page = demo_site.read("zh/question/full-name-of.html")
    assert "本数据集中没有该问题默认的查询对象" in page
    assert "国家金融监管总局厦门监管局" not in page


def test_a_page_says_how_to_cite_it(site: Site) -> None:
    notice = "厦门市人民政府办公厅：《厦门市人民政府办公厅关于公布厦门市2023年度市区两级“十佳”营商环境创新举措的通知》（厦府办〔2023〕64号，2023-10-29）"
    measure = "举措：首创“共享站房”，助力城中村现代化治理，https://w3id.org/tongbao/id/measure/xiamen-2023-64/city-06，版本 0.1.0"
    assert f"引用：<bdi>{notice}，{measure}</bdi>" in site.read("zh/measure/xiamen-2023-64/city-06.html")


def test_tables_of_answers_and_networks_open_in_a_spreadsheet_with_names(site: Site) -> None:
    files = [*site.folder.glob("data/question/*.csv"), *site.folder.glob("network/*.csv")]
    assert len(files) > len(questions())
    for file in files:
        assert file.read_bytes().startswith("\ufeff".encode()), file
    rows = list(csv.DictReader(io.StringIO(site.read("data/question/partners-of-unit.csv").removeprefix("\ufeff"))))
    named = next(row for row in rows if row["partner"].endswith("/xm-finance"))
    assert (named["partner_zh"], named["partner_en"]) == ("厦门市财政局", "Xiamen Municipal Finance Bureau")
    assert named["measures_zh"] == "深化登记、交易和缴税“一窗受理、并行办理”，实行不动产登记税费同缴"
    assert [*named] == ["partner", "partner_zh", "partner_en", "times", "measures", "measures_zh", "measures_en"]


def test_pages_of_questions_show_words_for_codes(site: Site) -> None:
    assert "事项</td>" in site.read("zh/question/timeline.html")
    assert ">Estimated</td>" in site.read("en/question/time-saved.html")
    assert ",estimated\n" in site.read("data/question/time-saved.csv")
    page = site.read("zh/question/before-and-after.html")
    assert all(f">{said}</td>" in page for said in ("3个", "超过3个月", "99.983%"))
    assert "unit-of-measure#one" not in page.split('id="query"')[0]
    told = {one["name"]: one["words"] for one in json.loads(site.read("data/questions.json"))}
    assert told["timeline"] == {
        "kind": {
            "event": {"en": "Event", "zh": "事项"},
            "written": {"en": "Written", "zh": "成文"},
            "printed": {"en": "Printed", "zh": "印发"},
        }
    }
    assert told["notices"] == {}


def test_numbers_on_pages_of_questions_have_separators(site: Site) -> None:
    assert "1.932 billion yuan" in site.read("en/question/money-figures.html")
    assert "19.32亿元" in site.read("zh/question/money-figures.html")
    assert "1932000000" not in re.sub("<script.*?</script>", "", site.read("zh/question/money-figures.html"))


@pytest.mark.parametrize(
    "page", ["measures", "unit/xm-tax", "co-leadership/xm-finance/xm-tax", "commendation/xiamen-2023-64/1-15"]
)
def test_readers_of_english_get_our_translation_of_a_title(page: str, site: Site) -> None:
    ours, printed = "real estate fees and taxes paid together", "深化登记、交易和缴税“一窗受理、并行办理”"
    english, chinese = site.read(f"en/{page}.html"), site.read(f"zh/{page}.html")
    assert [ours in english, ours in chinese, printed in chinese] == [True, False, True]


def test_a_page_says_which_of_its_names_we_translated(site: Site) -> None:
    for name in ("measure/xiamen-2023-64/city-10", "honour/xiamen-2023-64/city-01/model-case", "notice/xiamen-2023-64"):
        text = site.read(f"en/{name}.html")
        row = text[text.index('id="assertion-english"') :].partition("</tr>")[0]
        assert "Translation" in row


def test_changes_on_the_front_page_keep_bound_and_classifier_of_each_value(site: Site) -> None:
    english, chinese = (
        re.sub(r"</?[ib]>", "", site.read(f"{language}/index.html").replace("</i> <b>", " "))
        for language in ("en", "zh")
    )
    for said in ("over 3 months → 7 working days", "60 days → 5 minutes"):
        assert said in english
    for said in ("超过3个月 → 7个工作日", "3个 → 1个", "99.983% → 99.992%"):
        assert said in chinese
