"""Cards that networks and messengers show for a link: a headline in both languages, drawn as PNG when the site is published.

Drawing one takes 30 ms and 25 kB, which is much for each page of ten thousand notices: there is one for each list, question and network, and
what belongs to a list has that of its list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tongbao.ask.questions import questions, read_query
from tongbao.errors import Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.network.formats.png import chinese_family, draw
from tongbao.network.model import Network
from tongbao.network.style import FONT
from tongbao.site.entries import Entry
from tongbao.site.pages.lists import LISTS
from tongbao.site.pages.render import Site
from tongbao.site.pages.wrapped import wrapped
from tongbao.site.sharing import CARD
from tongbao.site.step import Output

RED, INK, SOFT = "#a6171c", "#1b1b1a", "#5c5953"
LEFT, ROOM = 80, CARD.width - 160
MOST = 2
"""Lines of a headline in one language."""


class Card(NamedTuple):
    """What a card says."""

    name: str
    headline: Text
    more: Text


def cards(site: Site, entries: Mapping[str, list[Entry]], network: Network) -> Iterator[Output]:
    """Draw the cards of the site, its lists and its network; none where this machine cannot."""
    found = [Card("site", site.title, site.coverage)]
    for kind, document, label in LISTS:
        count = len(entries.get(kind, ()))
        found.append(Card(document, Text(f"{label.en}: {count:,}", f"{label.zh}：{count:,}"), site.coverage))
    found.append(Card("network", network.title, network.size))
    yield from _drawn(site, found)


def question_cards(site: Site, queries: Sequence[Path]) -> Iterator[Output]:
    """Draw the cards of the questions."""
    known = {file.stem for file in queries}
    found = [Card("questions", Text("Questions", "问题"), site.coverage)]
    for name, file in questions().items():
        if name in known:
            found.append(Card(f"question-{name}", read_query(file).summary, site.coverage))
    yield from _drawn(site, found)


def _drawn(site: Site, cards: Iterable[Card]) -> Iterator[dict[str, bytes]]:
    family = chinese_family() if site.cards else None
    for card in cards if family else ():
        assert family
        yield {f"cards/{card.name}.png": draw(write_card(card, site.brand), family)}


def write_card(card: Card, brand: Text) -> str:
    """Write a card as SVG: the Chinese headline above the English one."""
    lines: list[str] = []
    y = 184.0
    for text, size, colour in ((card.headline.zh, 66, INK), (card.headline.en, 42, SOFT)):
        for line in wrapped(text, size, ROOM, MOST):
            y += size * 1.3
            lines.append(_line(line, LEFT, y, size, colour))
        y += 18
    more = " · ".join(dict.fromkeys(filter(None, (card.more.zh, card.more.en))))
    foot = next(iter(wrapped(more, 26, ROOM, 1)), "")
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{CARD.width}" height="{CARD.height}" font-family="{FONT}">',
        f'<rect width="{CARD.width}" height="{CARD.height}" fill="#ffffff"/><rect width="{CARD.width}" height="16" fill="{RED}"/>',
        f'<rect x="{LEFT}" y="84" width="72" height="72" rx="13" fill="{RED}"/>',
        f'<path transform="translate({LEFT} 84) scale(2.25)" d="M8 9h16v3h-6.3v12h-3.4V12H8z" fill="#ffffff"/>',
        _line(" ".join(dict.fromkeys(brand[::-1])), LEFT + 96, 134, 38, INK),
        *lines,
        _line(foot, LEFT, CARD.height - 44, 26, SOFT),
        "</svg>",
    ])  # fmt: skip


def _line(text: str, x: float, y: float, size: int, colour: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}">{xml_escaped(xml_text(text))}</text>'
