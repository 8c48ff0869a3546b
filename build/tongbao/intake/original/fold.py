"""Replace code points that look like a Chinese character by that character.

Fonts of PDFs often name the radical ⼈ (U+2F08) where the character 人 (U+4EBA) is meant: one glyph serves both. The pairs
are those of Unicode's property Equivalent_Unified_Ideograph (UAX #38, file EquivalentUnifiedIdeograph.txt), which Python
does not have: for the Kangxi radicals they equal the compatibility forms that it has, and for the CJK radicals supplement
(U+2E80–2EF3) they are listed here. ⺀ (CJK RADICAL REPEAT) has no ideograph and stays.
"""

import unicodedata

_SUPPLEMENT = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈𠂊 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎尢 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡
⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴㓁 ⺵𦉫
⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝
⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄
⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""
_OTHERS = {
    "⼾": "户",  # its compatibility form is 戶; notices of the mainland print 户
    "―": "—",  # HORIZONTAL BAR for EM DASH
    "─": "—",  # BOX DRAWINGS LIGHT HORIZONTAL for EM DASH
}
_BLOCKS = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF))
"""Kangxi radicals, and compatibility ideographs."""


def _pairs() -> dict[str, str]:
    pairs = {
        sign: form
        for first, last in _BLOCKS
        for sign in map(chr, range(first, last + 1))
        if (form := unicodedata.normalize("NFKC", sign)) != sign and len(form) == 1
    }
    return pairs | {pair[0]: pair[1] for pair in _SUPPLEMENT.split()} | _OTHERS


_FORMS = str.maketrans(_pairs())


def fold(text: str) -> str:
    """Return a text of the same length in which characters stand for their look-alikes; all else stays.

    >>> fold("⼈⺠政府―⻔⼾，（1）")
    '人民政府—门户，（1）'
    """
    return text.translate(_FORMS)
