"""The diagram of all other classes: each below the class that leads to it, on a branch that names the property."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao.errors import Language, Text
from tongbao.network.geometry import Box
from tongbao.network.labels import broken, width
from tongbao.site.pages.model.choice import Branch, branches
from tongbao.site.pages.model.classes import Class, classes
from tongbao.site.pages.model.columns import capital, hues
from tongbao.site.pages.model.drawing import BOLD, PAD, STYLES, Card, Drawing, Line, Words
from tongbao.site.pages.model.svg import PLAIN

BETWEEN, GAP = 28.0, 24.0
"""Between two columns of trees, and below a tree, in pixels."""
STEP, NAME, TERM = 10.0, 17.0, 16.0
"""Between two branches; the height of a line of a name, and of a term."""
TRUNK, LONG = 12.0, 162.0
"""How far the trunk stands from the left, and how long a branch is."""
ANYTHING = Text("Anything", "任何事物")
KIND_OF = Text("is a kind of", "属于")


class _Limb(NamedTuple):
    """A branch before its place is known: the lines of its class's name."""

    branch: Branch
    cls: Class
    lines: tuple[str, ...]

    @property
    def high(self) -> float:
        return NAME * len(self.lines) + TERM + 12


class _Tree(NamedTuple):
    hub: str
    limbs: tuple[_Limb, ...]

    @property
    def high(self) -> float:
        return self.hub_high + sum(limb.high + STEP for limb in self.limbs) + GAP

    @property
    def hub_high(self) -> float:
        return NAME + 12 + (TERM if self.hub else 0)


def trees(wide: float, columns: int, language: Language) -> Drawing:
    """Draw the other classes in some columns on a width in pixels."""
    each = (wide - BETWEEN * (columns - 1) - 2) / columns
    heights = [1.0] * columns
    cards: list[Card] = []
    lines: list[Line] = []
    for hub, listed in branches().items():
        tree = _Tree(hub, tuple(_limb(branch, each, language) for branch in listed))
        column = min(range(columns), key=lambda n: (heights[n], n))
        box = Box(1 + column * (each + BETWEEN), heights[column], 1 + column * (each + BETWEEN) + each, 0)
        cards += _cards(tree, box, language)
        lines += _lines(tree, box, language)
        heights[column] += tree.high
    return Drawing(wide, max(heights) - GAP + 2, tuple(cards), tuple(lines))


def _limb(branch: Branch, each: float, language: Language) -> _Limb:
    cls = classes()[branch.cls]
    return _Limb(branch, cls, _broken(capital(cls.label.to(language)), each - LONG - TRUNK - 2 * PAD))


def _broken(name: str, room: float) -> tuple[str, ...]:
    """Break a name into as few lines as fit."""
    size, _ = STYLES["key"]
    for columns in range(60, 8, -1):
        lines = broken(name, columns)
        if max(width(line, size) * BOLD for line in lines) <= room:
            return lines
    return (name,)


def _cards(tree: _Tree, box: Box, language: Language) -> Iterator[Card]:
    known = classes().get(tree.hub)
    label = (known.label if known else ANYTHING).to(language)
    right = min(box.right, box.left + TRUNK + LONG + 40)
    hub = _card(tree.hub, (capital(label),), Box(box.left, box.top, right, box.top + tree.hub_high), known, language)
    yield hub._replace(hue=hues().get(tree.hub, PLAIN))
    for limb, top in _placed(tree, box):
        place = Box(box.left + TRUNK + LONG, top, box.right, top + limb.high)
        card = _card(limb.cls.name, limb.lines, place, limb.cls, language)
        yield card._replace(head=(*card.head, *_named(limb, box, top + limb.high / 2, language)))


def _card(name: str, lines: Sequence[str], box: Box, cls: Class | None, language: Language) -> Card:
    left, top = box.left + PAD, box.top + 4
    words = [Words(left, top + NAME * (n + 0.8), line, "key") for n, line in enumerate(lines)]
    if cls:
        words.append(Words(left, top + NAME * len(lines) + TERM * 0.8, name, "term"))
    return Card(name, box, PLAIN, tuple(words), cls.definition.to(language) if cls else "", (), is_small=True)


def _placed(tree: _Tree, box: Box) -> Iterator[tuple[_Limb, float]]:
    top = box.top + tree.hub_high + STEP
    for limb in tree.limbs:
        yield limb, top
        top += limb.high + STEP


def _named(limb: _Limb, box: Box, y: float, language: Language) -> Iterator[Words]:
    """Yield the words on a branch: the property above its line, and below how many it leads to, or a second property."""
    left = box.left + TRUNK + 9
    properties = limb.branch.properties
    yield Words(left, y - 4, properties[0].name if properties else KIND_OF.to(language), "many")
    if len(properties) > 1:
        yield Words(left, y + 12, properties[1].name, "many")
    elif properties and limb.branch.is_led:
        yield Words(left, y + 12, properties[0].many, "many")


def _lines(tree: _Tree, box: Box, language: Language) -> Iterator[Line]:
    hub = classes().get(tree.hub)
    of = (hub.label if hub else ANYTHING).to(language)
    for limb, top in _placed(tree, box):
        y, trunk = top + limb.high / 2, box.left + TRUNK
        way = ((trunk, box.top + tree.hub_high), (trunk, y), (trunk + LONG, y))
        names = ", ".join(one.name for one in limb.branch.properties) or KIND_OF.to(language)
        is_led = limb.branch.is_led and bool(limb.branch.properties)
        ends = (of, limb.cls.label.to(language)) if is_led else (limb.cls.label.to(language), of)
        about = f"{ends[0]} → {ends[1]}: {names}"
        if is_led and limb is tree.limbs[-1]:
            yield Line(way, PLAIN, about)  # the trunk and the last branch are one
        else:
            yield Line(way[1:] if is_led else way[:0:-1], PLAIN, about)
            if limb is tree.limbs[-1]:
                yield Line(way[:2], PLAIN, about, has_arrow=False)
