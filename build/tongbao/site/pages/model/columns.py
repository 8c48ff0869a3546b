"""The diagram of the classes that are drawn large: boxes in columns, a row for each property, a line where it leads to another box."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.geometry import Box
from tongbao.site.pages.model.choice import choice, kinds_of, large_of
from tongbao.site.pages.model.classes import Class, Property, Value, classes
from tongbao.site.pages.model.drawing import PAD, Card, Drawing, Line, Row, Words
from tongbao.site.pages.model.routes import LANE, Tie, drawn, lanes, ways_of
from tongbao.site.pages.model.svg import PLAIN

HEAD, ROW, GAP = 46.0, 21.0, 30.0
"""The heights of the head of a box, of a row, and of the gap below a box, in pixels."""
EDGE = 12.0
"""Between the outermost lane and a box."""
MANY = 34.0
"""The width of the column that says how many."""


class _Plan(NamedTuple):
    """A box before its place is known."""

    cls: Class
    rows: list[Property]
    kinds: list[str]

    @property
    def high(self) -> float:
        return HEAD + ROW * (len(self.rows) + len(self.kinds)) + 8


def diagram(wide: float, columns: int, language: Language) -> Drawing:
    """Draw the large classes in some columns on a width in pixels."""
    plans = [[_plan(name) for name in names] for names in choice().grouped(columns)]
    tops = _tops(plans)
    ties = list(_ties(plans, tops))
    ways = ways_of([tie for tie, _ in ties], [_gaps(column, tops) for column in plans])
    ordered = lanes(ways)
    boxes, xs = _spread(wide, columns, ordered)
    high = max(tops[plan.cls.name] + plan.high for column in plans for plan in column)
    cards = [
        _card(plan, Box(box.left, tops[plan.cls.name], box.right, tops[plan.cls.name] + plan.high), language)
        for column, box in zip(plans, boxes, strict=True)
        for plan in column
    ]
    lines = [
        Line(drawn(tie, ways[tie], xs, boxes), hues()[large_of(tie.target)], about.to(language)) for tie, about in ties
    ]
    return Drawing(wide, high + 2, tuple(cards), tuple(lines))


@cache
def hues() -> dict[str, int]:
    """Return a colour, by number, for each class that another leads to: the same in all diagrams."""
    known = classes()
    led = {
        large_of(value)
        for name in choice().large
        for one in choice().rows(known[name])
        for value in one.classes
        if not one.is_derived and large_of(value) != name
    }
    first = choice().large[0]  # what all begins with needs none, though others lead back to it
    return {name: n for n, name in enumerate(name for name in choice().large if name in led and name != first)}


def _plan(name: str) -> _Plan:
    cls = classes()[name]
    order = choice().large
    rows = sorted(choice().rows(cls), key=lambda one: (one.is_derived, *_place(one, cls, order)))
    return _Plan(cls, rows, kinds_of(name))


def _place(one: Property, cls: Class, order: Sequence[str]) -> tuple[int, int, bool, str]:
    """Return where the row of a property stands: names, values, then what leads to other classes, in their order."""
    led = min((order.index(of) for name in one.classes if (of := large_of(name)) in order), default=-1)
    return (one.name not in cls.labels, led, not one.least, one.name)


def _tops(plans: Sequence[Sequence[_Plan]]) -> dict[str, float]:
    """Return the top of each box: columns begin at the same height and, where that is not far, end there too."""
    highs = [sum(plan.high for plan in column) + GAP * (len(column) - 1) for column in plans]
    tops: dict[str, float] = {}
    top = 1.0 + GAP * any(len(column) == 1 for column in plans)  # over a single box lines cross above it
    for column, high in zip(plans, highs, strict=True):
        spare = (max(highs) - high) / max(1, len(column) - 1)
        y = top
        for plan in column:
            tops[plan.cls.name] = round(y)
            y += plan.high + GAP + min(spare, 2 * GAP)
    return tops


def _gaps(column: Sequence[_Plan], tops: Mapping[str, float]) -> list[float]:
    """Return the heights at which lines may cross a column: between its boxes or, where it has one, above it."""
    pairs = pairwise(column)
    found = [(tops[one.cls.name] + one.high + tops[other.cls.name]) / 2 for one, other in pairs]
    return found or [tops[column[0].cls.name] - GAP / 2]


def _ties(plans: Sequence[Sequence[_Plan]], tops: Mapping[str, float]) -> Iterator[tuple[Tie, Text]]:
    """Yield what lines connect, each with words for it: no shortcuts, nothing that leads to its own box, and one way of two that lead back and forth."""
    places = {plan.cls.name: n for n, column in enumerate(plans) for plan in column}
    order, known = list(places), {plan.cls.name: plan for column in plans for plan in column}
    seen: set[tuple[str, str]] = set()
    for name in order:
        for n, one in enumerate(known[name].rows):
            values = [value for value in one.classes if _is_tied(name, large_of(value), places, seen)]
            for k, value in enumerate(() if one.is_derived else values):
                large = large_of(value)
                seen.add((name, large))
                y = tops[name] + HEAD + ROW * (n + 0.5) + 6 * (k - (len(values) - 1) / 2)
                entry = tops[large] + _entry(known[large], value)
                yield Tie(places[name], y, value, places[large], entry), _said(one, name, value)


def _is_tied(name: str, other: str, places: Mapping[str, int], seen: set[tuple[str, str]]) -> bool:
    return other != name and other in places and (other, name) not in seen


def _entry(plan: _Plan, value: str) -> float:
    """Return how far below the top of a box a line enters it: in its head or, for a class below, in the row of that."""
    if value in plan.kinds:
        return HEAD + ROW * (len(plan.rows) + plan.kinds.index(value) + 0.5)
    return HEAD / 2


def _said(one: Property, name: str, value: str) -> Text:
    cls, other = classes()[name], classes()[value]
    return Text(*(f"{a} → {b}: {one.name}, {one.many}" for a, b in zip(cls.label, other.label, strict=True)))


def _spread(
    wide: float, columns: int, ordered: Mapping[int, Sequence[str]]
) -> tuple[list[Box], dict[tuple[int, str], float]]:
    """Return the rectangles of the columns, and the places of the lanes."""
    gutters = {n: EDGE * 2 + LANE * (len(ordered.get(n, ())) - 1) if ordered.get(n) else 0.0 for n in range(columns)}
    for n in range(columns - 1):
        gutters[n] = max(gutters[n], 2 * EDGE)
    gutters[columns - 1] = max(0.0, gutters[columns - 1] - EDGE + 2)
    each = (wide - sum(gutters.values()) - 2) / columns
    boxes, xs, x = [], {}, 1.0
    for n in range(columns):
        boxes.append(Box(round(x, 1), 0, round(x + each, 1), 0))
        for lane, target in enumerate(ordered.get(n, ())):
            xs[n, target] = round(x + each + EDGE + LANE * lane, 1)
        x += each + gutters[n]
    return boxes, xs


def _card(plan: _Plan, box: Box, language: Language) -> Card:
    cls, left = plan.cls, box.left + PAD
    head = (
        Words(left, box.top + 20, capital(cls.label.to(language)), "name"),
        Words(left, box.top + 37, cls.name, "term"),
    )
    rows = [_row(one, cls, box, n, language) for n, one in enumerate(plan.rows)]
    rows += [_kind(name, box, len(plan.rows) + n, language) for n, name in enumerate(plan.kinds)]
    return Card(cls.name, box, hues().get(cls.name, PLAIN), head, cls.definition.to(language), tuple(rows))


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def _row(one: Property, cls: Class, box: Box, n: int, language: Language) -> Row:
    y = box.top + HEAD + ROW * n
    base = y + ROW / 2 + 4
    name = Words(box.left + PAD, base, one.name, "key" if one.name in cls.labels else "row")
    many = Words(box.right - PAD, base, one.many, "many", "end")
    value = Words(box.right - PAD - MANY, base, _value(one, language), "value", "end")
    if value.box.left < name.box.right + 6:
        value = value._replace(text=value.text[:1] if one.classes else "")
    words = [name, *([value] if value.text else ()), many]
    about = f"{one.name} {one.many} · {one.label.to(language)}"
    target = next((name for name in one.classes if name in classes()), "")
    return Row(tuple(words), f"{about}: {one.definition.to(language)}".rstrip(": "), y + ROW / 2, target or cls.name)


def _value(one: Property, language: Language) -> str:
    """Return what a property leads to, in a word or two."""
    sign = "⇢" if one.is_derived else "→"
    if one.classes:
        first = classes().get(one.classes[0])
        more = " …" if len(one.classes) > 1 else ""
        return f"{sign} {first.label.to(language) if first else one.classes[0]}{more}"
    if language == "zh":
        return one.label.zh
    return sort_of(one.values).en


def sort_of(values: Sequence[Value]) -> Text:
    """Return in a word what sort of values these are."""
    for value in values:
        if value.sort == "vocabulary":
            return Text("code", "代码")
        if value.name in SORTS:
            return SORTS[value.name]
    return Text("thing", "事物")


SORTS = {
    "rdf:langString": Text("text", "文字"),
    "xsd:string": Text("text", "文字"),
    "xsd:date": Text("date", "日期"),
    "xsd:gYearMonth": Text("month", "月份"),
    "xsd:gYear": Text("year", "年份"),
    "xsd:decimal": Text("number", "数"),
    "xsd:integer": Text("whole number", "整数"),
    "xsd:boolean": Text("true or false", "真假值"),
    "rdfs:Literal": Text("any value", "任意值"),
}
"""Words for datatypes."""


def _kind(name: str, box: Box, n: int, language: Language) -> Row:
    cls, y = classes()[name], box.top + HEAD + ROW * n
    base = y + ROW / 2 + 4
    words = (
        Words(box.left + PAD, base, capital(cls.label.to(language)), "key"),
        Words(box.right - PAD, base, cls.name, "value", "end"),
    )
    return Row(words, cls.definition.to(language), y + ROW / 2, name, is_kind=True)
