"""The other documents that the text of a notice names: its basis, what it forwards, issues, repeals or answers."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tongbao.intake.recognise.asking import wording
from tongbao.intake.recognise.passage import Passage
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.number import NUMBER, plain_number
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_TITLE = regex("《((?:[^《》]|《[^《》]*》)+)》")
_NUMBER_BEHIND = regex("[（(](?P<number>[^（()），,、；]{3,40}号)(?=[）)，,、；])[^（()）]*[）)]")
_SHORT = regex("(?:以下|下)?(?:简|统)称[为：:]?[“《]?([^“”《》（）()]{1,30})")
_ASIDE = regex("《(?:[^《》]|《[^《》]*》)*》|[（(][^（()）]*[）)]|[、和及与]")
_FAR = 200
"""How far around a name the words that say what it is are looked for, in characters."""
_AGENCY = regex("[一-鿿]{2,12}(?=[〔\\[（(【])")


class Reference(NamedTuple):
    """A document that is named: what the notice has to do with it, its title and number, and the words that name it."""

    kind: str
    title: str
    number: str
    quote: Span
    is_sure: bool


def references(passage: Passage) -> Iterator[Reference]:
    """Yield the documents that one paragraph names, each as often as it does."""
    shorts: set[str] = set()
    for found in _TITLE.finditer(passage.words, *passage.span):
        before = passage.words[max(found.start() - 8, passage.span.start) : found.start()]
        behind = _NUMBER_BEHIND.match(passage.words, found.end(), passage.span.end)
        aside = expression("[（(][^（()）]*[）)]").match(passage.words, found.end(), passage.span.end)
        shorts |= {one[1] for one in _SHORT.finditer(aside[0])} if aside else set()
        if _SHORT.search(before + "某") or found[1] in shorts:
            continue
        end = behind.end() if behind else found.end()
        kind = _kind(passage, found.start(), aside.end() if aside else found.end())
        number = passage.printed(Span(behind.start("number"), behind.end("number"))) if behind else ""
        if behind and not NUMBER.fullmatch(plain_number(behind["number"])):
            number, end = "", found.end()
        yield Reference(
            kind or "mentions", passage.printed(Span(*found.span(1))), number, Span(found.start(), end), bool(kind)
        )
    yield from _numbers(passage)


def _numbers(passage: Passage) -> Iterator[Reference]:
    """Yield the documents that are named by their number alone: 根据江政办〔2022〕5号文件."""
    plain = plain_number(passage.text(passage.span))
    for found in _AGENCY.finditer(plain):
        whole = NUMBER.match(plain, found.start())
        before = plain[max(found.start() - _FAR, 0) : found.start()]
        alone = before.count("（") == before.count("）")
        if not whole or not alone:
            continue
        words = expression(f".*(?:{'|'.join(_before().values())})").match(found[0])
        begin = found.start() + (words.end() if words else 0)
        span = Span(passage.span.start + begin, passage.span.start + whole.end())
        kind = _kind(passage, span.start, span.end)
        if kind:
            yield Reference(kind, "", passage.printed(span), span, is_sure=False)


@cache
def _before() -> Mapping[str, str]:
    words: Mapping[str, str] = wording()["references"]["before"]
    return words


def _kind(passage: Passage, start: int, end: int) -> str:
    """Return what the words around the name of a document say of it; nothing where they say nothing."""
    words = wording()["references"]
    sentence = passage.sentence(start)
    before = _ASIDE.sub("", passage.words[max(sentence.start, start - _FAR) : start])[-40:]
    behind = _ASIDE.sub("", passage.words[end : min(sentence.end, end + _FAR)])[:60]
    for kind, verbs in _before().items():
        if re.search(f"(?:{verbs})[^，。；]{{0,16}}$", before):
            return kind
    for kind, verbs in words["behind"].items():
        if re.match(f"{words['between']}(?:{verbs})", behind):
            return str(kind)
    return ""
