"""The step that makes the pages of the networks, their pictures, tables and files."""

from collections.abc import Callable, Iterator
from typing import Any

from tongbao.ask.store import Store
from tongbao.errors import Language
from tongbao.network import Filters, Network, Whole
from tongbao.network.first_view import chosen
from tongbao.network.formats import FORMATS, svg, write_network
from tongbao.network.formats.format import Format
from tongbao.network.model import MODES, Mode
from tongbao.network.read import read_network
from tongbao.rdf.iris import HOME
from tongbao.site.pages.exhibits import taken_along
from tongbao.site.pages.network.choices import choices_of
from tongbao.site.pages.network.first import first_of
from tongbao.site.pages.network.known import Known
from tongbao.site.pages.network.panels import panels_of
from tongbao.site.pages.network.pieces import pieces
from tongbao.site.pages.network.said import heading, label_of_both, leads, standing_out
from tongbao.site.pages.network.tables import SHOWN, pages_of, tables_of
from tongbao.site.pages.page import Page
from tongbao.site.pages.pictures import pictured
from tongbao.site.pages.render import LANGUAGES, Site
from tongbao.site.pages.shown import of_network
from tongbao.site.step import Document, Output
from tongbao.site.tables.files import MARK
from tongbao.site.things import Things

OFFERED = [form for form in FORMATS.values() if form.on_site != "no"]
ONCE = ("json",)
"""Formats that hold both modes in one file: pairs, and who has which part in each measure."""
TABLES = ("csv", "nodes.csv")
"""Formats in which units and measures of a large network are offered: in others they take more room than all else."""


def networks(site: Site, vocabulary: Things, meetings: Store, network: Network) -> Iterator[Output]:
    """Make the network of units that lead together, and that of all that take part in a measure in any role."""
    scheme = f"<{HOME}vocab/role>"
    roles = frozenset(c[1:-1].rpartition("#")[2] for c in vocabulary.all(scheme, "skos:hasTopConcept"))
    yield from _made(site, "network", "network", network)
    yield from _made(site, "network-roles", "roles", read_network(meetings, Filters(roles=roles)))


def _made(site: Site, document: str, file: str, network: Network) -> Iterator[Output]:
    """Make the page of a network, the pages of its tables, its pieces, and its files in both modes."""
    whole = Whole.of(network)
    known = Known.of(network, whole.statistics, site.base)
    yield from _files(file, whole, "units", readable=known.readable)
    yield from _files(file, Whole.of(known.both), "measures", readable=known.readable)
    yield from pieces(known, f"network/{file}")
    title, tables = heading(known), tables_of(known)
    exhibit = of_network(network, title, document, _drawing(known))
    yield from taken_along(exhibit, site)
    content = _content(known, file) | {"tables": tables, "exhibit": exhibit, "other": _OTHER[document]}
    yield Document(Page(document, "network.html", title, content, summary=network.size, data=False))
    if not known.readable:
        for table in tables:
            yield from (Document(page) for page in pages_of(table, known, document, network.title))


_OTHER = {"network": "network-roles", "network-roles": "network"}


def _content(known: Known, file: str) -> dict[str, Any]:
    shown = chosen(known.network)
    return {
        "known": known,
        "file": file,
        "leads": leads(known),
        "standing_out": standing_out(known),
        "both": {lang: pictured(known.both, lang, label_of_both(known)) for lang in LANGUAGES}
        if known.readable
        else {},
        "units": {lang: pictured(known.network, lang, known.network.size) for lang in LANGUAGES}
        if known.readable
        else {},
        "first": {} if known.readable else {lang: first_of(known.network, lang) for lang in LANGUAGES},
        "shown": shown,
        "choices": choices_of(known),
        "panels": list(panels_of(known)) if known.has_panels else [],
        "seen": SHOWN,
        "downloads": {mode: list(_offered(file, mode, readable=known.readable)) for mode in MODES},
    }


def _drawing(known: Known) -> Callable[[Language, float], str]:
    """Return what draws the picture of the page as a file that stands alone."""
    network = known.both if known.readable else known.network
    return lambda language, wide: svg.draw(network, language, wide)


# --- files ------------------------------------------------------------------------------------------------


def _files(file: str, whole: Whole, mode: Mode, *, readable: bool) -> Iterator[dict[str, bytes]]:
    """Yield a network in all formats."""
    for form, names in _offered(file, mode, readable=readable):
        mark = MARK.encode() if form.media_type == "text/csv" else b""  # as in all tables of the site
        for language, name in names.items():
            yield {name: mark + write_network(whole, form.ending, language)}


def _offered(file: str, mode: Mode, *, readable: bool) -> Iterator[tuple[Format, dict[Language, str]]]:
    """Yield the formats in which a network is written, each with its files by language."""
    stem = f"network/{file}" if mode == "units" else f"network/{file}-measures"
    for form in OFFERED:
        if mode == "measures" and (form.ending in ONCE or not (readable or form.ending in TABLES)):
            continue
        if form.on_site == "once":
            yield form, {"zh": f"{stem}.{form.ending}"}
        else:
            yield form, {language: f"{stem}-{language}.{form.ending}" for language in LANGUAGES}
