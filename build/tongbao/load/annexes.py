"""Check that an annex is recorded as printed: its whole title, the level that the title names, and its order."""

import re
from collections.abc import Iterator
from itertools import islice

from tongbao import model
from tongbao.errors import Text
from tongbao.load.addressees import said_levels
from tongbao.load.cells import annex_before, begins_line, ends_line, serial_before
from tongbao.load.naming import Fault
from tongbao.load.source import SourceText, Span, places_of
from tongbao.model import codes
from tongbao.printed.patterns import regex

_MANY = 20
"""How many occurrences of a title in a text are compared."""
_SAME = 2
"""How many equal characters behind (or before) a title in two places make it a part of a longer title."""
_WORD = regex("[一-鿿A-Za-z0-9“”《》]")
_REMARK = regex(
    "[（(](?:备注|注|说明|排名|按|单位|金额|共[0-9一二三四五六七八九十]|此件|[0-9一二三四五六七八九十]+[项个条件])"
)
_LISTED = regex("附[件表录][:：]")
_LEVELS: dict[codes.Level, re.Pattern[str]] = {
    "national": regex("国家级"),
    "provincial": regex("省级|省直|省本级|自治区级"),
    "municipal": regex("(?<![城都超])市级(?!别)|市直|市本级|市[、]?[县区](?:（区）)?两级"),
    "district": regex("(?<![社园片景校厂街治])[区县]级(?![别市])|[区县]直|各[区县]|市[、]?[县区](?:（区）)?两级"),
    "subdistrict": regex("[镇乡]级|镇街|街道"),
}
_OF_OTHERS = regex("入选|入围|获|推荐|推广|申报|上报|争创|列入|纳入|评为|选树")
"""Words of a title behind which the level may be that of another body: 入选国家级试点的举措名单."""
_ORDERS: dict[codes.OrderBasis, re.Pattern[str]] = {
    "merit": regex("得分|评分|成绩|名次|得票|票数|优劣|[由从]高[到至]低|[由从]优|排名(?!不分)|评[选价]结果"),
    "indicator-system": regex("指标"),
    "as-given": regex("不分(?:先后|名次)|随机|笔[画划]|区划|拼音|音序|收文|报送|提交|建制|^序号$"),
}
_ORDERED = regex("排序|排列|为序|先后|次序|顺序")
_NOTE = regex(
    "(?:[（(]|备注[:：]|说明[:：]|注[:：])[^（）()。；]{0,40}(?:排序|排列|为序|排名|不分先后|次序|顺序)[^（）()。；]{0,10}"
)


def annex_faults(
    source: SourceText, annex: model.Annex, title: Span, end: int, place: model.Place | None
) -> Iterator[Fault]:
    """Yield the faults in the level and the order of an annex. ``title`` is its title's span, ``place`` that of the notice."""
    words = source.words[title.start : title.end]
    said = [] if _OF_OTHERS.search(words) else said_levels(_LEVELS, words, place)
    if said and annex.level and annex.level not in said:
        yield Fault("level", "level-contradicted", *_level(said))
    yield from order_faults(annex.order, source.words, title.start, end)


def is_part(source: SourceText, title: Span) -> bool:
    """Return whether a title goes on behind its last word or before its first, here or in the list of annexes."""
    words, length = source.words, title.end - title.start
    if not ends_line(source, title) and not _REMARK.match(words, title.end):
        return True
    found = islice(places_of(words[title.start : title.end], words), _MANY)
    spans = [title, *(Span(at, at + length) for at in found if at != title.start)]
    if any(_names(source, span) and _goes_on(source, span) for span in spans[1:]):
        return True
    return any(_alike_around(source, title, other) for other in spans[1:])


def _names(source: SourceText, span: Span) -> bool:
    """Return whether the title of an annex begins here: behind its number, or behind 附件：."""
    head = source.words[max(span.start - 8, 0) : span.start]
    return annex_before(source, span) is not None or bool(_LISTED.search(head[-3:]))


def _goes_on(source: SourceText, span: Span) -> bool:
    return not ends_line(source, span) and bool(_WORD.match(source.words, span.end))


def _alike_around(source: SourceText, one: Span, other: Span) -> bool:
    words = source.words
    behind = [words[span.end : span.end + _SAME] for span in (one, other)]
    before = [words[max(span.start - _SAME, 0) : span.start] for span in (one, other)]
    same = [pair[0] for pair in (behind, before) if pair[0] == pair[1] and len(pair[0]) == _SAME]
    return any(all(_WORD.match(sign) for sign in pair) and "件" not in pair and "." not in pair for pair in same)


def listed_number(source: SourceText, title: Span) -> int | None:
    """Return the number that the text gives an annex in its list behind 附件：; None where it lists none."""
    words, length = source.words, title.end - title.start
    for at in islice(places_of(words[title.start : title.end], words), _MANY):
        span = Span(at, at + length)
        if (
            at != title.start
            and begins_line(source, span)
            and _LISTED.search(words[max(at - 300, 0) : at])
            and (number := serial_before(source, span)) is not None
        ):
            return number
    return None


def order_faults(order: model.Order, words: str, start: int, end: int) -> Iterator[Fault]:
    """Yield what contradicts the basis of an order. The words quoted for it count, else a note beside the table."""
    quoted = order.quote.text if isinstance(order.quote, model.QuoteAt) else order.quote
    if quoted is None:
        noted = [found[0] for found in islice(_NOTE.finditer(words, start, end), _MANY)]
    else:
        noted = ["".join(quoted.split())]
    said = [basis for basis, pattern in _ORDERS.items() if any(pattern.search(note) for note in noted)]
    doubtful = not said and any(_ORDERED.search(note) for note in noted)
    if (said or order.basis != "as-given") and order.basis not in said and not doubtful:
        yield Fault("order", "order-contradicted", *_order(said))


def order_noted(words: str, start: int, end: int) -> tuple[codes.OrderBasis, str] | None:
    """Return the basis of an order that a note beside a table states, with the words that state it.

    >>> order_noted("（备注：排名按综合得分由高到低）", 0, 16)
    ('merit', '排名按综合得分由高到低')
    """
    for note in islice(_NOTE.finditer(words, start, end), _MANY):
        for basis, pattern in _ORDERS.items():
            if pattern.search(note[0]):
                return basis, _BEFORE_NOTE.sub("", note[0])
    return None


_BEFORE_NOTE = regex("^[（(]?(?:(?:备注|说明|注)[:：])?")


def _level(said: list[str]) -> tuple[Text, Text]:
    listed = " / ".join(said)
    return (
        Text("The title of the annex names another level.", "附件标题写明的是另一层级。"),
        Text(f"Write {listed}.", f"请写 {listed}。"),
    )


def _order(said: list[codes.OrderBasis]) -> tuple[Text, Text]:
    listed = " / ".join(said) or "as-given"
    return (
        Text("The words do not state this basis for the order.", "原文没有写明这种排序依据。"),
        Text(f"Write {listed}, or quote the words that state it.", f"请写 {listed}，或引用写明排序依据的文字。"),
    )
