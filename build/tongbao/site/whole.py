"""What is about the whole dataset: the front page, lists, terms, questions, the network, descriptions, settings for hosts."""

import hashlib
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao import paths
from tongbao.ask.store import Store
from tongbao.ask.stored import open_store
from tongbao.errors import Text
from tongbao.files.digest import sha256_of
from tongbao.pipeline.output import built_at
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.rdf.iris import NAMESPACES, term
from tongbao.site.data import write_json
from tongbao.site.entries import Entry
from tongbao.site.folder import put
from tongbao.site.hosts.settings import EXAMPLE, example, host_files
from tongbao.site.media_types import MEDIA_TYPES
from tongbao.site.metadata.catalogue import Description, Distribution, description_files
from tongbao.site.metadata.partitions import ALL, SUBJECTS, Counts
from tongbao.site.pages import lists
from tongbao.site.pages.appraisals import POLARITIES
from tongbao.site.pages.front import home_pages, lists_of
from tongbao.site.pages.network import write_network_pages
from tongbao.site.pages.page import Linked, Page
from tongbao.site.pages.questions import Answered, answered, learn_names, question_page, questions_for_editor
from tongbao.site.pages.render import Site, write_page
from tongbao.site.pages.search import search_index, traditional_table
from tongbao.site.pages.terms import ontology_page, shapes_page, turtle_lines, vocabulary_pages
from tongbao.site.tables.files import ABOUT, MARK, column, columns_of, described_tables, has_parquet, tables
from tongbao.site.things import Things
from tongbao.site.work import by_document, files_of

if TYPE_CHECKING:
    from tongbao.site.run import _Publishing

ASSETS = Path(__file__).parent / "assets"


def make_whole(run: "_Publishing", entries: Sequence[Entry]) -> None:
    """Make everything that is about the whole dataset, one file after the other."""
    store = open_store(run.built, run.progress)
    run.progress.step(Text("Questions", "正在回答问题"))
    answers = list(answered(store, run.base))
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    for page in (*_lists(by_kind), *_question_list(answers)):
        run.write(files_of(page, run.site, None, ()))
    names = learn_names(run.site.labels, answers, run.base, store)
    for found in answers:
        run.write(files_of(question_page(found, run.base), run.site, names, ()))
    run.write(_plain_files(answers))
    run.progress.step(Text("The network", "正在生成协作网络"))
    write_network_pages(run, store, by_kind.get("notice", ()))
    run.progress.step(Text("Lists, terms and descriptions", "正在生成列表、术语与描述"))
    for page, lines in _terms(run, store):
        run.write(files_of(page, run.site, None, lines))
    dumps, counts = list(_dumps(run)), run.counts()
    things = counts.pop(SUBJECTS, 0)
    files = [*dumps, *_tables(run)]
    count = int(store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0].value)  # type: ignore[union-attr]
    notices = sorted(by_kind.get("notice", ()), key=lambda e: e.iri)
    graph_files, places = _graph_files(run, dumps), _places(run, notices)
    described = Description(run.site, count, things, notices, files, graph_files, answers, places)
    run.write(description_files(described, counts))
    home = home_pages(run, by_kind, described, store)
    for page in (*home, *_tools(run, by_kind, dumps[0].name), _data_page(by_kind, files)):
        run.write(files_of(page, run.site, None, ()))
    index = search_index(entries, run.site.labels)
    run.write(
        {
            "search/index.json": index,
            "search/traditional.json": traditional_table(index),
            "data/completion.json": _completion(run, counts, store),
        }
    )
    for folder in (ASSETS, paths.WEB):
        if folder.is_dir():
            run.write({f"assets/{file.name}": file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()})
    run.write(host_files(run.site, run.out))
    if not (run.out / EXAMPLE).exists():
        put(run.out, example(run.site))  # not among our files: it is the operator's from here on
    run.write({"index.html": _entrance(run, run.site.title), "404.html": _entrance(run, _MISSING, run.site.path)})


