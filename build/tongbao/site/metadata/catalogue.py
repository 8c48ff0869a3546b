"""The dataset describes itself: DCAT catalogue (DCAT-AP 3.0.1), examples, RO-Crate.

All of it is made as N-Triples lines and written in the same formats as all documents; nothing in it depends on the clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tongbao.ask.questions import without_header
from tongbao.errors import Text
from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.literals import date, integer, string, text
from tongbao.rdf.namespaces import DCTERMS, FOAF, RDFS, SCHEMA, SH, SKOS
from tongbao.site.data import write_data, write_json
from tongbao.site.entries import Entry
from tongbao.site.in_force import has_ended
from tongbao.site.media_types import MEDIA_TYPES
from tongbao.site.metadata.distributions import FILE_TYPES, Distribution
from tongbao.site.metadata.nodes import DCAT, EU, IANA, SPDX, VOID, A, Node, iri, line
from tongbao.site.metadata.partitions import Counts
from tongbao.site.metadata.void import void_lines
from tongbao.site.pages.questions import Asked
from tongbao.site.pages.render import Site


class Description(NamedTuple):
    """The data that the catalogue is made from."""

    site: Site
    statements: int
    things: int
    """How many things these statements are about."""
    notices: Sequence[Entry]
    distributions: Sequence[Distribution]
    dumps: Sequence[str]
    """The paths of the files that hold the graph: each the whole graph, or a part for each notice."""
    asked: Sequence[Asked]
    places: Sequence[str] = ()
    """The places of the units that issued the notices, as terms."""

    @property
    def days(self) -> tuple[str, str] | None:
        """Return the first and the last date of a notice."""
        dates = sorted(filter(None, (entry.words for entry in self.notices)))
        return (dates[0], dates[-1]) if dates else None


def catalogue_lines(about: Description) -> Iterator[str]:
    """Yield the catalogue: the dataset and its files."""
    site = about.site
    base = site.base
    catalogue, dataset, publisher = iri(base, "catalogue"), iri(base, "dataset"), iri(base, "publisher")
    licence = iri(site.licence)
    nodes = [
        Node(catalogue, iri(DCAT, "Catalog"))
        .both(DCTERMS.title, Text(f"Catalogue of {site.title.en}", f"{site.title.zh}目录"))
        .both(DCTERMS.description, Text("What this site publishes.", "本网站发布的内容。"))
        .say(DCTERMS.publisher, publisher)
        .say(DCTERMS.license, licence)
        .say(DCTERMS.language, iri(EU, "language/ZHO"), iri(EU, "language/ENG"))
        .say(iri(DCAT, "themeTaxonomy"), iri(EU, "data-theme"))
        .say(FOAF.homepage, iri(base))
        .say(iri(DCAT, "dataset"), dataset),
        _publisher(site, publisher),
        _dataset(about, dataset, publisher),
        Node(iri(base, "dataset#coverage"), DCTERMS.PeriodOfTime),
    ]
    nodes[0].say(DCTERMS.spatial, *about.places)
    if site.modified:
        nodes[0].say(DCTERMS.modified, date(site.modified))
    if about.days:
        first, last = about.days
        nodes[-1].say(iri(DCAT, "startDate"), date(first)).say(iri(DCAT, "endDate"), date(last))
    for distribution in about.distributions:
        nodes += _distribution(distribution, base, licence)
    nodes += _names_of_others()
    lines = [said for node in nodes for said in node.lines]
    yield from [*lines, *_types(lines)]


def _names_of_others() -> Iterator[Node]:
    """Yield the names of the terms of the EU's vocabularies: DCAT-AP requires the names of the terms that are used."""
    yield Node(iri(EU, "data-theme")).say(DCTERMS.title, text("Data theme", "en"))
    yield Node(iri(EU, "data-theme/GOVE")).say(SKOS.prefLabel, text("Government and public sector", "en"))
    yield Node(iri(EU, "planned-availability/STABLE")).say(SKOS.prefLabel, text("stable", "en"))


def _types(lines: Iterable[str]) -> Iterator[str]:
    """Yield the classes of other people's things that are referred to, as DCAT-AP's ranges require."""
    for said in sorted(set(lines)):
        _, predicate, rest = said.split(" ", 2)
        if predicate in RANGES:
            yield line(rest.partition(" ")[0], A, RANGES[predicate])


RANGES = {
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.format: DCTERMS.MediaTypeOrExtent,
    FOAF.page: FOAF.Document,
    DCTERMS.spatial: DCTERMS.Location,
    FOAF.homepage: FOAF.Document,
    f"<{DCAT}landingPage>": FOAF.Document,
    f"<{DCAT}theme>": SKOS.Concept,
    f"<{DCAT}themeTaxonomy>": SKOS.ConceptScheme,
    f"<{DCAT}mediaType>": DCTERMS.MediaType,
    f"<{SPDX}algorithm>": f"<{SPDX}ChecksumAlgorithm>",
    "<http://data.europa.eu/r5r/availability>": SKOS.Concept,
}


