"""What a file holds decides how it is read; every other file is refused with what to do."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.intake.original.documents import W, lines, package, paragraph

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original import Paragraph, Table
from tongbao.intake.original.read import read_original

NOTICES = Path(__file__).resolve().parents[4] / "shared" / "notices"
DOCX = package(f"<w:document {W}><w:body>{paragraph('关于表扬的通报')}</w:body></w:document>".encode())
PAGE = "<!DOCTYPE html><html><body><p>关于对先进单位予以通报表扬的决定已经公布。</p></body></html>".encode()
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
WORD = OLE + "WordDocument".encode("utf-16-le")


def zipped(*names: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "")
    return target.getvalue()


@pytest.mark.parametrize(("data", "form"), [(DOCX, "docx"), (PAGE, "html"), ("通报全文。".encode("gbk"), "text")])
@pytest.mark.parametrize("ending", [".docx", ".doc", ".pdf", ""])
def test_content_decides_not_the_name(data: bytes, form: str, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"notice{ending}"
    file.write_bytes(data)
    assert read_original(file).format == form


def test_characters_that_only_look_like_others_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("⼈⺠政府\t⼾\n序号\t单位", "utf-8")
    read = read_original(file)
    assert lines(read) == [[["人民政府", "户"], ["序号", "单位"]]]
    assert read.is_folded


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (zipped("notice.docx"), "archive"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "slides"),
        (zipped("[Content_Types].xml", "word/document.xml"), "broken-file"),
        (b"PK\x03\x04 cut short", "broken-file"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web-archive"),
        (bytes(range(1, 32)) * 9, "kind-unknown"),
    ],
)
def test_other_files_are_refused_with_what_to_do(data: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "notice"
    file.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_original(file)
    [problem] = caught.value.problems
    assert problem.code == code
    assert problem.cure
    assert problem.cure.zh


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_original(tmp_path)
    with pytest.raises(UsageError):
        read_original(tmp_path / "none")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notice.pdf"
    with file.open("wb") as handle:
        handle.truncate(limits.ORIGINAL_BYTES + 1)
    with pytest.raises(UsageError, match="too-large"):
        read_original(file)


@pytest.mark.parametrize(
    "data", [WORD, b"{\\rtf1 }", zipped("mimetype"), b'<?xml?><?mso-application progid="Word.Document"?><w/>']
)
def test_old_documents_ask_for_libreoffice(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "notice.doc"
    file.write_bytes(data)
    with pytest.raises(UsageError, match="libreoffice-missing"):
        read_original(file)


def program(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in LibreOffice's place."""
    script = folder / "soffice"
    script.write_text(f'#!/bin/sh\ncase "$*" in *--version*) echo "LibreOffice 24.2.7.2 abc"; exit;; esac\n{does}\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name == "nt", reason="the program in LibreOffice's place is a shell script")
@pytest.mark.parametrize(("ending", "form"), [("doc", "doc"), ("wps", "wps")])
def test_libreoffice_converts(ending: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(DOCX)
    program(tmp_path, f'cp {tmp_path}/made.docx "$HOME/document.docx"', monkeypatch)
    file = tmp_path / f"notice.{ending}"
    file.write_bytes(WORD)
    read = read_original(file)
    assert lines(read) == ["关于表扬的通报"]
    assert read.format == form
    assert read.tool.startswith("LibreOffice 24.2.7.2, lxml ")


@pytest.mark.skipif(os.name == "nt", reason="the program in LibreOffice's place is a shell script")
@pytest.mark.parametrize("does", ["exit 1", "exit 0", "sleep 60"])
def test_a_conversion_that_fails_or_hangs_is_reported(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONVERSION_SECONDS", 0.5)
    program(tmp_path, does, monkeypatch)
    file = tmp_path / "notice.doc"
    file.write_bytes(WORD)
    with pytest.raises(UsageError, match="not-converted"):
        read_original(file)


def printed(file: Path) -> list[str]:
    """Return the words of each paragraph and cell of a file, without white space."""
    words = []
    for block in read_original(file).blocks:
        if isinstance(block, Paragraph):
            words.append(block.piece.text)
        elif isinstance(block, Table):
            words += [cell.text for cell in block.cells()]
    return ["".join(text.split()) for text in words]


def expected() -> list[Path]:
    found = sorted(NOTICES.glob("*/expected/*.yaml"))
    return [
        file
        for file in found
        if not any(file.parents[1].glob(f"files/{file.stem}-*{end}") for end in (".pdf", ".doc"))
        or any(file.parents[1].glob(f"files/{file.stem}-*.docx"))
    ]


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
@pytest.mark.parametrize(
    "facts", expected() if NOTICES.is_dir() else [], ids=lambda file: f"{file.parents[1].name}-{file.stem}"
)
def test_the_documents_hold_what_is_expected_of_them(facts: Path) -> None:
    yaml = pytest.importorskip("yaml")
    gold = yaml.safe_load(facts.read_text("utf-8"))
    pieces = printed(facts.parents[1] / "files" / gold["file"])
    whole = "".join(pieces)
    wanted = [gold["date_as_printed"], *gold["issuers"], *said(gold, ("sentence", "text"))]
    assert [text for text in wanted if "".join(text.split()) not in whole] == []
    sentences = ["".join(text.split()) for text in said(gold, ("sentence", "text"))]
    assert [text for text in sentences if not any(text in piece for piece in pieces)] == []


def said(facts: object, keys: tuple[str, ...]) -> list[str]:
    """Return the texts of some keys, wherever they stand in the expected facts."""
    if isinstance(facts, dict):
        own = [value for key, value in facts.items() if key in keys and isinstance(value, str)]
        return own + [text for value in facts.values() for text in said(value, keys)]
    return [text for value in facts for text in said(value, keys)] if isinstance(facts, list) else []
