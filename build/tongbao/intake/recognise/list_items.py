"""The recipients that a line of a list names: bodies, places, persons with body and post, projects with who did them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.persons import ASIDE, body_and_post, is_name, person
from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.table import names_in
from tongbao.intake.recognise.whom import read_whom
from tongbao.intake.recognise.whom_words import Kind, any_of
from tongbao.intake.stored import Line
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

LONGEST = 90
"""The longest item of a list, in characters."""
_BRACKETS = regex("(?P<name>.+?)(?:[（(](?P<inside>[^（）()]{2,80})[)）]|[—－-]{1,2}(?P<behind>.{2,60}))")


def is_body(words: str, known: Known) -> bool:
    """Return whether words have the form of a body's name."""
    return bool(known(words) or (any_of("bodies").search(words) and not any_of("nobody").search(words)))


def items_of(line: Line, at: int, known: Known, kind: Kind | None) -> Iterator[Recipient]:
    """Yield the recipients of a line, behind its number."""
    tokens = _tokens(line, at)
    if not tokens or (
        simplified(tokens[-1].value).endswith(("。", "；")) and len(tokens) == 1 and len(tokens[0].value) > LONGEST
    ):
        return
    tokens[-1] = _bare(tokens[-1])
    whole = Found("".join(one.value for one in tokens), tokens[0].places[0], tokens[-1].places[-1] + 1)
    if kind == "project":
        yield _project(tokens, whole)
        return
    yield from _persons(tokens, whole, known, kind) or _named(tokens, known, kind)


class _Token(NamedTuple):
    """Words that white space separates from others, and where each of their characters stands in the stored text."""

    value: str
    places: tuple[int, ...]

    def part(self, low: int, high: int) -> "_Token":
        """Return a part of the words."""
        return _Token(self.value[low:high], self.places[low:high])

    @property
    def found(self) -> Found:
        """The words with their place."""
        return Found(self.value, self.places[0], self.places[-1] + 1)


_SPREAD = regex(r"(?:^|(?<=[\s：:、，,]))[一-鿿](?P<gap>[ \u3000]+)[一-鿿](?=$|[\s：:、，,（(])")
"""A name of two characters that is spread out: 石 砚."""


def _tokens(line: Line, at: int) -> list[_Token]:
    """Return the words of a line that white space separates; a name that is spread out is one."""
    gaps = {
        n for found in _SPREAD.finditer(line.text[at:]) for n in range(at + found.start("gap"), at + found.end("gap"))
    }
    tokens: list[list[int]] = [[]]
    for n in range(at, len(line.text)):
        if not line.text[n].isspace():
            tokens[-1].append(n)
        elif n not in gaps and tokens[-1]:
            tokens.append([])
    return [_Token("".join(line.text[n] for n in each), tuple(line.start + n for n in each)) for each in tokens if each]


def parted(line: Line, at: int) -> str:
    """Return the words of a line, in which names that only white space parts are parted by signs: 一等奖：甲校、乙校."""
    return regex("(?<=[、，；：:,;])、").sub("", "、".join(token.value for token in _tokens(line, at)))


def _bare(token: _Token) -> _Token:
    bare = token.value.rstrip("。；;，,、")
    return token.part(0, len(bare)) if bare else token


def _project(tokens: Sequence[_Token], whole: Found) -> Recipient:
    """Return a project and who did it: behind white space, a dash, or in brackets."""
    if len(tokens) > 1:
        names, _ = names_in("、".join(one.value for one in tokens[1:]))
        return Recipient(
            _unquoted(tokens[0].value),
            "project",
            makers=tuple(one.words for one in names if not one.is_group),
            row=whole,
        )
    found = _BRACKETS.fullmatch(whole.value)
    makers = (found["inside"] or found["behind"]) if found else ""
    if found and any_of("bodies").search(makers.removesuffix("等")):
        names, _ = names_in(re.sub("^(?:[一-鿿]{2,6}单位)[：:]", "", makers))
        return Recipient(_unquoted(found["name"]), "project", makers=tuple(one.words for one in names), row=whole)
    return Recipient(_unquoted(whole.value), "project", row=whole)


_ENDS = regex("[）)]$")


def _unquoted(name: str) -> str:
    """Return a name without quotation marks around the whole of it."""
    found = _QUOTED.fullmatch(name)
    return found[1] if found else name


_QUOTED = regex("[“《]([^“”《》]+)[”》]")


