"""What a hostile file is, and how a table of data becomes files."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

Value = TypeVar("Value")

MIB = 2**20

Make = Callable[[str], bytes]
"""Makes a file's bytes from the address of a server that counts its callers."""


class Hostile(NamedTuple):
    """One hostile file: its name, and what makes its bytes."""

    name: str
    make: Make
    is_slow: bool
    """Whether it takes seconds, or is one more of many alike."""


def each(name: str, values: Mapping[str, Value] | Iterable[Value], make: Callable[[Value], bytes]) -> dict[str, Make]:
    """Return a file for each value: its key, or the value itself where it has none, stands in the name for ``{}``."""
    keyed = values if isinstance(values, Mapping) else {str(value): value for value in values}
    return {name.format(key): _without_address(make, value) for key, value in keyed.items()}


def _without_address(make: Callable[[Value], bytes], value: Value) -> Make:
    return lambda _: make(value)


def ending(end: str, makes: Mapping[str, Make]) -> dict[str, Make]:
    """Return files whose names end so."""
    return {f"{name}{end}": make for name, make in makes.items()}
