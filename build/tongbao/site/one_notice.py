"""The work on one notice: from its part and its source text to the files of all its documents."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.files.text import read_text
from tongbao.load.source import SourceText
from tongbao.site.backlinks import backlinks
from tongbao.site.digests import digests
from tongbao.site.documents import bare, by_document, files_of, read_lines, with_words
from tongbao.site.entries import entries_of
from tongbao.site.folder import put
from tongbao.site.metadata.cited import of_notice
from tongbao.site.metadata.partitions import partitions
from tongbao.site.notice import Notice
from tongbao.site.original import published_as, read_original
from tongbao.site.pages.notice import HIDDEN, pages
from tongbao.site.pages.render import Site
from tongbao.site.step import Made
from tongbao.site.tables.stated import notice_rows
from tongbao.site.things import Link, Things


@dataclass(frozen=True, slots=True)
class Shared:
    """What the work on every notice needs."""

    out: Path
    built: Path
    data: Path
    site: Site


class Task(NamedTuple):
    """One notice: its id, and the data from other parts that its pages show."""

    notice: str
    incoming: tuple[str, ...]
    """The lines from elsewhere that link to its things, as N-Triples."""
    others: dict[str, Text]
    """The names of the notices that it replaces or that replace it."""


def make_notice(task: Task, shared: Shared) -> Made:
    """Write the pages and data of a notice's documents; return what must be recorded about it."""
    done = Made()
    base = shared.site.base
    part = shared.built / "parts" / "notice" / f"{task.notice}.nq"
    quads = read_lines(part)
    things = Things(quads)
    published = published_as(things, task.notice, base)
    try:
        source, folder = read_source(things, task.notice, base, shared.data)
        original = read_original(things, task.notice, base, folder) if published else b""
    except DataError as error:
        done.problems += error.problems
        return done
    outside = Things(task.incoming)
    labels = shared.site.labels.with_(things)
    labels.take(outside, list(outside.said))
    for other, name in task.others.items():
        labels.learn(other, name)
    notice = Notice(task.notice, f"<{base}id/notice/{task.notice}>", base, things, labels, source, published)
    for span in things.of_class("tb:TextSpan"):
        labels.learn(span, notice.called(span))
    for subject, said in outside.said.items():
        for predicate, values in said.items():
            for value in values:
                things.linked[value].append(Link(subject, predicate))
    described = with_words(by_document([*map(bare, quads), *task.incoming], base))
    for page in pages(notice):
        page.content["notice_page"] = notice
        page.content.setdefault("hidden", HIDDEN)
        files = files_of(page, described.get(page.document, ()), labels, shared.site)
        done.written += sum(put(shared.out, files).values())
        done.files += files
    whole = {**of_notice(notice), **({published: original} if published else {})}
    done.written += sum(put(shared.out, whole).values())
    done.files += whole
    done.entries = list(entries_of(notice))
    done.links = list(backlinks(notice))
    done.mentioned = sorted({link.target for link in done.links})
    done.counts = partitions(things, base)
    done.rows = notice_rows(notice)
    done.digests = digests(quads, base)
    return done


def read_source(things: Things, notice: str, base: str, data: Path) -> tuple[SourceText, Path]:
    """Return the source text of a notice, and its folder; raise DataError where it is not the text that the graph was made from."""
    iri = f"<{base}id/source/{notice}>"
    name, expected = things.text(iri, "dcterms:identifier"), things.text(iri, "schema:sha256")
    file = _source_file(notice, name, data)
    text, problems = read_text(file)
    if problems:
        raise DataError(*problems)
    source = SourceText.of(text)
    if source.sha256 != expected:
        raise DataError(Problem("source-differs", *_DIFFERS, Place(file)))
    return source, file.parent


def _source_file(notice: str, name: str, data: Path) -> Path:
    """Return the file of a source text: beside its notice, or where the notice was before it was removed from the data."""
    if folders := sorted(data.glob(f"notices/*/{notice}.yaml")):
        return folders[0].parent / name
    if files := sorted(folder / name for folder in data.glob("notices/*") if (folder / name).is_file()):
        return files[0]
    what = Text(
        f"The notice {notice} and its source text {name} were removed from the data after the graph was built.",
        f"公文 {notice} 及其原文 {name} 在图谱构建之后已从数据中移除。",
    )
    raise DataError(Problem("notice-gone", what, _DIFFERS[1], Place(data / "notices")))


_DIFFERS = (
    Text("The source text differs from the text that the graph was built from.", "原文与构建图谱时所用的不同。"),
    Text("Build again: `tongbao build`.", "请重新构建：`tongbao build`。"),
)


def notice_key(part: str, environment: bytes, names: Iterable[str], task: Task) -> bytes:
    """Return a digest of everything that the pages of a notice depend on."""
    total = hashlib.sha256(environment + part.encode())
    total.update(msgspec.json.encode([list(names), sorted(task.incoming), sorted(task.others.items())]))
    return total.digest()
