"""A name that a person would type finds the thing, and an unclear one lists what it may mean."""

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from tongbao import paths
from tongbao.ask.names import document_number, find, key, meant, term_for
from tongbao.ask.questions import SUFFIXES, Parameter, ParameterType
from tongbao.ask.store import MemoryStore, base_of
from tongbao.errors import Text, UsageError
from tongbao.printed.script import traditional_of
from tongbao.rdf.iris import NAMESPACES

BASE = "https://example.org/id/unit/"  # like the path of a thing, to be read as the base it is
TB, SKOS, DCTERMS = NAMESPACES["tb"], NAMESPACES["skos"], NAMESPACES["dcterms"]
RDF_TYPE = NAMESPACES["rdf"] + "type"

PLACES = {
    "fujian": ("福建省", "Fujian Province", ["福建"], None),
    "xiamen": ("厦门市", "Xiamen", ["厦门"], "fujian"),
    "fuzhou": ("福州市", "Fuzhou", ["福州"], "fujian"),
    "jimei": ("集美区", "Jimei District", ["集美"], "xiamen"),
}
UNITS = {
    "xm-tax": (
        "国家税务总局厦门市税务局",
        "Xiamen Municipal Tax Service, State Taxation Administration",
        ["市税务局", "厦门市税务局", "旧税务局"],
        "xiamen",
    ),
    "fz-tax": ("国家税务总局福州市税务局", "Fuzhou Tax Service", ["市税务局", "福州市税务局"], "fuzhou"),
    "xm-market": ("厦门市市场监督管理局", "Xiamen Market Bureau", ["市市场监管局"], "xiamen"),
    "fj-market": ("福建省市场监督管理局", "Fujian Market Bureau", ["省市场监管局"], "fujian"),
    "xm-bank": ("中国人民银行厦门市分行", "Xiamen Branch", ["人民银行厦门市分行"], "xiamen"),
    "xm-branch": ("厦门市支部", "Office of the Xiamen Branch", [], "xiamen"),
    "xm-hr": ("厦门市人力资源和社会保障局", "Xiamen HR Bureau", ["市人社局"], "xiamen"),
    "jimei-hr": ("厦门市集美区人力资源和社会保障局", "Jimei HR Bureau", ["集美区人社局"], "jimei"),
    "xm-industry": ("厦门市工业和信息化局", "Xiamen Industry", ["市工信局（市大数据局）"], "xiamen"),
}


