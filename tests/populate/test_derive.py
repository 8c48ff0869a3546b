"""Derived statements: what the CONSTRUCT queries give is what the lead cells say, and what the code makes directly."""

import hashlib
import json
import random
import shutil
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.places import TESTS

from tongbao import paths
from tongbao.ask.questions import Query, read_query
from tongbao.ask.sparql import PREFIXES
from tongbao.load import Loaded, load
from tongbao.populate import (
    authority_statements,
    co_lead_pairs,
    co_leadership_statements,
    derived_statements,
    notice_statements,
)
from tongbao.rdf.iris import HOME, Iris, term
from tongbao.rdf.literals import Statement
from tongbao.rdf.nquads import quad_lines

IRIS = Iris(HOME)
DEMO = TESTS / "data" / "demo"
QUERIES = {file.stem: read_query(file) for file in (paths.QUERIES / "derive").rglob("*.rq")}
FROM_ONE = ("leads", "names-lead", "commends-unit", "criticises-unit")


# --- the queries on the real notice ---------------------------------------------------------------


@pytest.fixture(scope="module")
def lead_cells() -> dict[str, list[str]]:
    """Units that lead each measure, from the YAML."""
    (facts,) = load(paths.DATA).notices
    return {IRIS.measure(facts.record.id, m.record.id): [lead.unit for lead in m.leads] for m in facts.measures}


def derived(graph_nq: Path, name: str) -> set[tuple[str, str]]:
    graph = ox.NamedNode(IRIS.graph("derived")[1:-1])
    wanted = term(name)
    return {
        (str(q.subject), str(q.object))
        for q in ox.parse(path=graph_nq)
        if q.graph_name == graph and str(q.predicate) == wanted
    }


