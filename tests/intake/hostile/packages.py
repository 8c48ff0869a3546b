"""Archives that are no sound packages, and other files that say they are some."""

import struct
import zlib

from tests.intake.hostile.case import MIB, Make, each
from tests.intake.hostile.zips import (
    DIRECTORY,
    DOCUMENT,
    END,
    MAIN,
    SOUND,
    TYPES,
    document,
    nested,
    overlapping,
    overwritten,
    overwritten_in_both,
    relations,
    with_document,
    with_part,
    with_relation,
    zipped,
)
from tests.intake.original.documents import paragraph

BOMBS: dict[str, Make] = {
    **each("zip-bomb-{}-mib.docx", (40, 300), lambda size: with_document(b"<a>" + b" " * (size * MIB) + b"</a>")),
    "zip-bomb-in-a-picture.docx": lambda _: with_part("word/media/a.png", b"\0" * (60 * MIB)),
    **each("zip-in-zip.{}", ("docx", "zip"), lambda _: nested(6)),
    "entries-that-overlap.docx": lambda _: overlapping(4000),
    "more-entries-than-allowed.docx": lambda _: overlapping(6000),
    "mimetype-bomb.odt": lambda _: zipped(("mimetype", b"a" * (20 * MIB))),
    "gzip-bomb.docx": lambda _: zlib.compress(b"\0" * (20 * MIB), wbits=31),
}

# --- heads ----------------------------------------------------------------------------------------

SIZES = {str(size): struct.pack("<I", size) for size in (0, 1, 100, 2**31 - 1, 2**32 - 1)}
"""What is said of the size of every entry when it is unpacked."""
METHODS = {str(method): struct.pack("<H", method) for method in (1, 6, 9, 12, 14, 93, 99)}
FIELDS = {
    "directory-offset-beyond-the-end": (END, 16, b"\xff\xff\xff\x7f"),
    "directory-count-forged": (END, 8, b"\xff\xff\xff\xff"),
    "entry-offset-beyond-the-end": (DIRECTORY, 42, b"\xff\xff\xff\x7f"),
}
HEADS: dict[str, Make] = {
    **each("forged-size-{}.docx", SIZES, lambda size: overwritten_in_both(24, size)),
    **each("forged-size-directory-only-{}.docx", SIZES, lambda size: overwritten(DIRECTORY, 24, size)),
    **each("method-{}.docx", METHODS, lambda method: overwritten_in_both(10, method)),
    **each("{}.docx", FIELDS, lambda field: overwritten(*field)),
    "entries-encrypted.docx": lambda _: overwritten_in_both(8, b"\1\0"),
    "long-comment.docx": lambda _: zipped(TYPES, MAIN, ("word/document.xml", DOCUMENT), comment=b"PK\5\6" * 16000),
    "rubbish-before.docx": lambda _: b"PK" + b"\0" * 5000 + SOUND,
    "rubbish-behind.docx": lambda _: SOUND + b"\0" * 100_000,
}

# --- names and parts ------------------------------------------------------------------------------

ENTRIES = (
    "../../../../../tmp/evil",
    "/etc/passwd",
    "C:\\evil",
    "word/../../evil",
    "a\nb",
    "\u202egnp.exe",
    "a" * 60000,
)
DOCUMENTS = {
    "empty": b"",
    "no-xml": b"\x89PNG\r\n" * 100,
    "nul-bytes": DOCUMENT.replace(b"<w:p>", b"<w:p>\0", 1),
    "says-utf-16": DOCUMENT.replace(b"UTF-8", b"UTF-16"),
    "says-utf-7": DOCUMENT.replace(b"UTF-8", b"UTF-7"),
}
PARTS: dict[str, Make] = {
    **each("entry-named-{}.docx", {ascii(name)[1:12].replace("/", "_"): name for name in ENTRIES}, with_part),
    "entry-of-a-name-with-nul.docx": lambda _: with_part("wordXdocument").replace(b"wordXd", b"word\0d"),
    "document-twice.docx": lambda _: with_part("word/document.xml", document(paragraph("后来者"))),
    "document-is-a-folder.docx": lambda _: zipped(TYPES, MAIN, ("word/document.xml/", b"")),
    "document-missing.docx": lambda _: zipped(TYPES, MAIN, ("word/other.xml", DOCUMENT)),
    **each("document-{}.docx", DOCUMENTS, with_document),
    "macros.docm": lambda _: with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 1000),
}

# --- relations ------------------------------------------------------------------------------------

TARGETS = (
    "../../../../etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "word/document.xml/../document.xml",
    "\\\\host\\share",
    ".",
)


def related_to(target: str) -> bytes:
    """Return a DOCX whose main part is said to stand there."""
    return zipped(TYPES, ("_rels/.rels", relations("officeDocument", target)), ("word/document.xml", DOCUMENT))


RELATIONS: dict[str, Make] = {
    "rels-missing.docx": lambda _: zipped(TYPES, ("word/document.xml", DOCUMENT)),
    **each("rels-to-{}.docx", {target.replace("/", "_")[:24]: target for target in TARGETS}, related_to),
    "rels-to-the-network.docx": lambda at: with_relation("styles", f"{at}/styles.xml", external=True),
    "rels-to-itself.docx": lambda _: with_relation("styles", "document.xml"),
    "template-on-the-network.docx": lambda at: with_relation("attachedTemplate", f"{at}/t.dotm", external=True),
}

# --- other kinds ----------------------------------------------------------------------------------

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OTHERS: dict[str, Make] = {
    "ofd.ofd": lambda _: zipped(("OFD.xml", b"<a/>")),
    "sheet.docx": lambda _: zipped(TYPES, ("xl/workbook.xml", b"<a/>")),
    "ole-whose-chain-is-a-ring.doc": lambda _: OLE + b"\0" * 504 + b"\0\0\0\0" * 5000,
    "ole-encrypted.docx": lambda _: OLE + "EncryptedPackage".encode("utf-16-le"),
    "rtf-nested.rtf": lambda _: b"{\\rtf1" + b"{" * 100_000,
}

CASES = BOMBS | HEADS | PARTS | RELATIONS | OTHERS