def _dataset(about: Description, dataset: str, publisher: str) -> Node:
    site = about.site
    base = site.base
    node = (
        Node(dataset, iri(DCAT, "Dataset"), iri(VOID, "Dataset"))
        .both(DCTERMS.title, site.title)
        .both(DCTERMS.description, _ABOUT)
        .both(iri(DCAT, "keyword"), Text("official notices", "公文"))
        .both(iri(DCAT, "keyword"), Text("commendation", "通报表扬"))
        .say(iri(DCAT, "theme"), iri(EU, "data-theme/GOVE"))
        .say(DCTERMS.publisher, publisher)
        .say(DCTERMS.creator, publisher)
        .say(DCTERMS.license, iri(site.licence))
        .say(DCTERMS.accessRights, iri(EU, "access-right/PUBLIC"))
        .say(DCTERMS.language, iri(EU, "language/ZHO"), iri(EU, "language/ENG"))
        .say(DCTERMS.identifier, string(f"{base}dataset"))
        .say(DCTERMS.conformsTo, iri(NAMESPACES["tb"][:-1]))
        .say(iri(DCAT, "landingPage"), iri(base))
        .say(FOAF.page, iri(base, "en/data.html"), iri(base, "zh/data.html"))
        .say(iri(DCAT, "distribution"), *(iri(base, d.name) for d in about.distributions))
        .say(iri(VOID, "dataDump"), *(iri(base, name) for name in about.dumps))
        .say(iri(VOID, "triples"), integer(about.statements))
        .say(iri(VOID, "entities"), integer(about.things))
        .say(iri(VOID, "distinctSubjects"), integer(about.things))
        .say(iri(VOID, "uriSpace"), string(f"{base}id/"))
        .say(iri(VOID, "vocabulary"), *(iri(NAMESPACES[name]) for name in ("tb", "skos", "org", "prov", "oa", "qudt")))
        .say(iri(VOID, "exampleResource"), *_examples(about.notices))
    )
    if site.version:
        node.say(iri(DCAT, "version"), string(site.version))
    if site.modified:
        node.say(DCTERMS.modified, date(site.modified))
    node.say(DCTERMS.spatial, *about.places)
    return node.say(DCTERMS.temporal, iri(base, "dataset#coverage")) if about.days else node


def _examples(notices: Sequence[Entry]) -> list[str]:
    """Return some notices, the ones in force first."""
    return [entry.iri for entry in sorted(notices, key=lambda entry: has_ended(entry.state))[:3]]


def _publisher(site: Site, publisher: str) -> Node:
    node = Node(publisher, FOAF.Agent).both(FOAF.name, site.publisher if site.publisher.zh else site.title)
    return node.say(FOAF.homepage, iri(site.homepage)) if site.homepage else node


_ABOUT = Text(
    "Official notices that publish measures and commend or criticise units: each measure with those who took part, its "
    "outcomes and honours, and the words of the source behind every statement.",
    "公布举措并作出表扬或批评的公文：收录每项举措的参与单位、成效与荣誉，以及每条陈述所依据的原文。",
)


def _distribution(found: Distribution, base: str, licence: str) -> list[Node]:
    file = iri(base, found.name)
    checksum = iri(base, found.name, "#checksum")
    return [
        Node(file, iri(DCAT, "Distribution"))
        .both(DCTERMS.title, Text(found.name, found.name))
        .both(DCTERMS.description, found.about)
        .say(iri(DCAT, "accessURL"), file)
        .say(iri(DCAT, "downloadURL"), file)
        .say(iri(DCAT, "mediaType"), iri(IANA, MEDIA_TYPES[found.form]))
        .say(DCTERMS.format, iri(EU, "file-type/", FILE_TYPES[found.form]))
        .say(iri(DCAT, "byteSize"), f'"{found.size}"^^<{NAMESPACES["xsd"]}nonNegativeInteger>')
        .say(DCTERMS.license, licence)
        .say(iri("http://data.europa.eu/r5r/availability"), iri(EU, "planned-availability/STABLE"))
        .say(iri(SPDX, "checksum"), checksum),
        Node(checksum, iri(SPDX, "Checksum"))
        .say(iri(SPDX, "algorithm"), iri(SPDX, "checksumAlgorithm_sha256"))
        .say(iri(SPDX, "checksumValue"), f'"{found.sha256}"^^<{NAMESPACES["xsd"]}hexBinary>'),
    ]


# --- examples ---------------------------------------------------------------------------------------


