"""The files of a site over HTTP: whole, in part, compressed, and none that is not for everybody."""

import gzip
import http.client
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.patience import PATIENCE
from tests.serve.small import FILES, SECRET, TEXT, make_small
from tests.serve.started import started

from tongbao import limits
from tongbao.serve.files import Folder, Opened, Part, asked_part

PAGE, DATA = "zh/unit/a.html", "data/unit/a.ttl"
LARGE = "dump/large.nq"
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs links and pipes of POSIX")


class Reply(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_small(tmp_path_factory.mktemp("small") / "site")
    with (folder / LARGE).open("wb") as large:
        large.truncate(limits.SERVED_FILE_BYTES + 1)
    return folder


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    graph = site.parent / "graph.nt"
    graph.write_bytes(b"")
    with started(graph, "--site", site) as port:
        yield port


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection):
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        reply = connection.getresponse()
        return Reply(reply.status, reply.headers, reply.read())


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/data/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/data/..%2f..%2foutside.txt",
        "/data%2f..%2f..%2foutside.txt",
        "/..%5coutside.txt",
        "//outside.txt",
        "/.tongbao/memory.sqlite",
        "/.tongbao%2fmemory.sqlite",
        "/data/../.tongbao/memory.sqlite",
        "/./.tongbao/memory.sqlite",
        "/%2etongbao/memory.sqlite",
        "/.htaccess",
        "/.well-known/.hidden",
        "/.well-known/../.htaccess",
        "/nginx.conf",
        "/NGINX.conf",
        "/nginx.conf.",
        "/nginx-http.conf",
        "/nginx-server.conf",
        "/data/.123.new",
        "/gone/zh/unit/b.html",
        "/nginx.conf%00.html",
        "/data/%00",
        "/data/%ff%fe",
        "/" + "a" * 5000,
        "/" + "a/" * 3000,
        *(pytest.param(path, marks=POSIX) for path in ("/data/out.txt", "/data/hidden.txt", "/up/outside.txt", "/data/pipe.txt")),
        "/x/.htaccess",
        "/x/../outside.txt",
        "/id/unit/..%2f..%2f.htaccess",
        "/id/unit/.tongbao",
    ],
)  # fmt: skip
def test_what_is_not_for_everybody_is_not_found(path: str, port: int) -> None:
    reply = ask(port, path)
    assert reply.status == 404
    assert SECRET not in reply.body
    assert "default-src 'none'" in (reply.headers["Content-Security-Policy"] or "")


NAMES = st.lists(
    st.sampled_from(["..", ".", "", "data", "unit", "a.ttl", ".tongbao", "memory.sqlite", "up", "outside.txt", "nginx.conf",
                     ".well-known", ".hidden", "void", "hidden.txt", "\0", "\\", "C:"]) | st.text(max_size=4), max_size=6,
)  # fmt: skip


@given(NAMES)
def test_no_name_leads_to_what_is_not_for_everybody(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Folder(make_small(Path(made) / "site"))
        opened = folder.open("/".join(parts))
        assert (opened is not None) == folder.there("/".join(parts))
        if opened:
            with opened.stream:
                assert opened.stream.read() in set(FILES.values()) - {SECRET}


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        (PAGE, "text/html; charset=utf-8", TEXT),
        (DATA, "text/turtle; charset=utf-8", TEXT),
        ("data/unit/a.jsonld", "application/ld+json", b"{}"),
        (".well-known/void", "text/turtle; charset=utf-8", b"# void\n"),
        ("dump/empty.nq", "application/n-quads", b""),
        ("dump/name%20with%20blanks.csv", "text/csv; charset=utf-8", b"a,b\n"),
        ("cards/a.png", "image/png", FILES["cards/a.png"]),
        pytest.param("data/within.ttl", "text/turtle; charset=utf-8", TEXT, marks=POSIX),
    ],
)
def test_a_file_is_sent_whole_and_head_says_as_much(name: str, kind: str, content: bytes, port: int) -> None:
    got, head = ask(port, f"/{name}"), ask(port, f"/{name}", "HEAD")
    assert (got.status, got.headers["Content-Type"], got.body) == (200, kind, content)
    assert got.headers["Content-Length"] == str(len(content))
    assert (head.status, head.body) == (200, b"")
    assert dict(head.headers) | {"date": ""} == dict(got.headers) | {"date": ""}
    assert got.headers["Accept-Ranges"] == "bytes"


WHOLE = (200, None, TEXT)
NONE = (416, f"bytes */{len(TEXT)}", b"")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-4", (206, f"bytes 0-4/{len(TEXT)}", TEXT[:5])),
        ("bytes=10-", (206, f"bytes 10-{len(TEXT) - 1}/{len(TEXT)}", TEXT[10:])),
        ("bytes=-7", (206, f"bytes {len(TEXT) - 7}-{len(TEXT) - 1}/{len(TEXT)}", TEXT[-7:])),
        ("bytes=0-999999999999", (206, f"bytes 0-{len(TEXT) - 1}/{len(TEXT)}", TEXT)),
        ("bytes=-999999999999", (206, f"bytes 0-{len(TEXT) - 1}/{len(TEXT)}", TEXT)),
        ("BYTES = 3 - 3", (206, f"bytes 3-3/{len(TEXT)}", TEXT[3:4])),
        (f"bytes={len(TEXT)}-", NONE),
        ("bytes=-0", NONE),
        ("bytes=5-4", WHOLE),
        ("bytes=0-1,4-5", WHOLE),
        ("bytes=", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=a-b", WHOLE),
        ("lines=0-1", WHOLE),
        ("bytes=" + "9" * 5000 + "-", WHOLE),
        ("bytes=" + "0-," * 5000, WHOLE),
    ],
)
def test_a_part_is_sent_where_one_is_asked_for(asked: str, expected: tuple[int, str | None, bytes], port: int) -> None:
    reply = ask(port, f"/{DATA}", Range=asked, Accept_Encoding="br, gzip" if expected[0] == 206 else "")
    assert (reply.status, reply.headers["Content-Range"], reply.body) == expected
    assert reply.headers["Content-Encoding"] is None


