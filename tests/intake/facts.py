"""The facts that people entered from the real notice beside those that a draft proposes from the same texts, list by list."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import yaml

from tongbao import paths
from tongbao.intake.facts import Facts
from tongbao.intake.names import Names
from tongbao.intake.original import Original, Paragraph, Piece
from tongbao.intake.quoting import Value
from tongbao.intake.recognise.figures import About, Figures
from tongbao.intake.recognise.found import Found
from tongbao.intake.stored import Stored
from tongbao.intake.taking_part import TakingPart
from tongbao.load import Authority, read_authority
from tongbao.printed.units import OURS

SAYS = {
    "honours": "name",
    "works": "title",
    "platforms": "name",
    "claims": "wording",
    "events": "date",
    "beneficiaries": "name",
    "instruments": "name",
}
"""The key by which two records of a list are held to be the same."""


class Proposed(NamedTuple):
    """A fact that a draft proposes: its list, its record, and what a person is asked."""

    key: str
    record: dict[str, Value]
    asked: str


class Compared(NamedTuple):
    """One list of one measure: what people entered, and what is proposed."""

    measure: str
    key: str
    entered: Counter[str]
    proposed: Counter[str]


@cache
def authority() -> Authority:
    """Return the units and places of the real notice."""
    return read_authority(paths.DATA)[0]


def proposed(text: str, before: str = "甲", place: str = "xiamen", year: int = 2024) -> list[Proposed]:
    """Return the facts that a draft proposes from the text of a measure; ``before`` are the words of its row before it."""
    stored = Stored.of(Original((Paragraph(Piece(before)), Paragraph(Piece(text))), "text", ""))
    facts = Facts(Names(authority(), place, year), Figures(stored, About(year), OURS))
    line = stored.lines[-1]
    return [Proposed(*one) for one in facts.of(Found(text, line.start, line.end), (0, len(stored.text)))]


def taking_part(text: str, before: str = "甲", place: str = "xiamen", year: int = 2024) -> list[str]:
    """Return the lines of those who take part by the text of a measure."""
    stored = Stored.of(Original((Paragraph(Piece(before)), Paragraph(Piece(text))), "text", ""))
    taking = TakingPart(Names(authority(), place, year), Figures(stored, About(year), OURS))
    line = stored.lines[-1]
    return taking.lines(Found(text, line.start, line.end), (0, len(stored.text)), [], [], [], "")


def participants() -> tuple[int, int, int]:
    """Return how many of those who take part in the measures of the real notice are found with their role, are entered, are proposed."""
    total = Counter[str]()
    for measure in _measures():
        lines = taking_part(measure["description"].replace("\n", ""), measure["lead-cell"], year=2023)
        listed = yaml.safe_load("\n".join(lines) or "{}").get("participants", [])
        entered, found = (
            Counter(f"{one.get('printed', one.get('unit'))} {one['role']}" for one in each)
            for each in (measure.get("participants", []), listed)
        )
        total.update(same=(entered & found).total(), entered=entered.total(), found=found.total())
    return total["same"], total["entered"], total["found"]


def _measures() -> Iterator[dict[str, Any]]:
    notice = yaml.safe_load((paths.DATA / "notices" / "2023" / "xiamen-2023-64.yaml").read_text("utf-8"))
    yield from (one for annex in notice["annexes"] for one in annex["measures"])


def compared() -> Iterator[Compared]:
    """Yield each list of each measure of the real notice."""
    for measure in _measures():
        found = proposed(measure["description"].replace("\n", ""), measure["lead-cell"], year=2023)
        for key, says in SAYS.items():
            yield Compared(
                measure["id"],
                key,
                Counter(_plain(one[says]) for one in measure.get(key, [])),
                Counter(_plain(one.record[says]) for one in found if one.key == key),
            )


def scores() -> dict[str, tuple[int, int, int]]:
    """Return for each list how many facts are the same, how many people entered, and how many are proposed."""
    total = {key: Counter[str]() for key in SAYS}
    for one in compared():
        same = sum((one.entered & one.proposed).values())
        total[one.key].update(same=same, entered=one.entered.total(), proposed=one.proposed.total())
    return {key: (each["same"], each["entered"], each["proposed"]) for key, each in total.items()}


def show() -> None:
    """Print how many of the entered facts are found, and how many of those proposed were entered."""
    for key, (same, entered, found) in {**scores(), "participants": participants()}.items():
        print("real", key, f"recall {same}/{entered}", f"precision {same}/{found}", sep="\t")


def _plain(words: object) -> str:
    return re.sub("[“”\\s]", "", str(words))
