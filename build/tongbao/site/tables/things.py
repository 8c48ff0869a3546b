"""The things that rows of tables are read from: a thing with the statements about it, as columns need them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tongbao.errors import Text
from tongbao.load.source import Span
from tongbao.rdf.concepts import MEASUREUNIT, ROLE
from tongbao.rdf.terms import Term
from tongbao.site.backlinks import Backlink
from tongbao.site.headline import Figure, in_words, ranked, read_figure
from tongbao.site.labels import Labels
from tongbao.site.notice import Notice
from tongbao.site.quantities import WITH_CLASSIFIER
from tongbao.site.recognition import group_of
from tongbao.site.tables.table import Column, text
from tongbao.site.things import Things

NOTHING = Text("", "")


@dataclass(frozen=True)
class Thing:
    """A thing, with the statements about it and the names of other things."""

    iri: str
    """As an N-Triples term, like all IRIs here; the empty text stands for no thing, without statements."""
    things: Things
    labels: Labels

    def one(self, property_: Term) -> str:
        """Return the first value of a property; an empty text where there is none."""
        return self.things.one(self.iri, property_)

    def all(self, *properties: Term) -> list[str]:
        """Return the values of some properties, one property after the other."""
        return [value for property_ in properties for value in self.things.all(self.iri, property_)]

    def text(self, property_: Term) -> str:
        """Return the first value of a property as text; empty where there is none."""
        return self.things.text(self.iri, property_)

    def texts(self, property_: Term, language: str = "") -> list[str]:
        """Return the values of a property that are literals, as texts: those in one language, or all."""
        found = self.things.literals(self.iri, property_)
        return [literal.text for literal in found if language in ("", literal.language)]

    def number(self, property_: Term) -> int | None:
        """Return the first value of a property as a whole number; None where there is none."""
        return self.things.number(self.iri, property_) or None

    def code(self, property_: Term) -> Text:
        """Return the name of the code that is the value of a property."""
        return self.called(self.one(property_))

    def called(self, thing: str) -> Text:
        """Return the name of a thing; nothing for no thing."""
        return self.labels.of(thing) if thing else NOTHING

    def name(self, thing: str) -> str:
        """Return the Chinese name of a thing; nothing for no thing."""
        return self.called(thing).zh

    def english(self, thing: str) -> str:
        """Return the English name of a thing; nothing where it only has a Chinese one."""
        called = self.called(thing)
        return called.en if called.en != called.zh else ""

    def in_english(self, property_: Term) -> str:
        """Return the value of a property in English, our translation; empty where there is none."""
        return self.things.english(self.iri, property_)

    def names(self, things: Iterable[str]) -> Iterator[str]:
        """Yield the Chinese names of some things."""
        return map(self.name, things)


def code(name: str, en: str, zh: str, read: Callable[[Thing], Text], *, key: bool = False) -> list[Column[Thing]]:
    """Declare two columns: the name of a code in English, and beside it in Chinese."""
    return [
        text(name, en, f"{zh}（英文）", lambda thing: read(thing).en, key=key),
        text(f"{name}_zh", "the same in Chinese", zh, lambda thing: read(thing).zh),
    ]


@dataclass(frozen=True)
class Authority(Thing):
    """A unit or a place, with the links to it."""

    links: Iterable[Backlink] = ()

    @cached_property
    def leads(self) -> Mapping[str, str]:
        """The measures that it leads, with the states of their notices."""
        return {link.about: link.state for link in self.links if link.role == ROLE.lead}


class Quantity(Thing):
    """A number with its unit of measure."""

    @property
    def digits(self) -> str:
        """The number, as decimal digits; of a range the lower end."""
        return self.text("qudt:numericValue") or self.text("tb:lowest")

    @property
    def high(self) -> str:
        """The upper end of a range, as decimal digits."""
        return self.text("tb:highest")

    @property
    def unit(self) -> Text:
        """The unit of measure in both languages, with the time or the thing for which it counts."""
        unit, each = self.one("qudt:hasUnit"), self.text("tb:perClassifier")
        per = Text(each, each) if each else self.code("tb:per")
        english, chinese = self.called(unit) if unit not in (MEASUREUNIT.one, MEASUREUNIT.rank) else NOTHING
        if unit in WITH_CLASSIFIER:  # 3个月; 3月 is March
            chinese = f"个{chinese}"
        chinese = chinese or self.text("tb:classifier")
        if per == NOTHING:
            return Text(english, chinese)
        return Text(f"{english} per {per.en.lower()}".strip(), f"{chinese}／{per.zh}")


@dataclass(frozen=True)
class Stated(Thing):
    """A thing that a notice states: the notice itself, a fact about a measure, or praise or criticism."""

    notice: Notice
    measure: str = ""
    """The measure that it belongs to."""
    measures: tuple[str, ...] = ()
    """The measures that it is for, where it can be for several."""

    @classmethod
    def of(cls, notice: Notice, thing: str, measure: str = "", measures: Iterable[str] = ()) -> "Stated":
        """Return a thing that a notice states."""
        return cls(thing, notice.things, notice.labels, notice, measure, tuple(measures))

    @property
    def state(self) -> Text:
        """Whether the notice is in force; nothing where that is not known."""
        return self.called(self.things.one(self.notice.iri, "tb:state"))

    @property
    def title(self) -> str:
        """The title of the measure."""
        return self.things.text(self.measure, "dcterms:title")

    @property
    def leads(self) -> list[str]:
        """The units that lead the measure, in order."""
        return [self.things.one(part, "tb:participant") for part in self.notice.leads(self.measure)]

    @cached_property
    def recognitions(self) -> Counter[str]:
        """How many honours, affirmations and so on the measure has, by group."""
        return Counter(group_of(self.things.one(one, "tb:honourKind"), self.labels) for one in self.all("tb:hasHonour"))

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the measure, beginning with the one that stands for it."""
        return ranked(read_figure(self.things, one, self.labels) for one in self.all("tb:hasOutcome"))

    @property
    def headline(self) -> Text:
        """The figure that stands for the measure, in words; nothing where there is none."""
        return in_words(self.figures[0], self.labels) if self.figures else Text("", "")

    def quantity(self, property_: Term) -> Quantity:
        """Return the quantity that is the value of a property."""
        return Quantity(self.one(property_), self.things, self.labels)

    def words(self, way: Term = "tb:statedIn") -> str:
        """Return the words that state the thing, except words that are within others of them."""
        spans = self.notice.spans(self.iri, way)
        widest = [span for span in spans if not any(_within(span, other) for other in spans)]
        return " / ".join(self.notice.source.exact(span) for span in widest)


def _within(span: Span, other: Span) -> bool:
    return span != other and other.start <= span.start and span.end <= other.end
