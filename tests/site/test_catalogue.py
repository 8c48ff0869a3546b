"""The site describes itself: DCAT-AP, VoID, the questions, RO-Crate, checksums; and its tables agree."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from pathlib import Path

import pyarrow.parquet
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF
from tests.few import few_questions
from tests.places import TESTS
from tests.sites import Site

from tongbao import paths
from tongbao.ask.questions import questions
from tongbao.pipeline.build import build
from tongbao.pipeline.export import export
from tongbao.progress import SILENT
from tongbao.rdf.iris import NAMESPACES
from tongbao.site import publish
from tongbao.validate import choose_engine

BASE = "https://w3id.org/tongbao/"
DCAT_AP = paths.ROOT.parent / "shared" / "dcat-ap"
SH, VOID = rdflib.Namespace("http://www.w3.org/ns/shacl#"), rdflib.Namespace("http://rdfs.org/ns/void#")
DEMO = TESTS / "data" / "demo"
NOT_MET = {"contactPoint", "type", "issued", "bbox", "centroid"}
"""What DCAT-AP recommends and nothing here knows: whom to write to, kinds of licences and publishers, when a dataset was first
published, where on the map its places lie."""


@pytest.fixture(scope="module")
def catalogue(site: Site) -> rdflib.Graph:
    return rdflib.Graph().parse(site.folder / "data" / "catalogue.ttl")


@pytest.mark.skipif(not DCAT_AP.is_dir(), reason="the shapes of DCAT-AP lie in ../shared/dcat-ap, which is absent")
@pytest.mark.parametrize(
    ("shapes", "recommended"), [("shapes", set()), ("range", set()), ("shapes_recommended", NOT_MET)]
)
def test_the_catalogue_conforms_to_dcat_ap(shapes: str, recommended: set[str], catalogue: rdflib.Graph) -> None:
    _, results, text = pyshacl.validate(catalogue, shacl_graph=rdflib.Graph().parse(DCAT_AP / f"{shapes}.ttl"))
    assert isinstance(results, rdflib.Graph)
    paths_found = {
        str(results.value(found, SH.resultPath)).rpartition("#")[2].rpartition("/")[2]
        for found in results.subjects(RDF.type, SH.ValidationResult)
    }
    assert paths_found == recommended, text


def test_the_files_are_as_described(site: Site, catalogue: rdflib.Graph) -> None:
    listed = {line.split("  ")[1]: line.split("  ")[0] for line in site.read("SHA256SUMS").splitlines()}
    assert listed
    for name, sha256 in listed.items():
        content = (site.folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        size = catalogue.value(rdflib.URIRef(BASE + name), rdflib.URIRef("http://www.w3.org/ns/dcat#byteSize"))
        assert int(size) == len(content)  # type: ignore[arg-type]


def test_void_counts_what_there_is(site: Site, graph_nq: Path) -> None:
    void = rdflib.Graph().parse(site.folder / "data" / "void.ttl")
    quads = list(ox.parse(path=str(graph_nq), format=ox.RdfFormat.N_QUADS))
    types = Counter(quad.object.value for quad in quads if quad.predicate.value == str(RDF.type))
    parts = {str(void.value(part, VOID["class"])): part for part in void.objects(None, VOID.classPartition)}
    assert types.keys() <= parts.keys()
    measure = parts[f"{BASE}ontology#Measure"]
    properties = {str(void.value(part, VOID.property)) for part in void.objects(measure, VOID.propertyPartition)}
    assert {f"{BASE}ontology#hasOutcome", f"{BASE}ontology#publishedIn"} <= properties
    assert int(void.value(rdflib.URIRef(f"{BASE}dataset"), VOID.triples)) == len({quad.triple for quad in quads})  # type: ignore[arg-type]
    assert site.read(".well-known/void") == site.read("data/void.ttl")
    assert int(void.value(measure, VOID.entities)) == 20  # type: ignore[arg-type]
    triples = {quad.triple for quad in quads}
    classes = {(t.subject, t.object.value) for t in triples if t.predicate.value == str(RDF.type)}
    sorts: dict[object, list[str]] = {}
    for thing, cls in classes:
        sorts.setdefault(thing, []).append(cls)
    counted = Counter((cls, t.predicate.value) for t in triples for cls in sorts.get(t.subject, ()))
    found = {
        (cls, str(void.value(prop, VOID.property))): int(void.value(prop, VOID.triples))  # type: ignore[arg-type]
        for cls, part in parts.items()
        for prop in void.objects(part, VOID.propertyPartition)
    }
    assert found == counted
    subjects = {triple.subject for triple in triples}
    for name in (VOID.entities, VOID.distinctSubjects):
        assert int(void.value(rdflib.URIRef(f"{BASE}dataset"), name)) == len(subjects)  # type: ignore[arg-type]
    entities = Counter(cls for _, cls in classes)
    assert {cls: int(void.value(part, VOID.entities)) for cls, part in parts.items()} == entities  # type: ignore[arg-type]


PARTITIONS = """
SELECT ?class ?property ?end (COUNT(*) AS ?n)
WHERE {
  ?s a ?class ; ?property ?o .
  OPTIONAL { ?o a ?objectClass }
  BIND(IF(isLiteral(?o), DATATYPE(?o), ?objectClass) AS ?end)
}
GROUP BY ?class ?property ?end
"""


@pytest.mark.parametrize("dataset", ["project", "demo"])
def test_partitions_added_up_from_parts_are_those_of_the_whole_graph(
    dataset: str, site: Site, graph_nq: Path, demo_published: Path
) -> None:
    graph, folder = graph_nq, site.folder
    if dataset == "demo":
        graph, folder = demo_published / "out" / "graph.nq", demo_published / "site"
    store = ox.Store()
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    rows = store.query(PARTITIONS, use_default_graph_as_union=True)
    expected = {
        (row["class"].value, row["property"].value, row["end"].value): int(row["n"].value) for row in rows if row["end"]
    }
    void = rdflib.Graph().parse(folder / "data" / "void.ttl")
    found: dict[tuple[str, str, str], int] = {}
    ext = rdflib.Namespace("http://ldf.fi/void-ext#")
    for part in void.objects(None, VOID.classPartition):
        for of_property in void.objects(part, VOID.propertyPartition):
            for inner, name in ((VOID.classPartition, VOID["class"]), (ext.datatypePartition, ext.datatype)):
                for end in void.objects(of_property, inner):
                    key = (
                        str(void.value(part, VOID["class"])),
                        str(void.value(of_property, VOID.property)),
                        str(void.value(end, name)),
                    )
                    found[key] = int(void.value(end, VOID.triples))  # type: ignore[arg-type]
    assert found == expected
    assert len(found) > 300


def test_the_questions_are_shacl_executables_that_answer_as_their_pages_do(site: Site, graph_nq: Path) -> None:
    examples = rdflib.Graph().parse(site.folder / ".well-known" / "sparql-examples.ttl")
    texts = {str(node).rpartition("/")[2]: str(text) for node, text in examples.subject_objects(SH.select)}
    assert texts.keys() == questions().keys()
    store = ox.Store()
    store.bulk_load(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)
    for name, text in texts.items():
        rows = list(store.query(text, use_default_graph_as_union=True))
        assert len(rows) == len(list(csv.reader(io.StringIO(site.read(f"data/question/{name}.csv"))))) - 1, name
    assert "schema:target" not in site.read(".well-known/sparql-examples.ttl")  # there is no endpoint
    assert not [name for name in site.files if "service" in name]
    linked = json.loads(site.read(".well-known/sparql-examples.jsonld"))
    assert (site.folder / ".well-known" / linked["@context"][0]).resolve() == site.folder / "data" / "context.jsonld"


def test_the_crate_lists_the_files(site: Site) -> None:
    crate = json.loads(site.read("ro-crate-metadata.json"))
    nodes = {node["@id"]: node for node in crate["@graph"]}
    assert nodes["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = [part["@id"] for part in nodes["./"]["hasPart"]]
    assert parts == [line.split("  ")[1] for line in site.read("SHA256SUMS").splitlines()]
    for name in parts:
        assert nodes[name]["sha256"] == hashlib.sha256((site.folder / name).read_bytes()).hexdigest()


# --- tables -----------------------------------------------------------------------------------------------

ROWS = {
    "notices": ("tb:Notice", 1),
    "measures": ("tb:Measure", 20),
    "participations": ("tb:Participation", 86),
    "outcomes": ("tb:Outcome", 73),
    "honours": ("tb:Honour", 14),
    "commendations": ("tb:Commendation", 31),
    "criticisms": ("tb:Criticism", 0),
    "units": ("tb:Unit", 55),
    "places": ("tb:Place", 9),
}


def table_of(name: str, site: Site) -> list[list[str]]:
    """Return the rows of a table, its header first; spreadsheets need the mark at its beginning."""
    text = (site.folder / "dump" / f"{name}.csv").read_bytes().decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("name", ROWS)
def test_a_table_has_a_row_for_each_thing_of_the_graph(name: str, site: Site, graph_nq: Path) -> None:
    cls, count = ROWS[name]
    store = ox.Store()
    store.bulk_load(path=str(graph_nq), format=ox.RdfFormat.N_QUADS)
    asked = f"PREFIX tb: <{NAMESPACES['tb']}> SELECT DISTINCT ?thing {{ ?thing a {cls} }}"
    things = {row["thing"].value for row in store.query(asked, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    rows = table_of(name, site)[1:]
    assert len(rows) == len(things) == count
    if name != "participations":
        assert {row[0] for row in rows} == things


@pytest.mark.parametrize("name", ROWS)
def test_parquet_and_csv_hold_the_same(name: str, site: Site) -> None:
    table = pyarrow.parquet.read_table(site.folder / "dump" / f"{name}.parquet")
    header, *rows = table_of(name, site)
    assert header == table.column_names
    for row, other in zip(rows, table.to_pylist(), strict=True):
        for cell, value in zip(row, other.values(), strict=True):
            assert (
                (float(cell) == value) if isinstance(value, float) else (cell == ("" if value is None else str(value)))
            )


@pytest.mark.parametrize("name", ROWS)
def test_the_columns_of_a_table_are_explained(name: str, site: Site) -> None:
    described = {table["url"]: table for table in json.loads(site.read("dump/csv-metadata.json"))["tables"]}
    columns = described[f"{name}.csv"]["tableSchema"]["columns"]
    header, *rows = table_of(name, site)
    assert [column["name"] for column in columns] == header
    for n, column in enumerate(columns):
        assert {about["@language"] for about in column["dc:description"]} == {"zh", "en"}
        cells = [part for row in rows for part in (row[n].split(";") if "separator" in column else [row[n]]) if part]
        form = {
            "integer": r"\d+",
            "decimal": r"-?[\d.]+",
            "date": r"\d{4}-\d\d-\d\d",
            "gYear": r"\d{4}",
            "anyURI": r"https?://\S+",
        }
        assert all(re.fullmatch(form.get(column["datatype"], "(?s).+"), cell) for cell in cells), column["name"]


def test_rows_hold_what_the_source_says(site: Site) -> None:
    """Two rows, written from the notice: annex 1, no. 1 and the power supply of no. 6."""
    measures = [dict(zip(table_of("measures", site)[0], row, strict=True)) for row in table_of("measures", site)[1:]]
    assert [row["position"] for row in measures] == [str(n) for n in range(1, 11)] * 2
    assert measures[0]["lead_names"] == "厦门市市场监督管理局;厦门市公安局;国家税务总局厦门市税务局"
    header, *rows = table_of("outcomes", site)
    found = [dict(zip(header, row, strict=True)) for row in rows if row[0].endswith("/city-06/reliability")]
    assert [(row["before"], row["before_unit"], row["after"], row["after_unit_zh"]) for row in found] == [
        ("99.983", "Percent", "99.992", "百分比")
    ]


def test_a_large_graph_is_published_in_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, folder = tmp_path / "out", tmp_path / "site"
    monkeypatch.setattr("tongbao.pipeline.build.MAX_NOTICES_IN_ALL_FORMATS", 6)
    build(DEMO, out, choose_engine()[0], jobs=1)
    with few_questions():
        published = publish(out, DEMO, folder)
        assert any("tongbao export" in remark.en for remark in published.remarks)
        assert not any(code in remark.en for remark in published.remarks for code in ("404", "410"))  # it is new
        _parts_are_listed(folder)
        export(out, ["nq", "ttl"], SILENT)
        publish(out, DEMO, folder)
    assert (folder / "dump" / "graph.ttl").exists()
    assert not (folder / "dump" / "parts.sha256").exists()


def _parts_are_listed(folder: Path) -> None:
    listed = dict(reversed(line.split("  ")) for line in (folder / "dump" / "parts.sha256").read_text().splitlines())
    assert len(listed) == 7 + 3  # the notices, units and places, the vocabularies, and pairs of the city
    for name, sha256 in listed.items():
        assert hashlib.sha256((folder / "dump" / name).read_bytes()).hexdigest() == sha256
    void = rdflib.Graph().parse(folder / "data" / "void.ttl")
    dumps = {str(dump) for dump in void.objects(None, VOID.dataDump)}
    base = next(dump for dump in dumps).partition("dump/")[0]
    assert dumps == {f"{base}dump/{name}" for name in listed}
