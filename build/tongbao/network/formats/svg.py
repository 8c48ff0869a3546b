"""Write a picture as SVG 1.1: as a file that stands alone, or as a part of a page, styled by the page's style sheet."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.network.formats.format import Format
from tongbao.network.labels import HEIGHT, SIZE, Label, width
from tongbao.network.model import Network
from tongbao.network.picture import BROAD, Caption, Key, Line, Mark, Picture
from tongbao.network.style import FONT, INK, LATIN, outline
from tongbao.network.view import view_of
from tongbao.network.whole import Whole

ROW, ICON = 22.0, 16.0
"""The height of a row of the legend; the size of its marks."""
MARGIN = 12.0


def write(whole: Whole, language: Language) -> str:
    """Draw a network with its legend, as a file that stands alone."""
    return draw(whole.network, language)


def draw(network: Network, language: Language, wide: float = BROAD) -> str:
    """Draw a network of which no statistics are known."""
    view = view_of(network, language, wide)
    return as_file(view.picture, network.title.to(language), view.said.to(language), language)


# --- a part of a page -------------------------------------------------------------------------------------


class Hooks(NamedTuple):
    """What a page adds to the marks and lines: the addresses that these lead to, and attributes for its script."""

    address: Callable[[Mark], str]
    of_address: Callable[[Line], str] = lambda _: ""
    """The address that a line leads to; empty where it leads nowhere."""
    of_mark: Callable[[Mark], dict[str, str]] = lambda _: {}
    of_line: Callable[[Line], dict[str, str]] = lambda _: {}
    of_hull: Callable[[int], dict[str, str]] = lambda _: {}
    of_name: str = ""
    """The address that the name of a place leads to."""
    has_pointer: bool = True
    """Whether a pointer may rest on a line, and shows what it is."""


def as_part(picture: Picture, label: str, hooks: Hooks, *, classes: str = "net") -> str:
    """Return the SVG of a picture for a page: with the classes of the site's style sheet, a link for each mark, no colours."""
    names = {id(mark): _attributes(hooks.of_mark(mark)) for mark in picture.marks}
    return "".join([
        f'<svg class="{classes}" viewBox="0 0 {picture.width:g} {picture.height:g}" role="group" aria-label="{_quoted(label)}">',
        *(f'<path class="hull"{_attributes(hooks.of_hull(hull.node))} d="{hull.path}"/>' for hull in picture.hulls),
        *(f'<line class="rule" {_ends(rule)}/>' for rule in picture.rules),
        _page_lines(picture, hooks),
        *(f'<line class="leader" {_ends(m.label.leader)}/>' for m in picture.marks if m.label and m.label.leader),
        *(_page_mark(mark, hooks.address(mark), names[id(mark)]) for mark in picture.marks),
        *(_page_caption(caption, hooks.of_name) for caption in picture.captions),
        "</svg>",
    ])  # fmt: skip


def _page_lines(picture: Picture, hooks: Hooks) -> str:
    """Return the lines, hidden from screen readers together: what they lead to is listed."""
    lines = "".join([_page_line(line, hooks) for line in picture.lines])
    return f'<g aria-hidden="true">{lines}</g>' if lines else ""


def _page_line(line: Line, hooks: Hooks) -> str:
    """Return a line, as a link with room for a pointer where it leads somewhere; keys pass by, too."""
    what = f'class="tie" stroke-width="{line.width:g}"' if line.title else 'class="spoke"'
    drawn = f"<line {what}{_attributes(hooks.of_line(line))} {_ends(line.ends)}/>"
    if not (address := hooks.of_address(line)):
        return drawn
    room = f'<line class="room" {_ends(line.ends)}/>'
    title = _title(line.title.partition("\n")[0]) if hooks.has_pointer else ""  # what it leads to has the rest
    return f'<a href="{_quoted(address)}" tabindex="-1">{title}{drawn}{room}</a>'


