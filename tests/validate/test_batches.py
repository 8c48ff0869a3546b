"""Batches find what the whole finds."""

import re

import pytest
from tests.validate.example import AUTHORITY, BOTH, ID, SHAPES, TB, notice, quads
from tests.validate.findings import finding

from tongbao.validate import (
    AuthorityIndex,
    Engine,
    Finding,
    check_across,
    check_notices,
    check_shared,
    check_units,
    choose_engine,
)
from tongbao.validate.batches import triple_lines, triples

PRINTED_EARLY = ('"2023-10-30"', '"2023-10-01"')
UNKNOWN_UNIT = ("unit/office>", "unit/nobody>")
PARTS = {
    "n1": notice("n1"),
    "n2": notice("n2", PRINTED_EARLY),
    "n3": notice("n3"),
    "n4": notice("n4", UNKNOWN_UNIT),
    "n5": notice("n5", ("measure/n5/m2> <https://w3id.org/tongbao/ontology#position> ", "measure/n5/m2> <urn:p> ")),
}


@BOTH
@pytest.mark.parametrize("size", [1, 2, 10])
def test_batches_find_what_the_whole_finds(engine: Engine, size: int) -> None:
    whole = engine("".join([*AUTHORITY, *(line for part in PARTS.values() for line in part)]))
    assert {"notice/n2", "notice/n4", "commendation/n4/1-1"} <= {f.focus.removeprefix(ID) for f in whole}
    found = list(check_notices(PARTS.values(), AuthorityIndex(AUTHORITY), engine, size))
    assert sorted(found, key=repr) == sorted(whole, key=repr)


@BOTH
def test_a_batch_reports_on_its_notices_alone(engine: Engine) -> None:
    names = f"<{ID}unit/tax> <http://www.w3.org/2004/02/skos/core#prefLabel>"
    nameless = [line for line in AUTHORITY if not line.startswith(names)]
    assert list(check_notices([PARTS["n1"]], AuthorityIndex(nameless), engine)) == []
    assert {finding.shape for finding in check_shared(nameless, engine)} == {
        f"{SHAPES}Assertion-of-a-statement",  # of names that it no longer has
        f"{SHAPES}Unit-english-name",
        f"{SHAPES}Unit-full-name",
    }


@BOTH
def test_graph_names_do_not_matter(engine: Engine) -> None:
    parts = [quads(part, f"https://w3id.org/tongbao/graph/notice/{name}") for name, part in PARTS.items()]
    index = AuthorityIndex(quads(AUTHORITY, "https://w3id.org/tongbao/graph/authority"))
    plain = list(check_notices(PARTS.values(), AuthorityIndex(AUTHORITY), engine))
    assert list(check_notices(parts, index, engine)) == plain
    assert list(check_notices(map("".join, parts), index, engine)) == plain


# --- units, and what crosses notices ------------------------------------------------------------


def copied(line: str, number: int) -> str:
    """Return a line about units, places or pairs of them for others, whose names and codes differ."""
    line = re.sub("(/id/(?:assertion/)?(?:unit|place|co-leadership)/[^>]*)>", rf"\1-{number}>", line)
    if re.search("identifier> |prefLabel> ", line):
        return re.sub('"(@| )', rf"-{number}\g<0>", line)
    return re.sub('(placeCode> ")35', rf"\g<1>{number}0", line)


WORLD = sorted(copied(line, number) for number in (1, 2, 3, 4) for line in AUTHORITY if "#leads>" not in line)
UNIT = f"<{ID}unit/"
FAULTS = [
    ("甲市税务局-1", "甲市税务局-3"),  # a name of two units
    ('"200200"', '"400200"'),  # a code of two places
    (f"{UNIT}data-2> <{TB}coLeads> {UNIT}tax-2>", f"{UNIT}data-2> <{TB}coLeads> {UNIT}office-2>"),
    (f"{UNIT}tax-3> <{TB}coLeads> {UNIT}data-3>", f"{UNIT}tax-3> <{TB}coLeads> {UNIT}tax-3>"),
    (f"{UNIT}tax-4> <{TB}coLeads> {UNIT}data-4>", f"{UNIT}tax-4> <{TB}coLeads> <urn:example:other>"),
    (f"<{TB}coLeader> {UNIT}tax-1>", f"<{TB}coLeader> <urn:example:other>"),
    (f"co-leadership/data/tax-2> <{TB}weight>", "co-leadership/data/tax-2> <urn:example:other>"),
    (f"<{TB}locatedIn> <{ID}place/city-4>", f"<http://www.w3.org/ns/org#subOrganizationOf> {UNIT}tax-4>"),
    (f"{UNIT}office-2> <http://www.w3.org/2004/02/skos/core#prefLabel>", f"{UNIT}office-2> <urn:example:other>"),
    (f"place/province-3> <{TB}level>", "place/province-3> <urn:example:other>"),
    (f"assertion/unit/tax/name-1> <{TB}basis>", "assertion/unit/tax/name-1> <urn:example:other>"),
]
ALL_FOUND = {
    "Assertion-basis",
    "CoLeadership-coLeader",
    "CoLeadership-weight",
    "CoLeading-coLeads",
    "CoLeading-mutual",
    "CoLeading-not-with-itself",
    "Place-code-of-one",
    "Place-level",
    "Unit-full-name",
    "Unit-full-name-of-one",
    "Unit-not-its-own-parent",
}


