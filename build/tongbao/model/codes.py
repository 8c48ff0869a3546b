"""The codes of the controlled vocabularies: the notations of the SKOS schemes in ontology/vocab/, held equal by a test."""

from typing import Literal

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
Role = Literal["supporting", "participant", "pilot-site", "submitter", "report-addressee", "superior", "mentioned"]
RoleBasis = Literal["column-heading", "stated-lead", "first-place-rule", "stated-action"]
OrderBasis = Literal["merit", "indicator-system", "as-given"]
Status = Literal["achieved", "in-progress", "projected", "intended", "target", "standard", "scope", "design", "context"]
Reading = Literal["amount", "reduction-by", "relative-change", "share", "limit", "size"]
Bound = Literal["exact", "over", "nearly", "about", "at-least", "within", "below"]
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
Scale = Literal["百", "千", "万", "百万", "千万", "亿", "百亿", "千亿", "万亿"]
Period = Literal["year", "month", "day", "hour"]
QuantityPart = Literal["number", "scale", "unit", "classifier", "bound", "per"]
OutcomePart = Literal["value", "before", "after", "reading", "status"]
