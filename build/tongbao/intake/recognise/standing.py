"""How far a figure has been reached, as the words around it say, and those of the list in which it stands."""

import re
from functools import cache
from typing import Any, Literal, NamedTuple

from tongbao.intake.recognise.vocabulary import words_in
from tongbao.load.outcomes import Sentence
from tongbao.model.codes import Nature, Realisation
from tongbao.printed import CLAUSE_END, Figure, fold
from tongbao.printed.outlook import AHEAD, REACHED
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

Setting = Literal["results", "plans", ""]
"""What a list tells of: of results, of what is to be done, or neither is said."""
_FAR = 60
"""How many characters around a figure are searched."""
_TO_COME: tuple[Realisation, ...] = ("intended", "target", "projected")
"""What lies ahead: where several are possible, the first is proposed."""


_FORMER = ("from", "was")
"""The roles of a figure that is no more, where no later one is printed: 由30天缩短为即时."""


class Standing(NamedTuple):
    """What a figure is and how far it has been reached; ``asked`` are the keys of which the words leave a doubt."""

    realisation: Realisation | None
    nature: Nature = "outcome"
    asked: tuple[str, ...] = ()


def setting_of(title: str, *headings: str) -> Setting:
    """Return what a list tells of, by the headings of its columns, those above it and the title of its notice, the nearest first.

    >>> setting_of("关于公布优秀案例的通报", "具体做法及成效"), setting_of("关于印发若干措施的通知"), setting_of("关于名称的函")
    ('results', 'plans', '')
    """
    for words in (*headings, title):
        for setting in ("results", "plans"):
            if words_of("setting", setting).search(fold(simplified(words))):
                return setting
    return ""


class _Around(NamedTuple):
    """The words around a figure, simplified: in its clause before it and behind it, before it since the last full pause, and its own."""

    before: str
    after: str
    earlier: str
    printed: str

    @classmethod
    def of(cls, figure: Figure, sentence: Sentence) -> "_Around":
        text, amount = sentence.text, figure.amount
        earlier = simplified(text[max(amount.at - _FAR, sentence.start) : amount.at]).rpartition(";")[2]
        after = simplified(text[amount.end : min(amount.end + _FAR, sentence.end)])
        return cls(CLAUSE_END.split(earlier)[-1], CLAUSE_END.split(after, 1)[0], earlier, text[amount.at : amount.end])


