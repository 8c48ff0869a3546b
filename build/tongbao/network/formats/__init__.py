"""The formats of a network: one module each, which declares everything about its format.

A new format is a new module here, and its name in the list below.
"""

from tongbao.errors import Language
from tongbao.network.formats import cx2, edges_csv, gexf, graphml, json, markdown, nodes_csv, png, svg
from tongbao.network.formats.format import Format
from tongbao.network.whole import Whole

FORMATS: dict[str, Format] = {
    module.FORMAT.ending: module.FORMAT
    for module in (svg, gexf, graphml, cx2, edges_csv, nodes_csv, markdown, json, png)
}
"""The formats by the ending of a file's name, in the order in which they are offered."""


def write_network(whole: Whole, form: str, language: Language) -> bytes:
    """Write a network in one of the formats; the same network gives the same bytes.

    Raises UsageError where PNG is requested but cannot be made here.
    """
    written = FORMATS[form].write(whole, language)
    return written if isinstance(written, bytes) else written.encode()
