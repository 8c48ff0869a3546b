"""Make the site of a build: what has changed is made again, everything else is left as it is."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tongbao import paths
from tongbao.errors import DataError, OutputError, Place, Problem, Text
from tongbao.load import read_dataset
from tongbao.pipeline.export import check
from tongbao.pipeline.seal import check_sealed
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.progress import SILENT, Progress
from tongbao.site.backlinks import Backlink
from tongbao.site.entries import Entry, pinyin
from tongbao.site.folder import at_work, claim, finish, link, put, remove, untouched, unwritable
from tongbao.site.gone import note_what_is_gone, published_before
from tongbao.site.hosts.settings import EXAMPLE
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.memory import Memory
from tongbao.site.metadata.listing import listing_files
from tongbao.site.metadata.partitions import Counts, added_up, partitions
from tongbao.site.notices import make_notices
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import Site
from tongbao.site.pages.units import Authority, edge_page
from tongbao.site.tables.columns import Rows
from tongbao.site.tables.files import has_parquet
from tongbao.site.tables.rows import place_row, unit_row
from tongbao.site.things import Things
from tongbao.site.urls import place_of
from tongbao.site.whole import make_whole, remarks
from tongbao.site.work import bare, by_document, files_of, names_of, read_lines


@dataclass(slots=True)
class Published:
    """What came of a site."""

    pages: int = 0
    """Pages that were made, in both languages together."""
    written: int = 0
    """Files that are new or others than before."""
    removed: int = 0
    files: int = 0
    """Files of the site."""
    gone: int = 0
    """Notices that were there before, and are no more in the dataset."""
    base: str = ""
    """Where the site belongs: its canonical links, sitemap and descriptions say so."""
    remarks: list[Text] = field(default_factory=list)


def publish(built: Path, data: Path, out: Path, *, jobs: int = 1, progress: Progress = SILENT) -> Published:
    """Make the site of a build into a folder.

    Raises OutputError where there is no build, or the folder cannot be written or is another's; DataError where
    the source text of a notice is missing or has changed since the build.
    """
    parts = _parts(built)
    progress.step(Text("Checking the build", "正在核对构建结果"))
    check(built)
    for file in built.glob("graph.*"):
        check_sealed(file)
    hidden = claim(out)
    try:
        with Memory.at(hidden) as memory, at_work(out):
            return _Publishing(built, data, out, parts, memory, progress).run(jobs)
    except OSError as error:
        raise OutputError(unwritable(out, error)) from error


def _parts(built: Path) -> dict[str, str]:
    if not (built / MANIFEST).exists():
        cure = Text("Build first: `tongbao build`.", "请先构建：`tongbao build`。")
        raise OutputError(
            Problem("no-build", Text(f"There is no build in {built}.", f"{built} 中没有构建结果。"), cure)
        )
    listed = read_manifest(built / MANIFEST)
    return {path.removeprefix("parts/").removesuffix(".nq"): sha256 for path, sha256 in listed.items()}


class _Publishing:
    """One run: reads what all pages need, then makes the documents of notices, of units, and the rest."""

    def __init__(
        self, built: Path, data: Path, out: Path, parts: dict[str, str], memory: Memory, progress: Progress
    ) -> None:
        self.built, self.data, self.out, self.parts, self.memory, self.progress = (
            built,
            data,
            out,
            parts,
            memory,
            progress,
        )
        self.done = Published()
        self.whole: list[str] = []
        """Files of the whole, as they are made."""
        progress.step(Text("Reading", "正在读取"))
        dataset, problems = read_dataset(data)
        if dataset is None:
            raise DataError(*problems)
        self.base = self.done.base = dataset.base
        self.authority_lines = [bare(line) for line in self._lines("authority")]
        self.vocabulary_lines = [bare(line) for line in self._lines("vocabulary")]
        self.edge_lines = [bare(line) for name in parts if name.startswith("derived/") for line in self._lines(name)]
        self.authority, self.vocabulary = Things(self.authority_lines), Things(self.vocabulary_lines)
        self.edges = Things(self.edge_lines)
        labels = Labels({})
        for things in (self.authority, self.vocabulary):
            labels.take(things, list(things.said))
        for edge in self.edges.of_class("tb:CoLeadership"):
            one, other = (labels.of(unit) for unit in sorted(self.edges.all(edge, "tb:coLeader")))
            labels.learn(edge, Text(f"{one.en} and {other.en}", f"{one.zh}与{other.zh}"))
        title = Text(dataset.english or dataset.title, dataset.title)
        who = dataset.publisher
        publisher = Text(who.english or who.name, who.name) if who else Text("", "")
        self.site = Site(
            self.base,
            title,
            dataset.license,
            dataset.version or "",
            dataset.modified or "",
            self._coverage(),
            labels,
            publisher,
            (who.homepage or "") if who else "",
            paths.WEB.is_dir(),
        )
        self.environment = self._environment()

    def _lines(self, part: str) -> list[str]:
        return read_lines(self.part(part))

    def part(self, name: str) -> Path:
        """Return the file of a part of the graph."""
        return self.built / "parts" / f"{name}.nq"

    def _coverage(self) -> Text:
        """Tell from when to when the notices are: the years of their folders, which need no reading."""
        years = sorted({file.parent.name for file in self.data.glob("notices/*/*.yaml")})
        if not years:
            return Text("no notices yet", "尚无通报")
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return Text(f"notices of {span}", f"收录 {span} 年通报")

    def _environment(self) -> bytes:
        """Return a digest of what all pages depend on: code, templates, the dataset's own words, the vocabularies."""
        total = hashlib.sha256()
        for file in sorted(file for file in paths.PACKAGE.rglob("*") if file.suffix in (".py", ".html", ".css")):
            total.update(file.read_bytes())
        for file in sorted(f for f in paths.ONTOLOGY.rglob("*") if f.suffix in (".ttl", ".jsonld")):
            total.update(file.read_bytes())
        site = self.site
        said = [
            site.base,
            *site.title,
            site.licence,
            site.version,
            site.modified,
            *site.coverage,
            *site.publisher,
            site.homepage,
            str(site.scripts),
        ]
        total.update("\0".join(said).encode())
        total.update(self.parts["vocabulary"].encode())
        return total.digest()

    # --- the run --------------------------------------------------------------------------------

    def run(self, jobs: int) -> Published:
        self._claim()
        self.memory.forget_keys(untouched(self.out).__contains__)  # what was lost or written over is made again
        before = published_before(self)
        changed = make_notices(self, jobs)
        self._units(changed)
        self._edges()
        note_what_is_gone(self, before)
        entries = self.memory.entries()
        self._whole(entries, remembers=before.is_known)
        self.done.files = sum(1 for _ in self.memory.files())
        finish(self.out)
        return self.done

    def _claim(self) -> None:
        """Keep the site of another dataset as it is: it has another base."""
        before = self.memory.key("site/base").decode()
        if before and before != self.base:
            what = Text(
                f"This is the site of {before}; the dataset's base is {self.base}.",
                f"此处是 {before} 的网站，而本数据集的基准 IRI 为 {self.base}。",
            )
            cure = Text(
                "Give another folder with --out; if the base was changed, delete this one first.",
                "请用 --out 另选文件夹；若确已更改基准 IRI，请先删除此文件夹。",
            )
            raise OutputError(Problem("another-site", what, cure, Place(self.out)))
        self.memory.keep("site/base", self.base.encode())

    def keep_files(self, owner: str, files: Sequence[str], written: int, pages: int) -> None:
        """Remember the files of something that was made, and remove those that it has no more."""
        left = self.memory.replace_files(owner, files)
        self.done.removed += remove(self.out, (name for name in left if name != EXAMPLE))  # ours in an earlier version
        self.done.written += written
        self.done.pages += pages

    def _make(
        self,
        owner: str,
        key: bytes,
        pages: Sequence[Page],
        lines: dict[str, list[str]],
        entries: Sequence[Entry] = (),
        labels: Labels | None = None,
        rows: Rows | None = None,
    ) -> None:
        """Write some pages with their data, and remember that they were made."""
        files: dict[str, bytes] = {}
        for page in pages:
            files |= files_of(page, self.site, labels, lines.get(page.document, ()))
        self.keep_files(owner, list(files), sum(put(self.out, files).values()), 2 * len(pages))
        self.memory.keep(owner, key, entries, rows=rows)

    # --- units and places -----------------------------------------------------------------------

    def _units(self, changed: set[str]) -> None:
        """Make the documents of units and places of which, or of whose links, other things are said than before."""
        own = by_document(self.authority_lines, self.base)
        edges = by_document(self.edge_lines, self.base)
        things = [t for cls in ("tb:Unit", "tb:Place") for t in self.authority.of_class(cls)]
        authority = Authority(self.base, self.authority, self.site.labels)
        owners = set()
        self.progress.step(Text("Units and places", "正在生成单位与地区页面"), len(things))
        for thing in things:
            place = place_of(thing[1:-1], self.base)
            assert place
            owners.add(owner := f"unit/{place.document}")
            said = [*own.get(place.document, ()), *edges.get(place.document, ())]
            names = names_of(self._named_in(said), self.site.labels)  # of those that it is beside, under or above
            key = hashlib.sha256(self.environment + "\0".join([*said, *names]).encode()).digest()
            if thing in changed or self.memory.key(owner) != key:
                links = self.memory.links(thing)
                pages = list(authority.pages(thing, links, self.edges))
                for page in pages:
                    page.content["authority"] = self.authority
                pointing = sorted({f"{link.subject} {link.predicate} {link.value or thing} .\n" for link in links})
                data, entry = {place.document: [*said, *pointing]}, self._entry(thing, place.document)
                self._make(owner, key, pages, data, [entry], rows=self._row(thing, links))
            self.progress.done()
        self._drop("unit", owners)

    def _named_in(self, lines: Sequence[str]) -> list[str]:
        """Return the things of the dataset that some lines are about or point to."""
        terms = {term for line in lines for term in (line.partition(" ")[0], line.split(" ", 2)[2].partition(" ")[0])}
        return sorted(term for term in terms if term.startswith(f"<{self.base}id/"))

    def _row(self, thing: str, links: Sequence[Backlink]) -> Rows:
        """Return the row of a unit or place."""
        labels = self.site.labels
        if self.authority.is_a(thing, "tb:Unit"):
            return {"units": [unit_row(thing, self.authority, labels, links)]}
        return {"places": [place_row(thing, self.authority, labels)]}

    def _entry(self, thing: str, document: str) -> Entry:
        name = self.site.labels.of(thing)
        is_unit = self.authority.is_a(thing, "tb:Unit")
        names = tuple(literal.text for literal in self.authority.literals(thing, "skos:altLabel"))
        leads = {link.about: link.state for link in self.memory.links(thing) if link.role.endswith("/role#lead>")}
        return Entry(
            "unit" if is_unit else "place",
            thing,
            document,
            name.zh,
            name.en,
            code=self.authority.one(thing, "tb:unitKind" if is_unit else "tb:level"),
            names=names,
            pinyin=pinyin(name.zh, *names),
            count=len(leads),
            ended=sum(map(has_ended, leads.values())),
        )

    # --- co-leaderships -------------------------------------------------------------------------

    def _edges(self) -> None:
        """Make the documents of co-leaderships that have changed."""
        entries = {entry.iri: entry for entry in self.memory.entries() if entry.kind == "measure"}
        lines = by_document(self.edge_lines, self.base)
        owners = set()
        for edge in self.edges.of_class("tb:CoLeadership"):
            place = place_of(edge[1:-1], self.base)
            assert place
            owners.add(owner := f"edge/{place.document}")
            said = lines.get(place.document, [])
            behind = [str(entries.get(measure)) for measure in self.edges.all(edge, "tb:coLedMeasure")]
            names = names_of(self.edges.all(edge, "tb:coLeader"), self.site.labels)
            key = hashlib.sha256(self.environment + "\0".join([*said, *behind, *names]).encode()).digest()
            if self.memory.key(owner) != key:
                page = edge_page(edge, self.edges, self.base, self.site.labels, entries)
                titles = {e.iri: Text(e.title, e.title) for e in page.content["measures"]}
                self._make(owner, key, [page], {place.document: said}, labels=self.site.labels.and_(titles))
        self._drop("edge", owners)

    def _drop(self, kind: str, kept: set[str]) -> None:
        for owner in self.memory.owners(kind) - kept:
            self.done.removed += remove(self.out, self.memory.forget(owner))

    # --- the rest -------------------------------------------------------------------------------

    def _whole(self, entries: Sequence[Entry], *, remembers: bool) -> None:
        """Make what is about the whole dataset: all of it when anything has changed; what is other than before is written."""
        self.done.remarks += remarks(self.site, self.built, self.data, self.done.gone, remembers=remembers)
        key = self._whole_key()
        if self.memory.key("site/all") == key:
            return
        make_whole(self, entries)
        others = self.memory.files_of_others("site/all")
        self.write(listing_files(self.site, [*others, *self.whole]))
        self.keep_files("site/all", self.whole, 0, sum(name.endswith(".html") for name in self.whole))
        self.memory.keep("site/all", key)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files of the whole."""
        self.done.written += sum(put(self.out, files).values())
        self.whole += files

    def link(self, name: str, source: Path) -> None:
        """Put a file of the build among those of the whole."""
        self.done.written += link(self.out, name, source)
        self.whole.append(name)

    def counts(self) -> Counts:
        """Return the partitions of the whole graph."""
        others = (partitions(things, self.base) for things in (self.authority, self.vocabulary, self.edges))
        return added_up([*self.memory.counts(), *others])

    def _whole_key(self) -> bytes:
        """Return a digest of all that the whole depends on: all parts, the files of the build, code, questions, scripts."""
        total = hashlib.sha256(self.environment)
        total.update(repr((sorted(self.parts.items()), has_parquet())).encode())
        for file in sorted(self.built.glob("graph.*")):
            status = file.stat()
            total.update(f"{file.name} {status.st_size} {status.st_mtime_ns}\0".encode())
        folders = (paths.WEB, paths.QUERIES)
        for file in sorted(file for folder in folders if folder.is_dir() for file in _flat(folder)):
            total.update(f"{file.name}\0".encode() + file.read_bytes())
        return total.digest()


def _flat(folder: Path) -> Iterator[Path]:
    """Yield the files that the whole is made with: modules and scripts of one folder, all questions."""
    pattern = "**/*.rq" if folder == paths.QUERIES else "*"
    return (file for file in folder.glob(pattern) if file.is_file())
