"""Lines of all pages in the order in which they are read, put together to paragraphs; what frames the pages is left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tongbao.intake.original.layout import Block, Paragraph
from tongbao.intake.original.pdf_join import Joined
from tongbao.intake.original.pdf_lines import NUMBERED, Line, fits, joined, lines_of
from tongbao.intake.original.pdf_page import Page
from tongbao.intake.original.pdf_tables import Ruled

_EDGE = 0.12
"""The part of a page's height at its top, and at its foot, where its number and running titles stand."""
_NUMBER = re.compile(
    r"[-—–－─~·•\s]*(?:第\s*)?(?:\d{1,4}|[一二三四五六七八九十百]{1,4}(?=\s*页)|[ivxIVX]{1,5}(?=\s*[-—–－]))\s*页?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─~·•\s]*|(?i:page\s+\d+(?:\s+of\s+\d+)?)"
)
_GOES_ON = re.compile(r"[（(]?续(?:上?表)?\s*\d*[）)]?|[（(]接上页[）)]")
"""What stands above the rest of a table on the next page."""


@dataclass
class Leaf:
    """A page with its lines outside tables."""

    page: Page
    lines: list[Line]

    def items(self) -> list[Line | Ruled]:
        """Return lines and tables from top to bottom."""
        return sorted([*self.lines, *self.page.tables], key=lambda item: item.top)


def leaves_of(pages: Iterable[Page]) -> tuple[list[Leaf], int]:
    """Return the pages without what frames them, and how many lines that was."""
    leaves = [Leaf(page, lines_of(page.signs)) for page in pages]
    repeated = _repeated(leaves)
    hidden = 0
    for leaf in leaves:
        kept = [line for line in leaf.lines if _running(leaf, line) not in repeated]
        kept = _without_numbers(leaf, kept)
        hidden += len(leaf.lines) - len(kept)
        leaf.lines = kept
    return leaves, hidden


def _running(leaf: Leaf, line: Line) -> tuple[str, int] | None:
    """Return what a line at the edge of a page says, numbers aside, and how far down; None for other lines."""
    edge = _EDGE * leaf.page.height
    if edge < line.bottom and line.top < leaf.page.height - edge:
        return None
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


def _repeated(leaves: Sequence[Leaf]) -> set[tuple[str, int] | None]:
    """Return the lines that stand at the same place of a third of the pages, of two at least."""
    counts = Counter(key for leaf in leaves for key in {_running(leaf, line) for line in leaf.lines} if key)
    return {key for key, count in counts.items() if count >= max(2, len(leaves) / 3)}


def _without_numbers(leaf: Leaf, lines: list[Line]) -> list[Line]:
    """Leave out the number of a page: alone on the first or last line, at the edge."""
    outer = [one for one in (lines[:1], lines[-1:]) if one]
    numbers = [line for one in outer for line in one if _running(leaf, line) and _NUMBER.fullmatch(line.text)]
    return [line for line in lines if line not in numbers]


# --- paragraphs -----------------------------------------------------------------------------------


@dataclass
class Measure:
    """How the text of a document is set: its margins and the size of its characters, in points."""

    left: float
    right: float
    size: float
    pitch: dict[float, float]
    """From line to line, for each size of characters."""

    def is_centred(self, line: Line) -> bool:
        """Tell whether a line stands in the middle; a paragraph's first line, indented by two characters, does not."""
        before, after = line.left - self.left, self.right - line.right
        is_large = line.size > 1.15 * self.size
        return abs(before - after) < 1.2 * line.size and (before > 2.6 * line.size or is_large)

    def is_apart(self, before: Line, line: Line) -> bool:
        """Tell whether more space than usual is between two lines."""
        usual = self.pitch.get(line.size, 2 * line.size)
        return line.page == before.page and line.top - before.top > 1.35 * usual


def measure_of(leaves: Sequence[Leaf]) -> Measure:
    """Return how the lines of pages are set."""
    lines = [line for leaf in leaves for line in leaf.lines]
    if not lines:
        return Measure(0.0, 0.0, 1.0, {})
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.05 * size]
    left = _common(sorted(line.left for line in body))
    widest = max(line.right - line.left for line in body)
    right = -_common(sorted(-line.right for line in body if line.right - line.left > 0.6 * widest))
    if widest < 0.5 * leaves[0].page.width:  # short lines alone do not show the right margin
        right = max(right, leaves[0].page.width - left)
    return Measure(left, right, size, _pitches(leaves))


def _common(sides: Sequence[float]) -> float:
    """Return the first place where a tenth of the lines begin, of two at least; else where the first does."""
    for side in sides:
        there = [other for other in sides if 0 <= other - side < 3]
        if len(there) >= max(2, len(sides) / 10):
            return median(there)
    return sides[0]


def _pitches(leaves: Sequence[Leaf]) -> dict[float, float]:
    steps: dict[float, list[float]] = {}
    for leaf in leaves:
        for before, line in pairwise(leaf.lines):
            if before.size == line.size and line.top - before.top < 3 * line.size:
                steps.setdefault(line.size, []).append(line.top - before.top)
    return {size: median(own) for size, own in steps.items()}


