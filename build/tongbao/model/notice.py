"""Records of one notice: its own data, annexes, and commendations."""

from typing import Annotated, Literal

from msgspec import Meta

from tongbao.model.authority import Asserted
from tongbao.model.base import SHA256_FORM, Count, FullDate, Id, Quote, Record, UnitName, Words, Year
from tongbao.model.codes import Act, AnyGenre, AnyLevel, AnyUnitKind, Openness, OrderBasis, RoleBasis, State, StateBasis
from tongbao.model.measure import Measure


class SourceFile(Record, frozen=True, kw_only=True):
    """The source text beside the YAML, and its checksum."""

    file: Annotated[
        str, Meta(max_length=200, description="The name of a file beside this one. 与本文件同目录的文件名。")
    ]
    sha256: Annotated[str, Meta(pattern=SHA256_FORM, description="SHA-256 of that file. 校验和。")]


class StateNow(Record, frozen=True, kw_only=True):
    """Whether the notice is still in force, and the basis of this statement."""

    value: State
    basis: StateBasis
    replaced_by: Id | None = None


class Issue(Record, frozen=True, kw_only=True):
    """The unit that signed or printed the notice, and the date."""

    by: UnitName
    date: FullDate
    quote: Quote


class OpennessMark(Record, frozen=True, kw_only=True):
    """The degree of openness that the notice states."""

    level: Openness
    quote: Quote


class ReferenceYear(Record, frozen=True, kw_only=True):
    """The year that the notice is about, which may differ from the year of its date."""

    year: Year
    quote: Quote


class Selection(Record, frozen=True, kw_only=True):
    """The organisers of the selection, and its methods."""

    organised_by: list[UnitName]
    methods: list[Words]
    open: bool = False
    quote: Quote


class Coverage(Record, frozen=True, kw_only=True):
    """The units that a group of addressees means, as this dataset reads the words."""

    kinds: list[AnyUnitKind]
    level: AnyLevel


class AddresseeGroup(Record, frozen=True, kw_only=True):
    """One group in the line of addressees."""

    name: Words
    covers: Coverage | Literal["distribution-list"]


class Addressees(Record, frozen=True, kw_only=True):
    """The line of addressees."""

    quote: Quote
    groups: list[AddresseeGroup]


class Distribution(Record, frozen=True, kw_only=True):
    """The distribution list of the imprint."""

    quote: Quote
    units: list[UnitName]


class Recipient(Record, frozen=True, kw_only=True):
    """A recipient that is not a unit, or a recipient with the measures that the notice names as the reason."""

    unit: Words | None = None
    place: Id | None = None
    person: Words | None = None
    project: Words | None = None
    printed: Words | None = None
    for_measures: list[Id] = []


class Commendation(Record, frozen=True, kw_only=True):
    """One act of praise or criticism, and its recipients in order."""

    act: Act
    by: Words | None = None
    open: bool = False
    for_measures: Literal["measures-led"] | None = None
    departs: Annotated[
        list[Literal["act"]],
        Meta(description="States that the kind of act differs from the source on purpose. 方式有意不同于原文。"),
    ] = []
    quote: Quote
    recipients: list[Words | Recipient]


class Order(Record, frozen=True, kw_only=True):
    """How the measures of an annex are ordered, and the words that state it."""

    basis: OrderBasis
    quote: Quote | None = None


class Leads(Record, frozen=True, kw_only=True):
    """Why the units in the lead cells count as leads, and the words that show it."""

    basis: RoleBasis
    quote: Quote


class Annex(Record, frozen=True, kw_only=True):
    """An annex and the measures in it."""

    number: Count
    title: Quote
    level: AnyLevel | None = None
    order: Order
    leads: Leads | None = None
    measures: list[Measure] = []


class Notice(Record, frozen=True, kw_only=True):
    """One complete notice."""

    id: Id
    source: SourceFile
    place: Id
    number: Quote | None = None
    title: Quote
    english: Asserted | None = None
    genre: AnyGenre
    state: StateNow | None = None
    issued: Issue | None = None
    printed: Issue | None = None
    openness: OpennessMark | None = None
    reference_year: ReferenceYear | None = None
    selection: Selection | None = None
    addressees: Addressees | None = None
    distribution: Distribution | None = None
    commendations: list[Commendation] = []
    annexes: list[Annex] = []
    measures: list[Measure] = []
    leads: Leads | None = None
