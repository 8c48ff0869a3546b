"""Answers are written in the formats of rows and those of triples, and hostile text does no harm in any of them."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
from wcwidth import wcswidth

from tongbao.ask.answers import ask
from tongbao.ask.formats import RDF, write_answer
from tongbao.ask.forms import FOR_PEOPLE, RESULTS
from tongbao.ask.people import Asked, shorten
from tongbao.ask.programs import write_csv
from tongbao.ask.sparql import PREFIXES
from tongbao.ask.store import Graph, MemoryStore, Rows
from tongbao.ask.workbook import LINES, SIGNS, write_xlsx
from tongbao.errors import UsageError
from tongbao.rdf.iris import NAMESPACES

XSD = NAMESPACES["xsd"]
TAX = "https://w3id.org/tongbao/id/unit/xm-tax"
LEVEL = "https://w3id.org/tongbao/vocab/level#municipal"
QUADS = f"""\
<{TAX}> <{NAMESPACES["skos"]}prefLabel> "国家税务总局厦门市税务局"@zh <https://w3id.org/tongbao/graph/authority> .
<{TAX}> <{NAMESPACES["skos"]}prefLabel> "Xiamen | *Tax* <b>"@en <https://w3id.org/tongbao/graph/authority> .
<{LEVEL}> <{NAMESPACES["skos"]}prefLabel> "市级"@zh <https://w3id.org/tongbao/graph/authority> .
"""
ROWS = Rows(
    ("unit", "level", "count", "text"),
    [
        (ox.NamedNode(TAX), ox.NamedNode(LEVEL), ox.Literal("3", datatype=ox.NamedNode(XSD + "integer")), None),
        (
            ox.NamedNode("http://x/<script>".replace("<", "%3C").replace(">", "%3E")),
            None,
            ox.Literal("-12", datatype=ox.NamedNode(XSD + "integer")),
            ox.Literal('=1+1|"x"\n<script>\u202e\x1b[31m', language="zh"),
        ),
    ],
)


@pytest.fixture
def store(tmp_path: Path) -> MemoryStore:
    (tmp_path / "graph.nq").write_text(QUADS, encoding="utf-8")
    return MemoryStore(tmp_path / "graph.nq")


def test_table_is_aligned_by_display_width(store: MemoryStore) -> None:
    lines = write_answer(ROWS, "table", "zh", store).splitlines()
    assert lines[2].startswith("国家税务总局厦门市税务局 unit/xm-tax  市级       3")
    starts = [wcswidth(line[: line.index(mark)]) for line, mark in ((lines[0], "level"), (lines[2], "市级"))]
    assert starts[0] == starts[1]
    assert lines[-1] == "共 2 行"


def test_table_steers_no_terminal(store: MemoryStore) -> None:
    table = write_answer(ROWS, "table", "en", store)
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert len(table.splitlines()) == 6


def test_labels_fall_back_to_another_language(store: MemoryStore) -> None:
    table = write_answer(ROWS, "table", "en", store)
    assert "Xiamen | *Tax* <b> unit/xm-tax" in table
    assert "unit/xm-tax  市级 " in table


def test_markdown_is_escaped(store: MemoryStore) -> None:
    lines = write_answer(ROWS, "md", "en", store).splitlines()
    assert lines[:2] == ["| unit | level | count | text |", "| --- | --- | ---: | --- |"]
    assert lines[2] == r"| Xiamen \| \*Tax\* &lt;b&gt; unit/xm-tax | 市级 | 3 |  |"
    assert r"=1+1\|" in lines[3]
    assert "<script>" not in lines[3]


def test_csv_holds_no_formula() -> None:
    text = write_csv(ROWS)
    assert text.startswith("unit,level,count,text\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == [TAX, LEVEL, "3", ""]
    assert rows[2][2:] == ["-12", '\'=1+1|"x"\n<script>\u202e\x1b[31m']


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_disarmed(start: str) -> None:
    assert f"'{start}cmd" in write_csv(Rows(("x",), [(ox.Literal(f"{start}cmd"),)]))


def test_json_holds_every_term_untouched(store: MemoryStore) -> None:
    document = json.loads(write_answer(ROWS, "json", "en", store))
    assert document["head"] == {"vars": ["unit", "level", "count", "text"]}
    first, second = document["results"]["bindings"]
    assert first["unit"] == {"type": "uri", "value": TAX}
    assert "text" not in first
    assert second["count"] == {"type": "literal", "value": "-12", "datatype": XSD + "integer"}
    assert second["text"]["xml:lang"] == "zh"
    assert second["text"]["value"].startswith('=1+1|"x"\n<script>')


@pytest.mark.parametrize(
    ("form", "results"),
    [("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)],
)
def test_results_are_read_back_by_another_reader(form: str, results: ox.QueryResultsFormat, store: MemoryStore) -> None:
    answer = ox.parse_query_results(write_answer(ROWS, form, "en", store), format=results)
    assert isinstance(answer, ox.QuerySolutions)
    assert [tuple(solution) for solution in answer] == ROWS.rows


def test_xml_is_read_back_by_another_reader(store: MemoryStore) -> None:
    rows = Rows(ROWS.variables, ROWS.rows[:1])  # XML 1.0 has no escape character
    answer = ox.parse_query_results(write_answer(rows, "xml", "en", store), format=ox.QueryResultsFormat.XML)
    assert isinstance(answer, ox.QuerySolutions)
    assert [tuple(solution) for solution in answer] == rows.rows


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("table", "是\n"),
        ("md", "是\n"),
        ("csv", "true\n"),
        ("tsv", "true\n"),
        ("json", '{"head": {}, "boolean": true}\n'),
    ],
)
def test_yes_and_no(form: str, text: str, store: MemoryStore) -> None:
    assert write_answer(True, form, "zh", store) == text
    assert "<boolean>false</boolean>" in write_answer(False, "xml", "zh", store)


def test_a_workbook_is_read_back_by_another_reader(store: MemoryStore) -> None:
    written = write_answer(ROWS, "xlsx", "en", store)
    assert written == write_answer(ROWS, "xlsx", "en", store)
    book = openpyxl.load_workbook(io.BytesIO(written))
    head, first, second = book.worksheets[0].iter_rows()
    assert [cell.value for cell in head] == [
        "unit",
        "unit_zh",
        "unit_en",
        "level",
        "level_zh",
        "level_en",
        "count",
        "text",
    ]
    assert [cell.value for cell in first][1:] == [
        "国家税务总局厦门市税务局", "Xiamen | *Tax* <b>", LEVEL, "市级", "市级", 3, None,
    ]  # fmt: skip
    text = second[-1]
    assert (text.data_type, text.value) == (
        "s",
        '=1+1|"x"\n<script>\u202e\ufffd[31m',
    )  # no formula; no escape character
    assert not text.hyperlink
    assert openpyxl.load_workbook(io.BytesIO(write_answer(True, "xlsx", "en", store))).worksheets[0]["A2"].value is True


@pytest.mark.parametrize(
    ("number", "kept"),
    [("-12", -12), ("99.983", 99.983), ("1234567890123456", "1234567890123456"), ("INF", "INF"), ("1e400", "1e400")],
)
def test_a_number_that_a_spreadsheet_would_change_stays_text(number: str, kept: object) -> None:
    cell = ox.Literal(number, datatype=ox.NamedNode(XSD + "double"))
    written = write_xlsx(Rows(("n",), [(cell,)]), {}, {}, Asked())
    assert openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]["A2"].value == kept


def test_what_no_sheet_can_hold_is_refused() -> None:
    long = ox.Literal("长" * (SIGNS + 1))
    for rows in (Rows(("x",), [(long,)]), Rows(("x",), [(None,)] * LINES)):
        with pytest.raises(UsageError, match="--format csv"):
            write_xlsx(rows, {}, {}, Asked())


def test_no_rows_are_written_too(store: MemoryStore) -> None:
    empty = Rows(("a", "b"), [])
    for form in (*FOR_PEOPLE, *RESULTS):
        written = write_answer(empty, form, "en", store)
        assert ("a" if isinstance(written, str) else b"PK") in written


TRIPLES = Graph.of(
    [
        ox.Triple(ox.NamedNode("https://x/s"), ox.NamedNode(PREFIXES["dcterms"] + "title"), ox.Literal("甲\n\"乙", language="zh")),
        ox.Triple(ox.NamedNode("https://x/s"), ox.NamedNode(PREFIXES["dcterms"] + "title"), ox.Literal("甲\n\"乙", language="zh")),
        ox.Triple(ox.BlankNode("b"), ox.NamedNode(PREFIXES["tb"] + "value"), ox.Literal(7)),
    ]
)  # fmt: skip


@pytest.mark.parametrize("form", RDF)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_triples_are_read_back_by_another_reader(form: str, store: MemoryStore) -> None:
    written = write_answer(TRIPLES, form, "en", store)
    assert written.endswith("\n")
    names = {"ttl": "turtle", "nq": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format=names.get(form, form))
    assert {str(value) for _, _, value, _ in dataset.quads()} == {'甲\n"乙', "7"}
    assert len([*dataset.quads()]) == 2


def test_triples_are_turtle_with_the_prefixes_they_use_where_nothing_else_is_asked(store: MemoryStore) -> None:
    written = write_answer(TRIPLES, None, "en", store)
    assert written == write_answer(TRIPLES, "ttl", "en", store)
    assert "dcterms:title" in written
    assert {*re.findall(r"@prefix (\w+):", written)} == {"dcterms", "tb", "rdf", "xsd"}  # of the terms and datatypes
    assert "甲" in write_answer(TRIPLES, "table", "en", store)
    assert write_answer(ROWS, None, "en", store) == write_answer(ROWS, "table", "en", store)


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("answer", [ROWS, True], ids=["rows", "yes"])
def test_rows_are_no_triples(form: str, answer: Rows | bool, store: MemoryStore) -> None:
    with pytest.raises(UsageError, match=rf"{form} needs triples.*\n.*csv"):
        write_answer(answer, form, "en", store)


@pytest.mark.parametrize("form", RESULTS)
def test_triples_are_no_rows(form: str, store: MemoryStore) -> None:
    with pytest.raises(UsageError, match=rf"triples, which {form} cannot hold.*\n.*ttl"):
        write_answer(TRIPLES, form, "en", store)


@pytest.mark.parametrize(("property_", "value"), [("x:/9/", "o"), ("x:p", "\x1b[31m")])
def test_triples_that_no_xml_can_hold_are_reported(property_: str, value: str, store: MemoryStore) -> None:
    odd = Graph.of([ox.Triple(ox.NamedNode("x:s"), ox.NamedNode(property_), ox.Literal(value))])
    with pytest.raises(UsageError, match="--format ttl"):
        write_answer(odd, "rdfxml", "en", store)


def test_unknown_format_is_refused(store: MemoryStore) -> None:
    with pytest.raises(UsageError, match="table, md, csv"):
        write_answer(ROWS, "xls", "en", store)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (TAX, "unit/xm-tax"),
        (LEVEL, "level:municipal"),
        (NAMESPACES["tb"] + "leads", "tb:leads"),
        ("https://example.org/id/unit/graph/authority", "<https://example.org/id/unit/graph/authority>"),
        ("http://example.org/x", "<http://example.org/x>"),
    ],
)
def test_iris_are_shortened(iri: str, short: str) -> None:
    assert shorten(iri) == short


def test_data_are_shortened_below_their_own_base() -> None:
    base = "https://example.org/id/unit/"
    assert shorten(f"{base}id/measure/n/m", base) == "measure/n/m"
    assert shorten(TAX, base) == f"<{TAX}>"
    assert shorten(TAX, "") == f"<{TAX}>"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ufffe"])
def test_what_xml_cannot_hold_is_refused(character: str, store: MemoryStore) -> None:
    rows = Rows(("text",), [(ox.Literal(f"a{character}b"),)])
    with pytest.raises(UsageError, match=f"U\\+{ord(character):04X}.*\n.*json") as error:
        write_answer(rows, "xml", "en", store)
    assert error.value.problems[0].code == "not-xml"
    assert (
        ElementTree.fromstring(write_answer(Rows(("text",), [(ox.Literal("a\tb\n"),)]), "xml", "en", store)) is not None
    )


# --- answers: from a question to text ----------------------------------------------------------------


@pytest.fixture(scope="module")
def project(graph_nq: Path) -> MemoryStore:
    """The project's own data."""
    return MemoryStore(graph_nq)


