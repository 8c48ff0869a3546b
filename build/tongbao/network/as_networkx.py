"""A network as a graph of networkx, which writes two of the formats."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, indent, tostring

from tongbao.errors import Language
from tongbao.files.escape import xml_text
from tongbao.network.rows import Row, edge_rows, node_rows
from tongbao.network.whole import Whole


def write_document(root: Element) -> str:
    """Write an XML document, indented."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def name_ids(root: Element, declares: tuple[str, str, str], uses: tuple[str, str]) -> None:
    """Give the attributes of a document ids that tell what they are, such as ``edge-years``: numbers change with each new column.

    ``declares`` has the name of the element that declares an attribute, and its keys for what it is of and for its
    title; ``uses`` the name of the element that holds a value, and its key.
    """
    tag, of, title = declares
    renamed: dict[str, str] = {}
    for parent in root.iter():
        for element in parent:
            if element.tag.rpartition("}")[2] == tag:
                new = f"{element.get(of) or parent.get(of)}-{element.get(title)}"
                renamed[element.get("id", "")] = new
                element.set("id", new)
    for element in root.iter():
        if element.tag.rpartition("}")[2] == uses[0]:
            element.set(uses[1], renamed[element.get(uses[1], "")])


def as_networkx(whole: Whole, language: Language, *, viz: bool) -> Any:
    """Return a network as a graph of networkx; ``viz`` adds the look of nodes, in the form of GEXF."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for row in node_rows(whole, language):
        row = _known(row)
        node, colour = row.pop("id"), [int(row["colour"][n : n + 2], 16) for n in (1, 3, 5)]
        graph.add_node(node, **row, **dict(zip("rgb", colour, strict=True)))
        if viz:
            position = {"x": row["x"], "y": -row["y"], "z": 0.0}  # in Gephi, y grows upwards
            colours = dict(zip(("r", "g", "b"), colour, strict=True), a=1.0)
            graph.nodes[node]["viz"] = {"color": colours, "size": row["size"], "position": position}
    for row in edge_rows(whole, language):
        row = {key: value for key, value in _known(row).items() if not key.endswith("_label")}
        if viz and (years := row.get("years")):
            row["spells"] = spells(map(int, years.split()))
        graph.add_edge(row.pop("source"), row.pop("target"), label=row["titles"], **row)
    return graph


def _known(row: Row) -> Row:
    """Return what is known, as XML may hold it."""
    return {
        key: xml_text(value) if isinstance(value, str) else value for key, value in row.items() if value is not None
    }


def spells(years: Iterable[int]) -> list[tuple[str, str]]:
    """Return the time from the first day to the last day of each run of years.

    >>> spells([2021, 2022, 2024])
    [('2021-01-01', '2022-12-31'), ('2024-01-01', '2024-12-31')]
    """
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [(f"{run[0]:04}-01-01", f"{run[-1]:04}-12-31") for run in runs]
