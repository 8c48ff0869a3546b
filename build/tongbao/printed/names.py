"""Numbers that name, rank or date something and count nothing: 三等奖, 500强, 1+3+N, 12345热线, 三农, 三季度."""

from tongbao.printed import lexicon
from tongbao.printed.patterns import regex

_RANKED = regex("等[奖功次]|号|星级|强(?![化制调大度劲烈])")
"""The text behind a number that ranks or names: 三等奖, 64号."""
_ANNEXES = regex("附[件表图录]$|见[图表]$|№$")
_MONTH_AHEAD = regex("[每次当上下本同翌隔]个?月(?:的)?$")
_DAY = regex("[日号]")
_BEHIND, _AHEAD = regex(lexicon.NAME_BEHIND), regex(f"(?:{lexicon.NAME_AHEAD})$")
_NAMES, _COUNTED = regex(lexicon.NAMES), regex(lexicon.COUNTED)
_HAN_AHEAD = regex("(?:每[隔逢]?|双|党的|[十百千万][余多来]|第[一二三四五六七八九十、和至]+)$")
_HAN = regex("[一-鿿]")
_DOTTED = regex("[·•・‧∙⋅][〇一二三四五六七八九十]")
_ZERO_AHEAD = tuple("为至到由从是于达")
_GRADED = regex(r"$|[^\w]|[以及的](?![一-鿿]联)|左右|\)")
_CONGRESS = regex("[一二三四五六七]中全会|中央|全国|人大|常委|委员")
_PHASE = regex("项目|工程|厂房|园区|用地|地块|平台|系统")
_OF_A_SLOGAN = regex("一|不(?![到足])|没有")
_OFTEN = regex(r"(?P<one>[1一])(?=[次回度])|[0-9二两三四五六七八九十]+(?=[次回度])")
_SINGLE = frozenset("〇一二两三四五六七八九十")
_TERM_AHEAD, _TERM = regex("[0-9A-Za-z][+]"), regex("[+][0-9A-Za-z]")
_RANGE = regex("[至到][一二两三四五六七八九十]")
_SCALES = regex("[百千万亿]")
_VAGUE_BEFORE = "几数好"
_IDIOMS = regex("一[些定般样起律致直旦并系方体切向面带流举时度再味概经边同齐共路揽种是网窗站半大手心线跃]|〇下")
_IN_WORDS = "第统唯同单专万周期初惟"
"""Characters before a Chinese numeral that is part of another word (第三, 统一, 周二)."""
_ONE_OF = "上下新进每另任某这那同哪逐均"
"""Characters before an 一 that counts nothing (进一步, 上一年度)."""


def is_a_name(text: str, start: int, end: int, *, han: bool) -> bool:
    """Return whether the number at a position of a folded text counts nothing, whatever unit is behind it."""
    ahead, after = text[max(start - 12, 0) : start], text[end : end + 1]
    before, numeral = ahead[-1:], text[start:end]
    alone = (before == "(" and after == ")") or (before == "[" and after == "]")
    listed = after == "、" and han and not _SCALES.search(numeral)
    named = _NAMES.match(text, start) or _RANKED.match(text, end) or _ANNEXES.search(ahead[-2:])
    day = _DAY.match(text, end) and _MONTH_AHEAD.search(ahead[-5:])
    if alone or listed or named or day or _fills(text, numeral, end):
        return True
    if han:
        return bool(_HAN_AHEAD.search(ahead) or _DOTTED.match(text, end) or after == "几")
    return bool(_BEHIND.match(text, end) or _AHEAD.search(ahead) or _cut(text, start))


def is_of_formula(text: str, start: int, end: int) -> bool:
    """Return whether a number is a term of a formula: 1+3+N."""
    ahead = text[max(start - 2, 0) : start]
    behind = text[end : end + 2]
    return bool(_TERM_AHEAD.fullmatch(ahead) or _TERM.fullmatch(behind))


def _cut(text: str, start: int) -> bool:
    """Return whether a number is the rest of one broken by white space: 300 0家."""
    rest = text[start] == "0" and text[start + 1 : start + 2] != "."
    return rest and start > 1 and text[start - 1] == " " and text[start - 2].isdigit()


def _fills(text: str, numeral: str, end: int) -> bool:
    """Return whether a 零 only leads on to the lower part of an amount: 1年零6个月."""
    return numeral == "〇" and text[end : end + 1].isdigit()


def names_by_itself(text: str, start: int, end: int) -> bool:
    """Return whether a Chinese numeral without a unit or classifier is part of a word: 三农, 两会, 前三, 零申报."""
    numeral, before = text[start:end], text[max(start - 1, 0) : start]
    if numeral not in _SINGLE:
        return False
    if numeral == "〇":
        return before not in _ZERO_AHEAD
    if not _HAN.match(text, end):
        return before in ("前", "个")
    if _RANGE.match(text, end):
        return False
    return numeral == "一" or not _COUNTED.match(text, end)


def names_with(words: str, text: str, start: int, at: int) -> bool:
    """Return whether a number and its classifier name something: 三级联动, 三期项目, 三季度, 四个一, 一年一度."""
    if words == "级":
        return not _GRADED.match(text, at)
    if words == "期":
        return bool(_PHASE.match(text, at))
    if words == "届":
        return bool(_CONGRESS.match(text, at))
    if words == "季度":
        return text[max(start - 2, 0) : start] != "连续"
    if words == "个":
        return bool(_OF_A_SLOGAN.match(text, at))
    often = _OFTEN.match(text, at)
    return bool(often and words in _DURATIONS and (often["one"] or text.startswith(("一", "半", "1" + words), start)))


_DURATIONS = ("年", "月", "个月", "天", "日", "小时", "个小时", "周", "星期", "个星期", "个季度")


def is_part_of_a_word(text: str, start: int, end: int) -> bool:
    """Return whether a Chinese numeral is part of a word that counts nothing: 第三, 几十, 进一步, 一起."""
    before, numeral = text[max(start - 1, 0) : start], text[start:end]
    if (before and (before in _VAGUE_BEFORE or before in _IN_WORDS)) or text[end : end + 1] == "几":
        return True
    if end - start > 1:
        return False
    return bool(_IDIOMS.match(text, start)) or (numeral == "一" and bool(before) and before in _ONE_OF)
