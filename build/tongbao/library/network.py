"""The network of a graph as networkx has it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from operator import index
from typing import TYPE_CHECKING, Any, TypedDict, get_args

import networkx

from tongbao.ask.store import Store
from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.library.choices import one_of, shown
from tongbao.network.model import Code, Edge, Filters, Mode, Network, Node, Weight
from tongbao.network.read import read_network
from tongbao.network.two_mode import two_mode

if TYPE_CHECKING:
    NetworkxGraph = networkx.Graph[str]


class Narrowed(TypedDict, total=False):
    """What a network can be narrowed by; codes are those of the vocabularies."""

    roles: Collection[str]
    """Roles in measures; ``lead`` where none are given."""
    levels: Collection[str]
    """Levels of units: ``municipal``, ``district`` …"""
    kinds: Collection[str]
    """Kinds of units: ``department``, ``court`` …"""
    years: Collection[int]
    """Years of notices."""
    places: Collection[str]
    """Places of units, by any of their names or codes; what lies within a place belongs to it."""
    in_force: bool
    """Whether notices that are no longer in force are left out."""
    stated: bool
    """Whether leads that are a reading of the editors are left out."""


def network_of(store: Store, narrowed: Narrowed, weight: Weight, mode: Mode, language: Language) -> "NetworkxGraph":
    """Return the network of a store."""
    one_of("weight", weight, get_args(Weight))
    one_of("mode", mode, get_args(Mode))
    network = read_network(store, filters_of(narrowed), weight)
    return as_graph(two_mode(network) if mode == "measures" else network, language)


def filters_of(narrowed: Narrowed) -> Filters:
    """Return what was asked for as filters; raise UsageError where a name or a value is none that a network is narrowed by."""
    found = {name: _value(name, value) for name, value in narrowed.items()}
    if not found.get("roles", True):
        del found["roles"]
    return Filters(**found)  # type: ignore[arg-type]


def _value(name: str, value: object) -> object:
    if name not in Narrowed.__annotations__:
        raise UsageError(Problem("unknown-parameter", *_no_parameter(name)))
    if name in _SWITCHES:
        return one_of(name, value, (True, False))
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise UsageError(Problem("usage", *_one_value(name, value)))
    return frozenset(map(_year, value) if name == "years" else value)


_SWITCHES = {"in_force", "stated"}


def _year(value: object) -> int:
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError as error:
        raise UsageError(Problem("usage", *_no_year(value))) from error


def as_graph(network: Network, language: Language) -> "NetworkxGraph":
    """Return a network as a graph of networkx: nodes are IRIs."""
    graph: NetworkxGraph = networkx.Graph(title=network.title.to(language), mode=network.mode)
    graph.add_nodes_from((node.iri, _of_node(node, network, language)) for node in network.nodes)
    parts = _of_parts(network)
    for edge in network.edges:
        one, other = network.nodes[edge.one].iri, network.nodes[edge.other].iri
        graph.add_edge(one, other, **_of_edge(edge, network, language), **parts.get((edge.one, other), {}))
    return graph


def _of_node(node: Node, network: Network, language: Language) -> dict[str, Any]:
    known = {
        "label": node.short.to(language),
        "name_zh": node.name.zh,
        "name_en": node.name.en,
        "kind": _code(node.kind),
        "level": _code(node.level),
        "place": _code(node.place),
        "measures": 1 if node.is_measure else node.leads,
    }
    if network.mode == "measures":
        known |= {"type": "measure" if node.is_measure else "unit", "bipartite": int(node.is_measure)}
    if node.is_measure:
        measure = network.measures[node.iri]
        known |= {"year": measure.year, "notice": measure.notice, "number": measure.number, "k": measure.k}
    return known


def _of_edge(edge: Edge, network: Network, language: Language) -> dict[str, Any]:
    measures = [network.measures[iri] for iri in edge.measures]
    return {
        "weight": edge.weight,
        "measures": edge.measures,
        "years": tuple(network.years(edge.measures)),
        "titles": tuple(measure.titled.to(language) for measure in measures),
        "times": edge.times,
        "shared": edge.shared,
    }


def _of_parts(network: Network) -> dict[tuple[int, str], dict[str, Any]]:
    """Return, for each printed fact of a network of units and measures, the roles and the words that state it."""
    found: defaultdict[tuple[int, str], dict[str, Any]] = defaultdict(lambda: {"roles": (), "quotations": ()})
    for part in network.participations if network.mode == "measures" else ():
        known = found[part.node, part.measure]
        for name, value in (("roles", part.role.code), ("quotations", part.quote)):
            known[name] = tuple(dict.fromkeys([*known[name], value]))
    return found


def _code(code: Code | None) -> str | None:
    return code.code if code else None


def _one_value(name: str, value: object) -> tuple[Text, Text]:
    said, kind = shown(value), "text" if isinstance(value, str) else "value"
    return (
        Text(
            f"{name} is one {kind}, {said}, where several may be given.",
            f"{name} 应为若干项，却只给了一个值 {said}。",
        ),
        Text(f"Write {name}={{{said}}}.", f"请写成 {name}={{{said}}}。"),
    )


def _no_year(value: object) -> tuple[Text, Text]:
    said = shown(value)
    return (
        Text(f"{said} in years is not a whole number.", f"years 中的 {said} 不是整数。"),
        Text("Write years={2023}.", "请写成 years={2023}。"),
    )


def _no_parameter(name: str) -> tuple[Text, Text]:
    known = ("weight", "mode", *Narrowed.__annotations__)
    near = get_close_matches(name, known, n=1) or known
    return (
        Text(f"A network is not narrowed by {name}.", f"网络没有筛选条件 {name}。"),
        Text(f"It takes: {', '.join(near)}.", f"可用的参数：{'、'.join(near)}。"),
    )
