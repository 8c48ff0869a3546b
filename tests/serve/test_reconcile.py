"""Reconciliation of units and places (Reconciliation Service API 0.2), as OpenRefine speaks and as the specification has it.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import html.parser
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.serve.serving import FORM, Reply, Running, serving

from tongbao import limits
from tongbao.ask.store import MemoryStore
from tongbao.rdf.iris import PROBLEMS
from tongbao.serve import alike as alike_module
from tongbao.serve.alike import alike
from tongbao.serve.entities import PROPERTIES, TYPES, entities

CONVERSATION = json.loads((Path(__file__).parent / "openrefine.json").read_text("utf-8"))
DATE = r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T.+"


@pytest.fixture(scope="module")
def server(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(graph_nq.parent, tmp_path_factory.mktemp("reconciliation")) as running:
        yield running


def post(server: Running, path: str = "/reconcile", **fields: str) -> Reply:
    """Send a form as OpenRefine does: each field encoded as Java's URLEncoder has it."""
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in fields.items())
    return server.request("POST", path, body, {"Content-Type": f"{FORM}; charset=UTF-8"})


def reconciled(server: Running, path: str = "/reconcile", **queries: Any) -> dict[str, list[dict[str, Any]]]:
    reply = post(server, path, queries=json.dumps(queries, ensure_ascii=False))
    assert reply.status == 200, reply.body
    return {name: each["result"] for name, each in reply.json.items()}


def one(server: Running, name: str, **more: Any) -> list[tuple[str, bool]]:
    """Return the candidates for a name, and whether each is a match."""
    return [(each["id"], each["match"]) for each in reconciled(server, q={"query": name, **more})["q"]]


def problem(reply: Reply) -> tuple[int, str]:
    assert reply.headers["content-type"] == "application/problem+json"
    return reply.status, str(reply.json["type"]).removeprefix(PROBLEMS)


# --- as OpenRefine speaks ---------------------------------------------------------------------------


@pytest.mark.parametrize("exchange", CONVERSATION, ids=lambda each: each["what"])
def test_openrefine_is_answered(server: Running, exchange: dict[str, Any]) -> None:
    if exchange["method"] == "POST":
        reply = post(server, exchange["path"], **exchange["form"])
    else:
        reply = server.request("GET", exchange["path"], headers=exchange.get("headers", {}))
    assert reply.status == 200, reply.body
    assert reply.headers["content-type"] == "application/json"
    assert holds(reply.json, exchange["expected"]), reply.body.decode()


def holds(said: Any, expected: Any) -> bool:
    """Whether what is said holds what is expected: objects may have more keys, lists go on."""
    if isinstance(expected, dict):
        return isinstance(said, dict) and all(
            name in said and holds(said[name], each) for name, each in expected.items()
        )
    if isinstance(expected, list):
        return len(said) >= len(expected) and all(map(holds, said, expected))
    return bool(said == expected)


def test_what_nobody_is_called_has_no_candidate_that_matches(server: Running) -> None:
    found = reconciled(server, q={"query": "火星基地管理委员会", "type": "Unit"})["q"]
    assert not any(each["match"] for each in found)
    assert all(each["score"] < 60 for each in found)


# --- as the specification has it --------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/en", "/reconcile/zh"])
def test_a_manifest_names_what_there_is(server: Running, path: str) -> None:
    said = server.request("GET", path).json
    language = "zh" if path.endswith("zh") else "en"
    assert said["versions"] == ["0.2"]
    assert all(isinstance(said[name], str) and said[name] for name in ("name", "identifierSpace", "schemaSpace"))
    assert said["defaultTypes"] == [{"id": name, "name": words.to(language)} for name, (_, words) in TYPES.items()]
    for template in (said["view"]["url"], said["preview"]["url"]):
        assert template.count("{{id}}") == 1
        reply = server.request("GET", local(template.replace("{{id}}", quote("unit/xm-tax", safe=""))))
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert isinstance(said["preview"]["width"], int)
    assert isinstance(said["preview"]["height"], int)
    for each in (*said["suggest"].values(), said["extend"]["propose_properties"]):
        assert server.request("GET", local(each["service_url"] + each["service_path"] + "?prefix=x")).status == 200
    assert said["suggest"].keys() == {"entity", "property", "type"}
    assert said["extend"]["property_settings"] == []
    assert said["batchSize"] == limits.SERVED_BATCH


