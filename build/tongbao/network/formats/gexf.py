"""GEXF 1.2, with labels, colours, sizes and places, and edges that last as long as the years of their notices, for Gephi."""

from tongbao.errors import Language, Text
from tongbao.network.as_networkx import as_networkx, name_ids, write_document
from tongbao.network.formats.format import Format
from tongbao.network.whole import Whole


def write(whole: Whole, language: Language) -> str:
    """Write GEXF 1.2."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(as_networkx(whole, language, viz=True))
    for graph in writer.xml.iter("graph"):
        graph.attrib.pop("name", None)  # 1.2 has no such attribute
    meta = writer.xml.find("meta")
    if meta is not None:  # it holds the date, so that files would differ from day to day, and the name of networkx
        writer.xml.remove(meta)
    name_ids(writer.xml, ("attribute", "class", "title"), ("attvalue", "for"))
    return write_document(writer.xml)


FORMAT = Format("gexf", Text("for Gephi", "用于 Gephi"), "application/xml", "in each language", write)