class Standings:
    """Reads how far figures have been reached in a notice of a ``year``."""

    def __init__(self, year: int) -> None:
        self.year = year

    def of(self, figure: Figure, sentence: Sentence, setting: Setting, *, changed: bool) -> Standing:
        """Return how far a figure has been reached; ``changed`` tells whether it is the later of two.

        Words of its own sentence decide; where they are silent, those of the list do together with the verb of the
        clause. What rests on less is proposed, and asked.
        """
        said = sentence.outlook.of(figure.amount.start, figure.amount.end)
        around = _Around.of(figure, sentence)
        if not changed and figure.phrase.role in _FORMER:
            return Standing(None, "context", ("nature",))
        if said and said <= AHEAD:
            return _ahead(said, around, setting)
        if promised := self._promised(figure, around, setting, changed=changed):
            return promised
        if not changed and _is_condition(figure, around):
            return Standing(None, "scope", ("nature",))
        if not changed and _is_attribute(figure, around):
            proposed: Realisation = "target" if setting == "plans" else "achieved"
            return Standing(proposed, asked=("realisation", "nature"))
        if said == REACHED:
            return self._reached(figure, around, setting, changed=changed)
        if setting == "results":
            return self._of_results(figure, around, changed=changed)
        return self._of_plans(figure, around, sentence, changed=changed) if setting == "plans" else _unsaid(around)

    def _is_past(self, around: _Around, *, whole: bool = False) -> bool:
        """Return whether words before a figure say that it is of the past; ``whole`` takes the year of the notice for past, too."""
        years = [*_YEAR.finditer(around.earlier)]
        if years and int(years[-1][1]) > self.year:
            return False  # 已有8家，2025年再建3家
        return _has("past", around.earlier) or (bool(years) and int(years[-1][1]) < self.year + whole)

    def _is_of_this_year(self, figure: Figure, around: _Around, sentence: Sentence) -> bool:
        """Return whether a figure is of the year of the notice, while its sentence goes on with a later one: 2024年完成…，2025年力争…."""
        years = [int(found[1]) for found in _YEAR.finditer(around.earlier)]
        end = figure.amount.end
        behind = _YEAR.finditer(sentence.text, end, min(end + _FAR, sentence.end))
        return years[-1:] == [self.year] and any(int(found[1]) > self.year for found in behind)

    def _promised(self, figure: Figure, around: _Around, setting: Setting, *, changed: bool) -> Standing | None:
        """Return that a figure is a standard, where words say so: 承诺…, 5个工作日内办结, and of tasks 最高80万元."""
        if changed or self._is_past(around) or _has("changes", around.before):
            return None
        amount = figure.amount
        limits = amount.kind == "time" and amount.bounds & {"within", "at-most", "below"}
        if words_of("promises", "anywhere").search(around.before):
            return Standing("promised-standard")
        if setting != "plans" and words_of("promises", "of-results").search(around.before):
            return Standing("promised-standard")
        if limits and not _AVERAGE.search(around.before) and words_of("promises", "done-within").match(around.after):
            return Standing("promised-standard")
        if (
            setting == "plans"
            and "at-least" not in amount.bounds
            and (
                (limits and not _LEVEL.search(around.earlier[-_CLAUSE:]))
                or _is_cap(figure, around)
                or words_of("promises", "of-plans").search(around.before + around.after[:4])
                or _is_granted(figure, around)
            )
        ):
            return Standing("promised-standard")
        return None

    def _reached(self, figure: Figure, around: _Around, setting: Setting, *, changed: bool) -> Standing:
        """Return that a figure was reached, as its sentence says; of a plan, 累计 alone may be meant for its whole time."""
        if not changed and (_is_subject(figure, around) or _has("totals", around.before)):
            return Standing("achieved", asked=("realisation", "nature"))
        sure = changed or setting != "plans" or self._is_past(around)
        return Standing("achieved", asked=() if sure else ("realisation",))

    def _of_results(self, figure: Figure, around: _Around, *, changed: bool) -> Standing:
        if any(_has("ahead", words) for words in (around.before, around.after.split("、")[0])) or _has(
            "onward", around.earlier
        ):
            return Standing("target" if _has("planned", around.before) else "achieved", asked=("realisation",))
        if not changed and _has("rules", around.before):
            return Standing("achieved", asked=("realisation",))
        if changed or _has("changes", around.before) or _has("reached", around.before):
            return Standing("achieved")
        if _has("bounds", around.before + around.printed) or _is_estimate(figure, around):
            return Standing("achieved", asked=("realisation",))
        if figure.amount.kind == "time":
            return Standing("achieved", asked=("realisation", "nature"))
        if _has("served", around.before) and _has("done", around.before + around.after):
            return Standing("achieved")
        if any(_has(name, around.before) for name in ("added-up", "placed")):
            return Standing("achieved")
        if not _has("objects", around.before) and _has("occurrences", figure.amount.words):
            return Standing("achieved")
        if not around.before and words_of("did").match(around.after):
            return Standing("achieved")
        if _has("objects", around.before) or _has("totals", around.before) or not around.before:
            return Standing("achieved", asked=("realisation", "nature"))
        sure = _has("done", around.before[-_VERB:]) or self._is_past(around, whole=True) or _carries("done", around)
        return Standing("achieved", asked=() if sure else ("realisation",))

    def _of_plans(self, figure: Figure, around: _Around, sentence: Sentence, *, changed: bool) -> Standing:
        if not changed and _SINCE.search(around.before) and not _has("past", around.earlier):
            return Standing("target", asked=("realisation",))
        if not changed and self._is_past(around):
            plain = not _has("ahead", around.before) and not _has("tasks", around.before)
            return Standing("achieved", asked=() if plain or _has("compared", around.before) else ("realisation",))
        if not changed and _has("dimensions", around.before):
            return Standing("target", asked=("realisation", "nature"))
        if not changed and _has("objects", around.before) and not _has("by-a-day", around.before):
            return Standing("target", asked=("realisation", "nature"))
        sure = changed or _has("tasks", around.before) or _has("by-a-day", around.before) or _carries("tasks", around)
        sure = sure or _has("undertakings", around.before)
        sure = sure and not any(_has(name, around.before) for name in ("allowed", "needs", "kept"))
        sure = sure and (changed or not _is_limit(figure)) and not self._is_of_this_year(figure, around, sentence)
        return Standing("target", asked=() if sure else ("realisation",))


def _ahead(said: frozenset[str], around: _Around, setting: Setting) -> Standing:
    """Return what words that look ahead say of a figure; a plan to do something is a target."""
    known = next(one for one in _TO_COME if one in said)
    if len(said) == 1:
        return Standing(known)
    sure = setting == "plans" if said == {"target", "projected"} else bool(_PLANNED.search(around.before))
    return Standing("target", asked=() if sure else ("realisation",))


def _is_condition(figure: Figure, around: _Around) -> bool:
    """Return whether a figure says which things are meant: 5万元以下的贷款, 80岁以上老人."""
    bounded = bool(figure.amount.bounds - {"exact", "about", "nearly"})
    if around.after == "的" or (bounded and _DESCRIBES.match(around.after)):
        return True
    named = around.after.startswith("的") or not (_has("done", around.before) or _has("tasks", around.before))
    return _is_bounded(figure, around) and named


_DESCRIBES = regex("的(?!目标|要求|标准|水平|增[长速幅]|速度|比例|规模|任务|$)[一-鿿]")
"""Words behind a figure by which it describes a noun: 使用超过15年的电梯."""


