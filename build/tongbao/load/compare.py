"""Compare a recorded number or date with the printed one, part by part."""

from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.model import Quantity
from tongbao.printed import PERIODS, QUALIFIED, SCALES, UNITS, Amount, PrintedDate, fold
from tongbao.printed.patterns import regex

_NEXT = regex(r"[^\W\d]*")
_WITH_NOUN = 2
"""The shortest noun that a record must repeat, in characters: 大行动, not 大."""
_IN_BRACKETS = regex(r"\([^()]{1,3}\)")
CODES = {
    **{part: f"{part}-not-printed" for part in ("number", "scale", "unit", "classifier", "bound", "per", "date")},
    "to": "range-not-printed",
    "implied": "date-implied",
}
"""The problem code for each part that departs from the print."""


class Difference(NamedTuple):
    """A part of a record that departs from the print, with what the print says."""

    part: str
    printed: str
    code: str = ""
    """That of the printed unit, where it has one."""


def nearest(quantity: Quantity, amounts: Sequence[Amount], words: str) -> tuple[Amount, list[Difference]] | None:
    """Return the printed number that a quantity departs from least, and how; None where there is none."""
    compared = [(amount, [*differences(quantity, amount, words)]) for amount in amounts]
    return min(compared, key=lambda pair: _weight(quantity, *pair), default=None)


def _weight(quantity: Quantity, amount: Amount, found: list[Difference]) -> tuple[int, bool, bool, int]:
    """Rank by undeclared departures, then by the number: 30% stands for 三成, not for 1,200."""
    unsaid = [difference for difference in found if difference.part not in quantity.departs]
    number = any(difference.part == "number" for difference in found)
    return (
        2 * any(each.part in ("number", "to") for each in unsaid) + bool(unsaid),
        number,
        not _alike(quantity, amount),
        len(unsaid),
    )


def _alike(quantity: Quantity, amount: Amount) -> bool:
    """Return whether two numbers have the same digits, whatever their scale."""
    return quantity.number.normalize().as_tuple()[:2] == amount.number.normalize().as_tuple()[:2]


def differences(quantity: Quantity, amount: Amount, words: str) -> Iterator[Difference]:
    """Yield the parts in which a quantity departs from a printed number; ``words`` are those of the whole source."""
    if not amount.says(quantity.number, quantity.scale):
        if amount.says(quantity.number, amount.scale or None):
            yield Difference("scale", amount.scale)
        else:
            begin = amount.start if amount.number < 0 else amount.at  # the sign stands before the numeral
            yield Difference("number", words[begin : amount.unit_start])
    high = None if quantity.to is None else quantity.to * SCALES[quantity.scale or ""]
    if high != amount.high:
        yield Difference("to", "" if amount.high is None else f"{amount.high / SCALES[quantity.scale or '']:f}")
    if amount.compound:
        yield Difference("number", words[amount.start : amount.end])
    unit = _unit_difference(quantity, amount, words)
    if unit:
        yield unit
    if quantity.bound not in amount.bounds:
        yield Difference("bound", " / ".join(sorted(amount.bounds)))
    each = amount.periods - {"", *PERIODS}  # what the subject of a record may also say: 每户, 每百户
    may_depart = "per" in quantity.departs and quantity.per is None and bool(each)
    if may_depart or (quantity.per or "") not in amount.periods:
        yield Difference("per", " / ".join(sorted(amount.periods - {""})))


def _unit_difference(quantity: Quantity, amount: Amount, words: str) -> Difference | None:
    """Compare the unit or classifier. One that is in no list must begin where the number ends."""
    printed = amount.words or _NEXT.match(words, amount.unit_start, amount.unit_start + 4)[0]  # type: ignore[index]
    classifier = fold("".join((quantity.classifier or "").split()))
    if quantity.unit or amount.unit:
        same = quantity.unit == amount.unit or (classifier == amount.words and classifier in QUALIFIED)
        return None if same else Difference("unit", printed, amount.unit or "")
    if not classifier:
        must = (amount.words and (amount.closes or not amount.is_weak)) or amount.names_noun
        return Difference("classifier", printed) if must else None
    if amount.words:
        same = amount.words in (classifier, f"个{classifier}") or _with_brackets(classifier, amount, words)
        return None if same else Difference("classifier", amount.words)
    there = words[amount.unit_start : amount.unit_start + len(classifier)]
    cut = amount.names_noun and len(classifier) < _WITH_NOUN
    return Difference("classifier", printed) if cut or fold(there) != classifier else None


