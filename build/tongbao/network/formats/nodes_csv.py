"""The nodes as CSV, for spreadsheets, Gephi and Cytoscape."""

from tongbao.errors import Language, Text
from tongbao.network.formats.format import Format
from tongbao.network.rows import node_rows, write_rows
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write a row for each node."""
    return write_rows(node_rows(whole, language))


FORMAT = Format("nodes.csv", Text("table of the nodes", "节点的表格"), "text/csv", "in each language", write)
