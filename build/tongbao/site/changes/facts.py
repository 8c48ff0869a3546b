"""What changed in what is said of one notice, unit or place: which things came and went, and which facts were corrected.

Things are known again by their IRI. Those that are merely numbered (a lead, a recipient) are known by what they say, so that one that
is put first does not change all others. A quantity is compared as it is read, and a passage by its words: where these stand may change.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tongbao.errors import Text
from tongbao.rdf.iris import term
from tongbao.rdf.literals import numbered, read_literal
from tongbao.rdf.terms import Term
from tongbao.site.changes.model import Fact
from tongbao.site.labels import Labels
from tongbao.site.quantities import read_quantity
from tongbao.site.things import Things
from tongbao.site.urls import OF_A_MEASURE

SKIPPED = {
    term(name)
    for name in (
        *("rdf:type", "rdfs:label", "dcterms:identifier", "prov:wasDerivedFrom", "oa:hasSource"),
        *("tb:earliest", "tb:latest", "tb:separatorGroup", "tb:assertedValue", "tb:assertedObject"),
        *("tb:aboutProperty", "tb:aboutSubject", "tb:announcedIn", "tb:publishedIn"),
    )
}
"""What follows from another property of the same thing, or from its name: it would tell a correction twice."""
ORDERS = {term(name) for name in ("tb:order", "tb:actOrder")}
"""What changes whenever something comes before: told only where nothing came or went."""
NUMBERED: Mapping[Term, tuple[Term, ...]] = {
    "tb:Participation": ("tb:role", "tb:participant", "tb:printedName"),
    "tb:Commendation": ("tb:act", "tb:recipient", "tb:printedName"),
    "tb:Criticism": ("tb:act", "tb:recipient", "tb:printedName"),
}
"""Things with numbers for names, and what they are known by."""
WAYS: tuple[Term, ...] = ("tb:statedIn", "tb:roleStatedIn")
NAMED_BY: tuple[Term, ...] = ("tb:participant", "tb:recipient", "tb:aboutProperty")
"""What leads to that by which a thing is called that has no name of its own."""
INNER = (*OF_A_MEASURE, "honour")
"""Kinds that belong to a measure: they come and go with it."""
LONGEST, AROUND = 160, 24
"""Characters of a value that are shown, and those before and after what differs in it."""


@dataclass
class Said:
    """What one version says of a notice, or of units and places."""

    things: Things
    labels: Labels
    keys: dict[str, str] = field(default_factory=dict)
    """The IRI of each thing that is compared, by what it is known by."""

    def __post_init__(self) -> None:
        for thing in self.things.said:
            if "#" not in thing and self.things.one(thing, "rdf:type") and not self._is_evidence(thing):
                key, n = self._key(thing), 1
                while (named := key if n == 1 else f"{key} {n}") in self.keys:
                    n += 1
                self.keys[named] = thing

    def _is_evidence(self, thing: str) -> bool:
        return self.things.is_a(thing, "tb:TextSpan") or self.things.is_a(thing, "prov:Entity")

    def _key(self, thing: str) -> str:
        for cls, properties in NUMBERED.items():
            if self.things.is_a(thing, cls):
                values = [self.things.one(thing, property_) for property_ in properties]
                known = [values[0], values[1] or values[2]]
                return " ".join([thing.rpartition("/")[0], *known])
        return thing

    @cached_property
    def known(self) -> dict[str, str]:
        """What each thing is known by, by its IRI."""
        return {thing: key for key, thing in self.keys.items()}

    def kind(self, thing: str) -> str:
        """Return the class of a thing, as a term: the narrowest of ours."""
        found = [cls for cls in self.things.all(thing, "rdf:type") if cls.startswith(_OURS)]
        return next(
            (cls for cls in found if cls not in _WIDE), found[0] if found else self.things.one(thing, "rdf:type")
        )

    def name(self, thing: str) -> Text:
        """Return what a thing is called; of what only tells of another, what that is called."""
        for way in NAMED_BY:
            if other := self.things.one(thing, way):
                return self.labels.of(other)
        return self.labels.of(thing)

    def measure(self, thing: str) -> Text:
        """Return the title of the measure that a thing belongs to; nothing for one that belongs to none."""
        found = thing if self.things.is_a(thing, "tb:Measure") else self.whole(thing)
        return self.labels.of(found) if found else Text("", "")

    @staticmethod
    def whole(thing: str) -> str:
        """Return the measure that a thing belongs to; an empty text for one that belongs to none."""
        found = re.match(rf"(<.*/id/)(?:{'|'.join(INNER)})/([^/]+/[^/]+)/", thing)
        return f"{found[1]}measure/{found[2]}>" if found else ""

    def words(self, thing: str) -> tuple[str, ...]:
        """Return the words of the source that a thing rests on, each once; not those of a whole notice or measure."""
        if self.things.is_a(thing, "tb:Notice") or self.things.is_a(thing, "tb:Measure"):
            return ()
        spans = [span for way in WAYS for span in self.things.all(thing, way)]
        return tuple(dict.fromkeys(shortened(self._quoted(span)) for span in spans))

    def _quoted(self, span: str) -> str:
        selectors = self.things.all(span, "oa:hasSelector")
        return next((words for one in selectors if (words := self.things.text(one, "tb:words"))), "")

    def values(self, thing: str) -> dict[str, dict[str, Text]]:
        """Return what is said of a thing: by property, values as people read them, by what they are compared by."""
        found: dict[str, dict[str, Text]] = {}
        for predicate, values in self.things.said[thing].items():
            if predicate not in SKIPPED:
                found[predicate] = dict(self._value(value) for value in values)
        return found

    def _value(self, value: str) -> tuple[str, Text]:
        if value.startswith('"'):
            text = read_literal(value).text
            text = f"{text[:12]}…" if _DIGEST.fullmatch(text) else text
            return value, Text(text, text)
        if self.things.is_a(value, "tb:TextSpan"):
            words = self._quoted(value)
            return words, Text(f"“{words}”", f"“{words}”")
        if "#" in value and (self.things.one(value, "qudt:numericValue") or self.things.one(value, "tb:lowest")):
            found = read_quantity(self.things, value, self.labels)
            return f"{found.said.en} {found.said.zh} {found.kind}", found.said
        return self.known.get(value, value), self.name(value)


_DIGEST = re.compile("[0-9a-f]{64}")
_OURS = term("tb:Measure").removesuffix("Measure>")
_WIDE = {term("tb:Appraisal"), term("tb:ClosedNotice")}


def facts(old: Said, new: Said) -> Iterator[Fact]:
    """Yield what changed, in the order of the things; what belongs to a measure that came or went is part of that."""
    found = list(_changed(old, new))
    moved = {_list_of(fact) for fact in found if fact.how != "changed"}
    for fact in sorted(found, key=_place):
        if f"<{fact.predicate}>" not in ORDERS or _list_of(fact) not in moved:
            yield fact


def _place(fact: Fact) -> tuple[object, ...]:
    """Return where a fact is listed: those of the notice first, then by measure."""
    own = Said.whole(f"<{fact.thing}>") or f"<{fact.thing}>"
    return any(fact.measure), numbered(own), _rank(fact), numbered(fact.thing), fact.predicate


def _rank(fact: Fact) -> int:
    order = ("Notice", "Measure", "Participation", "Outcome")
    return order.index(fact.kind) if fact.kind in order else len(order)


def _list_of(fact: Fact) -> tuple[str, str]:
    return fact.kind, fact.thing.rpartition("/")[0]


def _changed(old: Said, new: Said) -> Iterator[Fact]:
    for key in old.keys.keys() | new.keys.keys():
        if key in old.keys and key in new.keys:
            yield from _corrected(old, new, old.keys[key], new.keys[key])
            continue
        side, how = (new, "added") if key in new.keys else (old, "withdrawn")
        thing = side.keys[key]
        other = old if side is new else new
        whole = side.whole(thing)
        if not side.things.is_a(thing, "tb:Assertion") and (not whole or whole in other.keys):
            yield _fact(how, side, thing)


def _fact(how: str, side: Said, thing: str, **more: object) -> Fact:
    kind = side.kind(thing)
    local = re.split("[/#]", kind[1:-1])[-1]
    label = side.labels.of(side.things.one(thing, "tb:role") or kind)
    measure = Text("", "") if local == "Measure" and how != "changed" else side.measure(thing)
    shared = {"words": side.words(thing), **more}
    return Fact(how, thing[1:-1], local, label, side.name(thing), measure, **shared)  # type: ignore[arg-type]


def _corrected(old: Said, new: Said, was: str, thing: str) -> Iterator[Fact]:
    """Yield what was corrected of a thing; other words alone are a correction, too, but no second one."""
    before, after = old.values(was), new.values(thing)
    changed: dict[str, tuple[Text, Text]] = {}
    for predicate in sorted(before.keys() | after.keys()):
        gone = _only(before.get(predicate, {}), after.get(predicate, {}), old, new)
        come = _only(after.get(predicate, {}), before.get(predicate, {}), new, old)
        if gone or come:
            changed[predicate] = differing(_joined(gone), _joined(come))
    others = {predicate: pair for predicate, pair in changed.items() if predicate not in _WORDS}
    words_before = old.words(was) if others and old.words(was) != new.words(thing) else ()
    for predicate, (one, other) in (others or changed).items():
        about = {
            "predicate": predicate[1:-1],
            "predicate_label": new.labels.of(predicate),
            "before": one,
            "after": other,
        }
        yield _fact("changed", new, thing, **about, words_before=words_before, words=new.words(thing) if others else ())


_WORDS = {term(way) for way in WAYS}


def _only(those: Mapping[str, Text], others: Mapping[str, Text], side: Said, other: Said) -> list[Text]:
    """Return the values that one side alone has; links to what came or went as a whole are left out, for that is told."""
    return [text for key, text in those.items() if key not in others and (key not in side.keys or key in other.keys)]


def _joined(values: Iterable[Text]) -> Text:
    listed = sorted(values, key=lambda text: numbered(text.zh))
    return Text("; ".join(text.en for text in listed), "；".join(text.zh for text in listed))


def differing(before: Text, after: Text) -> tuple[Text, Text]:
    """Return two values, of long ones the part in which they differ, with a little around it."""
    pairs = [_differing(before[n], after[n]) for n in (0, 1)]
    return Text(pairs[0][0], pairs[1][0]), Text(pairs[0][1], pairs[1][1])


def _differing(one: str, other: str) -> tuple[str, str]:
    if max(len(one), len(other)) <= LONGEST or not (one and other):
        return shortened(one), shortened(other)
    most = min(len(one), len(other))
    start = next((n for n in range(most) if one[n] != other[n]), most)
    end = next((n for n in range(most - start) if one[-1 - n] != other[-1 - n]), most - start)
    return _cut(one, start, end), _cut(other, start, end)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(len(text) - end + AROUND, len(text))
    return shortened(f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}")


def shortened(text: str) -> str:
    """Return the first characters of a text, with what is not shown marked.

    >>> shortened("口" * 200)[-3:]
    '口口…'
    """
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def said_of(lines: Iterable[str], labels: Labels) -> Said:
    """Return what lines say, with the names of the things that they tell of."""
    things = Things(lines)
    return Said(things, labels.with_(things))
