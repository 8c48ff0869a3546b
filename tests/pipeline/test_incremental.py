"""A build that makes only what has changed gives, to the byte, what a build from nothing gives."""

import hashlib
import os
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.few import synthesise_few
from tests.places import TESTS

from tongbao.errors import DataError
from tongbao.load import notice_files
from tongbao.pipeline import build as job
from tongbao.pipeline import foundation, plan
from tongbao.pipeline.build import Built, build
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.validate import across, choose_engine

Counts = tuple[Counter[str], int, int]
ENGINE, _ = choose_engine()
NOTICES = 8


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of several cities, and its output; never changed."""
    folder = tmp_path_factory.mktemp("small") / "data"
    synthesise_few(folder, NOTICES, seed=7)
    return folder


@pytest.fixture
def data(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it with its output beside it, times and all, as a build leaves it that finds nothing to make."""
    monkeypatch.setattr(plan, "SETTLED", 0)  # the files are new, and nobody changes them twice in one tick
    monkeypatch.setattr(job, "MAX_NOTICES_IN_ALL_FORMATS", 0)  # they are made from the parts
    if not (small.parent / "out").exists():
        again(small)
    for name in ("data", "out"):
        shutil.copytree(small.parent / name, tmp_path / name, symlinks=True)
    assert again(tmp_path / "data").outcome.made == 0
    return tmp_path / "data"


def again(data: Path) -> Built:
    time.sleep(0.02)  # longer than the tick of the file system's clock
    return build(data, data.parent / "out", ENGINE, jobs=1)


def content(out: Path) -> dict[str, str]:
    """Every file that the output shows, by name, as a digest."""
    files = (file for file in Path(os.path.realpath(out)).glob("*") if file.name != ".cache")
    found = [
        file
        for entry in files
        for file in ([entry] if entry.is_file() else sorted(Path(os.path.realpath(entry)).rglob("*")))
    ]
    named = [(file, str(file).rpartition("/parts/")[2] if "/parts/" in str(file) else file.name) for file in found]
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for file, name in named if file.is_file()}


def from_nothing(data: Path) -> dict[str, str]:
    return made_from_nothing(data)[0]


def made_from_nothing(data: Path) -> tuple[dict[str, str], Counts]:
    built = build(data, data.parent / "anew", ENGINE, jobs=1)
    found = content(data.parent / "anew")
    shutil.rmtree(data.parent / "anew")
    return found, counts(built)


def counts(built: Built) -> Counts:
    return built.classes, built.statements, built.graphs


def rewrite(file: Path, pattern: str, words: str | Callable[[re.Match[str]], str], count: int = 1) -> None:
    text, done = re.subn(pattern, words, file.read_text("utf-8"), count=count, flags=re.MULTILINE)
    assert done, f"nothing to change in {file}: {pattern}"
    file.write_text(text, "utf-8", newline="")


# --- edits that leave the dataset valid ------------------------------------------------------------------


def some_notice(data: Path, chance: random.Random, holding: str) -> Path:
    files = [file for file in notice_files(data) if re.search(holding, file.read_text("utf-8"), re.MULTILINE)]
    return chance.choice(files)


def without_an_outcome(data: Path, chance: random.Random) -> None:
    """Another nature of an outcome: a change of a statement."""
    file = some_notice(data, chance, "realisation: achieved")
    rewrite(file, "realisation: achieved", "nature: context")


def with_a_word_more(data: Path, chance: random.Random) -> None:
    """A longer source text: every span stays, its digest changes."""
    file = some_notice(data, chance, "sha256:")
    source = file.with_name(re.search(r"file: *\"?([^\s,\"}]+)", file.read_text("utf-8"))[1])  # type: ignore[index]
    source.write_text(source.read_text("utf-8") + "（完）\n", "utf-8", newline="")
    rewrite(file, 'sha256: *"?[0-9a-f]{64}', lambda m: m[0][:-64] + hashlib.sha256(source.read_bytes()).hexdigest())


def removed(data: Path, chance: random.Random) -> None:
    """A notice that nobody names as its successor is gone."""
    named = {
        name
        for file in notice_files(data)
        for name in re.findall(r"replaced-by: *(\S+?)[,}\s]", file.read_text("utf-8"))
    }
    file = chance.choice([file for file in notice_files(data) if file.stem not in named])
    file.unlink()


def renamed(data: Path, chance: random.Random) -> None:
    named = {
        name
        for file in notice_files(data)
        for name in re.findall(r"replaced-by: *(\S+?)[,}\s]", file.read_text("utf-8"))
    }
    file = chance.choice([file for file in notice_files(data) if file.stem not in named])
    rewrite(file, f"^id: *{file.stem}$", f"id: {file.stem}-anew")
    file.rename(file.with_name(f"{file.stem}-anew.yaml"))


