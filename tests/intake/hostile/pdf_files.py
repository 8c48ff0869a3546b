"""PDFs whose catalogue, table of objects, head or encryption is not what it should be."""

import random

from tests.intake.hostile.case import MIB, Make, each, ending
from tests.intake.hostile.pdf_parts import SOUND, one_page, stream
from tests.intake.hostile.sound import sound_pdf
from tests.intake.hostile.zips import SOUND as SOUND_PACKAGE
from tests.intake.original.pdfs import assembled

# --- one word of a sound file is another ----------------------------------------------------------

REPLACED = {
    "catalogue-missing": (b"/Root 1 0 R", b"/Root 9999 0 R"),
    "xref-beyond-the-end": (b"startxref\n", b"startxref\n99999999999"),
    "xref-minus": (b"startxref\n", b"startxref\n-"),
    "xref-of-two-thousand-million": (b"xref\n0 ", b"xref\n0 2000000000"),
    "size-of-two-thousand-million": (b"/Size ", b"/Size 2000000000"),
    "object-number-huge": (b"5 0 obj", b"99999999999999999999 0 obj"),
}


def replaced(change: tuple[bytes, bytes]) -> bytes:
    return sound_pdf().replace(*change, 1)


def with_table_in_a_ring() -> bytes:
    """Return a file whose table of objects is said to continue itself."""
    data = sound_pdf()
    return data.replace(b"/Root", b"/Prev %d /Root" % data.rindex(b"xref\n0"), 1)


# --- encryption -----------------------------------------------------------------------------------

RULES = {
    "rc4": b"/Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4" % (b"a" * 32, b"b" * 32),
    "aes": b"/Filter /Standard /V 5 /R 6 /O (%s) /U (%s) /OE (a) /UE (b) /Perms (c) /P -4 /Length 256"
    % (b"a" * 48, b"b" * 48),
    "unknown": b"/Filter /NoSuch /V 99",
    "ring": b"/Filter 1 0 R /V 1 0 R",
}


def encrypted(rule: bytes) -> bytes:
    return sound_pdf(more=b"/ID [(a) (b)] /Encrypt << %s >>" % rule)


# --- what else hangs on the catalogue -------------------------------------------------------------


def with_file_inside() -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 6 0 R >> >>] >> >>"
    return one_page(SOUND, stream(sound_pdf(), b"/Type /EmbeddedFile"), catalog=names)


def with_form_in_a_ring() -> bytes:
    form = b"<< /XFA (<a>) /Fields [6 0 R] /Kids [6 0 R] >>"
    return one_page(SOUND, form, catalog=b"/AcroForm 6 0 R /Outlines 6 0 R /StructTreeRoot << /K 6 0 R >>")


FILES: dict[str, Make] = {
    **each("{}", REPLACED, replaced),
    **each("encrypted-{}", RULES, encrypted),
    "catalogue-nested": lambda _: one_page(catalog=b"/A " + b"[" * 50_000 + b"]" * 50_000),
    "catalogue-is-a-number": lambda _: assembled([b"7", b"8"]),
    "files-inside": lambda _: with_file_inside(),
    "form": lambda _: with_form_in_a_ring(),
    "xref-to-itself": lambda _: sound_pdf(more=b"/Prev 9"),
    "xref-in-a-ring": lambda _: with_table_in_a_ring(),
    "xref-missing": lambda _: sound_pdf().replace(b"xref", b"yref"),
    "head-late": lambda _: b"\0" * 1000 + sound_pdf(),
    "head-beyond-reach": lambda _: b"\0" * 5000 + sound_pdf(),
    "head-alone": lambda _: b"%PDF-1.7\n",
    "head-and-rubbish": lambda _: b"%PDF-1.7\n" + random.Random(2).randbytes(200_000),
    "head-and-a-long-line": lambda _: b"%PDF-1.7\n" + b"a" * (5 * MIB),
    "comments": lambda _: b"%PDF-1.7\n" + b"%\n" * 500_000,
    "objects-without-end": lambda _: b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000,
    "end-marks": lambda _: sound_pdf() + b"startxref\n0\n%%EOF\n" * 50_000,
    "two-files-in-one": lambda _: sound_pdf() + sound_pdf(),
    "also-a-zip": lambda _: sound_pdf() + SOUND_PACKAGE,
}

CASES = ending(".pdf", FILES)
