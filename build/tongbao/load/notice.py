"""Turn one notice's file into facts: a pure function of the file, its source text and the units and places."""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from tongbao import model
from tongbao.errors import Problem, Text
from tongbao.load import borders, naming
from tongbao.load.annexes import annex_faults, is_part, listed_number
from tongbao.load.authority import Authority, reference
from tongbao.load.beside import Beside, read_beside
from tongbao.load.cells import annex_before, fragment_of_title, is_cut, not_whole, other_position
from tongbao.load.codes import in_ours
from tongbao.load.days import check_day
from tongbao.load.drafts import Read, read_draft
from tongbao.load.english import check_english, english_of
from tongbao.load.facts import AnnexFacts, Fact, MeasureFacts, Mention, NoticeFacts, RoleOfList, Said
from tongbao.load.fast import read_record
from tongbao.load.gaps import gaps
from tongbao.load.lists import place_addressees, place_listed
from tongbao.load.notes import Notes, in_order
from tongbao.load.number import as_printed, not_before, parts_of, plain_number, printed_before, proper_number
from tongbao.load.parts import part_of
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.positions import Places
from tongbao.load.reader import Content, Document, Path_, read_content
from tongbao.load.recipients import place_commendation
from tongbao.load.references import check_state, place_references
from tongbao.load.rows import Rows, place_role
from tongbao.load.source import Scopes, SourceText, Span, squeeze
from tongbao.printed.patterns import regex

_YEAR = regex("[0-9]{4}")


def read_notice(
    file: Path,
    data: Path,
    authority: Authority,
    ids: Container[str],
    content: Content | None = None,
    *,
    source: SourceText | None = None,
    drafts: bool = False,
) -> tuple[NoticeFacts | None, list[Problem]]:
    """Read one notice; return its facts, or None and all problems of its file and source text.

    ``ids`` are those of all notices in the dataset. ``content`` is that of the file, ``source`` the text beside it, if
    they were already read. A notice with open points is a problem or, with ``drafts``, read as far as it stands up.
    """
    content = content or read_content(file, data)

    def read(document: Document, record: model.Notice | None) -> Read:
        return _facts(document, record, data, authority, ids, source)

    left = gaps(file, content.text)
    if left and drafts:
        return read_draft(content, read, authority.vocabulary)[:2]
    facts, problems = read_record(content, model.Notice, read, authority.vocabulary)[:2]
    return (None, in_order([*problems, *left])) if left else (facts, problems)


def _facts(
    document: Document,
    record: model.Notice | None,
    data: Path,
    authority: Authority,
    ids: Container[str],
    source: SourceText | None,
) -> Read:
    if record is None:
        return Read(None, document.problems)
    notes = Notes(document, part_of)
    beside = Beside(source) if source else read_beside(notes, record.source, data)
    _names_itself(notes, record, ids)
    for value, path in _english(record):
        check_english(notes.note, value, path)
    if authority.whole:
        reference(notes, record.place, authority.places, ("place",), "unknown-place")
    notice = None
    if beside:
        year = _year(notes, record)
        known = authority.whole and year and record.place in authority.places
        placer = Placer(notes, beside.source, authority, record.place if known else "", year)
        spoken_of = record.reference_year.year if record.reference_year else None
        placer.prints.month = _month(notes, record)
        placer.dated(record.issued.date if record.issued else "", spoken_of)
        notice = _NoticePlacer(placer, record, ids).notice(beside.places)
    problems = in_order([*document.problems, *notes.problems])
    faults = [("", path) for path in document.faults] + list(zip(notes.codes, notes.paths, strict=True))
    return Read(None if problems else notice, problems, faults, notice)


def _year(notes: Notes, record: model.Notice) -> int:
    """Return the year in which names are resolved: that of the notice's date, else that of its folder; 0 if neither is known."""
    if record.issued and not notes.in_doubt(("issued", "date")):
        return int(record.issued.date[:4])
    folder = notes.document.file.parent.name
    return int(folder) if _YEAR.fullmatch(folder) else 0


def _month(notes: Notes, record: model.Notice) -> int | None:
    """Return the month in which the notice was written (本月); None where that is not known."""
    return int(record.issued.date[5:7]) if record.issued and not notes.in_doubt(("issued", "date")) else None


