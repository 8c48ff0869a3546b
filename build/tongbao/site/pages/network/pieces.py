"""The network in pieces, for the script of its page: what it must know of all units, and the measures of each place.

From the measures with their units the script makes pairs, weights and years for whatever a reader leaves in. A piece is
read when a place is looked at; one measure of units of two places is in the pieces of both.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from tongbao.errors import Text
from tongbao.network import Measure, Participation
from tongbao.network.first_view import NOWHERE
from tongbao.network.groups import components_of
from tongbao.network.model import Code
from tongbao.network.style import looks
from tongbao.site.notice import is_interpreted
from tongbao.site.pages.network.known import Known, cell_of
from tongbao.site.pages.pictures import local

ELSEWHERE = "nowhere"
"""The name of the piece of units whose place is not known."""


def pieces(known: Known, folder: str) -> Iterator[dict[str, bytes]]:
    """Yield the files of a network."""
    yield {f"{folder}/units.json": _encoded(_index(known))}
    for code, measures in _by_place(known).items():
        yield {f"{folder}/{code or ELSEWHERE}.json": _encoded([_measure(iri, known) for iri in measures])}


def _encoded(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _by_place(known: Known) -> dict[str, list[str]]:
    """Return the measures of each place: those in which a unit of the place has a part."""
    found: dict[str, dict[str, None]] = {}
    for iri in known.network.measures:
        for node in known.team(iri):
            found.setdefault((known.network.nodes[node].home or NOWHERE).code, {})[iri] = None
    return {code: list(measures) for code, measures in sorted(found.items())}


def _index(known: Known) -> dict[str, Any]:
    """Return what is known of all units: in short rows, whose columns the script names alike."""
    network, found = known.network, known.statistics
    kinds = [(code, label) for code, label, _ in looks(network.nodes)]
    levels = _codes(node.level for node in network.nodes)
    homes = _codes(node.home or NOWHERE for node in network.nodes)
    above = {node.level.code: node.level.above for node in network.nodes if node.level}
    order = {code: n for n, (code, _) in enumerate(kinds)}
    at = {node: n for n, part in enumerate(components_of(network)) for node in part.units}
    return {
        "kinds": [[code, *label, look.mark, look.shape] for code, label, look in looks(network.nodes)],
        "levels": [[code, *label, *above.get(code, ())] for code, label in levels.items()],
        "places": [[code or ELSEWHERE, *label] for code, label in homes.items()],
        "roles": [[code, *label] for code, label in _codes(part.role for part in network.participations).items()],
        "years": network.years(network.measures),
        "most": max((node.leads for node in network.nodes), default=0),
        "units": [
            [
                local(node.iri),
                *node.short,
                *(node.name if node.name != node.short else ("", "")),
                order[node.kind.code if node.kind else ""],
                list(levels).index(node.level.code) if node.level else -1,
                list(homes).index((node.home or NOWHERE).code),
                node.leads,
                found.degree[n],
                found.shared[n],
                found.betweenness[n],
                at[n],
                found.community[n] if found.communities_tell else 0,
            ]
            for n, node in enumerate(network.nodes)
        ],
    }


def _codes(those: Any) -> dict[str, Text]:
    return {code.code: code.label for code in sorted({code for code in those if code}, key=lambda code: code.code)}


def _measure(iri: str, known: Known) -> list[Any]:
    """Return a measure with its units and words, as a short row."""
    measure, parts = known.network.measures[iri], known.parts[iri]
    leads = [part for part in parts if part.role.code == "lead"]
    return [
        local(iri),
        measure.title,
        measure.english,
        measure.number,
        measure.year,
        [*measure.state.label] if measure.state and measure.ended else None,
        measure.annex,
        measure.position,
        [_reading(measure), *_both(measure.basis)] if leads else None,
        [[piece.text, *piece.nodes] for piece in cell_of(measure, parts)] if leads else [],
        [_part(part) for part in parts],
    ]


def _reading(measure: Measure) -> list[Any]:
    return [measure.reading, is_interpreted(measure.reading)]


def _both(code: Code | None) -> list[str]:
    return [*code.label] if code else ["", ""]


def _part(part: Participation) -> list[Any]:
    if part.role.code == "lead":
        return [part.node, part.role.code, part.order]
    return [part.node, part.role.code, part.order, part.quote, part.start, part.end]
