"""Read text files that may be hostile, and report with its place any problem that prevents it."""

import codecs
import errno
import os
import re
import stat
from pathlib import Path

from tongbao.errors import Place, Problem, Text, system_reason

MAX_BYTES = 8_000_000
# Characters that YAML 1.2 (5.1) does not allow in a file. An escape in a value must not produce them either.
# YAML allows U+FFFD, but it marks characters that were lost when a text was read in the wrong encoding.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")


def read_text(file: Path) -> tuple[str, list[Problem]]:
    """Return a file's text, or the problem that prevents reading it: access, size, encoding, invisible characters."""
    data, problems = read_bytes(file)
    return ("", problems) if problems else decoded(file, data)


def read_bytes(file: Path) -> tuple[bytes, list[Problem]]:
    """Return a file's bytes, or the problem that prevents reading it: access, kind of file, size."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a named pipe would wait forever
            return b"", [_unreadable(file, errno.EISDIR if file.is_dir() else errno.EINVAL)]
        if status.st_size > MAX_BYTES:
            return b"", [_too_large(file, status.st_size)]
        with file.open("rb") as handle:
            before, data, after = os.fstat(handle.fileno()), handle.read(), os.fstat(handle.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
            return b"", [_changing(file)]
        return data, []
    except OSError as error:
        return b"", [_unreadable(file, error.errno or errno.EIO)]


def decoded(file: Path, data: bytes) -> tuple[str, list[Problem]]:
    """Decode UTF-8; report the first byte that is not UTF-8, or the first forbidden character."""
    try:
        text = data.decode("utf-8")
        found = FORBIDDEN.search(text.replace("\f", " "))  # a form feed is a page break to pdftotext
        return text, [forbidden(file, text, found.start())] if found else []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return "", [
            Problem(
                "not-utf-8",
                Text(
                    f"Byte 0x{data[error.start]:02x} is not UTF-8.",
                    f"字节 0x{data[error.start]:02x} 不是 UTF-8 编码。",
                ),
                _UTF_16 if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _GBK,
                Place(file, line, column),
            )
        ]


_GBK = Text("Save the file as UTF-8 (not GBK).", "请将文件另存为 UTF-8 编码（不是 GBK）。")
_UTF_16 = Text("Save the file as UTF-8 (not UTF-16).", "请将文件另存为 UTF-8 编码（不是 UTF-16）。")


def _unreadable(file: Path, number: int) -> Problem:
    reason = system_reason(number)
    what = Text(f"The file cannot be read: {reason.en}.", f"无法读取文件：{reason.zh}。")
    return Problem(
        "file-unreadable", what, Text("Check its name and permissions.", "请检查文件名与权限。"), Place(file)
    )


def _changing(file: Path) -> Problem:
    what = Text("The file changed while it was being read.", "读取期间文件被改动。")
    cure = Text("Run the command again when nothing is writing to the file.", "请在无人改动时重新运行。")
    return Problem("file-changed", what, cure, Place(file))


def forbidden(file: Path, text: str, start: int) -> Problem:
    """Report the forbidden character at a position of a text."""
    line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
    return Problem("bad-character", *character_problem(text[start]), Place(file, line, column))


def character_problem(character: str) -> tuple[Text, Text]:
    """Return what is wrong with a character, and the cure."""
    name = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return (
            Text(
                "Characters have been lost here: the text was read in the wrong encoding.",
                "此处文字已丢失：文本曾以错误的编码读取。",
            ),
            Text("Copy it from the source again, and save it as UTF-8.", "请从来源重新取得文本，并存为 UTF-8。"),
        )
    return (
        Text(f"The character {name} is not allowed here.", f"此处不得出现字符 {name}。"),
        Text("Delete it; it is invisible in most editors.", "请删除该字符；多数编辑器中它不可见。"),
    )


def _too_large(file: Path, size: int) -> Problem:
    return Problem(
        "file-too-large",
        Text(
            f"The file has {size:,} bytes; at most {MAX_BYTES:,} are read.",
            f"文件有 {size:,} 字节，上限为 {MAX_BYTES:,} 字节。",
        ),
        Text(
            "Each file holds one notice; check that this is the right file.",
            "每个文件只放一份公文；请确认文件是否正确。",
        ),
        Place(file),
    )
