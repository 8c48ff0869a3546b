"""A question is asked again if what it reads has changed, and only then."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.few import ANSWERED
from tests.sites import Site

from tongbao.progress import SILENT
from tongbao.rdf.iris import term
from tongbao.site.memory import Memory
from tongbao.site.questions import make_questions
from tongbao.site.runner import Runner
from tongbao.site.sources import Sources

Asked = Callable[[Callable[[Sources], None]], set[str]]


@pytest.fixture
def asked(own_demo: Path) -> Iterator[Asked]:
    """Give a function that changes what a small site is made from, and returns the questions that are then asked."""

    class Noting(Runner):
        def keep(self, owner: str, *rest: object) -> None:
            run.add(owner.removeprefix("question/"))

    run: set[str] = set()
    with Memory.at(own_demo / "site" / ".tongbao") as memory:

        def asked(change: Callable[[Sources], None]) -> set[str]:
            run.clear()
            sources = Sources(own_demo / "out", own_demo / "data", own_demo / "site", memory, SILENT)
            change(sources)
            make_questions(sources, Noting(own_demo / "site", sources.site, memory, SILENT), 1)
            return run

        yield asked


def other(*keys: str) -> Callable[[Sources], None]:
    """Return a function that changes statements, by the keys of their digests."""

    def change(sources: Sources) -> None:
        sources.__dict__["statements"] = {**sources.statements, **dict.fromkeys(keys, "other")}

    return change


def test_nothing_is_asked_where_nothing_has_changed(asked: Asked) -> None:
    assert asked(lambda _: None) == set()


def test_a_statement_of_another_kind_is_no_reason_to_ask(asked: Asked) -> None:
    assert asked(other(term("tb:runBy"), "<urn:new>")) == set()


@pytest.mark.parametrize(
    ("keys", "some", "others"),
    [
        ([term("tb:leads")], {"leads-by-unit"}, {"notices", "outcomes-of-measure"}),
        ([term("tb:before")], {"before-and-after", "time-saved"}, {"notices", "leads-by-unit"}),
        ([f"{term('rdf:type')} {term('tb:Measure')}"], {"measures-without-quantified-outcome"}, {"notices"}),
        ([f"{term('skos:prefLabel')} unit"], {"leads-by-unit", "notices"}, {"evidence-of"}),
        ([f"{term('dcterms:title')} measure"], {"time-saved"}, {"notices"}),
    ],
)
def test_what_has_changed_is_asked_again(asked: Asked, keys: list[str], some: set[str], others: set[str]) -> None:
    again = asked(other(*keys))
    assert some <= again
    assert not others & again


def test_a_question_that_may_read_anything_is_asked_after_any_change(asked: Asked) -> None:
    assert asked(lambda sources: sources._digests.update(parts=b"other")) == {"evidence-of"}


def test_a_question_that_is_shown_as_a_network_is_asked_where_that_has_changed(asked: Asked) -> None:
    again = asked(lambda sources: sources._digests.update(network=b"other"))
    assert "notices" not in again


def test_questions_are_the_same_from_several_processes(own_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongbao.site.questions.FEW", 0)
    site = Site(own_demo / "site")
    with Memory.at(own_demo / "site" / ".tongbao") as memory:
        for name in ANSWERED:
            memory.keep(f"question/{name}", b"")
        sources = Sources(own_demo / "out", own_demo / "data", own_demo / "site", memory, SILENT)
        runner = Runner(own_demo / "site", sources.site, memory, SILENT)
        make_questions(sources, runner, 2)
        assert runner.done.pages >= 2 * len(ANSWERED)
        assert runner.done.written == 0
        assert memory.key("question/notices")
    assert "en/question/notices.html" in site.files
