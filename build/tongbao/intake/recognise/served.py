"""Whom the text of a measure says it serves, and the loans, insurances and funds that it names."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.passage import Passage, Stated, kind_of, vocabulary
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span

_WHOM = "name: whether the measure serves them, and their whole name 是否为受益对象，名称是否完整"
_UNQUOTED = (
    "name, kind: whether this is the whole name of an instrument, and of which kind 是否为金融工具的完整名称，属何类"
)


@cache
def _nouns() -> tuple[str, tuple[tuple[re.Pattern[str], str, str], ...]]:
    """Return the nouns for those served, and each with its kind and its id."""
    listed = vocabulary()["beneficiaries"]["nouns"]
    each = tuple((expression(f"(?:{one['words']})$"), one["kind"], one["id"]) for one in listed)
    return "|".join(one["words"] for one in listed), each


class _Wording(NamedTuple):
    """Words by which somebody is said to be served."""

    pattern: re.Pattern[str]
    begins: bool = False
    """Whether they begin a clause; they may go on beyond it."""
    doubted: bool = False


@cache
def _served() -> tuple[_Wording, ...]:
    """Return the wordings: 惠及…, 为…提供, …可享受, and those that the file lists."""
    words = vocabulary()["beneficiaries"]
    own, listed = _name_patterns()
    between = f"(?:了|到|广大|更多|全市|全省|全区|全县|辖区|各类)*(?:{words['counts']})?"
    enjoys = f"(?:(?<=[，。；、])|^|经[^，。；]{{2,8}}的){listed}(?=(?:均|即|都)?(?:可以?|能够?)?(?:{words['enjoys']}))"
    filled = {"NAMES": listed, "OWN": own, "NOUNS": _nouns()[0], "COUNTS": words["counts"]}
    said = [
        _Wording(expression(f"(?:{words['strong']}){between}{listed}")),
        _Wording(expression(f"(?:{words['gives']}){between}{listed}(?=[^，。；]{{0,12}}?(?:{words['behind']}))")),
        _Wording(expression(f"(?:{words['weak']}){between}{listed}"), doubted=True),
        _Wording(expression(enjoys)),
    ]
    for key in ("subjects", "others", "subjects-perhaps", "others-perhaps"):
        for one in words[key]:
            pattern = re.sub("[A-Z]{3,}", lambda name: filled[name[0]], one)
            said.append(_Wording(expression(pattern), key.startswith("subjects"), key.endswith("perhaps")))
    return tuple(said)


def _name_patterns() -> tuple[str, str]:
    """Return the pattern of one name of those served, and that of a list of them."""
    words, nouns = vocabulary()["beneficiaries"], _nouns()[0]
    own = f"(?:(?!{words['no-head']})[^，。；、：“”《》（）的0-9０-９和与及]){{0,8}}?(?:{nouns})+"
    return own, f"(?P<name>{own}(?:[、和及与]{own})*)"


def beneficiaries(passage: Passage) -> Iterator[Stated]:
    """Yield those served, each once: 惠及6.9万常住人口, 为小微企业提供, 让参保群众享受."""
    seen: set[str] = set()
    for clause in passage.clauses:
        for wording, found in _said(passage, clause):
            for name in _names(passage, Span(*found.span("name"))):
                if passage.text(name) not in seen and not _in_title(passage, clause, name):
                    seen.add(passage.text(name))
                    asked = _WHOM if wording.doubted else ""
                    quote = Span(found.start(), max(clause.end, found.end()))
                    yield _beneficiary(passage, quote, name, asked=asked)


def _said(passage: Passage, clause: Span) -> Iterator[tuple[_Wording, re.Match[str]]]:
    for wording in _served():
        if not wording.begins:
            yield from ((wording, found) for found in wording.pattern.finditer(passage.words, *clause))
        elif found := wording.pattern.match(passage.words, clause.start, min(clause.end + _BEYOND, passage.span.end)):
            yield wording, found


_BEYOND = 24
"""How far behind a clause its wording may go on, in characters."""


def _beneficiary(passage: Passage, quote: Span, name: Span, *, asked: str) -> Stated:
    text = passage.text(name)
    kind, stem = next(((kind, stem) for noun, kind, stem in _nouns()[1] if noun.search(text)), _by_head(text))
    said: dict[str, Value] = {"name": passage.printed(name), "kind": kind}
    return Stated("beneficiaries", said, quote, stem, asked)


def _by_head(text: str) -> tuple[str, str]:
    heads: dict[str, str] = vocabulary()["beneficiaries"]["heads"]
    kind = next((kind for head, kind in heads.items() if head in text), "people")
    return kind, kind


def _in_title(passage: Passage, clause: Span, name: Span) -> bool:
    before = passage.text(Span(clause.start, name.start))
    return before.count("《") > before.count("》")


def _names(passage: Passage, span: Span) -> Iterator[Span]:
    """Yield each of the names in a list: 企业群众 are two; one with its own description is whole."""
    if "的" in passage.text(span):
        yield span
        return
    at = span.start
    for part in re.split("([、和及与])", passage.text(span)):
        end = at + len(part)
        two = re.match(vocabulary()["beneficiaries"]["pairs"], part)
        if two:
            yield Span(at, at + two.end(1))
            yield Span(at + two.end(1), end)
        elif len(part) > 1:
            yield Span(at, end)
        at = end


def instruments(passage: Passage) -> Iterator[Stated]:
    """Yield the loans, insurances, funds and grants named, each once: “园区贷”, 发放一次性吸纳就业补贴."""
    kinds = vocabulary()["instruments"]["kinds"]
    ends, none = "|".join(kinds.values()), vocabulary()["instruments"]["none"]
    seen: set[str] = set()
    quoted = expression(f"“(?P<name>[^“”、，]{{1,24}}(?:{ends}))”")
    bare = expression(
        f"(?:{vocabulary()['instruments']['gives']})(?:[0-9.]+[千百万亿]*元的?)?(?P<name>[^，。；、：“”《》（）的了0-9０-９]{{2,16}}?(?:基金|补贴|补助|津贴|奖励金|奖补资金|债券))(?=$|[，。；、0-9０-９每标共近约超余和及])"
    )
    for clause in passage.clauses:
        for pattern, asked in ((quoted, ""), (bare, _UNQUOTED)):
            for found in pattern.finditer(passage.words, *clause):
                name = Span(found.start("name"), found.end("name"))
                kind = kind_of(passage.text(name), kinds)
                if kind and not re.fullmatch(none, passage.text(name)) and passage.text(name) not in seen:
                    seen.add(passage.text(name))
                    yield Stated("instruments", {"name": passage.printed(name), "kind": kind}, clause, kind, asked)
