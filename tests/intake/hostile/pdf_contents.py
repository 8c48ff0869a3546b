"""PDFs that draw without end, off the page, or themselves."""

from tests.intake.hostile.case import MIB, Make, each, ending
from tests.intake.hostile.pdf_parts import leaf, one_page, stream
from tests.intake.hostile.sound import DRAWN
from tests.intake.original.pdfs import grid, pdf, text

CONTENTS = {
    "nested-lists": b"[" * 100_000,
    "nested-names": b"<< /a " * 50_000,
    "strings-never-closed": b"(" * 100_000,
    "a-long-name": b"/" + b"a" * MIB,
    "a-long-number": b"9" * MIB + b" w",
    "hex-odd": b"BT /F 9 Tf <4> Tj <zz> Tj ET",
    "saves": b"q " * 300_000,
    "restores": b"Q " * 300_000,
    "no-font": b"BT <4e00> Tj ET",
    "numbers-beyond": b"BT /F 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm <4e00> Tj ET",
    "matrix-of-nothing": b"BT /F 9 Tf 0 0 0 0 0 0 Tm <4e004e01> Tj ET",
    "operands": b"1 " * 500_000 + b"re",
    "inline-picture": b"BI /W 1000000000 /H 1000000000 /BPC 8 /CS /RGB ID abc",
    "marked-content": b"/A BMC " * 100_000,
    "strings-in-text": b"BT /F 9 Tf [" + b"(a) -5 " * 100_000 + b"] TJ ET",
    "curves": b"0 0 m " + b"1 2 3 4 5 6 c " * 20_000 + b"S",
    "shading": b"/A sh " * 1000,
    "operators-unknown": b"nosuch " * 50_000,
}

# --- lines and letters ----------------------------------------------------------------------------


def lines(count: int) -> bytes:
    return one_page(stream(b"".join(b"0 %d m 500 %d l S\n" % (at, at) for at in range(count))))


def lines_of_a_table(count: int) -> bytes:
    return pdf(DRAWN + grid([float(at) / 17 for at in range(count)], [float(at) / 12 for at in range(count)]))


def letters(words: str, left: float = 60, top: float = 500, size: float = 16) -> bytes:
    """Return a PDF that draws words where or as nobody sees them."""
    return pdf(DRAWN + text(words, left, top, size))


DRAWN_OFTEN: dict[str, Make] = {
    **each("content-{}", CONTENTS, lambda content: one_page(stream(DRAWN + content))),
    "a-hundred-thousand-lines": lambda _: lines(100_000),
    "nineteen-thousand-lines": lambda _: lines_of_a_table(9500),
    "two-hundred-thousand-letters": lambda _: pdf(*[text("通" * 2000, 10, 10 + 2 * at, 0.3) * 10 for at in range(10)]),
    "letters-on-each-other": lambda _: pdf(text("通报", 60, 60) * 5000),
    "letters-off-the-page": lambda _: letters("通报", 1e7, 1e7),
    "letters-tiny": lambda _: letters("通报" * 50, size=1e-6),
    "letters-huge": lambda _: letters("通报", size=1e9),
}

# --- forms: contents that are drawn from others -----------------------------------------------------

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>"
"""A form that can draw the first of them."""
WITH_FORM = leaf(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
DRAWS = stream(DRAWN + b"/X Do")


def in_itself(times: int) -> bytes:
    return one_page(DRAWS, stream(b"/X Do " * times, FORM), page=WITH_FORM)


def tenfold(levels: int) -> bytes:
    """Return a PDF of forms, each of which draws the next ten times."""
    chain = [stream(b"/X Do " * 10, FORM.replace(b"6 0 R", b"%d 0 R" % (7 + at))) for at in range(levels)]
    return one_page(DRAWS, *chain, stream(b"", FORM), page=WITH_FORM)


FORMS: dict[str, Make] = {
    **each("form-in-itself-{}-times", (1, 2, 10), in_itself),
    "forms-that-grow-tenfold": lambda _: tenfold(12),
}

CASES = ending(".pdf", DRAWN_OFTEN | FORMS)
