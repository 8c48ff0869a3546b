"""The model of a collaboration network: nodes, undirected edges, and the measures and words behind each edge."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tongbao.errors import Text


class Code(NamedTuple):
    """A concept of one of the vocabularies: its code, and its label in both languages."""

    code: str
    label: Text


class Node(NamedTuple):
    """A unit or, in a network of a query, any thing."""

    iri: str
    name: Text
    """The full name; where a language has none, the name in the other language."""
    short: Text
    """The shortest name that no other node has."""
    kind: Code | None = None
    level: Code | None = None
    leads: int = 0
    """How many measures it has one of the network's roles in: by default, how many it leads."""


class Edge(NamedTuple):
    """Two nodes by their numbers, the lower first; how often they meet, and in which measures."""

    one: int
    other: int
    weight: float
    """How often they meet: a whole number, unless a query gives another."""
    measures: tuple[str, ...] = ()
    """The IRIs of the measures, in order."""


def with_state(title: Text, ended: Text | None) -> Text:
    """Return the title of a measure, with the state of its notice where that is no longer in force."""
    return Text(f"{title.en} ({ended.en.lower()})", f"{title.zh}（{ended.zh}）") if ended else title


class Measure(NamedTuple):
    """A measure behind an edge."""

    title: str
    notice: str
    """The IRI of its notice."""
    number: str
    """The document number of its notice; empty where it has none."""
    year: int | None
    level: Code | None
    cell: str
    """The words of its cell of leads, as printed."""
    state: Code | None = None
    """The state of its notice; None where none is known."""
    basis: Code | None = None
    """Why its leads count as such."""
    reading: str = ""
    """The words that show this, as printed."""
    english: str = ""
    """Its title in English, our translation; empty where there is none."""

    @property
    def told(self) -> Text:
        """Return its title, with the state of its notice where that is no longer in force."""
        title = Text(self.english or self.title, self.title)
        return with_state(title, self.state.label if self.state and self.ended else None)

    @property
    def ended(self) -> bool:
        """Return whether its notice is no longer in force."""
        return self.state is not None and self.state.code != "valid"


class Participation(NamedTuple):
    """The part that a node has in a measure, and the words that state it."""

    measure: str
    node: int
    role: Code
    order: int
    """Its place among the participants with the same role."""
    printed: str
    quote: str
    start: int
    """Where the quotation starts in the source text, in code points."""
    end: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units and notices to include; an empty set includes all. Codes are those of the vocabularies."""

    levels: frozenset[str] = frozenset()
    """Levels of units."""
    kinds: frozenset[str] = frozenset()
    """Kinds of units."""
    years: frozenset[int] = frozenset()
    """Years of notices."""
    roles: frozenset[str] = frozenset({"lead"})
    """Roles of participations."""
    in_force: bool = False
    """Whether notices that are no longer in force are left out."""


LEAD_TOGETHER = Text("Who leads measures together", "谁与谁共同牵头")
TAKE_PART = Text("Who has a part in the same measures", "谁与谁参与同一举措")


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its nodes in order of their IRIs, its edges in order of their nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    measures: dict[str, Measure] = field(default_factory=dict)
    """The measures that its nodes take part in, by IRI."""
    participations: tuple[Participation, ...] = ()
    """In order of measure, role and place."""
    title: Text = LEAD_TOGETHER
    remark: Text | None = None
    """What a reader should know about how it was made."""

    @property
    def size(self) -> Text:
        """Return its size in words."""
        nodes, edges, parts = len(self.nodes), len(self.edges), len(self.components())
        return Text(
            f"{nodes:,} nodes, {edges:,} edges, {parts:,} components",
            f"{nodes:,} 个节点，{edges:,} 条边，{parts:,} 个连通分量",
        )

    def neighbours(self) -> list[list[int]]:
        """Return, for each node, the nodes that it has an edge with, in order."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for edge in self.edges:
            found[edge.one].append(edge.other)
            found[edge.other].append(edge.one)
        return [sorted(numbers) for numbers in found]

    def components(self) -> list[list[int]]:
        """Return the sets of connected nodes, the largest first, each in order."""
        neighbours, seen = self.neighbours(), set[int]()
        found = []
        for start in range(len(self.nodes)):
            if start in seen:
                continue
            component = [start]
            seen.add(start)
            for number in component:  # the list grows meanwhile
                new = [other for other in neighbours[number] if other not in seen]
                seen.update(new)
                component += new
            found.append(sorted(component))
        return sorted(found, key=lambda component: (-len(component), component[0]))
