"""The pieces of names by which the search finds them; ``browser/grams.js`` cuts what is typed in the same way.

Chinese is cut into its characters and all pairs of neighbours, words in letters into their beginnings and all threes, and
numbers stay whole. So a row that has all pieces of a word has that word, as good as always.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
LONGEST = 24
"""Names of up to so many characters are also found as a whole."""


def runs(text: str) -> list[str]:
    """Return the words of a text: Chinese ones, and those in letters or digits.

    >>> runs("厦府办〔2023〕64号 5G")
    ['厦府办', '2023', '64', '号', '5g']
    """
    return _RUNS.findall(unicodedata.normalize("NFKC", text).lower())


def plain(text: str) -> str:
    """Return a text without spaces and marks, in lower case.

    >>> plain("“一网 通办”")
    '一网通办'
    """
    return "".join(runs(text))


def grams(names: Iterable[str]) -> set[str]:
    """Return the pieces by which a thing with these names is found; ``=`` stands before a whole name.

    >>> sorted(grams(["税务局 64"]))
    ['#64', '=税务局64', '^税务', '务', '务局', '局', '税', '税务']
    """
    found = set()
    for name in names:
        words = runs(name)
        if whole := "".join(words)[: LONGEST + 1]:
            found |= {f"={whole}"} if len(whole) <= LONGEST else set()
            found |= {f"^{whole[:2]}"} if "\u3400" <= whole[0] <= "\u9fff" else set()
        for word in words:
            found.update(_pieces(word))
    return found


def _pieces(word: str) -> Iterator[str]:
    if "\u3400" <= word[0] <= "\u9fff":
        yield from word
        yield from map("".join, itertools.pairwise(word))
    elif word.isdecimal():
        yield f"#{word}"
    else:
        yield f"^{word[0]}"
        if len(word) > 1:
            yield f"^{word[:2]}"
        yield from map("".join, zip(word, word[1:], word[2:], strict=False))


def shard_of(gram: str, count: int) -> int:
    """Return in which of so many files a piece stands.

    >>> shard_of("税务", 7)
    0
    """
    total = 0
    for character in gram:
        total = (total * 31 + ord(character)) & 0xFFFFFFFF
    return total % count
