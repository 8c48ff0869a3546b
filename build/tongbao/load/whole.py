"""Check that the name of a fact is a whole name that the source affirms, and is of the kind recorded."""

import difflib
import re
from collections.abc import Iterator

from tongbao import model
from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.naming import DENIED, Fault
from tongbao.load.source import Span, places_of, squeeze
from tongbao.printed.patterns import regex

_KEYS: dict[type, str] = {model.Honour: "name", model.CitedWork: "title", model.Platform: "name"}
MAY_STAND_BEFORE = regex(
    "(?:[获评为选入得列作被将把以予是成在至到于了出的等和及与并或报请取造创建定纳届办年月日制发布设立线托过录括撑由用有含接通供对向经开行施推]|其中|升级|改版|优化|完善|整合|改造|研发|自建|原有|现有|统一|出台|修订|起草|颁布|依据|按照|根据|“|《|（|[(])$"
)
"""Words that may stand right before a name in a sentence: a verb, a particle, an opening sign."""
_FIRST = regex("[“《（(0-9第在]|肯定|做法|相关|全国|全省|全市|国家|中国|世界|全球|省|市|区")
_OF_BODY = regex("(?:办公[厅室]|国务院|政府|委员会|[改委]委|总局|大督查)$")
"""The ending of the name of a body that gave an honour, whether or not it is in units.yaml."""
_LAST: dict[type, re.Pattern[str]] = {
    model.Honour: regex(
        "(?:[奖号赛杯榜]|案例|试点|示范|基地|单位|集体|个人|项目|标准|推广|刊[载发]|报道|展示|肯定|批示|工作|经验|名单|典型|样板|标杆"
        "|[十百]佳|城市|模式|做法|范例|先进|成果|品牌|工程|[”》）)])$"
    ),
    model.CitedWork: regex(
        "(?:[书报刊图表法例条册]|意见|办法|方案|规[定则范程划]|细则|通知|措施|标准|指[南引]|导[则引]|清单|目录|手册|报告|计划"
        "|制度|章程|公约|协议|倡议|简报|快讯|要点|政策|条例|[”》）)])$"
    ),
    model.Platform: regex(
        "(?:平台|系统|大厅|APP|App|app|小程序|专区|窗口|公众号|联盟|中心|门户|网站|应用|大脑|[库码网站端柜仓链图]|模块|旗舰店|热线|驿站|[”》）)])$"
    ),
}
_BEHIND = regex(
    "[特一二三四五六七八九十]等奖|[金银铜]奖|优秀奖|称号|荣誉|第[0-9一二三四五六七八九十]|等|及|和|与|并|的|上|中|由|被"
)
_ALIKE, _OURS = 0.6, 0.4
"""How similar the printed words must be to a name; a name given by the record (`printed`) may be less similar."""
_STOPS = regex("[，。；！？：]")
_NOT = regex(
    "(?:尚未|并未|从未|未能|未曾|没有|未(?=[获评建入参配印出设开推列被得纳通完制发实上形])|不再|拒不)[^，。；！？：]{0,14}$"
)
_HOPED = regex("拟|有望|力争|争取|准备|正在(?:申|创|争)|积极(?:申|创|争)")
_APPLIED = regex("申报|申请|争创")
_WON = regex("荣?获(?!取)|入选|入围|评为|选为|列为|列入|认定为|授予|成功")
_CARRIED = regex("报道|刊[载发登]|转载|播[出发]|头版")
_NEEDS = {
    "media-report": regex("[报刊载播]|宣传|推介|新闻|电视|采访|专题|网"),
    "bulletin": regex("[刊载]|简报|快讯|内参|动态|采用|信息|专报|转发"),
    "wider-adoption": regex("推广|复制|借鉴|采[用纳]|吸[收纳]|应用|交流|学习|普及|铺开|推行"),
    "contest-prize": regex("[奖赛杯榜名冠]|比武|评比"),
}
"""Words that the text must have for an honour to be of the kind."""
_SHOWS = {
    "contest-prize": regex("[特一二三四五]等奖|[金银铜]奖|[冠亚季]军"),
    "affirmation": regex("(?:表扬|激励|批示|肯定|点赞)$"),
}
"""Words in a name or rank that show the kind of an honour that was given."""
_GIVEN = ("model-case", "contest-prize", "showcase", "affirmation", "wider-adoption")
_OF_CASES = regex("案例|典型|示范|试点|经验|做法")
"""Words for things that a contest may also choose: a prize for model cases may be of either kind."""
_NOTHING_BUT_VERBS = regex("(?:荣?获[评得]?|入选|评为|选为|授予|印发|出台|制定|发布|建设|建成|搭建|推出)+")
_ISSUED_AFTER = regex("的?(?:推荐|申报|选送|报送|上报|解读|部署|要求|配合|初审|协助|参与)")
_NO_ISSUER = regex("(?:按照|根据|依据|依照|遵照|落实|贯彻|参照|配合|协助|上报|报送|呈报|抄报|抄送|向|送|发给|致)$")


