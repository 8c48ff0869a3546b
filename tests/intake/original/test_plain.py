"""Texts are read line by line; broken lines are joined where that is certain."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.original.documents import lines, only_table

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original import Original
from tongbao.intake.original.plain import read_text
from tongbao.intake.original.wraps import joined

HERE = Path("notice.txt")


def read(text: str) -> Original:
    return read_text(text.encode(), HERE)


def test_a_line_is_a_paragraph_without_its_indents() -> None:
    assert lines(read("\ufeff关于表扬的通报\r\n\r\n　　各单位：\r\n　　　2024年5月1日")) == [
        "关于表扬的通报",
        "各单位：",
        "2024年5月1日",
    ]


def test_markdown_is_taken_off_and_what_it_says_first_is_the_index() -> None:
    made = read(
        "# 关于表扬的通报\n\n**发布日期**: 2024-05-01\n**发布机构**：市政府\n**关键词**:\n\n---\n\n## 政策全文\n"
        "澜政〔2024〕3号\n\n**一、目标****\n\\[甲\\] 见[附件](http://example.org/a)\n【原文下载】\n- [a.pdf](/a.pdf )\n"
    )
    assert made.index == {"发布日期": "2024-05-01", "发布机构": "市政府"}
    assert lines(made) == ["关于表扬的通报", "澜政〔2024〕3号", "一、目标", "[甲] 见附件"]
    assert made.blocks[0].heading == 1  # type: ignore[union-attr]


def test_a_title_that_is_repeated_is_left_out_once() -> None:
    assert lines(read("# 关于表扬的通报\n\n关于表扬的通报\n\n正文。")) == ["关于表扬的通报", "正文。"]


def test_an_index_of_a_copied_page() -> None:
    made = read("索引号：A-1  文号：澜政〔2024〕3号\n成文日期：2024-05-01\n\n关于表扬的通报\n来源：各方推荐")
    assert made.index == {"索引号": "A-1", "文号": "澜政〔2024〕3号", "成文日期": "2024-05-01"}
    assert lines(made) == ["关于表扬的通报", "来源：各方推荐"]


def test_tables_of_markdown_and_of_tabs() -> None:
    made = only_table(read("前\n\n| 序号 | 单位 |\n|:--|---|\n| 1 | 甲<br>乙 |\n"))
    assert [[cell.text for cell in row] for row in made.rows] == [["序号", "单位"], ["1", "甲\n乙"]]
    assert made.headings == 1
    assert lines(read("序号\t单位\n1\t市数据局\n后")) == [[["序号", "单位"], ["1", "市数据局"]], "后"]


LONG = "为进一步提升营商环境各领域政策的知晓度和市场主体的获得感促进各领域比学赶超经市发改委牵头组织企业票选专家评选等综合评选现将创新举措予以公布并对相关单位予以通报表扬"
BROKEN = [LONG[at : at + 26] for at in range(0, 26 * 3, 26)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lines_that_a_page_has_broken_are_joined(between: str) -> None:
    text = between.join([*BROKEN, "单位。", "一、目标", *BROKEN, "完。", "— 3 —", *BROKEN, "止。"])
    made = read(text)
    whole = "".join(BROKEN)
    assert lines(made) == [f"{whole}单位。", "一、目标", f"{whole}完。", f"{whole}止。"]
    assert made.hidden == 1


@given(st.lists(st.text("通报市局，。 　1a", max_size=70), max_size=20))
def test_joining_loses_no_character(texts: list[str]) -> None:
    assert "".join("".join(joined(texts)).split()) == "".join("".join(texts).split())


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_text(data, HERE)
    return caught.value.problems[0].code


def test_a_table_that_has_lost_its_columns_is_refused() -> None:
    assert (
        refusal("附件\n序号 创新举措 单位名称 具体做法\n1\n打造“商事\n登记\n市市场监管\n局\n通过推进".encode())
        == "columns-lost"
    )
    whole = "序号 举措 单位\n1 甲 市数据局\n2 乙 市公安局\n"
    assert lines(read(whole)) == whole.splitlines()


def test_texts_that_cannot_be_read_are_refused() -> None:
    assert refusal(b"hello") == "text-without-words"
    assert refusal(b"a" * (limits.PAGE_BYTES + 1)) == "too-large"
    assert refusal("通报".encode() + bytes(range(0x80, 0x100)) * 20) == "encoding-unknown"


@pytest.mark.parametrize("more", [0, 1])
def test_cells_on_lines_of_their_own_are_kept(more: int) -> None:
    rows = [line for n in "12" for line in (n, "一窗办", "市民政局", *["市残联"] * more, "办理3件。")]
    text = "\n".join(["序号 举措 单位 做法", *rows])
    assert lines(read(text)) == text.split("\n")
