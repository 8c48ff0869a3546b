"""What a site is made from: each source is read when a step first needs it, and its digest shows whether it has changed.

A step names what it needs as its parameters; these are properties here, and a step sees nothing else. So a page cannot
depend on what its step has not declared.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec

from tongbao import paths
from tongbao.ask.store import Remembering, Store
from tongbao.ask.stored import open_store
from tongbao.errors import DataError, Text
from tongbao.files.digest import digest_of
from tongbao.load import read_dataset
from tongbao.network import Filters, Network
from tongbao.network.formats.png import chinese_family
from tongbao.network.read import read_network
from tongbao.pipeline.export import holds_drafts
from tongbao.pipeline.foundation import version_of
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.progress import Progress
from tongbao.site.asked import asked_before
from tongbao.site.changes.history import Publishing, read_history
from tongbao.site.digests import Digests, digests, together
from tongbao.site.documents import bare, read_lines
from tongbao.site.entries import Entry
from tongbao.site.labels import Labels
from tongbao.site.memory import Memory
from tongbao.site.metadata.catalogue import Description
from tongbao.site.metadata.distributions import DUMPS, GRAPH, Distribution, distributions, graph_files
from tongbao.site.metadata.partitions import SUBJECTS, Counts, added_up, partitions
from tongbao.site.pages.questions import Asked
from tongbao.site.pages.render import Site
from tongbao.site.tables.table import Rows
from tongbao.site.things import Things

Value = TypeVar("Value")
RESTS_ON: dict[str, tuple[str, ...]] = {}
"""What each source is made from: other sources; the digest of a source that is made from none is computed by ``_LEAVES``."""


def rests_on(*names: str) -> Callable[[Callable[["Sources"], Value]], "cached_property[Value]"]:
    """Declare a source that is made only from others."""

    def declared(read: Callable[["Sources"], Value]) -> "cached_property[Value]":
        RESTS_ON[read.__name__] = names
        return cached_property(read)

    return declared


class Sources:
    """The sources of one run: a build, the data that it was made from, and the site's memory."""

    def __init__(self, built: Path, data: Path, out: Path, memory: Memory, progress: Progress) -> None:
        self.built, self.data, self._out, self._memory, self._progress = built, data, out, memory, progress
        self._digests: dict[str, bytes] = {}

    def digest(self, name: str) -> bytes:
        """Return a digest of a source."""
        if name not in self._digests:
            leaf = _LEAVES.get(name)
            below = (self.digest(other) for other in RESTS_ON[name])
            self._digests[name] = leaf(self) if leaf else hashlib.sha256(b"".join(below)).digest()
        return self._digests[name]

    @cached_property
    def environment(self) -> bytes:
        """A digest of what every page depends on: our code and templates, libraries, the ontology, settings, vocabularies."""
        libraries = _encoded([version_of(library) for library in LIBRARIES])
        return hashlib.sha256(digest_of(_code()) + libraries + self.digest("ontology") + self.digest("site")).digest()

    # --- folders ----------------------------------------------------------------------------------

    @rests_on()
    def folder(self) -> Path:
        """The folder of the site. A step only reads its own files there, or those of another source that it names."""
        return self._out

    @rests_on()
    def ontology(self) -> list[Path]:
        """The files of the ontology, the context of JSON-LD and what the diagrams show among them."""
        return sorted(file for file in paths.ONTOLOGY.rglob("*") if file.suffix in (".ttl", ".jsonld", ".yaml"))

    @rests_on()
    def queries(self) -> list[Path]:
        """The files of questions, views and derivations, and the names of the columns of answers."""
        return sorted(file for file in paths.QUERIES.rglob("*") if file.suffix in (".rq", ".yaml"))

    @rests_on()
    def guides(self) -> list[Path]:
        """The guides, in Markdown."""
        return sorted(paths.DOCS.glob("*.md"))

    @rests_on()
    def assets(self) -> list[Path]:
        """Style sheets and pictures, and the scripts, where they were bundled."""
        folders = (Path(__file__).parent / "assets", paths.WEB)
        return [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir()) if file.is_file()]

    # --- what was built ---------------------------------------------------------------------------

    @rests_on()
    def parts(self) -> dict[str, str]:
        """The parts of the graph, by name, with their digests."""
        listed = read_manifest(self.built / MANIFEST)
        return {path.removeprefix("parts/").removesuffix(".nq"): sha256 for path, sha256 in listed.items()}

    def part(self, name: str) -> Path:
        """Return the file of a part of the graph."""
        return self.built / "parts" / f"{name}.nq"

    @rests_on("parts")
    def part_files(self) -> dict[str, Path]:
        """The files of the parts of the graph, by name."""
        return {name: self.part(name) for name in self.parts}

    @rests_on()
    def exports(self) -> dict[str, Path]:
        """The files of the whole graph, by their path in the site; the files of its parts where it was not exported."""
        files = {name: self.built / name.removeprefix("dump/") for name in DUMPS}
        found = {name: file for name, file in files.items() if file.exists() and file.name != MANIFEST}
        if GRAPH in found:
            return found
        parts = {f"dump/parts/{name}.nq": file for name, file in self.part_files.items()}
        return found | parts | {f"dump/{MANIFEST}": self.built / MANIFEST}

    @rests_on()
    def vocabulary_lines(self) -> list[str]:
        """The statements of the vocabularies, as N-Triples."""
        return self._lines("vocabulary")

    @rests_on()
    def authority_lines(self) -> list[str]:
        """The statements about units and places, as N-Triples."""
        return self._lines("authority")

    @rests_on()
    def edge_lines(self) -> list[str]:
        """The statements about co-leaderships, as N-Triples."""
        return [line for name in self.parts if name.startswith("derived/") for line in self._lines(name)]

    def _lines(self, part: str) -> list[str]:
        return [bare(line) for line in read_lines(self.part(part))]

    @rests_on("vocabulary_lines")
    def vocabulary(self) -> Things:
        """The vocabularies."""
        return Things(self.vocabulary_lines)

    @rests_on("authority_lines")
    def authority(self) -> Things:
        """Units and places."""
        return Things(self.authority_lines)

    @rests_on("edge_lines")
    def edges(self) -> Things:
        """Co-leaderships."""
        return Things(self.edge_lines)

    @rests_on("parts", "queries")
    def store(self) -> Store:
        """The whole graph, as a store for queries."""
        return open_store(self.built, self._progress)

    @rests_on()
    def meetings(self) -> Store:
        """The part of the graph that networks read: who takes part in which measure, and the names of units."""
        return Remembering(self.store)

    @rests_on("meetings")
    def network(self) -> Network:
        """Who leads with whom."""
        return read_network(self.meetings, Filters())

    @rests_on("meetings")
    def network_in_force(self) -> Network:
        """Who leads with whom, by notices that are in force."""
        if not any(measure.ended for measure in self.network.measures.values()):
            return self.network
        return read_network(self.meetings, Filters(in_force=True))

    @rests_on()
    def asked(self) -> list[Asked]:
        """All stored questions, with what came of asking them."""
        return asked_before(self._memory)

    @cached_property
    def statements(self) -> Digests:
        """The digests of all statements, by what they say."""
        own = (("authority", self.authority_lines), ("vocabulary", self.vocabulary_lines), ("derived", self.edge_lines))
        others = ((name, digests(lines, self.site.base)) for name, lines in own)
        return together([*self._memory.digests(), *others])

    @rests_on("parts")
    def counts(self) -> Counts:
        """How many things of each class have each property."""
        return Counter({partition: count for partition, count in self._counted.items() if partition != SUBJECTS})

    @cached_property
    def _counted(self) -> Counts:
        others = (partitions(things, self.site.base) for things in (self.authority, self.vocabulary, self.edges))
        return added_up([*self._memory.counts(), *others])

    # --- what the dataset states, and what pages left ------------------------------------------------

    @rests_on()
    def site(self) -> Site:
        """The data that all pages share. Raises DataError where the dataset's own file cannot be read."""
        dataset, problems = read_dataset(self.data)
        if dataset is None:
            raise DataError(*problems)
        who = dataset.publisher
        return Site(
            dataset.base,
            Text(dataset.english or dataset.title, dataset.title),
            dataset.license,
            dataset.version or "",
            dataset.modified or "",
            _coverage(self.data),
            self._labels(),
            Text(who.english or who.name, who.name) if who else Text("", ""),
            (who.homepage or "") if who else "",
            paths.WEB.is_dir(),
            find_spec("resvg_py") is not None and chinese_family() is not None,
            holds_drafts(self.built),
        )

    def _labels(self) -> Labels:
        labels = Labels.knowing(self.vocabulary)
        labels.take(self.authority, list(self.authority.said))
        for edge in self.edges.of_class("tb:CoLeadership"):
            one, other = (labels.of(unit) for unit in sorted(self.edges.all(edge, "tb:coLeader")))
            labels.learn(edge, Text(f"{one.en} and {other.en}", f"{one.zh}与{other.zh}"))
        return labels

    @rests_on()
    def entries(self) -> dict[str, list[Entry]]:
        """The entries of all documents, by kind."""
        by_kind: dict[str, list[Entry]] = {}
        for entry in self._memory.entries():
            by_kind.setdefault(entry.kind, []).append(entry)
        return by_kind

    @rests_on()
    def rows(self) -> Iterator[Rows]:
        """The rows of the tables, one document after the other; they can be read only once."""
        return self._memory.rows()

    @rests_on()
    def distributions(self) -> list[Distribution]:
        """The files of the dataset in the site: dumps and tables."""
        return list(distributions(self._out, self._memory.files_of("site/dumps", "site/tables")))

    @rests_on("store", "entries", "distributions", "asked")
    def description(self) -> Description:
        """The description of the dataset."""
        counted = self.store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
        notices = sorted(self.entries.get("notice", ()), key=lambda entry: entry.iri)
        issuers = {unit for notice in notices for unit in notice.units}
        places = {place for unit in issuers if (place := self.authority.one(unit, "tb:locatedIn"))}
        return Description(
            self.site,
            int(counted.value),  # type: ignore[union-attr]
            self._counted[SUBJECTS],
            notices,
            self.distributions,
            graph_files(self._memory.files_of("site/dumps")),
            self.asked,
            sorted(places),
        )

    @rests_on()
    def history(self) -> list[Publishing]:
        """What changed from one publishing to the next, the newest first."""
        return read_history(self._out)

    @rests_on()
    def names(self) -> list[str]:
        """The paths of all files of the site, except those of the step that lists them."""
        return self._memory.files_of_others("site/listing")


