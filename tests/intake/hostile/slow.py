"""Which hostile files are tried only with ``--thorough``."""

import re

NAMES = frozenset(
    [
        "200-mib-in-a-line.txt",
        "a-hundred-thousand-attributes.html",
        "a-hundred-thousand-lines.pdf",
        "a-million-empty-paragraphs.docx",
        "a-million-letters-without-a-break.html",
        "content-curves.pdf",
        "content-marked-content.pdf",
        "content-operands.pdf",
        "content-restores.pdf",
        "content-saves.pdf",
        "contents-in-a-list.pdf",
        "fields-never-closed.docx",
        "filter-run-length.pdf",
        "flate-bomb-in-a-bomb.pdf",
        "flate-bomb.pdf",
        "font-widths.pdf",
        "forms-that-grow-tenfold.pdf",
        "just-under-the-limit.html",
        "many-cells.html",
        "many-columns.html",
        "many-empty-lines.txt",
        "many-rows.docx",
        "many-short-lines.txt",
        "many-small-tables.html",
        "nineteen-thousand-lines.pdf",
        "numbering-words.docx",
        "object-stream-bomb.pdf",
        "object-that-is-itself.pdf",
        "objects-without-end.pdf",
        "one-run-of-9-mib.docx",
        "repeated-acts-of-many.txt",
        "repeated-annex-lines.txt",
        "repeated-headings-in-lines.txt",
        "ten-thousand-pages.pdf",
        "to-unicode-bomb.pdf",
        "two-hundred-thousand-letters.pdf",
        "zip-bomb-300-mib.docx",
    ]
)
"""Those that take seconds."""

MORE = re.compile(r"a-mebibyte-of-.*|cut-at-(?!(1|5|9|13)-).*|flipped-(?![0-3][.]).*", re.DOTALL)
"""Those of which there are others alike."""


def is_slow(name: str) -> bool:
    return name in NAMES or bool(MORE.fullmatch(name))