def _page_mark(mark: Mark, address: str, attributes: str) -> str:
    inside = _title(mark.title)
    if mark.look.shape == "ring":
        inside += f'<circle class="hub" cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius:g}"/>'
        if mark.number:
            inside += f'<text aria-hidden="true" class="hubn" x="{mark.x:g}" y="{mark.y + 4:g}">{mark.number}</text>'
    else:
        inside += f'<circle class="halo" cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius + 4.5:g}"/>'
        inside += outline(mark.look.shape, mark.x, mark.y, mark.radius, f' class="shape {mark.look.mark}"')
        if mark.label:
            inside += f'<text aria-hidden="true" text-anchor="{mark.label.anchor}">{_lines_of(mark.label)}</text>'
    return f'<a href="{_quoted(address)}"{attributes}>{inside}</a>'


def _page_caption(caption: Caption, address: str) -> str:
    strong = " strong" if caption.strong else ""
    words = f'<text class="cap{strong}" x="{caption.x:g}" y="{caption.y:g}">{_escaped(caption.text)}</text>'
    return f'<a class="place" href="{_quoted(address)}">{words}</a>' if strong and address else words


def icon(key: Key) -> str:
    """Return the small picture of an entry of a page's legend; nothing for words alone."""
    if key.look is None:
        return ""
    if key.look.shape != "ring":
        mark = outline(key.look.shape, 8, 8, 6, f' class="shape {key.look.mark}"')
    else:
        mark = '<rect class="hull" x="0.5" y="0.5" width="19" height="15" rx="7.5"/>' if key.hulled else ""
        mark += f'<circle class="hub" cx="{10 if key.hulled else 8}" cy="8" r="{4.5 if key.hulled else 4}"/>'
    wide = 20 if key.hulled else 16
    return f'<svg class="net" width="{wide}" height="16" viewBox="0 0 {wide} 16" aria-hidden="true">{mark}</svg>'


# --- a file that stands alone -----------------------------------------------------------------------------


def as_file(picture: Picture, title: str, said: str, language: Language) -> str:
    """Return the SVG of a picture with its legend, with all colours in it."""
    legend = list(_legend(picture.legend, picture.width, picture.height))
    high = max((y for y, _ in legend), default=picture.height - MARGIN) + MARGIN
    wide = picture.width
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONT if language == "zh" else LATIN + FONT}" font-size="{SIZE:g}">',
        f'<title id="title">{_escaped(title)}</title>',
        f'<desc id="desc">{_escaped(said)}</desc>',
        f'<rect class="paper" width="{wide:g}" height="{high:g}" fill="{INK.paper}"/>',
        *_grounds(picture),
        *_drawn_lines(picture),
        *_drawn_marks(picture),
        *(entry for _, entry in legend),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _grounds(picture: Picture) -> Iterator[str]:
    yield f'<g class="hulls" fill="{INK.hull}" fill-opacity="0.75" stroke="{INK.hull_line}">'
    yield from (f'<path d="{hull.path}"/>' for hull in picture.hulls)
    yield "</g>"
    yield f'<g class="rules" stroke="{INK.line}">'
    yield from (f"<line {_ends(rule)}/>" for rule in picture.rules)
    yield "</g>"


def _drawn_lines(picture: Picture) -> Iterator[str]:
    yield f'<g class="edges" stroke="{INK.faint}" fill="none">'
    for line in picture.lines:
        (x, y), (u, v) = line.ends
        look = f'stroke-width="{line.width:g}"' + (' stroke-opacity="0.55"' if line.title else "")
        yield f'<path d="M{x:g} {y:g}L{u:g} {v:g}" {look}>{_title(line.title)}</path>'
    yield "</g>"


