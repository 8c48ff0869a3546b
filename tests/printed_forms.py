"""Make facts, the words that print them, and records that repeat them or change one thing: for tests of the loader."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

ROW = "〇一二三四五六七八九"
UNITS = {
    "yuan": "元",
    "day": "天",
    "working-day": "个工作日",
    "month": "个月",
    "year": "年",
    "hour": "小时",
    "minute": "分钟",
}
UNITS |= {"percent": "%", "tonne": "吨", "kva": "千伏安", "kv": "kV"}
UNITS |= {"square-metre": "平方米", "mu": "亩", "kilowatt-hour": "千瓦时"}
CLASSIFIERS = ("个", "项", "件", "家", "户", "份", "条", "名", "人次", "件次", "台", "宗", "笔", "处", "场次", "标箱")
SCALES = ("", "", "", "万", "亿", "千万")
BEFORE = {"over": ("超", "超过", "逾", "突破", "不止", "＞", "远超"), "nearly": ("近", "将近", "接近于", "逼近")}
BEFORE |= {
    "about": ("约", "大约", "大致", "大体在"),
    "at-least": ("至少", "不少于", "不低于", "≥", "达到或超过", "下限为"),
}
BEFORE |= {"within": ("不超过", "最高", "≤", "上限", "控制在"), "below": ("不到", "不足", "低于", "＜", "尚未达到")}
AFTER = {"within": ("以内", "以下", "封顶"), "at-least": ("以上", "及以上", "起步", "起"), "about": ("左右", "上下")}
AFTER |= {"over": ("开外", "出头"), "below": ("不到",)}
TIME = ("day", "working-day", "month", "year", "hour", "minute")
PERIODS = {"year": "年", "month": "月", "day": "天"}
EVERY = {"year": ("每年", "年均", "每年为企业节约"), "month": ("每月", "月均"), "day": ("每天", "日均", "每日处理")}
"""What stands before a figure that recurs."""
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def hanzi(number: int) -> str:
    """Write a number below 10**12 in Chinese numerals."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        return f"{hanzi(high)}亿{_rest(low, 10**7)}"
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return f"{hanzi(high)}万{_rest(low, 10**3)}"
    text, skipped = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if skipped and text else "") + ROW[digit] + sign
        skipped = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


def _rest(low: int, power: int) -> str:
    return (
        "" if not low else ("零" if low < power else "") + hanzi(low).replace("十", "一十", 1 if 10 <= low < 20 else 0)
    )


@dataclass(frozen=True)
class Form:
    """One fact: its words, the YAML of the record that repeats them, and ways to change one thing in it."""

    words: str
    key: str
    fields: dict[str, str]
    changes: dict[str, Callable[[Random], dict[str, str]]] = field(default_factory=dict)

    def yaml(self, fields: dict[str, str]) -> str:
        return ", ".join(f"{key}: {value}" for key, value in fields.items() if value)


def inline(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}"


@dataclass(frozen=True)
class Quantity:
    """What a quantity says, to be printed in one of its forms."""

    number: Decimal
    scale: str = ""
    unit: str = ""
    classifier: str = ""
    bound: str = "exact"
    per: str = ""

    def record(self) -> dict[str, str]:
        bound = "" if self.bound == "exact" else self.bound
        made = {"number": f"{self.number:f}", "scale": self.scale, "unit": self.unit, "classifier": self.classifier}
        return {**made, "bound": bound, "per": self.per}

    def words(self, draw: Random) -> str:
        numeral = self._numeral(draw)
        unit = UNITS.get(self.unit, self.classifier)
        if (
            self.bound == "over"
            and self.number == self.number.to_integral()
            and self.unit != "percent"
            and draw.random() < 0.5
        ):
            return f"{numeral}{draw.choice('余多')}{self.scale}{unit}{self._per()}"
        if self.bound in AFTER and (self.bound not in BEFORE or draw.random() < 0.5):
            ends = ("内", "以内") if self.bound == "within" and self.unit in TIME else AFTER[self.bound]
            return f"{numeral}{self.scale}{unit}{draw.choice(ends)}"
        before = draw.choice(BEFORE[self.bound]) if self.bound != "exact" else ""
        if before == "近" and self.unit in TIME:
            before = "将近"
        period = draw.choice(EVERY[self.per]) if self.per and draw.random() < 0.5 else ""
        return f"{period}{before}{numeral}{self.scale}{unit}{'' if period else self._per()}"

    def _per(self) -> str:
        return f"/{PERIODS[self.per]}" if self.per else ""

    def _numeral(self, draw: Random) -> str:
        digits = f"{self.number:f}"
        whole = self.number == self.number.to_integral() and self.number > 0
        form = draw.randrange(5)
        if form == 0 and whole and not self.scale and 10 < self.number < 10**9:
            return hanzi(int(self.number))
        if form == 1 and whole and self.number >= 1000:
            return f"{int(self.number):,}".replace(",", draw.choice(",，"))
        return digits.translate(WIDE) if form == 2 else digits


