"""Draft a notice from the file that an office published: what its words say is filled in, and a person is asked the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.errors import Problem, UsageError
from tongbao.files.whole import replace_all
from tongbao.intake.acting import Acting
from tongbao.intake.again import Before, Judge, is_untouched, placed_again, questioned, stamped
from tongbao.intake.annexed import Annexed
from tongbao.intake.around import Around
from tongbao.intake.compared import HEAD, questions
from tongbao.intake.kept import Kept
from tongbao.intake.names import Names
from tongbao.intake.original import Original
from tongbao.intake.original.read import read_original
from tongbao.intake.prose import Prose
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.addressees import copied, groups_in
from tongbao.intake.recognise.figures import About, Figures
from tongbao.intake.recognise.flat import read_flat
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head, first_words, read_head
from tongbao.intake.recognise.items import left_out, read_items
from tongbao.intake.recognise.table import Listed
from tongbao.intake.recognise.tables import read_tables
from tongbao.intake.refusals import check_free, check_id, check_place, checked_year, exists, writing
from tongbao.intake.schemas import renew_schemas
from tongbao.intake.stored import Line, Stored
from tongbao.load import Authority, Content, notice_files, read_authority, read_notice, read_vocabulary
from tongbao.load.characters import plain_form
from tongbao.load.gaps import GAP
from tongbao.load.source import SourceText, squeeze
from tongbao.printed import units_with
from tongbao.printed.script import simplified
from tongbao.progress import Progress

if TYPE_CHECKING:
    from tongbao.intake.proposals.weigh import Weighed


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft that was written: its file, and the numbers of its lines that a person has to settle."""

    file: Path
    open: tuple[int, ...]
    weighed: "Weighed | None" = None
    """What became of proposals, if there were any."""
    difference: tuple[str, ...] = ()
    """The lines of the text that are gone (-) or new (+), where the notice was there already."""


def draft_notice(
    source: Path,
    data: Path,
    name: str | None,
    year: int | None,
    place: str | None,
    proposals: Path | None = None,
    recognising: Progress | None = None,
) -> Drafted:
    """Write a draft beside the text that it quotes and a copy of the original file.

    ``recognising`` receives the progress of recognising a scan, which is refused without it.
    ``proposals`` are records from elsewhere: those that the text supports go into the draft, with a mark. A draft that
    nobody has edited is made anew; in one that somebody has, only the original is replaced (see ``again``).

    Raises UsageError where a file cannot be read or what is asked cannot be, or where a notice of this name is there
    already; OutputError where it cannot be written.
    """
    vocabulary, problems = read_vocabulary(data)
    if problems or vocabulary is None:
        raise UsageError(*problems)
    authority, problems = read_authority(data, vocabulary)
    if problems:
        raise UsageError(*problems)
    if place:
        check_place(place, authority, data)
    original = read_original(source, recognising)
    stored = Stored.of(original)
    draft = _Draft(stored, read_head(stored.lines, vocabulary.named("genre")), authority, place, year, original, source)
    folder = data / "notices" / str(draft.year)
    check_id(name or draft.name())
    file = folder / f"{name}.yaml" if name else _free(folder, draft.name(), draft.head)
    kept = Kept(file, stored, original, source.read_bytes(), source.suffix)
    before = Before.of(kept, draft.says) if file.exists() else None
    if before is None:
        check_free(file, kept.files)
    elif not is_untouched(before.content.text):
        return _exchanged(before, kept, authority, data)
    lines, weighed = list(draft.lines(kept)), None
    if proposals:
        from tongbao.intake.proposals.weigh import weigh

        weighed = weigh(proposals, lines, file, draft.figures.source, data, draft.names)
        lines = weighed.lines
    asked = questioned([*lines, *draft.names.stubs()], file, draft.figures.source, _judge(kept, data, authority))
    lines = stamped(asked)
    return _written(kept, "\n".join(lines) + "\n", data, weighed, before)


