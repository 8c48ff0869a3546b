"""Feeds are valid by RFC 4287, say the day on which something changed, and lead to pages that are there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from tests.sites import BASE, Site

from tongbao.errors import Text
from tongbao.site.changes.history import Publishing
from tongbao.site.changes.model import Changes, Fact, NoticeChange, Version
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.metadata.feeds import MOST, feeds, whole_day
from tongbao.site.pages.render import Site as Settings
from tongbao.site.sharing import FEEDS

ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = [f"{language}/{document}.atom" for language in ("zh", "en") for document in FEEDS]
HOSTILE = "</title>]]><b> & \"'\x0b\ud7ff"
SETTINGS = Settings(
    "https://e.org/d/", Text(HOSTILE, HOSTILE), "https://e.org/l", "1", "2024-02-01", Text("", ""), Labels({})
)


def texts(element: etree._Element, name: str) -> list[str]:
    return [child.text or "" for child in element.iterfind(ATOM + name)]


def check(content: bytes) -> etree._Element:
    """Hold a feed to the rules of RFC 4287, 4.1 and 4.2, as far as these feeds use it."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") in ("zh-Hans", "en")
    assert {child.tag.removeprefix(ATOM) for child in feed} <= {
        "id",
        "title",
        "subtitle",
        "updated",
        "link",
        "author",
        "entry",
    }
    allowed = {"id", "title", "updated", "published", "link", "author", "summary", "content"}
    assert len(texts(feed, "author")) == 1
    entries = feed.findall(f"{ATOM}entry")
    for holder in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(texts(holder, name)) == 1, name
        assert re.fullmatch(r"https?://[^\s<>\"]+", texts(holder, "id")[0])
        for moment in texts(holder, "updated") + texts(holder, "published"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment)
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in holder.iterfind(f"{ATOM}link")]
        assert len(set(links)) == len(links)  # no two alternates of one type and language
        assert all(link.get("href") for link in holder.iterfind(f"{ATOM}link"))
        for author in holder.iterfind(f"{ATOM}author"):
            assert len(texts(author, "name")) == 1
    for entry in entries:
        assert {child.tag.removeprefix(ATOM) for child in entry} <= allowed
        assert len(texts(entry, "summary")) <= 1
        assert len(texts(entry, "content")) <= 1
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids) <= MOST
    updated = [texts(entry, "updated")[0] for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert not updated or texts(feed, "updated") == updated[:1]
    return feed


@pytest.mark.parametrize("name", NAMES)
def test_the_feeds_of_the_project_are_valid_and_lead_to_pages(name: str, site: Site) -> None:
    feed = check((site.folder / name).read_bytes())
    assert feed.findall(f"{ATOM}entry")
    for link in feed.iter(f"{ATOM}link"):
        target = link.get("href", "")
        if link.get("rel") != "license":
            path, _, anchor = unquote(target.removeprefix(BASE)).partition("#")
            assert path in site.files
            assert not anchor or anchor in site.page(path).anchors


def test_every_page_names_the_feeds_of_its_language(site: Site) -> None:
    for name in ("zh/index.html", "en/unit/xm-tax.html"):
        links = [way for relation, way, kind in site.page(name).links if kind == "application/atom+xml"]
        assert len(links) == len(FEEDS)
        assert all(f"{name[:2]}/" in way for way in links)


def made(entries: list[Entry], history: list[Publishing]) -> dict[str, etree._Element]:
    given = feeds(SETTINGS, {"notice": entries}, history)
    return {name: check(content) for files in given for name, content in files.items()}


def entry(name: str, day: str) -> Entry:
    return Entry("notice", f"<https://e.org/d/id/notice/{name}>", f"notice/{name}", HOSTILE, notice=name, words=day)


def test_a_notice_is_updated_by_the_version_that_changed_it() -> None:
    change = NoticeChange("changed", "https://e.org/d/id/notice/b", "b", Text(HOSTILE, HOSTILE), facts=(
        Fact("changed", "x", "Outcome", Text("Outcome", "成效"), Text("n", "n"), before=Text("1", "1"), after=Text(HOSTILE, "2")),
    ))  # fmt: skip
    version = Version("2", "2024-02-01", 3)
    history = [
        Publishing("k", version, Text("s", "s"), Changes(Version(), version, (change,))),
        Publishing("j", Version(), Text("f", "f")),
    ]
    found = made([entry("a", "2023-05-04"), entry("b", "2020-01"), entry("c", "")], history)
    notices = found["en/notices.atom"].findall(f"{ATOM}entry")
    assert [
        (texts(one, "id")[0][-1], texts(one, "updated")[0][:10], texts(one, "published")[0][:10]) for one in notices
    ] == [
        ("b", "2024-02-01", "2020-01-01"),
        ("a", "2023-05-04", "2023-05-04"),
    ]
    (version_entry,) = found["zh/changes.atom"].findall(f"{ATOM}entry")
    content = texts(version_entry, "content")[0]
    assert "&lt;/title&gt;" in content


def test_a_feed_of_nothing_is_valid_and_a_long_one_is_cut() -> None:
    assert not made([], [])["en/changes.atom"].findall(f"{ATOM}entry")
    many = [entry(f"n-{n}", f"2023-01-{n % 28 + 1:02d}") for n in range(MOST + 9)]
    assert len(made(many, [])["zh/notices.atom"].findall(f"{ATOM}entry")) == MOST


def test_a_date_of_less_than_a_day_stands_for_its_first() -> None:
    assert [whole_day(date) for date in ("2023", "2023-07", "2023-07-09", "")] == [
        "2023-01-01",
        "2023-07-01",
        "2023-07-09",
        "",
    ]


def test_hosts_know_what_a_feed_is(site: Site) -> None:
    assert "application/atom+xml atom;" in (site.folder / "nginx-server.conf").read_text("utf-8")
    assert Path(site.folder / "zh" / "notices.atom").read_bytes().startswith(b"<?xml")
