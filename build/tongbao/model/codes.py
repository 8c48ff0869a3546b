"""The codes that records may use: notations of the vocabularies in ``ontology/vocab/``.

Written by ``make generated``; not to be changed by hand.
"""

from decimal import Decimal
from typing import Annotated, Literal, get_args

from msgspec import Meta

# fmt: off
Act = Literal["circular-commendation", "commendation", "award", "circular-criticism"]
AsOfBasis = Literal["stated", "implied"]
Basis = Literal["source", "naming-rule", "common-knowledge", "standard", "translation", "reading"]
BeneficiaryKind = Literal["people", "households", "businesses", "organisations", "places", "projects"]
AnyBeneficiaryKind = Annotated[str, Meta(extra_json_schema={"scheme": "beneficiary-kind"})]
Bound = Literal["exact", "over", "nearly", "about", "at-least", "at-most", "within", "below"]
Certainty = Literal["certain", "probable", "uncertain"]
ChangeKind = Literal["founding", "renaming", "merger", "split", "succession", "dissolution"]
Genre = Literal[
    "resolution", "decision", "order", "communique", "announcement", "public-notice", "opinions", "notice", "circular",
    "report", "request", "reply", "proposal", "letter", "minutes", "public-disclosure",
]
AnyGenre = Annotated[str, Meta(extra_json_schema={"scheme": "genre"})]
HonourKind = Literal[
    "model-case", "contest-prize", "showcase", "bulletin", "media-report", "affirmation", "wider-adoption",
    "pending-nomination",
]
AnyHonourKind = Annotated[str, Meta(extra_json_schema={"scheme": "honour-kind"})]
HonourKindGroup = Literal["honour", "report", "affirmation", "wider-adoption", "pending-nomination"]
InstrumentKind = Literal["loan", "insurance", "fund", "guarantee", "bond", "grant", "lease", "other"]
AnyInstrumentKind = Annotated[str, Meta(extra_json_schema={"scheme": "instrument-kind"})]
Level = Literal["national", "provincial", "municipal", "district", "subdistrict"]
AnyLevel = Annotated[str, Meta(extra_json_schema={"scheme": "level"})]
LinkBasis = Literal["measures-led", "stated"]
Nature = Literal["outcome", "scope", "design", "context", "input", "conduct"]
Openness = Literal["public", "on-request", "internal"]
OrderBasis = Literal["merit", "indicator-system", "as-given"]
PlatformKind = Literal["system", "subsystem", "application", "service-window", "alliance", "showcase-platform"]
AnyPlatformKind = Annotated[str, Meta(extra_json_schema={"scheme": "platform-kind"})]
Polarity = Literal["praise", "criticism"]
QuantityKind = Literal[
    "time", "money", "share", "length", "area", "volume", "mass", "energy", "power", "apparent-power", "voltage",
    "ratio", "rank", "count",
]
Reading = Literal[
    "amount", "increase-by", "reduction-by", "relative-increase", "relative-decrease", "relative-change", "share",
    "multiple", "rank", "limit", "size",
]
Realisation = Literal["achieved", "in-progress", "projected", "intended", "target", "promised-standard"]
ReferenceKind = Literal["basis", "forwards", "issues", "replies-to", "repeals", "amends", "corrects", "mentions"]
Role = Literal[
    "responsible", "guiding", "supporting", "participant", "supervising", "pilot-site", "submitter", "report-addressee",
    "superior", "mentioned", "joining", "listed",
]
AnyRole = Annotated[str, Meta(extra_json_schema={"scheme": "role"})]
RoleBasis = Literal["column-heading", "stated-lead", "first-place-rule", "stated-action", "bare-list", "reading"]
SpecialStatus = Literal[
    "sub-provincial", "separately-planned", "provincial-capital", "special-economic-zone", "autonomous",
]
AnySpecialStatus = Annotated[str, Meta(extra_json_schema={"scheme": "special-status"})]
State = Literal[
    "valid", "amended", "expired", "withdrawn", "replaced", "partly-expired", "partly-withdrawn", "partly-replaced",
]
StateBasis = Literal["nothing-known", "later-notice", "own-words"]
UnitKind = Literal[
    "government", "government-office", "department", "party-committee", "party-body", "court", "procuratorate",
    "vertical-agency", "zone-committee", "public-institution", "company", "mass-organisation", "coordinating-office",
    "peoples-congress", "consultative-conference", "dispatched-office", "social-organisation",
]
AnyUnitKind = Annotated[str, Meta(extra_json_schema={"scheme": "unit-kind"})]
UnitOfMeasure = Literal[
    "yuan", "day", "working-day", "month", "year", "hour", "minute", "percent", "tonne", "tonne-co2e", "kva", "kv",
    "second", "week", "metre", "kilometre", "square-metre", "square-kilometre", "hectare", "mu", "cubic-metre", "litre",
    "kilogram", "gram", "kilowatt-hour", "kilowatt", "megawatt", "us-dollar", "euro", "hong-kong-dollar", "yen",
    "pound", "percentage-point", "tenth", "times",
]
AnyUnitOfMeasure = Annotated[str, Meta(extra_json_schema={"scheme": "unit-of-measure"})]
WorkKind = Literal["policy", "management-standard", "draft-standard", "guideline", "list", "bulletin", "newspaper"]
AnyWorkKind = Annotated[str, Meta(extra_json_schema={"scheme": "work-kind"})]