def _with_brackets(classifier: str, amount: Amount, words: str) -> bool:
    """Return whether a classifier is the printed one with the brackets behind it: 台（套）, 人（次）."""
    there = fold(words[amount.unit_start : amount.unit_start + len(classifier)])
    return there == classifier and bool(_IN_BRACKETS.fullmatch(classifier.removeprefix(amount.words)))


def date_difference(
    value: str, dates: Sequence[PrintedDate], *, implied: bool, years: Container[int] = ()
) -> tuple[str, PrintedDate | None]:
    """Compare a recorded date with the printed ones; return what is wrong, and the nearest printed date.

    What is wrong is an empty string where a printed date is the same to its last part. It is ``implied`` where that date
    leaves out a year or month and the record does not say so (``implied``), else ``date``. A year that the whole
    sentence leaves out must be one of the ``years``.
    """
    parts = tuple(int(part) for part in value.split("-"))
    same = [date for date in dates if _agrees(parts, date) and (date.year or not implied or parts[0] in years)]
    if any(not date.implied or implied for date in same):
        return "", None
    if same:
        return "implied", same[0]
    return "date", max(dates, key=lambda date: _likeness(parts, date), default=None)


def printed_whole(value: str, dates: Sequence[PrintedDate]) -> bool:
    """Return whether a date recorded as implied is printed whole, while no implied date means the same."""
    parts = tuple(int(part) for part in value.split("-"))
    implied = any(date.implied and date.parts == parts for date in dates)
    return not implied and not date_difference(value, dates, implied=False)[0]


def _agrees(parts: tuple[int, ...], date: PrintedDate) -> bool:
    return len(parts) == len(date.parts) and all(
        printed is None or printed == part for part, printed in zip(parts, date.parts, strict=True)
    )


def _likeness(parts: tuple[int, ...], date: PrintedDate) -> int:
    return sum(part == printed for part, printed in zip(parts, date.parts, strict=False))


def quantity_message(difference: Difference, quantity: Quantity, print_: str) -> tuple[str, Text, Text]:
    """Return the code, the message and the cure for one part of a quantity that departs from the print."""
    part = difference.part
    name, chinese = _NAMES[part]
    said, shown = _said(quantity, part), difference.printed or "-"
    if part == "per":
        shown, shown_chinese = (
            shown.replace("other", "one for which there is no word"),
            shown.replace("other", "无对应写法者"),
        )
    else:
        shown_chinese = shown
    what = Text(
        f"The source prints “{print_}”: the {name} is {shown}, not {said.en}.",
        f"原文作“{print_}”：{chinese}为 {shown_chinese}，而非 {said.zh}。",
    )
    return CODES[part], what, _cure(difference)


def _said(quantity: Quantity, part: str) -> Text:
    """Return what a record gives for a part: a number with its scale, a unit or the classifier used instead."""
    if part == "number":
        number = f"{quantity.number:f}{quantity.scale or ''}"
        return Text(number, number)
    if part == "unit" and quantity.classifier:
        return Text(f"the classifier {quantity.classifier}", f"量词 {quantity.classifier}")
    written = str(getattr(quantity, part) or "-")
    return Text(written, written)


def _cure(difference: Difference) -> Text:
    """Return how to repeat the print; a number or scale that differs is seldom meant."""
    part, printed = difference.part, difference.printed
    name, chinese = _NAMES[part]
    if difference.code:
        return Text(f"Write `unit: {difference.code}`.", f"请写 `unit: {difference.code}`。")
    if part == "to":
        return Text(
            "Write both ends of a range as `number` and `to`, in one scale, and no `to` where one number is printed.",
            "范围的两端分别写入 `number` 与 `to`，倍数相同；原文只有一个数的，不写 `to`。",
        )
    if part in ("number", "scale"):
        return Text(f"Write the {name} as printed.", f"请照原文写{chinese}。")
    if part == "per" and printed not in ("", "other") and " / " not in printed:
        return Text(f"Write `per: {printed}`.", f"请写 `per: {printed}`。")
    if part == "per" and printed == "other":
        return Text(
            "Write in `counts` what each figure is for, and add `departs: [per]`.",
            "请在 `counts` 中写明是每什么的数，并写 `departs: [per]`。",
        )
    return Text(
        f"Write the {name} as printed; where yours differs on purpose, add `departs: [{part}]`.",
        f"请照原文写{chinese}；有意不同的，加 `departs: [{part}]`。",
    )