def test_a_stored_question_heads_its_table(project: MemoryStore) -> None:
    table = ask("partners-of-unit", project, {"unit": "火炬管委会"}, "table", "zh")
    assert table.startswith(
        "某单位与哪些单位共同牵头？\n--unit: 厦门火炬高技术产业开发区管理委员会 unit/xm-torch\n\n合作单位"
    )
    assert "国家税务总局厦门市税务局 unit/xm-tax" in table
    assert "\n共 1 行\n每行为一个伙伴单位" in table


@pytest.mark.parametrize(
    ("question", "column", "codes", "shown"),
    [
        ("timeline", "kind", {"event", "written", "printed"}, {"事项", "成文", "印发"}),
        ("how-commended-units-are-reached", "way", {"name", "group"}, {"版记点名", "主送机关涵盖"}),
        ("time-saved", "comparison", {"exact", "estimated"}, {"精确", "估算"}),
    ],
)
def test_people_see_words_where_programs_get_codes(
    question: str, column: str, codes: set[str], shown: set[str], project: MemoryStore
) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(question, project, {}, "csv", "zh"))))
    assert {row[column] for row in rows} == codes
    for form in FOR_PEOPLE:
        cells = set(re.split(r" *\| *|  +|\n", ask(question, project, {}, form, "zh")))
        assert shown <= cells
        assert not codes & cells


