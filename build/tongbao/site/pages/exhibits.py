"""Charts to take along: each as a table, as a picture with its title, source and day, and as a small page to embed elsewhere.

A page that shows a chart declares an ``Exhibit``, gives what ``taken_along`` makes of it among its files, and calls the macro
``take_along`` of ``take_along.html``, which offers them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.files.escape import csv_text, xml_escaped, xml_text
from tongbao.network.formats.png import chinese_family, draw
from tongbao.network.style import FONT, LATIN
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, day_in_words
from tongbao.site.pages.wrapped import wrapped
from tongbao.site.step import Document, Output
from tongbao.site.tables.files import MARK

FOLDER, PAGES = "charts", "embed"
"""Where the files are, and the small pages."""
ROWS = 2_000
"""Rows of a table that the small page shows; the file has all."""
EDGE, ROOM = 24.0, 560.0
"""Pixels around a picture, and the least width inside."""
BELOW = 102
"""Pixels below the picture of a small page: its table, folded, and where it is from."""
TITLE, NOTE = 20, 13
INK, SOFT = "#1b1b1a", "#5c5953"

Cell = str | float | Decimal | Text


class Drawn(NamedTuple):
    """A picture as SVG without a frame: its elements, with colours of their own, and the size that they take."""

    body: str
    width: float
    height: float


@dataclass(frozen=True)
class Exhibit:
    """A chart of a page."""

    name: str
    """Of its files: letters, digits, hyphens, points."""
    title: Text
    """What it shows, as a finding."""
    source: Text
    """Where its figures stand."""
    document: str
    """The page that it belongs to, and the place there."""
    anchor: str
    columns: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    draw: Callable[[Language], Drawn]
    note: Text = Text("", "")  # noqa: RUF009 - a text never changes
    """What is to be said of how it is drawn."""
    narrow: Callable[[Language], Drawn] | None = None
    """The picture for a phone, where letters would be too small in the other."""

    def file(self, form: str, language: Language, way: str = "") -> str:
        """Return the path of one of its files."""
        return f"{FOLDER}/{self.name}{way and f'-{way}'}-{language}.{form}"

    @property
    def page(self) -> str:
        """Return the small page, as a document."""
        return f"{PAGES}/{self.name}"

    def snippet(self, site: Site, language: Language) -> str:
        """Return the HTML that shows it on another page; nothing of the chart's text can end an attribute."""
        title = xml_escaped(self.title.to(language)).replace('"', "&quot;")
        height = round(framed(self, site, language).height) + BELOW
        return (
            f'<iframe src="{site.base}{language}/{self.page}.html" title="{title}" '
            f'width="100%" height="{height}" frameborder="0" loading="lazy"></iframe>'
        )


def taken_along(exhibit: Exhibit, site: Site) -> Iterator[Output]:
    """Make the files of a chart in both languages, and its small page; pictures as PNG where this machine can draw them."""
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", exhibit.name), exhibit.name
    family = chinese_family() if site.cards else None
    sizes, narrow = dict[Language, Drawn](), dict[Language, Drawn]()
    for language in LANGUAGES:
        picture = framed(exhibit, site, language)
        sizes[language] = picture
        yield {
            exhibit.file("svg", language): _file(exhibit, picture, language).encode(),
            exhibit.file("csv", language): _table(exhibit, language),
        }
        if exhibit.narrow:
            narrow[language] = framed(exhibit, site, language, exhibit.narrow)
            yield {exhibit.file("svg", language, "narrow"): _file(exhibit, narrow[language], language).encode()}
        if family:
            yield {exhibit.file("png", language): draw(_file(exhibit, picture, language), family, zoom=2)}
    content = {
        "exhibit": exhibit,
        "sizes": sizes,
        "narrow": narrow,
        "rows": exhibit.rows[:ROWS],
        "more": max(len(exhibit.rows) - ROWS, 0),
    }
    yield Document(Page(exhibit.page, "embed.html", exhibit.title, content, summary=exhibit.source, data=False))


