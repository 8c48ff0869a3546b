"""Pictures of answers, beside their tables: bars of what is counted, or the network of who is joined; none that would show nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pyoxigraph as ox
from markupsafe import Markup

from tongbao import paths
from tongbao.ask.people import grouped
from tongbao.ask.questions import Query
from tongbao.ask.store import Rows, Term
from tongbao.ask.terms import plain
from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.load.reader import parse_yaml
from tongbao.network.drawing import drawn
from tongbao.network.formats.svg import Hooks, as_file, as_part, icon
from tongbao.network.model import Network
from tongbao.network.picture import BROAD, NARROW
from tongbao.network.view import is_readable
from tongbao.site.pages.exhibits import INK, Drawn, Exhibit, nested
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, View
from tongbao.site.pages.shown import COLOURS
from tongbao.site.pages.wrapped import wrapped

FEWEST, MOST = 3, 15
"""So many bars say something, and can be read."""
SOURCE = Text("the official notices that this site holds", "本站收录的公文")


class Bar(NamedTuple):
    """A bar: what it is of, as a term or a text; its name, and its length."""

    thing: str
    name: Text
    value: Decimal


class Bars(NamedTuple):
    """The bars of an answer, in their order."""

    title: Text
    columns: tuple[Text, Text]
    bars: Sequence[Bar]
    rest: Text
    """What is said of those that are not shown."""

    @property
    def longest(self) -> Decimal:
        """Return the length of the longest bar."""
        return max(bar.value for bar in self.bars)


@cache
def pictures() -> dict[str, dict[str, Any]]:
    """Return what the pictures of stored questions are made from, as `pictures.yaml` has it."""
    document = parse_yaml(file := paths.QUERIES / "pictures.yaml", file.read_text("utf-8"))
    assert not document.problems, document.problems
    return dict(document.value)


def bars_of(
    query: Query, answer: Rows, names: Mapping[str, Mapping[str, str]], titles: Mapping[str, Text]
) -> Bars | None:
    """Return the bars of an answer; None where its question has none, or they would show nothing."""
    spec = pictures().get(query.name, {})
    if not spec or "pairs" in spec:
        return None
    counted = _counted(spec, answer)
    bars = [Bar(str(term), _name(term, names), value) for term, value in counted]
    shown, rest = (bars, Text("", "")) if "years" in spec else _longest(bars)
    if not FEWEST <= len(shown) <= MOST or len({bar.value for bar in bars}) < 2:
        return None
    of = titles[spec.get("of") or spec["years"]]
    return Bars(_title(query, spec["finding"], bars), (of, titles.get(spec.get("bars", ""), HOW_MANY)), shown, rest)


HOW_MANY = Text("How many", "数量")


def _counted(spec: Mapping[str, str], answer: Rows) -> list[tuple[Term, Decimal]]:
    """Return what is counted and how much it is; nothing where a row has no such value."""
    at = {name: n for n, name in enumerate(answer.variables)}
    if years := spec.get("years"):
        return _by_year([row[at[years]] for row in answer.rows])
    things = [row[at[spec["of"]]] for row in answer.rows]
    if "bars" not in spec:
        most = Counter(thing for thing in things if thing is not None).most_common()
        return [(thing, Decimal(count)) for thing, count in most]
    values = [row[at[spec["bars"]]] for row in answer.rows]
    pairs = [(thing, Decimal(plain(value))) for thing, value in zip(things, values, strict=True) if thing and value]
    return sorted(pairs, key=lambda pair: -pair[1]) if len(pairs) == len(things) else []


def _by_year(dates: Iterable[Term | None]) -> list[tuple[Term, Decimal]]:
    years = Counter(int(plain(date)[:4]) for date in dates if date)
    if not years or max(years) - min(years) >= MOST:
        return []
    return [(ox.Literal(str(year)), Decimal(years[year])) for year in range(min(years), max(years) + 1)]


def _name(term: Term, names: Mapping[str, Mapping[str, str]]) -> Text:
    text = plain(term)
    return Text(names["en"].get(text, text), names["zh"].get(text, text))


def _longest(bars: Sequence[Bar]) -> tuple[Sequence[Bar], Text]:
    """Return the longest bars, of which no two that are alike are parted, and how many others there are."""
    if len(bars) <= MOST:
        return bars, Text("", "")
    limit = bars[MOST].value
    shown = [bar for bar in bars if bar.value > limit]
    count, value = len(bars) - len(shown), grouped(f"{limit:f}")
    if bars[-1].value == limit:
        return shown, Text(f"Not drawn: {count:,} with {value} each.", f"未画出的 {count:,} 个各为 {value}。")
    return shown, Text(f"Not drawn: {count:,} with {value} or less.", f"未画出的 {count:,} 个均不超过 {value}。")


def _title(query: Query, finding: Mapping[str, str], bars: Sequence[Bar]) -> Text:
    """Return the finding where one bar is longer than all others, else the question."""
    ordered = sorted(bars, key=lambda bar: -bar.value)
    if any(one.value == other.value for one, other in list(pairwise(ordered))[:1]):
        return query.summary
    value, total = (grouped(f"{number:f}") for number in (ordered[0].value, sum(bar.value for bar in bars)))
    said = {
        language: finding[language].format(top=ordered[0].name.to(language), value=value, total=total)
        for language in ("en", "zh")
    }
    return Text(**said)


def bars_exhibit(query: Query, found: Bars) -> Exhibit:
    """Return the bars of an answer as an exhibit of its page."""
    document = f"question/{query.name}"
    rows = [(bar.name, bar.value, bar.thing[1:-1] if bar.thing.startswith("<") else "") for bar in found.bars]
    columns = (*found.columns, Text("IRI", "IRI"))
    return Exhibit(
        f"answer-{query.name}", found.title, SOURCE, document, "picture", columns, rows,
        lambda language: _drawn(found, language), found.rest,
    )  # fmt: skip


WIDE, ROOM, SIZE, HIGH = 560.0, 500.0, 14, 14
"""The width of the picture, the longest bar, the size of letters, and the height of a bar."""


def _drawn(found: Bars, language: Language) -> Drawn:
    """Draw each bar below its name, so that long names have room."""
    parts, y = [], 0.0
    for bar in found.bars:
        for line in wrapped(bar.name.to(language), SIZE, WIDE, 2):
            y += SIZE * 1.35
            parts.append(
                f'<text x="0" y="{y - 4:g}" font-size="{SIZE}" fill="{INK}">{xml_escaped(xml_text(line))}</text>'
            )
        wide = float(bar.value / found.longest) * ROOM
        parts.append(f'<rect x="0" y="{y:g}" width="{wide:.1f}" height="{HIGH}" fill="{COLOURS["is"]}"/>')
        value = grouped(f"{bar.value:f}")
        parts.append(f'<text x="{wide + 8:.1f}" y="{y + HIGH - 2:g}" font-size="{SIZE}" fill="{INK}">{value}</text>')
        y += HIGH + 8
    return Drawn("".join(parts), WIDE, y)


def pairs_of(query: Query, rows: Rows, network: Network) -> Network | None:
    """Return the part of the network that an answer of pairs tells of; None where that cannot be read in one picture."""
    ends = pictures().get(query.name, {}).get("pairs")
    if not ends:
        return None
    one, other = (rows.variables.index(end) for end in ends)
    pairs = {frozenset((plain(row[one]), plain(row[other]))) for row in rows.rows}
    iris = [node.iri for node in network.nodes]
    edges = [edge for edge in network.edges if frozenset((iris[edge.one], iris[edge.other])) in pairs]
    kept = sorted({n for edge in edges for n in (edge.one, edge.other)})
    at = {n: k for k, n in enumerate(kept)}
    part = replace(
        network,
        nodes=tuple(network.nodes[n] for n in kept),
        edges=tuple(edge._replace(one=at[edge.one], other=at[edge.other]) for edge in edges),
        participations=(),
        title=query.summary,
    )
    return part if len(edges) >= FEWEST and len(edges) == len(pairs) and is_readable(part) else None


def pairs_exhibit(query: Query, part: Network) -> Exhibit:
    """Return the network of an answer as an exhibit of its page."""
    nodes, size = part.nodes, part.size
    rows = [(nodes[edge.one].name, nodes[edge.other].name, edge.weight) for edge in part.edges]
    columns = (Text("Unit", "单位"), Text("Unit", "单位"), Text("Times", "次数"))

    def draw(language: Language, wide: float = BROAD) -> Drawn:
        picture = drawn(part, language, wide)
        return nested(as_file(picture, query.summary.to(language), size.to(language), language))

    document = f"question/{query.name}"
    return Exhibit(
        f"answer-{query.name}", query.summary, SOURCE, document, "picture", columns, rows, draw, size,
        lambda language: draw(language, NARROW),
    )  # fmt: skip


class Joined(NamedTuple):
    """The network of an answer on its page: the picture for a desk and for a phone, and what its marks mean."""

    pictures: Sequence[Markup]
    legend: Sequence[tuple[Markup, str]]
    differs: bool
    """Whether some lines are thicker than others."""


def network_part(part: Network, page: Page, site: Site) -> Mapping[Language, Joined]:
    """Return the network of an answer as a part of its page, in each language."""
    return {language: _joined(part, View(page, site, language, site.labels)) for language in LANGUAGES}


def _joined(part: Network, view: View) -> Joined:
    hooks = Hooks(lambda mark: view.to(f"<{part.nodes[mark.node].iri}>"))
    drawings = {name: drawn(part, view.language, wide) for name, wide in {"broad": BROAD, "narrow": NARROW}.items()}
    label = view.say(part.title)
    pictures = [Markup(as_part(one, label, hooks, classes=f"net {name}")) for name, one in drawings.items()]
    legend = [(Markup(icon(key)), key.text) for key in drawings["broad"].legend if key.look is not None]
    return Joined(pictures, legend, len({edge.weight for edge in part.edges}) > 1)
