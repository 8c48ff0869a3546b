"""What a dataset shows, in sentences made by rules: each has a condition, so that none is empty or trivial.

A rule is a function that gives a finding, or None where there is nothing to say. Only what is in force counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network import findings as of_network
from tongbao.network.model import Network, Node
from tongbao.network.words import MEASURE, counted
from tongbao.rdf.concepts import QUANTITYKIND
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.pages.changes import Change

SHOWN = 3
"""How many findings the front page has."""
NOTHING = Text("", "")


class Finding(NamedTuple):
    """A sentence with a figure, and the thing or document that proves it."""

    rule: str
    figure: Text
    under: Text
    """What stands under the figure."""
    proof: str
    """What it leads to: a thing as a term, or the name of a document."""
    before: Text
    linked: Text
    """The words that lead there; the sentence is before, linked and after."""
    after: Text
    marks: str = ""
    """The IRI of the measure or unit that it is about, which is marked in the picture."""

    @property
    def sentence(self) -> Text:
        """Return the whole sentence."""
        return Text(*("".join(part) for part in zip(self.before, self.linked, self.after, strict=True)))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at."""

    network: Network
    """Who leads with whom, in notices that are in force."""
    changes: Sequence[Change]
    """What has been achieved, the largest change first, with the names of what is counted."""
    measures: Sequence[Entry]
    base: str


def findings(facts: Facts) -> list[Finding]:
    """Return the first findings that hold."""
    found: list[Finding] = []
    for rule in RULES:
        if len(found) < SHOWN and (finding := rule(facts)):
            found.append(finding)
    return found


def large_measure(facts: Facts) -> Finding | None:
    """One measure makes a third or more of all pairs of units that lead together, and there are others."""
    found = of_network.large_measure(facts.network)
    if found is None or found.numbers["pairs"] == found.numbers["of"]:
        return None
    return _taken(found, f"<{found.measure}>", found.measure)


def largest_change(facts: Facts) -> Finding | None:
    """The largest change between two figures that can be compared."""
    change = next((change for change in facts.changes if change.ratio > 1 and change.counts.zh), None)
    if change is None:
        return None
    was, now = change.scaled
    is_time = change.before.kind == QUANTITYKIND.time
    less = Text("fell", "缩短至" if is_time else "降至")
    more = Text("rose", "延长至" if is_time else "升至")
    verb = less if now < was else more
    before, after = change.before.said, change.after.said
    return Finding(
        "largest-change",
        before,
        Text(f"→ {after.en}", f"→ {after.zh}"),
        change.outcome,
        NOTHING,
        change.counts,
        Text(f" {verb.en} from {before.en} to {after.en}.", f"由{before.zh}{verb.zh}{after.zh}。"),
        change.measure[1:-1],
    )


def leading_most(facts: Facts) -> Finding | None:
    """One unit leads more measures than any other: no tie."""
    found = of_network.leading_most(facts.network)
    if found is None:
        return None
    unit = facts.network.nodes[found.nodes[0]].iri
    return _taken(found, f"<{unit}>", unit)


def steady_pair(facts: Facts) -> Finding | None:
    """Two units have led together in three years running or more, and no other pair as long."""
    return _pair(of_network.steady_pair(facts.network), facts)


def strongest_pair(facts: Facts) -> Finding | None:
    """Two units lead together more than any others."""
    return _pair(of_network.strongest_pair(facts.network), facts)


def _pair(found: of_network.Finding | None, facts: Facts) -> Finding | None:
    if found is None:
        return None
    one, other = (facts.network.nodes[number] for number in found.nodes)
    return _taken(found, co_leadership(facts.base, one, other), one.iri)


def _taken(found: of_network.Finding, proof: str, marks: str) -> Finding:
    """Return a finding of the network with what proves it."""
    parts = [text.partition(link) for text, link in zip(found.text, found.link, strict=True)]
    before, linked, after = (Text(en, zh) for en, zh in zip(*parts, strict=True))
    return Finding(found.kind, found.figure, found.of, proof, before, linked, after, marks)


def co_leadership(base: str, one: Node, other: Node) -> str:
    """Return the co-leadership of two units, as a term."""
    low, high = sorted(node.iri.rpartition("/")[2] for node in (one, other))
    return f"<{base}id/co-leadership/{low}/{high}>"


def without_figures(facts: Facts) -> Finding | None:
    """Some measures report no figure, and others do."""
    measures = [entry for entry in facts.measures if not has_ended(entry.state)]
    without, total = sum(not entry.count for entry in measures), len(measures)
    if not 0 < without < total:
        return None
    return Finding(
        "without-figures",
        Text(f"{without:,} of {total:,}", f"{total:,} 项中的 {without:,} 项"),
        Text("measures", "举措"),
        "question/measures-without-quantified-outcome",
        NOTHING,
        Text(f"{counted(without, MEASURE, start=True).en} of {total:,}", f"{total:,} 项举措中有 {without:,} 项"),
        Text(" state no figure at all." if without > 1 else " states no figure at all.", "没有写任何数据。"),
    )


RULES: Sequence[Callable[[Facts], Finding | None]] = (
    large_measure,
    largest_change,
    leading_most,
    steady_pair,
    strongest_pair,
    without_figures,
)
"""The rules in the order in which they are tried."""
