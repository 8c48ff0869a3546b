"""Merged cells are laid into grids that are full and rectangular."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.errors import UsageError
from tongbao.intake.original import counting, encoding, faults, grid, index, plain, symbols, words, wraps
from tongbao.intake.original.grid import Spanning, laid, table
from tongbao.intake.original.layout import Piece

SPANS = st.builds(Spanning, st.just((Piece("格"),)), st.integers(0, 5), st.integers(1, 5))


@given(st.lists(st.lists(SPANS, max_size=5), max_size=6))
def test_a_grid_is_rectangular_and_its_spans_are_where_its_cells_stand(rows: list[list[Spanning]]) -> None:
    made = table(*laid(rows))
    assert len({len(row) for row in made.rows}) <= 1
    for cell in made.cells():
        places = [(y, x) for y, row in enumerate(made.rows) for x, one in enumerate(row) if one is cell]
        assert cell.rows == max(y for y, _ in places) - min(y for y, _ in places) + 1
        assert cell.columns == max(x for _, x in places) - min(x for _, x in places) + 1


def test_a_cell_that_spans_too_much_is_refused() -> None:
    wide = Spanning((), 65_534, 1000)
    with pytest.raises(UsageError):
        laid([[wide]] + [[Spanning(())]] * 2000)


@pytest.mark.parametrize("module", [counting, encoding, faults, grid, index, plain, symbols, words, wraps], ids=repr)
def test_examples_run(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]