def quantity(draw: Random) -> Quantity:
    number = Decimal(draw.choice([draw.randrange(2, 30), draw.randrange(30, 2000), draw.randrange(2000, 60_000)]))
    if draw.random() < 0.3:
        number = Decimal(draw.randrange(101, 99_999)) / 100
    made = Quantity(number, draw.choice(SCALES))
    if draw.random() < 0.5:
        made = replace(made, unit=draw.choice(list(UNITS)))
        if made.unit in (*TIME, "percent", "kv"):
            number = Decimal(draw.randrange(2, 99)) if made.unit == "year" else made.number
            made = replace(made, scale="", number=number)
    else:
        made = replace(made, classifier=draw.choice(CLASSIFIERS))
    made = replace(made, bound=draw.choice(["exact", "exact", *BEFORE]))
    if made.unit in ("tonne", "yuan") and draw.random() < 0.4 and made.bound not in AFTER:
        made = replace(made, per=draw.choice(list(PERIODS)))
    return made


def changed(made: Quantity, part: str, draw: Random) -> Quantity:
    """Change one part of a quantity into what its words do not say."""
    other = {
        "number": lambda: draw.choice(
            [made.number + 1, made.number * 10, made.number / 10, made.number + Decimal("0.5")]
        ),
        "scale": lambda: draw.choice([scale for scale in ("", "万", "亿", "百", "千") if scale != made.scale]),
        "bound": lambda: draw.choice([bound for bound in ("exact", *BEFORE) if bound != made.bound]),
        "per": lambda: draw.choice([per for per in ("", *PERIODS) if per != made.per]),
    }
    if part == "unit":
        if made.unit:
            return replace(made, unit=draw.choice([unit for unit in UNITS if unit != made.unit]))
        if draw.random() < 0.5:
            return replace(made, classifier="", unit=draw.choice(list(UNITS)))
        return replace(made, classifier=draw.choice([one for one in CLASSIFIERS if one != made.classifier]))
    return replace(made, **{part: other[part]()})


@dataclass(frozen=True)
class Day:
    """A date, as far as it goes."""

    year: int
    month: int = 0
    day: int = 0

    def record(self) -> str:
        parts = [f"{self.year}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return f'"{parts[0]}"' if len(parts) == 1 else "-".join(parts)

    def words(self, draw: Random) -> str:
        form = draw.randrange(4)
        if form == 0:
            year, month, day = "".join(ROW[int(digit)] for digit in str(self.year)), hanzi(self.month), hanzi(self.day)
        else:
            year, month, day = str(self.year), str(self.month), str(self.day)
        if form == 3 and self.day:
            return f"{self.year}{draw.choice('-/.')}{self.month:02}{'-'}{self.day:02}".replace(".", "-").replace(
                "/", "-"
            )
        text = f"{year}年" + (f"{month}月" if self.month else "") + (f"{day}日" if self.day else "")
        return text.translate(WIDE) if form == 2 else text


def a_day(draw: Random) -> Day:
    year = draw.randrange(1990, 2026)
    return draw.choice(
        [Day(year), Day(year, draw.randrange(1, 13)), Day(year, draw.randrange(1, 13), draw.randrange(1, 29))]
    )


def other_day(made: Day, draw: Random) -> Day:
    """Change one part of a date, or how far it goes."""
    ways = [replace(made, year=made.year + draw.choice([-10, -1, 1, 2]))]
    if made.month:
        ways += [replace(made, month=made.month % 12 + 1), Day(made.year, 0, 0)]
    else:
        ways.append(replace(made, month=draw.randrange(1, 13)))
    if made.day:
        ways += [replace(made, day=made.day % 28 + 1), Day(made.year, made.month, 0)]
    elif made.month:
        ways.append(replace(made, day=draw.randrange(1, 29)))
    return draw.choice(ways)
