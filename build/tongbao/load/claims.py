"""Whether a claim to be first says so, and at the level and in the place recorded."""

import re
from collections.abc import Iterator, Mapping

from tongbao import model
from tongbao.errors import Text
from tongbao.load.authority import plain
from tongbao.load.naming import DENIED, Fault
from tongbao.load.source import Span, squeeze
from tongbao.printed.patterns import regex

_IS_FIRST = regex(
    "首(?![先府都席页要问长期尾])|率先|第一|唯一|最早|最先|先行|独创|独家|原创|开创|先河|填补[^，。；]{0,12}空白"
)
_IS_NOT = regex("第[二三四五六七八九十0-9]|前[二三四五六七八九十0-9列]")
_LEVELS = {
    "national": "全国|国内|全中国|我国",
    "provincial": "全省|全自治区|省内|全直辖市",
    "municipal": "全市|市内",
    "district": "全区|全县|区内|县内",
}
_BEYOND = regex("世界|全球|国际|亚洲|长三角|珠三角|京津冀|大湾区|成渝|[东西中]部|东北|[华西][东南北中]地?区?|长江|黄河")
_UNSURE = regex("(?:并非|不是|尚未|未能|没有|力争|争取|有望|拟|努力)[^，。；]{0,10}$")
_STOPS = regex("[，。；：、！？]")


def claim_faults(claim: model.PrecedenceClaim, words: str, quoted: Span) -> Iterator[Fault]:
    """Yield what is wrong with a claim, by its wording and the words around it."""
    wording = squeeze(claim.wording)
    at = words.find(wording, *quoted)
    if at < 0:  # a problem of its own
        return
    if not _IS_FIRST.search(wording) or _IS_NOT.search(wording):
        yield Fault("wording", "not-a-first", *_NOT_A_FIRST)
    elif _UNSURE.search(_STOPS.split(words[max(at - 40, 0) : at])[-1]):
        yield Fault("wording", "denied", *DENIED)
    elif claim.level and not said_levels(claim, words, quoted) and _beyond(claim, words, quoted):
        yield Fault("level", "level-contradicted", *LEVEL)


def said_levels(claim: model.PrecedenceClaim, words: str, quoted: Span) -> list[str]:
    """Return the levels at which the words say to be first: those of the wording, or else of the clause around it."""
    wording, around = _clause(claim, words, quoted)
    for text in (wording, around):
        said = [level for level, names in _LEVELS.items() if re.search(names, text)]
        if said or _BEYOND.search(text):
            return said
    return []


def _beyond(claim: model.PrecedenceClaim, words: str, quoted: Span) -> bool:
    return any(_BEYOND.search(text) for text in _clause(claim, words, quoted))


def _clause(claim: model.PrecedenceClaim, words: str, quoted: Span) -> tuple[str, str]:
    wording = squeeze(claim.wording)
    at = words.find(wording, *quoted)
    before = _STOPS.split(words[max(at - 40, 0) : at])[-1]
    behind = _STOPS.split(words[at + len(wording) : at + len(wording) + 20])[0]
    return wording, before + wording + behind


def level_faults(
    claim: model.PrecedenceClaim, words: str, quoted: Span, places: Mapping[str, model.Place]
) -> Iterator[Fault]:
    """Yield what contradicts the level that the words say: the level recorded, or the place.

    全市 says the level of a province where the place is a city of that level, as 北京市 is.
    """
    said = said_levels(claim, words, quoted)
    place = places.get(claim.place or "")
    if place and place.level == "provincial" and plain(place.name).endswith("市") and "municipal" in said:
        said.append("provincial")
    if claim.level and said and claim.level not in said:
        yield Fault("level", "level-contradicted", *LEVEL)
    elif place and (said or claim.level) and place.level not in (*said, *((claim.level,) if not said else ())):
        yield Fault("place", "level-contradicted", *LEVEL)


LEVEL = (
    Text("The claim is made at another level.", "该说法所指的层级不同。"),
    Text(
        "Write the level that its wording names (全国, 全省, 全市, 全区), and a place of that level; none for 世界 or 长三角.",
        "请按其文字填写层级（全国、全省、全市、全区）和该层级的地区；世界、长三角等不填。",
    ),
)
_NOT_A_FIRST = (
    Text("These words do not claim to be first.", "所引文字并非首创、率先的说法。"),
    Text(
        "Write the words that do (首创, 率先, 首个), whole, or remove the claim.",
        "请照录首创、率先、首个等说法，或删去该条。",
    ),
)
