"""What a draft asks about words that were recognised in pictures of the pages: whether a person has compared them."""

import re
from collections.abc import Iterator

from tongbao.intake.original import Doubt, Original
from tongbao.load.gaps import GAP

HEAD = "# Its words were recognised in pictures of the pages (OCR): none is certain before a person has compared it. 文字由图像识别（OCR）而来，核对之前均不可作准。"
"""Stands at the head of such a draft."""
COMPARE = "whether somebody has compared the whole text with the pages, names, numbers and dates first 是否已与扫描页面逐字核对，尤其是名称、数字、日期"
"""The mark behind ``ocr: true``; ``build`` takes no notice that has it."""
_WORDS = 60


def questions(original: Original) -> Iterator[str]:
    """Yield a line with a mark for each doubt about the pages of an original."""
    return (f"# {GAP}: {_asked(doubt)}" for doubt in original.doubts)


def _asked(doubt: Doubt) -> str:
    where = f"page {doubt.page} 第 {doubt.page} 页"
    if doubt.what in _OF_PAGES:
        return f"{where}: {_OF_PAGES[doubt.what]}"
    # a quotation in a question ends at its first quotation mark
    words = max(re.split("[“”]", doubt.words), key=len)[:_WORDS]
    return f"{where}: “{words}” {_UNSURE}"


_OF_PAGES = {
    "columns": "a table without ruled lines: its words stand in lines, and which column each is of is lost 此页有无框线表格，文字按行排列，所属栏目已无法判断",
    "rest": "something was not read, perhaps a seal or handwriting; whether it belongs to the text 有内容未能识别（可能为印章或手写字），是否属于正文",
    "nothing": "no words were recognised; whether the page is blank 未识别出文字，此页是否空白",
}
_UNSURE = "was hard to recognise; whether the page says so 识别把握不大，是否与页面一致"
