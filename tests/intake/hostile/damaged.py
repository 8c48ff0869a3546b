"""Good files that are cut at many places, or of which some bytes are others."""

import random
from functools import partial

from tests.intake.hostile.case import each
from tests.intake.hostile.sound import sound_docx, sound_html, sound_pdf, sound_text

SOUND = {"docx": sound_docx, "html": sound_html, "pdf": sound_pdf, "txt": sound_text}


def cut(ending: str, part: int) -> bytes:
    """Return so many sixteenths of a file."""
    data = SOUND[ending]()
    return data[: len(data) * part // 16]


def flipped(ending: str, seed: int) -> bytes:
    """Return a file some bytes of which are others."""
    chance, changed = random.Random(seed), bytearray(SOUND[ending]())
    for _ in range(1 + seed % 12 * 3):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


CASES = {
    name: make
    for ending in SOUND
    for name, make in {
        **each(f"cut-at-{{}}-sixteenths.{ending}", range(1, 16), partial(cut, ending)),
        **each(f"flipped-{{}}.{ending}", range(25), partial(flipped, ending)),
    }.items()
}
