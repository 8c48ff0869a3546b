"""PDFs made by hand, and by the browser."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.pages import ARGUMENTS

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    b" /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Ascent 880 /Descent -120"
    b" /FontBBox [0 -120 1000 880] /Flags 4 >> >>] >>"
)
"""A font that every reader has, with the encoding UniGB-UCS2-H: text is UTF-16; Chinese characters are 1 em wide."""


def text(words: str, left: float, top: float, size: float = 16) -> bytes:
    """Return what draws words on a page of A4."""
    return f"BT /F {size} Tf {left} {842 - top - 0.88 * size} Td <{words.encode('utf-16-be').hex()}> Tj ET\n".encode()


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return what draws a line; places count from the top left corner."""
    return f"{x0} {842 - y0} m {x1} {842 - y1} l S\n".encode()


def grid(columns: Sequence[float], rows: Sequence[float], ends: tuple[float, float] | None = None) -> bytes:
    """Return what draws a table's lines; its vertical lines go from the first row to the last, or between ``ends``."""
    top, bottom = ends or (rows[0], rows[-1])
    down = b"".join(line(x, top, x, bottom) for x in columns)
    return down + b"".join(line(columns[0], y, columns[-1], y) for y in rows)


def pdf(*pages: bytes, more: bytes = b"", font: bytes = FONT) -> bytes:
    """Return a PDF whose pages draw these contents; ``more`` are further entries of its trailer."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        font,
    ]
    for at, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            % (5 + 2 * at)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    return assembled(objects, more)


def assembled(objects: Sequence[bytes], more: bytes = b"") -> bytes:
    """Return a file of these objects, numbered from 1, the first of which is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R " % (len(objects) + 1) + more + b" >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(data)


def printed(page: str, folder: Path) -> bytes:
    """Return a web page as the browser prints it."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, "utf-8")
    chromium = shutil.which("chromium")
    assert chromium
    subprocess.run(
        [chromium, "--headless", *ARGUMENTS, "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return target.read_bytes()
