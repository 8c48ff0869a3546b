"""A dataset's own codes work wherever ours do: shapes, questions, networks, pages in both languages, tables, the editor.

``data/own/`` has a kind of unit, roles, a recognition, units of measure, a level, a genre, a kind of work and one of platform of its
own in ``vocabulary.yaml``. What is expected here is written from its source text.
"""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from tests.few import few_questions
from tests.places import TESTS
from tests.sites import Site

from tongbao.ask.names import term_for
from tongbao.ask.questions import questions, read_query
from tongbao.ask.store import MemoryStore
from tongbao.load import read_vocabulary
from tongbao.network import Filters, Whole, write_network
from tongbao.network.read import read_network
from tongbao.network.style import KINDS, look_of
from tongbao.pipeline.build import build
from tongbao.rdf.iris import Iris, concept
from tongbao.site import publish
from tongbao.validate import check_with_pyshacl, check_with_rust, choose_engine, engine_for

OWN = TESTS / "data" / "own"
BASE = "https://example.org/own/"
CODES = {f"{BASE}id/vocabulary/{scheme}#{code}" for scheme, code in (
    ("genre", "open-letter"), ("honour-kind", "pacesetter"), ("level", "village"), ("platform-kind", "mini-program"),
    ("role", "contracting"), ("role", "contracting-site"), ("unit-kind", "villagers-committee"),
    ("unit-of-measure", "jin"), ("unit-of-measure", "dan"), ("unit-of-measure", "session"), ("work-kind", "village-rules"),
)}  # fmt: skip


@pytest.fixture(scope="module")
def store(own_codes_built: Path) -> MemoryStore:
    return MemoryStore(own_codes_built / "graph.nq")


@pytest.fixture(scope="module")
def triples(own_codes_built: Path) -> str:
    lines = (own_codes_built / "graph.nq").read_text("utf-8").splitlines()
    return "".join(f"{line.rpartition(' <')[0]} .\n" for line in lines)


@pytest.fixture(scope="module")
def site(own_codes_site: Site) -> Site:
    return own_codes_site


# --- graph and shapes -----------------------------------------------------------------------------


def test_every_code_is_described_and_used(store: MemoryStore) -> None:
    described = store.select(
        "SELECT ?c { ?c a skos:Concept ; skos:inScheme ?s ; skos:notation ?code ; skos:prefLabel ?en, ?zh ; "
        "skos:definition ?den, ?dzh . ?s a skos:ConceptScheme ; rdfs:seeAlso ?ours . ?ours skos:hasTopConcept ?top "
        "FILTER(LANG(?en) = 'en' && LANG(?zh) = 'zh' && LANG(?den) = 'en' && LANG(?dzh) = 'zh') }"
    )
    assert {row["c"].value for row in described} == CODES  # type: ignore[union-attr]
    used = store.select("SELECT DISTINCT ?c { ?s ?p ?c . FILTER(?p NOT IN (skos:broader)) ?c a skos:Concept }")
    assert {row["c"].value for row in used} >= CODES  # type: ignore[union-attr]


def test_each_leads_to_a_code_of_ours_but_for_units_of_measure(store: MemoryStore) -> None:
    """A unit of measure is no narrower than another: what it measures is stated, and its exact factor."""
    rows = store.select(
        "SELECT DISTINCT ?c { ?c skos:broader+ ?ours FILTER(STRSTARTS(STR(?ours), 'https://w3id.org/tongbao/vocab/')) }"
    )
    found = {row["c"].value for row in rows}  # type: ignore[union-attr]
    assert found & CODES == {code for code in CODES if "unit-of-measure" not in code}
    rows = store.select(
        "SELECT ?code ?f { ?c tb:exactFactor ?f ; skos:notation ?code FILTER(?code IN ('jin', 'dan')) }"
    )
    assert {(row["code"].value, row["f"].value) for row in rows} == {("jin", "0.0005"), ("dan", "0.05")}  # type: ignore[union-attr]


@pytest.mark.parametrize("engine", [check_with_rust, check_with_pyshacl])
def test_shapes_take_each_for_the_code_above_it(engine, triples: str) -> None:  # type: ignore[no-untyped-def]
    vocabulary, _ = read_vocabulary(OWN)
    assert vocabulary
    knowing = engine_for(engine, Iris(BASE, vocabulary.above))
    assert {finding.severity for finding in knowing(triples)} == {"Info"}
    kind = f"<{BASE}id/vocabulary/honour-kind#pacesetter>"
    given = triples.replace("ontology#conferredBy>", "ontology#affirmedBy>")
    assert "Honour-given-as-its-kind-says" in {finding.shape.rpartition("#")[2] for finding in knowing(given)}
    stranger = triples.replace(kind, f"{kind[:-1]}-2>")
    (found,) = [finding for finding in knowing(stranger) if finding.shape.endswith("#Honour-honourKind")]
    assert found.value == f"{kind[:-1]}-2>"