def test_leads(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    expected = {(IRIS.unit(unit), measure) for measure, units in lead_cells.items() for unit in units}
    assert derived(graph_nq, "tb:leads") == expected
    assert len(expected) == 38
    assert len({unit for unit, _ in expected}) == 31


def test_co_leads_go_both_ways_and_never_to_oneself(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    pairs = {pair for units in lead_cells.values() for pair in combinations(sorted(units), 2)}
    both = {(IRIS.unit(a), IRIS.unit(b)) for a, b in pairs} | {(IRIS.unit(b), IRIS.unit(a)) for a, b in pairs}
    assert derived(graph_nq, "tb:coLeads") == both
    assert len(pairs) == 36


def test_co_leaderships_have_the_iris_that_the_minter_makes(graph_nq: Path, lead_cells: dict[str, list[str]]) -> None:
    weights: dict[tuple[str, str], int] = {}
    for units in lead_cells.values():
        for pair in combinations(sorted(units), 2):
            weights[pair] = weights.get(pair, 0) + 1
    expected = {(IRIS.co_leadership(a, b), IRIS.unit(unit)) for a, b in weights for unit in (a, b)}
    assert derived(graph_nq, "tb:coLeader") == expected
    xsd = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert derived(graph_nq, "tb:weight") == {
        (IRIS.co_leadership(a, b), f'"{weight}"{xsd}') for (a, b), weight in weights.items()
    }


def test_the_notice_names_as_leads_exactly_whom_it_commends(graph_nq: Path) -> None:
    assert derived(graph_nq, "tb:namesLead") == derived(graph_nq, "tb:commendsUnit")
    assert len(derived(graph_nq, "tb:namesLead")) == 31


# --- the queries define what the code makes -------------------------------------------------------


@pytest.mark.parametrize("name", QUERIES)
def test_what_derives_is_a_construct(name: str) -> None:
    query = QUERIES[name]
    assert query.form == "construct"
    assert not query.columns
    assert [parameter.type for parameter in query.parameters] in ([], ["iri"])


def test_every_derivation_is_made_here() -> None:
    assert set(QUERIES) == {*FROM_ONE, "co-leads", "co-leadership"}


def constructed(lines: Iterable[str], names: Iterable[str], base: str) -> list[Statement]:
    """Run some of the queries on N-Quads lines."""
    store = ox.Store()
    store.bulk_load(input="".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return [statement for name in names for statement in _construct(store, QUERIES[name], base)]


def _construct(store: ox.Store, query: Query, base: str) -> Iterator[Statement]:
    text = query.bind({parameter.name: f"<{base}>" for parameter in query.parameters})
    answer = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QueryTriples)
    for triple in answer:
        yield str(triple.subject), str(triple.predicate), str(triple.object)


def held_to_the_queries(loaded: Loaded) -> tuple[list[Statement], list[Statement]]:
    """Compare what the code derives from a dataset with what the queries do; return what follows alone, and across."""
    iris = Iris(loaded.dataset.base)
    everything = quad_lines(authority_statements(loaded.authority, iris), iris.graph("authority"))
    alone: list[Statement] = []
    measures: dict[tuple[str, str], list[str]] = {}
    for facts in loaded.notices:
        lines = quad_lines(notice_statements(facts, iris), iris.notice_graph(facts.record.id))
        made = list(derived_statements(facts, iris))
        assert len(made) == len(set(made))
        assert sorted(made) == sorted(set(constructed(lines, FROM_ONE, iris.base)))
        everything += [*lines, *quad_lines(made, iris.graph("derived"))]
        alone += made
        pairs = list(co_lead_pairs(facts))
        assert len(pairs) == len(set(pairs))
        assert all(low < high for low, high, _ in pairs)
        for low, high, measure in pairs:
            measures.setdefault((low, high), []).append(iris.measure(facts.record.id, measure))
    across = [
        statement
        for (low, high), led in measures.items()
        for statement in co_leadership_statements(low, high, led, iris)
    ]
    assert len(across) == len(set(across))
    assert sorted(across) == sorted(set(constructed(everything, ["co-leads", "co-leadership"], iris.base)))
    assert len(alone) == len(set(alone))
    return alone, across


def test_the_code_agrees_with_the_queries_on_the_real_notice() -> None:
    alone, across = held_to_the_queries(load(paths.DATA))
    assert len(alone) == 38 + 31 + 31
    assert len([s for s in across if s[1] == term("tb:coLeads")]) == 72


def test_the_code_agrees_with_the_queries_on_the_demo() -> None:
    alone, across = held_to_the_queries(load(DEMO))
    said = [s[1] for s in alone if s[0].endswith("/demo-2022-9>")]
    assert said == [term("tb:criticisesUnit")] * 2
    assert not [s for s in alone if "/place/" in s[2] or "/person/" in s[2] or "/project/" in s[2]]
    assert len([s for s in across if s[2] == term("tb:CoLeadership")]) == 3 + 1


# --- hard cases -----------------------------------------------------------------------------------

IDS = ["ab", "ab-c", "ab0", "abc", "ab-0", "a-b"]
"""Units whose ids begin alike: as IRIs in angle brackets they would stand in another order."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The demo's places with six more units and no notice."""
    folder = Path(shutil.copytree(DEMO, tmp_path / "city", ignore=shutil.ignore_patterns("notices")))
    units = (folder / "units.yaml").read_text(encoding="utf-8")
    for number, key in enumerate(IDS):
        units += f"\n{key}:\n  name: 示范市{number}号局\n  english: Bureau {number}\n  kind: department\n"
        units += "  level: municipal\n  place: demo-city\n  basis: naming-rule\n  certainty: certain\n"
    (folder / "units.yaml").write_text(units, encoding="utf-8")
    return folder


def add_notice(
    folder: Path,
    key: str,
    leads: list[list[str]],
    recipients: list[dict[str, str]],
    *,
    act: str = "circular-commendation",
    annexed: bool = False,
) -> None:
    """Write a notice: the ids of the units that lead each measure, and whom it commends, as ``{kind: name}``."""
    cells = ["、".join(f"{unit}局" for unit in units) for units in leads]
    named = [(next(iter(recipient.values())), recipient) for recipient in recipients]
    praise = f"对{'、'.join(name for name, _ in named)}予以通报。"
    text = "关于举措的通报\n附件一览\n" + "".join(f"举措{n}：{cell}。\n" for n, cell in enumerate(cells, 1)) + praise
    measures = [
        {
            "id": f"m-{n}",
            "title": f"举措{n}",
            "lead-cell": cell,
            "leads": [{"unit": unit, "printed": f"{unit}局"} for unit in units],
        }
        for n, (cell, units) in enumerate(zip(cells, leads, strict=True), 1)
    ]
    annex = {"number": 1, "title": "附件一览", "order": {"basis": "as-given"}, "measures": measures}
    record: dict[str, Any] = {
        "id": key,
        "source": {"file": f"{key}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "place": "demo-city",
        "title": "关于举措的通报",
        "genre": "circular",
        "commendations": [
            {
                "act": act,
                "by": "demo-office",
                "quote": praise,
                "recipients": [{**recipient, "printed": name} for name, recipient in named],
            }
        ],
        **({"annexes": [annex]} if annexed else {"measures": measures}),
    }
    home = folder / "notices" / "2024"
    home.mkdir(parents=True, exist_ok=True)
    (home / f"{key}.txt").write_bytes(text.encode())
    (home / f"{key}.yaml").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def weights(across: list[Statement]) -> dict[str, int]:
    return {s.rpartition("/id/co-leadership/")[2][:-1]: int(o.split('"')[1]) for s, p, o in across if "weight" in p}


def test_one_lead_is_no_co_leadership(city: Path) -> None:
    add_notice(city, "n-1", [["ab"], ["abc"]], [{"unit": "ab"}])
    alone, across = held_to_the_queries(load(city))
    assert len(alone) == 2 + 2 + 1
    assert not across


def test_a_unit_printed_twice_in_a_lead_cell_leads_once_and_not_with_itself(city: Path) -> None:
    add_notice(city, "n-1", [["ab", "ab"], ["abc", "ab", "abc"]], [{"unit": "ab"}, {"unit": "ab"}])
    alone, across = held_to_the_queries(load(city))
    assert len(alone) == 3 + 2 + 1
    assert weights(across) == {"ab/abc": 1}


def test_pairs_are_counted_over_notices_within_annexes_and_outside(city: Path) -> None:
    add_notice(city, "n-1", [["ab", "abc"], ["abc", "ab", "ab0"]], [{"unit": "ab"}], annexed=True)
    add_notice(city, "n-2", [["abc", "ab"], ["ab0"]], [{"unit": "abc"}])
    _, across = held_to_the_queries(load(city))
    assert weights(across) == {"ab/abc": 3, "ab/ab0": 1, "ab0/abc": 1}
    assert len([s for s in across if s[1] == term("tb:coLedMeasure")]) == 5


def test_ids_that_begin_alike_are_in_the_order_of_the_queries(city: Path) -> None:
    add_notice(city, "n-1", [IDS, IDS[::-1]], [{"unit": "ab"}])
    _, across = held_to_the_queries(load(city))
    assert len(weights(across)) == 15
    assert {"ab/ab-c", "ab-0/ab-c", "ab-c/ab0", "a-b/ab"} < weights(across).keys()
    assert set(weights(across).values()) == {2}
    as_terms = sorted(f"{key}>" for key in IDS)
    assert [f"{key}>" for key in sorted(IDS)] != as_terms


def test_only_units_are_criticised_as_units_and_criticism_is_no_praise(city: Path) -> None:
    recipients = [{"unit": "ab"}, {"place": "east-district"}, {"person": "王小明"}, {"project": "项目"}]
    add_notice(city, "n-1", [], recipients, act="circular-criticism")
    alone, across = held_to_the_queries(load(city))
    assert [(p, o.rpartition("/")[2]) for _, p, o in alone] == [(term("tb:criticisesUnit"), "ab>")]
    assert not across


@pytest.mark.parametrize("seed", range(12))
def test_the_code_agrees_with_the_queries_on_any_notices(city: Path, seed: int) -> None:
    chance = random.Random(seed)
    others = [{"place": "east-district"}, {"person": "王小明"}, {"project": "项目"}]
    for number in range(4):
        leads = [chance.choices(IDS, k=chance.randint(1, 5)) for _ in range(chance.randint(0, 4))]
        recipients = chance.choices([*({"unit": unit} for unit in IDS), *others], k=chance.randint(1, 6))
        act = chance.choice(["circular-criticism", "award"])
        add_notice(city, f"n-{number}", leads, recipients, act=act, annexed=chance.random() < 0.5)
    alone, across = held_to_the_queries(load(city))
    assert alone
    assert across
