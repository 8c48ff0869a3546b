"""Read one version of a dataset, a build's folder or a file of the graph, piece by piece: so that any number of notices fits.

A piece is what is stated of one notice, of all units and places, or by the vocabularies. A build names the digest of each, so
that pieces that are the same are not read. A file is sorted on disk first.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyoxigraph as ox

from tongbao.errors import DataError, Place, Problem, Text, UsageError, system_reason
from tongbao.limits import COMPARED_BYTES, COMPARED_STATEMENTS, size
from tongbao.pipeline.export import no_build
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.rdf.namespaces import TB
from tongbao.rdf.nquads import RUN, merged, write_part

VOCABULARY, AUTHORITY, NOTICE = "0 vocabulary", "1 authority", "2 notice/"
"""The names of pieces, in the order in which they are compared: what things are called is known before notices are read."""
FORMS = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""The files that can be compared, by the ending of their names."""
DERIVED = {TB.leads, TB.namesLead, TB.commendsUnit, TB.criticisesUnit, TB.coLeads}
"""What follows from other statements, as ``queries/derive`` says: it changes with them, and is not told again."""


class Piece(NamedTuple):
    """The statements of one notice, or of what all share."""

    name: str
    digest: str
    """Of a build's part; empty for that of a file."""
    lines: Callable[[], list[str]]
    """Reads them as N-Triples lines, sorted, without those that are derived."""


@contextmanager
def side(place: Path) -> Iterator[Iterator[Piece]]:
    """Give the pieces of a version by name. Raises UsageError where there is none, DataError where it cannot be read."""
    try:
        if place.is_dir():
            yield iter(_parts(place))
        elif place.is_file():
            with TemporaryDirectory(prefix="tongbao-") as folder:
                yield _groups(_sorted(place, Path(folder)), place)
        else:
            what = Text("There is no such build or file.", "没有这样的构建结果或文件。")
            raise UsageError(Problem("no-version", what, _GIVE, Place(place)))
    except OSError as error:
        raise _unreadable(Path(error.filename) if isinstance(error.filename, str) else place, error) from error


_GIVE = Text(
    f"Give the folder of a build, or a file of the graph ({', '.join(f'.{form}' for form in FORMS)}).",
    f"请给出构建结果文件夹，或图谱文件（{'、'.join(f'.{form}' for form in FORMS)}）。",
)
_AGAIN = Text("Build or export it again.", "请重新构建或导出。")


def _parts(folder: Path) -> list[Piece]:
    """Return the pieces of a build."""
    if not (folder / MANIFEST).is_file():
        raise UsageError(no_build(folder)._replace(cure=_GIVE))
    listed = {path.removeprefix("parts/").removesuffix(".nq"): digest for path, digest in read_manifest(folder / MANIFEST).items()}  # fmt: skip
    names = {"vocabulary": VOCABULARY, "authority": AUTHORITY}
    found = [
        Piece(names.get(name, f"2 {name}"), digest, partial(_read_part, folder / "parts" / f"{name}.nq", digest))
        for name, digest in listed.items()
        if name in names or name.startswith("notice/")
    ]
    return sorted(found, key=lambda piece: piece.name)


def _read_part(file: Path, digest: str) -> list[str]:
    """Read a part; raise DataError where it is not the one that was listed."""
    if file.stat().st_size > COMPARED_STATEMENTS * 1000:
        raise _too_large(file)
    content = file.read_bytes()
    if sha256(content).hexdigest() != digest:
        what = Text("The file differs from the build's list of parts.", "该文件与构建的分片清单不一致。")
        raise DataError(Problem("part-differs", what, _AGAIN, Place(file)))
    return sorted(set(_statements(file, ox.RdfFormat.N_QUADS, content)))


