"""Atom feeds (RFC 4287) in each language: of notices, and of what changed from version to version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from tongbao.errors import Language, Text
from tongbao.files.escape import xml_escaped, xml_text
from tongbao.rdf.literals import numbered
from tongbao.site.changes.history import DOCUMENT, Publishing, days_of_notices
from tongbao.site.changes.model import by_how, by_measure
from tongbao.site.entries import Entry
from tongbao.site.pages.render import LANGUAGES, Site
from tongbao.site.sharing import FEEDS

MOST = 50
"""Entries of a feed."""
LINES = 20
"""Lines in the content of an entry."""
NO_DAY = "1970-01-01"
"""When a feed was updated that holds nothing: one must say a day."""


class Item(NamedTuple):
    """One entry of a feed."""

    iri: str
    page: str
    """The path of its page below that of the language."""
    title: Text
    updated: str
    """A day as ISO 8601."""
    summary: Text
    lines: Sequence[Text] = ()
    published: str = ""
    authors: Sequence[Text] = ()


def feeds(site: Site, entries: Mapping[str, list[Entry]], history: Sequence[Publishing]) -> Iterator[dict[str, bytes]]:
    """Give the feeds."""
    items = {
        "notices": list(_notices(site, entries.get("notice", ()), history)),
        DOCUMENT: list(_versions(site, history)),
    }
    for document, title in FEEDS.items():
        for language in LANGUAGES:
            yield {f"{language}/{document}.atom": _feed(site, document, title, items[document], language)}


def _notices(site: Site, notices: Iterable[Entry], history: Sequence[Publishing]) -> Iterator[Item]:
    """Yield the newest notices: by the version that brought or changed each, else by the day on which it was written."""
    days: dict[str, str] = {}
    for notice, day in days_of_notices(history):
        days.setdefault(notice, day)
    dated = [
        (day, entry) for entry in notices if (day := whole_day(days.get(entry.notice) or entry.words or entry.year))
    ]
    dated.sort(key=lambda pair: (pair[0], whole_day(pair[1].words), numbered(pair[1].iri)), reverse=True)
    for day, entry in dated[:MOST]:
        count = Text(f"{entry.count:,} measure{'' if entry.count == 1 else 's'}", f"举措 {entry.count:,} 项")
        summary = Text(
            ", ".join(filter(None, (entry.number, count.en))), "，".join(filter(None, (entry.number, count.zh)))
        )
        title = Text(entry.english or entry.title, entry.title)
        authors = [site.labels.of(unit) for unit in entry.units]
        yield Item(entry.iri[1:-1], entry.document, title, day, summary, (), whole_day(entry.words), authors)


def whole_day(date: str) -> str:
    """Return the first day that a date can mean; an empty text for none.

    >>> whole_day("2023-10")
    '2023-10-01'
    """
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] if date else ""


def _versions(site: Site, history: Sequence[Publishing]) -> Iterator[Item]:
    """Yield the newest versions that say their day."""
    dated = [one for one in history if one.version.modified][:MOST]
    for one in dated:
        iri = f"{site.base}dataset#{one.anchor}"
        page = f"{DOCUMENT}.html#{one.anchor}"
        yield Item(iri, page, one.called, one.version.modified, one.summary, list(_lines(one))[:LINES])


def _lines(one: Publishing) -> Iterator[Text]:
    for heading, notices in by_how(one.changes.notices if one.changes else ()):
        for notice in notices:
            called = [f"{notice.number} {title}".strip() for title in notice.title]
            yield Text(f"{heading.en}: {called[0]}", f"{heading.zh}：{called[1]}")
            for measure, facts in by_measure(notice.facts):
                said = [measure.en, measure.zh] if any(measure) else ["", ""]
                for fact in facts:
                    yield Text(f"{said[0]} – {fact.said.en}".removeprefix(" – "), f"{said[1]} – {fact.said.zh}".removeprefix(" – "))  # fmt: skip


def _feed(site: Site, document: str, title: Text, items: Sequence[Item], language: Language) -> bytes:
    own, other = (f"{site.base}{one}/{document}.atom" for one in (language, _other(language)))
    updated = max((item.updated for item in items), default=site.modified or NO_DAY)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_tag(language)}">',
        f"<id>{_text(own)}</id>",
        f"<title>{_text(f'{site.brand.to(language)} · {title.to(language)}')}</title>",
        f"<subtitle>{_text(site.title.to(language))}</subtitle>",
        f"<updated>{_moment(updated)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{_attribute(own)}"/>',
        f'<link rel="alternate" type="application/atom+xml" hreflang="{_tag(_other(language))}" href="{_attribute(other)}"/>',
        f'<link rel="alternate" type="text/html" hreflang="{_tag(language)}" href="{_attribute(f"{site.base}{language}/{document}.html")}"/>',
        f'<link rel="license" href="{_attribute(site.licence)}"/>',
        *_author(site, language),
    ]
    return "\n".join(
        [*head, *(line for item in items for line in _entry(site, item, language)), "</feed>", ""]
    ).encode()


def _author(site: Site, language: Language) -> Iterator[str]:
    name = site.publisher.to(language) or site.title.to(language)
    uri = f"<uri>{_text(site.homepage)}</uri>" if site.homepage else ""
    yield f"<author><name>{_text(name)}</name>{uri}</author>"


def _entry(site: Site, item: Item, language: Language) -> Iterator[str]:
    page, _, anchor = item.page.partition("#")
    way = f"{site.base}{language}/{quote(page.removesuffix('.html'))}.html{f'#{anchor}' if anchor else ''}"
    yield "<entry>"
    yield f"<id>{_text(item.iri)}</id>"
    yield f"<title>{_text(item.title.to(language))}</title>"
    yield f"<updated>{_moment(item.updated)}</updated>"
    if item.published:
        yield f"<published>{_moment(item.published)}</published>"
    yield f'<link rel="alternate" type="text/html" hreflang="{_tag(language)}" href="{_attribute(way)}"/>'
    yield from (f"<author><name>{_text(author.to(language))}</name></author>" for author in item.authors)
    yield f"<summary>{_text(item.summary.to(language))}</summary>"
    if item.lines:
        listed = "".join(f"<li>{_text(line.to(language))}</li>" for line in item.lines)
        yield f'<content type="html">{_text(f"<ul>{listed}</ul>")}</content>'
    yield "</entry>"


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _tag(language: Language) -> str:
    return "zh-Hans" if language == "zh" else "en"


def _moment(day: str) -> str:
    """Return a day as the moment that Atom asks for: its beginning."""
    return f"{day}T00:00:00Z"


def _text(text: str) -> str:
    return xml_escaped(xml_text(text))


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")
