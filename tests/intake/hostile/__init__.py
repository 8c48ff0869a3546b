"""Files that mean harm, made by code: each is named, and written only when its test asks for it."""

from tests.intake.hostile import (
    damaged,
    packages,
    pdf_contents,
    pdf_files,
    pdf_fonts,
    pdf_pages,
    pdf_streams,
    texts,
    web,
    word,
)
from tests.intake.hostile.case import Hostile
from tests.intake.hostile.slow import is_slow
from tests.intake.hostile.sound import sound_docx, sound_html, sound_pdf, sound_text

__all__ = ["Hostile", "all_hostile", "sound_docx", "sound_html", "sound_pdf", "sound_text"]

MODULES = (packages, word, web, texts, pdf_files, pdf_pages, pdf_streams, pdf_fonts, pdf_contents, damaged)
"""Each has a table of its files."""


def all_hostile() -> list[Hostile]:
    """Return every hostile file."""
    return [Hostile(name, make, is_slow(name)) for module in MODULES for name, make in module.CASES.items()]
