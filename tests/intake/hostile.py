"""Files that mean harm, made by code: each is named, and written only when its test asks for it."""

import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple

from docx import Document
from tests.intake.original.documents import NAMESPACES, RELATIONS, package, paragraph, saved, with_body
from tests.intake.original.pdfs import FONT, assembled, grid, pdf, text

MIB = 2**20


class Hostile(NamedTuple):
    """One hostile file: its name, and what makes its bytes from the address of a server that counts its callers."""

    name: str
    make: Callable[[str], bytes]
    is_slow: bool = False
    """Whether it takes seconds, or is one more of many alike."""


WORDS = (
    "岚江市人民政府办公厅关于表扬先进单位的通报",
    "岚江政办〔2024〕5号",
    "各区人民政府：",
    "现对市公安局、市民政局予以通报表扬，三年来办件12.5万件，平均时限由10天压缩到2天以内。",
    "岚江市人民政府办公厅",
    "2024年5月6日",
)
"""A sound notice, around which harm is put."""


_SLOW = frozenset(
    [
        "fields-never-closed.docx",
        "numbering-words.docx",
        "many-columns.html",
        "a-hundred-thousand-attributes.html",
        "repeated-acts-of-many.txt",
        "repeated-headings-in-lines.txt",
        "many-short-lines.txt",
        "many-empty-lines.txt",
        "ten-thousand-pages.pdf",
        "flate-bomb-in-a-bomb.pdf",
        "filter-run-length.pdf",
        "font-widths.pdf",
        "to-unicode-bomb.pdf",
        "content-saves.pdf",
        "content-restores.pdf",
        "content-operands.pdf",
        "content-marked-content.pdf",
        "content-curves.pdf",
        "forms-that-grow-tenfold.pdf",
        "object-that-is-itself.pdf",
        "objects-without-end.pdf",
        "repeated-annex-lines.txt",
    ]
)
"""Files that take seconds, beside those that say so where they are made."""


def all_hostile() -> list[Hostile]:
    """Return every hostile file."""
    made = (*_packages(), *_word(), *_pages(), *_texts(), *_pdfs(), *_damaged())
    return [one._replace(is_slow=one.is_slow or one.name in _SLOW) for one in made]


# --- sound files ----------------------------------------------------------------------------------


def sound_docx() -> bytes:
    """Return a notice with a table, as DOCX."""
    document = Document()
    for line in WORDS:
        document.add_paragraph(line)
    table = document.add_table(0, 4)
    for row in (("序号", "举措", "牵头单位", "做法及成效"), ("1", "一窗通办", "市公安局、市民政局", "办件3万件。")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return saved(document)


def sound_html(head: str = "", body: str = "") -> bytes:
    """Return a notice as a web page, with more in its head and its body."""
    lines = "".join(f"<p>{line}</p>" for line in WORDS)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}<title>通报</title></head><body>{lines}{body}</body></html>".encode()


def sound_pdf(*, more: bytes = b"") -> bytes:
    """Return a notice as PDF."""
    drawn = b"".join(text(line, 60, 60 + 40 * at) for at, line in enumerate(WORDS))
    return pdf(drawn, grid([60, 200, 400], [100, 140, 180]) + text("序号", 70, 110), more=more)


def sound_text() -> bytes:
    """Return a notice as text."""
    return "\n".join(WORDS).encode()


# --- packages -------------------------------------------------------------------------------------


def _document(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()
    )


_BODY = "".join(map(paragraph, WORDS))
_SOUND = _document(_BODY)


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """Return an archive of files, of which several may have one name."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, method)
        made.comment = comment
    return target.getvalue()


def _parts(document: bytes = _SOUND) -> list[tuple[str, bytes]]:
    relations = (
        f'<Relationships><Relationship Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return [("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", relations.encode()), ("word/document.xml", document)]


def _forged(data: bytes, size: int, *, local: bool = True) -> bytes:
    """Declare another unpacked size for every entry, in the directory and in the entries' own heads."""
    forged = bytearray(data)
    for mark, at in ((b"PK\1\2", 24), *(((b"PK\3\4", 22),) if local else ())):
        found = data.find(mark)
        while found >= 0:
            forged[found + at : found + at + 4] = struct.pack("<I", size)
            found = data.find(mark, found + 4)
    return bytes(forged)


