"""What is known elsewhere of pages: the feeds that their heads name, and the cards that stand for them where a link is shared."""

import re
from typing import NamedTuple

from tongbao.errors import Text

FEEDS = {"notices": Text("Notices", "公文"), "changes": Text("What changed", "版本变化")}
"""The Atom feeds that the head of every page names, by the page that each follows."""


class Size(NamedTuple):
    """Pixels of a picture."""

    width: int
    height: int


CARD = Size(1200, 630)
"""The cards that stand for pages elsewhere, as those ask for who show them."""


def card_of(document: str) -> str:
    """Return the card that stands for a page: its own, or that of the list that it belongs to.

    >>> card_of("measures-2"), card_of("honour/a/b/c"), card_of("question/notices"), card_of("guide/site")
    ('measures', 'honours', 'question-notices', 'site')
    """
    first, _, rest = document.partition("/")
    if first == "question":
        return f"question-{rest}"
    own = re.sub(r"-\d+$", "", first)
    return CARDS.get(own, own if own in CARDS.values() else "site")


CARDS = {
    **{kind: f"{kind}s" for kind in ("notice", "measure", "unit", "place", "commendation", "criticism", "honour")},
    "source": "notices",
    "network": "network",
    "network-roles": "network",
    "co-leadership": "network",
    "questions": "questions",
    "editor": "questions",
}
"""Of what is no list, question or tool of its own, the card."""
