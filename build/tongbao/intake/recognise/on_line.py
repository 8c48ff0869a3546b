"""Words of a line, written without white space, with their place."""

import re
from collections.abc import Sequence

from tongbao.intake.recognise.found import Found
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.script import simplified


def whole(pattern: re.Pattern[str], line: Line) -> Found | None:
    """Return the words of a line that has the form of a pattern, in simplified script, and nothing else."""
    words = squeeze(line.text)
    return Found(words, line.start, line.end) if pattern.fullmatch(simplified(words)) else None


def part(line: Line, words: str, *, first: bool = False) -> Found:
    """Return words of a line, written without white space, with their last place, or their first."""
    bare = squeeze(line.text)
    at = bare.find(squeeze(words)) if first else bare.rfind(squeeze(words))
    start, end = position(line.text, at), position(line.text, at + len(squeeze(words)) - 1) + 1
    return Found(squeeze(words), line.start + start, line.start + end)


def position(text: str, number: int) -> int:
    """Return where the character stands that is so many characters, without white space, behind the first."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    return places[min(max(number, 0), len(places) - 1)] if places else 0


def between(lines: Sequence[Line], start: int, end: int) -> str:
    """Return the words of lines between two places of the stored text."""
    return "".join(
        line.text[max(start - line.start, 0) : end - line.start]
        for line in lines
        if line.end > start and line.start < end
    )
