"""A sound notice in each form, around which harm is put."""

from docx import Document
from tests.intake.original.documents import saved
from tests.intake.original.pdfs import grid, pdf, text

WORDS = (
    "岚江市人民政府办公厅关于表扬先进单位的通报",
    "岚江政办〔2024〕5号",
    "各区人民政府：",
    "现对市公安局、市民政局予以通报表扬，三年来办件12.5万件，平均时限由10天压缩到2天以内。",
    "岚江市人民政府办公厅",
    "2024年5月6日",
)

DRAWN = b"".join(text(line, 60, 60 + 40 * at) for at, line in enumerate(WORDS))
"""What draws it on a page of a PDF."""


def sound_docx() -> bytes:
    """Return a notice with a table, as DOCX."""
    document = Document()
    for line in WORDS:
        document.add_paragraph(line)
    table = document.add_table(0, 4)
    for row in (("序号", "举措", "牵头单位", "做法及成效"), ("1", "一窗通办", "市公安局、市民政局", "办件3万件。")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return saved(document)


def sound_html(head: str = "", body: str = "") -> bytes:
    """Return a notice as a web page, with more in its head and its body."""
    lines = "".join(f"<p>{line}</p>" for line in WORDS)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}<title>通报</title></head><body>{lines}{body}</body></html>".encode()


def sound_pdf(*, more: bytes = b"") -> bytes:
    """Return a notice as PDF."""
    return pdf(DRAWN, grid([60, 200, 400], [100, 140, 180]) + text("序号", 70, 110), more=more)


def sound_text() -> bytes:
    """Return a notice as text."""
    return "\n".join(WORDS).encode()
