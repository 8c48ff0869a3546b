"""The original of a notice as a file of the site: what an office published, where browsers show or save it safely."""

from pathlib import Path

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.digest import sha256_of
from tongbao.site.things import Things

_PUBLISHED = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
"""By media type, the ending of originals that are published. A web page is not: its scripts would run as if they were ours."""


def published_as(things: Things, notice: str, base: str) -> str:
    """Return the path of a notice's original on the site; empty where it has none, or one that is not published."""
    iri = f"<{base}id/original/{notice}>"
    ending = _PUBLISHED.get(things.text(iri, "schema:encodingFormat"))
    return f"data/original/{notice}.{ending}" if ending else ""


def read_original(things: Things, notice: str, base: str, folder: Path) -> bytes:
    """Return the original of a notice; raise DataError where it is not the file that the graph speaks of."""
    iri = f"<{base}id/original/{notice}>"
    file = folder / things.text(iri, "dcterms:identifier")
    try:
        if sha256_of(file) == things.text(iri, "schema:sha256"):
            return file.read_bytes()
    except OSError:
        pass
    raise DataError(Problem("original-differs", *_DIFFERS, Place(file)))


_DIFFERS = (
    Text(
        "The original is missing, or differs from the file that the graph was built from.",
        "原件缺失，或与构建图谱时所用的不同。",
    ),
    Text("Restore it, or build again: `tongbao build`.", "请恢复原件，或重新构建：`tongbao build`。"),
)
