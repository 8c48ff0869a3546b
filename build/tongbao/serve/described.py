"""What the endpoint says of itself (SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/)."""

from typing import Any

import pyoxigraph as ox

from tongbao.ask.formats import RDF
from tongbao.ask.sparql import PREFIXES

_SD, _VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TEXT = """
PREFIX sd: <{sd}> PREFIX void: <{void}> PREFIX formats: <{formats}>
CONSTRUCT {{
  <{at}> a sd:Service ; sd:endpoint <{at}> ; sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
      formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:N-Quads , formats:TriG ,
      formats:JSON-LD , formats:RDF_XML ;
    sd:defaultDataset <{at}#dataset> .
  <{at}#dataset> a sd:Dataset ; sd:defaultGraph <{at}#union> .
  <{at}#union> a sd:Graph ; void:triples {statements} .
}} {{ }}
"""


def description(endpoint: str, statements: int, form: str) -> bytes:
    """Return the description of an endpoint in a format of RDF."""
    address = ox.NamedNode(endpoint)
    query = _TEXT.format(sd=_SD, void=_VOID, formats=_FORMATS, at=address.value, statements=statements)
    triples: Any = ox.Store().query(query)
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "xsd": PREFIXES["xsd"]}
    return ox.serialize(triples, format=RDF[form], prefixes=prefixes) or b""
