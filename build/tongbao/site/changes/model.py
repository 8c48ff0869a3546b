"""What changed between two versions of a dataset, as people understand it; a text is a pair, English first.

These records are the JSON that ``tongbao diff --format json`` writes and that a site publishes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

import msgspec

from tongbao.errors import Text

NOTHING = Text("", "")
How = Literal["added", "changed", "withdrawn"]


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the two: what the dataset says of itself, and how many notices it holds."""

    version: str = ""
    modified: str = ""
    notices: int = 0

    @property
    def called(self) -> Text:
        """Return what a version is called: its number, else its day; nothing where it has neither."""
        if not self.version:
            return Text(self.modified, self.modified)
        day = f" ({self.modified})" if self.modified else ""
        return Text(f"{self.version}{day}", f"{self.version}{day.replace(' (', '（').replace(')', '）')}")


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fact that was added, corrected or taken back."""

    how: How
    thing: str
    """The IRI."""
    kind: str
    """The class of the thing, by its local name: ``Outcome``."""
    kind_label: Text
    """What that class is called; of a participation, its role."""
    name: Text
    measure: Text = NOTHING
    """The title of the measure that it belongs to, or that it is a fact of."""
    predicate: str = ""
    """The IRI of what was corrected."""
    predicate_label: Text = NOTHING
    before: Text = NOTHING
    after: Text = NOTHING
    words_before: tuple[str, ...] = ()
    """The words of the source that it rested on."""
    words: tuple[str, ...] = ()
    """The words of the source that it rests on; of what was taken back, those that it rested on."""

    @property
    def said(self) -> Text:
        """Say what became of it, in a line below the name of its notice, measure, unit or place."""
        kind, name = self.kind_label, self.name
        if self.how != "changed":
            word = {"added": Text("added", "新增"), "withdrawn": Text("taken back", "撤下")}[self.how]
            return Text(f"{kind.en} · {name.en}: {word.en}", f"{word.zh}{kind.zh}：{name.zh}")
        about = Text("", "") if self.kind in HEADS else Text(f"{kind.en} · {name.en} · ", f"{kind.zh} · {name.zh} · ")
        before, after = (value if any(value) else _NONE for value in (self.before, self.after))
        return Text(
            f"{about.en}{self.predicate_label.en}: {before.en} → {after.en}",
            f"{about.zh}{self.predicate_label.zh}：{before.zh} → {after.zh}",
        )


HEADS = ("Notice", "Measure", "Unit", "Place")
"""Classes of what facts are listed below."""
_NONE = Text("(none)", "（无）")


class NoticeChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notice that was added, changed or withdrawn."""

    how: How
    iri: str
    id: str
    title: Text
    number: str = ""
    date: str = ""
    """The day on which it was written."""
    holds: dict[str, int] = {}
    """Of one that was added or withdrawn, how many things of each class it holds."""
    facts: tuple[Fact, ...] = ()
    """Of one that has changed, what did; at most ``MOST`` of them."""
    more: int = 0
    """Facts beyond these."""

    @property
    def called(self) -> str:
        """Return its number and title."""
        return f"{self.number} {self.title.zh}".strip()


class NameChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit or place that was added, changed or removed."""

    how: How
    iri: str
    kind: Literal["unit", "place"]
    name: Text
    was: Text = NOTHING
    """What it was called, where it was renamed."""
    facts: tuple[Fact, ...] = ()


class Changes(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed between two versions."""

    old: Version
    new: Version
    notices: tuple[NoticeChange, ...] = ()
    names: tuple[NameChange, ...] = ()
    vocabulary: tuple[int, int] = (0, 0)
    """Statements of the ontology, the vocabularies and the dataset about itself that came and went."""

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.notices or self.names or any(self.vocabulary))

    @property
    def counts(self) -> Counter[str]:
        """Return how many notices, facts, units and places were added, changed and withdrawn: ``notice added`` …"""
        found = Counter(f"notice {notice.how}" for notice in self.notices)
        found.update(f"{name.kind} {'renamed' if any(name.was) else name.how}" for name in self.names)
        for notice in self.notices:
            found.update(f"fact {fact.how}" for fact in notice.facts)
            found["fact more"] += notice.more
        return +found

    @property
    def summary(self) -> Text:
        """Say how much changed, in a sentence."""
        counts = self.counts
        parts = [text for key, words in _COUNTED.items() if counts[key] for text in [_counted(counts[key], *words)]]
        if any(self.vocabulary):
            parts.append(Text("the vocabularies or the dataset's own description changed", "词表或数据集说明有变动"))
        if not parts:
            return Text("Nothing changed.", "没有变化。")
        return Text(f"{', '.join(part.en for part in parts)}.", f"{'，'.join(part.zh for part in parts)}。")


