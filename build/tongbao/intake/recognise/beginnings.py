"""Names with which the parts of a sentence begin, and what is said of each: 市水利局进展缓慢，市教育局至今未开工."""

from typing import NamedTuple

from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.whom import parts
from tongbao.intake.recognise.whom_words import any_of
from tongbao.load.borders import is_organ
from tongbao.printed.patterns import regex

_LONGEST = 24
"""The longest name of a body that is looked for, in characters."""


class Beginning(NamedTuple):
    """A name with which a part of a sentence begins: where it stands, and the words that are said of it."""

    recipient: Recipient
    start: int
    name_end: int
    start_of_words: int
    end_of_words: int
    said_from: int
    """Where what is said begins, behind the name and 等企业."""


def beginnings(words: str, known: Known) -> tuple[list[Beginning], bool, int | None]:
    """Return the names with which the parts of a sentence begin, whether there are others, and how many in all.

    Names that follow one another share what is said behind the last of them.
    """
    found: list[Beginning] = []
    waiting: list[tuple[Recipient, int, int]] = []
    is_open, stated = False, None
    named = True
    for low, high in parts(words, 0, known, None):
        goes_on = low > 0 and words[low - 1] in "、和与及"
        one = _beginning(words[low:high], known) if named or not goes_on else None
        named = one is not None
        if goes_on and not named:
            waiting = []  # 市公安局、市税务局要对照检查
        if one is None:
            continue
        waiting.append((one, low, low + len(one.name)))
        behind = _BEHIND.match(words, low + len(one.name), high)
        said = behind.end() if behind else low + len(one.name)
        is_open = is_open or bool(behind)
        stated = int(behind["number"]) if behind and behind["number"] else stated
        if said < high:
            found += [Beginning(each, start, end, waiting[0][1], high, said) for each, start, end in waiting]
            waiting = []
    found += [
        Beginning(each, start, end, waiting[0][1], waiting[-1][2], waiting[-1][2]) for each, start, end in waiting
    ]
    return found, is_open and stated != len(found), stated


_BEHIND = regex("等(?P<number>[0-9]{1,3})?[个家]?(?:单位|部门|企业|地区|县区|公司|学校)?")


def _beginning(part: str, known: Known) -> Recipient | None:
    """Return the longest known name at the beginning of words, or the name of a body of a place."""
    for end in range(min(len(part), _LONGEST), 1, -1):
        if found := known(part[:end]):
            if organ := _ORGAN.match(part, end):
                return Recipient(part[: organ.end()]) if found.kind == "unit" else None
            if found.kind == "place" and (body := _OWN.match(part, end)):
                return None if _DOES.match(part, body.end()) else Recipient(part[: body.end()])
            acts = _DOES.match(part, end) or (found.kind == "unit" and is_organ(part[end:]))
            return None if acts else found
    named = _OF_PLACE.match(part)
    if named:
        return Recipient(named[0]) if not _DOES.match(part, named.end()) else None
    place = _PLACE.match(part)
    told = place and not (any_of("regions").search(place[0]) or any_of("groups", "^", "").match(part))
    return Recipient(place[0], "place") if place and told and not _DOES.match(part, place.end()) else None


_PLACE = regex("[一-鿿]{2,3}(?:(?:自治)?[市县区旗]|[镇乡]|街道)(?![一-鿿]{0,3}(?:级|内|域|长|委书记|政府))")
"""A place that places.yaml does not have: 云塘县 in 云塘县超额完成任务."""


_ORGAN = regex("[^，。；、的对因在]{0,8}?(?:支队|大队|分局|中队|派出所|执法队|管理所|窗口(?!人员|工作|服务))")
_OWN = regex(
    "[^，。；、对被将给在由为因的省市区县未已积主统推率认完投配]{1,12}?(?:局|委员会|委(?!托)|厅|人民政府|政府|管委会|公司|集团|中心|医院|办公室|街道办事处|街道办|银行|学院|大学|中学|小学|研究院|设计院|分公司|支队|法院|检察院|海关|协会)"
)
"""What stands behind the name of a place in that of a body there: 港务局 in 甲江港务局."""
_DOES = regex(
    "(?:研究)?决定|查处|查办|立案|上报|提出|开展|组织|会同|联合|检查|督查|暗访|抽查|通报|将|要|要求|印发|发现|办公[厅室](?!$)|推荐|根据|按照|负责人|主要负责|召开|下发"
)
"""What those do who praise or blame."""
_OF_PLACE = regex(
    "(?:(?:[省市县区镇]|[^\\W0-9A-Za-z_不对被予将给在由为和与及以因]{2,4}[省市区县镇乡])[^，。；、对被将给在由为因的]{1,16}?(?:局|委|厅|政府|管委会|公司|集团|中心|医院|学校|办公室|街道|银行|厂|中学|小学|院)"
    "|[一-鿿]{2,20}?(?:有限责任公司|有限公司|股份公司|集团公司))(?:[^，。；、的对因在]{0,8}?(?:支队|大队|分局|中队|派出所|执法队|管理所|窗口(?!人员|工作|服务)))?"
)
"""The name of a body that begins with that of its place: 市自然资源和规划局 in 市自然资源和规划局对11宗用地…"""
