"""Write the diagrams as SVG: as parts of a page, coloured by its style sheet, or as files that stand alone."""

from collections.abc import Callable, Iterator

from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.network.style import FONT, LATIN
from tongbao.site.pages.model.drawing import STYLES, Card, Drawing, Line, Row, Words, rounded

COLOURS = {
    "paper": ("#ffffff", "#151618"),
    "panel": ("#f7f5f1", "#1f2023"),
    "ink": ("#1b1b1a", "#ececea"),
    "soft": ("#5c5953", "#b4b1ab"),
    "line": ("#e0dcd4", "#35363a"),
    "firm": ("#bdb8ae", "#5a5b60"),
}
"""The colours of the site's style sheet, on light and on dark ground."""
HUES = (
    ("#0b6fb8", "#5fb0f0"),
    ("#a6171c", "#ff8a80"),
    ("#0f7b5f", "#46c79c"),
    ("#b06a00", "#f0b04f"),
    ("#6b4f9e", "#bfa5ee"),
    ("#4d5058", "#b9bcc3"),
    ("#8a2f6b", "#ee9fd2"),
    ("#52720f", "#b3d25c"),
    ("#0a7d8c", "#5cd0de"),
)
"""The colours of boxes and of the lines that lead to them; where two lines have one colour, their arrows tell."""


PLAIN = -1
"""The colour of a box that no line leads to, and of the lines of trees."""


def rules() -> str:
    """Return the rules of the diagrams for the style sheet of the site."""
    light, dark = _variables(0), _variables(1)
    return f"{_RULES}.model {{ {light} }}\n@media (prefers-color-scheme: dark) {{ .model {{ {dark} }} }}\n"


def _variables(which: int) -> str:
    return " ".join(f"--h{n}: {colours[which]};" for n, colours in enumerate(HUES))


_RULES = "".join(
    [
        *(
            f".model .{style} {{ font-size: {size:g}px; font-weight: {weight}; }}\n"
            for style, (size, weight) in STYLES.items()
        ),
        ".model text { fill: var(--ink); }\n",
        ".model :is(.term, .many, .value) { fill: var(--soft); }\n",
        ".model .card > rect { fill: var(--paper); stroke: var(--firm); }\n",
        ".model .bar { fill: var(--firm); stroke: none; }\n",
        ".model .head { fill: var(--panel); stroke: none !important; }\n",
        ".model .way { fill: none; stroke: var(--soft); stroke-width: 1.6; }\n",
        ".model .arrow { fill: var(--soft); }\n",
        ".model .halo { fill: none; stroke: var(--paper); stroke-width: 5; }\n",
        ".model .rule { stroke: var(--line); }\n",
        ".model a { text-decoration: none; }\n",
        ".model a:is(:hover, :focus-visible) :is(.row, .key, .name,) { text-decoration: underline; }\n",
        *(
            f".model .h{n} > .bar, .model .arrow.h{n} {{ fill: var(--h{n}); stroke: none; }}\n"
            f".model .way.h{n} {{ stroke: var(--h{n}); }}\n"
            for n in range(len(HUES))
        ),
    ]
)


def as_part(drawing: Drawing, title: Text, said: Text, language: Language, classes: str, number: int) -> str:
    """Return the SVG of a diagram for a page: each box and row leads to the table of its class."""
    return "".join(
        [
            f'<svg class="model {classes}" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="group"'
            f' aria-labelledby="model-title-{number}" aria-describedby="model-desc-{number}">',
            f'<title id="model-title-{number}">{xml_escaped(title.to(language))}</title>',
            f'<desc id="model-desc-{number}">{xml_escaped(said.to(language))}</desc>',
            *_inside(drawing, lambda cls: f"#{anchor(cls)}"),
            "</svg>",
        ]
    )


def anchor(cls: str) -> str:
    """Return the anchor of a class on the page."""
    return f"class-{cls.partition(':')[2]}"