def _persons(tokens: Sequence[_Token], whole: Found, known: Known, kind: Kind | None) -> list[Recipient]:
    """Return the persons of a line: a name with body and post, a body with several names, or only names."""
    first = ASIDE.sub("", simplified(tokens[0].value)) if len(tokens) > 1 else simplified(tokens[0].value)
    surely = kind == "person"
    if headed := _of_body(tokens, whole, known, surely=surely):
        return headed
    if len(tokens) == 1:
        one = person(first, known, surely=surely) if surely or "（" in first or "(" in first else None
        return (
            [one._replace(name=as_printed(tokens[0].value, one.name), row=whole)]
            if one
            else _joined(tokens[0], known, surely=surely)
        )
    bracketed = [
        person(simplified(one.value), known, surely=surely) if _ENDS.search(one.value) else None for one in tokens
    ]
    if all(bracketed):
        return [
            one._replace(name=as_printed(token.value, one.name), row=token.found)
            for one, token in zip(bracketed, tokens, strict=True)
            if one
        ]
    if not (is_name(first, surely=surely) and not known(first)):
        return _body_first(tokens, whole, known, surely=surely)
    if all(is_name(ASIDE.sub("", simplified(one.value)), surely=surely) for one in tokens):
        names = [one.part(0, len(ASIDE.sub("", simplified(one.value)))) for one in tokens]
        return [Recipient(one.value, "person", row=one.found, is_sure=True) for one in names] if surely else []
    name = tokens[0].value[: len(first)]
    rest = "".join(simplified(one.value) for one in tokens[1:])
    body, post = body_and_post(rest, known)
    if not (post or is_body(body, known)):
        return []
    return [Recipient(name, "person", of=body, post=post, row=whole, is_sure=True)]


def as_printed(printed: str, name: str) -> str:
    """Return a name that was read in simplified script as its token prints it."""
    at = simplified(printed).find(name)
    return printed[at : at + len(name)]


def _joined(token: _Token, known: Known, *, surely: bool) -> list[Recipient]:
    """Return the persons of a list with signs: 张三、李四、王五; 张三，市教育局科长."""
    words = simplified(token.value)
    said, sign, rest = words.partition("，")
    name = ASIDE.sub("", said)
    if sign:
        body, post = body_and_post(rest, known)
        told = is_name(name, surely=surely) and "，" not in rest and (post or is_body(body, known))
        return (
            [Recipient(token.value[: len(name)], "person", of=body, post=post, row=token.found, is_sure=True)]
            if told
            else []
        )
    if not surely:
        return []
    whom = read_whom(words, known, "person")
    return [
        one._replace(name=as_printed(token.value, one.name), row=token.part(*span).found, is_sure=True)
        for one, span in zip(whom.recipients, whom.spans, strict=True)
    ]


def _body_first(tokens: Sequence[_Token], whole: Found, known: Known, *, surely: bool) -> list[Recipient]:
    """Return the person of a line that begins with the body: 市公安局 张三 刑侦支队队长."""
    body, name = simplified(tokens[0].value), simplified(tokens[1].value)
    if not (surely and is_body(body, known) and is_name(name, surely=True)):
        return []
    rest = "".join(simplified(one.value) for one in tokens[2:])
    if rest and not any_of("posts").search(rest):
        names = [Recipient(one.value, "person", of=body, row=whole, is_sure=True) for one in tokens[1:]]
        return names if all(is_name(simplified(one.value), surely=True) for one in tokens[1:]) else []
    return [Recipient(tokens[1].value, "person", of=body, post=rest, row=whole, is_sure=True)]


def _of_body(tokens: Sequence[_Token], whole: Found, known: Known, *, surely: bool) -> list[Recipient]:
    """Return the persons behind a body and a colon: 市公安局（2人）：张三、李四."""
    found = _OF_BODY.match(simplified(tokens[0].value))
    if not surely or not found or not is_body(found["body"], known):
        return []
    rest = [tokens[0].part(found.end(), len(tokens[0].value)), *tokens[1:]]
    names = [one for token in rest if token.value for one in _joined(token, known, surely=True)]
    return [one._replace(of=one.of or found["body"], row=whole) for one in names]


_OF_BODY = regex("(?P<body>[^：:（(]{2,40})(?:[（(][0-9]{1,3}[人名][)）])?[：:]")


def _named(tokens: Sequence[_Token], known: Known, kind: Kind | None) -> list[Recipient]:
    """Return the bodies and places of a line; one with a colon is followed by what it is blamed for."""
    found: list[Recipient] = []
    for token in tokens:
        words = simplified(token.value)
        if (colon := _FAULT.fullmatch(words)) and len(tokens) == 1 and is_body(colon["name"], known):
            one = known(colon["name"]) or Recipient(colon["name"])
            fault = token.value[colon.start("fault") :].rstrip("。；")
            return [one._replace(name=token.value[: len(colon["name"])], fault=fault, row=token.found)]
        whom = read_whom(words, known, "unit" if kind == "unit" else None)
        if not whom.recipients or whom.spans[-1][1] < len(words.rstrip("。；等")) or whom.spans[0][0] > 0:
            return []
        for one, (low, high) in zip(whom.recipients, whom.spans, strict=True):
            part = token.part(low, high)
            found.append(one._replace(name=as_printed(part.value, one.name), row=part.found))
    return found


_FAULT = regex("(?P<name>[^：:，。]{2,40})[：:](?P<fault>.{2,200})")
