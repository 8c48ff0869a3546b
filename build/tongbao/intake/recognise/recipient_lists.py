"""Lists of recipients behind the text or in annexes: under which title, grade and heading each stands, and in which row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from tongbao.intake.original import Block, Table
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head
from tongbao.intake.recognise.list_items import LONGEST, as_printed, is_body, items_of, parted
from tongbao.intake.recognise.payments import shared_words
from tongbao.intake.recognise.persons import is_name
from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.recipient_tables import read_recipient_table
from tongbao.intake.recognise.whom import read_whom
from tongbao.intake.recognise.whom_words import Kind, any_of, grade_in, kind_titled
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed import chinese_number
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_ANNEX = regex("附(?:(?:件|表|录)[0-9一二三四五六七八九十]{0,3}[：:]?|[：:])(?P<title>.{0,60})")
_TITLE = regex(
    "[^。；]{2,60}(?:名单|一览表|汇总表|情况表|名册|获奖(?:项目|成果|作品|论文|专利|单位|企业|集体|个人))(?:[（(][^）()]{1,20}[)）])?"
)
_LEAD = regex("(?:.*。)?(?P<said>[^。]{2,400})[:：]|(?P<below>.*(?:通报|名单|公布)如下.{0,200}。)")
_SERIAL = regex(
    "(?P<section>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])|[（(]?[0-9]{1,3}[.、．)）](?![0-9])|[①-⑳]|(?P<bare>[0-9]{1,3})(?=[\\s\u3000])"
)
_COUNT = "[（(]共?计?(?P<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,5})[个名项人家件篇位支][^（）()]{0,6}[)）]"
_COUNT_ALONE = regex(f"{_COUNT}|共(?P<number>[0-9]{{1,4}})[个名项人家件篇位支]")
_HEADING = regex(
    f"(?P<words>[^：:（(。；]{{0,38}}[（(](?:[市州县区旗]、?){{1,3}}[)）]|[^：:（(。；]{{2,40}}|[^：:。；]{{2,40}}?)(?:{_COUNT})?(?P<colon>[：:])?(?P<rest>.*)"
)
_REST = ("，", "。", "；")


@dataclass
class RecipientList:
    """The recipients that stand together under one heading."""

    title: str
    """The title of the annex or of the list."""
    start: int
    kind: Kind | None = None
    grade: str = ""
    heading: str = ""
    """The heading with the grade, as printed."""
    group: str = ""
    above: str = ""
    """The numbered heading above that with the grade: 一、综合奖."""
    stated: int | None = None
    level: str = ""
    """The form of the number before the heading with the grade: 一、 or （一）."""
    level_of_group: str = ""
    recipients: list[Recipient] = field(default_factory=list)
    named: str = ""
    """The body or place that heads it, which may be a recipient itself."""
    unread: list[str] = field(default_factory=list)
    """Its lines that may name recipients, but were not understood."""
    lead: Line | None = None
    """The line of the text that announces it, where it is not in an annex."""

    @property
    def is_full(self) -> bool:
        """Whether it holds as many as its heading counts."""
        return self.stated is not None and len(self.recipients) == self.stated

    @property
    def words(self) -> str:
        """All words of its titles."""
        return f"{self.title}{self.heading}"


def read_lists(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    head: Head,
    known: Known,
    measures: frozenset[int] = frozenset(),
    kind: Kind | None = None,
) -> list[RecipientList]:
    """Return the lists of recipients of a notice, in order.

    ``measures`` are the blocks that list measures, ``kind`` is what a list holds whose title does not say it.
    """
    reader = _Reader(head, known, kind)
    body = [line for line in lines if line.start >= head.body]
    for block, grouped in groupby(body, key=lambda line: line.block):
        together = list(grouped)
        if block in measures:
            reader.reads = False
        elif together[0].cell is None:
            for line in together:
                reader.line(line)
        elif isinstance(table := blocks[block], Table):
            reader.table(table, together)
    for one in reader.lists:
        one.unread += [one.named] if one.named and not one.recipients else []
    return [one for one in reader.lists if one.recipients or one.unread]


class _Reader:
    """Reads the lines behind the beginning of the text, one after the other."""

    def __init__(self, head: Head, known: Known, kind: Kind | None) -> None:
        self.head, self.known, self.kind = head, known, kind
        self.lists: list[RecipientList] = []
        self.reads = False
        """Whether a list may stand here."""
        self.titled = False
        """Whether the title of a list may go on."""
        self.paused = False
        """Whether a sentence stands behind the list; a heading like those above it takes it up again."""
        self.announced = ""
        """The form of the number before the line that announces the list."""
        self.levels = set[str]()
        """The forms of the numbers before the headings of the list."""
        aside = (
            head.signature,
            head.copies,
            head.printed_by,
            head.signed_by,
            head.openness,
            head.addressees,
            head.topics,
            *head.other_copies,
            *head.annexes,
        )
        self.aside = [(found.start, found.end) for found in aside if found]

    def line(self, line: Line) -> None:
        words = squeeze(line.text)
        plain = simplified(words)
        if not words or any(start < line.end and line.start < end for start, end in self.aside):
            self.reads = self.reads and not words
            if (named := _ANNEX.fullmatch(plain)) and len(self.head.annexes) == 1 and _TITLE.fullmatch(named["title"]):
                self._begin(
                    named["title"], line, titled=False
                )  # the list may stand between this line and the signature
            return
        if (annex := _ANNEX.fullmatch(plain)) and not plain.endswith(_REST):
            self._begin(annex["title"], line, titled=True)
        elif _TITLE.fullmatch(plain) and not (self.reads and self.known(plain)):
            self._begin(self.lists[-1].title + plain if self.titled else plain, line, titled=False)
        elif (
            (lead := _LEAD.fullmatch(plain))
            and _MAY_LEAD.search(lead["said"] or lead["below"])
            and not self._in_annex()
        ):
            self._begin(lead["said"] or "", line, titled=False)
            self.lists[-1].lead = line
            self.announced = _level(_SERIAL.match(line.text))
        elif self.reads:
            self._listed(line, plain)

    def _in_annex(self) -> bool:
        return self.reads and bool(self.lists) and self.lists[-1].lead is None

    def _begin(self, title: str, line: Line, *, titled: bool) -> None:
        self.reads, self.titled, self.paused, self.announced = True, titled, False, ""
        self.levels.clear()
        self.lists.append(RecipientList(title, line.start, kind_titled(title) or self.kind, prize_of(title)))

    def _listed(self, line: Line, plain: str) -> None:
        """Read a line of a list: a heading, or one or more recipients; a text ends a list that stands in the text."""
        current = self.lists[-1]
        is_heading = _COUNTED.search(plain) or any_of("grades", "^").search(plain)
        if self.titled and not current.title and not is_heading:
            current.title, current.kind, current.grade = plain, kind_titled(plain) or current.kind, prize_of(plain)
            return
        if count := _COUNT_ALONE.fullmatch(plain):
            current.stated = _number(count["count"] or count["number"])
            self.titled = False
            return
        serial = _SERIAL.match(line.text)
        at = serial.end() if serial else 0
        level = _level(serial)
        if level and level == self.announced:
            self.reads = False
            return
        if self.paused and not (level in self.levels and (_OF_THOSE.search(plain) or _INLINE.fullmatch(plain))):
            return
        self.paused = False
        if self._inline(line, at, level) or self._heading(line, at, level):
            self.titled = False
            return
        found = (
            list(items_of(line, at, self.known, self.lists[-1].kind)) if len(plain) <= LONGEST or "、" in plain else []
        )
        if plain.endswith("。") and not serial and not all(map(self._is_named, found)):
            found = []  # a sentence
        if found and self.lists[-1].is_full:
            self.lists[-1].unread.append(plain)
        elif found:
            self.titled = False
            self._take(line, found)
        elif self.titled and len(plain) + len(current.title) <= LONGEST:
            self._begin(current.title + plain, line, titled=True)
        elif current.lead is not None and plain.endswith(("。", "）")) and "：" not in plain[:_LONGEST_HEADING]:
            self.paused = True
        elif len(plain) <= LONGEST and not any_of("clauses", behind="").search(plain):
            self.lists[-1].unread.append(plain)

    def _is_named(self, one: Recipient) -> bool:
        return one.kind != "unit" or is_body(simplified(one.name), self.known)

    def _take(self, line: Line, found: Sequence[Recipient]) -> None:
        """Add the recipients of a line; in a list of persons, a body or a place alone on its line stands above those of it."""
        last = self.lists[-1]
        alone = found[0].name if len(found) == 1 and found[0].kind in ("unit", "place") else ""
        if alone and last.kind == "person":
            new = RecipientList(last.title, line.start, last.kind, last.grade, last.heading, alone, level=last.level)
            new.lead, new.named, new.level_of_group = last.lead, alone, last.level_of_group
            self.lists.append(new)
        else:
            self.lists[-1].recipients += [self._headed(one) for one in found]

    def _heading(self, line: Line, at: int, level: str) -> bool:
        """Take a line as a heading where it names a grade, or counts or announces what follows; return whether it does."""
        printed = squeeze(line.text[at:])
        found = _HEADING.fullmatch(simplified(printed))
        one = self.known(found["words"]) if found else None
        if not found or (one and not (one.kind == "place" and found["count"] and not found["rest"])):
            return False
        words, rest = found["words"].strip("“”"), found["rest"]
        grade = grade_in(words) if len(words) <= _LONGEST_HEADING else ""
        counted, colon = bool(found["count"]), bool(found["colon"])
        if rest and not colon:
            return False
        is_part = (_is_kind(words) and words.endswith("组")) or bool(any_of("heads", "^").search(words) and not rest)
        if not grade and not (is_part or counted or (level and not rest and not is_body(words, self.known))):
            return False
        if not grade and colon and rest:
            return False
        heading = _Heading(words, printed[: len(found["words"])].strip("“”"), grade, _number(found["count"]), level)
        self._section(line, heading)
        if rest:
            start = line.text.rindex(rest[0], 0, len(line.text) - len(rest) + 1) if rest[0] in line.text else at
            self.lists[-1].recipients += [
                self._headed(one) for one in items_of(line, start, self.known, self.lists[-1].kind)
            ]
        return True

    def _inline(self, line: Line, at: int, level: str) -> bool:
        """Take a line that names a heading, those under it, and perhaps their money: （一）纳税十强：甲公司、乙公司，各奖励50万元."""
        printed = squeeze(line.text[at:])
        found = _INLINE.fullmatch(simplified(parted(line, at)))
        bare = _BRACKET.sub("", found["words"]) if found else ""
        if not found or not (_is_kind(bare) or not (is_body(bare, self.known) or is_name(found["words"]))):
            return False
        whom = read_whom(found["who"], self.known, kind_titled(found["words"]) or self.lists[-1].kind)
        if not whom.recipients or whom.is_open or whom.spans[0][0] or whom.spans[-1][1] < len(found["who"]):
            return False
        heading = _COUNTED.sub("", found["words"])
        self._section(line, _Heading(heading, printed[: len(heading)], grade_in(heading), None, level))
        start = line.start + at + len(line.text[at:]) - len(line.text[at:].lstrip())
        row = Found(printed, start, start + len(line.text[at:].strip()))
        money = shared_words(found["behind"], len(whom.recipients))
        for one in whom.recipients:
            name = as_printed(printed, one.name)
            self.lists[-1].recipients.append(self._headed(one._replace(name=name, money=one.money or money, row=row)))
        return True

    def _section(self, line: Line, heading: "_Heading") -> None:
        last = self.lists[-1]
        new = RecipientList(last.title, line.start, lead=last.lead, stated=heading.stated, level=last.level)
        self.levels |= {heading.level} - {""}
        if heading.grade:
            new.grade, new.heading, new.level = heading.grade, heading.printed, heading.level
            over = last.heading if last.level and not (heading.level or last.recipients) else ""
            new.above = over or (last.above if last.level == heading.level else "")
            new.group = new.above
            new.kind = kind_titled(heading.words) or kind_titled(last.title)
        else:
            is_part = _is_kind(heading.words)  # 中学组: the grades below it are its own
            beside = is_part or (bool(heading.level) and heading.level == last.level)
            new.grade, new.heading = ("", "") if beside else (last.grade, last.heading)
            new.group, new.level_of_group = heading.printed, heading.level
            new.above = heading.printed if is_part else ""
            new.kind = kind_titled(heading.words) or (kind_titled(last.title) if beside else last.kind)
        self.lists.append(new)

    def _headed(self, one: Recipient) -> Recipient:
        """Add the grade and the heading under which a recipient stands."""
        current = self.lists[-1]
        return one._replace(grade=one.grade or current.grade, group=one.group or current.group)

    def table(self, table: Table, lines: Sequence[Line]) -> None:
        """Read a table of recipients; one inside the text only where a line announces it."""
        if not self.reads:
            return
        self.titled = False
        current = self.lists[-1]
        kind = kind_titled(current.words) or current.kind
        for row in read_recipient_table(table, lines, self.known, kind):
            if row.section:
                self._row_heading(row.section, lines[0])
            if row.recipient:
                self.lists[-1].recipients.append(self._headed(row.recipient))
            else:
                self.lists[-1].unread.append(row.unread)

    def _row_heading(self, section: str, line: Line) -> None:
        found = _HEADING.fullmatch(simplified(_SERIAL.sub("", section, count=1)))
        words = found["words"] if found else section
        last = self.lists[-1]
        if words not in (last.heading, last.group):
            stated = _number(found["count"]) if found else None
            self._section(line, _Heading(words, words, grade_in(words), stated))


def prize_of(title: str) -> str:
    """Return the prize that the title of a list names and all in it won.

    >>> prize_of("优秀组织奖名单"), prize_of("一等奖获奖单位名单"), prize_of("科学技术奖励名单"), prize_of("先进集体名单")
    ('优秀组织奖', '一等奖', '', '')
    """
    usual = any_of("grades").search(_LISTED.sub("", title))
    return str(usual[0]) if usual and usual[0].endswith(("奖", "杯", "牌")) else ""


_LISTED = regex(
    "(?:获奖)?(?:单位|企业|集体|个人|学校|项目|作品|成果|论文|案例|人员)?(?:名单|一览表|汇总表|名册)(?:[（(].*)?$"
)
_COUNTED = regex(f"{_COUNT}$")


def _is_kind(words: str) -> bool:
    """Return whether words are those for a kind of body, and no name: 小学, 高校, 中学组.

    >>> _is_kind("中学组"), _is_kind("高校"), _is_kind("县第一中学")
    (True, True, False)
    """
    return bool(any_of("kinds", "^", "组?$").search(words))


_BRACKET = regex("[（(].*")
_INLINE = regex("(?P<words>[^：:，。；]{2,30})[：:](?P<who>[^，。；：:]{2,300})(?P<behind>，[^。；]{2,60})?[。；]?")
_OF_THOSE = regex("的(?:地方|单位|地区|县区|市县|企业|部门)|名单|优秀|先进|获奖")


class _Heading(NamedTuple):
    """A heading within a list: in simplified script, as printed, and what it says."""

    words: str
    printed: str
    grade: str
    stated: int | None = None
    level: str = ""


def _level(serial: re.Match[str] | None) -> str:
    """Return the form of the number before a heading, whatever the number: N、, （N）."""
    return re.sub("[一二三四五六七八九十]+", "N", serial["section"]) if serial and serial["section"] else ""


_LONGEST_HEADING = 30
_MAY_LEAD = regex("表[扬彰]|批评|名单|如下|以下|下列|获奖|授予|命名|嘉奖|记功")


def _number(printed: str | None) -> int | None:
    if not printed:
        return None
    return int(printed) if printed.isdigit() else chinese_number(printed)
