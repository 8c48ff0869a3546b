"""What the guide to the server says is so: its commands, addresses and programs are run, its settings tried on what reads them."""

import http.client
import io
import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.patience import PATIENCE
from tests.serve.started import started
from tests.servers import free_port
from tests.site.test_hosts import running
from tests.test_docs import sessions

from tongbao import limits, paths
from tongbao.cli.commands import serve as command
from tongbao.cli.parser import Parser

DOCS = paths.ROOT / "docs"
GUIDES = [DOCS / "serve.md", DOCS / "serve.zh-CN.md"]
NGINX, UNIT, CONTAINER = DOCS / "serve" / "nginx.conf", DOCS / "serve" / "tongbao.service", paths.ROOT / "Containerfile"
SHOWN = "7879"
"""The port in the guide."""


@pytest.fixture(scope="module")
def port(graph_nq: Path, published: Path) -> Iterator[int]:
    with started(graph_nq.parent, "--site", published / "site", "--public") as port:
        yield port


def understood(words: list[str]) -> bool:
    """Whether the command takes these words."""
    parser = Parser("en", prog="tongbao serve")
    parser.take(command.options())
    return not parser.parse_known_args(words)[1]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_commands_print_what_is_shown(guide: Path, port: int) -> None:
    asked = 0
    for line, shown in sessions(guide):
        words = shlex.split(line.replace(SHOWN, str(port)))
        if words[0] == "curl":
            done = subprocess.run([*words, "-sS"], capture_output=True, text=True, check=True)
            assert done.stdout.replace(str(port), SHOWN).split() == [word for each in shown for word in each.split()], (
                line
            )
            asked += 1
        elif words[1] == "serve":
            assert understood(words[2:]), line
    assert asked == 4


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_addresses_lead_somewhere(guide: Path, port: int) -> None:
    told = re.sub(r"```console\n.*?```", "", guide.read_text("utf-8"), flags=re.DOTALL)
    named = set(re.findall(rf"http://127\.0\.0\.1:{SHOWN}(/[^\s`\"')]*)", told))
    assert len(named) == 4
    for path in named:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as reply:  # it goes where it is led
            assert reply.status == 200
            assert reply.read(), path


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_formats_are_those_of_the_server(guide: Path, port: int) -> None:
    text = guide.read_text("utf-8")
    (listed,) = re.findall(r"`format`[^\n]*?`json`.*?`rdfxml`", text, re.S)
    for form in re.findall(r"`(\w+)`", listed)[1:]:
        query = "DESCRIBE" if form in ("ttl", "nt", "trig", "nq", "jsonld", "rdfxml") else "SELECT * {} VALUES ?x"
        query += " <https://w3id.org/tongbao/id/unit/xm-tax>" if query == "DESCRIBE" else " { 1 }"
        address = f"http://127.0.0.1:{port}/sparql?{urlencode({'query': query, 'format': form})}"
        with urllib.request.urlopen(address) as reply:
            assert reply.read(), form


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_the_program_in_python_prints_the_courts(guide: Path, port: int) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", guide.read_text("utf-8"), re.S)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(program.replace(SHOWN, str(port)), {})
    courts = re.findall(r"kind: court\b", (paths.DATA / "units.yaml").read_text("utf-8"))
    lines = printed.getvalue().splitlines()
    assert len(lines) == len(courts) > 0
    assert all("Court" in line for line in lines)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R on this machine")
@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_the_program_in_r_reads_rows(guide: Path, port: int) -> None:
    (program,) = re.findall(r"```r\n(.*?)```", guide.read_text("utf-8"), re.S)
    program = f"{program.replace(SHOWN, str(port))}\ncat(nrow(partners))"
    assert subprocess.run(["Rscript", "-e", program], capture_output=True, text=True, check=True).stdout == "2"


BOUNDS = [
    f"{limits.SERVED_SECONDS:g} s",
    limits.size(limits.SERVED_MEMORY),
    f"{limits.SERVED_ROWS:,}",
    limits.size(limits.SERVED_BYTES),
    limits.size(limits.QUERY_BYTES),
    f"{limits.QUERY_DEPTH}",
    f"{limits.SERVED_WAITING} {limits.SERVED_WAIT_SECONDS:g} s",
    f"{limits.SERVED_WORK_SECONDS:g} s",
    f"{limits.SERVED_HEAD_BYTES // 1024} KiB {limits.SERVED_HEAD_SECONDS:g} s",
    f"{limits.SERVED_CONNECTIONS:,}",
    f"{limits.SERVED_BATCH} {limits.SERVED_CANDIDATES}",
    limits.size(limits.SERVED_FILE_BYTES),
]


_NUMBER = r"[0-9]+(?:,[0-9]{3})*"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_bounds_are_those_of_the_code(guide: Path) -> None:
    text = guide.read_text("utf-8")
    (table,) = re.findall(r"\n\| (?:bound|限度) \| .*?\n\n", text, re.S)
    values = [row.split("|")[2] for row in table.strip().splitlines()[2:]]
    assert len(values) == len(BOUNDS)
    for value, bound in zip(values, BOUNDS, strict=True):
        wanted = re.findall(_NUMBER, bound)
        assert re.findall(_NUMBER, value)[: len(wanted)] == wanted, value
        assert all(unit in value for unit in re.findall(r"[KMG]iB|\bs\b", bound)), value


