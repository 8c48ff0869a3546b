"""Records of one notice: its own data, annexes, and commendations."""

from typing import Annotated, Literal

from msgspec import Meta

from tongbao.model.authority import Asserted
from tongbao.model.base import (
    MEDIA_TYPE_FORM,
    SHA256_FORM,
    Address,
    Count,
    DateText,
    FullDate,
    Id,
    ListedName,
    PrintedUnit,
    Quote,
    Record,
    UnitName,
    Words,
    Year,
)
from tongbao.model.codes import (
    Act,
    AnyGenre,
    AnyLevel,
    AnyUnitKind,
    Openness,
    OrderBasis,
    ReferenceKind,
    State,
    StateBasis,
)
from tongbao.model.measure import ActFigure, Leads, Measure, MeasureGroup, Quantity


class OriginalFile(Record, frozen=True, kw_only=True):
    """The file that the office published, kept beside the YAML, and how the source text was read from it."""

    file: Annotated[
        str, Meta(max_length=200, description="The name of a file beside this one. 与本文件同目录的文件名。")
    ]
    sha256: Annotated[str, Meta(pattern=SHA256_FORM, description="SHA-256 of that file. 校验和。")]
    media_type: Annotated[str, Meta(pattern=MEDIA_TYPE_FORM, description="Its media type. 媒体类型。")]
    read_by: Words
    folded: bool = False
    ocr: bool = False


class SourceFile(Record, frozen=True, kw_only=True):
    """The source text beside the YAML, and its checksum."""

    file: Annotated[
        str, Meta(max_length=200, description="The name of a file beside this one. 与本文件同目录的文件名。")
    ]
    sha256: Annotated[str, Meta(pattern=SHA256_FORM, description="SHA-256 of that file. 校验和。")]
    original: OriginalFile | None = None


class StateSource(Record, frozen=True, kw_only=True):
    """The document that says what the state of the notice is, in the dataset or outside it."""

    notice: Id | None = None
    title: Words | None = None
    number: Words | None = None
    date: DateText | None = None
    words: Words | None = None
    page: Address | None = None


class StateNow(Record, frozen=True, kw_only=True):
    """Whether the notice is still in force, and the basis of this statement."""

    value: State
    basis: StateBasis
    replaced_by: Id | None = None
    said_in: StateSource | None = None


class Issue(Record, frozen=True, kw_only=True):
    """The units that signed, or the one that printed the notice, and the date."""

    by: UnitName | Annotated[list[UnitName], Meta(min_length=1, max_length=100)]
    date: FullDate
    quote: Quote
    named_in: Quote | None = None

    @property
    def names(self) -> list[str | PrintedUnit]:
        """Return who signed, in order."""
        return self.by if isinstance(self.by, list) else [self.by]


class Reference(Record, frozen=True, kw_only=True):
    """Another document that the notice names, and what it has to do with it."""

    id: Id
    kind: ReferenceKind
    title: Words | None = None
    number: Words | None = None
    date: DateText | None = None
    notice: Id | None = None
    quote: Quote


class Correction(Record, frozen=True, kw_only=True):
    """What was changed in the data of this notice after they were published, and when."""

    date: FullDate
    what: Words
    english: Words | None = None


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
    unit: Words | None = None
    covers: Coverage | Literal["distribution-list"] | None = None


class Addressees(Record, frozen=True, kw_only=True):
    """The line of addressees."""

    quote: Quote
    groups: list[AddresseeGroup]


class Distribution(Record, frozen=True, kw_only=True):
    """A list of the imprint: who gets the notice besides the addressees, or a copy of it."""

    quote: Quote
    units: list[ListedName]


class Recipient(Record, frozen=True, kw_only=True):
    """A recipient that is not a unit, or a recipient with the measures that the notice names as the reason."""

    unit: Words | None = None
    place: Id | None = None
    person: Words | None = None
    project: Words | None = None
    printed: Words | None = None
    of: ListedName | None = None
    post: Words | None = None
    by: list[ListedName] = []
    group: Words | None = None
    grade: Words | None = None
    title: Words | None = None
    payment: Quantity | None = None
    fault: Words | None = None
    figures: list[ActFigure] = []
    for_measures: list[Id] = []
    quote: Quote | None = None


class Commendation(Record, frozen=True, kw_only=True):
    """One act of praise or criticism, and its recipients in order."""

    act: Act
    by: Words | Annotated[list[Words], Meta(min_length=1, max_length=100)] | None = None
    open: bool = False
    for_measures: Literal["measures-led"] | None = None
    departs: Annotated[
        list[Literal["act"]],
        Meta(description="States that the kind of act differs from the source on purpose. 方式有意不同于原文。"),
    ] = []
    grade: Words | None = None
    title: Words | None = None
    payment: Quantity | None = None
    count: Count | None = None
    figures: list[ActFigure] = []
    quote: Quote
    recipients: list[Words | Recipient]

    @property
    def givers(self) -> list[str]:
        """Return who praises or criticises, where it is said under ``by``."""
        return self.by if isinstance(self.by, list) else [self.by] if self.by else []


class Order(Record, frozen=True, kw_only=True):
    """How the measures of an annex are ordered, and the words that state it."""

    basis: OrderBasis
    quote: Quote | None = None


class Annex(Record, frozen=True, kw_only=True):
    """An annex and the measures in it."""

    number: Count | None = None
    title: Quote
    level: AnyLevel | None = None
    order: Order = Order(basis="as-given")
    leads: Leads | None = None
    groups: list[MeasureGroup] = []
    measures: list[Measure] = []


class Notice(Record, frozen=True, kw_only=True):
    """One complete notice."""

    id: Id
    source: SourceFile
    place: Id
    number: Quote | None = None
    other_numbers: list[Quote] = []
    index_number: Quote | None = None
    urgency: Quote | None = None
    topics: list[Quote] = []
    title: Quote
    english: Asserted | None = None
    genre: AnyGenre
    state: StateNow | None = None
    issued: Issue | None = None
    signed_by: list[Quote] = []
    printed: Issue | None = None
    openness: OpennessMark | None = None
    reference_year: ReferenceYear | None = None
    selection: Selection | None = None
    addressees: Addressees | None = None
    distribution: Distribution | None = None
    copies: Distribution | None = None
    references: list[Reference] = []
    purposes: list[Quote] = []
    requirements: list[Quote] = []
    commendations: list[Commendation] = []
    annexes: list[Annex] = []
    groups: list[MeasureGroup] = []
    measures: list[Measure] = []
    leads: Leads | None = None
    corrections: list[Correction] = []
