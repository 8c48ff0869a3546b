"""Numbers as official documents print them, each with its scale, unit or classifier, bound and period, and its place.

Where the words allow two readings (近三年: the last three years, or nearly three years), both are returned.
Ordinals, dates, codes and guesses (第三, 2023年, 3D, 三五天, 几十) are not amounts.
"""

import re
from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from tongbao.printed import lexicon
from tongbao.printed.amount import SCALES, Amount
from tongbao.printed.bounds import bound_before, bound_behind
from tongbao.printed.characters import fold_whole
from tongbao.printed.compounds import compounds
from tongbao.printed.dates import PrintedDate
from tongbao.printed.dates import dates as dates_in
from tongbao.printed.names import is_a_name, is_of_formula, is_part_of_a_word, names_by_itself, names_with
from tongbao.printed.numerals import HAN, TENS, chinese_number, has_sign
from tongbao.printed.patterns import regex
from tongbao.printed.periods import period_before, period_behind
from tongbao.printed.units import LATIN, NOT_UNITS, OURS, PREFIXED, Units

_DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:['’][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
)
_HALF = "半(?=个?[多余]?(?:年(?![度报])|月(?![刊谈板])|天|日|小时|工作日|钟头|学期))"
_NUMERAL = regex(rf"(?P<digits>{_DIGITS})|(?P<han>{HAN}+)|(?P<half>{_HALF})")
_NOT_HALF = "每隔上下前后大小一多过折"
"""Characters before 半年 where it is not a counted half year."""
_SEPARATORS = str.maketrans("", "", ", '’")
_SCALE = regex("万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|十")
_OF = regex(rf"分之(?:(?P<digits>{_DIGITS})|(?P<han>{HAN}+)(?:点(?P<rest>[〇一二三四五六七八九]+))?)?")
_MORE = regex("[余多来](?!自|源|宾|往|访|样|元化|功能|媒体|渠道|额|下)")
_TIME = ("day", "working-day", "month", "year", "hour", "minute")
_WITH_MORE = ("yuan", "tonne", *_TIME)
_ALSO_WITH_MORE = ("倍", "成", "亩", "公里", "平方米")
"""Units behind which 多 and 余 mean that the amount is larger (3年多)."""
_HALVES = ("day", "working-day", "month", "year", "hour")
_LEVEL = regex("元?级")
_AT_LEAST = regex(r"以[上下内]|\(含\)以[上下]|及以[上下]")
_SHARES = regex("分别|依次|各")
_LISTED = regex(r"(?:[、和与及][0-9]+(?:\.[0-9]+)?){1,9}(?![0-9])")
_LAST = regex(r"[0-9]+(?:\.[0-9]+)?$")
_SENTENCE = 400
"""How many characters before a number are searched for its period."""
_GE = regex("个(?P<more>[多余])?亿")
_ROW = regex("[〇一二三四五六七八九]{3,}")
_BARE = regex("[百千万亿]+")
_FURTHER = regex("[零〇]?([0-9]+)(千万|百万|十万|万|千|百)(?!瓦|克|米|伏|分)")
_LOWER = regex("([0-9]+)(千|百)(?!瓦|克|米|伏|分)")
_LATIN_SIGN = regex("[0-9A-Za-z]")
_TO = regex(r"(?:\(不?含\))?(?:[-~]{1,2}|[至到])")
_CLAUSE = regex("[，。；]|,")
_DENOMINATOR = regex("/([0-9]+)(?![0-9/])")
_POINT = regex("点([〇一二三四五六七八九]+)(?!分|钟)")


def amounts(text: str, dates: Sequence[PrintedDate] | None = None, units: Units = OURS) -> list[Amount]:
    """Return the numbers in a text without white space, in order; only separate numbers may have a space between them.

    The dates of the text are not amounts; they are read if they are not passed in.

    >>> [(str(a.number), a.scale, a.words, *a.bounds) for a in amounts("盘活资产９.６１亿元，惠及三十余户，3个多月")]
    [('9.61', '亿', '元', 'exact'), ('30', '', '户', 'over'), ('3', '', '个月', 'over')]
    """
    folded = fold_whole(text)
    listed = dates_in(text) if dates is None else dates
    taken = deque((date.start, date.end) for date in listed if not _counts_days(date))
    found: list[Amount] = []
    at = dated = 0
    for match in _NUMERAL.finditer(folded):
        while taken and taken[0][1] <= match.start():
            dated = taken.popleft()[1]
        if match.start() < at or (taken and taken[0][0] <= match.start()):
            continue
        amount = _Reader(folded, match, units, max(at, dated)).amount()
        if amount:
            found.append(amount)
            at = amount.end
    return [*compounds(found, folded)]


