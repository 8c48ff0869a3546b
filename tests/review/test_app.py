"""The server as a browser meets it: a real one, on a port of this machine."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from tests.patience import PATIENCE
from tests.review.office import about, office

from tongbao.review.session import Session


@contextmanager
def reviewing(session: Session, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the command, and end it with SIGTERM; yield its address. It prints no traceback."""
    command = [sys.executable, "-m", "tongbao", "review", "--data", str(session.data), "--no-browser", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.terminate()
            said = process.stderr.read()
        assert process.wait(PATIENCE) == 143
        assert "Traceback" not in said


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, str]]:
    """The review of an office, and the address of its notice."""
    session = office(tmp_path_factory.mktemp("served"))
    with reviewing(session, session.file.stem) as (address, _):
        yield session, address


def test_only_who_knows_the_address_is_answered(served: tuple[Session, str]) -> None:
    _, address = served
    assert httpx.get(f"{address}state").status_code == 200
    root = address.split("/")
    for wrong in ("/".join(root[:3]), "/".join([*root[:3], "x" * len(root[3]), *root[4:]]), f"{address}../none/state"):
        assert httpx.get(wrong).status_code == 404


def test_the_list_says_how_much_is_open_and_where_drafts_come_from(tmp_path: Path) -> None:
    session = office(tmp_path)
    with reviewing(session, "--lang", "en") as (address, _):
        assert "Nothing is open" not in httpx.get(address).text
        session.file.write_text(session.file.read_text("utf-8").replace("FILL IN 待填", ""), "utf-8")
        page = httpx.get(address).text
    assert "<small>0 open</small>" in page
    assert "Nothing is open" in page
    assert "tongbao draft" in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "example.org"}, 403),
        ({"Host": "127.0.0.1.example.org:80"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({}, 200),
    ],
)
def test_pages_from_elsewhere_cannot_write(served: tuple[Session, str], headers: dict[str, str], status: int) -> None:
    given = {"Content-Type": "application/json", **headers}
    assert httpx.post(f"{served[1]}lease", content=b'{"tab": "t"}', headers=given).status_code == status


def test_every_answer_is_bound_to_this_origin(served: tuple[Session, str]) -> None:
    for path in ("", "state", "../", "../static/review.js", "none", "../static/../app.py", "page/1.png"):
        headers = httpx.get(f"{served[1]}{path}").headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_large_and_odd_bodies_are_refused(served: tuple[Session, str]) -> None:
    def status(body: bytes, **headers: str) -> int:
        given = {"Content-Type": "application/json", **headers}
        return int(httpx.post(f"{served[1]}answer", content=body, headers=given).status_code)

    assert status(b" " * (2 << 20)) == 413
    for body in (b"", b"[]", b"{", b"[" * 200_000, b"\xff\xfe", b'"x"', b"1e999", b"null"):
        assert status(body) == 400
    assert status(b'{"tab": "odd", "action": "set"}') in (409, 423)


def post(address: str, path: str, **said: Any) -> httpx.Response:
    return httpx.post(f"{address}{path}", json=said, timeout=PATIENCE)


def test_one_page_writes_and_another_may_take_over(served: tuple[Session, str]) -> None:
    session, address = served
    assert post(address, "lease", tab="one", take=True).json()["mine"]
    state = httpx.get(f"{address}state", params={"tab": "one"}).json()
    fact = next(one for one in state["facts"] if one["kind"] == "figure" and one["state"] == "asked")
    said = {"action": "confirm", "facts": [about(fact)], "how": "single", "once": "a"}
    assert post(address, "answer", tab="two", **said).status_code == 423
    done = post(address, "answer", tab="one", **said)
    assert done.status_code == 200
    assert done.json()["fact"] == fact["id"]
    assert post(address, "answer", tab="one", **said).json()["did"] is None, "sent again because its reply was lost"
    again = {**said, "once": "c"}
    conflict = post(address, "answer", tab="one", **again)
    assert conflict.status_code == 409
    assert conflict.json()["conflict"]["id"] == fact["id"]
    assert conflict.json()["yours"]["facts"] == said["facts"]
    changed = post(address, "lease", tab="one").json()["changed"]
    assert post(address, "undo", tab="one").status_code == 200
    assert post(address, "lease", tab="one").json()["changed"] != changed
    assert post(address, "undo", tab="one").status_code == 422
    assert post(address, "lease", tab="two", take=True).json()["mine"]
    assert session.file.exists()