def _exchanged(before: Before, kept: Kept, authority: Authority, data: Path) -> Drafted:
    """Exchange the original of a notice that a person has worked on; raise UsageError where it is the same."""
    if before.original == kept.sha256:
        raise UsageError(exists(kept.file))
    again = placed_again(before, kept, _judge(kept, data, authority))
    return _written(kept, again.decode(), data, None, before)


def _judge(kept: Kept, data: Path, authority: Authority) -> Judge:
    """Return what tells the problems that the loader would find in a draft, before it is written."""
    ids = {each.stem for each in notice_files(data)} | {kept.file.stem}

    def judge(content: Content, source: SourceText) -> list[Problem]:
        return read_notice(kept.file, data, authority, ids, content, source=source)[1]

    return judge


def _written(kept: Kept, text: str, data: Path, weighed: "Weighed | None", before: Before | None) -> Drafted:
    """Write a draft and the files beside it, all or none."""
    with writing(kept.file):
        kept.file.parent.mkdir(parents=True, exist_ok=True)
        replace_all({**kept.files, kept.file: text.encode()})
        for stale in before.stale(kept) if before else ():
            stale.unlink(missing_ok=True)
    renew_schemas(data)
    opened = tuple(number for number, line in enumerate(text.split("\n"), 1) if GAP in line)
    return Drafted(kept.file, opened, weighed, tuple(before.difference(kept.stored.text)) if before else ())


def _free(folder: Path, name: str, head: Head) -> Path:
    """Return a file of a name, with a letter where a notice of another number has it: each series of numbers counts from 1."""
    for letter in ("", *"bcdefgh"):
        file = folder / f"{name}{letter and '-'}{letter}.yaml"
        if (
            not head.number
            or not file.exists()
            or squeeze(head.number.value) in squeeze(file.read_text("utf-8", "replace"))
        ):
            break
    return file


