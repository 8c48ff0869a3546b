"""A change of one value leaves every other line as it is, comments and layout included."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.load.gaps import GAP
from tongbao.review.edited import MARK, OUT, Edited, plain

TEXT = f"""# a draft
id: beiling-2024-8 # permanent
title: {{text: 关于公布, nth: 2}} # {GAP}: whether it begins here
leads: {{role: listed, basis: bare-list, quote: 单位名称}} # {GAP}: what the column says

measures:
  # the first
  - id: m-1
    title: 甲 # kept
    description: |
      一行。
      二行。

    # before the figures
    outcomes:
      - {{id: q-01, counts: "甲, 乙", value: {{number: 3, classifier: 个}}, quote: 3个}} # {GAP}: realisation: 核对
      - id: q-02 # by hand
        counts: 丙
        value:
          number: 4
    # {GAP}: something of the first
  - id: m-2
    title: 乙
    leads: [甲局, {{unit: 乙局, printed: 乙}}]
"""
Q = ("measures", 0, "outcomes", 0)
PATHS = [
    ("id",),
    ("title",),
    ("title", "nth"),
    ("leads", "role"),
    ("leads", "certainty"),
    ("measures", 0, "title"),
    ("measures", 0, "description"),
    ("measures", 0, "deadline", "quote"),
    (*Q, "counts"),
    (*Q, "value", "number"),
    (*Q, "value", "bound"),
    (*Q, "realisation"),
    ("measures", 0, "outcomes", 1, "value", "number"),
    ("measures", 0, "outcomes", 1, "value", "unit"),
    ("measures", 0, "outcomes", 2),
    ("measures", 1, "leads", 1, "printed"),
    ("measures", 1, "outcomes", 0, "quote"),
]
SIGNS = "甲乙ab012.,:;-+?!&*|<>=~@%`'\"\\/[]{}() （）“”，。　"
VALUES = st.text(SIGNS, min_size=1, max_size=8).filter(lambda text: text.strip() == text)


def value_of(text: str) -> Any:
    return plain(Edited(text).root)


def placed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Set a value in plain data, making what is missing on the way."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(value or [])
        items[step : step + 1] = [placed(items[step] if step < len(items) else None, rest, new)]
        return items
    return {**(value or {}), step: placed((value or {}).get(step), rest, new)}


def comments(text: str) -> list[str]:
    return [line.partition("# ")[2] for line in text.splitlines() if "# " in line]


@pytest.mark.parametrize("path", PATHS, ids=str)
@given(new=VALUES)
def test_a_value_is_put_where_it_belongs(path: tuple[str | int, ...], new: str) -> None:
    changed = Edited(TEXT).put(path, new)
    after, expected = value_of(changed.text), placed(value_of(TEXT), path, new)
    if path[-1] == "description":
        after["measures"][0]["description"] = after["measures"][0]["description"].rstrip("\n")
    assert after == expected
    assert comments(changed.text) == comments(TEXT)
    gone = set(TEXT.splitlines()) - set(changed.text.splitlines())
    assert len(gone) <= (3 if path[-1] == "description" else 1)


@pytest.mark.parametrize("path", [path for path in PATHS if Edited(TEXT).has(path)], ids=str)
def test_what_is_removed_is_gone_and_nothing_else(path: tuple[str | int, ...]) -> None:
    changed = Edited(TEXT).without(path)
    assert not changed.has(path) or changed.value(path) != Edited(TEXT).value(path)
    first, last = Edited(TEXT).span(path)
    kept = [line for number, line in enumerate(TEXT.splitlines()) if not first - 1 <= number <= last]
    assert [line for line in changed.text.splitlines() if line in kept] == kept


@pytest.mark.parametrize("path", [Q, ("measures", 0, "outcomes", 1), ("measures", 1, "leads"), ("leads",)], ids=str)
def test_what_is_rejected_is_a_comment_and_comes_back(path: tuple[str | int, ...]) -> None:
    before = Edited(TEXT)
    out = before.rejected(path)
    assert OUT in out.text
    assert not out.has(path) or out.value(path) != before.value(path)
    number = next(number for number, line in enumerate(out.lines) if OUT in line)
    back = out.restored(number, "again")
    assert value_of(back.text) == value_of(TEXT)
    assert f"{MARK}again" in back.text


def test_the_only_entry_of_a_list_takes_its_key_along() -> None:
    text = "measures:\n  - id: m-1\n    outcomes:\n      - {id: q-01, quote: 甲}\n    title: 乙\n"
    out = Edited(text).rejected(("measures", 0, "outcomes", 0))
    assert out.value(("measures", 0)) == {"id": "m-1", "title": "乙"}
    number = max(number for number, line in enumerate(out.lines) if OUT in line)
    assert value_of(out.restored(number, "again").text) == value_of(text)
    assert not Edited(text).without(("measures", 0, "outcomes", 0)).has(("measures", 0, "outcomes"))


def test_questions_of_an_entry_are_its_own() -> None:
    text = Edited(TEXT)
    assert [text.lines[number].strip()[:8] for number in text.marks(Q)] == ["- {id: q"]
    settled = text.settled(Q)
    assert settled.text.count(GAP) == TEXT.count(GAP) - 1
    assert value_of(settled.text) == value_of(TEXT)
    lonely = next(number for number, line in enumerate(text.lines) if "something of the first" in line)
    assert len(text.without_mark(lonely).lines) == len(text.lines) - 1


def test_lines_of_an_entry_end_with_its_last_value() -> None:
    assert Edited(TEXT).span(("measures", 0, "description")) == (9, 11)
    assert Edited(TEXT).span(("measures", 0))[1] == 19
