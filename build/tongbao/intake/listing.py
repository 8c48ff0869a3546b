"""Write the measures that a table lists as YAML, with their figures."""

import re
from collections.abc import Iterator, Sequence

from tongbao.intake.entries import entries_of
from tongbao.intake.facts import Facts
from tongbao.intake.names import Names, keyed
from tongbao.intake.quoting import Value, block, inline, quotation
from tongbao.intake.recognise.brackets import Part, parts_of_bracket
from tongbao.intake.recognise.figures import Figures, Proposal
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.standing import Setting, Standing, setting_of
from tongbao.intake.recognise.table import Column, Listed, Row, is_left_open, names_in
from tongbao.intake.said_to_act import acting_lines
from tongbao.intake.taking_part import TakingPart
from tongbao.load.gaps import GAP
from tongbao.load.source import squeeze
from tongbao.printed.dates import dates
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_MAIN = ("lead", "responsible", "named", "guiding", "supporting", "supervising", "")
"""The roles of the column whose names stand under ``leads``, the first that a table has; ``named`` only names the units."""
_NAMED = regex("(?:单位|部门|主体)(?:名称|全称)?")


def _plays(role: str, column: Column) -> bool:
    """Return whether a column has a role; one that only names the units (单位名称) comes before one of an unknown role (驻点单位)."""
    if role == "named":
        return not column.role and bool(_NAMED.fullmatch(squeeze(simplified(column.heading.value))))
    return column.role == role


