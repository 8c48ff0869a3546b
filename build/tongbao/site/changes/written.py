"""Write what changed: as text for people, as JSON for programs, or as a page of HTML that stands by itself."""

import re
from collections.abc import Callable, Iterator

from tongbao.errors import Language, Text
from tongbao.files.escape import one_line
from tongbao.site.changes.model import Changes, Fact, NameChange, NoticeChange, by_how, by_measure, holding
from tongbao.site.data import write_json
from tongbao.site.pages.render import environment


def text(changes: Changes, language: Language) -> bytes:
    """Write changes as lines for people; nothing in the data controls a terminal."""
    lines = (f"{' ' * indent}{one_line(line.to(language))}" if any(line) else "" for indent, line in _lines(changes))
    return "\n".join([*lines, ""]).encode()


def _lines(changes: Changes) -> Iterator[tuple[int, Text]]:
    """Yield lines, and how far each is indented."""
    if changes:
        yield 0, versions(changes)
    yield 0, changes.summary
    for heading, group in by_how(changes.notices):
        yield 0, Text("", "")
        yield 0, heading
        for notice in group:
            yield from _notice(notice)
    if changes.names:
        yield 0, Text("", "")
        yield 0, Text("Units and places", "单位与地区")
        for name in changes.names:
            yield from _name(name)
    if any(changes.vocabulary):
        yield 0, Text("", "")
        yield 0, vocabulary(changes)


def versions(changes: Changes) -> Text:
    """Say which versions were compared."""
    old, new = changes.old, changes.new
    one, other = old.called, new.called
    return Text(
        f"From version {one.en or '(unnamed)'} with {_notices(old.notices)} to version {other.en or '(unnamed)'} with {_notices(new.notices)}",
        f"从版本 {one.zh or '（未注明）'}（公文 {old.notices:,} 份）到版本 {other.zh or '（未注明）'}（公文 {new.notices:,} 份）",
    )


def _notices(count: int) -> str:
    return f"{count:,} notice{'' if count == 1 else 's'}"


def vocabulary(changes: Changes) -> Text:
    """Say how many statements of vocabularies and the like came and went."""
    came, went = changes.vocabulary
    return Text(
        f"Vocabularies, ontology and the dataset's own description: {came:,} statement{'' if came == 1 else 's'} came, {went:,} went.",
        f"词表、本体与数据集说明：新增陈述 {came:,} 条，减少 {went:,} 条。",
    )


def _notice(notice: NoticeChange) -> Iterator[tuple[int, Text]]:
    held = holding(notice.holds)
    called = Text(*[f"{notice.number} {title}".strip() for title in notice.title])
    yield (
        2,
        Text(f"{called.en}{f' ({held.en})' if held.en else ''}", f"{called.zh}{f'（{held.zh}）' if held.zh else ''}"),
    )
    for measure, those in by_measure(notice.facts):
        if any(measure):
            yield 4, measure
        for fact in those:
            yield from _fact(fact, 6 if any(measure) else 4)
    if notice.more:
        yield 4, more(notice)


def more(notice: NoticeChange) -> Text:
    """Say how many facts of a notice are not listed."""
    return Text(f"and {notice.more:,} more", f"另有 {notice.more:,} 处")


def _name(name: NameChange) -> Iterator[tuple[int, Text]]:
    yield 2, renamed(name)
    for fact in name.facts:
        yield from _fact(fact, 4)


def renamed(name: NameChange) -> Text:
    """Say what became of a unit or place."""
    word = {"added": Text("added", "新增"), "withdrawn": Text("removed", "移除"), "changed": Text("changed", "变动")}[
        name.how
    ]
    if any(name.was):
        word = Text("renamed", "更名")
    return Text(f"{name.name.en}: {word.en}", f"{name.name.zh}：{word.zh}")


def _fact(fact: Fact, indent: int) -> Iterator[tuple[int, Text]]:
    yield indent, fact.said
    for words in fact.words_before:
        yield indent + 2, Text(f"before: {words}", f"原依据：{words}")
    for words in fact.words:
        yield indent + 2, Text(f"words: {words}", f"依据：{words}")


def json(changes: Changes, language: Language) -> bytes:
    """Write changes as JSON, in both languages."""
    return write_json(changes)


def html(changes: Changes, language: Language) -> bytes:
    """Write changes as a page of HTML that needs no other file."""
    template = environment().get_template("changes_alone.html")
    shared = {"say": lambda en, zh="": (en if isinstance(en, Text) else Text(en, zh)).to(language), "lang": language}
    written = template.render({**shared, "changes": changes, **WORDS}) + "\n"
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", written).encode()


WORDS = {
    "versions_of": versions,
    "by_how": by_how,
    "by_measure": by_measure,
    "holding": holding,
    "more_of": more,
    "renamed": renamed,
    "vocabulary_of": vocabulary,
}
"""What the templates of changes call."""

WRITERS: dict[str, Callable[[Changes, Language], bytes]] = {"text": text, "json": json, "html": html}
"""The ways to write changes, by the names that the command has for them."""
