"""A short run of the soak; ``python -m tests.serve.soak`` is the long one."""

import sys
from pathlib import Path

import pytest
from tests.serve.soak import is_steady, soak

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes that are listed as files")


@pytest.mark.parametrize("seconds", [5, pytest.param(30, marks=pytest.mark.thorough)])
def test_no_good_query_is_lost_among_hostile_ones(seconds: int, tmp_path: Path) -> None:
    seen = soak(seconds, tmp_path)
    assert seen.lost == []
    assert seen.good > 10
    assert {504, 403, 400} <= set(seen.hostile)
    assert 500 not in seen.hostile
    assert is_steady(seen.sizes), [size >> 20 for size in seen.sizes]