def local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_a_batch_may_be_in_an_address_or_in_a_form(server: Running) -> None:
    queries = json.dumps({"a": {"query": "市税务局"}, "b": {"query": "厦门市"}})
    by_get = server.request("GET", f"/reconcile?{urlencode({'queries': queries})}")
    by_post = post(server, queries=queries)
    assert by_get.json == by_post.json
    assert by_get.json.keys() == {"a", "b"}
    head = server.request("HEAD", f"/reconcile?{urlencode({'queries': queries})}")
    assert (head.status, head.headers["etag"], head.body) == (200, by_get.headers["etag"], b"")


def test_candidates_have_the_fields_of_the_specification(server: Running) -> None:
    found = reconciled(server, q={"query": "税务局", "limit": 50, "properties": [{"pid": "level", "v": "市级"}]})["q"]
    assert found
    for each in found:
        assert each.keys() == {"id", "name", "description", "type", "score", "features", "match"}
        assert all(isinstance(each[name], str) and each[name] for name in ("id", "name", "description"))
        assert all(kind.keys() == {"id", "name"} and kind["id"] in TYPES for kind in each["type"])
        assert isinstance(each["score"], float | int)
        assert isinstance(each["match"], bool)
        assert [feature["id"] for feature in each["features"]] == ["name-similarity", "whole-name", "level"]
        assert all(isinstance(feature["value"], bool | int | float) for feature in each["features"])
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市税务局", "unit/xm-tax"),
        ("国家税务总局厦门市税务局", "unit/xm-tax"),
        ("國家稅務總局廈門市稅務局", "unit/xm-tax"),
        ("厦门税务局", "unit/xm-tax"),
        ("国家税务总局厦门市税务局 ", "unit/xm-tax"),
        ("unit/xm-tax", "unit/xm-tax"),
        ("xm-tax", "unit/xm-tax"),
        ("https://w3id.org/tongbao/id/unit/xm-tax", "unit/xm-tax"),
        ("Tax Service", "unit/xm-tax"),
        ("厦门市海沧区政府", "unit/haicang-government"),
        ("厦门市", "place/xiamen"),
        ("350200", "place/xiamen"),
        ("Xiamen", "place/xiamen"),
    ],
)
def test_a_name_that_surely_means_one_matches(server: Running, name: str, expected: str) -> None:
    first, *others = one(server, name)
    assert first == (expected, True)
    assert not any(match for _, match in others)


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("税务局", "unit/xm-tax"),  # whose tax service it is, the name does not say
        ("区人社局", "unit/jimei-human-resources"),  # nor of which district
        ("市场监督管理局", "unit/xm-market-regulation"),  # the city's or the province's
        ("Jimei District", "place/jimei"),  # the place, or its government
        ("市税务居", "unit/xm-tax"),
        ("火炬高技术", "unit/xm-torch"),
        ("人民法院", "unit/haicang-court"),
    ],
)
def test_a_name_in_doubt_has_candidates_and_no_match(server: Running, name: str, among: str) -> None:
    found = one(server, name)
    assert among in [each for each, _ in found]
    assert not any(match for _, match in found)


def test_types_narrow(server: Running) -> None:
    assert one(server, "Jimei District", type="Place")[0] == ("place/jimei", True)
    assert one(server, "Jimei District", type=["Unit"])[0] == ("unit/jimei-government", True)
    assert one(server, "Jimei District", type="https://w3id.org/tongbao/ontology#Place")[0] == ("place/jimei", True)
    assert one(server, "Jimei District", type=["Unit", "Place"], type_strict="all") == []
    assert {each.partition("/")[0] for each, _ in one(server, "厦门", type="Unit", limit=50)} == {"unit"}


@pytest.mark.parametrize(
    ("pid", "value", "expected"),
    [
        ("place", "厦门市", "unit/xm-market-regulation"),
        ("place", "厦门", "unit/xm-market-regulation"),
        ("place", {"id": "place/xiamen"}, "unit/xm-market-regulation"),
        ("place", "https://w3id.org/tongbao/id/place/xiamen", "unit/xm-market-regulation"),
        ("level", "市级", "unit/xm-market-regulation"),
        ("level", "municipal", "unit/xm-market-regulation"),
        ("level", "Provincial", "unit/fj-market-regulation"),
        ("level", ["district", "Provincial"], "unit/fj-market-regulation"),
        ("name-en", "Fujian Provincial Administration for Market Regulation", "unit/fj-market-regulation"),
    ],
)
def test_properties_narrow(server: Running, pid: str, value: Any, expected: str) -> None:
    found = one(server, "市场监督管理局", type="Unit", properties=[{"pid": pid, "v": value}])
    whole = [each for each, _ in found if each.endswith("market-regulation")]
    assert whole == [expected]
    assert found[0] == (expected, pid == "place")  # only a place tells whose bureau it is


