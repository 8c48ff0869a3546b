"""The state of a build: the result for each notice, so that only what has changed is made again.

An SQLite database in the output's cache. It describes the next output, whether or not that is ever shown: every row is true
of the content whose digest it carries. It can be deleted at any time.
"""

import contextlib
import hashlib
import sqlite3
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.database import Database, opened
from tongbao.load import Signature
from tongbao.pipeline.notice import Made, Pair
from tongbao.pipeline.objects import Object, Objects
from tongbao.validate import Finding

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE notice (
    id TEXT PRIMARY KEY, folder TEXT, signature TEXT, beside TEXT, beside_signature TEXT, content TEXT,
    sha256 TEXT, size INTEGER, modified INTEGER, statements INTEGER, classes BLOB,
    packed_names BLOB, successor TEXT, findings BLOB);
CREATE TABLE mark (name TEXT, value TEXT, notice TEXT);
CREATE INDEX mark_by_value ON mark (name, value, notice);
CREATE INDEX mark_by_notice ON mark (notice);
CREATE TABLE pair (place TEXT, low TEXT, high TEXT, measure TEXT, notice TEXT);
CREATE INDEX pair_by_place ON pair (place, low, high);
CREATE INDEX pair_by_notice ON pair (notice);
CREATE TABLE dirty (place TEXT, low TEXT, high TEXT, PRIMARY KEY (place, low, high)) WITHOUT ROWID;
CREATE TABLE part (
    name TEXT PRIMARY KEY, sha256 TEXT, size INTEGER, modified INTEGER, statements INTEGER, classes BLOB);
CREATE TABLE stale (sha256 TEXT);
"""


VERSION = int.from_bytes(hashlib.sha256(_TABLES.encode()).digest()[:3], "big")
"""The version of these tables; a database of another version is made again.

The names of a notice are by far most of its row: they are compressed, for the whole file is read at each build.
"""


class Known(NamedTuple):
    """What shows whether a notice must be made again."""

    folder: str
    """The name of its folder, which should be its year."""
    signature: str | None
    beside: str
    beside_signature: str | None
    content: str
    sha256: str
    size: int
    modified: int

    @property
    def object(self) -> Object:
        """Return its part's digest, size and time."""
        return Object(self.sha256, self.size, self.modified)


class Part(NamedTuple):
    """A part of the output: its name below ``parts/`` without ending, where its content is, and its counts."""

    name: str
    object: Object
    statements: int
    classes: dict[str, int]


def part_of(place: str) -> str:
    """Return the name of the part for pairs whose first unit belongs to a place; the empty string means no place."""
    return f"derived/{place or _NOWHERE}"


def place_of(part: str) -> str:
    """Return the place in the name of such a part."""
    place = part.removeprefix("derived/")
    return "" if place == _NOWHERE else place


_NOWHERE = "_"
"""Stands for no place in the name of a part; no place has this id."""