@dataclass
class _Draft:
    """Writes the lines of one draft."""

    stored: Stored
    head: Head
    authority: Authority
    asked_place: str | None
    asked_year: int | None
    original: Original
    source: Path

    @cached_property
    def figures(self) -> Figures:
        """The figures in the stored text."""
        title = self.head.title.value if self.head.title else ""
        about = About(self.year, title, self.head.date.value if self.head.date else "")
        return Figures(self.stored, about, units_with(self.authority.vocabulary.printed))

    @cached_property
    def names(self) -> Names:
        """The names of bodies, in the place and year of the notice."""
        return Names(self.authority, self.place, self.year)

    @cached_property
    def acting(self) -> Acting:
        """The acts of praise and blame."""
        return Acting(self.stored, self.head, self.names, self.original, self.tables, self.flat)

    @cached_property
    def tables(self) -> dict[int, Listed]:
        """The tables of measures, by their blocks."""
        title = self.head.title.value if self.head.title else ""
        return read_tables(self.original.blocks, self.stored.of_block, title)

    @cached_property
    def flat(self) -> Sequence[Listed]:
        """The tables of measures that the text prints a cell on each line; only a plain text has them."""
        return read_flat(self._running())

    @property
    def says(self) -> list[str]:
        """Return what tells the document from others: its numbers, or its title where it has none."""
        numbers = [one.value for one in (self.head.number, *self.head.other_numbers) if one]
        return numbers or ([self.head.title.value] if self.head.title else [])

    @property
    def year(self) -> int:
        """Return the year of the notice: of its date, or of its number."""
        said = self.head.date.value[:4] if self.head.date else ""
        numbers = [self.head.number, *self.head.other_numbers]
        said = said or next((found[1] for one in numbers if one and (found := _YEAR.search(one.value))), "")
        return checked_year(self.asked_year or (int(said) if said else None), self.source)

    @property
    def place(self) -> str:
        """Return the place asked for, or that of the first issuer; the first of the dataset where neither is known."""
        if self.asked_place:
            return self.asked_place
        return next(filter(None, map(self._home, self.head.issuers)), "") or next(iter(self.authority.places), "")

    def _home(self, issuer: Found) -> str:
        name = plain_form(simplified(issuer.value))
        homes = self.authority.names.get(name, {})
        return next(iter(homes), "") or self._named_place(name.removeprefix("中共").removeprefix("中国共产党"))

    def _named_place(self, name: str) -> str:
        """Return the place whose whole name a body that is not known begins with, or the one within it: 甲市乙区水利局."""
        found, at = "", 0
        for end in range(_SHORTEST, min(len(name), _LONGEST)):
            own = self.authority.place_names.get(name[at:end], ())
            within = [one for one in own if self.authority.places[one].name == name[at:end]]
            if len(within) == 1 and (not found or found in self.authority.around(within[0])):
                found, at = within[0], end
        return found

    def name(self) -> str:
        """Return an id: the place, the year and the number, or the name of the file."""
        serial = re.search("([0-9]+)[号號期]", squeeze(self.head.number.value)) if self.head.number else None
        if serial:
            return f"{self.place}-{self.year}-{serial[1]}"
        return re.sub("[^a-z0-9]+", "-", self.source.stem.lower()).strip("-") or "notice"

    def lines(self, kept: Kept) -> Iterator[str]:
        """Yield the lines of the YAML."""
        of, tool = self.original.format, self.original.tool or "Python"
        yield "# yaml-language-server: $schema=../../schema/notice.schema.json"
        yield f"# Drafted from a {of} file, read by {tool}. 由 {of} 文件生成的草稿。"
        if self.original.is_recognised:
            yield HEAD
        yield f"id: {kept.file.stem}"
        yield from kept.lines()
        yield from questions(self.original)
        yield from self._metadata()
        yield from self._lists()
        yield from Around(self.stored, self.head, self.figures).lines()
        yield from self.acting.lines()
        yield from self._listed()

    def _metadata(self) -> Iterator[str]:
        head = self.head
        home = any(map(self._home, head.issuers)) or self.asked_place
        yield f"place: {self.place}" + ("" if home else f" # {GAP}: {_PLACE}")
        if head.number:
            yield f"number: {self._quote(head.number)}"
        if head.other_numbers:
            yield f"other-numbers: [{', '.join(map(self._quote, head.other_numbers))}]"
        if head.index_number:
            yield f"index-number: {self._quote(head.index_number)}"
        if head.urgency:
            yield f"urgency: {self._quote(head.urgency)}"
        if head.topics:
            yield f"topics: [{self._quote(head.topics)}]"
        if head.title:
            yield f"title: {self._quote(head.title)}" + ("" if head.title.is_sure else f" # {GAP}: {_BEGINS}")
        elif first := first_words(self.stored.lines):
            yield f"title: {self._quote(first)} # {GAP}: {_TITLE}"
        yield f"genre: {head.genre}" if head.genre else f"genre: notice # {GAP}: {_GENRE}"
        if head.signature and head.date and head.issuers:
            by = [self.names.entry(issuer.value) for issuer in head.issuers]
            value: dict[str, Value] = {"by": by if len(by) > 1 else by[0], "date": head.date.value}
            value |= {"quote": self._quoted(head.signature)}
            named: dict[str, Value] = {"named-in": self._quoted(head.named_in)} if head.named_in else {}
            yield f"issued: {inline(value | named)}" + ("" if head.signature.is_sure else f" # {GAP}: {_STATED}")
        else:
            yield f"# {GAP}: {_ISSUED}"
        if head.signed_by:
            yield f"signed-by: [{self._quote(head.signed_by)}]"
        if head.printed_by and head.printed_on:
            words = self._between(head.printed_by, head.printed_on)
            yield f"printed: {inline({'by': self.names.entry(head.printed_by.value), 'date': head.printed_on.value, 'quote': words})}"
        if head.openness:
            yield f"openness: {inline({'level': _openness(head.openness.value), 'quote': self._quoted(head.openness)})}"

    def _lists(self) -> Iterator[str]:
        if whom := self.head.addressees:
            parts = groups_in(whom.value)
            groups: list[Value] = [
                {"name": part, "unit": part} if self.names.is_known(part) else {"name": part} for part in parts
            ]
            yield "addressees:"
            yield f"  quote: {self._quote(whom)}"
            yield f"  groups: {inline(groups)}"
        if copies := self.head.copies:
            names = copied(copies.value)
            yield "copies:"
            yield f"  quote: {self._quote(copies)}"
            yield f"  units: {inline([name if self.names.is_known(name) else {'printed': name} for name in names])}"
        for other in self.head.other_copies:
            yield f"# {GAP}: “{other.value[:_SHOWN]}” {_COPIED}"

    def _listed(self) -> Iterator[str]:
        """Yield the measures of the tables, or those of numbered paragraphs where no table lists any."""
        others = self.acting.prizes | self.acting.results
        tables = [table for number, table in self.tables.items() if number not in others] or [*self.flat]
        yield from Annexed(tables, self.stored, self.head, self.names, self.figures).lines()
        if not tables:
            yield from self._prose()

    def _prose(self) -> Iterator[str]:
        """Yield the measures of numbered paragraphs; the question for them where there are none."""
        running = self._running()
        items = read_items(running, self.head.title.value if self.head.title else "")
        items = [item for item in items if item.bracket or not self.acting.claims(item.number.start, item.end)]
        running = [line for line in running if not self.acting.claims(line.start, line.end)]
        if items:
            is_sure = 2 * sum(item.bracket is not None for item in items) >= len(items)
            yield from Prose(items, self.names, self.figures, is_sure=is_sure).lines()
        else:
            yield f"# {GAP}: {_MEASURES}"
        for words in left_out(running, items):
            yield f"# {GAP}: “{words}…” {_LEFT_OUT}"

    def _running(self) -> list[Line]:
        """Return the lines of the text that stand in no table."""
        return [line for line in self.stored.lines if line.cell is None and line.start >= self.head.body]

    # --- values ---------------------------------------------------------------------------------------

    def _quoted(self, found: Found) -> Value:
        return quotation(self.stored.text[found.start : found.end], found.start, self.stored.text)

    def _quote(self, found: Found) -> str:
        return inline(self._quoted(found))

    def _between(self, first: Found, last: Found) -> Value:
        return quotation(self.stored.text[first.start : last.end], first.start, self.stored.text)


