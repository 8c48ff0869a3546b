"""The invented notices that no rule was written for: as files, as drafts, and how much of what they hold is found."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docx import Document
from tests.intake.drafted import Draft, read_back
from tests.intake.gold import Figure, Measure, squeeze
from tests.intake.original.documents import saved

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset

FILES = ("unseen.yaml", "unseen_rows.yaml", "unseen_rows_again.yaml", "unseen_rows_held.yaml")


def notices(*files: str) -> list[dict[str, Any]]:
    """Return the notices of files, with what is expected of them."""
    return [one for file in files or FILES for one in yaml.safe_load(Path(__file__).with_name(file).read_text("utf-8"))]


def drafts(of: list[dict[str, Any]], folder: Path) -> dict[str, Draft]:
    """Return the drafts of notices by their names, in one dataset without units of its own."""
    new_dataset(folder / "office")
    made = {}
    for one in of:
        source = folder / f"{one['name']}.{one['format']}"
        source.write_bytes(_as_docx(one["text"]) if one["format"] == "docx" else one["text"].encode())
        made[one["name"]] = read_back(draft_notice(source, folder / "office", one["name"], None, None).file)
    return made


class Compared(NamedTuple):
    """A figure found with what is expected of it; one of the two may be missing."""

    expected: str
    """Its words and what it may be, or nothing if none is expected."""
    found: Figure | None

    @property
    def missed(self) -> bool:
        return self.found is None

    @property
    def wrong(self) -> bool:
        """Whether it stands unmarked, and is none of what is expected."""
        if self.found is None or self.found.asked:
            return False
        statuses = self.expected.rsplit(" ", 1)[-1].split("|")
        return "any" not in statuses and self.found.keys["realisation"] not in statuses


def figures(one: dict[str, Any], found: Measure) -> Iterator[Compared]:
    """Yield the figures expected of a measure, then those found beside them that it does not allow for."""
    left = list(found.figures)
    for expected in one["figures"]:
        words = expected.rsplit(" ", 1)[0]
        figure = next((figure for figure in left if states(figure, words)), None)
        if figure:
            left.remove(figure)
        yield Compared(expected, figure)
    for figure in left:
        if not any(states(figure, str(words)) or figure.quote in squeeze(words) for words in one.get("may", [])):
            yield Compared("", figure)


def states(figure: Figure, words: str) -> bool:
    """Return whether a figure is the one of these words: the number in them is one of its own."""
    digits = "".join(sign for sign in words.replace("零", "0") if sign.isdigit() or sign == ".")
    printed = [f"{number.normalize():f}" for number in figure.numbers]
    own = squeeze(words).removeprefix("由").removeprefix("从")
    same = digits == "".join(printed) or digits.startswith("".join(printed))
    in_words = not digits and not any(number in figure.quote for number in printed)
    return own in figure.quote and (same if digits else in_words)


def same_units(one: dict[str, Any], found: Sequence[tuple[str, str]]) -> bool:
    """Return whether units are those expected, beside those that it allows for; those of one role in their order."""
    expected = [each.rsplit(": ", 1) for each in one["units"]]
    left = [each for each in found if each[0] not in one.get("may-units", [])]
    if len(expected) != len(left):
        return False
    last: dict[str, int] = {}
    for name, roles in expected:
        at = next(
            (at for at, (word, role) in enumerate(left) if word == squeeze(name) and role in roles.split("|")), -1
        )
        if at < last.get(left[at][1], 0) or at < 0:
            return False
        last[left[at][1]] = at
        left[at] = ("", left[at][1])
    return True


class _Blocks(HTMLParser):
    """The paragraphs and tables of a short text in HTML; a cell is (text, rows, columns)."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str | list[list[tuple[str, int, int]]]] = []
        self._words: list[str] = []
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.blocks.append([])
        elif tag == "tr":
            self._rows().append([])
        elif tag in ("p", "td", "th"):
            given = dict(attrs)
            self._span = (int(given.get("rowspan") or 1), int(given.get("colspan") or 1))
            self._words = []
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.blocks.append("".join(self._words))
        elif tag in ("td", "th"):
            self._rows()[-1].append(("".join(self._words), *self._span))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def _rows(self) -> list[list[tuple[str, int, int]]]:
        assert isinstance(self.blocks[-1], list)
        return self.blocks[-1]


def _as_docx(text: str) -> bytes:
    """Return a DOCX of the paragraphs and tables of a text in HTML."""
    blocks = _Blocks()
    blocks.feed(text)
    document = Document()
    for block in blocks.blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block)
    return saved(document)


def _add_table(document: Any, rows: list[list[tuple[str, int, int]]]) -> None:
    table = document.add_table(len(rows), max(sum(columns for _, _, columns in row) for row in rows))
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for words, down, across in row:
            while (at, column) in taken:
                column += 1
            taken.update((at + y, column + x) for y in range(down) for x in range(across))
            cell = table.cell(at, column).merge(table.cell(at + down - 1, column + across - 1))
            cell.text = words
