"""As many notices as a test needs, with few measures, and sites with few questions: at a fifth of the work."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.synth import Synthesis, notice, plan, synthesise
from tests.synth.dice import Odds

from tongbao.ask.questions import questions
from tongbao.site import asked
from tongbao.site import questions as published
from tongbao.site.pages import cards
from tongbao.site.pages.front import ASKED, OF_CRITICISM, PROOFS

Once = Callable[[str, Callable[[Path], object]], Path]
"""Gives a folder that is filled once in a session; see ``conftest``."""
MANY = 21
"""Notices: more than are handed to workers at once, and than are written in all formats."""
ANSWERED = {*ASKED, *PROOFS, OF_CRITICISM, "full-name-of", "leads-by-unit", "notices"}


@contextmanager
def few_questions() -> Iterator[None]:
    """Publish sites that answer a few of the stored questions."""
    few = {name: file for name, file in questions().items() if name in ANSWERED}
    with ExitStack() as patched:
        for module in (published, asked, cards):
            patched.enter_context(patch.object(module, "questions", lambda: few))
        yield


def synthesise_few(folder: Path, notices: int, seed: int, faults: int = 0, cities: int = 2) -> Synthesis:
    """Write a dataset of few cities, and of one measure or two in an annex where annexes come in pairs."""
    with patch.object(notice, "ROWS", Odds({1: 1, 2: 1})), patch.object(plan, "FIRST_CITIES", cities):
        return synthesise(folder, notices, seed, faults)
