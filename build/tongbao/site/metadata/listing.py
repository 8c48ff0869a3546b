"""The lists of all documents: the sitemap, and the linkset (RFC 9264) for hosts that cannot negotiate."""

import json
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from tongbao.site.media_types import MEDIA_TYPES
from tongbao.site.metadata.distributions import FILE_TYPES
from tongbao.site.metadata.signposting import LINKSET, Signpost, signposts
from tongbao.site.pages.render import LANGUAGES, Site

MOST = 50_000
"""The most addresses in one sitemap that the protocol allows."""


def listing(site: Site, names: Sequence[str]) -> Iterator[dict[str, bytes]]:
    """Yield the lists; ``names`` are the names of all other files of the site."""
    pages = sorted(
        name for name in names if name.endswith(".html") and name.startswith(("zh/", "en/")) and "/embed/" not in name
    )
    files = {LINKSET: _linkset(site, set(names))}
    if site.path == "/":  # it is only read at the root of a host
        allowed = "Disallow: /" if site.drafts else f"Allow: /\nSitemap: {site.base}sitemap.xml"
        files["robots.txt"] = f"User-agent: *\n{allowed}\n".encode()
    maps = [pages[n : n + MOST] for n in range(0, max(len(pages), 1), MOST)]
    if len(maps) == 1:
        yield files | {"sitemap.xml": _sitemap(site, maps[0])}
        return
    parts = {f"sitemap-{n}.xml": _sitemap(site, part) for n, part in enumerate(maps, 1)}
    listed = "".join(f"<sitemap><loc>{site.base}{name}</loc></sitemap>\n" for name in parts)
    whole = f'{_XML}<sitemapindex xmlns="{_MAP}">\n{listed}</sitemapindex>\n'
    yield files | parts | {"sitemap.xml": whole.encode()}


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _sitemap(site: Site, pages: Iterable[str]) -> bytes:
    """Return a sitemap; its last changes are those of the dataset, so that the same site has the same bytes."""
    changed = f"<lastmod>{site.modified}</lastmod>" if site.modified else ""
    listed = "".join(
        f"<url><loc>{_address(site, page)}</loc>{changed}{_languages(site, page)}</url>\n" for page in pages
    )
    return f'{_XML}<urlset xmlns="{_MAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{listed}</urlset>\n'.encode()


def _address(site: Site, page: str) -> str:
    return escape(site.base + quote(page))


def _languages(site: Site, page: str) -> str:
    """Return the links to a page in both languages, including itself, as search engines require."""
    document = page.partition("/")[2]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_address(site, f"{language}/{document}")}"/>'
        for language, tag in (("zh", "zh-Hans"), ("en", "en"))
    )


def _linkset(site: Site, names: set[str]) -> bytes:
    """Return the signposts of all pages, and where each is in the other language."""
    files = [(name, MEDIA_TYPES[form]) for name in sorted(names) if (form := _form_of_dump(name))]
    sets: list[str] = []
    for name in sorted(name for name in names if name.startswith("zh/") and name.endswith(".html")):
        document = name.removeprefix("zh/").removesuffix(".html")
        signs = list(signposts(document, site.base, site.licence, files if document == "data" else ()))
        for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
            entry = {"anchor": f"{site.base}{language}/{quote(document)}.html", **_by_relation(signs, site.base)}
            entry["alternate"] = [{"href": f"{site.base}{other}/{quote(document)}.html", "hreflang": [other]}]
            sets.append(json.dumps(entry, ensure_ascii=False))
    entrance = {"anchor": site.base, **_by_relation(signposts("index", site.base, site.licence), site.base)}
    sets.append(json.dumps(entrance, ensure_ascii=False))
    listed = ",\n".join(sets)
    return f'{{"linkset": [\n{listed}\n]}}\n'.encode()


def _form_of_dump(name: str) -> str:
    """Return the format of a file of the dataset: the graph, the list of its parts, or a table."""
    folder, _, file = name.partition("/")
    form = file.rpartition(".")[2]
    return form if folder == "dump" and "/" not in file and form in FILE_TYPES else ""


def _by_relation(signs: Iterable[Signpost], base: str) -> dict[str, list[dict[str, str]]]:
    """Return signposts in the form of a linkset; the signpost to the linkset itself is left out."""
    found: dict[str, list[dict[str, str]]] = {}
    for sign in signs:
        if sign.target != LINKSET:
            target = {"href": sign.address(base)} | ({"type": sign.media_type} if sign.media_type else {})
            found.setdefault(sign.relation, []).append(target)
    return found
