"""The dated events in the text of a measure: 2023年5月上线, 于2024年3月挂牌."""

import re
from collections.abc import Iterator

from tongbao.intake.recognise.passage import Passage, Stated, dated, is_whole, vocabulary
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span
from tongbao.printed import PrintedDate
from tongbao.printed.patterns import regex

_FAR = "what: what happened on this date 该日期发生何事"
_TAIL = regex("(?:以来|之后|以后|后|起|至今)$")
_LEAD = regex("^(?:[，,起]|以来|正式|已|就|便|，)*")
_SINCE = regex("以来")
_NUMBER = regex("[0-9０-９]")


def events(passage: Passage) -> Iterator[Stated]:
    """Yield what happened at each date, as far as a verb tells: in the clause of the date, or in one behind it alone."""
    words = vocabulary()["events"]
    kinds = [(kind, expression(f"(?:{verbs})")) for kind, verbs in words["verbs"].items()]
    for sentence in passage.sentences:
        found = passage.dates(sentence)
        for number, date in enumerate(found):
            until = found[number + 1].start if number + 1 < len(found) else sentence.end
            if is_whole(date) and not _is_ahead(passage, date):
                yield from _event(passage, date, until, kinds)


def _is_ahead(passage: Passage, date: PrintedDate) -> bool:
    """Return whether a date is a deadline, or a period up to now."""
    words, before = vocabulary()["events"], passage.words[max(date.start - 10, passage.span.start) : date.start]
    return bool(
        expression(words["due"]).match(passage.words, date.end)
        or re.search(words["until"], before)
        or re.match("度(?!.{0,6}(?:启动|印发))|[、至—~-]", passage.words[date.end : date.end + 8])
        or passage.words[date.end - 1] == "度"
    )


def _event(
    passage: Passage, date: PrintedDate, until: int, kinds: list[tuple[str, re.Pattern[str]]]
) -> Iterator[Stated]:
    """Yield the event of a date: the first clause from its own with a verb for one, not beyond the next date."""
    own = passage.clauses_of(Span(date.start, until))
    for number, clause in enumerate(own):
        begin = date.end if not number else clause.start
        found = _first(passage, Span(begin, clause.end), kinds)
        if not found:
            if not number and clause.end > date.end:
                return  # what the date belongs to stands beside it, and is no event
            continue
        verb, kind = found
        figures = _NUMBER.search(passage.text(Span(verb, clause.end)))
        if figures and kind in ("built", "done"):
            return  # 2023年建成充电桩1200个: a figure of the year
        quote = Span(clause.start if not number and clause.start < date.start else date.start, clause.end)
        yield Stated(
            "events",
            {"what": _what(passage, date, clause, number), **dated(date)},
            quote,
            kind,
            _FAR if number > 1 else "",
        )
        return


def _first(passage: Passage, span: Span, kinds: list[tuple[str, re.Pattern[str]]]) -> tuple[int, str] | None:
    found = [(one.start(), kind) for kind, verb in kinds if (one := verb.search(passage.words, *span))]
    return min(found, default=None)


def _what(passage: Passage, date: PrintedDate, clause: Span, number: int) -> str:
    """Return what happened: the words of the clause without its date."""
    if number:
        return passage.printed(clause)
    before = re.sub("(?:于|在|自|从)$", "", passage.printed(Span(clause.start, date.start)))
    after = _LEAD.sub("", passage.printed(Span(date.end, clause.end)))
    since = _SINCE.search(after)
    after = after[: since.start()] if since else after
    return before + _TAIL.sub("", after)
