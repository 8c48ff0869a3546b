"""Words that a single document attests, taken away: how well the others serve for it, as if nobody had seen it.

A word is one alternative of an expression in the data files of the recognition. It is attested where it stands in the
text of a document; one that no document attests is kept, since nobody took it from them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.intake.expected import files
from tests.intake.gold import SEED, squeeze

from tongbao.errors import UsageError
from tongbao.intake.original.read import read_original
from tongbao.intake.recognise import standing
from tongbao.intake.stored import Stored

_PLAIN = re.compile("[一-鿿]+")


def texts() -> dict[Path, str]:
    """Return the texts of all documents, without white space, our own notice among them."""
    found = {SEED: squeeze(SEED.with_suffix(".txt").read_text("utf-8"))}
    for file in files():
        try:
            found[file] = squeeze(Stored.of(read_original(file)).text)
        except UsageError:  # a DOC where LibreOffice is not installed
            continue
    return found


@contextmanager
def without(file: Path, known: Mapping[Path, str]) -> Iterator[int]:
    """Take away the words that only one document attests; yield how many."""
    others = "\n".join(text for each, text in known.items() if each != file)
    gone: list[str] = []

    def kept(listed: Any) -> Any:
        if isinstance(listed, dict):
            return {name: kept(each) for name, each in listed.items()}
        if isinstance(listed, list):
            return [expression for each in listed if (expression := kept(each))]
        parts = str(listed).split("|")
        alone = [part for part in parts if _PLAIN.fullmatch(part) and part in known[file] and part not in others]
        gone.extend(alone)
        return "|".join(part for part in parts if part not in alone)

    whole = standing.words()
    standing.words.cache_clear()
    standing.words_of.cache_clear()
    reduced = {name: kept(each) for name, each in whole.items()}
    original, standing.words = standing.words, lambda: reduced  # type: ignore[assignment]
    try:
        yield len(gone)
    finally:
        standing.words = original
        standing.words_of.cache_clear()