POLARITIES: dict[str, Polarity] = {
    "circular-commendation": "praise",
    "commendation": "praise",
    "award": "praise",
    "circular-criticism": "criticism",
}
"""Whether an act praises or criticises."""

QUANTITY_KINDS: dict[str, QuantityKind] = {
    "yuan": "money",
    "day": "time",
    "working-day": "time",
    "month": "time",
    "year": "time",
    "hour": "time",
    "minute": "time",
    "percent": "share",
    "tonne": "mass",
    "tonne-co2e": "mass",
    "kva": "apparent-power",
    "kv": "voltage",
    "second": "time",
    "week": "time",
    "metre": "length",
    "kilometre": "length",
    "square-metre": "area",
    "square-kilometre": "area",
    "hectare": "area",
    "mu": "area",
    "cubic-metre": "volume",
    "litre": "volume",
    "kilogram": "mass",
    "gram": "mass",
    "kilowatt-hour": "energy",
    "kilowatt": "power",
    "megawatt": "power",
    "us-dollar": "money",
    "euro": "money",
    "hong-kong-dollar": "money",
    "yen": "money",
    "pound": "money",
    "percentage-point": "share",
    "tenth": "share",
    "times": "ratio",
    "rank": "rank",
    "one": "count",
}
"""What a unit of measure measures."""

GENRES: dict[str, Genre] = {
    "决议": "resolution",
    "决定": "decision",
    "命令": "order",
    "令": "order",
    "公报": "communique",
    "公告": "announcement",
    "通告": "public-notice",
    "意见": "opinions",
    "通知": "notice",
    "通报": "circular",
    "报告": "report",
    "请示": "request",
    "批复": "reply",
    "议案": "proposal",
    "函": "letter",
    "纪要": "minutes",
    "公示": "public-disclosure",
}
"""The word that ends the title of a document, with its genre."""

HONOUR_KIND_GROUPS: dict[str, HonourKindGroup] = {
    "honour": "honour",
    "model-case": "honour",
    "contest-prize": "honour",
    "report": "report",
    "showcase": "report",
    "bulletin": "report",
    "media-report": "report",
    "affirmation": "affirmation",
    "wider-adoption": "wider-adoption",
    "pending-nomination": "pending-nomination",
}
"""The group that each belongs to, or makes alone."""

EXTENSIBLE: dict[str, tuple[str, ...]] = {
    "beneficiary-kind": get_args(BeneficiaryKind),
    "genre": get_args(Genre),
    "honour-kind": get_args(HonourKind),
    "instrument-kind": get_args(InstrumentKind),
    "level": get_args(Level),
    "platform-kind": get_args(PlatformKind),
    "role": get_args(Role),
    "special-status": get_args(SpecialStatus),
    "unit-kind": get_args(UnitKind),
    "unit-of-measure": get_args(UnitOfMeasure),
    "work-kind": get_args(WorkKind),
}
"""The vocabularies to which a dataset may add codes of its own, with the codes of ours that records may use."""

UNWRITTEN: dict[str, tuple[str, ...]] = {
    "honour-kind": ("honour", "report",),
    "role": ("lead", "issuer", "joint-issuer", "conferrer", "affirmer", "promoter", "publisher",),
    "unit-of-measure": ("rank", "one",),
}
"""Their other codes: no record uses them."""

Extensible = Literal[
    "beneficiary-kind", "genre", "honour-kind", "instrument-kind", "level", "platform-kind", "role", "special-status",
    "unit-kind", "unit-of-measure", "work-kind",
]
"""A vocabulary to which a dataset may add codes of its own."""

CLOSED = (
    "act", "as-of-basis", "assertion-basis", "bound", "certainty", "change-kind", "link-basis", "notice-state",
    "openness", "order-basis", "outcome-nature", "outcome-realisation", "polarity", "quantity-kind", "reading",
    "reference-kind", "role-basis", "state-basis",
)
"""The vocabularies on which the logic rests: nobody adds to them."""

LEVEL_RANKS: dict[str, int] = {
    "national": 1,
    "provincial": 2,
    "municipal": 3,
    "district": 4,
    "subdistrict": 5,
}
"""The place of each level, counted from the top."""

EXACT_FACTORS: dict[str, Decimal] = {
    "yuan": Decimal("1"),
    "day": Decimal("86400"),
    "hour": Decimal("3600"),
    "minute": Decimal("60"),
    "percent": Decimal("1"),
    "tonne": Decimal("1"),
    "kva": Decimal("1"),
    "kv": Decimal("1"),
    "second": Decimal("1"),
    "week": Decimal("604800"),
    "metre": Decimal("1"),
    "kilometre": Decimal("1000"),
    "square-metre": Decimal("1"),
    "square-kilometre": Decimal("1000000"),
    "hectare": Decimal("10000"),
    "cubic-metre": Decimal("1"),
    "litre": Decimal("0.001"),
    "kilogram": Decimal("0.001"),
    "gram": Decimal("0.000001"),
    "kilowatt-hour": Decimal("1"),
    "kilowatt": Decimal("1"),
    "megawatt": Decimal("1000"),
    "tenth": Decimal("10"),
    "one": Decimal("1"),
}
"""How many base units of its kind equal one unit of measure, where that is exact."""