def test_refusals_say_what_is_wrong_in_both_languages(served: tuple[Session, str]) -> None:
    _, address = served
    post(address, "lease", tab="one", take=True)
    state = httpx.get(f"{address}state", params={"tab": "one"}).json()
    fact = next(one for one in state["facts"] if "before.number" in json.dumps(one["fields"]))
    said = {"action": "set", **about(fact), "fields": {"before.number": "31"}}
    (problem,) = post(address, "answer", tab="one", **said).json()["problems"]
    assert "31" in problem["what"]["en"]
    assert "30" in problem["what"]["zh"]
    assert problem["line"] == fact["line"]


def test_bodies_are_found_by_a_part_of_their_names(served: tuple[Session, str]) -> None:
    found = httpx.get(f"{served[1]}units", params={"q": "税务"}).json()
    assert found == [{"id": "beiling-tax", "name": "国家税务总局北岭市税务局", "about": "beiling"}]
    assert httpx.get(f"{served[1]}units", params={"q": "x" * 5000}).json() == []


def test_marked_words_are_read(served: tuple[Session, str]) -> None:
    _, address = served
    text = httpx.get(f"{address}state").json()["text"]
    start = text.index("平台覆盖渔船860余艘")
    asked = {"kind": "figure", "start": str(start), "end": str(start + 11)}
    fields = httpx.get(f"{address}reading", params=asked).json()["fields"]
    assert (fields["value.number"], fields["value.classifier"], fields["value.bound"]) == ("860", "艘", "over")
    for wrong in ({}, {"kind": "figure", "start": "-1", "end": "x"}, {"kind": "none", "start": "0", "end": "9"}):
        assert httpx.get(f"{address}reading", params=wrong).json() == {"fields": {}}


@pytest.mark.parametrize("page", ["0.png", "2.png", "999999999.png", "1.png?scale=99", "1.png?scale=x"])
def test_pages_that_are_not_there(served: tuple[Session, str], page: str) -> None:
    assert httpx.get(f"{served[1]}page/{page}").status_code == 404


def test_a_port_that_is_taken_and_a_notice_that_is_not_there(served: tuple[Session, str], tmp_path: Path) -> None:
    session, address = served
    port = address.split(":")[2].split("/")[0]
    command = [sys.executable, "-m", "tongbao", "review", "--data", str(session.data), "--no-browser"]
    taken = subprocess.run([*command, "--port", port], capture_output=True, text=True, timeout=PATIENCE)
    assert (taken.returncode, "[port-taken]" in taken.stderr) == (2, True)
    near = subprocess.run([*command, "beiling-2024-9"], capture_output=True, text=True, timeout=PATIENCE)
    assert (near.returncode, "Did you mean beiling-2024-8?" in near.stderr) == (2, True)
    for port in ("-1", "99999"):
        wrong = subprocess.run([*command, "--port", port], capture_output=True, text=True, timeout=PATIENCE)
        assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)
    nothing = [*command[:5], str(tmp_path), "--no-browser"]
    assert subprocess.run(nothing, capture_output=True, timeout=PATIENCE).returncode == 3


def test_it_ends_at_once_when_told_to(tmp_path: Path) -> None:
    with reviewing(office(tmp_path)) as (address, process), httpx.Client() as client:
        assert client.get(address).status_code == 200  # the connection is kept open
        process.terminate()
        assert process.wait(PATIENCE / 2) == 143
