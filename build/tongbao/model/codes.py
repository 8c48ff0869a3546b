"""The codes that records may use: notations of the vocabularies in ``ontology/vocab/``.

Written by ``make generated``; not to be changed by hand.
"""

from typing import Literal

# fmt: off
Act = Literal["circular-commendation", "commendation", "award", "circular-criticism"]
AsOfBasis = Literal["stated", "implied"]
Basis = Literal["source", "naming-rule", "common-knowledge", "standard", "translation", "reading"]
Bound = Literal["exact", "over", "nearly", "about", "at-least", "at-most", "within", "below"]
Certainty = Literal["certain", "probable", "uncertain"]
Genre = Literal[
    "resolution", "decision", "order", "communique", "announcement", "public-notice", "opinions", "notice", "circular",
    "report", "request", "reply", "proposal", "letter", "minutes", "public-disclosure",
]
HonourKind = Literal[
    "model-case", "contest-prize", "showcase", "bulletin", "media-report", "affirmation", "wider-adoption",
    "pending-nomination",
]
HonourKindGroup = Literal["honour", "report", "affirmation", "wider-adoption", "pending-nomination"]
Level = Literal["national", "provincial", "municipal", "district", "subdistrict"]
LinkBasis = Literal["measures-led", "stated"]
Nature = Literal["outcome", "scope", "design", "context", "input"]
Openness = Literal["public", "on-request", "internal"]
OrderBasis = Literal["merit", "indicator-system", "as-given"]
PlatformKind = Literal["system", "subsystem", "application", "service-window", "alliance", "showcase-platform"]
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
Role = Literal[
    "responsible", "guiding", "supporting", "participant", "supervising", "pilot-site", "submitter", "report-addressee",
    "superior", "mentioned",
]
RoleBasis = Literal["column-heading", "stated-lead", "first-place-rule", "stated-action"]
State = Literal["valid", "amended", "expired", "withdrawn", "replaced"]
StateBasis = Literal["nothing-known", "later-notice", "own-words"]
UnitKind = Literal[
    "government", "government-office", "department", "party-committee", "party-body", "court", "procuratorate",
    "vertical-agency", "zone-committee", "public-institution", "company", "mass-organisation", "coordinating-office",
    "peoples-congress", "consultative-conference", "dispatched-office", "social-organisation",
]
UnitOfMeasure = Literal[
    "yuan", "day", "working-day", "month", "year", "hour", "minute", "percent", "tonne", "tonne-co2e", "kva", "kv",
    "second", "week", "metre", "kilometre", "square-metre", "square-kilometre", "hectare", "mu", "cubic-metre", "litre",
    "kilogram", "gram", "kilowatt-hour", "kilowatt", "megawatt", "us-dollar", "euro", "hong-kong-dollar", "yen",
    "pound", "percentage-point", "times",
]
WorkKind = Literal["policy", "management-standard", "draft-standard", "guideline", "list", "bulletin", "newspaper"]

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

HONOUR_KIND_GROUPS: dict[HonourKind, HonourKindGroup] = {
    "model-case": "honour",
    "contest-prize": "honour",
    "showcase": "report",
    "bulletin": "report",
    "media-report": "report",
    "affirmation": "affirmation",
    "wider-adoption": "wider-adoption",
    "pending-nomination": "pending-nomination",
}
"""The group that each belongs to, or makes alone."""
