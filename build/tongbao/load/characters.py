"""Find invisible characters and look-alikes, and name each by its code point and ordinary form."""

import re
import unicodedata
from itertools import islice

from tongbao.errors import Text
from tongbao.printed.patterns import regex

INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters without width or ink (Default_Ignorable_Code_Point, Unicode 15): names that differ in them look the same."""
_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters with a shape in one font only: PDF files have them in place of ordinary ones."""
_TRIES = 100
_UNSEEN = regex(f"{INVISIBLE.pattern}|{_PRIVATE.pattern}")


def seen(text: Text) -> Text:
    """Return a message with code points in place of characters that readers could not see, or would take for others.

    >>> seen(Text("“甲\u200b市”", "“甲\ue000市”"))
    Text(en='“甲[U+200B]市”', zh='“甲[U+E000]市”')
    """
    return Text(*(_UNSEEN.sub(lambda found: f"[{named(found[0])}]", one) for one in text))


def unseen(text: str) -> str:
    """Return the first character of a text that is invisible or has a shape in one font only; else an empty string."""
    found = _UNSEEN.search(text)
    return found[0] if found else ""


def plain_form(text: str) -> str:
    """Return a text as a reader sees it: look-alikes in their ordinary form, without blank or invisible characters.

    >>> plain_form("甲市\u200b⼀（公安局） ") == plain_form("甲市一(公安局)")
    True
    """
    return "".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def named(character: str) -> str:
    """Return the code point of a character, with the character if it is visible: U+2F00 ⼀, U+200B."""
    shown = "" if _UNSEEN.match(character) or character.isspace() else f" {character}"
    return f"U+{ord(character):04X}{shown}"


def look_alike(wanted: str, there: str) -> Text | None:
    """Report in which characters two texts that look the same differ; None where they do not look the same."""
    if plain_form(wanted) != plain_form(there):
        return None
    first, second = _odd(wanted, there), _odd(there, wanted)
    parts = [(who, odd) for who, odd in ((_OURS, first), (_SOURCE, second)) if odd]
    if not parts:
        return None
    english = "; ".join(f"{who.en} has {_described(odd)}" for who, odd in parts)
    chinese = "；".join(f"{who.zh}为 {_described(odd)}" for who, odd in parts)
    return Text(f"They look the same, but differ: {english}.", f"二者看似相同而字符不同：{chinese}。")


def of_one_font(wanted: str, source: str) -> Text | None:
    """Report a character of one font in the source, where the words are looked for; None where it has none there."""
    for found in islice(_PRIVATE.finditer(source), _TRIES):
        at = found.start()
        for before in range(len(wanted)):
            behind = {wanted[before : before + 2], wanted[before + 1 : before + 3]} - {""}
            goes_on = any(source.startswith(one, at + 1) for one in behind) or 0 < before == len(wanted) - 1
            if goes_on and source.endswith(wanted[:before], 0, at):
                name = named(found[0])
                return Text(
                    f"The source has {name} among these words, a character that only one font has.",
                    f"原文在这段文字中有字符 {name}，是只有某一字体才有的专用字符。",
                )
    return None


def _odd(text: str, other: str) -> str:
    """Return the first character of a text that is not in another text of the same look."""
    return next((character for character in text if character not in other), "")


def _described(character: str) -> str:
    ordinary = unicodedata.normalize("NFKC", character)
    if INVISIBLE.match(character) or ordinary == character:
        return named(character)
    return f"{named(character)} ({' '.join(named(one) for one in ordinary)})"


_OURS = Text("the quotation", "引文")
_SOURCE = Text("the source", "原文")


def wide_sign(lines: list[str], line: int) -> tuple[int, int, Text, Text] | None:
    """Find the full-width colon, comma or space that broke YAML. A parser stops behind it, on that line or up to two lines later.

    Return its line and column (both from 1), what is wrong, and the cure; None where there is none.
    """
    for number in range(line, max(line - 3, 0), -1):
        text = lines[number - 1]
        found = _WIDE.match(text) or _WIDE_INSIDE.search(text) or _wide_comma(text)
        if found:
            return (number, found.start("sign") + 1, *_said_of(found["sign"]))
    return None


def _wide_comma(line: str) -> re.Match[str] | None:
    """Find the comma before a key within braces."""
    within = (
        found for found in _WIDE_COMMA.finditer(line) if "{" in line[: found.start()] or "}" in line[found.end() :]
    )
    return next(within, None)


def _said_of(sign: str) -> tuple[Text, Text]:
    if sign == "：":
        return _COLON
    if sign in _COMMAS:
        return (
            Text(
                f"There is a full-width {sign} (U+{ord(sign):04X}) here, but YAML accepts only a half-width comma.",
                f"此处是全角“{sign}”（U+{ord(sign):04X}），而 YAML 只接受半角逗号加空格。",
            ),
            Text("Write a comma and a space, both half-width.", "请改为半角逗号加空格。"),
        )
    return _SPACE


_WIDE = regex(r"[ -]*(?:[A-Za-z0-9_-]+)?:?(?P<sign>[：\u00a0\u3000\u2000-\u200a\u202f])")
_WIDE_INSIDE = regex(r"[{,] *[a-z][a-z0-9-]*(?P<sign>：)")
"""A full-width colon or space after the beginning of a line or a key, or within braces."""
_COMMAS = "，、；"
_WIDE_COMMA = regex(f"(?P<sign>[{_COMMAS}]) *[a-z][a-z0-9-]*[:：](?: |$)")
_COLON = (
    Text(
        "There is a full-width colon (：, U+FF1A) here, but YAML accepts only `: `.",
        "此处是全角冒号（：），而 YAML 只接受半角冒号加空格。",
    ),
    Text("Write a colon and a space, both half-width.", "请改为半角冒号加空格。"),
)
_SPACE = (
    Text(
        "There is a special space (U+00A0 or U+3000) here, but YAML accepts only the ordinary space.",
        "此处是全角空格或不换行空格（U+3000 或 U+00A0），而 YAML 只接受普通空格。",
    ),
    Text("Use ordinary spaces instead.", "请改用普通空格。"),
)
