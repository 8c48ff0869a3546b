"""Check that a title or cell is recorded with all the words that are printed there."""

import re
from collections.abc import Iterable
from functools import lru_cache

from tongbao import model
from tongbao.errors import Text
from tongbao.load.characters import named, unseen
from tongbao.load.pages import PAGE_MARK
from tongbao.load.source import SourceText, Span, places_of, squeeze
from tongbao.model.codes import GENRES
from tongbao.printed import chinese_number, fold
from tongbao.printed.patterns import regex

_GOES_ON = regex("[\u4e00-\u9fff“《]")
_SERIAL = regex(r"(?:^|[^0-9.])(?:([0-9]{1,4})|[(（]?([一二三四五六七八九十百]{1,5})[)）]?)[.、)）．]?$")
_ITEM_NUMBER = regex(
    "(?:第[一二三四五六七八九十百0-9]{1,4}[条项]|[案举措经做任事项清][例施验法务项目措单]?[一二三四五六七八九十0-9]{1,3}|[①-⑳]|[一二三四五六七八九十]是)[：:、.．\\s]*"
)
"""The number of an article, a case or a point: 第一条, 案例一：, ①, 一是."""
_NUMBER_ALONE = regex(r"\W*[0-9一二三四五六七八九十百]{1,5}\W*")
_ANNEX = regex(r"附件[:：]?(?:([0-9]{1,2})|([一二三四五六七八九十]{1,3}))[:：.、]?$")
_BETWEEN = regex(r"[\W_]*")
_MARKUP = " \t\r\f#*_>"
"""Signs around a heading in a text that was taken from a web page."""
_JOINS = ("、", "，", ",", "；", ";", "和", "及", "与")
_BLANK_LINE = regex(r"\n[^\S\n]*\n[^\S\n]*$")
"""Separates the letterhead, the first line of a sheet, from a title that does not repeat the body's name."""
_BODY = regex(r".*(?:政府|办公厅|办公室|委员会|委|局|厅|部|院|署|会|组|公司|中心)")

_PAGE_MARK = regex(PAGE_MARK)
_SECTION = regex("[一二三四五六七八九十]{1,3}、[^，。；]{2,30}|[（(][一二三四五六七八九十]{1,3}[)）][^，。；]{2,30}")
_SERIAL_END = regex("[(（]?(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5})[)）]?[.、．]?$")
_SERIAL_LENGTH, _LONGEST_LINE = 8, 200
_HEADS, _LINE = 4, 80
"""How many characters before a column's heading are equal where a table repeats it, and how far below the top of a page."""
_PAGE_BEGINS = regex(rf"\f|^[ \t]*{PAGE_MARK}[ \t]*$", re.MULTILINE)
_TO = regex("主送(?:机关|单位)?[:：]$")
"""Words that may stand before the addressees in their line."""
_BELOW = regex(
    "有关单位[:：]|抄送|主送|分送|抄报|附件|注[:：1]|备注|说明[:：]|联系人|[（(](?:此件|备注|注|公开)|[^，。；]{4,40}[0-9〇一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月"
)
"""Words below a table that belong to no row."""
_NOTES = regex("(?:^|\\s)(?:备?注|说明|填表说明)[:：]")
"""The beginning of the notes below a table, which have numbers of their own."""
_OF_TEXT = regex("做法|成效|内容|简介|情况|措施|说明|事迹|经验|任务|效果|描述")
"""Words in the heading of a column of descriptions."""
_FAR = 4000
"""How many characters behind a row its other cells are looked for."""


def serial_before(source: SourceText, span: Span) -> int | None:
    """Return the number printed right before a span; None where there is none."""
    before = fold(_before(source, span)[-20:])
    found = _SERIAL.search(before.rstrip())
    line = before.rstrip().rpartition("\n")[2]
    if (
        found and "\n" in before[len(before.rstrip()) :] and not _NUMBER_ALONE.fullmatch(line)
    ):  # the cell of another row
        return None
    return (int(found[1]) if found[1] else chinese_number(found[2])) if found else None


def _before(source: SourceText, span: Span) -> str:
    """Return the text before a span, as far back as its line may begin."""
    start = source.stored(span).start
    return source.text[max(start - _LONGEST_LINE, 0) : start]


def is_cut(source: SourceText, span: Span) -> bool:
    """Return whether a letter or digit stands right before a span in the text, with no space or sign between."""
    before = _before(source, span)[-1:]
    return before.isalnum()


def is_cut_behind(source: SourceText, span: Span) -> bool:
    """Return whether a span ends within a number: 41 of 415."""
    text, end = source.text, source.stored(span).end
    return text[end - 1].isdigit() and bool(re.compile(r"[.,]?[0-9０-９]").match(text, end))


def annex_before(source: SourceText, span: Span) -> int | None:
    """Return the annex number that stands right before a title (附件 2); None where there is none."""
    found = _ANNEX.search(fold(source.words[max(span.start - 8, 0) : span.start]))
    return (int(found[1]) if found[1] else chinese_number(found[2])) if found else None


