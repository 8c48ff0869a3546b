"""The guides in ``docs/`` as pages: CommonMark with tables, in both languages."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from tongbao.errors import Text
from tongbao.site.pages.lists import table_page
from tongbao.site.pages.page import Linked, Page
from tongbao.site.step import Document

CHINESE = ".zh-CN.md"
"""The ending of the names of Chinese guides; the English guide has the same name with ``.md``."""


def guides(guides: Sequence[Path]) -> Iterator[Document]:
    """Make a page for each guide, and the list of guides."""
    names = {file.name.removesuffix(CHINESE) for file in guides if file.name.endswith(CHINESE)}
    found = [_guide(name, {file.name: file for file in guides}, names) for name in sorted(names)]
    yield from map(Document, found)
    rows = [(Linked(page.document, page.title), page.summary) for page in found]
    columns = [Text("Guide", "说明"), Text("About", "内容")]
    yield Document(table_page("guides", Text("Guides", "使用说明"), columns, rows))


def _guide(name: str, files: dict[str, Path], names: set[str]) -> Page:
    english, chinese = (_rendered(files[f"{name}{ending}"], names) for ending in (".md", CHINESE))
    content = {"body": Text(english[2], chinese[2])}
    title, about = (Text(english[n], chinese[n]) for n in (0, 1))
    return Page(f"guide/{name}", "guide.html", title, content, summary=about, data=False)


def _rendered(file: Path, names: set[str]) -> tuple[str, str, Markup]:
    """Return the title of a guide, its first sentence, and the HTML of all but the title."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(file.read_text(encoding="utf-8"))
    assert (tokens[0].tag, tokens[3].tag) == ("h1", "p"), file
    about = re.split(r"(?<=[。])|(?<=[.]) ", tokens[4].content.replace("\n", " "), maxsplit=1)[0]
    for token in tokens:
        token.children = token.children and list(_led(token.children, names))
    html = reader.renderer.render(tokens[3:], reader.options, {})
    for pattern, words in _FRAMES:
        html = re.sub(pattern, words, html)
    return tokens[1].content, about, Markup(html)


_FRAMES = (
    (r"<table>", '<div class="scroll" role="group" tabindex="0"><table>'),
    (r"</table>", "</table></div>"),
    (r"<th>", '<th scope="col">'),
    (r"<pre>", '<pre class="code" tabindex="0">'),
)
"""Replacements: wide tables and long lines can be scrolled by keyboard, and headings of columns are marked as such."""


def _led(tokens: Sequence[Token], names: set[str]) -> Iterator[Token]:
    """Yield the tokens of a line: links to guides lead to their pages; links to anything that is not a page of the site are removed."""
    shown, before = True, ""
    for token in tokens:
        if token.type == "softbreak" and before and not before.isascii():
            continue  # Chinese has no space where a line is broken
        before = token.content[-1:]
        if token.type == "link_open":
            target, _, anchor = str(token.attrs["href"]).partition("#")
            name = posixpath.basename(target).removesuffix(CHINESE).removesuffix(".md")
            if "/" not in target and name in names:
                token.attrs["href"] = f"{name}.html" + (f"#{anchor}" if anchor else "")
            shown = "href" in token.attrs and (":" in target or ("/" not in target and name in names))
        if shown or not token.type.startswith("link_"):
            yield token
        if token.type == "link_close":
            shown = True
