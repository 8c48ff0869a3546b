"""Find who leads: units before 牵头 or behind 牵头单位：. Units before 配合 only support, units before 指导 or 监督 only oversee."""

import re
from collections.abc import Iterator
from typing import Literal

from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.naming import Fault
from tongbao.load.remarks import SIGN
from tongbao.load.source import Span
from tongbao.model import Leads, codes
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

Part = Literal["lead", "second", "support", "oversee"]
"""The part of a unit by the words around it: it leads, is responsible for its share beside a lead, supports, or guides or checks."""

_LEADS = "牵头|主办|主责|(?<!业务)主管"
_ANSWERS = "责任|负责|实施|承办|承担|落实"
_SUPPORTS = "配合|协办|参与|协助|参加|支持|协同"
_OVERSEES = "(?:指导|督导|监督|督促|督办|督查|检查|考核)+"
"""Who guides or checks a measure does not lead it."""
_OF_WHAT = "(?:业务|技术|工作|行业|负责)?"
_BESIDE = f"(?P<support>{_OF_WHAT}(?:{_SUPPORTS}))|(?P<oversee>业务主管|{_OF_WHAT}{_OVERSEES})"
_PERSON = "(?:责任|负责|联系|经办|承办|主办|牵头|分管|主管|包保)(?:人员|人|领导|同志|电话|方式)(?:及?(?:联系)?电话)?|(?:监督|举报|咨询|投诉)?电话|手机|(?:完成|办结|整改)?(?:时限|时间|期限)"
"""What a cell tells besides units: a person in charge, a telephone, a time."""
_HEAD = regex(
    f"(?:主要|第一|直接|具体)?(?:(?P<person>{_PERSON})|(?P<lead>{_LEADS})|(?P<second>{_ANSWERS})|{_BESIDE})(?:单位|部门|地区|方)?[:：]"
)
_TAIL = regex(
    "(?:予以|给予|积极|全力|密切|共同|分别|联合|协同|组织|按照?各?自?职责(?:分工)?)*"
    f"(?:(?P<lead>{_LEADS}|负总责|统筹(?=[，,；;。]|$))(?:负责|抓总|推进|组织|实施|建设|推行|开展)*"
    f"|(?P<second>负责(?!人|{_OVERSEES})|承办|组织实施|抓好?落实)|(?P<support>(?:{_SUPPORTS})(?![率度者方面]|人员|单位|部门|政策|资金|企业))"
    f"|(?P<oversee>(?:负责)?{_OVERSEES}(?:落实|实施|执行|整改|推进)?(?=[，,；;。）)〕]|$)))"
)
_TAIL_OF_LIST = regex(f"(?:{SIGN})*(?:等[^，。；]{{0,8}})?{_TAIL.pattern}")
_SIGNS = "，,；;。、"
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_AHEAD = regex(f"[{re.escape(_SIGNS + _OPENING + _CLOSING)}]*由?")
_ALONE = regex(f"[{re.escape(_OPENING)}](?:{_LEADS})(?:单位|部门|方)?[{re.escape(_CLOSING)}]")
_SUPPORTS_ALONE = regex(
    f"[{re.escape(_OPENING)}](?:{_OF_WHAT}(?:{_SUPPORTS}|{_OVERSEES}))(?:单位|部门|方)?[{re.escape(_CLOSING)}]"
)
_BRACKET = regex(
    f"(?:{SIGN})*[{re.escape(_OPENING)}](?:(?P<lead>{_LEADS})|(?P<second>{_ANSWERS})|{_BESIDE})"
    f"(?:单位|部门|地区|方)?[{re.escape(_CLOSING)}]"
)
"""A remark that gives the part of the single name before it: 甲局（牵头）."""
_PARTNERS = regex(f"[{re.escape(_OPENING)}]?(?:会同|联合(?![会社体国办总党大]))")


def lead_parts(cell: str) -> list[Span]:
    """Return the parts of a cell that name leads; the whole cell where it gives nobody's part.

    >>> cell = "甲局牵头，乙局、丙局配合"
    >>> [cell[part.start : part.end] for part in lead_parts(cell)]
    ['甲局']
    """
    parts = list(_headed(cell)) or list(_tailed(cell))
    for wanted in ("lead", "second"):
        found = [span for part, span in parts if part == wanted]
        if found:
            return found
    return [_bare(cell, 0, len(cell))]


def _headed(cell: str) -> Iterator[tuple[str, Span]]:
    heads = list(_HEAD.finditer(cell))
    start = heads[0].start() if heads and heads[0].lastgroup in ("support", "oversee", "person") else 0
    if start:  # 甲局（配合单位：乙局）, 甲局 责任人：某人
        yield from list(_tailed(cell[:start])) or [("second", _bare(cell, 0, start))]
    for number, head in enumerate(heads, 1):
        end = heads[number].start() if number < len(heads) else len(cell)
        yield str(head.lastgroup), _bare(cell, head.end(), end)


