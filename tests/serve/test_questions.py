"""Stored questions at addresses: every form of an answer, names in any form, and what is wrong said in a status and in words."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.serve.serving import Reply, Running, serving

from tongbao import limits, paths
from tongbao.ask.answers import ask
from tongbao.ask.questions import questions, read_query
from tongbao.ask.store import MemoryStore
from tongbao.rdf.iris import PROBLEMS
from tongbao.serve.asking import OPTIONS
from tongbao.serve.services import choices

TAX = "https://w3id.org/tongbao/id/unit/xm-tax"
PARTNERS = {"xm-finance", "xm-market-regulation", "xm-natural-resources", "xm-police", "xm-torch"}
"""Who leads a measure with the tax service: rows 1, 4 and 5 of annex 1 of the notice."""


@pytest.fixture(scope="module")
def server(graph_nq: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(graph_nq.parent, tmp_path_factory.mktemp("questions")) as running:
        yield running


def problem(reply: Reply) -> str:
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json["status"] == reply.status
    return str(reply.json["type"]).removeprefix(PROBLEMS)


def partners(reply: Reply) -> set[str]:
    assert reply.status == 200, reply.body
    return {row["partner"]["value"].rpartition("/")[2] for row in reply.json["results"]["bindings"]}


@pytest.mark.parametrize(
    "unit", ["税务局", "市税务局", "厦门税务局", "国家税务总局厦门市税务局", "稅務局", "xm-tax", "unit/xm-tax", TAX, f"<{TAX}>", "Tax Service", "税务局 厦门"]
)  # fmt: skip
def test_a_unit_is_found_by_any_form_of_its_name(server: Running, unit: str) -> None:
    assert partners(server.get("/question/partners-of-unit", unit=unit, format="json")) == PARTNERS


def test_a_default_stands_for_what_is_not_given(server: Running) -> None:
    assert partners(server.get("/question/partners-of-unit", format="json")) == PARTNERS


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "md", "table"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_answer_is_that_of_the_command(server: Running, graph_nq: Path, form: str, language: Any) -> None:
    expected = ask("partners-of-unit", MemoryStore(graph_nq), {"unit": "税务局"}, form, language)
    reply = server.get("/question/partners-of-unit", unit="税务局", format=form, lang=language)
    assert reply.body.decode() == expected


def test_an_answer_is_a_workbook(server: Running) -> None:
    reply = server.get("/question/partners-of-unit", unit="税务局", format="xlsx")
    with zipfile.ZipFile(io.BytesIO(reply.body)) as book:
        assert "xl/workbook.xml" in book.namelist()


def test_the_form_is_negotiated(server: Running) -> None:
    reply = server.request("GET", "/question/partners-of-unit", headers={"Accept": "text/csv, */*;q=0.1"})
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert {row["partner"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(reply.body.decode()))} == PARTNERS


def test_head_and_etag(server: Running) -> None:
    path = f"/question/partners-of-unit?{urlencode({'unit': '税务局'})}"
    whole, head = server.request("GET", path), server.request("HEAD", path)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", whole.headers["etag"])
    assert head.headers["content-length"] == str(len(whole.body))
    same = server.request("GET", path, headers={"If-None-Match": whole.headers["etag"]})
    assert (same.status, same.body) == (304, b"")
    other = server.request("GET", path, headers={"If-None-Match": whole.headers["etag"], "Accept": "text/csv"})
    assert other.status == 200
    tag = server.ask("ASK {}").headers["etag"]
    assert server.ask("ASK {}", If_None_Match=tag).status == 200  # 304 is an answer to GET and HEAD (RFC 9110, 13.1.2)


# --- an ambiguous name ------------------------------------------------------------------------------


def test_an_ambiguous_name_lists_what_it_may_mean(server: Running) -> None:
    reply = server.get("/question/partners-of-unit", unit="市场监督管理局", format="csv", lang="zh")
    assert (reply.status, problem(reply)) == (300, "ambiguous-unit")
    said = reply.json
    assert (said["parameter"], said["count"]) == ("unit", 2)
    assert [{name: each[name] for name in ("id", "name", "place")} for each in said["candidates"]] == [
        {"id": "unit/fj-market-regulation", "name": "福建省市场监督管理局", "place": "福建省"},
        {"id": "unit/xm-market-regulation", "name": "厦门市市场监督管理局", "place": "厦门市"},
    ]
    assert [each["iri"] for each in said["candidates"]] == [
        "https://w3id.org/tongbao/id/unit/fj-market-regulation",
        "https://w3id.org/tongbao/id/unit/xm-market-regulation",
    ]


def test_each_candidate_has_the_address_to_ask_again(server: Running) -> None:
    reply = server.get("/question/partners-of-unit", unit="市场监督管理局", format="csv")
    first, second = (each["url"] for each in reply.json["candidates"])
    assert first.startswith(f"http://127.0.0.1:{server.port}/question/partners-of-unit?")
    again = server.request("GET", "?".join(urlsplit(second)[2:4]))
    assert (again.status, again.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert b"xm-tax" in again.body
    assert [link.partition(">")[0].strip(" <") for link in reply.headers["link"].split(", ")] == [first, second]
    assert all('rel="alternate"' in link for link in reply.headers["link"].split(", "))


def test_pages_of_this_machine_may_read_the_candidates(server: Running) -> None:
    path = f"/question/partners-of-unit?{urlencode({'unit': '市场监督管理局'})}"
    said = server.request("GET", path, headers={"Origin": "http://localhost:3333"}).headers
    assert said["access-control-allow-origin"] == "http://localhost:3333"
    assert "Link" in said["access-control-expose-headers"]
    assert (
        "access-control-allow-origin"
        not in server.request("GET", path, headers={"Origin": "https://x.example"}).headers
    )


def test_requests_are_counted_by_few_names(server: Running) -> None:
    for path in ("/question", "/question/notices", "/openapi.json", "/questionable", "/sparql-1", "/reconcile/en"):
        server.request("GET", path)
    lines = server.request("GET", "/metrics").body.decode().splitlines()
    names = {line.partition('of="')[2].partition('"')[0] for line in lines if 'of="' in line}
    assert {"question", "openapi.json", "reconcile", "page"} <= names
    assert names <= {"question", "openapi.json", "reconcile", "page", "sparql", "health", "metrics"}


def test_candidates_are_named_in_the_language_asked_for(server: Running) -> None:
    path = f"/question/partners-of-unit?{urlencode({'unit': '市场监督管理局'})}"
    said = server.request("GET", path, headers={"Accept-Language": "en"})
    assert said.json["candidates"][1]["place"] == "Xiamen"
    assert said.headers["content-language"] == "en"


def test_what_may_mean_a_hundred_things_lists_the_first_and_names_few_in_headers(server: Running) -> None:
    reply = server.get("/question/partners-of-unit", unit="局")
    said = reply.json
    assert reply.status == 300
    assert said["count"] >= len(said["candidates"])
    assert len(said["candidates"]) <= limits.SERVED_CANDIDATES
    assert 1 < len(reply.headers["link"].split(", ")) < said["count"]
    assert len(reply.headers["link"]) <= limits.SERVED_LINK_BYTES


def test_a_long_address_leaves_no_room_for_links() -> None:
    from starlette.requests import Request

    scope = {"type": "http", "query_string": b"lang=" + b"x" * 3000, "path_params": {"name": "q"}, "headers": []}
    said, headers = choices(
        Request(scope), "", {"parameter": "unit", "candidates": [{"iri": "https://x", "name": "n"}]}
    )
    assert said["candidates"][0]["url"].startswith("/question/q?lang=xxx")
    assert headers == {}


def test_a_name_of_one_character_is_a_hint(server: Running) -> None:
    reply = server.get("/question/partners-of-unit", unit="税")
    assert (reply.status, reply.json["count"]) == (300, len(reply.json["candidates"]))


# --- what is wrong ----------------------------------------------------------------------------------

WRONG = [
    ("partners-of-unit", {"unit": "税务厅"}, 404, "unknown-unit", "市税务局"),
    ("partners-of-unit", {"unit": ""}, 404, "unknown-unit", ""),
    ("partners-of-unit", {"unti": "税务局"}, 400, "unknown-parameter", "unit"),
    ("notices", {"unit": "税务局"}, 400, "unknown-parameter", ""),
    ("partners-of-unit", {"unit": "x" * (limits.SERVED_VALUE + 1)}, 400, "value-too-long", ""),
    ("partner-of-unit", {}, 404, "unknown-question", "partners-of-unit"),
    ("..%2F..%2Fetc", {}, 404, "unknown-question", ""),
    ("partners-of-unit", {"format": "pdf"}, 400, "unknown-format", "csv"),
    ("partners-of-unit", {"format": ""}, 400, "unknown-format", "csv"),
    ("partners-of-unit", {"format": "ttl"}, 406, "unfit-format", "csv"),
    ("partners-of-unit", {"lang": "fr"}, 400, "unknown-language", "zh"),
    ("notice-by-number", {"number": "x"}, 400, "not-a-number", "厦府办〔2023〕64号"),
    ("notice-by-number", {"number": "厦府办〔2023〕65号"}, 404, "unknown-number", "厦府办〔2023〕64号"),
]


@pytest.mark.parametrize(("name", "fields", "status", "code", "cure"), WRONG, ids=lambda each: str(each)[:30])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_wrong_is_said(
    server: Running, name: str, fields: dict[str, str], status: int, code: str, cure: str, language: str
) -> None:
    path = f"/question/{name}?{urlencode(fields)}"
    reply = server.request("GET", path, headers={"Accept-Language": language})
    assert (reply.status, problem(reply)) == (status, code)
    assert cure in reply.json.get("detail", "")
    assert "--" not in reply.body.decode()  # options of the command are no fields of an address
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in reply.json["title"].replace("税务厅", ""))
    assert chinese == (language == "zh") or code in ("not-a-number", "unknown-number")


def test_a_parameter_stands_once(server: Running) -> None:
    reply = server.request("GET", "/question/partners-of-unit?unit=a&unit=b")
    assert (reply.status, problem(reply)) == (400, "several-values")


def test_a_default_that_another_dataset_lacks_is_asked_for(genre_built: Path, tmp_path: Path) -> None:
    with serving(genre_built, tmp_path / "served") as running:
        reply = running.get("/question/partners-of-unit", lang="zh")
    assert (reply.status, problem(reply)) == (400, "parameter-needed")
    assert "市税务局" in reply.json["title"]
    assert reply.json["detail"] == "请加上 ?unit=…"


@pytest.mark.parametrize("path", ["/question/notices", "/question", "/openapi.json", "/health", "/metrics"])
def test_other_methods_are_refused(server: Running, path: str) -> None:
    for reply in (server.request("POST", path, b""), server.request("OPTIONS", path)):
        assert reply.status in (204, 405)
        assert {*reply.headers["allow"].split(", ")} == {"GET", "HEAD", "OPTIONS"}


# --- the list ---------------------------------------------------------------------------------------


def test_the_list_names_every_question(server: Running) -> None:
    reply = server.get("/question")
    assert reply.headers["content-type"] == "application/json"
    listed = {each["name"]: each for each in reply.json["questions"]}
    assert listed.keys() == questions().keys()
    one = listed["partners-of-unit"]
    query = read_query(questions()["partners-of-unit"])
    assert one["url"] == f"http://127.0.0.1:{server.port}/question/partners-of-unit"
    assert one["summary"] == {"en": "With which units does a given unit lead?", "zh": "某单位与哪些单位共同牵头？"}
    assert one["parameters"] == [
        {"name": "unit", "type": "unit", "required": False, "default": "市税务局", "about": query.parameters[0].about._asdict()}
    ]  # fmt: skip
    assert [each["kind"] for each in one["columns"]] == ["iri", "integer", "identifiers"]
    assert one["group"]["en"] == "Who works together"
    assert reply.json["links"]["openapi"].endswith("/openapi.json")
    assert server.request("GET", "/question", headers={"If-None-Match": reply.headers["etag"]}).status == 304


def test_no_parameter_is_called_like_a_field_of_ours() -> None:
    names = {each.name for file in questions().values() for each in read_query(file).parameters}
    assert not names & {*OPTIONS}


def test_a_list_is_answered_by_the_name_of_the_host(server: Running) -> None:
    named = server.request("GET", "/question", headers={"Host": f"localhost:{server.port}"})
    assert named.json["links"]["self"] == f"http://localhost:{server.port}/question"


def test_behind_a_proxy_addresses_are_those_of_its_host(graph_nq: Path, tmp_path: Path) -> None:
    with serving(graph_nq.parent, tmp_path / "served", "--public") as running:
        said = running.request("GET", "/question", headers={"Host": "kg.example", "X-Forwarded-Proto": "https"})
        assert said.json["links"]["self"] == "https://kg.example/question"
        odd = running.request("GET", "/question", headers={"Host": 'a"><b>'})
        assert odd.json["links"]["self"] == "/question"


# --- whatever comes ---------------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    st.sampled_from(["partners-of-unit", "evidence-of", "leads-of-measure", "notice-by-number", "units-of-place", "full-name-of"]),
    st.text(max_size=40) | st.sampled_from(["%", "<>", "a b c", "measure/x/y", "https://x", "〔〕号", "\0", "'; DROP"]),
)  # fmt: skip
def test_any_value_is_answered_or_refused(server: Running, name: str, typed: str) -> None:
    parameter = read_query(paths.QUERIES / "questions" / f"{name}.rq").parameters[0].name
    encoded = quote(typed.encode("utf-8", "surrogatepass"), safe="")
    reply = server.request("GET", f"/question/{name}?{parameter}={encoded}")
    assert reply.status in (200, 300, 400, 404), (typed, reply.body)
    json.loads(reply.body)


def test_links_hold_no_line_of_another_header() -> None:
    from starlette.requests import Request

    scope = {"type": "http", "query_string": b"unit=%0d%0aX: y", "path_params": {"name": "a\r\nb"}, "headers": []}
    found = {
        "parameter": "unit",
        "count": 1,
        "candidates": [{"id": "x", "iri": "https://x/\u00e9", "name": "n\r\n\u201d"}],
    }
    _, headers = choices(Request(scope), "http://h", found)
    assert headers["Link"].isascii()
    assert "\r" not in headers["Link"]
    assert "\n" not in headers["Link"]
