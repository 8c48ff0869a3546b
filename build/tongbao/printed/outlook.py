"""Find whether a sentence presents its figures as reached, expected, intended, or targets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tongbao.printed.numerals import DIGITS
from tongbao.printed.patterns import regex
from tongbao.printed.phrases import CLAUSE_END

REACHED = frozenset({"achieved", "in-progress"})
AHEAD = frozenset({"projected", "intended", "target"})
_MARKS = {
    "projected": "预计|(?<![超达合于到])预期(?![寿目效收成])|预估|有望",
    "target": (
        "力争(?![上先一])|目标(?:任务)?(?:为|是|达到|完成(?!率)|建成|新增|引进|培育|投资)|"
        "(?:确保|争取|努力)(?:[到在于]?(?:20[0-9]{2}年|年底|年内|明年)|全年)"
    ),
    "planned": (
        "(?<![按照度动划作施案育养训人才产需升治理工展疗])计划(?=[于在用到至再新投培引招开打改实推总安完覆组设购发达建年三今明分从每扩拓])|"
        "(?<![模虚草比])拟(?![定订制稿写态合人真上])"
    ),
    "dated": "(?<![截直至0-9年月日])(?:到|至)(?P<year>20[0-9]{2}|二[〇一二三四五六七八九]{3})年",
    "future": "将(?:于|达|建成|实现|突破|超过|带动|惠及|增至|降至|再|陆续|继续|持续|力争|逐步|新建)",
    "ahead": "(?:下一步(?!骤)|(?:将?[在到于])?(?:明年|来年|未来[0-9一二三四五六七八九十几]{1,2}年))(?!目标|任务|计划|的)",
    "intended": (
        "意向性?(?:协议|合同|投资|资金|金额|签约|成交|融资|订单|采购|合作)|(?:签[订署约]|[达形]成)[^,;。、]{0,24}意向(?!书)"
    ),
    "reached": "(?<![自对])(?:业已|已)(?!知|故|婚)|实际(?=完成|到位|利用|投资|建成|新增|引进|达|用时|惠及|为|压)|至今|(?<!截[至止])目前",
    "since": "以来|截至|截止",
    "open": "(?:建成|达产|投产|完工|投用|投运|推广|实施|落地)后|可(?=[节减降增新带实年])",
}
_MARK = regex("|".join(f"(?P<{name}>{words})" for name, words in _MARKS.items()))
_PAUSE = regex("、")
_YEAR = regex("到?(20[0-9]{2})年")
_SAYS = {
    "projected": frozenset({"projected"}),
    "target": frozenset({"target"}),
    "planned": AHEAD,
    "dated": frozenset({"target", "projected"}),
    "future": frozenset({"target", "projected"}),
    "ahead": AHEAD,
    "intended": frozenset({"intended"}),
    "reached": REACHED,
    "since": REACHED,
    "open": frozenset(),
}
_HOLD = ("since", "open", "ahead")
"""Marks that apply to all clauses behind their own: 上线以来，办件3件，满意率98%."""
_INTRODUCE = ("projected", "target", "dated")
"""Marks that apply to the next clause if their own has no figure: 到2026年，建成3家."""
_DONE = regex("(?<![为除免到罢])了(?!解)[^,;:。、]{0,8}$|累计(?![将可需应拟])|先后(?![顺次])")
"""Words for completed things, unless something in the sentence looks ahead."""
_MAY_LIE_AHEAD = regex(
    "[将拟要应须需望争若如]|可|能够|确保|目标|任务|计划|规划|预[计期估]|力|到20|年内|年底|至少|不少于|不低于"
)

_FAR = 120
"""How many characters around a figure are searched for words that may put it in doubt."""
_MANY = 16
"""How many marks before a figure, or behind it, are considered."""


def _is_later(printed: str, year: int | None) -> bool:
    number = int(printed) if printed.isdigit() else int("".join(str(DIGITS[digit]) for digit in printed))
    return year is not None and number > year


def _lies_ahead(text: str, mark: re.Match[str], year: int | None) -> bool:
    """Return whether a mark is that of a day in a year after that of the document: 截至2026年底."""
    found = _YEAR.match(text, mark.end())
    return mark.lastgroup == "since" and found is not None and _is_later(found[1], year)


class Outlook:
    """The marks of one sentence, read once, with the positions of its numbers; a year lies ahead if it is after the document's."""

    def __init__(self, text: str, start: int, end: int, year: int | None, numbers: Sequence[int]) -> None:
        self.text, self.numbers = text, numbers
        self.ends = [found.end() for found in CLAUSE_END.finditer(text, start, end) if found[0] != "("]
        self.stops = [at for at in self.ends if text[at - 1] == ";"]
        self.pauses = [found.start() for found in _PAUSE.finditer(text, start, end)]
        begins = {start, *self.ends}
        self.marks = [
            (found.end() - 1, "open" if _lies_ahead(text, found, year) else found.lastgroup or "")
            for found in _MARK.finditer(text, start, end)
            if not found["year"] or _is_later(found["year"], year)
            if found.lastgroup != "ahead" or found.start() in begins  # 为明年打基础 announces nothing
        ]
        self.places = [place for place, _ in self.marks]
        self.start, self.end = start, end

    def of(self, start: int, end: int) -> frozenset[str]:
        """Return the realisations that the words around a figure allow; an empty set where they do not say."""
        begin, stop = self._clause(start)
        pause = bisect_left(self.pauses, start)
        item = max(self.pauses[pause - 1], begin) if pause else begin
        before = [*self._but("intended", begin, item), *self._between(item, start)]
        pause = bisect_left(self.pauses, end)
        stop = min(self.pauses[pause], stop) if pause < len(self.pauses) else stop
        behind = [name for name in self._between(end, stop) if name not in ("reached", "since", "dated", "open")]
        if not before:
            before = self._carried(begin)
        plain = [name for name in before if name not in ("dated", "open")] or before
        said = [*plain[-1:], *behind]
        if not said and self._is_done(begin, start, end, stop):
            return REACHED
        return frozenset().union(*(_SAYS[name] for name in said))

    def _is_done(self, begin: int, start: int, end: int, stop: int) -> bool:
        """Return whether a clause says that a figure was reached, and no words before or behind it cast doubt on that."""
        if not _DONE.search(self.text[max(begin, start - _FAR) : start]):
            return False
        before = self.text[max(self.start, start - _FAR) : start]
        return not _MAY_LIE_AHEAD.search(before) and not _MAY_LIE_AHEAD.search(self.text[end : min(stop, end + _FAR)])

    def _clause(self, at: int) -> tuple[int, int]:
        index = bisect_right(self.ends, at)
        return self.ends[index - 1] if index else self.start, self.ends[index] if index < len(self.ends) else self.end

    def _between(self, start: int, end: int) -> list[str]:
        last = bisect_left(self.places, end)
        return [name for _, name in self.marks[max(bisect_left(self.places, start), last - _MANY) : last]]

    def _but(self, name: str, start: int, end: int) -> list[str]:
        """Return the marks of other kinds: an intention applies to only one item of a list."""
        return [other for other in self._between(start, end) if other != name]

    def _carried(self, begin: int) -> list[str]:
        """Return the last mark before a clause, if it applies beyond its own clause."""
        index = bisect_left(self.places, begin)
        stop = bisect_right(self.stops, begin)
        if not index or self.places[index - 1] < (self.stops[stop - 1] if stop else self.start):
            return []
        place, name = self.marks[index - 1]
        own = bisect_left(self.numbers, place) < bisect_left(self.numbers, begin)
        return [name] if name in _HOLD or (name in _INTRODUCE and not own) else []
