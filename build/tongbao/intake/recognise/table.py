"""The measures that a table lists: which column holds what, by its heading, and the cells of each row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, cast

from tongbao.intake.original import Cell, Table
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.vocabulary import words_in
from tongbao.intake.stored import Line
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

Holds = Literal["number", "title", "units", "text", "deadline", "scope", "section", "award", "other"]
_HEADINGS = 3
"""How many rows at the top of a table may be its headings."""
_LONGEST = 16
"""The longest heading of a column, in characters."""
_SECTION = regex(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?\S.*|.*[（(]共?[0-9一二三四五六七八九十]+[项条个件][）)]"
)
"""A row across the whole table that is a heading: 一、知识产权保护方面（共5项）."""


class Column(NamedTuple):
    """What a column holds, by its heading; of a column of units also their role, empty where the heading names none."""

    holds: Holds
    heading: Found
    role: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: the words of its cells, and the heading above it."""

    number: Found | None
    title: Found
    text: Found | None
    units: tuple[tuple[Column, Found], ...]
    deadline: Found | None = None
    scope: Found | None = None
    section: Found | None = None
    others: tuple[Found, ...] = ()
    """All cells of its own besides number, title and text, in order."""
    shares_title: bool = False
    """Whether its title is that of the row above, in one cell."""
    untitled: bool = False
    """Whether its table has no column of titles: the first words of the text stand for one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of measures."""

    start: int
    """Where the table begins in the stored text."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sections: tuple[Found, ...] = field(default=())
    goes_on: bool = False
    """Whether it goes on with the table before it, and has no headings of its own."""
    is_form: bool = False
    """Whether it is a form that tells of one measure."""
    by_content: bool = False
    """Whether what its columns hold is told by their cells alone."""

    @property
    def end(self) -> int:
        """Where its last cell ends in the stored text."""
        return max(cell.end for row in self.rows for cell in (row.title, *row.others, row.text or row.title))


def read_table(table: Table, lines: Sequence[Line], given: Sequence[Column] = (), *, first: int = 0) -> Listed | None:
    """Return the measures of a table, whose ``lines`` are those of the stored text; None where it lists something else.

    ``given`` are its columns where its headings do not tell them; its rows then begin with the ``first``.
    """
    if not lines:
        return None
    cells, table = words_of_cells(lines), distinct(table)
    columns = given
    if not given:
        top = next((n for n, row in enumerate(table.rows[:_HEADINGS]) if _is_heading(row)), None)
        if top is None:
            return None
        columns, first = _columns(table, top, cells)
        columns = _with_sections(_told_apart(columns), table.rows[first:])
    held = {column.holds for column in columns}
    says = bool(given) or any(_says_measures(column) for column in columns)
    untitled = "title" not in held and "text" in held and says and "units" in held
    if "award" in held or not (untitled or ("title" in held and held & {"text", "units"})):
        return None  # a list of recipients, a ranking, figures
    rows, sections = list[Row](), list[Found]()
    for row in table.rows[first:]:
        if len({id(cell) for cell in row}) == 1:
            if (whole := cells.get(id(row[0]))) and _SECTION.fullmatch(whole.value):
                sections.append(whole)
            continue
        if _repeats(row, columns):
            continue
        if (own := _section(row, columns, cells)) and own not in sections:
            sections.append(own)
        behind = max((cell.end for one in rows[-1:] for cell in (one.title, *one.others)), default=0)
        if read := _row(row, columns, cells, sections[-1] if sections else None, behind):
            rows.append(read)
    return Listed(lines[0].start, tuple(columns), tuple(rows), tuple(sections)) if rows else None


def _with_sections(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """Let a column ahead of the numbers, with cells over several rows, part the list: 甲县 beside its measures 1 to 3."""
    at = next((at for at, column in enumerate(columns) if column.holds == "number"), 0)
    if not at or any(column.holds == "section" for column in columns) or columns[at - 1].holds != "other":
        return [*columns]
    cells = [row[at - 1] for row in rows if len({id(cell) for cell in row}) > 1]
    if len({id(cell) for cell in cells}) == len(cells):
        return [*columns]
    return [column._replace(holds="section", role="") if n == at - 1 else column for n, column in enumerate(columns)]


def distinct(table: Table) -> Table:
    """Leave out the columns of a grid in which every cell is that of the column before: rules of other rows part them."""
    width = min((len(row) for row in table.rows), default=0)
    kept = [n for n in range(width) if n == 0 or any(row[n] is not row[n - 1] for row in table.rows)]
    return Table(tuple(tuple(row[n] for n in kept) for row in table.rows), table.headings)


@cache
def _words() -> list[tuple[Holds, str, tuple[str, ...]]]:
    """Return the words of headings, with what their columns hold."""
    return [(cast("Holds", line["column"]), line.get("role", ""), tuple(line["words"])) for line in words_in("columns")]


def column_of(heading: str) -> tuple[Holds, str]:
    """Return what a column holds and the role of its units, by its heading.

    >>> column_of("牵头单位"), column_of("单位名称"), column_of("具体做法及成效"), column_of("备注")
    (('units', 'lead'), ('units', ''), ('text', ''), ('other', ''))
    """
    bare = squeeze(simplified(heading))
    return next(
        ((holds, role) for holds, role, words in _words() if any(word in bare for word in words)), ("other", "")
    )


def _is_heading(row: Sequence[Cell]) -> bool:
    """Return whether a row holds the headings of columns: short, and at least two of them known."""
    texts = [squeeze(cell.text) for cell in {id(cell): cell for cell in row}.values()]
    known = {column_of(text)[0] for text in texts} - {"other"}
    return len(known) > 1 and all(len(text) <= _LONGEST for text in texts)


def _columns(table: Table, top: int, cells: dict[int, Found]) -> tuple[list[Column], int]:
    """Return the columns by their headings, which may be parted in the rows below the first, and the row behind these.

    有关单位 over 牵头单位 and 配合单位: the lowest heading counts, where it is known.
    """
    columns, row = [_column(cell, cells) for cell in table.rows[top]], top
    while row + 1 < min(top + _HEADINGS, len(table.rows)) and _parts_headings(table.rows[row], table.rows[row + 1]):
        row += 1
        below = [_column(cell, cells) for cell in table.rows[row]]
        columns = [new if new.holds != "other" else old for old, new in zip(columns, below, strict=True)]
    return columns, row + 1


def _told_apart(columns: Sequence[Column]) -> list[Column]:
    """Let a column behind the one of titles hold text: 重点任务, 工作举措; beside a text only what was done does: 案例, 创新做法, 成效."""
    titles = [at for at, column in enumerate(columns) if column.holds == "title"]
    alone = all(column.holds != "text" for column in columns)
    texts = [at for at in titles[1:] if (alone and at == titles[1]) or _DOINGS.search(columns[at].heading.value)]
    return [column._replace(holds="text") if at in texts else column for at, column in enumerate(columns)]


_DOINGS = regex("做法|措施|举措|经验")


def _parts_headings(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Return whether a row goes on with the headings above it: some of its cells are theirs, the others are headings."""
    new = [squeeze(cell.text) for one, cell in zip(above, row, strict=False) if cell is not one]
    shares = any(cell is one for one, cell in zip(above, row, strict=False))
    return shares and bool(new) and all(len(text) <= _LONGEST and column_of(text)[0] != "other" for text in new)


