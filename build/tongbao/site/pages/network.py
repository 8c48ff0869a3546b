"""The page of the collaboration network: a picture drawn here, its tables, and the files to download."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from tongbao.ask.store import Store
from tongbao.errors import Language
from tongbao.network import Filters, Network, Whole
from tongbao.network.formats import FORMATS, svg, write_network
from tongbao.network.formats.format import Format
from tongbao.network.read import read_network
from tongbao.rdf.iris import HOME
from tongbao.site.notice import is_interpreted
from tongbao.site.pages.exhibits import taken_along
from tongbao.site.pages.lists import A_PAGE
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site
from tongbao.site.pages.shown import of_network
from tongbao.site.step import Document, Output
from tongbao.site.tables.files import MARK
from tongbao.site.things import Things

OFFERED = [form for form in FORMATS.values() if form.on_site != "no"]
PICTURED = 2_000
"""A network with more nodes has no picture on its page; the tables and the files have all of it."""


def networks(site: Site, vocabulary: Things, meetings: Store, network: Network) -> Iterator[Output]:
    """Make the network of units that lead together, and that of all that take part in a measure in any role."""
    scheme = f"<{HOME}vocab/role>"
    roles = frozenset(c[1:-1].rpartition("#")[2] for c in vocabulary.all(scheme, "skos:hasTopConcept"))
    yield from _written(site, "network", "network", network, leads=True)
    yield from _written(site, "network-roles", "roles", read_network(meetings, Filters(roles=roles)), leads=False)


def _written(site: Site, document: str, file: str, network: Network, *, leads: bool) -> Iterator[Output]:
    """Make the page of a network with its picture and its tables, and the network in all formats."""
    whole = Whole.of(network)
    pictures, drawings = {}, {}
    for language in LANGUAGES:
        if len(network.nodes) <= PICTURED:
            drawn = drawings[language] = svg.write(whole, language)
            pictures[language] = Markup(drawn.partition("?>\n")[2].replace(' id="title"', "").replace(' id="desc"', ""))
    for form in OFFERED:
        mark = MARK.encode() if form.media_type == "text/csv" else b""  # as in all tables of the site
        for language, name in _names(file, form).items():
            yield {name: mark + write_network(whole, form.ending, language)}
    content: dict[str, Any] = {
        "leads": leads,
        "interpreted_leads": any(is_interpreted(measure.reading) for measure in network.measures.values()),
        "file": file,
        "svg": pictures,
        "edges": _edges(network, site.base),
        "nodes": _nodes(whole),
        "downloads": {form.ending: _names(file, form) for form in OFFERED},
        "exhibit": of_network(network, document, drawings) if drawings else None,
    }
    if exhibit := content["exhibit"]:
        yield from taken_along(exhibit, site)
    yield Document(Page(document, "network.html", network.title, content, summary=network.size, data=False))


def _names(file: str, form: Format) -> dict[Language, str]:
    """Return the path of a network in one format, for each language in which it is written."""
    if form.on_site == "once":
        return {"zh": f"network/{file}.{form.ending}"}
    return {language: f"network/{file}-{language}.{form.ending}" for language in LANGUAGES}


def _edges(network: Network, base: str) -> list[dict[str, Any]]:
    """Return the rows of the table of edges, the heaviest first."""
    ordered = sorted(network.edges, key=lambda edge: (-edge.weight, edge.one, edge.other))[:A_PAGE]
    ends = [(edge, network.nodes[edge.one].iri, network.nodes[edge.other].iri) for edge in ordered]
    return [
        {
            "one": f"<{one}>",
            "other": f"<{other}>",
            "pair": " ".join(sorted((one, other))),
            "weight": edge.weight,
            "iri": _edge_iri(base, one, other),
            "measures": [(f"<{m}>", network.measures[m].told) for m in edge.measures],
        }
        for edge, one, other in ends
    ]


def _nodes(whole: Whole) -> list[dict[str, Any]]:
    """Return the rows of the table of nodes, the most measures first."""
    found = whole.statistics
    ordered = sorted(enumerate(whole.network.nodes), key=lambda pair: (-pair[1].leads, pair[0]))[:A_PAGE]
    return [
        {
            "iri": f"<{node.iri}>",
            "kind": node.kind.label if node.kind else "",
            "leads": node.leads,
            "degree": found.degree[n],
            "betweenness": found.betweenness[n],
        }
        for n, node in ordered
    ]


def _edge_iri(base: str, one: str, other: str) -> str:
    low, high = sorted(iri.rpartition("/")[2] for iri in (one, other))
    return f"<{base}id/co-leadership/{low}/{high}>"