class State:
    """The database of one output folder; only the process that holds the folder's lock uses it."""

    def __init__(self, file: Path, data: Path, database: Database) -> None:
        self._file, self._data, self._db = file, data, database.connection
        self.broken_off = database.broken_off
        """Whether the previous run was killed or failed, so that its files may be left."""
        self._committed = time.monotonic()
        self._counted = self.value("classes") or b"{}"
        self.classes: Counter[str] = Counter(_decode(self._counted))
        """How many nodes of each class all parts have together."""

    @property
    def folder(self) -> Path:
        """Return the folder of the database."""
        return self._file.parent

    @classmethod
    @contextlib.contextmanager
    def at(cls, file: Path, data: Path) -> Iterator["State"]:
        """Open the state of a dataset's output; if the block fails, uncommitted changes are lost.

        A damaged database is made again. Raises OutputError when the database cannot be read or written.
        """
        try:
            with opened(file, _TABLES, VERSION) as database:
                state = cls(file, data, database)
                yield state
                state.commit()
        except (sqlite3.Error, msgspec.DecodeError, zlib.error) as error:
            raise OutputError(_unusable(file, error)) from error

    def commit(self, *, every: float = 0.0) -> None:
        """Commit the changes so far, unless the last commit was less than ``every`` seconds ago."""
        if time.monotonic() - self._committed >= every:
            if (counted := _encode(self.classes)) != self._counted:
                self.set_value("classes", counted)
            self._counted = counted
            self._db.commit()
            self._committed = time.monotonic()

    # --- values -----------------------------------------------------------------------------------

    def value(self, name: str) -> bytes | None:
        """Return a value by its name."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return bytes(row[0]) if row else None

    def set_value(self, name: str, value: bytes) -> None:
        """Keep a value under its name."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    @property
    def environment(self) -> bytes:
        """Return the digest of what the parts were made with."""
        return self.value("environment") or b""

    def clear(self) -> None:
        """Forget all notices and parts, because what they were made with has changed."""
        self._db.execute("INSERT INTO stale SELECT sha256 FROM notice UNION SELECT sha256 FROM part")
        self.classes.clear()
        for table in ("notice", "mark", "pair", "dirty", "part"):
            self._db.execute(f"DELETE FROM {table}")

    # --- notices ----------------------------------------------------------------------------------

    def known(self) -> dict[str, Known]:
        """Return all notices by id."""
        columns = "id, folder, signature, beside, beside_signature, content, sha256, size, modified"
        rows = self._db.execute(f"SELECT {columns} FROM notice")
        return {notice: Known._make(known) for notice, *known in rows}

    def resting_on(self, names: set[str]) -> Iterator[str]:
        """Yield the notices whose result depends on one of the names, units or places."""
        for notice, blob in self._db.execute("SELECT id, packed_names FROM notice"):
            if not names.isdisjoint(msgspec.json.decode(zlib.decompress(blob))):
                yield notice

    def succeeded_by(self, notices: set[str]) -> Iterator[str]:
        """Yield the notices that are replaced by one of these."""
        for notice, successor in self._db.execute("SELECT id, successor FROM notice WHERE successor IS NOT NULL"):
            if successor in notices:
                yield notice

    def keep(
        self, notice: str, made: Made, signatures: tuple[str | None, str | None], home: Callable[[str], str]
    ) -> None:
        """Keep the result for a notice; ``home`` returns the place of a unit."""
        self.drop(notice)
        assert made.object
        values = (
            *(
                notice,
                Path(made.file).parent.name,
                signatures[0],
                made.beside,
                signatures[1],
                made.content,
            ),
            *(*made.object, made.statements, _encode(made.classes), zlib.compress(_encode(made.names), 1)),
            *(made.successor, self.encode_findings(made.findings)),
        )
        self._db.execute(f"INSERT INTO notice VALUES ({', '.join('?' * 14)})", values)
        self.classes.update(made.classes)
        self._db.executemany("INSERT INTO mark VALUES (?, ?, ?)", [(*mark, notice) for mark in made.marks.items()])
        pairs = [(home(low), low, high, measure, notice) for low, high, measure in made.pairs]
        self._db.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?)", pairs)
        self._db.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?, ?)", {pair[:3] for pair in pairs})

    def sign(self, notice: str, signatures: tuple[str | None, str | None]) -> None:
        """Keep the new signatures of a notice's files, whose content is unchanged."""
        self._db.execute("UPDATE notice SET signature = ?, beside_signature = ? WHERE id = ?", (*signatures, notice))

    def drop(self, notice: str) -> None:
        """Forget a notice."""
        self._discount("SELECT classes FROM notice WHERE id = ?", notice)
        self._db.execute("INSERT INTO stale SELECT sha256 FROM notice WHERE id = ?", [notice])
        self._db.execute("DELETE FROM notice WHERE id = ?", [notice])
        self._db.execute("DELETE FROM mark WHERE notice = ?", [notice])
        self._db.execute("INSERT OR IGNORE INTO dirty SELECT place, low, high FROM pair WHERE notice = ?", [notice])
        self._db.execute("DELETE FROM pair WHERE notice = ?", [notice])

    def findings(self) -> Iterator[Finding]:
        """Yield the findings that do not keep their notices from being published."""
        for (blob,) in self._db.execute("SELECT findings FROM notice WHERE findings != ? ORDER BY id", [_encode([])]):
            yield from self.decode_findings(blob)

    def encode_findings(self, findings: list[Finding]) -> bytes:
        """Return findings in the form in which they are kept, with files relative to the dataset's folder."""
        return msgspec.json.encode(findings, enc_hook=self._below)

    def decode_findings(self, blob: bytes) -> list[Finding]:
        """Read findings that were kept."""
        return msgspec.json.decode(blob, type=list[Finding], dec_hook=lambda _, name: self._data / name)

    def _below(self, file: str | Path) -> str:
        return Path(file).relative_to(self._data).as_posix()

    def same(self, check: str) -> Iterator[tuple[str, str, str]]:
        """Yield each notice, as folder and id, that bears the mark of one with a lower id, that one, and the mark."""
        yield from self._db.execute(
            "SELECT late.folder || '/' || late.id, first.folder || '/' || first.id, twice.value FROM"
            " (SELECT name, value, MIN(notice) AS notice FROM mark WHERE name = ? GROUP BY value HAVING COUNT(*) > 1) AS twice"
            " JOIN mark USING (name, value) JOIN notice AS late ON late.id = mark.notice"
            " JOIN notice AS first ON first.id = twice.notice WHERE late.id > first.id ORDER BY late.id",
            [check],
        )

    # --- statements across notices ----------------------------------------------------------------

    def dirty(self) -> Iterator[tuple[str, set[tuple[str, str]]]]:
        """Yield the places with pairs that have changed, and these pairs; only one place is in memory at a time."""
        places = self._db.execute("SELECT DISTINCT place FROM dirty ORDER BY place").fetchall()
        for (place,) in places:
            yield place, set(self._db.execute("SELECT low, high FROM dirty WHERE place = ?", [place]))

    def pairs(self, place: str) -> Iterator[Pair]:
        """Yield the pairs whose first unit belongs to a place, with each measure that they lead together, in order."""
        query = "SELECT DISTINCT low, high, measure FROM pair WHERE place = ? ORDER BY low, high, measure"
        yield from self._db.execute(query, [place])

    def soil(self, place: str) -> None:
        """Note that the statements across notices must be made again for a place."""
        self._db.execute("INSERT OR IGNORE INTO dirty SELECT place, low, high FROM pair WHERE place = ?", [place])

    # --- parts ------------------------------------------------------------------------------------

    def part(self, name: str) -> Object | None:
        """Return a part that does not belong to a notice, by its name."""
        row = self._db.execute("SELECT sha256, size, modified FROM part WHERE name = ?", [name]).fetchone()
        return row and Object(*row)

    def lost(self, objects: Objects) -> list[str]:
        """Return the names of the parts, except those of notices, whose content is gone or was changed."""
        rows = self._db.execute("SELECT name, sha256, size, modified FROM part").fetchall()
        return [name for name, *values in rows if not objects.holds(Object(*values))]

    def keep_part(self, part: Part) -> None:
        """Keep the entry of a part that does not belong to a notice."""
        self.drop_part(part.name)
        values = (part.name, *part.object, part.statements, _encode(part.classes))
        self._db.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", values)
        self.classes.update(part.classes)

    def drop_part(self, name: str) -> None:
        """Forget a part."""
        self._discount("SELECT classes FROM part WHERE name = ?", name)
        self._db.execute("INSERT INTO stale SELECT sha256 FROM part WHERE name = ?", [name])
        self._db.execute("DELETE FROM part WHERE name = ?", [name])

    def _discount(self, query: str, name: str) -> None:
        """Subtract the counts of a part before it is forgotten."""
        if row := self._db.execute(query, [name]).fetchone():
            self.classes.subtract(_decode(row[0]))

    def clean(self, place: str) -> None:
        """Note that the statements across notices are up to date for a place."""
        self._db.execute("DELETE FROM dirty WHERE place = ?", [place])

    def parts(self) -> Iterator[Part]:
        """Yield all parts of the output, in order of their names."""
        columns = "sha256, size, modified, statements, classes"
        rows = self._db.execute(
            f"SELECT 'notice/' || id, {columns} FROM notice UNION ALL SELECT name, {columns} FROM part ORDER BY 1"
        )
        for row in rows:
            yield Part(row[0], Object(*row[1:4]), row[4], _decode(row[5]))

    def digests(self) -> list[tuple[str, str]]:
        """Return the names of all parts of the output, in order, with their digests."""
        query = "SELECT 'notice/' || id, sha256 FROM notice UNION ALL SELECT name, sha256 FROM part ORDER BY 1"
        return self._db.execute(query).fetchall()

    def statements(self) -> int:
        """Return how many statements all parts have together."""
        query = (
            "SELECT COALESCE(SUM(n), 0) FROM (SELECT statements AS n FROM notice UNION ALL SELECT statements FROM part)"
        )
        return int(self._db.execute(query).fetchone()[0])

    def kept(self) -> set[str]:
        """Return the digests of all parts."""
        return {row[0] for row in self._db.execute("SELECT sha256 FROM notice UNION SELECT sha256 FROM part")}

    def stale(self) -> Iterator[str]:
        """Yield the digests of parts that were replaced, and forget them."""
        query = "SELECT sha256 FROM stale EXCEPT SELECT sha256 FROM notice EXCEPT SELECT sha256 FROM part"
        yield from (row[0] for row in self._db.execute(query).fetchall())
        self._db.execute("DELETE FROM stale")


def _unusable(file: Path, error: Exception) -> Problem:
    what = Text(f"The state of the build cannot be read or written: {error}.", f"无法读写构建记录：{error}。")
    cure = Text(
        "Free some space, or delete this file: the next build then makes everything again. The previous output is unchanged.",
        "请释放空间，或删除此文件（下次构建将全部重新生成）。原有输出未受影响。",
    )
    return Problem("state-unusable", what, cure, Place(file))


def signed(signatures: Iterable[Signature | None]) -> str:
    """Return the signatures of files in the form in which they are kept; a file that is not there has none."""
    return " ".join("-".join(map(str, one)) if one else "" for one in signatures)


def _encode(value: dict[str, int] | list[str]) -> bytes:
    return msgspec.json.encode(value)


def _decode(blob: bytes) -> dict[str, int]:
    return msgspec.json.decode(blob, type=dict[str, int])
