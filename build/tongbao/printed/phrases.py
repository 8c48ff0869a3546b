"""Find the role that the words right before a figure give it: former figure, resulting figure, or difference."""

from typing import NamedTuple

from tongbao.printed import lexicon
from tongbao.printed.characters import fold
from tongbao.printed.patterns import regex


def _one_of(*lists: tuple[str, ...]) -> str:
    return "|".join(sorted((word for words in lists for word in words), key=len, reverse=True))


CLAUSE_END = regex(r"[,;:。!?(]|(?<![0-9])\.|\.(?![0-9])")
"""The end of a clause in a folded text."""
_MARKS = rf"{lexicon.WAS}|{lexicon.BASE}|{lexicon.NOW}"
_BESIDE = regex(rf"(?:{lexicon.BESIDE}|{_MARKS})+$")
_LINKS = regex("(?:为|是|至)$")
_TURNS = _one_of(lexicon.UP, lexicon.DOWN, lexicon.OTHERWISE, lexicon.SHORT)
_TO = regex(rf"(?P<verb>{_TURNS})(?:了|大幅|进一步|并|成)?(?:[到至为成]|变为?)$")
_THEN = regex('[”"’]?再?(?:到|至|→|变[为成]?)$')
_NOT = "(?<!不再)(?<!没有)(?<!不会)(?<!不得)(?<!未)"
_BY = regex(rf"{_NOT}(?P<verb>{_one_of(lexicon.DOWN, lexicon.SAVED)}|(?<!新)(?:{_one_of(lexicon.UP)}))$")
_MORE = regex("(?:^|(?:比|较|同比|环比)[^,;]*)(?P<verb>[多少高低])$")
_OBJECT = regex(
    rf"{_NOT}(?P<verb>{_one_of(tuple(w for w in lexicon.DOWN if len(w) > 1), lexicon.SAVED)})(?P<object>[^,、]+)$"
)
_NOUNS = regex("成本|费用|开办|办理|办事|审批|服务|建设|发票|开支|结算|提交|完成|处理|使用|运行|受理")
_VERBS = regex("[办结惠服助达完成增建推发投覆及为使让后并受培开升提解拨涉现获超计共到至支扶引吸纳签改调在对向与给由]")
"""Nouns for things saved, and characters that show another verb between the verb of change and its figure."""
_FROM = regex("(?:(?<![理自缘事因])由|(?<![自服听跟顺遵随])从)$")
_TAKEN = regex("[将把]$")
_WAS, _BASE, _NOW = (regex(pattern) for pattern in (lexicon.WAS, lexicon.BASE, lexicon.NOW))
_RATE = regex(rf"(?:{_one_of(lexicon.RATES)})[^,、]{{0,6}}$")
_CHANGE = regex(rf"(?:(?P<down>{_one_of(lexicon.CUTS)})|{_one_of(lexicon.CHANGES)})[为至在]?$")
_LONGEST = 60


class Phrase(NamedTuple):
    """The role that the words before a figure give it.

    ``role`` is ``from`` (由15天), ``taken`` (将15天), ``was`` (原15天), ``base`` (比15天, 法定15天), ``to`` (压缩至5天),
    ``then`` (到5天), ``now`` (现5天), ``by`` (缩短10天), ``object`` (减少用纸10吨), ``change`` (降幅达10%), ``rate``
    (满意率98%) or nothing. ``way`` is ``up`` or ``down`` where a verb says so.
    """

    role: str = ""
    way: str = ""
    verb: str = ""


def phrase(before: str) -> Phrase:
    """Return the role of a figure by the words between the previous figure and it.

    >>> [phrase(words).role for words in ("报销时限由", "压缩至", "由原来的", "比法定", "压缩了", "减少用纸", "由市公安局建成")]
    ['from', 'to', 'from', 'base', 'by', 'object', '']
    """
    head = fold(before[-_LONGEST:])
    clause = CLAUSE_END.split(head)[-1]
    core, beside = _parted(clause)
    turn = _TO.search(core)
    if turn:
        return Phrase("to", _way(turn["verb"]), turn["verb"])
    if _THEN.fullmatch(core):
        return Phrase("then")
    linked = _LINKS.sub("", core)
    if linked != core:
        core, more = _parted(linked)
        beside = more + beside
    return _of_core(core, beside, clause)


def _parted(clause: str) -> tuple[str, str]:
    """Separate the words that may stand beside any figure from the words before them."""
    found = _BESIDE.search(clause)
    return (clause[: found.start()], found[0]) if found else (clause, "")


def _of_core(core: str, beside: str, clause: str) -> Phrase:
    by = _BY.search(core) or _MORE.search(core)
    if by:
        return Phrase("by", _way(by["verb"]), by["verb"])
    marked = _marked(core, beside)
    if marked:
        return Phrase(marked)
    change = _CHANGE.search(core)
    if change:
        return Phrase("change", "down" if change["down"] else "up")
    weak = _OBJECT.search(core)
    if weak and len(weak["object"]) <= 10 and not _VERBS.search(_NOUNS.sub("", weak["object"])):
        return Phrase("object", "down", weak["verb"])
    return Phrase("rate" if _RATE.search(clause) else "")


def _marked(core: str, beside: str) -> str:
    for role, pattern, words in (
        ("from", _FROM, core),
        ("taken", _TAKEN, core),
        ("was", _WAS, beside),
        ("base", _BASE, beside),
        ("now", _NOW, beside),
    ):
        if pattern.search(words):
            return role
    return ""


def _way(verb: str) -> str:
    if verb in lexicon.UP or verb in ("多", "高", "升", "跃"):
        return "up"
    return "" if verb in lexicon.OTHERWISE else "down"
