"""The memory of a site: how it was made, so that only what has changed is made again.

An SQLite database in the site's hidden folder; it can be deleted at any time. What has been removed by then is recorded
separately (see ``gone``). What is removed between the loss of the memory and the next run leaves no trace.
"""

import contextlib
import hashlib
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.database import Database, opened
from tongbao.files.lock import locked
from tongbao.site.backlinks import Backlink
from tongbao.site.entries import Entry
from tongbao.site.metadata.partitions import Counts, Partition
from tongbao.site.step import Made
from tongbao.site.tables.table import Rows

_TABLES = """
CREATE TABLE made (owner TEXT PRIMARY KEY, key BLOB, entries BLOB, mentioned BLOB, counts BLOB, rows BLOB, digests BLOB);
CREATE TABLE file (name TEXT PRIMARY KEY, owner TEXT) WITHOUT ROWID;
CREATE INDEX file_by_owner ON file (owner);
CREATE TABLE link (owner TEXT, target TEXT, rest BLOB);
CREATE INDEX link_by_target ON link (target);
CREATE INDEX link_by_owner ON link (owner);
"""
VERSION = 11
_EMPTY = (b"[]", b"{}")
_SMALL = 500
"""Up to this many bytes are kept as they are; more are compressed, for they are a tenth then."""
NOTHING = Made()


