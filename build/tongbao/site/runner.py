"""Make what has changed, record what it was made from, and remove what nothing makes any more: a whole site is made here.

A kill at any moment leaves complete files; what was not recorded by then is made again.
"""

import hashlib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tongbao.errors import Text
from tongbao.progress import Progress
from tongbao.site.documents import files_of
from tongbao.site.folder import link, put, remove
from tongbao.site.hosts.settings import EXAMPLE
from tongbao.site.memory import Memory
from tongbao.site.pages.render import Site
from tongbao.site.sources import Sources
from tongbao.site.step import Copy, Document, Example, Made, Output, Part, Step


@dataclass(slots=True)
class Published:
    """The result of making a site."""

    pages: int = 0
    """Pages that were made, in both languages together."""
    written: int = 0
    """Files that are new or have changed."""
    removed: int = 0
    files: int = 0
    """Files of the site."""
    gone: int = 0
    """Notices that the site had before and that are no longer in the dataset."""
    base: str = ""
    """The address of the site, which its canonical links, sitemap and descriptions name."""
    remarks: list[Text] = field(default_factory=list)


KEPT = ("site/base", "site/gone", "site/replacements")
"""What is recorded about a site besides its steps."""


class Runner:
    """Runs the steps of one site."""

    def __init__(self, out: Path, site: Site, memory: Memory, progress: Progress) -> None:
        self.out, self.site, self.memory, self.progress = out, site, memory, progress
        self.done = Published(base=site.base)

    def steps(self, steps: Mapping[Text, Sequence[Step]], sources: Sources) -> None:
        """Run all steps that depend on something that has changed, and remove what earlier steps left."""
        for about, those in steps.items():
            self.progress.step(about)
            for make in those:
                self._step(make, sources)
        names = {make.__name__ for those in steps.values() for make in those}
        self.drop("site", {*KEPT, *(f"site/{name}" for name in names)})
        self.drop("part", {part for part in self.memory.owners("part") if part.split("/")[1] in names})

    def _step(self, make: Step, sources: Sources) -> None:
        owner, names = owner_of(make), list(inspect.signature(make).parameters)
        key = hashlib.sha256(b"".join([sources.environment, *map(sources.digest, names)])).digest()
        if not self.is_made(owner, key):
            made, parts = Made(), set[str]()
            for output in make(**{name: getattr(sources, name) for name in names}):
                if isinstance(output, Part):
                    parts.add(self._part(make.__name__, output, sources.environment))
                else:
                    self.write(output, made)
            self.keep(owner, key, made)
            self.drop(f"part/{make.__name__}", parts)

    def _part(self, step: str, part: Part, environment: bytes) -> str:
        """Make a page of a step if it shows something else than before; return under which name it is recorded."""
        owner = f"part/{step}/{part.page.document}"
        key = hashlib.sha256(environment + msgspec.json.encode(part.shows)).digest()
        if not self.is_made(owner, key):
            made = Made()
            self.write(Document(part.page), made)
            self.keep(owner, key, made)
        return owner

    def is_made(self, owner: str, key: bytes) -> bool:
        """Return whether something was already made from the same data."""
        return self.memory.key(owner) == key

    def write(self, output: Output, made: Made) -> None:
        """Write files, and count them as made."""
        write(self.out, self.site, output, made)

    def keep(self, owner: str, key: bytes, made: Made) -> None:
        """Record what was made, and remove the files that its owner no longer has."""
        left = self.memory.replace_files(owner, made.files)
        self.done.removed += remove(self.out, (name for name in left if name != EXAMPLE))  # ours in an earlier version
        self.done.written += made.written
        self.done.pages += sum(name.endswith(".html") for name in made.files)
        self.memory.keep(owner, key, made)

    def drop(self, kind: str, kept: Iterable[str]) -> list[str]:
        """Remove everything of a kind except what is kept; return what was removed."""
        dropped = sorted(self.memory.owners(kind) - set(kept))
        for owner in dropped:
            self.done.removed += remove(self.out, self.memory.forget(owner))
        return dropped


def write(out: Path, site: Site, output: Output, made: Made) -> None:
    """Write files, and count them as made."""
    if isinstance(output, Copy):
        made.files.append(output.name)
        made.written += link(out, output.name, output.source)
    elif isinstance(output, Example):
        if not (out / output.name).exists():
            put(out, {output.name: output.content})
    else:
        assert not isinstance(output, Part), "a part is recorded on its own"
        files = files_of(*output, site=site) if isinstance(output, Document) else output
        made.files += files
        made.written += sum(put(out, files).values())


def owner_of(make: Step) -> str:
    """Return the name under which the files of a step are recorded."""
    return f"site/{make.__name__}"