def _is_bounded(figure: Figure, around: _Around) -> bool:
    """Return whether a bound stands between a figure and the noun that it describes: 80岁以上老人."""
    bounded = bool(figure.amount.bounds & {"at-most", "at-least"}) and bool(_LIMIT.search(around.printed))
    return bounded and len(around.after) > 1 and not _OPEN.match(around.after)


def _is_cap(figure: Figure, around: _Around) -> bool:
    """Return whether a figure is the most that is granted, as the clauses before it say: 给予补助，单个企业不超过500万元."""
    most = figure.amount.kind == "money" and figure.amount.bounds & {"within", "at-most"}
    return bool(most) and bool(words_of("promises", "grants").search(around.earlier))


def _is_granted(figure: Figure, around: _Around) -> bool:
    """Return whether a figure is what each one is granted: 给予补贴500元; not how many are, or the sum of all: 发放补贴3亿元."""
    amount = figure.amount
    counts = amount.kind not in ("money", "time") and amount.unit not in _RATIOS
    if counts or not words_of("promises", "granted").search(around.before + around.after[:4]):
        return False
    is_sum = amount.scale == "亿" or _has("sums", around.before)
    return not (amount.kind == "money" and is_sum and amount.periods <= {""} and "at-most" not in amount.bounds)


def _is_estimate(figure: Figure, around: _Around) -> bool:
    """Return whether a figure is one of savings that nobody has counted: 少跑路约3万公里."""
    return "about" in figure.amount.bounds and _has("savings", around.before)


def _carries(name: str, around: _Around) -> bool:
    """Return whether words without a verb go on with that of what stands before: 新建公寓50套，停车位30个; 建成仓库6个、泊位30个."""
    listed = _LISTED.fullmatch(around.before)
    clauses = [listed["first"], listed["noun"]] if listed else CLAUSE_END.split(around.earlier)
    verbs = any(_has(one, clauses[-1]) for one in ("done", "tasks", "ahead", "objects"))
    return len(clauses) > 1 and 0 < len(clauses[-1]) <= _NOUN and not verbs and _has(name, clauses[-2])


_LISTED = regex("(?P<first>.*[0-9][^、]{0,6})、(?P<noun>[^、0-9]{1,8})")
"""A figure in a list behind another one."""


def _is_limit(figure: Figure) -> bool:
    return figure.amount.kind == "time" and bool(figure.amount.bounds & {"within", "at-most"})


def _is_subject(figure: Figure, around: _Around) -> bool:
    """Return whether a figure tells of whom something is said: 截至目前3款产品已提供…; 已有17个项目… counts them."""
    return bool(_DONE_BEHIND.match(around.after)) and not _COUNTED.search(around.before)


def _is_attribute(figure: Figure, around: _Around) -> bool:
    """Return whether a measure describes the noun behind it: 10kV线路, 10人以上专班."""
    amount = figure.amount
    if _is_bounded(figure, around):
        return True
    measures = amount.unit is not None and amount.kind not in ("money", "time") and amount.unit not in _RATIOS
    return measures and bool(_HAN.match(around.after))


_RATIOS = ("percent", "times", "percentage-point", "tenth")
_HAN = regex("(?!的|以|左右|余|多)[一-鿿]")
_DONE_BEHIND = regex("[^,;。]{1,12}已")
_COUNTED = regex("[已有共]|累计|达|为")
_VERB = 14
"""How many characters before a figure a verb may stand that governs it."""
_NOUN = 8
"""The longest noun before a figure that may stand without a verb of its own."""
_YEAR = regex("(?<![到至由较比于与])(20[0-9]{2})年(?!前)")
_PLANNED = regex(
    "计划(?:到|在|于)?(?:[0-9一二三]{1,4}年)?再?(?:新增|新建|建成|培训|培育|引进|改造|开展|完成|发放|举办|组织|增设|投放)"
)


def _unsaid(around: _Around) -> Standing:
    return Standing("target" if _has("ahead", around.earlier) else "achieved", asked=("realisation",))


_LEVEL = regex("稳定在|保持在|维持在|平均|整体|总体")
_CLAUSE = 24
"""How far before a limit words stand by which it is that of a mean, and no promise for each case."""
_SINCE = regex("[较比]20[0-9]{2}年")
"""The year with which a change is compared, which may be one that was reached or one to be reached."""
_AVERAGE = regex("平均|[人户]均|实际")
_LIMIT = regex("以[上下内]")
_OPEN = regex("[、和及与]|左右")


def _has(name: str, words: str) -> bool:
    return bool(words_of(name).search(words))


@cache
def words() -> dict[str, Any]:
    """Return the words that tell how far figures have been reached, as the file beside this module lists them."""
    return dict(words_in("standing"))


@cache
def words_of(name: str, part: str = "") -> re.Pattern[str]:
    """Return the words of one kind, as one expression."""
    listed = words()[name]
    return re.compile("|".join(listed[part] if part else listed) or "(?!)")
