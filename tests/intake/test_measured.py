"""How much of the documents of offices a draft finds, and how far what it leaves unmarked can be relied on."""

from collections import Counter
from decimal import Decimal

import pytest
from tests.intake.drafted import Draft
from tests.intake.expected import files
from tests.intake.gold import Figure, Measure, expected
from tests.intake.left_out import texts, without
from tests.intake.score import score
from tests.notices.dataset import NOTICES

from tongbao.errors import UsageError
from tongbao.intake.recognise import standing

NEEDS = pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """The counts of all documents that can be read here."""
    found: Counter[str] = Counter()
    for file in files():
        try:
            draft = Draft(file, tmp_path_factory.mktemp("drafts") / "office")
        except UsageError:  # a DOC where LibreOffice is not installed
            continue
        found += score(expected(file), draft.measures()).counts
        found["invented"] += len(draft.invented())
    return found


@NEEDS
@pytest.mark.parametrize(
    ("part", "whole", "least"),
    [
        ("measures same", "measures expected", 0.98),
        ("titles right", "titles expected", 0.98),
        ("texts right", "texts expected", 0.98),
        ("units right", "units expected", 0.98),
        ("units right", "units found", 0.98),
        ("figures same", "figures expected", 0.96),
        ("figures same", "figures found", 0.95),
        ("unit right", "figures same", 0.97),
        ("bound right", "figures same", 0.97),
        ("direction right", "figures same", 0.97),
        ("figures unmarked right", "figures unmarked", 0.995),
    ],
)
def test_how_much_is_right(part: str, whole: str, least: float, counts: Counter[str]) -> None:
    assert counts[part] >= least * counts[whole] > 0


@NEEDS
def test_how_much_is_asked(counts: Counter[str]) -> None:
    assert counts["figures asked"] <= 0.25 * counts["figures found"]
    assert counts["invented"] == 0


@NEEDS
def test_words_that_one_document_attests_are_left_out_and_come_back() -> None:
    known, whole = texts(), standing.words()
    file = next(iter(known))
    with without(file, known) as gone:
        assert gone
        assert standing.words() != whole
    assert standing.words() == whole


def _measure(*figures: Figure) -> Measure:
    return Measure("1", "甲", "乙", (("市公安局", "lead"),), figures)


def _figure(number: int, realisation: str = "achieved", asked: tuple[str, ...] = ()) -> Figure:
    keys = {"unit": ["家"], "bound": ["exact"], "direction": "", "reading": "amount", "realisation": realisation}
    return Figure((Decimal(number),), keys, f"{number}家", asked)


@pytest.mark.parametrize(
    ("found", "unmarked", "right", "asked"),
    [
        ([_figure(1)], 1, 1, 0),
        ([_figure(1, "target")], 1, 0, 0),
        ([_figure(1, "target", ("realisation",))], 0, 0, 1),
        ([_figure(1), _figure(2)], 2, 1, 0),  # what is no figure and stands unmarked is wrong
        ([], 0, 0, 0),
    ],
)
def test_the_score_counts_what_is_wrong_and_unmarked(
    found: list[Figure], unmarked: int, right: int, asked: int
) -> None:
    counts = score([_measure(_figure(1))], [_measure(*found)]).counts
    assert [counts[f"figures {name}"] for name in ("unmarked", "unmarked right", "asked")] == [unmarked, right, asked]


def test_invented_words_are_told() -> None:
    draft = object.__new__(Draft)
    draft.record, draft.source = {"title": "甲市通报", "id": "x", "measures": [{"title": "乙 事"}]}, "甲市通报丙事"
    assert draft.invented() == ["乙 事"]
