"""Small documents for the tests, and what a reader made of them in short."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml

from tongbao.intake.original import Original, Paragraph, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
HERE = Path("notice.docx")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Any) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_body(*parts: str) -> bytes:
    """Return a DOCX whose body holds parts written as XML."""
    document = Document()
    for part in parts:
        opened = part.replace(">", f" {NAMESPACES}>", 1) if "/>" not in part[: part.index(">") + 1] else part
        document.element.body.insert(len(document.element.body) - 1, parse_xml(opened))
    return saved(document)


def package(document: bytes, **parts: bytes) -> bytes:
    """Return a DOCX with only the parts that it needs."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        made.writestr("word/document.xml", document)
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def lines(original: Original) -> list[Any]:
    """Return the text of each paragraph, and the texts of each table by rows."""
    return [
        block.piece.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in original.blocks
    ]


def only_table(original: Original) -> Table:
    [table] = [block for block in original.blocks if isinstance(block, Table)]
    return table