def test_a_code_below_one_that_is_called_like_a_group_of_another_vocabulary_stands_for_that() -> None:
    """A report is a genre, and a group of recognitions."""
    own = {"genre": {"survey": "report"}, "honour-kind": {"column": "report"}}
    seen: list[str] = []
    iris = Iris(BASE, own)
    said = [iris.concept("genre", "survey"), iris.concept("honour-kind", "column")]
    engine_for(lambda triples: seen.extend(triples.split()) or [], iris)(" ".join(said))
    assert seen == [concept("genre", "report"), concept("honour-kind", "showcase")]


def test_without_codes_of_its_own_an_engine_stays_itself() -> None:
    assert engine_for(check_with_rust, Iris(BASE)) is check_with_rust


# --- questions ------------------------------------------------------------------------------------


ANSWERS = {
    "acting-without-leading": [
        ("yx-farming", "guiding", "m-1"), ("yx-hekou-committee", "contracting-site", "m-2"), ("yx-shangxi-committee", "contracting", "m-1"),
    ],
    "honours-by-level": [("district", "m-1", "title", "pacesetter", "yx-grain", "2024-02")],
    "conferrers": [("yx-grain", "district", "1", "yunxi-2024-1/m-1")],
    "leads-by-kind": [("department", "2", "yx-farming yx-grain"), ("villagers-committee", "1", "yx-hekou-committee")],
    "addressees": [("yunxi-2024-1", "各村民委员会")],
    "pending-nominations": [],
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_questions_find_them(name: str, store: MemoryStore) -> None:
    query = read_query(questions()[name])
    bound = query.bind({p.name: term_for(p, p.default or "", store) for p in query.parameters})
    rows = [[re.split("[/#]", term.value)[-1] if term else "" for term in row] for row in store.select(bound).rows]  # type: ignore[union-attr]
    for expected in ANSWERS[name]:
        assert any({*expected} - {"yunxi-2024-1/m-1"} <= {*row} for row in rows), rows
    assert len(rows) == len(ANSWERS[name])


def test_what_is_narrower_than_a_mention_is_only_mentioned(store: MemoryStore, own_codes_built: Path) -> None:
    text = (own_codes_built / "graph.nq").read_text("utf-8")
    contracting, ours = f"<{BASE}id/vocabulary/role#contracting>", "<http://www.w3.org/2004/02/skos/core#broader>"
    turned = text.replace(
        f"{contracting} {ours} {concept('role', 'responsible')}", f"{contracting} {ours} {concept('role', 'mentioned')}"
    )
    assert turned != text
    other = own_codes_built.parent / "turned.nq"
    other.write_text(turned, "utf-8")
    query = read_query(questions()["acting-without-leading"]).bind({})
    assert len(store.select(query).rows) == 3
    assert len(MemoryStore(other).select(query).rows) == 1


# --- networks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), {"县粮食局", "河口村委会", "县农业农村局"}),
        (Filters(kinds=frozenset({"villagers-committee"})), {"河口村委会"}),
        (Filters(kinds=frozenset({"mass-organisation"})), {"河口村委会"}),
        (Filters(levels=frozenset({"village"})), {"河口村委会"}),
        (Filters(levels=frozenset({"subdistrict"})), {"河口村委会"}),
        (Filters(roles=frozenset({"contracting"})), {"上溪村委会", "河口村委会"}),
        (Filters(roles=frozenset({"responsible"})), {"上溪村委会", "河口村委会"}),
        (Filters(roles=frozenset({"contracting-site"})), {"河口村委会"}),
    ],
)
def test_a_filter_counts_a_code_as_those_above_it(filters: Filters, names: set[str], store: MemoryStore) -> None:
    assert {node.short.zh for node in read_network(store, filters).nodes} == names


def test_a_network_names_and_draws_them(store: MemoryStore) -> None:
    network = read_network(store, Filters(levels=frozenset({"village"}), roles=frozenset({"lead", "contracting"})))
    assert network.title.en == "Who has a part in the same measures (contracting unit, lead) (Village)"
    assert "承办单位" in network.title.zh
    assert all(look_of(node) == KINDS["mass-organisation"] for node in network.nodes)
    drawn = {language: write_network(Whole.of(network), "svg", language).decode() for language in ("en", "zh")}  # type: ignore[arg-type]
    assert "Villagers' committee" in drawn["en"].replace("&#x27;", "'").replace("&#39;", "'")
    assert "村民委员会" in drawn["zh"]


# --- the site -------------------------------------------------------------------------------------

