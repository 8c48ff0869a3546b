"""The edges as CSV, for spreadsheets, Gephi and Cytoscape."""

from tongbao.errors import Language, Text
from tongbao.network.formats.format import Format
from tongbao.network.rows import edge_rows, write_rows
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write a row for each edge."""
    return write_rows(edge_rows(whole, language))


FORMAT = Format("csv", Text("table of the edges", "边的表格"), "text/csv", "in each language", write)