def test_a_place_fits_whatever_lies_within_it(server: Running) -> None:
    assert ("unit/haicang-court", False) in one(server, "法院", properties=[{"pid": "place", "v": "福建省"}])


def test_conditions_that_nothing_meets_leave_doubt(server: Running) -> None:
    sure = reconciled(server, q={"query": "市税务局"})["q"][0]
    doubtful = reconciled(server, q={"query": "市税务局", "properties": [{"pid": "place", "v": "福州市"}]})["q"][0]
    assert (sure["id"], sure["match"], sure["score"]) == ("unit/xm-tax", True, 100)
    assert (doubtful["id"], doubtful["match"], doubtful["score"]) == ("unit/xm-tax", False, 50)
    assert {"id": "place", "value": False} in doubtful["features"]


def test_properties_alone_find_all_that_have_them(server: Running) -> None:
    found = reconciled(server, q={"properties": [{"pid": "place-code", "v": "350200"}]})["q"]
    assert [(each["id"], each["match"]) for each in found] == [("place/xiamen", False)]


def test_a_limit_is_kept(server: Running) -> None:
    assert len(one(server, "厦门市人民政府", limit=1)) == 1
    assert len(one(server, "厦门市人民政府", limit=10**6)) <= limits.SERVED_CANDIDATES


def test_names_are_in_the_language_of_the_query_or_of_the_address(server: Running) -> None:
    def name(typed: str, path: str) -> str:
        return str(reconciled(server, path, q={"query": typed})["q"][0]["name"])

    assert name("市税务局", "/reconcile/en") == "国家税务总局厦门市税务局"
    assert name("xm-tax", "/reconcile/en").startswith("Xiamen Municipal Tax Service")
    assert name("xm-tax", "/reconcile/zh") == "国家税务总局厦门市税务局"


# --- suggest, extend, preview -----------------------------------------------------------------------


def suggested(server: Running, what: str, prefix: str, **more: str) -> list[str]:
    reply = server.get(f"/reconcile/zh/suggest/{what}", prefix=prefix, **more)
    assert reply.status == 200, reply.body
    assert all(each["id"] and each["name"] for each in reply.json["result"])
    return [each["id"] for each in reply.json["result"]]


def test_suggestions_begin_with_what_was_typed(server: Running) -> None:
    assert suggested(server, "entity", "市税")[0] == "unit/xm-tax"
    assert suggested(server, "entity", "unit/xm-tax")[0] == "unit/xm-tax"
    assert suggested(server, "entity", "海沧区")[0] == "place/haicang"
    assert suggested(server, "entity", "市稅")[0] == "unit/xm-tax"
    assert suggested(server, "type", "") == list(TYPES)
    assert suggested(server, "property", "")[:3] == list(PROPERTIES)[:3]
    assert suggested(server, "property", "地区") == ["place"]
    assert suggested(server, "property", "no such") == []


def test_suggestions_go_on_page_after_page(server: Running) -> None:
    first = suggested(server, "entity", "市")
    second = suggested(server, "entity", "市", cursor=str(len(first)))
    assert len(first) == limits.SERVED_SUGGESTED
    assert second
    assert not {*first} & {*second}
    assert suggested(server, "entity", "市", cursor="999999999") == []


def test_values_have_the_forms_of_the_specification(server: Running) -> None:
    asked = {"ids": ["unit/xm-tax", "place/jimei", "none"], "properties": [{"id": each} for each in PROPERTIES]}
    said = post(server, "/reconcile/zh", extend=json.dumps(asked)).json
    assert [each["id"] for each in said["meta"]] == list(PROPERTIES)
    assert said["rows"].keys() == {"unit/xm-tax", "place/jimei", "none"}
    for row in said["rows"].values():
        assert row.keys() == PROPERTIES.keys()
        for cell in (cell for cells in row.values() for cell in cells):
            assert cell.keys() in ({"str"}, {"id", "name"})
    assert not any(said["rows"]["none"].values())
    assert said["rows"]["place/jimei"]["kind"] == []
    assert said["rows"]["unit/xm-tax"]["managed-by"] == [{"id": "unit/cn-tax", "name": "国家税务总局"}]
    assert {"str": "市税务局"} in said["rows"]["unit/xm-tax"]["other-names"]


