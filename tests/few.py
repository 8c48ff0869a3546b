"""Synthetic datasets of few measures: as many notices as a test needs, at a fifth of the work."""

from pathlib import Path
from unittest.mock import patch

from tongbao.synth import notice, synthesise
from tongbao.synth.dice import Odds


def synthesise_few(folder: Path, notices: int, seed: int) -> None:
    """Write a dataset whose annexes have one measure or two each, where they come in pairs."""
    with patch.object(notice, "ROWS", Odds({1: 1, 2: 1})):
        synthesise(folder, notices, seed)
