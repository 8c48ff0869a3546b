"""In which order a list can stand: the first is that of its pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.rdf.concepts import LEVEL
from tongbao.rdf.literals import numbered
from tongbao.site.entries import Entry
from tongbao.site.pages.listed.known import Known
from tongbao.site.recognition import group_of, place_of_group


class Sort(NamedTuple):
    """An order: how addresses have it, what it is called, and what comes first; equal entries stay in the list's own order."""

    name: str
    title: Text
    key: Callable[[Entry, Known], Any]


def _printed(entry: Entry) -> tuple[Any, ...]:
    """Order what stands in one notice as it does there: praise and criticism by their acts."""
    act = entry.count if entry.kind in SIDES else 0
    return numbered(entry.notice), numbered(entry.annex), act, entry.position, numbered(entry.iri)


SIDES = ("commendation", "criticism")


def _last_first(text: str) -> tuple[int, ...]:
    """Order texts the other way round: days, the newest first; what has none comes last."""
    return tuple(-ord(sign) for sign in text) or (0,)


def _newest(entry: Entry, known: Known) -> Any:
    return _last_first(known.day(entry)), _printed(entry)


def _results(entry: Entry, known: Known) -> Any:
    """The measures whose headline figures are the best come first, as ``headline`` orders figures; those without any last."""
    best = [(not figure.is_achieved, figure.rank, -figure.size) for figure in entry.figures[:1]]
    return not best, best, entry.count == 0, _newest(entry, known)


def _title(entry: Entry, _: Known) -> Any:
    return next(iter(entry.pinyin), entry.title), entry.title


RANKS = {
    level: rank for rank, level in enumerate(term for name, term in vars(LEVEL).items() if not name.startswith("_"))
}

NEWEST = Sort("newest", Text("Newest first", "最新在前"), _newest)
TITLE = Sort("title", Text("By title", "按标题"), _title)
NAME = Sort("name", Text("By name", "按名称"), _title)
SORTS: Mapping[str, Sequence[Sort]] = {
    "notice": (
        NEWEST,
        Sort("measures", Text("Most measures first", "举措多者在前"), lambda entry, _: -entry.count),
        TITLE,
    ),
    "measure": (
        Sort("results", Text("Results first", "成效在前"), _results),
        NEWEST,
        Sort("leads", Text("Most leads first", "牵头单位多者在前"), lambda entry, _: -len(entry.units)),
        TITLE,
    ),
    "unit": (
        Sort("leads", Text("Most measures led first", "牵头多者在前"), lambda entry, _: (-entry.count, entry.iri)),
        NAME,
    ),
    "commendation": (NEWEST,),
    "criticism": (NEWEST,),
    "honour": (
        Sort(
            "sort",
            Text("Honours first", "荣誉在前"),
            lambda entry, known: (place_of_group(group_of(entry.code, known.labels)), _newest(entry, known)),
        ),
        NEWEST,
        NAME,
    ),
    "place": (
        Sort(
            "level",
            Text("By level", "按层级"),
            lambda entry, known: (RANKS.get(known.labels.top(entry.code), len(RANKS)), entry.iri),
        ),
        Sort("units", Text("Most units first", "单位多者在前"), lambda entry, known: -known.units_in(entry.iri)),
        NAME,
    ),
}
"""The orders of the list of each kind."""
