"""Make a release and try it: ``python -m tests.release [--python PROGRAM …]``.

It builds the sdist and the wheel into ``dist/``, has them checked, and installs the wheel in empty environments: for each
Python, with each extra alone and with all. In each the tool builds and answers; with an extra, what it is for is imported.
What comes along, with its licence, is written to ``docs/dependencies.csv``.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable
from pathlib import Path

from tongbao.paths import ROOT

DIST = ROOT / "dist"
DEPENDENCIES = ROOT / "docs" / "dependencies.csv"
CHECKERS = ("twine", "check-wheel-contents", "validate-pyproject[all]")
FOR = {
    "fast": "import shacl, yaml_rs",
    "png": "import resvg_py",
    "parquet": "import pyarrow.parquet",
    "large": "import igraph",
    "spark": "import pyspark.sql",
    "draft": "from tongbao.intake import draft; import pdfplumber, lxml, rapidfuzz",
    "ocr": "import rapidocr",
    "serve": "import tongbao.serve.run, tongbao.review.app",
}
"""What each extra is for; one that is not here is only imported by what needs it."""
_LICENCES = """
import json, importlib.metadata as m
def licence(meta):
    known = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier", []) if c.startswith("License")]
    said = (meta.get("License") or "").strip()
    return meta.get("License-Expression") or " / ".join(known) or said.split("\\n")[0][:60]
print(json.dumps({d.metadata["Name"]: licence(d.metadata) for d in m.distributions()}))
"""
_OF_PIP = {"pip", "setuptools", "wheel", "tongbao"}


Along = dict[tuple[str, str], list[str]]
"""Packages and their licences, and the extras with which each came; the empty one is none."""


def main() -> None:
    """Build, check, install and list; end with an error where something fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.release", description=__doc__)
    parser.add_argument(
        "--python", action="append", help="a Python to install with, again for each (default: this one)"
    )
    options = parser.parse_args()
    wheel = build()
    check()
    with tempfile.TemporaryDirectory() as folder:
        for python in options.python or [sys.executable]:
            along = _install_all(python, wheel, Path(folder))
    _write(along)


def build() -> Path:
    """Build the sdist and, from it alone, the wheel; return the wheel."""
    shutil.rmtree(DIST, ignore_errors=True)
    _run(sys.executable, "-m", "hatchling", "build", "-d", str(DIST))
    return next(DIST.glob("*.whl"))


def check() -> None:
    """Have the metadata, the description and the contents checked."""
    with tempfile.TemporaryDirectory() as folder:
        bin_ = _environment(sys.executable, Path(folder))
        _run(bin_ / "python", "-m", "pip", "install", "--quiet", *CHECKERS)
        _run(bin_ / "twine", "check", "--strict", *map(str, DIST.iterdir()))
        _run(bin_ / "check-wheel-contents", "--toplevel", "tongbao", *map(str, DIST.glob("*.whl")))
        _run(bin_ / "validate-pyproject", str(ROOT / "pyproject.toml"))


def _install_all(python: str, wheel: Path, folder: Path) -> Along:
    """Install and try each; return what comes along with which."""
    extras = [name for name in _extras() if name != "dev"]
    along: Along = {}
    for chosen in ([], *([name] for name in extras), extras):
        shutil.rmtree(folder / "one", ignore_errors=True)
        bin_ = _environment(python, folder / "one")
        _install(bin_, wheel, chosen)
        _try(bin_, folder, chosen)
        for name, licence in json.loads(_run(bin_ / "python", "-c", _LICENCES)).items():
            along.setdefault((name, licence), []).append(",".join(chosen))
        version = _run(bin_ / "python", "--version").strip()
        print(f"{version}: tongbao[{','.join(chosen)}] works", flush=True)
    return along


def _write(along: Along) -> None:
    """Write the table of what comes along: by which extras, or with every installation."""
    with DEPENDENCIES.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("package", "licence", "extras"))
        for (name, licence), chosen in sorted(along.items(), key=lambda each: each[0][0].lower()):
            if name not in _OF_PIP:
                alone = [each for each in chosen if "," not in each]
                table.writerow((name, licence, "" if "" in alone else " ".join(alone)))


def _install(bin_: Path, wheel: Path, extras: Iterable[str]) -> None:
    listed = ",".join(extras)
    _run(bin_ / "python", "-m", "pip", "install", "--quiet", f"{wheel}[{listed}]" if listed else str(wheel))
    _run(bin_ / "python", "-m", "pip", "check")


def _try(bin_: Path, folder: Path, extras: Iterable[str]) -> None:
    """Build and ask where there is nothing else, and import what the extras are for."""
    work = Path(tempfile.mkdtemp(dir=folder))
    _run(bin_ / "tongbao", "build", cwd=work)
    answer = _run(bin_ / "tongbao", "query", "co-lead-pairs", "--build", "out", "--format", "csv", cwd=work)
    assert len(answer.splitlines()) == 37, answer
    for name in extras:
        _run(bin_ / "python", "-W", "error::ImportWarning", "-c", FOR.get(name, "import tongbao"), cwd=work)


def _extras() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["optional-dependencies"])


_BIN = "Scripts" if os.name == "nt" else "bin"


def _environment(python: str, folder: Path) -> Path:
    if python == sys.executable:
        venv.create(folder, clear=True, with_pip=True)
    else:
        _run(python, "-m", "venv", "--clear", str(folder))
    return folder / _BIN


def _run(*command: str | Path, cwd: Path = ROOT) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
