"""What the documents say is so: their commands are the same in both languages, run, and print what is shown."""

import csv
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongbao import paths
from tongbao.cli.commands import COMMANDS
from tongbao.cli.main import main
from tongbao.cli.parser import EXIT_CODES

ENGLISH, CHINESE = paths.ROOT / "README.md", paths.ROOT / "README.zh-CN.md"


def sessions(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Give each command shown in a console block, with the lines shown below it."""
    for block in re.findall(r"```console\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL):
        for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = entry.rstrip("\n").split("\n")
            yield re.sub(r"\s+#.*", "", command).strip(), shown


def queries(file: Path) -> list[tuple[str, list[str]]]:
    return [(command, shown) for command, shown in sessions(file) if "tongbao query" in command and shown]


GUIDES = {
    file: file.with_name(f"{file.stem}.zh-CN.md")
    for file in sorted((paths.ROOT / "docs").glob("*.md"))
    if "." not in file.stem
}


@pytest.mark.parametrize("file", [ENGLISH, *GUIDES], ids=lambda file: file.name)
def test_both_languages_show_the_same_commands(file: Path) -> None:
    commands = [command for command, _ in sessions(file)]
    assert commands == [command for command, _ in sessions(file.with_name(f"{file.stem}.zh-CN.md"))]
    assert len(commands) >= 10 or file != ENGLISH


@pytest.mark.parametrize("file", GUIDES, ids=lambda file: file.name)
def test_guides_have_the_same_sections_in_both_languages(file: Path) -> None:
    english, chinese = (re.findall("^#+ ", text.read_text("utf-8"), re.M) for text in (file, GUIDES[file]))
    assert english == chinese


@pytest.mark.parametrize("file", [ENGLISH, CHINESE], ids=lambda file: file.name)
def test_a_readme_is_short(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_network_shown_is_the_real_one(language: str, graph_nq: Path, tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.svg"
    assert (
        main(
            ["--lang", language, "network", "--mode", "measures", "--build", str(graph_nq.parent), "--out", str(drawn)]
        )
        == 0
    )
    assert (paths.ROOT / "docs" / "pictures" / f"leads-{language}.svg").read_bytes() == drawn.read_bytes()


@pytest.mark.parametrize("file", [ENGLISH, CHINESE], ids=lambda file: file.name)
def test_shown_answers_are_the_real_ones(
    file: Path, graph_nq: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shown_queries = queries(file)
    assert len(shown_queries) >= 2
    for command, shown in shown_queries:
        typed, _, call = command.rpartition(" | ")
        if typed:
            text = shlex.split(typed)[1]
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        words = shlex.split(call)[1:]
        assert main([*words, "--build", str(graph_nq.parent)]) == 0
        printed = [line.rstrip() for line in capsys.readouterr().out.rstrip("\n").split("\n")]
        assert printed == [line.rstrip() for line in shown], command


def test_shown_counts_are_the_real_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file, language in ((ENGLISH, "en"), (CHINESE, "zh")):
        shown = next(shown for command, shown in sessions(file) if command == "make")
        assert main(["--lang", language, "build", "--out", str(tmp_path / language)]) == 0
        printed = capsys.readouterr().out.split("\n")
        assert printed[:5] == shown[:5]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_both_readmes(command: str) -> None:
    for file in (ENGLISH, CHINESE):
        assert f"tongbao {command}" in file.read_text(encoding="utf-8")


def test_exit_codes_are_documented_in_the_same_words() -> None:
    english, chinese = next((en, zh) for en, zh in GUIDES.items() if en.stem == "own-notices")
    assert EXIT_CODES.en.partition(": ")[2] in english.read_text(encoding="utf-8").replace("\n", " ")
    assert EXIT_CODES.zh.partition("：")[2] in chinese.read_text(encoding="utf-8").replace("\n", " ")


def test_every_dependency_is_listed_with_its_licence() -> None:
    """The rest of the table is what comes along with them; `python -m tests.release` writes it."""
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {"": project["dependencies"], **project["optional-dependencies"]}
    with (paths.ROOT / "docs" / "dependencies.csv").open(encoding="utf-8", newline="") as file:
        listed = {_named(row["package"]): row["extras"].split() for row in csv.DictReader(file)}
    for extra, packages in asked.items():
        for package in packages if extra != "dev" else ():
            name = _named(re.split(r"[<>=\[]", package)[0])
            assert name == "tongbao" or listed[name] == [] or extra in listed[name], package


def _named(package: str) -> str:
    """Return the name of a package as all its spellings have it in common."""
    return re.sub(r"[-_.]+", "-", package).lower()


LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
DOCUMENTS = sorted(
    file
    for file in [
        *paths.ROOT.glob("*.md"),
        *(f for d in ("data", "docs", "ontology", "queries") for f in (paths.ROOT / d).rglob("*.md")),
    ]
)


def test_all_documents_are_looked_at() -> None:
    names = {str(file.relative_to(paths.ROOT)) for file in DOCUMENTS}
    assert names >= {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md"}
    assert names >= {"data/README.md", "ontology/README.md", "queries/README.md"}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(paths.ROOT)))
def test_links_between_files_lead_somewhere(file: Path) -> None:
    for target in LINK.findall(file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target


@pytest.mark.parametrize(
    "target", re.findall(r"^([a-z-]+):.*## ", (paths.ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
)
def test_make_targets_are_described_in_both_languages(target: str) -> None:
    (line,) = re.findall(rf"^{target}:.*## (.*)$", (paths.ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert re.search(r"[a-z]", line)
    assert re.search(r"[\u4e00-\u9fff]", line)
