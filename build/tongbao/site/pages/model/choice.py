"""What the diagrams show: as ``ontology/diagram.yaml`` says, which classes are large, and which of their properties are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tongbao import paths
from tongbao.load.reader import parse_yaml
from tongbao.site.pages.model.classes import Class, Property, classes, leading_to

FILE = paths.ONTOLOGY / "diagram.yaml"


@dataclass(frozen=True, slots=True)
class Choice:
    """The classes that are drawn large, in columns, and the properties that rules of their own hold for."""

    columns: tuple[tuple[str, ...], ...]
    also: frozenset[str]
    left_out: frozenset[str]

    @property
    def large(self) -> list[str]:
        """Return the classes that are drawn large, in order."""
        return [name for column in self.columns for name in column]

    def grouped(self, columns: int) -> list[list[str]]:
        """Return the large classes in fewer columns: neighbours are put one below the other."""
        size = -(-len(self.columns) // columns)
        return [
            [name for column in self.columns[start : start + size] for name in column]
            for start in range(0, len(self.columns), size)
        ]

    def rows(self, cls: Class) -> Iterator[Property]:
        """Yield the properties of a class that are drawn."""
        for one in cls.properties:
            leads = any(large_of(name) in self.large for name in one.classes)
            if one.name not in self.left_out and (
                one.least or leads or one.name in self.also or one.name in cls.labels
            ):
                yield one


@cache
def choice() -> Choice:
    """Return what the diagrams show."""
    document = parse_yaml(FILE, FILE.read_text("utf-8"))
    assert not document.problems, document.problems
    value = document.value
    return Choice(tuple(map(tuple, value["columns"])), *(_flat(value[key]) for key in ("also", "left-out")))


def _flat(lists: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(name for names in lists for name in names)


def large_of(name: str) -> str:
    """Return the class in whose box a class stands: itself, or the one above it."""
    cls = classes().get(name)
    return cls.above if cls and cls.above else name


def kinds_of(name: str) -> list[str]:
    """Return the classes below a large class that a drawn property leads to: each has a row in its box."""
    known, shown = classes(), choice()
    led = {value for large in shown.large for one in shown.rows(known[large]) for value in one.classes}
    return [cls.name for cls in known.values() if cls.above == name and cls.name in led]


@dataclass(frozen=True, slots=True)
class Branch:
    """A class of the second diagram, and how its hub and it are connected."""

    cls: str
    properties: tuple[Property, ...]
    """The properties that connect them; none where it is a kind of its hub."""
    is_led: bool = True
    """Whether the hub leads to it, and not it to the hub."""


@cache
def branches() -> dict[str, list[Branch]]:
    """Return the classes of the second diagram, each below the first class that leads to it, in the order of the ontology."""
    known, large = classes(), choice().large
    drawn = {*large, *(kind for name in large for kind in kinds_of(name))}
    found: dict[str, list[Branch]] = {}
    for cls in known.values():
        if cls.name not in drawn:
            hub, branch = _branch(cls, [*large, *known])
            found.setdefault(hub, []).append(branch)
    return {name: found[name] for name in [*large, *known, ""] if name in found}


def _branch(cls: Class, order: Sequence[str]) -> tuple[str, Branch]:
    if cls.above:
        return cls.above, Branch(cls.name, ())
    led = leading_to(cls.name)
    for hub in order:
        if properties := tuple(one for name, one in led if name == hub and hub != cls.name):
            return hub, Branch(cls.name, properties)
    for one in cls.properties:
        if (hub := next(iter(one.classes), "")) in order and one.name not in ("tb:statedIn",):
            return hub, Branch(cls.name, (one,), is_led=False)
    return "", Branch(cls.name, tuple(one for one in cls.properties if one.name == "tb:aboutSubject"), is_led=False)
