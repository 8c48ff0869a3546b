"""What the page of a network says in words: its heading, the sentences below it, and what stands out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.network.findings import Finding, across_places, findings, groups
from tongbao.network.words import MEASURE, UNIT, counted, number
from tongbao.site.pages.network.known import Known
from tongbao.site.pages.pictures import anchor_of, local, pair_iri

NONE = Text("", "")


def heading(known: Known) -> Text:
    """Return what the picture shows, as a finding; the title of the network where it shows nothing."""
    network = known.network
    if not known.readable and (across := across_places(network)) and not across.numbers["crossing"]:
        if known.leading:
            return Text("Units lead with those of their own place", "牵头合作，均在本地单位之间")
        return Text("Units meet those of their own place", "同一举措中的单位，均在本地")
    found = groups(network)
    return found.text if found else network.title


def leads(known: Known) -> dict[str, Text]:
    """Return the sentences below the heading for each view: what is seen there, and what it tells."""
    if not known.readable:
        return {"": _together(_of_many(known))}
    return {
        view: _together((seen if known.leading else seen_in_any_role, *_largest(known), choose))
        for view, (seen, seen_in_any_role, choose) in _VIEWS.items()
    }


def _together(parts: Iterable[Text]) -> Text:
    english, chinese = zip(*parts, strict=True)
    return Text(" ".join(english), "".join(chinese))


_VIEWS: Mapping[str, tuple[Text, Text, Text]] = {
    "both": (
        Text(
            "Each ring is a measure, tied to every unit that leads it.", "每个圆圈是一项举措，与牵头它的每个单位相连。"
        ),
        Text(
            "Each ring is a measure, tied to every unit that the notices name with it: it leads, supports, takes part, gives the order, confers an honour, or is only mentioned.",
            "每个圆圈是一项举措，与公文就此提到的每个单位相连：牵头、配合、参与、下达任务、授予荣誉，或仅被提及。",
        ),
        Text("Choose a shape, a ring or a line to read the words behind it.", "点选图形、圆圈或连线，可查看原文依据。"),
    ),
    "units": (
        Text("Each line joins two units that lead a measure together.", "每条连线的两端，是共同牵头举措的两个单位。"),
        Text("Each line joins two units named with the same measure.", "每条连线的两端，是同一举措涉及的两个单位。"),
        Text("Choose a shape or a line to read the words behind it.", "点选图形或连线，可查看原文依据。"),
    ),
    "matrix": (
        Text(
            "Each coloured cell is a pair of units that lead a measure together.",
            "每个着色的格子，是共同牵头举措的一对单位。",
        ),
        Text(
            "Each coloured cell is a pair of units named with the same measure.",
            "每个着色的格子，是同一举措涉及的一对单位。",
        ),
        Text("Choose a name or a cell to read the words behind it.", "点选名称或格子，可查看原文依据。"),
    ),
}
"""What is seen in each view, where only leads are shown and where any role is, and what a reader can choose there."""


def _largest(known: Known) -> Iterator[Text]:
    largest = max(known.network.measures.values(), key=lambda measure: measure.k, default=None)
    if largest and largest.k > 2:
        units, pairs = number(largest.k), largest.k * (largest.k - 1) // 2
        yield Text(
            f"{units.en} units share one measure: as pairs it would look like {pairs:,} ties, though it is one.",
            f"{units.zh.lstrip()}个单位共有一项举措，按对计是 {pairs:,} 条连线，其实只是一件事。",
        )


def _of_many(known: Known) -> Iterator[Text]:
    network = known.network
    units, measures = len(network.nodes), len(network.measures)
    together = sum(measure.k > 1 for measure in network.measures.values())
    verb = Text("lead", "牵头") if known.leading else Text("have a part in", "参与")
    with_others = (
        Text("led by several", "由多个单位牵头") if known.leading else Text("with several units", "涉及多个单位")
    )
    yield Text(
        f"{units:,} unit{'s' * (units != 1)} {verb.en} {measures:,} measure{'s' * (measures != 1)}, {together:,} of them {with_others.en}.",
        f"{units:,} 个单位{verb.zh} {measures:,} 项举措，其中 {together:,} 项{with_others.zh}。",
    )
    if across := across_places(network):
        if across.numbers["crossing"]:
            yield across.text
        else:
            yield Text(
                "No pair crosses from one place to another, so each place has a picture of its own.",
                "没有一对跨地区，故各地分别成图。",
            )


class Told(NamedTuple):
    """A sentence with the words in it that lead to a panel."""

    before: Text
    linked: Text
    after: Text
    anchor: str
    iri: str


def standing_out(known: Known) -> list[Told]:
    """Return the findings that lead to a panel: what the page shows before anything is chosen."""
    return [_told(found, known) for found in findings(known.network) if _what(found, known)[0]]


def _told(found: Finding, known: Known) -> Told:
    english, chinese = found.text.en.partition(found.link.en), found.text.zh.partition(found.link.zh)
    before, after = Text(english[0], chinese[0]), Text(english[2], chinese[2])
    return Told(before, found.link, after, *_what(found, known))


def _what(found: Finding, known: Known) -> tuple[str, str]:
    """Return the anchor and the IRI of what a finding is about; nothing of what has no panel."""
    if found.measure:
        return f"m-{local(found.measure)}", found.measure
    if found.edge >= 0:
        edge = known.network.edges[found.edge]
        return known.anchor(edge), pair_iri(edge, known.network)
    nodes = [known.network.nodes[node] for node in found.nodes]
    return (anchor_of(nodes[0]), nodes[0].iri) if len(nodes) == 1 else ("", "")


def label_of_both(known: Known) -> Text:
    """Say what the picture of units and measures shows, for those who do not see it."""
    units = counted(len(known.network.nodes), UNIT, start=True)
    measures = counted(len(known.network.measures), MEASURE)
    return Text(f"{units.en} and {measures.en}", f"{units.zh}，{measures.zh.strip()}")