def restored(data: Path, chance: random.Random) -> None:
    """A notice is gone for one build, and comes back."""
    named = {
        name
        for file in notice_files(data)
        for name in re.findall(r"replaced-by: *(\S+?)[,}\s]", file.read_text("utf-8"))
    }
    file = chance.choice([file for file in notice_files(data) if file.stem not in named])
    text = file.read_bytes()
    file.unlink()
    again(data)
    file.write_bytes(text)


def with_a_unit_renamed(data: Path, chance: random.Random) -> None:
    """A unit's English name: its own part, not its notices."""
    rewrite(data / "units.yaml", 'english: *"?([A-Z][^",}\n]*)', r"english: \1 Anew")


def with_a_unit_moved(data: Path, chance: random.Random) -> None:
    """A unit that leads with others belongs to another place: its pairs are kept in another part."""
    parts = [path for path in read_manifest(data.parent / "out" / MANIFEST) if "/derived/" in path]
    text = (data.parent / "out" / chance.choice(parts)).read_text("utf-8")
    unit = sorted(set(re.findall(r"id/co-leadership/([^/]+)/", text)))[0]
    places = re.findall(r"^([a-z0-9-]+):", (data / "places.yaml").read_text("utf-8"), re.MULTILINE)
    rewrite(data / "units.yaml", rf"(?s)^({unit}:.*?\bplace: *)([a-z0-9-]+)", rf"\g<1>{places[0]}")


def with_a_name_more(data: Path, chance: random.Random) -> None:
    """A name that nobody has used so far changes nothing but the units."""
    rewrite(data / "units.yaml", r"short: *\[", "short: [“从未用过的简称”, ")


def touched(data: Path, chance: random.Random) -> None:
    """Other times, the same words."""
    for file in notice_files(data):
        os.utime(file)


def made_elsewhere(data: Path, chance: random.Random) -> None:
    """The dataset's own words: the base of every IRI."""
    rewrite(data / "dataset.yaml", r"(base: *\"?)https://example.org/synth/", r"\1https://example.org/anew/")


EDITS = (
    *(without_an_outcome, with_a_word_more, removed, renamed, restored, with_a_unit_renamed),
    *(with_a_unit_moved, with_a_name_more, touched, made_elsewhere),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_one_change(edit: Callable[[Path, random.Random], None], data: Path) -> None:
    before = content(data.parent / "out")
    edit(data, random.Random(1))
    built = again(data)
    after = content(data.parent / "out")
    assert (after, counts(built)) == made_from_nothing(data)
    assert (after == before) == (edit in (restored, touched))


@pytest.mark.parametrize("seed", range(3))
def test_random_changes_one_after_the_other(seed: int, data: Path) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        for edit in chance.sample(EDITS[:5], chance.randint(1, 3)):
            edit(data, chance)
        built = again(data)
    assert (content(data.parent / "out"), counts(built)) == made_from_nothing(data)


# --- how much is made ---------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_made_again(data: Path) -> None:
    assert again(data).outcome.made == 0
    touched(data, random.Random(0))
    assert again(data).outcome.made == 0
    without_an_outcome(data, random.Random(0))
    assert again(data).outcome.made == 1
    with_a_unit_renamed(data, random.Random(0))
    assert 0 <= again(data).outcome.made < NOTICES
    with_a_name_more(data, random.Random(0))
    assert again(data).outcome.made < NOTICES


def test_other_code_or_another_ontology_makes_everything_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foundation, "digest_of_environment", lambda base, engine, vocabulary: b"other code")
    assert again(data).outcome.made == NOTICES


def test_a_part_that_somebody_has_changed_is_made_again(data: Path) -> None:
    out = data.parent / "out"
    right = content(out)
    part = out / "parts" / "notice" / f"{notice_files(data)[0].stem}.nq"
    with part.open("a", encoding="utf-8") as lines:
        lines.write("<urn:x:a> <urn:x:b> <urn:x:c> <urn:x:d> .\n")
    assert again(data).outcome.made == 1
    assert content(out) == right
    (out / MANIFEST).write_text("", "utf-8")
    assert again(data).outcome.made == 0
    assert content(out) == right


def test_a_cache_that_is_broken_or_gone_is_made_anew(data: Path) -> None:
    out = data.parent / "out"
    right = content(out)
    (out / ".cache" / "state.sqlite").write_bytes(b"no database")
    assert again(data).outcome.made == NOTICES
    shutil.rmtree(out / ".cache" / "objects")
    assert again(data).outcome.made == NOTICES
    assert content(out) == right


def test_what_is_no_longer_needed_is_not_kept(data: Path) -> None:
    for number in range(3):
        without_an_outcome(data, random.Random(number))
        again(data)
    out = data.parent / "out"
    kept = {f"{file.parent.name}{file.name}" for file in (out / ".cache" / "objects").rglob("*") if file.is_file()}
    assert kept == set(read_manifest(out / MANIFEST).values())


