"""GraphML with places and colours as attributes, for Gephi, yEd and igraph."""

from tongbao.errors import Language, Text
from tongbao.network.as_networkx import as_networkx, name_ids, write_document
from tongbao.network.formats.format import Format
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write GraphML."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter()
    writer.add_graph_element(as_networkx(whole, language, viz=False))
    name_ids(writer.xml, ("key", "for", "attr.name"), ("data", "key"))
    return write_document(writer.xml)


FORMAT = Format(
    "graphml",
    Text("for Gephi, yEd and igraph", "用于 Gephi、yEd、igraph"),
    "application/xml",
    "in each language",
    write,
)
