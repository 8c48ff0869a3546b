"""The documents, journals and standards that the text of a measure names."""

import re
from collections.abc import Iterator

from tongbao.intake.recognise.bodies import Bodies
from tongbao.intake.recognise.passage import Passage, Stated, dated, kind_of, vocabulary, without_brackets
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span

_TITLED = re.compile("《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_FAR = 200
"""How far around a title the words that say what was done with it are looked for, in characters."""
_UNSURE = "kind: which kind of document it is 文件类别"
_UNTITLED = "title, kind: whether this names a document, and its whole name 是否为一份文件，名称是否完整"


def works(passage: Passage, bodies: Bodies) -> Iterator[Stated]:
    """Yield the works named, each once: those in 《》, and documents that are drawn up without."""
    seen: set[str] = set()
    for clause in passage.clauses:
        for one in (*_titled(passage, clause, bodies), *_untitled(passage, clause)):
            title = str(one.said["title"])
            if title not in seen:
                seen.add(title)
                yield one


def _titled(passage: Passage, clause: Span, bodies: Bodies) -> Iterator[Stated]:
    words = vocabulary()["works"]
    issued = expression(f"(?:{words['issues']})了?(?:《[^《》]*》|[、和及与])*$")
    for found in _TITLED.finditer(passage.words, *clause):
        title = Span(found.start(1), found.end(1))
        kind = _kind(passage, title, clause)
        begins = max(clause.start, found.start() - _FAR)
        before = passage.text(Span(begins, found.start()))
        verb = issued.search(before)
        date = passage.date_of(clause, begins + verb.start()) if verb else None
        by = bodies.ending(begins + verb.start()) if verb else bodies.owning(found.start())
        start = min([by[0].start] if by else [begins + verb.start()] if verb else [found.start()])
        quote = Span(min(start, date.start) if date else start, found.end())
        names = [passage.printed(one) for one in by]
        is_media = re.search(
            vocabulary()["honours"]["reports"] + "$",
            passage.text(Span(found.end(), min(clause.end, found.end() + _FAR))),
        )
        other = "newspaper" if is_media else "policy"
        said = {"title": passage.printed(title), "kind": kind or other, **dated(date)}
        yield Stated("works", said, quote, kind or "work", "" if kind else _UNSURE, names)


def _kind(passage: Passage, title: Span, clause: Span) -> str:
    kind = kind_of(without_brackets(passage.text(title)), vocabulary()["works"]["kinds"])
    around = passage.text(Span(clause.start, min(clause.end + 40, passage.span.end)))
    is_draft = re.search(vocabulary()["works"]["draft"], around) and kind in ("management-standard", "")
    return "draft-standard" if is_draft else kind


def _untitled(passage: Passage, clause: Span) -> Iterator[Stated]:
    words = vocabulary()["works"]
    pattern = expression(
        f"(?:{words['draws']})了?(?!{words['general']})(?P<title>(?:“[^“”]{{1,16}}”)?[^，。；、：“”《》的了并]{{0,24}}?(?:{words['plain']}))(?=$|[，。；、和及与等并])"
    )
    for found in pattern.finditer(passage.words, *clause):
        title = Span(found.start("title"), found.end("title"))
        name = passage.printed(title)
        date = passage.date_of(clause, found.start())
        kind = kind_of(passage.text(title), words["kinds"]) or "policy"
        quote = Span(min(found.start(), date.start) if date else found.start(), title.end)
        yield Stated("works", {"title": name, "kind": kind, **dated(date)}, quote, kind, _UNTITLED)