def test_properties_are_those_of_a_type(server: Running) -> None:
    of_places = server.get("/reconcile/zh/properties", type="Place").json["properties"]
    of_all = server.get("/reconcile/zh/properties").json["properties"]
    assert "place-code" in [each["id"] for each in of_places]
    assert "kind" not in [each["id"] for each in of_places]
    assert [each["id"] for each in of_all] == list(PROPERTIES)


class Page(html.parser.HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_preview_says_who_it_is(server: Running) -> None:
    reply = server.get("/reconcile/zh/preview", id="unit/xm-tax")
    page = Page(reply.body.decode())
    assert "script" not in page.tags
    for words in ("国家税务总局厦门市税务局", "Xiamen Municipal Tax Service", "垂直管理机构", "厦门市", "市税务局"):
        assert words in page.text
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors" not in policy  # it is made for frames of others
    assert server.get("/reconcile/en/preview", id="https://w3id.org/tongbao/id/unit/xm-tax").status == 200


HOSTILE = """
@prefix tb: <https://w3id.org/tongbao/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://x.example/graph/authority> { <https://x.example/id/unit/a> a tb:Unit ; dcterms:identifier "a" ;
  skos:prefLabel "</title><script>alert(1)</script>"@en , "<img src=x onerror=alert(1)>"@zh ; skos:altLabel "\\" onload=\\"x"@en .
  <javascript:alert(1)> a tb:Unit ; dcterms:identifier "b" ; skos:prefLabel "b"@en . <https://x.example/id/place/p> a tb:Place . }
"""


def test_names_are_no_markup(tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_text(HOSTILE, "utf-8")
    with serving(tmp_path / "graph.trig", tmp_path / "served") as running:
        page = Page(running.get("/reconcile/en/preview", id="unit/a").body.decode())
        assert {*page.tags} == {"html", "head", "meta", "title", "style", "body", "h1", "p", "dl", "dt", "dd", "a"}
        assert "<script>alert(1)</script>" in page.text
        other = running.get("/reconcile/en/preview", id="javascript:alert(1)")
        assert "href" not in other.body.decode()
        assert running.request("GET", "/reconcile").json["identifierSpace"] == "https://x.example/id/"


def test_a_file_without_units_has_none_to_reconcile(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<https://x.example/s> <https://x.example/p> 1 .", "utf-8")
    with serving(tmp_path / "graph.ttl", tmp_path / "served") as running:
        assert running.request("GET", "/reconcile").status == 200
        assert reconciled(running, q={"query": "市税务局"})["q"] == []


# --- bounds and mistakes ----------------------------------------------------------------------------

WRONG: list[tuple[dict[str, str], int, str]] = [
    ({"queries": "{"}, 400, "reconciliation-form"),
    ({"queries": "[]"}, 400, "reconciliation-form"),
    ({"queries": '{"q":{}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":""}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":1}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":"a","limit":0}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":"a","limit":1e999}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":"a","type_strict":"x"}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":"a","properties":[{"pid":"level"}]}}'}, 400, "reconciliation-form"),
    ({"queries": '{"q":{"query":"a","type":"Person"}}'}, 400, "unknown-type"),
    ({"queries": '{"q":{"query":"a","properties":[{"pid":"levle","v":"x"}]}}'}, 400, "unknown-property"),
    ({"queries": '{"q":{"query":"a","properties":' + "[" * 100_000}, 400, "reconciliation-form"),
    ({"extend": '{"ids":[]}'}, 400, "reconciliation-form"),
    ({"extend": '{"ids":["unit/xm-tax"],"properties":[{"id":"x"}]}'}, 400, "unknown-property"),
    ({"extend": json.dumps({"ids": ["x"] * (limits.SERVED_BATCH + 1), "properties": []})}, 413, "batch-too-large"),
    ({"queries": json.dumps({str(n): {"query": "x"} for n in range(limits.SERVED_BATCH + 1)})}, 413, "batch-too-large"),
    ({"queries": "{}", "extend": "{}"}, 400, "reconciliation-form"),
    ({}, 400, "reconciliation-form"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "status", "code"), WRONG, ids=lambda each: str(each)[:60])
def test_what_is_wrong_is_said(server: Running, fields: Mapping[str, str], status: int, code: str) -> None:
    said = {}
    for path in ("/reconcile/en", "/reconcile/zh"):
        reply = post(server, path, **fields)
        assert problem(reply) == (status, code)
        said[path] = reply.json["title"], reply.json["detail"]
    assert re.search("[\u4e00-\u9fff]", said["/reconcile/zh"][1])
    assert not re.search("[\u4e00-\u9fff]", "".join(said["/reconcile/en"]))


def test_the_place_of_what_is_wrong_is_said(server: Running) -> None:
    reply = post(server, queries='{"q0":{"query":"a"},"q1":{"query":"a","limit":"x"}}')
    assert "limit" in reply.json["title"]
    near = post(server, queries='{"q":{"query":"a","properties":[{"pid":"levle","v":"x"}]}}')
    assert "level" in near.json["detail"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/reconcile/fr", 404, "unknown-service"),
        ("/reconcile/en/suggest/name?prefix=a", 404, "unknown-service"),
        ("/reconcile/en/suggest/entity?cursor=-1", 400, "not-an-integer"),
        ("/reconcile/en/suggest/entity?cursor=", 400, "not-an-integer"),
        ("/reconcile/en/suggest/entity?prefix=a&type=Person", 400, "unknown-type"),
        ("/reconcile/en/properties?limit=x", 400, "not-an-integer"),
        ("/reconcile/en/properties?type=Person", 400, "unknown-type"),
        ("/reconcile/en/preview?id=unit/none", 404, "unknown-entity"),
        ("/reconcile/en/preview", 404, "unknown-entity"),
    ],
)
def test_addresses_that_are_wrong(server: Running, path: str, status: int, code: str) -> None:
    assert problem(server.request("GET", path)) == (status, code)


def test_only_forms_are_taken(server: Running) -> None:
    reply = server.request("POST", "/reconcile", "{}", {"Content-Type": "application/json"})
    assert problem(reply) == (415, "unknown-media-type")
    assert reply.headers["accept-post"] == FORM


def test_a_full_batch_of_long_names_is_answered(server: Running) -> None:
    names = ["厦" * n for n in (limits.SERVED_NAME, limits.SERVED_NAME + 1, 10_000)]
    batch = {str(n): {"query": names[n % 3]} for n in range(limits.SERVED_BATCH)}
    found = reconciled(server, **batch)
    assert len(found) == limits.SERVED_BATCH
    assert found["1"] == found["2"] == []  # no thing has so long a name


@settings(max_examples=60)
@given(st.text(max_size=30), st.sampled_from(["place", "level", "kind", "part-of", "name-en"]), st.text(max_size=10))
def test_any_name_is_answered(server: Running, name: str, pid: str, wanted: str) -> None:
    queries = {"q": {"query": name or "x", "properties": [{"pid": pid, "v": wanted}]}}
    reply = post(server, queries=json.dumps(queries))
    assert reply.status == 200, reply.body
    assert all(0 <= each["score"] <= 100 for each in reply.json["q"]["result"])
    assert sum(each["match"] for each in reply.json["q"]["result"]) <= 1


@settings(max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["q", "query", "type", "limit", "properties", "pid", "v", "ids", "id"]), each, max_size=4), max_leaves=12))  # fmt: skip
def test_any_json_is_answered_or_refused(server: Running, said: Any) -> None:
    for field in ("queries", "extend"):
        assert post(server, **{field: json.dumps(said)}).status in (200, 400)


def test_names_are_compared_without_rapidfuzz_too(graph_nq: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = entities(MemoryStore(graph_nq))

    def likest(name: str) -> str:
        return alike(name, ["unit"], known, 5)[0].entity.iri.rpartition("/")[2]

    names = {"市税务居": "xm-tax", "厦门市公安剧": "xm-police", "市市场监督局": "xm-market-regulation"}
    assert {name: likest(name) for name in names} == names
    monkeypatch.setattr(alike_module, "process", None)
    assert {name: likest(name) for name in names} == names
