"""Turn one notice's file into facts: a pure function of the file, its source text and the units and places."""

import os
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tongbao import model
from tongbao.errors import Problem, Text
from tongbao.files.text import read_text
from tongbao.load import borders, naming
from tongbao.load.addressees import ANOTHER_LIST, group_fault, is_another_list
from tongbao.load.annexes import annex_faults, is_part, listed_number
from tongbao.load.authority import Authority, reference
from tongbao.load.cells import annex_before, fragment_of_title, is_cut, line_of, not_whole, once, other_position
from tongbao.load.codes import in_ours
from tongbao.load.english import check_english, english_of
from tongbao.load.facts import AnnexFacts, Fact, MeasureFacts, Mention, NoticeFacts
from tongbao.load.fast import read_record
from tongbao.load.gaps import gaps
from tongbao.load.leads import basis_fault
from tongbao.load.notes import Notes, in_order
from tongbao.load.number import NUMBER, as_printed, plain_number, proper_number
from tongbao.load.parts import part_of
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Content, Document, Path_, is_inside, read_content
from tongbao.load.recipients import place_commendation
from tongbao.load.rows import Rows
from tongbao.load.source import Scopes, SourceText, Span, squeeze
from tongbao.model import codes
from tongbao.printed.patterns import regex

_YEAR = regex("[0-9]{4}")


def read_notice(
    file: Path, data: Path, authority: Authority, ids: Container[str], content: Content | None = None
) -> tuple[NoticeFacts | None, list[Problem]]:
    """Read one notice; return its facts, or None and all problems of its file and source text.

    ``ids`` are those of all notices in the dataset. ``content`` is that of the file, if it was already read.
    """
    content = content or read_content(file, data)
    facts, problems = read_record(
        content,
        model.Notice,
        lambda document, record: _facts(document, record, data, authority, ids),
        authority.vocabulary,
    )
    left = gaps(file, content.text)
    return (None, in_order([*problems, *left])) if left else (facts, problems)


def _facts(
    document: Document, record: model.Notice | None, data: Path, authority: Authority, ids: Container[str]
) -> tuple[NoticeFacts | None, list[Problem]]:
    if record is None:
        return None, document.problems
    notes = Notes(document, part_of)
    source = _read_source(notes, record, data)
    _names_itself(notes, record, ids)
    for value, path in _english(record):
        check_english(notes.note, value, path)
    if authority.whole:
        reference(notes, record.place, authority.places, ("place",), "unknown-place")
    notice = None
    if source:
        year = _year(notes, record)
        known = authority.whole and year and record.place in authority.places
        placer = Placer(notes, source, authority, record.place if known else "", year)
        spoken_of = record.reference_year.year if record.reference_year else None
        placer.prints.month = _month(notes, record)
        placer.dated(record.issued.date if record.issued else "", spoken_of)
        notice = _NoticePlacer(placer, record).notice()
    problems = in_order([*document.problems, *notes.problems])
    return (None if problems else notice), problems


def _year(notes: Notes, record: model.Notice) -> int:
    """Return the year in which names are resolved: that of the notice's date, else that of its folder; 0 if neither is known."""
    if record.issued and not notes.in_doubt(("issued", "date")):
        return int(record.issued.date[:4])
    folder = notes.document.file.parent.name
    return int(folder) if _YEAR.fullmatch(folder) else 0


def _month(notes: Notes, record: model.Notice) -> int | None:
    """Return the month in which the notice was written (本月); None where that is not known."""
    return int(record.issued.date[5:7]) if record.issued and not notes.in_doubt(("issued", "date")) else None


def _read_source(notes: Notes, record: model.Notice, data: Path) -> SourceText | None:
    file = notes.document.file.parent / record.source.file
    name = record.source.file[:80]
    beside = Text("Put the source text beside this file.", "请将原文文本放在本文件旁边。")
    if not is_inside(file, data):
        what = Text(f"{name!r} leaves the data folder.", f"{name!r} 超出数据文件夹。")
        notes.note("path-outside", what, beside, ("source", "file"))
        return None
    if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises where a name is too long
        what = Text(f"There is no file {name!r} here.", f"此处没有文件 {name!r}。")
        notes.note("source-missing", what, beside, ("source", "file"))
        return None
    text, problems = read_text(file)
    if problems:
        notes.problems.extend(problems)
        return None
    source = SourceText.of(text)
    if source.sha256 != record.source.sha256:
        what = Text("The source text has changed: its SHA-256 differs.", "原文文本已变动：校验和不符。")
        cure = Text(
            f"Restore the text, or check it and write {source.sha256}.", f"请恢复原文，或核对后改为 {source.sha256}。"
        )
        notes.note("checksum", what, cure, ("source", "sha256"))
    return source


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
    if record.state and not _rests(record.state):
        notes.note("state-without-basis", *_NO_BASIS, ("state", "basis"))
    successor = record.state and record.state.replaced_by
    if successor and (successor not in ids or successor == record.id):
        what = Text(
            f"There is no other notice {successor!r} to replace this one.", f"没有替代它的另一份公文 {successor!r}。"
        )
        cure = Text("Add that notice, or correct `replaced-by`.", "请添加该公文，或改正 `replaced-by`。")
        notes.note("unknown-notice", what, cure, ("state", "replaced-by"))


