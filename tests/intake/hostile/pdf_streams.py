"""PDFs whose streams unpack without end, lie elsewhere, or have a wrong length or filter."""

import zlib

from tests.intake.hostile.case import MIB, Make, each, ending
from tests.intake.hostile.pdf_parts import SOUND, flate, one_page, stream
from tests.intake.hostile.sound import DRAWN

FILTERS = {
    "run-length": b"/RunLengthDecode",
    "ascii-85": b"/ASCII85Decode",
    "lzw": b"/LZWDecode",
    "jpx": b"/JPXDecode",
    "jbig2": b"/JBIG2Decode",
    "ccitt": b"/CCITTFaxDecode",
    "crypt": b"/Crypt",
    "unknown": b"/NoSuch",
    "ring": b"5 0 R",
}
PREDICTOR = b"/DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 1000 /BitsPerComponent 16 >>"


def with_filter(name: bytes) -> bytes:
    return one_page(stream(b"\x81z" * 100_000, b"/Filter " + name))


def of_length(length: str) -> bytes:
    return one_page(b"<< /Length " + length.encode() + b" >>\nstream\n" + DRAWN + b"\nendstream")


def in_a_stream(inside: bytes) -> bytes:
    """Return a PDF with a stream of objects, of which its second object is said to be a part."""
    packed = zlib.compress(b"10 0 " + inside)
    return one_page(SOUND, stream(packed, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"))


def in_itself() -> bytes:
    """Return a PDF with a stream of objects that is said to hold itself."""
    return one_page(SOUND, stream(b"6 0 6 0 R", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R"))


STREAMS: dict[str, Make] = {
    "flate-bomb": lambda _: one_page(flate(b" " * (300 * MIB))),
    "flate-bomb-in-a-bomb": lambda _: one_page(flate(b" " * (100 * MIB), 3)),
    "fifty-filters": lambda _: one_page(flate(DRAWN, 50)),
    "object-stream-bomb": lambda _: in_a_stream(b"[" + b"0 " * (20 * MIB) + b"]"),
    "object-stream-of-nesting": lambda _: in_a_stream(b"[" * 100_000),
    "object-stream-in-itself": lambda _: in_itself(),
    **each("filter-{}", FILTERS, with_filter),
    "predictor": lambda _: one_page(stream(zlib.compress(b"\2" * 1000), b"/Filter /FlateDecode " + PREDICTOR)),
    "stream-in-a-file": lambda at: one_page(stream(b"", f"/F << /FS /URL /F ({at}/x) >>".encode())),
    "stream-in-passwd": lambda _: one_page(stream(b"", b"/F (/etc/passwd)")),
    "length-of-itself": lambda _: of_length("5 0 R"),
    **each("length-{}", ("-1", "0", "99999999999", "(a)"), of_length),
}

CASES = ending(".pdf", STREAMS)