def quads() -> str:
    lines: list[str] = []

    def state(subject: str, predicate: str, value: str) -> None:
        lines.append(f"<{BASE}id/{subject}> <{predicate}> {value} <{BASE}graph/authority> .\n")

    for kind, cls, records, home in (
        ("place", "Place", PLACES, TB + "within"),
        ("unit", "Unit", UNITS, TB + "locatedIn"),
    ):
        for name, (full, english, others, place) in records.items():
            thing = f"{kind}/{name}"
            state(thing, RDF_TYPE, f"<{TB}{cls}>")
            state(thing, DCTERMS + "identifier", f'"{name}"')
            state(thing, SKOS + "prefLabel", f'"{full}"@zh')
            state(thing, SKOS + "prefLabel", f'"{english}"@en')
            for other in others:
                state(thing, SKOS + "altLabel", f'"{other}"@zh')
            if place:
                state(thing, home, f"<{BASE}id/place/{place}>")
    for notice, number in (("xm-1", "厦府办〔2023〕64号"), ("fz-1", "榕政办〔2023〕64号")):
        state(f"notice/{notice}", RDF_TYPE, f"<{TB}Notice>")
        state(f"notice/{notice}", DCTERMS + "identifier", f'"{notice}"')
        state(f"notice/{notice}", TB + "documentNumber", f'"{number}"')
        measure = f"measure/{notice}/city-01"
        state(measure, RDF_TYPE, f"<{TB}Measure>")
        state(measure, DCTERMS + "identifier", '"city-01"')
        state(measure, TB + "publishedIn", f"<{BASE}id/notice/{notice}>")
        for subject in ("碳排放", "排放") if notice == "xm-1" else ("办理时间",):
            state(measure, TB + "hasOutcome", f"<{BASE}id/outcome/{notice}/city-01/{subject}>")
            state(f"outcome/{notice}/city-01/{subject}", TB + "counts", f'"{subject}"@zh')
    return "".join(lines)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    file = tmp_path_factory.mktemp("names") / "graph.nq"
    file.write_text(quads(), encoding="utf-8")
    return MemoryStore(file)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("xm-tax", "xm-tax"),
        ("unit/xm-tax", "xm-tax"),
        (f"{BASE}id/unit/xm-tax", "xm-tax"),
        ("国家税务总局厦门市税务局", "xm-tax"),
        ("  国家税务总局 厦门市税务局 ", "xm-tax"),
        ("厦门市税务局", "xm-tax"),
        ("厦门税务局", "xm-tax"),
        ("福州税务局", "fz-tax"),
        ("旧税务局", "xm-tax"),
        ("XIAMEN municipal tax service, State Taxation Administration", "xm-tax"),
        ("Xiamen Municipal Tax Service", "xm-tax"),
        ("taxation", "xm-tax"),
        ("jimei hr", "jimei-hr"),
        (f"<{BASE}id/unit/xm-tax>", "xm-tax"),
        ("国家税务总局厦门", "xm-tax"),
        ("总局福州市", "fz-tax"),
        ("Xiamen Branch", "xm-bank"),  # whole, and a part of the next
        ("中国人民银行", "xm-bank"),
        ("Ｘｍ－Ｔａｘ", "xm-tax"),
        ("人民银行厦门分行", "xm-bank"),
        ("市工信局(市大数据局)", "xm-industry"),
        ("厦门市人社局", "xm-hr"),
        ("区人社局", "jimei-hr"),
        ("集美人社局", "jimei-hr"),
        ("厦门集美区人社局", "jimei-hr"),
        ("市市场监管局", "xm-market"),
        ("福建市场监管局", "fj-market"),
        ("廈門市稅務局", "xm-tax"),  # in traditional script
        ("福州稅務局", "fz-tax"),
        ("舊稅務局", "xm-tax"),
        ("集美區人社局", "jimei-hr"),
        ("國家稅務總局 廈門", "xm-tax"),
        ("税务局 福州", "fz-tax"),  # words apart
        ("稅務局　福州", "fz-tax"),
        ("hr jimei", "jimei-hr"),
        ("集美 hr", "jimei-hr"),
        ("福建 监督", "fj-market"),
    ],
)
def test_units_are_found(typed: str, unit: str, store: MemoryStore) -> None:
    assert find("unit", typed, store) == f"{BASE}id/unit/{unit}"


@pytest.mark.parametrize(
    ("kind", "typed", "candidates"),
    [
        ("unit", "市税务局", ["unit/xm-tax  市税务局（厦门市）", "unit/fz-tax  市税务局（福州市）"]),
        ("unit", "税务局", ["unit/xm-tax", "unit/fz-tax"]),
        ("unit", "人社局", ["集美区", "厦门市"]),
        ("unit", "市场监管局", ["unit/xm-market", "unit/fj-market"]),
        ("unit", "service", ["unit/xm-tax  Xiamen Municipal Tax", "unit/fz-tax  Fuzhou Tax Service（福州市）"]),
        ("unit", "税", ["unit/xm-tax", "unit/fz-tax"]),
        ("unit", "银", ["unit/xm-bank"]),  # one character lists, and never decides
        ("unit", "资源", ["unit/xm-hr", "unit/jimei-hr"]),
        ("thing", "税", ["unit/xm-tax", "unit/fz-tax"]),
        ("measure", "city-01", ["measure/xm-1/city-01", "measure/fz-1/city-01"]),
        ("notice", "64号", ["notice/xm-1", "notice/fz-1"]),
        ("notice", "第64號", ["notice/xm-1", "notice/fz-1"]),
        ("unit", "稅務局", ["unit/xm-tax", "unit/fz-tax"]),
        ("unit", "税务 局", ["unit/xm-tax", "unit/fz-tax"]),
    ],
)
def test_ambiguous_names_list_their_candidates(
    kind: str, typed: str, candidates: list[str], store: MemoryStore
) -> None:
    with pytest.raises(UsageError) as error:
        find(kind, typed, store)
    (problem,) = error.value.problems
    assert problem.code == f"ambiguous-{kind}"
    assert problem.cure
    assert all(candidate in problem.cure.zh and candidate in problem.cure.en for candidate in candidates)


