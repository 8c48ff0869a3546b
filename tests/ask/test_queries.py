"""A query's header is data: read strictly, every fault told with its place."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from tongbao import paths
from tongbao.ask.questions import (
    Query,
    derivations,
    find_question,
    grouped,
    headings,
    list_questions,
    parse_query,
    questions,
    read_query,
)
from tongbao.ask.shown import words_shown
from tongbao.ask.sparql import PREFIXES
from tongbao.errors import Text, UsageError

GOOD = """\
#+ summary:
#+   zh: 某单位牵头什么？
#+   en: What does a unit lead?
#+ description:
#+   zh: 每行为一项举措。
#+   en: A row is a measure.
#+ tags: [collaboration]
#+ params:
#+   unit:
#+     type: unit
#+     default: 市税务局
#+     about: {zh: 单位。, en: A unit.}
#+ columns:
#+   measure: iri
PREFIX tb: <https://w3id.org/tongbao/ontology#>

SELECT ?measure
WHERE { ?_unit_iri tb:leads ?measure }
ORDER BY ?measure
"""
FILE = Path("leads.rq")
ALL = [
    *questions().values(),
    *(file for folder in ("cookbook", "derive", "views") for file in sorted((paths.QUERIES / folder).rglob("*.rq"))),
]


def problems(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(UsageError) as caught:
        parse_query(FILE, text)
    assert all(problem.cure for problem in caught.value.problems)
    return [(p.code, p.place.line, p.place.column) for p in caught.value.problems if p.place]


def test_a_good_header_is_read() -> None:
    query = parse_query(FILE, GOOD)
    assert (query.name, query.form, query.summary.zh) == ("leads", "select", "某单位牵头什么？")
    assert (query.tags, dict(query.columns)) == (("collaboration",), {"measure": "iri"})
    (parameter,) = query.parameters
    assert (parameter.variable, parameter.default, parameter.about.en) == ("_unit_iri", "市税务局", "A unit.")


FAULTS = {
    "no header": (("#+", "#"), [("header-missing", 1, 1)]),
    "unknown key": (("#+ tags:", "#+ tag:"), [("header-unknown-key", 7, 4), ("header-missing-key", 1, 4)]),
    "duplicate key": (("#+ tags:", "#+ tags: []\n#+ tags:"), [("duplicate-key", 8, 4)]),
    "bad YAML": (("[collaboration]", "[collaboration"), [("yaml-syntax", 8, 10)]),
    "one language": (("#+   zh: 每行为一项举措。\n", ""), [("header-value", 5, 6)]),
    "empty text": (("#+   zh: 每行为一项举措。\n", "#+   zh:\n"), [("header-value", 5, 6)]),
    "tags are text": (("[collaboration]", "collaboration"), [("header-value", 7, 10)]),
    "other columns": (("#+   measure: iri", "#+   measures: iri"), [("header-columns", 13, 4)]),
    "no columns": (("#+ columns:\n#+   measure: iri\n", ""), [("header-missing-key", 1, 4)]),
    "unknown kind": (("measure: iri", "measure: uri"), [("header-value", 14, 15)]),
    "unknown type": (("type: unit", "type: units"), [("header-value", 10, 14), ("parameter-unused", 9, 6)]),
    "unknown engine": (("#+ columns:", "#+ not-for:\n#+   rdlib: {zh: 慢。, en: Slow.}\n#+ columns:"), [("header-value", 14, 6)]),
    "no reason": (("#+ columns:", "#+ not-for: {rdflib: slow}\n#+ columns:"), [("header-value", 13, 22)]),
    "engines are a list": (("#+ columns:", "#+ not-for: [rdflib]\n#+ columns:"), [("header-value", 13, 13)]),
    "no type": (("#+     type: unit\n", ""), [("header-missing-key", 10, 8), ("parameter-unused", 9, 6)]),
    "unused parameter": (("?_unit_iri", "?_one_iri"), [("parameter-unused", 9, 6)]),
    "broken query": (("WHERE {", "WHERE"), [("query-syntax", 18, 7)]),
    "undeclared prefix": (("PREFIX tb:", "PREFIX bt:"), [("query-syntax", 18, 20)]),
    "trap in one language": (("#+ tags:", "#+ trap: {zh: 陷阱。}\n#+ tags:"), [("header-value", 7, 10)]),
    "ask": (("SELECT ?measure\nWHERE { ?_unit_iri tb:leads ?measure }\nORDER BY ?measure", "ASK { ?_unit_iri tb:leads 1 }"),
            [("query-form", 1, 4)]),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_located(fault: str) -> None:
    (old, new), expected = FAULTS[fault]
    assert old in GOOD
    assert problems(GOOD.replace(old, new)) == expected


def test_a_question_says_which_engine_it_is_not_for() -> None:
    text = GOOD.replace("#+ columns:", "#+ not-for:\n#+   rdflib: {zh: 慢。, en: Slow.}\n#+ columns:")
    assert dict(parse_query(FILE, text).not_for) == {"rdflib": Text("Slow.", "慢。")}
    assert not parse_query(FILE, GOOD).not_for


def test_construct_has_no_columns() -> None:
    text = GOOD.replace("SELECT ?measure\nWHERE", "CONSTRUCT WHERE").replace("ORDER BY ?measure\n", "")
    assert problems(text)[0][0] == "header-unknown-key"
    assert parse_query(FILE, text.replace("#+ columns:\n#+   measure: iri\n", "")).form == "construct"


def test_binding_replaces_the_variable_alone() -> None:
    text = GOOD.replace(
        "WHERE {", "WHERE { # ?_unit_iri\n  FILTER('?_unit_iri' != \"?_unit_iri\") ?_unit_irix a tb:Unit ."
    )
    bound = parse_query(FILE, text).bind({"unit": "<x:y>"})
    assert "<x:y> tb:leads" in bound
    assert "# ?_unit_iri\n" in bound
    assert "'?_unit_iri'" in bound
    assert '"?_unit_iri"' in bound
    assert "?_unit_irix" in bound


def test_unknown_question_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="co-lead-pairs"):
        find_question("colead-pairs")


def test_list_has_the_name_first_on_each_line() -> None:
    for language in ("en", "zh"):
        lines = list_questions("zh" if language == "zh" else "en").splitlines()
        assert [line.split()[0] for line in lines] == list(questions())


@pytest.fixture(params=ALL, ids=lambda file: file.stem)
def stored(request: pytest.FixtureRequest) -> Query:
    return read_query(request.param)


def test_there_are_questions_and_derivations() -> None:
    """Every file is one of them, and none is looked for where there is none."""
    files = set(paths.QUERIES.rglob("*.rq"))
    assert questions()
    assert derivations()
    assert set(ALL) == {file for file in files if "checks" not in file.parts}


def test_stored_queries_are_sparql_as_they_stand(stored: Query) -> None:
    assert ox.Store().query(stored.text)
    assert set(re.findall(r"(?m)^PREFIX +([\w-]+): +<(.*)>$", stored.text)) <= set(PREFIXES.items())


def test_every_parameter_of_a_stored_query_has_a_default(stored: Query) -> None:
    assert all(parameter.default for parameter in stored.parameters)


def test_no_prefix_is_declared_in_vain(stored: Query) -> None:
    _, _, body = stored.text.rpartition("\nPREFIX ")
    for prefix in re.findall(r"(?m)^PREFIX +([\w-]+):", stored.text):
        assert re.search(rf"(?<![\w-]){prefix}:\w", body.split("\n", 1)[1]), prefix


def test_reading_a_header_calls_no_other_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"<http://127.0.0.1:{server.getsockname()[1]}/>"
        text = GOOD.replace("WHERE {", f"WHERE {{ SERVICE {address} {{ ?s ?p ?o }}")
        assert problems(text) == [("service-refused", 18, 9)]
        with pytest.raises(TimeoutError):
            server.accept()


def test_every_column_of_a_stored_question_has_a_heading() -> None:
    used: dict[str, set[str]] = {}
    for file in questions().values():
        query = read_query(file)
        assert all(heading.zh and heading.en for heading in headings(query).values())
        assert len(set(headings(query).values())) == len(query.columns), (
            query.name
        )  # no two columns are called the same
        used[query.name] = set(query.columns)
    known = yaml.safe_load((paths.QUERIES / "columns.yaml").read_text("utf-8"))
    assert set(known["every"]) == set().union(*used.values())
    assert all(set(names) <= used[question] for question, names in known["of"].items())


def test_every_word_for_a_code_is_of_a_column_in_both_languages() -> None:
    shown = {query.name: words_shown(query) for query in map(read_query, questions().values())}
    known = yaml.safe_load((paths.QUERIES / "columns.yaml").read_text("utf-8"))["values"]
    assert known.keys() == {column for words in shown.values() for column in words}
    for codes in known.values():
        assert all(set(text) == {"zh", "en"} and bool(text["zh"]) == bool(text["en"]) for text in codes.values())


def test_every_question_stands_in_one_group() -> None:
    groups = grouped()
    assert sorted(name for names in groups.values() for name in names) == sorted(questions())
    assert all(title.en and title.zh for title in groups)


# --- optional parts ---------------------------------------------------------------------------------


def bound_in(part: CompValue) -> tuple[set[Variable], set[Variable]]:
    """Return the variables that each solution of a part binds, and those that only some do.

    A variable that only some bind may not be used in a further OPTIONAL: unbound there, it would match everything.
    """
    match part.name:
        case "BGP":
            return {term for triple in part.triples for term in triple if isinstance(term, Variable)}, set()
        case "Project":
            always, sometimes = bound_in(part.p)
            return always & set(part.PV), sometimes & set(part.PV)
        case "values":
            return set(part.res[0]), set()
        case "AggregateJoin":
            return {each.res for each in part.A}, set()
        case "LeftJoin":
            (always, sometimes), further = bound_in(part.p1), bound_in(part.p2)
            more = set().union(*further)
            assert not more & sometimes, f"only sometimes bound: {more & sometimes}"
            return always, sometimes | (more - always)
        case "Union":
            (one, some), (other, more) = bound_in(part.p1), bound_in(part.p2)
            return one & other, some | more | (one ^ other)
        case "Join":
            (one, some), (other, more) = bound_in(part.p1), bound_in(part.p2)
            return one | other, (some | more) - one - other
        case "Minus":
            return bound_in(part.p1)
        case "Extend":
            always, sometimes = bound_in(part.p)
            return always, sometimes | {part.var}  # an expression may have no value
        case _:
            return bound_in(part.p)


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_what_is_optional_needs_nothing_that_is_optional(file: Path) -> None:
    bound = re.sub(r"\?_\w+", "<x:given>", file.read_text(encoding="utf-8"))
    algebra = prepareQuery(bound, initNs=PREFIXES).algebra if "CONSTRUCT" not in bound else None
    for part in parts_of(algebra):
        bound_in(part)


def parts_of(algebra: Any) -> Iterator[CompValue]:
    """Find each SELECT of a query, those within it too."""
    if isinstance(algebra, CompValue):
        if algebra.name == "Project":
            yield algebra.p
        for value in algebra.values():
            yield from parts_of(value)