def remarks(site: Site, built: Path, data: Path, gone: int, *, remembers: bool) -> Iterator[Text]:
    """Yield what a site leaves out: for want of something in this installation, in this build, or in the dataset."""
    written, read = (shlex.join(["--data", str(data), option, str(built)]) for option in ("--out", "--build"))
    if changed := _changed_since(built, data):
        yield Text(
            f"{changed.en} after the graph was built: what is published is what was built; `tongbao build {written}` takes in what has changed.",
            f"{changed.zh}，发布的仍是此前构建的内容；如有改动，请运行 `tongbao build {written}` 纳入。",
        )
    if gone:
        yield Text(
            f"{gone:,} notice(s) that this site had are no longer in the dataset: their addresses now answer that they are gone (410). "
            "To keep them, leave the notice in the data with `state: {value: withdrawn, basis: later-notice}`.",
            f"本网站原有的 {gone:,} 份公文已不在数据集中，其网址此后答复“已移除”（410）。如需保留，请将公文留在数据中并写明"
            " `state: {value: withdrawn, basis: later-notice}`。",
        )
    if not remembers:
        yield _FORGOTTEN
    if not (built / "graph.nq").exists():
        yield Text(
            f"The graph is published in parts of N-Quads; for whole files write them first: `tongbao export nq ttl trig jsonld {read}`.",
            f"图谱按部分（N-Quads）发布；如需整个文件，请先写出：`tongbao export nq ttl trig jsonld {read}`。",
        )
    if not (site.version and site.modified):
        yield _UNDATED
    if not site.scripts:
        yield _NO_SCRIPTS
    if not has_parquet():
        yield Text(f"Without Parquet tables: {paths.extra('parquet')}", f"未含 Parquet 表：{paths.extra('parquet')}")


def _changed_since(built: Path, data: Path) -> Text | None:
    """Tell in which way the data are others than those of the build. dataset.yaml is read anew each time."""
    had = {name.rpartition("/")[2] for name in read_manifest(built / MANIFEST) if name.startswith("parts/notice/")}
    has = {f"{file.stem}.nq": file for file in data.glob("notices/*/*.yaml")}
    if gone := sorted(had - has.keys()):
        name = _first([name.removesuffix(".nq") for name in gone])
        return Text(f"The notice {name.en} was taken out of the data", f"通报 {name.zh} 在图谱构建之后从数据中移除")
    if new := sorted(has.keys() - had):
        name = _first([has[name].relative_to(data).as_posix() for name in new])
        return Text(f"{name.en} was not taken in, or it came", f"{name.zh} 未纳入图谱，或在图谱构建之后加入")
    when = built_at(built) or (built / MANIFEST).stat().st_mtime_ns
    files = [
        file
        for pattern in ("units.yaml", "places.yaml", "notices/*/*.yaml", "notices/*/*.txt")
        for file in data.glob(pattern)
    ]
    if newer := sorted(file.relative_to(data).as_posix() for file in files if file.stat().st_mtime_ns > when):
        name = _first(newer)
        return Text(f"{name.en} was saved", f"{name.zh} 在图谱构建之后保存过")
    return None


def _first(names: Sequence[str]) -> Text:
    """Return the first of some names, and how many more there are."""
    first, more = names[0], len(names) - 1
    return Text(f"{first} and {more:,} more", f"{first} 等 {more + 1:,} 项") if more > 0 else Text(first, first)


