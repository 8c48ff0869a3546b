"""The names that ``ontology/`` gives, as types: a misspelt one is an error of mypy.

Written by ``make generated``; not to be changed by hand.
"""

from typing import Literal

# fmt: off
Term = Literal[
    "bibo:status", "cv:Participation", "cv:PublicOrganisation", "cv:role", "dcterms:LicenseDocument",
    "dcterms:LinguisticSystem", "dcterms:Location", "dcterms:MediaType", "dcterms:MediaTypeOrExtent",
    "dcterms:PeriodOfTime", "dcterms:RightsStatement", "dcterms:Standard", "dcterms:accessRights",
    "dcterms:bibliographicCitation", "dcterms:conformsTo", "dcterms:created", "dcterms:creator", "dcterms:date",
    "dcterms:description", "dcterms:format", "dcterms:hasFormat", "dcterms:hasPart", "dcterms:identifier",
    "dcterms:isPartOf", "dcterms:isReplacedBy", "dcterms:issued", "dcterms:language", "dcterms:license",
    "dcterms:modified", "dcterms:publisher", "dcterms:references", "dcterms:source", "dcterms:spatial",
    "dcterms:temporal", "dcterms:title", "dcterms:type", "eli:LegalResource", "eli:date_document",
    "eli:date_publication", "eli:id_local", "eli:passed_by", "eli:type_document", "foaf:Agent", "foaf:Document",
    "foaf:Person", "foaf:Project", "foaf:homepage", "foaf:name", "foaf:page", "foaf:primaryTopic", "geo:Feature",
    "geo:sfWithin", "oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector", "oa:end", "oa:exact",
    "oa:hasSelector", "oa:hasSource", "oa:prefix", "oa:start", "oa:suffix", "org:FormalOrganization",
    "org:classification", "org:identifier", "org:linkedTo", "org:subOrganizationOf", "owl:AllDisjointClasses",
    "owl:AnnotationProperty", "owl:Class", "owl:DatatypeProperty", "owl:FunctionalProperty", "owl:IrreflexiveProperty",
    "owl:ObjectProperty", "owl:Ontology", "owl:SymmetricProperty", "owl:Thing", "owl:deprecated", "owl:disjointUnionOf",
    "owl:members", "owl:priorVersion", "owl:sameAs", "owl:unionOf", "owl:versionIRI", "owl:versionInfo",
    "prov:Activity", "prov:Entity", "prov:hadPrimarySource", "prov:wasAssociatedWith", "prov:wasAttributedTo",
    "prov:wasDerivedFrom", "qudt:Quantity", "qudt:QuantityKind", "qudt:QuantityValue", "qudt:Unit",
    "qudt:hasQuantityKind", "qudt:hasUnit", "qudt:numericValue", "qudt:quantityValue", "qudt:symbol", "rdf:Property",
    "rdf:Statement", "rdf:first", "rdf:langString", "rdf:nil", "rdf:object", "rdf:predicate", "rdf:rest", "rdf:subject",
    "rdf:type", "rdfs:Class", "rdfs:Datatype", "rdfs:Literal", "rdfs:comment", "rdfs:domain", "rdfs:isDefinedBy",
    "rdfs:label", "rdfs:range", "rdfs:seeAlso", "rdfs:subClassOf", "rdfs:subPropertyOf", "schema:AdministrativeArea",
    "schema:Claim", "schema:CreativeWork", "schema:DataFeedItem", "schema:Dataset", "schema:Event",
    "schema:SoftwareApplication", "schema:areaServed", "schema:dateDeleted", "schema:endDate", "schema:item",
    "schema:keywords", "schema:maxValue", "schema:minValue", "schema:sha256", "schema:startDate", "sh:NodeShape",
    "sh:declare", "sh:message", "sh:namespace", "sh:prefix", "sh:prefixes", "sh:select", "sh:severity", "skos:Concept",
    "skos:ConceptScheme", "skos:altLabel", "skos:broader", "skos:closeMatch", "skos:definition", "skos:exactMatch",
    "skos:hasTopConcept", "skos:hiddenLabel", "skos:inScheme", "skos:narrowMatch", "skos:notation", "skos:note",
    "skos:prefLabel", "skos:scopeNote", "skos:topConceptOf", "tb:AddresseeGroup", "tb:Annex", "tb:Appraisal",
    "tb:Assertion", "tb:CitedWork", "tb:ClosedNotice", "tb:CoLeadership", "tb:Commendation", "tb:Criticism",
    "tb:DatedEvent", "tb:DistributionEntry", "tb:Honour", "tb:Measure", "tb:Notice", "tb:Outcome", "tb:Participation",
    "tb:Place", "tb:Platform", "tb:PrecedenceClaim", "tb:Selection", "tb:SourceText", "tb:TextSpan", "tb:Unit",
    "tb:aboutProperty", "tb:aboutSubject", "tb:act", "tb:actOrder", "tb:affirmedBy", "tb:after", "tb:agencyCode",
    "tb:announcedIn", "tb:asOf", "tb:asOfBasis", "tb:assertedObject", "tb:assertedValue", "tb:basis", "tb:before",
    "tb:bound", "tb:caseTitle", "tb:certainty", "tb:citesWork", "tb:claimsPrecedence", "tb:classifier", "tb:coLeader",
    "tb:coLeads", "tb:coLedMeasure", "tb:commendedOpen", "tb:commender", "tb:commendsUnit", "tb:concerns",
    "tb:conferredBy", "tb:counts", "tb:coversKind", "tb:coversLevel", "tb:coversPlace", "tb:creditCode",
    "tb:criticisedOpen", "tb:criticisesUnit", "tb:cumulative", "tb:date", "tb:dateBasis", "tb:datePrinted",
    "tb:dateWritten", "tb:documentNumber", "tb:earliest", "tb:editedPart", "tb:exactFactor", "tb:firstDay",
    "tb:forMeasure", "tb:forMeasureBasis", "tb:genre", "tb:givenBy", "tb:hasAddressee", "tb:hasAnnex",
    "tb:hasCommendation", "tb:hasCriticism", "tb:hasDistributionEntry", "tb:hasEvent", "tb:hasHonour", "tb:hasMeasure",
    "tb:hasOutcome", "tb:hasParticipation", "tb:hasSelection", "tb:hasSourceText", "tb:highest", "tb:honourKind",
    "tb:impliesClass", "tb:inAnnex", "tb:inWork", "tb:issuedBy", "tb:lastDay", "tb:latest", "tb:leadCell", "tb:leads",
    "tb:leadsOpen", "tb:level", "tb:levelRank", "tb:locatedIn", "tb:lowest", "tb:managedBy", "tb:method",
    "tb:methodsOpen", "tb:namedInDistribution", "tb:names", "tb:namesLead", "tb:nature", "tb:note", "tb:number",
    "tb:numberYear", "tb:onPlatform", "tb:openness", "tb:order", "tb:orderBasis", "tb:organisedBy", "tb:outOf",
    "tb:partOf", "tb:participant", "tb:per", "tb:perClassifier", "tb:periodBasis", "tb:periodEnd", "tb:periodStart",
    "tb:place", "tb:placeCode", "tb:platformKind", "tb:polarity", "tb:position", "tb:printedBy", "tb:printedName",
    "tb:printedTitle", "tb:promotedBy", "tb:publishedIn", "tb:rank", "tb:reading", "tb:realisation", "tb:recipient",
    "tb:recipientsOpen", "tb:referenceYear", "tb:reportedBy", "tb:role", "tb:roleBasis", "tb:roleStatedIn", "tb:runBy",
    "tb:scopePlace", "tb:separatorGroup", "tb:serial", "tb:since", "tb:state", "tb:stateBasis", "tb:statedIn",
    "tb:statedWith", "tb:status", "tb:unitKind", "tb:until", "tb:usesPlatform", "tb:value", "tb:weight", "tb:within",
    "tb:wording", "tb:words", "tb:workKind", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri",
    "xsd:boolean", "xsd:date", "xsd:decimal", "xsd:gYear", "xsd:gYearMonth", "xsd:integer", "xsd:string",
]
"""A term of ours, or one of others that the ontology or the code uses, as a prefixed name."""
Scheme = Literal[
    "act", "as-of-basis", "assertion-basis", "bound", "certainty", "genre", "honour-kind", "level", "link-basis",
    "notice-state", "openness", "order-basis", "outcome-nature", "outcome-realisation", "platform-kind", "polarity",
    "quantity-kind", "reading", "role", "role-basis", "state-basis", "unit-kind", "unit-of-measure", "work-kind",
]
"""A vocabulary, by the name of its file."""
