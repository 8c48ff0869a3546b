"""The files that a draft keeps beside its YAML: the text that it quotes, the original, and the places of the one in the other."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tongbao.intake.compared import COMPARE
from tongbao.intake.original import Original
from tongbao.intake.places import places_file, places_of
from tongbao.intake.quoting import inline
from tongbao.intake.stored import Stored
from tongbao.load.gaps import GAP


@dataclass(frozen=True)
class Kept:
    """What a draft keeps of the file that it was made from; ``file`` is that of the draft."""

    file: Path
    stored: Stored
    original: Original
    content: bytes
    """The bytes of the original."""
    suffix: str
    """The ending of its name."""

    @property
    def text_file(self) -> Path:
        """Return the file of the stored text."""
        return self.file.with_suffix(".txt")

    @property
    def original_file(self) -> Path:
        """Return the file of the copy of the original."""
        return self.file.with_name(f"{self.file.stem}-original{self.suffix.lower()}")

    @cached_property
    def sha256(self) -> str:
        """The checksum of the original."""
        return _sha256(self.content)

    @cached_property
    def files(self) -> dict[Path, bytes]:
        """The files beside the draft, with what they hold."""
        files = {self.original_file: self.content, self.text_file: self.stored.text.encode()}
        if self.original.pages:
            files[places_file(self.text_file)] = places_of(self.stored, self.original).dump()
        return files

    def lines(self) -> Iterator[str]:
        """Yield the lines of the YAML that name these files."""
        yield "source:"
        yield f"  file: {self.text_file.name}"
        yield f"  sha256: {_sha256(self.files[self.text_file])}"
        yield "  original:"
        yield f"    file: {inline(self.original_file.name)}"
        yield f"    sha256: {self.sha256}"
        yield f"    media-type: {self.original.media_type}"
        yield f"    read-by: {inline(self.original.tool)}"
        if self.original.is_folded:
            yield "    folded: true"
        if self.original.is_recognised:
            yield f"    ocr: true # {GAP}: {COMPARE}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
