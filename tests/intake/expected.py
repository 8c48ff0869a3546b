"""What is expected of the documents of ``../shared/notices/`` beside what a draft finds, field by field."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from tests.notices.dataset import NOTICES

from tongbao.errors import UsageError
from tongbao.intake.original.read import read_original
from tongbao.intake.recognise.head import Head, read_head
from tongbao.intake.stored import Stored
from tongbao.load.naming import genre_of


class Field(NamedTuple):
    """One field of one document: what is expected, and what was found; both without white space."""

    document: str
    name: str
    expected: str
    found: str

    @property
    def is_right(self) -> bool:
        """Tell whether both are the same."""
        return self.expected == self.found


def files() -> list[Path]:
    """Return the documents, in order."""
    return [file for kind in ("made", "real") for file in sorted((NOTICES / kind / "files").iterdir())]


def fields(file: Path) -> Iterator[Field]:
    """Yield the fields around the text of a document."""
    gold = yaml.safe_load((file.parent.parent / "expected" / f"{file.name[:2]}.yaml").read_text("utf-8"))
    try:
        head = read_head(Stored.of(read_original(file)).lines)
    except UsageError:  # a DOC where LibreOffice is not installed
        head = Head()
    document = f"{file.parent.parent.name}/{file.name[:2]}"
    expected, found = _expected(gold), _found(head)
    yield from (Field(document, name, _plain(expected[name]), _plain(found[name])) for name in expected)


def _expected(gold: dict[str, Any]) -> dict[str, Any]:
    openness, printed, whom = gold.get("openness"), gold.get("printed"), gold.get("addressee")
    return {
        "number": gold.get("document_number_as_printed") or gold.get("document_number") or gold.get("issue_number"),
        "title": gold["title"],
        "genre": genre_of(gold["genre"]),
        "issuers": "、".join(gold["issuers"]),
        "date": gold["date_written"],
        "addressees": "".join(whom) if isinstance(whom, list) else (whom or "").rstrip("：:"),
        "openness": openness.get("quote") if isinstance(openness, dict) else openness,
        "annexes": "、".join(gold.get("annexes") or []),
        "printed": f"{printed['by']}{printed['date']}" if isinstance(printed, dict) else "",
    }


def _found(head: Head) -> dict[str, Any]:
    return {
        "number": head.number and head.number.value,
        "title": head.title and head.title.value,
        "genre": head.genre,
        "issuers": "、".join(one.value for one in head.issuers),
        "date": head.date and head.date.value,
        "addressees": head.addressees and head.addressees.value,
        "openness": head.openness and head.openness.value,
        "annexes": "、".join(one.value for one in head.annexes),
        "printed": f"{head.printed_by.value}{head.printed_on.value}" if head.printed_by and head.printed_on else "",
    }


def _plain(words: Any) -> str:
    bare = re.sub(r"\s|^[（(]|[）)]$", "", str(words or ""))
    return bare.replace("[", "〔").replace("]", "〕").replace(",", "，").replace(":", "：")