def blocks_of(leaves: Sequence[Leaf]) -> tuple[list[Block], int]:
    """Return paragraphs and tables, and how many lines such as 续表 were left out."""
    measures = {
        width: measure_of([leaf for leaf in leaves if round(leaf.page.width) == width]) for width in _widths(leaves)
    }
    blocks: list[Block] = []
    hidden = 0
    lines: list[Line] = []
    table: Joined | None = None
    for leaf in leaves:
        items = leaf.items()
        measure = measures[round(leaf.page.width)]
        if table and _goes_on(items):
            hidden, items = hidden + 1, items[1:]
        for at, item in enumerate(items):
            if isinstance(item, Line):
                if table:
                    blocks.append(table.table())
                    table = None
                if lines and begins(lines, item, measure):
                    blocks.append(_paragraph(lines, measure))
                    lines = []
                lines.append(item)
            elif table and at == 0 and table.takes(item):
                table.add(item)
            else:
                blocks += [_paragraph(lines, measure)] if lines else []
                blocks += [table.table()] if table else []
                lines, table = [], Joined(item)
    blocks += [_paragraph(lines, measures[round(leaves[-1].page.width)])] if lines else []
    blocks += [table.table()] if table else []
    return blocks, hidden


def _widths(leaves: Iterable[Leaf]) -> set[int]:
    return {round(leaf.page.width) for leaf in leaves}


def _goes_on(items: Sequence[Line | Ruled]) -> bool:
    """Tell whether a page begins with a note that a table goes on."""
    match items:
        case [Line() as line, Ruled(), *_]:
            return bool(_GOES_ON.fullmatch(line.text))
    return False


def _paragraph(lines: Sequence[Line], measure: Measure) -> Paragraph:
    return Paragraph(joined(lines), is_centred=len(lines) == 1 and measure.is_centred(lines[0]))


def begins(lines: Sequence[Line], line: Line, measure: Measure) -> bool:
    """Tell whether a line begins a paragraph, after the lines of the last one."""
    before = lines[-1]
    if abs(before.size - line.size) > 0.1 * before.size or measure.is_apart(before, line):
        return True
    if len(lines) == 1 and measure.is_centred(before):
        return True
    if measure.is_centred(line) and not _hangs(lines, line):
        return True
    if fits(before, line, measure.right) or _ANNEX.fullmatch(line.text.strip()):
        return True
    indent = (line.left - measure.left) / line.size
    return indent > 1.2 and not _hangs(lines, line)


_ANNEX = re.compile(r"附(?:件|表|录)\s?[0-9一二三四五六七八九十]{1,3}[：:]?")
"""The line above the title of an annex, which a date at the right edge may stand before."""


def _hangs(lines: Sequence[Line], line: Line) -> bool:
    """Tell whether an indented line goes on with a paragraph whose lines hang: 附件：1.… with the rest below its words."""
    first, before = lines[0], lines[-1]
    if NUMBERED.match(line.text) or before.text.endswith(("。", "；", "！", "？")):
        return False
    deeper = line.left - first.left
    is_deeper = 0.8 * line.size < deeper < 8 * line.size and bool(NUMBERED.match(first.text))
    is_even = len(lines) > 1 and abs(line.left - before.left) < 2 and before.left - first.left > 0.8 * line.size
    return is_deeper or is_even


# --- tables without lines -------------------------------------------------------------------------

_COLUMNS = re.compile("单位|部门|举措|措施|内容|名称|做法|任务|事项|范围|时限|姓名|项目|备注|指标")


def lost_columns(leaf: Leaf) -> bool:
    """Tell whether a page certainly has a table without lines whose cells run over several lines.

    Either cells are centred in their rows, and so lines stand beside and between others; or its heading has 序号 and two
    more columns, wide gaps between them, and below it lines leave out the first column.
    """
    if sum(_is_beside(before, line) for before, line in pairwise(leaf.lines)) >= 6:
        return True
    for at, line in enumerate(leaf.lines):
        heads = line.chunks()
        if len(heads) < 3 or heads[0].text != "序号" or sum(bool(_COLUMNS.search(head.text)) for head in heads) < 2:
            continue
        below = leaf.lines[at + 1 : at + 40]
        inner = [row for row in below if row.left > heads[0].right + line.size and len(row.chunks()) > 1]
        if len(inner) >= 3:
            return True
    return False


def _is_beside(before: Line, line: Line) -> bool:
    """Tell whether a line begins before the one above has ended, where that one has no characters."""
    overlap = before.bottom - line.top
    return overlap > 0.05 * min(before.size, line.size) and not _covered(before) & _covered(line)


def _covered(line: Line) -> set[int]:
    """Return the points across the page where a line has characters."""
    return {at for sign in line.signs if sign.text != " " for at in range(int(sign.box.left) + 1, int(sign.box.right))}


def lost_pages(leaves: Iterable[Leaf]) -> Iterator[int]:
    """Yield the pages that have such a table."""
    return (leaf.page.number for leaf in leaves if lost_columns(leaf))
