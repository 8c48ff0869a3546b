"""The pages of the terms: the ontology, the vocabularies, the shapes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from tongbao import paths
from tongbao.ask.store import Store
from tongbao.errors import Text
from tongbao.rdf.iris import HOME, term
from tongbao.rdf.terms import Term
from tongbao.rdf.turtle import statements
from tongbao.site.documents import by_document
from tongbao.site.labels import Labels, name_of
from tongbao.site.pages.lists import table_page
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.step import Document
from tongbao.site.things import Things
from tongbao.site.urls import place_of
from tongbao.validate.shapes import catalogue

KINDS: Mapping[Term, Text] = {
    "owl:Class": Text("Classes", "类"),
    "owl:ObjectProperty": Text("Properties between things", "对象属性"),
    "owl:DatatypeProperty": Text("Properties with values", "数据属性"),
    "owl:AnnotationProperty": Text("Annotations", "注释属性"),
}
"""The kinds of our terms, in the order of their page."""


def terms(site: Site, vocabulary: Things, vocabulary_lines: Sequence[str], store: Store) -> Iterator[Document]:
    """Make the pages of the ontology, the shapes and the vocabularies."""
    for page, said in (ontology_page(site.labels), shapes_page()):
        yield Document(page, said)
    lines = by_document(vocabulary_lines, site.base)
    for page in vocabulary_pages(vocabulary, _uses(store, vocabulary), site.base):
        yield Document(page, lines.get(page.document, ()))
    sizes = Counter(vocabulary.one(concept, "skos:inScheme") for concept in vocabulary.of_class("skos:Concept"))
    rows = [(scheme, sizes[scheme]) for scheme in vocabulary.of_class("skos:ConceptScheme")]
    columns = (Text("Vocabulary", "词表"), Text("Codes", "代码数"))
    yield Document(table_page("vocabularies", Text("Vocabularies", "词表"), columns, rows))


def _uses(store: Store, vocabulary: Things) -> dict[str, int]:
    """Return how often each concept is a value, except in the vocabularies themselves."""
    rows = store.select("SELECT ?c (COUNT(*) AS ?n) { { SELECT ?c { ?c a skos:Concept } } ?s ?p ?c } GROUP BY ?c")
    counts = {row["c"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    return {concept: count - len(vocabulary.linked.get(f"<{concept}>", ())) for concept, count in counts.items()}


def turtle_lines(file: Path) -> list[str]:
    """Return the statements of a Turtle file as N-Triples lines."""
    return [f"{quad.triple} .\n" for quad in statements(file)]


def ontology_page(labels: Labels) -> tuple[Page, list[str]]:
    """Make the page of the ontology; return it with its statements."""
    lines = turtle_lines(paths.ONTOLOGY / "notice.ttl")
    things = Things(lines)
    head = f"<{HOME}ontology>"
    own = [thing for thing in things.said if thing.startswith(f"<{HOME}ontology#")]
    groups = [(title, [thing for thing in own if things.is_a(thing, kind)]) for kind, title in KINDS.items()]
    title = name_of(things, head) or Text("Ontology", "本体")
    content = {"head": head, "things": things, "groups": groups}
    about = {"@type": "DefinedTermSet", "name": title.en}
    return Page("ontology", "ontology.html", title, content, head, "owl:Ontology", title, about), lines


def vocabulary_pages(things: Things, used: Mapping[str, int], base: str) -> Iterator[Page]:
    """Yield a page for each vocabulary; ``used`` is how often each concept is used."""
    for scheme in things.of_class("skos:ConceptScheme"):
        place = place_of(scheme[1:-1], base)
        assert place
        name = place.document
        concepts = [link.subject for link in things.linked[scheme] if link.predicate == term("skos:inScheme")]
        title = name_of(things, scheme) or Text(name, name)
        content = {"scheme": scheme, "things": things, "concepts": concepts, "used": used}
        about = {"@type": "DefinedTermSet", "name": title.en}
        yield Page(name, "vocabulary.html", title, content, scheme, "skos:ConceptScheme", title, about)


def _coded(text: Text) -> Text:
    """Return a text as HTML: what stands between backticks is code."""
    said = (Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(words)))) for words in text)
    return Text(*said)


def shapes_page() -> tuple[Page, list[str]]:
    """Make the page of the shapes, grouped by the class that they are about; return it with their statements."""
    lines = [line for file in sorted((paths.ONTOLOGY / "shapes").glob("*.ttl")) for line in turtle_lines(file)]
    groups: dict[str, list[tuple[str, str, Text, Text]]] = {}
    for iri, shape in sorted(catalogue().items()):
        name = iri.rpartition("#")[2]
        groups.setdefault(name.partition("-")[0], []).append(
            (name, shape.severity, _coded(shape.message), _coded(shape.cure))
        )
    title = Text("Shapes: what every statement must satisfy", "形状：数据须满足的约束")
    return Page("shapes", "shapes.html", title, {"groups": groups}, f"<{HOME}shapes>", "sh:NodeShape", title), lines