def broken(lines: list[str]) -> list[str]:
    for old, new in FAULTS:
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    return sorted(set(lines))


def is_across(line: str) -> bool:
    return f"<{TB}coLeads>" in line or line.startswith(f"<{ID}co-leadership/")


@BOTH
@pytest.mark.parametrize("size", [1, 20, 10_000])
def test_batches_of_units_and_pairs_find_what_the_whole_finds(engine: Engine, size: int) -> None:
    lines = broken(WORLD)
    units, across = [line for line in lines if not is_across(line)], [line for line in lines if is_across(line)]
    whole = engine("".join(lines))
    assert {finding.shape.removeprefix(SHAPES) for finding in whole} >= ALL_FOUND
    of_units = list(check_units(units, AuthorityIndex(units), engine, size))
    of_pairs = list(check_across(across, AuthorityIndex(units), engine, size))
    assert sorted([*of_units, *of_pairs], key=repr) == sorted(whole, key=repr)
    graph = f"{ID}graph"
    assert list(check_units(quads(units, graph), AuthorityIndex(units), engine, size)) == of_units
    assert list(check_across(quads(across, graph), AuthorityIndex(units), engine, size)) == of_pairs


def with_faults_everywhere(text: str) -> list[Finding]:
    """Find fault, as an engine does, with every subject, and with whom each leads together."""
    subjects = sorted({line.partition(" ")[0][1:-1] for line in text.splitlines()})
    return [finding(shape, focus=subject) for subject in subjects for shape in ("Unit-full-name", "CoLeading-mutual")]


def test_what_a_batch_only_mentions_is_not_reported_on() -> None:
    lookup = AuthorityIndex(AUTHORITY)
    tax = [line for line in AUTHORITY if line.startswith(f"{UNIT}tax> ") and not is_across(line)]
    found = list(check_units(tax, lookup, with_faults_everywhere))
    assert [one.focus for one in found] == [f"{ID}unit/tax"] * 2
    found = list(check_notices([f"<{ID}notice/n1> <{TB}issuedBy> {UNIT}tax> .\n"], lookup, with_faults_everywhere))
    assert [one.focus for one in found] == [f"{ID}notice/n1"] * 2


@pytest.mark.parametrize("fault", FAULTS[:2])
def test_two_in_batches_of_their_own_that_share_a_name_or_code_are_found(fault: tuple[str, str]) -> None:
    old, new = fault
    lines = [line.replace(old, new) for line in WORLD if not is_across(line)]
    assert [line for line in lines if line not in WORLD]
    engine, _ = choose_engine()
    found = [one.shape for one in check_units(lines, AuthorityIndex(lines), engine, size=1)]
    assert len([shape for shape in found if shape.endswith("-of-one")]) == 2


@BOTH
def test_a_batch_says_of_a_unit_what_it_says_itself(engine: Engine) -> None:
    index = AuthorityIndex([*AUTHORITY, *broken(WORLD)])
    nameless = f"{UNIT}office-2> <{TB}leads> <{ID}measure/n1/m1> .\n"
    with_itself = f"{UNIT}office-2> <{TB}coLeads> {UNIT}office-2> .\n"
    found = list(check_notices([[*PARTS["n1"], nameless, with_itself]], index, engine))
    assert {finding.shape for finding in found} == {
        f"{SHAPES}CoLeading-not-with-itself",
        f"{SHAPES}Measure-led-by-its-leads",  # the lead without a part in it
        f"{SHAPES}Notice-leads-of-its-measures",
    }


# --- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    ["<urn:o>", '"a <b>"', '"a"@zh', '"a \\" <b> ."', '"1"^^<urn:t>', '"<x>"^^<urn:t>', '"\\\\"'],
)
def test_quads_become_triples(value: str) -> None:
    triple = f"<urn:s> <urn:p> {value} .\n"
    assert list(triple_lines([triple, triple])) == [triple, triple]
    assert list(triple_lines([triple.rstrip()])) == [triple]
    assert list(triple_lines(quads([triple, triple], "urn:g"))) == [triple, triple]
    assert list(triple_lines([])) == []
    other = f"<urn:a> <urn:b> {value} .\n"
    mixed = [*quads([triple, other], "urn:g"), *quads([other], "urn:h"), *quads([triple], "urn:g")]
    for part in (mixed, "".join(mixed), mixed[::-1], [triple, other, other, triple]):
        assert sorted(triples(part).splitlines(keepends=True)) == sorted([triple, other, other, triple])
    assert triples([]) == triples("") == ""


def test_the_index_knows_parents_and_places_and_no_assertions() -> None:
    lines = set(AuthorityIndex(AUTHORITY)({f"<{ID}unit/tax>", "<urn:example:other>"}))
    subjects = {line.partition(" ")[0].removeprefix(f"<{ID}") for line in lines}
    assert {"unit/tax>", "unit/office>", "place/city>", "place/province>"} <= subjects
    assert not any(subject.startswith("assertion") for subject in subjects)
    assert not lines - set(AUTHORITY)
