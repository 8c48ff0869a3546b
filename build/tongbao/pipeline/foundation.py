"""What all notices of a dataset depend on: the code and the ontology, the dataset's own words, its units and places."""

import hashlib
import heapq
import importlib.metadata
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

import msgspec

from tongbao import paths
from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.digest import digest_of
from tongbao.load import Authority, read_authority, read_dataset, read_vocabulary
from tongbao.load.authority import Named
from tongbao.model import Dataset, Unit, Vocabulary
from tongbao.model import Place as PlaceRecord
from tongbao.pipeline.counting import counted, counted_file
from tongbao.pipeline.locate import Locator
from tongbao.pipeline.lookup import Lookup
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.state import State, place_of
from tongbao.populate import (
    authority_statements,
    dataset_statements,
    graph_statements,
    ontology_statements,
    own_vocabulary_statements,
    vocabulary_statements,
)
from tongbao.rdf.iris import Iris
from tongbao.rdf.nquads import quad_lines, write_sorted
from tongbao.rdf.terms import Scheme
from tongbao.validate import Engine, Finding, check_ontology, check_units, engine_for, located


@dataclass(slots=True)
class Foundation:
    """Everything that is read and made before the notices."""

    dataset: Dataset | None
    authority: Authority
    units: Path | bytes = b""
    """The part with the statements about units and places: its file or, where none is kept, its content."""
    changed: set[str] = field(default_factory=set)
    """Names that can now mean different units, and the IRIs of units and places whose statements have changed."""
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Return whether notices can be made with it."""
        return not self.problems and not any(finding.blocks for finding in self.findings)

    @property
    def base(self) -> str:
        """Return the base IRI of the dataset; an empty string where it could not be read."""
        return self.dataset.base if self.dataset else ""

    @property
    def iris(self) -> Iris:
        """Return what makes the IRIs of the dataset."""
        return Iris(self.base, self.authority.vocabulary.above)


def lay(data: Path, state: State, objects: Objects, engine: Engine, *, drafts: bool = False) -> Foundation:
    """Read a dataset's own words and its units, make their parts, and discard parts made on another foundation.

    With ``drafts``, the dataset says that notices with open points are in the graph.
    """
    dataset, problems = read_dataset(data)
    vocabulary, of_codes = read_vocabulary(data)
    if vocabulary is None:  # without it, no code of a record proves anything
        raise DataError(*problems, *of_codes)
    if dataset is None:
        authority, found = read_authority(data, vocabulary)
        return Foundation(None, authority, problems=[*problems, *of_codes, *found])
    environment = digest_of_environment(dataset.base, engine, vocabulary) + (b"drafts" if drafts else b"")
    if state.value("environment") != environment:
        _checked(digest_of(_ontology()))
        state.clear()
        state.set_value("authority", b"")
        state.set_value("environment", environment)
    lost = state.lost(objects)
    said = msgspec.msgpack.encode((dataset, vocabulary.own))
    if state.part("vocabulary") is None or "vocabulary" in lost or state.value("dataset") != said:
        state.keep_part(counted("vocabulary", _vocabulary(dataset, vocabulary, drafts=drafts), objects))
        state.set_value("dataset", said)
    for name in lost:
        if name.startswith("derived/"):
            state.soil(place_of(name))
    foundation = _authority(data, dataset, vocabulary, state, objects, engine)
    foundation.problems[:0] = of_codes
    return foundation


def digest_of_environment(base: str, engine: Engine, vocabulary: Vocabulary) -> bytes:
    """Return a digest of everything except the data that a part depends on: code, ontology, base, engine, libraries.

    Of the dataset's own codes it has what they mean, and not how they are described.
    """
    total = hashlib.sha256(f"{base}\0{engine.__name__}\0".encode())
    total.update(msgspec.msgpack.encode((vocabulary.above, vocabulary.words, vocabulary.printed)))
    total.update(_digest_of_code() + digest_of(_ontology()))
    return total.digest()


@cache
def _digest_of_code() -> bytes:
    """Return a digest of our code and the libraries; a process loads them only once."""
    total = hashlib.sha256()
    for library in ("msgspec", "pyoxigraph", "pyshacl", "pyyaml", "rdflib", "shacl"):
        total.update(f"{library} {version_of(library)}\0".encode())
    folders = (paths.PACKAGE, *(paths.PACKAGE / name for name in _MAKERS))
    total.update(digest_of(file for folder in folders for file in sorted(folder.glob("*.py"))))
    return total.digest()


@cache
def _checked(_: bytes) -> None:
    """Check the ontology, once for each content: ``_`` is its digest."""
    check_ontology()


def version_of(library: str) -> str:
    """Return the version of a library; an empty text where it is not installed."""
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _ontology() -> list[Path]:
    return sorted(file for file in paths.ONTOLOGY.rglob("*") if file.suffix in (".ttl", ".jsonld"))


_MAKERS = ("files", "rdf", "model", "printed", "load", "populate", "validate", "pipeline")


def _vocabulary(dataset: Dataset, vocabulary: Vocabulary, *, drafts: bool) -> list[str]:
    """Make the statements that explain the data: the dataset's own words, the vocabularies, and the ontology's terms."""
    iris = Iris(dataset.base, vocabulary.above)
    lines = quad_lines(dataset_statements(dataset, iris, drafts=drafts), iris.graph("dataset"))
    lines += quad_lines(ontology_statements(paths.ONTOLOGY / "notice.ttl"), iris.graph("vocabulary/ontology"))
    for file in sorted((paths.ONTOLOGY / "vocab").glob("*.ttl")):
        graph = iris.graph(f"vocabulary/{file.stem}")
        about = graph_statements(graph, Text(f"The vocabulary {file.stem}", f"词表 {file.stem}"), iris)
        lines += quad_lines([*vocabulary_statements(file), *about], graph)
    scheme: Scheme
    for scheme in vocabulary.own:  # type: ignore[assignment]
        own = own_vocabulary_statements(scheme, vocabulary, dataset, iris)
        lines += quad_lines(own, iris.own_graph(scheme))
    return sorted(lines)


# --- units and places ---------------------------------------------------------------------------


class _Records(msgspec.Struct):
    """Units and places as the state keeps them, with a digest of the files that they were read from."""

    digest: str
    units: dict[str, Unit]
    places: dict[str, PlaceRecord]
    names: dict[str, dict[str, list[Named]]]
    findings: bytes

    def authority(self, vocabulary: Vocabulary) -> Authority:
        return Authority(self.units, self.places, self.names, vocabulary=vocabulary)


def _authority(
    data: Path, dataset: Dataset, vocabulary: Vocabulary, state: State, objects: Objects, engine: Engine
) -> Foundation:
    digest = _digest(data)
    before = _remembered(state)
    kept = state.part("authority")
    if before and before.digest == digest and kept and objects.holds(kept):
        findings = state.decode_findings(before.findings)
        return Foundation(dataset, before.authority(vocabulary), objects.file(kept.sha256), findings=findings)
    authority, problems = read_authority(data, vocabulary)
    if _digest(data) != digest:
        problems.append(_changing(data))
    foundation = Foundation(dataset, authority, problems=problems)
    if problems:
        return foundation
    foundation.units = file = state.folder / "authority.nq"
    iris = foundation.iris
    write_sorted(file, authority_statements(authority, iris), iris.graph("authority"))
    with file.open(encoding="utf-8", newline="\n") as lines, closing(Lookup(file, dataset.base)) as lookup:
        found = list(check_units(lines, lookup, engine_for(engine, iris)))
    foundation.findings = located(found, Locator(data, dataset.base).place) if found else []
    if before:
        old = before.authority(vocabulary)
        was = [objects.file(kept.sha256)] if kept and objects.holds(kept) else []
        foundation.changed = _changed_names(old, authority) | _changed_subjects([*was, file])
    if foundation.sound:
        part = counted_file("authority", file, objects)
        state.keep_part(part)
        if objects.folder:
            foundation.units = objects.file(part.object.sha256)
        said = state.encode_findings(foundation.findings)
        records = _Records(digest, authority.units, authority.places, authority.names, said)
        state.set_value("authority", msgspec.msgpack.encode(records))
    return foundation


def _digest(data: Path) -> str:
    total = hashlib.sha256()
    for name in ("units.yaml", "places.yaml"):
        try:
            total.update(hashlib.sha256((data / name).read_bytes()).digest())
        except OSError:  # reported when the file is read
            total.update(b"-")
    return total.hexdigest()


def _changing(data: Path) -> Problem:
    what = Text("The files of units or places were changed while they were read.", "读取期间，单位或地区文件被改动。")
    cure = Text("Run the command again when nothing is changing them.", "请在文件不再改动时重新运行。")
    return Problem("file-changed", what, cure, Place(data / "units.yaml"))


def _remembered(state: State) -> _Records | None:
    blob = state.value("authority")
    return msgspec.msgpack.decode(blob, type=_Records) if blob else None


def _changed_names(old: Authority, new: Authority) -> set[str]:
    """Return the names that can now mean different units."""
    names = {name for name in old.names.keys() | new.names.keys() if _meaning(name, old) != _meaning(name, new)}
    return names | (old.units.keys() ^ new.units.keys())


def _meaning(name: str, authority: Authority) -> list[tuple[object, ...]]:
    """Return everything that `Authority.resolve` reads about a name."""
    homes = authority.names.get(name, {})
    return sorted((*bearer, *authority.around(home)) for home, bearers in homes.items() for bearer in bearers)


def _changed_subjects(parts: list[Path]) -> set[str]:
    """Return the IRIs whose statements differ between the old and the new part."""
    with ExitStack() as stack:
        files = [stack.enter_context(part.open(encoding="utf-8", newline="\n")) for part in parts]
        lines = groupby(heapq.merge(*files))
        return {line.partition(" ")[0] for line, same in lines if len(list(same)) == 1}
