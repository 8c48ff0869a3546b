"""Check that the words of a claim to be first say so, are whole, and fit the level and place recorded."""

import re
from collections.abc import Callable, Iterator, Sequence

from tongbao import model
from tongbao.errors import Text
from tongbao.load.naming import DENIED, Fault
from tongbao.load.source import Span, places_of, squeeze
from tongbao.load.whole import MAY_STAND_BEFORE
from tongbao.model import plain
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
_FAR = "世界|全球|国际|亚洲|长三角|珠三角|京津冀|大湾区|成渝|[东西中]部|东北|[华西][东南北中]地?区?|长江|黄河"
_BEYOND = regex(_FAR)
_UNSURE = regex("(?:并非|不是|尚未|未能|没有|力争|争取|有望|拟|努力)[^，。；]{0,10}$")
_STOPS = regex("[，。；：、！？]")
_COUNTED = "[个家批次例座条项支所台套期件名位部张块片届单只款笔]"
_WORDS = regex(f"首(?![先府都席页要问长期尾])[\u4e00-\u9fff]|第一{_COUNTED}?|{_IS_FIRST.pattern}")
"""Words that claim to be first, each to its end: 首创, 第一家."""
_SCOPES = "|".join(
    (
        "(?<![健安完齐])全(?:国|中国|省|自治区|直辖市|市|区|县|球|域)",
        "[国省市区县业]内|[我本][国省市区县]|中国|(?:同行|行)业内?|业界|系统内",
        _FAR,
    )
)
_SCOPE = regex(_SCOPES)
_AMONG = "(?:[^，。；：、！？“”《》（）的并及]{0,12}(?:系统|领域|行业|条线|范围|城市|地区|[中内里上]))?"
_SCOPE_BEFORE = regex(f"(?:{_SCOPES}){_AMONG}[、和及与]?$|率先$")
"""Words right before a claim that are part of it: 全国税务系统 in 全国税务系统首创."""
_SCOPE_BEHIND = regex(f"[在于](?:{_SCOPES})")
_ONE_OF_A_PLACE = regex(f"首{_COUNTED}|第一{_COUNTED}|唯一|最早")
"""Claims before which a place is the scope. 首创 and 率先 are also verbs: a place before them may be who acts."""
_PLACE_BEFORE = regex("[\u4e00-\u9fff][省市区县州盟旗镇乡]$")
_LEADS_UP = regex("^[在于为是属系]|[属系]$")
_ENDS = regex(
    f"(?:{_COUNTED}|[的性式中内里]|范围|系统|领域|行业|条线|城市|地区|推行|推出|推动|推进|实现|建成|建立|建设|开展|试点|启用|上线|落地|实施"
    "|探索|出台|发布|成立|设立|打造|完成|开通|提出|制定|应用|运用|开发|试行|创建|构建|启动|举办)$"
)
_LONGEST = 10
"""How far from a claim a place is looked for, in characters: hardly a name of one is longer."""

Places = Callable[[str, int, int], Sequence[Span]]
"""Where names of places stand that begin within a part of some words, the longest first."""


def claim_faults(claim: model.PrecedenceClaim, words: str, quoted: Span, places: Places) -> Iterator[Fault]:
    """Yield the faults of a claim, judged by its wording and the words around it."""
    wording = squeeze(claim.wording)
    at = words.find(wording, *quoted)
    if at < 0:  # reported separately
        return
    if not _IS_FIRST.search(wording) or _IS_NOT.search(wording):
        yield Fault("wording", "not-a-first", *_NOT_A_FIRST)
    elif _UNSURE.search(_STOPS.split(words[max(at - 40, 0) : at])[-1]):
        yield Fault("wording", "denied", *DENIED)
    elif claim.level and not said_levels(claim, words, quoted) and _beyond(claim, words, quoted):
        yield Fault("level", "level-contradicted", *LEVEL)
    elif longer := _longer(
        words, [Span(one, one + len(wording)) for one in places_of(wording, words, *quoted)], places
    ):
        yield Fault("wording", "name-not-whole", *_part_of_claim(wording, longer))


