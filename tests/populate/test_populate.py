"""Populating: the statements say what the YAML says, no less, no more, and only in words that are declared."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from tests.places import TESTS

from tongbao import paths
from tongbao.load import load, notice_files
from tongbao.load.reader import read_yaml
from tongbao.load.source import squeeze
from tongbao.model import Unit, UnitChange
from tongbao.model.codes import POLARITIES, QUANTITY_KINDS, ChangeKind
from tongbao.populate import authority_statements, notice_statements
from tongbao.populate.authority import change_statements, unit_statements
from tongbao.populate.evidence import A
from tongbao.rdf import literals as terms
from tongbao.rdf.iris import NAMESPACES, Iris
from tongbao.rdf.namespaces import CV, ORG
from tongbao.rdf.nquads import quad_lines

TB = NAMESPACES["tb"]
TYPE = NAMESPACES["rdf"] + "type"
STATED = ("Notice", "Annex", "Selection", "AddresseeGroup", "DistributionEntry", "Measure", "Participation")
STATED += ("Commendation", "Outcome", "Honour", "CitedWork", "Platform", "PrecedenceClaim", "DatedEvent")
DATASETS = [paths.DATA, TESTS / "data" / "demo"]


@cache
def quads(data: Path) -> list[ox.Quad]:
    """Populate a dataset, authority and all notices."""
    loaded = load(data)
    iris = Iris(loaded.dataset.base)
    lines = quad_lines(authority_statements(loaded.authority, iris), iris.graph("authority"))
    for facts in loaded.notices:
        lines += quad_lines(notice_statements(facts, iris), iris.notice_graph(facts.record.id))
    return list(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


@cache
def objects(data: Path, predicate: str) -> dict[str, list[ox.NamedNode | ox.Literal]]:
    """Collect the objects of one of our properties by subject."""
    found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for quad in quads(data):
        if quad.predicate.value == predicate and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(str(quad.subject)[1:-1], []).append(quad.object)
    return found


@cache
def things(data: Path, name: str) -> set[str]:
    """Return the instances of one of our classes."""
    return {iri for iri, types in objects(data, TYPE).items() if any(t.value == TB + name for t in types)}


# --- counted against the YAML ---------------------------------------------------------------------


@cache
def yaml() -> dict[str, Any]:
    """Read the real notice as plain values: no code of ours beyond the reader."""
    (file,) = notice_files(paths.DATA)
    value = read_yaml(file).value
    assert isinstance(value, dict)
    return value


def rows() -> list[dict[str, Any]]:
    return [measure for annex in yaml()["annexes"] for measure in annex["measures"]]


def listed(key: str) -> list[dict[str, Any]]:
    return [fact for measure in rows() for fact in measure.get(key, [])]


def expected_counts() -> dict[str, int]:
    """Count what the graph must hold, class by class."""
    leads = sum(len(measure["leads"]) for measure in rows())
    conferrers = sum(len(honour.get("conferred-by", [])) for honour in listed("honours"))
    issuers = sum(len(w.get("issued-by", [])) for w in listed("works") if w["kind"] not in ("bulletin", "newspaper"))
    quantities = [fact[key] for fact in listed("outcomes") for key in ("value", "before", "after") if key in fact]
    return {
        "tb:Notice": 1,
        "tb:ClosedNotice": 1,
        "tb:SourceText": 1,
        "tb:Annex": len(yaml()["annexes"]),
        "tb:Selection": 1,
        "tb:AddresseeGroup": len(yaml()["addressees"]["groups"]),
        "tb:DistributionEntry": len(yaml()["distribution"]["units"]),
        "tb:Criticism": 0,
        "tb:Commendation": sum(len(act["recipients"]) for act in yaml()["commendations"]),
        "tb:Measure": len(rows()),
        "tb:Participation": leads + len(listed("participants")) + conferrers + issuers,
        "tb:Outcome": len(listed("outcomes")),
        "qudt:QuantityValue": len(quantities),
        "tb:Honour": len(listed("honours")),
        "tb:CitedWork": len(listed("works")),
        "tb:Platform": len(listed("platforms")),
        "tb:PrecedenceClaim": len(listed("claims")),
        "tb:DatedEvent": len(listed("events")),
        "tb:Unit": len(read_yaml(paths.DATA / "units.yaml").value),
        "tb:Place": len(read_yaml(paths.DATA / "places.yaml").value),
    }


@pytest.mark.parametrize(("name", "count"), expected_counts().items())
def test_as_many_of_each_class_as_the_yaml_lists(name: str, count: int) -> None:
    prefix, _, local = name.partition(":")
    counted = Counter(value.value for types in objects(paths.DATA, TYPE).values() for value in types)
    assert counted[NAMESPACES[prefix] + local] == count


def test_what_the_source_itself_counts() -> None:
    """Ten measures of the city, ten of its districts, 31 units commended, and 38 names in the lead cells."""
    assert [len(annex["measures"]) for annex in yaml()["annexes"]] == [10, 10]
    assert len(things(paths.DATA, "Commendation")) == 31
    roles = Counter(
        role.value.partition("#")[2] for values in objects(paths.DATA, f"{TB}role").values() for role in values
    )
    assert roles["lead"] == 38
    separators = sum(measure["lead-cell"].count(mark) for measure in rows() for mark in "、,，")
    assert roles["lead"] == separators + len(rows())


def test_every_number_is_the_one_printed() -> None:
    numbers = objects(paths.DATA, NAMESPACES["qudt"] + "numericValue")
    for measure in rows():
        for outcome in measure.get("outcomes", []):
            for key in {"value", "before", "after"} & outcome.keys():
                quantity = outcome[key]
                (number,) = numbers[
                    f"{NAMESPACES['tb'].removesuffix('ontology#')}id/outcome/{yaml()['id']}/{measure['id']}/{outcome['id']}#{key}"
                ]
                scale = {"千": 10**3, "万": 10**4, "亿": 10**8}.get(quantity.get("scale", ""), 1)
                assert Decimal(number.value) == Decimal(quantity["number"]) * scale
                assert isinstance(number, ox.Literal)
                assert number.datatype.value == NAMESPACES["xsd"] + "decimal"


def test_figures_stated_together_are_linked_both_ways() -> None:
    home = f"{TB.removesuffix('ontology#')}id/outcome/{yaml()['id']}"
    pairs = {
        (f"{home}/{measure['id']}/{outcome['id']}", f"{home}/{measure['id']}/{name}")
        for measure in rows()
        for outcome in measure.get("outcomes", [])
        for name in outcome.get("stated-with", [])
    }
    linked = objects(paths.DATA, f"{TB}statedWith")
    assert pairs
    assert {(one, other.value) for one in linked for other in linked[one]} == pairs | {pair[::-1] for pair in pairs}


def test_orders_run_from_one_without_gap() -> None:
    orders = objects(paths.DATA, f"{TB}order")
    by_list: dict[tuple[str, str], list[int]] = {}
    for iri in things(paths.DATA, "Participation"):
        *_, measure, name = iri.split("/")
        by_list.setdefault((measure, name.rpartition("-")[0]), []).append(int(orders[iri][0].value))
    for numbers in by_list.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def leaves(value: Any) -> list[str]:
    """List every word and code of the YAML but those that only say where to look, or are multiplied out."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() if key not in ("after", "scale") for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value] if isinstance(value, str) else []


