"""The pages that list documents, a few hundred rows on each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tongbao.errors import Text
from tongbao.rdf.literals import numbered
from tongbao.site.entries import Entry
from tongbao.site.pages.page import Page
from tongbao.site.polarity import POLARITIES, Polarity
from tongbao.site.recognition import group_name, group_of, place_of_group
from tongbao.site.step import Document

A_PAGE = 500

Rows = Sequence[Sequence[Any]]

HONOURS = Text("Honours, approval, reports and applications", "荣誉、肯定、报道与申报")
LISTS = (
    ("notice", "notices", Text("Notices", "公文")),
    ("measure", "measures", Text("Measures", "举措")),
    ("unit", "units", Text("Units", "单位")),
    ("commendation", "commendations", Text("Commended", "表扬")),
    ("criticism", "criticisms", Text("Criticised", "批评")),
    ("honour", "honours", HONOURS),
    ("place", "places", Text("Places", "地区")),
)
"""The lists of the site: the kind of entry, the document, and the name of the list."""


def lists_of(by_kind: Mapping[str, list[Entry]]) -> list[tuple[str, Text]]:
    """Return the lists that are not empty, each with its name."""
    return [(document, label) for kind, document, label in LISTS if by_kind.get(kind)]


def lists(entries: Mapping[str, list[Entry]]) -> Iterator[Document]:
    """Make the lists of notices, measures, units, places, praise and criticism, and recognitions."""
    pages = [
        *notice_list(entries.get("notice", ())),
        *measure_list(entries.get("measure", ())),
        *unit_list(entries.get("unit", ())),
        *place_list(entries.get("place", ())),
        *(page for each in POLARITIES for page in appraisal_list(entries.get(each.kind, ()), each)),
        *honour_list(entries.get("honour", ())),
    ]
    yield from map(Document, pages)


def list_pages(
    document: str, title: Text, columns: Sequence[Text], rows: Rows, intro: Text | None = None
) -> Iterator[Page]:
    """Yield the pages of one list; cells are texts, numbers, things as terms, pairs of a thing and its name, lists of things,
    or entries, whose document number is shown."""
    count = max(1, -(-len(rows) // A_PAGE))
    for number in range(1, count + 1):
        shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
        content = {
            "columns": columns,
            "rows": shown,
            "number": number,
            "count": count,
            "whole": document,
            "intro": intro,
        }
        name = document if number == 1 else f"{document}-{number}"
        yield Page(name, "list.html", title, content, data=False)


NUMBER, YEAR = Text("Number", "发文字号"), Text("Year", "年份")


def notice_list(entries: Iterable[Entry]) -> Iterator[Page]:
    """List the notices, the newest first."""
    columns = (
        Text("Notice", "公文"),
        NUMBER,
        Text("Date", "成文日期"),
        Text("Issued by", "发文机关"),
        Text("Measures", "举措"),
    )
    rows = [
        ((e.iri, e.name), e, e.words, list(e.units), e.count)
        for e in sorted(entries, key=lambda e: (e.words, numbered(e.iri)), reverse=True)
    ]
    yield from list_pages("notices", Text("Notices", "公文"), columns, rows)


def measure_list(entries: Iterable[Entry]) -> Iterator[Page]:
    """List the measures by notice, in order."""
    columns = (
        Text("Measure", "举措"),
        Text("Level", "层级"),
        Text("Led by", "牵头单位"),
        Text("Figures", "数据"),
        NUMBER,
    )
    rows = [
        ((e.iri, e.name), e.code, list(e.units), e.count, e)
        for e in sorted(
            entries, key=lambda e: (e.year, numbered(e.notice), numbered(e.annex), e.position, numbered(e.iri))
        )
    ]
    yield from list_pages("measures", Text("Measures", "举措"), columns, rows)


def unit_list(entries: Iterable[Entry]) -> Iterator[Page]:
    """List the units by name, each with how many measures it leads."""
    entries = sorted(entries, key=lambda e: (-e.count, e.iri))
    some_ended = any(e.ended for e in entries)
    of_them = [Text("of which no longer in force", "其中已不再有效")] if some_ended else []
    columns = [
        Text("Unit", "单位"),
        Text("Kind", "类型"),
        Text("Leads", "牵头举措"),
        *of_them,
        Text("Short names", "简称"),
    ]
    rows = [(e.iri, e.code, e.count, *([e.ended] if some_ended else []), "、".join(e.names)) for e in entries]
    yield from list_pages("units", Text("Units", "单位"), columns, rows)


def place_list(entries: Iterable[Entry]) -> Iterator[Page]:
    """List the places."""
    columns = (Text("Place", "地区"), Text("Level", "层级"))
    rows = [(e.iri, e.code) for e in sorted(entries, key=lambda e: e.iri)]
    yield from list_pages("places", Text("Places", "地区"), columns, rows)


def appraisal_list(entries: Iterable[Entry], polarity: Polarity) -> Iterator[Page]:
    """List the recipients of praise, or of criticism, by notice and act, in order."""
    columns = (Text("Recipient", "对象"), Text("Act", "方式"), NUMBER, YEAR, Text("Words of the notice", "原文依据"))
    entries = sorted(entries, key=lambda e: (e.year, numbered(e.notice), e.count, e.position))
    rows = [(_recipient(e), e.code, e, e.year, (e.iri, Text("read", "查看"))) for e in entries]
    yield from list_pages(f"{polarity.kind}s", polarity.heading, columns, rows)


def _recipient(entry: Entry) -> Any:
    """Return a unit or place; for a recipient without a page of its own, the recipient and its name."""
    recipient = entry.units[0]
    return recipient if "/id/unit/" in recipient or "/id/place/" in recipient else (recipient, entry.title)


def honour_list(entries: Iterable[Entry]) -> Iterator[Page]:
    """List the honours, then approval, adoption, reports and applications, each separately."""
    columns = (
        Text("What", "名称"),
        Text("Sort", "类别"),
        Text("Kind", "类型"),
        Text("By whom", "有关单位"),
        NUMBER,
    )

    def order(entry: Entry) -> tuple[Any, ...]:
        return place_of_group(group_of(entry.code)), entry.year, numbered(entry.notice), numbered(entry.iri)

    rows = [
        ((e.iri, e.name), group_name(group_of(e.code)), e.code, list(e.units), e) for e in sorted(entries, key=order)
    ]
    yield from list_pages("honours", HONOURS, columns, rows)