def _tailed(cell: str) -> Iterator[tuple[str, Span]]:
    start, aside = 0, False
    for tail in _TAIL.finditer(cell):
        inside = max(cell.rfind(sign, start, tail.start()) for sign in _OPENING)
        aside = inside > start and tail.lastgroup in ("support", "oversee")
        if aside:
            alone = _SUPPORTS_ALONE.match(cell, inside)  # 甲局、乙局（配合）; without it, 甲局（乙局配合）
            end = max(start, *(cell.rfind(sign, start, inside) for sign in _SIGNS)) if alone else inside
            if end > start and (leading := _bare(cell, start, end)) and leading.end > leading.start:
                yield "second", leading
            start = end
        if tail.start() > start:
            yield str(tail.lastgroup), _bare(cell, start, tail.start())
        start = tail.end()
    if aside and (rest := _bare(cell, start, len(cell))).end > rest.start:  # 甲局（乙局配合）、丙局
        yield "second", rest


def _bare(cell: str, start: int, end: int) -> Span:
    """Return a stretch of a cell without the signs, the brackets and the 由 around it; it keeps both brackets of a name."""
    found = _AHEAD.match(cell, start, end)
    start = found.end() if found else start
    while end > start and (cell[end - 1] in _SIGNS + _OPENING or _closes_nothing(cell[start:end])):
        end -= 1
    return Span(start, end)


def _closes_nothing(words: str) -> bool:
    """Return whether words end with a closing bracket that they do not open."""
    at = _CLOSING.find(words[-1])
    return at >= 0 and words.count(_CLOSING[at]) > words.count(_OPENING[at])


def marked_alone(cell: str, part: Span, name: str) -> int:
    """Return how many characters of a part precede the single name marked by the bracket behind it: 甲局、乙局（牵头）."""
    before = part.end - len(name)
    alone = cell.endswith(name, part.start, part.end) and _ALONE.match(cell, part.end)
    return before - part.start if alone and before > part.start and not cell[before - 1].isalnum() else 0


def without_partners(cell: str, last: str) -> int:
    """Return the end of a list that names only the units before 会同 or 联合, which may lead alone."""
    joined = _PARTNERS.search(cell)
    return joined.start() if joined and last not in cell[joined.start() :] else len(cell)


def part_of(words: str, span: Span, known: borders.Known) -> Part | None:
    """Return the part that the words around a unit's name give it; None where they give none."""
    own = _BRACKET.match(words, span.end)
    if own:
        return own.lastgroup  # type: ignore[return-value]
    heads = list(_HEAD.finditer(re.split("[。；;]", words[max(span.start - 120, 0) : span.start])[-1]))
    if heads:
        return None if heads[-1].lastgroup == "person" else heads[-1].lastgroup  # type: ignore[return-value]
    at = span.end
    while (joined := borders.JOINED.match(words, at)) and (name := borders.begins_at(words, joined.end(), known)):
        at = joined.end() + len(name)
    tail = _TAIL_OF_LIST.match(words, at)
    return tail.lastgroup if tail else None  # type: ignore[return-value]


_OVERSIGHT = regex(f"(?:责任|负责|落实情况|落实|实施)?{_OVERSEES}(?:责任|实施|落实|情况)?")
"""Oversight with a word beside it that would else tell who answers for a measure: 监督责任单位, 负责指导."""
_OVERSEEN = regex(f"[被受]{_OVERSEES}")
_TOLD: dict[str, re.Pattern[str]] = {
    "lead": regex(f"{_LEADS}|主导|总责|抓总|统筹"),
    "responsible": regex(f"{_ANSWERS}|组织|主责|主管|执行"),
    "guiding": regex("[指督]导"),
    "supporting": regex(f"{_SUPPORTS}|协作|支撑"),
    "supervising": regex("监[督管]|督促|督办|督查|督导|检查|考核"),
    "participant": regex("参[与加]|成员"),
    "pilot-site": regex("试点"),
    "submitter": regex("申报|报送|推荐|上报"),
    "listed": regex(""),
}
"""Words that say what the units of a list are."""
_SAYS_ROLE = regex(f"(?:{_LEADS}|{_ANSWERS}|{_SUPPORTS}|{_OVERSEES})(?:单位|部门|[:：]|负责|[）)。，；]|$)")
"""A role in a list: the names in it may hold the same words (质量监督站)."""
_FIRST = regex("首|第一|在前|最前|前列|打头")
_NO_LEADS = regex(
    f"{_SUPPORTS}|{_OVERSEES}|监察|评审|审核|试点|受益|共建|推广|发文|抄送|主送"
    "|联系|电话|序号|做法|成效|成果|举措名称|创新举措|备注|时限|时间|进度"
)
_OF_UNITS = regex("单位|部门|主体|地区|区域|[区县市]$|机构|责任|牵头|负责|主办|来源|申报|报送|推荐")