class Listing:
    """Writes one table of measures; ``text`` is the stored text that its quotations are from."""

    def __init__(self, listed: Listed, names: Names, figures: Figures, prefix: str, region: tuple[int, int]) -> None:
        self.listed, self.names, self.figures, self.prefix, self.region = listed, names, figures, prefix, region
        self.setting = setting_of(figures.title, *(column.heading.value for column in listed.columns))
        self.text, self.facts, self.taking = figures.text, Facts(names, figures), TakingPart(names, figures)
        columns = [column for column in listed.columns if column.holds == "units"]
        self.main = next((column for role in _MAIN for column in columns if _plays(role, column)), None)

    def lines(self, indent: int) -> Iterator[str]:
        """Yield the lines of ``leads``, ``groups`` and ``measures``."""
        space = " " * indent
        if self.main and self.main.heading.value:
            yield f"{space}leads: {inline(self._leads(self.main))}{self._asked(self.main)}"
        if self.listed.sections:
            yield f"{space}groups:"
            for number, section in enumerate(self.listed.sections, 1):
                yield f"{space}  - {inline(self._group(number, section))}"
        yield f"{space}measures:" + (f" # {GAP}: {_BY_CONTENT}" if self.listed.by_content else "")
        for number, row in enumerate(self.listed.rows, 1):
            yield from self._measure(number, row, indent + 2)

    def _is_main(self, column: Column) -> bool:
        """Return whether a column is the one of the leads, or bears its heading in a table that goes on with it."""
        if self.main is None or column == self.main:
            return column == self.main
        same = [(one.role, squeeze(one.heading.value)) for one in (column, self.main)]
        return column not in self.listed.columns and same[0] == same[1]

    def _leads(self, column: Column) -> Value:
        said: dict[str, Value] = {} if column.role == "lead" else {"role": column.role or "listed"}
        basis = "column-heading" if column.role else "bare-list"
        return said | {"basis": basis, "quote": self._quoted(column.heading, self.region)}

    @staticmethod
    def _asked(column: Column) -> str:
        """Return the question that a column without a role leaves."""
        return "" if column.role else f" # {GAP}: {_ROLE}"

    def _group(self, number: int, section: Found) -> Value:
        found = re.match(
            "(?P<number>[一二三四五六七八九十]+(?=、)|[（(][一二三四五六七八九十]+[）)])[、]?(?P<title>.*)",
            section.value,
        )
        title = found["title"] if found else section.value
        at = self.text.find(title, section.start)
        said: dict[str, Value] = {"id": f"{self.prefix}g-{number}"}
        if found:
            said["number"] = found["number"]
        return said | {"title": quotation(title, max(at, section.start), self.text, self.region)}

    def _measure(self, number: int, row: Row, indent: int) -> Iterator[str]:
        space = " " * indent
        yield f"{space}- id: {self.prefix}{number:02}"
        yield f"{space}  position: {number}"
        if row.number and not row.shares_title:
            yield f"{space}  number: {inline(squeeze(row.number.value))}"
        if row.section:
            yield f"{space}  group: {self.prefix}g-{self.listed.sections.index(row.section) + 1}"
        yield f"{space}  title: {inline(squeeze(row.title.value))}"
        if row.shares_title:
            yield f"{space}  title-from: merged-cell"
        if row.untitled:
            yield f"{space}  title-from: text"
        yield from self._units(row, space)
        if row.deadline:
            yield f"{space}  deadline: {inline(self._deadline(row.deadline, _region(row)))}"
        if row.scope:
            yield f"{space}  adoption-scope: {inline(squeeze(row.scope.value))}"
        if row.text:
            yield from block("description", map(str.strip, row.text.value.splitlines()), indent + 2)
            yield from outcome_lines(self.figures, row.text, self.setting, _region(row), f"{space}  ")
            yield from self.facts.lines(row.text, _region(row), f"{space}  ")

    def _units(self, row: Row, space: str) -> Iterator[str]:
        own = next((words for column, words in row.units if self._is_main(column)), None)
        if own and own not in row.others:
            yield f"{space}  # {GAP}: {squeeze(own.value)}: {_SHARED}"
            own = None
        parts = parts_of_bracket(own.value)[0] if own and _OWN_ROLES.search(own.value) else ()
        if own:
            listed, is_open = names_in(parts[0].names if parts else own.value)
            yield f"{space}  lead-cell: {inline(squeeze(own.value))}"
            yield f"{space}  leads: {inline([*entries_of(listed, self.names)])}"
            if not parts and self.main and not self.main.heading.value:
                yield self._bare(own, row, space)
            if parts:
                yield from self._own_role(parts[0], own, row, space)
                yield f"{space}  # {GAP}: {squeeze(own.value)}: {_OWN}"
            if is_open:
                yield f"{space}  leads-open: true"
        if cells := [squeeze(words.value) for words in row.others if words is not own]:
            yield f"{space}  other-cells: {inline([*cells])}"
        others = [*self._beside(parts[1:], own, row)] if own else []
        left_open = [self._part_role(part) for part in parts[1:] if is_left_open(part.names)]
        for column, words in row.units:
            if not self._is_main(column) and column.role:
                if _OWN_ROLES.search(words.value):
                    yield f"{space}  # {GAP}: {squeeze(words.value)}: {_OWN}"
                others += self._others(column, words, _region(row))
                left_open += [column.role] if is_left_open(words.value) else []
            elif not self._is_main(column):
                yield f"{space}  # {GAP}: {column.heading.value}: {squeeze(words.value)}: {_PART}"
        if not self.main and row.text:
            leads, lines, said = acting_lines(row.text, _region(row), self.names, self.text)
            yield from (f"{space}  {line}" for line in lines)
            yield from self.taking.lines(row.text, _region(row), [*others, *said], left_open, leads, f"{space}  ")
            return
        says_role = own and (parts or (self.main and self.main.role))  # else the text may say it
        leads = (
            [*entries_of(names_in(parts[0].names if parts else own.value)[0], self.names)] if own and says_role else []
        )
        yield from self.taking.lines(row.text, _region(row), others, left_open, leads, f"{space}  ")

    def _own_role(self, part: Part, own: Found, row: Row, space: str) -> Iterator[str]:
        """Yield the role that the cell itself gives to its first names, where it is not that of the column."""
        assert self.main
        if part.role in ("", self.main.role):
            if not self.main.heading.value:
                yield self._bare(own, row, space)
            return
        at = self.text.index(part.word, own.start)
        said: dict[str, Value] = {} if part.role == "lead" else {"role": part.role}
        basis = "stated-lead" if part.role == "lead" else "stated-action"
        quote = quotation(part.word, at, self.text, _region(row))
        yield f"{space}  unit-role: {inline(said | {'basis': basis, 'quote': quote})}"

    def _bare(self, own: Found, row: Row, space: str) -> str:
        """Return the line for units that neither their cell nor a heading gives a role."""
        said: dict[str, Value] = {"role": "listed", "basis": "bare-list", "quote": self._quoted(own, _region(row))}
        return f"{space}  unit-role: {inline(said)}"

    def _part_role(self, part: Part) -> str:
        """Return the role of some names in a cell: that of the column where the cell gives them none."""
        return part.role or (self.main.role if self.main else "") or "mentioned"

    def _beside(self, parts: Sequence[Part], own: Found, row: Row) -> Iterator[Value]:
        """Yield those whom the cell of the leads names in another role: 市数据局牵头，市教育局配合."""
        for part in parts:
            said: dict[str, Value] = {"role": self._part_role(part)}
            if part.role or not (self.main and self.main.heading.value):
                said |= {"quote": self._quoted(own, _region(row))}
            else:  # the heading of the column says it
                said |= {"quote": self._names(part, own, row), "heading": self.main.heading.value}
            yield from (keyed(entry) | said for entry in entries_of(names_in(part.names)[0], self.names))

    def _names(self, part: Part, own: Found, row: Row) -> Value:
        """Return a quotation of the names of a part, without what the cell says of others."""
        at = self.text.find(part.names, own.start, own.end)
        words = Found(part.names, at, at + len(part.names)) if at >= 0 else own
        return self._quoted(words, _region(row))

    def _others(self, column: Column, words: Found, region: tuple[int, int]) -> Iterator[Value]:
        """Yield those in a column beside that of the leads, with its heading, or with the role that the cell gives them."""
        parts = parts_of_bracket(words.value)[0] if _OWN_ROLES.search(words.value) else (Part("", "", words.value),)
        for part in parts:
            own = "" if part.role == "lead" else part.role
            said: dict[str, Value] = {"role": own or column.role, "quote": self._quoted(words, region)}
            if not own:
                within = region[0] <= column.heading.start < region[1]
                said["heading"] = self._quoted(column.heading) if within else column.heading.value
            yield from (keyed(entry) | said for entry in entries_of(names_in(part.names)[0], self.names))

    def _deadline(self, words: Found, region: tuple[int, int]) -> Value:
        said: dict[str, Value] = {}
        read = [one for one in dates(squeeze(words.value)) if one.year]
        if len(read) == 1:
            said["date"] = "-".join(f"{part:02}" for part in read[0].parts)
        return said | {"quote": self._quoted(words, region)}

    def _quoted(self, found: Found, region: tuple[int, int] | None = None) -> Value:
        return quotation(self.text[found.start : found.end], found.start, self.text, region)


