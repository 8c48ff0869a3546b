"""Kinds of files, told by what they hold: a name's ending may be wrong."""

import re
import zipfile
import zlib
from pathlib import Path

from tongbao.intake.original.encoding import decoded
from tongbao.intake.original.faults import broken
from tongbao.intake.original.package import archive, encrypted

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"II*\0": "tiff", b"MM\0*": "tiff"}
"""Kinds of pictures whose words can be recognised, by their first bytes."""
_IMAGES = (b"GIF8", b"BM", b"AT&TFORM", b"\0\0\0\x0cjP")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "sheet"),
    ("PowerPoint Document", "slides"),
)
"""Names of streams in an OLE compound file ([MS-CFB]), in UTF-16, and what they show."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|meta|title|div|table|p|h[1-6]|center|span|section|article|script|style|link|font|br|ul|ol)\b",
    re.IGNORECASE,
)
_WORD_XML = re.compile(r"progid=\"Word\.Document\"|schemas\.microsoft\.com/office/word/2003/wordml|xmlPackage")
_HEAD = 4096
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": _WORD,
    "html": "text/html",
    "text": "text/plain",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "tiff": "image/tiff",
}
"""The media types of the kinds that are read, as IANA registers them."""


def kind_of(data: bytes, file: Path) -> str:
    """Return what a file holds: ``pdf``, ``docx``, ``html``, ``text``; ``doc``, ``wps``, ``rtf``, ``odt``, ``xml`` for LibreOffice.

    ``png``, ``jpeg`` and ``tiff`` hold words to recognise. Other kinds are not read: ``empty``, ``ofd``, ``image``, ``sheet``, ``slides``, ``zip``, ``mail``, ``data``. Raise
    UsageError for a package that is encrypted or not sound.
    """
    head = data[:_HEAD]
    if not data.strip():
        return "empty"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _packed(archive(data, file), file)
    if head.startswith(_OLE):
        return _compound(data, file)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if picture := next((kind for start, kind in PICTURES.items() if head.startswith(start)), ""):
        return picture
    if head.startswith(_IMAGES) or head[8:12] == b"WEBP" or head[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return "image"
    return "zip" if head.startswith(_PACKED) else _written(head, file)


def _packed(package: zipfile.ZipFile, file: Path) -> str:
    """Return what a ZIP archive is: a package of a known kind, or only an archive."""
    names = set(package.namelist())
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        try:
            said = package.open("mimetype").read(100)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise broken(file, ("ZIP archive", " ZIP 压缩包")) from error
        return "odt" if said.startswith(b"application/vnd.oasis.opendocument.text") else "sheet"
    for folder, kind in (("word/", "docx"), ("xl/", "sheet"), ("ppt/", "slides")):
        if any(name.startswith(folder) for name in names) and "[Content_Types].xml" in names:
            return kind
    return "docx" if {"[Content_Types].xml", "_rels/.rels"} <= names else "zip"


def _compound(data: bytes, file: Path) -> str:
    found = next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "")
    if found == "encrypted":
        raise encrypted(file)
    return "wps" if file.suffix.lower() in (".wps", ".wpt") else found or "doc"


def _written(head: bytes, file: Path) -> str:
    """Return what a file of characters is; ``data`` where it is none."""
    text = _started(head)
    if _WORD_XML.search(text):
        return "xml"
    if re.match(r"\s*(?:MIME-Version:|From:.*\n|Message-ID:)", text, re.IGNORECASE):
        return "mail"
    is_named_so = file.suffix.lower() in (".html", ".htm", ".shtml", ".xhtml") and text.lstrip().startswith("<")
    if is_named_so or _PAGE.match(re.sub("(?s)<!--.*?-->", "", text)):
        return "html"
    controls = sum(sign < " " and sign not in "\t\n\r\f\v" for sign in text)
    return "data" if controls * 50 > len(text) else "text"


def _started(head: bytes) -> str:
    """Return the first characters of a file; the last of them may be cut."""
    cut = head[: len(head) // 4 * 4]
    try:
        return decoded(cut, Path())
    except Exception:  # the whole file may still be of an encoding that can be told
        return cut.decode("latin-1")