def test_what_is_counted_has_no_unit_of_measure(project: MemoryStore) -> None:
    one = {"measure": "xiamen-2023-64/district-09"}
    table = ask("outcomes-of-measure", project, one, "table", "zh")
    assert "工作日" in table
    assert not re.search(r"  一(?:  |\n)", table)
    assert "没有值的列：实现情况、计量单位" in ask(
        "outcomes-of-measure", project, {"measure": "city-09"}, "table", "zh"
    ).replace("之前的限定、之前、之前的上限、之前的单位、之前的量词、之前的周期、上限、", "")
    assert "unit-of-measure#one" in ask("outcomes-of-measure", project, one, "csv", "zh")


def test_a_query_of_ones_own_shows_what_it_finds(project: MemoryStore) -> None:
    query = (
        'SELECT ?way ?unit { VALUES (?way ?unit) { ("name" <https://w3id.org/tongbao/vocab/unit-of-measure#one>) } }'
    )
    assert "name  一" in ask(query, project, {}, "table", "zh")


def test_a_notice_is_named_by_its_number(project: MemoryStore) -> None:
    assert "厦府办〔2023〕64号 notice/xiamen-2023-64" in ask("notices", project, {}, "table", "en")


def test_a_query_of_ones_own_takes_a_header(project: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "#+ summary: {zh: 几项？, en: How many?}\n#+ description: {zh: 一行。, en: One row.}\n#+ tags: []\n"
        "#+ params:\n#+   unit: {type: unit, about: {zh: 单位。, en: A unit.}}\n#+ columns: {count: integer}\n"
        "PREFIX tb: <https://w3id.org/tongbao/ontology#>\n"
        "SELECT (COUNT(?m) AS ?count) { ?_unit_iri tb:leads ?m }\n",
        encoding="utf-8",
    )
    assert ask(str(file), project, {"unit": "税务局"}, "csv", "en") == "count\r\n3\r\n"
    with pytest.raises(UsageError, match="Add --unit UNIT"):
        ask(str(file), project, {}, "csv", "en")


