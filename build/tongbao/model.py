"""The records a dataset's YAML holds: one class for each kind of thing, read-only.

A field is named as its YAML key is, and as its ontology term is: ``issued_by`` here, ``issued-by`` in
YAML, ``tb:issuedBy`` in the graph. The descriptions become the JSON Schema that editors read.
"""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

# `$` alone lets a trailing line break through; JSON Schema knows no `\\Z`. `\\d` lets １２ through.
ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)"
DATE_FORM = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$(?!\n)"
DAY_FORM = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)"
CODE_FORM = r"^[0-9]{6}$(?!\n)"
SHA256_FORM = r"^[0-9a-f]{64}$(?!\n)"
BASE_FORM = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9._~-]+/)*$(?!\n)"
WORDS_FORM = r"[^\s\ufeff]"

Id = Annotated[
    str,
    Meta(
        pattern=ID_FORM,
        max_length=80,
        description="Short permanent name: a-z, 0-9, hyphens. 永久短名：小写字母、数字、连字符。",
    ),
]
Words = Annotated[
    str,
    Meta(
        pattern=WORDS_FORM, max_length=20_000, description="Words as a person reads them, not blank. 文字，不可空白。"
    ),
]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Year = Annotated[int, Meta(ge=1900, le=2199, description="A year. 年份。")]
DateText = Annotated[
    str,
    Meta(
        pattern=DATE_FORM,
        description="A date as exactly as the source gives it: 2023, 2023-09 or 2023-09-30. 日期，精确到原文所载。",
    ),
]
FullDate = Annotated[str, Meta(pattern=DAY_FORM, description="A day: 2023-10-29. 年月日。")]

# The codes below are the notations of the SKOS schemes in ontology/vocab/; a test keeps them equal.
Genre = Literal["circular", "notice", "decision", "announcement"]
State = Literal["valid", "withdrawn", "replaced"]
StateBasis = Literal["nothing-known", "later-notice"]
Openness = Literal["public", "on-request", "internal"]
Act = Literal["circular-commendation", "commendation", "award", "circular-criticism"]
UnitKind = Literal[
    "government",
    "government-office",
    "department",
    "party-committee",
    "party-body",
    "court",
    "procuratorate",
    "vertical-agency",
    "zone-committee",
    "public-institution",
    "company",
    "mass-organisation",
    "coordinating-office",
]
Level = Literal["national", "provincial", "municipal", "district", "subdistrict"]
Role = Literal["supporting", "participant", "pilot-site", "report-addressee", "superior", "mentioned"]
RoleBasis = Literal["column-heading", "stated-lead", "first-place-rule", "stated-action"]
OrderBasis = Literal["merit", "indicator-system", "as-given"]
Status = Literal["achieved", "in-progress", "projected", "intended", "target", "standard", "scope", "design", "context"]
Reading = Literal["amount", "reduction-by", "relative-change", "share", "limit", "size"]
Bound = Literal["exact", "over", "nearly", "within"]
HonourKind = Literal[
    "model-case",
    "contest-prize",
    "showcase",
    "bulletin",
    "media-report",
    "affirmation",
    "wider-adoption",
    "pending-nomination",
]
WorkKind = Literal["policy", "management-standard", "draft-standard", "guideline", "list", "bulletin", "newspaper"]
PlatformKind = Literal["system", "subsystem", "application", "service-window", "alliance", "showcase-platform"]
Basis = Literal["source", "naming-rule", "common-knowledge", "standard", "translation", "reading"]
Certainty = Literal["certain", "probable", "uncertain"]
LinkBasis = Literal["measures-led", "stated"]
AsOfBasis = Literal["stated", "implied"]
UnitOfMeasure = Literal[
    "yuan", "day", "working-day", "month", "year", "hour", "minute", "percent", "tonne", "tonne-co2e", "kva", "kv"
]
Scale = Literal["千", "万", "亿"]


