"""The hosts of a site, with our settings, and our own server: which IRI leads where, and what is sent with it."""

import http.client
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from rdflib import DCTERMS, OWL, SDO
from signposting.linkheader import find_signposting_http_link
from tests.patience import PATIENCE
from tests.places import TESTS
from tests.serve.started import started
from tests.servers import free_port
from tests.sites import BASE, Site, signposts_of

from tongbao.network import FORMATS
from tongbao.pipeline.build import build
from tongbao.serve.resolved import lead, wanted
from tongbao.site import publish
from tongbao.site.media_types import MEDIA_TYPES, OF_NETWORKS
from tongbao.site.pages.render import POLICY
from tongbao.validate import choose_engine

HTML, TURTLE, LINKED = "text/html,application/xhtml+xml,*/*;q=0.8", "text/turtle", "application/ld+json, */*;q=0.1"


class Case(NamedTuple):
    """A request, and where it must lead: a status, and the path that it is sent to, or the media type of the answer."""

    path: str
    accept: str
    status: int
    leads: str
    language: str = "zh-CN,zh;q=0.9"


CASES = [
    Case("id/measure/xiamen-2023-64/city-01", HTML, 303, "zh/measure/xiamen-2023-64/city-01.html"),
    Case("id/measure/xiamen-2023-64/city-01", HTML, 303, "en/measure/xiamen-2023-64/city-01.html", "en-GB,en;q=0.9"),
    Case("id/measure/xiamen-2023-64/city-01", TURTLE, 303, "data/measure/xiamen-2023-64/city-01.ttl"),
    Case("id/measure/xiamen-2023-64/city-01", LINKED, 303, "data/measure/xiamen-2023-64/city-01.jsonld"),
    Case("id/measure/xiamen-2023-64/city-01", "application/n-triples", 303, "data/measure/xiamen-2023-64/city-01.ttl"),
    Case("id/unit/xm-tax", "*/*", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/html;q=0.5, text/turtle", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/turtle;q=0.5, text/html", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/turtle;q=0.5, application/ld+json", 303, "data/unit/xm-tax.jsonld"),
    Case("id/unit/xm-tax", "text/turtle; q=0, application/ld+json;q=0.2", 303, "data/unit/xm-tax.jsonld"),
    Case("id/unit/xm-tax", "TEXT/TURTLE;charset=utf-8", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "application/n-quads", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "image/png", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "fr-FR, fr;q=0.9"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "de, en;q=0.9, zh;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "fr, zh-CN;q=0.9, en;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "en;q=0.1, zh;q=0.9"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "zh;q=0.1,en"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "zh-Hans;q=0, en-US;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "en, zh"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "ZH-TW, en"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", ""),
    Case("id/unit/xm-tax", "text/turtle;q=0.9, text/html;q=0.5", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/html;level=1;q=0.45, application/n-triples;q=0.44", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/html;q=0.1, text/turtle;charset=utf-8;q=0.95", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/html;q=0.1, text/turtle;q=0.05", 303, "zh/unit/xm-tax.html"),
    Case("dataset", TURTLE, 303, "data/catalogue.ttl"),
    Case("dataset", HTML, 303, "zh/data.html"),
    Case("graph/notice/xiamen-2023-64", LINKED, 303, "data/catalogue.jsonld"),
    Case("graph/derived", HTML, 303, "zh/data.html"),
    Case("graph/vocabulary/level", TURTLE, 303, "data/catalogue.ttl"),
    Case("ontology/1.0.0", TURTLE, 303, "data/ontology.ttl"),
    Case(".well-known/sparql-examples/co-lead-pairs", HTML, 303, "zh/question/co-lead-pairs.html"),
    Case(".well-known/sparql-examples/co-lead-pairs", TURTLE, 303, ".well-known/sparql-examples.ttl"),
    Case(".well-known/sparql-examples", TURTLE, 303, ".well-known/sparql-examples.ttl"),
    Case(".well-known/sparql-examples", HTML, 303, "en/questions.html", "en"),
    Case(".well-known/sparql-examples/", HTML, 301, ".well-known/sparql-examples"),
    Case("ontology", "application/rdf+xml, application/xml;q=0.7, */*;q=0.1", 303, "data/ontology.ttl"),
    Case(
        "id/outcome/xiamen-2023-64/city-06/reliability",
        HTML,
        303,
        "zh/measure/xiamen-2023-64/city-06.html#outcome-reliability",
    ),
    Case("id/span/xiamen-2023-64/3113-3140", HTML, 303, "zh/source/xiamen-2023-64.html#s-3113-3140"),
    Case("id/assertion/unit/xm-tax/name", HTML, 303, "zh/unit/xm-tax.html#assertion-name"),
    Case(
        "id/assertion/measure/xiamen-2023-64/city-10/english",
        HTML,
        303,
        "zh/measure/xiamen-2023-64/city-10.html#assertion-english",
    ),
    Case(
        "id/assertion/honour/xiamen-2023-64/city-01/model-case/english",
        HTML,
        303,
        "zh/honour/xiamen-2023-64/city-01/model-case.html#assertion-english",
    ),
    Case("id/annex/xiamen-2023-64/1", HTML, 303, "zh/notice/xiamen-2023-64.html#annex-1"),
    Case("id/selection/xiamen-2023-64", HTML, 303, "zh/notice/xiamen-2023-64.html#selection"),
    Case("id/co-leadership/xm-finance/xm-tax", TURTLE, 303, "data/co-leadership/xm-finance/xm-tax.ttl"),
    Case("ontology", TURTLE, 303, "data/ontology.ttl"),
    Case("ontology", HTML, 303, "zh/ontology.html"),
    Case("vocab/level", TURTLE, 303, "data/vocab/level.ttl"),
    Case("shapes", TURTLE, 303, "data/shapes.ttl"),
    Case("zh/unit/xm-tax.html", HTML, 200, "text/html"),
    Case("data/unit/xm-tax.ttl", HTML, 200, "text/turtle"),
    Case("data/unit/xm-tax.jsonld", HTML, 200, "application/ld+json"),
    Case("dump/graph.nq", HTML, 200, "application/n-quads"),
    Case("assets/site.css", HTML, 200, "text/css"),
    Case(".well-known/void", HTML, 200, "text/turtle"),
    Case("SHA256SUMS", HTML, 200, "text/plain"),
    Case("linkset.json", HTML, 200, "application/linkset+json"),
    *(
        Case(f"network/network{'' if form.on_site == 'once' else '-zh'}.{form.ending}", HTML, 200, form.media_type)
        for form in FORMATS.values()
        if form.on_site != "no"
    ),
    Case("dump/measures.parquet", HTML, 200, "application/vnd.apache.parquet"),
    Case("", HTML, 200, "text/html"),
    Case("id/nothing/at-all", HTML, 404, "text/html"),
    Case("id/unit/../../etc/passwd", HTML, 404, "text/html"),
    # weights are decimals, and what names a thing more closely counts
    Case("id/unit/xm-tax", "text/html;q=0.45, text/turtle;q=0.46", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/turtle;q=0.399, text/html;q=0.4", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/turtle;q=0.501, text/html;q=0.5", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/turtle;q=0.50, text/html;q=0.5", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/html;q=0.999, application/ld+json;q=1.000", 303, "data/unit/xm-tax.jsonld"),
    Case("id/unit/xm-tax", "application/n-triples;q=0.001", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "application/*", 303, "data/unit/xm-tax.jsonld"),
    Case("id/unit/xm-tax", "application/*;q=0.5, text/html;q=0.49", 303, "data/unit/xm-tax.jsonld"),
    Case("id/unit/xm-tax", "text/*", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/*;q=0.3, text/turtle;q=0.8", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/turtle;q=0.5, */*;q=0.6", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", "text/turtle, */*", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/html;q=0, */*;q=0.1", 303, "data/unit/xm-tax.ttl"),
    Case("id/unit/xm-tax", "text/turtle;q=0", 303, "zh/unit/xm-tax.html"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "en;q=0"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "fr, en;q=0"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "zh;q=0"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "en;q=0, *"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "*"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "fr, *;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "en;q=0.85, zh;q=0.84"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "en;q=0.849, zh;q=0.85"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "en;q=0.50, zh;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "zh/unit/xm-tax.html", "zh-TW;q=0.1, zh-CN;q=0.9, en;q=0.5"),
    Case("id/unit/xm-tax", HTML, 303, "en/unit/xm-tax.html", "zha, eng"),
    # what is not there is not there, wherever it would lead
    Case("id/unit/no-such-unit", HTML, 404, "text/html"),
    Case("id/unit/no-such-unit", TURTLE, 404, "text/html"),
    Case("id/outcome/xiamen-2023-64/city-99/anything", HTML, 404, "text/html"),
    Case("id/span/no-such-notice/1-2", HTML, 404, "text/html"),
    Case("vocab/no-such-scheme", HTML, 404, "text/html"),
    Case("ontology/9.9", HTML, 404, "text/html"),
    Case("graph/notice/no-such-notice", TURTLE, 404, "text/html"),
    Case(".well-known/sparql-examples/no-such-question", TURTLE, 404, "text/html"),
    Case("service", HTML, 404, "text/html"),
    Case("gone/zh/unit/xm-tax.html", HTML, 404, "text/html"),
    # a slash at the end
    Case("id/unit/xm-tax/", HTML, 301, "id/unit/xm-tax"),
    Case("id/unit/xm-tax/", TURTLE, 301, "id/unit/xm-tax"),
    Case("id/measure/xiamen-2023-64/city-01/", HTML, 301, "id/measure/xiamen-2023-64/city-01"),
    Case("id/outcome/xiamen-2023-64/city-06/reliability/", HTML, 301, "id/outcome/xiamen-2023-64/city-06/reliability"),
    Case("ontology/", HTML, 301, "ontology"),
    Case("vocab/level/", HTML, 301, "vocab/level"),
    Case("dataset/", HTML, 301, "dataset"),
    Case("zh/unit/xm-tax.html/", HTML, 301, "zh/unit/xm-tax.html"),
    Case("zh/unit/xm-tax/", HTML, 301, "zh/unit/xm-tax.html"),
    Case("en/notices/", HTML, 301, "en/notices.html"),
    Case("data/unit/xm-tax.ttl/", HTML, 301, "data/unit/xm-tax.ttl"),
    Case("id/unit/no-such-unit/", HTML, 404, "text/html"),
    Case("zh/unit/nobody.html/", HTML, 404, "text/html"),
    Case("zh/", HTML, 200, "text/html"),
    Case(".tongbao/memory.sqlite", HTML, 403, "text/html"),
]


@pytest.fixture(scope="module")
def root(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the site lies where its base says."""
    folder = tmp_path_factory.mktemp("www")
    shutil.copytree(published / "site", folder / "tongbao")
    folder.chmod(0o755)
    for parent in folder.parents:  # servers read as another user
        with suppress(OSError):
            parent.chmod(parent.stat().st_mode | 0o011)
    return folder


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
    end = time.monotonic() + PATIENCE
    try:
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                break
            assert time.monotonic() < end, log.read_text("utf-8", "replace")
            assert process.poll() is None, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def nginx(root: Path, work: Path, site: str = "tongbao") -> Iterator[int]:
    port = free_port()
    own = (root / site / "nginx.conf").read_text("utf-8")
    own = own.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www", str(root))
    conf = work / "nginx.conf"
    temporary = "".join(
        f"{name}_temp_path {work}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf.write_text(
        f"daemon off; pid {work}/pid; error_log {work}/error.log; events {{}}\nhttp {{ access_log off;\n{temporary}{own}}}\n"
    )
    program = shutil.which("nginx")
    assert program
    with running([program, "-c", str(conf), "-e", str(work / "error.log")], port, work / "log"):
        yield port


MODULES = ("mpm_event", "authz_core", "authz_host", "dir", "mime", "rewrite", "headers", "env")


@contextmanager
def apache(root: Path, work: Path, site: str = "tongbao", *, alias: bool = False) -> Iterator[int]:
    port = free_port()
    folder = Path("/usr/lib/apache2/modules")
    loaded = "".join(f"LoadModule {name}_module {folder}/mod_{name}.so\n" for name in MODULES)
    conf = work / "apache.conf"
    conf.write_text(
        f"{loaded}ServerRoot {work}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {work}/pid\nErrorLog {work}/error.log\n"
        f"TypesConfig /etc/mime.types\nUser www-data\nGroup www-data\nDocumentRoot {root}\n"
        f"<Directory {root}>\nAllowOverride All\nRequire all granted\nOptions FollowSymLinks\n</Directory>\n"
        + (f"LoadModule alias_module {folder}/mod_alias.so\nAlias /elsewhere {root}/{site}\n" if alias else "")
    )
    program = shutil.which("apache2")
    assert program
    with running([program, "-X", "-f", str(conf)], port, work / "log"):
        yield port


@contextmanager
def ours(root: Path, work: Path, site: str = "tongbao") -> Iterator[int]:
    """Run our own server; of the graph, these tests ask nothing."""
    graph = work / "graph.nt"
    graph.write_bytes(b"")
    with started(graph, "--site", root / site) as port:
        yield port


HOSTS = [
    pytest.param(nginx, marks=pytest.mark.nginx, id="nginx"),
    pytest.param(apache, marks=pytest.mark.apache, id="apache"),
    pytest.param(ours, id="tongbao-serve"),
]


@pytest.fixture(scope="module", params=HOSTS)
def port(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with request.param(root, tmp_path_factory.mktemp("server")) as port:
        yield port


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(port: int, case: Case, site: str = "tongbao") -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Accept": case.accept, "Accept-Language": case.language}
    with closing(connection):
        connection.request("GET", f"/{site}/{case.path}", headers=headers)
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers, reply.read().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.path or 'root'}-{case.accept.split('/')[1][:8]}-{case.language[:2]}"
)
def test_where_requests_lead(case: Case, port: int) -> None:
    reply = ask(port, case)
    if case.path.startswith(".tongbao"):
        assert reply.status in (403, 404)
        return
    assert reply.status == case.status
    if case.status in (301, 303):
        location = reply.headers.get("Location", "")
        assert (
            location.partition("127.0.0.1")[2].partition("/tongbao/")[2] == case.leads
            or location == f"/tongbao/{case.leads}"
        )
        assert case.status == 301 or "Accept" in (reply.headers.get("Vary") or "")
    else:
        assert (reply.headers.get("Content-Type") or "").startswith(case.leads)
        assert case.status == 404 or "Accept" not in (reply.headers.get("Vary") or "").replace("Accept-Encoding", "")
    assert reply.headers.get("Content-Security-Policy") == POLICY
    assert reply.headers.get("X-Content-Type-Options") == "nosniff"
    assert case.status != 200 or reply.headers.get("Cache-Control") == "no-cache"


def test_a_network_has_the_media_type_that_its_format_declares() -> None:
    """Files of the site may end alike."""
    assert {ending: MEDIA_TYPES[ending] for ending in OF_NETWORKS} == OF_NETWORKS


# --- what no longer holds, and what was removed ------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of invented notices: one of them is withdrawn, and one, which was replaced, was removed later."""
    folder = tmp_path_factory.mktemp("demo")
    data = Path(shutil.copytree(TESTS / "data" / "demo", folder / "data"))
    notice = data / "notices" / "2017" / "demo-2017-4.yaml"
    text = notice.read_text("utf-8")
    assert "\nstate:" not in text
    notice.write_text(f"{text}\nstate: {{value: withdrawn, basis: later-notice}}\n", "utf-8")
    build(data, folder / "out", choose_engine()[0], jobs=1)
    publish(folder / "out", data, folder / "www" / "demo")
    for left in (data / "notices" / "2021").glob("demo-2021-2.*"):
        left.unlink()
    described = data / "dataset.yaml"
    text = described.read_text("utf-8").replace("1.2.0", "7.1.0").replace("2024-01-31", "2026-03-04")
    described.write_text(text, "utf-8")
    build(data, folder / "out", choose_engine()[0], jobs=1)
    publish(folder / "out", data, folder / "www" / "demo")
    for parent in (folder / "www", folder, *folder.parents):
        with suppress(OSError):
            parent.chmod(parent.stat().st_mode | 0o011)
    return folder / "www"


@pytest.fixture(scope="module", params=HOSTS)
def demo_port(request: pytest.FixtureRequest, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with request.param(demo, tmp_path_factory.mktemp("server"), "demo") as port:
        yield port


@pytest.mark.parametrize(("language", "state"), [("zh", "废止"), ("en", "Withdrawn")])
def test_a_notice_that_no_longer_holds_keeps_its_page_which_says_so(language: str, state: str, demo_port: int) -> None:
    found = ask(demo_port, Case("id/notice/demo-2017-4", HTML, 303, "", language), "demo")
    page = f"{language}/notice/demo-2017-4.html"
    assert (found.status, found.headers["Location"].rpartition("/demo/")[2]) == (303, page)
    shown = ask(demo_port, Case(page, HTML, 200, ""), "demo")
    assert shown.status == 200
    assert state in shown.text.partition('class="warning"')[2].partition("</p>")[0]
    data = ask(demo_port, Case("id/notice/demo-2017-4", TURTLE, 303, ""), "demo")
    assert (data.status, data.headers["Location"].rpartition("/demo/")[2]) == (303, "data/notice/demo-2017-4.ttl")


@pytest.mark.parametrize(("language", "said"), [("zh", "不再收录"), ("en", "no longer contains this")])
@pytest.mark.parametrize("path", ["id/notice/demo-2021-2", "{}/notice/demo-2021-2.html", "id/selection/demo-2021-2"])
def test_what_was_removed_is_gone_and_says_since_when(path: str, language: str, said: str, demo_port: int) -> None:
    gone = ask(demo_port, Case(path.format(language), HTML, 410, "", language), "demo")
    assert gone.status == 410
    assert (gone.headers.get("Content-Type") or "").startswith("text/html")
    for words in (said, "7.1.0", "2026-03-04", f'href="/demo/{language}/notice/demo-2022-5.html"'):
        assert words in gone.text
    assert "Accept-Language" in (gone.headers.get("Vary") or "")
    assert gone.headers.get("Cache-Control") == "no-cache"
    assert gone.headers.get("Content-Security-Policy") == POLICY


@pytest.mark.parametrize("path", ["id/notice/demo-2021-2", "data/notice/demo-2021-2.ttl"])
def test_the_data_of_what_was_removed_say_so(path: str, demo_port: int) -> None:
    gone = ask(demo_port, Case(path, TURTLE, 410, ""), "demo")
    assert gone.status == 410
    assert (gone.headers.get("Content-Type") or "").startswith("text/turtle")
    graph = rdflib.Graph().parse(data=gone.text, format="turtle")
    notice = next(subject for subject in graph.subjects(OWL.deprecated) if isinstance(subject, rdflib.URIRef))
    assert str(notice).endswith("/id/notice/demo-2021-2")
    assert str(graph.value(notice, DCTERMS.isReplacedBy)).endswith("/id/notice/demo-2022-5")
    removal = graph.value(predicate=SDO.item, object=notice)
    assert str(graph.value(removal, SDO.dateDeleted)) == "2026-03-04"


@pytest.mark.apache
def test_apache_finds_the_site_in_a_folder_elsewhere(root: Path, tmp_path: Path) -> None:
    """Where an Alias leads to the folder, the rules look there for what is known."""
    with apache(root, tmp_path, alias=True) as port:
        known = ask(port, Case("id/unit/xm-tax", HTML, 303, ""), "elsewhere")
        assert (known.status, known.headers["Location"].partition("/elsewhere/")[2]) == (303, "zh/unit/xm-tax.html")
        assert ask(port, Case("id/unit/nobody", HTML, 404, ""), "elsewhere").status == 404
        assert ask(port, Case("zh/unit/xm-tax.html", HTML, 200, ""), "elsewhere").status == 200


def test_what_a_host_sends_as_link_are_the_signposts_of_the_head(root: Path, port: int) -> None:
    site = Site(root / "tongbao")
    for document in ("index", "data", "ontology", "shapes", "vocab/level", "notices", "editor", "question/co-lead-pairs",
                     "unit/xm-tax", "notice/xiamen-2023-64", "measure/xiamen-2023-64/city-01", "co-leadership/xm-finance/xm-tax"):  # fmt: skip
        name = f"zh/{document}.html"
        reply = ask(port, Case(name, HTML, 200, ""))
        sent = find_signposting_http_link(reply.headers.get_all("Link") or [], f"{BASE}{name}")
        head = signposts_of(site, name)
        listed = {sign for sign in head if document == "data" and sign[0] == "item"}  # too long for a header
        assert head - listed == {(str(sign.rel), str(sign.target), str(sign.type or "")) for sign in sent.signposts}, (
            document
        )


def test_where_nothing_is_both_languages_say_so(demo_port: int) -> None:
    missing = ask(demo_port, Case("zh/unit/nobody.html", HTML, 404, ""), "demo")
    assert missing.status == 404
    assert "页面不存在" in missing.text
    assert 'href="/demo/en/index.html"' in missing.text
    folder = ask(demo_port, Case("zh/notice/", HTML, 404, ""), "demo")
    assert (folder.status, folder.text) == (404, missing.text)


def test_text_is_utf8(port: int) -> None:
    for path in ("zh/unit/xm-tax.html", "data/unit/xm-tax.ttl", "dump/measures.csv"):
        reply = ask(port, Case(path, HTML, 200, ""))
        assert "utf-8" in (reply.headers.get("Content-Type") or "").lower(), path
        assert "厦门" in reply.text


RANGES = ("text/html", "text/turtle", "text/*", "*/*", "application/ld+json", "application/*", "application/n-triples", "image/png")  # fmt: skip
TONGUES = ("zh", "en", "zh-CN", "en-GB", "fr", "*", "zha")
WEIGHTS = ("", ";q=0", ";q=0.5", ";q=0.50", ";q=0.499", ";q=1", "; q=0.001", ";level=1;q=0.3", ";q=x")


@pytest.mark.nginx
def test_our_server_reads_wishes_as_nginx_does(root: Path, tmp_path: Path) -> None:
    """Both evaluate the same patterns, in two dialects: what they make of headers is compared, not what they should."""
    dice = random.Random(7)

    def header(names: Sequence[str]) -> str:
        return ", ".join(dice.choice(names) + dice.choice(WEIGHTS) for _ in range(dice.randrange(5)))

    with nginx(root, tmp_path) as port, closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as one:
        for _ in range(400):
            accept, language = header(RANGES), header(TONGUES)
            one.request("GET", "/tongbao/id/unit/xm-tax", headers={"Accept": accept, "Accept-Language": language})
            reply = one.getresponse()
            reply.read()
            ours = lead("id/unit/xm-tax", wanted(accept, language), {"zh/unit/xm-tax.html"}.__contains__)
            assert reply.headers["Location"] == f"/tongbao/{ours.path}", (accept, language)
