"""Read a file of an office, whatever its kind."""

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from tongbao import limits
from tongbao.errors import system_reason
from tongbao.intake.original import scan_faults
from tongbao.intake.original.apart import read_apart
from tongbao.intake.original.convert import to_docx
from tongbao.intake.original.faults import library, refused, too_large
from tongbao.intake.original.fold import fold
from tongbao.intake.original.kinds import MEDIA_TYPES, PICTURES, kind_of
from tongbao.intake.original.layout import Original, Piece, with_pieces
from tongbao.progress import Progress

_CONVERTED = ("doc", "wps", "rtf", "odt", "xml")


def read_original(file: Path, recognising: Progress | None = None) -> Original:
    """Read a file: PDF, DOCX, HTML or text; DOC, WPS, RTF and ODT where LibreOffice is installed.

    ``recognising`` receives the progress of recognising the words of scans and pictures; without it, these are refused.

    What it holds decides its kind, not its name. Characters that only look like others are replaced (see
    ``tongbao.intake.original.fold``). Raise UsageError, with what to do, for every other file.
    """
    data = _bytes_of(file)
    kind = kind_of(data, file)
    if kind in _REFUSED:
        raise refused(file, *_REFUSED[kind])
    if kind == "image":
        raise scan_faults.other_picture(file)
    if kind in PICTURES.values() and recognising is None:
        raise scan_faults.picture(file)
    if recognising and kind in ("pdf", *PICTURES.values()):
        read = _scanned(kind, data, file, recognising)
    else:
        read = _read(kind, data, file)
    return replace(read, media_type=MEDIA_TYPES[kind])


def _scanned(kind: str, data: bytes, file: Path, recognising: Progress) -> Original:
    library("pdfplumber", file)
    from tongbao.intake.original.scan import read_scan

    return read_scan(data, file, kind, recognising)


def _read(kind: str, data: bytes, file: Path) -> Original:
    if kind == "pdf":
        from tongbao.intake.original.pdf import read_pdf

        return read_pdf(data, file)
    if kind not in _CONVERTED:
        return folded(_apart(kind, data, file))
    converted, program = to_docx(data, kind, file)
    read = folded(_apart("docx", converted, file))
    return replace(read, format="wps" if kind == "wps" else "doc", tool=f"{program}, {read.tool}")


def _apart(kind: str, data: bytes, file: Path) -> Original:
    """Read a file in a process of its own: what a hostile file takes of time and memory ends there."""
    module = "plain" if kind == "text" else kind
    return read_apart(f"tongbao.intake.original.{module}:read_{kind}", data, file)


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of a file; raise UsageError where it cannot be read, or is larger than the limit."""
    try:
        with file.open("rb") if file.is_file() else _irregular(file) as handle:
            size = os.fstat(handle.fileno()).st_size
            data = handle.read(limits.ORIGINAL_BYTES + 1)
    except OSError as error:
        reason = system_reason(error)
        what = (f"The file cannot be read: {reason.en}.", f"无法读取文件：{reason.zh}。")
        raise refused(file, "file-unreadable", what, _CHECK) from error
    if max(size, len(data)) > limits.ORIGINAL_BYTES:
        said = limits.size(limits.ORIGINAL_BYTES)
        raise too_large(file, (f"it has more than {said}", f"超过 {said}"))
    return data


def _irregular(file: Path) -> NoReturn:
    """Raise why something is no file that can be read: reading a named pipe would wait forever."""
    mode = file.stat().st_mode
    number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise OSError(number, os.strerror(number))


def folded(original: Original) -> Original:
    """Replace characters that only look like common ones, such as the radical ⼀, by these (一).

    >>> folded(Original((Paragraph(Piece("⼈民")),), "text", "")).is_folded
    True
    """
    blocks = with_pieces(original.blocks, _folded_piece)
    return replace(original, blocks=blocks, is_folded=True) if blocks != original.blocks else original


def _folded_piece(piece: Piece) -> Piece:
    text = fold(piece.text)
    return piece if text == piece.text else piece._replace(text=text)


_CHECK = ("Check its name and permissions.", "请检查文件名与权限。")
_OFFICE = ("Give the PDF, DOCX or HTML that the office published.", "请改用机关发布的 PDF、DOCX 或 HTML 文件。")
_REFUSED: dict[str, tuple[str, tuple[str, str], tuple[str, str]]] = {
    "empty": (
        "empty-file",
        ("The file is empty.", "文件为空。"),
        ("Get it again from the office.", "请重新取得文件。"),
    ),
    "ofd": (
        "ofd",
        ("This is an OFD document (GB/T 33190), which is not read.", "这是 OFD 版式文件（GB/T 33190），暂不支持读取。"),
        (
            "Open it in an OFD reader and export it as PDF with text, or give the HTML page of the notice.",
            "请用 OFD 阅读器打开并导出为带文字的 PDF，或改用公文的网页。",
        ),
    ),
    "sheet": (
        "spreadsheet",
        ("This is a spreadsheet, not a notice.", "这是电子表格，不是公文。"),
        (
            "Give the notice itself; to read a table, put it into a DOCX with the words around it.",
            "请提供公文本身；如需读取表格，请连同正文放入 DOCX。",
        ),
    ),
    "slides": ("slides", ("This is a presentation, not a notice.", "这是演示文稿，不是公文。"), _OFFICE),
    "zip": (
        "archive",
        ("This is an archive with files in it.", "这是压缩包。"),
        ("Unpack it, and give the file of the notice.", "请解压后提供其中的公文文件。"),
    ),
    "mail": (
        "web-archive",
        ("This is a web archive or a mail, which is not read.", "这是网页归档（MHT）或邮件，暂不支持读取。"),
        ("Open it in a browser, and save it as HTML.", "请在浏览器中打开后另存为 HTML。"),
    ),
    "data": ("kind-unknown", ("The kind of the file is not known.", "无法识别文件类型。"), _OFFICE),
}