# --- public operation -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def secure(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """The ports of nginx with the settings of the guide, without and with TLS, and its certificate."""
    work = tmp_path_factory.mktemp("nginx")
    certificate, key = work / "certificate.pem", work / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=data.example.org",
         "-addext", "subjectAltName=DNS:data.example.org", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    plain, tls = free_port(), free_port()
    text = NGINX.read_text("utf-8")
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        ("/etc/ssl/tongbao/", f"{work}/"),
        (f"127.0.0.1:{SHOWN}", f"127.0.0.1:{port}"),
    ):
        assert written in text
        text = text.replace(written, here)
    temporary = "".join(f"{of}_temp_path {work}/{of};\n" for of in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    head = f"daemon off; user root; pid {work}/pid; error_log {work}/error.log; events {{}}\nhttp {{ access_log off;\n"
    (work / "nginx.conf").write_text(f"{head}{temporary}{text}}}\n", "utf-8")
    words = ["nginx", "-c", str(work / "nginx.conf"), "-e", str(work / "error.log")]
    with running(words, tls, work / "log"):
        yield plain, tls, certificate


def ask(secure: tuple[int, int, Path], path: str, body: bytes = b"", **headers: str) -> tuple[int, str, bytes]:
    """Ask as somebody elsewhere does, who trusts the certificate for the name."""
    context = ssl.create_default_context(cafile=str(secure[2]))
    context.check_hostname = False  # the name leads elsewhere here
    with closing(http.client.HTTPSConnection("127.0.0.1", secure[1], timeout=PATIENCE, context=context)) as connection:
        asked = {"Host": "data.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request("POST" if body else "GET", path, body or None, asked)
        reply = connection.getresponse()
        return reply.status, reply.headers["Location"] or "", reply.read()


@pytest.mark.nginx
def test_behind_nginx_all_is_there_with_tls(secure: tuple[int, int, Path]) -> None:
    for path, accept, status, leads in (
        ("/", "text/html", 200, ""),
        ("/id/unit/xm-tax", "text/turtle", 303, "/data/unit/xm-tax.ttl"),
        ("/tongbao/id/unit/xm-tax", "text/html", 303, "/tongbao/zh/unit/xm-tax.html"),
        ("/health", "*/*", 200, ""),
        ("/metrics", "*/*", 404, ""),
    ):
        found = ask(secure, path, Accept=accept)
        assert found[0] == status, path
        assert found[1].removeprefix("https://data.example.org") == leads
    described = ask(secure, "/sparql", Accept="text/turtle")[2]
    assert b"<https://data.example.org/sparql>" in described
    asked = ask(secure, "/sparql", b"ASK { ?m a tb:Measure }", Content_Type="application/sparql-query")
    assert json.loads(asked[2])["boolean"] is True
    assert (
        ask(secure, "/sparql", b"query=" + b"x" * (5 << 20), Content_Type="application/x-www-form-urlencoded")[0] == 413
    )


@pytest.mark.nginx
def test_without_tls_nginx_leads_to_it(secure: tuple[int, int, Path]) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", secure[0], timeout=PATIENCE)) as connection:
        connection.request("GET", "/sparql?query=ASK", headers={"Host": "data.example.org"})
        reply = connection.getresponse()
        assert (reply.status, reply.headers["Location"]) == (301, "https://data.example.org/sparql?query=ASK")


def settings(unit: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and not line.startswith("#"))


def test_the_unit_calls_the_command_as_it_is(graph_nq: Path) -> None:
    program, name, *words = settings(UNIT.read_text("utf-8"))["ExecStart"].split()
    assert (Path(program).name, name) == ("tongbao", "serve")
    assert understood(words)
    assert "--public" in words


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd on this machine")
def test_systemd_takes_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    text = UNIT.read_text("utf-8")
    program = settings(text)["ExecStart"].split()[0]
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace(program, sys.executable), "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    rated = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", str(unit)]
    assert subprocess.run(rated, capture_output=True, check=False).returncode == 0  # an exposure of 2.0 of 10


CLOSED = """
set -e
mount --make-rprivate /
mount --bind "$BUILD" "$BUILD" && mount -o remount,ro,bind "$BUILD"
mount -t proc -o subset=pid proc /proc
! touch "$BUILD/written" 2>/dev/null
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
"""
"""What the unit takes from the server, by the system's own means: rights, and a build that can be written."""
SHUT = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", CLOSED, "sh"]


def can_shut() -> bool:
    trial = ["unshare", "--mount", "--pid", "--fork", "sh", "-c", "mount --make-rprivate / && mount -t proc -o subset=pid proc /proc"]  # fmt: skip
    return bool(shutil.which("unshare") and shutil.which("setpriv")) and subprocess.run(trial, capture_output=True, check=False).returncode == 0  # fmt: skip


@pytest.mark.skipif(os.name != "posix" or not can_shut(), reason="needs root, and name spaces of Linux")
def test_a_server_that_may_write_and_do_nothing_answers(graph_nq: Path, published: Path, tmp_path: Path) -> None:
    words = settings(UNIT.read_text("utf-8"))["ExecStart"].split()[2:-1]
    build = str(graph_nq.parent)
    with started(*words, build, "--site", published / "site", within=SHUT, BUILD=build, TMPDIR=str(tmp_path)) as port:
        query = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?m a tb:Measure }", "format": "csv"})
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{query}") as reply:
            assert reply.read().split() == [b"n", b"20"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/id/unit/xm-tax") as reply:
            assert reply.url.endswith("/zh/unit/xm-tax.html")


def test_the_container_is_made_of_what_is_there() -> None:
    text = CONTAINER.read_text("utf-8")
    for line in re.findall(r"^COPY (.*)$", text, re.M):
        for name in line.split()[:-1]:
            assert (paths.ROOT / name).exists(), name
    _, name, *words = [*json.loads(re.findall(r"^ENTRYPOINT (.*)$", text, re.M)[0]), *json.loads(re.findall(r"^CMD (.*)$", text, re.M)[0])]  # fmt: skip
    assert name == "serve"
    assert understood(words)
