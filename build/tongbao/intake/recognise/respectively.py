"""Sentences that give several recipients several things, one each: 对甲局、乙局分别记集体一等功、集体二等功."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tongbao.intake.recognise.appraised import Appraised, Sentence
from tongbao.intake.recognise.recipient import Known
from tongbao.intake.recognise.whom import Whom, read_whom
from tongbao.load.acts import act_fault
from tongbao.model.codes import Act
from tongbao.printed.patterns import regex

_WHO = "(?P<who>(?:(?!对|给予|予以|授予)[^。；]){2,1200}?)"
_TO = regex(
    f"(?<![针面应相绝核比校])(?:对|给予|将)(?![外于口标照应策象内接]){_WHO}，?分别(?:追?授予|给予|予以|评为|命名为|作出)?(?P<things>[^，。；]{{4,400}})"
)
_GIVES = regex(f"分别(?:追?授予|给予|命名){_WHO}为?(?P<things>“[^，。；]{{4,400}})")
_PARTED = regex("[、和与及]|(?<=”)(?=“)")
_END = regex("(?:的?(?:荣誉)?(?:称号|奖励|奖金|处理|决定))?$")
_MERIT = regex("记?(?P<grade>(?:集体|个人)?(?:[特一二三]等|大)功|(?:集体|个人)嘉奖)")
_TITLE = regex("“(?P<title>[^“”]{1,60})”(?:荣誉)?(?:称号)?")
_MONEY = regex("[0-9][0-9.,]*[十百千万亿]{0,2}元")
_SAID = regex("(?:全[市省县区])?(?:通报|公开|通令)?(?P<verb>表[扬彰]|嘉奖|批评)")


_VERBS: dict[str, Act] = {
    "表彰": "commendation",
    "嘉奖": "commendation",
    "表扬": "circular-commendation",
    "批评": "circular-criticism",
}


class _Thing(NamedTuple):
    act: Act
    grade: str = ""
    """The grade or the title."""
    money: str = ""


def says_respectively(sentence: Sentence) -> bool:
    """Return whether a sentence gives several things; which is whose is told by ``respective``, or not at all."""
    return any(_things(sentence, found) for found in _found(sentence))


def respective(sentence: Sentence, known: Known) -> list[Appraised]:
    """Return the act, with what is given to each recipient; none where they are not as many as the things.

    Nor where some are praised and others blamed: two acts would quote the same words.
    """
    for found in _found(sentence):
        things = _things(sentence, found)
        whom = read_whom(sentence.words[slice(*found.span("who"))], known)
        if things and len(things) == len(whom.recipients) and not (whom.is_open or whom.is_cut):
            act = _one_act(sentence, found, whom, things) if len({thing.act for thing in things}) == 1 else None
            return [act] if act else []
    return []


def _found(sentence: Sentence) -> Iterator[re.Match[str]]:
    yield from (one for pattern in (_TO, _GIVES) if (one := pattern.search(sentence.bare)))


def _things(sentence: Sentence, found: re.Match[str]) -> list[_Thing]:
    """Return the things given, in order; none where one of them is not understood, or there is only one."""
    low, high = found.span("things")
    paid = sentence.bare.endswith(("奖励", "奖金"), low, high)
    bare = sentence.bare[low : low + _END.search(sentence.bare[low:high]).start()]  # type: ignore[union-attr]
    parts, at = list[str](), 0
    for sign in _PARTED.finditer(bare):
        parts.append(sentence.words[low + at : low + sign.start()])
        at = sign.end()
    parts.append(sentence.words[low + at : low + len(bare)])
    things = [_thing(one) for one in parts if one]
    if any(one and one.money for one in things) and not paid:
        return []
    return [one for one in things if one] if len(things) > 1 and all(things) else []


def _thing(words: str) -> _Thing | None:
    if merit := _MERIT.fullmatch(words):
        return _Thing("commendation", merit["grade"])
    if _MONEY.fullmatch(words):
        return _Thing("circular-commendation", money=words)
    if titled := _TITLE.fullmatch(words):
        return _Thing("award", titled["title"])
    said = _SAID.fullmatch(words)
    return _Thing(_VERBS[said["verb"]]) if said else None


def _one_act(sentence: Sentence, found: re.Match[str], whom: Whom, things: list[_Thing]) -> Appraised | None:
    """Return the act, with what each recipient is given; None where its words do not do it."""
    low, at = found.start("who"), found.start("things")
    start, end = low + whom.spans[0][0], low + whom.spans[-1][1]
    if act_fault(things[0].act, sentence.words, start, end):
        return None
    recipients = [
        one._replace(grade=sentence.as_printed(thing.grade, at), money=thing.money)
        for one, thing in zip(whom.recipients, things, strict=True)
    ]
    return Appraised(things[0].act, sentence.found(found.start(), found.end()), tuple(recipients))