class Memory:
    """The database of one site; used by one process at a time."""

    def __init__(self, database: Database) -> None:
        self._db = database.connection

    @classmethod
    @contextlib.contextmanager
    def at(cls, hidden: Path) -> Iterator["Memory"]:
        """Open the memory of a site, in its hidden folder; if the block fails, uncommitted changes are lost.

        A damaged database is made again. Raises OutputError where another process has it open.
        """
        file, lock = hidden / "memory.sqlite", hidden / "lock"
        lock.touch()
        try:
            busy = Problem("site-busy", *_BUSY, Place(hidden.parent))
            with locked(lock, 0, busy), opened(file, _TABLES, VERSION) as database:
                yield cls(database)
                database.connection.commit()
        except (sqlite3.Error, msgspec.DecodeError, zlib.error) as error:
            raise OutputError(Problem("state-unusable", *_unusable(error), Place(file))) from error

    # --- things that were made --------------------------------------------------------------------

    def key(self, owner: str) -> bytes:
        """Return the digest of what something was made from; empty where it was not made."""
        row = self._db.execute("SELECT key FROM made WHERE owner = ?", [owner]).fetchone()
        return bytes(row[0]) if row else b""

    def mentioned(self, owner: str) -> list[str]:
        """Return the things whose names something was made with."""
        row = self._db.execute("SELECT mentioned FROM made WHERE owner = ?", [owner]).fetchone()
        return msgspec.json.decode(_unpacked(row[0]), type=list[str]) if row else []

    def keep(self, owner: str, key: bytes, made: Made = NOTHING) -> None:
        """Record that something was made."""
        blobs = (made.entries, made.mentioned, list(made.counts.items()), made.rows, made.digests)
        values = (owner, key, *map(_packed, blobs))
        self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def digests(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the digests of the statements of all notices."""
        for owner, blob in self._db.execute(
            "SELECT owner, digests FROM made WHERE digests != ? ORDER BY owner", [b"{}"]
        ):
            yield owner, msgspec.json.decode(_unpacked(blob), type=dict[str, str])

    def counts(self) -> Iterator[Counts]:
        """Yield the partitions of all notices."""
        for (blob,) in self._db.execute("SELECT counts FROM made WHERE counts != ?", [b"[]"]):
            yield Counter(dict(msgspec.json.decode(_unpacked(blob), type=list[tuple[Partition, int]])))

    def digest(self, column: str) -> bytes:
        """Return a digest of all entries, or all rows, of everything that was made."""
        total = hashlib.sha256()
        for owner, blob in self._db.execute(
            f"SELECT owner, {column} FROM made WHERE {column} NOT IN (?, ?) ORDER BY owner", _EMPTY
        ):
            total.update(f"{owner} {len(blob)}\0".encode() + blob)
        return total.digest()

    def owners(self, kind: str) -> set[str]:
        """Return everything of a kind that was made: ``notice/…``."""
        rows = self._db.execute("SELECT owner FROM made WHERE owner GLOB ?", [f"{kind}/*"])
        return {row[0] for row in rows}

    def entries(self) -> list[Entry]:
        """Return the entries of all documents."""
        rows = self._db.execute("SELECT entries FROM made WHERE entries != ? ORDER BY owner", [b"[]"])
        return [entry for (blob,) in rows for entry in msgspec.json.decode(_unpacked(blob), type=list[Entry])]

    def rows(self) -> Iterator[Rows]:
        """Yield the rows for the tables, from everything that was made."""
        for (blob,) in self._db.execute("SELECT rows FROM made WHERE rows != ? ORDER BY owner", [b"{}"]):
            yield msgspec.json.decode(_unpacked(blob), type=Rows)

    def forget(self, owner: str) -> list[str]:
        """Forget something and its links; return its files."""
        self._db.execute("DELETE FROM made WHERE owner = ?", [owner])
        self._db.execute("DELETE FROM link WHERE owner = ?", [owner])
        return self.replace_files(owner, ())

    # --- files ------------------------------------------------------------------------------------

    def replace_files(self, owner: str, names: Iterable[str]) -> list[str]:
        """Record the files of something; return the files that it no longer has."""
        new = set(names)
        old = {row[0] for row in self._db.execute("SELECT name FROM file WHERE owner = ?", [owner])}
        self._db.executemany("DELETE FROM file WHERE name = ?", [(name,) for name in old - new])
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", [(name, owner) for name in new - old])
        return sorted(old - new)

    def files(self) -> Iterator[str]:
        """Yield the names of all files, in order."""
        return (row[0] for row in self._db.execute("SELECT name FROM file ORDER BY name"))

    def forget_keys(self, sound: Callable[[str], bool]) -> None:
        """Forget the keys of things with files that are not sound, so that they are made again."""
        rows = self._db.execute("SELECT name, owner FROM file")
        lost = {owner for name, owner in rows if not sound(name)}
        lost |= {f"site/{owner.split('/')[1]}" for owner in lost if owner.startswith("part/")}  # its step makes it
        self._db.executemany("UPDATE made SET key = x'' WHERE owner = ?", [(owner,) for owner in lost])

    def files_of(self, *owners: str) -> list[str]:
        """Return the names of the files of some things, in order."""
        asked = ",".join("?" * len(owners))
        rows = self._db.execute(f"SELECT name FROM file WHERE owner IN ({asked}) ORDER BY name", owners)
        return [row[0] for row in rows]

    def files_of_others(self, owner: str) -> list[str]:
        """Return the names of the files of all other things, in order."""
        return [row[0] for row in self._db.execute("SELECT name FROM file WHERE owner != ? ORDER BY name", [owner])]

    # --- links ------------------------------------------------------------------------------------

    def replace_links(self, owner: str, links: Iterable[Backlink]) -> set[str]:
        """Remember who points where from something; return the things whose links are others now."""
        new = {(link.target, msgspec.json.encode(link)) for link in links}
        old = {
            (row[0], bytes(row[1]))
            for row in self._db.execute("SELECT target, rest FROM link WHERE owner = ?", [owner])
        }
        self._db.executemany(
            "DELETE FROM link WHERE owner = ? AND target = ? AND rest = ?", [(owner, *pair) for pair in old - new]
        )
        self._db.executemany("INSERT INTO link VALUES (?, ?, ?)", [(owner, *pair) for pair in sorted(new - old)])
        return {target for target, _ in old ^ new}

    def links(self, target: str) -> list[Backlink]:
        """Return the links to a thing."""
        rows = self._db.execute("SELECT rest FROM link WHERE target = ? ORDER BY rest", [target])
        return [msgspec.json.decode(row[0], type=Backlink) for row in rows]


def _packed(value: object) -> bytes:
    content = msgspec.json.encode(value)
    return content if len(content) <= _SMALL else zlib.compress(content, 1)


def _unpacked(blob: bytes) -> bytes:
    """Return JSON, which begins with a bracket; what was compressed does not."""
    return blob if blob[:1] in (b"[", b"{") else zlib.decompress(blob)


_BUSY = (
    Text("Another `tongbao publish` is writing this site.", "另一个 `tongbao publish` 正在写入此网站。"),
    Text("Wait for it, or give another folder with --out.", "请等待其完成，或用 --out 另选文件夹。"),
)


def _unusable(error: Exception) -> tuple[Text, Text]:
    return (
        Text(f"The memory of the site cannot be read or written: {error}.", f"无法读写网站记录：{error}。"),
        Text(
            "Free some space, or delete this file: everything is then made again.",
            "请释放空间，或删除此文件（将全部重新生成）。",
        ),
    )
