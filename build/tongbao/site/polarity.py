"""Praise and criticism: the two sides, which are always shown separately."""

from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.terms import Term
from tongbao.site.urls import place_of


class Polarity(NamedTuple):
    """One of the two sides: the kind of its acts, the property that leads to them, and its names on pages."""

    kind: str
    link: Term
    cls: Term
    shortcut: Term
    heading: Text
    why: Text
    """The heading on the page of whoever it is about."""
    of_measure: Text
    recipient: Text
    act: tuple[Text, Text]
    """The words after the number of acts, for one and for several."""
    more: Term
    """Whether a notice praises or criticises others whom it does not name."""
    open: Text


PRAISE = Polarity(
    "commendation",
    "tb:hasCommendation",
    "tb:Commendation",
    "tb:commendsUnit",
    Text("Commended", "表扬"),
    Text("Why commended", "因何受表扬"),
    Text("Commended for it", "因此受表扬"),
    Text("who is commended", "受表扬者"),
    (Text("commendation", "次表扬"), Text("commendations", "次表扬")),
    "tb:commendedOpen",
    Text("The notice also commends others, whom it does not name (等).", "另有受表扬者，原文未列明（“等”）。"),
)
CRITICISM = Polarity(
    "criticism",
    "tb:hasCriticism",
    "tb:Criticism",
    "tb:criticisesUnit",
    Text("Criticised", "批评"),
    Text("Why criticised", "因何受批评"),
    Text("Criticised for it", "因此受批评"),
    Text("who is criticised", "受批评者"),
    (Text("criticism", "次批评"), Text("criticisms", "次批评")),
    "tb:criticisedOpen",
    Text("The notice also criticises others, whom it does not name (等).", "另有受批评者，原文未列明（“等”）。"),
)
POLARITIES = (PRAISE, CRITICISM)


def polarity_of(appraisal: str, base: str) -> Polarity:
    """Return the side of an act, praise or criticism, from the kind in its IRI."""
    place = place_of(appraisal[1:-1], base)
    return CRITICISM if place and place.document.startswith("criticism/") else PRAISE
