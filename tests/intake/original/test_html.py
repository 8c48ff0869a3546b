"""The notice of a web page is found among what the site says around it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.original.documents import lines, only_table

from tongbao import limits
from tongbao.errors import UsageError
from tongbao.intake.original import Original, Paragraph
from tongbao.intake.original.html import read_html

HERE = Path("notice.html")
SENTENCE = "为表扬先进，市政府决定对下列单位予以通报表扬，希望各单位再接再厉，推动工作再上新台阶。"
BODY = f"<p>各区人民政府：</p><p>{SENTENCE}</p><p>澜泽市人民政府</p><p>2024年5月1日</p>"
WORDS = ["各区人民政府：", SENTENCE, "澜泽市人民政府", "2024年5月1日"]


def read(body: str, head: str = "") -> Original:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), HERE)


def test_navigation_tools_links_and_footers_are_left_out() -> None:
    page = (
        '<div class="top"><a href="#">首页</a> <a href="#">政务公开</a></div><h1>某市人民政府网</h1>'
        '<div class="crumb">您当前的位置：<a>首页</a> &gt; <a>文件</a></div>'
        "<div>来源：市政府办 发布时间：2024-05-02 浏览次数：12</div>"
        f"<div>{BODY}</div>"
        '<div><p>打印本页</p><p>【关闭窗口】</p></div><ul><li><a href="#">关于2023年情况的通报</a></li></ul>'
        '<div style="display: none">不显示的文字不应出现在公文正文之中</div><script>var 变量 = "脚本文字";</script>'
        "<div>版权所有：某市人民政府办公室 某ICP备0000号</div>"
    )
    made = read(page)
    assert lines(made) == WORDS
    assert made.hidden == 12


def test_a_page_of_bare_paragraphs_is_read() -> None:
    assert lines(read(BODY)) == WORDS


@pytest.mark.parametrize(
    "index",
    [
        "<table><tr><td>索 引 号：</td><td>A-1</td><td>文　　号：</td><td>澜政〔2024〕3号</td></tr>"
        "<tr><td><b>主题词：</b></td><td></td></tr></table>",
        "<ul><li><span>索引号：</span> A-1 </li><li><span>文号：</span>澜政〔2024〕3号</li></ul>",
        "<div><p>索引号：A-1</p><p>文号：澜政〔2024〕3号</p></div>",
        "<dl><dt>索引号</dt><dd>A-1</dd><dt>文号</dt><dd>澜政〔2024〕3号</dd></dl>",
        "<div><label>索引号：</label><span>A-1</span><label>文号：</label><span>澜政〔2024〕3号</span></div>",
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_an_index_is_read_before_and_after_the_notice(index: str, place: str) -> None:
    number = "<p>澜政〔2024〕3号</p>"
    words = f"<div>{number}{BODY}</div>"
    made = read(index + words if place == "before" else words + index)
    assert made.index == {"索引号": "A-1", "文号": "澜政〔2024〕3号"}
    assert lines(made) == ["澜政〔2024〕3号", *WORDS]


def test_a_table_of_documents_is_no_index() -> None:
    table = "<table><tr><td>序号</td><td>文件名称</td><td>文号</td></tr><tr><td>1</td><td>某办法</td><td>某政〔2001〕2号</td></tr></table>"
    made = read(f"<div>{BODY}{table}</div>")
    assert made.index == {}
    assert lines(made) == [*WORDS, [["序号", "文件名称", "文号"], ["1", "某办法", "某政〔2001〕2号"]]]


def test_the_title_and_number_above_the_notice_are_taken_in() -> None:
    title = "澜泽市人民政府关于表扬先进单位的通报"
    assert lines(read(f"<h1>{title}</h1><div>澜政〔2024〕3号</div><div>{BODY}</div>"))[:2] == [title, "澜政〔2024〕3号"]
    inside = f"<h1>{title}</h1><div><p>澜泽市人民政府<br>关于表扬先进单位的通报</p>{BODY}</div>"
    assert lines(read(inside))[:3] == ["澜泽市人民政府", "关于表扬先进单位的通报", "各区人民政府："]


def test_annexes_and_the_signature_beside_the_notice_are_taken_in() -> None:
    body = f"<p>{SENTENCE * 9}</p>"
    beside = "<div><p>澜泽市人民政府</p><p>2024年5月1日</p></div><div>附件：1.名单</div>"
    made = read(f"<div><div>{body}</div>{beside}</div><div>欢迎使用手机阅读本站的其他内容</div>")
    assert lines(made) == [SENTENCE * 9, "澜泽市人民政府", "2024年5月1日", "附件：1.名单"]


def test_merged_cells_and_headings() -> None:
    made = only_table(
        read(
            f"<div>{BODY}<table><thead><tr><th>序号</th><th colspan=2>内容</th></tr></thead>"
            "<tr><td rowspan=2>1</td><td>甲</td><td><p>乙</p><p>丙</p></td></tr><tr><td>丁</td><td>戊<br>己</td></tr></table></div>"
        )
    )
    assert [[cell.text for cell in row] for row in made.rows] == [
        ["序号", "内容", "内容"],
        ["1", "甲", "乙\n丙"],
        ["1", "丁", "戊\n己"],
    ]
    assert made.headings == 1
    assert made.rows[1][0] is made.rows[2][0]


def test_a_table_that_frames_the_page_is_no_table() -> None:
    inner = "<table><tr><td>序号</td><td>单位</td></tr><tr><td>1</td><td>市数据局和其他参加评选的单位</td></tr></table>"
    page = f"<table><tr><td>侧栏</td><td><table><tr><td>{BODY}{inner * 3}</td></tr></table></td></tr></table>"
    assert lines(read(page))[-1] == [["序号", "单位"], ["1", "市数据局和其他参加评选的单位"]]
    assert WORDS[1] in lines(read(page))


def test_lists_centred_lines_and_broken_source() -> None:
    made = read(
        f"<div><p align=center>通报</p><center>甲</center><div style='text-align:center'><p>乙</p></div>{BODY}"
        "<ol start=3><li>丙</li><li>4.丁</li></ol><p>全\n  市\u00a0共10\nkV线路</p></div>"
    )
    assert lines(made)[-3:] == ["3.丙", "4.丁", "全市 共10 kV线路"]
    assert [block.is_centred for block in made.blocks[:4] if isinstance(block, Paragraph)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-8", ""), ("gb18030", "gb2312"), ("gb18030", ""), ("utf-16", "")]
)
def test_encodings(encoding: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{BODY}</body></html>'
    assert lines(read_html(page.encode(encoding), HERE)) == WORDS


def refusal(data: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_html(data, HERE)
    return caught.value.problems[0].code


def test_pages_without_a_notice_or_beyond_the_limits_are_refused() -> None:
    assert refusal(b"<html><body><img src='http://example.org/1.png'></body></html>") == "page-without-notice"
    assert refusal(b"<html><body><a>x</a></body></html>") == "page-without-notice"
    assert refusal(b"<p>" + b"x" * limits.PAGE_BYTES) == "too-large"
    assert refusal(b"<b>" * (limits.MARKS + 1)) == "too-large"
    endless = "<table>" + "<tr><td colspan=1000 rowspan=60000>格</td></tr>" * 3000 + "</table>"
    assert refusal((BODY + endless).encode()) == "too-large"
    assert refusal(("<div>" * 100_000 + BODY).encode()) in ("too-large", "broken-file", "page-without-notice")


MARKUP = st.recursive(
    st.text("通报，。 <&", max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "table", "tr", "td", "ol", "li", "b", "a", "h1", "center", "pre", "thead", "th"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(MARKUP)
def test_any_markup_is_read(markup: str) -> None:
    said: list[Any] = lines(read(f"<div>{BODY}{markup}</div>"))
    assert WORDS[1] in str(said)