def _drawn_marks(picture: Picture) -> Iterator[str]:
    yield f'<g class="leaders" stroke="{INK.soft}" stroke-width="0.75">'
    yield from (f"<line {_ends(m.label.leader)}/>" for m in picture.marks if m.label and m.label.leader)
    yield "</g>"
    yield '<g class="nodes">'
    for mark in picture.marks:
        yield f"<g>{_title(mark.title)}{_drawn_mark(mark)}</g>"
    yield "</g>"
    # The white outline separates letters from what is below them.
    yield f'<g class="labels" fill="{INK.ink}" stroke="{INK.paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
    for mark in picture.marks:
        if label := mark.label:
            yield f'<text data-node="{mark.node}" text-anchor="{label.anchor}">{_lines_of(label)}</text>'
    yield "</g>"
    yield f'<g class="captions" fill="{INK.soft}">'
    for caption in picture.captions:
        strong = f' fill="{INK.ink}" font-weight="600"' if caption.strong else ""
        yield f'<text x="{caption.x:g}" y="{caption.y:g}"{strong}>{_escaped(caption.text)}</text>'
    yield "</g>"


def _drawn_mark(mark: Mark) -> str:
    if mark.look.shape != "ring":
        attributes = f' fill="{mark.look.colour}" stroke="{INK.paper}" stroke-width="1.25"'
        return outline(mark.look.shape, mark.x, mark.y, mark.radius, attributes)
    ring = outline("ring", mark.x, mark.y, mark.radius, f' fill="{INK.paper}" stroke="{INK.soft}" stroke-width="1.5"')
    if not mark.number:
        return ring
    look = f'font-size="11.5" font-weight="600" text-anchor="middle" fill="{INK.ink}"'
    return f'{ring}<text x="{mark.x:g}" y="{mark.y + 4:g}" {look}>{mark.number}</text>'


def _legend(keys: Iterable[Key], wide: float, top: float) -> Iterator[tuple[float, str]]:
    """Yield the entries of the legend in rows below a line, each with its lower end."""
    x, y = MARGIN, top + ROW
    if keys:
        yield (
            top,
            f'<line class="rule" x1="{MARGIN:g}" y1="{top:g}" x2="{wide - MARGIN:g}" y2="{top:g}" stroke="{INK.line}"/>',
        )
    for key in keys:
        across = (ICON + 8 if key.look else 0) + width(key.text)
        if x > MARGIN and x + across > wide - MARGIN:
            x, y = MARGIN, y + ROW
        yield y, f'<g class="legend" fill="{INK.soft}">{_entry(key, x, y)}</g>'
        x += across + 18


def _entry(key: Key, x: float, y: float) -> str:
    mark, left = "", x
    if key.look:
        left += ICON + 8
        at = x + 8, y - 4.5
        if key.hulled:
            mark = f'<rect x="{x - 2:g}" y="{y - 12:g}" width="20" height="15" rx="7.5" fill="{INK.hull}" stroke="{INK.hull_line}"/>'
        radius = 4.5 if key.look.shape == "ring" else 6
        mark += _drawn_mark(Mark(0, *at, radius, key.look))
    return f'{mark}<text x="{left:g}" y="{y:g}">{_escaped(key.text)}</text>'


# --- both -------------------------------------------------------------------------------------------------


def _lines_of(label: Label) -> str:
    box = label.box
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[label.anchor]
    return "".join(
        f'<tspan x="{x:.1f}" y="{box.top + HEIGHT * n + 0.78 * HEIGHT:.1f}">{_escaped(line)}</tspan>'
        for n, line in enumerate(label.lines)
    )


def _ends(line: tuple[tuple[float, float], tuple[float, float]] | None) -> str:
    assert line
    (x, y), (u, v) = line
    return f'x1="{x:.1f}" y1="{y:.1f}" x2="{u:.1f}" y2="{v:.1f}"'


def _title(text: str) -> str:
    return f"<title>{_escaped(text)}</title>" if text else ""


def _attributes(found: dict[str, str]) -> str:
    return "".join(f' {key}="{_quoted(value)}"' for key, value in found.items())


def _escaped(text: str) -> str:
    return xml_escaped(xml_text(text))


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


FORMAT = Format("svg", Text("drawing", "矢量图"), "image/svg+xml", "in each language", write)
