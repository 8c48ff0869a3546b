"""The loader's results: records with their quotations placed and their units resolved."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tongbao import model
from tongbao.load.source import SourceText, Span
from tongbao.model import codes

R = TypeVar("R", covariant=True)


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in the source: its id, its printed name, its place, and its separator group."""

    unit: str
    printed: str
    span: Span
    group: int = 1


@dataclass(frozen=True, slots=True)
class Fact(Generic[R]):
    """A record, the span of its quotation, and the units it names, in order."""

    record: R
    span: Span
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: its title, lead cell and description placed, and all its facts."""

    record: model.Measure
    level: str | None
    annex: int | None
    role_basis: codes.RoleBasis
    role_words: Span | None
    """The words that show that its leads lead: those of the annex or of the notice."""
    title: Span
    lead_cell: Span | None
    description: Span | None
    leads: tuple[Mention, ...]
    participants: tuple[Fact[model.Participant], ...]
    outcomes: tuple[Fact[model.Outcome], ...]
    honours: tuple[Fact[model.Honour], ...]
    works: tuple[Fact[model.CitedWork], ...]
    platforms: tuple[Fact[model.Platform], ...]
    claims: tuple[Fact[model.PrecedenceClaim], ...]
    events: tuple[Fact[model.DatedEvent], ...]


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """An annex: its title, the note on its order and the heading of its lead column placed."""

    record: model.Annex
    title: Span
    order: Span | None
    leads: Span | None


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A whole notice; spans count characters of the source without white space."""

    record: model.Notice
    source: SourceText
    number: Span | None
    title: Span
    issued: Fact[model.Issue] | None
    printed: Fact[model.Issue] | None
    openness: Span | None
    reference_year: Span | None
    selection: Fact[model.Selection] | None
    addressees: tuple[Fact[model.AddresseeGroup], ...]
    distribution: tuple[Mention, ...]
    commendations: tuple["CommendationFacts", ...]
    annexes: tuple[AnnexFacts, ...]
    measures: tuple[MeasureFacts, ...]
    names: tuple[str, ...]
    """The names and ids of units that were looked up, in their plain form, in order: what they mean depends on all units."""
    departures: int = 0
    """How many parts of its records depart from the print on purpose."""


@dataclass(frozen=True, slots=True)
class CommendationFacts:
    """One act of praise or criticism: its sentence, and each recipient as printed."""

    record: model.Commendation
    commender: str
    span: Span
    recipients: tuple["RecipientFacts", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """One recipient: a unit, or a place, person or project."""

    record: model.Recipient
    unit: str | None
    printed: str
    span: Span
    group: int
