"""The editor for SPARQL: its page, and its completions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tongbao import paths
from tongbao.ask.store import Store
from tongbao.errors import Text
from tongbao.network.formats.json import row_of
from tongbao.network.style import KINDS
from tongbao.rdf.iris import HOME, NAMESPACES, OWN, Iris, prefixed, scheme_of, term
from tongbao.site.data import write_json
from tongbao.site.metadata.catalogue import Description
from tongbao.site.metadata.partitions import ALL, Counts
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.pages.terms import turtle_lines
from tongbao.site.sample import FILE, LARGEST, Sample, sample_of
from tongbao.site.step import Document, Output
from tongbao.site.things import Things


def editor(
    site: Site,
    vocabulary: Things,
    counts: Counts,
    store: Store,
    description: Description,
    part_files: Mapping[str, Path],
    folder: Path,
) -> Iterator[Output]:
    """Make the page of the editor, the file with its completions, and the sample that it loads where the graph is large."""
    dump, parts = description.distributions[0].name, description.dumps
    size = sum((folder / name).stat().st_size for name in {dump, *(parts if dump not in parts else ())})
    said = None
    if size > LARGEST:
        sample = sample_of(description.notices, part_files, site.base)
        dump, said = FILE, _sampled(sample, description)
        yield {FILE: "".join(sample.lines).encode()}
    engine = {"dump": dump, "sampled": said and said._asdict()}
    yield {"data/completion.json": write_json(engine | _completion(site, vocabulary, counts, store))}
    content = {"sampled": said}
    yield Document(Page("editor", "editor.html", Text("Ask in SPARQL", "SPARQL 查询"), content, data=False))


def _sampled(sample: Sample, of: Description) -> Text:
    """Say what is in the sample."""
    here, all_ = len(sample.lines), of.statements
    newest = Text("the newest notice", "最新的 1 份公文")
    if sample.notices > 1:
        newest = Text(f"the {sample.notices:,} newest notices", f"最新的 {sample.notices:,} 份公文")
    return Text(
        f"{newest.en} of {len(of.notices):,}, {here:,} of {all_:,} statements",
        f"{newest.zh}（共 {len(of.notices):,} 份），{all_:,} 条陈述中的 {here:,} 条",
    )


def _completion(site: Site, vocabulary: Things, counts: Counts, store: Store) -> dict[str, Any]:
    """Return the editor's completions: prefixes, terms, the properties of each class, the values of each property, the graphs, and how units of each kind are drawn."""
    terms = []
    for thing, kind in _completed(vocabulary, counts):
        name = site.labels.of(thing)
        if short := prefixed(thing[1:-1]) or (thing if _is_own(thing, site) else ""):
            terms.append({"name": short, "zh": name.zh, "en": name.en, "kind": kind})
    graphs = store.select("SELECT ?graph { GRAPH ?graph {} }")
    return {
        "base": site.base,
        "prefixes": dict(NAMESPACES),
        "terms": terms,
        "classes": _properties(counts),
        "values": _values(site),
        "graphs": sorted(getattr(row["graph"], "value", "") for row in graphs)[:OFFERED],
        "looks": _looks(vocabulary, site),
    }


def _is_own(thing: str, site: Site) -> bool:
    """Return whether a concept is one that the dataset has added to a vocabulary."""
    return thing.startswith(f"<{site.base}{OWN}") and "#" in thing


def _looks(vocabulary: Things, site: Site) -> dict[str, Any]:
    """Return how units of each kind are drawn: one that the dataset has added as that of ours above it."""
    known = {f"<{UNIT_KIND}{kind}>": look for kind, look in KINDS.items()}
    kinds = (one for one in vocabulary.of_class("skos:Concept") if scheme_of(one[1:-1]) == "unit-kind")
    own = {kind: known[top] for kind in kinds if (top := site.labels.top(kind)) in known}
    return {kind[1:-1]: row_of(site.labels.of(kind), look) for kind, look in (known | own).items()}


UNIT_KIND = f"{HOME}vocab/unit-kind#"


OFFERED = 500
"""How many graphs the editor can complete."""


def _values(site: Site) -> dict[str, list[str]]:
    """Return, for each property, how the names of its values begin: with the prefix of a vocabulary, or as the dataset's own do."""
    own = Things(turtle_lines(paths.ONTOLOGY / "notice.ttl"))
    prefixes = {
        f"<{namespace[:-1]}>": [f"{prefix}:", Iris(site.base).scheme(scheme)[:-1] + "#"]
        for prefix, namespace in NAMESPACES.items()
        if (scheme := scheme_of(f"{namespace}any"))
    }
    found = {
        prefixed(thing[1:-1]): [
            start for value in said.get(term("rdfs:seeAlso"), ()) for start in prefixes.get(value, ())
        ]
        for thing, said in own.said.items()
    }
    return {name: values for name, values in sorted(found.items()) if values}


def _properties(counts: Counts) -> dict[str, list[str]]:
    """Return the properties that the things of each class have, the most frequent first, according to VoID's partitions."""
    found: dict[str, Counter[str]] = {}
    for partition, count in counts.items():
        if (
            partition.value == ALL
            and (cls := prefixed(partition.cls[1:-1]))
            and (name := prefixed(partition.property[1:-1]))
        ):
            found.setdefault(cls, Counter())[name] += count
    return {cls: sorted(of_cls, key=lambda name: (-of_cls[name], name)) for cls, of_cls in sorted(found.items())}


def _completed(vocabulary: Things, counts: Counts) -> Iterator[tuple[str, str]]:
    """Yield our terms, and other terms that the data use."""
    own = Things(turtle_lines(paths.ONTOLOGY / "notice.ttl"))
    known = dict.fromkeys(own.of_class("owl:Class"), "class")
    for cls in ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"):
        known |= dict.fromkeys(own.of_class(cls), "property")
    known = {thing: kind for thing, kind in known.items() if not own.one(thing, "owl:deprecated")}
    known |= dict.fromkeys(vocabulary.of_class("skos:Concept"), "constant")
    for partition in sorted(counts):
        known.setdefault(partition.cls, "class")
        known.setdefault(partition.property, "property")
    yield from known.items()
