"""The scripts of the pages pass a linter, whose rules stand beside them in ``biome.json``."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tongbao import paths

SCRIPTS = paths.PACKAGE / "site" / "browser"


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


@pytest.mark.node
def test_the_scripts_pass(biome: Path) -> None:
    code, said = lint(biome, SCRIPTS)
    assert code == 0, said


@pytest.mark.node
def test_a_fault_is_found(biome: Path, tmp_path: Path) -> None:
    shutil.copy(SCRIPTS / "biome.json", tmp_path)
    (tmp_path / "wrong.js").write_text("const one = 1;\none = 2;\n", "utf-8")
    code, said = lint(biome, tmp_path)
    assert code != 0
    assert "noConstAssign" in said