def source_line(exhibit: Exhibit, site: Site) -> Text:
    """Say where a chart is from, and of which day and version."""
    day = day_in_words(site.modified) if site.modified else Text("", "")
    version = Text(f"version {site.version}", f"版本 {site.version}") if site.version else Text("", "")
    en = ", ".join(filter(None, (site.brand.en, version.en, day.en)))
    zh = "，".join(filter(None, (site.brand.zh, version.zh, day.zh)))
    return Text(f"Source: {exhibit.source.en}. {en}", f"来源：{exhibit.source.zh}。{zh}")


def framed(exhibit: Exhibit, site: Site, language: Language, draw: Callable[[Language], Drawn] | None = None) -> Drawn:
    """Put the title above a picture, and what is to be said of it and its source below."""
    picture = (draw or exhibit.draw)(language)
    room = picture.width if draw else max(picture.width, ROOM)
    title = _lines(wrapped(exhibit.title.to(language), TITLE, room, 3), TITLE, EDGE, INK, bold=True)
    y = title.height + 16
    parts = [title.body, f'<g transform="translate({EDGE:g} {y:g})">{picture.body}</g>']
    y += picture.height + 12
    for text in (exhibit.note, source_line(exhibit, site)):
        if said := text.to(language):
            below = _lines(wrapped(said, NOTE, room, 4), NOTE, y, SOFT)
            parts.append(below.body)
            y = below.height
    return Drawn("".join(parts), room + 2 * EDGE, y + EDGE)


def _lines(lines: Sequence[str], size: int, top: float, colour: str, *, bold: bool = False) -> Drawn:
    """Write lines of text from a height on; the height of the result is where they end."""
    weight = ' font-weight="700"' if bold else ""
    written = "".join(
        f'<text x="{EDGE:g}" y="{top + size * (1.4 * n + 1.1):g}" font-size="{size}"{weight} fill="{colour}">{xml_escaped(xml_text(line))}</text>'
        for n, line in enumerate(lines)
    )
    return Drawn(written, 0, top + size * 1.4 * len(lines))


def _file(exhibit: Exhibit, picture: Drawn, language: Language) -> str:
    """Return a picture as a file that stands alone."""
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    family = FONT if language == "zh" else LATIN + FONT
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {picture.width:g} {picture.height:g}" role="img" font-family="{family}">',
        f"<title>{xml_escaped(xml_text(exhibit.title.to(language)))}</title>",
        f'<rect {size} fill="#ffffff"/>',
        picture.body,
        "</svg>",
        "",
    ])  # fmt: skip


def _table(exhibit: Exhibit, language: Language) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.to(language) for column in exhibit.columns)
    for row in exhibit.rows:
        writer.writerow(_cell(cell, language) for cell in row)
    return (MARK + out.getvalue()).encode()


def _cell(cell: Cell, language: Language) -> str:
    said = cell.to(language) if isinstance(cell, Text) else cell
    return csv_text(said) if isinstance(said, str) else f"{said}"


def nested(svg: str) -> Drawn:
    """Return a picture that is a file of its own as a part of another.

    >>> nested('<?xml version="1.0"?><svg viewBox="0 0 30 20"><g/></svg>')
    Drawn(body='<svg width="30" height="20" viewBox="0 0 30 20"><g/></svg>', width=30.0, height=20.0)
    """
    start = svg.index("<svg")
    head, inside = svg[start : svg.index(">", start)], svg[svg.index(">", start) + 1 :].rstrip()
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', head)
    assert found
    inside = re.sub(r' id="(?:title|desc)"', "", inside)
    size = f'width="{found[1]}" height="{found[2]}"'
    return Drawn(
        f'<svg {size} viewBox="0 0 {found[1]} {found[2]}"{_font_size(head)}>{inside}', float(found[1]), float(found[2])
    )


def _font_size(head: str) -> str:
    found = re.search(r' font-size="[\d.]+"', head)
    return found[0] if found else ""