def _rests(state: model.StateNow) -> bool:
    """Return whether a state has a basis: its own words can only say until when a notice holds."""
    bases = {"valid": {"nothing-known", "later-notice", "own-words"}, "expired": {"later-notice", "own-words"}}
    return state.basis in bases.get(state.value, {"later-notice"})


_NO_BASIS = (
    Text("This basis cannot show this state.", "此依据不足以说明这一效力状态。"),
    Text(
        "Write `basis: later-notice`; where the notice says itself until when it holds, `value: expired` and `basis: own-words`.",
        "请写 `basis: later-notice`；本文自载有效期限且已届满的，写 `value: expired`、`basis: own-words`。",
    ),
)


def _not_at_home(home: str) -> tuple[Text, Text]:
    return (
        Text("This is not the place of the issuing body.", "这不是发文机关所在的地区。"),
        Text(
            f"Write {home}, or correct the place of that body in units.yaml.",
            f"请写 {home}，或在 units.yaml 中改正该机关的地区。",
        ),
    )


def _nothing(_name: str) -> list[str]:
    return []


class _NoticePlacer:
    """Builds the facts of a notice from its record."""

    def __init__(self, placer: Placer, record: model.Notice) -> None:
        self.at, self.record, self.whole = placer, record, placer.source.whole

    def notice(self) -> NoticeFacts:
        record, at = self.record, self.at
        annexes, measures = self._annexes()
        names = [measure.record.id for measure in measures]
        at.unique([*_measure_ids(record)])
        at.unique([(annex.number, ("annexes", i, "number")) for i, annex in enumerate(record.annexes)])
        issued = self._issue("issued", record.issued) if record.issued else None
        if issued:
            self._at_home(issued.mentions)
        reference_year = self._quoted("reference-year")
        if record.reference_year:
            at.date(str(record.reference_year.year), ("reference-year", "year"), reference_year)
        return NoticeFacts(
            record=record,
            source=at.source,
            number=self._number(),
            title=self._title(),
            issued=issued,
            printed=self._issue("printed", record.printed) if record.printed else None,
            openness=self._openness(),
            reference_year=reference_year,
            selection=self._selection(),
            addressees=self._addressees(),
            distribution=self._distribution(),
            commendations=tuple(
                place_commendation(at, i, act, names, issued) for i, act in enumerate(record.commendations)
            ),
            annexes=annexes,
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

    def _number(self) -> Span | None:
        number = self.record.number
        if number is None:
            return None
        text = squeeze(number.text if isinstance(number, model.QuoteAt) else number)
        if not NUMBER.fullmatch(plain_number(text)):
            what = Text(f"{text[:60]!r} does not have the form of a document number.", f"{text[:60]!r} 不是发文字号。")
            self.at.note("document-number", what, proper_number(text), ("number",))
        if isinstance(number, str):
            number = as_printed(text, self.at.source.words)
        span = self.at.find(number, Scopes([self.whole]), ("number",))
        if span is not NOWHERE and is_cut(self.at.source, span):
            self.at.note("document-number", *not_whole(self.at.source, span), ("number",))
        return span

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
        return Fact(issue, span, self.at.mentions([issue.by], span, (key, "by")))

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

    def _addressees(self) -> tuple[Fact[model.AddresseeGroup], ...]:
        addressees = self.record.addressees
        if addressees is None:
            return ()
        span = self.at.find(addressees.quote, Scopes([self.whole]), ("addressees", "quote"))
        if span is not NOWHERE and self.at.source.words[span.end - 1] in ":：":  # the whole line may be quoted
            span = Span(span.start, span.end - 1)
        placed = self.at.names([group.name for group in addressees.groups], span, ("addressees", "groups"), closed=True)
        if span is not NOWHERE and (line := line_of(self.at.source, span)):
            self.at.note("names-missing", *borders.more_names(line), ("addressees", "quote"))
        listed, words = self.record.distribution is not None, self.at.source.words
        for i, (group, (at, _)) in enumerate(zip(addressees.groups, placed, strict=True)):
            fault = None if at is NOWHERE else self._group_fault(group, words, listed=listed)
            if fault:
                self.at.note(fault.code, fault.what, fault.cure, ("addressees", "groups", i, fault.key))
        return tuple(Fact(group, place) for group, (place, _) in zip(addressees.groups, placed, strict=True))

    def _group_fault(self, group: model.AddresseeGroup, words: str, *, listed: bool) -> naming.Fault | None:
        """Return where a group contradicts its name, which may name kinds of the dataset's own."""
        known = self.at.authority.vocabulary
        named = [code for word, code in known.named("unit-kind").items() if word in group.name]
        if not isinstance(group.covers, str):
            group = msgspec.structs.replace(group, covers=in_ours(group.covers, known))
        own = {known.ours("unit-kind", code) for code in named}
        return group_fault(group, words, self._place, own, listed=listed)

    def _distribution(self) -> tuple[Mention, ...]:
        distribution = self.record.distribution
        if distribution is None:
            return ()
        span = self.at.find(distribution.quote, Scopes([self.whole]), ("distribution", "quote"))
        mentions = self.at.mentions(distribution.units, span, ("distribution", "units"))
        spans = [mention.span for mention in mentions]
        if spans and NOWHERE not in spans:
            if is_another_list(self.at.source.words, spans[0].start):
                self.at.note("not-of-addressees", *ANOTHER_LIST, ("distribution", "quote"))
            missing = borders.left_out_of_lines(self.at.source, spans, self.at.known.meaning)
            if missing:
                self.at.note("names-missing", *borders.more_names(missing), ("distribution", "units"))
        return mentions

    def _annexes(self) -> tuple[tuple[AnnexFacts, ...], tuple[MeasureFacts, ...]]:
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
        of_all: codes.RoleBasis = record.leads.basis if record.leads else "stated-lead"
        words_of_all = self._basis(record.leads, Scopes([self.whole]), ("leads",)) if record.leads else None
        for i, (annex, title) in enumerate(zip(record.annexes, titles, strict=True)):
            region = Span(title.start, max(title.start, self._end(titles, i)))
            scopes = Scopes([region, self.whole])
            order = annex.order.quote and at.find(annex.order.quote, scopes, ("annexes", i, "order", "quote"))
            leads = annex.leads and self._basis(annex.leads, scopes, ("annexes", i, "leads"))
            annexes.append(AnnexFacts(annex, title, order or None, leads or None))
            basis, words = (annex.leads.basis, leads or None) if annex.leads else (of_all, words_of_all)
            rows = Rows(at, region, ("annexes", i, "measures"), annex.level, annex.number, basis, words)
            regions.append((rows, annex.measures))
        regions.append((Rows(at, self.whole, ("measures",), None, None, of_all, words_of_all), record.measures))
        placed = [span for rows, listed in regions for span in rows.place(listed)]
        measures = [facts for rows, listed in regions for facts in rows.measures(listed, placed)]
        return tuple(annexes), tuple(measures)

    def _basis(self, leads: model.Leads, scopes: Scopes, path: Path_) -> Span:
        """Place the words that show that units lead, and check that they do."""
        heading = leads.basis == "column-heading"
        quote = once(self.at.source, leads.quote, scopes.ranges[0]) if heading else leads.quote
        span = self.at.find(quote, scopes, (*path, "quote"))
        words = self.at.source.words[span.start : span.end]
        fault = basis_fault(leads.basis, words) if span is not NOWHERE else None
        if fault:
            self.at.note(fault.code, fault.what, fault.cure, (*path, fault.key))
        return span

    def _annex(self, annex: model.Annex, title: Span, end: int, path: Path_) -> None:
        """Check that the title of an annex is whole, and that its number, level and order are as printed."""
        printed = annex_before(self.at.source, title)
        numbered = printed is not None
        if printed is None:
            printed = listed_number(self.at.source, title)
        if printed is not None and printed != annex.number:
            self.at.note("position-not-printed", *other_position(printed, annex.number), (*path, "number"))
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
