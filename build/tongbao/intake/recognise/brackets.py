"""The units that a bracket or a cell names, by role: 市应急局牵头，市住建局配合；完成时限：2025年底."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tongbao.intake.recognise.table import column_of, is_body, names_in
from tongbao.printed.patterns import regex

NAMES_BODY = regex("[局委办院会厅部府司校队站所]|中心|集团|公司|单位|部门|银行|电网|法院|海关")
"""A word that ends the name of a body."""


class Part(NamedTuple):
    """Some of the units that a bracket names: the word for their role, the code of it, and their names."""

    word: str
    role: str
    names: str


_LABELLED = regex("(?P<label>[^：:]{2,10})[：:](?P<names>.+)", re.DOTALL)
_ACTS = (
    ("牵头", "lead"),
    ("主办", "lead"),
    ("协办", "supporting"),
    ("配合", "supporting"),
    ("协助", "supporting"),
    ("支持", "supporting"),
    ("协同", "supporting"),
    ("参与", "participant"),
    ("参加", "participant"),
    ("指导", "guiding"),
    ("监督", "supervising"),
    ("督导", "supervising"),
    ("负责", "responsible"),
    ("承担", "responsible"),
    ("承办", "responsible"),
    ("实施", "responsible"),
    ("落实", "responsible"),
)
_BESIDE = "配合|协助|支持|协同(?!负责|牵头|落实|实施|承担)|参与|参加|指导|监督|督导"
"""Verbs of those who stand beside the ones responsible."""
_DONE = regex(
    f"(?P<names>[^，,]+?(?:[，,](?![^，,]*(?:{_BESIDE}))[^，,]+)*?)(?P<verb>{_BESIDE}|{'|'.join(verb for verb, _ in _ACTS if verb != '协同')})(?!管理|[局站所室处科]|中心|总局|大队|支队)"
    "(?:(?!会同)[^，,、]{1,10}(?<![局委办院会厅部府司队站所区县])(?=[，,]|$))?"
)
"""Names and the verb that tells their role, with what it governs: 市公安局负责指导，各区政府实施."""


_DONE_LAST = regex(f"(?P<names>.+?)(?P<verb>牵头|主办|协办|{_BESIDE})", re.DOTALL)
"""Names with the verb at their end that tells their role."""


def parts_of_bracket(bracket: str) -> tuple[tuple[Part, ...], str]:
    """Return the units that a bracket names, by role, and its deadline.

    >>> parts_of_bracket("（牵头单位：市工信局；配合单位：市大数据局；完成时限：2025年底）")
    ((Part(word='牵头单位', role='lead', names='市工信局'), Part(word='配合单位', role='supporting', names='市大数据局')), '2025年底')
    >>> parts_of_bracket("（市应急局牵头，市住建局、市农业农村局配合）")[0]
    (Part(word='牵头', role='lead', names='市应急局'), Part(word='配合', role='supporting', names='市住建局、市农业农村局'))
    """
    inside = bracket.strip()
    closed = len(re.findall(r"[（(〔【\[]", inside)) == len(re.findall(r"[）)〕】\]]", inside))
    if inside[:1] in ("（", "(", "〔", "【", "["):
        inside = inside[1:-1] if closed else inside[1:]
    inside = _BEHIND_NAME.sub(r"\1；", inside)
    inside = _LABELS.sub("；", re.sub(r"[（(]([^（()）]*(?:牵头|配合|负责))[）)]", r"；\1", inside))
    parts, deadline = list[Part](), ""
    label: Part | None = None  # goes on behind a semicolon: 责任单位：市教育局；市财政局. Not so of leads, who are few.
    for piece in filter(None, map(str.strip, re.split("[；;。\n]", inside))):
        labelled = _LABELLED.fullmatch(piece)
        if labelled and column_of(labelled["label"])[0] == "deadline":
            deadline = labelled["names"]
        elif labelled:
            role = column_of(labelled["label"])[1]
            label = Part(labelled["label"], role, "") if role != "lead" else None
            parts += _of_label(labelled["label"], labelled["names"])
        else:
            rest, until = _without_time(piece)
            deadline = until or deadline
            acting = [*_acting(rest)] if rest else []
            parts += [part if part.role or not label else label._replace(names=part.names) for part in acting]
    return tuple(_joined(parts)), deadline


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts, those behind one label as one."""
    for (word, role), same in groupby(parts, key=lambda part: part[:2]):
        own = [*same]
        if word.endswith(("单位", "部门", "主体")):
            yield Part(word, role, "；".join(part.names for part in own))
        else:
            yield from own


