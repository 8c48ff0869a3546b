"""The things in the dataset's descriptions, as N-Triples lines, and the namespaces that they use."""

from tongbao.errors import Text
from tongbao.rdf.literals import text
from tongbao.rdf.namespaces import RDF

DCAT, VOID, VOIDEXT = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", "http://ldf.fi/void-ext#"
SPDX = "http://spdx.org/rdf/terms#"
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
A = RDF.type


def iri(*parts: str) -> str:
    """Return an IRI as a term."""
    return f"<{''.join(parts)}>"


def line(subject: str, predicate: str, value: str) -> str:
    """Return one statement, given its terms."""
    return f"{subject} {predicate} {value} .\n"


class Node:
    """One thing that is described: collects its lines."""

    def __init__(self, subject: str, *classes: str) -> None:
        self.subject = subject
        self.lines = [line(subject, A, cls) for cls in classes]

    def say(self, predicate: str, *values: str) -> "Node":
        """Add values of a property."""
        self.lines += [line(self.subject, predicate, value) for value in values]
        return self

    def both(self, predicate: str, words: Text) -> "Node":
        """Add a text in both languages."""
        return self.say(predicate, text(words.en, "en"), text(words.zh, "zh"))
