"""Persons in lists: the form of a name, the post behind a name on its own line, and persons in charge in brackets."""

from collections.abc import Sequence

from tongbao.load.remarks import ASIDE, SERIAL, SIGN
from tongbao.printed.patterns import regex

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧蔡潘袁董余苏叶吕魏蒋"
"""Surnames that show a person where nothing else does."""
_IN_BRACKETS = (
    f"{SURNAMES}田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    "汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤"
)
"""Surnames that do so in brackets behind the name of a body."""
_BODY = "[局委厅部院署办室处科所站队组团会府区县市省州镇乡街校司台馆社厂行]"
_POST = regex(
    f"[\u4e00-\u9fffA-Za-z0-9“”（）()·-]{{0,40}}(?:{_BODY}|[长员任记师警士工理授监席村]|干部|代表|[职军]人|医生|教练|骨干|主管|司机|能手|级|岗"
    "|[（(][^（）()]{1,16}[）)])"
)
"""Words that show, by their ending, where a person works or in what post: 市税务局, 综合科科长, 高级工程师（正高级）."""
_NAME = f"[{{}}][\u4e00-\u9fff]{{{{1,2}}}}(?<!{_BODY})(?<![长员任])"
_PERSON = regex(_NAME.format(SURNAMES))
_IN_CHARGE = regex(
    f"(?:{ASIDE})*[（(]{_NAME.format(_IN_BRACKETS)}(?:[、，, ]{_NAME.format(_IN_BRACKETS)})*(?:[，,:：]?[0-9-]{{7,13}})?[）)]"
)
"""The person in charge of a body, perhaps with a telephone number: 市税务局（张三）."""
_HEAD = regex(f"[ \\t\u3000]*(?:(?P<number>[0-9]{{1,3}})[ \\t\u3000]+|(?:{SERIAL})[ \\t\u3000]*)?(?:{SIGN})*")
_ASIDES = regex(f"(?:{ASIDE})*")
_PARTS = regex("[\\s、，,；;：:/]+")
_APART = "（(，,：: \t\u3000\u00a0"
_SIGNS = "，,；;：:。 \t\u3000\u00a0"
_LONGEST = 80
_LINE = regex("[^\n\r\f]*")
_NUMBER = regex("\\s*([0-9]{1,3})[ \\t\u3000]+")


def post_end(text: str, start: int, end: int) -> int:
    """Return the end of the text that belongs to a person, whose name stands from ``start`` to ``end``: the end of the post's line.

    If the rows are numbered without punctuation, the number of the next row is included. Only a name that begins its
    line has a post behind it: 王芳 市税务局科长. None of the post's words may be another person.
    """
    line = max([text.rfind(sign, max(start - _LONGEST, 0), start) for sign in "\n\r\f"]) + 1
    head = _HEAD.fullmatch(text, line, start) if line or start <= _LONGEST else None
    if not head:
        return end
    stop = _LINE.match(text, end).end()  # type: ignore[union-attr]
    at = _ASIDES.match(text, end).end()  # type: ignore[union-attr]
    post = text[at:stop].strip(_SIGNS)
    if post[:1] in ("（", "(") and post[-1:] in ("）", ")"):
        post = post[1:-1]
    if post and not (len(post) <= _LONGEST and (at > end or text[at] in _APART) and _is_post(post)):
        return end
    number = _NUMBER.match(text, stop)
    if head["number"] and number and int(number[1]) == int(head["number"]) + 1:
        return number.end()
    return stop if post else end


def _is_post(words: str) -> bool:
    return all(_POST.fullmatch(part) and not _PERSON.fullmatch(part) for part in _PARTS.split(words))


def person_of_line(line: str) -> str:
    """Return the name of a person that begins a line, alone or with a post behind it; else an empty string."""
    head = _HEAD.match(line)
    for length in (3, 2):
        name = line[head.end() : head.end() + length]  # type: ignore[union-attr]
        end = head.end() + length  # type: ignore[union-attr]
        if _PERSON.fullmatch(name) and post_end(line, end - length, end) > end:
            return name
    return ""


def in_charge(words: str, names: Sequence[str]) -> bool:
    """Return whether a person in brackets stands behind each name of a list: 市税务局（张三）、市财政局（李四）."""
    return bool(names) and all(
        (at := words.find(name)) >= 0 and _IN_CHARGE.match(words, at + len(name)) for name in names
    )


def behind_charge(words: str, at: int) -> int:
    """Return the end of the brackets with the person in charge behind a name."""
    found = _IN_CHARGE.match(words, at)
    return found.end() if found else at