LIBRARIES = (
    "igraph",
    "jinja2",
    "networkx",
    "opencc-py",
    "pyarrow",
    "pyoxigraph",
    "pypinyin",
    "rdflib",
    "resvg-py",
    "xlsxwriter",
)
"""The libraries that pages, tables and networks are made with."""


def _code() -> list[Path]:
    """Return all our code that makes pages: the modules of the whole package, and the templates."""
    return sorted(file for file in paths.PACKAGE.rglob("*") if file.suffix in (".py", ".html"))


def _coverage(data: Path) -> Text:
    """Return the years of the notices: they are the names of folders, so that no notice is read."""
    years = sorted({file.parent.name for file in data.glob("notices/*/*.yaml")})
    if not years:
        return Text("no notices yet", "尚无公文")
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return Text(f"notices of {span}", f"收录 {span} 年公文")


def _encoded(value: object) -> bytes:
    return hashlib.sha256(msgspec.json.encode(value)).digest()


def _settings(sources: Sources) -> bytes:
    """Return a digest of the data that all pages share, without the names of units, which pages read one by one."""
    site = sources.site
    said = (site.base, site.title, site.licence, site.version, site.modified, site.coverage, site.publisher)
    return _encoded([*said, site.homepage, site.scripts, site.cards, sources.parts["vocabulary"]])