def as_file(drawing: Drawing, title: Text, said: Text, language: Language, address: Callable[[str], str]) -> str:
    """Return the SVG of a diagram as a file, with its colours, light or dark as the reader has it."""
    light, dark = (" ".join(f"--{name}: {both[n]};" for name, both in COLOURS.items()) for n in (0, 1))
    margin = 12
    box = f"{-margin} {-margin} {drawing.width + 2 * margin:g} {drawing.height + 2 * margin:g}"
    font = FONT if language == "zh" else LATIN + FONT
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" class="model" viewBox="{box}"'
            f' width="{drawing.width + 2 * margin:g}" height="{drawing.height + 2 * margin:g}"'
            f' role="img" aria-labelledby="title desc" font-family="{font}">',
            f'<title id="title">{xml_escaped(title.to(language))}</title>',
            f'<desc id="desc">{xml_escaped(said.to(language))}</desc>',
            f"<style>.model {{ {light} }} @media (prefers-color-scheme: dark) {{ .model {{ {dark} }} }}",
            f"{rules()}</style>",
            f'<rect x="{-margin}" y="{-margin}" width="{drawing.width + 2 * margin:g}"'
            f' height="{drawing.height + 2 * margin:g}" fill="var(--paper)"/>',
            *_inside(drawing, address),
            "</svg>\n",
        ]
    )


def _inside(drawing: Drawing, address: Callable[[str], str]) -> Iterator[str]:
    yield '<g aria-hidden="true">'
    for hue in sorted({line.hue for line in drawing.lines}):
        together = [line for line in drawing.lines if line.hue == hue]
        yield from (f'<path class="halo" d="{rounded(line.points)}"/>' for line in together)
        yield from map(_line, together)
    yield "</g>"
    yield from (_card(card, address) for card in drawing.cards)
    yield '<g aria-hidden="true">'
    yield from dict.fromkeys(_arrow(line) for line in drawing.lines if line.has_arrow)
    yield "</g>"


def _line(line: Line) -> str:
    path = rounded(line.points)
    return f'<path class="way{_hue(line.hue)}" d="{path}"><title>{xml_escaped(line.about)}</title></path>'


def _arrow(line: Line) -> str:
    (before, _), (x, y) = line.points[-2:]
    back = 7 if x < before else -7
    return f'<path class="arrow{_hue(line.hue)}" d="M{x:g} {y:g}l{back} -4v8z"/>'


def _hue(hue: int) -> str:
    return f" h{hue}" if hue != PLAIN else ""


def _card(card: Card, address: Callable[[str], str]) -> str:
    left, top, right, bottom = card.box
    wide, high = right - left, bottom - top
    head = high if card.is_small else HEAD
    frame = f'x="{left:g}" y="{top:g}" width="{wide:g}"'
    inside = "".join(
        [
            f"<title>{xml_escaped(card.about)}</title>",
            f'<path class="head" d="{_tab(left + 0.5, top + 0.5, wide - 1, head - 1, is_whole=card.is_small)}"/>',
            *map(_words, card.head),
        ]
    )
    return "".join(
        [
            f'<g class="card{_hue(card.hue)}"><rect {frame} height="{high:g}" rx="5"/>',
            f'<a href="{xml_text(address(card.cls))}">{inside}</a>' if card.cls else f"<g>{inside}</g>",
            *(_row(row, card, address) for row in card.rows),
            f'<path class="bar" d="{_side(left, top, high)}"/></g>',
        ]
    )


HEAD = 46.0


def _tab(left: float, top: float, wide: float, high: float, *, is_whole: bool) -> str:
    """Return the path of the head of a box: round above and, where it is all of the box, below."""
    below = f"v{high - 9:g}q0 4.5 -4.5 4.5h{9 - wide:g}q-4.5 0 -4.5 -4.5" if is_whole else f"v{high - 4.5:g}h{-wide:g}"
    return f"M{left:g} {top + 4.5:g}q0 -4.5 4.5 -4.5h{wide - 9:g}q4.5 0 4.5 4.5{below}z"


def _side(left: float, top: float, high: float) -> str:
    return f"M{left + 5:g} {top:g}q-5 0 -5 5v{high - 10:g}q0 5 5 5h-1.5v{-high:g}z"


def _row(row: Row, card: Card, address: Callable[[str], str]) -> str:
    left, _, right, _ = card.box
    rule = f'<path class="rule" d="M{left + 4:g} {row.y - 10.5:g}H{right - 0.5:g}"/>' if row.is_kind else ""
    words = "".join(map(_words, row.words))
    return f'{rule}<a href="{xml_text(address(row.target))}"><title>{xml_escaped(row.about)}</title>{words}</a>'


def _words(words: Words) -> str:
    end = ' text-anchor="end"' if words.anchor == "end" else ""
    return f'<text class="{words.style}" x="{words.x:g}" y="{words.y:g}"{end}>{xml_escaped(words.text)}</text>'
