"""What a network shows, in sentences made by rules: each is true of the data, and silent where there is nothing to say."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

from tongbao.errors import Text
from tongbao.network.model import Network
from tongbao.network.words import GROUP, MEASURE, UNIT, counted, number

Kind = Literal["large-measure", "groups", "leading-most", "strongest-pair", "steady-pair", "places"]


class Finding(NamedTuple):
    """A sentence with its numbers, and what it is about."""

    kind: Kind
    text: Text
    """The sentence; of ``groups``, a heading without a full stop."""
    link: Text
    """The words of the sentence that lead to its evidence."""
    figure: Text
    """Its number, to stand in front of it."""
    of: Text
    """What the number counts: a few words; empty where the number says it."""
    numbers: Mapping[str, float]
    nodes: tuple[int, ...] = ()
    """The units that it is about, by their numbers."""
    measure: str = ""
    """The IRI of the measure that it is about."""
    edge: int = -1
    """The number of the pair that it is about."""


def findings(network: Network) -> tuple[Finding, ...]:
    """Return what holds of a network of units that lead measures, at most one finding of each kind."""
    if not network.leading or network.mode != "units" or not network.measures:
        return ()
    rules = (large_measure, groups, leading_most, strongest_pair, steady_pair, across_places)
    return tuple(found for rule in rules if (found := rule(network)))


SHARE = 3
"""A measure is large where it makes one in so many of the pairs, or more."""


def large_measure(network: Network) -> Finding | None:
    """Return the measure that alone makes a third or more of all pairs."""
    alone = Counter(edge.measures[0] for edge in network.edges if len(edge.measures) == 1)
    measure, pairs = min(alone.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    k, total = network.measures[measure].k if measure else 0, len(network.edges)
    if k < 3 or pairs * SHARE < total:
        return None
    units = counted(k, UNIT, start=True)
    link = network.measures[measure].titled
    own = "all" if pairs == total else f"{pairs:,} of"
    text = Text(
        f"{units.en} lead one measure together: {link.en}. It alone makes {own} the {total:,} pairs of units that lead together.",
        f"{units.zh}共同牵头一项举措：{link.zh}。单位之间共同牵头的 {total:,} 对中，{'全部' if pairs == total else f'有 {pairs:,} 对'}由此而来。",
    )
    figure = Text(f"{pairs:,} of {total:,}", f"{total:,} 对中的 {pairs:,} 对")
    nodes = tuple(sorted({part.node for part in network.participations if part.measure == measure}))
    return Finding("large-measure", text, link, figure, Text("pairs", ""), {"pairs": pairs, "of": total, "k": k}, nodes, measure)  # fmt: skip


def groups(network: Network) -> Finding | None:
    """Return how many groups the measures with several units make."""
    joining = {measure for edge in network.edges for measure in edge.measures}
    parts = [part for part in network.components() if len(part) > 1]
    if not parts:
        return None
    units = sum(map(len, parts))
    many, said, into = counted(len(joining), MEASURE, start=True), counted(units, UNIT), counted(len(parts), GROUP)
    verb = "joins" if len(joining) == 1 else "join"
    text = Text(f"{many.en} {verb} {said.en} into {into.en}", f"{many.zh}，把{said.zh}连成{into.zh}")
    numbers = {"measures": len(joining), "units": units, "groups": len(parts)}
    nodes = tuple(sorted(node for part in parts for node in part))
    return Finding(
        "groups", text, text, Text(f"{len(parts):,}", f"{len(parts):,}"), Text("groups", "组"), numbers, nodes
    )


def leading_most(network: Network) -> Finding | None:
    """Return the unit that leads more measures than any other."""
    ranked = sorted(range(len(network.nodes)), key=lambda n: (-network.nodes[n].leads, n))
    if len(ranked) < 2 or network.nodes[ranked[0]].leads in (0, 1, network.nodes[ranked[1]].leads):
        return None
    first = ranked[0]
    node = network.nodes[first]
    led = {part.measure for part in network.participations if part.node == first}
    together = sum(network.measures[measure].k > 1 for measure in led)
    partners = sum(first in (edge.one, edge.other) for edge in network.edges)
    link = Text(f"{node.short.en} leads the most measures", f"{node.short.zh}牵头的举措最多")
    many = number(node.leads)
    how = _how(together, node.leads)
    text = Text(f"{link.en}: {many.en.lower()}, {how.en}.", f"{link.zh}：{many.zh.lstrip()}项，{how.zh}。")
    of = Text(f"measures, {partners:,} partner{'s' * (partners != 1)}", f"举措，{partners:,} 个合作单位")
    figures = Text(f"{node.leads:,}", f"{node.leads:,} 项")
    return Finding("leading-most", text, link, figures, of, {"measures": node.leads, "together": together, "partners": partners}, (first,))  # fmt: skip


def _how(together: int, led: int) -> Text:
    if together == led:
        return Text("each with others", "每项都与其他单位共同牵头")
    if not together:
        return Text("each alone", "均为独自牵头")
    said = number(together)
    return Text(f"{said.en.lower()} of them with others", f"其中{said.zh}项与其他单位共同牵头")


def strongest_pair(network: Network) -> Finding | None:
    """Return the two units that lead together more than any others: by Newman's weight, in two measures at least."""
    ranked = sorted(range(len(network.edges)), key=lambda n: (-network.edges[n].shared, -network.edges[n].times, n))
    if not ranked:
        return None
    first = network.edges[ranked[0]]
    if first.times < 2 or (len(ranked) > 1 and network.edges[ranked[1]].shared == first.shared):
        return None
    link = _pair(network, first.one, first.other)
    measures = counted(first.times, MEASURE)
    text = Text(
        f"{link.en} work together most: they lead {measures.en} together.",
        f"{link.zh}合作最多，共同牵头{measures.zh}。",
    )
    figure = Text(f"{first.times:,}", f"{first.times:,}")
    numbers = {"times": first.times, "shared": first.shared}
    ends = first.one, first.other
    return Finding("strongest-pair", text, link, figure, Text("measures", "项举措"), numbers, ends, "", ranked[0])


