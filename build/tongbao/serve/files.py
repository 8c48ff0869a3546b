"""The files of a folder, sent as hosts send them: whole, in part, compressed, or not again where the reader has them.

A name never leads out of the folder, nor to what is hidden in it. A file is opened before its size is asked for, so that one
that is replaced meanwhile is sent as it was.
"""

import asyncio
import os
import re
import stat
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tongbao import limits
from tongbao.serve.kept import PACKERS, Answer, Kept, encoding
from tongbao.site.hosts.settings import FILES as OF_HOSTS
from tongbao.site.media_types import BY_PATH, COMPRESSED, MEDIA_TYPES

_PIECE = 1 << 18
_SHOWN = ".well-known"
"""The one folder that begins with a dot and is for everybody."""
_NEVER = re.compile(r"[\x00-\x1f\x7f\\:]|[. ]$")
"""What no name in a site has: control characters, and what some systems read otherwise."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open for reading."""

    stream: BinaryIO
    place: Path
    media_type: str
    size: int
    changed: int
    """When it was, in nanoseconds."""

    @property
    def tag(self) -> str:
        """Its entity tag, the bytes being sent as they are."""
        return f'"{self.changed:x}-{self.size:x}"'

    @property
    def is_packed(self) -> bool:
        """Whether it is sent compressed to whoever accepts that."""
        kind = self.media_type.partition(";")[0]
        return (kind in COMPRESSED or kind == "text/html") and self.size <= limits.SERVED_FILE_BYTES


