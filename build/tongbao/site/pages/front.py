"""The front page: how much there is, what came last, charts, and questions to start with."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from tongbao.ask.labels import find_labels
from tongbao.ask.store import Store
from tongbao.errors import Text
from tongbao.rdf.concepts import BOUND
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.metadata.catalogue import Description, home_about
from tongbao.site.pages.appraisals import label_of_figure
from tongbao.site.pages.charts import Bar, Chart
from tongbao.site.pages.lists import LISTS
from tongbao.site.pages.page import Page
from tongbao.site.pages.questions import Answered
from tongbao.site.pages.render import Site
from tongbao.site.polarity import POLARITIES
from tongbao.site.quantities import unit_text
from tongbao.site.recognition import COUNTED, group_of
from tongbao.site.step import Document
from tongbao.site.things import Things
from tongbao.site.urls import place_of


class Figure(NamedTuple):
    """A number of the front page, and where it leads."""

    number: int
    label: Text
    document: str


PLAIN = {
    "notice": Text("notices", "份公文"),
    "measure": Text("measures", "项举措"),
    "unit": Text("units", "个单位"),
    "place": Text("places", "个地区"),
}
"""What is counted one by one; praise, criticism and recognitions are counted on their own."""
OF_CRITICISM = "what-a-unit-was-criticised-for"
ASKED = ("co-lead-pairs", "partners-of-unit", "before-and-after", "evidence-of", "what-a-unit-was-commended-for")
"""The questions that the front page shows."""


def front(
    site: Site, vocabulary: Things, entries: Mapping[str, list[Entry]], description: Description, store: Store
) -> Iterator[Document]:
    """Make the front page: how much there is, what came last, and charts of what is in force."""
    by_kind, found = entries, {answer.query.name: answer for answer in description.answers}
    newest = sorted(by_kind.get("notice", ()), key=lambda e: (e.words, e.iri), reverse=True)[:5]
    content = {
        "figures": list(_figures(by_kind)),
        "newest": newest,
        "example": next((entry.number for entry in newest if entry.number), ""),
        "charts": list(_Charts(site, vocabulary, by_kind, store).made(found["before-and-after"])),
        "asked": [found[name].query for name in (*ASKED, *([OF_CRITICISM] if by_kind.get("criticism") else []))],
        "criticism": bool(by_kind.get("criticism")),
    }
    title = Text("Overview", "总览")
    page = Page("index", "home.html", title, content, summary=site.title, about=home_about(description), data=False)
    yield Document(page)


def _figures(by_kind: Mapping[str, list[Entry]]) -> Iterator[Figure]:
    """Yield what there is: praise and criticism apart, and each sort of recognition on its own."""
    for kind, document, _ in LISTS:
        entries = by_kind.get(kind, ())
        polarity = next((polarity for polarity in POLARITIES if polarity.kind == kind), None)
        if polarity and entries:
            acts = len({(entry.notice, entry.count) for entry in entries})
            label = label_of_figure(polarity, acts, [entry.units[0] for entry in entries])
            yield _figure(entries, label, document)._replace(number=acts)
        elif kind == "honour":
            for group, label in COUNTED.items():
                if those := [entry for entry in entries if group_of(entry.code) == group]:
                    yield _figure(those, label, document)
        elif kind in PLAIN:
            yield _figure(entries, PLAIN[kind], document)


def _figure(entries: Sequence[Entry], label: Text, document: str) -> Figure:
    """Return how many there are, and how many of them are no longer in force."""
    if ended := sum(has_ended(entry.state) for entry in entries):
        label = Text(f"{label.en}, {ended:,} of them no longer in force", f"{label.zh}，其中已不再有效 {ended:,}")
    if len(entries) == 1 and document not in ("commendations", "criticisms"):
        label = Text(_singular(label.en), label.zh)
    if document in ("units", "places"):  # some are listed only because they are above others
        label = Text(f"{label.en}, with those above them", f"{label.zh}（含上级）")
    return Figure(len(entries), label, document)


def _singular(words: str) -> str:
    """Return what counts one, for words that count several: ``report``, ``expression of approval``."""
    return re.sub(r"^(\w+)s\b", r"\1", words)


BARS = 15


class _Measured(NamedTuple):
    """A figure with its unit of measure, and how many of the base unit one of that is; 0 where it is none exactly."""

    number: Decimal
    unit: str
    factor: Decimal
    said: Text


class _Charts(NamedTuple):
    """Draws the charts of the front page."""

    site: Site
    vocabulary: Things
    entries: Mapping[str, list[Entry]]
    store: Store

    def made(self, before_and_after: Answered) -> Iterator[Chart]:
        """Yield the charts that have something to show."""
        by_kind = self.entries
        notices = {e.notice: e for e in by_kind.get("notice", ())}
        ended = any(has_ended(e.state) for e in notices.values())
        left_out = _IN_FORCE if ended else Text("", "")
        units = sorted(by_kind.get("unit", ()), key=lambda e: (e.ended - e.count, e.iri))
        names = _short_names(units)
        leading = [Bar((e.iri, names[e.iri]), e.count - e.ended) for e in units[:BARS] if e.count > e.ended]
        if leading:
            more = sum(e.count > e.ended for e in units) - len(leading)
            hint = (
                Text(f"{more} more lead at least one. ", f"另有 {more} 个单位至少牵头一项。")
                if more > 0
                else Text("", "")
            )
            yield Chart(Text("Measures by leading unit", "各单位牵头的举措"), leading, _both(hint, left_out))
        if changes := list(self._changes(before_and_after, notices))[:BARS]:
            told = _told_apart(changes, by_kind.get("measure", ()), self.site.base)
            yield Chart(Text("Before and after", "前后对比"), told, _both(_SCALES, left_out), apart=True)
        if kinds := _kinds_together(by_kind):
            yield Chart(Text("Kinds of units that lead together", "共同牵头的单位类型"), [
                Bar(Text(" + ".join(self.site.labels.of(k).en for k in pair), "＋".join(self.site.labels.of(k).zh for k in pair)), count)
                for pair, count in kinds[:BARS]
            ], _both(_KINDS, left_out))  # fmt: skip

    def _changes(self, found: Answered, notices: Mapping[str, Entry]) -> Iterator[Bar]:
        """Yield the outcomes in force that say what was before; they are compared where both units of measure are multiples of one."""
        if found.rows is None:
            return
        names = find_labels(found.rows, "zh", self.store)
        for row in found.rows:
            values = {name: str(getattr(term, "value", "")) for name, term in row.items()}
            place = place_of(values["outcome"], self.site.base)
            assert place  # measure/NOTICE/MEASURE
            if has_ended(notices[place.document.split("/")[1]].state):
                continue
            before, after = (self._measured(values, when) for when in ("before", "after"))
            said = Text(f"{before.said.en} → {after.said.en}", f"{before.said.zh} → {after.said.zh}")
            same_period = values.get("beforePer") == values.get("afterPer")
            comparable = same_period and (before.unit == after.unit or (before.factor and after.factor))
            scaled = [m.number * (m.factor if before.unit != after.unit else 1) for m in (before, after)]
            label = (f"<{values['outcome']}>", names.get(values["outcome"], ""))
            yield Bar(label, scaled[1], scaled[0], said) if comparable else Bar(label, None, None, said)

    def _measured(self, values: Mapping[str, str], when: str) -> _Measured:
        number, unit = Decimal(values[when]), f"<{values[f'{when}Unit']}>"
        name = unit_text(unit, self.site.labels)
        english = f" {name.en.lower()}{'' if number == 1 else 's'}" if name.en not in ("", "%") else name.en
        factor = Decimal(self.vocabulary.text(unit, "tb:exactFactor") or 0)
        limit, per = (self._named(values.get(f"{when}{what}", "")) for what in ("Bound", "Per"))
        counted = name.zh or values.get(f"{when}Classifier", "")
        words = f"{number:,f}{counted}"
        is_within = f"<{values[f'{when}Bound']}>" == BOUND.within
        words = f"{words}{limit.zh}" if is_within else f"{limit.zh}{words}"  # 3天以内
        said = Text(
            f"{limit.en.lower()} {number:,f}{english}{per.en and f' per {per.en.lower()}'}".strip(),
            f"{words}{per.zh and f'／{per.zh}'}",
        )
        return _Measured(number, unit, factor, said)

    def _named(self, code: str) -> Text:
        """Return what a bound or a period is called; nothing for an exact figure, or one of no period."""
        return self.site.labels.of(f"<{code}>") if code and f"<{code}>" != BOUND.exact else Text("", "")


def _both(one: Text, other: Text) -> Text | None:
    """Return two hints as one; None where neither says anything."""
    return Text(f"{one.en}{other.en}".strip(), one.zh + other.zh) if one.zh or other.zh else None


def _told_apart(bars: Sequence[Bar], measures: Iterable[Entry], base: str) -> list[Bar]:
    """Add the measure to the names of rows that are called alike."""
    named = [(bar, *bar.label) for bar in bars if isinstance(bar.label, tuple)]
    borne = Counter(name for _, _, name in named)
    titles = {entry.document: f"{entry.title} {entry.number}".strip() for entry in measures}
    found = []
    for bar, thing, name in named:
        place = place_of(thing[1:-1], base)
        more = titles.get(place.document, "") if place and borne[name] > 1 else ""
        found.append(bar._replace(label=(thing, f"{name}（{more}）" if more else name)))
    return found


def _short_names(units: Sequence[Entry]) -> dict[str, Text]:
    """Return the shortest Chinese name of each unit that no other has, and its English one."""
    borne = Counter(name for unit in units for name in {*unit.names, unit.title})
    found = {}
    for unit in units:
        own = [name for name in unit.names if borne[name] == 1]
        chinese = min([*own, unit.title], key=len)
        found[unit.iri] = Text(unit.english or chinese, chinese)
    return found


_IN_FORCE = Text("Without notices that are no longer in force.", "不含已不再有效的通报。")
_KINDS = Text("How many measures units of both kinds lead together. ", "两类单位共同牵头的举措项数。")
_SCALES = Text(
    "Grey before, blue after; each row has a scale of its own, and no bars where no difference would show. ",
    "灰色为之前，蓝色为之后；各行标度不同，无法比较或看不出差别的不画条形。",
)


def _kinds_together(by_kind: Mapping[str, list[Entry]]) -> list[tuple[tuple[str, ...], int]]:
    """Count the measures that two kinds of units lead together."""
    kinds = {entry.iri: entry.code for entry in by_kind.get("unit", ())}
    counts: Counter[tuple[str, ...]] = Counter()
    for measure in by_kind.get("measure", ()):
        if has_ended(measure.state):
            continue
        pairs = {tuple(sorted((kinds.get(a, ""), kinds.get(b, "")))) for a, b in combinations(measure.units, 2)}
        counts.update(pair for pair in pairs if all(pair))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
