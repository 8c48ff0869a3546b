"""One list: its entries in their order, what can be chosen in it, its pages, and what scripts read of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from tongbao.errors import Language, Text
from tongbao.site.pages.listed.facets import FACETS, Choice, Choices, choices
from tongbao.site.pages.listed.items import Item, Written, item_of
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.said import NOUNS, said_of
from tongbao.site.pages.listed.sorts import SORTS, Sort
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import View
from tongbao.site.step import Part
from tongbao.site.tables.files import TABLES

A_PAGE = 40
"""Rows of a page: it stays under 60 kB."""
MOST_PAGES = 10
"""So many pages at most are made for a chosen value; of more rows scripts and tables tell."""
SORTED_PAGES = 3
"""A list of more pages is not made in another order: scripts sort it."""


class Chosen(NamedTuple):
    """A part of a list, or all of it in another order: the document, what is chosen, and the rows."""

    document: str
    rows: Sequence[int]
    value: Text | None = None
    sort: str = ""
    facet: str = ""
    key: str = ""

    def page(self, number: int) -> str:
        """Return the document of one of its pages."""
        apart = "/" if "/" in self.document else "-"  # a value may end in a number itself
        return self.document if number == 1 else f"{self.document}{apart}{number}"


class Listing:
    """A list of the site."""

    def __init__(self, kind: str, document: str, title: Text, known: Known) -> None:
        self.kind, self.document, self.title, self.known = kind, document, title, known
        self.sorts = SORTS[kind]
        self.entries = sorted(known.entries.get(kind, ()), key=lambda entry: self.sorts[0].key(entry, known))
        self.choices = choices(self.entries, FACETS[kind], known)
        self._written = Written()
        self._items: dict[int, Item] = {}

    def parts(self) -> Iterator[Part]:
        """Yield all pages, each with what it shows."""
        offered = [
            (those.facet.name, those.left_out, [(choice.value, len(choice.rows)) for choice in those.offered])
            for those in self.choices
        ]
        for page in self._all_pages():
            content, chosen = page.content, page.content["chosen"]
            shows = [page.title, len(self.entries), offered, chosen[2:], len(chosen.rows)]
            shows += [content[name] for name in ("said", "first", "made", "cut")]
            shows += [[way for _, way in content["orders"]], list(map(self._item, content["rows"]))]
            yield Part(page, shows)

    def _item(self, row: int) -> Item:
        if row not in self._items:
            self._items[row] = item_of(self.entries[row], self.known)
        return self._items[row]

    def _all_pages(self) -> Iterator[Page]:
        """Yield all pages: those of the whole list, those of each value, and those in other orders."""
        whole = Chosen(self.document, range(len(self.entries)), sort=self.sorts[0].name)
        others = [self._sorted(sort) for sort in self._other_orders()]
        values = [
            self._chosen(those, choice)
            for those in self.choices
            for choice in those.offered
            if len(choice.rows) < len(self.entries)
        ]
        for chosen in (whole, *others, *values):
            yield from self._pages(chosen)

    def _other_orders(self) -> Sequence[Sort]:
        return self.sorts[1:] if 1 < len(self.entries) <= A_PAGE * SORTED_PAGES else ()

    def _sorted(self, sort: Sort) -> Chosen:
        rows = sorted(range(len(self.entries)), key=lambda row: sort.key(self.entries[row], self.known))
        return Chosen(f"{self.document}/by-{sort.name}", rows, sort=sort.name)

    def _chosen(self, those: Choices, choice: Choice) -> Chosen:
        name, key = those.facet.name, choice.value.key
        value = Text(
            f"{those.facet.title.en}: {choice.value.label.en}", f"{those.facet.title.zh}：{choice.value.label.zh}"
        )
        return Chosen(self.way(name, choice), choice.rows, value, self.sorts[0].name, name, key)

    def _pages(self, chosen: Chosen) -> Iterator[Page]:
        count = max(1, -(-len(chosen.rows) // A_PAGE))
        made = min(count, MOST_PAGES) if chosen.value else count
        said = said_of(self.kind, [self.entries[row] for row in chosen.rows], self.known)
        title = (
            Text(f"{self.title.en} · {chosen.value.en}", f"{self.title.zh} · {chosen.value.zh}")
            if chosen.value
            else self.title
        )
        for number in range(1, made + 1):
            content = {
                "list": self,
                "chosen": chosen,
                "said": said,
                "rows": chosen.rows[(number - 1) * A_PAGE : number * A_PAGE],
                "first": (number - 1) * A_PAGE + 1,
                "number": number,
                "made": made,
                "cut": made < count,
                "orders": [(sort, self._way(sort)) for sort in (self.sorts[0], *self._other_orders())],
            }
            yield Page(chosen.page(number), "list.html", title, content, summary=said, data=False)

    def _way(self, sort: Sort) -> str:
        return self.document if sort is self.sorts[0] else f"{self.document}/by-{sort.name}"

    size = A_PAGE

    @property
    def nouns(self) -> tuple[Text, Text]:
        """How one and several are counted."""
        return NOUNS[self.kind]

    def counted(self, count: int) -> Text:
        """Say how many there are."""
        noun = self.nouns[count != 1]
        return Text(f"{count:,} {noun.en}", f"{count:,} {noun.zh}")

    def order(self, name: str) -> Text:
        """Return what an order is called."""
        return next(sort.title for sort in self.sorts if sort.name == name)

    def way(self, facet: str, choice: Choice) -> str:
        """Return the document of those rows that have a value: the list itself where all have it."""
        whole = len(choice.rows) == len(self.entries)
        return self.document if whole else f"{self.document}/{facet}-{choice.value.key}"

    def titles(self, language: Language) -> str:
        """Return the orders as JSON for the script: name and title of each."""
        offered = self.sorts if len(self.entries) > 1 else ()
        return msgspec.json.encode([(sort.name, sort.title.to(language)) for sort in offered]).decode()

    @property
    def table(self) -> str:
        """The table with all that is known of the rows."""
        return f"dump/{TABLES[self.document].name}.csv"

    def rows(self, rows: Iterable[int], view: View) -> Markup:
        """Return rows as HTML."""
        return self._written.html(rows, view, lambda macros, row, view: macros.item(self._item(row), view, view.say))

    def facet(self, those: Choices, chosen: Chosen, view: View) -> Markup:
        """Return the values of a facet as HTML, with what is chosen."""
        key = chosen.key if chosen.facet == those.facet.name else ""
        return self._written.html(
            [(those.facet.name, key)], view, lambda macros, _, view: macros.facet(self, those, key, view, view.say)
        )

    # --- what scripts read ----------------------------------------------------------------------------

    def files(self) -> dict[str, bytes]:
        """Return what the script of lists reads: the values of each row, the orders, and apart the rows' IRIs."""
        return {
            f"lists/{self.document}.json": msgspec.json.encode(self._index()),
            f"lists/{self.document}-iris.json": msgspec.json.encode([entry.iri[1:-1] for entry in self.entries]),
        }

    def _index(self) -> dict[str, Any]:
        return {
            "rows": len(self.entries),
            "facets": [_facet(those, len(self.entries)) for those in self.choices],
            "sorts": [self._order(sort) for sort in self.sorts],
        }

    def _order(self, sort: Sort) -> dict[str, Any]:
        """Return an order: for each row its rank, equal where nothing tells two apart."""
        keys = [sort.key(entry, self.known) for entry in self.entries] if sort is not self.sorts[0] else []
        ranks, rank = [0] * len(keys), -1
        for _, group in groupby(sorted(range(len(keys)), key=keys.__getitem__), key=keys.__getitem__):
            rank += 1
            for row in group:
                ranks[row] = rank
        return {"name": sort.name, **sort.title._asdict(), "ranks": ranks}


def _facet(those: Choices, count: int) -> dict[str, Any]:
    """Return a facet: its values, and for each row which of them it has."""
    of: list[list[int]] = [[] for _ in range(count)]
    for place, choice in enumerate(those.offered):
        for row in choice.rows:
            of[row].append(place)
    values = [(choice.value.key, choice.value.label.en, choice.value.label.zh) for choice in those.offered]
    return {
        "name": those.facet.name,
        **those.facet.title._asdict(),
        "values": values,
        "of": [places[0] if len(places) == 1 else places for places in of],
    }
