"""Place the other documents that a notice names, and check what it is said to have to do with them."""

import re
from collections.abc import Container

from tongbao import model
from tongbao.errors import Text
from tongbao.load.days import check_day
from tongbao.load.facts import Fact
from tongbao.load.notes import Notes
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Scopes
from tongbao.model import codes
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_SAY: dict[codes.ReferenceKind, re.Pattern[str]] = {
    "basis": regex("根据|依据|按照?|依照|遵照|落实|贯彻|执行|精神|要求|部署|规定"),
    "forwards": regex("转发|批转"),
    "issues": regex("印发|发布|公布|下发"),
    "replies-to": regex("请示|来函|来文|报告|收悉|你[市省县区厅局委]|批复"),
    "repeals": regex("废止|失效|停止执行|不再执行"),
    "amends": regex("修改|修订|修正|调整"),
    "corrects": regex("更正|勘误|订正"),
}
"""Words that the sentence of a reference must have for each kind; a mere mention needs none."""


def place_references(at: Placer, record: model.Notice, ids: Container[str]) -> tuple[Fact[model.Reference], ...]:
    """Place the references of a notice; ``ids`` are those of all notices in the dataset."""
    found = []
    at.unique([(reference.id, ("references", i, "id")) for i, reference in enumerate(record.references)])
    for i, reference in enumerate(record.references):
        path: Path_ = ("references", i)
        span = at.find(reference.quote, Scopes([at.source.whole]), (*path, "quote"))
        if not (reference.title or reference.number or reference.notice):
            at.note("reference-empty", *_EMPTY, path)
        if reference.notice:
            known_notice(at.notes, reference.notice, record.id, ids, (*path, "notice"))
        if reference.date:
            at.date(reference.date, (*path, "date"), span)
        at.printed_words(reference, span, path)
        says = _SAY.get(reference.kind)
        if span is not NOWHERE and says:
            around = at.prints.whole_sentence(span)
            words = at.source.words[around.start : around.end]
            if not (says.search(words) or says.search(simplified(words))):
                at.note("reference-contradicted", *_contradicted(reference.kind, says.pattern), (*path, "kind"))
        found.append(Fact(reference, span))
    return tuple(found)


def check_state(notes: Notes, record: model.Notice, ids: Container[str]) -> None:
    """Check that the state of a notice has a basis, and that the documents beside it exist."""
    state = record.state
    if state is None:
        return
    if not _rests(state):
        notes.note("state-without-basis", *_NO_BASIS, ("state", "basis"))
    if state.replaced_by:
        known_notice(notes, state.replaced_by, record.id, ids, ("state", "replaced-by"))
    source = state.said_in
    if source and not (source.notice or source.title or source.number):
        notes.note("reference-empty", *_EMPTY, ("state", "said-in"))
    if source and source.date:
        check_day(notes.note, source.date, ("state", "said-in", "date"))
    if source and source.notice:
        known_notice(notes, source.notice, record.id, ids, ("state", "said-in", "notice"))


def known_notice(notes: Notes, notice: str, own: str, ids: Container[str], path: Path_) -> None:
    """Check that an id is that of another notice of the dataset."""
    if notice in ids and notice != own:
        return
    key = str(path[-1])
    what = Text(f"There is no other notice {notice!r} here.", f"此处没有另一份公文 {notice!r}。")
    cure = Text(f"Add that notice, or correct `{key}`.", f"请添加该公文，或改正 `{key}`。")
    notes.note("unknown-notice", what, cure, path)


def _rests(state: model.StateNow) -> bool:
    """Return whether a state has a basis: its own words can only say until when a notice holds."""
    own = {"later-notice", "own-words"}
    bases = {"valid": {"nothing-known", *own}, "expired": own, "partly-expired": own}
    return state.basis in bases.get(state.value, {"later-notice"})


_NO_BASIS = (
    Text("This basis cannot show this state.", "此依据不足以说明这一效力状态。"),
    Text(
        "Write `basis: later-notice`; where the notice says itself until when it holds, `value: expired` and `basis: own-words`.",
        "请写 `basis: later-notice`；本文自载有效期限且已届满的，写 `value: expired`、`basis: own-words`。",
    ),
)
_EMPTY = (
    Text("Nothing says which document is meant.", "未写明所指的是哪份文件。"),
    Text("Write its `title`, its `number`, or the id of its `notice`.", "请写其 `title`、`number`，或 `notice` 标识。"),
)


def _contradicted(kind: str, words: str) -> tuple[Text, Text]:
    listed = "、".join(re.findall("[\u4e00-\u9fff]{2,}", words)[:4])
    return (
        Text(f"Nothing in the sentence says {kind!r} ({listed}).", f"这句话没有表示 {kind!r} 的文字（{listed}）。"),
        Text(
            "Write the kind that the words state; `mentions` where they state none.",
            "请按原文填写；未写明关系的，写 `mentions`。",
        ),
    )
