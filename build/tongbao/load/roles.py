"""Check the recorded role of a unit in a measure: the words around its name may not contradict it."""

import re

from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.leads import part_of
from tongbao.load.naming import DENIED, Fault
from tongbao.load.source import Span
from tongbao.model.codes import Role
from tongbao.printed.patterns import regex

_DENIED = regex(
    "(?:尚未|从未|并未|未|没有|不再|不)(?:予以?|能|有|曾)?(?:参与|参加|配合|协助|支持|协办|牵头|承担|开展|负责|实施|落实|指导|督导|监督|检查|考核)"
)
_NOT_BEFORE = regex("(?:不需要?|无需|无须|不再由?|并非由?|没有|未经|未由)$")
_REPORTED_TO = regex("(?:上报|报送|呈报|报告|抄报|报请)(?:至|给)?$")
_CARRIED_OUT = regex("(?:落实|贯彻|按照|根据|遵照)$")
_ORDERS = regex("(?:高标准|关于|的|工作|[^，。；、]{1,20})?(?:部署|要求|指示|安排)")
_NEEDS = {
    "supporting": regex(
        "配合|协[办助同作调力商]|支[持撑援]|参[与加]|联[合动办席审手]|会同|共[同享建商治]|合作|合力|帮[助扶]|保障|提供|派[员驻出]|对接|衔接"
        "|配备|指导|推[动进送]|响应|牵头|负责|承担|组织|实施|落实|开展"
    ),
    "responsible": regex("责任|负责|主责|承[担办]|落实|实施|主管|主办"),
    "guiding": regex("[指督]导|帮扶|辅导"),
    "supervising": regex("监[督管察理]|督[查办促导]|检查|巡[查视察]|审[计核查]|考核|验收"),
    "report-addressee": regex("[报呈送]|请示|申请"),
    "superior": regex("部署|要求|指示|安排|交办|授权|批准|同意|批示|统筹|领导|落实|贯彻|指导|规划"),
}
"""Words that the text must have for a unit to have the role."""
_ACTING: tuple[Role, ...] = (
    *("supporting", "participant", "pilot-site", "submitter"),
    *("responsible", "guiding", "supervising"),
)
"""Roles of units that act."""
_OVERSEEN = regex("(?:对|指导|督促|督导|检查|监督|考核)$")
"""Words before a unit that is guided or checked itself."""
_MET = regex(
    "(?:走访|调研|拜访|慰问|登录|学习|借鉴|考察|参观|服务|拜会|到访|入驻|进驻)了?$|(?:^|[，。；]|群众|企业|人员|干部)(?:到|赴|前往)$"
)
_GIVEN_TO = regex("(?<![作成定列确位门是体方人因认])为$")
_GIVES = regex(
    "(?:等[^，。；]{0,8})?(?:提供|节约|节省|减|解决|办理|服务|送|争取|培训|赋能|开展|开设|建|定制|代办|融资)"
)
_OWNS = regex("(?:“[^”]{1,20}”)?(?:微信)?(?:公众号|官网|网站|门户|平台|APP|App|小程序|数据库)")
"""Words about a unit that takes no part (走访市税务局, 为市税务局提供数据), or about a thing of its own."""
_FITTING: dict[str, tuple[Role, ...]] = {
    "lead": ("participant", "submitter", "mentioned"),
    "support": ("supporting", "participant", "pilot-site"),
    "oversee": ("guiding", "supervising"),
    "reported to": ("report-addressee",),
    "superior": ("superior", "report-addressee", "mentioned"),
}
"""The roles that fit the words about a unit."""


def role_fault(role: str, words: str, span: Span, known: borders.Known) -> Fault | None:
    """Return what is wrong with the role recorded for the unit whose name is at a span of the words."""
    if _DENIED.match(words, span.end) or _NOT_BEFORE.search(words[max(span.start - 6, 0) : span.start]):
        return Fault("role", "denied", *DENIED)
    part, needed = _part(words, span, known), _NEEDS.get(role)
    clause = re.split("[。；]", words[: span.start])[-1] + re.split("[。；]", words[span.start :])[0]
    if role in _FITTING["oversee"]:
        if _OVERSEEN.search(words[max(span.start - 6, 0) : span.start]):
            return Fault("role", "role-contradicted", *_CONTRADICTED)
        if part != "oversee":  # what it does stands behind it: 甲局配合，乙局指导
            clause = re.split("[，,；;。]", words[span.end :])[0]
    unsaid = role in _ACTING and not part and only_named(words, span)
    if (part and role not in _FITTING[part]) or (needed and not needed.search(clause)) or unsaid:
        return Fault("role", "role-contradicted", *_CONTRADICTED)
    return None


def only_named(words: str, span: Span) -> bool:
    """Return whether a sentence only names a unit: it is met or served, or something of its own is used."""
    before = words[max(span.start - 8, 0) : span.start]
    served = _GIVEN_TO.search(before) and _GIVES.match(words, span.end)
    return bool(served or _MET.search(before) or _OWNS.match(words, span.end))


def _part(words: str, span: Span, known: borders.Known) -> str:
    before = words[max(span.start - 8, 0) : span.start]
    if _REPORTED_TO.search(before):
        return "reported to"
    if _CARRIED_OUT.search(before) and _ORDERS.match(words, span.end):
        return "superior"
    part = part_of(words, span, known)
    return part if part in ("lead", "support", "oversee") else ""


_CONTRADICTED = (
    Text("The words give this unit a different role.", "原文写明的是另一种角色。"),
    Text(
        "Write the role that the words state: 牵头 goes in `leads`, 责任 `responsible`, 指导 `guiding`, 配合 `supporting`, 参与"
        " `participant`, 监督 `supervising`, 上报 `report-addressee`.",
        "请按原文填写：牵头写入 `leads`，责任写 `responsible`，指导写 `guiding`，配合写 `supporting`，参与写 `participant`，"
        "监督写 `supervising`，上报对象写 `report-addressee`。",
    ),
)
ONLY_NAMED = (
    Text("The words only name this unit; they do not say that it leads.", "原文只是提到该单位，并未写明由其牵头。"),
    Text("Move it to `participants`, with the role `mentioned`.", "请移至 `participants`，角色写 `mentioned`。"),
)
