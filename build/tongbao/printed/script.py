"""Turn traditional script into simplified script, which the notices use, so that searches in either script succeed."""

import re
from functools import cache, lru_cache
from typing import Any

_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = range(0x3400, 0xA000)


def simplified(text: str) -> str:
    """Return a text in simplified script; a text without Chinese is returned as it is, because the library is slow to load."""
    if not _HAN.search(text):
        return text
    return _remembered(text) if len(text) <= _SHORT else _convert(text)


_SHORT = 400


@lru_cache(4096)  # a notice names the same bodies again and again
def _remembered(text: str) -> str:
    return _convert(text)


def _convert(text: str) -> str:
    return str(_converter().convert(text))


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
