"""Packages of XML parts in a ZIP archive (ECMA-376 part 2), opened within the limits."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tongbao import limits
from tongbao.intake.original.faults import broken, check_marks, library, refused, too_large
from tongbao.intake.original.wordml import Element, children, value

DOCX = ("DOCX document", " DOCX 文档")


class Package:
    """The parts of a package. A part is unpacked when it is asked for; nothing outside the package is read."""

    def __init__(self, data: bytes, file: Path) -> None:
        self._file = file
        self._etree, self.tool = library("lxml.etree", file)
        self._archive = archive(data, file)
        self._marks = self._bytes = 0

    def root(self, name: str) -> Element | None:
        """Return the root element of a part; None where there is no such part. Raise UsageError where it is not sound."""
        if name not in self._archive.NameToInfo:
            return None
        data = self._unpacked(name)
        self._marks += data.count(b"<") + data.count(b"=")
        check_marks(self._marks, self._file)
        parser = self._etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root: Element = self._etree.fromstring(data, parser)
        except (self._etree.LxmlError, ValueError) as error:
            raise broken(self._file, DOCX) from error
        return root

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield the parts to which a part is related, with the last word of the relation: ``styles``, ``footer``.

        The package itself is the part with the empty name.
        """
        folder, name = posixpath.split(part)
        for one in children(self.root(posixpath.join(folder, "_rels", f"{name}.rels")), "Relationship"):
            if value(one, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, value(one, "Target")))
                yield value(one, "Type").rpartition("/")[2], target.lstrip("/")

    def _unpacked(self, name: str) -> bytes:
        # An archive's reader stops at the size that is declared, and that was checked when it was opened.
        try:
            self._bytes += self._archive.getinfo(name).file_size
            if self._bytes > limits.PART_BYTES:
                raise _unpacks(self._file, limits.PART_BYTES)
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise broken(self._file, DOCX) from error


def archive(data: bytes, file: Path) -> zipfile.ZipFile:
    """Open a ZIP archive; raise UsageError where it is not sound, encrypted, or unpacks to more than the limits."""
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken(file, ("ZIP archive or DOCX document", " ZIP 压缩包或 DOCX 文档")) from error
    entries = opened.infolist()
    if len(entries) > limits.PACKED_FILES:
        most = f"{limits.PACKED_FILES:,}"
        raise too_large(file, (f"it packs more than {most} files", f"其中打包的文件超过 {most} 个"))
    if sum(entry.file_size for entry in entries) > limits.PACKED_BYTES:
        raise _unpacks(file, limits.PACKED_BYTES)
    if any(entry.flag_bits & 1 for entry in entries):
        raise encrypted(file)
    return opened


def encrypted(file: Path) -> Exception:
    """Return the error for a file that opens only with a password."""
    return refused(
        file,
        "encrypted",
        ("The file is protected by a password.", "文件受密码保护。"),
        ("Open it with the password, and save it without one.", "请用密码打开后，另存为不带密码的文件。"),
    )


def _unpacks(file: Path, most: int) -> Exception:
    said = limits.size(most)
    return too_large(file, (f"it unpacks to more than {said}", f"解压后超过 {said}"))
