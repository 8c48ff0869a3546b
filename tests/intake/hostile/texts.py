"""Texts of one thing repeated, of strange signs, and in encodings that they do not have."""

import random

from tests.intake.hostile.case import MIB, each
from tests.intake.hostile.sound import WORDS

SOUND = "\n".join(WORDS)
UTF_8 = SOUND.encode()

REPEATED = {
    "brackets": "（",
    "closing-brackets": "）",
    "document-brackets": "〔",
    "numbers-of-documents": "岚江政办〔2024〕5号",
    "titles": "《",
    "quotation-marks": "“",
    "annexes": "附件：",
    "annex-lines": "附件1\n",
    "commas": "、",
    "numerals": "一二三四五六七八九十",
    "digits": "1234567890",
    "ranges": "1—",
    "dates": "2024年5月",
    "dates-in-numerals": "二〇二四年",
    "amounts": "3.5万元，",
    "changes": "由1天压缩到",
    "percent": "9%",
    "acts": "予以通报表扬",
    "acts-of-many": "对市公安局、市民政局予以通报表扬。",
    "units": "市公安局、",
    "leads": "市公安局牵头，",
    "brackets-of-units": "（责任单位：市公安局；配合单位：市民政局）",
    "headings": "一、",
    "headings-in-lines": "一、强化保障\n",
    "items": "1.做法。（市公安局牵头）\n",
    "dashes": "—",
    "spaces": "　",
    "colons": "：",
    "full-stops": "。",
    "printed": "岚江市人民政府办公厅2024年5月6日印发\n",
    "copies": "抄送：市委办公厅，",
    "genres": "关于的通知",
    "issuers": "岚江市人民政府\n",
    "radicals": "⼀⼆⼈",
    "letters": "a",
    "words": "a ",
    "emoji": "\U0001f468\u200d",
    "marks": "e\u0301\u0300",
}


def repeated(words: str) -> bytes:
    return f"{SOUND}\n{words * (60_000 // len(words))}\n{WORDS[4]}\n{WORDS[5]}".encode()


def a_mebibyte_of(words: str) -> bytes:
    return f"{SOUND}\n{words * (MIB // len(words.encode()))}".encode()


BOMS = (
    (b"\xef\xbb\xbf", "gb18030"),
    (b"\xff\xfe", "utf-8"),
    (b"\xfe\xff", "utf-16-le"),
    (b"\xff\xfe\0\0", "utf-8"),
    (b"\0\0\xfe\xff", "utf-32-le"),
    (b"\xef\xbb\xbf" * 3, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"+/v8", "utf-8"),
)
PLAIN = {
    **{f"bom-{bom[:4].hex()}-{encoding}": bom + SOUND.encode(encoding) for bom, encoding in BOMS},
    "utf-16-cut": SOUND.encode("utf-16")[:-1],
    "nuls": UTF_8.replace(b"\n", b"\0"),
    "nul-at-the-end": UTF_8 + b"\0" * 5000,
    "surrogates": UTF_8 + b"\xed\xa0\x80\xed\xb0\x80" * 100,
    "overlong": UTF_8 + b"\xc0\xaf\xe0\x80\xaf" * 100,
    "lone-continuation": UTF_8 + b"\x80" * 1000,
    "gb18030-broken": SOUND.encode("gb18030") + b"\x81" * 1001,
    "two-encodings": UTF_8 + SOUND.encode("gb18030"),
    "bidi": f"\u202e{SOUND}\u202c\u2066\u2067\u200f".encode(),
    "escapes-of-a-terminal": f"{SOUND}\x1b[2J\x1b]0;通报\x07\x9b31m".encode(),
    "line-separators": SOUND.replace("\n", "\u2028").encode() + "\u2029\x85\x0b\x0c".encode() * 1000,
    "carriage-returns": SOUND.replace("\n", "\r").encode(),
    "yaml-inside": f'{SOUND}\n"}}]{{: # & * ! | > %@`\n---\n- !!python/object/apply:os.system ["x"]\n'.encode(),
    "yaml-in-the-title": SOUND.replace(WORDS[0], '关于"}]{: # &a *b !c | > %d @e `f\\n的通报').encode(),
    "marks-of-gaps": f"{SOUND}\n# FILL IN 待填: 甲\n".encode(),
    "only-spaces": " \n\t\r\u3000".encode() * 10_000,
    "only-nuls": b"\0" * 100_000,
    "only-a-bom": b"\xef\xbb\xbf",
    "random": random.Random(1).randbytes(100_000),
    "many-short-lines": "甲\n".encode() * 100_000,
    "many-empty-lines": UTF_8 + b"\n" * 1_000_000,
}

CASES = {
    **each("repeated-{}.txt", REPEATED, repeated),
    **each("a-mebibyte-of-{}.txt", REPEATED, a_mebibyte_of),
    **each("{}.txt", PLAIN, bytes),
    **each("{}-mib-in-a-line.txt", (9, 200), lambda size: "通报".encode() * (size * MIB // 6)),
}
