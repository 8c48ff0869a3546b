"""A PDF of one page, any part of which may be another."""

import zlib

from tests.intake.hostile.sound import DRAWN
from tests.intake.original.pdfs import FONT, assembled


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), more) + content + b"\nendstream"


def flate(content: bytes, times: int = 1) -> bytes:
    """Return a stream that is packed so many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b"/FlateDecode " * times + b"]")


LEAF_WITH = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> %s >>"
)
"""The page itself, with one entry more."""
LEAF = LEAF_WITH % b""
SOUND = stream(DRAWN)
"""What it draws."""


def leaf(old: bytes, new: bytes) -> bytes:
    """Return the page with another entry."""
    assert old in LEAF
    return LEAF.replace(old, new)


def one_page(
    content: bytes = SOUND,
    *more: bytes,
    catalog: bytes = b"",
    pages: bytes = b"/Kids [4 0 R] /Count 1",
    page: bytes = LEAF,
    font: bytes = FONT,
) -> bytes:
    """Return a PDF of one page; further objects count from 6."""
    root = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    return assembled([root, b"<< /Type /Pages %s >>" % pages, font, page, content, *more])
