"""Facts that a person adds by marking words: what the words say is read from them, the rest is given."""

from collections.abc import Mapping
from typing import Any

from tongbao.errors import UsageError
from tongbao.intake.listing import record_of
from tongbao.intake.original import Piece
from tongbao.intake.quoting import Value
from tongbao.intake.recognise.figures import About, Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.stored import Line, Stored
from tongbao.load.reader import Path_
from tongbao.load.source import squeeze
from tongbao.model.vocabulary import Vocabulary
from tongbao.printed import units_with
from tongbao.review.answers import Answers, typed
from tongbao.review.refusals import not_taken
from tongbao.review.shape import CELLS, KINDS


def added(answers: Answers, kind: str, start: int, end: int, said: Mapping[str, Any]) -> Path_:
    """Add a fact of a kind with the marked words; return its path. Raises UsageError where the words do not say it."""
    if kind not in KINDS:
        raise UsageError(_NO_KIND)
    key = KINDS[kind]
    cells = CELLS[key]
    text = answers.placed.source.text
    record = read(text, start, end, answers.candidates.authority.vocabulary) if kind == "figure" else {}
    for name, value in said.items():
        if name not in cells:
            raise UsageError(_NO_KIND)
        _put(record, name.split("."), typed(("measures", 0, key, 0, *name.split(".")), value))
    words = squeeze(text[start:end])
    for name in ("name", "title", "what", "wording", "counts"):
        if name in cells and not record.get(name):
            record[name] = words
    if key == "outcomes" and not record.keys() & {"value", "before"}:
        raise UsageError(_NO_VALUE)
    ordered = {name.split(".")[0]: record[name.split(".")[0]] for name in cells if name.split(".")[0] in record}
    return answers.add(key, start, end, ordered | record)


def read(text: str, start: int, end: int, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what the words of a figure say: its number, unit, bound, and a proposal for its reading."""
    piece = Piece(text)
    stored = Stored(text, (Line(0, len(text), text, piece, 0),))
    found = list(Figures(stored, About(0), units_with(vocabulary.printed)).of(Found(text[start:end], start, end)))
    if len(found) != 1:
        return {}
    return dict(record_of(found[0]))


def _put(record: dict[str, Any], keys: list[str], value: Value | None) -> None:
    for key in keys[:-1]:
        record = record.setdefault(key, {})
    if value is None:
        record.pop(keys[-1], None)
    else:
        record[keys[-1]] = value


_NO_VALUE = not_taken(
    "No number is given.", "没有填写数值。", ("Write the number that the words say.", "请填写原文中的数。")
)
_NO_KIND = not_taken("This cannot be added.", "不能补充这一类。", ("Choose another kind.", "请另选一类。"))
