"""Whether a notice is still in force, what has replaced it, and what it has replaced."""

from typing import NamedTuple

from tongbao.rdf.iris import term
from tongbao.rdf.states import IN_FORCE
from tongbao.site.things import Things

REPLACED_BY = term("dcterms:isReplacedBy")


class Standing(NamedTuple):
    """What is known about a notice's force, as N-Triples terms; empty where nothing is known."""

    state: str
    basis: str
    """The basis of its state."""
    successor: str
    predecessors: list[str]

    @property
    def ended(self) -> bool:
        """Return whether it is no longer in force."""
        return has_ended(self.state)


def standing_of(notice: str, things: Things) -> Standing:
    """Return the standing of a notice; ``things`` must include the links to it."""
    replaced = [link.subject for link in things.linked.get(notice, ()) if link.predicate == REPLACED_BY]
    return Standing(
        things.one(notice, "tb:state"),
        things.one(notice, "tb:stateBasis"),
        things.one(notice, "dcterms:isReplacedBy"),
        sorted(replaced),
    )


def has_ended(state: str) -> bool:
    """Return whether a state means that a notice is no longer in force; False where no state is known."""
    return bool(state) and state[1:-1].rpartition("#")[2] not in IN_FORCE
