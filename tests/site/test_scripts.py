"""The scripts of the pages pass a linter, whose rules stand beside them in ``biome.json``."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tongbao import paths

SCRIPTS = paths.PACKAGE / "site" / "browser"
REVIEW = paths.PACKAGE / "review" / "page"


@pytest.fixture(scope="module")
def biome(request: pytest.FixtureRequest) -> Path:
    """Biome, from npm, in a folder of the cache."""
    folder = Path(request.config.cache.mkdir("biome"))
    program = folder / "node_modules" / ".bin" / "biome"
    if not program.exists():
        (folder / "package.json").write_text('{"private": true}', "utf-8")
        npm = shutil.which("npm")
        assert npm, "there is no npm on PATH"
        command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "@biomejs/biome@2"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return program


def lint(biome: Path, folder: Path) -> tuple[int, str]:
    command = [biome, "lint", "--error-on-warnings", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_each_script_is_there_and_is_used() -> None:
    there = {file.name for file in SCRIPTS.glob("*.js")}
    bundled = re.search(r"entryPoints: \[(.*?)\]", (SCRIPTS / "bundle.mjs").read_text("utf-8"), re.DOTALL)
    assert bundled
    used = set(re.findall(r'"(?:\./)?([\w.]+\.js)"', bundled[1]))
    for file in SCRIPTS.glob("*.js"):
        used |= set(re.findall(r'(?:from|import) "\./([\w.]+\.js)"', file.read_text("utf-8")))
    assert used == there


def test_each_module_of_the_review_is_reached_from_its_page() -> None:
    reached, left = set(), ["review.js"]
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left += re.findall(r'from "\./([\w.]+\.js)"', (REVIEW / name).read_text("utf-8"))
    assert reached == {file.name for file in REVIEW.glob("*.js")}


@pytest.mark.parametrize("file", sorted(REVIEW.glob("*.js")), ids=lambda file: file.name)
def test_a_module_of_the_review_is_small_and_makes_no_markup_of_data(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b", text)


def test_each_message_of_the_review_is_said_in_both_languages() -> None:
    """Those that are put together from a state or a column are named in lists as strings, too."""
    table = (REVIEW / "messages.js").read_text("utf-8")
    messages = dict(re.findall(r"^  (\w+): (\[.*\]),$", table, re.MULTILINE))
    assert len(messages) == len(re.findall(r"^  \w+: \[", table, re.MULTILINE))
    assert all(len([said for said in json.loads(pair) if said]) == 2 for pair in messages.values())
    scripts = "".join(file.read_text("utf-8") for file in REVIEW.glob("*.js") if file.name != "messages.js")
    assert set(re.findall(r'\bsay\("(\w+)"', scripts)) <= messages.keys()
    assert {key for key in messages if f'"{key}"' not in scripts and not re.search(rf"\b{key}\b", scripts)} == set()


@pytest.mark.node
def test_the_scripts_pass(biome: Path) -> None:
    code, said = lint(biome, SCRIPTS)
    assert code == 0, said


@pytest.mark.node
def test_the_scripts_of_the_review_pass(biome: Path, tmp_path: Path) -> None:
    for file in (SCRIPTS / "biome.json", *REVIEW.glob("*.js")):
        shutil.copy(file, tmp_path)
    code, said = lint(biome, tmp_path)
    assert code == 0, said


@pytest.mark.node
def test_a_fault_is_found(biome: Path, tmp_path: Path) -> None:
    shutil.copy(SCRIPTS / "biome.json", tmp_path)
    (tmp_path / "wrong.js").write_text("const one = 1;\none = 2;\n", "utf-8")
    code, said = lint(biome, tmp_path)
    assert code != 0
    assert "noConstAssign" in said
