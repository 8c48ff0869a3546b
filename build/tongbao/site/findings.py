"""What a dataset shows, in sentences made by rules: each has a condition, so that none is empty or trivial.

A rule is a function that gives a finding, or None where there is nothing to say. Only what is in force counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network.model import Network, Node
from tongbao.rdf.concepts import MEASUREUNIT
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.pages.changes import Change

SHOWN = 3
"""How many findings the front page has."""


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
    """The measure or unit that it is about, as a term: it is marked in the picture."""

    @property
    def sentence(self) -> Text:
        """Return the whole sentence."""
        return Text(*("".join(part) for part in zip(self.before, self.linked, self.after, strict=True)))


NOTHING = Text("", "")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    """Write a small number in English words, as running text does.

    >>> in_words(7), in_words(1469)
    ('seven', '1,469')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def plural(number: int, noun: str) -> str:
    """Write a number with its noun: ``seven units``."""
    return f"{in_words(number)} {noun}{'' if number == 1 else 's'}"


@dataclass(slots=True)
class Facts:
    """What the rules look at."""

    network: Network
    changes: Sequence[Change]
    """What has been achieved, the largest change first, with the names of what is counted."""
    measures: Sequence[Entry]
    titles: Mapping[str, Text]
    """The title of each measure, as a term."""
    base: str

    @property
    def teams(self) -> dict[str, list[int]]:
        """The units that lead each measure that is in force, by its IRI."""
        found: dict[str, set[int]] = defaultdict(set)
        for part in self.network.participations:
            if not self.network.measures[part.measure].ended:
                found[part.measure].add(part.node)
        return {measure: sorted(nodes) for measure, nodes in sorted(found.items())}


def findings(facts: Facts) -> list[Finding]:
    """Return the first findings that hold."""
    found: list[Finding] = []
    teams = facts.teams
    for rule in RULES:
        if len(found) < SHOWN and (finding := rule(facts, teams)):
            found.append(finding)
    return found


Teams = Mapping[str, Sequence[int]]


def one_measure(facts: Facts, teams: Teams) -> Finding | None:
    """One measure makes a third or more of all pairs of units that lead together."""
    pairs = {pair for team in teams.values() for pair in combinations(team, 2)}
    measure = max(teams, key=lambda m: (len(teams[m]), m), default="")
    leads = len(teams[measure]) if measure else 0
    own = leads * (leads - 1) // 2
    if leads < 3 or 3 * own < len(pairs) or own == len(pairs):
        return None
    title = facts.titles[f"<{measure}>"]
    return Finding(
        "one-measure",
        Text(f"{own:,} of {len(pairs):,}", f"{own:,} / {len(pairs):,}"),
        Text("pairs", "对共同牵头"),
        f"<{measure}>",
        Text(f"{plural(leads, 'unit').capitalize()} lead one measure together: ", f"{leads} 个单位共同牵头一项举措："),
        Text(title.en, title.zh),
        Text(
            f". It alone makes {own:,} of the {len(pairs):,} pairs of units that lead together.",
            f"。仅此一项就形成全部 {len(pairs):,} 对共同牵头关系中的 {own:,} 对。",
        ),
        f"<{measure}>",
    )


def largest_change(facts: Facts, _: Teams) -> Finding | None:
    """The largest change between two figures that can be compared."""
    change = next((change for change in facts.changes if change.ratio > 1 and change.counts.zh), None)
    if change is None:
        return None
    was, now = change.scaled
    is_time = change.before.factor and change.before.unit not in (MEASUREUNIT.one, MEASUREUNIT.percent)
    less, more = (
        (Text("fell", "缩短至"), Text("rose", "延长至")) if is_time else (Text("fell", "降至"), Text("rose", "升至"))
    )
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
        change.measure,
    )


