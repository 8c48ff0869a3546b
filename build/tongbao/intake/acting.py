"""Write the acts of praise and blame of a notice, with their recipients, as YAML."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from tongbao import limits
from tongbao.intake.names import Names, keyed
from tongbao.intake.original import Original, Table
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.acts import PAYS, may_appraise, read_acts
from tongbao.intake.recognise.appraised import Appraised
from tongbao.intake.recognise.bound import Bound, bind
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.head import Head
from tongbao.intake.recognise.payments import money_of, shared_payment, with_own_money
from tongbao.intake.recognise.recipient import Recipient
from tongbao.intake.recognise.recipient_lists import RecipientList, read_lists
from tongbao.intake.recognise.recipient_tables import lists_projects, tells_results
from tongbao.intake.recognise.table import Listed
from tongbao.intake.stored import Line, Stored
from tongbao.load.acts import act_fault
from tongbao.load.gaps import GAP
from tongbao.load.source import SourceText
from tongbao.model.codes import Act
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified


class Acting:
    """Reads the acts of one notice and writes them."""

    def __init__(
        self,
        stored: Stored,
        head: Head,
        names: Names,
        original: Original,
        tables: Mapping[int, Listed],
        flat: Sequence[Listed] = (),
    ) -> None:
        """Take a notice whose text has ``flat`` tables of measures."""
        self.stored, self.head, self.names, self.original = stored, head, names, original
        self.tables, self.flat = tables, flat
        self.source = SourceText.of(stored.text)

    @cached_property
    def bound(self) -> tuple[list[Bound], list[RecipientList]]:
        """The acts with their lists, and the lists that belong to none; a notice that only proposes has no act."""
        if self.head.genre == "public-disclosure":
            return [], []
        running = [line for line in self.stored.lines if line.cell is None and line.start >= self.head.body]
        acts = list(islice(read_acts(running, self._known), limits.DRAFTED_ACTS + 1))
        if len(acts) > limits.DRAFTED_ACTS:
            return [], []
        kinds = {act.kind for act in acts}
        kind = kinds.pop() if len(kinds) == 1 else None
        blocks, measures = self.original.blocks, self._measures()
        done = sorted(act.quote.start for act in acts if act.recipients)
        lines = [line for line in self.stored.lines if not (_NUMBERED.match(line.text) and _holds(line, done))]
        return bind(acts, read_lists(lines, blocks, self.head, self._known, measures, kind))

    def claims(self, start: int, end: int) -> bool:
        """Return whether the recipients of an act, or its own names, stand between two places of the text: no measure is stated there."""
        return bisect_left(self._rows, start) < bisect_left(self._rows, end)

    @cached_property
    def _rows(self) -> Sequence[int]:
        acts, _ = self.bound
        quotes = (one.act.quote.start for one in acts if one.act.recipients)
        return sorted([*quotes, *(who.row.start for one in acts for who in one.recipients if who.row)])

    def _measures(self) -> frozenset[int]:
        """Return the blocks that are tables of measures, or stand in one."""
        tables = self.tables.keys() - self.prizes - self.results
        starts = [table.start for table in self.flat]
        flat = {
            line.block
            for line in (self.stored.lines if starts else ())
            if (at := bisect_right(starts, line.start)) and line.start < self.flat[at - 1].end
        }
        return frozenset(tables | flat)

    @cached_property
    def results(self) -> frozenset[int]:
        """The blocks that are tables of what was found in an inspection or an appraisal: they list neither measures nor acts."""
        tables = ((number, block) for number, block in enumerate(self.original.blocks) if isinstance(block, Table))
        return frozenset(number for number, table in tables if tells_results(table))

    @cached_property
    def prizes(self) -> frozenset[int]:
        """The blocks that are tables of projects that won a prize, by the words above them: nothing but who did each stands there."""
        return frozenset(
            number
            for number, listed in self.tables.items()
            if isinstance(block := self.original.blocks[number], Table)
            and not any(column.holds == "text" for column in listed.columns)
            and lists_projects(block)
            and _PRIZE.search(simplified(self._above(number)))
        )

    def _above(self, block: int) -> str:
        """Return the last lines above a block."""
        before = range(block - 1, -1, -1)
        above = (line.text for at in before for line in reversed(self.stored.of_block.get(at, ())) if line.cell is None)
        return "\n".join(reversed([*islice(filter(str.strip, above), _ABOVE)]))

    def _known(self, name: str) -> Recipient | None:
        if self.names.is_known(name):
            return Recipient(name)
        place = self._place(name)
        return Recipient(name, "place", place=place) if place else None

    def _place(self, name: str) -> str:
        """Return the place that a name means, perhaps with the name of a place around it in front: 甲市乙区."""
        authority = self.names.authority
        if own := authority.place_names.get(name):
            return own[0] if len(own) == 1 else ""
        for at in range(2, len(name) - 1):
            around = set(authority.place_names.get(name[:at], ()))
            found = [one for one in authority.place_names.get(name[at:], ()) if around & set(authority.around(one)[1:])]
            if len(found) == 1:
                return found[0]
        return ""

    def lines(self) -> Iterator[str]:
        """Yield the acts; whether they praise or blame, and whom else, is for a person to say."""
        acts, left = self.bound
        if not acts:
            yield f"# {GAP}: {_ACTS}"
        running = [line for line in self.stored.lines if line.cell is None and line.start >= self.head.body]
        for words in may_appraise(running, [one.act for one in acts]):
            yield f"# {GAP}: “{words}” {_PAYS if PAYS.search(simplified(words)) else _APPRAISES}"
        for each in left[:_MANY]:
            yield f"# {GAP}: “{(each.words or each.group)[:_SHOWN]}” {_LISTED}"
        for words in (words for one in acts for each in one.lists for words in each.unread[:_MANY]):
            yield f"# {GAP}: “{words[:_SHOWN]}” {_UNREAD}"
        if acts:
            yield "commendations:"
        for one in acts:
            yield from self._act(one)

    def _act(self, bound: Bound) -> Iterator[str]:
        act = bound.act
        recipients = with_own_money(act.behind, bound.recipients)
        yield f"  - act: {self._kind(act, recipients)} # {GAP}: {_ACT}"
        if by := self._by(act):
            yield f"    by: {inline(by)}"
        if bound.is_open:
            yield "    open: true"
        if act.title:
            yield f"    title: {inline(act.title)}"
        if act.grade:
            yield f"    grade: {inline(act.grade)}"
        if not any(one.money for one in recipients) and (
            money := shared_payment(act.behind, act.stated or len(recipients))
        ):
            yield f"    payment: {inline(money)}"
        if act.stated and len(recipients) <= act.stated:
            others = f" # {GAP}: {_OTHERS}" if act.stated > len(recipients) else ""
            yield f"    count: {act.stated}{others}"
        yield f"    quote: {inline(self._quoted(act.quote))}"
        yield from self._recipients(recipients, act)

    def _kind(self, act: Appraised, recipients: Sequence[Recipient]) -> Act:
        """Return the kind of an act: where all recipients stand in a list, the words of the sentence after all decide."""
        at = bisect_left(self.source.positions, act.quote.start)
        if act.blames or not all(one.row for one in recipients):
            return act.act
        kinds: tuple[Act, ...] = (act.act, "award", "commendation", "circular-commendation")
        return next((kind for kind in kinds if not act_fault(kind, self.source.words, at, at)), act.act)

    def _by(self, act: Appraised) -> Value | None:
        """Return who decides on an act by its sentence, where all are known and none of them signed."""
        found = _DECIDES.search(simplified(act.quote.value))
        names = found["by"].split("、") if found else []
        units = [self._unit(name) for name in names]
        signed = [self._unit(issuer.value) for issuer in self.head.issuers]
        if not names or not signed or not all([*units, *signed]) or {*units} & {*signed}:
            return None
        return list[Value](names) if len(names) > 1 else names[0]

    def _unit(self, name: str) -> str:
        """Return the unit that alone bears a name here; an empty string where there is none."""
        found = self.names.authority.resolve(simplified(name), self.names.place, self.names.year)
        return found[0] if len(found) == 1 else ""

    def _recipients(self, recipients: Sequence[Recipient], act: Appraised) -> Iterator[str]:
        written = list(self._written(recipients, act))
        if all(isinstance(one, str) and not asked for one, asked in written):
            yield f"    recipients: {inline([one for one, _ in written])}"
            return
        yield "    recipients:"
        yield from (f"      - {inline(one)}{f' # {GAP}: {asked}' if asked else ''}" for one, asked in written)

    def _written(self, recipients: Sequence[Recipient], act: Appraised) -> Iterator[tuple[Value, str]]:
        """Yield each recipient, and what is to be asked of it."""
        before: list[str] = []
        for one in recipients:
            entry = self._name(one, before)
            before = [*before[-_FAMILY:], one.name]
            said = self._said(one, act)
            yield keyed(entry) | said if said else entry, "" if one.place or one.kind != "place" else _PLACE

    def _name(self, one: Recipient, before: Sequence[str]) -> Value:
        if one.kind == "unit":
            return self.names.entry(one.name, before)
        if one.kind == "place" and not one.place:
            return {"unit": one.name}
        if one.kind == "place":
            return {"place": one.place, "printed": one.name}
        return {one.kind: one.name}

    def _said(self, one: Recipient, act: Appraised) -> dict[str, Value]:
        """Return what the words say of one recipient."""
        said: dict[str, Value] = {}
        if one.of:
            said["of"] = self._body(one.of)
        said |= {"post": one.post} if one.post else {}
        if one.makers:
            said["by"] = [self._body(name) for name in one.makers]
        said |= {"group": one.group} if one.group and one.group != one.grade else {}
        said |= {"grade": one.grade} if one.grade and one.grade not in act.grade + act.title else {}
        if one.money and (money := money_of(one.money)):
            said["payment"] = money
        said |= {"fault": one.fault} if one.fault and act.blames else {}
        return said | ({"quote": self._quoted(one.row)} if one.row else {})

    def _body(self, name: str) -> Value:
        """Return the body of a person or the maker of a project: as printed where units.yaml does not have it."""
        return {"unit": simplified(name), "printed": name} if self.names.is_known(name) else {"printed": name}

    def _quoted(self, found: Found) -> Value:
        """Return a quotation, with its number where the words stand several times."""
        return quotation(self.stored.text[found.start : found.end], found.start, self.stored.text)


def _holds(line: Line, starts: Sequence[int]) -> bool:
    """Return whether an act begins on a line."""
    return bisect_left(starts, line.start) < bisect_left(starts, line.end)


_NUMBERED = regex(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[0-9]{1,3}[.．、](?![0-9]))")
_DECIDES = regex("(?:^|[，：])(?P<by>[^，。；：]{2,60}?)(?:研究)?决定")
"""Who decides: 市委、市政府决定."""
_PRIZE = regex(
    "优秀(?:项目|成果|作品|工程|论文|课题)|[特一二三]等奖|[金银铜][奖杯]|获奖|(?:技术|科学|进步|发明|专利|创新|贡献|质量)奖"
)
_ABOVE = 3
_SHOWN = 60
_MANY = 40
"""How many questions of one kind are asked."""
_FAMILY = 8
"""How many names before one are looked at for the sign that a list prints once."""
_ACTS = "commendations: who is praised or criticised, if anybody, in the order printed 受表扬、受批评的对象"
_ACT = "praise or criticism, of whom, and by whom, as this sentence says 表扬还是批评，对象是谁，由谁作出"
_APPRAISES = "whether this praises or criticises somebody, too 此句是否也表扬或批评了谁"
_PAYS = "who of those listed gets this money, if anybody 名单所列对象中谁得此款"
_LISTED = (
    "whom this list praises or criticises, if anybody, and by which sentence 此名单是否为表扬或批评对象，依据哪句话"
)
_PLACE = "a place that places.yaml does not have: add it there, and write place: with its id, and printed: 地区未列入 places.yaml，请添加，并改写为 place: 和 printed:"
_UNREAD = "whom this line of the list names; places that are not in places.yaml are added there 名单中此行所列对象；places.yaml 没有的地区请添加"
_OTHERS = "the others stand elsewhere: add them, with the words in which they stand 其余对象见他处，请补录"
