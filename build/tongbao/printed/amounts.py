"""Numbers as official documents print them, each with its scale, unit or classifier, bound and period, and its place.

What is read is what the words allow: where they allow two readings (近三年: the last three years, or nearly three),
both are given. Ordinals, dates, codes and guesses (第三, 2023年, 3D, 三五天, 几十) are no amounts.
"""

import re
from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from tongbao.printed import lexicon
from tongbao.printed.amount import SCALES, Amount
from tongbao.printed.characters import fold
from tongbao.printed.compounds import compounds
from tongbao.printed.dates import PrintedDate
from tongbao.printed.dates import dates as dates_in
from tongbao.printed.numerals import HAN, TENS, chinese_number

_DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
)
_NUMERAL = re.compile(rf"(?P<digits>{_DIGITS})|(?P<han>{HAN}+)")
_SCALE = re.compile("万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|十")
_OF = re.compile(rf"分之(?:(?P<digits>{_DIGITS})|(?P<han>{HAN}+)(?:点(?P<rest>[〇一二三四五六七八九]+))?)?")
_MORE = re.compile("[余多来](?!自|源|宾|往|访|样|元化|功能|媒体|渠道|额|下)")


def _longest_first(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_CODES = {word: code for code, words in lexicon.UNITS.items() for word in words}
_WORDS = (*_CODES, *lexicon.OTHER_UNITS, *lexicon.CLASSIFIERS)
_UNIT = re.compile(
    rf"(?:个(?P<more>[多余来])?(?P<half>半)?(?P<time>月|小时|星期|工作日|自然日|季度|钟头)|(?P<word>{_longest_first(_WORDS)})"
    rf"(?![A-Za-z]))"
)
_LATIN = re.compile("[A-Za-zμ°Ω]{1,6}(?![A-Za-z])")
"""A unit in Latin letters that no list has (GWh, Mbps), or a letter that makes a name of a number (5G, 4A)."""
_PREFIXED = re.compile("千瓦时|千瓦|千克|千米|千伏安|千伏|百分|万达|亿元户")
_NOT_UNITS = re.compile(lexicon.NOT_UNITS)
_TIME = ("day", "working-day", "month", "year", "hour", "minute")
_WITH_MORE = ("yuan", "tonne", *_TIME)
"""Units behind which 多 and 余 say that it is more (3年多)."""
_HALVES = ("day", "month", "year", "hour")
_BEFORE = [(word, bound) for bound, words in lexicon.BEFORE.items() for word in words]
_BEFORE.sort(key=lambda pair: -len(pair[0]))
_AFTER = re.compile(_longest_first([word for words in lexicon.AFTER.values() for word in words]))
_AFTER_BOUND = {word: bound for bound, words in lexicon.AFTER.items() for word in words}
_NOT_AFTER = re.compile(f"内[{lexicon.NOT_WITHIN}]|余[下额地款]|上下[联游级班]|左右[两岸]|内外")
_PERIOD_AFTER = re.compile(
    rf"/(?P<word>[^\W\d_]+?)(?={'|'.join(['$', '[^一-鿿A-Za-z]', '以', '左右', '的', '内'])})|/(?P<one>.)"
)
_EACH_AFTER = re.compile(r"每(?P<word>年|月|天|日|小时|户|人|亩|家|次)(?![一-鿿0-9])")
_PERIODS = {word: code for code, words in lexicon.PERIODS.items() for word in words}
_PERIOD_BEFORE = re.compile("每(?:个)?(?P<each>年|月|天|日|小时)|(?P<mean>年|月|日)均")
_OTHER_BEFORE = re.compile("(?:每|人均|户均|亩均|平均每)(?:[^年月日天\\W]{0,3})?$")
_DENIED = re.compile("[不未没](?:[得能应可会有宜许再曾])?$")
_CONTRARY = {"over": "within", "below": "at-least"}
"""What a bound comes to where it is denied: 未超过, 不应低于."""
_YEARLY = re.compile(lexicon.YEARLY)
_RECURS = re.compile("[每均年日]")
_SENTENCE = 400
"""How many characters before a number are read for its period."""
_CLAUSE = re.compile("[，。；！？,;!?]")
_VAGUE_BEFORE = "几数好"
_BARE = re.compile("[百千万亿]+")
_IDIOMS = re.compile("一[些定般样起律致直旦并系方体切向面带流举时度再味概经边同齐共路揽种是网窗站半大手心线跃]|〇下")
_IN_WORDS = "第统唯同单专万周期初惟均"
"""What stands before a Chinese numeral that is part of another word (第三, 统一, 周二)."""
_ONE_OF = "上下新进每另任某这那同哪逐"
"""What stands before an 一 that counts nothing (进一步, 上一年度)."""
_RANKED = re.compile("等[奖功次]|号")
"""What follows a number that ranks or names: 三等奖, 64号."""
_ANNEXES = re.compile("附[件表图录]$|见[图表]$|№$")
_JOINED = re.compile("[×*][0-9A-Za-z]")


def amounts(text: str, dates: Sequence[PrintedDate] | None = None) -> list[Amount]:
    """Return the numbers of a text without white space, in order; a space may part digits that do not belong together.

    The dates of the text are no amounts; they are read where they are not given.

    >>> [(str(a.number), a.scale, a.words, *a.bounds) for a in amounts("盘活资产９.６１亿元，惠及三十余户，3个多月")]
    [('9.61', '亿', '元', 'exact'), ('30', '', '户', 'over'), ('3', '', '个月', 'over')]
    """
    folded = fold(text)
    listed = dates_in(text) if dates is None else dates
    taken = deque((date.start, date.end) for date in listed if not _counts_days(date))
    found: list[Amount] = []
    at = 0
    for match in _NUMERAL.finditer(folded):
        while taken and taken[0][1] <= match.start():
            taken.popleft()
        if match.start() < at or (taken and taken[0][0] <= match.start()):
            continue
        amount = _Reader(folded, match).amount()
        if amount:
            found.append(amount)
            at = amount.end
    return [*compounds(found, folded)]


def _scale_alone(numeral: str) -> int | None:
    """Return what a numeral of scales alone says (百万); None for any other."""
    return int(SCALES[numeral]) if len(numeral) > 1 and numeral in SCALES and _BARE.fullmatch(numeral) else None


def _counts_days(date: PrintedDate) -> bool:
    """Tell whether a day alone may as well be a number of days."""
    return "month" in date.implied


class _Reader:
    """Reads the words around one numeral of a folded text."""

    def __init__(self, text: str, match: re.Match[str]) -> None:
        self.text, self.match = text, match
        self.start, self.end = match.span()
        self.bounds: set[str] = set()
        self.scale, self.numeral = "", ""
        self.high: Decimal | None = None
        self.unit: str | None = None
        self.words = ""

    def amount(self) -> Amount | None:
        number = self._number()
        if number is None:
            return None
        if isinstance(number, Amount):
            return number
        number = self._scaled(number)
        unit_start = self.end
        number += self._unit()
        self._range()
        self._bound_after()
        periods = self._period_after()
        self._bound_before()
        return Amount(
            self.start,
            self.end,
            number,
            self.scale,
            self.high,
            None,
            self.unit,
            self.words,
            frozenset(self.bounds or {"exact"}),
            periods or self._period_before(),
            self.numeral,
            self.match.start(),
            unit_start,
        )

    def _head(self) -> str:
        """Return the words before the number, as far back as they can bear on it: a sentence may be as long as a book."""
        return self.text[max(self.start - _SENTENCE, 0) : self.start]

    def _number(self) -> Decimal | Amount | None:
        before, digits = self.text[max(self.start - 1, 0) : self.start], self.match["digits"]
        of = _OF.match(self.text, self.end)
        if of and before != "第":
            return self._fraction(of)
        if self._names():
            return None
        if digits:
            return self._digits(digits, before)
        return self._chinese(self.match["han"], before)

    def _names(self) -> bool:
        """Tell whether the number ranks or names something, and counts nothing: 三等奖, 64号, 附件1, 一、, （二）."""
        text, before, after = self.text, self._head()[-1:], self.text[self.end : self.end + 1]
        alone = (before == "(" and after == ")") or (before == "[" and after == "]")
        listed = after == "、" and self.match["han"] and not re.search("[百千万亿]", self.match["han"])
        return bool(
            alone
            or listed
            or self._fills()
            or _RANKED.match(text, self.end)
            or _ANNEXES.search(text[max(self.start - 2, 0) : self.start])
        )

    def _fills(self) -> bool:
        """Tell whether a 零 only leads on to the lower part of an amount: 1年零6个月."""
        return self.match[0] == "〇" and bool(re.compile("[0-9]").match(self.text, self.end))

    def _digits(self, digits: str, before: str) -> Decimal | Amount | None:
        after = self.text[self.end : self.end + 1]
        ahead = self.text[self.start - 2 : self.start - 1] if self.start > 1 else ""
        joined = ahead.isascii() and ahead.isalnum() and before in ("-", "/", ".", ":", "~")
        if (
            before in ("第", "〔", "〕", "【", "】")
            or (before.isascii() and before.isalpha())
            or before == "."
            or joined
        ):
            return None
        if (after and after in ":.") or _JOINED.match(self.text, self.end):  # 9:00, a 1. of a list, 1.2.3, 7×24
            return None
        number = Decimal(digits.replace(",", "").replace(" ", ""))
        if before == "-" or self._head().endswith(("为负", "是负", "至负")):
            number, self.start = -number, self.start - 1
        elif before == "下" and self._head().endswith("〇下"):  # 零下5度
            number, self.start = -number, self.start - 2
        denominator = re.compile("/([0-9]+)(?![0-9/])").match(self.text, self.end)
        if denominator:
            return self._plain(number, denominator.end(), Decimal(denominator[1]))
        return number

    def _chinese(self, numeral: str, before: str) -> Decimal | None:
        if len(numeral) > 1 and _PREFIXED.match(self.text, self.end - 1):  # 五百零八千伏安: the last 千 is the unit's
            numeral, self.end = numeral[:-1], self.end - 1
        after = self.text[self.end : self.end + 1]
        if (before and (before in _VAGUE_BEFORE or before in _IN_WORDS)) or after == "几":
            return None
        if self.end - self.start == 1 and (
            _IDIOMS.match(self.text, self.start) or (numeral == "一" and before and before in _ONE_OF)
        ):
            return None
        if before == "上" and set(numeral) <= TENS.keys():
            return None
        value = _scale_alone(numeral) or chinese_number(numeral)
        if value is None or (_BARE.fullmatch(numeral) and not self._bounded()):
            return None
        self.numeral = numeral
        point = re.compile("点([〇一二三四五六七八九]+)(?!分|钟)").match(self.text, self.end)
        if not point:
            return Decimal(value)
        self.end = point.end()
        return Decimal(f"{value}.{''.join(str(chinese_number(digit)) for digit in point[1])}")

    def _bounded(self) -> bool:
        """Tell whether a bare 百 or 万 counts: it does beside a bound (近百家, 万余户)."""
        head = self._head()
        return bool(_MORE.match(self.text, self.end)) or any(head.endswith(word) for word, _ in _BEFORE)

    def _hundred(self, end: int) -> Amount:
        return Amount(
            self.start, end, Decimal(100), unit="percent", words="%", numeral="百", at=self.start, unit_start=end
        )

    def _fraction(self, of: re.Match[str]) -> Amount | None:
        whole = self.match["han"] or self.match["digits"]
        if not (of["digits"] or of["han"]):
            return self._hundred(of.end())
        part = of["digits"] or of["han"]
        number = Decimal(part.replace(",", "")) if of["digits"] else Decimal(chinese_number(part) or 0)
        if of["rest"]:
            number += Decimal("0." + "".join(str(chinese_number(digit)) for digit in of["rest"]))
        self.end = of.end()
        if whole in ("百", "千"):
            self.unit, self.words = ("percent", "%") if whole == "百" else (None, "‰")
            self.numeral = part if of["han"] else ""
            self._bound_after()
            self._bound_before()
            bounds = frozenset(self.bounds or {"exact"})
            return Amount(
                self.start,
                self.end,
                number,
                unit=self.unit,
                words=self.words,
                bounds=bounds,
                numeral=self.numeral,
                at=self.match.start(),
                unit_start=of.end(),
            )
        below = Decimal(chinese_number(whole) or 0) if self.match["han"] else Decimal(whole)
        return self._plain(number, self.end, below)

    def _plain(self, number: Decimal, end: int, below: Decimal) -> Amount:
        return Amount(self.start, end, number, below=below, at=self.match.start(), unit_start=end)

    def _scaled(self, number: Decimal) -> Decimal:
        """Read what multiplies the number, and words of a bound before it and behind it: 1885余万, 1万多, 3万5千."""
        self._more()
        scale = None if _PREFIXED.match(self.text, self.end) else _SCALE.match(self.text, self.end)
        if scale and not (self.numeral and not self.bounds and "点" not in self.text[self.start : self.end]):
            self.scale, self.end = scale[0], scale.end()
            number = self._further(number)
            self._more()
        return number

    def _further(self, number: Decimal) -> Decimal:
        """Read the lower parts of a number whose parts have scales of their own: 1亿2000万, 3万5千."""
        further = re.compile("[零〇]?([0-9]+)(万|千|百)(?!瓦|克|米|伏|分)").match(self.text, self.end)
        value = number * SCALES[self.scale]
        while further and SCALES[further[2]] < SCALES[self.scale]:
            value += Decimal(further[1]) * SCALES[further[2]]
            self.end, self.scale, self.numeral = further.end(), further[2], self.text[self.start : further.end()]
            further = re.compile("([0-9]+)(千|百)(?!瓦|克|米|伏|分)").match(self.text, self.end)
        if not self.numeral or self.match["han"]:
            return number
        self.scale = ""
        return value

    def _more(self) -> None:
        more = _MORE.match(self.text, self.end)
        if more and not (more[0] == "多" and self.text[self.end + 1 : self.end + 2] in "种样"):
            self.bounds.add("about" if more[0] == "来" else "over")
            self.end += 1

    def _unit(self) -> Decimal:
        """Read the unit or classifier; return the half that its words add (两年半, 1个半月)."""
        if _NOT_UNITS.match(self.text, self.end):
            longer = _UNIT.match(self.text, self.end)
            if not (longer and len(longer[0]) > 1 and not _NOT_UNITS.match(longer[0])):
                return Decimal(0)
        found = _UNIT.match(self.text, self.end)
        if found is None:
            latin = _LATIN.match(self.text, self.end)
            if latin:
                self.words, self.end = latin[0], latin.end()
            return Decimal(0)
        self.end = found.end()
        self.words = f"个{found['time']}" if found["time"] else found["word"]
        self.unit = _CODES.get(self.words) or _CODES.get(self.words.removeprefix("个"))
        if found["more"]:
            self.bounds.add("about" if found["more"] == "来" else "over")
        half = found["half"] or (self.unit in _HALVES and self.text[self.end : self.end + 1] == "半")
        if half and not found["half"]:
            self.end += 1
        if self._may_have_more() and re.match("[多余](?![种样元功部方下额款])", self.text[self.end : self.end + 2]):
            self.bounds.add("over")
            self.end += 1
        return Decimal("0.5") if half else Decimal(0)

    def _may_have_more(self) -> bool:
        return self.unit in _WITH_MORE or self.words in ("倍", "亩", "公里", "平方米")

    def _range(self) -> None:
        """Read the other end of a range: 3-5份, 20—50年, 40亿—50亿元."""
        sign = re.compile("[-~]{1,2}|[至到]").match(self.text, self.end)
        if not sign or (self.words and self._head().endswith(lexicon.FROM)):
            return
        other = _NUMERAL.match(self.text, sign.end())
        if other is None or (sign[0] in "至到" and self.words and not self._same_unit(other.end())):
            return
        inner = _Reader(self.text, other)
        number = inner._digits(other["digits"], "") if other["digits"] else inner._chinese(other["han"], "")
        if not isinstance(number, Decimal):
            return
        number = inner._scaled(number)
        number += inner._unit()
        if not self.words or inner.words == self.words:
            self.scale = self.scale or ("" if self.words else inner.scale)
            self.high, self.end = number * SCALES[inner.scale], inner.end
            self.unit, self.words, self.bounds = inner.unit, inner.words, self.bounds | inner.bounds

    def _same_unit(self, at: int) -> bool:
        scale = _SCALE.match(self.text, at)
        return self.text.startswith(self.words, scale.end() if scale else at)

    def _bound_after(self) -> None:
        found = _AFTER.match(self.text, self.end)
        if found and (self.unit in _TIME or not _NOT_AFTER.match(self.text, self.end)):
            self.bounds.add(_AFTER_BOUND[found[0]])
            self.end = found.end()

    def _bound_before(self) -> None:
        head = self.text[max(self.start - 12, 0) : self.start]
        head = head.removesuffix("人民币").removesuffix("$").removesuffix("¥").removesuffix("￥")
        for word, bound in _BEFORE:
            if head.endswith(word):
                ahead = head[: -len(word)]
                if ahead[-1:] and ahead[-1:] in lexicon.NOT_BOUNDS.get("约" if word[0] == "约" else word, ""):
                    return
                self.bounds.add(_CONTRARY.get(bound, bound) if _DENIED.search(ahead) else bound)
                if word == "近" and self.unit in _TIME:
                    self.bounds.add("exact")
                self.start -= len(word)
                return

    def _period_after(self) -> frozenset[str] | None:
        found = _PERIOD_AFTER.match(self.text, self.end) or _EACH_AFTER.match(self.text, self.end)
        if found is None:
            return None
        self.end = found.end()
        return frozenset({_PERIODS.get(found[found.lastgroup or 0], "other")})

    def _period_before(self) -> frozenset[str]:
        sentence = re.split("[。！？!?]", self._head())[-1]
        if not _RECURS.search(sentence):
            return frozenset({""})
        clauses = _CLAUSE.split(sentence)
        near = [*_PERIOD_BEFORE.finditer(clauses[-1])]
        if near:
            return frozenset({_PERIODS[near[-1]["each"] or near[-1]["mean"]]})
        if _OTHER_BEFORE.search(clauses[-1]):
            return frozenset({"other"})
        of_year = _YEARLY.search(clauses[-1])
        if of_year:
            return frozenset({"", _PERIODS[of_year[1]]})
        far = [match for clause in clauses[:-1] for match in _PERIOD_BEFORE.finditer(clause)]
        return frozenset({"", _PERIODS[far[-1]["each"] or far[-1]["mean"]]}) if far else frozenset({""})