def cut_short(source: SourceText, span: Span) -> str:
    """Return the words right behind a description that ends before its cell does; an empty string where it does not."""
    end = source.stored(span).end
    goes_on = source.text[end : end + 1].isalnum() or source.text[end : end + 1] in ("，", "、", ",")
    if source.words[span.end - 1] in "。！？；":  # the same cell goes on in the same line; a digit begins another row
        goes_on = bool(_GOES_ON.match(source.text, end))
    return source.words[span.end : span.end + 20] if goes_on else ""


def begins_line(source: SourceText, span: Span) -> bool:
    """Return whether a span begins its line, or follows the number of its row."""
    line = re.split(r"[\n\f\r]", _before(source, span))[-1]
    own = _ITEM_NUMBER.fullmatch(line.strip(_MARKUP))
    return not line.strip(_MARKUP) or serial_before(source, span) is not None or bool(own)


def ends_line(source: SourceText, span: Span) -> bool:
    """Return whether a span ends its line."""
    end = source.stored(span).end
    return not source.text[end : end + 200].split("\n")[0].strip(f"{_MARKUP}。.")


def without(cells: list[str], words: str) -> tuple[list[str], str]:
    """Remove the cells that begin the words between two others; return the remaining cells and words."""
    left = list(cells)
    while left and words.startswith(left[0]):
        words = words.removeprefix(left.pop(0))
    return left, "" if _BETWEEN.fullmatch(words) else words


def behind_row(source: SourceText, start: int, end: int, head: str) -> str:
    """Return the words between the last cell of a row and the next row, without page marks, headings and serial numbers."""
    words = _PAGE_MARK.sub("", source.words[start : min(end, start + _FAR)])
    if end < len(source.words) and serial_before(source, Span(end, end + 1)) is not None:
        serial = _SERIAL_END.search(_before(source, Span(end, end + 1)).rstrip()[-_SERIAL_LENGTH:])
        words = words[: -len(serial[0])] if serial and words.endswith(serial[0]) else words
    return "" if words in head or _SECTION.fullmatch(words) else words


def has_descriptions(head: str) -> bool:
    """Return whether the heading of a table has a column of descriptions."""
    return bool(_OF_TEXT.search(head))


def behind_table(source: SourceText, start: int, end: int) -> str:
    """Return the words behind the last cell of a table's last row, up to the text below the table."""
    return _PAGE_MARK.sub("", source.words[start : below(source, start, end)])


def below(source: SourceText, start: int, end: int) -> int:
    """Return where the text below a table begins, behind its last cell; ``end`` where nothing shows it."""
    found = _BELOW.search(source.words, start, min(end, start + _FAR))
    return found.start() if found else min(end, start + _FAR)


def once(source: SourceText, heading: model.Quote, region: Span) -> model.Quote:
    """Return a quotation of a column's heading at its first place in a region, if the table repeats it on each page."""
    places = [] if isinstance(heading, model.QuoteAt) else [*places_of(squeeze(heading), source.words, *region)]
    heads = {source.words[max(at - _HEADS, 0) : at] for at in places}
    repeated = len(places) > 1 and len(heads) == 1 and all(_begins_page(source, at) for at in places[1:])
    return model.QuoteAt(text=str(heading), nth=1) if repeated else heading


def _begins_page(source: SourceText, at: int) -> bool:
    """Return whether a page begins within a line above a position of the words: at a form feed, or behind a page number."""
    return bool(_PAGE_BEGINS.search(source.text, max(source.positions[at] - _LINE, 0), source.positions[at]))


def beside_list(words: str, *, ends: bool) -> str:
    """Return the words between a cell of names and the next cell, if a sign joins them to the list of names."""
    joined = words[-1:] in _JOINS if ends else words[:1] in _JOINS
    return words if joined and len(words) > 1 else ""


def fragment_of_title(source: SourceText, span: Span, own: Iterable[str] = ()) -> bool:
    """Return whether a document's title leaves out words. A whole one fills its lines, from the body's name to the genre.

    ``own`` are the names of the dataset's own genres.
    """
    words = source.words[span.start : span.end]
    if not begins_line(source, span) or not ends_line(source, span):
        return True
    if "关于" in words and not _whole_title((*GENRES, *own)).fullmatch(words):
        return True
    before = source.text[: source.stored(span).start]
    above = [squeezed for line in before.splitlines() if (squeezed := "".join(line.split()))]
    if not above:
        return False
    if words.startswith("关于"):
        head = len(above) == 1 and _BLANK_LINE.search(before) is not None
        return bool(_BODY.fullmatch(above[-1])) and not head
    return "关于" not in words and bool(re.search("关于[^。，；：]*$", "".join(above[-3:])))


@lru_cache(maxsize=8)
def _whole_title(genres: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf".*(?:{'|'.join(map(re.escape, genres))})(?:[（(].*[）)])?")