@pytest.mark.parametrize(
    ("kind", "typed", "nearest"),
    [
        ("unit", "漳州市税务局", "福州市税务局"),
        ("unit", "xm-taxx", "xm-tax"),
        ("unit", "", "its id"),
        ("unit", "https://example.org/nothing", "its id"),
        ("unit", "taxa", "xm-tax|fz-tax"),  # no whole word
        ("notice", "厦府办〔2023〕65号", "厦府办〔2023〕64号"),
        ("notice", "滨政办[2024]8号", "厦府办〔2023〕64号"),
        ("place", "集美镇", "集美区"),
        ("thing", "measure/xm-1/city-99", "Nearest|Check"),
    ],
)
def test_unknown_names_tell_the_nearest(kind: str, typed: str, nearest: str, store: MemoryStore) -> None:
    with pytest.raises(UsageError, match=nearest) as error:
        find(kind, typed, store)
    assert error.value.problems[0].code == f"unknown-{kind}"


@pytest.mark.parametrize(
    ("kind", "typed", "path"),
    [
        ("notice", "厦府办[2023]64号", "notice/xm-1"),
        ("notice", "xm-1", "notice/xm-1"),
        ("measure", "xm-1/city-01", "measure/xm-1/city-01"),
        ("measure", "measure/fz-1/city-01", "measure/fz-1/city-01"),
        ("place", "集美", "place/jimei"),
        ("place", "Xiamen", "place/xiamen"),
        ("thing", "福州税务局", "unit/fz-tax"),
        ("thing", "榕政办(2023)64号", "notice/fz-1"),
        ("thing", "id/measure/xm-1/city-01", "measure/xm-1/city-01"),
        ("notice", "廈府辦〔2023〕64號", "notice/xm-1"),
        ("notice", "厦府办 64", "notice/xm-1"),
        ("notice", "榕政辦 64號", "notice/fz-1"),
        ("thing", "廈府辦2023-64號", "notice/xm-1"),
        ("place", "廈門", "place/xiamen"),
        ("measure", "碳排放", "measure/xm-1/city-01"),
        ("measure", "减少碳排放", "measure/xm-1/city-01"),
        ("measure", "減少碳排放", "measure/xm-1/city-01"),
        ("thing", "二氧化碳排放", "measure/xm-1/city-01"),
        ("measure", "办理时间", "measure/fz-1/city-01"),
        ("measure", "办理", "measure/fz-1/city-01"),
        ("measure", "缩短办理时间", "measure/fz-1/city-01"),
    ],
)
def test_other_things_are_found(kind: str, typed: str, path: str, store: MemoryStore) -> None:
    assert find(kind, typed, store) == f"{BASE}id/{path}"


@pytest.mark.parametrize(
    "typed",
    [
        "厦府办〔2023〕64号",
        "厦府办[2023]64号",
        "厦府办(2023)64号",
        "厦府办（2023）64号",
        "厦府办【2023】64号",
        "厦府办 [ 2023 ] 64 号",
        "厦府办﹝2023﹞64号",
        "厦府办2023-64",
        "厦府办２０２３—６４号",
        "厦府办〔2023〕第064号",
        "厦府办202364",
    ],
)
def test_document_numbers_may_be_typed_in_any_brackets(typed: str) -> None:
    assert document_number(typed) == "厦府办〔2023〕64号"


@pytest.mark.parametrize("typed", ["", "64", "厦府办", "〔2023〕64号", "厦府办〔2023〕", "厦府办〔1023〕64号"])
def test_what_is_no_document_number_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="not a document number"):
        document_number(typed)


def parameter(kind: str) -> Parameter:
    return Parameter("value", kind, None, Text("A value.", "值。"))


@pytest.mark.parametrize(
    ("kind", "typed", "term"),
    [
        ("unit", "福州税务局", f"<{BASE}id/unit/fz-tax>"),
        ("number", "榕政办[2023]64号", '"榕政办〔2023〕64号"'),
        ("number", "榕政辦[2023]64號", '"榕政办〔2023〕64号"'),
        ("string", 'a"b\\c\nd', r'"a\"b\\c\nd"'),
        ("integer", "-7", f'"-7"^^<{NAMESPACES["xsd"]}integer>'),
        ("iri", "https://example.org/x", "<https://example.org/x>"),
        ("iri", "<https://example.org/x>", "<https://example.org/x>"),
    ],
)
def test_parameters_become_terms(kind: str, typed: str, term: str, store: MemoryStore) -> None:
    assert term_for(parameter(kind), typed, store) == term


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("integer", "seven", "not-an-integer"),
        ("iri", "x> } DROP ALL #", "not-an-iri"),
        ("iri", "nothing", "not-an-iri"),
        ("unit", "https://x/> ?p ?o } #", "unknown-unit"),
        ("number", "滨政办[2024]8号", "unknown-number"),
    ],
)
def test_bad_parameters_are_refused(kind: str, typed: str, code: str, store: MemoryStore) -> None:
    with pytest.raises(UsageError) as error:
        term_for(parameter(kind), typed, store)
    assert error.value.problems[0].code == code