def basis_fault(leads: Leads, quoted: str) -> Fault | None:
    """Return what is wrong with the role recorded for lists of units, or with its basis, judged by the words quoted for it."""
    if _tells(leads, quoted) or _tells(leads, simplified(quoted)):  # 責任單位
        return None
    if leads.role == "lead" and leads.basis in ("column-heading", "stated-lead") and _reads(quoted):
        return Fault("basis", "lead-not-stated", *NOT_STATED)
    fault = _NOT_OF_LEADS[leads.basis] if leads.role == "lead" else ANOTHER_ROLE
    return Fault("quote", "not-of-leads", *fault)


def heads_column(role: str, quoted: str) -> bool:
    """Return whether a heading says that the units of its column have a role: 配合单位."""
    told = _TOLD.get(role)
    return bool(told and told.search(_OVERSEEN.sub("", simplified(quoted))))


def _tells(leads: Leads, quoted: str) -> bool:
    bare = _OVERSEEN.sub("", quoted)
    if leads.basis == "bare-list":
        return leads.role == "listed" and not _SAYS_ROLE.search(bare)
    if leads.role != "lead":
        beside = leads.role == "responsible" and _OVERSIGHT.search(bare)
        return not beside and bool(_TOLD[leads.role].search(bare)) and leads.basis not in ("stated-lead", "reading")
    if leads.basis == "reading":
        return _reads(quoted)
    if leads.basis in ("column-heading", "stated-lead"):
        return bool(_TOLD["lead"].search(bare))
    if leads.basis == "first-place-rule":
        return bool(_FIRST.search(quoted))
    return not (_OF_UNITS.fullmatch(quoted[-2:]) or re.fullmatch("序号|.{0,6}名称|备注", quoted))


def _reads(quoted: str) -> bool:
    """Return whether a heading or a sentence can be read as one of units that lead, though it may not say so."""
    quoted = _OVERSEEN.sub("", quoted)
    if _OVERSIGHT.search(quoted):
        return False
    return bool(re.search(_ANSWERS, quoted)) or bool(_OF_UNITS.search(quoted) and not _NO_LEADS.search(quoted))


NOT_STATED = (
    Text("These words do not say that the units lead.", "所引文字未写明这些单位为牵头单位。"),
    Text(
        "Write `role: responsible` for 责任单位 and 负责, `role: listed` where no role is printed; if you read the list as one of leads, `basis: reading`.",
        "“责任单位”“负责”写 `role: responsible`；未写明角色的写 `role: listed`；编者理解为牵头的，写 `basis: reading`。",
    ),
)
ANOTHER_ROLE = (
    Text("These words do not say that the units have this role.", "所引文字未写明这些单位具有此角色。"),
    Text(
        "Quote the words that say so, with `basis: column-heading` or `stated-action`, or write the role that is printed; `bare-list` is a list that prints none.",
        "请引用写明角色的文字，依据写 `column-heading` 或 `stated-action`；或按原文填写角色。未印角色的名单，依据写 `bare-list`。",
    ),
)
_NOT_OF_LEADS: dict[codes.RoleBasis, tuple[Text, Text]] = {
    "column-heading": (
        Text("This is not the heading of a column of leads.", "此栏目所列并非牵头单位。"),
        Text(
            "Quote the heading of the units that lead (牵头单位); other units have another role, or are participants.",
            "请引用牵头单位一栏的标题（如“牵头单位”）；其他单位填写其角色，或列为参与者。",
        ),
    ),
    "bare-list": (
        Text("A list that prints no role does not say who leads.", "未注角色的名单不能说明由谁牵头。"),
        Text("Write `role: listed`, or choose another basis.", "请写 `role: listed`，或改用其他依据。"),
    ),
    "reading": (
        Text("These words cannot be read as a heading of leads.", "所引文字不能理解为牵头单位一栏。"),
        Text(
            "Quote the heading of the units (单位名称), or write the role that is printed.",
            "请引用单位一栏的标题（如“单位名称”），或按原文填写角色。",
        ),
    ),
    "stated-lead": (
        Text("These words do not say who leads.", "所引文字未写明由谁牵头。"),
        Text("Quote the words that say so (牵头), or choose another basis.", "请引用写明牵头的文字，或改用其他依据。"),
    ),
    "first-place-rule": (
        Text("These words do not state a rule that the first unit leads.", "所引文字不是“首位为牵头”的规则。"),
        Text("Quote the rule, or choose another basis.", "请引用该规则，或改用其他依据。"),
    ),
    "stated-action": (
        Text("These words do not say what a unit does.", "所引文字未写明单位做了什么。"),
        Text("Quote words that do, or choose another basis.", "请引用写明其行为的文字，或改用其他依据。"),
    ),
}
SUPPORTS = (
    Text("This unit supports, guides or checks; it does not lead.", "该单位为配合、指导或监督单位，并非牵头。"),
    Text(
        "Move it to `participants`, with the role `supporting`, `guiding` or `supervising`.",
        "请移至 `participants`，角色写 `supporting`、`guiding` 或 `supervising`。",
    ),
)
