"""Open a database of remembered data, and detect changes by others: a changed database is rebuilt."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tongbao.files.digest import sha256_of

_ENDINGS = ("", "-wal", "-shm", "-journal")
_UNFINISHED = " unfinished"


class Database:
    """A connection to a database, and the state in which the previous run left it."""

    def __init__(self, file: Path, tables: str, version: int) -> None:
        self._file, self._seal = file, file.with_suffix(".sha256")
        said = ""
        with suppress(OSError):
            said = self._seal.read_text("ascii", "replace")
        self._before, _, unfinished = said.partition(" ")
        self.broken_off = file.exists() and not (said and not unfinished)
        """Whether that run was killed or failed: the data it recorded are sound, but it may have left other output."""
        if self._before and not (file.is_file() and sha256_of(file) == self._before):
            self._remove()
        self._seal.unlink(missing_ok=True)
        self.connection = self._connected(tables, version)
        self._changes = self.connection.total_changes

    def close(self, *, finished: bool) -> None:
        """Close the database and record its state; uncommitted changes are lost."""
        self.connection.rollback()
        changed = self.connection.total_changes != self._changes
        self.connection.close()
        sha256 = sha256_of(self._file) if changed or not self._before else self._before
        self._seal.write_text(sha256 + ("" if finished else _UNFINISHED), "ascii")

    def _connected(self, tables: str, version: int) -> sqlite3.Connection:
        with suppress(sqlite3.DatabaseError):
            connection = _connection(self._file)
            if connection.execute("PRAGMA user_version").fetchone()[0] == version:
                return connection
            connection.close()
        self._remove()
        connection = _connection(self._file)
        connection.executescript(f"{tables} PRAGMA user_version = {version};")
        return connection

    def _remove(self) -> None:
        self._before = ""
        for ending in _ENDINGS:
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


@contextmanager
def opened(file: Path, tables: str, version: int) -> Iterator[Database]:
    """Open a database with these tables for a block; the caller must keep other processes out."""
    database = Database(file, tables, version)
    with closing(database.connection):
        try:
            yield database
        except BaseException:
            database.close(finished=False)
            raise
        database.close(finished=True)


def _connection(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