def line_of(source: SourceText, span: Span) -> str:
    """Return the rest of a line of addressees, before a span or up to the colon; an empty string where there is none."""
    label = _TO.search(source.words, max(span.start - 8, 0), span.start)
    first = Span(label.start(), label.end()) if label else span
    before = "" if begins_line(source, first) else source.words[max(span.start - 20, 0) : span.start]
    stored = source.stored(span).end
    behind = source.words[span.end : span.end + 20]
    if behind[:1] in ("", ":", "：", "。") or (
        source.text[stored : stored + 1] in ("", "\n", "\r") and behind[0] not in "、，,；;"
    ):
        return before
    return before or re.split("[:：。]", behind)[0]


def not_whole(source: SourceText, span: Span) -> tuple[Text, Text]:
    """Report that a title is only part of the printed words."""
    stored = source.stored(span)
    beside = unseen(source.words[max(span.start - 1, 0) : span.start]) or unseen(source.words[span.end : span.end + 1])
    if beside:
        return (
            Text(
                f"Beside the title the source has {named(beside)}, which readers cannot see.",
                f"原文标题旁有肉眼看不出的字符 {named(beside)}。",
            ),
            Text("Delete it from the source text, and update the checksum.", "请从原文中删去该字符，并更新校验和。"),
        )
    if runs_on := _runs_on(
        source.text[stored.start : stored.end], source.text[stored.end : stored.end + _LONGEST_LINE]
    ):
        return runs_on
    around = "".join(source.text[max(stored.start - 24, 0) : stored.end + 24].split())
    return (
        Text(f"The title is only part of the printed words: “…{around}…”.", f"标题只是原文的一部分：“…{around}…”。"),
        Text("Write the whole title, from its first word to its last.", "请写完整标题，从第一个字到最后一个字。"),
    )


def _runs_on(title: str, behind: str) -> tuple[Text, Text] | None:
    """Report that a title runs into a line without filling it: it may have a word too many, or too few."""
    head, broken, last = title.rpartition("\n")
    rest = behind.split("\n")[0].split("\f")[0]
    if not (broken and last.strip(_MARKUP) and rest.strip(f"{_MARKUP}。.")):
        return None
    above, last, line = head.split("\n")[-1].strip()[-12:], last.strip(), f"{last}{rest}".strip()[:40]
    what = Text(f"The title runs on into the line “{line}”.", f"标题延伸到了下一行“{line}”。")
    if rest[0].isspace():  # the rest of the line is another cell
        return what, Text(f"End it with “{above}”, without “{last}”.", f"请写到“{above}”为止，不含“{last}”。")
    return what, Text(
        f"End it where a line ends: with “{above}”, or with the whole of “{line}”.",
        f"请写到行末：写到“{above}”为止，或写全“{line}”。",
    )


def next_row(source: SourceText, span: Span, end: int, number: int, *, is_table: bool) -> str:
    """Return the row with the next number behind a span; an empty string where there is none.

    In a table the cells of a row may stand on one line.
    """
    if span.end >= len(source.words) or span.end >= end:
        return ""
    stored = Span(source.stored(span).end, source.stored(Span(end - 1, end)).end)
    apart = r"(?:[ \t]*\n\s*|[ \t]+(?![年月日时个项件家]))" if is_table else r"[ \t]*\n\s*"
    row = re.compile(rf"^[ \t]*{number}[.、．]?{apart}(?!序号|附件)([\u4e00-\u9fff“《][^\n\f]{{3,}})", re.MULTILINE)
    found = row.search(source.text, *stored)
    if not found or "\f" in found[0] or (is_table and _NOTES.search(source.text, stored.start, found.start())):
        return ""
    return found[1]


def row_left_out(number: int, title: str = "") -> tuple[Text, Text]:
    """Report that a row of a numbered table is not recorded."""
    more = f": “{title[:30]}”" if title else ""
    return (
        Text(f"The source also has row {number}{more}.", f"原文还有第 {number} 行{more.replace(': ', '：')}。"),
        Text("Add a measure for each row, in order.", "请按次序补录各行的举措。"),
    )


def left_out(words: str) -> tuple[Text, Text]:
    """Report that words between two cells belong to neither."""
    shown = words if len(words) <= 40 else words[:40] + "…"
    return (
        Text(
            f"It is followed by “{shown}”, which is in no cell of the row.",
            f"其后有文字“{shown}”，不属于本行任何一栏。",
        ),
        Text(
            "Write the whole title and the whole unit cell; words of other columns go in `other-cells`.",
            "请写完整的标题和单位栏；其他栏的文字写入 `other-cells`。",
        ),
    )


def not_in_row(cell: str) -> tuple[Text, Text]:
    """Report that another cell is not where it should be."""
    return (
        Text(f"“{cell[:40]}” is not between the cells of this row.", f"“{cell[:40]}”不在本行各栏之间。"),
        Text("List the other cells as printed, in order.", "请按原文和次序列出其他栏。"),
    )


def other_position(printed: int, written: int | None) -> tuple[Text, Text]:
    """Report that another number is printed before a title."""
    return (
        Text(f"The source numbers this row {printed}, not {written}.", f"原文此行序号为 {printed}，而非 {written}。"),
        Text(
            "Write the number printed before the title; where the printed numbers jump, write them as `number` beside `position`.",
            "请写原文标题前的序号；原文序号有跳号的，另以 `number` 照录。",
        ),
    )
