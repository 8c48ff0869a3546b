"""Records say what the notice says; what is expected here is written from its text."""

import re
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

import tongbao
from tongbao import paths

TEXT = (paths.DATA / "notices" / "2023" / "xiamen-2023-64.txt").read_text("utf-8")
FIGURES = Path(__file__).parents[1] / "data" / "figures"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def notice(kg: tongbao.KnowledgeGraph) -> tongbao.Notice:
    return kg.notice("厦府办〔2023〕64号")


def test_a_notice_is_what_its_head_and_foot_say(notice: tongbao.Notice, kg: tongbao.KnowledgeGraph) -> None:
    assert (notice.id, notice.number, notice.genre) == ("xiamen-2023-64", "厦府办〔2023〕64号", "notice")
    assert notice.title.zh == "厦门市人民政府办公厅关于公布厦门市2023年度市区两级“十佳”营商环境创新举措的通知"
    assert (notice.written, notice.printed, notice.year) == (date(2023, 10, 29), date(2023, 10, 30), 2023)
    assert [kg.unit(iri).name.zh for iri in notice.issued_by] == ["厦门市人民政府办公厅"]
    assert notice.place is not None
    assert notice.place.endswith("/place/xiamen")
    assert len(notice.commends) == 31  # the list that ends with 予以通报表扬


def test_its_measures_stand_in_their_order(notice: tongbao.Notice) -> None:
    """Two annexes of ten rows each."""
    levels = [measure.level for measure in notice.measures]
    assert levels == ["municipal"] * 10 + ["district"] * 10
    assert [measure.position for measure in notice.measures] == [*range(1, 11), *range(1, 11)]
    assert all(measure.notice == notice.iri for measure in notice.measures)


def test_their_order_is_that_of_positions_and_of_annexes_by_number(graph_nq: Path, tmp_path: Path) -> None:
    """Also where ids say another order, and where an annex has two digits."""
    text = graph_nq.read_text("utf-8").replace("/id/annex/xiamen-2023-64/1>", "/id/annex/xiamen-2023-64/10>")
    position = '/city-0{}> <https://w3id.org/tongbao/ontology#position> "{}"'
    for one, other in ((1, 2), (2, 1)):
        text = text.replace(position.format(one, one), position.format(one, f"now {other}"))
    (tmp_path / "mine.nq").write_text(text.replace('"now ', '"'), "utf-8")
    with tongbao.open(tmp_path / "mine.nq") as opened:
        ids = [measure.id for measure in opened.notice("64号").measures]
    assert ids[:2] == ["district-01", "district-02"]
    assert ids[10:13] == ["city-02", "city-01", "city-03"]


def test_a_measure_is_what_its_row_says(notice: tongbao.Notice, kg: tongbao.KnowledgeGraph) -> None:
    """Row 6 of annex 1: 首创“共享站房” … 国网厦门供电公司，市建设局."""
    measure = notice.measures[5]
    assert measure == kg.measure("xiamen-2023-64/city-06") == kg.measure(measure.iri)
    assert measure.title.zh == "首创“共享站房”，助力城中村现代化治理"
    assert [one.printed for one in measure.leads] == ["国网厦门供电公司", "市建设局"]
    assert {one.basis for one in measure.leads} == {"reading"}  # the column is called 单位名称
    reliability = next(outcome for outcome in measure.outcomes if outcome.counts.zh == "村内供电可靠率")
    assert reliability.before is not None
    assert reliability.after is not None
    assert (reliability.before.number, reliability.after.number) == (Decimal("99.983"), Decimal("99.992"))
    assert (reliability.value, reliability.after.unit) == (None, "percent")
    assert [str(one) for one in reliability.quotations] == ["村内供电可靠率由99.983%提升至99.992%"]


def test_whoever_has_no_unit_is_not_left_out(notice: tongbao.Notice) -> None:
    """Row 6 says 与政府建立…“三级联动”机制, and not which government."""
    (government,) = [one for one in notice.measures[5].participants if one.printed == "政府"]
    assert (government.role, government.unit) == ("mentioned", None)


def test_every_quotation_stands_where_it_says(notice: tongbao.Notice, kg: tongbao.KnowledgeGraph) -> None:
    within = chain.from_iterable(
        (*measure.quotations, *(q for one in (*measure.participants, *measure.outcomes) for q in one.quotations))
        for measure in notice.measures
    )
    quotations = [*notice.quotations, *within, *kg.unit("市税务局").quotations]
    assert len(quotations) > 500
    for one in quotations:
        assert one.file == "xiamen-2023-64.txt"
        assert squeezed(TEXT[one.start : one.end]) == squeezed(one.words)


def test_everything_in_a_measure_has_its_words(notice: tongbao.Notice) -> None:
    for measure in notice.measures:
        assert measure.quotations
        assert all(one.quotations for one in (*measure.participants, *measure.outcomes))
        assert {one.statement for one in measure.quotations} == {measure.iri}


