"""The codes that a dataset adds: read, used by its records, and understood as the codes of ours above them."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from tests.places import TESTS

from tongbao.errors import DataError
from tongbao.load import load, read_vocabulary
from tongbao.load.codes import in_ours
from tongbao.load.vocabulary import MOST
from tongbao.model import OURS, Coverage, Equal, OwnCode, Place, Vocabulary
from tongbao.model.codes import CLOSED, EXTENSIBLE
from tongbao.model.schema import json_schema
from tongbao.printed import amounts
from tongbao.printed.units import units_with

OWN = TESTS / "data" / "own"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found, problems = read_vocabulary(OWN)
    assert found
    assert not problems
    return found


def test_a_dataset_without_codes_of_its_own_has_ours() -> None:
    assert read_vocabulary(TESTS / "data" / "demo") == (OURS, [])


def test_a_vocabulary_is_either_extensible_or_closed() -> None:
    assert not {*EXTENSIBLE} & {*CLOSED}
    assert {"polarity", "certainty", "bound", "reading", "notice-state"} <= {*CLOSED}


def test_a_code_stands_below_one_of_ours(vocabulary: Vocabulary) -> None:
    assert vocabulary.ours("role", "contracting-site") == "responsible"
    assert [*vocabulary.line("role", "contracting-site")] == ["contracting-site", "contracting", "responsible"]
    assert vocabulary.ours("honour-kind", "pacesetter") == "honour"
    assert vocabulary.ours("level", "district") == "district"
    assert vocabulary.rank("village") == 6
    assert OURS.rank("subdistrict") == 5


def test_a_unit_of_measure_equals_what_it_says(vocabulary: Vocabulary) -> None:
    tonnes = {unit: vocabulary.factor(unit) for unit in ("jin", "dan", "session", "kilogram")}
    assert tonnes == {"jin": Decimal("0.0005"), "dan": Decimal("0.05"), "session": None, "kilogram": Decimal("0.001")}
    assert [vocabulary.kind_of_quantity(unit) for unit in ("jin", "session", "day")] == ["mass", "time", "time"]


def test_a_factor_that_nobody_can_check_is_none() -> None:
    small = Equal(number=Decimal("0.0000000001"), unit="metre")
    steps = {f"step-{n}": small if n == 0 else Equal(number=small.number, unit=f"step-{n - 1}") for n in range(9)}
    own = {
        code: OwnCode(name=code, english=code, definition="", definition_english="", equals=equal)
        for code, equal in steps.items()
    }
    found = [Vocabulary({"unit-of-measure": own}).factor(code) for code in own]
    assert found[:2] == [Decimal("1E-10"), Decimal("1E-20")]
    assert not any(found[2:])


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("3.2万斤", "jin", "mass"),
        ("120余担", "dan", "mass"),
        ("20学时", "session", "time"),
        ("5公斤", "kilogram", "mass"),
    ],
)
def test_the_words_of_a_unit_are_read_behind_a_number(text: str, unit: str, kind: str, vocabulary: Vocabulary) -> None:
    (amount,) = amounts(text, units=units_with(vocabulary.printed))
    assert (amount.unit, amount.kind, amount.end) == (unit, kind, len(text))
    ours = amounts(text)
    assert [one.unit for one in ours] == ([unit] if unit == "kilogram" else [None])


def test_what_words_are_compared_with_has_codes_of_ours(vocabulary: Vocabulary) -> None:
    coverage = Coverage(kinds=["villagers-committee", "court"], level="village")
    assert in_ours(coverage, vocabulary) == Coverage(kinds=["mass-organisation", "court"], level="subdistrict")
    place = load(OWN).authority.places["yx-hekou"]
    assert in_ours(place, vocabulary).level == "subdistrict"
    assert in_ours(place, OURS) is place
    assert isinstance(place, Place)


def test_records_use_them(vocabulary: Vocabulary) -> None:
    (notice,) = load(OWN).notices
    measures = {facts.record.id: facts.record for facts in notice.measures}
    assert notice.record.genre == "open-letter"
    assert [one.role for one in measures["m-1"].participants] == ["contracting", "guiding"]
    used = {one.value.unit for one in measures["m-1"].outcomes if one.value}
    assert used == {"jin", "dan"}


def test_more_codes_than_anybody_can_choose_from_are_refused(tmp_path: Path) -> None:
    codes = "".join(
        f"  c{n}: {{name: 名{n}, english: n{n}, definition: 义, definition-english: d, broader: guiding}}\n"
        for n in range(MOST + 1)
    )
    (tmp_path / "vocabulary.yaml").write_text(f"role:\n{codes}", "utf-8")
    found, problems = read_vocabulary(tmp_path)
    assert found is None
    assert [problem.code for problem in problems] == ["too-many-codes"]
    assert str(MOST) in problems[0].what.en


def test_nothing_else_is_checked_where_the_file_cannot_be_read(demo: Path) -> None:
    (demo / "vocabulary.yaml").write_text("role: [\n", "utf-8")
    with pytest.raises(DataError) as caught:
        load(demo)
    assert [problem.code for problem in caught.value.problems] == ["yaml-syntax"]


def test_a_wrong_code_can_still_be_used(demo: Path) -> None:
    """One mistake is told once, not at each record that uses the code."""
    wrong = "role:\n  hosting: {name: 承办, english: Host, definition: 承办者。, definition-english: Who hosts., broader: x}\n"
    (demo / "vocabulary.yaml").write_text(wrong, "utf-8")
    notice = demo / "notices/2023/demo-2023-12.yaml"
    text = notice.read_text("utf-8").replace("role: supporting, quote", "role: hosting, quote")
    notice.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        load(demo)
    assert {problem.place and problem.place.file.name for problem in caught.value.problems} <= {
        "vocabulary.yaml",
        notice.name,
    }
    assert "unknown-code" in [problem.code for problem in caught.value.problems]
    assert len([problem for problem in caught.value.problems if problem.code == "unknown-code"]) == 1


def test_the_schemas_of_editors_offer_them(vocabulary: Vocabulary) -> None:
    schema = json.loads(json_schema("notice", vocabulary))
    listed = schema["$defs"]["Participant"]["properties"]["role"]["enum"]
    assert {"contracting", "contracting-site", "guiding"} <= {*listed}
    place = {"x": {"name": "村", "english": "V", "level": "village", "basis": "source", "certainty": "certain"}}
    for known, is_valid in ((vocabulary, True), (OURS, False)):
        checker = jsonschema.Draft202012Validator(json.loads(json_schema("places", known)))
        assert checker.is_valid(place) is is_valid
