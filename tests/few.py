"""Synthetic datasets of few measures: as many notices as a test needs, at a fifth of the work."""

from pathlib import Path
from unittest.mock import patch

from tongbao.synth import notice, plan, synthesise
from tongbao.synth.dice import Odds


def synthesise_few(folder: Path, notices: int, seed: int, cities: int = 2) -> None:
    """Write a dataset of few cities, and of one measure or two in an annex where annexes come in pairs."""
    with patch.object(notice, "ROWS", Odds({1: 1, 2: 1})), patch.object(plan, "FIRST_CITIES", cities):
        synthesise(folder, notices, seed)
