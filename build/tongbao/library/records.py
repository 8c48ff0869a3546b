"""Units, notices and measures as records, each with the words of the notice that state it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongbao.errors import Text
from tongbao.library.values import IRI


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a notice, and where they stand in its text: code points, the end excluded."""

    words: str
    start: int
    end: int
    file: str
    """The name of the file with the text."""
    statement: IRI
    """What the words state: a part in a measure, an outcome, a recognition …"""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the notice gives it."""

    lowest: Decimal
    highest: Decimal
    """The ends of a range; equal for a single number."""
    unit: str
    """The code of its unit of measure: ``percent``, ``yuan``; ``one`` for what is counted."""
    classifier: str | None
    """What is counted, as printed: 项, 户."""
    bound: str
    """``exact``, or what it is a bound of: ``at-least``, ``over`` …"""
    per: str | None
    """What it is one for each of: the code of a unit of measure (``year``), or the word as printed (户)."""

    @property
    def number(self) -> Decimal | None:
        """The number; None for a range."""
        return self.lowest if self.lowest == self.highest else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure of a measure: a value, or a value before and after."""

    iri: IRI
    counts: Text
    """What is counted or measured."""
    reading: str
    """How the number is meant: ``amount``, ``share``, ``increase-by`` …"""
    realisation: str | None
    """Whether it has been reached: ``achieved``, ``intended`` …"""
    nature: str | None
    """Whether it is a result or what it comes from: ``outcome``, ``input``, ``design`` …"""
    value: Quantity | None
    before: Quantity | None
    after: Quantity | None
    out_of: int | None
    """Of a rank: among how many."""
    as_of: date | str | None
    """When it holds: a day, or as precisely as the notice says (``2023-09``)."""
    since: date | str | None
    until: date | str | None
    """The time over which it is counted."""
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in a measure, and as what."""

    iri: IRI
    role: str
    """``lead``, ``supporting``, ``mentioned`` …"""
    basis: str | None
    """Why it counts as that: ``stated-lead``; ``reading`` where the editors read it into the words."""
    printed: str
    """The name as printed."""
    unit: IRI | None
    """The unit; None for a group or a body that the notice does not name."""
    order: int
    """Its place among those with the same role."""
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and what the notice says of it."""

    iri: IRI
    id: str
    title: Text
    """As printed; the English one where the data have it."""
    notice: IRI
    level: str | None
    position: int | None
    """Its place in its list."""
    description: str | None
    participants: tuple[Participant, ...]
    outcomes: tuple[Outcome, ...]
    quotations: tuple[Quotation, ...]
    """The words of the measure itself: its title, its units, its description."""

    @property
    def leads(self) -> tuple[Participant, ...]:
        """Those who lead it, also by a reading of the words (see ``basis``)."""
        return tuple(one for one in self.participants if one.role == "lead")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, its measures, and the words that state what is known of it."""

    iri: IRI
    id: str
    number: str | None
    """The document number: 厦府办〔2023〕64号."""
    title: Text
    genre: str | None
    state: str | None
    """``valid``, ``repealed`` … as far as is known."""
    place: IRI | None
    year: int | None
    """The year that it is about, else that of its number."""
    written: date | None
    printed: date | None
    issued_by: tuple[IRI, ...]
    commends: tuple[IRI, ...]
    """The units that it commends."""
    measures: tuple[Measure, ...]
    quotations: tuple[Quotation, ...]
    """All words of the notice that state something, in their order in the text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and where notices name it."""

    iri: IRI
    id: str
    name: Text
    other_names: tuple[str, ...]
    kind: str | None
    level: str | None
    place: IRI | None
    parent: IRI | None
    """The unit that it is part of, or stands under."""
    leads: tuple[IRI, ...]
    """The measures that it leads."""
    partners: tuple[IRI, ...]
    """The units that lead a measure together with it."""
    quotations: tuple[Quotation, ...]
    """The words that name it, in the order of the notices' texts."""