def test_the_answer_says_what_was_taken(project: MemoryStore) -> None:
    default = ask("partners-of-unit", project, {}, "md", "zh").splitlines()
    assert default[:5:2] == [
        "**某单位与哪些单位共同牵头？**",
        "--unit: 国家税务总局厦门市税务局 unit/xm-tax",
        "| 合作单位 | 次数 | 举措 |",
    ]
    number = ask("notice-by-number", project, {"number": "厦府办2023-64"}, "table", "en").splitlines()
    assert number[1:3] == ["--number: 厦府办〔2023〕64号", ""]
    assert "--" not in ask("partners-of-unit", project, {}, "csv", "zh")


def test_terms_that_the_graph_never_uses_are_told_where_nothing_is_found(project: MemoryStore) -> None:
    mistyped = "SELECT ?m { ?m a tb:Mesure ; tb:publishedIn ?n ; <https://w3id.org/tongbao/ontology#hasParticipations> 'tb:x' }"
    told = "The graph never uses tb:Mesure (nearest: tb:Measure), tb:hasParticipations (nearest: tb:hasParticipation)."
    assert ask(mistyped, project, {}, "table", "en").endswith(f"0 rows\n{told}\n")
    assert "图中从未使用 tb:Mesure（相近：tb:Measure）" in ask(mistyped, project, {}, "md", "zh")
    assert ask(mistyped, project, {}, "csv", "en") == "m\r\n"
    assert ask("SELECT ?m { ?m a tb:Measure FILTER(false) }", project, {}, "table", "en").endswith("0 rows\n")