def test_no_word_of_the_yaml_is_left_out() -> None:
    found = {"distribution-list"}  # published as true or false
    found |= {squeeze(yaml()[key]["quote"]) for key in ("addressees", "distribution")}  # name by name
    for quad in quads(paths.DATA):
        for node in (quad.subject, quad.object):
            if isinstance(node, ox.Literal):
                found.add(squeeze(node.value))
            elif isinstance(node, ox.NamedNode):
                found.update(node.value.replace("#", "/").split("/"))
    assert not [leaf for leaf in leaves(yaml()) if squeeze(leaf) not in found]


# --- only what is declared ------------------------------------------------------------------------


@cache
def declared() -> set[str]:
    return {
        quad.subject.value
        for quad in ox.parse(path=str(paths.ONTOLOGY / "notice.ttl"), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == TYPE and isinstance(quad.subject, ox.NamedNode)
    }


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_every_class_and_property_is_declared_or_reused(data: Path) -> None:
    used = {quad.predicate.value for quad in quads(data)}
    used |= {value.value for types in objects(data, TYPE).values() for value in types}
    ours = {iri for iri in used if iri.startswith(TB)}
    assert ours
    assert not ours - declared()
    others = {name for prefix, name in NAMESPACES.items() if not name.startswith(TB.removesuffix("ontology#"))}
    assert not [iri for iri in used - ours if not any(iri.startswith(name) for name in others)]


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_every_concept_is_in_its_vocabulary(data: Path) -> None:
    home = TB.removesuffix("ontology#") + "vocab/"
    known = {
        str(quad.subject)[1:-1]
        for file in (paths.ONTOLOGY / "vocab").glob("*.ttl")
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == NAMESPACES["skos"] + "notation"
    }
    used = {quad.object.value for quad in quads(data) if isinstance(quad.object, ox.NamedNode)}
    concepts = {iri for iri in used if iri.startswith(home)}
    assert len(concepts) > 30
    assert not concepts - known


def test_the_tables_in_the_code_agree_with_the_vocabularies() -> None:
    def pairs(scheme: str, predicate: str) -> dict[str, str]:
        file = paths.ONTOLOGY / "vocab" / f"{scheme}.ttl"
        return {
            str(quad.subject)[1:-1].partition("#")[2]: quad.object.value.partition("#")[2]
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
            if quad.predicate.value == predicate and isinstance(quad.object, ox.NamedNode)
        }

    assert pairs("unit-of-measure", NAMESPACES["qudt"] + "hasQuantityKind") == QUANTITY_KINDS
    polarity = pairs("act", f"{TB}polarity")
    assert polarity
    assert polarity == POLARITIES


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_no_blank_node_and_every_iri_below_the_base(data: Path) -> None:
    base = load(data).dataset.base
    for quad in quads(data):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.subject.value.startswith((f"{base}id/", f"{base}graph/"))
        assert isinstance(quad.graph_name, ox.NamedNode)
        assert quad.graph_name.value.startswith(f"{base}graph/")


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_no_fact_without_its_words(data: Path) -> None:
    stated, spans = objects(data, f"{TB}statedIn"), things(data, "TextSpan")
    for name in STATED:
        found = things(data, name)
        assert found, name
        for iri in found:
            assert {span.value for span in stated.get(iri, [])} & spans, iri
    roles = objects(data, f"{TB}roleStatedIn")
    pointed_to = {span.value for values in (*stated.values(), *roles.values()) for span in values}
    assert pointed_to == spans


def test_who_leads_is_read_from_words_that_stand_in_the_notice() -> None:
    """Of the annex, 单位名称; or of the notice as a whole, as in the demo."""
    quotes = {
        str(quad.subject): str(quad.object) for quad in quads(paths.DATA) if quad.predicate.value.endswith("#words")
    }
    roles = objects(paths.DATA, f"{TB}roleStatedIn")
    assert len(roles) == 38
    assert {quotes[f"<{span.value}#quote>"] for (span,) in roles.values()} == {'"单位名称"'}


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_what_a_thing_points_to_is_described(data: Path) -> None:
    described = {str(quad.subject) for quad in quads(data)}
    base = load(data).dataset.base
    missing = {
        str(quad.object)
        for quad in quads(data)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{base}id/")
    } - described
    assert not missing


@pytest.mark.parametrize("data", DATASETS, ids=["shipped", "demo"])
def test_every_fact_about_a_unit_or_place_says_on_which_basis(data: Path) -> None:
    asserted = {
        (s, p.value, o)
        for s, (p,) in ((iri, objects(data, f"{TB}aboutProperty")[iri]) for iri in things(data, "Assertion"))
        for o in [*objects(data, f"{TB}assertedObject").get(s, []), *objects(data, f"{TB}assertedValue").get(s, [])]
    }
    subjects = objects(data, f"{TB}aboutSubject")
    facts = {(subjects[iri][0].value, predicate, value) for iri, predicate, value in asserted}
    for name, kind in (("assertedObject", ox.NamedNode), ("assertedValue", ox.Literal)):
        assert all(isinstance(value, kind) for values in objects(data, f"{TB}{name}").values() for value in values)
    free = {TYPE, NAMESPACES["dcterms"] + "identifier", NAMESPACES["skos"] + "note"}
    named = things(data, "Unit") | things(data, "Place")
    for quad in quads(data):
        iri, predicate = str(quad.subject)[1:-1], quad.predicate.value
        if iri in named and predicate not in free:
            assert (iri, predicate, quad.object) in facts


# --- the demo dataset's special cases -------------------------------------------------------------


def without(value: Any, keys: set[str]) -> Any:
    """Return plain values without some keys, however deep."""
    if isinstance(value, list):
        return [without(item, keys) for item in value]
    return {k: without(v, keys) for k, v in value.items() if k not in keys} if isinstance(value, dict) else value


def test_names_in_english_are_stated_beside_the_chinese_ones_and_change_nothing_else(tmp_path: Path) -> None:
    data = Path(shutil.copytree(paths.DATA, tmp_path / "data"))
    for file, keys in ((data / "units.yaml", {"short-english"}), (*notice_files(data), {"english", "counts-english"})):
        bare = without(read_yaml(file).value, keys)
        file.write_text(json.dumps(bare, ensure_ascii=False, indent=1, default=float), "utf-8")
    said, bare = set(quads(paths.DATA)), set(quads(data))
    assert not bare - said
    more = said - bare
    about = {quad for quad in more if "/id/assertion/" in str(quad.subject)}
    assert {str(quad.subject).rpartition("/")[2] for quad in about} == {"english>", "short-english>"}
    names = more - about
    assert all(isinstance(quad.object, ox.Literal) and quad.object.language == "en" for quad in names)
    units = read_yaml(paths.DATA / "units.yaml").value
    assert isinstance(units, dict)
    assert Counter(str(quad.predicate).rstrip(">").rpartition("/")[2].rpartition("#")[2] for quad in names) == {
        "altLabel": sum("short-english" in unit for unit in units.values()),
        "title": 1 + len(rows()),
        "counts": len(listed("outcomes")),
        "label": sum(len(listed(key)) for key in ("honours", "beneficiaries", "instruments")),
    }


def test_a_translation_says_that_it_is_one() -> None:
    """Each title and name in English that no notice prints has an assertion with the basis `translation`."""
    basis = {iri: str(value[0]) for iri, value in objects(paths.DATA, TB + "basis").items()}
    subjects = objects(paths.DATA, TB + "aboutSubject")
    ours = {
        str(value[0])[1:-1]
        for iri, value in subjects.items()
        if iri.endswith("/english") and "#translation" in basis[iri]
    }
    translated = things(paths.DATA, "Notice") | things(paths.DATA, "Measure") | things(paths.DATA, "Honour")
    assert translated <= ours


@pytest.mark.parametrize(("kind", "public"), [("department", True), ("company", False), ("social-organisation", False)])
def test_a_unit_is_public_where_its_kind_implies_it(kind: str, public: bool) -> None:
    unit = Unit(name="甲", kind=kind, basis="naming-rule", certainty="certain")
    statements = list(unit_statements("a", unit, Iris("https://example.org/id/")))
    assert public is any(statement[2] == CV.PublicOrganisation for statement in statements)


@pytest.mark.parametrize(("kind", "restructured"), [("merger", True), ("renaming", False), ("founding", False)])
def test_a_change_is_one_of_the_organisation_where_its_kind_implies_it(kind: ChangeKind, restructured: bool) -> None:
    change = UnitChange(kind=kind, origin=["b"], basis="source", certainty="certain")
    classes = {term for _, a, term in change_statements("a", 1, change, Iris("https://example.org/id/")) if a == A}
    assert {TB + "UnitChange", NAMESPACES["prov"] + "Activity"} <= {term[1:-1] for term in classes}
    assert restructured is (ORG.ChangeEvent in classes)


def test_a_notice_that_criticises_says_so() -> None:
    acts = objects(DATASETS[1], f"{TB}polarity")
    criticised = {iri for iri, (value,) in acts.items() if value.value.endswith("#criticism")}
    assert criticised == {f"https://example.org/demo/id/criticism/demo-2022-9/1-{n}" for n in (1, 2)}
    assert set(things(DATASETS[1], "Criticism")) == criticised
    assert not criticised & set(things(DATASETS[1], "Commendation"))


def test_recipients_that_are_no_units() -> None:
    found = {
        iri.rpartition("/")[2]: value.value.removeprefix("https://example.org/demo/id/")
        for iri, (value,) in objects(DATASETS[1], f"{TB}recipient").items()
        if "/demo-2023-3/" in iri
    }
    assert found == {
        "1-1": "unit/demo-police",
        "1-2": "place/west-district",
        "1-3": "person/demo-2023-3/1-3",
        "1-4": "project/demo-2023-3/1-4",
    }


def test_open_lists_and_closed_ones() -> None:
    closed = things(DATASETS[1], "ClosedNotice")
    assert {iri.rpartition("/")[2] for iri in closed} == {"demo-2023-12"}
    commended, criticised = (objects(DATASETS[1], f"{TB}{name}") for name in ("commendedOpen", "criticisedOpen"))
    assert {iri.rpartition("/")[2] for iri, (value,) in commended.items() if value.value == "true"} == {"demo-2023-8"}
    assert {iri.rpartition("/")[2]: value.value for iri, (value,) in criticised.items()} == {"demo-2022-9": "false"}


def test_a_notice_that_leaves_a_list_of_leads_open_is_not_closed() -> None:
    loaded = load(DATASETS[1])
    (facts,) = (facts for facts in loaded.notices if facts.record.id == "demo-2023-12")
    closed = (Iris().notice("demo-2023-12"), f"<{TYPE}>", f"<{TB}ClosedNotice>")
    for measure in (None, *facts.measures):
        record = measure and msgspec.structs.replace(measure.record, leads_open=True)
        measures = tuple(replace(one, record=record) if one is measure else one for one in facts.measures)
        assert (closed in notice_statements(replace(facts, measures=measures), Iris())) == (measure is None)


def test_a_notice_that_was_replaced_names_the_other() -> None:
    found = objects(DATASETS[1], NAMESPACES["dcterms"] + "isReplacedBy")
    assert {iri.rpartition("/")[2]: [v.value.rpartition("/")[2] for v in values] for iri, values in found.items()} == {
        "demo-2021-2": ["demo-2022-5"]
    }


# --- literals -------------------------------------------------------------------------------------

HOSTILE = [
    '"',
    "\\",
    '\\"',
    "a\nb",
    "\r\n\t",
    "'''\"\"\"",
    '" . <http://a> <http://b> <http://c> .\n',
    '"@en .',
    "\\u0041",
    "\x08\x0c\x01\x1f\x7f\x80\x85",
    "\u2028\u2029\ufeff\u200b\u202e",
    "𠀀🎉\U0010ffff",
    "<script>&amp;",
    "",
]


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("".join(HOSTILE))
def test_hostile_words_come_back_as_they_went(words: str) -> None:
    lines = quad_lines(
        [
            ("<http://e.org/s>", "<http://e.org/p>", terms.text(words, "zh")),
            ("<http://e.org/s>", "<http://e.org/q>", terms.string(words)),
        ],
        "<http://e.org/g>",
    )
    assert all(line.count("\n") == 1 for line in lines)
    back = [quad.object for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)]
    assert [value.value for value in back if isinstance(value, ox.Literal)] == [words, words]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_to_rdflib_too(words: str) -> None:
    line = f"<http://e.org/s> <http://e.org/p> {terms.text(words, 'zh')} .\n"
    assert list(rdflib.Graph().parse(data=line, format="nt").objects()) == [rdflib.Literal(words, lang="zh")]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("97", "97"),
        ("19.320", "19.32"),
        ("100", "100"),
        ("0.0", "0"),
        ("-0.5", "-0.5"),
        ("1E+2", "100"),
        ("1" * 24, "1" * 24),
    ],
)
def test_decimals_are_written_in_their_shortest_form(number: str, written: str) -> None:
    assert terms.decimal(Decimal(number)) == f'"{written}"^^<{NAMESPACES["xsd"]}decimal>'


@pytest.mark.parametrize(("value", "datatype"), [("2023", "gYear"), ("2023-09", "gYearMonth"), ("2023-09-30", "date")])
def test_dates_have_the_type_of_their_precision(value: str, datatype: str) -> None:
    assert terms.date(value) == f'"{value}"^^<{NAMESPACES["xsd"]}{datatype}>'
