"""Synthetic datasets of few measures: as many notices as a test needs, at a fifth of the work."""

from pathlib import Path
from unittest.mock import patch

from tongbao.synth import Synthesis, notice, plan, synthesise
from tongbao.synth.dice import Odds


def synthesise_few(folder: Path, notices: int, seed: int, faults: int = 0, cities: int = 2) -> Synthesis:
    """Write a dataset of few cities, and of one measure or two in an annex where annexes come in pairs."""
    with patch.object(notice, "ROWS", Odds({1: 1, 2: 1})), patch.object(plan, "FIRST_CITIES", cities):
        return synthesise(folder, notices, seed, faults)
