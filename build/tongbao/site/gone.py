"""What a site once published and no longer holds: it is recorded, and a note takes the place of its pages and data.

The record is a file of its own, apart from the memory, which can be deleted: it cannot be made again from the data.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from tongbao.errors import Text
from tongbao.rdf.literals import date
from tongbao.rdf.namespaces import DCTERMS, OWL, RDFS, SCHEMA
from tongbao.site.data import write_data, write_json
from tongbao.site.entries import Entry
from tongbao.site.folder import HIDDEN, put
from tongbao.site.hosts.settings import GONE
from tongbao.site.in_force import REPLACED_BY
from tongbao.site.metadata.nodes import Node, iri
from tongbao.site.metadata.signposting import described_by
from tongbao.site.pages.page import Page
from tongbao.site.pages.render import LANGUAGES, Site, write_page
from tongbao.site.runner import Runner
from tongbao.site.sources import Sources
from tongbao.site.step import Made
from tongbao.site.things import Things

FILE = f"{HIDDEN}/gone.json"
OWNER = "site/gone"


class Gone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document that was removed."""

    zh: str
    en: str
    version: str = ""
    """The first version of the dataset without it, if that has one."""
    modified: str = ""
    """The day of that version, if it has one."""
    successor: str = ""
    """The notice that has replaced it, as a term."""


class Published(msgspec.Struct):
    """What a site held before a run."""

    documents: dict[str, Text]
    """The documents of things, and their names."""
    successors: dict[str, str]
    gone: dict[str, Gone]
    is_known: bool
    """Whether there is a record of all this; without one, what has been removed since is unknown."""


def published_before(runner: Runner) -> Published:
    """Return what a site held before this run, as far as it is recorded."""
    titles = {entry.document: entry for entry in runner.memory.entries()}
    documents = {document: _called(document, titles) for document in _documents(runner.memory.files())}
    replaced = Things(runner.memory.mentioned("site/replacements"))
    successors = {link: value for link, said in replaced.said.items() for value in said.get(REPLACED_BY, ())}
    gone, is_sound = read_gone(runner.out / FILE)
    was_finished = (runner.out / HIDDEN / "finished").exists()
    return Published(documents, successors, gone, is_sound and bool(documents or not was_finished))


def _documents(files: Iterable[str]) -> set[str]:
    """Return the documents of things among the files of a site."""
    names = (name[3:-5] for name in files if name.startswith("zh/") and name.endswith(".html"))
    return {name for name in names if "/" in name and not name.startswith("vocab/") and described_by(name) == name}


def _called(document: str, titles: Mapping[str, Entry]) -> Text:
    """Return the name of a former document: a source text has its notice's name, a co-leadership the names of both units."""
    kind, *names = document.split("/")
    about = [f"unit/{name}" for name in names] if kind == "co-leadership" else [f"notice/{names[0]}"] if kind == "source" else [document]  # fmt: skip
    found = [titles[name] for name in about if name in titles]
    if len(found) < len(about):
        return Text(document, document)
    return Text(" and ".join(e.english or e.title or document for e in found), "与".join(e.title or document for e in found))  # fmt: skip


def read_gone(file: Path) -> tuple[dict[str, Gone], bool]:
    """Return what was removed earlier, and whether the record of it can be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Gone]), True
    except FileNotFoundError:
        return {}, True
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}, False


def note_what_is_gone(sources: Sources, runner: Runner, before: Published) -> None:
    """Record what this run has removed, forget what has come back, and write a note for each document that is gone."""
    now = _documents(runner.memory.files())
    gone = {document: left for document, left in before.gone.items() if document not in now}
    for document in before.documents.keys() - now:
        title = before.documents[document]
        successor = before.successors.get(iri(sources.site.base, "id/", document), "")
        gone[document] = Gone(title.zh, title.en, sources.site.version, sources.site.modified, successor)
    kept = write_json(dict(sorted(gone.items())))
    if gone or before.gone:
        put(runner.out, {FILE: kept})
    key = hashlib.sha256(sources.environment + kept).digest()
    if not runner.is_made(OWNER, key):
        made = Made()
        for document, left in sorted(gone.items()):
            runner.write(_note(document, left, sources.site), made)
        runner.keep(OWNER, key, made)


def _note(document: str, left: Gone, site: Site) -> dict[str, bytes]:
    """Return the pages and data that take the place of a document."""
    thing = iri(site.base, "id/", document)
    content = {"left": left, "since": _since(left)}
    page = Page(document, "gone.html", Text(left.en, left.zh), content, thing, data=False, is_shown_anywhere=True)
    files = {f"{GONE}{language}/{document}.html": write_page(page, site, language).encode() for language in LANGUAGES}
    data = write_data(_said(thing, left), f"data/{document}", site.base, is_shown_anywhere=True)
    return files | {f"{GONE}data/{document}.{form}": content for form, content in data.items()}


def _since(left: Gone) -> Text:
    """Return since when a document has been gone, as far as that is known."""
    if not (left.version or left.modified):
        return Text(
            "This is no longer in the dataset. It is not known when it was removed.",
            "本数据集已不再收录此内容，移除时间不详。",
        )
    en = " of ".join(filter(None, (f"version {left.version}" if left.version else "", left.modified)))
    zh = f"版本 {left.version}" if left.version else left.modified
    if left.version and left.modified:
        zh += f"（{left.modified}）"
    return Text(f"As of {en}, the dataset no longer contains this.", f"本数据集自{zh}起不再收录此内容。")


def _said(thing: str, left: Gone) -> Iterator[str]:
    """Yield what can still be stated about a thing: its name, that and when it was removed, and what has replaced it."""
    node = Node(thing).both(RDFS.label, Text(left.en, left.zh)).both(RDFS.comment, _since(left))
    node.say(OWL.deprecated, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>')
    node.say(DCTERMS.isReplacedBy, *filter(None, [left.successor]))
    yield from node.lines
    if left.modified:
        removal = Node(iri(thing[1:-1], "#removal"), SCHEMA.DataFeedItem)
        yield from removal.say(SCHEMA.item, thing).say(SCHEMA.dateDeleted, date(left.modified)).lines