def _names_itself(notes: Notes, record: model.Notice, ids: Container[str]) -> None:
    file = notes.document.file
    if file.stem != record.id:
        what = Text(f"The file is not named after its id {record.id!r}.", f"文件名与标识 {record.id!r} 不一致。")
        cure = Text(f"Rename it to {record.id}.yaml, or correct the id.", f"请改名为 {record.id}.yaml，或改正标识。")
        notes.note("id-not-file-name", what, cure, ("id",))
    year = record.issued.date[:4] if record.issued else "<year>"
    if file.parent.name != year and (record.issued or not _YEAR.fullmatch(file.parent.name)):
        what = Text("The folder is not that of the notice's year.", "所在文件夹与公文的年份不符。")
        cure = Text(f"Move it to notices/{year}/.", f"请移至 notices/{year}/。")
        notes.note("year-not-folder", what, cure, ("issued", "date"))
    check_state(notes, record, ids)
    for i, correction in enumerate(record.corrections):
        check_day(notes.note, correction.date, ("corrections", i, "date"))


def _not_at_home(home: str) -> tuple[Text, Text]:
    return (
        Text("This is not the place of the issuing body.", "这不是发文机关所在的地区。"),
        Text(
            f"Write {home}, or correct the place of that body in units.yaml.",
            f"请写 {home}，或在 units.yaml 中改正该机关的地区。",
        ),
    )


_ONE_PRINTER = (
    Text("One unit prints a notice.", "印发机关只有一个。"),
    Text("Write one unit; those who sign jointly go under `issued`.", "请只写一个单位；联合发文的机关写入 `issued`。"),
)


def _text(quote: model.Quote) -> str:
    return quote.text if isinstance(quote, model.QuoteAt) else quote


def _nothing(_name: str) -> list[str]:
    return []


