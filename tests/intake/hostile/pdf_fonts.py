"""PDFs whose fonts, or the tables of signs of which, are not what they should be."""

from tests.intake.hostile.case import Make, each, ending
from tests.intake.hostile.pdf_parts import SOUND, one_page, stream
from tests.intake.original.pdfs import FONT


def changed(old: bytes, new: bytes) -> bytes:
    """Return the font with another entry."""
    assert old in FONT
    return FONT.replace(old, new)


FONTS = {
    "missing": b"null",
    "no-font": b"7",
    "of-no-kind": b"<< /Type /Font >>",
    "of-a-ring": b"<< /Type /Font /Subtype /Type0 /DescendantFonts [3 0 R] /Encoding /Identity-H >>",
    "unknown-encoding": changed(b"UniGB-UCS2-H", b"../../../etc/passwd"),
    "encoding-of-a-ring": changed(b"/UniGB-UCS2-H", b"3 0 R"),
    "widths": changed(b"[1 95 500]", b"[0 2000000000 500]"),
    "widths-no-list": changed(b"[1 95 500]", b"[1 [[[1]]] (a) null]"),
    "width-of-infinity": changed(b"/DW 1000", b"/DW 1e308"),
    "box": changed(b"[0 -120 1000 880]", b"[0 0 0]"),
    "type-3": b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0 0 0 0 0 0] /CharProcs << /a 5 0 R >>"
    b" /Encoding << /Differences [0 /a] >> /FirstChar 0 /LastChar 2000000000 /Widths [] >>",
    "differences": b"<< /Type /Font /Subtype /Type1 /BaseFont /A"
    b" /Encoding << /Differences [-5 /a 99999999999 /b (c)] >> >>",
}
TABLES = {
    "bomb": b"1 begincodespacerange <0000> <ffff> endcodespacerange"
    b" 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
    "long": b"1 beginbfchar <4e00> <" + b"0041" * 200_000 + b"> endbfchar",
    "ring": b"/A usecmap " * 1000,
    "path": b"/../../../etc/passwd usecmap",
}


def with_table(table: bytes) -> bytes:
    """Return a PDF whose font has a table of the signs that it draws."""
    return one_page(SOUND, stream(table), font=FONT[:-2] + b"/ToUnicode 6 0 R >>")


def with_broken_font() -> bytes:
    """Return a PDF with the file of a font that is none."""
    file = stream(b"\0\1\0\0\xff\xff" * 1000, b"/Length1 6000")
    return one_page(SOUND, file, font=changed(b"/Flags 4", b"/Flags 4 /FontFile2 6 0 R /FontFile3 6 0 R"))


CHANGED: dict[str, Make] = {
    **each("font-{}", FONTS, lambda font: one_page(font=font)),
    **each("to-unicode-{}", TABLES, with_table),
    "embedded-font-broken": lambda _: with_broken_font(),
    "object-that-is-itself": lambda _: one_page(font=b"3 0 R"),
}

CASES = ending(".pdf", CHANGED)
