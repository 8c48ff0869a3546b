"""The shape of each kind of unit, drawn beside its name: no two kinds share one, so that none differs by colour alone."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from tongbao.model.codes import UnitKind

SHAPES: "dict[UnitKind, tuple[str, str]]" = {
    "department": ("dep", '<circle cx="8" cy="8" r="6"/>'),
    "government": ("gov", '<path d="M2.5 2.5h11v11h-11z"/>'),
    "vertical-agency": ("ver", '<path d="M8 1.5l6.5 11.3h-13z"/>'),
    "zone-committee": ("zon", '<path d="M8 1.1l6.6 4.8-2.5 7.7H3.9L1.4 5.9z"/>'),
    "public-institution": ("pub", '<path d="M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z"/>'),
    "company": ("com", '<path d="M8 .8L15.2 8 8 15.2.8 8z"/>'),
    "court": ("cou", '<path d="M4.5 2h7L15 8l-3.5 6h-7L1 8z"/>'),
    "procuratorate": ("pro", '<path d="M8 14.5L1.5 3.2h13z"/>'),
    "mass-organisation": ("mas", '<path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3L1.5 10.7V5.3z"/>'),
    "government-office": ("oth", '<path d="M4.5 1.5h7v13h-7z"/>'),
    "coordinating-office": ("oth", '<path d="M1.5 4.5h13v7h-13z"/>'),
    "party-committee": ("oth", '<path d="M8 .8l2 5h5.2l-4.2 3.3 1.6 5.2L8 11.2l-4.6 3.1L5 9.1.8 5.8H6z"/>'),
    "party-body": ("oth", '<path d="M8 .8l2 5.2 5.2 2-5.2 2-2 5.2L6 10 .8 8 6 6z"/>'),
}
"""The class of the style sheet that colours a kind, and what is drawn, in a square of 16; kinds without a colour are grey."""
OTHER = ("oth", '<circle cx="8" cy="8" r="4"/>')


@cache
def shape_of(kind: str) -> Markup:
    """Return the shape of a kind, given as a term; nothing for no kind."""
    if not kind:
        return Markup()
    drawn = {str(code): look for code, look in SHAPES.items()}
    colour, path = drawn.get(kind[1:-1].rpartition("#")[2], OTHER)
    return Markup('<svg width="16" height="16" viewBox="0 0 16 16" class="{}" aria-hidden="true">{}</svg>').format(
        colour, Markup(path)
    )
