"""The demo: invented notices that build, answer, are published, and say nothing that their texts do not say."""

import csv
import io
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.notices import enter
from tests.notices.dataset import NOTICES, gold_of, shortcomings
from tests.notices.expected import Fact, facts
from tests.notices.found import Graph

from tongbao import paths
from tongbao.cli.main import main
from tongbao.errors import DataError
from tongbao.intake.draft import draft_notice
from tongbao.intake.original.read import read_original
from tongbao.intake.skeleton import new_dataset
from tongbao.intake.stored import Stored
from tongbao.load import load, notice_files
from tongbao.load.gaps import GAP
from tongbao.load.source import squeeze
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.validate import choose_engine

GOLDEN = yaml.safe_load(Path(__file__).with_name("demo.yaml").read_text("utf-8"))
RECORDS = sorted(paths.DEMO.glob("notices/*/*.yaml"))
MADE = {
    "01": "lanze-2024-37",
    "02": "lanjiang-2023-52",
    "03": "wuling-2025-8",
    "04": "zheling-2025-3",
    "05": "zheling-2024-61",
    "06": "lanjiang-2024-19",
    "07": "wuling-2024-1",
    "08": "zheling-2024-28",
    "11": "lanjiang-2023-88",
    "13": "lanze-2023-9",
}
"""The notices of the demo that ``../shared/notices/made`` has expected facts for."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as `tongbao init --demo` writes it, built."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    new_dataset(folder, is_demo=True)
    built = build(folder, folder / "out", choose_engine()[0], jobs=1)
    assert not any(finding.blocks for finding in built.outcome.findings)
    return folder


# --- what it is ------------------------------------------------------------------------------------


def test_it_has_a_dozen_notices_of_three_cities_and_three_years() -> None:
    assert len(RECORDS) == 12
    assert {file.parent.name for file in RECORDS} == {"2023", "2024", "2025"}
    assert {"lanze", "wuling", "zheling"} < {file.name.split("-")[0] for file in RECORDS}
    originals = list(paths.DEMO.rglob("*-original.*"))
    assert {file.suffix for file in originals} == {".pdf", ".docx", ".html", ".txt"}
    assert {file.stem.removesuffix("-original") for file in originals} == {file.stem for file in RECORDS}


@pytest.mark.parametrize("file", sorted(paths.DEMO.rglob("*.yaml")), ids=lambda file: file.stem)
def test_each_file_says_that_it_is_invented_and_leaves_nothing_open(file: Path) -> None:
    text = file.read_text("utf-8")
    comments = [line for line in text.splitlines()[:4] if line.startswith("#")]
    assert "Invented" in "".join(comments)
    assert "虚构" in "".join(comments)
    assert GAP not in text
    assert "待填" not in text


def test_it_is_small_and_no_part_of_the_data_beside_it() -> None:
    assert sum(file.stat().st_size for file in paths.DEMO.rglob("*") if file.is_file()) < 1_500_000
    assert not {file.stem for file in RECORDS} & {file.stem for file in notice_files(paths.DATA)}
    assert load(paths.DEMO).dataset.base.startswith("https://example.org/")


@pytest.mark.parametrize("record", RECORDS, ids=lambda file: file.stem)
def test_its_files_hold_the_words_of_its_records(record: Path) -> None:
    notice = yaml.safe_load(record.read_text("utf-8"))
    [original] = record.parent.glob(f"{record.stem}-original.*")
    words = squeeze(Stored.of(read_original(original)).text)
    listed = [notice, *notice.get("annexes", [])]
    measures = [measure for part in listed for measure in part.get("measures", [])]
    said = [notice["title"], *(measure.get("description", "") for measure in measures)]
    assert [one for one in said if squeeze(one) not in words] == []


# --- what it answers -------------------------------------------------------------------------------


def _shown(value: str, names: dict[str, str]) -> str:
    """Return a value as the golden rows write it: a unit by its name, other things by the end of their IRI."""
    if not value.startswith("http"):
        return value
    end = re.split("[/#]", value)[-1]
    return names.get(end, end)


def _row(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


@pytest.mark.parametrize("question", GOLDEN)
def test_it_answers_as_its_texts_say(question: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", question, "--data", str(data), "--format", "csv"]) == 0
    units = yaml.safe_load((data / "units.yaml").read_text("utf-8"))
    names = {key: unit["name"]["value"] for key, unit in units.items()}
    columns = GOLDEN[question]["columns"]
    found = [
        tuple(_shown(row[column], names) for column in columns)
        for row in csv.DictReader(io.StringIO(capsys.readouterr().out))
    ]
    expected = [_row(row) for row in GOLDEN[question]["rows"]]
    if columns[:2] == ["one", "other"]:  # a pair has no order
        found, expected = ([(*sorted(row[:2]), *row[2:]) for row in rows] for rows in (found, expected))
    assert sorted(found) == sorted(expected)


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
@pytest.mark.parametrize("number", MADE)
def test_it_holds_what_is_expected_of_its_documents(number: str, data: Path) -> None:
    gold = gold_of("made", number)
    acts = [act["id"] for act in gold.get("acts", []) for _ in enter.act_parts(act, gold)]
    graph = Graph(data / "out" / "graph.nq", f"https://example.org/demo/id/notice/{MADE[number]}")
    found = set(graph.facts(acts))
    quoted = {(fact.about, fact.value) for fact in found if fact.field == "quantity-quote"}
    missing = {
        str(fact)
        for fact in (_as_read(fact) if number == "01" else fact for fact in facts(gold))
        if fact not in found
        and not any(
            fact.field == "quantity-quote" and about == fact.about and fact.value in words for about, words in quoted
        )
    }
    assert missing == {one["fact"] for one in shortcomings(f"made/{number}")}


def _as_read(fact: Fact) -> Fact:
    """Return a fact as the demo states it: the column 单位名称 of the first document is read as one of leads."""
    is_read = fact.field.startswith("unit") and " listed " in fact.about
    return fact._replace(about=fact.about.replace(" listed ", " lead ")) if is_read else fact


# --- what is done with it --------------------------------------------------------------------------


def test_it_is_published_and_says_on_each_page_that_it_is_invented(data: Path, tmp_path: Path) -> None:
    publish(data / "out", data, tmp_path, jobs=1)
    pages = [file for language in ("en", "zh") for file in (tmp_path / language).rglob("*.html")]
    assert len(pages) > 100
    said = {"en": "Demo (invented)", "zh": "示例（虚构）"}
    silent = [file for file in pages if said[file.relative_to(tmp_path).parts[0]] not in file.read_text("utf-8")]
    assert silent == []
    assert "<svg" in (tmp_path / "en" / "network.html").read_text("utf-8")


def test_its_inbox_waits_for_the_reader(data: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(data, tmp_path / "own", ignore=shutil.ignore_patterns("out")))
    [waiting] = (own / "inbox").iterdir()
    drafted = draft_notice(waiting, own, None, None, None)
    text = drafted.file.read_text("utf-8")
    assert len(drafted.open) > 3
    assert "市气象局 is not in units.yaml" in text
    with pytest.raises(DataError):
        load(own)


def test_the_command_writes_it_and_says_what_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert main(["init", "--demo", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert f"query co-lead-pairs --data {folder}" in shown
    assert f"draft {folder / 'inbox'} --data {folder}" in shown
    whole = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for file in sorted(whole)[::3]:  # a run that was killed left these out
        file.unlink()
    assert main(["init", "--demo", str(folder)]) == 0
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == whole
    assert main(["init", "--demo", str(folder)]) == 2
