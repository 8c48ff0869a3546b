"""Characters of symbol fonts, which a DOCX stores by their places in the font (ECMA-376 part 1, 17.3.3.30)."""

from tongbao.intake.original.words import LOST

_SYMBOL = dict(
    zip(
        bytes.fromhex("a2a3a5a7a8a9aaabacadaeafb0b1b2b3b4b5b7b8b9babbbcc5c6d0d6d7e5"),
        "′≤∞♣♦♥♠↔←↑→↓°±″≥×∝•÷≠≡≈…⊕∅∠√⋅∑",
        strict=True,
    )
) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_WINGDINGS = dict(
    zip(
        bytes.fromhex("6c6e6f717475767778a1a4a8abb2d8dffbfcfdfee0e8"),
        "●■□❑⧫⬧❖⌧⌧○◉◻★✧➢←✗✓☒☑→➔",
        strict=True,
    )
)
_WINGDINGS_2 = {
    0x50: "✓",
    0x52: "☑",
    0x53: "☒",
    0xA3: "□",
    0x97: "●",
    0x98: "●",
    0xA2: "■",
    0x4F: "✗",
    0x51: "☒",
    0x54: "☒",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: str) -> str:
    """Return the character at a place of a font, given in hexadecimal digits; 〓 where it is not known.

    >>> symbol("Wingdings 2", "F052"), symbol("宋体", "2103"), symbol("Webdings", "F041")
    ('☑', '℃', '〓')
    """
    try:
        place = int(code, 16)
    except ValueError:
        return LOST
    if not (0xF000 <= place <= 0xF0FF or font.lower() in _FONTS):
        return chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place < 0xFFFE else LOST
    return _FONTS.get(font.lower(), {}).get(place & 0xFF, LOST)
