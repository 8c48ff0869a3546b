"""The pages that list documents: by kind with facets, and short tables of other pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tongbao.errors import Text
from tongbao.site.entries import Entry
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.listing import Listing
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.step import Output

A_PAGE = 500
"""Rows of a page of a plain table."""

HONOURS = Text("Honours, approval, reports and applications", "荣誉、肯定、报道与申报")
LISTS = (
    ("notice", "notices", Text("Notices", "公文")),
    ("measure", "measures", Text("Measures", "举措")),
    ("unit", "units", Text("Units", "单位")),
    ("commendation", "commendations", Text("Commended", "表扬")),
    ("criticism", "criticisms", Text("Criticised", "批评")),
    ("honour", "honours", HONOURS),
    ("place", "places", Text("Places", "地区")),
)
"""The lists of the site: of which kind of entry, the document, and what it is called."""


def lists_of(by_kind: Mapping[str, list[Entry]]) -> list[tuple[str, Text]]:
    """Return the lists that hold something, each with its name."""
    return [(document, label) for kind, document, label in LISTS if by_kind.get(kind)]


def lists(site: Site, entries: Mapping[str, list[Entry]]) -> Iterator[Output]:
    """Make the lists of notices, measures, units, places, praise and criticism, and recognitions."""
    known = Known(entries, site.labels)
    for kind, document, title in LISTS:
        listing = Listing(kind, document, title, known)
        yield from listing.parts()
        yield listing.files()


def table_page(document: str, title: Text, columns: Sequence[Text], rows: Sequence[Sequence[Any]]) -> Page:
    """Make a page with a table of few rows; cells are texts, numbers, things as terms, documents to link to."""
    return Page(document, "table.html", title, {"columns": columns, "rows": rows}, data=False)