def _pair(network: Network, one: int, other: int) -> Text:
    first, second = network.nodes[one].short, network.nodes[other].short
    return Text(f"{first.en} and {second.en}", f"{first.zh}与{second.zh}")


RUNNING = 3


def steady_pair(network: Network) -> Finding | None:
    """Return the two units that have led together in most years running, three at least."""
    runs = {n: _run(network.years(edge.measures)) for n, edge in enumerate(network.edges)}
    best = max((last - first for first, last in runs.values()), default=0)
    longest = [n for n, (first, last) in runs.items() if last - first == best]
    if best < RUNNING - 1 or len(longest) != 1:
        return None
    edge, (first, last) = network.edges[longest[0]], runs[longest[0]]
    link, years = _pair(network, edge.one, edge.other), number(last - first + 1)
    text = Text(
        f"{link.en} have led measures together in {years.en.lower()} years running, {first} to {last}.",
        f"{link.zh}连续{years.zh}年共同牵头举措（{first} 至 {last} 年）。",
    )
    span = last - first + 1
    figure, ends = Text(f"{span} years", f"{span} 年"), (edge.one, edge.other)
    return Finding("steady-pair", text, link, figure, Text("running", "连续"), {"years": span, "first": first, "last": last}, ends, "", longest[0])  # fmt: skip


def _run(years: list[int]) -> tuple[int, int]:
    """Return the first and the last year of the longest run of years."""
    best = start = last = years[0] if years else 0
    end = best
    for year in years[1:]:
        if year != last + 1:
            start = year
        last = year
        if last - start > end - best:
            best, end = start, last
    return best, end


def across_places(network: Network) -> Finding | None:
    """Return how many pairs join units of different places, where there are several."""
    homes = {n: node.home.code for n, node in enumerate(network.nodes) if node.home}
    ends = [(homes.get(edge.one), homes.get(edge.other)) for edge in network.edges]
    if None in {home for pair in ends for home in pair} or len({home for pair in ends for home in pair}) < 2:
        return None
    crossing, total = sum(one != other for one, other in ends), len(ends)
    if crossing:
        text = Text(
            f"{crossing:,} of the {total:,} pairs join{'s' * (crossing == 1)} units of different places.",
            f"{total:,} 对单位中，有 {crossing:,} 对跨地区。",
        )
    else:
        text = Text("Units lead with those of their own place: no pair joins two places.", "各单位均与本地单位共同牵头，没有一对跨地区。")  # fmt: skip
    figure = Text(f"{crossing:,} of {total:,}", f"{total:,} 对中的 {crossing:,} 对")
    return Finding("places", text, text, figure, Text("pairs", ""), {"crossing": crossing, "pairs": total})