def leads_most(facts: Facts, teams: Teams) -> Finding | None:
    """One unit leads more measures than any other: no tie."""
    led: dict[int, list[str]] = defaultdict(list)
    for measure, team in teams.items():
        for node in team:
            led[node].append(measure)
    counts = sorted((len(those), node) for node, those in led.items())
    if not counts or counts[-1][0] < 2 or (len(counts) > 1 and counts[-1][0] == counts[-2][0]):
        return None
    count, node = counts[-1]
    partners = {other for measure in led[node] for other in teams[measure]} - {node}
    shared = sum(len(teams[measure]) > 1 for measure in led[node])
    unit = facts.network.nodes[node]
    english = {0: "none with others", count: "each with others"}.get(shared, f"{in_words(shared)} of them with others")
    chinese = {0: "均为单独牵头", count: "每项都与其他单位共同牵头"}.get(shared, f"其中 {shared} 项与其他单位共同牵头")
    return Finding(
        "leads-most",
        Text(f"{count:,}", f"{count:,} 项"),
        Text(
            f"measures, {len(partners):,} partner{'' if len(partners) == 1 else 's'}", f"举措，{len(partners):,} 个伙伴"
        ),
        f"<{unit.iri}>",
        NOTHING,
        unit.short,
        Text(f" leads the most measures: {in_words(count)}, {english}.", f"牵头最多：{count:,} 项，{chinese}。"),
        f"<{unit.iri}>",
    )


LONG = 3
"""From so many years on, a partnership has lasted."""


def lasting_pair(facts: Facts, teams: Teams) -> Finding | None:
    """Two units have led together in three years running or more, and no other pair as long."""
    years: dict[tuple[int, int], set[int]] = defaultdict(set)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for measure, team in teams.items():
        year = facts.network.measures[measure].year
        for pair in combinations(team, 2):
            counts[pair] += 1
            years[pair] |= {year} if year else set()
    runs = [(*_longest_run(those), counts[pair], pair) for pair, those in years.items() if those]
    runs = sorted((run for run in runs if run[0] >= LONG), key=lambda run: (-run[0], -run[2], run[3]))
    if not runs or (len(runs) > 1 and (runs[0][0], runs[0][2]) == (runs[1][0], runs[1][2])):
        return None
    length, first, count, pair = runs[0]
    one, other = (facts.network.nodes[node] for node in pair)
    return Finding(
        "lasting-pair",
        Text(f"{length} years", f"连续 {length} 年"),
        Text(f"{count:,} measures", f"{count:,} 项举措"),
        co_leadership(facts.base, one, other),
        NOTHING,
        Text(f"{one.short.en} and {other.short.en}", f"{one.short.zh}与{other.short.zh}"),
        Text(
            f" led measures together in each year from {first} to {first + length - 1}.",
            f"从 {first} 年到 {first + length - 1} 年，年年共同牵头举措。",
        ),
    )


def _longest_run(years: Iterable[int]) -> tuple[int, int]:
    """Return how many years follow one another at most, and the first of them."""
    those = set(years)
    runs = []
    for first in those:
        if first - 1 not in those:
            length = 1
            while first + length in those:
                length += 1
            runs.append((length, first))
    return max(runs)


def co_leadership(base: str, one: Node, other: Node) -> str:
    """Return the co-leadership of two units, as a term."""
    low, high = sorted(node.iri.rpartition("/")[2] for node in (one, other))
    return f"<{base}id/co-leadership/{low}/{high}>"


def without_figures(facts: Facts, _: Teams) -> Finding | None:
    """Some measures report no figure, and others do."""
    measures = [entry for entry in facts.measures if not has_ended(entry.state)]
    without = sum(not entry.count for entry in measures)
    if not 0 < without < len(measures):
        return None
    return Finding(
        "without-figures",
        Text(f"{without:,} of {len(measures):,}", f"{without:,} / {len(measures):,}"),
        Text("measures", "项举措"),
        "question/measures-without-quantified-outcome",
        NOTHING,
        Text(
            f"{plural(without, 'measure').capitalize()} of {len(measures):,}",
            f"{len(measures):,} 项举措中有 {without:,} 项",
        ),
        Text(" state no figure at all." if without > 1 else " states no figure at all.", "没有写任何数据。"),
    )


RULES: Sequence[Callable[[Facts, Teams], Finding | None]] = (
    one_measure,
    largest_change,
    leads_most,
    lasting_pair,
    without_figures,
)
"""The rules in the order in which they are tried."""
