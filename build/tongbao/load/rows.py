"""Place the measures of one region of a source text, row by row, with everything that their rows say."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from tongbao import model
from tongbao.errors import Text
from tongbao.load import borders
from tongbao.load.cells import once
from tongbao.load.fact_placing import FactPlacer
from tongbao.load.facts import Fact, MeasureFacts, Mention, ParticipantFact, RoleOfList
from tongbao.load.figures import FigureChecks
from tongbao.load.leads import (
    ANOTHER_ROLE,
    NOT_STATED,
    SUPPORTS,
    basis_fault,
    heads_column,
    lead_parts,
    marked_alone,
    part_of,
    without_partners,
)
from tongbao.load.naming import Fault
from tongbao.load.number import not_before, printed_before
from tongbao.load.parts import IDENTIFIED
from tongbao.load.placing import NOWHERE, Others, Placer
from tongbao.load.reader import Path_
from tongbao.load.roles import ONLY_NAMED, only_named, role_fault
from tongbao.load.row_checks import RowChecks
from tongbao.load.source import Scopes, Span, squeeze
from tongbao.load.table import Row, column_order, other_cells, place_row
from tongbao.printed.patterns import regex

_ITEM = regex("[、，,；;]|和|及|与")
_ITEM_ENDS = regex("[、，,；;和及与等]|$")


class Rows:
    """Places the measures of one region of the text, row by row."""

    def __init__(
        self,
        at: Placer,
        region: Span,
        path: Path_,
        level: str | None,
        annex: int | None,
        role: RoleOfList,
        groups: set[str],
    ) -> None:
        self.at, self.region, self.path, self.level, self.annex = at, region, path, level, annex
        self.role, self.groups = role, groups
        self._placed: list[Row] = []
        self._rows: list[Span] = []
        self.figures = FigureChecks(at)
        self.facts = FactPlacer(at, self.figures)

    def place(self, records: list[model.Measure]) -> list[Span]:
        """Find the row of each measure, in order; return the spans of those whose titles were found."""
        start, words = self.region.start, self.at.source.words
        order = column_order(words, self.region, records)
        for index, record in enumerate(records):
            scope = Span(start, self.region.end)
            row = place_row(self.at, record, (*self.path, index), scope, order)
            self._placed.append(row)
            start = max([row.span.end, *(cell.end for cell in other_cells(words, record, row))])
        for record, row in zip(records, self._placed, strict=True):
            for cell in (*row.cells, *other_cells(words, record, row)):
                self.at.sentences.borders.update(cell)
        checks = RowChecks(
            self.at, self.region, self.path, records, self._placed, is_table=self.is_table, heading=self.role.words
        )
        checks.check()
        return [row.span for row in self._placed if row.title is not NOWHERE]

    @property
    def is_table(self) -> bool:
        """Whether the measures are rows of a table, with a column of leads."""
        return self.annex is not None and self.role.basis in ("column-heading", "reading")

    def measures(self, records: list[model.Measure], rows: Sequence[Span]) -> list[MeasureFacts]:
        """Place the facts of each measure; ``rows`` are the rows of all measures in the notice, placed before."""
        self._rows = sorted(rows)
        return [
            self._measure(record, row, (*self.path, index), rows)
            for index, (record, row) in enumerate(zip(records, self._placed, strict=True))
        ]

    def _measure(self, record: model.Measure, row: Row, path: Path_, rows: Sequence[Span]) -> MeasureFacts:
        at = self.at
        scopes = Scopes([row.span, self.region, at.source.whole], rows, row.span)
        columns = Scopes([*other_cells(at.source.words, record, row), *scopes.ranges], rows, row.span)
        role = self.role
        if record.unit_role:
            role = place_role(at, record.unit_role, scopes, (*path, "unit-role"))
        self._links(record, path)
        self._number(record, row, path)
        return MeasureFacts(
            record=record,
            level=record.level or self.level,
            annex=self.annex,
            units=self._units(record, row, role, path),
            role=role,
            title=row.title,
            lead_cell=row.lead_cell,
            description=row.description,
            deadline=self._deadline(record, columns, path),
            adoption_scope=self._scope(record, columns, path),
            participants=self._participants(record, scopes, columns, (*path, "participants")),
            outcomes=self._outcomes(record, scopes, (*path, "outcomes")),
            honours=self.facts.place(record.honours, scopes, (*path, "honours"), "conferred-by", self._text_of),
            works=self.facts.place(record.works, scopes, (*path, "works"), "issued-by", self._text_of),
            platforms=self.facts.place(record.platforms, scopes, (*path, "platforms")),
            claims=self.facts.place(record.claims, scopes, (*path, "claims")),
            events=self.facts.place(record.events, scopes, (*path, "events")),
            beneficiaries=self.facts.place(record.beneficiaries, scopes, (*path, "beneficiaries")),
            instruments=self.facts.place(record.instruments, scopes, (*path, "instruments")),
        )

    def _number(self, record: model.Measure, row: Row, path: Path_) -> None:
        """Check that the number of a measure is printed before it, and that its group exists."""
        if record.group is not None:
            self.at.reference(record.group, self.groups, (*path, "group"))
        if record.number is None or row.title is NOWHERE:
            return
        number = squeeze(record.number)
        first = (
            row.title.start if record.title_from == "merged-cell" else row.first.start
        )  # the number is in a merged cell, too
        before = self.at.source.words[max(first - 16, 0) : first]
        if not printed_before(number, before):
            self.at.note("position-not-printed", *not_before(number, before), (*path, "number"))

    def _scope(self, record: model.Measure, scopes: Scopes, path: Path_) -> Span | None:
        scope = record.adoption_scope
        return None if scope is None else self.at.find(scope, scopes, (*path, "adoption-scope"))

    def _deadline(self, record: model.Measure, scopes: Scopes, path: Path_) -> Span | None:
        deadline, path = record.deadline, (*path, "deadline")
        if deadline is None:
            return None
        span = self.at.find(deadline.quote, scopes, (*path, "quote"))
        if deadline.date:
            implied = deadline.date_basis == "implied"
            self.at.date(deadline.date, (*path, "date"), span, implied=implied, since=scopes.ranges[0].start)
        return span

    def _units(self, record: model.Measure, row: Row, role: RoleOfList, path: Path_) -> tuple[Mention, ...]:
        """Place the units under `leads`: they fill their part of its cell; in running text the words must not deny their role."""
        at, path, cell = self.at, (*path, "leads"), row.lead_cell
        if not cell or cell is NOWHERE:
            alone = role.basis == "first-place-rule" and len(record.leads) == 1
            units = at.mentions(record.leads, cell or row.span, path, others="listed behind" if alone else "around")
            for index, unit in enumerate(units):
                if unit.span is not NOWHERE and (fault := self._part_fault(unit, role)):
                    at.note(fault.code, fault.what, fault.cure, (*path, index))
            return units
        found: list[Mention] = []
        for part, names in self._parts(record.leads, cell, role):
            others: Others = "around" if record.leads_open else "nowhere"
            listed = at.mentions(names, part, path, others=others, first=len(found), cell=cell)
            if record.leads_open and NOWHERE not in [lead.span for lead in listed]:
                self._every_lead(listed, part, path)
            found += listed
        at.open_list(found, cell, (*path[:-1], "leads-open"), is_open=record.leads_open)
        return tuple(found)

    def _every_lead(self, listed: Sequence[Mention], part: Span, path: Path_) -> None:
        """Check that every unit named in an open-ended list is recorded."""
        words, starts = self.at.source.words, {lead.span.start for lead in listed}
        for at in (part.start, *(sign.end() for sign in _ITEM.finditer(words, *part))):
            name = borders.begins_at(words, at, self.at.known.units) if at not in starts else ""
            if name and _ITEM_ENDS.match(words, at + len(name), part.end):
                self.at.note("names-missing", *borders.more_names(name), path)

    def _part_fault(self, unit: Mention, role: RoleOfList) -> Fault | None:
        """Return what is wrong with the role of a unit in running text."""
        said = part_of(*self.at.near(unit.span), self.at.known.meaning)
        if role.code in ("lead", "responsible") and said in ("support", "oversee"):
            return Fault("", "only-supports", *SUPPORTS)
        if role.code == "lead" and role.basis == "stated-lead" and said == "second":
            return Fault("", "lead-not-stated", *NOT_STATED)
        if said is None and only_named(*self.at.near(unit.span)):
            return Fault("", "only-named", *ONLY_NAMED)
        return None

    def _parts(
        self, leads: list[model.ListedName], cell: Span, role: RoleOfList
    ) -> Iterator[tuple[Span, list[model.ListedName]]]:
        """Yield the parts of a lead cell that name leads, each with the leads that it names."""
        words = self.at.source.words[cell.start : cell.end]
        printed = [squeeze(lead.printed if isinstance(lead, model.ListedUnit) else lead) for lead in leads]
        parts, first = lead_parts(words), 0
        for part in parts:
            text = words[part.start : part.end]
            here = sum(1 for _ in takewhile(lambda name, text=text: name in text, printed[first:]))  # type: ignore[misc]
            last = len(leads) if part is parts[-1] else first + here
            text = text[: without_partners(text, printed[last - 1]) if last > first else len(text)]
            if role.basis == "first-place-rule" and len(leads) == 1 and text.startswith(printed[0]):
                text = printed[0]
            alone = marked_alone(words, part, printed[first]) if last == first + 1 else 0
            yield Span(cell.start + part.start + alone, cell.start + part.start + len(text)), leads[first:last]
            first = last

    def _role(self, participant: model.Participant) -> str:
        return self.at.authority.vocabulary.ours("role", participant.role)

    def _text_of(self, span: Span) -> Span | None:
        """Return the description that contains a span: names at its beginning do not continue the cell before it."""
        texts = (row.description for row in self._placed)
        return next((text for text in texts if text and text.start <= span.start and span.end <= text.end), None)

    def _participants(
        self, record: model.Measure, scopes: Scopes, columns: Scopes, path: Path_
    ) -> tuple[ParticipantFact, ...]:
        """Place those who take part: in the text of the row or, under a heading of their own, in another of its ``columns``."""
        facts = []
        for index, participant in enumerate(record.participants):
            where = scopes if participant.heading is None else columns
            span = self.at.find(participant.quote, where, (*path, index, "quote"))
            printed = participant.printed or participant.unit or self._place_name(participant)
            if not printed or (participant.unit and participant.place):
                self.at.note("participant", *_NOBODY, (*path, index))
                continue
            at = self.at.next(printed, span, (*path, index, "printed"))
            if participant.place and self.at.place:
                self.at.reference(participant.place, self.at.authority.places, (*path, index, "place"))
            elif participant.unit is None and self.at.known.units(printed):
                self.at.note("participant", *_NAMES_A_UNIT, (*path, index, "printed"))
            unit = self.at.unit(participant.unit, (*path, index, "unit")) if participant.unit else ""
            if (
                not participant.printed
                or not unit
                or self.at.printed_for(unit, participant.printed, (*path, index, "printed"), at)
            ):
                self.at.whole_name(unit, at, (*path, index, "unit"))
            heading = self._heading(participant, scopes, (*path, index, "heading"))
            fault = (
                role_fault(self._role(participant), *self.at.near(at, self._text_of(span)), self.at.known.meaning)
                if unit and at is not NOWHERE and heading is None
                else None
            )
            if fault:
                self.at.note(fault.code, fault.what, fault.cure, (*path, index, fault.key))
            named = (Mention(unit, printed, at, place=participant.place or ""),)
            facts.append(ParticipantFact(participant, span, named, heading))
        return tuple(facts)

    def _heading(self, participant: model.Participant, scopes: Scopes, path: Path_) -> Span | None:
        """Place the heading of the column in which a participant stands, and check that it tells the role."""
        if participant.heading is None:
            return None
        span = self.at.find(
            once(self.at.source, participant.heading, self.region), Scopes([self.region, *scopes.ranges]), path
        )
        if span is not NOWHERE and not heads_column(
            self._role(participant), self.at.source.words[span.start : span.end]
        ):
            self.at.note("not-of-leads", *ANOTHER_ROLE, path)
        return span

    def _place_name(self, participant: model.Participant) -> str:
        place = self.at.authority.places.get(participant.place or "") if self.at.place else None
        return model.plain(place.name) if place else ""

    def _outcomes(self, record: model.Measure, scopes: Scopes, path: Path_) -> tuple[Fact[model.Outcome], ...]:
        facts = self.facts.place(record.outcomes, scopes, path)
        for index, fact in enumerate(facts):
            self.figures.check(fact, scopes.ranges[0], self._rows, (*path, index))
        return facts

    def _links(self, record: model.Measure, path: Path_) -> None:
        """Check the references by id between the facts of one measure."""
        at = self.at
        ids = {key: [fact.id for fact in getattr(record, key)] for key in IDENTIFIED}
        for key, names in ids.items():
            at.unique([(name, (*path, key, i, "id")) for i, name in enumerate(names)])
        for i, outcome in enumerate(record.outcomes):
            for j, name in enumerate(outcome.stated_with):
                at.reference(name, ids["outcomes"], (*path, "outcomes", i, "stated-with", j), outcome.id)
        for i, honour in enumerate(record.honours):
            if honour.in_work:
                at.reference(honour.in_work, ids["works"], (*path, "honours", i, "in-work"))
            if honour.on_platform:
                at.reference(honour.on_platform, ids["platforms"], (*path, "honours", i, "on-platform"))
        for i, platform in enumerate(record.platforms):
            if platform.part_of:
                at.reference(platform.part_of, ids["platforms"], (*path, "platforms", i, "part-of"), platform.id)
        for i, claim in enumerate(record.claims):
            if claim.place and at.place:
                at.reference(claim.place, at.authority.places, (*path, "claims", i, "place"))


_NAMES_A_UNIT = (
    Text("The printed words name a unit.", "原文所载是一个单位的名称。"),
    Text("Write it under `unit`.", "请写入 `unit`。"),
)
_NOBODY = (
    Text("A participant is a unit, a place or a group.", "参与者应是单位、地区，或一组单位。"),
    Text(
        "Write `unit:` or `place:`; of a group, `printed:` alone.",
        "请写 `unit:` 或 `place:`；一组单位只写 `printed:`。",
    ),
)


def place_role(at: Placer, leads: model.Leads, scopes: Scopes, path: Path_) -> RoleOfList:
    """Place the words that show what the units of a list are, and check that they do."""
    heading = leads.basis in ("column-heading", "reading")
    quote = once(at.source, leads.quote, scopes.ranges[0]) if heading else leads.quote
    span = at.find(quote, scopes, (*path, "quote"))
    fault = basis_fault(leads, at.source.words[span.start : span.end]) if span is not NOWHERE else None
    if fault:
        at.note(fault.code, fault.what, fault.cure, (*path, fault.key))
    return RoleOfList(leads.role, leads.basis, leads.certainty, span)
