"""The parts of a notice that a broken value leaves in doubt, by its path in the YAML."""

from tongbao.load.reader import Path_


def part_of(fault: Path_) -> Path_:
    """Return the part of a notice of which nothing can be said where a value in it is broken.

    A fact of a measure stands alone, as does each act of praise. The measure's own words bound the place of all its
    facts, and an annex's title that of all its measures.
    """
    row = row_of(fault)
    if row:
        rest = fault[len(row) :]
        return fault[: len(row) + 2] if rest[:1] and rest[0] in _FACTS else row
    if fault[:1] == ("annexes",):
        return fault[:2] if fault[2:3] == ("title",) else fault[:3]
    return fault[:2] if fault[:1] == ("commendations",) else fault[:1]


IDENTIFIED = ("outcomes", "honours", "works", "platforms", "claims", "events")
"""The lists of a measure whose facts have ids."""
_FACTS = ("participants", *IDENTIFIED)


def row_of(path: Path_) -> Path_:
    """Return the path of the measure that a path lies in; an empty one outside all measures."""
    match path:
        case ("annexes", _, "measures", _, *_):
            return path[:4]
        case ("measures", _, *_):
            return path[:2]
    return ()