class _Record(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """What all records share: read-only, kebab-case keys, no key that is not named here."""


# --- quotations ---------------------------------------------------------------------------------


class QuoteAt(_Record, frozen=True, kw_only=True):
    """A quotation that stands more than once in the source, and what tells which is meant."""

    text: Words
    nth: Annotated[Count, Meta(description="Which occurrence, from 1. 第几处，从1起。")] | None = None
    after: (
        Annotated[Words, Meta(description="Words that stand before it, and once. 其前的、仅出现一次的文字。")] | None
    ) = None


Quote = Annotated[
    Words | QuoteAt, Meta(description="The exact words of the source; white space is free. 原文引文，空白不计。")
]


# --- units and places: authority data -----------------------------------------------------------


class AssertedText(_Record, frozen=True, kw_only=True):
    """A value that a person added, with its own basis and certainty."""

    value: Words
    basis: Basis | None = None
    certainty: Certainty | None = None
    since: Year | None = None
    until: Year | None = None
    note: Words | None = None


Asserted = Words | AssertedText


class Place(_Record, frozen=True, kw_only=True):
    """A territory, with its GB/T 2260 code."""

    name: Asserted
    english: Asserted
    short: list[Words] = []
    level: Level
    within: Id | None = None
    code: Annotated[str, Meta(pattern=CODE_FORM, description="GB/T 2260 code. 行政区划代码。")] | None = None
    basis: Basis
    certainty: Certainty


class Unit(_Record, frozen=True, kw_only=True):
    """A body that acts: its names, kind, level, parent and place, and why we say so."""

    name: Asserted
    english: Asserted | None = None
    short: list[Asserted] = []
    former: list[Asserted] = []
    kind: UnitKind | AssertedText
    level: Level | AssertedText | None = None
    parent: Id | AssertedText | None = None
    managed_by: Id | AssertedText | None = None
    place: Id | None = None
    credit_code: AssertedText | None = None
    basis: Basis
    certainty: Certainty
    note: Words | None = None


# --- the notice ---------------------------------------------------------------------------------


class PrintedUnit(_Record, frozen=True, kw_only=True):
    """A unit whose name is printed otherwise than we write it."""

    unit: Words
    printed: Words


UnitName = Annotated[
    Words | PrintedUnit,
    Meta(description="A unit by a name or id in units.yaml. 单位：units.yaml 中的名称或标识。"),
]


class SourceFile(_Record, frozen=True, kw_only=True):
    """The source text beside the YAML, and its checksum."""

    file: Annotated[str, Meta(max_length=200, description="File name beside this one. 与本文件同目录的文件名。")]
    sha256: Annotated[str, Meta(pattern=SHA256_FORM, description="SHA-256 of that file. 校验和。")]


class StateNow(_Record, frozen=True, kw_only=True):
    """Whether the notice still stands, and on what basis we say so."""

    value: State
    basis: StateBasis
    replaced_by: Id | None = None


class Issue(_Record, frozen=True, kw_only=True):
    """Who signed or printed the notice, and when."""

    by: UnitName
    date: FullDate
    quote: Quote


class OpennessMark(_Record, frozen=True, kw_only=True):
    """How open the notice says it is."""

    level: Openness
    quote: Quote


class ReferenceYear(_Record, frozen=True, kw_only=True):
    """The year that the notice speaks of, which is not its date."""

    year: Year
    quote: Quote


class Selection(_Record, frozen=True, kw_only=True):
    """Who organised the selection, and by which methods."""

    organised_by: list[UnitName]
    methods: list[Words]
    open: bool = False
    quote: Quote


class Coverage(_Record, frozen=True, kw_only=True):
    """Which units a group of addressees means: our reading of its words."""

    kinds: list[UnitKind]
    level: Level


class AddresseeGroup(_Record, frozen=True, kw_only=True):
    """One group in the line of addressees."""

    name: Words
    covers: Coverage | Literal["distribution-list"]


class Addressees(_Record, frozen=True, kw_only=True):
    """The line of addressees."""

    quote: Quote
    groups: list[AddresseeGroup]


class Distribution(_Record, frozen=True, kw_only=True):
    """The distribution list of the imprint."""

    quote: Quote
    units: list[UnitName]


class Recipient(_Record, frozen=True, kw_only=True):
    """A recipient that is no unit, or one commended for measures the notice names."""

    unit: Words | None = None
    place: Id | None = None
    person: Words | None = None
    project: Words | None = None
    printed: Words | None = None
    for_measures: list[Id] = []


class Commendation(_Record, frozen=True, kw_only=True):
    """One act of praise or criticism, and its recipients in order."""

    act: Act
    by: Words | None = None
    open: bool = False
    for_measures: Literal["measures-led"] | None = None
    quote: Quote
    recipients: list[Words | Recipient]


class Participant(_Record, frozen=True, kw_only=True):
    """A unit, or an unnamed group, that acts in a measure without leading it."""

    unit: Words | None = None
    printed: Words | None = None
    role: Role
    quote: Quote


def is_plain(number: Decimal) -> bool:
    """Tell whether a number is one that a source prints: finite, no exponent, at most 24 digits."""
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -24 <= exponent <= 0 and len(digits) <= 24


class Quantity(_Record, frozen=True, kw_only=True):
    """A number with its scale, unit or classifier, and bound, as printed."""

    number: Annotated[
        Decimal,
        Meta(
            description="The digits as printed; 万 and 亿 go to `scale`. 原文数字，“万”“亿”写入 scale。",
            extra_json_schema={"type": "number", "format": None},
        ),
    ]
    scale: Scale | None = None
    unit: UnitOfMeasure | None = None
    classifier: Words | None = None
    bound: Bound = "exact"
    per: Literal["year", "month"] | None = None

    def __post_init__(self) -> None:
        if not is_plain(self.number):
            raise ValueError("not a plain number")


class AsOf(_Record, frozen=True, kw_only=True):
    """The date an outcome holds for."""

    date: DateText
    basis: AsOfBasis


class Outcome(_Record, frozen=True, kw_only=True):
    """One quantified statement of a measure: a value, or a value before and after."""

    id: Id
    counts: Words
    reading: Reading
    status: Status
    value: Quantity | None = None
    before: Quantity | None = None
    after: Quantity | None = None
    as_of: AsOf | None = None
    stated_with: list[Id] = []
    quote: Quote


class Honour(_Record, frozen=True, kw_only=True):
    """A recognition of a measure, given or still sought."""

    id: Id
    name: Words
    kind: HonourKind
    conferred_by: list[UnitName] = []
    date: DateText | None = None
    rank: Words | None = None
    case_title: Words | None = None
    in_work: Id | None = None
    on_platform: Id | None = None
    quote: Quote


class CitedWork(_Record, frozen=True, kw_only=True):
    """A document, standard, bulletin or newspaper that a measure names."""

    id: Id
    title: Words
    kind: WorkKind
    issued_by: list[UnitName] = []
    date: DateText | None = None
    quote: Quote


class Platform(_Record, frozen=True, kw_only=True):
    """A named system, sub-system, application, window or alliance."""

    id: Id
    name: Words
    kind: PlatformKind
    part_of: Id | None = None
    quote: Quote


class PrecedenceClaim(_Record, frozen=True, kw_only=True):
    """A claim to be first, in the words of the source."""

    id: Id
    what: Words
    wording: Words
    level: Level | None = None
    place: Id | None = None
    quote: Quote


class DatedEvent(_Record, frozen=True, kw_only=True):
    """Something the source dates."""

    id: Id
    what: Words
    date: DateText
    quote: Quote


class Measure(_Record, frozen=True, kw_only=True):
    """One measure: its row in the annex, and everything the row says."""

    id: Id
    position: Count | None = None
    title: Words
    printed_title: Words | None = None
    level: Level | None = None
    lead_cell: Words | None = None
    leads: list[UnitName] = []
    leads_open: bool = False
    description: Words | None = None
    participants: list[Participant] = []
    outcomes: list[Outcome] = []
    honours: list[Honour] = []
    works: list[CitedWork] = []
    platforms: list[Platform] = []
    claims: list[PrecedenceClaim] = []
    events: list[DatedEvent] = []


class Order(_Record, frozen=True, kw_only=True):
    """How the measures of an annex are ordered, and where it says so."""

    basis: OrderBasis
    quote: Quote | None = None


class Leads(_Record, frozen=True, kw_only=True):
    """Why the units of the lead cells count as leads, and where it says so."""

    basis: RoleBasis
    quote: Quote


class Annex(_Record, frozen=True, kw_only=True):
    """An annex and the measures it lists."""

    number: Count
    title: Quote
    level: Level | None = None
    order: Order
    leads: Leads | None = None
    measures: list[Measure] = []


class Notice(_Record, frozen=True, kw_only=True):
    """One notice, whole."""

    id: Id
    source: SourceFile
    place: Id
    number: Quote | None = None
    title: Quote
    genre: Genre
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


class Publisher(_Record, frozen=True, kw_only=True):
    """Who publishes the dataset."""

    name: Words
    english: Words | None = None
    homepage: str | None = None


class Dataset(_Record, frozen=True, kw_only=True):
    """What dataset.yaml holds: the base IRI and what the dataset says of itself."""

    base: Annotated[
        str,
        Meta(
            pattern=BASE_FORM,
            max_length=200,
            description="Base IRI of the data, ending in a slash. 数据的基准 IRI，以斜杠结尾。",
        ),
    ]
    title: Words
    english: Words
    license: str
    publisher: Publisher | None = None