def word_for_code(word: str, codes: Sequence[str], own: Mapping[str, str] = MappingProxyType({})) -> Text | None:
    """Return what to write for a printed unit that stands in place of a code; None for any other word.

    ``own`` are the words for the dataset's own codes.
    """
    if word.isascii():  # a misspelt code
        return None
    listed = UNITS if "yuan" in codes else {}
    code = own.get(word) or next((code for code, words in listed.items() if word in words), None)
    if code:
        return Text(f"Write `{code}`.", f"请写 `{code}`。")
    if not listed:
        return None
    return Text(
        f"Write a unit other than {', '.join(codes)} as `classifier`, as printed.",
        f"{'、'.join(codes)} 以外的单位，请照原文写入 `classifier`。",
    )


def no_number(quantity: Quantity) -> tuple[Text, Text]:
    """Report that the quoted words print no number that could be that of a quantity."""
    number = f"{quantity.number:f}"
    return (
        Text(f"The number {number} is not in the words quoted for it.", f"所引文字中没有数字 {number}。"),
        Text(
            "Write the number as printed, or quote its words; dates and 几十 do not count as numbers, and ordinals (第2位)"
            " only with `reading: rank`.",
            "请照原文写数字，或引用含有它的文字；日期和“几十”不是数字，序数（第2位）须写 `reading: rank`。",
        ),
    )


def of_formula(amount: Amount, reading: str) -> tuple[Text, Text]:
    """Report that a term of a formula (1+3+N) is not recorded as a size."""
    return (
        Text(
            f"The number {amount.number:f} is a term of a formula (1+3+N), which counts nothing; it is not a {reading}.",
            f"数字 {amount.number:f} 是“1+3+N”式口号中的一项，并不计数，不能记作 {reading}。",
        ),
        Text("Quote words that count, or write `reading: size`.", "请引用计数的文字，或写 `reading: size`。"),
    )


def departs_in_vain(part: str) -> tuple[Text, Text]:
    """Report that a part is recorded as departing from the print, but does not."""
    name, chinese = _NAMES[part]
    return (
        Text(f"The {name} agrees with the print: there is no departure.", f"{chinese}与原文一致，并无不同。"),
        Text(f"Remove {part!r} from `departs`.", f"请从 `departs` 中删去 {part!r}。"),
    )


def date_message(difference: str, value: str, printed: str) -> tuple[str, Text, Text]:
    """Return the code, the message and the cure for a date that departs from the print."""
    if difference == "implied":
        return (
            CODES["implied"],
            Text(f"“{printed}” leaves out part of {value}.", f"“{printed}”省略了 {value} 的一部分。"),
            Text(
                "Quote the words that state it, or add `date-basis: implied`.",
                "请引用载明该部分的文字，或加 `date-basis: implied`。",
            ),
        )
    shown = Text(f"; they print “{printed}”", f"，而作“{printed}”") if printed else Text("", "")
    return (
        CODES["date"],
        Text(
            f"The quoted words do not print the date {value}{shown.en}.",
            f"所引文字未载日期 {value}{shown.zh}。",
        ),
        Text(
            "Write the date as far as it is printed, and quote the words that state it.",
            "日期请写到原文所载的最末一级（年、月或日），并引用载明日期的文字。",
        ),
    )


_NAMES = {
    "number": ("number", "数字"),
    "to": ("upper end of the range", "范围上限"),
    "scale": ("scale", "倍数"),
    "unit": ("unit", "单位"),
    "classifier": ("classifier", "量词"),
    "bound": ("bound", "界限"),
    "per": ("`per`", " `per` "),
}
