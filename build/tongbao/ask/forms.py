"""The names of the formats of answers. They are declared apart from ``formats.py``, which takes time to import."""

FOR_PEOPLE = ("table", "md")
RESULTS = ("csv", "tsv", "json", "xml", "xlsx")
"""The formats of rows."""
TRIPLES = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
"""The formats of triples."""
FORMATS = (*FOR_PEOPLE, *RESULTS, *TRIPLES)
