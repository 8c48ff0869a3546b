"""Find what a figure is one for each of, by the words around it: 每年, 日均, 每户, 每百户, 年薪, 件/天, 元/平方米, 一年两次.

A record must repeat a period that governs a figure; it may repeat one that possibly does (坚持每天巡查发现隐患300处).
"""

import re
from collections.abc import Iterator

from tongbao.printed import lexicon
from tongbao.printed.coded import UNITS
from tongbao.printed.patterns import regex
from tongbao.printed.units import CODES, LISTED

NONE, OTHER = "", "other"
_RELATIVE = ("%", "‰", "倍", "番", "成", "百分点", "个百分点", "个基点")
"""Units whose figures are seldom per person or per year: 年均增长12%, 人均收入增长5%."""
_TIMES = ("year", "month", "day", "working-day", "hour", "minute")
_PERIODS = {word: code for code, words in lexicon.PERIODS.items() for word in words}
_CLAUSE = regex("[，。；！？,;!?]")
_SENTENCE_END = regex("[。！？!?]")
_MANY = "[0-9.]+[万千百亿]*|[一二两三四五六七八九十百千万亿半]+"
_ALL = "0-9一二三四五六七八九十两几多半今去本全历各近同往当前后每整"
"""Characters before 年均 or 户均 where 均 means all of them (三年均, 各户均)."""
_MARK = regex(
    rf"每(?![每当况])[隔逢]?(?P<many>{_MANY})?个?(?:(?P<each>年|月|天|日|小时)|(?P<time>周|季|星期|旬|工作日|分钟|学期)|(?P<thing>(?!单位){LISTED}))?"
    rf"|按(?P<by>年|月|天|日|小时)(?![月日])|(?<![{_ALL}])(?P<mean>[年月日])均|(?<![{_ALL}])(?P<also>[周季旬])均"
    rf"|(?<![{_ALL}个农所有工老])(?P<one>[人户亩地次件单床村校企师生班车])均|(?P<speed>时速)"
)
_RECURS = regex("[每均年月日时按]")
_COUNTED = regex("[0-9二两三四五六七八九十]|^一|一[次个名项家份天周报会]")
_GIVEN_TO = regex("[为给向对供]近?超?约?[0-9.,]+[^0-9]{0,3}")
"""A number of recipients, which does not separate a figure from its period: 每年为30户企业节约300万元."""
_FROM_TO = regex("[^0-9]{0,12}[由从][0-9.,]+[^0-9]{1,12}[至到为成达][^0-9]{0,4}$")
_TALLY = regex("累计|共|合计|总计|总数|截至|目前|现有")
_SETTLED = regex(
    "已|今年|去年|上年|全年|20[0-9]{2}年|[0-9]月|以来|至今|首[批年]|一次性|建成|成立|设立|组建|上线|开通|投用|启用|挂牌|拥有"
)
"""Words that tie a clause to a single time: a period in another clause does not apply to its figures."""
_RATE = regex(f"(?:{'|'.join(lexicon.RATES)})")
_PART_END = regex("[；;]")
_SYSTEM = regex(lexicon.SYSTEM)
_HABIT = regex(f"(?:{lexicon.HABIT})$")
_OF_TIME = regex(lexicon.OF_TIME)
_OPENS = regex(r"(?:^|\W|预计|可|实现|将|达到|能|有望|力争|平均|均)$")
_SO_OFTEN = regex(rf"(?:(?P<one>[1一])|{_MANY})个?(?P<unit>年|月|天|日|小时|周|季度|星期|学期)内?$")
OFTEN = ("次", "回", "度")
"""Classifiers that count how often something happens: 一年两次."""
_NEAR, _MEAN = 8, 3
"""How many characters behind 每户 and 户均 a figure is one for each; further on it may be a total."""
_BEHIND = regex(
    r"/(?:每)?(?:(?P<code>年度?|个?月|天|日|小时|[hH](?![A-Za-z]))(?![·/][^\W\d]|\.[人户亩家件次台天日月年A-Za-z]|[元报])|[(]?(?P<other>[^\W\d_][^\W\d_]?))"
)
_EACH = regex(r"每(?P<word>年|月|天|日|小时)?")
_WORD = regex("(?!每)[一-鿿0-9]")
_MORE = regex(r"[·./]?[^\W\d_]")
_LETTERS = regex("[A-Za-z]+")


def period_behind(text: str, at: int) -> tuple[frozenset[str], int] | None:
    """Return the period behind a unit (件/天, 元/人·月, 元每年), and where it ends; None where there is none."""
    each = _EACH.match(text, at)
    if each:
        end = each.end() if each["word"] else _end_of_noun(text, each.end())
        return None if _WORD.match(text, end) else (frozenset({_each_of(text[each.start() + 1 : end])}), end)
    found = _BEHIND.match(text, at)
    if found is None:
        return None
    if found["code"]:
        return frozenset({_PERIODS.get("小时" if found["code"] in "hH" else found["code"], OTHER)}), found.end()
    end = _end_of_noun(text, found.start("other"))
    return frozenset({_each_of(text[found.start("other") : end].strip("()"))}), end


