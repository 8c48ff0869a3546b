"""Build the dataset of a document, and compare what its graph holds with what is expected."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.notices import enter
from tests.notices.dataset import HOME, gold_of, shortcomings, write
from tests.notices.expected import Fact, facts
from tests.notices.found import Graph

from tongbao.pipeline.build import build
from tongbao.validate import choose_engine

WHOLE = ("issuer", "copy", "annex", "recipient", "measure-number", "unit", "quantity-number")
"""Fields of which the expected files list everything: a graph that holds more has something made up."""


@dataclass(frozen=True)
class Asked:
    """What was expected of a document and what its graph holds."""

    expected: list[Fact]
    found: set[Fact]
    excused: set[str]

    @property
    def missing(self) -> set[str]:
        """The expected facts that the graph does not hold."""
        return {str(fact) for fact in self.expected if fact not in self.found}

    @property
    def made_up(self) -> set[str]:
        """What the graph holds although the expected files, which list all of its kind, do not."""
        return {str(fact) for fact in self.found - set(self.expected) if fact.field in WHOLE}

    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Return how many facts of each field were expected, entered and found."""
        expected = Counter(fact.field for fact in self.expected)
        entered = Counter(fact.field for fact in self.expected if str(fact) not in self.excused)
        found = Counter(fact.field for fact in self.expected if fact in self.found)
        return {field: (expected[field], entered[field], found[field]) for field in expected}


def ask(folder: str, number: str, data: Path) -> Asked:
    """Enter a document in a dataset, build it, and ask the graph for every fact; a build that breaks a shape fails."""
    gold = gold_of(folder, number)
    write(folder, number, data)
    build(data, data / "out", choose_engine()[0], jobs=1)
    graph = Graph(data / "out" / "graph.nq", f"{HOME}id/notice/{folder}-{number}")
    acts = [act["id"] for act in gold.get("acts", []) for _ in enter.act_parts(act, gold)]
    excused = {one["fact"] for one in shortcomings(f"{folder}/{number}")}
    return Asked(facts(gold), set(graph.facts(acts)), excused)
