"""Write what the text of a notice says beside its measures: other documents, why it was issued, what it asks."""

import re
from collections.abc import Iterator, Sequence

from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.asking import purposes, requirements
from tongbao.intake.recognise.figures import Figures
from tongbao.intake.recognise.head import Head
from tongbao.intake.recognise.passage import Passage, in_turn
from tongbao.intake.recognise.references import Reference, references
from tongbao.intake.stored import Line, Stored
from tongbao.load.gaps import GAP
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_NUMBERED = regex(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[0-9]{1,3}[.．、](?![0-9]))")
_LONGEST = 20_000
"""How much of one paragraph is searched, in characters."""
_CLOSING = 2
"""How many paragraphs between a list and the signature may still ask something."""
_RELATION = "kind: what the notice has to do with this document 与该文件的关系"
_PURPOSE = "whether this says why the notice was issued 是否为发文目的"
_REQUIREMENT = "whether the notice asks this of its readers 是否为对收文者的要求"


class Around:
    """The text of one notice, as far as it is no list of measures."""

    def __init__(self, stored: Stored, head: Head, figures: Figures) -> None:
        self.head, self.figures = head, figures
        running = [line for line in stored.lines if line.cell is None and line.start >= head.body and line.text.strip()]
        end = head.signature.start if head.signature and head.signature.start > head.body else len(figures.text)
        self.own = self._before_lists([line for line in running if line.start < end])
        self.behind = self._lead_in([line for line in running if line.start > end])

    @staticmethod
    def _before_lists(lines: Sequence[Line]) -> list[Line]:
        """Return the paragraphs before the first that is numbered, and the last ones before the signature."""
        plain = [line for line in lines if not _NUMBERED.match(line.text)]
        first = next((n for n, line in enumerate(lines) if _NUMBERED.match(line.text)), len(lines))
        closing = [line for line in lines[first:][-_CLOSING:] if line in plain]
        return [*lines[:first], *closing]

    @staticmethod
    def _lead_in(lines: Sequence[Line]) -> list[Line]:
        """Return the paragraphs of an enclosed plan before its first numbered one."""
        first = next((n for n, line in enumerate(lines) if _NUMBERED.match(line.text)), 0)
        return list(lines[:first])

    def lines(self) -> Iterator[str]:
        """Yield the lines of ``references``, ``purposes`` and ``requirements``."""
        yield from self._references()
        why = [(span, sure) for line in self.own for span, sure in purposes(self._passage(line))]
        why = why or [(span, False) for line in self.behind for span, _ in purposes(self._passage(line))][:1]
        yield from self._listed("purposes", why, _PURPOSE)
        what = [each for line in self.own for each in requirements(self._passage(line))]
        yield from self._listed("requirements", what, _REQUIREMENT)

    def _listed(self, key: str, found: Sequence[tuple[Span, bool]], asked: str) -> Iterator[str]:
        if found:
            yield f"{key}:"
        for span, is_sure in found:
            yield f"  - {inline(self._quoted(span))}" + ("" if is_sure else f" # {GAP}: {asked}")

    def _references(self) -> Iterator[str]:
        named = [one for line in self.own for one in references(self._passage(line))]
        title = self.head.title
        if title and not any(one.kind in ("issues", "forwards") for one in named):
            span = self.figures.span(title.start, title.end)
            named += references(Passage(self.figures.prints, self.figures.simple, span))
        taken: set[str] = set()
        once = self._once(named)
        if once:
            yield "references:"
        for one in once:
            said: dict[str, Value] = {"id": in_turn(one.kind, taken), "kind": one.kind}
            said |= {"title": one.title} if one.title else {}
            said |= {"number": one.number} if one.number else {}
            said |= {"quote": self._quoted(one.quote)}
            yield f"  - {inline(said)}" + ("" if one.is_sure else f" # {GAP}: {_RELATION}")

    @staticmethod
    def _once(named: Sequence[Reference]) -> list[Reference]:
        """Return each document once, as the place that says most of it names it."""
        best: dict[str, Reference] = {}
        for one in named:
            key = re.sub("[，。、（）()]", "", one.title or one.number)
            if key not in best or (one.is_sure and not best[key].is_sure):
                best[key] = one
        return list(best.values())

    def _passage(self, line: Line) -> Passage:
        start, end = self.figures.span(line.start, line.end)
        return Passage(self.figures.prints, self.figures.simple, Span(start, min(end, start + _LONGEST)))

    def _quoted(self, span: Span) -> Value:
        stored = self.figures.source.stored(span)
        return quotation(self.figures.text[stored.start : stored.end], stored.start, self.figures.text)
