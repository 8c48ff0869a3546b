"""Statements about the dataset and its graphs: what each is, and its sources.

Only the dataset has a licence and version, so that a new version does not change the notices' parts.
"""

from collections.abc import Iterator

from tongbao.errors import Text
from tongbao.model import Dataset
from tongbao.populate.evidence import A
from tongbao.rdf.iris import TERMS, Iris
from tongbao.rdf.literals import Statement, boolean, date, string, text
from tongbao.rdf.namespaces import DCTERMS, OWL, PROV, RDFS, SCHEMA, TB

ABOUT = {
    "authority": Text(
        "Units and places, with the basis and the certainty of each fact; read from units.yaml and places.yaml.",
        "单位与地区，每一事实均注明依据和确定程度；读自 units.yaml 与 places.yaml。",
    ),
    "derived": Text(
        "Statements derived from those of the notices: who leads which measure, who leads together, and whom a "
        "notice names or commends; the queries in queries/derive/ define it.",
        "由各公文的陈述推出：谁牵头哪项举措、谁与谁共同牵头、公文列明或表扬了谁；由 queries/derive/ 中的查询定义。",
    ),
    "vocabulary/ontology": Text(
        "Names and meanings of the classes and properties used here; taken from the ontology.",
        "此处所用类与属性的名称和含义；取自本体。",
    ),
    "dataset": Text(
        "A description of this dataset, and of its graphs except those of notices and vocabularies.",
        "本数据集的说明，及公文图、词表图以外各图的说明。",
    ),
}
"""Graphs other than those of notices and vocabularies, which describe themselves."""


def dataset_statements(dataset: Dataset, iris: Iris, *, drafts: bool = False) -> Iterator[Statement]:
    """State the dataset's description of itself, and what its graphs hold; with ``drafts``, that notices with open points are in them."""
    whole = iris.dataset
    yield whole, A, SCHEMA.Dataset
    yield whole, DCTERMS.title, text(dataset.title, "zh")
    yield whole, DCTERMS.title, text(dataset.english, "en")
    yield whole, DCTERMS.license, f"<{dataset.license}>"
    yield whole, DCTERMS.conformsTo, f"<{TERMS[:-1]}>"
    if drafts:
        yield whole, TB.holdsDrafts, boolean(True)
    if dataset.version:
        yield whole, OWL.versionInfo, string(dataset.version)
    if dataset.modified:
        yield whole, DCTERMS.modified, date(dataset.modified)
    if dataset.publisher:
        publisher = f"<{iris.base}publisher>"
        yield whole, DCTERMS.publisher, publisher
        yield publisher, RDFS.label, text(dataset.publisher.name, "zh")
        if dataset.publisher.english:
            yield publisher, RDFS.label, text(dataset.publisher.english, "en")
    for name, about in ABOUT.items():
        yield from graph_statements(iris.graph(name), about, iris)
    yield iris.graph("vocabulary/ontology"), PROV.wasDerivedFrom, f"<{TERMS[:-1]}>"


def graph_statements(graph: str, about: Text, iris: Iris) -> Iterator[Statement]:
    """State what a graph holds, and which dataset it belongs to."""
    yield graph, A, PROV.Entity
    yield graph, RDFS.label, text(about.en, "en")
    yield graph, RDFS.label, text(about.zh, "zh")
    yield graph, DCTERMS.isPartOf, iris.dataset