_YEAR = re.compile(r"[〔\[（(【]((?:19|20|21)[0-9]{2})")
_PLACE = "the place whose short names the notice uses (an id in places.yaml) 公文所属地区"
_TITLE = "the whole title, as printed 完整标题"
_BEGINS = "whether this is the whole title, or its first line is the letterhead 是否为完整标题；首行是标题的一部分，还是发文机关标志"
_GENRE = "circular 通报, notice 通知, decision 决定, opinions 意见 …; KEYS.md lists all 文种，全部代码见 KEYS.md"
_ISSUED = "issued: {by: , date: , quote: }: who signed, the date, the words that say so 发文机关、成文日期、原文"
_SHORTEST, _LONGEST = 3, 30
"""How long the name of a place with the word for its kind is, at least, and how much of a name is looked at, in characters."""
_STATED = "whether these are the body that issued the notice and its date: nobody signs the text 文末无落款，是否为发文机关和成文日期"
_SHOWN = 60
_COPIED = "copies: these get a copy, too, on a line of their own 另行列出的抄报、抄送机关"
_LEFT_OUT = "whether this paragraph states a measure, too 此段是否也是举措"
_MEASURES = "annexes: or measures: what the notice publishes, if anything 公布的举措"


def _openness(words: str) -> str:
    if "依申请" in words:
        return "on-request"
    return "internal" if "不" in words else "public"
