"""Synthetic datasets are repeatable, valid but for the faults asked for, and shaped like the real notice."""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.few import synthesise_few
from tests.synth import Synthesis, synthesise
from tests.synth.dice import Dice, Odds, long_tail
from tests.synth.faults import SLIPS
from tests.synth.places import MAX_CITIES, City, shared_bodies
from tests.synth.plan import FIRST_CITIES
from tests.synth.row import Amount
from tests.synth.writer import flow, yaml_text

from tongbao import paths
from tongbao.errors import OutputError, Text, UsageError
from tongbao.files.text import MAX_BYTES
from tongbao.load import Loaded, load
from tongbao.load.facts import NoticeFacts
from tongbao.load.reader import parse_yaml
from tongbao.model import plain
from tongbao.pipeline.build import validate
from tongbao.populate import notice_statements
from tongbao.progress import Progress
from tongbao.rdf.iris import Iris
from tongbao.validate import Engine, check_with_pyshacl, check_with_rust, choose_engine

ENGINE = choose_engine()[0]
RUST = pytest.mark.skipif(ENGINE is check_with_pyshacl, reason="the Rust engine is not installed")
NOTICES = 45


@dataclass(frozen=True)
class Made:
    """A synthetic dataset with all that loads from it."""

    synthesis: Synthesis
    loaded: Loaded


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    synthesis = synthesise(tmp_path_factory.mktemp("synth") / "data", NOTICES, 9)
    return Made(synthesis, load(synthesis.folder))


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """So many notices that what is rare is among them."""
    synthesis = synthesise_few(tmp_path_factory.mktemp("varied") / "data", 100, 3, cities=FIRST_CITIES)
    return Made(synthesis, load(synthesis.folder))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def expected(synthesis: Synthesis) -> list[tuple[str, str]]:
    return sorted((fault.shape, fault.focus) for fault in synthesis.faults)


def found(folder: Path, engine: Engine) -> list[tuple[str, str]]:
    return sorted((finding.shape, finding.focus) for finding in validate(folder, engine).all_findings())


# --- the same bytes everywhere --------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        synthesise(tmp_path / name, 12, seed, faults=4)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_these_very_bytes_come_out_on_every_python_and_system(tmp_path: Path) -> None:
    synthesise(tmp_path / "data", 8, 1, faults=2)
    digest = hashlib.sha256()
    for name, data in contents(tmp_path / "data").items():
        digest.update(f"{Path(name).as_posix()}\n".encode() + data)
    # Changes whenever the generator's words or odds do: then put the new one here.
    assert digest.hexdigest() == "98ec7bc5f59f74139143d14efcfe7d45acceb2ef897bc0b0eddc232543262184"


