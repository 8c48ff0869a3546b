"""Lines around a notice that say how it is handled: how urgent or secret it is, its subject words, who else gets it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tongbao.intake.recognise.asking import wording
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.on_line import part
from tongbao.intake.recognise.vocabulary import expression
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_HAN = regex("[一-鿿]")
_COPIES = regex(r"(?:抄送|抄报|分送|送)[：:](?P<whom>(?:(?!(?:^|[。；;])(?:发|报|送|分送)[：:]).)+)", re.DOTALL)
_ADDRESSED = regex("主送(?:机关)?[：:](?P<whom>.{2,400})", re.DOTALL)
_TOPICS = regex("主题词[：:](?P<words>.{2,60})", re.DOTALL)


@cache
def _handled() -> re.Pattern[str]:
    words = wording()["handling"]
    said = "|".join((words["urgency"], words["secrecy"], words["sent"]))
    return expression(
        f"(?:{words['labels']})?[：:]?(?:(?:{said})[·•、，]?)+|[·•]|[0-9]{{3,8}}|(?:{words['labels']})[：:].*"
    )


def is_handling(words: str) -> bool:
    """Return whether words only say how a document is handled, or hold no words at all.

    >>> is_handling("特急"), is_handling("机密★1年"), is_handling("★"), is_handling("甲市政府")
    (True, True, True, False)
    """
    return not _HAN.search(words) or bool(_handled().fullmatch(squeeze(simplified(words))))


def behind_handling(words: str) -> str:
    """Return what stands on a line behind words for how the document is handled: the number of a telegram.

    >>> behind_handling("等级：加急　甲府办发明电〔2022〕1号"), behind_handling("甲市政府 通报")
    ('甲府办发明电〔2022〕1号', '甲市政府通报')
    """
    tokens = words.split()
    first = next((n for n, token in enumerate(tokens) if not is_handling(token)), 0)
    return "".join(tokens[first:])


def urgency_of(lines: Sequence[Line]) -> Found | None:
    """Return how urgent a notice says it is, above its title: 特急, 紧急程度：加急."""
    urgent = expression(wording()["handling"]["urgency"])
    for line in lines:
        for token in line.text.split():
            said = token.replace(":", "：").rpartition("：")[2]
            if is_handling(token) and (found := urgent.search(simplified(said))):
                return part(line, said[found.start() : found.end()])
    return None


def topics_of(line: Line) -> Found | None:
    """Return the subject words of a line: 主题词：卫生 表彰 决定."""
    found = _TOPICS.fullmatch(line.text.strip())
    start = line.start + len(line.text) - len(line.text.lstrip()) + found.start("words") if found else 0
    words = found["words"] if found else ""
    lead = len(words) - len(words.lstrip())
    return Found(words.strip(), start + lead, start + len(words.rstrip())) if found else None


def addressed_in(line: Line) -> Found | None:
    """Return to whom a line of the imprint sends the notice: 主送：各区人民政府."""
    found = _ADDRESSED.fullmatch(squeeze(line.text))
    return part(line, found["whom"].rstrip("。")) if found else None


def copies_in(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield who gets a copy, the last line first: 抄送：市委各部门."""
    for line in reversed(lines):
        if found := _COPIES.match(squeeze(line.text)):
            yield part(line, found["whom"])
