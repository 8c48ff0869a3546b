"""The words of a notice as a reader sees them: the stored text, its lines and tables, and the pages of the original."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tongbao.errors import TongbaoError
from tongbao.intake.original import Original, Piece, Table
from tongbao.intake.original.apart import done_apart
from tongbao.intake.original.kinds import PICTURES
from tongbao.intake.original.read import read_original
from tongbao.intake.original.scan_picture import LONG_SIDE, opened
from tongbao.intake.places import Places, places_file, read_places
from tongbao.intake.stored import Line, Stored
from tongbao.load.corrected import following
from tongbao.load.positions import Box

SCALES = (1, 2, 3)
"""How many pixels a picture of a page may have for each point."""


@dataclass(frozen=True)
class Source:
    """The stored text and, where it was drafted from a file that still gives the same text, that file."""

    text: str
    file: Path | None = None
    original: Original | None = None
    stored: Stored | None = None
    places: Places | None = None

    @classmethod
    def of(cls, file: Path, text: str, original: Path | None) -> "Source":
        """Read the original again: it has the tables, which the text ``file`` has not. Where it gives another text, only that is shown.

        What reads a file may read it otherwise in a later version: the places of words on its pages are those that were kept.
        """
        try:
            read = read_original(original) if original else None
        except (TongbaoError, ImportError):
            read = None
        stored = Stored.of(read) if read else None
        if stored and stored.text != text:
            stored = None
        return cls(text, original, read if stored else None, stored, _places_kept(file, text))

    @property
    def kind(self) -> str | None:
        """Return the format of what is shown: that of the original, or of its pages; None where only the text is there."""
        return self.original.format if self.original else "pdf" if self.places and self.file else None

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the paragraphs, and the cells of tables, in the order of the text."""
        if self.stored is None:
            at = 0
            for words in self.text.split("\n"):
                if words.strip():
                    yield _shown(Line(at, at + len(words), words, Piece(words), 0), None)
                at += len(words) + 1
            return
        places = _places(self.original) if self.original else {}
        for line in self.stored.lines:
            yield _shown(line, places.get(id(line.cell)))

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return where a part of the text stands on its pages, one box a line."""
        return self.places.boxes(start, end) if self.places else []

    def characters(self, page: int) -> list[list[float]]:
        """Return the characters on a page: the position of each in the text, and its box."""
        runs = [run for run in self.places.runs if run.page == page] if self.places else []
        return [[at, *run.box(at, at + 1)[1:]] for run in runs for at in range(run.start, run.end)]

    def pages(self) -> list[dict[str, float]]:
        """Return the sizes of the pages, in points; none where the original has no pages."""
        sizes = self.places.pages if self.places and self.file else ()
        return [{"number": number, "width": w, "height": h} for number, (w, h) in enumerate(sizes, 1)]

    def picture(self, page: int, scale: int) -> bytes:
        """Return a page of the PDF as PNG; raises UsageError where it cannot be drawn."""
        assert self.file
        return _picture(self.file, self.file.stat().st_mtime_ns, page, scale)


@lru_cache(maxsize=32)
def _picture(file: Path, _changed: int, page: int, scale: int) -> bytes:
    drawn = done_apart("tongbao.review.source:drawn", file, file.read_bytes(), page, scale)
    assert isinstance(drawn, bytes)
    return drawn


def _places(original: Original) -> dict[int, tuple[int, int, int]]:
    """Return the table, row and column of each cell, by its identity."""
    found: dict[int, tuple[int, int, int]] = {}
    for number, block in enumerate(original.blocks):
        if isinstance(block, Table):
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    found.setdefault(id(cell), (number, row, column))
    return found


def _places_kept(file: Path, text: str) -> Places | None:
    """Return where the words stand on the pages of the original, as the draft has kept it for this text, or for one that it corrects."""
    try:
        places = read_places(places_file(file))
    except TongbaoError:
        return None
    return places if places.text == hashlib.sha256(text.encode()).hexdigest() else following(places, text)


def _shown(line: Line, place: tuple[int, int, int] | None) -> dict[str, Any]:
    table, row, column = place or (None, None, None)
    spans = {"rowspan": line.cell.rows, "colspan": line.cell.columns} if line.cell else {}
    said = {"start": line.start, "end": line.end, "table": table, "row": row, "column": column, **spans}
    return said | {"heading": line.heading, "centred": line.is_centred}


# --- in a process of its own ----------------------------------------------------------------------


def drawn(data: bytes, page: int, scale: int) -> bytes:
    """Draw a page of a PDF, or a picture, as PNG; one that is larger than a poster is drawn smaller."""
    from io import BytesIO

    held = BytesIO()
    if data.startswith(tuple(PICTURES)):
        from PIL import Image

        Image.fromarray(opened(data, page, min(scale * LONG_SIDE, _MOST_PIXELS))).save(held, "PNG")
        return held.getvalue()
    from pypdfium2 import PdfDocument

    found = PdfDocument(data)[page - 1]
    scale_ = min(scale, _MOST_PIXELS / max(*found.get_size(), 1))
    found.render(scale=scale_).to_pil().save(held, "PNG")
    return held.getvalue()


_MOST_PIXELS = 4000
