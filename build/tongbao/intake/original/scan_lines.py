"""Lines that were recognised in a picture as characters with their places: between the white gaps that its ink shows.

A recogniser says what a line reads and roughly where each character stands, but not where words are apart. The ink does: a gap
wider than letters are set parts words, and between gaps characters stand evenly.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tongbao.intake.original.fold import fold
from tongbao.intake.original.pdf_lines import Sign
from tongbao.load.positions import Box

_GAP = 0.45
"""How wide white is at least, of the size of a character, to part words."""
_AFTER = 1.2
"""How wide the white beside a sign of punctuation is at most that belongs to it."""
_HALF = 0.55
"""How much of a wide sign of punctuation is white."""
_ALIKE = 0.13
"""By which share sizes of characters may differ and still be the same: a recogniser frames each line a little otherwise."""
_ROUND = str.maketrans("()", "（）")
_DASH = re.compile(r"(?<=[0-9%])一(?=[0-9])|(?<=^-[0-9])一$|(?<=^-[0-9]{2})一$")
_YEAR = re.compile(r"〔([12][0-9]{3})[\])）】]")


class Recognised(NamedTuple):
    """A line as it was recognised, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    middles: tuple[float, ...] = ()
    """About where the middle of each character is that is no space; none where that is not known."""
    sureness: float = 1.0
    """How sure the recogniser is of the letter, digit or Chinese character that it is least sure of, from 0 to 1."""


class _Stretch(NamedTuple):
    left: float
    right: float


def weight(sign: str) -> float:
    """Return how wide a character is set, in widths of a Chinese one.

    >>> weight("局"), weight("7")
    (1.0, 0.5)
    """
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5


def cleaned(text: str) -> str:
    """Return the words of a line as they are printed: a recogniser does not tell apart signs of nearly the same form.

    Round brackets beside Chinese are wide, the year of a document number stands between 〔 and 〕, and what lies between two digits,
    or behind the number of a page, is a dash and no 一.

    >>> cleaned("(此件有删减)"), cleaned("A(1) "), cleaned("岚政发〔2024]3号"), cleaned("20一50年")
    ('（此件有删减）', 'A(1)', '岚政发〔2024〕3号', '20—50年')
    """
    text = _DASH.sub("—", _YEAR.sub(r"〔\1〕", fold(text).strip()))
    padded = f" {text} "
    return "".join(
        sign.translate(_ROUND) if _is_wide(before) or _is_wide(after) else sign
        for before, sign, after in zip(padded, text, padded[2:], strict=False)
    )


def _is_wide(sign: str) -> bool:
    return weight(sign) == 1.0


def _is_wide_mark(sign: str) -> bool:
    return _is_wide(sign) and unicodedata.category(sign)[0] == "P"


def signs_of(line: Recognised, ink: Any, scale: float, seen: Box) -> list[Sign]:
    """Return the characters of a line with their places in points; ``ink`` is the page as ``ink_of`` gives it."""
    text = [sign for sign in line.text if not sign.isspace() and sign.isprintable()]
    if not text:
        return []
    weights = [weight(sign) for sign in text]
    size = min(line.bottom - line.top, (line.right - line.left) / max(sum(weights), 1.0))
    middle = (line.top + line.bottom) / 2
    stretches = _stretches(line, ink, _GAP * size) or [_Stretch(line.left, line.right)]
    middles = line.middles if len(line.middles) == len(text) else _spread(_Stretch(line.left, line.right), weights)
    held = _held(text, middles, stretches, size)
    top, bottom = (middle - 0.5 * size) / scale + seen.top, (middle + 0.5 * size) / scale + seen.top
    boxes = _boxes(_filled(held, stretches, size))
    sides = [(_r(left / scale + seen.left), _r(right / scale + seen.left)) for _, left, right in boxes]
    return [
        Sign(sign, Box(seen.page, left, _r(top), right, _r(bottom)), _r(size / scale))
        for (sign, _, _), (left, right) in zip(boxes, sides, strict=True)
    ]