def test_a_part_of_another_version_is_not_sent(port: int) -> None:
    whole = ask(port, f"/{DATA}")
    for condition, status in (
        (whole.headers["ETag"], 206),
        (whole.headers["Last-Modified"], 206),
        (f"W/{whole.headers['ETag']}", 200),
        ('"another"', 200),
        ("Thu, 01 Jan 1998 00:00:00 GMT", 200),
        ("nonsense", 200),
    ):
        assert ask(port, f"/{DATA}", Range="bytes=0-1", If_Range=condition).status == status, condition


@given(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 40)), st.one_of(st.none(), st.integers(0, 40)))
def test_parts_are_those_of_a_list(size: int, first: int | None, last: int | None) -> None:
    """Expected values by RFC 9110, 14.1.2, with Python's own slices."""
    content = list(range(size))
    file = Opened(None, Path(), "", size, 0)  # type: ignore[arg-type]
    part = asked_part(f"bytes={'' if first is None else first}-{'' if last is None else last}", file)
    if first is None:
        expected = None if last is None else content[-last:] if last else []
    else:
        expected = None if last is not None and last < first else content[first : None if last is None else last + 1]
    assert (part and content[part.start : max(part.start, part.end)]) == expected
    assert part is None or part.end <= size


@pytest.mark.parametrize("name", [PAGE, DATA, "cards/a.png"])
@pytest.mark.parametrize("accepted", ["", "gzip", "br", "gzip, br", "br;q=0, gzip", "identity", "zstd"])
def test_what_a_reader_has_is_not_sent_again(name: str, accepted: str, port: int) -> None:
    first = ask(port, f"/{name}", Accept_Encoding=accepted)
    tag = first.headers["ETag"]
    for method in ("GET", "HEAD"):
        for given_tags in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = ask(port, f"/{name}", method, Accept_Encoding=accepted, If_None_Match=given_tags)
            assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    since = ask(port, f"/{name}", If_Modified_Since=first.headers["Last-Modified"])
    assert since.status == 304
    for unlike in (
        {"If_None_Match": '"x"'},
        {"If_Modified_Since": "Thu, 01 Jan 1998 00:00:00 GMT"},
        {"If_Modified_Since": "?"},
    ):
        assert ask(port, f"/{name}", Accept_Encoding=accepted, **unlike).status == 200


@pytest.mark.parametrize(
    ("accepted", "way"), [("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("", None)]
)
def test_text_is_compressed_for_whoever_reads_that(accepted: str, way: str | None, port: int) -> None:
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[way]
    for _ in ("made", "kept"):
        reply = ask(port, f"/{PAGE}", Accept_Encoding=accepted)
        assert reply.headers["Content-Encoding"] == way
        assert unpack(reply.body) == TEXT
        assert "Accept-Encoding" in (reply.headers["Vary"] or "")
    tags = {ask(port, f"/{PAGE}", Accept_Encoding=each).headers["ETag"] for each in ("", "gzip", "br")}
    assert len(tags) == 3
    picture = ask(port, "/cards/a.png", Accept_Encoding=accepted)
    assert (picture.headers["Content-Encoding"], picture.headers["Vary"]) == (None, None)
    large = ask(port, f"/{LARGE}", "HEAD", Accept_Encoding=accepted)
    assert large.headers["Content-Encoding"] is None
    assert large.headers["Content-Length"] == str(limits.SERVED_FILE_BYTES + 1)


def test_a_file_that_is_replaced_is_sent_as_it_was(site: Path, port: int) -> None:
    """A site is published again while it is read: no request fails."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection):
        connection.request("GET", f"/{LARGE}")
        reply = connection.getresponse()
        size = len(reply.read(1000))
        new = site / "dump" / ".1.new"
        new.write_bytes(b"new")
        was = site / "dump" / "was.nq"
        (site / LARGE).rename(was)
        new.replace(site / LARGE)
        size += len(reply.read())
        assert size == limits.SERVED_FILE_BYTES + 1
        assert ask(port, f"/{LARGE}").body == b"new"
        was.replace(site / LARGE)


def test_a_changed_file_is_compressed_anew(site: Path, port: int) -> None:
    page = site / "zh" / "changing.html"
    tags = set()
    for n in range(3):
        content = str(n).encode() * (2000 + n)
        new = page.with_name(".2.new")
        new.write_bytes(content)
        new.replace(page)
        reply = ask(port, "/zh/changing.html", Accept_Encoding="br")
        assert brotli.decompress(reply.body) == content
        tags.add(reply.headers["ETag"])
    assert len(tags) == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_files_are_only_read(method: str, port: int) -> None:
    reply = ask(port, f"/{DATA}", method)
    assert reply.status == 405
    assert "GET" in (reply.headers["Allow"] or "")


def test_no_part_is_empty_where_there_is_nothing() -> None:
    assert asked_part("bytes=0-", Opened(None, Path(), "", 0, 0)) == Part(0, 0)  # type: ignore[arg-type]