def _longer(words: str, spans: Sequence[Span], places: Places) -> str:
    """Return the longer printed words that a wording is part of; an empty string where it is whole at one of its places."""
    longer = [_through(words, span, places) or _beside(words, span, places) for span in spans]
    return longer[0] if all(longer) else ""


def _through(words: str, span: Span, places: Places) -> str:
    """Return a wording, completed where one of its ends cuts through a word: 全国首创 for 国首创, 首个 for 首."""
    low = max(span.start - _LONGEST, 0)
    near = words[low : span.end + _LONGEST]
    parts = [Span(low + found.start(), low + found.end()) for one in (_WORDS, _SCOPE) for found in one.finditer(near)]
    parts += [place for place in places(words, low, span.end) if place.start < span.start]
    for part in parts:
        if part.start < span.start < part.end or part.start < span.end < part.end:
            return words[min(part.start, span.start) : max(part.end, span.end)]
    return _unknown_ends(words, span, places)


def _unknown_ends(words: str, span: Span, places: Places) -> str:
    """Return a wording with one more character at an end that may stand within a word."""
    wording = words[span.start : span.end]
    claimed = [found for one in (_WORDS, _SCOPE) for found in one.finditer(wording)]
    named = places(words, span.start, span.end)
    head = _LEADS_UP.sub("", wording[: min(found.start() for found in claimed)], count=1)
    tail = wording[max(found.end() for found in claimed) :]
    before = words[max(span.start - _LONGEST, 0) : span.start]
    begins = (
        not head
        or not before[-1:].isalnum()
        or any(head.startswith(words[place.start : place.end]) for place in named)
        or (len(head) > 1 and bool(MAY_STAND_BEFORE.search(before) or _LEADS_UP.search(before[-1:])))
    )
    ends = (
        not tail
        or not words[span.end : span.end + 1].isalnum()
        or any(place.end == span.end for place in named)
        or bool(_ENDS.search(tail))
    )
    return "" if begins and ends else words[span.start - (not begins) : span.end + (not ends)]


def _beside(words: str, span: Span, places: Places) -> str:
    """Return a wording with the scope that is printed right beside it but left out: 全国首创 for 首创."""
    low = max(span.start - 2 * _LONGEST, 0)
    before = words[low : span.start]
    if scope := _SCOPE_BEFORE.search(before):
        return words[low + scope.start() : span.end]
    if scope := _SCOPE_BEHIND.match(words, span.end):
        return words[span.start : scope.end()]
    names = [place for place in places(words, low, span.start) if place.end == span.start]
    place = names[0].start - low if names else found.start() if (found := _PLACE_BEFORE.search(before)) else -1
    one = _ONE_OF_A_PLACE.match(words, span.start) or (names and before[:place].endswith("在"))
    return words[low + place : span.end] if one and place >= 0 else ""


def said_levels(claim: model.PrecedenceClaim, words: str, quoted: Span) -> list[str]:
    """Return the levels at which the words claim to be first: those in the wording, else those in the clause around it."""
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


def level_faults(claim: model.PrecedenceClaim, words: str, quoted: Span, place: model.Place | None) -> Iterator[Fault]:
    """Yield a fault where the recorded level or place contradicts the level in the words.

    全市 means provincial level where the place is a city of that level, such as 北京市.
    """
    said = said_levels(claim, words, quoted)
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
        "请按原文填写层级（全国、全省、全市、全区）和该层级的地区；世界、长三角等不填。",
    ),
)
_NOT_A_FIRST = (
    Text("These words do not claim to be first.", "所引文字并非首创、率先的说法。"),
    Text(
        "Write the whole words that do (首创, 率先, 首个), or remove the claim.",
        "请照录首创、率先、首个等说法，或删去该条。",
    ),
)


def _part_of_claim(wording: str, longer: str) -> tuple[Text, Text]:
    """Report that a wording is only part of the printed claim."""
    return (
        Text(
            f"“{wording[:40]}” is only part of the claim: the source prints “{longer[:60]}”.",
            f"“{wording[:40]}”只是该说法的一部分，原文为“{longer[:60]}”。",
        ),
        Text(
            "Write the whole claim, with its scope: 全国首创, 在全省率先, 厦门首支.",
            "请完整照录该说法，含其范围，如“全国首创”“在全省率先”“厦门首支”。",
        ),
    )
