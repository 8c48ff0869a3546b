"""Sketches of components, each laid out alone, in pixels: where its marks and labels are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from tongbao.errors import Language
from tongbao.network.arrange import FEW, arranged
from tongbao.network.cast import Cast, Sketch
from tongbao.network.geometry import Box, Point, Segment, bounds, cross, direction, distance, length, turned
from tongbao.network.groups import Component
from tongbao.network.labels import AWAY, BESIDE, HEIGHT, NEAR, Label, Spot, Taken, lay_labels, width
from tongbao.network.picture import BROAD

STEM = 27.0
"""How far the ring of a measure that is led alone is from its unit."""
HALF = 38.0
"""How far the ring of a measure of a pair is from its units."""
SLIM: dict[Language, int] = {"en": 11, "zh": 12}
"""Columns of a line below a unit, which has others beside it."""


def sketched(component: Component, cast: Cast, wide: float) -> Sketch:
    """Lay out a component in the width that there is."""
    if len(component.units) == 1:
        return _single(component.units[0], cast)
    if len(component.units) == 2:
        return _pair(component, cast)
    return _large(component, cast, wide)


# --- one unit, two units ----------------------------------------------------------------------------------


def _single(unit: int, cast: Cast) -> Sketch:
    rings = cast.alone.get(unit, ())
    places = {unit: (0.0, 0.0), **dict(zip(rings, _fan(len(rings), -0.25), strict=True))}
    return _with_labels_below(places, [unit], cast)


def _pair(component: Component, cast: Cast) -> Sketch:
    one, other = component.units
    wide = [max(map(width, cast.label(unit, SLIM[cast.language])), default=0.0) for unit in (one, other)]
    half = max(HALF, (sum(wide) / 2 + 10) / 2)
    places = {one: (-half, 0.0), other: (half, 0.0)}
    joining = [cast.ring[measure] for measure in component.joining] if cast.ring else []
    places |= {ring: (0.0, -16.0 * n) for n, ring in enumerate(joining)}
    for unit, way in ((one, -0.375), (other, -0.125)):
        rings = cast.alone.get(unit, ())
        x = places[unit][0]
        places |= {ring: (x + dx, dy) for ring, (dx, dy) in zip(rings, _fan(len(rings), way), strict=True)}
    return _with_labels_below(places, component.units, cast)


def _fan(count: int, way: float) -> Iterator[Point]:
    """Yield the places of rings around a unit, spread about a direction, no two so near that they touch."""
    step = min(0.15, 0.44 / max(1, count - 1))
    apart, levels = step * 6.28, 1 if count <= 8 else 2
    first = max(STEM, (15 if levels == 1 else 8) / apart)
    for n in range(count):
        x, y = direction(way + (n - (count - 1) / 2) * step)
        far = first + 15 * (n % levels)
        yield far * x, far * y


def _with_labels_below(places: dict[int, Point], units: Iterable[int], cast: Cast) -> Sketch:
    labels = {}
    for unit in units:
        lines, (x, y) = cast.label(unit, SLIM[cast.language]), places[unit]
        if lines:
            half, top = max(map(width, lines)) / 2, y + max(9.0, cast.radius(unit)) + 4
            labels[unit] = Label(lines, Box(x - half, top, x + half, top + HEIGHT * len(lines)), "middle")
    return _framed(places, labels, cast)


def _framed(places: dict[int, Point], labels: dict[int, Label], cast: Cast) -> Sketch:
    boxes = [Box.around(point, cast.radius(node) * 1.3 + 1) for node, point in places.items()]
    boxes += [label.box for label in labels.values()]
    return Sketch(places, labels, bounds(boxes))


# --- more -------------------------------------------------------------------------------------------------

TURNS = {12: 24, FEW: 8}
"""How many ways a component is turned to see where its labels fit, up to so many marks; a larger one is turned to lie in its room."""
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02)


def _large(component: Component, cast: Cast, wide: float) -> Sketch:
    """Lay out a component of three units and more: turned, and made smaller where it must be, so that its labels fit."""
    core = cast.arranged.get(component.units) or arranged(component, cast)
    cast.arranged[component.units] = core
    if (known := cast.sketched.get(component.units)) and known.box.right - known.box.left <= wide:
        return known  # made for a wider place, it fits here
    turns = next((turns for most, turns in TURNS.items() if len(core) <= most), 0)
    if not turns:
        return _lying(core, component, cast, wide)
    best: tuple[float, Sketch] | None = None
    for n in range(turns):
        spun = {node: turned(point, direction(n / turns)) for node, point in core.items()}
        for scale in SCALES:
            found = _fitted(spun, component, cast, wide, scale, best[0] if best else inf)
            if found and (scale < 1 or not found[1] or _spare(found[2], wide) >= ROOM):
                break
        if found and (best is None or found[0] < best[0] - 1e-6):
            best = found[0], found[2]
    assert best
    found_best = cast.sketched[component.units] = _whole(best[1], component, cast, wide)
    return found_best


ROOM = 120.0
"""A component that leaves less than this of its width to labels is made a little smaller where some find no room."""


def _spare(sketch: Sketch, wide: float) -> float:
    xs = [x for x, _ in sketch.places.values()]
    return wide - max(xs) + min(xs)


def _lying(core: Mapping[int, Point], component: Component, cast: Cast, wide: float) -> Sketch:
    """Lay out a component of many marks: turned and scaled to fill its room."""
    ways = [{node: turned(point, direction(n / 12)) for node, point in core.items()} for n in range(6)]
    spans = [bounds(Box.around(point, 0) for point in way.values()) for way in ways]
    scales = [min(1.0, (wide - 4 * STEM) / max(1.0, span.right - span.left)) for span in spans]
    n = min(range(len(ways)), key=lambda n: (round(-scales[n], 2), round(spans[n].bottom - spans[n].top, 3)))
    scale = scales[n]
    while not (found := _fitted(ways[n], component, cast, wide, scale)):
        scale *= 0.8
    return _whole(found[2], component, cast, wide)


def _whole(sketch: Sketch, component: Component, cast: Cast, wide: float) -> Sketch:
    """Return a sketch with the names that have found no room, each as far away as it must, with a line to it."""
    if len(component.units) > NAMED or all(
        unit in sketch.labels or not cast.names.get(unit) for unit in component.units
    ):
        return sketch
    frame = _frame(sketch.places, cast, wide)
    return _framed(sketch.places, _labelled(sketch.places, component.units, cast, frame, all_of_them=True), cast)


def _fitted(
    core: Mapping[int, Point], component: Component, cast: Cast, wide: float, scale: float, best: float = inf
) -> tuple[float, int, Sketch] | None:
    """Return how well a component looks with its labels (less is better), how many have no room, and the sketch.

    None where it would be wider than it may be. One that cannot be better than the ``best`` so far is given without labels.
    """
    small = {node: (x * scale, y * scale) for node, (x, y) in core.items()}
    small = _with_stems(small, component, cast)
    frame = _frame(small, cast, wide)
    if frame.right - frame.left > wide + 0.1 and scale > SCALES[-1]:
        return None
    bare = _framed(small, {}, cast)
    if (least := _cost(bare, 0, scale, cast)) >= best:
        return least, 0, bare
    labels = _labelled(small, component.units, cast, frame)
    missing = sum(bool(cast.names.get(unit)) for unit in component.units) - len(labels)
    sketch = _framed(small, labels, cast)
    return _cost(sketch, missing, scale, cast), missing, sketch


def _frame(places: Mapping[int, Point], cast: Cast, wide: float) -> Box:
    """Return where labels may stand: in the width that there is, above and below as far as they must."""
    marks = bounds(Box.around(point, cast.radius(node) * 1.3 + 2) for node, point in places.items())
    spare = max(0.0, wide - (marks.right - marks.left)) / 2
    return Box(marks.left - spare, marks.top - AWAY[-1], marks.right + spare, marks.bottom + AWAY[-1])


def _cost(sketch: Sketch, missing: int, scale: float, cast: Cast) -> float:
    lines = list(cast.lines_within(sketch.places))
    aligned = sum(abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5 for a, b in lines)
    leaders = sum(label.leader is not None for label in sketch.labels.values())
    high, wide = sketch.box.bottom - sketch.box.top, sketch.box.right - sketch.box.left
    shape = high + 0.35 * wide if cast.wide >= BROAD else high + 0.8 * wide
    even = 90 * _is_even(sketch, 0) + 60 * _is_even(sketch, 1)
    return 400 * missing + 80 * leaders + shape - 6 * aligned - even + 200 * (1 - scale)


def _is_even(sketch: Sketch, axis: int) -> bool:
    """Return whether the marks left and right of the middle, or above and below it, mirror one another."""
    spread = [point[axis] for point in sketch.places.values()]
    middle = (min(spread) + max(spread)) / 2
    points = {(round(x), round(y)) for x, y in sketch.places.values()}

    def mirrored(point: Point) -> Point:
        return (2 * middle - point[0], point[1]) if axis == 0 else (point[0], 2 * middle - point[1])

    around = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    for point in sketch.places.values():
        x, y = mirrored(point)
        if not any((round(x) + dx, round(y) + dy) in points for dx, dy in around):
            return False
    return True


def _with_stems(core: Mapping[int, Point], component: Component, cast: Cast) -> dict[int, Point]:
    """Add the rings of measures that one unit leads alone, each where there is most room around it."""
    places = dict(core)
    lines = list(cast.lines_within(core))
    joined = cast.neighbours(core)
    for unit in component.units:
        rings = cast.alone.get(unit, ())
        here = places[unit]
        if len(core) > CROWDED:
            away = _outward(here, [core[other] for other in joined[unit]])
            places |= {
                ring: _moved(here, turned(at, away)) for ring, at in zip(rings, _fan(len(rings), 0), strict=True)
            }
            continue
        around = [line for line in lines if distance(here, line) < REACH] if rings else []
        near = [point for node, point in places.items() if node != unit and _is_near(point, here)] if rings else []
        for ring in rings:
            spots = [
                (here[0] + far * dx, here[1] + far * dy)
                for far in (STEM, 1.6 * STEM)
                for dx, dy in map(direction, _SIXTEENTHS)
            ]
            spot = max(spots, key=lambda spot: round(_room(spot, here, near, around), 3))
            places[ring] = spot
            near.append(spot)
            around.append((here, spot))
            lines.append((here, spot))
    return places


def _outward(point: Point, others: Sequence[Point]) -> Point:
    """Return the direction from other points to one."""
    way = sum(point[0] - x for x, _ in others), sum(point[1] - y for _, y in others)
    far = length(way)
    return (way[0] / far, way[1] / far) if far > 1e-6 else (0.0, -1.0)


def _moved(point: Point, by: Point) -> Point:
    return point[0] + by[0], point[1] + by[1]


CROWDED = 120
"""In a component of more marks, stems lead outwards; there is no look for room."""
REACH = 80.0
"""How far from a unit what is there matters to its stems."""
_SIXTEENTHS = [n / 16 for n in (12, 8, 4, 0, 10, 14, 6, 2, 11, 13, 9, 15, 7, 1, 5, 3)]


def _is_near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < REACH and abs(one[1] - other[1]) < REACH


def _room(spot: Point, unit: Point, near: Iterable[Point], lines: Iterable[Segment]) -> float:
    """Return how far a ring would be from all else: at most as far as matters, less the length of its stem."""
    stem = (unit, spot)
    marks = min((distance(point, stem) for point in near), default=99.0)
    others = min((distance(spot, line) for line in lines), default=99.0)
    crossed = any(cross(stem, line) for line in lines)
    return min(marks, others, 26.0) - 100 * crossed - 0.02 * length((spot[0] - unit[0], spot[1] - unit[1]))


NAMED = 120
"""Up to so many units in a component, each has its name; in a larger one, those that find room."""


def _labelled(
    places: Mapping[int, Point], units: Sequence[int], cast: Cast, frame: Box, *, all_of_them: bool = False
) -> dict[int, Label]:
    taken = Taken(cast.lines_within(places))
    for node, point in places.items():
        taken.add(Box.around(point, cast.radius(node) + 1))
    around = cast.neighbours(places)
    spots = []
    for unit in units:
        x, y = places[unit]
        ways = [(x - places[other][0], y - places[other][1]) for other in around.get(unit, ())]
        out = sum(dx / (length((dx, dy)) or 1) for dx, dy in ways), sum(dy / (length((dx, dy)) or 1) for dx, dy in ways)
        spots.append(Spot(x, y, cast.radius(unit), cast.label(unit), out))
    ranked = sorted(range(len(units)), key=lambda n: (-cast.network.nodes[units[n]].leads, units[n]))
    order = [n for n in ranked if spots[n].lines]
    found = lay_labels(spots, order, taken.copy(), frame, NEAR if len(units) <= NAMED else BESIDE)
    if len(found) < len(order) <= FEW or (all_of_them and len(found) < len(order) <= NAMED):
        order.sort(key=lambda n: n in found)  # try again, beginning with those that found no room
        again = lay_labels(spots, order, taken, frame, AWAY if all_of_them else NEAR)
        found = again if len(again) > len(found) else found
    return {units[n]: label for n, label in found.items()}