_FORGOTTEN = Text(
    "What this site had published before is no longer remembered: if something was removed from the dataset since, its addresses "
    "answer 404 (not found) instead of 410 (gone). Keep the folder .tongbao of the site.",
    "本网站此前发布内容的记录已丢失：其后若有内容从数据集中移除，其网址将答复 404（不存在）而非 410（已移除）。请保留网站中的 .tongbao 文件夹。",
)
_UNDATED = Text(
    "Without the dataset's `version` and `modified`, or one of them: pages, catalogue and RO-Crate tell what dataset.yaml gives.",
    "dataset.yaml 未写 `version` 与 `modified`（或其一），页面、目录与 RO-Crate 因此不予注明。",
)
_NO_SCRIPTS = Text(
    "Without editor, search and moving network: their scripts were not bundled when this was installed; `make web` bundles them.",
    "未含编辑器、搜索与动态网络：安装时未能打包其脚本；请运行 `make web`。",
)


def _completion(run: "_Publishing", counts: Counts, store: Store) -> bytes:
    """Return what the editor completes from: prefixes, terms, what each class and property takes, and the graphs."""
    terms = []
    for thing, kind in _completed(run, counts):
        name = run.site.labels.of(thing)
        if short := shortened(thing):
            terms.append({"name": short, "zh": name.zh, "en": name.en, "kind": kind})
    graphs = store.select("SELECT ?graph { GRAPH ?graph {} }")
    document = {
        "base": run.base,
        "prefixes": dict(NAMESPACES),
        "terms": terms,
        "classes": _properties(counts),
        "values": _values(),
        "graphs": sorted(getattr(row["graph"], "value", "") for row in graphs)[:OFFERED],
    }
    return write_json(document)


OFFERED = 500
"""How many graphs the editor knows by name."""


def _values() -> dict[str, list[str]]:
    """Return the prefixes of the vocabularies that the values of a property are from."""
    own = Things(turtle_lines(paths.ONTOLOGY / "notice.ttl"))
    prefixes = {f"<{namespace[:-1]}>": prefix for prefix, namespace in NAMESPACES.items() if "/vocab/" in namespace}
    found = {
        shortened(thing): [prefixes[value] for value in said.get(term("rdfs:seeAlso"), ()) if value in prefixes]
        for thing, said in own.said.items()
    }
    return {name: values for name, values in sorted(found.items()) if values}


def _properties(counts: Counts) -> dict[str, list[str]]:
    """Return the properties that the things of each class have, the most frequent first, as VoID's partitions tell."""
    found: dict[str, Counter[str]] = {}
    for partition, count in counts.items():
        if partition.value == ALL and (cls := shortened(partition.cls)) and (name := shortened(partition.property)):
            found.setdefault(cls, Counter())[name] += count
    return {cls: sorted(of_cls, key=lambda name: (-of_cls[name], name)) for cls, of_cls in sorted(found.items())}


def shortened(thing: str) -> str:
    """Return an IRI of one of the known namespaces as a prefixed name; an empty text for any other."""
    for prefix, namespace in NAMESPACES.items():
        if thing[1:-1].startswith(namespace):
            return f"{prefix}:{thing[1:-1].removeprefix(namespace)}"
    return ""


def _completed(run: "_Publishing", counts: Counts) -> Iterator[tuple[str, str]]:
    """Yield our terms, and those of others that the data use."""
    own = Things(turtle_lines(paths.ONTOLOGY / "notice.ttl"))
    known = dict.fromkeys(own.of_class("owl:Class"), "class")
    for cls in ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"):
        known |= dict.fromkeys(own.of_class(cls), "property")
    known = {thing: kind for thing, kind in known.items() if not own.one(thing, "owl:deprecated")}
    known |= dict.fromkeys(run.vocabulary.of_class("skos:Concept"), "constant")
    for partition in sorted(counts):
        known.setdefault(partition.cls, "class")
        known.setdefault(partition.property, "property")
    yield from known.items()


# --- lists, terms, questions ------------------------------------------------------------------------


