"""Archives, and the parts of a DOCX in them, any of which may be another."""

import struct
import warnings
import zipfile
from io import BytesIO

from tests.intake.hostile.case import MIB
from tests.intake.hostile.sound import WORDS
from tests.intake.original.documents import NAMESPACES, RELATIONS, paragraph


def document(body: str) -> bytes:
    """Return a DOCX's main part with this body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()
    )


def relations(kind: str, target: str, *, external: bool = False) -> bytes:
    """Return a part that relates another to a target."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationships><Relationship Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()


def zipped(*files: tuple[str, bytes], comment: bytes = b"") -> bytes:
    """Return an archive of files, of which several may have one name."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        made.comment = comment
    return target.getvalue()


BODY = "".join(map(paragraph, WORDS))
DOCUMENT = document(BODY)
TYPES = ("[Content_Types].xml", b"<Types/>")
MAIN = ("_rels/.rels", relations("officeDocument", "word/document.xml"))
SOUND = zipped(TYPES, MAIN, ("word/document.xml", DOCUMENT))


def with_document(content: bytes) -> bytes:
    """Return a DOCX whose main part is this."""
    return zipped(TYPES, MAIN, ("word/document.xml", content))


def with_part(name: str, content: bytes = b"evil") -> bytes:
    """Return a DOCX with one part more."""
    return zipped(TYPES, MAIN, ("word/document.xml", DOCUMENT), (name, content))


def with_relation(kind: str, target: str, *, external: bool = False) -> bytes:
    """Return a DOCX whose main part is related to a target."""
    return with_part("word/_rels/document.xml.rels", relations(kind, target, external=external))


# --- heads of archives ----------------------------------------------------------------------------

DIRECTORY, ENTRY, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"


def overwritten(mark: bytes, at: int, value: bytes, data: bytes = SOUND) -> bytes:
    """Overwrite a field of each head that begins with a mark."""
    changed, found = bytearray(data), data.find(mark)
    while found >= 0:
        changed[found + at : found + at + len(value)] = value
        found = data.find(mark, found + 4)
    return bytes(changed)


def overwritten_in_both(at: int, value: bytes) -> bytes:
    """Overwrite a field of the directory, and the same field of the entries' own heads: it stands 2 bytes before."""
    return overwritten(ENTRY, at - 2, value, overwritten(DIRECTORY, at, value))


def nested(depth: int) -> bytes:
    """Return archives in archives."""
    inner = SOUND
    for level in range(depth):
        inner = zipped((f"{level}.zip", inner), ("word/document.xml", inner), TYPES)
    return inner


def overlapping(count: int) -> bytes:
    """Return an archive whose directory names one entry many times."""
    data = zipped(("word/document.xml", b"\0" * MIB))
    start, end = data.index(DIRECTORY), data.index(END)
    entry = data[start:end]
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail
