"""Names in both languages: of units, places, codes, our terms, and terms of other vocabularies that the graph uses."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from tongbao import paths
from tongbao.errors import Text
from tongbao.rdf.iris import prefixed, term
from tongbao.rdf.terms import Term
from tongbao.rdf.turtle import statements
from tongbao.site.things import Things

OTHERS: Mapping[Term, Text] = {
    "rdf:type": Text("is a", "类型"),
    "rdfs:label": Text("name", "名称"),
    "dcterms:title": Text("title", "标题"),
    "dcterms:description": Text("description", "正文"),
    "dcterms:identifier": Text("identifier", "标识"),
    "dcterms:isReplacedBy": Text("is replaced by", "被替代为"),
    "skos:prefLabel": Text("full name", "全称"),
    "skos:altLabel": Text("other name", "其他名称"),
    "skos:note": Text("note", "备注"),
    "skos:notation": Text("code", "代码"),
    "skos:definition": Text("definition", "定义"),
    "skos:scopeNote": Text("remark", "说明"),
    "skos:inScheme": Text("is in vocabulary", "所属词表"),
    "skos:topConceptOf": Text("is a top concept of", "所属词表（顶层概念）"),
    "skos:hasTopConcept": Text("has top concept", "顶层概念"),
    "skos:exactMatch": Text("is the same as", "等同于"),
    "skos:broader": Text("is narrower than", "上位概念"),
    "org:subOrganizationOf": Text("is under", "上级单位"),
    "oa:hasSelector": Text("is selected by", "定位"),
    "oa:hasSource": Text("is in", "所在原文"),
    "oa:start": Text("starts at", "起"),
    "oa:end": Text("ends before", "止"),
    "oa:exact": Text("exact text", "逐字原文"),
    "oa:prefix": Text("text before", "前文"),
    "oa:suffix": Text("text after", "后文"),
    "qudt:numericValue": Text("number", "数值"),
    "qudt:hasUnit": Text("unit of measure", "计量单位"),
    "qudt:hasQuantityKind": Text("kind of quantity", "量的种类"),
    "schema:sha256": Text("SHA-256", "SHA-256"),
    "prov:wasDerivedFrom": Text("was derived from", "据以得出"),
    "schema:encodingFormat": Text("media type", "媒体类型"),
    "foaf:Document": Text("document", "文档"),
    "foaf:Person": Text("person", "个人"),
    "foaf:Project": Text("project", "项目"),
    "foaf:page": Text("web page", "网页"),
    "oa:TextQuoteSelector": Text("selector by words", "文字选择器"),
    "oa:TextPositionSelector": Text("selector by position", "位置选择器"),
    "prov:Entity": Text("entity", "实体"),
    "prov:Activity": Text("activity", "活动"),
    "org:FormalOrganization": Text("formal organisation", "正式组织"),
    "cv:PublicOrganisation": Text("public organisation", "公共机构"),
    "geo:Feature": Text("geographic feature", "地理要素"),
    "qudt:QuantityValue": Text("quantity", "数量"),
    "skos:Concept": Text("concept", "概念"),
    "skos:ConceptScheme": Text("vocabulary", "词表"),
}
"""Our words for terms of other vocabularies."""

NAMES: tuple[Term, ...] = (
    "skos:prefLabel",
    "dcterms:title",
    "rdfs:label",
    "tb:counts",
    "tb:wording",
    "tb:printedName",
    "tb:documentNumber",
)
"""The properties that name a thing, the best first."""


class Labels:
    """Names by IRI, as an N-Triples term."""

    def __init__(
        self,
        names: Mapping[str, Text],
        kinds: Mapping[str, str] = MappingProxyType({}),
        broader: Mapping[str, str] = MappingProxyType({}),
        factors: Mapping[str, Decimal] = MappingProxyType({}),
    ) -> None:
        self._names = dict(names)
        self._kinds = dict(kinds)
        self._broader, self._factors = broader, factors

    def __contains__(self, thing: object) -> bool:
        return thing in self._names

    def of(self, thing: str) -> Text:
        """Return the name of a thing; where it has none, its shortened IRI."""
        if name := self._names.get(thing) or _terms().get(thing):
            return name
        iri = thing[1:-1]
        return Text(*[prefixed(iri) or iri.rpartition("/id/")[2] or iri] * 2)

    def kind(self, thing: str) -> str:
        """Return what kind of unit something is, as a term; empty for what is no unit."""
        return self._kinds.get(thing, "")

    def top(self, concept: str) -> str:
        """Return the concept of ours that a concept stands below, and no other above; the concept itself where none is."""
        seen = {concept}
        while (above := self._broader.get(concept, concept)) not in seen:
            seen.add(above)
            concept = above
        return concept

    def factor(self, unit: str) -> Decimal:
        """Return how many of the base unit one unit of measure is; 0 where it is none exactly."""
        return self._factors.get(unit, Decimal(0))

    def learn(self, thing: str, name: Text) -> None:
        """Add the name of one thing."""
        self._names[thing] = name

    def take(self, things: Things, those: Iterable[str]) -> None:
        """Add the names of things from the statements about them."""
        for thing in those:
            if name := name_of(things, thing):
                self._names[thing] = name
            if kind := things.one(thing, "tb:unitKind"):
                self._kinds[thing] = kind

    def and_(self, names: Mapping[str, Text]) -> "Labels":
        """Return these names and others."""
        return Labels(self._names | dict(names), self._kinds, self._broader, self._factors)

    def with_(self, things: Things) -> "Labels":
        """Return these names and those of all things that some statements name."""
        more = Labels(self._names, self._kinds, self._broader, self._factors)
        more.take(things, list(things.said))
        return more

    @classmethod
    def knowing(cls, vocabulary: Things) -> "Labels":
        """Return the names of the concepts of the vocabularies, which one stands below which, and the factors of units."""
        concepts = vocabulary.of_class("skos:Concept")
        broader = {concept: above for concept in concepts if (above := vocabulary.one(concept, "skos:broader"))}
        factors = {unit: Decimal(told) for unit in concepts if (told := vocabulary.text(unit, "tb:exactFactor"))}
        labels = cls({}, {}, broader, factors)
        labels.take(vocabulary, list(vocabulary.said))
        return labels


def name_of(things: Things, thing: str) -> Text | None:
    """Return the best name of a thing, in each language or else in the other; None where it has none."""
    for property_ in NAMES:
        found: dict[str, str] = {}
        for literal in things.literals(thing, property_):
            found.setdefault(literal.language or "", literal.text)
        if found:
            spare = found.get("zh") or found.get("en") or next(iter(found.values()))
            return Text(found.get("en", spare), found.get("zh", spare))
    return None


@cache
def _terms() -> dict[str, Text]:
    """Return the names of our terms and of other terms that the graph uses."""
    ontology = Things(f"{quad.triple} .\n" for quad in statements(paths.ONTOLOGY / "notice.ttl"))
    own = {thing: name for thing in list(ontology.said) if (name := name_of(ontology, thing)) and "#" in thing}
    return own | {term(name): text for name, text in OTHERS.items()}