@pytest.mark.parametrize("question", ["SELECT ?x", "no-such-file.rq"])
def test_what_was_taken_for_a_file_is_told_so(question: str, project: MemoryStore) -> None:
    with pytest.raises(UsageError, match="read as a file name"):
        ask(question, project, {}, "table", "en")


@pytest.mark.parametrize("question", ["", " ", "a\0b", "SELECT ?x\n"])
def test_what_can_be_no_file_is_a_query(question: str, project: MemoryStore) -> None:
    with pytest.raises(UsageError) as error:
        ask(question, project, {}, "table", "en")
    assert error.value.problems[0].code == "query-syntax"


def test_a_query_as_text_is_answered(project: MemoryStore) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?m a tb:Measure }"
    assert ask(text, project, {}, "csv", "en") == "n\r\n20\r\n"


@pytest.mark.parametrize(
    ("question", "params", "code"),
    [
        ("co-lead-pair", {}, "unknown-question"),
        ("co-lead-pairs", {"unit": "市税务局"}, "unknown-parameter"),
        ("partners-of-unit", {"units": "市税务局"}, "unknown-parameter"),
        ("partners-of-unit", {"unit": "市税务局局"}, "unknown-unit"),
        ("ASK {}", {"unit": "市税务局"}, "unknown-parameter"),
        ("./no-such-file.rq", {}, "file-unreadable"),
    ],
)
def test_wrong_questions_are_told(question: str, params: dict[str, str], code: str, project: MemoryStore) -> None:
    with pytest.raises(UsageError) as error:
        ask(question, project, params, "table", "en")
    assert error.value.problems[0].code == code


def test_a_default_that_the_data_lack_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.nq").touch()
    with pytest.raises(UsageError, match="not in this dataset") as error:
        ask("partners-of-unit", MemoryStore(tmp_path / "empty.nq"), {}, "table", "en")
    assert error.value.problems[0].code == "parameter-needed"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT ?l { ?m a tb:Measure ; rdfs:label ?l }",
            "Labels: tb:Measure has dcterms:title. Most have a language tag",
        ),
        ('SELECT ?u { ?u a tb:Unit ; skos:altLabel "市税务局" }', "tb:Unit has skos:prefLabel, skos:altLabel."),
        ("SELECT ?l { ?o a tb:Outcome ; <http://purl.org/dc/terms/title> ?l }", "tb:Outcome has tb:counts."),
        (
            "PREFIX schema: <https://schema.org/> SELECT ?l { ?x schema:name ?l }",
            "tb:Unit has skos:prefLabel, skos:altLabel; tb:Place has skos:prefLabel, skos:altLabel;",
        ),
    ],
)
def test_a_query_for_labels_that_finds_nothing_is_told_where_they_are(
    query: str, told: str, project: MemoryStore
) -> None:
    assert told in ask(query, project, {}, "table", "en")