def _lists(by_kind: Mapping[str, list[Entry]]) -> Iterator[Page]:
    yield from lists.notice_list(by_kind.get("notice", ()))
    yield from lists.measure_list(by_kind.get("measure", ()))
    yield from lists.unit_list(by_kind.get("unit", ()))
    yield from lists.place_list(by_kind.get("place", ()))
    for polarity in POLARITIES:
        yield from lists.appraisal_list(by_kind.get(polarity.kind, ()), polarity)
    yield from lists.honour_list(by_kind.get("honour", ()))


def _terms(run: "_Publishing", store: Store) -> Iterator[tuple[Page, list[str]]]:
    used = _uses(store, run.vocabulary)
    yield ontology_page(run.site.labels)
    yield shapes_page()
    lines = by_document(run.vocabulary_lines, run.base)
    for page in vocabulary_pages(run.vocabulary, used):
        yield page, lines.get(page.document, [])


def _uses(store: Store, vocabulary: Things) -> dict[str, int]:
    """Count how often each concept is a value, but in the vocabularies themselves."""
    rows = store.select("SELECT ?c (COUNT(*) AS ?n) { { SELECT ?c { ?c a skos:Concept } } ?s ?p ?c } GROUP BY ?c")
    counts = {row["c"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    return {concept: count - len(vocabulary.linked.get(f"<{concept}>", ())) for concept, count in counts.items()}


def _question_list(answers: Sequence[Answered]) -> Iterator[Page]:
    rows = [
        (Linked(f"question/{a.query.name}", a.query.summary), a.query.description, a.total if a.rows else "")
        for a in answers
    ]
    columns = (Text("Question", "问题"), Text("What a row is", "每行的含义"), Text("Rows", "行数"))
    yield from lists.list_pages("questions", Text("Questions and their answers", "问题与答案"), columns, rows)


# --- tools and files --------------------------------------------------------------------------------


def _tools(run: "_Publishing", by_kind: Mapping[str, list[Entry]], dump: str) -> Iterator[Page]:
    found = [(document, *label) for document, label in lists_of(by_kind)]
    yield Page("search", "search.html", Text("Search", "搜索"), {"lists": found}, data=False)
    size = sum((run.out / name).stat().st_size for name in run.whole if name == dump or name.startswith("dump/parts/"))
    content = {"dump": dump, "bytes": size}
    yield Page("editor", "editor.html", Text("Ask in SPARQL", "SPARQL 查询"), content, data=False)
    rows = [(scheme, len(run.vocabulary.linked[scheme])) for scheme in run.vocabulary.of_class("skos:ConceptScheme")]
    columns = (Text("Vocabulary", "词表"), Text("Statements", "陈述数"))
    yield from lists.list_pages("vocabularies", Text("Vocabularies", "词表"), columns, rows)


DUMPS = {
    "nq": Text("the whole graph, graphs kept apart (N-Quads)", "整个图谱，分图（N-Quads）"),
    "trig": Text("the same as TriG", "同上，TriG"),
    "ttl": Text("all graphs as one (Turtle)", "各图合一（Turtle）"),
    "jsonld": Text("the same as JSON-LD 1.1", "同上，JSON-LD 1.1"),
}
DESCRIBED = (
    ("data/catalogue.ttl", "DCAT catalogue (DCAT-AP 3.0.1)", "DCAT 目录（DCAT-AP 3.0.1）"),
    (".well-known/void", "VoID: classes, properties, counts", "VoID：类、属性与数量"),
    (".well-known/sparql-examples.ttl", "the questions as SHACL executables", "以 SHACL 表示的问题"),
    ("ro-crate-metadata.json", "RO-Crate", "RO-Crate"),
    (
        "linkset.json",
        "all documents and their data, for hosts that cannot negotiate",
        "全部文档与数据的链接集，供不能协商的主机",
    ),
    ("dump/csv-metadata.json", "CSV on the Web: what the columns of the tables are", "CSVW：各表各列的说明"),
    ("SHA256SUMS", "checksums of the dumps and tables", "转储与表格的校验和"),
    ("sitemap.xml", "all pages", "全部页面"),
    ("data/ontology.ttl", "the ontology", "本体"),
    ("data/shapes.ttl", "the shapes", "形状"),
)


def _dumps(run: "_Publishing") -> Iterator[Distribution]:
    """Yield the files of the whole graph that the build has; where that is none, the list of its parts."""
    for form, about in DUMPS.items():
        file = run.built / f"graph.{form}"
        if file.exists():
            run.link(name := f"dump/{file.name}", file)
            yield Distribution(name, form, about, file.stat().st_size, sha256_of(file))
    if not (run.built / "graph.nq").exists():
        for path in run.parts:
            run.link(_part(path), run.built / "parts" / f"{path}.nq")
        run.link(PARTS, file := run.built / MANIFEST)
        yield Distribution(PARTS, "sha256", _LIST, file.stat().st_size, sha256_of(file))


PARTS = f"dump/{MANIFEST}"
_LIST = Text(
    "the whole graph in parts of N-Quads, listed here; put together in any order they are all of it",
    "整个图谱的各部分（N-Quads）及其校验和；任意次序拼接即为全部",
)


def _part(path: str) -> str:
    return f"dump/parts/{path}.nq"


def _graph_files(run: "_Publishing", dumps: Iterable[Distribution]) -> list[str]:
    """Return the files that hold the graph, as a whole or in parts."""
    whole = [dump.name for dump in dumps if dump.form != "sha256"]
    return whole or [_part(path) for path in run.parts]


def _places(run: "_Publishing", notices: Iterable[Entry]) -> list[str]:
    """Return the places of those who issued the notices."""
    issuers = {unit for notice in notices for unit in notice.units}
    return sorted({place for unit in issuers if (place := run.authority.one(unit, "tb:locatedIn"))})


def _tables(run: "_Publishing") -> Iterator[Distribution]:
    run.write({"dump/csv-metadata.json": described_tables()})
    for table in tables(run.memory.rows()):
        run.write({table.name: table.content})
        sha256 = hashlib.sha256(table.content).hexdigest()
        yield Distribution(table.name, table.form, table.about, len(table.content), sha256)


def _data_page(by_kind: Mapping[str, list[Entry]], dumps: list[Distribution]) -> Page:
    notices = sorted(by_kind.get("notice", ()), key=lambda e: (e.words, e.iri), reverse=True)
    explained = [(about, [(name, column(table, name)) for name in columns_of(table)]) for table, about in ABOUT.items()]
    content = {
        "tables": explained,
        "files": dumps,
        "described": DESCRIBED,
        "notices": notices[:50],
        "more": len(notices) > 50,
    }
    content["signposted"] = [(file.name, MEDIA_TYPES[file.form]) for file in dumps]
    return Page("data", "data.html", Text("All data", "全部数据"), content, data=False)


def _plain_files(answers: Sequence[Answered]) -> dict[str, bytes]:
    """Return the files of questions, derivations and the JSON-LD context as they stand, and the answers as CSV."""
    files = {"data/context.jsonld": (paths.ONTOLOGY / "context.jsonld").read_bytes()}
    for folder in ("derive", "derive/across"):
        for file in sorted((paths.QUERIES / folder).glob("*.rq")):
            files[f"data/derive/{file.name}"] = file.read_bytes()
    for found in answers:
        query = found.query
        files[f"data/question/{query.name}.rq"] = query.text.encode()
        if found.rows is not None:
            files[f"data/question/{query.name}.csv"] = (MARK + found.csv).encode()
    files["data/questions.json"] = questions_for_editor(answers)
    return files


def _entrance(run: "_Publishing", title: Text, root: str = "") -> bytes:
    """Return a page that leads to both languages: that of the root, and that for addresses where nothing is."""
    page = Page("index", "entrance.html", title, {"root": root}, data=False)
    return write_page(page, run.site, "zh").encode()


_MISSING = Text("There is no such page here.", "这里没有这个页面。")
