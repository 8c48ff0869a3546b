"""Why a notice was issued, and what it asks of its readers, as its text says."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tongbao.intake.recognise.passage import Passage
from tongbao.intake.recognise.vocabulary import expression, words_in
from tongbao.load.source import Span


@cache
def wording() -> Mapping[str, Any]:
    """Return the words by which the parts of a notice's text are known."""
    found: Mapping[str, Any] = words_in("notice")
    return found


def purposes(passage: Passage) -> Iterator[tuple[Span, bool]]:
    """Yield the purposes that a paragraph states, as whole clauses, and whether the words leave no doubt.

    为提升服务水平，促进互学互鉴，现将…: the purpose ends where the notice says what it does.
    """
    words = wording()["purposes"]
    begins, ends = expression(words["begins"]), expression(words["ends"])
    for sentence in passage.sentences:
        own = passage.clauses_of(sentence)
        first = next((n for n, one in enumerate(own) if begins.match(passage.words, one.start)), None)
        if first is None:
            continue
        last = next((n for n in range(first + 1, len(own)) if ends.match(passage.words, own[n].start)), None)
        verb = re.match(f"为了?(?:{words['verbs']})", passage.text(own[first]))
        if last or not first:
            yield Span(own[first].start, own[last - 1 if last else first].end), bool(last and (verb or not first))


def requirements(passage: Passage) -> Iterator[tuple[Span, bool]]:
    """Yield what a paragraph asks of its readers, from the clause that asks to the end of the sentence."""
    words = wording()["requirements"]
    asks, whom, more = (expression(words[key]) for key in ("asks", "whom", "more"))
    goes_on = False
    for sentence in passage.sentences:
        own = passage.clauses_of(sentence)
        for clause in own:
            asked = asks.match(passage.words, clause.start)
            told = whom.match(passage.words, clause.start, clause.end)
            if asked or told or (goes_on and clause is own[0] and more.match(passage.words, clause.start)):
                yield Span(clause.start, own[-1].end), bool(asked or (told and clause is own[0]))
                goes_on = True
                break
        else:
            goes_on = False
