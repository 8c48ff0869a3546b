"""Known mistakes for synthetic notices: each passes the loader and breaks one shape once.

All of them are slips of a person who fills in the YAML; the source text stays as it is. A fault changes a notice's
record and names the node on which a validator must report, or leaves the record alone where it has no place for it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.synth.dice import Dice

from tongbao.rdf.iris import HOME, Iris

SHAPES = HOME + "shapes#"


class Fault(NamedTuple):
    """What a validator must find: in which notice, the IRI of the shape broken, and the IRI of the node."""

    notice: str
    shape: str
    focus: str


Slip = Callable[[dict[str, Any], Dice, Iris, str], str | None]
"""Takes a notice's record, chance, what names nodes and the id of another notice; returns the node at fault as a term."""


def _measures(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for holder in (*record.get("annexes", ()), record):
        yield from holder.get("measures", ())


def _outcomes(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure in _measures(record):
        yield from ((measure["id"], outcome) for outcome in measure.get("outcomes", ()))


def _outcome(
    record: dict[str, Any], dice: Dice, iris: Iris, fits: Callable[[dict[str, Any]], bool], change: dict[str, Any]
) -> str | None:
    """Change an outcome that fits, and return its node; None takes a key away."""
    found = [(measure, outcome) for measure, outcome in _outcomes(record) if fits(outcome)]
    if not found:
        return None
    measure, outcome = dice.one(found)
    for key, value in change.items():
        if value is None:
            del outcome[key]
        else:
            outcome[key] = value
    return iris.thing("outcome", record["id"], measure, outcome["id"])


def _position_skipped(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Leave a number out of the positions of an annex."""
    annexes = [
        annex
        for annex in record.get("annexes", ())
        if len(annex["measures"]) > 1 and "position" in annex["measures"][0]
    ]
    if not annexes:
        return None
    del dice.one(annexes)["measures"][0]["position"]
    return iris.notice(record["id"])


def _lead_forgotten(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Take a cell for one that names no leads, where all who lead are commended for it."""
    acts = record.get("commendations", [])
    is_closed = any(act.get("for-measures") for act in acts)
    is_closed &= not any(measure.get("leads-open") for measure in _measures(record))
    if not is_closed or len(acts) != 1 or acts[0].get("open"):
        return None
    led = Counter(name for measure in _measures(record) for name in map(_name, measure.get("leads", ())))
    found = [
        measure
        for measure in _measures(record)
        if "lead-cell" in measure and sum(led[_name(lead)] == 1 for lead in measure["leads"]) == 1
    ]
    if not found or len(led) < 2:
        return None
    measure = dice.one(found)
    measure["other-cells"] = [measure.pop("lead-cell")]
    del measure["leads"]
    return iris.notice(record["id"])


def _name(lead: str | dict[str, str]) -> str:
    return lead if isinstance(lead, str) else lead["unit"]


def _replaced_by_nothing(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Call a notice replaced, and not say by what."""
    record["state"] = {"value": "replaced", "basis": "later-notice"}
    return iris.notice(record["id"])


def _withdrawn_by_another(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Call a notice withdrawn, and yet name what replaces it."""
    if not other:
        return None
    record["state"] = {"value": "withdrawn", "basis": "later-notice", "replaced-by": other}
    return iris.notice(record["id"])


def _neither_value_nor_change(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Forget the quantity of an outcome."""
    return _outcome(record, dice, iris, lambda outcome: "value" in outcome, {"value": None})


def _half_a_change(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Forget the quantity after a change."""
    return _outcome(record, dice, iris, lambda outcome: "after" in outcome, {"after": None})


def _two_kinds(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Give the quantity after a change the unit of another kind."""
    found = [outcome for _, outcome in _outcomes(record) if "after" in outcome]
    if not found:
        return None
    after = found[0]["after"] | {"unit": "yuan", "departs": ["unit"]}
    return _outcome(record, dice, iris, lambda outcome: outcome is found[0], {"after": after})


def _share_too_large(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Read a number above one hundred as a share."""

    def fits(outcome: dict[str, Any]) -> bool:
        value = outcome.get("value", {})
        return bool(value) and (value["number"] > 100 or ("scale" in value and value["number"] >= 1))

    return _outcome(record, dice, iris, fits, {"reading": "share", "departs": ["reading"]})


def _part_named_as_whole(record: dict[str, Any], dice: Dice, iris: Iris, other: str) -> str | None:
    """Give a subsystem the name of the system that it is part of."""
    for measure in _measures(record):
        names = {platform["id"]: platform["name"] for platform in measure.get("platforms", ())}
        for platform in measure.get("platforms", ()):
            if "part-of" in platform:
                platform["printed"], platform["name"] = platform["name"], names[platform["part-of"]]
                return iris.thing("platform", record["id"], measure["id"], platform["id"])
    return None


SLIPS: dict[str, tuple[Slip, ...]] = {
    "Notice-position": (_position_skipped,),
    "Outcome-share-within-bounds": (_share_too_large,),
    "ClosedNotice-leads-are-commended": (_lead_forgotten,),
    "Outcome-value-or-change": (_neither_value_nor_change, _half_a_change),
    "Platform-not-part-of-itself": (_part_named_as_whole,),
    "Notice-replaced-by-which": (_replaced_by_nothing,),
    "Outcome-one-kind": (_two_kinds,),
    "Notice-replacement-of-replaced": (_withdrawn_by_another,),
}
"""The mistakes by the shape that each breaks."""


def chosen(seed: int, notices: int, faults: int) -> dict[int, int]:
    """Choose the notices that get a fault: their numbers, each with the number of its fault."""
    numbers = Dice(seed, "faults").some(range(notices), faults) if faults else []
    return {number: rank for rank, number in enumerate(numbers)}


def commit(record: dict[str, Any], rank: int, iris: Iris, other: str) -> Fault:
    """Make the first mistake that a notice has room for, beginning with another one for each fault.

    Every notice can be called replaced, so there is always one.
    """
    shapes = list(SLIPS)
    dice = Dice("slip", record["id"])
    for turn in range(len(shapes)):
        shape = shapes[(rank + turn) % len(shapes)]
        focus = dice.one(SLIPS[shape])(record, dice, iris, other)
        if focus:
            return Fault(record["id"], SHAPES + shape, focus[1:-1])
    raise AssertionError(f"{record['id']}: no fault fits")
