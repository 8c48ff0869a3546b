"""The page of the collaboration network: a picture drawn here, its tables, and the files to take."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from tongbao.network import Filters, Whole, read_network, write_network
from tongbao.network.svg import description, write_svg
from tongbao.publish.lists import A_PAGE
from tongbao.publish.page import Page
from tongbao.publish.render import LANGUAGES
from tongbao.publish.work import files_of
from tongbao.store import Store

if TYPE_CHECKING:
    from tongbao.publish.site import _Publishing

NETWORK_FORMS = ("svg", "gexf", "graphml", "cx2", "csv", "nodes.csv", "md")
PICTURED = 2_000
"""A network of more nodes has no picture in its page; the table and the files have all of it."""


def write_network_page(run: "_Publishing", store: Store) -> None:
    """Write the page of the network with its picture and its tables, and the network in all its forms."""
    network = read_network(store, Filters())
    whole = Whole.of(network)
    found = whole.statistics
    svg = {}
    for language in LANGUAGES:
        if len(network.nodes) <= PICTURED:
            drawn = write_svg(network, whole.places, language)
            svg[language] = Markup(drawn.partition("?>\n")[2].replace(' id="title"', "").replace(' id="desc"', ""))
        for form in NETWORK_FORMS:
            run.write({f"network/network-{language}.{form}": write_network(whole, form, language)})
    run.write({"network/network.json": write_network(whole, "json", "zh")})
    edges = [
        {
            "one": f"<{network.nodes[e.one].iri}>",
            "other": f"<{network.nodes[e.other].iri}>",
            "pair": " ".join(sorted((network.nodes[e.one].iri, network.nodes[e.other].iri))),
            "weight": e.weight,
            "iri": _edge_iri(run, network.nodes[e.one].iri, network.nodes[e.other].iri),
            "measures": [(f"<{m}>", network.measures[m].title) for m in e.measures],
        }
        for e in sorted(network.edges, key=lambda e: (-e.weight, e.one, e.other))[:A_PAGE]
    ]
    nodes = [
        {
            "iri": f"<{node.iri}>",
            "kind": node.kind.label if node.kind else "",
            "leads": node.leads,
            "degree": found.degree[n],
            "betweenness": found.betweenness[n],
        }
        for n, node in sorted(enumerate(network.nodes), key=lambda pair: (-pair[1].leads, pair[0]))[:A_PAGE]
    ]
    content = {
        "svg": svg,
        "edges": edges,
        "nodes": nodes,
        "forms_of_network": [*NETWORK_FORMS, "json"],
    }
    page = Page("network", "network.html", network.title, content, summary=description(network), data=False)
    run.write(files_of(page, run.site, None, ()))


def _edge_iri(run: "_Publishing", one: str, other: str) -> str:
    low, high = sorted(iri.rpartition("/")[2] for iri in (one, other))
    return f"<{run.base}id/co-leadership/{low}/{high}>"