def test_where_labels_are_is_told_in_chinese_too(project: MemoryStore) -> None:
    told = ask("SELECT ?l { ?m a tb:Measure ; rdfs:label ?l }", project, {}, "table", "zh")
    assert "名称所在属性：tb:" in told


@pytest.mark.parametrize(
    "query", ["SELECT ?m { ?m a tb:Measure FILTER(false) }", "SELECT ?l { ?u a tb:Unit ; skos:prefLabel ?l }"]
)
def test_other_queries_get_no_hint_of_labels(query: str, project: MemoryStore) -> None:
    assert "Labels:" not in ask(query, project, {}, "table", "en")


def test_the_hint_looks_at_a_few_classes_alone(project: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()
    ask_of_ours = MemoryStore.ask
    monkeypatch.setattr(MemoryStore, "ask", lambda self, query: asked.append(query) or ask_of_ours(self, query))
    classes = " ".join(f"tb:No{n}" for n in range(500))
    ask(
        f"SELECT ?l {{ VALUES ?class {{ {classes} }} ?x a ?class ; rdfs:label ?l }}",
        project,
        {},
        "table",
        "en",
    )
    assert 0 < len(asked) <= 60


def test_a_stored_answer_leaves_out_empty_columns_and_says_what_it_holds(project: MemoryStore) -> None:
    answer = ask("outcomes-of-measure", project, {"measure": "district-08"}, "table", "en")
    lines = [re.split(r" {2,}", line) for line in answer.splitlines()]
    assert lines[3] == ["Outcome", "Realisation", "Nature", "Reading", "Bound", "Figure", "Unit of measure", "Per"]
    assert lines[5][1:] == ["Achieved", "Outcome", "Reduction by", "Exact", "215,000", "Tonne", "Year"]
    assert lines[8][1:] == [
        "Achieved",
        "Outcome",
        "Reduction by",
        "Exact",
        "4208.28",
        "Tonne of carbon dioxide equivalent",
        "Year",
    ]
    assert "Columns without a value: Bound, before; Before;" in answer
    assert "Outcomes without a figure are left out." in answer


NUMBERS = [("9999", "9999"), ("10000", "10,000"), ("-1234567.50", "-1,234,567.50"), ("0.5", "0.5"), ("1e6", "1e6")]


@pytest.mark.parametrize(("number", "shown"), NUMBERS)
def test_numbers_have_separators_for_people_alone(number: str, shown: str, store: MemoryStore) -> None:
    rows = Rows(("n",), [(ox.Literal(number, datatype=ox.NamedNode(XSD + "decimal")),)])
    assert write_answer(rows, "table", "en", store).splitlines()[2].strip() == shown
    assert write_answer(rows, "csv", "en", store).splitlines()[1] == number


def test_what_a_cell_lists_is_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    """Measures without zeros before their numbers: m-2 comes before m-10."""
    unit, measure = "https://w3id.org/tongbao/id/unit/u", "https://w3id.org/tongbao/id/measure/n-2024-7/m-"
    told = [f"<{unit}> <{NAMESPACES['tb']}leads> <{measure}{n}> <urn:g> ." for n in (10, 2, 1, 11)]
    (tmp_path / "graph.nq").write_text("\n".join(told) + "\n", "utf-8")
    answer = ask("leads-by-unit", MemoryStore(tmp_path / "graph.nq"), {}, "csv", "en")
    assert answer.splitlines()[1].endswith("n-2024-7/m-1 n-2024-7/m-2 n-2024-7/m-10 n-2024-7/m-11")
