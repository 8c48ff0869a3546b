"""Write who takes part in a measure by the words of its text, beside those whom its cell or bracket names."""

from collections.abc import Iterable, Mapping, Sequence

from tongbao.intake.names import Names, keyed
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.figures import Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.joining import Joining, Taking
from tongbao.intake.recognise.mentioned import Mentioned
from tongbao.intake.recognise.passage import Passage
from tongbao.intake.trial import Trial
from tongbao.load.gaps import GAP
from tongbao.load.roles import role_fault
from tongbao.load.source import Span

_LONGEST = 20_000
"""How much of the text of one measure is searched, in characters."""
_MOST = 60
"""How many lists of names of one measure are tried."""
_ASKED = "who else takes part: the words behind this name are not understood 其后所列单位未能识别，请补录"
_DOUBTED = "role: whether it takes part, and as what 是否参与，以何角色"


class TakingPart:
    """Proposes those who take part by the texts of the measures of one notice."""

    def __init__(self, names: Names, figures: Figures) -> None:
        self.names, self.figures = names, figures
        self.known = Trial(figures, names).placer.at.known

    def lines(
        self,
        text: Found | None,
        region: tuple[int, int],
        said: Sequence[Value],
        left_open: Sequence[str],
        leads: Iterable[Value],
        space: str,
    ) -> list[str]:
        """Return the lines for those said elsewhere and those of the text; nobody stands twice, but who reports does so each time."""
        found = list(self._found(text)) if text else []
        taken = {_plain(one) for one in (*leads, *said)}
        lines = [inline(one) for one in said]
        roles = list(left_open)
        for one in found:
            new = self._entries(one, region, taken)
            lines += new
            roles += [one.role] if one.is_open and new else []
        head = [f"{space}open-roles: {inline([*dict.fromkeys(roles)])}"] if roles else []
        return [*head, *([f"{space}participants:"] if lines else []), *(f"{space}  - {line}" for line in lines)]

    def _found(self, text: Found) -> Iterable[Taking]:
        start, end = self.figures.span(text.start, text.end)
        passage = Passage(self.figures.prints, self.figures.simple, Span(start, min(end, start + _LONGEST)))
        joining = Joining(passage, self.names.is_known_simplified)
        said = [*joining.all(), *Mentioned(passage, joining, self.names.is_known_simplified).all()]
        return said[:_MOST]

    def _entries(self, one: Taking, region: tuple[int, int], taken: set[str]) -> list[str]:
        """Return the records of a list of names, but for those that stand elsewhere or whose role the words deny."""
        words, lines, before = self.figures.simple, list[str](), list[str]()
        for span in one.names:
            printed = self.figures.source.words[span.start : span.end]
            fault = role_fault(one.role, words, span, self.known.meaning)
            entry = None if fault else self._entry(printed, before, one)
            before.append(printed)
            if entry is None or not taken.isdisjoint((_plain(entry), own := _act_of(entry, one))):
                continue
            taken.add(own)
            record = keyed(entry) | {"role": one.role, "quote": self._quoted(one.quote, region)}
            asked = _ASKED if one.asked else _DOUBTED if one.doubted else ""
            lines.append(inline(record) + (f" # {GAP}: {asked}" if asked else ""))
        return lines

    def _entry(self, printed: str, before: Sequence[str], one: Taking) -> Value:
        """Return how a name is written: as that of a body, else its words alone."""
        if one.only_words and not self.names.is_known(printed):
            return {"printed": printed}
        return self.names.entry(printed, before)

    def _quoted(self, span: Span, region: tuple[int, int]) -> Value:
        stored = self.figures.source.stored(span)
        return quotation(self.figures.text[stored.start : stored.end], stored.start, self.figures.text, region)


def _plain(entry: Value) -> str:
    """Return the unit that an entry names."""
    return str(entry.get("unit", entry.get("printed"))) if isinstance(entry, Mapping) else str(entry)


def _act_of(entry: Value, one: Taking) -> str:
    """Return what tells a record from the others: the unit, and the report where one is made."""
    if one.role == "submitter":
        return f"{_plain(entry)} {one.quote.start}"
    return f"{_plain(entry)} {one.role}" if one.role == "report-addressee" else _plain(entry)
