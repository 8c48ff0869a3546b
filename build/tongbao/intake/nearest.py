"""Suggest which known bodies an unknown name may mean: for a person to read, never taken for one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tongbao.load import Authority
from tongbao.load.characters import plain_form
from tongbao.model import plain
from tongbao.printed.script import simplified

try:
    from rapidfuzz import fuzz, process
except ImportError:  # the extra `draft` is not installed: nothing is suggested
    fuzz = process = None  # type: ignore[assignment]

_ALIKE = 66
"""How alike two names must be to be suggested, of 100."""
_ABBREVIATES = 80.0
"""What a name counts whose characters all stand in another in the same order: 市发改委 in 某市发展和改革委员会."""
_SHORTEST = 3
"""The shortest name that is taken for such an abbreviation, in characters."""
_MOST = 3
_CONSIDERED = 50
_LONGEST = 60
"""How many characters of a name are compared."""


class Alike(NamedTuple):
    """A known body with a name that is like an unknown one."""

    unit: str
    name: str
    english: str


def alike(name: str, authority: Authority, place: str) -> Sequence[Alike]:
    """Return the bodies whose names are most like an unknown one, those of the same place first, then the likest."""
    if process is None:
        return ()
    around = authority.around(place)
    asked = plain_form(simplified(name))[:_LONGEST]
    listed = process.extract(asked, authority.names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_CONSIDERED)
    found = dict.fromkeys(_abbreviated(asked, authority.names), _ABBREVIATES)
    found |= {known: max(score, found.get(known, 0)) for known, score, _ in listed}
    ranked = sorted(
        (around.index(home) if home in around else len(around), -score, bearer.unit)
        for known, score in found.items()
        for home, bearers in authority.names[known].items()
        for bearer in bearers
    )
    return [*islice(_once(ranked, authority), _MOST)]


def _once(ranked: Sequence[tuple[int, float, str]], authority: Authority) -> Iterator[Alike]:
    for unit in dict.fromkeys(unit for _, _, unit in ranked):
        record = authority.units[unit]
        yield Alike(unit, plain(record.name), plain(record.english) if record.english else "")


def _abbreviated(asked: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the names in which all characters of the one asked for stand in the same order."""
    if len(asked) >= _SHORTEST:
        pattern = re.compile("".join(f"[^{re.escape(sign)}]*+{re.escape(sign)}" for sign in asked))
        yield from (name for name in names if pattern.match(name))
