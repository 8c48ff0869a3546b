"""What lists every document: the sitemap, and the linkset (RFC 9264) for hosts that cannot negotiate."""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from tongbao.publish.render import FORMS, LANGUAGES, Site

MOST = 50_000
"""Addresses in one sitemap, as the protocol allows."""


def listing_files(site: Site, names: Sequence[str]) -> dict[str, bytes]:
    """Return the lists, given the names of all files of the site."""
    pages = sorted(name for name in names if name.endswith(".html") and name.startswith(("zh/", "en/")))
    files = {"linkset.json": _linkset(site, set(names))}
    if site.path == "/":  # elsewhere nobody looks for it
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {site.base}sitemap.xml\n".encode()
    maps = [pages[n : n + MOST] for n in range(0, max(len(pages), 1), MOST)]
    if len(maps) == 1:
        return files | {"sitemap.xml": _sitemap(site, maps[0])}
    parts = {f"sitemap-{n}.xml": _sitemap(site, part) for n, part in enumerate(maps, 1)}
    listed = "".join(f"<sitemap><loc>{site.base}{name}</loc></sitemap>\n" for name in parts)
    whole = f'{_XML}<sitemapindex xmlns="{_MAP}">\n{listed}</sitemapindex>\n'
    return files | parts | {"sitemap.xml": whole.encode()}


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _sitemap(site: Site, pages: Iterable[str]) -> bytes:
    """Return a sitemap; it holds no dates, so that the same site has the same bytes."""
    listed = "".join(f"<url><loc>{escape(site.base + quote(page))}</loc></url>\n" for page in pages)
    return f'{_XML}<urlset xmlns="{_MAP}">\n{listed}</urlset>\n'.encode()


def _linkset(site: Site, names: set[str]) -> bytes:
    """Return for each document its pages and its data, with FAIR Signposting's relations."""
    sets: list[str] = []
    for name in sorted(name for name in names if name.startswith("zh/") and name.endswith(".html")):
        document = name.removeprefix("zh/").removesuffix(".html")
        data = [
            {"href": f"{site.base}data/{quote(document)}.{form}", "type": media_type}
            for form, media_type in FORMS.items()
            if f"data/{document}.{form}" in names
        ]
        cited = document.count("/") and not document.startswith("vocab/")
        for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True) if data else ():
            entry = {
                "anchor": f"{site.base}{language}/{quote(document)}.html",
                "describedby": data,
                "license": [{"href": site.licence}],
                "alternate": [{"href": f"{site.base}{other}/{quote(document)}.html", "hreflang": [other]}],
                "type": [{"href": "https://schema.org/AboutPage"}],
            }
            entry |= {"cite-as": [{"href": f"{site.base}id/{quote(document)}"}]} if cited else {}
            sets.append(json.dumps(entry, ensure_ascii=False))
    listed = ",\n".join(sets)
    return f'{{"linkset": [\n{listed}\n]}}\n'.encode()
