"""Records of one measure and of everything in its row."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, field

from tongbao.model.authority import Asserted
from tongbao.model.base import Count, DateText, Id, ListedName, Quote, Record, UnitName, Words
from tongbao.model.codes import (
    AnyBeneficiaryKind,
    AnyHonourKind,
    AnyInstrumentKind,
    AnyLevel,
    AnyPlatformKind,
    AnyRole,
    AnyUnitOfMeasure,
    AnyWorkKind,
    AsOfBasis,
    Bound,
    Certainty,
    Nature,
    Reading,
    Realisation,
    RoleBasis,
)
from tongbao.model.parts import ListRole, OutcomePart, QuantityPart, Scale, TitleFrom


class Leads(Record, frozen=True, kw_only=True):
    """What the units under ``leads`` are, why, and the words that show it: the leads, if nothing else is said."""

    role: ListRole = "lead"
    basis: RoleBasis
    certainty: Certainty | None = None
    quote: Quote


class MeasureGroup(Record, frozen=True, kw_only=True):
    """A heading, a section of a table or an indicator under which measures stand."""

    id: Id
    number: Words | None = None
    title: Quote
    within: Id | None = None


class Deadline(Record, frozen=True, kw_only=True):
    """The time by which a measure is to be done: a date, or only words."""

    date: DateText | None = None
    date_basis: AsOfBasis = "stated"
    quote: Quote


class Beneficiary(Record, frozen=True, kw_only=True):
    """Those whom a measure serves, as the source names them."""

    id: Id
    name: Words
    english: Words | None = None
    kind: AnyBeneficiaryKind
    quote: Quote


class Instrument(Record, frozen=True, kw_only=True):
    """A loan, an insurance, a fund or the like that a measure uses."""

    id: Id
    name: Words
    english: Words | None = None
    kind: AnyInstrumentKind
    quote: Quote


class Participant(Record, frozen=True, kw_only=True):
    """A unit, a place or an unnamed group that takes part in a measure without leading it."""

    unit: Words | None = None
    place: Id | None = None
    printed: Words | None = None
    role: AnyRole
    heading: Quote | None = None
    quote: Quote


def is_plain(number: Decimal) -> bool:
    """Return whether a number can be printed in a source: finite, no exponent, at most 24 digits."""
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -24 <= exponent <= 0 and len(digits) <= 24


class Quantity(Record, frozen=True, kw_only=True):
    """A number or a range as printed, with its scale, its unit or classifier, and its bound."""

    number: Annotated[
        Decimal,
        Meta(
            description="The printed digits; write 万 and 亿 in `scale`. 原文数字；“万”“亿”写入 `scale`。",
        ),
    ]
    to: (
        Annotated[
            Decimal,
            Meta(
                description="The upper end of a range, in the same scale: 3—5层. 范围的上限，倍数同 `number`。",
            ),
        ]
        | None
    ) = None
    scale: Scale | None = None
    unit: AnyUnitOfMeasure | None = None
    classifier: Words | None = None
    bound: Bound = "exact"
    per: (
        Annotated[
            Words,
            Meta(
                description="What it is one for each of: a code of a unit (year, mu), or the word printed (户). 每什么：单位代码，或原文用词。",
                examples=["year", "month", "day", "hour", "week", "mu", "square-metre", "户", "人", "项"],
            ),
        ]
        | None
    ) = None
    departs: Annotated[
        list[QuantityPart],
        Meta(
            description="Parts that differ from the source on purpose. 有意不同于原文的部分。",
        ),
    ] = []

    def __post_init__(self) -> None:
        if not (is_plain(self.number) and (self.to is None or is_plain(self.to))):
            raise ValueError("not a plain number")


class AsOf(Record, frozen=True, kw_only=True):
    """The date for which an outcome holds."""

    date: DateText
    basis: AsOfBasis


class CountedOver(Record, frozen=True, kw_only=True):
    """The time over which a figure is counted."""

    since: DateText | None = None
    from_: DateText | None = field(default=None, name="from")
    to: DateText | None = None
    cumulative: bool = False
    basis: AsOfBasis = "stated"


class Outcome(Record, frozen=True, kw_only=True):
    """One quantified statement of a measure: a value, or a value before and after."""

    id: Id
    counts: Words
    counts_english: Words | None = None
    reading: Reading
    realisation: Realisation | None = None
    nature: Nature = "outcome"
    value: Quantity | None = None
    before: Quantity | None = None
    after: Quantity | None = None
    out_of: Annotated[Count, Meta(description="Of a rank: among how many. 位次：共有多少个参评。")] | None = None
    as_of: AsOf | None = None
    period: CountedOver | None = None
    stated_with: list[Id] = []
    departs: Annotated[
        list[OutcomePart],
        Meta(
            description="Keys that differ from the source on purpose. 有意不同于原文的键。",
        ),
    ] = []
    quote: Quote


class ActFigure(Outcome, frozen=True, kw_only=True):
    """A figure that an act gives of what it praises or criticises."""

    nature: Literal["conduct"] = "conduct"


class Honour(Record, frozen=True, kw_only=True):
    """A recognition of a measure, received or applied for."""

    id: Id
    name: Words
    english: Asserted | None = None
    printed: Words | None = None
    kind: AnyHonourKind
    level: AnyLevel | None = None
    conferred_by: list[UnitName] = []
    date: DateText | None = None
    date_basis: AsOfBasis = "stated"
    rank: Words | None = None
    case_title: Words | None = None
    in_work: Id | None = None
    on_platform: Id | None = None
    quote: Quote


class CitedWork(Record, frozen=True, kw_only=True):
    """A document, standard, bulletin or newspaper that a measure names."""

    id: Id
    title: Words
    printed: Words | None = None
    kind: AnyWorkKind
    issued_by: list[UnitName] = []
    date: DateText | None = None
    date_basis: AsOfBasis = "stated"
    quote: Quote


class Platform(Record, frozen=True, kw_only=True):
    """A named system, sub-system, application, window or alliance."""

    id: Id
    name: Words
    printed: Words | None = None
    kind: AnyPlatformKind
    part_of: Id | None = None
    quote: Quote


class PrecedenceClaim(Record, frozen=True, kw_only=True):
    """A claim to be first, in the words of the source."""

    id: Id
    what: Words
    wording: Words
    level: AnyLevel | None = None
    place: Id | None = None
    quote: Quote


class DatedEvent(Record, frozen=True, kw_only=True):
    """An event with a date in the source."""

    id: Id
    what: Words
    date: DateText
    date_basis: AsOfBasis = "stated"
    quote: Quote


class Measure(Record, frozen=True, kw_only=True):
    """One measure: its row in the annex, and everything stated in the row."""

    id: Id
    position: Count | None = None
    number: Words | None = None
    group: Id | None = None
    title: Words
    title_from: TitleFrom | None = None
    english: Asserted | None = None
    printed_title: Words | None = None
    level: AnyLevel | None = None
    lead_cell: Words | None = None
    leads: list[ListedName] = []
    leads_open: bool = False
    unit_role: Leads | None = None
    open_roles: list[AnyRole] = []
    other_cells: list[Words] = []
    description: Words | None = None
    deadline: Deadline | None = None
    adoption_scope: Quote | None = None
    participants: list[Participant] = []
    outcomes: list[Outcome] = []
    honours: list[Honour] = []
    works: list[CitedWork] = []
    platforms: list[Platform] = []
    claims: list[PrecedenceClaim] = []
    events: list[DatedEvent] = []
    beneficiaries: list[Beneficiary] = []
    instruments: list[Instrument] = []
