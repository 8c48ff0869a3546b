"""The places in rankings that a text prints: 第2位, 列全省第三, 居首位. An ordinal that numbers something (第三章) is none."""

from collections.abc import Iterator
from decimal import Decimal

from tongbao.printed.amount import Amount
from tongbao.printed.numerals import HAN, chinese_number
from tongbao.printed.patterns import regex

_PLACE = "[位名](?![于列单称义额])"
_RANK = regex(
    rf"第(?P<number>[0-9]{{1,4}}|{HAN}{{1,4}})(?:(?P<words>{_PLACE})|(?=$|[^\w]|[的_]))"
    rf"|(?<=[居列排占于])(?P<first>首)(?P<top>{_PLACE})"
)
_RANKED = regex("[居列排占夺]|名次|位次|排名|评比|考核|测评|竞争力|综合|全[国省市区县]")
"""Words before an ordinal without 位 or 名 that make it a place in a ranking: 综合得分全省第三."""
_NEAR = 24


def ranks(folded: str, start: int, end: int) -> Iterator[Amount]:
    """Yield the places in rankings that stand in a part of a folded text, as numbers, in order.

    >>> [(str(one.number), one.words) for one in ranks("列全省第三，增速居首位，总量第12名，第三章", 0, 22)]
    [('3', ''), ('1', '位'), ('12', '名')]
    """
    for found in _RANK.finditer(folded, start, end):
        printed = found["number"] or ""
        number = 1 if found["first"] else int(printed) if printed.isdecimal() else chinese_number(printed)
        words = found["words"] or found["top"] or ""
        if number and (words or _RANKED.search(folded, max(start, found.start() - _NEAR), found.start())):
            at = found.start("number") if printed else found.start("first")
            yield Amount(
                found.start(),
                found.end(),
                Decimal(number),
                words=words,
                numeral="" if printed.isdecimal() else printed or "一",
                at=at,
                unit_start=found.end() - len(words),
                of_ranking=True,
            )