def _set(data: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    """Overwrite a field of each head that begins with a mark."""
    changed, found = bytearray(data), data.find(mark)
    while found >= 0:
        changed[found + at : found + at + len(value)] = value
        found = data.find(mark, found + 4)
    return bytes(changed)


def _nested(depth: int) -> bytes:
    inner = zipped(*_parts())
    for level in range(depth):
        inner = zipped((f"{level}.zip", inner), ("word/document.xml", inner), ("[Content_Types].xml", b"<Types/>"))
    return inner


def _overlapping(count: int) -> bytes:
    """Return an archive whose directory names one entry many times."""
    data = zipped(("word/document.xml", b"\0" * MIB))
    start = data.index(b"PK\1\2")
    end = data.index(b"PK\5\6")
    entry = data[start:end]
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail


def _packages() -> Iterator[Hostile]:
    def bomb(megabytes: int) -> Callable[[str], bytes]:
        return lambda _: zipped(*_parts(b"<a>" + b" " * (megabytes * MIB) + b"</a>"))

    yield Hostile("zip-bomb-40-mib.docx", bomb(40))
    yield Hostile("zip-bomb-300-mib.docx", bomb(300), is_slow=True)
    yield Hostile("zip-bomb-in-a-picture.docx", lambda _: zipped(*_parts(), ("word/media/a.png", b"\0" * (60 * MIB))))
    yield Hostile("zip-in-zip.docx", lambda _: _nested(6))
    yield Hostile("zip-in-zip.zip", lambda _: _nested(6))
    yield Hostile("entries-that-overlap.docx", lambda _: _overlapping(4000))
    yield Hostile("more-entries-than-allowed.docx", lambda _: _overlapping(6000))
    for size in (0, 1, 100, 2**31 - 1, 2**32 - 1):
        yield Hostile(f"forged-size-{size}.docx", lambda _, size=size: _forged(zipped(*_parts()), size))
        yield Hostile(
            f"forged-size-directory-only-{size}.docx",
            lambda _, size=size: _forged(zipped(*_parts()), size, local=False),
        )
    for name in (
        "../../../../../tmp/evil",
        "/etc/passwd",
        "C:\\evil",
        "word/../../evil",
        "a\nb",
        "\u202egnp.exe",
        "a" * 60000,
    ):
        yield Hostile(
            f"entry-named-{ascii(name)[1:12].replace('/', '_')}.docx",
            lambda _, name=name: zipped(*_parts(), (name, b"evil")),
        )
    yield Hostile(
        "entry-of-a-name-with-nul.docx",
        lambda _: zipped(*_parts(), ("wordXdocument", b"evil")).replace(b"wordXdocument", b"word\0document"),
    )
    yield Hostile(
        "document-twice.docx", lambda _: zipped(*_parts(), ("word/document.xml", _document(paragraph("后来者"))))
    )
    yield Hostile("document-is-a-folder.docx", lambda _: zipped(*_parts()[:2], ("word/document.xml/", b"")))
    yield Hostile("document-missing.docx", lambda _: zipped(*_parts()[:2], ("word/other.xml", _SOUND)))
    yield Hostile("document-empty.docx", lambda _: zipped(*_parts(b"")))
    yield Hostile("document-no-xml.docx", lambda _: zipped(*_parts(b"\x89PNG\r\n" * 100)))
    yield Hostile("document-nul-bytes.docx", lambda _: zipped(*_parts(_SOUND.replace(b"<w:p>", b"<w:p>\0", 1))))
    yield Hostile("document-says-utf-16.docx", lambda _: zipped(*_parts(_SOUND.replace(b"UTF-8", b"UTF-16"))))
    yield Hostile("document-says-utf-7.docx", lambda _: zipped(*_parts(_SOUND.replace(b"UTF-8", b"UTF-7"))))
    yield Hostile("rels-missing.docx", lambda _: zipped(_parts()[0], _parts()[2]))
    for target in (
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "word/document.xml/../document.xml",
        "\\\\host\\share",
        ".",
    ):
        relations = (
            f'<Relationships><Relationship Type="{RELATIONS}/officeDocument" Target="{target}"/></Relationships>'
        )
        yield Hostile(
            f"rels-to-{target.replace('/', '_')[:24]}.docx",
            lambda _, relations=relations: zipped(_parts()[0], ("_rels/.rels", relations.encode()), _parts()[2]),
        )
    yield Hostile("rels-to-the-network.docx", _external)
    yield Hostile(
        "rels-to-itself.docx",
        lambda _: zipped(*_parts(), ("word/_rels/document.xml.rels", _relations("styles", "document.xml"))),
    )
    yield Hostile(
        "template-on-the-network.docx",
        lambda at: zipped(
            *_parts(), ("word/_rels/document.xml.rels", _relations("attachedTemplate", f"{at}/t.dotm", external=True))
        ),
    )
    yield Hostile(
        "entries-encrypted.docx", lambda _: _set(_set(zipped(*_parts()), b"PK\1\2", 8, b"\1\0"), b"PK\3\4", 6, b"\1\0")
    )
    for method in (1, 6, 9, 12, 14, 93, 99):
        yield Hostile(
            f"method-{method}.docx",
            lambda _, method=method: _set(
                _set(zipped(*_parts()), b"PK\1\2", 10, struct.pack("<H", method)),
                b"PK\3\4",
                8,
                struct.pack("<H", method),
            ),
        )
    yield Hostile(
        "directory-offset-beyond-the-end.docx", lambda _: _set(zipped(*_parts()), b"PK\5\6", 16, b"\xff\xff\xff\x7f")
    )
    yield Hostile("directory-count-forged.docx", lambda _: _set(zipped(*_parts()), b"PK\5\6", 8, b"\xff\xff\xff\xff"))
    yield Hostile(
        "entry-offset-beyond-the-end.docx", lambda _: _set(zipped(*_parts()), b"PK\1\2", 42, b"\xff\xff\xff\x7f")
    )
    yield Hostile("long-comment.docx", lambda _: zipped(*_parts(), comment=b"PK\5\6" * 16000))
    yield Hostile("rubbish-before.docx", lambda _: b"PK" + b"\0" * 5000 + zipped(*_parts()))
    yield Hostile("rubbish-behind.docx", lambda _: zipped(*_parts()) + b"\0" * 100_000)
    yield Hostile("macros.docm", lambda _: zipped(*_parts(), ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 1000)))
    yield Hostile("ofd.ofd", lambda _: zipped(("OFD.xml", b"<a/>")))
    yield Hostile("sheet.docx", lambda _: zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<a/>")))
    yield Hostile("mimetype-bomb.odt", lambda _: zipped(("mimetype", b"a" * (20 * MIB))))
    yield Hostile("gzip-bomb.docx", lambda _: zlib.compress(b"\0" * (20 * MIB), wbits=31))
    yield Hostile(
        "ole-whose-chain-is-a-ring.doc", lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + b"\0\0\0\0" * 5000
    )
    yield Hostile(
        "ole-encrypted.docx", lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    )
    yield Hostile("rtf-nested.rtf", lambda _: b"{\\rtf1" + b"{" * 100_000)


def _relations(kind: str, target: str, *, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationships><Relationship Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()


def _external(at: str) -> bytes:
    return zipped(
        *_parts(), ("word/_rels/document.xml.rels", _relations("styles", f"{at}/styles.xml", external=True) + b"")
    )


# --- DOCX -----------------------------------------------------------------------------------------


def _laughs(root: str, body: str, levels: int = 12) -> bytes:
    """Return XML whose entities grow tenfold at each level."""
    entities = '<!ENTITY e0 "哈哈">' + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>{body.replace("@", f"&e{levels};")}'.encode()


def _entity(declared: str, document: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE w:document [{declared}]>{document}'.encode()


def _styles(*rules: str) -> bytes:
    return f"<w:styles {NAMESPACES}>{''.join(rules)}</w:styles>".encode()


def _numbering(start: str, level: str, words: str = "%1、") -> bytes:
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{words}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()


def _numbered(numbering: bytes, level: str = "0") -> bytes:
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    relations = _relations("numbering", "numbering.xml")
    body = _BODY + paragraph("一项举措", mark) * 20
    return package(_document(body), **{"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations})


def _table(cells: str, *, rows: int = 1, before: str = "") -> bytes:
    return package(_document(_BODY + f"<w:tbl>{before}" + f"<w:tr>{cells}</w:tr>" * rows + "</w:tbl>"))


def _word() -> Iterator[Hostile]:
    inside = _SOUND.decode().partition("?>")[2].replace(WORDS[0], f"{WORDS[0]}@", 1)
    named = inside.replace("@", "&x;")
    yield Hostile("laughs.docx", lambda _: package(_laughs("w:document", inside)))
    yield Hostile(
        "laughs-in-an-attribute.docx",
        lambda _: package(_laughs("w:document", _SOUND.decode().partition("?>")[2].replace("<w:p>", '<w:p a="@">', 1))),
    )
    yield Hostile(
        "one-long-entity-often.docx",
        lambda _: package(_entity(f'<!ENTITY x "{"哈" * 100_000}">', inside.replace("@", "&x;" * 10_000))),
    )
    yield Hostile("entity-of-itself.docx", lambda _: package(_entity('<!ENTITY x "&x;">', named)))
    yield Hostile("entity-of-a-file.docx", lambda _: package(_entity('<!ENTITY x SYSTEM "file:///etc/passwd">', named)))
    yield Hostile("entity-of-the-network.docx", lambda at: package(_entity(f'<!ENTITY x SYSTEM "{at}/x">', named)))
    yield Hostile(
        "entity-of-a-parameter.docx", lambda at: package(_entity(f'<!ENTITY % y SYSTEM "{at}/y.dtd"> %y;', named))
    )
    yield Hostile(
        "dtd-of-the-network.docx",
        lambda at: package(f'<!DOCTYPE w:document SYSTEM "{at}/x.dtd">{_SOUND.decode().partition("?>")[2]}'.encode()),
    )
    yield Hostile(
        "xinclude.docx",
        lambda at: package(
            _document(_BODY + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{at}/x" parse="text"/>')
        ),
    )
    yield Hostile(
        "stylesheet-of-the-network.docx",
        lambda at: package(
            _SOUND.replace(b"?>", f'?><?xml-stylesheet href="{at}/x.xsl" type="text/xsl"?>'.encode(), 1)
        ),
    )
    yield Hostile(
        "chunk-of-a-file.docx",
        lambda _: package(
            _document(_BODY + '<w:altChunk r:id="rId9" xmlns:r="r"/>'),
            **{"word/_rels/document.xml.rels": _relations("aFChunk", "file:///etc/passwd", external=True)},
        ),
    )
    for field in (
        "INCLUDETEXT /etc/passwd",
        "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
        "HYPERLINK javascript:alert(1)",
    ):
        yield Hostile(
            f"field-{field[:7].lower()}.docx",
            lambda _, field=field: package(
                _document(_BODY + f'<w:p><w:fldSimple w:instr="{field}"><w:r><w:t>甲</w:t></w:r></w:fldSimple></w:p>')
            ),
        )
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    yield Hostile(
        "fields-never-closed.docx", lambda _: package(_document(_BODY + f"<w:p>{opened * 20_000}</w:p>" + _BODY))
    )
    cell = "<w:tc>{}<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    for span in ("1000000000", "99999999999999999999", "-1", "0", "1e9", "１０"):
        marked = cell.format(f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>')
        yield Hostile(f"grid-span-{span!a}.docx", lambda _, marked=marked: _table(marked))
    skipped = '<w:trPr><w:gridBefore w:val="1000000000"/><w:gridAfter w:val="1000000000"/></w:trPr>'
    yield Hostile("grid-before.docx", lambda _: _table(skipped + cell.format("")))
    wide = cell.format('<w:tcPr><w:gridSpan w:val="900"/></w:tcPr>')
    yield Hostile("many-wide-rows.docx", lambda _: _table(wide, rows=5000))
    yield Hostile("many-columns.docx", lambda _: _table(cell.format("") * 20_000))
    yield Hostile("many-rows.docx", lambda _: _table(cell.format("") * 4, rows=40_000), is_slow=True)
    yield Hostile(
        "merged-down-without-end.docx", lambda _: _table(cell.format("<w:tcPr><w:vMerge/></w:tcPr>"), rows=20_000)
    )
    yield Hostile(
        "grid-columns.docx",
        lambda _: _table(cell.format(""), before="<w:tblGrid>" + '<w:gridCol w:w="1"/>' * 200_000 + "</w:tblGrid>"),
    )
    for depth in (30, 200, 20_000):
        opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "<w:p/></w:tc></w:tr></w:tbl>" * depth
        yield Hostile(
            f"tables-nested-{depth}.docx",
            lambda _, opening=opening, closing=closing: package(_document(_BODY + opening + paragraph("甲") + closing)),
        )
    for depth in (200, 50_000):
        yield Hostile(
            f"sdt-nested-{depth}.docx",
            lambda _, depth=depth: package(
                _document(_BODY + "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth)
            ),
        )
    yield Hostile(
        "runs-nested.docx",
        lambda _: package(
            _document(_BODY + "<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>")
        ),
    )
    yield Hostile(
        "text-boxes-nested.docx",
        lambda _: package(
            _document(
                _BODY
                + "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" * 60
                + paragraph("甲")
                + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * 60
            )
        ),
    )
    yield Hostile(
        "a-million-empty-paragraphs.docx", lambda _: package(_document(_BODY + "<w:p/>" * 1_000_000)), is_slow=True
    )
    yield Hostile("four-million-marks.docx", lambda _: package(_document(_BODY + "<w:p/>" * 4_000_000)))
    yield Hostile(
        "a-hundred-thousand-breaks.docx",
        lambda _: package(_document(_BODY + "<w:p><w:r>" + "<w:br/>" * 100_000 + "</w:r></w:p>")),
    )
    yield Hostile("an-attribute-of-20-mib.docx", lambda _: package(_document(_BODY + f'<w:p a="{"a" * (20 * MIB)}"/>')))
    yield Hostile(
        "a-hundred-thousand-attributes.docx",
        lambda _: package(_document(_BODY + "<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")),
    )
    yield Hostile(
        "a-hundred-thousand-namespaces.docx",
        lambda _: package(_document(_BODY + "<w:p " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(100_000)) + "/>")),
    )
    yield Hostile("a-name-of-a-mebibyte.docx", lambda _: package(_document(_BODY + f"<w:{'a' * MIB}/>")))
    yield Hostile(
        "one-run-of-9-mib.docx", lambda _: package(_document(_BODY + paragraph("通报" * (3 * MIB // 2)))), is_slow=True
    )
    for sign in ("&#0;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999999;", "&nbsp;"):
        yield Hostile(
            f"reference-{sign.strip('&#;')}.docx",
            lambda _, sign=sign: package(_document(_BODY + paragraph(f"甲{sign}乙"))),
        )
    for code in ("", "F0FE", "FFFFFFFFFF", "-1", "ZZ", "D800"):
        yield Hostile(
            f"symbol-{code}.docx",
            lambda _, code=code: package(
                _document(_BODY + f'<w:p><w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r></w:p>')
            ),
        )
    for start in ("999999999999999999999", "-5", "abc"):
        yield Hostile(f"numbering-from-{start[:8]}.docx", lambda _, start=start: _numbered(_numbering(start, "0")))
    yield Hostile("numbering-level.docx", lambda _: _numbered(_numbering("1", "1000000000"), "1000000000"))
    yield Hostile("numbering-words.docx", lambda _: _numbered(_numbering("1", "0", "%1%2%3%4%5%6%7%8%9" * 2000)))
    ring = _styles(
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>',
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )
    chain = _styles(*(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(20_000)))
    for name, styles, used in (("ring", ring, "a"), ("chain", chain, "s0")):
        parts = {"word/styles.xml": styles, "word/_rels/document.xml.rels": _relations("styles", "styles.xml")}
        body = _BODY + paragraph("甲", f'<w:pStyle w:val="{used}"/>') * 50
        yield Hostile(f"styles-in-a-{name}.docx", lambda _, body=body, parts=parts: package(_document(body), **parts))
    yield Hostile("bidi.docx", lambda _: with_body(*map(paragraph, (*WORDS, "\u202e\u2066甲局\u2069\u200f" * 2000))))


# --- web pages ------------------------------------------------------------------------------------


def _pages() -> Iterator[Hostile]:
    def page(name: str, body: str, *, head: str = "", is_slow: bool = False) -> Hostile:
        return Hostile(f"{name}.html", lambda at: sound_html(head.replace("@", at), body.replace("@", at)), is_slow)

    yield page(
        "script", '<script src="@/x.js"></script><script>fetch("@/y")</script><img src=x onerror="fetch(\'@\')">'
    )
    yield page(
        "remote-pictures",
        '<img src="@/x.png"><picture><source srcset="@/y.png"></picture><svg><image xlink:href="@/z"/></svg>',
    )
    yield page("meta-refresh", "", head='<meta http-equiv=refresh content="0;url=@/x">')
    yield page("base-href", '<a href="x">甲</a><img src=y>', head='<base href="@/">')
    yield page(
        "css-import",
        "",
        head='<link rel=stylesheet href="@/x.css"><style>@import url(@/y.css); p{background:url(@/z)}</style>',
    )
    yield page(
        "frames",
        '<iframe src="@/x" srcdoc="<p>甲"></iframe><object data="@/y"></object><embed src="@/z"><frameset><frame src="@">',
    )
    yield page("forms", '<form action="@/x"><input name=a><button>交</button></form>')
    yield page(
        "links-to-scripts",
        '<a href="javascript:alert(1)">通报</a><a href="data:text/html,<script>">通报</a><a href="file:///etc/passwd">甲</a>',
    )
    for attribute in ("colspan", "rowspan"):
        for span in ("1000000000", "99999999999999999999", "-1", "0", "1e9", "65534", "1000"):
            yield page(f"{attribute}-{span}", f"<table><tr><td {attribute}={span}>甲<td>乙<tr><td>丙<td>丁</table>")
    yield page("both-spans", "<table><tr><td colspan=1000 rowspan=65534>甲<td>乙" + "<tr><td>丙" * 1000 + "</table>")
    yield page("many-wide-cells", "<table>" + "<tr><td colspan=900>甲" * 5000 + "</table>")
    yield page("many-columns", "<table><tr>" + "<td>甲" * 50_000 + "</table>")
    yield page("many-cells", "<table>" + ("<tr>" + "<td>甲" * 50) * 4000 + "</table>", is_slow=True)
    yield page("many-small-tables", "<table><tr><td>甲<td>乙</table>" * 20_000, is_slow=True)
    for depth in (50, 240, 1000, 100_000):
        yield page(f"divs-nested-{depth}", "<div>" * depth + "甲" + "</div>" * depth)
        yield page(f"spans-nested-{depth}", "<p>" + "<span>" * depth + "甲")
    for depth in (30, 300, 10_000):
        yield page(f"tables-nested-{depth}", "<table><tr><td>甲<td>" * depth)
        yield page(f"lists-nested-{depth}", "<ol><li>甲" * depth)
    yield page("tags-never-closed", "<b><i><font><p>" * 20_000)
    yield page("tags-only-closed", "</b></div></td></table></p>" * 50_000)
    yield page("a-hundred-thousand-attributes", "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">甲")
    yield page("an-attribute-of-5-mib", f'<p title="{"a" * (5 * MIB)}">甲')
    yield page("a-style-of-a-mebibyte", f'<p style="{"text-align :" * 80_000}">甲<p style="{" " * MIB}">乙')
    yield page("a-class-of-a-mebibyte", f'<p class="{"c-" * (MIB // 2)}">甲')
    yield page("comment-never-closed", "<!-- " + "甲" * 100_000)
    yield page("comments", "<!-- a -->" * 100_000)
    yield page("cdata", "<![CDATA[" * 20_000 + "甲")
    yield page("plaintext", "<plaintext>" + "</p><p>甲" * 1000)
    yield page("template", "<template>" + "<p>甲</p>" * 1000 + "</template>")
    yield page("processing-instructions", "<?xml-stylesheet href='@/x'?>" * 1000)
    yield page("references", "&#0;&#x110000;&#xD800;&#99999999999999;&lt;script&gt;&nbsp;&" + "&amp;" * 100_000)
    yield page(
        "list-from-the-far-end", '<ol start="999999999999999999999"><li value="-99999999999">甲<li>乙</ol>' * 100
    )
    yield page("a-million-letters-without-a-break", "<p>" + "通" * 1_000_000, is_slow=True)
    yield page("white-space", "<p>甲" + " \n\t" * 500_000 + "乙")
    yield page("hidden", '<div style="display:none">' + "<p>市公安局</p>" * 2000 + "</div>")
    yield page("bidi", "<p>" + "\u202e\u2066甲局\u2069\u200f\u200b\ufeff" * 5000)
    yield page("marquee-and-math", "<math><mi><svg><foreignObject><math>" * 100 + "甲")
    yield Hostile("laughs.xhtml", lambda _: _laughs("html", f"<html><body><p>{WORDS[0]}@</p></body></html>"))
    yield Hostile(
        "entity-of-a-file.xhtml",
        lambda _: (
            f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>{"".join(WORDS)}&x;</p></body></html>'.encode()
        ),
    )
    yield Hostile(
        "entity-of-the-network.xhtml",
        lambda at: (
            f'<!DOCTYPE html SYSTEM "{at}/x.dtd" [<!ENTITY x SYSTEM "{at}/x">]><html><body><p>{"".join(WORDS)}&x;</p></body></html>'.encode()
        ),
    )
    yield Hostile(
        "xinclude.xhtml",
        lambda at: (
            f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>{"".join(WORDS)}<xi:include href="{at}/x"/></body></html>'.encode()
        ),
    )
    for said in ("utf-7", "utf-16", "x-user-defined", "no-such", "iso-2022-cn", "hz-gb-2312", "a" * 100_000, "utf-8\0"):
        yield Hostile(
            f"charset-{ascii(said)[1:12]}.html",
            lambda _, said=said: sound_html().replace(b"charset=utf-8", f"charset={said}".encode()),
        )
    yield Hostile(
        "charset-twice.html",
        lambda _: sound_html(head="<meta charset=gbk><meta http-equiv=content-type content='text/html; charset=big5'>"),
    )
    yield Hostile("bom-of-utf-8-over-gbk.html", lambda _: b"\xef\xbb\xbf" + sound_html().decode().encode("gb18030"))
    yield Hostile("bom-of-utf-16-over-utf-8.html", lambda _: b"\xff\xfe" + sound_html())
    yield Hostile("utf-32.html", lambda _: sound_html().decode().encode("utf-32"))
    yield Hostile("nul-bytes.html", lambda _: sound_html().replace(b"<p>", b"<\0p>\0"))
    yield Hostile("just-under-the-limit.html", lambda _: sound_html(body="<p>" + "a" * (8 * MIB - 2000)), is_slow=True)
    yield Hostile("over-the-limit.html", lambda _: sound_html(body="<p>" + "a" * (8 * MIB)))
    yield Hostile(
        "web-archive.mht", lambda _: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=" + b"a" * MIB
    )


# --- texts ----------------------------------------------------------------------------------------

_REPEATED = {
    "brackets": "（", "closing-brackets": "）", "document-brackets": "〔", "numbers-of-documents": "岚江政办〔2024〕5号", "titles": "《", "quotation-marks": "“",
    "annexes": "附件：", "annex-lines": "附件1\n", "commas": "、", "numerals": "一二三四五六七八九十", "digits": "1234567890", "ranges": "1—", "dates": "2024年5月", "dates-in-numerals": "二〇二四年",
    "amounts": "3.5万元，", "changes": "由1天压缩到", "percent": "9%", "acts": "予以通报表扬", "acts-of-many": "对市公安局、市民政局予以通报表扬。", "units": "市公安局、", "leads": "市公安局牵头，", "brackets-of-units": "（责任单位：市公安局；配合单位：市民政局）", "headings": "一、", "headings-in-lines": "一、强化保障\n", "items": "1.做法。（市公安局牵头）\n",
    "dashes": "—", "spaces": "　", "colons": "：", "full-stops": "。", "printed": "岚江市人民政府办公厅2024年5月6日印发\n", "copies": "抄送：市委办公厅，", "genres": "关于的通知", "issuers": "岚江市人民政府\n", "radicals": "⼀⼆⼈", "letters": "a", "words": "a ", "emoji": "\U0001f468\u200d", "marks": "e\u0301\u0300",
}  # fmt: skip


def _texts() -> Iterator[Hostile]:
    def plain(name: str, data: bytes) -> Hostile:
        return Hostile(f"{name}.txt", lambda _: data)

    sound = "\n".join(WORDS)
    for name, words in _REPEATED.items():
        yield Hostile(
            f"repeated-{name}.txt",
            lambda _, words=words: f"{sound}\n{words * (60_000 // len(words))}\n{WORDS[4]}\n{WORDS[5]}".encode(),
        )
        yield Hostile(
            f"a-mebibyte-of-{name}.txt",
            lambda _, words=words: f"{sound}\n{words * (MIB // len(words.encode()))}".encode(),
            is_slow=True,
        )
    for bom, encoding in (
        (b"\xef\xbb\xbf", "gb18030"),
        (b"\xff\xfe", "utf-8"),
        (b"\xfe\xff", "utf-16-le"),
        (b"\xff\xfe\0\0", "utf-8"),
        (b"\0\0\xfe\xff", "utf-32-le"),
        (b"\xef\xbb\xbf" * 3, "utf-8"),
        (b"\x84\x31\x95\x33", "gb18030"),
        (b"+/v8", "utf-8"),
    ):
        yield plain(f"bom-{bom[:4].hex()}-{encoding}", bom + sound.encode(encoding))
    yield plain("utf-16-cut", sound.encode("utf-16")[:-1])
    yield plain("nuls", sound.encode().replace(b"\n", b"\0"))
    yield plain("nul-at-the-end", sound.encode() + b"\0" * 5000)
    yield plain("surrogates", sound.encode() + b"\xed\xa0\x80\xed\xb0\x80" * 100)
    yield plain("overlong", sound.encode() + b"\xc0\xaf\xe0\x80\xaf" * 100)
    yield plain("lone-continuation", sound.encode() + b"\x80" * 1000)
    yield plain("gb18030-broken", sound.encode("gb18030") + b"\x81" * 1001)
    yield plain("two-encodings", sound.encode() + sound.encode("gb18030"))
    yield plain("bidi", f"\u202e{sound}\u202c\u2066\u2067\u200f".encode())
    yield plain("escapes-of-a-terminal", f"{sound}\x1b[2J\x1b]0;通报\x07\x9b31m".encode())
    yield plain("line-separators", sound.replace("\n", "\u2028").encode() + "\u2029\x85\x0b\x0c".encode() * 1000)
    yield plain("carriage-returns", sound.replace("\n", "\r").encode())
    yield plain(
        "yaml-inside", f'{sound}\n"}}]{{: # & * ! | > %@`\n---\n- !!python/object/apply:os.system ["x"]\n'.encode()
    )
    yield plain("yaml-in-the-title", sound.replace(WORDS[0], '关于"}]{: # &a *b !c | > %d @e `f\\n的通报').encode())
    yield plain("marks-of-gaps", f"{sound}\n# FILL IN 待填: 甲\n".encode())
    yield plain("only-spaces", " \n\t\r\u3000".encode() * 10_000)
    yield plain("only-nuls", b"\0" * 100_000)
    yield plain("only-a-bom", b"\xef\xbb\xbf")
    yield plain("random", random.Random(1).randbytes(100_000))
    yield plain("many-short-lines", "甲\n".encode() * 100_000)
    yield plain("many-empty-lines", sound.encode() + b"\n" * 1_000_000)
    yield Hostile("200-mib-in-a-line.txt", lambda _: "通报".encode() * (200 * MIB // 6), is_slow=True)
    yield Hostile("9-mib-in-a-line.txt", lambda _: "通报".encode() * (9 * MIB // 6))


# --- PDF ------------------------------------------------------------------------------------------

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> %s >>"
)
_DRAWN = b"".join(text(line, 60, 60 + 40 * at) for at, line in enumerate(WORDS))


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), more) + content + b"\nendstream"


def _flate(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return _stream(content, b"/Filter [" + b"/FlateDecode " * times + b"]")


def one_page(
    content: bytes = _stream(_DRAWN),
    *more: bytes,
    catalog: bytes = b"",
    pages: bytes = b"/Kids [4 0 R] /Count 1",
    page: bytes = b"",
    font: bytes = FONT,
    trailer: bytes = b"",
) -> bytes:
    """Return a PDF of one page, any part of which may be another; further objects count from 6."""
    leaf = page if page.startswith(b"<<") else _PAGE % page
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages %s >>" % pages,
            font,
            leaf,
            content,
            *more,
        ],
        trailer,
    )


def _objects_in_a_stream(inside: bytes) -> bytes:
    """Return an object stream of which the second object of a PDF is said to be a part."""
    return _stream(zlib.compress(b"10 0 " + inside), b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode")


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + at) for at in range(count))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            FONT,
            *[leaf] * count,
        ]
    )


def _deep_tree(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, depth + 2)]
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page /MediaBox [0 0 595 842] >>"])


def _replaced(what: bytes, by: bytes) -> bytes:
    return sound_pdf().replace(what, by, 1)


def _pdfs() -> Iterator[Hostile]:
    def made(name: str, make: Callable[[], bytes], *, is_slow: bool = False) -> Hostile:
        return Hostile(f"{name}.pdf", lambda _: make(), is_slow)

    yield made("ten-thousand-pages", lambda: _many_pages(10_000))
    yield made("four-hundred-empty-pages", lambda: _many_pages(400))
    yield made("flate-bomb", lambda: one_page(_flate(b" " * (300 * MIB))), is_slow=True)
    yield made("flate-bomb-in-a-bomb", lambda: one_page(_flate(b" " * (100 * MIB), 3)))
    yield made("fifty-filters", lambda: one_page(_flate(_DRAWN, 50)))
    yield made(
        "object-stream-bomb",
        lambda: one_page(_stream(_DRAWN), _objects_in_a_stream(b"[" + b"0 " * (20 * MIB) + b"]")),
        is_slow=True,
    )
    yield made("object-stream-of-nesting", lambda: one_page(_stream(_DRAWN), _objects_in_a_stream(b"[" * 100_000)))
    yield made(
        "object-stream-in-itself",
        lambda: one_page(_stream(_DRAWN), _stream(b"6 0 6 0 R", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")),
    )
    for name, filters in (
        ("run-length", b"/RunLengthDecode"),
        ("ascii-85", b"/ASCII85Decode"),
        ("lzw", b"/LZWDecode"),
        ("jpx", b"/JPXDecode"),
        ("jbig2", b"/JBIG2Decode"),
        ("ccitt", b"/CCITTFaxDecode"),
        ("crypt", b"/Crypt"),
        ("unknown", b"/NoSuch"),
        ("ring", b"5 0 R"),
    ):
        yield made(
            f"filter-{name}", lambda filters=filters: one_page(_stream(b"\x81z" * 100_000, b"/Filter " + filters))
        )
    yield made(
        "predictor",
        lambda: one_page(
            _stream(
                zlib.compress(b"\2" * 1000),
                b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 /Colors 1000 /BitsPerComponent 16 >>",
            )
        ),
    )
    for name, pages in (
        ("to-itself", b"/Kids [2 0 R] /Count 1"),
        ("in-a-ring", b"/Kids [6 0 R] /Count 1"),
        ("that-are-no-list", b"/Kids 7 /Count 1"),
        ("of-nothing", b"/Kids [99 0 R null 3 (a)] /Count 4"),
        ("counted-as-minus", b"/Kids [4 0 R] /Count -5"),
        ("counted-as-many", b"/Kids [4 0 R] /Count 2147483647"),
        ("one-often", b"/Kids [" + b"4 0 R " * 5000 + b"] /Count 5000"),
        ("missing", b""),
    ):
        yield made(
            f"pages-{name}",
            lambda pages=pages: one_page(_stream(_DRAWN), b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", pages=pages),
        )
    for depth in (100, 5000):
        yield made(f"pages-nested-{depth}", lambda depth=depth: _deep_tree(depth))
    for box in (
        b"[0 0 1e30 1e30]",
        b"[0 0 0 0]",
        b"[595 842 0 0]",
        b"[-1e9 -1e9 1e9 1e9]",
        b"[0 0 595]",
        b"[(a) /b null true]",
        b"7",
        b"[0 0 nan inf]",
        b"[" + b"9" * 5000 + b" 0 1 1]",
    ):
        leaf = _PAGE.replace(b"[0 0 595 842]", box) % b""
        yield made(f"media-box-{box[:14].decode().replace('/', '')}", lambda leaf=leaf: one_page(page=leaf))
    for name, page in (
        ("user-unit", b"/UserUnit 1000000000"),
        ("rotated-by-45", b"/Rotate 45"),
        ("rotated-by-words", b"/Rotate (a)"),
        ("crop-box", b"/CropBox [1e9 1e9 2e9 2e9]"),
        ("annots-in-a-ring", b"/Annots [4 0 R 6 0 R]"),
        ("thumbnail", b"/Thumb 5 0 R"),
        ("articles", b"/B [4 0 R]"),
    ):
        yield made(
            name,
            lambda page=page: one_page(
                _stream(_DRAWN), b"<< /Type /Annot /Subtype /Popup /Parent 6 0 R /Rect [0 0 1 1] >>", page=page
            ),
        )
    for name, action in (
        ("script", b"/S /JavaScript /JS (app.launchURL\\('@'\\))"),
        ("address", b"/S /URI /URI (@)"),
        ("launch", b"/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >>"),
        ("elsewhere", b"/S /GoToR /F (/etc/passwd) /D [0 /Fit]"),
        ("submit", b"/S /SubmitForm /F (@)"),
        ("import", b"/S /ImportData /F (@)"),
        ("next-in-a-ring", b"/S /Named /Next 6 0 R"),
    ):
        yield Hostile(
            f"action-{name}.pdf",
            lambda at, action=action: one_page(
                _stream(_DRAWN),
                b"<< %s >>" % action.replace(b"@", at.encode()),
                catalog=b"/OpenAction 6 0 R /AA << /WC 6 0 R >>",
                page=b"/AA << /O 6 0 R >>",
            ),
        )
    yield made(
        "files-inside",
        lambda: one_page(
            _stream(_DRAWN),
            _stream(sound_pdf(), b"/Type /EmbeddedFile"),
            catalog=b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 6 0 R >> >>] >> >>",
        ),
    )
    yield Hostile("stream-in-a-file.pdf", lambda at: one_page(_stream(b"", f"/F << /FS /URL /F ({at}/x) >>".encode())))
    yield made("stream-in-passwd", lambda: one_page(_stream(b"", b"/F (/etc/passwd)")))
    yield made(
        "form",
        lambda: one_page(
            _stream(_DRAWN),
            b"<< /XFA (<a>) /Fields [6 0 R] /Kids [6 0 R] >>",
            catalog=b"/AcroForm 6 0 R /Outlines 6 0 R /StructTreeRoot << /K 6 0 R >>",
        ),
    )
    for name, font in (
        ("missing", b"null"),
        ("no-font", b"7"),
        ("of-no-kind", b"<< /Type /Font >>"),
        ("of-a-ring", b"<< /Type /Font /Subtype /Type0 /DescendantFonts [3 0 R] /Encoding /Identity-H >>"),
        ("unknown-encoding", FONT.replace(b"UniGB-UCS2-H", b"../../../etc/passwd")),
        ("encoding-of-a-ring", FONT.replace(b"/UniGB-UCS2-H", b"3 0 R")),
        ("widths", FONT.replace(b"[1 95 500]", b"[0 2000000000 500]")),
        ("widths-no-list", FONT.replace(b"[1 95 500]", b"[1 [[[1]]] (a) null]")),
        ("width-of-infinity", FONT.replace(b"/DW 1000", b"/DW 1e308")),
        ("box", FONT.replace(b"[0 -120 1000 880]", b"[0 0 0]")),
        (
            "type-3",
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0 0 0 0 0 0] /CharProcs << /a 5 0 R >> /Encoding << /Differences [0 /a] >> /FirstChar 0 /LastChar 2000000000 /Widths [] >>",
        ),
        (
            "differences",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /A /Encoding << /Differences [-5 /a 99999999999 /b (c)] >> >>",
        ),
    ):
        yield made(f"font-{name}", lambda font=font: one_page(font=font))
    for name, cmap in (
        (
            "bomb",
            b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
        ),
        ("long", b"1 beginbfchar <4e00> <" + b"0041" * 200_000 + b"> endbfchar"),
        ("ring", b"/A usecmap " * 1000),
        ("path", b"/../../../etc/passwd usecmap"),
    ):
        font = FONT[:-2] + b"/ToUnicode 6 0 R >>"
        yield made(
            f"to-unicode-{name}", lambda font=font, cmap=cmap: one_page(_stream(_DRAWN), _stream(cmap), font=font)
        )
    yield made(
        "embedded-font-broken",
        lambda: one_page(
            _stream(_DRAWN),
            _stream(b"\0\1\0\0\xff\xff" * 1000, b"/Length1 6000"),
            font=FONT.replace(b"/Flags 4", b"/Flags 4 /FontFile2 6 0 R /FontFile3 6 0 R"),
        ),
    )
    contents = {"nested-lists": b"[" * 100_000, "nested-names": b"<< /a " * 50_000, "strings-never-closed": b"(" * 100_000, "a-long-name": b"/" + b"a" * MIB, "a-long-number": b"9" * MIB + b" w", "hex-odd": b"BT /F 9 Tf <4> Tj <zz> Tj ET", "saves": b"q " * 300_000, "restores": b"Q " * 300_000, "no-font": b"BT <4e00> Tj ET", "numbers-beyond": b"BT /F 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm <4e00> Tj ET", "matrix-of-nothing": b"BT /F 9 Tf 0 0 0 0 0 0 Tm <4e004e01> Tj ET", "operands": b"1 " * 500_000 + b"re", "inline-picture": b"BI /W 1000000000 /H 1000000000 /BPC 8 /CS /RGB ID abc", "marked-content": b"/A BMC " * 100_000, "strings-in-text": b"BT /F 9 Tf [" + b"(a) -5 " * 100_000 + b"] TJ ET", "curves": b"0 0 m " + b"1 2 3 4 5 6 c " * 20_000 + b"S", "shading": b"/A sh " * 1000, "operators-unknown": b"nosuch " * 50_000}  # fmt: skip
    for name, content in contents.items():
        yield made(f"content-{name}", lambda content=content: one_page(_stream(_DRAWN + content)))
    yield made(
        "a-hundred-thousand-lines",
        lambda: one_page(_stream(b"".join(b"0 %d m 500 %d l S\n" % (at, at) for at in range(100_000)))),
        is_slow=True,
    )
    yield made(
        "nineteen-thousand-lines",
        lambda: pdf(_DRAWN + grid([float(at) / 17 for at in range(9500)], [float(at) / 12 for at in range(9500)])),
        is_slow=True,
    )
    yield made(
        "two-hundred-thousand-letters",
        lambda: pdf(*[text("通" * 2000, 10, 10 + 2 * at, 0.3) * 10 for at in range(10)]),
        is_slow=True,
    )
    yield made("letters-on-each-other", lambda: pdf(text("通报", 60, 60) * 5000))
    yield made("letters-off-the-page", lambda: pdf(_DRAWN + text("通报", 1e7, 1e7)))
    yield made("letters-tiny", lambda: pdf(_DRAWN + text("通报" * 50, 60, 500, 1e-6)))
    yield made("letters-huge", lambda: pdf(_DRAWN + text("通报", 60, 500, 1e9)))
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>"
    page = _PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<") % b""
    for times in (1, 2, 10):
        yield made(
            f"form-in-itself-{times}-times",
            lambda times=times: one_page(_stream(_DRAWN + b"/X Do"), _stream(b"/X Do " * times, form), page=page),
        )
    chain = [_stream(b"/X Do " * 10, form.replace(b"6 0 R", b"%d 0 R" % (7 + at))) for at in range(12)]
    yield made(
        "forms-that-grow-tenfold", lambda: one_page(_stream(_DRAWN + b"/X Do"), *chain, _stream(b"", form), page=page)
    )
    yield made(
        "contents-in-a-list",
        lambda: one_page(
            _stream(_DRAWN), page=(_PAGE % b"").replace(b"/Contents 5 0 R", b"/Contents [" + b"5 0 R " * 3000 + b"]")
        ),
        is_slow=True,
    )
    yield made("contents-of-itself", lambda: one_page(b"[5 0 R 5 0 R]"))
    yield made("contents-missing", lambda: one_page(page=(_PAGE % b"").replace(b"/Contents 5 0 R", b"")))
    yield made(
        "resources-of-itself",
        lambda: one_page(page=(_PAGE % b"").replace(b"/Resources <<", b"/Resources 4 0 R /No <<")),
    )
    yield made("object-that-is-itself", lambda: one_page(font=b"3 0 R"))
    yield made("length-of-itself", lambda: one_page(b"<< /Length 5 0 R >>\nstream\n" + _DRAWN + b"\nendstream"))
    for length in (b"-1", b"0", b"99999999999", b"(a)"):
        yield made(
            f"length-{length.decode()}",
            lambda length=length: one_page(b"<< /Length " + length + b" >>\nstream\n" + _DRAWN + b"\nendstream"),
        )
    yield made("catalogue-nested", lambda: one_page(catalog=b"/A " + b"[" * 50_000 + b"]" * 50_000))
    yield made("catalogue-missing", lambda: _replaced(b"/Root 1 0 R", b"/Root 9999 0 R"))
    yield made("catalogue-is-a-number", lambda: assembled([b"7", b"8"]))
    yield made("xref-to-itself", lambda: sound_pdf(more=b"/Prev 9"))
    yield made(
        "xref-in-a-ring",
        lambda: (lambda data: data.replace(b"/Root", b"/Prev %d /Root" % data.rindex(b"xref\n0"), 1))(sound_pdf()),
    )
    yield made("xref-beyond-the-end", lambda: _replaced(b"startxref\n", b"startxref\n99999999999"))
    yield made("xref-minus", lambda: _replaced(b"startxref\n", b"startxref\n-"))
    yield made("xref-of-two-thousand-million", lambda: _replaced(b"xref\n0 ", b"xref\n0 2000000000"))
    yield made("xref-missing", lambda: sound_pdf().replace(b"xref", b"yref"))
    yield made("size-of-two-thousand-million", lambda: _replaced(b"/Size ", b"/Size 2000000000"))
    yield made("object-number-huge", lambda: _replaced(b"5 0 obj", b"99999999999999999999 0 obj"))
    yield made("head-late", lambda: b"\0" * 1000 + sound_pdf())
    yield made("head-beyond-reach", lambda: b"\0" * 5000 + sound_pdf())
    yield made("head-alone", lambda: b"%PDF-1.7\n")
    yield made("head-and-rubbish", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(200_000))
    yield made("head-and-a-long-line", lambda: b"%PDF-1.7\n" + b"a" * (5 * MIB))
    yield made("comments", lambda: b"%PDF-1.7\n" + b"%\n" * 500_000)
    yield made("objects-without-end", lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000)
    yield made("end-marks", lambda: sound_pdf() + b"startxref\n0\n%%EOF\n" * 50_000)
    yield made("two-files-in-one", lambda: sound_pdf() + sound_pdf())
    yield made("also-a-zip", lambda: sound_pdf() + zipped(*_parts()))
    for name, rule in (
        ("rc4", b"/Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4" % (b"a" * 32, b"b" * 32)),
        (
            "aes",
            b"/Filter /Standard /V 5 /R 6 /O (%s) /U (%s) /OE (a) /UE (b) /Perms (c) /P -4 /Length 256"
            % (b"a" * 48, b"b" * 48),
        ),
        ("unknown", b"/Filter /NoSuch /V 99"),
        ("ring", b"/Filter 1 0 R /V 1 0 R"),
    ):
        yield made(f"encrypted-{name}", lambda rule=rule: sound_pdf(more=b"/ID [(a) (b)] /Encrypt << %s >>" % rule))


# --- damage ---------------------------------------------------------------------------------------

_SOUNDS: dict[str, Callable[[], bytes]] = {"docx": sound_docx, "html": sound_html, "pdf": sound_pdf, "txt": sound_text}


def _damaged() -> Iterator[Hostile]:
    """Yield good files that are cut at many places, or of which some bytes are others."""
    for ending, sound in _SOUNDS.items():
        for part in range(1, 16):
            yield Hostile(
                f"cut-at-{part}-sixteenths.{ending}",
                lambda _, sound=sound, part=part: (lambda data: data[: len(data) * part // 16])(sound()),
                is_slow=part % 4 != 1,
            )
        for seed in range(25):
            name = f"flipped-{seed}.{ending}"
            yield Hostile(name, lambda _, sound=sound, seed=seed: _flipped(sound(), seed), is_slow=seed >= 4)


def _flipped(data: bytes, seed: int) -> bytes:
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(1 + seed % 12 * 3):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
