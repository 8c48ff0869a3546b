"""Many clients, greedy ones, and those that go before they are answered."""

import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from tests.patience import wait_for
from tests.serve.serving import ENDLESS, HEAD, Reply, Running, busy, is_alive, said, serving, start

from tongbao import limits


@pytest.mark.skipif(sys.platform != "linux", reason="reads what the system lists")
def test_more_connections_than_there_may_be_are_ended_at_once(rude: Running) -> None:
    with ExitStack() as open_:
        held = [open_.enter_context(rude.connect()) for _ in range(120)]
        assert min(_files(rude) for _ in range(20)) < 40 + 25
        assert all(said(each) == b"" for each in held)  # most at once, the others after their time for a head
    assert rude.answers()


def _files(running: Running) -> int:
    time.sleep(0.01)
    return len(list(Path(f"/proc/{running.process.pid}/fd").iterdir()))


def test_connections_beyond_the_files_of_the_system(many_nt: Path, tmp_path: Path) -> None:
    """Even where the system gives few handles, the server has some for itself."""
    low = "import resource\nlimits.SERVED_HEAD_SECONDS = 1.0\nresource.setrlimit(resource.RLIMIT_NOFILE, (600, 600))"
    with serving(many_nt, tmp_path, before=low) as running, ExitStack() as open_:
        held = [open_.enter_context(running.connect()) for _ in range(700)]
        assert len(list(Path(f"/proc/{running.process.pid}/fd").iterdir())) < 500
        for each in held:
            each.close()
        wait_for(lambda: _answers(running))
        assert "Traceback" not in running.log.read_text("utf-8")


def _answers(running: Running) -> bool:
    with suppress(OSError):
        return running.answers()
    return False


def test_the_query_of_a_client_that_goes_is_ended(rude: Running) -> None:
    began = time.monotonic()
    connections = [start(rude), start(rude)]
    wait_for(lambda: busy(rude) == 2)
    pids = rude.workers
    for connection in connections:
        connection.close()
    wait_for(lambda: busy(rude) == 0)
    wait_for(lambda: sum(map(is_alive, pids)) == 0)
    assert time.monotonic() - began < limits.SERVED_SECONDS  # not by their own clock
    assert rude.answers()


def test_who_comes_when_the_queue_is_full_hears_when_to_come_again(rude: Running) -> None:
    with ExitStack() as open_:
        running = [open_.enter_context(start(rude)) for _ in range(2)]
        wait_for(lambda: busy(rude) == 2)
        waiting = [open_.enter_context(start(rude)) for _ in range(3)]
        reply: Reply = wait_for(
            lambda: found if (found := rude.ask("SELECT (RAND() AS ?x) {}")).status == 503 else None
        )
        assert (reply.headers["retry-after"], reply.code) == ("1", "busy")
        for each in waiting:  # who has waited too long hears it, too
            assert b" 503 " in each.recv(4096).splitlines()[0]
        assert rude.get("/health").status == 200
        for each in running:
            each.close()
    wait_for(lambda: busy(rude) == 0)
    assert rude.answers()


def test_an_answer_that_is_kept_is_sent_even_when_the_queue_is_full(rude: Running) -> None:
    kept = "SELECT (1 AS ?kept) {}"
    assert rude.ask(kept).status == 200
    with ExitStack() as open_:
        for _ in range(5):
            open_.enter_context(start(rude))
        wait_for(lambda: busy(rude) == 2)
        assert rude.ask(kept).status == 200
    wait_for(lambda: busy(rude) == 0)


# --- a greedy client ---------------------------------------------------------------------------------------------


def test_who_has_had_much_work_done_waits_and_others_do_not(public: Running) -> None:
    greedy, other = "203.0.113.7", "203.0.113.8"
    while (reply := public.ask(ENDLESS, X_Forwarded_For=greedy)).status == 504:
        pass
    assert (reply.status, reply.code) == (429, "busy")
    assert 1 <= int(reply.headers["retry-after"]) <= 4
    assert public.ask("ASK { }", X_Forwarded_For=f"{other}, {greedy}").status == 429  # the proxy names the last one
    assert public.ask("ASK { }", X_Forwarded_For=f"{greedy}, {other}").status == 200
    assert public.ask("ASK { }", X_Forwarded_For=other).status == 200
    time.sleep(int(reply.headers["retry-after"]))
    assert public.ask("ASK { ?s ?p 1 }", X_Forwarded_For=greedy).status == 200


def test_an_address_cannot_be_made_up_in_a_header_of_its_own(public: Running) -> None:
    """A proxy may add a header instead of adding to the one that the client sent."""
    greedy = "203.0.113.17"
    while public.ask(ENDLESS, X_Forwarded_For=greedy).status == 504:
        pass
    with public.connect() as connection:
        asked = HEAD + f"X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: {greedy}\r\nConnection: close\r\n\r\n"
        connection.sendall(asked.replace("ASK%7B%7D", "ASK%7B?s+?p+99%7D").encode())
        assert b" 429 " in said(connection).splitlines()[0]


def test_the_addresses_of_one_network_are_one_client(public: Running) -> None:
    """Who has an address of IPv6 mostly has as many as there are in 64 bits."""
    with start(public, X_Forwarded_For="2001:db8:0:7::1"), start(public, X_Forwarded_For="2001:db8:0:7::2"):
        wait_for(lambda: busy(public) == 2)
        assert public.ask("ASK { ?s ?p 64 }", X_Forwarded_For="2001:db8:0:7:ffff::3").status == 429
    wait_for(lambda: busy(public) == 0)
    assert public.ask("ASK { ?s ?p 64 }", X_Forwarded_For="2001:db8:0:8::1").status == 200


def test_one_client_cannot_take_all_places(public: Running) -> None:
    greedy = "203.0.113.27"
    with ExitStack() as open_:
        for _ in range(2):
            open_.enter_context(start(public, X_Forwarded_For=greedy))
        wait_for(lambda: busy(public) == 2)
        reply = public.ask("ASK { ?s ?p 7 }", X_Forwarded_For=greedy)
        assert (reply.status, reply.headers["retry-after"]) == (429, "2")
    wait_for(lambda: busy(public) == 0)


def test_who_goes_before_the_answer_has_had_the_work_done_all_the_same(public: Running) -> None:
    """Else whoever leaves in time could have all workers at work for ever."""
    greedy = "203.0.113.37"
    with start(public, X_Forwarded_For=greedy), start(public, X_Forwarded_For=greedy):
        wait_for(lambda: busy(public) == 2)
        time.sleep(2)
    wait_for(lambda: busy(public) == 0)
    assert public.ask("ASK { ?s ?p 37 }", X_Forwarded_For=greedy).status == 429


@pytest.mark.parametrize("host", ["a b", "<x>", '"', "x:y:z", "\u00e9", "{}", "a/../b", "[", "x" * 5000, ""])
def test_a_host_that_is_none_is_no_fault_of_the_server(host: str, public: Running) -> None:
    for path in ("/sparql", "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%3Cx%3E+?p+?o%7D"):
        with public.connect() as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: 192.0.2.77\r\nConnection: close\r\n\r\n".encode()
            )
            found = said(connection)
        assert found.split()[1] in (b"200", b"400"), found