@pytest.mark.parametrize("kind", get_args(ParameterType))
def test_a_type_of_parameters_is_known_everywhere(kind: str) -> None:
    assert kind in SUFFIXES
    rows = re.findall(r"^\| (`.*?) \| `_", (paths.QUERIES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [f"`{kind}`" in row for row in rows].count(True) == 2, "the table of types in queries/README.md, twice"
    asked = (paths.PACKAGE / "site" / "browser" / "asked.js").read_text("utf-8")
    assert re.search(f'type === "{kind}"|KINDS = .*"{kind}"', asked), "what the pages make of what is typed"


def test_base_is_read_from_the_data(store: MemoryStore, tmp_path: Path) -> None:
    assert base_of(store) == BASE
    (tmp_path / "empty.nq").touch()
    assert base_of(MemoryStore(tmp_path / "empty.nq")) is None


def test_keys_ignore_case_width_space_and_punctuation() -> None:
    assert key("Ａ b－（Ｃ）〔1〕。") == "abc1"


def test_candidates_are_at_most_ten(tmp_path: Path) -> None:
    lines = (
        f"<{BASE}id/unit/u{n:02}> <{RDF_TYPE}> <{TB}Unit> <{BASE}graph/authority> .\n"
        f'<{BASE}id/unit/u{n:02}> <{SKOS}prefLabel> "第{n:02}局"@zh <{BASE}graph/authority> .\n'
        for n in range(12)
    )
    (tmp_path / "many.nq").write_text("".join(lines), encoding="utf-8")
    with pytest.raises(UsageError, match=r"any of 12 units") as error:
        find("unit", "局", MemoryStore(tmp_path / "many.nq"))
    cure = error.value.problems[0].cure
    assert cure
    assert cure.en.count("unit/") == 10
    assert cure.en.endswith("… and 2 more")


def test_what_is_not_chinese_waits_for_no_table_of_characters(store: MemoryStore) -> None:
    code = "import sys; from tongbao.printed.script import simplified; simplified('xm-tax 64'); assert 'opencc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_table_of_characters_holds_those_of_the_names() -> None:
    table = traditional_of("税务局 64号 厦门")
    assert {"稅": "税", "務": "务", "號": "号", "廈": "厦", "門": "门"}.items() <= table.items()
    assert {*table.values()} <= {*"税务局号厦门"}


@pytest.mark.parametrize(
    ("kind", "typed", "found", "placed"),
    [
        ("unit", "厦门市税务局", {"xm-tax"}, True),
        ("unit", "厦门税务局", {"xm-tax"}, True),
        ("unit", "廈門稅務局", {"xm-tax"}, True),
        ("unit", "unit/xm-tax", {"xm-tax"}, True),
        ("unit", f"{BASE}id/unit/xm-tax", {"xm-tax"}, True),
        ("unit", "人民银行厦门分行", {"xm-bank"}, True),
        ("unit", "市税务局", {"xm-tax", "fz-tax"}, True),  # a name of both
        ("unit", "税务局", {"xm-tax", "fz-tax"}, False),
        ("unit", "区人社局", {"jimei-hr"}, False),  # of some district
        ("unit", "国家税务总局厦门", set(), False),  # a part of a name
        ("unit", "place/xiamen", set(), False),
        ("unit", "", set(), False),
        ("unit", "、", set(), False),
        ("place", "厦门", {"xiamen"}, True),
        ("place", "厦门市税务局", set(), False),
    ],
)
def test_a_whole_name_tells_what_it_means_and_whether_it_tells_whose(
    kind: str, typed: str, found: set[str], placed: bool, store: MemoryStore
) -> None:
    meaning = meant(kind, typed, store)
    assert {iri.rpartition("/")[2] for iri in meaning.found} == found
    assert meaning.placed == placed
