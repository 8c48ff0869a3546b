"""DOCX whose words, tables or styles mean harm."""

from tests.intake.hostile.case import MIB, Make, each, ending
from tests.intake.hostile.entities import declaring, laughs
from tests.intake.hostile.sound import WORDS
from tests.intake.hostile.zips import BODY, DOCUMENT, document, relations
from tests.intake.original.documents import NAMESPACES, package, paragraph, with_body


def with_more(more: str) -> bytes:
    """Return a sound DOCX with more XML behind its paragraphs."""
    return package(document(BODY + more))


def with_part(name: str, content: bytes, more: str) -> bytes:
    """Return the same with one part more, to which its main part is related."""
    related = relations(name, f"{name}.xml")
    return package(document(BODY + more), **{f"word/{name}.xml": content, "word/_rels/document.xml.rels": related})


# --- entities, and what leads elsewhere -----------------------------------------------------------

PLAIN = DOCUMENT.decode().partition("?>")[2]
MARKED = PLAIN.replace(WORDS[0], f"{WORDS[0]}@", 1)


def entity(declared: str, used: str = "&x;") -> bytes:
    return package(declaring(declared, MARKED.replace("@", used)))


FIELDS = ("INCLUDETEXT /etc/passwd", "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", "HYPERLINK javascript:alert(1)")
INCLUDED = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{at}/x" parse="text"/>'
FIELD = '<w:p><w:fldSimple w:instr="{}"><w:r><w:t>甲</w:t></w:r></w:fldSimple></w:p>'
OPENED = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def chunk() -> bytes:
    """Return a DOCX that asks for a file to be put into it."""
    related = relations("aFChunk", "file:///etc/passwd", external=True)
    more = '<w:altChunk r:id="rId9" xmlns:r="r"/>'
    return package(document(BODY + more), **{"word/_rels/document.xml.rels": related})


