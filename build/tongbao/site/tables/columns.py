"""What a row of each table holds: one field for each column, in their order."""

from typing import Any, NamedTuple

SEPARATOR = ";"
"""What stands between several things in one cell."""

Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""


class NoticeRow(NamedTuple):
    """A notice."""

    notice: str
    number: str
    title: str
    date_written: str
    year: str
    issuers: str
    issuer_names: str
    state: str
    state_zh: str
    replaced_by: str
    measures: int
    commended: int
    criticised: int


class MeasureRow(NamedTuple):
    """A measure."""

    measure: str
    title: str
    notice: str
    number: str
    year: str
    position: int | None
    level: str
    level_zh: str
    leads: str
    lead_names: str
    lead_cell: str
    outcomes: int
    honours: int
    affirmations: int
    adoptions: int
    reports: int
    applications: int
    state: str
    state_zh: str


class ParticipationRow(NamedTuple):
    """The part of a unit, or of a group without a name, in a measure."""

    measure: str
    title: str
    notice: str
    number: str
    unit: str
    unit_name: str
    unit_english: str
    role: str
    role_zh: str
    position: int | None
    printed_name: str
    concerns: str
    concerns_name: str
    basis: str
    basis_zh: str
    basis_words: str
    words: str
    state: str
    state_zh: str


class OutcomeRow(NamedTuple):
    """A figure of a measure."""

    outcome: str
    measure: str
    title: str
    notice: str
    number: str
    counts: str
    reading: str
    reading_zh: str
    status: str
    status_zh: str
    value: str
    value_unit: str
    value_unit_zh: str
    value_bound: str
    before: str
    before_unit: str
    before_unit_zh: str
    before_bound: str
    after: str
    after_unit: str
    after_unit_zh: str
    after_bound: str
    as_of: str
    as_of_basis: str
    as_of_basis_zh: str
    words: str
    state: str
    state_zh: str


class HonourRow(NamedTuple):
    """An honour of a measure, or approval, adoption, a report or an application."""

    honour: str
    name: str
    measures: str
    notice: str
    number: str
    sort: str
    sort_zh: str
    kind: str
    kind_zh: str
    by_units: str
    by_names: str
    rank: str
    date: str
    words: str
    state: str
    state_zh: str


class CommendationRow(NamedTuple):
    """Praise of one recipient."""

    commendation: str
    notice: str
    number: str
    year: str
    act_position: int | None
    position: int | None
    recipient: str
    recipient_name: str
    recipient_sort: str
    act: str
    act_zh: str
    given_by: str
    given_by_name: str
    measures: str
    words: str
    state: str
    state_zh: str


class CriticismRow(NamedTuple):
    """Criticism of one recipient."""

    criticism: str
    notice: str
    number: str
    year: str
    act_position: int | None
    position: int | None
    recipient: str
    recipient_name: str
    recipient_sort: str
    act: str
    act_zh: str
    given_by: str
    given_by_name: str
    measures: str
    words: str
    state: str
    state_zh: str


class UnitRow(NamedTuple):
    """A unit."""

    unit: str
    name: str
    english: str
    other_names: str
    kind: str
    kind_zh: str
    place: str
    place_name: str
    parent: str
    parent_name: str
    leads: int
    leads_ended: int


class PlaceRow(NamedTuple):
    """A place."""

    place: str
    name: str
    english: str
    other_names: str
    level: str
    level_zh: str
    within: str
    within_name: str
    code: str


TABLES: dict[str, type[tuple[Any, ...]]] = {
    "notices": NoticeRow,
    "measures": MeasureRow,
    "participations": ParticipationRow,
    "outcomes": OutcomeRow,
    "honours": HonourRow,
    "commendations": CommendationRow,
    "criticisms": CriticismRow,
    "units": UnitRow,
    "places": PlaceRow,
}
"""The tables, and what a row of each is."""
