"""Citations for reference managers, as BibTeX and RIS: of the dataset, and of each notice with its measures in one file.

A field says what the data say, and is left out where they say nothing: so no date of access either.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tongbao.files.escape import one_line

DATASET = "data/dataset"
"""The files of the dataset's own citation, without their endings."""


@dataclass(frozen=True)
class Work:
    """What is cited."""

    key: str
    title: str
    url: str
    author: str = ""
    date: str = ""
    """A day, month or year as ISO 8601."""
    number: str = ""
    """The document number of a notice."""
    within: str = ""
    """The title of the notice that holds it."""
    version: str = ""
    is_data: bool = False


class Manager(NamedTuple):
    """A format of reference managers."""

    ending: str
    name: str
    write: Callable[[Sequence[Work]], str]


def written(name: str, works: Sequence[Work]) -> dict[str, bytes]:
    """Return works as files of all reference managers, by path."""
    return {f"{name}.{manager.ending}": manager.write(works).encode() for manager in MANAGERS}


def cited_by(document: str) -> str:
    """Return the files that cite what a page tells of, without their endings: those of its notice, else the dataset's.

    >>> cited_by("measure/a-2023-1/m-1"), cited_by("unit/a")
    ('data/notice/a-2023-1', 'data/dataset')
    """
    kind, *names = document.split("/")
    return f"data/notice/{names[0]}" if kind in _OF_A_NOTICE and names else DATASET


_OF_A_NOTICE = ("notice", "measure", "source", "commendation", "criticism", "honour")


# --- BibTeX ---------------------------------------------------------------------------------------

_TEX = {
    **{c: f"\\{c}" for c in "{}$&%#_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(works: Sequence[Work]) -> str:
    """Write works as BibTeX, with the fields of BibLaTeX for what BibTeX has none."""
    return "\n".join(map(_bibtex, works))


def _bibtex(work: Work) -> str:
    fields = {
        "author": f"{{{_tex(work.author)}}}" if work.author else "",  # a name of its own, no first and last
        "title": f"{{{_tex(work.title)}}}",  # keeps its capitals
        "year": work.date[:4],
        "date": work.date,
        "number": _tex(work.number),
        "version": _tex(work.version),
        "note": _tex(f"载于《{work.within}》") if work.within else "",
        "url": _url(work.url),
        "langid": "" if work.is_data else "chinese",
    }
    listed = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'dataset' if work.is_data else 'misc'}{{{re.sub(r'[^A-Za-z0-9:._-]', '-', work.key)},\n{listed}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(text))


def _url(iri: str) -> str:
    return re.sub(r"[\s{}\\%]", "", iri)


# --- RIS ------------------------------------------------------------------------------------------


def ris(works: Sequence[Work]) -> str:
    """Write works as RIS."""
    return "\r\n".join(map(_ris, works))


def _ris(work: Work) -> str:
    fields: Mapping[str, str] = {
        "AU": f"{work.author}," if work.author else "",  # the comma: a name of its own, no first and last
        "TI": work.title,
        "T2": work.within,
        "PY": work.date[:4],
        "DA": work.date.replace("-", "/"),
        "M1": work.number,
        "ET": work.version,
        "LA": "" if work.is_data else "zh",
        "UR": work.url,
    }
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields.items() if value]
    return "\r\n".join([f"TY  - {'DATA' if work.is_data else 'GOVDOC'}", *lines, "ER  - ", ""])


MANAGERS = (Manager("bib", "BibTeX", bibtex), Manager("ris", "RIS", ris))
"""The formats, with the endings of their files."""
