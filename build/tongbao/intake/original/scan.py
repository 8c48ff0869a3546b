"""Read a scan: a PDF whose pages are pictures, or a picture. Its words are recognised, and a person has to compare them.

Pages are recognised one by one, each in a process of its own: a long scan takes minutes, and a hostile page ends alone. Pages
of a PDF that hold text are read as others are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tongbao import limits
from tongbao.errors import Text
from tongbao.intake.original import pdf_faults, scan_faults
from tongbao.intake.original.apart import Bounds, done_apart
from tongbao.intake.original.layout import Block, Doubt, Original, Piece, Table, with_pieces
from tongbao.intake.original.pdf import assembled, is_unreadable, sound
from tongbao.intake.original.pdf_flow import Leaf, leaves_of, lost_pages
from tongbao.intake.original.pdf_page import Page, Pages, pages_of
from tongbao.intake.original.scan_lines import evened
from tongbao.intake.original.scan_picture import frames, turned_back
from tongbao.intake.original.words import squeezed
from tongbao.load.positions import Box
from tongbao.progress import Progress


def read_scan(data: bytes, file: Path, kind: str, progress: Progress) -> Original:
    """Return what a PDF or a picture holds, with the words of pages that are pictures recognised.

    A PDF that holds text throughout is read as without. Raises UsageError as ``read_pdf`` does, and where the extra is missing.
    """
    pages = _surveyed(data, file, kind)
    wanted = _unread(pages, kind)
    if wanted and not (find_spec("rapidocr") and find_spec("onnxruntime")):
        raise scan_faults.not_installed(file)
    if len(wanted) > limits.SCAN_PAGES:
        raise scan_faults.too_many_pages(file)
    if wanted:
        progress.step(Text(f"Recognising {file.name}", f"正在识别 {file.name}"), len(wanted))
    read = {page.number: page for page in _recognised(data, file, kind, wanted, progress)}
    pages.pages = [read.get(page.number, page) for page in pages.pages]
    original = done_apart("tongbao.intake.original.scan:put_together", file, pages, file, kind, bool(wanted))
    assert isinstance(original, Original)
    return original


def _surveyed(data: bytes, file: Path, kind: str) -> Pages:
    work = "surveyed" if kind == "pdf" else "counted"
    pages = done_apart(f"tongbao.intake.original.scan:{work}", file, data, file)
    assert isinstance(pages, Pages)
    return pages


def _unread(pages: Pages, kind: str) -> list[Page]:
    """Return the pages that hold no text: those that are pictures, or all where fonts do not say what they draw."""
    if kind != "pdf" or is_unreadable(pages):
        return pages.pages
    return [page for page in pages.pages if page.is_scan]


def _recognised(data: bytes, file: Path, kind: str, pages: Iterable[Page], progress: Progress) -> Iterator[Page]:
    for page in pages:
        blank = replace(page, signs=[], tables=[])
        read = done_apart(
            "tongbao.intake.original.scan_page:recognised", file, data, file, kind, blank, bounds=Bounds.of_scans()
        )
        assert isinstance(read, Page)
        yield read
        progress.done()


# --- in a process of its own ----------------------------------------------------------------------


def surveyed(data: bytes, file: Path) -> Pages:
    """Return the pages of a PDF as they are without recognising anything."""
    with sound(file):
        return pages_of(data, file)


def counted(data: bytes, file: Path) -> Pages:
    """Return the pages of a picture file: still without words or size."""
    try:
        count = frames(data)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise scan_faults.broken(file, 1, type(error).__name__) from None
    if count > limits.SCAN_PAGES:
        raise scan_faults.too_many_pages(file)
    numbers = range(1, count + 1)
    return Pages([Page(number, 0.0, 0.0, Box(number, 0.0, 0.0, 0.0, 0.0), [], [], is_scan=True) for number in numbers])


def put_together(pages: Pages, file: Path, kind: str, is_recognised: bool) -> Original:
    """Return what pages hold; the places of words are those on the pages as they lie."""
    if not is_recognised:
        return assembled(pages, file)
    scans = [page for page in pages.pages if page.is_recognised]
    if turned := [page.number for page in scans if page.is_turned]:
        raise pdf_faults.turned(file, turned)
    if not any(page.signs or page.tables for page in pages.pages):
        raise scan_faults.no_words(file)
    _even(scans)
    lost = _lost(scans)
    if len(scans) == len(pages.pages):
        pages.characters, pages.unknown = sum(len(page.signs) for page in scans), 0
    original = assembled(pages, file, are_columns_kept=False)
    blocks = with_pieces(original.blocks, lambda piece: _as_they_lie(piece, pages.pages))
    tool = f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"
    tool += f", {original.tool}" if len(scans) < len(pages.pages) else ""
    said = squeezed("".join(_words(blocks)))
    doubts = tuple(doubt for page in scans for doubt in _doubts(page, lost) if _is_of_text(doubt, said))
    return replace(original, blocks=blocks, format=kind, tool=tool, is_recognised=True, doubts=doubts)


def _even(pages: Sequence[Page]) -> None:
    """Give characters of about the same size the same: how high a line is found to be differs a little."""
    common = evened(sign for page in pages for sign in page.signs)
    for page in pages:
        page.signs = [sign._replace(size=common[sign.size]) for sign in page.signs]


def _lost(pages: Sequence[Page]) -> set[int]:
    """Return the pages that have a table without ruled lines: their words are in order, but not in columns."""
    leaves: list[Leaf] = leaves_of(pages)[0]
    return set(lost_pages(leaves))


def _doubts(page: Page, lost: set[int]) -> Iterator[Doubt]:
    if page.number in lost:
        yield Doubt(page.number, "columns")
    if not page.signs and not page.tables:
        yield Doubt(page.number, "nothing")
    elif not page.is_whole:
        yield Doubt(page.number, "rest")
    yield from (Doubt(page.number, "words", words) for words in page.doubts)


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for cell in block.cells())
        else:
            yield block.piece.text


def _is_of_text(doubt: Doubt, said: str) -> bool:
    """Tell whether a doubt is about the text, not about the number of a page."""
    return not re.fullmatch(r"\W*\d{1,4}\W*", doubt.words) or squeezed(doubt.words) in said


def _as_they_lie(piece: Piece, pages: Sequence[Page]) -> Piece:
    """Return words with their places on the page before it was straightened."""
    if not any(box and pages[box.page - 1].angle for box in piece.boxes):
        return piece
    boxes = (box and turned_back(box, pages[box.page - 1].seen, pages[box.page - 1].angle) for box in piece.boxes)
    return piece._replace(boxes=tuple(boxes))
