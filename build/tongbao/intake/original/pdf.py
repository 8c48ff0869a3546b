"""Read a PDF that holds text: its paragraphs and its tables with ruled lines, page numbers and running titles aside.

A PDF (ISO 32000) says where each character is drawn, and nothing else: words, lines, paragraphs and tables have to be worked out
from these places. What cannot be read for certain is an error that says what to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from tongbao.errors import TongbaoError
from tongbao.intake.original import pdf_faults
from tongbao.intake.original.apart import read_apart
from tongbao.intake.original.layout import Original
from tongbao.intake.original.pdf_flow import blocks_of, leaves_of, lost_pages
from tongbao.intake.original.pdf_page import Pages, pages_of

_HEAD_WITHIN = 1024
"""A PDF's first bytes may be others: readers look for ``%PDF-`` in the first 1024 (ISO 32000-1, annex H, note 13)."""
_UNKNOWN_SHARE = 0.03
"""How many of the characters may be unknown."""


def read_pdf(data: bytes, file: Path) -> Original:
    """Return what a PDF holds; ``file`` names it in errors.

    It is read in a process of its own, with limits on time and memory. Raises UsageError: ``broken-file``, ``encrypted``,
    ``scan``, ``no-text``, ``no-unicode``, ``turned-text``, ``columns-lost``, ``too-large``, ``too-slow``, ``not-installed``.
    """
    if b"%PDF-" not in data[:_HEAD_WITHIN]:
        raise pdf_faults.broken(file, "no %PDF- at its start")
    return read_apart("tongbao.intake.original.pdf:read_here", data, file)


def read_here(data: bytes, file: Path) -> Original:
    """Do the work of ``read_pdf`` in this process, without limits on time and memory."""
    with sound(file):
        return assembled(pages_of(data, file), file)


@contextmanager
def sound(file: Path) -> Iterator[None]:
    """Turn the errors of all kinds with which the library meets a broken file into one that says so."""
    try:
        yield
    except (TongbaoError, MemoryError):
        raise
    except Exception as error:
        raise pdf_faults.broken(file, type(error).__name__) from error


def assembled(read: Pages, file: Path, *, are_columns_kept: bool = True) -> Original:
    """Return what pages hold as paragraphs and tables; raise UsageError where they hold no text that can be read."""
    _check(read, file)
    leaves, hidden = leaves_of(read.pages)
    for page in lost_pages(leaf for leaf in leaves if are_columns_kept or not leaf.page.is_recognised):
        raise pdf_faults.columns_lost(file, page)
    blocks, notes = blocks_of(leaves)
    if not blocks:  # what there is stands off the pages, or is hidden
        raise pdf_faults.empty(file)
    tool = f"pdfplumber {version('pdfplumber')}"
    return Original(
        tuple(blocks),
        "pdf",
        tool,
        tuple(page.seen for page in read.pages),
        is_folded=read.is_folded,
        hidden=hidden + notes,
    )


def _check(read: Pages, file: Path) -> None:
    """Raise UsageError where pages hold no text that can be read."""
    if scans := [page.number for page in read.pages if page.is_scan and not page.is_recognised]:
        raise pdf_faults.scan(file, scans)
    if turned := [page.number for page in read.pages if page.is_turned]:
        raise pdf_faults.turned(file, turned)
    if not read.characters:
        raise pdf_faults.empty(file)
    if is_unreadable(read):
        raise pdf_faults.no_unicode(file, read.unknown, read.characters)


def is_unreadable(read: Pages) -> bool:
    """Tell whether a PDF has no characters, or its fonts do not say which they are."""
    return not read.characters or read.unknown > _UNKNOWN_SHARE * read.characters
