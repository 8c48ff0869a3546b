"""The pages of a PDF: their characters and drawn lines, as pdfplumber gives them."""

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongbao import limits
from tongbao.intake.original import pdf_faults
from tongbao.intake.original.faults import library
from tongbao.intake.original.fold import fold
from tongbao.intake.original.pdf_lines import Sign
from tongbao.intake.original.pdf_tables import Ruled, ruled_tables
from tongbao.load.positions import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

_UNKNOWN = "\ufffd"
_SCAN_COVER = 0.5
"""How much of a page pictures cover where it is a scan; a seal covers less."""
_SCAN_SIGNS = 20
"""A scan holds fewer characters than this: a page number, or a stamp of the office's system."""


@dataclass
class Page:
    """A page: its characters outside tables, and its tables."""

    number: int
    width: float
    height: float
    seen: Box
    """The part of it that is shown and printed."""
    signs: list[Sign]
    tables: list[Ruled]
    is_scan: bool = False
    is_turned: bool = False
    """Whether most of its characters stand on their side or aslant."""
    is_recognised: bool = False
    """Whether its words were recognised in a picture of it."""
    angle: float = 0.0
    """By how many degrees that picture was turned to lie straight."""
    is_whole: bool = True
    """Whether all that looks like text in that picture was recognised."""
    doubts: tuple[str, ...] = ()
    """Its lines of which the recogniser was not sure."""


@dataclass
class Pages:
    """All pages of a file, and what was found on the way."""

    pages: list[Page] = field(default_factory=list)
    characters: int = 0
    unknown: int = 0
    """How many characters the fonts do not name."""
    is_folded: bool = False


def pages_of(data: bytes, file: Path) -> Pages:
    """Return the pages of a PDF; raise UsageError where it cannot be read."""
    library("pdfplumber", file)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it remarks on each font
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            count = sum(1 for _ in itertools.islice(PDFPage.create_pages(document.doc), limits.PDF_PAGES + 1))
            if count > limits.PDF_PAGES:
                raise pdf_faults.too_many_pages(file)
            return _read(document.pages, file)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed):
            raise pdf_faults.encrypted(file) from None
        if isinstance(cause, MemoryError):
            raise MemoryError from None
        raise pdf_faults.broken(file, type(cause).__name__) from None


def _read(pages: "list[PlumberPage]", file: Path) -> Pages:
    read = Pages()
    for page in pages:
        if len(page.edges) > limits.PDF_LINES:
            raise pdf_faults.too_many_lines(file, page.page_number)
        upright = [char for char in page.chars if char["upright"]]
        read.characters += len(page.chars)
        if read.characters > limits.PDF_CHARACTERS:
            raise pdf_faults.too_many_characters(file)
        signs = [sign for char in upright for sign in _signs(char, page, read)]
        tables, free = ruled_tables(page, signs)
        own = Page(page.page_number, float(page.width), float(page.height), _seen(page), free, tables)
        own.is_scan = len(signs) < _SCAN_SIGNS and _pictured(page) > _SCAN_COVER
        own.is_turned = len(page.chars) - len(upright) > max(20, len(upright))
        read.pages.append(own)
        page.close()  # frees what pdfplumber keeps of it
    return read


def _seen(page: "PlumberPage") -> Box:
    """Return the part of a page that is shown (ISO 32000, 14.11.2): its crop box, within its media box."""
    whole, shown = page.mediabox, page.mediabox if page.rotation else page.cropbox
    left, top = max(whole[0], shown[0]), max(whole[1], shown[1])
    right, bottom = min(whole[2], shown[2]), min(whole[3], shown[3])
    if right <= left or bottom <= top:
        left, top, right, bottom = whole
    return Box(page.page_number, *(round(float(side), 2) for side in (left, top, right, bottom)))


def _signs(char: dict[str, Any], page: "PlumberPage", read: Pages) -> Iterator[Sign]:
    """Yield what one drawn character stands for: two letters for a ligature, none beyond the edge of the page."""
    left, top, right, bottom = (float(char[side]) for side in ("x0", "top", "x1", "bottom"))
    across, down = (left + right) / 2, (top + bottom) / 2
    if not (page.bbox[0] <= across <= page.bbox[2] and page.bbox[1] <= down <= page.bbox[3]):
        return
    text = char["text"]
    if text.startswith("(cid:") or any("\ue000" <= sign <= "\uf8ff" or sign == _UNKNOWN for sign in text):
        text = _UNKNOWN
        read.unknown += 1
    folded = fold(text)
    read.is_folded = read.is_folded or folded != text
    box = Box(page.page_number, *(round(side, 2) for side in (left, top, right, bottom)))
    for sign in folded:
        if sign.isprintable() or sign.isspace():
            yield Sign(sign, box, round(float(char["size"]), 2))


def _pictured(page: "PlumberPage") -> float:
    """Return how much of a page its pictures cover, from 0 to 1; strips of one picture add up."""
    area = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    return min(area / max(float(page.width) * float(page.height), 1.0), 1.0)
