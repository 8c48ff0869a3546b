"""Read a file of RDF that anybody wrote: its statements become N-Quads, in a process of its own and within limits.

A file of some kilobytes may stand for gigabytes of statements (entities of XML), or take the stack of the parser. Nothing
that a file names is fetched.
"""

import codecs
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

import pyoxigraph as ox

from tongbao import limits
from tongbao.ask import bounded
from tongbao.errors import DataError, Place, Problem, Text, UsageError, system_reason
from tongbao.rdf.turtle import syntax_problem

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".json": ox.RdfFormat.JSON_LD,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
"""The format of a file by the ending of its name."""
_USUAL = ".ttl, .nt, .nq, .trig, .jsonld, .rdf"


def write_statements(file: Path, out: Path, *, most: int = limits.STATEMENT_BYTES, graphs: bool = True) -> None:
    """Write the statements of a file as N-Quads, or without ``graphs`` as N-Triples; blank nodes are called b1, b2, ….

    Raises UsageError where the name of the file shows no format, and DataError with the place where the file is not what
    its name says, cannot be read, or makes more than ``most`` bytes.
    """
    format_of(file)
    request = {"file": str(file), "out": str(out), "most": most, "graphs": graphs}
    try:
        bounded.run("tongbao.ask.rdf_file:serve_statements", request, limits.QUERY_SECONDS)
    except bounded.StoppedError as error:
        raise DataError(Problem("file-too-much", *_too_much(error.reason), Place(file))) from error


def format_of(file: Path) -> ox.RdfFormat:
    """Return the format that a file's name shows; raise UsageError where it shows none."""
    if form := FORMATS.get(file.suffix.lower()):
        return form
    what = Text(f"The name {file.name!r} does not show a format of RDF.", f"由文件名 {file.name!r} 看不出 RDF 格式。")
    cure = Text(f"Name it with one of these endings: {_USUAL}.", f"文件名须以下列之一结尾：{_USUAL}。")
    raise UsageError(Problem("unknown-format", what, cure, Place(file)))


# --- in a process of its own ----------------------------------------------------------------------


def serve_statements(request: Mapping[str, Any], start: Callable[[], None], _: BinaryIO) -> None:
    """Write the statements of one file; this runs in the child process."""
    start()
    file, most, left = Path(request["file"]), request["most"], request["most"]
    with Path(request["out"]).open("wb") as out:
        for quad in _quads(file):
            line = f"{quad if request['graphs'] else quad.triple} .\n".encode()
            if (left := left - len(line)) < 0:
                raise DataError(Problem("file-too-much", *_too_large(most), Place(file)))
            out.write(line)


def _quads(file: Path) -> Iterator[ox.Quad]:
    form = format_of(file)
    try:
        with _opened(file) as stream:
            base = None if form in _ABSOLUTE else file.resolve().as_uri()
            names = _Names(file)
            for quad in ox.parse(input=stream, format=form, base_iri=base):
                yield names.quad(quad)
    except OSError as error:
        raise DataError(_unreadable(file, system_reason(error))) from error
    except SyntaxError as error:
        raise DataError(_not_rdf(file, error, form)) from error


_ABSOLUTE = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
"""The formats in which every IRI is whole."""


def _opened(file: Path) -> BinaryIO:
    """Open a file behind its byte order mark, if it has one."""
    if not stat.S_ISREG(file.stat().st_mode):  # reading a named pipe would wait forever
        raise DataError(_unreadable(file, Text("it is not a file", "不是普通文件")))
    stream = file.open("rb")
    if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        stream.seek(0)
    return stream


class _Names:
    """Gives blank nodes their names, in the order in which they come: some formats have none, and parsers invent long ones."""

    def __init__(self, file: Path) -> None:
        self.file, self._names = file, dict[ox.BlankNode, ox.BlankNode]()

    def quad(self, quad: ox.Quad) -> ox.Quad:
        if isinstance(quad.object, ox.Triple):
            raise DataError(Problem("triple-term", *_TRIPLE_TERM, Place(self.file)))
        subject, value, graph = (self._named(term) for term in (quad.subject, quad.object, quad.graph_name))
        return ox.Quad(subject, quad.predicate, value, graph)

    def _named(self, term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return self._names.setdefault(term, ox.BlankNode(f"b{len(self._names) + 1}"))


def _not_rdf(file: Path, error: SyntaxError, form: ox.RdfFormat) -> Problem:
    if "LoadDocumentCallback" in str(error):
        return Problem("remote-context", *_REMOTE, Place(file))
    problem = syntax_problem(file, error, form.name)
    if form == ox.RdfFormat.RDF_XML and not error.lineno:
        return problem._replace(place=_place_in_xml(file))
    return problem


def _place_in_xml(file: Path) -> Place:
    """Return where a file is not XML, which the engine does not say; only the file where it is XML, but not RDF."""
    parser = expat.ParserCreate()
    try:
        with _opened(file) as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        return Place(file, error.lineno, error.offset + 1)
    return Place(file)


# --- problems -------------------------------------------------------------------------------------


def _unreadable(file: Path, why: Text) -> Problem:
    what = Text(f"The file cannot be read: {why.en}.", f"无法读取文件：{why.zh}。")
    return Problem("file-unreadable", what, None, Place(file))


def _too_much(reason: bounded.Reason) -> tuple[Text, Text]:
    seconds, memory = limits.QUERY_SECONDS, limits.size(limits.QUERY_MEMORY)
    said = {
        "time": Text(f"Reading this file takes more than {seconds:g} seconds.", f"读取此文件超过 {seconds:g} 秒。"),
        "memory": Text(f"Reading this file takes more than {memory} of memory.", f"读取此文件所需内存超过 {memory}。"),
    }
    broken = Text("The parser gives up on this file: it is nested too deep.", "此文件嵌套过深，解析中止。")
    return said.get(reason, broken), _SMALLER


def _too_large(most: int) -> tuple[Text, Text]:
    size = limits.size(most)
    return Text(f"The file has more than {size} of statements.", f"此文件中的陈述超过 {size}。"), _SMALLER


_SMALLER = Text(
    "Split it; a large graph is read fastest as N-Quads (.nq), or from a store.",
    "请拆分文件；大图谱以 N-Quads（.nq）读取最快，也可从存储查询。",
)
_TRIPLE_TERM = (
    Text("The file has a statement about a statement (a triple term of RDF 1.2).", "文件中有三元组项（RDF 1.2）。"),
    Text(
        "Tongbao knows RDF 1.1: name the statement, and say what holds of it.", "本项目使用 RDF 1.1：请改用具名节点。"
    ),
)
_REMOTE = (
    Text(
        "The context of this JSON-LD is at another address, and nothing is fetched.",
        "此 JSON-LD 的上下文在别处，本程序不予下载。",
    ),
    Text("Put the context itself into the file.", "请将上下文写入文件。"),
)
