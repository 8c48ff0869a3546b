"""The model of a collaboration network: nodes, undirected edges, and the measures and words behind each edge."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from tongbao.errors import Text
from tongbao.rdf.states import IN_FORCE

Of = Literal["units", "places", "things"]
"""What the nodes of a network are that are no measures: things, where a query gives them."""
Mode = Literal["units", "measures"]
"""What the nodes are: units alone, joined where they meet in a measure; or units and measures, joined by each printed fact."""
MODES: dict[Mode, Text] = {
    "units": Text("units, joined where they meet in a measure", "仅单位，参与同一举措者相连"),
    "measures": Text(
        "units and measures, one line for each “unit leads measure” that is printed",
        "单位与举措，每条线为一条“某单位牵头某举措”的原文",
    ),
}
Weight = Literal["times", "shared"]
"""How much a pair counts. Both are known of each edge; the one that was chosen is its ``weight``."""
WEIGHTS: dict[Weight, Text] = {
    "times": Text("in how many measures a pair meets", "两单位共有的举措数"),
    "shared": Text(
        "a measure of k units counts 1/(k−1) for each of its pairs, so that a large measure weighs no more for a unit than a small one (Newman 2001)",
        "有 k 个单位的举措，其中每一对计 1/(k−1)，使单位多的举措对各单位的分量不大于单位少的（Newman 2001）",
    ),
}


class Code(NamedTuple):
    """A concept of one of the vocabularies: its code, and its label in both languages."""

    code: str
    label: Text
    above: tuple[str, ...] = ()
    """The codes above it, the nearest first: what holds of these holds of it."""


class Node(NamedTuple):
    """A unit, a measure or, in a network of a query, any thing."""

    iri: str
    name: Text
    """The full name; where a language has none, the name in the other language."""
    short: Text
    """The shortest name that no other node has."""
    kind: Code | None = None
    level: Code | None = None
    leads: int = 0
    """How many measures it has one of the network's roles in: by default, how many it leads. Of a measure, how many units lead it."""
    place: Code | None = None
    """Where the unit is."""
    home: Code | None = None
    """The place in whose picture it is drawn: the nearest around it that notices come from, or else where most of its notices come from."""
    is_measure: bool = False


class Edge(NamedTuple):
    """Two nodes by their numbers, the lower first; how much they have in common, and in which measures."""

    one: int
    other: int
    weight: float
    """The weight that was chosen: by default, how often they meet; a query may give any number."""
    measures: tuple[str, ...] = ()
    """The IRIs of the measures, in order."""
    shared: float = 0.0
    """The sum of 1/(k-1) over its measures of k units each (Newman 2001); of a printed fact, 1."""

    @property
    def times(self) -> int:
        """Return how often they meet."""
        return len(self.measures)


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
    """Its title in English, where the data have one."""
    place: str = ""
    """The IRI of the place of its notice."""
    k: int = 0
    """How many units have one of the network's roles in it, whatever the filters of units leave of them."""
    annex: int = 0
    """The number of the annex that holds it; 0 where none does."""
    position: int = 0
    """Its place in its list; 0 where none is stated."""

    @property
    def titled(self) -> Text:
        """Return its title in both languages; where there is no English one, the printed one."""
        return Text(self.english or self.title, self.title)

    @property
    def told(self) -> Text:
        """Return its title, with the state of its notice where that is no longer in force."""
        state = self.state.label if self.state and self.ended else None
        return with_state(self.titled, state)

    @property
    def ended(self) -> bool:
        """Return whether its notice is no longer in force."""
        return self.state is not None and self.state.code not in IN_FORCE


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
    places: frozenset[str] = frozenset()
    """Places of units, or of the notice where a unit has none: codes or names. What lies within a place belongs to it."""
    stated: bool = False
    """Whether leads by a reading of the editors are left out."""


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
    mode: Mode = "units"
    of: Of = "units"
    pictures: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Its pictures, once they are drawn: page, files and embeds show the same."""

    @property
    def leading(self) -> bool:
        """Return whether its units lead the measures, rather than have a part in them in any of several roles."""
        return {part.role.code for part in self.participations} <= {"lead"}

    def years(self, measures: Iterable[str]) -> list[int]:
        """Return the years of the notices of some measures, each once, in order."""
        return sorted({year for iri in measures if (year := self._year(iri)) is not None})

    def _year(self, measure: str) -> int | None:
        return self.measures[measure].year if measure in self.measures else None

    @property
    def size(self) -> Text:
        """Return its size in words."""
        nodes, edges, parts = len(self.nodes), len(self.edges), len(self.components())
        english, chinese = f"{nodes:,} node{'s' * (nodes != 1)}", f"{nodes:,} 个节点"
        if self.mode == "measures":
            units, measures = nodes - len(self.measures), len(self.measures)
            english = f"{units:,} unit{'s' * (units != 1)}, {measures:,} measure{'s' * (measures != 1)}"
            chinese = f"{units:,} 个单位，{measures:,} 项举措"
        return Text(
            f"{english}, {edges:,} edge{'s' * (edges != 1)}, {parts:,} component{'s' * (parts != 1)}",
            f"{chinese}，{edges:,} 条边，{parts:,} 个连通分量",
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
