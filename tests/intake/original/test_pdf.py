"""PDFs, made by hand: lines, paragraphs, tables, what frames a page, and what cannot be read."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.original.pdfs import FONT, assembled, grid, line, pdf, printed, text

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original import Original, Table
from tongbao.intake.original.pdf import read_here, read_pdf

FILE = Path("notice.pdf")
MADE = Path("/work/shared/notices/made/files")
LONG = "全市各级各部门要认真贯彻落实会议精神扎实推进各项工作任务"  # 28 characters: a full line


def read(*pages: bytes) -> Original:
    return read_here(pdf(*pages), FILE)


def words(original: Original) -> list[str]:
    return [block.piece.text for block in original.blocks if not isinstance(block, Table)]


def rows(original: Original, which: int = 0) -> list[list[str]]:
    tables = [block for block in original.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in tables[which].rows]


def code(data: bytes, apart: bool = False) -> str:
    with pytest.raises(UsageError) as raised:
        (read_pdf if apart else read_here)(data, FILE)
    problem = raised.value.problems[0]
    assert problem.cure
    assert problem.place
    assert problem.what.en != problem.what.zh
    return problem.code


# --- paragraphs -----------------------------------------------------------------------------------


def body(*lines: tuple[str, float]) -> bytes:
    return b"".join(text(what, left, 100 + 28 * at) for at, (what, left) in enumerate(lines))


def test_lines_that_are_broken_are_joined_without_a_space() -> None:
    assert words(read(body((LONG[:26], 112), (LONG, 80), ("到底。", 80), (LONG[:26], 112), ("完毕。", 80)))) == [
        LONG[:26] + LONG + "到底。",
        LONG[:26] + "完毕。",
    ]


def test_a_line_with_room_left_ends_its_paragraph_and_a_wider_gap_does() -> None:
    assert words(read(body((LONG, 80), (LONG, 80), ("各区人民政府：", 80), (LONG, 80)))) == [
        LONG + LONG + "各区人民政府：",
        LONG,
    ]
    apart = b"".join(text(LONG, 80, top) for top in (100, 128, 156, 220, 248))
    assert words(read(apart)) == [LONG * 3, LONG * 2]


def test_a_paragraph_goes_on_over_the_end_of_the_page() -> None:
    assert words(read(body((LONG[:26], 112), (LONG, 80)), body((LONG, 80), ("完毕。", 80)))) == [
        LONG[:26] + LONG * 2 + "完毕。"
    ]


def test_titles_are_centred_line_by_line() -> None:
    first = text("关于表彰先进集体的", 205, 100, 22) + text("通知", 280, 135, 22)
    original = read(first + b"".join(text(LONG, 80, top) for top in (200, 228, 256)))
    assert [(block.piece.text, block.is_centred) for block in original.blocks if not isinstance(block, Table)] == [
        ("关于表彰先进集体的", True),
        ("通知", True),
        (LONG * 3, False),
    ]


def test_letter_spaced_words_lose_their_spaces_and_words_keep_theirs() -> None:
    spaced = text("督", 200, 100) + text("查", 230, 100) + text("通", 260, 100) + text("报", 290, 100)
    two = text("甲市水利局", 100, 200) + text("甲市总工会", 220, 200)
    assert words(read(spaced + two)) == ["督查通报", "甲市水利局 甲市总工会"]


def test_digits_beside_chinese_stay_glued_and_look_alikes_are_folded() -> None:
    original = read(text("共", 100, 100) + text("14", 120, 100) + text("项⼈⺠", 140, 100))
    assert words(original) == ["共14项人民"]
    assert original.is_folded


def test_each_character_has_its_place() -> None:
    original = read(body((LONG, 80), (LONG[:24] + "Tianjin", 80)), text("Port", 80, 100))
    for block in original.blocks:
        assert not isinstance(block, Table)
        assert len(block.piece.text) == len(block.piece.boxes)
        for sign, box in zip(block.piece.text, block.piece.boxes, strict=True):
            assert (box is None) == (sign == " ")
    assert words(original)[-1].endswith("Tianjin Port")


def test_page_numbers_and_running_titles_go_and_are_counted() -> None:
    def page(number: int) -> bytes:
        head, foot = text("甲市人民政府公报", 230, 40, 12), text(f"— {number} —", 280, 790, 14)
        return head + text(f"第{number}段。", 112, 100) + foot

    original = read(page(1), page(2), page(3))
    assert words(original) == ["第1段。", "第2段。", "第3段。"]
    assert original.hidden == 6
    assert len(original.pages) == 3


# --- tables ---------------------------------------------------------------------------------------

COLUMNS = [80, 120, 260, 420, 515]


def cells(top: float, *what: str) -> bytes:
    return b"".join(
        text(word, left + 5, top + 14 * down, 12)
        for left, cell in zip(COLUMNS, what, strict=False)
        for down, word in enumerate(cell.split("\n"))
        if word
    )


HEAD = ("序号", "举措", "做法", "单位")


def test_a_ruled_table_with_a_merged_cell_and_letter_spaces() -> None:
    lines = grid(COLUMNS, [100, 130], (100, 190)) + line(80, 190, 515, 190) + line(120, 160, 515, 160)
    content = (
        cells(105, *HEAD) + cells(135, "1", "简化办理", "网上办", "市数据局") + cells(165, "", "减少材料", "少跑腿")
    )
    spaced = text("湖", 425, 165, 12) + text("里", 441, 165, 12) + text("区打", 457, 165, 12) + text("造", 485, 165, 12)
    original = read(lines + content + spaced + text("附件说明。", 112, 220))
    table = original.blocks[0]
    assert isinstance(table, Table)
    assert rows(original) == [
        list(HEAD),
        ["1", "简化办理", "网上办", "市数据局"],
        ["1", "减少材料", "少跑腿", "湖里区打造"],
    ]
    assert table.rows[1][0] is table.rows[2][0]
    assert (table.rows[1][0].rows, table.rows[1][0].columns) == (2, 1)
    assert words(original) == ["附件说明。"]


def test_lines_of_a_cell_are_joined_where_they_were_full() -> None:
    full = "推进改革创新优化服务流程\n提" + "并压缩时限。"
    content = cells(105, *HEAD) + cells(135, "1", "甲局\n乙局", full, "市财政局、\n市教育局")
    assert rows(read(grid(COLUMNS, [100, 130, 170]) + content))[1] == [
        "1",
        "甲局\n乙局",
        full.replace("\n", ""),
        "市财政局、市教育局",
    ]


def cut_table(number_below: str = "", headed: bool = True) -> Original:
    """A row that the end of a page cuts: no line below its first part, none above the rest where there is no heading."""
    one = grid(COLUMNS, [600, 630, 660], (600, 780)) + cells(605, *HEAD) + cells(635, "1", "甲举措", "办法", "市一局")
    one += cells(700, "2", "乙举措", "推进改革创新优化服务流程\n并压缩办", "市二局")
    top = 130 if headed else 100
    two = grid(COLUMNS, [100, 130, 160, 190] if headed else [160, 190], (100, 190))
    two += (
        (cells(105, *HEAD) if headed else b"")
        + cells(top + 3, number_below, "", "理时限。", "")
        + cells(165, "3", "丙举措")
    )
    return read(one, two)


@pytest.mark.parametrize("headed", [True, False])
def test_a_row_cut_by_the_end_of_a_page_is_joined_and_a_repeated_heading_dropped(headed: bool) -> None:
    original = cut_table(headed=headed)
    table = original.blocks[0]
    assert isinstance(table, Table)
    assert rows(original) == [
        list(HEAD),
        ["1", "甲举措", "办法", "市一局"],
        ["2", "乙举措", "推进改革创新优化服务流程并压缩办理时限。", "市二局"],
        ["3", "丙举措", "", ""],
    ]
    assert table.headings == int(headed)
    assert len(original.blocks) == 1


def test_rows_with_numbers_of_their_own_stay_two() -> None:
    assert [row[0] for row in rows(cut_table("7"))] == ["序号", "1", "2", "7", "3"]


def test_a_cell_of_a_group_that_a_page_cuts_joins_no_rows() -> None:
    """The group stands in the first column, over rows with numbers of their own on both pages."""
    head = ("类别", "序号", "举措", "单位")
    one = grid(COLUMNS, [600, 630, 660, 690]) + cells(605, *head)
    one += cells(635, "服务", "1", "甲举措", "市一局") + cells(665, "产业", "2", "乙举措", "市二局")
    two = (
        grid(COLUMNS, [100, 130, 160])
        + cells(105, "", "3", "丙举措", "市三局")
        + cells(135, "", "4", "丁举措", "市四局")
    )
    assert [row[1:] for row in rows(read(one, two))] == [
        [*head[1:]],
        *(
            [str(n), f"{name}举措", f"市{unit}局"]
            for n, name, unit in zip(range(1, 5), "甲乙丙丁", "一二三四", strict=True)
        ),
    ]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    inner = b"".join(line(x, 100, x, 160) for x in COLUMNS[1:-1])
    across = b"".join(line(80, y, 515, y) for y in (100, 130, 160))
    found = rows(read(inner + across + cells(105, *HEAD) + cells(135, "1", "甲", "乙", "丙")))
    assert found == [list(HEAD), ["1", "甲", "乙", "丙"]]


def test_lines_around_the_copies_sent_are_no_table() -> None:
    across = b"".join(line(80, y, 515, y) for y in (700, 730, 760))
    original = read(across + text("抄送：市委办公室。", 85, 706, 14) + text("市政府办公室", 85, 736, 14))
    assert words(original) == ["抄送：市委办公室。", "市政府办公室"]


def test_a_table_without_lines_whose_cells_wrap_is_an_error() -> None:
    centred = b"".join(
        text(f"{row}", 80, 139 + 60 * row)
        + text("推进改革创新", 130, 130 + 60 * row)
        + text("优化服务", 130, 150 + 60 * row)
        for row in range(1, 7)
    )
    assert code(pdf(centred)) == "columns-lost"


# --- what cannot be read --------------------------------------------------------------------------


def picture(*signs: str) -> bytes:
    """A page that one picture covers."""
    content = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q\n" + b"".join(
        text(s, 80, 780) for s in signs
    )
    return pdf(text(LONG, 80, 100), content)


def test_a_scan_is_reported_with_its_pages() -> None:
    assert code(picture("—2—")) == "scan"
    with pytest.raises(UsageError, match="Page 2 is a picture"):
        read_here(picture(), FILE)


def test_each_fault_is_one_clear_error() -> None:
    good = pdf(text(LONG, 80, 100))
    assert code(b"PK\3\4 no PDF", apart=True) == "broken-file"
    assert code(b"%PDF-1.7\n" + bytes(range(256)), apart=True) in ("broken-file", "no-text")
    assert code(good[:200]) in ("broken-file", "no-text")
    assert code(pdf(b"")) == "no-text"
    assert (
        code(pdf(b"BT 0 1 -1 0 300 100 Tm /F 16 Tf <" + LONG.encode("utf-16-be").hex().encode() + b"> Tj ET"))
        == "turned-text"
    )


def test_fonts_that_do_not_name_their_characters_are_an_error() -> None:
    font = FONT.replace(b"UniGB-UCS2-H", b"Identity-H").replace(b"(Adobe)", b"(Own)").replace(b"(GB1)", b"(Own)")
    assert code(pdf(text(LONG, 80, 100), font=font)) == "no-unicode"


def test_a_password_is_reported() -> None:
    lock = (
        b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )
    assert code(pdf(text(LONG, 80, 100), more=lock)) == "encrypted"


def test_many_pages_and_bombs_end_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code(pdf(*[b""] * (limits.PDF_PAGES + 1))) == "too-large"
    loop = assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"])
    assert code(loop, apart=True) in ("broken-file", "no-text")
    packed = zlib.compress(zlib.compress(b" " * 2**30, 9), 9)
    bomb = pdf(b"").replace(
        b"<< /Length 0 >>\nstream\n",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed) + packed,
    )
    assert code(bomb, apart=True) in ("too-large", "too-slow", "broken-file", "no-text")
    monkeypatch.setattr(limits, "ORIGINAL_SECONDS", 0.01)
    assert code(pdf(text(LONG, 80, 100)), apart=True) == "too-slow"


def test_a_grid_of_endless_lines_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_LINES", 100)
    assert code(pdf(grid(list(range(0, 500, 5)), [0, 800]) + text(LONG, 80, 100))) == "too-large"


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_file_is_read_or_is_one_error(data: st.DataObject) -> None:
    damaged = bytearray(pdf(grid(COLUMNS, [100, 130]) + cells(105, *HEAD)))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(9, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert read_here(bytes(damaged), FILE).format == "pdf"
    except UsageError as error:
        assert error.problems[0].cure  # noqa: PT017


# --- as programs write them -----------------------------------------------------------------------


@pytest.mark.browser
def test_a_table_that_the_browser_prints_over_pages_is_whole(tmp_path: Path) -> None:
    text = "推进改革创新持续优化服务流程并压缩办理时限，"
    entries = [
        [str(at), f"举措名称第{at}项", text * (at % 8 + 1) + "成效明显。", "市发展改革委、市财政局"]
        for at in range(1, 25)
    ]
    body = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in entries)
    style = (
        "@page{size:A4;margin:30mm 26mm}body{font:16px/1.6 serif}table{border-collapse:collapse}td,th{border:1px solid}"
    )
    head = "<thead><tr>" + "".join(f"<th>{cell}" for cell in HEAD) + "</thead>"
    original = read_pdf(printed(f"<style>{style}</style><table>{head}{body}</table>", tmp_path), FILE)
    assert len(original.pages) > 2
    assert rows(original) == [list(HEAD), *entries]


@pytest.mark.skipif(not MADE.exists(), reason="the invented notices are not on this machine")
def test_the_invented_notices_are_read_whole() -> None:
    found = {file.name[:2]: read_pdf(file.read_bytes(), file) for file in MADE.glob("*.pdf")}
    reforms, cases = rows(found["02"]), rows(found["14"])
    assert [row[0] for row in reforms if row[0].isdigit()] == [*"1236789", "12", "13", "14", "15"]
    assert [row[1] for row in reforms if row[0] == "6"] == ["科创企业“认股权”综合服务"]
    assert [row[0] for row in cases] == ["序号", *"123456789"]
    assert "赭岭市水利局 赭岭市总工会" in words(found["05"])
    assert words(found["08"])[0] == "督查通报"


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[595 842 0 0]", b"[5000 5000 6000 6000]"])
def test_words_that_all_stand_off_the_page_are_an_error_and_no_empty_notice(box: bytes) -> None:
    moved = pdf(text("通报全文在此", 60, 60)).replace(b"[0 0 595 842]", box)
    with pytest.raises(UsageError) as caught:
        read_pdf(moved, Path("moved.pdf"))
    assert caught.value.problems[0].code == "no-text"
