"""What is shown where a link is shared: every page says it, and its picture is there and has the size that is said."""

import re
import struct
from pathlib import Path

import pytest
from lxml import html
from tests.few import few_questions
from tests.sites import BASE, Site

from tongbao.errors import Text
from tongbao.site import publish
from tongbao.site.pages.cards import MOST, ROOM, Card, write_card
from tongbao.site.pages.wrapped import wrapped
from tongbao.site.sharing import CARD, card_of


def metas(site: Site, name: str) -> dict[str, str]:
    page = html.document_fromstring(site.read(name))
    found = [(one.get("property") or one.get("name") or "", one.get("content") or "") for one in page.iter("meta")]
    named = [pair for pair in found if pair[0].startswith(("og:", "twitter:"))]
    assert len({name for name, _ in named}) == len(named)
    return dict(named)


def test_every_page_says_what_is_shown_for_a_link(site: Site) -> None:
    for name in site.built_differently():
        if name.startswith(("zh/", "en/")) and "/embed/" not in name:
            said = metas(site, name)
            assert said["og:title"]
            assert said["og:url"].startswith(f"{BASE}{name[:3]}")
            assert said["og:type"] in ("website", "article")
    said = metas(site, "zh/measure/xiamen-2023-64/city-06.html")
    assert (said["og:locale"], said["og:locale:alternate"], said["og:type"]) == ("zh_CN", "en_GB", "article")


@pytest.mark.chinese_font
def test_every_card_is_there_and_has_its_size(site: Site) -> None:
    cards = {metas(site, name)["og:image"] for name in site.pages() if name.startswith("en/") and "/embed/" not in name}
    assert len(cards) > 50
    for card in cards:
        content = (site.folder / card.removeprefix(BASE)).read_bytes()
        assert struct.unpack(">II", content[16:24]) == CARD
        assert len(content) < 100_000


def test_without_fonts_or_library_no_card_is_named(own_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongbao.site.sources.chinese_family", lambda: None)
    with few_questions():
        publish(own_demo / "out", own_demo / "data", own_demo / "site")
    site = Site(own_demo / "site", "/demo/")
    assert not [name for name in site.files if name.startswith("cards/")]
    said = metas(site, "en/index.html")
    assert "og:image" not in said
    assert said["twitter:card"] == "summary"


@pytest.mark.parametrize(
    ("document", "card"),
    [
        ("index", "site"),
        ("measures-12", "measures"),
        ("measures/year/2023", "measures"),
        ("measure/a/b", "measures"),
        ("co-leadership/a/b", "network"),
        ("network-roles", "network"),
        ("question/notices", "question-notices"),
        ("source/a", "notices"),
        ("vocab/level", "site"),
        ("changes", "site"),
    ],
)
def test_a_page_has_the_card_of_its_list(document: str, card: str) -> None:
    assert card_of(document) == card


def test_a_headline_is_broken_and_cut_and_nothing_breaks_the_picture() -> None:
    assert wrapped("中" * 40, 66, ROOM, MOST) == ["中" * 15, f"{'中' * 14}…"]
    assert wrapped("中" * 15 + "，中", 66, ROOM, MOST) == ["中" * 14, "中，中"]
    assert len(wrapped("word " * 200, 42, ROOM, MOST)) == 2
    assert wrapped("", 42, ROOM, MOST) == [""]
    card = write_card(Card("x", Text('</text><script> & "', "]]>\x00\x1b\ud7ff"), Text("a\nb", "")), Text("T", "通"))
    assert "<script" not in card
    assert not re.search("[\x00-\x09\x0b-\x1f]", card)
