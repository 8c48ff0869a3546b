"""Components in groups of the same make, and what a group is called: by what it is, not by a number."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network.model import Network
from tongbao.network.words import GROUP, MEASURE, NOUNS, PAIR, counted

SMALL = 4
"""Components of the same make with at most so many units stand together in a group."""


class Component(NamedTuple):
    """A connected part of a network: its units, the measures that join them, and those that one unit of it leads alone."""

    units: tuple[int, ...]
    joining: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


class Group(NamedTuple):
    """Components that stand together, and their caption."""

    caption: Text
    components: tuple[Component, ...]


def components_of(network: Network) -> list[Component]:
    """Return the connected parts of a network, the largest first: those of units alone, and of units and measures, are the same."""
    count = sum(not node.is_measure for node in network.nodes)
    units: dict[str, set[int]] = defaultdict(set)
    for part in network.participations:
        units[part.measure].add(part.node)
    parts = [found for part in network.components() if (found := [node for node in part if node < count])]
    owner = {node: n for n, part in enumerate(parts) for node in part}
    joining: dict[int, list[str]] = defaultdict(list)
    alone: dict[int, list[str]] = defaultdict(list)
    for measure, who in units.items():
        (joining if len(who) > 1 else alone)[owner[min(who)]].append(measure)
    made = [Component(tuple(part), tuple(joining[n]), tuple(alone[n])) for n, part in enumerate(parts)]
    return sorted(made, key=lambda one: (-len(one.units), -len(one.joining), one.units))


def grouped(components: Iterable[Component], network: Network, *, measures: bool) -> list[Group]:
    """Return the components in groups: large ones each by itself, small ones of as many units together.

    ``measures`` tells whether measures are drawn, so that captions count them.
    """
    by_make: dict[object, list[Component]] = {}
    for component in components:
        size = len(component.units)
        make = (size, len(component.joining) if size > 2 and measures else 0)
        by_make.setdefault(make if size <= SMALL else component, []).append(component)
    return [Group(_caption(found, network, measures=measures), tuple(found)) for found in by_make.values()]


def _caption(found: list[Component], network: Network, *, measures: bool) -> Text:
    size, joining = len(found[0].units), {len(component.joining) for component in found}
    noun = NOUNS[network.of]
    if size == 1:
        return _alone(len(found), network)
    each = _each(joining, many=len(found) > 1) if measures and len(joining) == 1 else Text("", "")
    if size == 2:
        pairs = counted(len(found), PAIR, start=True)
        what = Text(pairs.en, f"{pairs.zh}{noun.zh}")
    elif len(found) > 1:
        groups, units = counted(len(found), GROUP, start=True), counted(size, noun)
        what = Text(f"{groups.en} of {units.en}", f"{groups.zh}，每组{units.zh.strip()}")
    else:
        what = counted(size, noun, start=True)
        if measures:
            drawn = counted(len(found[0].joining) + len(found[0].alone), MEASURE)
            each = Text(f", {drawn.en}", f"，{drawn.zh.strip()}")
        else:
            pairs = counted(_pairs(found[0], network), PAIR)
            each = Text(f", {pairs.en}", f"，成{pairs.zh}")
    return Text(what.en + each.en, what.zh + each.zh)


def _each(joining: set[int], *, many: bool) -> Text:
    (count,) = joining
    shared = counted(count, MEASURE)
    english = shared.en.replace(" ", " shared ", 1)
    return Text(f", {english} each" if many else f", {english}", f"，{'各' if many else ''}共有{shared.zh.strip()}")


def _alone(count: int, network: Network) -> Text:
    what = counted(count, NOUNS[network.of], start=True)
    if network.of == "places":  # only their strongest ties are there
        return Text(f"{what.en} with weaker ties or none", f"{what.zh}，联系较弱或没有联系")
    if not network.measures:
        return Text(f"{what.en} joined with none", f"{what.zh}，未与他者相连")
    if network.leading:
        return Text(f"{what.en} that lead{'s' if count == 1 else ''} alone", f"{what.zh}，独自牵头")
    return Text(f"{what.en} alone in {'its' if count == 1 else 'their'} measures", f"{what.zh}，所涉举措中没有其他单位")


def _pairs(component: Component, network: Network) -> int:
    inside = set(component.units)
    return sum(edge.one in inside for edge in network.edges)
