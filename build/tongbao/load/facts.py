"""The loader's results: records with their quotations placed and their units resolved."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tongbao import model
from tongbao.load.positions import Places
from tongbao.load.source import SourceText, Span
from tongbao.model import codes, parts

R = TypeVar("R", covariant=True)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the source: the id of its unit, empty for a group, its printed form, its place, and its separator group."""

    unit: str
    printed: str
    span: Span
    group: int = 1
    place: str = ""
    """The id of the place, where it is one and no unit."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[R]):
    """A record, the span of its quotation, and the units it names, in order."""

    record: R
    span: Span
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipantFact(Fact[model.Participant]):
    """Somebody who takes part, and the heading of the column, where that says what part."""

    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class RoleOfList:
    """What the units of a list are, on what this rests, and the words that show it."""

    code: parts.ListRole = "lead"
    basis: codes.RoleBasis = "stated-lead"
    certainty: codes.Certainty | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: its title, lead cell and description placed, and all its facts."""

    record: model.Measure
    level: str | None
    annex: int | None
    units: tuple[Mention, ...]
    """Those under ``leads``, whatever their role is."""
    role: RoleOfList
    """What they are, and why: as the measure says, the annex or the notice."""
    title: Span
    lead_cell: Span | None
    description: Span | None
    deadline: Span | None
    adoption_scope: Span | None
    participants: tuple[ParticipantFact, ...]
    outcomes: tuple[Fact[model.Outcome], ...]
    honours: tuple[Fact[model.Honour], ...]
    works: tuple[Fact[model.CitedWork], ...]
    platforms: tuple[Fact[model.Platform], ...]
    claims: tuple[Fact[model.PrecedenceClaim], ...]
    events: tuple[Fact[model.DatedEvent], ...]
    beneficiaries: tuple[Fact[model.Beneficiary], ...]
    instruments: tuple[Fact[model.Instrument], ...]

    @property
    def leads(self) -> tuple[Mention, ...]:
        """The units that lead, groups without a name of their own not among them."""
        return tuple(unit for unit in self.units if unit.unit) if self.role.code == "lead" else ()


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """An annex: its title, the note on its order and the heading of its lead column placed."""

    record: model.Annex
    number: int
    """The printed number, or else the place of the annex among those that follow the text."""
    title: Span
    order: Span | None
    leads: Span | None


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a notice about itself, under the key that holds them: its urgency, a purpose, a requirement."""

    key: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A whole notice; spans count characters of the source without white space."""

    record: model.Notice
    source: SourceText
    places: Places | None
    """Where its words stand in the original; None where that is not known."""
    number: Span | None
    said: tuple[Said, ...]
    title: Span
    issued: Fact[model.Issue] | None
    printed: Fact[model.Issue] | None
    openness: Span | None
    reference_year: Span | None
    selection: Fact[model.Selection] | None
    addressees: tuple[Fact[model.AddresseeGroup], ...]
    distribution: tuple[Mention, ...]
    copies: tuple[Mention, ...]
    references: tuple[Fact[model.Reference], ...]
    commendations: tuple["CommendationFacts", ...]
    annexes: tuple[AnnexFacts, ...]
    groups: tuple[Fact[model.MeasureGroup], ...]
    measures: tuple[MeasureFacts, ...]
    names: tuple[str, ...]
    """The names and ids of units that were looked up, in their plain form, in order: what they mean depends on all units."""
    departures: int = 0
    """How many parts of its records depart from the print on purpose."""
    open_points: int = 0
    """How many points of a draft a person has still to settle."""


@dataclass(frozen=True, slots=True)
class CommendationFacts:
    """One act of praise or criticism: its sentence, and each recipient as printed."""

    record: model.Commendation
    commenders: tuple[str, ...]
    span: Span
    recipients: tuple["RecipientFacts", ...] = field(default=())
    figures: tuple[Fact[model.ActFigure], ...] = ()


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """One recipient: a unit, or a place, person or project."""

    record: model.Recipient
    unit: str | None
    printed: str
    span: Span
    group: int
    quoted: Span | None = None
    """Where it stands in a sentence or row of its own."""
    bodies: tuple[Mention, ...] = ()
    """Of a person the body that it belongs to, of a project those that did it."""
    above: tuple[Span, ...] = ()
    """The words in headings above it that tell its grade, title or group."""
    figures: tuple[Fact[model.ActFigure], ...] = ()