def test_the_manifest_tells_the_truth(data: Path) -> None:
    out = data.parent / "out"
    listed = read_manifest(out / MANIFEST)
    assert {path: hashlib.sha256((out / path).read_bytes()).hexdigest() for path in listed} == listed
    assert len(listed) == sum(file.is_file() for file in Path(os.path.realpath(out / "parts")).rglob("*"))


# --- what is wrong ------------------------------------------------------------------------------------------


def test_a_build_that_failed_goes_on_where_it_stopped(data: Path) -> None:
    out = data.parent / "out"
    before = content(out)
    good, bad = notice_files(data)[:2]
    rewrite(good, "realisation: achieved", "nature: context")
    text = bad.read_text("utf-8")
    rewrite(bad, "^id: .*", "id: another")
    with pytest.raises(DataError) as caught:
        again(data)
    assert [problem.code for problem in caught.value.problems] == ["id-not-file-name"]
    assert content(out) == before
    bad.write_text(text, "utf-8", newline="")
    assert again(data).outcome.made == 1, "the good one was kept"
    assert content(out) == from_nothing(data)


def test_keep_going_leaves_out_what_is_wrong(data: Path) -> None:
    out = data.parent / "out"
    bad = some_notice(data, random.Random(1), "^id:")
    rewrite(bad, "^id: .*", "id: another")
    built = build(data, out, ENGINE, jobs=1, keep_going=True)
    assert [made.file for made in built.outcome.bad] == [str(bad)]
    shown = content(out)
    bad.unlink()
    assert shown == from_nothing(data)


def test_one_number_for_two_notices_is_told(data: Path) -> None:
    first = some_notice(data, random.Random(0), "^number: ")
    text = first.read_text("utf-8")
    copy = first.with_name(f"{first.stem}-copy.yaml")
    copy.write_text(text.replace(f"id: {first.stem}", f"id: {first.stem}-copy", 1), "utf-8", newline="")
    with pytest.raises(DataError) as caught:
        again(data)
    (problem,) = (each for each in caught.value.problems if each.code == "number-twice")
    assert problem.place
    assert problem.place.file == copy
    assert problem.place.line == text[: text.index("\nnumber: ")].count("\n") + 2
    built = job.build(data, data.parent / "out", ENGINE, jobs=1, keep_going=True)
    assert [made.file for made in built.outcome.bad] == [str(copy)]


def test_a_check_across_notices_is_one_entry(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = across.CHECKS["number-twice"]._replace(mark=lambda facts: str(facts.record.title), path=("title",))
    monkeypatch.setattr(across, "CHECKS", {**across.CHECKS, "same-title": titles})
    first = some_notice(data, random.Random(0), "^number: ")
    copy = first.with_name(f"{first.stem}-copy.yaml")
    copy.write_text(first.read_text("utf-8").replace(f"id: {first.stem}", f"id: {first.stem}-copy", 1), "utf-8")
    built = job.build(data, data.parent / "new", ENGINE, jobs=1, keep_going=True)
    (bad,) = (made for made in built.outcome.bad if made.file == str(copy))
    assert [problem.code for problem in bad.problems] == ["number-twice", "same-title"]
    assert built.outcome.notices == len(list(notice_files(data)))


def test_processes_make_the_same_as_one(data: Path) -> None:
    build(data, data.parent / "pool", ENGINE, jobs=2)
    assert content(data.parent / "pool") == content(data.parent / "out")


# --- a dataset's own codes --------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a dataset with codes of its own, built."""
    monkeypatch.setattr(plan, "SETTLED", 0)
    folder = Path(shutil.copytree(TESTS / "data" / "own", tmp_path / "data"))
    assert again(folder).outcome.made == 1
    return folder


@pytest.mark.parametrize(
    ("was", "now", "made"),
    [
        ("english: Contracting unit", "english: Contractor", 0),
        ("rank: 6", "rank: 7", 0),
        ("broader: responsible", "broader: supporting", 1),
        ("printed: [斤, 市斤]", "printed: [斤, 市斤, 老斤]", 1),
        ("name: 倡议书", "name: 倡议书\n    printed: [倡议]", 1),
    ],
)
def test_a_notice_is_made_again_where_a_code_means_something_else(own: Path, was: str, now: str, made: int) -> None:
    """What a code is called or how high a level stands is no reason: no notice says that."""
    rewrite(own / "vocabulary.yaml", re.escape(was), now)
    built = again(own)
    assert built.outcome.made == made
    fresh = build(own, own.parent / "fresh", ENGINE, jobs=1)
    assert content(own.parent / "out") == content(own.parent / "fresh")
    assert built.statements == fresh.statements


def test_a_code_that_is_gone_is_missed_where_it_was_used(own: Path) -> None:
    rewrite(own / "vocabulary.yaml", "^  session:$", "  lesson:")
    with pytest.raises(DataError) as caught:
        again(own)
    assert {problem.code for problem in caught.value.problems} == {"unknown-code"}
    assert {problem.place and problem.place.file.name for problem in caught.value.problems} == {"yunxi-2024-1.yaml"}
