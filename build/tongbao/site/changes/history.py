"""What changed from one publishing of a site to the next: kept beside its memory, for what was cannot be made again.

The parts that were published are kept as links, so that the next build can be compared with them.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from tongbao.errors import Text, TongbaoError
from tongbao.pipeline.tree import MANIFEST, manifest
from tongbao.site.changes.compare import compare
from tongbao.site.changes.model import Changes, NoticeChange, Version
from tongbao.site.data import write_json
from tongbao.site.folder import HIDDEN, link, put

FILE = f"{HIDDEN}/changes.json"
VERSIONS = f"{HIDDEN}/versions"
MOST = 200
"""Publishings that are remembered."""
DETAILED = 20
"""The newest of them, of which every change is remembered; of older ones, how much changed."""
LISTED = 5_000
"""Notices and facts that are remembered of one publishing."""
DOCUMENT = "changes"
"""The page of what changed."""


class Publishing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version, as it was published."""

    key: str
    """A digest of what was published."""
    version: Version
    summary: Text
    changes: Changes | None = None
    """What changed since the one before; none of the first, and none where that one was lost."""
    left_out: int = 0
    """Notices and facts that are not listed."""

    @property
    def anchor(self) -> str:
        """Return its place in the page of what changed."""
        return f"v-{self.key[:12]}"

    @property
    def called(self) -> Text:
        """Return what it is called: its version, or else what there is."""
        if self.version.version:
            return Text(f"Version {self.version.version}", f"版本 {self.version.version}")
        return self.version.called if self.version.modified else Text("A version without a number", "未编号版本")


FIRST = Text("The first version published here.", "在此发布的第一个版本。")
LOST = Text("What changed is not known: the version before was not kept.", "变化不详：此前的版本未保留。")


class Latest(NamedTuple):
    """The newest change for another page: what to say, and where all of it is told."""

    called: Text
    """The version."""
    day: str
    """When it was made, as ISO 8601; empty where the dataset does not say."""
    summary: Text
    notices: Sequence[NoticeChange]
    """The first notices that came, changed or went."""
    document: str
    anchor: str


def latest_changes(history: Sequence[Publishing], versions: int = 3, notices: int = 3) -> list[Latest]:
    """Return what changed last, the newest first: for the front page, say."""
    return [
        Latest(
            one.called,
            one.version.modified,
            one.summary,
            one.changes.notices[:notices] if one.changes else (),
            DOCUMENT,
            one.anchor,
        )
        for one in history[:versions]
    ]


def read_history(out: Path) -> list[Publishing]:
    """Return what a site remembers, the newest first; nothing where that is lost or broken."""
    try:
        return msgspec.json.decode((out / FILE).read_bytes(), type=list[Publishing])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return []


def note_changes(out: Path, built: Path, parts: Mapping[str, str], version: Version) -> None:
    """Compare a build with what was published before, and remember what changed."""
    key = _key(parts)
    history = read_history(out)
    if history and history[0].key == key:
        return
    first = not history
    changes = None if first else _compared(out / VERSIONS / history[0].key, built)
    if changes is not None and not changes:  # the same, in other files
        history[0] = replace(history[0], key=key)
    else:
        history.insert(0, _publishing(key, version, changes, FIRST if first else LOST))
    older = [replace(one, changes=None) for one in history[DETAILED:MOST]]
    put(out, {FILE: write_json([*history[:DETAILED], *older])})


def _key(parts: Mapping[str, str]) -> str:
    return hashlib.sha256(manifest(parts.items()).encode()).hexdigest()


def _compared(kept: Path, built: Path) -> Changes | None:
    try:
        return compare(kept, built)
    except TongbaoError:  # it is not all there
        return None


def _publishing(key: str, version: Version, changes: Changes | None, otherwise: Text) -> Publishing:
    if changes is None:
        return Publishing(key, version, otherwise)
    listed, left_out = trimmed(changes, LISTED)
    return Publishing(key, version, changes.summary, listed, left_out)


def trimmed(changes: Changes, most: int) -> tuple[Changes, int]:
    """Return changes with at most so many notices, facts, units and places, and how many are left out."""
    left = most
    notices, names = [], []
    for notice in changes.notices:
        facts = notice.facts[: max(left - 1, 0)]
        if left > 0:
            notices.append(replace(notice, facts=facts, more=notice.more + len(notice.facts) - len(facts)))
        left -= 1 + len(notice.facts)
    for name in changes.names:
        if left > 0:
            names.append(replace(name, facts=name.facts[: max(left - 1, 0)]))
        left -= 1 + len(name.facts)
    return replace(changes, notices=tuple(notices), names=tuple(names)), max(-left, 0)


def keep_version(out: Path, built: Path, parts: Mapping[str, str]) -> None:
    """Keep the parts that were published, in place of those of before: as links, where the file system has them."""
    key = _key(parts)
    own = f"{VERSIONS}/{key}"
    if (out / own / MANIFEST).exists():
        return
    kept = {name: digest for name, digest in parts.items() if not name.startswith("derived/")}
    for name in kept:
        published = out / "dump" / "parts" / f"{name}.nq"
        link(out, f"{own}/parts/{name}.nq", published if published.exists() else built / "parts" / f"{name}.nq")
    put(out, {f"{own}/{MANIFEST}": manifest(kept.items()).encode()})
    for other in (out / VERSIONS).iterdir():
        if other.name != key:
            shutil.rmtree(other, ignore_errors=True)


def days_of_notices(history: Sequence[Publishing]) -> Iterator[tuple[str, str]]:
    """Yield the notices that came or changed after the first publishing, with the day of that version, the newest first."""
    for one in history:
        for notice in one.changes.notices if one.changes and one.version.modified else ():
            if notice.how != "withdrawn":
                yield notice.id, one.version.modified