def _repeats(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Return whether a row repeats the headings of its columns, as a table does on each page."""
    texts = [squeeze(cell.text) for cell in row]
    return texts == [squeeze(column.heading.value) for column in columns]


def _section(row: Sequence[Cell], columns: Sequence[Column], cells: dict[int, Found]) -> Found | None:
    """Return the heading of a row that stands in a column beside it, in one cell with that of other rows."""
    held = (cells.get(id(cell)) for column, cell in zip(columns, row, strict=False) if column.holds == "section")
    return next(filter(None, held), None)


def _column(cell: Cell, cells: dict[int, Found]) -> Column:
    holds, role = column_of(cell.text)
    return Column(holds, cells.get(id(cell), Found("", 0, 0)), role)


def words_of_cells(lines: Sequence[Line], between: str = "\n") -> dict[int, Found]:
    """Return the words of each cell that has some, with their place, by the identity of the cell."""
    found: dict[int, Found] = {}
    for line in lines:
        if line.cell is not None:
            before = found.get(id(line.cell))
            words = f"{before.value}{between}{line.text}" if before else line.text
            found[id(line.cell)] = Found(words, before.start if before else line.start, line.end)
    return found


def _row(
    row: Sequence[Cell], columns: Sequence[Column], cells: dict[int, Found], section: Found | None, behind: int
) -> Row | None:
    """Return the measure of a row; None where it has no title or neither text nor units.

    A cell that the row shares with one above stands before ``behind``: it is not among the row's own.
    """
    of: dict[Holds, Found] = {}
    units: list[tuple[Column, Found]] = []
    there = [(column, words) for column, cell in zip(columns, row, strict=False) if (words := cells.get(id(cell)))]
    for column, words in there:
        if column.holds == "units":
            units.append((column, words))
        elif column.holds == "text" and (before := of.get("text")) and _are_beside(before, words, there):
            of["text"] = Found(f"{before.value}\n{words.value}", before.start, words.end)
        else:
            of.setdefault(column.holds, words)
    untitled = "title" not in of and "text" in of and all(column.holds != "title" for column in columns)
    if untitled:
        of["title"] = _first_clause(of["text"])
    if "title" not in of or not (units or "text" in of):
        return None
    if all(column.holds != "number" for column in columns) and (parted := _numbered(of["title"])):
        of["number"], of["title"] = parted
    taken = [of[holds] for holds in ("number", "title", "text") if holds in of]
    others = [
        words
        for column, words in there
        if words.start >= behind and not any(one.start < words.end and words.start < one.end for one in taken)
        if column.holds != "section"
    ]
    return Row(
        of.get("number"),
        of["title"],
        of.get("text"),
        tuple(units),
        of.get("deadline"),
        of.get("scope"),
        section,
        tuple(others),
        not untitled and of["title"].end <= behind,
        untitled,
    )


_NUMBERED = regex(
    r"\s*(?P<number>[0-9]{1,3}(?=[.．、](?![0-9]))|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?=、))"
    r"[.．、]?\s*(?P<title>\S.*)",
    re.DOTALL,
)


def _numbered(title: Found) -> tuple[Found, Found] | None:
    """Part the number from a title that has none of its own column: 1.建设粮仓; None where it begins with none."""
    found = _NUMBERED.fullmatch(title.value)
    if not found:
        return None
    number = Found(found["number"], title.start + found.start("number"), title.start + found.end("number"))
    return number, Found(found["title"], title.start + found.start("title"), title.end)


def _says_measures(column: Column) -> bool:
    """Return whether a column of texts holds measures, by its heading: 工作任务及内容."""
    return column.holds == "text" and bool(_OF_MEASURES.search(simplified(column.heading.value)))


_OF_MEASURES = regex("任务|举措|措施|做法|事项")


def _first_clause(text: Found) -> Found:
    words = _PAUSE.split(text.value.lstrip(), 1)[0]
    start = text.start + len(text.value) - len(text.value.lstrip())
    return Found(words, start, start + len(words))


_PAUSE = regex("[，。；：]")


def _are_beside(one: Found, other: Found, there: Sequence[tuple[Column, Found]]) -> bool:
    """Return whether no other cell stands between two of a row."""
    return not any(one.end <= words.start and words.end <= other.start for _, words in there)


# --- names in a cell ------------------------------------------------------------------------------------


class Name(NamedTuple):
    """A name in a cell of units, and whether it is a group of bodies that are not named: 各区政府, 有关部门."""

    words: str
    is_group: bool = False


_PARTS = regex(r"[、，,；;\n/]")
_SEVERAL = regex(
    "各[市县区镇乡旗州](?:、[（(〈]?(?:[市县区镇乡旗州]|街道)[）)〉]?(?:[（(〈][^（）()〈〉]{1,6}[）)〉])?){1,3}"
    "(?=人?民?政府|党委|管委会|有关|相关|[、，,；;。\n]|$)"
)
"""Kinds of places that one group names: 各区、县（市）政府."""
_HELD = "\0"
_OPEN = regex(
    "等(?:[0-9一二三四五六七八九十]{1,3}[个家])?(?:有关|相关|其他)?(?:[0-9一二三四五六七八九十]{0,3}(?:单位|部门|地区|地方|企业)|[市县区]{1,3})?$"
)
"""Words behind the last name of a list that is left open."""
_OPEN_JOINS = regex("(?<=等部门|等单位)(?:以?及|和|与)(?=[市县区省州各]|有关|相关|其他)")
"""A word between a list left open and other names: 市财政局等部门和各县区政府."""
_NONE = regex(r"[-—–/\\无]+")
"""What stands in a cell that names nobody."""
_GROUP = regex(
    "^(?:各|有关|相关|其他|其它|所有|全市|全区|全县|全省)|(?:各|有关|相关)[^（）()]*(?:单位|部门|[市县区]|政府|企业|街道|乡镇)$"
)


def names_in(cell: str) -> tuple[list[Name], bool]:
    """Return the names in a cell, in order, and whether the list is left open (等).

    >>> names_in("市发改委、工信局（大数据局），各区政府等")
    ([Name(words='市发改委', is_group=False), Name(words='工信局（大数据局）', is_group=False), Name(words='各区政府', is_group=True)], True)
    """
    said = _SEVERAL.sub(lambda found: found[0].replace("、", _HELD), cell.strip().rstrip("。"))
    said = _OPEN_JOINS.sub("、", said)
    parts = [name.replace(_HELD, "、") for part in _outside_brackets(said) for name in _spaced(part)]
    is_open = any(_OPEN.search(part) for part in parts)
    bare = [_OPEN.sub("", part) for part in parts]
    return [Name(part, bool(_GROUP.search(part))) for part in bare if part and not _NONE.fullmatch(part)], is_open


def is_left_open(cell: str) -> bool:
    """Return whether a cell does not name all that it means: by 等, or by a group (有关部门)."""
    names, is_open = names_in(cell)
    return is_open or any(name.is_group for name in names)


_BODY = regex(
    "[一-鿿（）()]{2,40}(?:[局委办院会厅部府司校队站所行社联]|中心|集团|公司|电网|海关|银行|大学|学院|医院)(?:[（(][^（()）]{2,30}[）)])?"
)


def is_body(name: str) -> bool:
    """Return whether a name may be that of a body, by its end.

    >>> is_body("市工信局（大数据局）"), is_body("新建农村公路")
    (True, False)
    """
    return bool(_BODY.fullmatch(name))


def _spaced(part: str) -> list[str]:
    """Return the names of a part that white space alone separates; where not all are names, it only spreads them out."""
    names = [name for each in part.split() for name in _JOINS.split(each)]
    return names if len(names) > 1 and all(is_body(name) or _GROUP.search(name) for name in names) else [squeeze(part)]


_JOINS = regex("(?<=[局委办院会厅府部司行社心团联])(?:以?及|和|与)(?=[市县区省州]|各|有关|相关|其他)")
"""A word between two names: 市残联及各县区政府."""


def _outside_brackets(text: str) -> Iterator[str]:
    """Split a list at its separators, but not within brackets."""
    depth = start = 0
    for at, sign in enumerate(text):
        depth += (sign in "（(") - (sign in "）)")
        if depth <= 0 and _PARTS.match(sign):
            yield text[start:at]
            start = at + 1
    yield text[start:]
