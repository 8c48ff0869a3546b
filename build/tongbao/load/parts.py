"""Find the part of a notice that a broken value leaves in doubt, by its path in the YAML."""

from tongbao.load.reader import Path_


def part_of(fault: Path_) -> Path_:
    """Return the path of the part of a notice that cannot be checked if a value in it is broken.

    A fact of a measure can be checked alone, as can each act of praise. But the measure's own words limit where its
    facts may stand, and an annex's title limits where its measures may stand.
    """
    row = row_of(fault)
    if row:
        rest = fault[len(row) :]
        return fault[: len(row) + 2] if rest[:1] and rest[0] in _FACTS else row
    if fault[:1] == ("annexes",):
        return fault[:2] if fault[2:3] == ("title",) else fault[:3]
    return fault[:2] if fault[:1] == ("commendations",) else fault[:1]


IDENTIFIED = ("outcomes", "honours", "works", "platforms", "claims", "events", "beneficiaries", "instruments")
"""The lists in a measure whose facts have ids."""
_FACTS = ("participants", *IDENTIFIED)


def row_of(path: Path_) -> Path_:
    """Return the path of the measure that contains a path; an empty path outside all measures."""
    match path:
        case ("annexes", _, "measures", _, *_):
            return path[:4]
        case ("measures", _, *_):
            return path[:2]
    return ()
