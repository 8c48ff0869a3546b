"""Whether a notice is still in force, what has replaced it, and what it has replaced."""

from typing import NamedTuple

from tongbao.rdf.concepts import STATE
from tongbao.rdf.iris import term
from tongbao.site.things import Things

REPLACED_BY = term("dcterms:isReplacedBy")


class Standing(NamedTuple):
    """What is known of a notice's force, as N-Triples terms; empty where nothing is."""

    state: str
    basis: str
    """Why we say so."""
    successor: str
    predecessors: list[str]

    @property
    def ended(self) -> bool:
        """Tell whether it is no longer in force."""
        return has_ended(self.state)


def standing_of(notice: str, things: Things) -> Standing:
    """Return how a notice stands; ``things`` know who points to it, too."""
    replaced = [link.subject for link in things.linked.get(notice, ()) if link.predicate == REPLACED_BY]
    return Standing(
        things.one(notice, "tb:state"),
        things.one(notice, "tb:stateBasis"),
        things.one(notice, "dcterms:isReplacedBy"),
        sorted(replaced),
    )


def has_ended(state: str) -> bool:
    """Tell whether a state is that of a notice that is no longer in force; where none is known, it is none."""
    return bool(state) and state != STATE.valid
