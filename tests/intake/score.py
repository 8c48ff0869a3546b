"""How much of what is expected of a document its draft has, counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tests.intake.gold import Figure, Measure

KEYS = ("unit", "bound", "direction", "reading", "realisation")
"""What is compared of a figure whose numbers were found."""


class Difference(NamedTuple):
    """Where a draft differs from what is expected."""

    measure: str
    what: str
    expected: object
    found: object


class Score(NamedTuple):
    """Counts, and the differences behind them."""

    counts: Counter[str]
    differences: list[Difference]


def score(expected: Sequence[Measure], found: Sequence[Measure]) -> Score:
    """Compare the measures of a draft with those expected, in order."""
    counts: Counter[str] = Counter({"measures expected": len(expected), "measures found": len(found)})
    differences: list[Difference] = []
    for one, other in _pairs(expected, found):
        if one is None or other is None:
            each = one or other
            assert each
            differences.append(Difference(each.number, "measure", one and one.title, other and other.title))
            counts["figures expected"] += len(one.figures) if one and one.has_figures else 0
            counts["units expected"] += len(one.units) if one else 0
            continue
        counts["measures same"] += 1
        _compare(one, other, counts, differences)
    return Score(counts, differences)


def _pairs(expected: Sequence[Measure], found: Sequence[Measure]) -> Iterator[tuple[Measure | None, Measure | None]]:
    """Yield measures that are the same, by number or by title, and those that stand alone."""
    keys = [[_key(one) for one in each] for each in (expected, found)]
    for _, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if b - a == d - c:
            yield from zip(expected[a:b], found[c:d], strict=True)
        else:
            yield from ((one, None) for one in expected[a:b])
            yield from ((None, one) for one in found[c:d])


def _key(one: Measure) -> str:
    return one.number.strip("（）()")


def _compare(one: Measure, other: Measure, counts: Counter[str], differences: list[Difference]) -> None:
    for name in ("title", "text"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and (mine or name == "text"):
            counts[f"{name}s expected"] += 1
            counts[f"{name}s right"] += mine == theirs
            if mine != theirs:
                differences.append(Difference(one.number, name, mine, theirs))
    counts["units expected"] += len(one.units)
    counts["units found"] += len(other.units)
    same = SequenceMatcher(None, one.units, other.units, autojunk=False).get_matching_blocks()
    counts["units right"] += sum(block.size for block in same)
    if one.units != other.units:
        differences.append(Difference(one.number, "units", one.units, other.units))
    if one.has_figures:
        _figures(one, other, counts, differences)


def _figures(one: Measure, other: Measure, counts: Counter[str], differences: list[Difference]) -> None:
    counts["figures expected"] += len(one.figures)
    counts["figures found"] += len(other.figures)
    left = list(other.figures)
    for figure in one.figures:
        match = next((each for each in left if each.numbers == figure.numbers), None)
        if match is None:
            differences.append(Difference(one.number, "figure", figure.quote, None))
            continue
        left.remove(match)
        counts["figures same"] += 1
        _keys(figure, match, one.number, counts, differences)
    differences += [Difference(one.number, "figure", None, each.quote) for each in left]
    # What stands unmarked and is no figure of the measure is wrong, too.
    counts["figures unmarked"] += sum(not each.asked for each in left)
    counts["figures asked"] += sum(bool(each.asked) for each in left)


def _keys(figure: Figure, match: Figure, number: str, counts: Counter[str], differences: list[Difference]) -> None:
    right = {key: figure.keys[key] == match.keys[key] for key in KEYS}
    right["reading"] |= right["direction"] and match.keys["reading"] in ("limit", "rank", "size", "amount", "share")
    counts.update({f"{key} right": int(is_right) for key, is_right in right.items()})
    wrong = [key for key in KEYS if not right[key]]
    unseen = [key for key in wrong if not any(asked.split(".")[-1] in (key, "nature") for asked in match.asked)]
    counts["figures asked"] += bool(match.asked)
    counts["figures unmarked"] += not match.asked
    counts["figures unmarked right"] += not match.asked and not wrong
    for key in wrong:
        mark = "" if key in unseen else " (asked)"
        differences.append(
            Difference(
                number, f"{key}{mark}", f"{figure.quote}: {figure.keys[key]}", f"{match.quote}: {match.keys[key]}"
            )
        )