def _statements(file: Path, form: ox.RdfFormat, content: bytes | None = None) -> Iterator[str]:
    """Yield what a file states as N-Triples lines, whatever way it is written in, without what is derived."""
    try:
        given = ox.parse(content, format=form) if content is not None else ox.parse(path=str(file), format=form)
        for subject, predicate, value, _ in given:
            if isinstance(subject, ox.BlankNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                raise DataError(Problem("not-tongbao", *_FOREIGN, Place(file)))
            if str(predicate) not in DERIVED and not subject.value.endswith("/graph/derived"):
                yield f"{subject} {predicate} {value} .\n"
    except SyntaxError as error:
        what = Text(f"This cannot be read as {form.name}: {error.msg}.", f"无法按 {form.name} 读取：{error.msg}。")
        raise DataError(Problem("graph-broken", what, _AGAIN, Place(file, error.lineno or 0, error.offset or 1))) from error  # fmt: skip
    except ValueError as error:
        what = Text(f"This cannot be read as {form.name}: {error}.", f"无法按 {form.name} 读取：{error}。")
        raise DataError(Problem("graph-broken", what, _AGAIN, Place(file))) from error


_FOREIGN = (
    Text(
        "This holds things without an IRI, which no graph of Tongbao does.",
        "含有没有 IRI 的事物，不是 Tongbao 的图谱。",
    ),
    _GIVE,
)


def _sorted(file: Path, folder: Path) -> Iterator[str]:
    """Sort what a file states by piece, on disk; yield lines with the name of their piece before a tab."""
    form = FORMS.get(file.suffix.lower()[1:])
    if form is None:
        what = Text("The name does not show a format that can be compared.", "由文件名看不出可供比较的格式。")
        raise UsageError(Problem("unknown-format", what, _GIVE, Place(file)))
    if file.stat().st_size > COMPARED_BYTES:
        raise _too_large(file)
    keyed = (f"{name}\t{line}" for line in _statements(file, form) if (name := piece_of(line)))
    runs: list[Path] = []
    while some := sorted(set(islice(keyed, RUN))):
        runs.append(folder / f"{len(runs)}.lines")
        write_part(runs[-1], some)
    return merged(runs)


def piece_of(line: str) -> str:
    """Return the piece that a statement belongs to, by its subject; an empty text for what is derived.

    >>> piece_of("<https://example.org/id/outcome/a-2023-1/m-1/days#value> <…> <…> .")
    '2 notice/a-2023-1'
    """
    return _piece(line.partition(" ")[0].partition("#")[0].removesuffix(">"))


@cache
def _piece(subject: str) -> str:
    if found := re.search(r"/graph/notice/([^/]+)$", subject):
        return f"{NOTICE}{found[1]}"
    found = re.search(r"/id/(?:assertion/(?=notice/|unit/|place/))?([a-z-]+)/([^/]+)", subject)
    if found is None:
        return VOCABULARY
    if found[1] in ("unit", "place"):
        return AUTHORITY
    return "" if found[1] == "co-leadership" else f"{NOTICE}{found[2]}"


def _groups(keyed: Iterable[str], file: Path) -> Iterator[Piece]:
    """Yield the pieces of sorted lines; each must be read before the next is asked for."""
    for name, lines in groupby(keyed, key=lambda line: line.partition("\t")[0]):
        own = [line.partition("\t")[2] for line in islice(lines, COMPARED_STATEMENTS + 1)]
        if len(own) > COMPARED_STATEMENTS:
            raise _too_large(file)
        yield Piece(name, "", lambda own=own: own)  # type: ignore[misc]


def _too_large(file: Path) -> DataError:
    what = Text(
        f"This is too large to be compared: at most {size(COMPARED_BYTES)}, and {COMPARED_STATEMENTS:,} statements of a notice.",
        f"文件过大，无法比较：上限为 {size(COMPARED_BYTES)}，每份公文 {COMPARED_STATEMENTS:,} 条陈述。",
    )
    return DataError(Problem("file-too-large", what, _GIVE, Place(file)))


def _unreadable(file: Path, error: OSError) -> DataError:
    reason = system_reason(error)
    what = Text(f"The file cannot be read: {reason.en}.", f"无法读取文件：{reason.zh}。")
    return DataError(Problem("file-unreadable", what, _AGAIN, Place(file)))