def _of_label(label: str, names: str) -> Iterator[Part]:
    """Yield the units behind a label; some of them may have a verb that gives them another role: 牵头单位：市卫健委，市医保局配合."""
    role, own = column_of(label)[1], list[str]()
    for piece in names.split("，"):
        done = _DONE_LAST.fullmatch(piece)
        own += [] if done else [piece]
        if done:
            yield from [Part(label, role, "，".join(own))] if own else []
            own = []
            yield Part(done["verb"], dict(_ACTS)[done["verb"]], _TOGETHER.sub("", done["names"]))
    if rest := "，".join(own).rstrip("，,"):
        yield Part(label, role, rest)


_BEHIND_NAME = regex("[（(](牵头|主办|配合|协办|协助|负责|参与)(?:单位|部门)?[）)][、，,；;]?")
"""A bracket that tells the role of the name before it: 市税务局（牵头）、市民政局."""
_LABELS = regex("[，,；;。 \u3000]*(?=(?:牵头|责任|主办|配合|协办|承办|完成|办结)[^：:，,；;。]{0,6}[：:])")
"""Where a label begins, whatever stands before it: 牵头单位：市教育局，完成时限：2024年12月."""
_TIME = regex(
    "[^，,]*(?:(?:[0-9]{4}年|年|月|季度)[^，,]*(?:前|底|完成|内)|长期(?:坚持|推进)?|持续推进|全年)[^，,]{0,6}$"
)


def _without_time(piece: str) -> tuple[str, str]:
    """Take the time by which it is to be done from the end of a piece: 市商务局负责，2024年10月底前完成."""
    head, comma, last = piece.rpartition("，")
    if _TIME.fullmatch(last) and not NAMES_BODY.search(last):
        return head if comma else "", last
    return piece, ""


def _acting(piece: str) -> Iterator[Part]:
    """Yield the units of a bracket in which verbs tell the roles: 市财政局会同市工信局负责; those without a verb have none."""
    piece = _TOGETHER_BETWEEN.sub("", piece)
    done, at = list(_DONE.finditer(piece)), 0
    if not done:
        yield Part("", "", piece)
    for found in done:
        yield from _without_verb(piece[at : found.start()])
        at = found.end()
        role = dict(_ACTS)[found["verb"]]
        names = _TOGETHER.sub("", found["names"].lstrip("，,、由"))
        first, joined, others = names.partition("会同")
        if first.rstrip("，,"):
            yield Part(found["verb"], role, first.rstrip("，,"))
        if joined:
            # A comma ends the family of names that 会同 joins.
            beside, _, again = others.replace(",", "，").partition("，")
            yield Part("会同", "joining", beside)
            if again:
                yield Part(found["verb"], role, again)
    behind = piece[at:].lstrip("，,") if done else ""
    if behind.startswith("会同"):
        yield Part("会同", "joining", behind.removeprefix("会同"))
    elif joining := _JOINED_LAST.fullmatch(behind):
        yield Part("会同", "joining", joining["names"])
    else:
        yield from _without_verb(behind)


def _without_verb(words: str) -> Iterator[Part]:
    """Yield names beside others that have a verb; nothing where the words are no names."""
    bare = _TOGETHER.sub("", words.strip("，,、 "))
    names = names_in(bare)[0] if bare else []
    if names and all(name.is_group or is_body(name.words) for name in names):
        yield Part("", "", bare)


_JOINED_LAST = regex("(?P<names>[^，,]+)会同", re.DOTALL)
_WORDS_TOGETHER = (
    "(?:为主|分别|共同|联合|各自|具体|协同(?=负责|牵头|落实|实施|承担|$)|组织|统一|分工|按(?:照|各自)?职责(?:分工)?)+"
)
_TOGETHER = regex(f"{_WORDS_TOGETHER}$")
_TOGETHER_BETWEEN = regex(f"{_WORDS_TOGETHER}(?=[，,])")


def role_of(word: str) -> str:
    """Return the role that the word of a bracket or the heading of a column names; nothing where it names none.

    >>> role_of("配合单位"), role_of("分别负责"), role_of("会同"), role_of("单位名称")
    ('supporting', 'responsible', 'joining', '')
    """
    if word == "会同":
        return "joining"
    return column_of(word)[1] or next((role for verb, role in _ACTS if verb in word), "")
