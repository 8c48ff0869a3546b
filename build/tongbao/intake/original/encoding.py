"""The encoding of a text or a web page: by its mark, by what it declares, or by trial."""

import codecs
import re
from contextlib import suppress
from pathlib import Path

from tongbao.intake.original.faults import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,20})""")
_HEAD = 4096
_CHINESE = {
    **dict.fromkeys(("gb2312", "gbk", "gb-2312", "x-gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
}
"""Encodings by the names that pages use, often for less than they hold (WHATWG Encoding, 4.2)."""


def decoded(data: bytes, file: Path, *, declares: bool = False) -> str:
    """Return a file's text with ``\\n`` between lines.

    UTF-8 is tried first, since little else fits it, then what the file declares where it ``declares`` its encoding as
    HTML does, then GB 18030. Raise UsageError where none fits.

    >>> decoded("通报".encode("gbk"), Path("a.txt"))
    '通报'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    found = _DECLARED.search(data[:_HEAD]) if declares else None
    said = found[1].decode("ascii").lower() if found else ""
    for encoding in (_utf_16(data), "utf-8", _CHINESE.get(said, ""), "gb18030"):
        with suppress(UnicodeDecodeError):
            if encoding:
                return _lines(data.decode(encoding))
    # Single faults, such as a character cut in two, do not make the rest unreadable.
    text = max(
        (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")), key=lambda one: -one.count("\ufffd")
    )
    if text.count("\ufffd") * 100 > len(text):
        raise _unknown(file)
    return _lines(text)


def _utf_16(data: bytes) -> str:
    """Return UTF-16 with the order of bytes that fits, for a text without a mark: its line breaks have a zero byte."""
    for encoding, feed in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if data.find(feed) % 2 == 0:
            return encoding
    return ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unknown(file: Path) -> Exception:
    return refused(
        file,
        "encoding-unknown",
        ("The characters of the file cannot be read: its encoding is not known.", "无法读取文件的字符：编码不明。"),
        ("Save the file as UTF-8.", "请将文件另存为 UTF-8 编码。"),
    )