def fact_faults(record: object, words: str, quoted: Span, known: borders.Known) -> Iterator[Fault]:
    """Yield the faults in the name of a fact, judged by the words around its quotation."""
    key = _KEYS.get(type(record))
    if key is None:
        return
    departs = getattr(record, "printed", None)
    name = squeeze(departs or getattr(record, key))
    places = [Span(at, at + len(name)) for at in places_of(name, words, *quoted)]
    if not places:  # reported separately
        return
    at = "printed" if departs else key
    if departs and not isinstance(record, model.Platform) and not is_like(squeeze(getattr(record, key)), name, _OURS):
        yield Fault("printed", "printed-for-another", *printed_otherwise(name, getattr(record, key)))
    elif (
        known(name)
        or _NOTHING_BUT_VERBS.fullmatch(name)
        or not any(_is_whole(record, words, place, known) for place in places)
    ):
        yield Fault(at, "name-not-whole", *part_of_name(name))
    elif all(_NOT.search(_clause_before(words, place.start)) for place in places):
        yield Fault(at, "denied", *DENIED)
    elif isinstance(record, model.Honour):
        yield from _kind_faults(record, words, places[0])
        case = squeeze(record.case_title or "")
        at_case = words.find(case, *quoted)
        if (
            case
            and at_case > 0
            and words[at_case - 1].isalnum()
            and not MAY_STAND_BEFORE.search(words[max(at_case - 8, 0) : at_case])
        ):
            yield Fault("case-title", "name-not-whole", *part_of_name(case))


def is_like(name: str, printed: str, alike: float = _ALIKE) -> bool:
    """Return whether words may be a variant of a name: with more words around it, or with a few changed."""
    signs = iter(printed)
    if all(sign in signs for sign in name):
        return True
    levels = [level for level in re.findall("全国|国家级|全省|省级", name) if level not in printed]
    return not levels and difflib.SequenceMatcher(None, name, printed).ratio() >= alike


def _is_whole(record: object, words: str, place: Span, known: borders.Known) -> bool:
    name = words[place.start : place.end]
    if isinstance(record, model.CitedWork) and words[max(place.start - 1, 0) : place.start] == "《":
        return _paired(name)
    before = words[max(place.start - 8, 0) : place.start]
    cut = before[-1:] in ("”", "》") and name[0] not in "“《"
    begins = (
        not before[-1:].isalnum()
        or bool(MAY_STAND_BEFORE.search(before) or _FIRST.match(name))
        or bool(borders.ends_before(words, place.start, known))
        or (isinstance(record, model.Honour) and bool(_OF_BODY.search(before)))
    )
    whole_end = bool(_LAST[type(record)].search(name))
    if isinstance(record, model.CitedWork) and not whole_end:
        return False
    ends = not words[place.end : place.end + 1].isalnum() or bool(_BEHIND.match(words, place.end)) or whole_end
    return begins and ends and not cut and _paired(name)


def _paired(name: str) -> bool:
    """Return whether the brackets in a name are paired, with no full stop outside them."""
    bare = re.sub("“[^”]*”|《[^》]*》|（[^）]*）|\\([^)]*\\)", "", name)
    return not re.search("[“”《》。；！？]", bare)


def _clause_before(words: str, at: int) -> str:
    return _STOPS.split(words[max(at - 60, 0) : at])[-1]


def _kind_faults(record: model.Honour, words: str, place: Span) -> Iterator[Fault]:
    before = _clause_before(words, place.start)
    behind = _STOPS.split(words[place.end : place.end + 30])[0]
    clause = before + words[place.start : place.end] + behind
    sought = bool(_HOPED.search(before)) or (bool(_APPLIED.search(before)) and not _WON.search(before))
    won = bool(_WON.search(before)) and not _HOPED.search(before) and not _APPLIED.search(before)
    carried = _CARRIED.search(words[place.start : place.end] + behind[:10])
    needs = _NEEDS.get(record.kind)
    name = words[place.start : place.end]
    shown = {kind for kind, pattern in _SHOWS.items() if pattern.search(name) or pattern.search(record.rank or "")}
    if (
        (sought and record.kind != "pending-nomination")
        or (won and record.kind == "pending-nomination")
        or (carried and record.kind in ("model-case", "contest-prize", "pending-nomination"))
        or (needs and not needs.search(clause))
        or (shown and record.kind in _GIVEN and record.kind not in shown and not _OF_CASES.search(name))
    ):
        yield Fault("kind", "kind-contradicted", *_KIND)


def issuer_fault(words: str, first: Span, last: Span) -> Fault | None:
    """Return what is wrong with the units recorded as conferring or issuing: recommending, ordering or helping is neither."""
    if _NO_ISSUER.search(words[max(first.start - 8, 0) : first.start]) or _ISSUED_AFTER.match(words, last.end):
        return Fault("", "not-the-issuer", *_NO_ISSUER_HERE)
    return None


def printed_otherwise(printed: str, name: str) -> tuple[Text, Text]:
    """Report that the recorded printed words are not like the name."""
    return (
        Text(f"“{printed[:40]}” does not name “{name[:40]}”.", f"“{printed[:40]}”所指不是“{name[:40]}”。"),
        Text("Write the name that is printed.", "请写原文的名称。"),
    )


def part_of_name(name: str) -> tuple[Text, Text]:
    """Report that a name is only part of the printed one."""
    return (
        Text(f"“{name[:40]}” is not the whole printed name.", f"“{name[:40]}”不是原文中的完整名称。"),
        Text("Write the whole name, from its first word to its last.", "请写完整名称，从第一个字到最后一个字。"),
    )


_KIND = (
    Text(
        "The words describe another kind of honour, or one that is still sought.", "原文所述为另一类荣誉，或尚在申报。"
    ),
    Text(
        "Write `pending-nomination` for an honour still sought (拟, 争取, 申报), `media-report` or `bulletin` for a report,"
        " `contest-prize` for a prize (一等奖), `affirmation` for praise (通报表扬).",
        "拟报、争取、申报中的写 `pending-nomination`；报道、刊载写 `media-report` 或 `bulletin`；获奖（一等奖）写 `contest-prize`；"
        "表扬、肯定写 `affirmation`。",
    ),
)
_NO_ISSUER_HERE = (
    Text("According to the words, this unit does not confer or issue.", "原文中该单位并非授予或发布者。"),
    Text("Write the unit that confers or issues.", "请写授予或发布的单位。"),
)
