"""Check names in English: no source can prove them, but they are English, and short where a picture has little room."""

from collections.abc import Callable, Iterator, Sequence

from tongbao.errors import Text
from tongbao.load.reader import Path_
from tongbao.model import Asserted, Measure, plain
from tongbao.printed.patterns import regex

_CHINESE = regex("[\u3400-\u9fff]")
_IN_ENGLISH = Text("Write it in English, or leave the key out.", "请写英文，或略去此键。")


def check_english(
    note: Callable[[str, Text, Text | None, Path_], None], value: Asserted | None, path: Path_, most: int | None = None
) -> None:
    """Report a name that is not English, or is longer than it may be."""
    if value is None:
        return
    words = plain(value)
    if found := _CHINESE.search(words):
        what = Text(f"This is not English: it has {found[0]!r}.", f"此处应为英文，却含有 {found[0]!r}。")
        note("not-english", what, _IN_ENGLISH, path)
    elif most and len(words) > most:
        what = Text(f"This has {len(words)} characters.", f"此处有 {len(words)} 个字符。")
        note("not-short", what, Text(f"Write at most {most}.", f"请写至多 {most} 个字符。"), path)


def english_of(measures: Sequence[Measure], path: Path_) -> Iterator[tuple[Asserted | None, Path_]]:
    """Yield what is said in English of some measures, each with its place."""
    for i, measure in enumerate(measures):
        yield measure.english, (*path, i, "english")
        for j, outcome in enumerate(measure.outcomes):
            yield outcome.counts_english, (*path, i, "outcomes", j, "counts-english")
        for j, honour in enumerate(measure.honours):
            yield honour.english, (*path, i, "honours", j, "english")