def test_a_unit_has_its_names_and_the_words_that_name_it(kg: tongbao.KnowledgeGraph) -> None:
    """The text prints 市税务局 in the list of praise, in three cells of leads and in the list of distribution."""
    unit = kg.unit("税务局")
    assert (unit.id, unit.name.zh) == ("xm-tax", "国家税务总局厦门市税务局")
    assert {"市税务局", "厦门市税务局"} <= {*unit.other_names}
    assert (unit.kind, unit.level) == ("vertical-agency", "municipal")
    assert unit.parent is not None
    assert kg.unit(unit.parent).name.zh == "国家税务总局"
    assert (len(unit.leads), len(unit.partners)) == (3, 5)
    named = [one for one in unit.quotations if one.words == "市税务局"]
    assert [one.start for one in named] == [match.start() for match in re.finditer("市税务局", TEXT)]


def test_figures_keep_all_that_they_say(figures_built: Path) -> None:
    with tongbao.open(figures_built) as kg:
        outcomes = {
            str(quotation): outcome
            for row in kg.ask("notices")
            for measure in kg.notice(row.notice).measures
            for outcome in measure.outcomes
            for quotation in outcome.quotations
        }
    floors, support, rank = (
        outcomes[words] for words in ("厂房高3—5层", "每户补助不超过2000元", "综合得分在31个城市中列第2位")
    )
    assert floors.value is not None
    assert (floors.value.lowest, floors.value.highest, floors.value.number, floors.value.classifier) == (
        3,
        5,
        None,
        "层",
    )
    assert support.value is not None
    assert (support.value.number, support.value.unit, support.value.bound, support.value.per) == (
        2000,
        "yuan",
        "at-most",
        "户",
    )
    assert rank.value is not None
    assert (rank.value.number, rank.out_of, rank.reading) == (2, 31, "rank")
    exports = outcomes["出口1850万美元"]
    assert exports.value is not None
    assert (exports.value.number, exports.value.unit) == (18_500_000, "us-dollar")
    assert (exports.since, exports.until) == ("2024-01", "2024-06")


def test_records_are_values(kg: tongbao.KnowledgeGraph) -> None:
    unit = kg.unit("市税务局")
    assert unit == kg.unit("xm-tax")
    assert hash(unit) == hash(kg.unit("xm-tax"))
    with pytest.raises(AttributeError):
        unit.id = "other"  # type: ignore[misc]


def test_a_dataset_is_loaded_with_its_quotations_placed() -> None:
    loaded = tongbao.load(paths.DATA)
    assert [facts.record.id for facts in loaded.notices] == ["xiamen-2023-64"]
    assert tongbao.load(str(paths.DATA)) == loaded


def test_every_problem_of_a_dataset_is_told_with_its_place(demo: Path) -> None:
    for name in ("units.yaml", "places.yaml"):
        file = demo / name
        file.write_text(f"{file.read_text('utf-8')}\nnew thing: {{}}\n", "utf-8")
    with pytest.raises(tongbao.DataError) as caught:
        tongbao.load(demo)
    files = {problem.place.file.name for problem in caught.value.problems if problem.place and problem.place.line}
    assert files >= {"units.yaml", "places.yaml"}
    with pytest.raises(tongbao.DataError, match="does not exist"):
        tongbao.load(demo / "nowhere")


BREAKING = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
<x:n> a tb:Notice ; dcterms:title "甲通知"@zh ; tb:hasMeasure <x:m1>, <x:m2> ; tb:hasSourceText <x:text> .
<x:m1> a tb:Measure ; dcterms:title "甲"@zh ; tb:position "first" ; tb:publishedIn <x:n> ; tb:hasParticipation <x:p1>, <x:p2> .
<x:m2> a tb:Measure ; dcterms:title "乙"@zh ; tb:position 2 ; tb:publishedIn <x:n> ; tb:statedIn <x:s1>, <x:s2> .
<x:p1> tb:order "first" . <x:p2> tb:order 2 .
<x:s1> oa:hasSource <x:text> ; oa:hasSelector [ oa:start "at the start" ; oa:end 1 ], [ tb:words "甲" ] .
<x:s2> oa:hasSource <x:text> ; oa:hasSelector [ oa:start 2 ; oa:end 3 ], [ tb:words "乙" ] .
<x:text> dcterms:identifier "text" . <x:u> a tb:Unit ; skos:prefLabel <x:name> .
"""


def test_a_file_that_breaks_the_shapes_is_read_as_far_as_it_keeps_them(tmp_path: Path) -> None:
    (file := tmp_path / "breaking.ttl").write_text(BREAKING, "utf-8")
    with tongbao.open(file) as kg:
        first, second = sorted(kg.notice("甲通知").measures, key=lambda measure: measure.iri)
        assert (first.position, second.position) == (None, 2)
        assert sorted(one.order for one in first.participants) == [0, 2]
        assert [(one.words, one.start, one.end, one.file) for one in second.quotations] == [("乙", 2, 3, "text")]
        assert kg.measure("乙") == second
        with pytest.raises(tongbao.UsageError):  # it has no vocabulary of roles
            kg.network()