class _NoticePlacer:
    """Builds the facts of a notice from its record."""

    def __init__(self, placer: Placer, record: model.Notice, ids: Container[str]) -> None:
        self.at, self.record, self.ids, self.whole = placer, record, ids, placer.source.whole

    def notice(self, places: Places | None) -> NoticeFacts:
        record, at = self.record, self.at
        annexes, groups, measures = self._annexes()
        names = [measure.record.id for measure in measures]
        at.unique([*_measure_ids(record)])
        at.unique([(a.number, ("annexes", i, "number")) for i, a in enumerate(record.annexes) if a.number is not None])
        issued = self._issue("issued", record.issued) if record.issued else None
        if issued:
            self._at_home(issued.mentions)
        reference_year = self._quoted("reference-year")
        if record.reference_year:
            at.date(str(record.reference_year.year), ("reference-year", "year"), reference_year)
        return NoticeFacts(
            record=record,
            source=at.source,
            places=places,
            number=self._number(record.number, ("number",)) if record.number else None,
            said=tuple(self._said()),
            title=self._title(),
            issued=issued,
            printed=self._issue("printed", record.printed) if record.printed else None,
            openness=self._openness(),
            reference_year=reference_year,
            selection=self._selection(),
            addressees=place_addressees(at, record, self._place),
            distribution=place_listed(at, "distribution", record.distribution),
            copies=place_listed(at, "copies", record.copies),
            references=place_references(at, record, self.ids),
            commendations=tuple(
                place_commendation(at, i, act, names, issued) for i, act in enumerate(record.commendations)
            ),
            annexes=annexes,
            groups=groups,
            measures=measures,
            names=tuple(sorted(at.known.asked)),  # last: the lookups above collect them
            departures=at.departures,
        )

    def _at_home(self, issuers: Sequence[Mention]) -> None:
        """Check that the place of a notice is that of its issuing body."""
        at = self.at
        home = at.authority.home(issuers[0].unit) if issuers and issuers[0].unit else None
        if home and at.place and home != at.place:
            at.note("place-of-another", *_not_at_home(home), ("place",))

    @property
    def _place(self) -> model.Place | None:
        """The place of the notice, where it and its level are known."""
        known = self.at.place and self.at.authority.levelled
        place = self.at.authority.places.get(self.record.place) if known else None
        return place and in_ours(place, self.at.authority.vocabulary)

    def _title(self) -> Span:
        at = self.at
        title = at.find(self.record.title, Scopes([self.whole]), ("title",))
        own = at.authority.vocabulary.named("genre")
        if title is not NOWHERE and fragment_of_title(at.source, title, own):
            at.note("title-not-whole", *not_whole(at.source, title), ("title",))
        if title is not NOWHERE:
            self._genre(at.source.words[title.start : title.end], own)
        return title

    def _genre(self, title: str, own: Mapping[str, str]) -> None:
        """Check that the genre is the one that the title names, narrower than that, or broader."""
        known = self.at.authority.vocabulary
        named = naming.genre_of(title, own)
        if named and known.ours("genre", named) != known.ours("genre", self.record.genre):
            self.at.note("genre-contradicted", *naming.genre_contradicted(named), ("genre",))

    def _number(self, number: model.Quote, path: Path_) -> Span:
        text = squeeze(_text(number))
        if not parts_of(plain_number(text)):
            what = Text(f"{text[:60]!r} does not have the form of a document number.", f"{text[:60]!r} 不是发文字号。")
            self.at.note("document-number", what, proper_number(text), path)
        if isinstance(number, str):
            number = as_printed(text, self.at.source.words)
        span = self.at.find(number, Scopes([self.whole]), path)
        if span is not NOWHERE and is_cut(self.at.source, span):
            self.at.note("document-number", *not_whole(self.at.source, span), path)
        return span

    def _said(self) -> Iterator[Said]:
        """Place the words of the notice about itself that are recorded as they stand."""
        record, scopes = self.record, Scopes([self.whole])
        for i, number in enumerate(record.other_numbers):
            yield Said("other-numbers", _text(number), self._number(number, ("other-numbers", i)))
        for key, quote in (("index-number", record.index_number), ("urgency", record.urgency)):
            if quote:
                yield Said(key, _text(quote), self.at.find(quote, scopes, (key,)))
        for key, quotes in (
            ("signed-by", record.signed_by),
            ("topics", record.topics),
            ("purposes", record.purposes),
            ("requirements", record.requirements),
        ):
            for i, quote in enumerate(quotes):
                yield Said(key, _text(quote), self.at.find(quote, scopes, (key, i)))

    def _quoted(self, key: str) -> Span | None:
        value = getattr(self.record, key.replace("-", "_"))
        return self.at.find(value.quote, Scopes([self.whole]), (key, "quote")) if value else None

    def _openness(self) -> Span | None:
        mark, span = self.record.openness, self._quoted("openness")
        if mark and span and span is not NOWHERE:
            words = self.at.source.words[span.start : span.end]
            if naming.openness_contradicted(mark.level, words):
                self.at.note("openness-contradicted", *naming.OPENNESS, ("openness", "level"))
        return span

    def _issue(self, key: str, issue: model.Issue) -> Fact[model.Issue]:
        span = self.at.find(issue.quote, Scopes([self.whole]), (key, "quote"))
        self.at.date(issue.date, (key, "date"), span)
        if len(issue.names) > 1 and key == "printed":
            self.at.note("one-printer", *_ONE_PRINTER, (key, "by"))
        named = self.at.find(issue.named_in, Scopes([self.whole]), (key, "named-in")) if issue.named_in else span
        return Fact(issue, span, self.at.mentions(issue.names, named, (key, "by")))

    def _selection(self) -> Fact[model.Selection] | None:
        selection = self.record.selection
        if selection is None:
            return None
        span = self.at.find(selection.quote, Scopes([self.whole]), ("selection", "quote"))
        methods = self.at.names(selection.methods, span, ("selection", "methods"))
        spans = [place for place, _ in methods]
        more = (
            borders.left_out(self.at.source.words, spans, _nothing, strict=True)
            if spans and NOWHERE not in spans
            else ""
        )
        if more:
            self.at.note("names-missing", *borders.more_names(more), ("selection", "methods"))
        listed = [Mention("", method, place) for method, (place, _) in zip(selection.methods, methods, strict=True)]
        self.at.open_list(listed, span, ("selection", "open"), is_open=selection.open)
        return Fact(selection, span, self.at.mentions(selection.organised_by, span, ("selection", "organised-by")))

    def _annexes(
        self,
    ) -> tuple[tuple[AnnexFacts, ...], tuple[Fact[model.MeasureGroup], ...], tuple[MeasureFacts, ...]]:
        record, at = self.record, self.at
        titles = [
            at.find(annex.title, Scopes([self.whole]), ("annexes", i, "title"))
            for i, annex in enumerate(record.annexes)
        ]
        at.bounded = NOWHERE not in titles
        for i, (annex, title) in enumerate(zip(record.annexes, titles, strict=True)):
            if title is not NOWHERE:
                self._annex(annex, title, self._end(titles, i), ("annexes", i))
        annexes: list[AnnexFacts] = []
        regions: list[tuple[Rows, list[model.Measure]]] = []
        of_all = place_role(at, record.leads, Scopes([self.whole]), ("leads",)) if record.leads else RoleOfList()
        groups, known = self._groups(titles)
        for i, (annex, title) in enumerate(zip(record.annexes, titles, strict=True)):
            region = Span(title.start, max(title.start, self._end(titles, i)))
            scopes = Scopes([region, self.whole])
            order = annex.order.quote and at.find(annex.order.quote, scopes, ("annexes", i, "order", "quote"))
            role = place_role(at, annex.leads, scopes, ("annexes", i, "leads")) if annex.leads else of_all
            number = annex.number or i + 1
            annexes.append(AnnexFacts(annex, number, title, order or None, role.words if annex.leads else None))
            rows = Rows(at, region, ("annexes", i, "measures"), annex.level, number, role, known)
            regions.append((rows, annex.measures))
        regions.append((Rows(at, self.whole, ("measures",), None, None, of_all, known), record.measures))
        placed = [span for rows, listed in regions for span in rows.place(listed)]
        measures = [facts for rows, listed in regions for facts in rows.measures(listed, placed)]
        return tuple(annexes), groups, tuple(measures)

    def _groups(self, titles: list[Span]) -> tuple[tuple[Fact[model.MeasureGroup], ...], set[str]]:
        """Place the headings above measures, each in its annex or in the text; return their ids, too."""
        at, found, ids = self.at, [], list[tuple[str, Path_]]()
        listed: list[tuple[Path_, list[model.MeasureGroup], Scopes]] = [
            (
                ("annexes", i, "groups"),
                annex.groups,
                Scopes([Span(title.start, max(title.start, self._end(titles, i))), self.whole]),
            )
            for i, (annex, title) in enumerate(zip(self.record.annexes, titles, strict=True))
        ]
        listed.append((("groups",), self.record.groups, Scopes([self.whole])))
        for path, groups, scopes in listed:
            for i, group in enumerate(groups):
                span = at.find(group.title, scopes, (*path, i, "title"))
                before = at.source.words[max(span.start - 16, 0) : span.start]
                if group.number and span is not NOWHERE and not printed_before(squeeze(group.number), before):
                    at.note("position-not-printed", *not_before(group.number, before), (*path, i, "number"))
                ids.append((group.id, (*path, i, "id")))
                found.append((group, span, (*path, i)))
        at.unique(ids)
        names = {name for name, _ in ids}
        for group, _, path in found:
            if group.within:
                at.reference(group.within, names, (*path, "within"), group.id)
        return tuple(Fact(group, span) for group, span, _ in found), names

    def _annex(self, annex: model.Annex, title: Span, end: int, path: Path_) -> None:
        """Check that the title of an annex is whole, and that its number, level and order are as printed."""
        printed = annex_before(self.at.source, title)
        numbered = printed is not None
        if printed is None:
            printed = listed_number(self.at.source, title)
        if None not in (printed, annex.number) and printed != annex.number:
            self.at.note("position-not-printed", *other_position(printed or 0, annex.number), (*path, "number"))
        if (not numbered and is_cut(self.at.source, title)) or is_part(self.at.source, title):
            self.at.note("title-not-whole", *not_whole(self.at.source, title), (*path, "title"))
        meant = in_ours(annex, self.at.authority.vocabulary)
        for fault in annex_faults(self.at.source, meant, title, end, self._place):
            self.at.note(fault.code, fault.what, fault.cure, (*path, fault.key))

    def _end(self, titles: list[Span], index: int) -> int:
        """Return where an annex ends: at the next annex whose title was found."""
        return next((title.start for title in titles[index + 1 :] if title is not NOWHERE), self.whole.end)


def _english(record: model.Notice) -> Iterator[tuple[model.Asserted | None, Path_]]:
    yield record.english, ("english",)
    for i, annex in enumerate(record.annexes):
        yield from english_of(annex.measures, ("annexes", i, "measures"))
    yield from english_of(record.measures, ("measures",))


def _measure_ids(record: model.Notice) -> Iterator[tuple[str, Path_]]:
    for i, annex in enumerate(record.annexes):
        yield from ((measure.id, ("annexes", i, "measures", j, "id")) for j, measure in enumerate(annex.measures))
    yield from ((measure.id, ("measures", i, "id")) for i, measure in enumerate(record.measures))
