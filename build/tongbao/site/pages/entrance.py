"""The pages that lead to both languages: the page at the root, and the page for addresses that do not exist."""

from collections.abc import Iterator

from tongbao.errors import Text
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site, write_page


def entrances(site: Site) -> Iterator[dict[str, bytes]]:
    """Make both pages."""
    yield {"index.html": _entrance(site, site.title), "404.html": _entrance(site, _MISSING, site.path)}


def _entrance(site: Site, title: Text, root: str = "") -> bytes:
    page = Page("index", "entrance.html", title, {"root": root}, data=False)
    return write_page(page, site, "zh").encode()


_MISSING = Text("This page does not exist.", "页面不存在。")
