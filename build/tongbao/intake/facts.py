"""Write what the text of a measure states beside its figures: recognitions, works, platforms, claims, events, whom it serves."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tongbao.intake.names import Names
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.bodies import Bodies
from tongbao.intake.recognise.claims import claims
from tongbao.intake.recognise.events import events
from tongbao.intake.recognise.figures import Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.honours import Honours
from tongbao.intake.recognise.passage import Passage, Stated, in_turn
from tongbao.intake.recognise.platforms import platforms
from tongbao.intake.recognise.reach import Reach
from tongbao.intake.recognise.served import beneficiaries, instruments
from tongbao.intake.recognise.works import works
from tongbao.intake.trial import NAMED, Trial
from tongbao.load.gaps import GAP
from tongbao.load.source import Span

_OPTIONAL = ("level", "place", "date", "date-basis", "rank", "case-title", "conferred-by", "issued-by")
"""Keys that are left out where the loader finds fault with them alone."""
_LONGEST = 20_000
"""How much of the text of one measure is searched, in characters: far more than any has."""
_MOST = 200
"""How many facts of the text of one measure are tried: far more than any states."""
_ORDER = ("honours", "works", "platforms", "claims", "events", "beneficiaries", "instruments")


class Facts:
    """Proposes the facts in the texts of the measures of one notice."""

    def __init__(self, names: Names, figures: Figures) -> None:
        self.names, self.figures = names, figures
        self.trial = Trial(figures, names)
        self.reach = Reach(names.authority, names.place)

    def lines(self, text: Found, region: tuple[int, int], space: str) -> Iterator[str]:
        """Yield the lines for the text of a measure that takes a ``region`` of the stored text."""
        facts = self.of(text, region)
        for key in _ORDER:
            own = [one for one in facts if one[0] == key]
            if own:
                yield f"{space}{key}:"
            for _, record, asked in own:
                yield f"{space}  - {inline(record)}" + (f" # {GAP}: {asked}" if asked else "")

    def of(self, text: Found, region: tuple[int, int]) -> list[tuple[str, dict[str, Value], str]]:
        """Return the facts of a text that the loader takes: the list of each, its record, and what is asked."""
        start, end = self.figures.span(text.start, text.end)
        passage = Passage(self.figures.prints, self.figures.simple, Span(start, min(end, start + _LONGEST)))
        row = self.figures.span(*region)
        taken: dict[str, set[str]] = {key: set() for key in _ORDER}
        names: dict[tuple[str, str], str] = {}
        found: list[tuple[Stated, dict[str, Value]]] = []
        for readings in islice(self._stated(passage), _MOST):
            one, record = next(
                ((one, record) for one in readings if (record := self._tried(one, row, region))), (readings[0], None)
            )
            own = (one.key, str(one.said.get("name") or one.said.get("title") or one.quote))
            if record and own not in names:
                names[own] = in_turn(one.stem, taken[one.key])
                found.append((one, {"id": names[own], **record}))
        return [(one.key, self._linked(one, record, names), one.asked) for one, record in found]

    @staticmethod
    def _linked(one: Stated, record: dict[str, Value], names: dict[tuple[str, str], str]) -> dict[str, Value]:
        """Add to a recognition the work that carries it and the platform that shows it."""
        quote = record.pop("quote")
        if work := names.get(("works", one.work)):
            record["in-work"] = work
        if platform := names.get(("platforms", one.platform)):
            record["on-platform"] = platform
        return record | {"quote": quote}

    def _stated(self, passage: Passage) -> Iterator[Sequence[Stated]]:
        bodies = Bodies(passage, self.trial.placer.at.known.meaning)
        honours = list(Honours(passage, bodies, self.reach).all())
        yield from ([one, *([one.instead] if one.instead else [])] for one in honours)
        yield from ([one] for one in works(passage, bodies))
        yield from ([one] for one in platforms(passage, bodies))
        yield from claims(passage, self.reach, [one.quote for one in honours])
        yield from ([one] for one in events(passage))
        yield from ([one] for one in beneficiaries(passage))
        yield from ([one] for one in instruments(passage))

    def _tried(self, one: Stated, row: Span, region: tuple[int, int]) -> dict[str, Value] | None:
        """Return a record as the loader takes it, without the keys that it does not; None where it takes none."""
        before = [*self.names.unknown]
        record = dict(one.said)
        if one.bodies and (key := NAMED[one.key]):
            listed = [self.names.entry(name, one.bodies[:number]) for number, name in enumerate(one.bodies)]
            record[key] = listed
        record["quote"] = self._quoted(one.quote, region)
        faults = self.trial.faults(one.key, record, row)
        while faults & set(_OPTIONAL) & set(record):
            for key in faults & set(_OPTIONAL):
                record.pop(key, None)
            if "date" not in record:
                record.pop("date-basis", None)
            faults = self.trial.faults(one.key, record, row)
        if faults or NAMED[one.key] not in record:
            for name in [each for each in self.names.unknown if each not in before]:
                del self.names.unknown[name]
        return None if faults else record

    def _quoted(self, span: Span, region: tuple[int, int]) -> Value:
        stored = self.figures.source.stored(span)
        return quotation(self.figures.text[stored.start : stored.end], stored.start, self.figures.text, region)
