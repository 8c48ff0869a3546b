"""The charts of the site as exhibits: figures before and after, and networks."""

import re
from collections.abc import Callable
from functools import cache

from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.network import Network
from tongbao.network.picture import BROAD, NARROW
from tongbao.site.entries import Entry
from tongbao.site.pages.changes import HIGH, NOTHING, WIDE, Change, Picture
from tongbao.site.pages.exhibits import SOFT, Drawn, Exhibit, nested

COLOURS = {"was": "#8f8a82", "is": "#0b6fb8"}
"""As in the light style sheet: a picture that is taken along is on white."""
LARGER = 560 / WIDE
TOPS = {"was": 4, "is": 26}


def of_change(change: Change, picture: Picture, measure: Entry | None) -> Exhibit:
    """Return a figure before and after as an exhibit of the front page."""
    before, after = change.before, change.after
    title = Text(
        f"{change.counts.en}: {before.said.en} → {after.said.en}",
        f"{change.counts.zh}：{before.said.zh} → {after.said.zh}",
    )
    drawn = _drawn(picture)
    titled = Text(measure.english or measure.title, measure.title) if measure else NOTHING
    columns = (
        Text("What", "内容"),
        Text("Before", "之前"),
        Text("After", "之后"),
        Text("Measure", "举措"),
        Text("Notice", "公文"),
        Text("IRI", "IRI"),
    )
    row = (change.counts, before.said, after.said, titled, measure.number if measure else "", change.outcome[1:-1])
    return Exhibit(
        f"change-{_local(change.outcome)}",
        title,
        Text(": ".join(filter(None, (row[4], titled.en))), "：".join(filter(None, (row[4], titled.zh)))),
        "index",
        "changes",
        columns,
        [row],
        lambda _: drawn,
        picture.note or NOTHING,
    )


def _local(outcome: str) -> str:
    """Return the part of an outcome's IRI that no other outcome has, as the name of a file."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", outcome[1:-1].partition("/id/outcome/")[2])


def _drawn(picture: Picture) -> Drawn:
    blocks = "".join(
        f'<rect x="{b.left:g}" y="{TOPS[b.shows]}" width="{b.width:g}" height="{HIGH}" fill="{COLOURS[b.shows]}"/>'
        for b in picture.blocks
    )
    body = blocks or (_axis(picture) if picture.points else "")
    return Drawn(f'<g transform="scale({LARGER:g})">{body}</g>', 560, 46 * LARGER) if body else Drawn("", 560, 0)


def _axis(picture: Picture) -> str:
    start, end = picture.ends
    points = "".join(
        f'<circle cx="{point.left:g}" cy="16" r="6" fill="{COLOURS[point.shows]}"/>' for point in picture.points
    )
    lines = "".join(
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
        for x1, y1, x2, y2 in ((8, 16, 248, 16), (8, 11, 8, 21), (248, 11, 248, 21))
    )
    texts = "".join(
        f'<text x="{x}" y="40" font-size="8" fill="{SOFT}" text-anchor="{anchor}">{xml_escaped(xml_text(text))}</text>'
        for x, anchor, text in ((0, "start", start), (WIDE, "end", end))
    )
    return f'<g stroke="#85817a">{lines}</g>{points}{texts}'


def of_network(network: Network, title: Text, document: str, draw: Callable[[Language, float], str]) -> Exhibit:
    """Return a network as an exhibit of its page: its picture, drawn as SVG in a width, and all pairs."""
    nodes, measures = network.nodes, network.measures
    rows = []
    for edge in sorted(network.edges, key=lambda edge: (-edge.weight, edge.one, edge.other)):
        told = [measures[iri].told for iri in edge.measures if iri in measures]
        titles = Text("; ".join(text.en for text in told), "；".join(text.zh for text in told))
        rows.append((nodes[edge.one].name, nodes[edge.other].name, edge.weight, titles))
    columns = (Text("Unit", "单位"), Text("Unit", "单位"), Text("Times", "次数"), Text("Measures", "举措"))
    source = Text("the official notices that this site holds", "本站收录的公文")
    drawn = cache(lambda language, wide: nested(draw(language, wide)))
    return Exhibit(
        document, title, source, document, "", columns, rows,
        lambda language: drawn(language, BROAD), narrow=lambda language: drawn(language, NARROW),
    )  # fmt: skip