def example_lines(asked: Iterable[Asked], base: str) -> Iterator[str]:
    """Yield the questions as SHACL executables, the way SPARQL editors find examples."""
    prefixes = iri(base, ".well-known/sparql-examples/prefixes")
    for one in asked:
        query = one.query
        node = iri(base, ".well-known/sparql-examples/", query.name)
        yield from (
            Node(node, iri(NAMESPACES["sh"], "SPARQLExecutable"), iri(NAMESPACES["sh"], "SPARQLSelectExecutable"))
            .both(RDFS.comment, query.summary)
            .say(SH.select, string(without_header(one.text)))
            .say(SH.prefixes, prefixes)
            .say(SCHEMA.keywords, *(string(tag) for tag in query.tags))
            .lines
        )
    for prefix, namespace in sorted(NAMESPACES.items()):
        declared = iri(prefixes[1:-1], "#", prefix)
        yield line(prefixes, SH.declare, declared)
        yield line(declared, SH.prefix, string(prefix))
        yield line(declared, SH.namespace, f'"{namespace}"^^<{NAMESPACES["xsd"]}anyURI>')


# --- files ------------------------------------------------------------------------------------------


def descriptions(description: Description, counts: Counts) -> Iterator[dict[str, bytes]]:
    """Yield the files that describe the dataset: catalogue, VoID, examples of queries, checksums, RO-Crate."""
    about, base = description, description.site.base
    catalogue, void = list(catalogue_lines(about)), list(void_lines(counts, base))
    files: dict[str, bytes] = {}
    for name, lines in (
        ("data/catalogue", catalogue),
        ("data/void", [*catalogue, *void]),
        (".well-known/sparql-examples", list(example_lines(about.asked, base))),
    ):
        for form, content in write_data(lines, name, base).items():
            files[f"{name}.{form}"] = content
    files[".well-known/void"] = files["data/void.ttl"]
    files["SHA256SUMS"] = "".join(f"{d.sha256}  {d.name}\n" for d in about.distributions).encode()
    files["ro-crate-metadata.json"] = write_json(_crate(about))
    yield files


RO_CRATE = "https://w3id.org/ro/crate/1.2"
_LICENCE = "数据集的许可。\nThe licence of the dataset."


def _crate(about: Description) -> dict[str, Any]:
    """Return the RO-Crate (1.2): the folder as a research object, its files as parts."""
    site = about.site
    parts = [
        {
            "@id": d.name,
            "@type": "File",
            "name": d.name,
            "description": f"{d.about.zh}\n{d.about.en}",
            "encodingFormat": MEDIA_TYPES[d.form],
            "contentSize": str(d.size),
            "sha256": d.sha256,
        }
        for d in about.distributions
    ]
    publisher = f"{site.base}publisher"
    root = {
        "@id": "./",
        **dataset_about(about),
        "identifier": {"@id": "#identifier"},
        "license": {"@id": site.licence},
        "datePublished": site.modified,
        "publisher": {"@id": publisher},
        "hasPart": [{"@id": d.name} for d in about.distributions],
    }
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": RO_CRATE},
        "about": {"@id": "./"},
    }
    others = [
        {"@id": publisher, **_publisher_about(site)},
        {"@id": "#identifier", "@type": "PropertyValue", "name": "IRI", "value": f"{site.base}dataset"},
        {"@id": site.licence, "@type": "CreativeWork", "name": site.licence, "description": _LICENCE},
    ]
    graph = [{key: value for key, value in node.items() if value} for node in (head, root, *others, *parts)]
    return {"@context": f"{RO_CRATE}/context", "@graph": graph}


def dataset_about(about: Description) -> dict[str, Any]:
    """Return the description of the dataset in schema.org's terms."""
    site = about.site
    return {
        "@type": "Dataset",
        "name": site.title.zh,
        "alternateName": site.title.en,
        "description": f"{_ABOUT.zh}\n{_ABOUT.en}",
        "identifier": f"{site.base}dataset",
        "version": site.version,
        "dateModified": site.modified,
        "temporalCoverage": "/".join(about.days or ()),
        "inLanguage": ["zh", "en"],
    }


def _publisher_about(site: Site) -> dict[str, Any]:
    name = site.publisher if site.publisher.zh else site.title
    return {"@type": "Organization", "name": name.zh, "alternateName": name.en, "url": site.homepage}


def home_about(about: Description) -> dict[str, Any]:
    """Return the description of the dataset on the front page, where search engines for data look for it."""
    site = about.site
    publisher = {key: value for key, value in _publisher_about(site).items() if value}
    files = [
        {"@type": "DataDownload", "contentUrl": f"{site.base}{d.name}", "encodingFormat": MEDIA_TYPES[d.form], "name": d.about.zh}
        for d in about.distributions
    ]  # fmt: skip
    described = {"@id": f"{site.base}dataset", **dataset_about(about), "license": site.licence}
    return {**described, "publisher": publisher, "distribution": files}
