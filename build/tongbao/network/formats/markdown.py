"""A network in words: a report in Markdown for people who want to read and quote it."""

from collections.abc import Iterable, Iterator

from tongbao.errors import Language, Text
from tongbao.files.escape import markdown_text
from tongbao.network.formats.format import Format
from tongbao.network.model import Edge, Network
from tongbao.network.statistics import Statistics
from tongbao.network.whole import Whole

SHOWN = 20
"""How many rows a table has at most; the CSV has all of them."""


def write(whole: Whole, language: Language) -> str:
    """Write the report: the network's size, its busiest units, its components, and who leads together in which measures."""
    network, statistics = whole.network, whole.statistics
    said = network.size.to(language)
    sections = [
        f"# {network.title.to(language)}",
        said + _STOP.to(language),
        *_section(_NODES, _node_table(network, statistics, language), len(_units(network)), language),
        *_middle(network, language),
        *_section(_PARTS, _component_table(network, language), len(network.components()), language),
    ]
    return "\n\n".join(sections) + "\n"


_STOP = Text(".", "。")
_NODES = Text("The nodes, the busiest first", "节点（按举措数从多到少）")
_EDGES = Text("The pairs, and what joins them", "各对单位及其共同举措")
_MEASURES = Text("The measures, those of most units first", "举措（按单位数从多到少）")
_PARTS = Text("Connected components", "连通分量")


def _section(title: Text, rows: list[list[str]], count: int, language: Language) -> Iterator[str]:
    yield f"## {title.to(language)}"
    if len(rows) < 2:
        yield Text("None.", "无。").to(language)
        return
    right = [row.endswith(":") for row in rows[0]]
    head = [cell.rstrip(":") for cell in rows[0]]
    lines = [head, ["---:" if r else "---" for r in right], *rows[1:]]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if count > SHOWN:
        more = count - SHOWN
        yield Text(
            f"{more:,} more: `--format csv` and `nodes.csv`.", f"另有 {more:,} 行，见 `--format csv` 与 `nodes.csv`。"
        ).to(language)


def _middle(network: Network, language: Language) -> Iterator[str]:
    """Yield what joins the units: the pairs, or where measures are nodes, the measures."""
    if network.mode == "measures":
        yield from _section(_MEASURES, _measure_table(network, language), len(network.measures), language)
    else:
        yield from _section(_EDGES, _edge_table(network, language), len(network.edges), language)


def _units(network: Network) -> list[int]:
    return [n for n, node in enumerate(network.nodes) if not node.is_measure]


def _measure_table(network: Network, language: Language) -> list[list[str]]:
    rows = [Text("measure|units:|who", "举措|单位数:|单位").to(language).split("|")]
    comma = Text(", ", "、").to(language)
    who: dict[str, dict[str, None]] = {}
    for part in network.participations:
        who.setdefault(part.measure, {}).setdefault(network.nodes[part.node].short.to(language))
    for iri in sorted(network.measures, key=lambda iri: (-network.measures[iri].k, iri))[:SHOWN]:
        found, names = network.measures[iri], [markdown_text(name) for name in who.get(iri, ())]
        rows.append([markdown_text(found.told.to(language)), str(found.k), comma.join(names[:SHOWN])])
    return rows


def _node_table(network: Network, found: Statistics, language: Language) -> list[list[str]]:
    order = sorted(_units(network), key=lambda n: (-network.nodes[n].leads, -found.strength[n], n))
    head = Text(
        "unit|measures:|partners:|together:|betweenness:|component:|community:",
        "单位|举措:|合作单位:|共同次数:|中介中心性:|分量:|社群:",
    )
    counted = bool(network.measures)  # the rows of a query have no measures
    columns = head.to(language).split("|")[: None if found.communities_tell else -1]
    rows = [columns if counted else [columns[0], *columns[2:]]]
    for n in order[:SHOWN]:
        numbers = [network.nodes[n].leads] * counted + [found.degree[n], found.strength[n]]
        groups = (found.component[n], found.community[n])[: 2 if found.communities_tell else 1]
        between = f"{found.betweenness[n]:.3f}"
        rows.append([markdown_text(network.nodes[n].name.to(language)), *map(str, numbers), between, *map(str, groups)])
    return rows


def _edge_table(network: Network, language: Language) -> list[list[str]]:
    head = Text("unit|unit|times:|weight 1/(k−1):|measures", "单位|单位|次数:|权重 1/(k−1):|举措")
    rows = [(head if network.measures else _BARE).to(language).split("|")]
    for edge in sorted(network.edges, key=lambda edge: (-edge.weight, edge.one, edge.other))[:SHOWN]:
        ends = [markdown_text(network.nodes[n].name.to(language)) for n in (edge.one, edge.other)]
        weights = [str(edge.times), f"{edge.shared:.3g}"] if network.measures else [str(edge.weight)]
        rows.append([*ends, *weights, "<br>".join(_measures(edge, network, language))])
    return rows


_BARE = Text("unit|unit|times:|measures", "单位|单位|次数:|举措")


def _measures(edge: Edge, network: Network, language: Language) -> Iterable[str]:
    for iri in edge.measures:
        found = network.measures[iri]
        about = [found.number, found.state.label.to(language) if found.state and found.ended else ""]
        said = ", ".join(markdown_text(word) for word in about if word)
        yield f"{markdown_text(found.titled.to(language))}{f' ({said})' if said else ''}"


def _component_table(network: Network, language: Language) -> list[list[str]]:
    rows = [Text("component:|units:|who", "分量:|单位数:|成员").to(language).split("|")]
    comma = Text(", ", "、").to(language)
    for number, component in enumerate(network.components()[:SHOWN], 1):
        units = [n for n in component if not network.nodes[n].is_measure]
        names = [markdown_text(network.nodes[n].short.to(language)) for n in units[:SHOWN]]
        rest = " …" if len(units) > SHOWN else ""
        rows.append([str(number), str(len(units)), comma.join(names) + rest])
    return rows


FORMAT = Format("md", Text("report to read and quote", "文字报告"), "text/markdown", "in each language", write)
