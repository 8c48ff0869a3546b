"""Groups of the kinds of recognition: an honour, a report of it and an application for it are never counted together."""

from collections.abc import Iterable
from functools import cache

from tongbao import paths
from tongbao.errors import Text
from tongbao.rdf.iris import concept
from tongbao.rdf.terms import Term
from tongbao.rdf.turtle import statements
from tongbao.site.labels import Labels, name_of
from tongbao.site.things import Things

COUNTED = {
    "honour": Text("honours", "项荣誉"),
    "affirmation": Text("expressions of approval", "次肯定"),
    "wider-adoption": Text("adoptions elsewhere", "次推广"),
    "report": Text("reports", "次刊载、报道或展示"),
    "pending-nomination": Text("applications", "项申报"),
}
"""The groups in the order in which pages show them, each with the words after its number."""

GIVERS: tuple[Term, ...] = ("tb:conferredBy", "tb:affirmedBy", "tb:promotedBy", "tb:reportedBy")
"""The properties that lead to the givers of a recognition, depending on its kind."""


@cache
def _kinds() -> Things:
    return Things(f"{quad.triple} .\n" for quad in statements(paths.ONTOLOGY / "vocab" / "honour-kind.ttl"))


def group_of(kind: str, labels: Labels) -> str:
    """Return the name of the group that a kind, as a term, belongs to: the broadest concept above it, or the kind itself."""
    return labels.top(kind)[1:-1].rpartition("#")[2]


def group_name(group: str) -> Text:
    """Return the name of a group."""
    return name_of(_kinds(), concept("honour-kind", group)) or Text(group, group)


def place_of_group(group: str) -> int:
    """Return the position of a group; an unknown group comes last."""
    return [*COUNTED, group].index(group)


def grouped(honours: Iterable[str], things: Things, labels: Labels) -> list[tuple[Text, list[str]]]:
    """Return recognitions by group, each group with its name; within a group the given order is kept."""
    found: dict[str, list[str]] = {}
    for honour in honours:
        found.setdefault(group_of(things.one(honour, "tb:honourKind"), labels), []).append(honour)
    return [(group_name(group), found[group]) for group in sorted(found, key=place_of_group)]
