"""Which list of recipients belongs to which act of praise or blame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tongbao.intake.recognise.appraised import Appraised
from tongbao.intake.recognise.recipient import Recipient
from tongbao.intake.recognise.recipient_lists import RecipientList
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_BLAMES = regex("批评|问题|曝光|约谈|不力|滞后|违")
_PRAISES = regex(
    "表[扬彰]|激励|成效(?:明显|显著|突出)|先进|优秀|获奖|嘉奖|立功|记功|授奖|奖励|模范|十佳|标兵|[一二三特]等奖"
)
_LISTS = regex("附件|名单|附后|获奖|一览表")
_PLAIN = regex("合格|称职|达标|一般|较差|落后|良好等次")
"""Ranks that a list of results has beside those that are praised."""
_YET = regex("拟|推荐|候选|公示|申报")


@dataclass
class Bound:
    """An act with those whom its sentence names, and with the lists that belong to it."""

    act: Appraised
    lists: list[RecipientList] = field(default_factory=list)

    @property
    def recipients(self) -> list[Recipient]:
        """Those named first that no list repeats, then those of the lists, in order."""
        listed = [one for each in self.lists for one in each.recipients]
        names = {squeeze(words) for one in listed for words in (one.name, one.group + one.name)}
        return [*(one for one in self.act.recipients if squeeze(one.name) not in names), *listed]

    @property
    def is_open(self) -> bool:
        """Whether there are others: the sentence says so, or counts more, and no list completes it."""
        if self.act.stated is not None:
            return self.act.stated > len(self.recipients)
        return self.act.is_open and not (self.lists and all(one.row for one in self.recipients))


def bind(acts: Sequence[Appraised], lists: Sequence[RecipientList]) -> tuple[list[Bound], list[RecipientList]]:
    """Return the acts that have recipients with their lists, and the lists of which the words do not say what they are for.

    An act that names nobody, and to which no list belongs, is left out.
    """
    bound = [Bound(act) for act in acts]
    left = []
    for number, each in enumerate(lists):
        own = _act_of(each, bound[:_MANY]) if number < 10 * _MANY else None
        if own:
            own.lists.append(each)
        elif each.recipients and (acts or (_PRAISES.search(each.title) and not _YET.search(each.title))):
            left.append(each)
    for act in bound:
        _under_places(act)
    return [one for one in bound if one.recipients], left


def _under_places(bound: Bound) -> None:
    """Make places the headings of those below them, where only then as many stand in the lists as the sentence counts: 甲省, 乙矿, 丙厂."""
    listed = [one for each in bound.lists for one in each.recipients]
    places = [n for n, one in enumerate(listed) if one.kind == "place"]
    head = all([two.kind for two in listed[n + 1 : n + 2]] == ["unit"] for n in places)
    if not (head and places[:1] == [0] and bound.act.stated == len(listed) - len(places)):
        return
    for each in bound.lists:
        place, kept = "", list[Recipient]()
        for one in each.recipients:
            if one.kind == "place":
                place = one.name
            else:
                kept.append(one._replace(group=place or one.group))
        each.recipients[:] = kept


def _act_of(each: RecipientList, bound: Sequence[Bound]) -> Bound | None:
    """Return the act to which a list belongs: the one that its words fit best; None where several do, or none."""
    if _YET.search(each.title):
        return None
    led = [one for one in bound if each.lead and each.lead.start <= one.act.quote.start < each.lead.end]
    graded = any(each.grade and each.grade in one.act.grades for one in bound)
    if each.lead and not (led or graded or _LISTS.search(each.title)):
        return None
    fits = [(points, one) for one in led or bound if (points := _fit(each, one.act, is_led=len(led) == 1)) > 0]
    best = max((points for points, _ in fits), default=0)
    chosen = [one for points, one in fits if points == best]
    return chosen[0] if len(chosen) == 1 else None


def _fit(each: RecipientList, act: Appraised, *, is_led: bool) -> int:
    """Return how well a list fits an act; 0 where it contradicts the act or has nothing to do with it."""
    if (act.grades and not act.recipients and each.grade not in act.grades) or (
        not act.blames and _PLAIN.search(each.group)
    ):
        return 0
    if act.kind and each.kind and act.kind != each.kind and not is_led:
        return 0
    if (_BLAMES if not act.blames else _PRAISES).search(each.title) and not (
        _PRAISES if not act.blames else _BLAMES
    ).search(each.title):
        return 0
    return _LED * is_led + sum(_signs(each, act))


_LED = 100
_MANY = 100
"""How many acts are compared with a list; the lists of more are for a person."""


def _signs(each: RecipientList, act: Appraised) -> Iterator[int]:
    """Yield the weight of each sign that a list belongs to an act."""
    words, title = each.words, simplified(act.title)
    named = {squeeze(one.name) for one in each.recipients} & {squeeze(one.name) for one in act.recipients}
    if named:
        yield 16
    if act.grade and each.grade == act.grade:
        yield 8
    elif act.grade and each.grade:
        yield -8
    if title and (title in words or (each.grade and title.removesuffix(act.grade) + each.grade in words)):
        yield 8
    if act.grade and act.grade in words:
        yield 4
    if act.stated is not None and act.stated in (each.stated, len(each.recipients)):
        yield 4
    if each.grade and each.grade in act.grades:
        yield 4
    if act.kind and act.kind == each.kind:
        yield 2
    says_so = bool((_BLAMES if act.blames else _PRAISES).search(words))
    if act.refers or (act.is_open and says_so):
        yield 2
    if says_so and _LISTS.search(each.title) and (not act.recipients or _LISTS.search(act.behind)):
        yield 1