SHOWN = {
    "measure/yunxi-2024-1/m-1.html": {
        "zh": ("3.2万斤", "20学时", "承办单位", "标兵称号", "小程序", "村规民约", "村级"),
        "en": ("32,000 jin", "20 teaching sessions", "Contracting unit", "Pacesetter title", "Mini program", "Village rules"),
    },
    "notice/yunxi-2024-1.html": {"zh": ("倡议书",), "en": ("Open letter",)},
    "unit/yx-hekou-committee.html": {"zh": ("村民委员会", "村级", "承办用地单位"), "en": ("Villagers", "Contracting site")},
    "units.html": {"zh": ("村民委员会", "村级", "承办单位"), "en": ("Village", "Contracting unit")},
    "network-roles.html": {"zh": ("村民委员会", "村级", "承办单位"), "en": ("Village", "Contracting unit")},
    "vocabulary/role.html": {"zh": ("承办单位", "责任单位", "承办具体事务的单位。"), "en": ("Contracting unit", "Responsible unit")},
    "vocabularies.html": {"zh": ("参与角色（本数据集增补）",), "en": ("Roles in a measure: added by this dataset",)},
}  # fmt: skip


@pytest.mark.parametrize("page", SHOWN)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_show_their_names(page: str, language: str, site: Site) -> None:
    text = site.read(f"{language}/{page}")
    assert not [words for words in SHOWN[page][language] if words not in text]


def test_every_way_on_the_site_leads_somewhere(site: Site) -> None:
    assert not list(site.broken())


def test_a_unit_of_its_own_kind_has_the_mark_of_the_kind_above(site: Site) -> None:
    mark = KINDS["mass-organisation"].mark
    assert f'class="shape {mark}"' in site.read("zh/unit/yx-hekou-committee.html")


def test_tables_hold_their_names(site: Site) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(site.read(f"dump/{name}.csv").removeprefix("\ufeff"))))

    units = {row["unit"].rpartition("/")[2]: row for row in rows("units")}
    assert {*units["yx-hekou-committee"].values()} >= {"Villagers' committee", "村民委员会"}
    places = {row["place"].rpartition("/")[2]: row for row in rows("places")}
    assert {*places["yx-hekou"].values()} >= {"Village", "村级"}
    assert {"Contracting unit", "承办单位"} <= {value for row in rows("participations") for value in row.values()}
    (honour,) = rows("honours")
    assert {*honour.values()} >= {"Honour", "荣誉", "Pacesetter title", "标兵称号"}
    outcomes = {row["outcome"].rpartition("/")[2]: row for row in rows("outcomes")}
    assert (outcomes["saved"]["value"], outcomes["saved"]["value_unit_zh"]) == ("32000", "斤")
    (first, second) = rows("measures")
    assert (first["honours"], second["honours"]) == ("1", "0")


def test_the_editor_offers_them_where_their_property_stands(site: Site) -> None:
    known = json.loads(site.read("data/completion.json"))
    names = {one["name"]: one for one in known["terms"]}
    role = f"<{BASE}id/vocabulary/role#contracting>"
    assert (names[role]["zh"], names[role]["en"]) == ("承办单位", "Contracting unit")
    assert any(role.startswith(start) for start in known["values"]["tb:role"])
    assert any("role:lead".startswith(start) for start in known["values"]["tb:role"])
    kind = f"{BASE}id/vocabulary/unit-kind#villagers-committee"
    assert known["looks"][kind]["class"] == KINDS["mass-organisation"].mark


def test_the_network_page_filters_by_level_as_the_command_does(site: Site) -> None:
    """A level counts as those above it: the script finds these behind the names of each."""
    index = json.loads(site.read("network/network/units.json"))
    assert ["village", "Village", "村级", "subdistrict"] in index["levels"]


def test_their_iris_and_graphs_resolve(site: Site) -> None:
    settings = site.read("nginx-server.conf")
    assert "/own/id/vocabulary/" in settings
    assert "/own/graph/vocabulary/own-" in settings
    assert "contracting" in site.read("data/vocabulary/role.ttl")


def test_a_change_of_codes_reaches_all_that_shows_them(tmp_path: Path) -> None:
    """A site that is published again is the one that is published anew, but for its history."""
    data, engine = Path(shutil.copytree(OWN, tmp_path / "data")), choose_engine()[0]
    with few_questions():
        build(data, tmp_path / "out", engine, jobs=1)
        publish(tmp_path / "out", data, tmp_path / "site", jobs=1)
        file = data / "vocabulary.yaml"
        text = file.read_text("utf-8").replace("english: Contracting unit", "english: Contractor")
        file.write_text(text.replace("broader: mass-organisation", "broader: social-organisation"), "utf-8")
        for out, site in (("out", "site"), ("fresh", "new")):
            build(data, tmp_path / out, engine, jobs=1)
            publish(tmp_path / out, data, tmp_path / site, jobs=1)
    again, anew = (shown(tmp_path / name) for name in ("site", "new"))
    assert [name for name in again.keys() | anew.keys() if again.get(name) != anew.get(name)] == []
    assert b"Contractor" in again["en/units.html"]


def shown(site: Path) -> dict[str, bytes]:
    """Return the files of a site that do not tell of its history."""
    files = (file for file in site.rglob("*") if file.is_file() and ".tongbao" not in file.parts)
    named = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
    return {name: data for name, data in named.items() if not re.search(r"changes|\.atom$|SHA256SUMS|ro-crate", name)}