def _stamps(files: Mapping[str, Path]) -> bytes:
    stamps = {name: (file.stat().st_size, file.stat().st_mtime_ns) for name, file in files.items()}
    return _encoded(stamps)


def _meetings(sources: Sources) -> bytes:
    views = digest_of(file for file in sources.queries if file.parent.name == "views")
    said = [(notice.iri, notice.parts) for notice in sources.entries.get("notice", ())]
    return _encoded([sources.parts["authority"], said]) + views


def _content(name: str) -> Callable[[Sources], bytes]:
    """Return a function that computes the digest of files from their names and content."""
    return lambda sources: digest_of(getattr(sources, name))


_LEAVES: Mapping[str, Callable[[Sources], bytes]] = {
    "folder": lambda _: b"",
    "ontology": _content("ontology"),
    "queries": _content("queries"),
    "guides": _content("guides"),
    "assets": _content("assets"),
    "parts": lambda sources: _encoded(sources.parts),
    "vocabulary_lines": lambda sources: sources.parts["vocabulary"].encode(),
    "authority_lines": lambda sources: sources.parts["authority"].encode(),
    "edge_lines": lambda sources: _encoded([part for part in sources.parts.items() if part[0].startswith("derived/")]),
    "exports": lambda sources: _stamps(sources.exports),
    "meetings": _meetings,
    "site": _settings,
    "asked": lambda sources: _encoded([(one.text, one.terms, one.total, one.remark) for one in sources.asked]),
    "entries": lambda sources: sources._memory.digest("entries"),
    "rows": lambda sources: sources._memory.digest("rows"),
    "distributions": lambda sources: b"".join(sources._memory.key(f"site/{name}") for name in ("dumps", "tables")),
    "history": lambda sources: _encoded(sources.history),
    "names": lambda sources: _encoded(sources.names),
}
