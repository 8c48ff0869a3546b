"""DOCX documents are read as they would be printed."""

import zipfile
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.original.documents import HERE, NAMESPACES, W, lines, only_table, package, paragraph, saved, with_body

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original import Paragraph
from tongbao.intake.original.docx import read_docx


def test_paragraphs_and_tables_keep_their_order_headings_and_alignment() -> None:
    document = Document()
    document.add_paragraph("关于表扬先进的通报").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("一、总体情况", 2)
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("序号", "单位", "1", "市数据局"), strict=True):
        cell.text = words
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    document.add_paragraph("特此通报。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    read = read_docx(saved(document), HERE)
    assert lines(read) == ["关于表扬先进的通报", "一、总体情况", [["序号", "单位"], ["1", "市数据局"]], "特此通报。"]
    title, heading = read.blocks[:2]
    assert isinstance(title, Paragraph)
    assert title.is_centred
    assert isinstance(heading, Paragraph)
    assert heading.heading == 2
    assert only_table(read).headings == 1
    assert read.hidden == 1


def test_a_merged_cell_is_the_same_cell_at_each_place() -> None:
    document = Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "举措"
    table.cell(0, 2).text = "单位"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    for row in (1, 2):
        table.cell(row, 1).text = f"做法{row}"
        table.cell(row, 2).text = f"局{row}"
    read = only_table(read_docx(saved(document), HERE))
    assert [[cell.text for cell in row] for row in read.rows] == [
        ["举措", "举措", "单位"],
        ["1", "做法1", "局1"],
        ["1", "做法2", "局2"],
    ]
    assert read.rows[0][0] is read.rows[0][1]
    assert read.rows[1][0] is read.rows[2][0]
    assert (read.rows[0][0].columns, read.rows[1][0].rows) == (2, 2)
    assert len(list(read.cells())) == 7


def numbered(*levels: tuple[str, str]) -> Any:
    """Return an empty document with a list, 5, whose levels have these formats and texts."""
    document = Document()
    numbering = document.part.numbering_part.element
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{written}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def add_item(document: Any, words: str, level: int = 0) -> None:
    item = document.add_paragraph(words)
    item._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def test_automatic_numbers_are_printed() -> None:
    document = numbered(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    for words, level in (("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 0), ("庚", 1)):
        add_item(document, words, level)
    add_item(document, "", 1)
    read = lines(read_docx(saved(document), HERE))
    assert read == ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己", "（一）庚", "（二）"]


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("decimal", "第%1条", "第3条"),
        ("decimalEnclosedCircle", "%1", "③"),
        ("decimalEnclosedParen", "%1", "⑶"),
        ("upperLetter", "%1)", "C) "),
        ("ideographTraditional", "%1、", "丙、"),
        ("chineseLegalSimplified", "%1、", "叁、"),
        ("japaneseCounting", "%1、", "三、"),
        ("bullet", "●", ""),
        ("none", "", ""),
    ],
)
def test_numbers_of_all_formats(form: str, text: str, printed: str) -> None:
    document = numbered((form, text))
    for words in "甲乙丙":
        add_item(document, words)
    assert lines(read_docx(saved(document), HERE))[2] == f"{printed}丙"


def test_hidden_and_deleted_words_are_left_out_and_inserted_ones_kept() -> None:
    body = with_body(
        "<w:p><w:r><w:t>市</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>数据局</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>等</w:t></w:r></w:p>',
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>后</w:t></w:r></w:p>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>单击此处</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert lines(read_docx(body, HERE)) == ["市数据局等", "前后", "控件"]


def test_signs_breaks_and_fields() -> None:
    document = Document()
    item = document.add_paragraph("附件：")
    item.add_run().add_tab()
    item.add_run("1.名单")
    item.add_run().add_break(WD_BREAK.LINE)
    item.add_run("2.清\u00ad单")
    body = document.element.body
    body.insert(
        1,
        parse_xml(
            f'<w:p {W}><w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>同意</w:t><w:softHyphen/></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>'
        ),
    )
    assert lines(read_docx(saved(document), HERE)) == ["附件： 1.名单", "2.清单", "☑同意"]


def test_a_text_box_is_read_once_where_it_hangs() -> None:
    box = f"<w:txbxContent>{paragraph('市政府文件')}</w:txbxContent>"
    drawn = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = with_body(
        paragraph("前"),
        f"<w:p><w:r><mc:AlternateContent>{drawn}{old}</mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>",
    )
    assert lines(read_docx(body, HERE)) == ["前", "市政府文件", "后"]


def test_a_frame_of_one_column_is_no_table_and_a_table_in_a_cell_is_its_words() -> None:
    document = Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "外框"
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "甲"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "乙", "丙"
    assert lines(read_docx(saved(document), HERE)) == ["外框", [["甲", "乙\n丙"]]]


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_docx(data, HERE)
    [problem] = caught.value.problems
    assert problem.cure
    assert problem.cure.zh
    return problem.code


def body_of(content: str) -> bytes:
    return package(f"<w:document {W}><w:body>{content}</w:body></w:document>".encode())


def test_bombs_are_refused() -> None:
    assert refusal(body_of("<w:p/>" * (limits.MARKS + 1))) == "too-large"
    assert refusal(package(b" " * (limits.PART_BYTES + 1))) == "too-large"
    many = {f"word/{number}": b"" for number in range(limits.PACKED_FILES)}
    assert refusal(package(b"", **many)) == "too-large"
    wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert refusal(body_of(wide)) == "too-large"


def test_nesting_is_bounded() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000
    assert refusal(body_of(deep)) in ("broken-file", "too-large")
    nested = "<w:sdt><w:sdtContent>" * 100 + paragraph("深") + "</w:sdtContent></w:sdt>" * 100
    assert lines(read_docx(body_of(nested), HERE)) == ["深"]


def test_entities_are_not_expanded_and_nothing_outside_is_read() -> None:
    def said(declared: str, name: str) -> bytes:
        text = f"<w:document {W}><w:body><w:p><w:r><w:t>文&{name};</w:t></w:r></w:p></w:body></w:document>"
        return package(f"<!DOCTYPE d [{declared}]>{text}".encode())

    bomb = '<!ENTITY e0 "哈">' + "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};&e{n};">' for n in range(30))
    assert refusal(said(bomb, "e30")) == "broken-file"
    assert lines(read_docx(said('<!ENTITY x SYSTEM "file:///etc/passwd">', "x"), HERE)) == ["文"]


def test_a_forged_size_and_a_password_are_refused() -> None:
    whole = body_of(paragraph("通报" * 5000))
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        size = opened.getinfo("word/document.xml").file_size
    assert refusal(whole.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))) == "broken-file"
    locked = bytearray(whole)
    at = whole.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refusal(bytes(locked)) == "encrypted"


@given(st.binary(max_size=300), st.integers(0, 3000), st.integers(0, 60))
def test_any_damage_is_read_or_refused(noise: bytes, at: int, cut: int) -> None:
    whole = body_of(paragraph("通报"))
    damaged = whole[:at] + noise + whole[at + cut :]
    try:
        read_docx(damaged, HERE)
    except UsageError as error:
        cure = error.problems[0].cure
    else:
        return
    assert cure


def test_the_time_grows_with_the_runs_of_a_paragraph_and_no_faster() -> None:
    def taken(count: int) -> float:
        data = package(
            f"<w:document {NAMESPACES}><w:body><w:p>{'<w:r><w:tab/></w:r>' * count}</w:p></w:body></w:document>".encode()
        )
        start = process_time()
        read_docx(data, HERE)
        return process_time() - start

    assert taken(16_000) < 40 * max(taken(1000), 0.01)  # 16 times as many; as their square, 256 times
