"""Find invisible characters and look-alikes, and name each by its code point, with the ordinary form."""

import unicodedata

from tongbao.errors import Text
from tongbao.printed.patterns import regex

INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""What has no width and no ink (Default_Ignorable_Code_Point, Unicode 15): it tells names apart that look the same."""


def plain_form(text: str) -> str:
    """Return a text as a reader sees it: look-alikes in their ordinary form, without what cannot be seen or is blank.

    >>> plain_form("甲市\u200b⼀（公安局） ") == plain_form("甲市一(公安局)")
    True
    """
    return "".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def named(character: str) -> str:
    """Name a character by its code point, shown where it can be seen: U+2F00 ⼀, U+200B."""
    shown = "" if INVISIBLE.match(character) or character.isspace() else f" {character}"
    return f"U+{ord(character):04X}{shown}"


def look_alike(wanted: str, there: str) -> Text | None:
    """Say by which characters two texts differ that look the same; None where they do not look the same."""
    if plain_form(wanted) != plain_form(there):
        return None
    first, second = _odd(wanted, there), _odd(there, wanted)
    parts = [(who, odd) for who, odd in ((_OURS, first), (_SOURCE, second)) if odd]
    if not parts:
        return None
    english = "; ".join(f"{who.en} has {_described(odd)}" for who, odd in parts)
    chinese = "；".join(f"{who.zh}为 {_described(odd)}" for who, odd in parts)
    return Text(f"They look the same and are not: {english}.", f"二者看似相同而字符不同：{chinese}。")


def _odd(text: str, other: str) -> str:
    """Return the first character of a text that another, which looks the same, does not have."""
    return next((character for character in text if character not in other), "")


def _described(character: str) -> str:
    ordinary = unicodedata.normalize("NFKC", character)
    if INVISIBLE.match(character) or ordinary == character:
        return named(character)
    return f"{named(character)} ({' '.join(named(one) for one in ordinary)})"


_OURS = Text("the quotation", "引文")
_SOURCE = Text("the source", "原文")


def wide_sign(lines: list[str], line: int) -> tuple[int, int, Text, Text] | None:
    """Find the wide colon or space that broke YAML; a parser stops only behind it, on that line or up to two later.

    Return its line and column from 1, what is wrong, and the cure.
    """
    for number in range(line, max(line - 3, 0), -1):
        found = _WIDE.match(lines[number - 1]) or _WIDE_INSIDE.search(lines[number - 1])
        if found:
            return (number, found.start("sign") + 1, *(_COLON if found["sign"] == "：" else _SPACE))
    return None


_WIDE = regex(r"[ -]*(?:[A-Za-z0-9_-]+)?:?(?P<sign>[：\u00a0\u3000\u2000-\u200a\u202f])")
_WIDE_INSIDE = regex(r"[{,] *[a-z][a-z0-9-]*(?P<sign>：)")
"""A colon or space that is wider than YAML's: after the beginning of a line or a key, or within braces."""
_COLON = (
    Text(
        "A full-width colon (：, U+FF1A) stands here, where YAML takes only `: `.",
        "此处是全角冒号（：），而 YAML 只接受半角冒号加空格。",
    ),
    Text("Write a colon and a space, both half-width.", "请改为半角冒号加空格。"),
)
_SPACE = (
    Text(
        "A space of another kind (U+00A0 or U+3000) stands here, where YAML takes only the ordinary one.",
        "此处是全角空格或不换行空格（U+3000 或 U+00A0），而 YAML 只接受普通空格。",
    ),
    Text("Put ordinary spaces in its place.", "请改用普通空格。"),
)