def outcome_lines(
    figures: Figures, words: Found, setting: Setting, region: tuple[int, int], space: str
) -> Iterator[str]:
    """Yield the figures in the text of a measure, which takes a ``region``, with what a person has to settle."""
    proposals = list(figures.of(words, setting))
    if proposals:
        yield f"{space}outcomes:"
    for number, one in enumerate(proposals, 1):
        quote = quotation(one.quote.value, one.quote.start, figures.text, region)
        said: dict[str, Value] = {"id": f"q-{number:02}", **record_of(one), "quote": quote}
        asked = f" # {GAP}: {', '.join(one.asked)}: {_DOUBT}" if one.asked else ""
        yield f"{space}  - {inline(said)}{asked}"


def record_of(figure: Proposal) -> dict[str, Value]:
    """Return what a proposed figure says, as it is written under its id."""
    said: dict[str, Value] = {"counts": figure.counts, "reading": figure.reading}
    return said | _standing(figure.standing) | {**figure.quantities, **figure.times}


def _standing(standing: Standing) -> dict[str, Value]:
    said: dict[str, Value] = {"nature": standing.nature} if standing.nature != "outcome" else {}
    return said | ({"realisation": standing.realisation} if standing.realisation else {})


def _region(row: Row) -> tuple[int, int]:
    """Return the part of the stored text that a row takes."""
    shared = () if row.shares_title else (row.number, row.title)
    cells = [cell for cell in (*shared, row.text, *row.others) if cell]
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


_OWN_ROLES = regex("(?:牵头|责任|主办|配合|协办)(?:单位|部门)?[：:]|牵头|配合|协助|参与|主办|协办")
"""Words by which a cell tells the roles of its units itself."""
_BY_CONTENT = "whether the columns are so: no headings tell what they hold 栏目由单元格内容推断，请核对各栏"
_OWN = "whether the roles are these 各单位的作用是否如此"
_SHARED = "these units stand in one cell with those of the row above: whether they are meant here 与上一行合并的单位栏，是否也适用于此行"
_PART = "what part these have; they stand in other-cells 原文未写明其作用，现记于 other-cells"
_ROLE = "what the column says of these units: `role: listed` as printed; leads, if that is how you read it (remove `role`, write `basis: reading`) 该栏未写明角色"
_DOUBT = "the words leave it open 原文未写明，请核对"
