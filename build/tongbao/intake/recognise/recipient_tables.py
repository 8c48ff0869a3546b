"""The recipients that a table lists: which column holds what, by its heading, and the row of each."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao.intake.original import Cell, Table
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.persons import PLACE_ENDS, body_and_post, is_name
from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.table import names_in, words_of_cells
from tongbao.intake.recognise.whom_words import Kind, any_of, column_holds, grade_in
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_HEADINGS, _LONGEST = 3, 16
_NAMED = ("person", "project", "unit", "place", "of-post")
"""What a column may hold that names recipients, the first that a table has."""
_RANKS = regex("名次|排名|得分|分数|[0-9]")
_COUNTED = regex("[（(]共?[0-9一二三四五六七八九十百]+[个名项人家件篇位][)）]$")
_PASSED = regex("合格|基本合格|通过|达标|优秀?|良好?|称职|符合|正常")
_MONEY_UNIT = regex("[（(](?P<unit>[万亿]?元)[/／]?[个项人名]?[)）]")


class ListedRow(NamedTuple):
    """A recipient in a table, with the heading inside the table under which it stands."""

    recipient: Recipient | None
    """None where its cell names nobody that is understood."""
    section: str = ""
    unread: str = ""


def read_recipient_table(table: Table, lines: Sequence[Line], known: Known, kind: Kind | None) -> list[ListedRow]:
    """Return the recipients of a table, whose ``lines`` are those of the stored text; none where it lists something else.

    ``kind`` is what the title of the list says that it holds.
    """
    cells = words_of_cells(lines, between="")
    top = next((n for n, row in enumerate(table.rows[:_HEADINGS]) if _is_heading(row)), None)
    if top is None:
        return _grid(table, cells, known, kind)
    held = [column_holds(cell.text) for cell in table.rows[top]]
    if any(_RANKS.search(squeeze(cell.text)) for cell in table.rows[top]) and "grade" not in held:
        return []  # a ranking, or figures
    if tells_results(table) and any(_PASSED.fullmatch(squeeze(cell.text)) for row in table.rows[top:] for cell in row):
        return []  # who passed stands beside who failed
    found: list[ListedRow] = []
    section, behind = _above(table.rows[:top]), cells.get(id(table.rows[top][-1]), Found("", 0, 0)).end
    for row in table.rows[top + 1 :]:
        if len(row) > 1 and len({id(cell) for cell in row}) == 1:
            section = squeeze(row[0].text)
            continue
        for columns in _groups(held, row, table.rows[top]):
            if one := _recipient(columns, cells, behind, known, kind):
                found += [ListedRow(each, section) for each in _several(one, known)]
            elif words := "".join(squeeze(column.cell.text) for column in columns if column.holds in _NAMED):
                found.append(ListedRow(None, section, words))
        behind = max((cells[id(cell)].end for cell in row if id(cell) in cells and cell.rows == 1), default=behind)
    return found


def lists_projects(table: Table) -> bool:
    """Return whether the columns of a table hold projects and who did them."""
    held = {column_holds(cell.text) for row in table.rows[:_HEADINGS] for cell in row}
    return {"project", "maker"} <= held


def tells_results(table: Table) -> bool:
    """Return whether the headings of a table are those of what was found in an inspection, and of nothing that is done."""
    headings = [
        squeeze(simplified(cell.text)) for row in table.rows[:_HEADINGS] for cell in row if len(cell.text) <= _LONGEST
    ]
    found = any(any_of("results", behind="").search(words) for words in headings)
    return found and not any(any_of("doings", behind="").search(words) for words in headings)


def _several(one: Recipient, known: Known) -> Iterator[Recipient]:
    """Yield the bodies of a cell that names several."""
    names = names_in(one.name)[0] if one.kind == "unit" and not known(simplified(one.name)) else []
    if len(names) < 2:
        yield one
        return
    for name in names:
        known_one = known(simplified(name.words)) or Recipient(name.words)
        yield one._replace(name=name.words, kind=known_one.kind, place=known_one.place)


def _above(rows: Sequence[Sequence[Cell]]) -> str:
    """Return the row with a grade or a count above the headings of the columns."""
    whole = [squeeze(row[0].text) for row in rows if len({id(cell) for cell in row}) == 1]
    return next((words for words in whole if _COUNTED.search(words) or grade_in(words)), "")


def _is_heading(row: Sequence[Cell]) -> bool:
    texts = [squeeze(cell.text) for cell in {id(cell): cell for cell in row}.values()]
    known = {column_holds(text) for text in texts} - {""}
    return len(known) > 1 and all(len(text) <= _LONGEST for text in texts)


class _Column(NamedTuple):
    holds: str
    heading: str
    cell: Cell


def _groups(held: Sequence[str], row: Sequence[Cell], heading: Sequence[Cell]) -> Iterator[list[_Column]]:
    """Yield the columns of each recipient of a row: where the headings repeat, several stand side by side."""
    columns = [_Column(*one) for one in zip(held, (squeeze(cell.text) for cell in heading), row, strict=False)]
    first = columns[0].heading if columns else ""
    starts = [n for n, column in enumerate(columns) if column.heading == first]
    for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
        yield columns[start:end]


def _recipient(
    columns: Sequence[_Column], cells: dict[int, Found], behind: int, known: Known, kind: Kind | None
) -> Recipient | None:
    """Return the recipient of a row; cells that several rows share, or that stand before ``behind``, are not its own."""
    of: dict[str, tuple[Found, str]] = {}
    shared = {holds for holds, _, cell in columns if cell.rows > 1}
    for column in columns:
        if (words := cells.get(id(column.cell))) and squeeze(words.value) not in _NOTHING:
            of.setdefault(column.holds, (words, column.heading))
    name = next((holds for holds in _order(of, kind) if holds in of), None)
    if name is None or (name == "of-post"):
        return None
    apart = {"number", "other", "", *shared}
    own = {holds: said for holds, said in of.items() if said[0].start >= behind and holds not in apart}
    found = _named(name, of, known)
    if found is None or name not in own:
        return None
    start, end = min(said[0].start for said in own.values()), max(said[0].end for said in own.values())
    return _detailed(found, of, own, known)._replace(row=Found("", start, end))


_NOTHING = ("", "/", "—", "-", "无", "－")


def _order(of: dict[str, tuple[Found, str]], kind: Kind | None) -> list[str]:
    """Return what names the recipient of a row: persons before projects before bodies, unless the title says bodies."""
    return ["unit", "place", *_NAMED] if kind == "unit" and "person" not in of else list(_NAMED)


def _named(name: str, of: dict[str, tuple[Found, str]], known: Known) -> Recipient | None:
    printed = squeeze(of[name][0].value)
    plain = simplified(printed)
    if name == "person":
        return Recipient(printed, "person") if is_name(plain, surely=True) else None
    if name == "project":
        return Recipient(printed, "project")
    found = known(plain)
    return found._replace(name=printed) if found else Recipient(printed, "unit" if name == "unit" else "place")


def _detailed(
    found: Recipient, of: dict[str, tuple[Found, str]], own: dict[str, tuple[Found, str]], known: Known
) -> Recipient:
    """Add what the other cells say of a recipient; what a shared cell says stands above the row."""
    said = {holds: squeeze(words.value) for holds, (words, _) in of.items()}
    if found.kind == "person":
        body, post = body_and_post(said.get("of-post", ""), known) if "of-post" in own else ("", "")
        body = body or (said["unit"] if "unit" in own else "")
        found = found._replace(of=body, post=post or (said["post"] if "post" in own else ""), is_sure=True)
        found = found._replace(group=said["unit"]) if "unit" in of and "unit" not in own else found
    if found.kind == "project":
        listed = "maker" if "maker" in own else "unit" if "unit" in own else ""
        names, _ = names_in(of[listed][0].value) if listed else ([], False)
        found = found._replace(makers=tuple(one.words for one in names if not one.is_group))
    grade = said.get("grade", "")
    money = said["money"] + _unit_of(of["money"][1]) if "money" in own else ""
    return found._replace(
        grade=grade_in(grade) or grade,
        group=found.group or said.get("group", ""),
        money=money,
        fault=said["fault"] if "fault" in own else "",
    )


def _unit_of(heading: str) -> str:
    """Return the unit of money that a heading gives for its cells: 奖金（万元）."""
    found = _MONEY_UNIT.search(heading)
    return f"|{found['unit']}" if found else ""


def _grid(table: Table, cells: dict[int, Found], known: Known, kind: Kind | None) -> list[ListedRow]:
    """Return the names of a table without headings, each in a cell of its own; all are unread where a cell holds something else."""
    places = {id(cell): cells[id(cell)] for row in table.rows for cell in row if id(cell) in cells}
    found = [_alone(words, known, kind) for words in places.values() if squeeze(words.value) not in _NOTHING]
    if all(found):
        return [ListedRow(one) for one in found]
    rows = ("".join(squeeze(cell.text) for cell in row) for row in table.rows)
    return [ListedRow(None, unread=words) for words in rows if words] if any(found) else []


def _alone(words: Found, known: Known, kind: Kind | None) -> Recipient | None:
    printed = squeeze(words.value)
    plain = simplified(printed)
    if one := known(plain):
        return one._replace(name=printed, row=words)
    if kind == "person" and is_name(plain, surely=True):
        return Recipient(printed, "person", row=words, is_sure=True)
    if kind in (None, "unit", "place") and len(plain) <= _LONGEST_NAME:
        if PLACE_ENDS.search(plain):
            return Recipient(printed, "place", row=words)
        if any_of("bodies").search(plain) and not any_of("nobody").search(plain):
            return Recipient(printed, row=words)
    return None


_LONGEST_NAME = 30
"""The longest name of a body in a cell of its own."""