class Folder:
    """A folder whose files are for everybody, except those that are hidden."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def there(self, name: str) -> bool:
        """Return whether there is such a file."""
        try:
            return (found := self._place(name)) is not None and stat.S_ISREG(found.stat().st_mode)
        except OSError:
            return False

    def open(self, name: str) -> Opened | None:
        """Open a file; None where there is none."""
        try:
            if (found := self._place(name)) is None:
                return None
            stream = os.fdopen(os.open(found, _FLAGS), "rb", 0)
        except OSError:
            return None
        state = os.fstat(stream.fileno())
        if not stat.S_ISREG(state.st_mode):
            stream.close()
            return None
        return Opened(stream, found, media_type(name), state.st_size, state.st_mtime_ns)

    def _place(self, name: str) -> Path | None:
        """Return where a file really is; None where that is not in this folder, or hidden in it."""
        if not _is_shown(name.split("/")):
            return None
        root = os.path.realpath(self.root)
        place = Path(os.path.realpath(f"{root}/{name}"))
        if not place.is_relative_to(root) or not _is_shown(place.relative_to(root).parts):
            return None
        return place


def _is_shown(parts: list[str] | tuple[str, ...]) -> bool:
    """Return whether the names of folders and of a file lead to what is for everybody."""
    if not parts or any(not part or _NEVER.search(part) for part in parts) or parts[-1].casefold() in OF_HOSTS:
        return False
    return not any(part.startswith(".") for part in parts[parts[0] == _SHOWN :])


def media_type(name: str) -> str:
    """Return the media type of a file of a site, with its characters where it is text.

    >>> media_type("data/unit/xm-tax.ttl"), media_type(".well-known/void"), media_type("x.unknown")
    ('text/turtle; charset=utf-8', 'text/turtle; charset=utf-8', 'application/octet-stream')
    """
    found = BY_PATH.get(name) or MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    is_text = found.startswith("text/") or found == MEDIA_TYPES["js"]
    return f"{found}; charset=utf-8" if is_text else found


# --- sending ----------------------------------------------------------------------------------------


class Part(NamedTuple):
    """The bytes of a file that are sent: from one, up to before another."""

    start: int
    end: int


@dataclass
class Sender:
    """Sends the files of a folder, and keeps the compressed ones that were asked for last."""

    folder: Folder
    packed: Kept = field(default_factory=Kept)
    _packing: dict[str, "asyncio.Future[Answer]"] = field(default_factory=dict)

    async def send(self, name: str, request: Request, headers: Mapping[str, str], status: int = 200) -> Response | None:
        """Return the answer with a file; None where there is none."""
        file = await asyncio.to_thread(self.folder.open, name)
        if file is None:
            return None
        sent = False
        try:
            answer = await self._answer(file, request, dict(headers), status)
            sent = isinstance(answer, _Streamed)
            return answer
        finally:
            if not sent:
                file.stream.close()

    async def _answer(self, file: Opened, request: Request, headers: dict[str, str], status: int) -> Response:
        asked, is_whole = request.headers, status != 200
        part = None if is_whole else asked_part(asked.get("range", ""), file, asked.get("if-range", ""))
        way = encoding(asked.get("accept-encoding", ""), file.size) if file.is_packed and not part else ""
        headers |= _about(file, way, headers.get("Vary", ""), is_whole=is_whole)
        if not is_whole and _has_it(asked, headers["ETag"], file.changed):
            return Response(status_code=304, headers={name: headers[name] for name in headers if name in _OF_304})
        if part and part.start >= part.end:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{file.size}"})
        if way:
            return Response((await self._packed(file, way)).body, status, headers)
        if part:
            status, headers["Content-Range"] = 206, f"bytes {part.start}-{part.end - 1}/{file.size}"
        return await _plain(file, part or Part(0, file.size), request.method == "HEAD", headers, status)

    async def _packed(self, file: Opened, way: str) -> Answer:
        """Compress a file, once for all who ask for it meanwhile."""
        key = f"{file.place}\0{file.tag}{way}"
        if kept := self.packed.get(key):
            return kept
        if key not in self._packing:
            own = os.dup(file.stream.fileno())  # who asked first may go
            self._packing[key] = asyncio.ensure_future(asyncio.to_thread(_pack, own, file.size, way, key))
            self._packing[key].add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(self._packing[key])

    def _keep(self, key: str, done: "asyncio.Future[Answer]") -> None:
        del self._packing[key]
        if not done.cancelled() and not done.exception():
            self.packed.keep(done.result())


def _pack(own: int, size: int, way: str, key: str) -> Answer:
    with os.fdopen(own, "rb") as stream:
        return Answer(PACKERS[way](stream.read(size)), "", tag=key)


def _about(file: Opened, way: str, vary: str, *, is_whole: bool) -> dict[str, str]:
    """Return what the head of an answer says of a file that is compressed in some way."""
    said = {"Content-Type": file.media_type, "ETag": f'{file.tag[:-1]}-{way}"' if way else file.tag}
    said["Last-Modified"] = formatdate(file.changed // 10**9, usegmt=True)
    if not is_whole:
        said["Accept-Ranges"] = "bytes"
    if way:
        said["Content-Encoding"] = way
    if file.is_packed:
        said["Vary"] = ", ".join(filter(None, [vary, "Accept-Encoding"]))
    return said


_OF_304 = ("ETag", "Vary", "Cache-Control", "Last-Modified")


def _has_it(asked: Headers, tag: str, changed: int) -> bool:
    """Return whether a reader says that it has the file as it is (RFC 9110, 13.1)."""
    if said := asked.get("if-none-match"):
        return said.strip() == "*" or tag in re.findall(r'"[^"]*"', said)
    since = _instant(asked.get("if-modified-since", ""))
    return since is not None and changed // 10**9 <= since


def _instant(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None


_RANGE = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


def asked_part(header: str, file: Opened, condition: str = "") -> Part | None:
    """Return the part that a reader asks for, empty where there is no such part; None where all is to be sent.

    Several parts at once, and what is no range of bytes, are not answered in parts (RFC 9110, 14.2).
    """
    found = _RANGE.fullmatch(header)
    if not found or not any(found.groups()):
        return None
    if condition and condition != file.tag and _instant(condition) != file.changed // 10**9:
        return None
    first, last = found.groups()
    if not first:
        return Part(max(0, file.size - int(last)), file.size)
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(int(last) + 1, file.size) if last else file.size)


async def _plain(file: Opened, part: Part, is_head: bool, headers: dict[str, str], status: int) -> Response:
    """Return an answer with a part of a file as it is."""
    size = part.end - part.start
    headers["Content-Length"] = str(size)
    if is_head:
        return Response(status_code=status, headers=headers)
    if size <= _PIECE:
        return Response(await asyncio.to_thread(_read, file, part.start, size), status, headers)
    return _Streamed(file, part, headers, status)


def _read(file: Opened, start: int, size: int) -> bytes:
    file.stream.seek(start)
    return file.stream.read(size)


class _Streamed(StreamingResponse):
    """A part of a file that is sent piece by piece; the file is closed in the end."""

    def __init__(self, file: Opened, part: Part, headers: dict[str, str], status: int) -> None:
        self.file = file
        super().__init__(_pieces(file, part), status, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.file.stream.close()


async def _pieces(file: Opened, part: Part) -> AsyncIterator[bytes]:
    for start in range(part.start, part.end, _PIECE):
        yield await asyncio.to_thread(_read, file, start, min(_PIECE, part.end - start))
