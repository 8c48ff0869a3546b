"""Check the changes by which a unit came about or ended, and its links to other authority files."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from tongbao.errors import Text
from tongbao.load.days import check_day
from tongbao.load.notes import Notes
from tongbao.load.reader import Path_
from tongbao.model import AuthorityLink, Unit
from tongbao.model.codes import ChangeKind

BEFORE: dict[ChangeKind, tuple[int, int]] = {
    "founding": (0, 0),
    "dissolution": (0, 0),
    "renaming": (1, 1),
    "split": (1, 1),
    "merger": (2, 100),
    "succession": (1, 100),
}
"""How many units there were before a change, at least and at most."""


def check_changes(notes: Notes, key: str, unit: Unit) -> None:
    """Check how many units were there before each change, and its date."""
    for i, change in enumerate(unit.changes):
        path: Path_ = (key, "changes", i)
        for j, name in enumerate(change.origin):
            if name == key:
                notes.note("refers-to-itself", *_OF_ITSELF, (*path, "from", j))
        least, most = BEFORE[change.kind]
        if not least <= len(change.origin) <= most:
            notes.note("change-of-how-many", *_how_many(change.kind, least, most), (*path, "kind"))
        check_day(notes.note, change.date, (*path, "date"))


def check_links(notes: Notes, key: str, links: list[AuthorityLink]) -> None:
    """Check the days on which links to other authority files were checked."""
    for i, link in enumerate(links):
        check_day(notes.note, link.checked, (key, "same-as", i, "checked"))


def check_origins(notes: Notes, units: Mapping[str, Unit]) -> None:
    """Report each unit that continues itself through others, once for each ring of units."""
    before = {key: [name for change in unit.changes for name in change.origin] for key, unit in units.items()}
    place = {key: number for number, key in enumerate(before)}
    for ring in _rings(before):
        others = (key for key in ring if key not in before[key])  # a unit that names itself has been reported
        if key := min(others, key=place.__getitem__, default=""):
            what = Text(f"{key!r} comes out of itself in the end.", f"{key!r} 的沿革回到其自身。")
            notes.note("cycle", what, Text("Correct one of these changes.", "请改正其中一次变动。"), (key, "changes"))


def _rings(before: Mapping[str, list[str]]) -> list[set[str]]:
    """Return the sets of units of which each continues all others."""
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        import networkx  # takes a while to import, and is seldom needed

        graph: networkx.DiGraph[str] = networkx.DiGraph((key, name) for key, names in before.items() for name in names)
        return [ring for ring in networkx.strongly_connected_components(graph) if len(ring) > 1]
    return []


_OF_ITSELF = (
    Text("A unit does not come out of itself.", "单位不能由其自身变动而来。"),
    Text(
        "Write the unit that was there before; an old name of the same unit goes under `former`.",
        "请写变动之前的单位；同一单位的旧名写入 `former`。",
    ),
)


def _how_many(kind: str, least: int, most: int) -> tuple[Text, Text]:
    number = "none" if not most else "one" if most == 1 else f"at least {least}"
    chinese = "不写单位" if not most else "写一个单位" if most == 1 else f"至少写 {least} 个单位"
    return (
        Text(f"This is not how many units there are before a {kind}.", f"{kind} 之前的单位数不是这样。"),
        Text(f"Under `from`, write {number}.", f"`from` 中应{chinese}。"),
    )