def test_a_larger_dataset_begins_with_the_smaller_one(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    synthesise(small, 20, 5)
    synthesise(large, 40, 5)
    more = contents(large)
    for name, data in contents(small).items():
        assert more[name].startswith(data), name


def test_progress_counts_every_notice(tmp_path: Path) -> None:
    class Told(Progress):
        steps: ClassVar[list[int]] = []
        count = 0

        def step(self, what: Text, total: int = 0) -> None:
            self.steps.append(total)

        def done(self, count: int = 1) -> None:
            self.count += count

    told = Told()
    synthesise(tmp_path / "data", 3, 1, progress=told)
    assert (told.steps, told.count) == ([3], 3)


# --- valid, but for the faults asked for ----------------------------------------------------------


def test_without_faults_nothing_is_found(tmp_path: Path) -> None:
    folder = synthesise(tmp_path / "data", 6, 7).folder
    assert found(folder, ENGINE) == []
    assert (folder / "faults.csv").read_text(encoding="utf-8") == "notice,shape,focus\n"


@settings(max_examples=4)
@given(seed=st.integers(0, 10**12))
def test_whatever_the_seed_it_loads(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("seed") / "data"
    synthesise(folder, 5, seed, faults=5)
    assert len(load(folder).notices) == 5


@RUST
def test_exactly_the_faults_asked_for_are_found(tmp_path: Path) -> None:
    synthesis = synthesise_few(tmp_path / "data", 30, 6, faults=20)
    assert found(synthesis.folder, check_with_rust) == expected(synthesis)
    assert len({fault.notice for fault in synthesis.faults}) == len(synthesis.faults) == 20
    assert {fault.shape.rpartition("#")[2] for fault in synthesis.faults} == SLIPS.keys()


@pytest.mark.thorough
def test_the_reference_engine_finds_the_same_faults(tmp_path: Path) -> None:
    synthesis = synthesise_few(tmp_path / "data", 2, 9, faults=2, cities=1)
    assert found(synthesis.folder, check_with_pyshacl) == expected(synthesis)
    assert len(synthesis.faults) == 2


def test_the_faults_are_listed_beside_the_dataset(tmp_path: Path) -> None:
    synthesis = synthesise(tmp_path / "data", 9, 2, faults=9)
    with (synthesis.folder / "faults.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(row.values()) for row in rows] == list(synthesis.faults)
    assert len(rows) == 9


# --- shaped like the real notice ------------------------------------------------------------------

Measured = Callable[[NoticeFacts], float]
FACTS = ("leads", "participants", "outcomes", "honours", "works", "platforms", "claims", "events")


def of_measures(name: str) -> Measured:
    return lambda facts: mean(len(getattr(measure, name)) for measure in facts.measures)


def words(name: str) -> Measured:
    return lambda facts: mean(len(getattr(measure.record, name)) for measure in facts.measures)


COUNTED: dict[str, tuple[int, int, int]] = {}


def counted(facts: NoticeFacts) -> tuple[int, int, int]:
    """Count, once, the statements of a notice, its text spans and the units named."""
    if facts.record.id not in COUNTED:
        values = [value for _, _, value in set(notice_statements(facts, Iris()))]
        units = {value for value in values if "/id/unit/" in value}
        COUNTED[facts.record.id] = len(values), sum(value.endswith("#TextSpan>") for value in values), len(units)
    return COUNTED[facts.record.id]


def statements(facts: NoticeFacts) -> int:
    return counted(facts)[0]


# What is measured, and by how many parts of a hundred the mean may differ from the real notice's figure.
STATISTICS: dict[str, tuple[Measured, int]] = {
    "characters of the source": (lambda facts: len(facts.source.text), 20),
    "statements": (statements, 15),
    "text spans": (lambda facts: counted(facts)[1], 15),
    "units named": (lambda facts: counted(facts)[2], 25),
    "measures": (lambda facts: len(facts.measures), 15),
    "recipients": (lambda facts: sum(len(act.recipients) for act in facts.commendations), 35),
    "distribution": (lambda facts: len(facts.distribution), 25),
    "title of a measure": (words("title"), 15),
    "description of a measure": (words("description"), 15),
    "measures led together": (lambda facts: mean(len(measure.leads) > 1 for measure in facts.measures), 25),
    **{f"{name} of a measure": (of_measures(name), 25) for name in FACTS},
}


@pytest.fixture(scope="module")
def real() -> NoticeFacts:
    return next(facts for facts in load(paths.DATA).notices if facts.record.id == "xiamen-2023-64")


@pytest.mark.parametrize("name", STATISTICS)
def test_a_synthetic_notice_is_shaped_like_the_real_one(name: str, made: Made, real: NoticeFacts) -> None:
    measure, tolerance = STATISTICS[name]
    # Tables of tasks are another kind of notice.
    with_measures = [facts for facts in made.loaded.notices if facts.measures and facts.commendations]
    average = mean(map(measure, with_measures))
    assert abs(average - measure(real)) <= measure(real) * tolerance / 100, (average, measure(real))


def test_notices_differ_in_size(made: Made, real: NoticeFacts) -> None:
    sizes = [statements(facts) / statements(real) for facts in made.loaded.notices]
    assert min(sizes) < 0.25
    assert 1.25 < max(sizes) < 2.5


def test_figures_are_of_the_same_kinds(made: Made, real: NoticeFacts) -> None:
    def shares(notices: list[NoticeFacts]) -> Counter[str]:
        return Counter(
            o.record.realisation or o.record.nature for n in notices for measure in n.measures for o in measure.outcomes
        )

    ours, theirs = shares(list(made.loaded.notices)), shares([real])
    assert ours.keys() == theirs.keys()
    for standing in theirs:
        assert ours[standing] / ours.total() == pytest.approx(theirs[standing] / theirs.total(), abs=0.12), standing


# --- what real life has besides -------------------------------------------------------------------

FEATURES: dict[str, Callable[[NoticeFacts], Any]] = {
    "open leads": lambda facts: any(measure.record.leads_open for measure in facts.measures),
    "open recipients": lambda facts: any(act.record.open for act in facts.commendations),
    "criticism": lambda facts: any(act.record.act == "circular-criticism" for act in facts.commendations),
    "a place": lambda facts: any(r.record.place for act in facts.commendations for r in act.recipients),
    "a person": lambda facts: any(r.record.person for act in facts.commendations for r in act.recipients),
    "a project": lambda facts: any(r.record.project for act in facts.commendations for r in act.recipients),
    "measures stated": lambda facts: any(r.record.for_measures for act in facts.commendations for r in act.recipients),
    "no number": lambda facts: facts.record.number is None,
    "another bracket": lambda facts: "〔" not in plain_quote(facts.record.number),
    "no annex": lambda facts: facts.measures and not facts.annexes,
    "two annexes": lambda facts: len(facts.annexes) == 2,
    "replaced": lambda facts: facts.record.state and facts.record.state.replaced_by,
    "withdrawn": lambda facts: facts.record.state and facts.record.state.value == "withdrawn",
    "no imprint": lambda facts: facts.printed is None,
    "a decision": lambda facts: facts.record.genre == "decision",
    "on request": lambda facts: facts.record.openness and facts.record.openness.level == "on-request",
    "issued jointly": lambda facts: facts.issued and not isinstance(facts.issued.record.by, str),
    "tasks under headings": lambda facts: any(annex.record.groups for annex in facts.annexes),
    "a role that is not lead": lambda facts: any(
        annex.record.leads and annex.record.leads.role for annex in facts.annexes
    ),
    "a deadline": lambda facts: any(measure.record.deadline for measure in facts.measures),
    "a prize with money": lambda facts: any(act.record.payment for act in facts.commendations),
    "an instrument": lambda facts: any(measure.record.instruments for measure in facts.measures),
    "a beneficiary": lambda facts: any(measure.record.beneficiaries for measure in facts.measures),
    "a basis": lambda facts: facts.record.references,
    "copies": lambda facts: facts.record.copies,
    "urgent": lambda facts: facts.record.urgency,
    "a subject": lambda facts: facts.record.topics,
    "a range": lambda facts: any(
        outcome.record.value and outcome.record.value.to for measure in facts.measures for outcome in measure.outcomes
    ),
    "a name shortened": lambda facts: any(
        lead.printed.startswith("公安局") for measure in facts.measures for lead in measure.leads
    ),
}


def plain_quote(quote: Any) -> str:
    return quote if isinstance(quote, str) else quote.text if quote else "〔"


@pytest.mark.parametrize("name", FEATURES)
def test_what_the_real_notice_lacks_is_there(name: str, varied: Made) -> None:
    assert any(FEATURES[name](facts) for facts in varied.loaded.notices)
    assert not all(FEATURES[name](facts) for facts in varied.loaded.notices)


def test_there_are_cities_and_years(varied: Made) -> None:
    assert len({facts.record.place for facts in varied.loaded.notices}) >= 5
    assert len({facts.issued.record.date[:4] for facts in varied.loaded.notices if facts.issued}) >= 8


def test_a_renamed_body_bears_the_name_of_the_year(made: Made) -> None:
    seen = Counter[tuple[str, bool]]()
    for facts in made.loaded.notices:
        assert facts.issued
        for measure in facts.measures:
            for lead in measure.leads:
                if lead.unit.endswith("-market"):
                    seen[lead.printed[-3:], facts.issued.record.date < "2019"] += 1
    assert seen.keys() == {("工商局", True), ("监管局", False)}


def test_few_units_lead_much_and_many_little(made: Made) -> None:
    leads = Counter(lead.unit for facts in made.loaded.notices for measure in facts.measures for lead in measure.leads)
    ordered = [count for _, count in leads.most_common()]
    assert sum(ordered[: len(ordered) // 5]) > 0.45 * leads.total()
    assert ordered[-len(ordered) // 5] <= 5
    givers = Counter(
        giver.unit
        for facts in made.loaded.notices
        for measure in facts.measures
        for honour in measure.honours
        for giver in honour.mentions
    )
    assert all(unit.startswith(("province-", "nation-")) for unit in givers)  # shared by all cities
    assert givers.most_common(1)[0][1] > 0.15 * givers.total()


def test_the_same_units_lead_together_again(made: Made) -> None:
    pairs = Counter(
        pair
        for facts in made.loaded.notices
        for measure in facts.measures
        for pair in pairwise(sorted({lead.unit for lead in measure.leads}))
    )
    assert max(pairs.values()) >= 5


# --- nobody can take it for real ------------------------------------------------------------------


def test_it_says_that_it_is_invented(made: Made) -> None:
    dataset = made.loaded.dataset
    assert "虚构" in dataset.title
    assert "invented" in dataset.english
    assert all("虚构" in facts.source.text.splitlines()[0] for facts in made.loaded.notices)
    real = load(paths.DATA)
    names = {plain(place.name) for place in made.loaded.authority.places.values()}
    assert not names & {plain(place.name) for place in real.authority.places.values()}
    theirs = {plain(unit.name) for unit in real.authority.units.values()}
    assert not theirs & {plain(unit.name) for unit in made.loaded.authority.units.values()}


def test_no_sentence_of_the_real_notice_is_copied(made: Made, real: NoticeFacts) -> None:
    def pieces(facts: NoticeFacts) -> set[str]:
        rows = ["".join((measure.record.description or "").split()) for measure in facts.measures]
        return {row[at : at + 24] for row in rows for at in range(len(row) - 23)}

    theirs = pieces(real)
    assert len(theirs) > 4000
    for facts in made.loaded.notices:
        assert not pieces(facts) & theirs


def test_all_cities_together_have_names_of_their_own() -> None:
    cities = [City(0, number) for number in range(MAX_CITIES)]
    bodies = [body for city in cities for body in city.bodies.values()] + list(shared_bodies().values())
    for values in (
        [city.name for city in cities],
        [place.id for city in cities for place in (city.place, *city.districts)],
        [place.code for city in cities for place in (city.place, *city.districts)],
        [body.id for body in bodies],
        [body.full for body in bodies],
        [body.english.casefold() for body in bodies],
    ):
        assert len(set(values)) == len(values)
    assert 45 <= len(bodies) / MAX_CITIES <= 60
    # The loader reads no larger file; a key and an indent for each field come on top.
    assert sum(len(flow(body.record()).encode()) + 100 for body in bodies) < MAX_BYTES


# --- refusals -------------------------------------------------------------------------------------


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as error:
        synthesise(tmp_path, 1, 1)
    problem = error.value.problems[0]
    assert problem.code == "synth-not-empty"
    assert problem.place
    assert problem.place.file == tmp_path
    assert contents(tmp_path) == {"mine.txt": b"mine"}
    with pytest.raises(OutputError, match="not a folder"):
        synthesise(tmp_path / "mine.txt", 1, 1)
    with pytest.raises(OutputError, match="cannot be written"):
        synthesise(tmp_path / "mine.txt" / "below", 1, 1)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    synthesise(folder, 1, 1)
    assert (folder / "dataset.yaml").is_file()


@pytest.mark.parametrize(("notices", "seed", "faults"), [(0, 1, 0), (1, -1, 0), (1, 1, -1), (3, 1, 4)])
def test_numbers_that_make_no_sense_are_refused(tmp_path: Path, notices: int, seed: int, faults: int) -> None:
    with pytest.raises(UsageError) as error:
        synthesise(tmp_path / "data", notices, seed, faults)
    assert error.value.problems[0].cure
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class Impatient(Progress):
        left = 3

        def done(self, count: int = 1) -> None:
            self.left -= count
            if not self.left:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(tmp_path / "data", 5, 1, progress=Impatient())
    assert list(tmp_path.iterdir()) == []


# --- its tools ------------------------------------------------------------------------------------

TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1).filter(
    lambda text: all(character.isprintable() or character in "\n\t" for character in text)
)
SCALARS = TEXT | st.integers(0, 10**6) | st.booleans() | st.decimals(0, 10**6, places=2)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), SCALARS)


@settings(max_examples=60)
@given(record=st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), VALUES, min_size=1))
def test_what_is_written_reads_back(record: dict[str, Any]) -> None:
    document = parse_yaml(Path("x.yaml"), yaml_text(record))
    assert document.problems == []
    assert document.value == record


@pytest.mark.parametrize(
    "text", ["no", "null", "true", "12", "1.5", "2023", "2023-09", "- a", "a: b", "#", "[1]号", "a, b", '"', "\\", "~"]
)
def test_text_stays_text(text: str) -> None:
    for record in ({"a": text}, {"a": [text]}, {"a": {"b": text}}, {"measures": [{"a": text}]}, {"a": f"{text}\n"}):
        assert parse_yaml(Path("x.yaml"), yaml_text(record)).value == record


def test_a_fact_is_a_line_and_a_measure_a_block() -> None:
    fact = {"id": "a", "value": {"number": Decimal("1.50"), "unit": "yuan"}}
    record: Any = {"measures": [{"id": "m", "description": "甲。\n乙。\n", "outcomes": [fact]}]}
    assert yaml_text(record) == (
        "measures:\n  - id: m\n    description: |\n      甲。\n      乙。\n    outcomes:\n"
        "      - {id: a, value: {number: 1.50, unit: yuan}}\n"
    )


def test_draws_keep_to_their_bounds_and_odds() -> None:
    dice = Dice("test", 1)
    assert {dice.below(3) for _ in range(100)} == {0, 1, 2}
    assert {dice.between(3, 5) for _ in range(100)} == {3, 4, 5}
    assert sorted(dice.some("abc", 9)) == ["a", "b", "c"]
    drawn = Counter(dice.draw(Odds({"a": 1, "b": 9})) for _ in range(1000))
    assert 850 < drawn["b"] < 950
    assert [Dice("k").below(10**9) for _ in range(2)] == [Dice("k").below(10**9)] * 2
    tail = Counter(dice.draw(long_tail(range(50))) for _ in range(5000))
    assert 1.5 < tail[0] / tail[1] < 2.6


def test_a_quantity_is_printed_as_it_is_recorded() -> None:
    shown = [Amount(100, 999, "yuan", scale="亿", decimals=2).show(Dice("q", i)) for i in range(200)]
    for words, record in shown:
        assert f"{record['number']}" in words
        assert words.endswith("亿元")
        assert ("超" in words) == (record.get("bound") == "over")
        assert ("近" in words) == (record.get("bound") == "nearly")
    assert {record.get("bound") for _, record in shown} == {None, "over", "nearly"}
