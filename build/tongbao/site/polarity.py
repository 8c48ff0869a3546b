"""Praise and criticism: the two sides, which are kept apart wherever they are shown."""

from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.terms import Term
from tongbao.site.urls import place_of


class Polarity(NamedTuple):
    """One of the two sides: the kind of its acts, what leads to them, and what it is called on pages."""

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
    """How one act and several are counted."""
    more: Term
    """Whether a notice does so to others whom it does not name."""
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
    Text("Others are commended too; the notice does not name them (等).", "另有受表扬者，通报未列明（“等”）。"),
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
    Text("Others are criticised too; the notice does not name them (等).", "另有受批评者，通报未列明（“等”）。"),
)
POLARITIES = (PRAISE, CRITICISM)


def polarity_of(appraisal: str, base: str) -> Polarity:
    """Tell praise from criticism by the kind in an act's IRI."""
    place = place_of(appraisal[1:-1], base)
    return CRITICISM if place and place.document.startswith("criticism/") else PRAISE