def _boxes(filled: Iterable[tuple[_Stretch, Sequence[str]]]) -> list[tuple[str, float, float]]:
    """Return characters with their left and right sides, and a space where white parts two of them."""
    boxes: list[tuple[str, float, float]] = []
    for stretch, words in filled:
        if boxes and stretch.left > boxes[-1][2] and not (_is_wide_mark(boxes[-1][0]) or _is_wide_mark(words[0])):
            boxes.append((" ", boxes[-1][2], stretch.left))
        boxes += [(sign, *sides) for sign, sides in zip(words, _sides(stretch, words), strict=True)]
    return boxes


def _r(length: float) -> float:
    return round(length, 2)


def _stretches(line: Recognised, ink: Any, gap: float) -> list[_Stretch]:
    """Return the parts of a line with ink, between white that is wider than a gap."""
    inset = 0.12 * (line.bottom - line.top)
    rows = slice(max(round(line.top + inset), 0), max(round(line.bottom - inset), 1))
    start = max(round(line.left), 0)
    inked = [start + at for at in ((ink[rows, start : round(line.right)] > 0).sum(axis=0) > 1).nonzero()[0].tolist()]
    if not inked:
        return []
    breaks = [(one, other) for one, other in pairwise(inked) if other - one > gap]
    lefts, rights = [inked[0], *(other for _, other in breaks)], [*(one for one, _ in breaks), inked[-1]]
    return [_Stretch(left, right + 1) for left, right in zip(lefts, rights, strict=True)]


def _held(text: Sequence[str], middles: Sequence[float], stretches: Sequence[_Stretch], size: float) -> list[list[str]]:
    """Return the characters in each stretch, in order: each in the one next to its middle."""
    held: list[list[str]] = [[] for _ in stretches]
    at = 0
    for sign, middle in zip(text, middles, strict=True):
        inked = middle - 0.2 * size if _is_wide_mark(sign) and not _opens(sign) else middle
        nearest = min(range(at, len(stretches)), key=lambda number: _distance(stretches[number], inked))
        at = nearest
        held[at].append(sign)
    return held


def _distance(stretch: _Stretch, middle: float) -> float:
    return max(stretch.left - middle, middle - stretch.right, 0.0)


def _filled(
    held: Sequence[Sequence[str]], stretches: Sequence[_Stretch], size: float
) -> Iterator[tuple[_Stretch, Sequence[str]]]:
    """Yield the stretches that hold characters; the white beside punctuation is a part of it."""
    full = [(stretch, words) for stretch, words in zip(stretches, held, strict=True) if words]
    for at, (stretch, words) in enumerate(full):
        left, right = stretch
        before = left - full[at - 1][0].right if at else _AFTER * size
        after = full[at + 1][0].left - right if at + 1 < len(full) else _AFTER * size
        if _is_wide_mark(words[-1]) and not _opens(words[-1]):
            right += after if after < _AFTER * size else _HALF * size
        if _is_wide_mark(words[0]) and _opens(words[0]):
            left -= before if before < _AFTER * size else _HALF * size
        yield _Stretch(left, right), words


def _opens(sign: str) -> bool:
    return unicodedata.category(sign) in ("Ps", "Pi")


def _sides(stretch: _Stretch, words: Sequence[str]) -> Iterator[tuple[float, float]]:
    """Yield the left and right sides of characters that stand evenly in a stretch."""
    weights = [weight(sign) for sign in words]
    step = (stretch.right - stretch.left) / sum(weights)
    left = stretch.left
    for own in weights:
        yield left, left + own * step
        left += own * step


def _spread(stretch: _Stretch, weights: Sequence[float]) -> list[float]:
    """Return the middles of characters that stand evenly in a stretch."""
    return [(left + right) / 2 for left, right in _sides(stretch, ["一" if own == 1.0 else "1" for own in weights])]


# --- sizes ----------------------------------------------------------------------------------------


def evened(signs: Iterable[Sign]) -> dict[float, float]:
    """Return for each size of characters the common one that it is a measurement of."""
    counts = Counter(sign.size for sign in signs)
    common: dict[float, float] = {}
    while counts:
        near = {size: sum(c for other, c in counts.items() if abs(other - size) <= 0.5) for size in counts}
        size = max(near, key=lambda one: (near[one], one))
        for other in [other for other in counts if abs(other - size) <= _ALIKE * size]:
            common[other] = size
            del counts[other]
    return common
