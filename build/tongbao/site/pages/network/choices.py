"""What a reader can leave in or out of a network: only what is there."""

from collections.abc import Iterable
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network.first_view import NOWHERE
from tongbao.network.model import Code
from tongbao.network.style import drawn_as, looks
from tongbao.site.pages.network.known import Known


class Choices(NamedTuple):
    """The filters of a network's page."""

    levels: list[Code]
    years: list[int]
    places: list[Code]
    kinds: list[tuple[str, Text, str]]
    """Codes, with their names and the codes by which they are drawn."""
    roles: list[Code]
    most: int
    """How many measures the pair has that shares most."""
    ended: bool
    """Whether some notices are no longer in force."""


def choices_of(known: Known) -> Choices:
    """Return what there is to choose from."""
    network = known.network
    drawn = {node.kind.code if node.kind else "": drawn_as(node.kind) for node in network.nodes}
    roles = _distinct(part.role for part in network.participations)
    return Choices(
        _distinct(node.level for node in network.nodes),
        network.years(network.measures),
        _distinct(node.home or NOWHERE for node in network.nodes),
        [(code, label, drawn[code]) for code, label, _ in looks(network.nodes)],
        sorted(roles, key=lambda role: role.code != "lead"),
        max((edge.times for edge in network.edges), default=1),
        any(measure.ended for measure in network.measures.values()),
    )


def _distinct(codes: Iterable[Code | None]) -> list[Code]:
    return sorted({code for code in codes if code}, key=lambda code: code.code)