ELSEWHERE: dict[str, Make] = {
    "laughs": lambda _: package(laughs("w:document", MARKED)),
    "laughs-in-an-attribute": lambda _: package(laughs("w:document", PLAIN.replace("<w:p>", '<w:p a="@">', 1))),
    "one-long-entity-often": lambda _: entity(f'<!ENTITY x "{"哈" * 100_000}">', "&x;" * 10_000),
    "entity-of-itself": lambda _: entity('<!ENTITY x "&x;">'),
    "entity-of-a-file": lambda _: entity('<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "entity-of-the-network": lambda at: entity(f'<!ENTITY x SYSTEM "{at}/x">'),
    "entity-of-a-parameter": lambda at: entity(f'<!ENTITY % y SYSTEM "{at}/y.dtd"> %y;'),
    "dtd-of-the-network": lambda at: package(f'<!DOCTYPE w:document SYSTEM "{at}/x.dtd">{PLAIN}'.encode()),
    "xinclude": lambda at: with_more(INCLUDED.format(at=at)),
    "stylesheet-of-the-network": lambda at: package(
        DOCUMENT.replace(b"?>", f'?><?xml-stylesheet href="{at}/x.xsl" type="text/xsl"?>'.encode(), 1)
    ),
    "chunk-of-a-file": lambda _: chunk(),
    **each("field-{}", {field[:7].lower(): field for field in FIELDS}, lambda field: with_more(FIELD.format(field))),
    "fields-never-closed": lambda _: with_more(f"<w:p>{OPENED * 20_000}</w:p>{BODY}"),
}

# --- tables ---------------------------------------------------------------------------------------


def cell(properties: str = "") -> str:
    return f"<w:tc>{properties}<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"


def spanning(columns: object) -> str:
    return cell(f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>')


def table(cells: str, *, rows: int = 1, before: str = "") -> bytes:
    return with_more(f"<w:tbl>{before}" + f"<w:tr>{cells}</w:tr>" * rows + "</w:tbl>")


SPANS = ("1000000000", "99999999999999999999", "-1", "0", "1e9", "１０")
SKIPPED = '<w:trPr><w:gridBefore w:val="1000000000"/><w:gridAfter w:val="1000000000"/></w:trPr>'
MERGED = "<w:tcPr><w:vMerge/></w:tcPr>"
TABLES: dict[str, Make] = {
    **each("grid-span-{}", {ascii(span): span for span in SPANS}, lambda span: table(spanning(span))),
    "grid-before": lambda _: table(SKIPPED + cell()),
    "many-wide-rows": lambda _: table(spanning(900), rows=5000),
    "many-columns": lambda _: table(cell() * 20_000),
    "many-rows": lambda _: table(cell() * 4, rows=40_000),
    "merged-down-without-end": lambda _: table(cell(MERGED), rows=20_000),
    "grid-columns": lambda _: table(cell(), before="<w:tblGrid>" + '<w:gridCol w:w="1"/>' * 200_000 + "</w:tblGrid>"),
}

# --- nesting and size -----------------------------------------------------------------------------


def nested(depth: int, opening: str, inside: str, closing: str) -> bytes:
    return with_more(opening * depth + inside + closing * depth)


def tables_in_tables(depth: int) -> bytes:
    return nested(depth, "<w:tbl><w:tr><w:tc>", paragraph("甲"), "<w:p/></w:tc></w:tr></w:tbl>")


TEXT_BOX = "<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
LARGE: dict[str, Make] = {
    **each("tables-nested-{}", (30, 200, 20_000), tables_in_tables),
    **each(
        "sdt-nested-{}",
        (200, 50_000),
        lambda depth: nested(depth, "<w:sdt><w:sdtContent>", "", "</w:sdtContent></w:sdt>"),
    ),
    "runs-nested": lambda _: with_more(
        "<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>"
    ),
    "text-boxes-nested": lambda _: nested(60, TEXT_BOX[0], paragraph("甲"), TEXT_BOX[1]),
    "a-million-empty-paragraphs": lambda _: with_more("<w:p/>" * 1_000_000),
    "four-million-marks": lambda _: with_more("<w:p/>" * 4_000_000),
    "a-hundred-thousand-breaks": lambda _: with_more("<w:p><w:r>" + "<w:br/>" * 100_000 + "</w:r></w:p>"),
    "an-attribute-of-20-mib": lambda _: with_more(f'<w:p a="{"a" * (20 * MIB)}"/>'),
    "a-hundred-thousand-attributes": lambda _: with_more(
        "<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"
    ),
    "a-hundred-thousand-namespaces": lambda _: with_more(
        "<w:p " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(100_000)) + "/>"
    ),
    "a-name-of-a-mebibyte": lambda _: with_more(f"<w:{'a' * MIB}/>"),
    "one-run-of-9-mib": lambda _: with_more(paragraph("通报" * (3 * MIB // 2))),
}

# --- signs, numbers and styles --------------------------------------------------------------------


def numbered(start: str = "1", level: str = "0", words: str = "%1、") -> bytes:
    """Return a DOCX with paragraphs that its numbering numbers."""
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{words}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return with_part("numbering", numbering.encode(), paragraph("一项举措", mark) * 20)


def styled(based_on: dict[str, str]) -> bytes:
    """Return a DOCX with paragraphs of the first of these styles, each of which is based on another."""
    rules = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in based_on.items())
    used = paragraph("甲", f'<w:pStyle w:val="{next(iter(based_on))}"/>') * 50
    return with_part("styles", f"<w:styles {NAMESPACES}>{rules}</w:styles>".encode(), used)


REFERENCES = ("&#0;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999999;", "&nbsp;")
SYMBOL = '<w:p><w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r></w:p>'
STARTS = ("999999999999999999999", "-5", "abc")
SIGNS: dict[str, Make] = {
    **each(
        "reference-{}",
        {sign.strip("&#;"): sign for sign in REFERENCES},
        lambda sign: with_more(paragraph(f"甲{sign}乙")),
    ),
    **each("symbol-{}", ("", "F0FE", "FFFFFFFFFF", "-1", "ZZ", "D800"), lambda code: with_more(SYMBOL.format(code))),
    **each("numbering-from-{}", {start[:8]: start for start in STARTS}, numbered),
    "numbering-level": lambda _: numbered(level="1000000000"),
    "numbering-words": lambda _: numbered(words="%1%2%3%4%5%6%7%8%9" * 2000),
    "styles-in-a-ring": lambda _: styled({"a": "b", "b": "a"}),
    "styles-in-a-chain": lambda _: styled({f"s{n}": f"s{n + 1}" for n in range(20_000)}),
    "bidi": lambda _: with_body(*map(paragraph, (*WORDS, "\u202e\u2066甲局\u2069\u200f" * 2000))),
}

CASES = ending(".docx", ELSEWHERE | TABLES | LARGE | SIGNS)
