"""The pages of co-leaderships: two units, and every measure that both lead."""

from collections.abc import Iterator, Mapping, Sequence

from tongbao.errors import Text
from tongbao.rdf.literals import numbered
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.pages.page import Fact, Page
from tongbao.site.things import Things
from tongbao.site.urls import place_of


def pair_page(edge: str, edges: Things, base: str, labels: Labels, entries: Mapping[str, Entry]) -> Page:
    """Make the page of a co-leadership: two units, and every measure that both lead with the words that say so."""
    units = sorted(edges.all(edge, "tb:coLeader"))
    names = [labels.of(unit) for unit in units]
    title = Text(f"{names[0].en} and {names[1].en}", f"{names[0].zh}与{names[1].zh}")
    place = place_of(edge[1:-1], base)
    assert place
    found = [entries[measure] for measure in sorted(edges.all(edge, "tb:coLedMeasure"), key=numbered)]
    weight = edges.number(edge, "tb:weight")
    said = Text(
        f"These two units lead {weight:,} measure{'s' * (weight != 1)} together.",
        f"这两个单位共同牵头 {weight:,} 项举措。",
    )
    content = {
        "edge": edge,
        "units": units,
        "numbers": sorted({entry.number for entry in found if entry.number}, key=numbered),
        "lead": said,
        "measures": found,
        "words": {entry.iri: list(cut(entry, units)) for entry in found},
        "said": [Fact(name, values) for name, values in edges.said.get(edge, {}).items()],
    }
    about = {"@type": "Thing", "name": title.zh}
    return Page(place.document, "edge.html", title, content, edge, "tb:CoLeadership", said, about)


def cut(entry: Entry, units: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield the words that list the leads of a measure in pieces, each with whether it names one of some units."""
    own = sorted(place for unit, place in zip(entry.units, entry.named, strict=False) if unit in units)
    at = 0
    for start, end in own:
        if at <= start < end:
            yield entry.words[at:start], False
            yield entry.words[start:end], True
            at = end
    yield entry.words[at:], False