def _counted(count: int, one: str, many: str, zh: str) -> Text:
    return Text(f"{count:,} {one if count == 1 else many}", zh.format(f"{count:,}"))


_COUNTED = {
    "notice added": ("notice added", "notices added", "新增公文 {} 份"),
    "notice changed": ("notice changed", "notices changed", "变动公文 {} 份"),
    "notice withdrawn": ("notice withdrawn", "notices withdrawn", "撤下公文 {} 份"),
    "fact changed": ("fact corrected", "facts corrected", "更正事实 {} 处"),
    "fact added": ("fact added", "facts added", "新增事实 {} 处"),
    "fact withdrawn": ("fact taken back", "facts taken back", "撤下事实 {} 处"),
    "fact more": ("further fact not listed", "further facts not listed", "另有未列出的事实 {} 处"),
    "unit added": ("unit added", "units added", "新增单位 {} 个"),
    "unit renamed": ("unit renamed", "units renamed", "更名单位 {} 个"),
    "unit changed": ("unit changed", "units changed", "变动单位 {} 个"),
    "unit withdrawn": ("unit removed", "units removed", "移除单位 {} 个"),
    "place added": ("place added", "places added", "新增地区 {} 个"),
    "place renamed": ("place renamed", "places renamed", "更名地区 {} 个"),
    "place changed": ("place changed", "places changed", "变动地区 {} 个"),
    "place withdrawn": ("place removed", "places removed", "移除地区 {} 个"),
}
"""How each count is said: of one, of several, in Chinese."""

HELD = {
    "Measure": ("measure", "measures", "举措 {} 项"),
    "Outcome": ("figure", "figures", "数据 {} 项"),
    "Honour": ("recognition", "recognitions", "荣誉等 {} 项"),
    "Commendation": ("commendation", "commendations", "表扬 {} 个"),
    "Criticism": ("criticism", "criticisms", "批评 {} 个"),
}
"""What is counted of a notice that was added or withdrawn, and how it is said."""


def holding(counts: dict[str, int]) -> Text:
    """Say what a notice holds.

    >>> holding({"Measure": 20, "Outcome": 1})
    Text(en='20 measures, 1 figure', zh='举措 20 项，数据 1 项')
    """
    parts = [_counted(counts[kind], *words) for kind, words in HELD.items() if counts.get(kind)]
    return Text(", ".join(part.en for part in parts), "，".join(part.zh for part in parts))


def by_how(those: Iterable[NoticeChange]) -> Iterator[tuple[Text, list[NoticeChange]]]:
    """Yield changes of notices in groups, each with its heading."""
    listed = list(those)
    for how, heading in HEADINGS.items():
        if group := [one for one in listed if one.how == how]:
            yield heading, group


HEADINGS: dict[How, Text] = {
    "added": Text("Added", "新增公文"),
    "changed": Text("Changed", "变动公文"),
    "withdrawn": Text("Withdrawn", "撤下公文"),
}


def by_measure(facts: Iterable[Fact]) -> Iterator[tuple[Text, list[Fact]]]:
    """Yield facts that stand together, each group with the measure that it tells of: none for the notice itself."""
    for measure, those in groupby(facts, key=lambda fact: fact.measure):
        yield measure, list(those)