def _end_of_noun(text: str, at: int) -> int:
    """Return the end of the words for what a figure is per: 元/平方米, 亩/户以上, 元/人·月, 元/(人·月)."""
    for _ in range(3):
        longest = next((word for word in _NOUNS if text.startswith(word, at)), "")
        letters = _LETTERS.match(text, at)
        at = letters.end() if letters else at + len(longest or text[at : at + 1])
        if not (text[at : at + 1] in tuple("·/") and _MORE.match(text, at)):
            break
        at += 1
    return at + (text[at : at + 1] == ")")


_NOUNS = sorted(
    {*lexicon.CLASSIFIERS, *lexicon.OTHER_UNITS, *(word for words in UNITS.values() for word in words)},
    key=lambda word: -len(word),
)


def period_before(head: str, unit: str | None, words: str, *, once: bool = False) -> frozenset[str]:
    """Return the periods that the words before a figure may give it; an empty string means no period. ``once``: the figure is 1.

    >>> [sorted(period_before(head, None, "件")) for head in ("每年受理", "每百户拥有", "坚持每天巡查，发现", "今年均完成")]
    [['year'], ['other'], ['', 'day'], ['']]
    """
    often = _SO_OFTEN.search(head[-12:]) if words in OFTEN else None
    if often and often["one"]:
        return frozenset({_PERIODS.get(often["unit"], OTHER)})
    if often:
        return frozenset({OTHER} if once else {NONE, OTHER})
    sentence = _SENTENCE_END.split(head)[-1]
    if not _RECURS.search(sentence):
        return frozenset({NONE})
    *far, clause = _CLAUSE.split(_PART_END.split(sentence)[-1])
    found = _in_clause(clause, unit, words)
    if found is None:
        own = _is_settled(clause) or (words in _RELATIVE and _RATE.search(clause))
        return frozenset({NONE}) if own else frozenset({NONE, *_from_afar(far)})
    return found


def _in_clause(clause: str, unit: str | None, words: str) -> frozenset[str] | None:
    """Return the periods that the clause of a figure gives it; None where it gives none."""
    marks = [*_MARK.finditer(clause)]
    of_time = _OF_TIME.search(clause)
    loose = words in _RELATIVE
    if of_time and not (marks and marks[-1].start() > of_time.end("noun") > 0 and _is_time(marks[-1])):
        code = _PERIODS[of_time["noun"] or of_time["verb"]]
        codes = {code, *(_code(mark) for mark in marks[-1:] if _code(mark) not in _RECURRING)}
        loose = loose or bool(of_time["number"]) or of_time["gap"].endswith(("由", "从"))
        sure = not loose and (of_time["noun"] or _OPENS.search(clause[: of_time.start()]))
        return frozenset(codes if sure else {NONE, *codes})
    if not marks:
        return None
    mark = marks[-1]
    gap = clause[mark.start("thing") if mark["thing"] else mark.end() :]
    if _SYSTEM.search(gap):
        return frozenset({NONE})
    codes = {_code(mark)}
    if codes <= _RECURRING:  # 每人每月300元: the record's subject may say that it is for each person
        codes |= {_code(other) for other in marks[:-1]} - _RECURRING
    if mark["speed"]:
        codes = {"hour", OTHER}
    loose = loose or (not _is_time(mark) and unit in _TIMES)
    return frozenset(codes if not loose and _governs(mark, clause, gap) else {NONE, *codes})


def _code(mark: re.Match[str]) -> str:
    if mark["many"] not in (None, "一", "1"):
        return OTHER
    return _each_of(next((mark[name] for name in _WORDS if mark[name]), ""))


_WORDS = ("each", "mean", "by", "time", "also", "one", "thing")
_RECURRING = frozenset(lexicon.PERIODS)
_MEASURES = {word: code for word, code in CODES.items() if code not in ("yuan", "percent")}


def _each_of(word: str) -> str:
    """Return what a record writes for each of something: a code, the classifier as printed, or ``other`` where there is neither.

    >>> [_each_of(word) for word in ("年", "周", "平方米", "户", "百户", "人·月")]
    ['year', 'week', 'square-metre', '户', 'other', 'other']
    """
    bare = word.removeprefix("个")
    return _PERIODS.get(bare) or _MEASURES.get(bare) or (word if word in lexicon.CLASSIFIERS else OTHER)


def _is_time(mark: re.Match[str]) -> bool:
    return bool(mark["each"] or mark["mean"] or mark["by"] or mark["time"] or mark["also"] or mark["speed"])


def _governs(mark: re.Match[str], clause: str, gap: str) -> bool:
    """Return whether a period certainly applies to the figure behind a gap."""
    pair = _FROM_TO.match(gap)
    if mark["by"] or _HABIT.search(clause[: mark.start()]) or _TALLY.search(gap):
        return False
    if not pair and _COUNTED.search(_GIVEN_TO.sub("", gap)):
        return False
    if _is_time(mark):
        return True
    return not pair and not gap.endswith(("由", "从")) and len(gap) <= (_MEAN if mark["one"] else _NEAR)


def _is_settled(clause: str) -> bool:
    return bool(_TALLY.search(clause) or _SETTLED.search(clause))


def _from_afar(clauses: list[str]) -> Iterator[str]:
    """Yield the period last named in the clauses before a figure's own: it may also apply to the figure."""
    for clause in reversed(clauses):
        marks = [mark for mark in _MARK.finditer(clause) if not _SYSTEM.search(clause[mark.end() :])]
        if marks:
            yield _code(marks[-1])
        if marks or _is_settled(clause):
            return
