"""The names of a list of units as they are written in YAML."""

from collections.abc import Iterator, Sequence

from tongbao.intake.names import Names
from tongbao.intake.quoting import Value
from tongbao.intake.recognise.table import Name


def entries_of(names: Sequence[Name], known: Names) -> Iterator[Value]:
    """Yield the names of a list as they are written; groups of bodies that are not named keep their words alone."""
    printed = [name.words for name in names]
    for number, name in enumerate(names):
        yield {"printed": name.words} if name.is_group else known.entry(name.words, printed[:number])
