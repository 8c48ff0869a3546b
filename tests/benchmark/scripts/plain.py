"""The plain way: PyYAML's SafeLoader, rdflib's add, pySHACL over all graphs at once, N-Quads by rdflib.

    python plain.py DATASET PARTS SHAPES OUT.nq

What to state is given: the statements of PARTS, made into rdflib terms before the clock starts. So the time of a real
program of this kind, which must also find quotations, resolve names and make terms, is longer than what is told here.
Prints one JSON object: seconds by phase, number of notices and statements, whether pySHACL found violations.
"""

import itertools
import json
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
import yaml

Term = rdflib.URIRef | rdflib.Literal
Triple = tuple[rdflib.URIRef, rdflib.URIRef, Term]


def prepared(parts: Path) -> dict[str, list[Triple]]:
    """Return all statements as rdflib terms, by graph; the vocabulary is left out, for shapes do not ask for it."""
    graphs: dict[str, list[Triple]] = {}
    for part in sorted(parts.rglob("*.nq")):
        if part.stem != "vocabulary":
            for quad in ox.parse(path=str(part), format=ox.RdfFormat.N_QUADS):
                subject, predicate = rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value)
                graphs.setdefault(quad.graph_name.value, []).append((subject, predicate, term(quad.object)))
    return graphs


def term(value: ox.NamedNode | ox.Literal) -> Term:
    """Return a term as rdflib has it."""
    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    plain = value.datatype.value == str(rdflib.XSD.string)
    datatype = None if plain else rdflib.URIRef(value.datatype.value)
    return rdflib.Literal(value.value, datatype=datatype, normalize=False)


def main(dataset: Path, parts: Path, shapes: Path, out: Path) -> None:
    """Do the work and tell the time of each phase."""
    graphs = prepared(parts)
    shapes_graph = rdflib.Graph().parse(shapes, format="turtle")
    files = sorted(dataset.glob("notices/*/*.yaml"))
    clock = [time.perf_counter()]

    for file in files:
        yaml.load(file.read_text(encoding="utf-8"), yaml.SafeLoader)
    clock.append(time.perf_counter())

    everything = rdflib.Dataset(default_union=True)
    for name, triples in graphs.items():
        graph = everything.graph(rdflib.URIRef(name))
        for triple in triples:
            graph.add(triple)
    clock.append(time.perf_counter())

    conforms, report, _ = pyshacl.validate(everything, shacl_graph=shapes_graph)
    clock.append(time.perf_counter())

    everything.serialize(out, format="nquads")
    clock.append(time.perf_counter())

    severities = set(report.objects(None, rdflib.SH.resultSeverity)) if isinstance(report, rdflib.Graph) else set()
    phases = dict(
        zip(("parse", "add", "validate", "write"), (b - a for a, b in itertools.pairwise(clock)), strict=True)
    )
    told = {
        "seconds": phases,
        "notices": len(files),
        "statements": sum(map(len, graphs.values())),
        "violated": rdflib.SH.Violation in severities,
        "conforms": conforms,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