def _scale_alone(numeral: str) -> int | None:
    """Return the value of a numeral made only of scales (百万); None for any other."""
    return int(SCALES[numeral]) if len(numeral) > 1 and numeral in SCALES and _BARE.fullmatch(numeral) else None


def _counts_days(date: PrintedDate) -> bool:
    """Return whether a day alone may also be a number of days."""
    return "month" in date.implied


class _Reader:
    """Reads the words around one numeral of a folded text; ``behind`` is the end of the text already read."""

    def __init__(self, text: str, match: re.Match[str], units: Units, behind: int = 0) -> None:
        self.text, self.match, self.units, self.behind = text, match, units, behind
        self.start, self.end = match.span()
        self.bounds: set[str] = set()
        self.scale = self.numeral = self.words = ""
        self.high: Decimal | None = None
        self.unit: str | None = None

    def amount(self) -> Amount | None:
        number = self._number()
        if number is None:
            return None
        if isinstance(number, Amount):
            return number
        number = self._scaled(number)
        unit_start = self.end
        number = self._doubled(number + self._unit())
        if not self._shared() or self._counts_nothing(unit_start):
            return None
        closes = bool(self.words) and (not self.text[self.end : self.end + 1].isalnum() or self._counts_power())
        self._range()
        self._bound_after()
        behind = period_behind(self.text, self.end)
        if behind:
            self.end = behind[1]
            self._bound_after()
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
            behind[0] if behind else period_before(self._head(), self.unit, self.words, once=number == 1),
            self.numeral,
            self.match.start(),
            unit_start,
            names_noun=not self.words and bool(self.match["han"]) and self.text[unit_start : unit_start + 1] == "大",
            of_formula=is_of_formula(self.text, *self.match.span()),
            closes=closes,
            kind=self.units.kinds.get(self.unit or "", ""),
        )

    def _counts_power(self) -> bool:
        return self.words == "度" and self.scale in ("万", "亿")

    def _shared(self) -> bool:
        """Take the unit that a list shares (分别为3、5、8家); return whether a number in a list is accepted."""
        listed = None if self.words or self.scale or not self.match["digits"] else _LISTED.match(self.text, self.end)
        if listed is None:
            return True
        last = _LAST.search(listed[0])
        numeral = last and _NUMERAL.match(self.text, listed.start() + last.start())
        if not numeral or not _SHARES.search(_CLAUSE.split(self._head())[-1]):
            return False
        inner = _Reader(self.text, numeral, self.units)
        inner._scaled(Decimal(0))
        inner._unit()
        self.scale, self.unit, self.words = inner.scale, inner.unit, inner.words
        return bool(self.words)

    def _counts_nothing(self, unit_start: int) -> bool:
        """Return whether the number is part of a name, as its unit or classifier, or the lack of one, shows."""
        start = self.match.start()
        bare = _BARE.fullmatch(self.numeral) is not None
        if self.bounds and not self.words and _NUMERAL.match(self.text, self.end):  # 十余二十家
            return True
        if self.words:
            level = bare and _LEVEL.match(self.text, unit_start)
            return bool(level) or names_with(self.words, self.text, start, self.end)
        if self.match["han"]:
            idle = bare and len(self.numeral) > 1 and not self.bounds and not self._bounded()
            return idle or names_by_itself(self.text, start, self.end)
        version = self.match[0].endswith(".0") and self.text[self.end : self.end + 1] not in ("", *"，。,;；、~")
        return not self.scale and version

    def _doubled(self, number: Decimal) -> Decimal:
        """Return how many times something grows by 翻一番, which doubles it: 翻两番 makes it four times as much."""
        if self.words != "番" or number not in range(1, 10):
            return number
        self.unit = "times"
        return Decimal(2) ** int(number)

    def _head(self) -> str:
        """Return the words before the number, as far back as they can affect it: a sentence may be as long as a book."""
        return self.text[max(self.start - _SENTENCE, 0) : self.start]

    def _number(self) -> Decimal | Amount | None:
        before, digits = self.text[max(self.start - 1, 0) : self.start], self.match["digits"]
        of = _OF.match(self.text, self.end)
        if of and before != "第":
            return self._fraction(of)
        if self.text.startswith("百分百", self.match.start()):
            return self._hundred(self.end + 2)
        if is_a_name(self.text, *self.match.span(), han=not digits):
            return None
        if self.match["half"]:
            return None if before and before in _NOT_HALF else Decimal("0.5")
        if digits:
            return self._digits(digits, before)
        return self._chinese(self.match["han"], before)

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
        if after and after in ":.":  # 9:00, a 1. of a list, 1.2.3
            return None
        number = Decimal(digits.translate(_SEPARATORS))
        signed = before == "-" and has_sign(self.text, *self.match.span(), self.behind)
        if signed or self._head().endswith(("为负", "是负", "至负")):
            number, self.start = -number, self.start - 1
        elif before == "下" and self._head().endswith("〇下"):  # 零下5度
            number, self.start = -number, self.start - 2
        denominator = _DENOMINATOR.match(self.text, self.end)
        if denominator:
            return self._plain(number, denominator.end(), Decimal(denominator[1]))
        return number

    def _chinese(self, numeral: str, before: str) -> Decimal | None:
        if len(numeral) > 1 and PREFIXED.match(self.text, self.end - 1):  # 五百零八千伏安: the last 千 is the unit's
            numeral, self.end = numeral[:-1], self.end - 1
        if is_part_of_a_word(self.text, self.start, self.end):
            return None
        if before == "上" and set(numeral) <= TENS.keys():
            return None
        value = _scale_alone(numeral) or chinese_number(numeral)
        if value is None or (_ROW.fullmatch(numeral) and "〇" not in numeral):
            return None
        if len(numeral) == 1 and _BARE.fullmatch(numeral) and not self._bounded():
            return None
        self.numeral = numeral
        point = _POINT.match(self.text, self.end)
        if not point:
            return Decimal(value)
        self.end = point.end()
        return Decimal(f"{value}.{''.join(str(chinese_number(digit)) for digit in point[1])}")

    def _bounded(self) -> bool:
        """Return whether a bare 百 or 万 counts: it does beside a bound (近百家, 万余户, 亿元以上)."""
        unit = self.units.pattern.match(self.text, self.end)
        end = unit.end() if unit else self.end
        return bool(
            _MORE.match(self.text, self.end)
            or _AT_LEAST.match(self.text, end)
            or bound_before(self._head(), None, bounded=False)[0]
        )

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
            read = Amount(
                self.start, self.end, number, at=self.match.start(), unit_start=of.end(), numeral=self.numeral
            )
            return read._replace(unit=self.unit, words=self.words, bounds=frozenset(self.bounds or {"exact"}))
        below = Decimal(chinese_number(whole) or 0) if self.match["han"] else Decimal(whole)
        return self._plain(number, self.end, below)

    def _plain(self, number: Decimal, end: int, below: Decimal) -> Amount:
        return Amount(self.start, end, number, below=below, at=self.match.start(), unit_start=end)

    def _scaled(self, number: Decimal) -> Decimal:
        """Read the scale of the number, and words for a bound before and behind it: 1885余万, 1万多, 3万5千."""
        self._more()
        if not self.numeral and self.match["digits"]:
            self._plus()
        hundred_millions = _GE.match(self.text, self.end)
        if hundred_millions:
            self.scale, self.end = "亿", hundred_millions.end()
            if hundred_millions["more"]:
                self.bounds.add("over")
            return number
        scale = None if PREFIXED.match(self.text, self.end) else _SCALE.match(self.text, self.end)
        if scale and not (self.numeral and not self.bounds and "点" not in self.text[self.start : self.end]):
            self.scale, self.end = scale[0], scale.end()
            number = self._further(number)
            self._more()
        return number

    def _further(self, number: Decimal) -> Decimal:
        """Read the lower parts of a number whose parts have scales of their own: 1亿2000万, 3万5千."""
        further = _FURTHER.match(self.text, self.end)
        value = number * SCALES[self.scale]
        while further and SCALES[further[2]] < SCALES[self.scale]:
            value += Decimal(further[1]) * SCALES[further[2]]
            self.end, self.scale, self.numeral = further.end(), further[2], self.text[self.start : further.end()]
            further = _LOWER.match(self.text, self.end)
        if not self.numeral or self.match["han"]:
            return number
        self.scale = ""
        return value

    def _plus(self) -> None:
        """Read the sign of 5000+家."""
        if not self.text.startswith("+", self.end) or self.match.end() - self.match.start() == 1:
            return
        if not _LATIN_SIGN.match(self.text, self.end + 1):
            self.bounds |= {"over", "at-least"}
            self.end += 1

    def _more(self) -> None:
        more = _MORE.match(self.text, self.end)
        if more and not (more[0] == "多" and self.text[self.end + 1 : self.end + 2] in "种样"):
            self.bounds.add("about" if more[0] == "来" else "over")
            self.end += 1

    def _unit(self) -> Decimal:
        """Read the unit or classifier; return the half that its words add (两年半, 1个半月)."""
        if NOT_UNITS.match(self.text, self.end):
            longer = self.units.pattern.match(self.text, self.end)
            if not (longer and len(longer[0]) > 1 and not NOT_UNITS.match(longer[0])):
                return Decimal(0)
        found = self.units.pattern.match(self.text, self.end)
        if found is None:
            latin = LATIN.match(self.text, self.end)
            if latin:
                self.words, self.end = latin[0], latin.end()
            return Decimal(0)
        self.end = found.end()
        self.words = f"个{found['time']}" if found["time"] else found["word"]
        self.unit = self.units.codes.get(self.words) or self.units.codes.get(self.words.removeprefix("个"))
        if found["more"]:
            self.bounds.add("about" if found["more"] == "来" else "over")
        half = found["half"] or (self.unit in _HALVES and self.text[self.end : self.end + 1] == "半")
        if half and not found["half"]:
            self.end += 1
        if self.match["half"] and self.words == "月":
            self.unit = "month"
        if (self.unit in _WITH_MORE or self.words in _ALSO_WITH_MORE) and re.match(
            "[多余](?![种样元功部方下额款])", self.text[self.end : self.end + 2]
        ):
            self.bounds.add("over")
            self.end += 1
        return Decimal("0.5") if half else Decimal(0)

    def _range(self) -> None:
        """Read the other end of a range: 3-5份, 20—50年, 40亿—50亿元."""
        sign = _TO.match(self.text, self.end)
        if not sign or (self.words and self._head().endswith(lexicon.FROM)):
            return
        other = _NUMERAL.match(self.text, sign.end())
        if (
            other is None
            or other["half"]
            or (sign[0][-1] in "至到" and self.words and not self._same_unit(other.end()))
        ):
            return
        inner = _Reader(self.text, other, self.units)
        number = inner._digits(other["digits"], "") if other["digits"] else inner._chinese(other["han"], "")
        if not isinstance(number, Decimal):
            return
        number = inner._scaled(number)
        number += inner._unit()
        if not self.words or inner.words == self.words:
            apart = self.words or (self.match["digits"] and Decimal(self.match[0].translate(_SEPARATORS)) >= number)
            self.scale = self.scale or ("" if apart else inner.scale)  # 5—8万元, but 8000—1万元
            self.high, self.end = number * SCALES[inner.scale], inner.end
            self.unit, self.words, self.bounds = inner.unit, inner.words, self.bounds | inner.bounds

    def _same_unit(self, at: int) -> bool:
        scale = _SCALE.match(self.text, at)
        return self.text.startswith(self.words, scale.end() if scale else at)

    def _bound_after(self) -> None:
        bounds, self.end = bound_behind(self.text, self.end, self.unit)
        self.bounds |= bounds

    def _bound_before(self) -> None:
        bounds, length = bound_before(self._head(), self.unit, self.words, bounded=bool(self.bounds))
        self.bounds |= bounds - {"exact"} if _BARE.fullmatch(self.numeral) and "over" in bounds else bounds
        self.start -= length
