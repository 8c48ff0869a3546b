"""Rows of settings hold any two values together, in fewer rows than all with all."""

from itertools import combinations, product

from tests.pairs import by_pairs


def test_any_two_values_stand_together() -> None:
    settings = (["zh", "en"], ["light", "dark"], [1440, 820, 390], "abc")
    rows = by_pairs(*settings)
    for (n, one), (m, other) in combinations(enumerate(settings), 2):
        assert {(row[n], row[m]) for row in rows} == set(product(one, other))
    assert len(rows) <= 12
