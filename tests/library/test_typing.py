"""A user's script is checked strictly, as with an installed package: its mistakes are found, and nothing else."""

import subprocess
import sys

import pytest

from tongbao import paths

SCRIPT = """
from decimal import Decimal
from pathlib import Path

import tongbao

kg = tongbao.open(Path("out"), language="zh")
rows = kg.ask("partners-of-unit", unit="税务局")
for row in rows:
    print(row.partner.upper(), row["times"] + 1)
first: tongbao.Row = rows[0]
dicts = rows.to_dicts()
network = kg.network(roles={"lead"}, years=[2023], stated=True, weight="shared")
for node, known in network.nodes(data=True):
    print(node.upper(), known["label"])
notice: tongbao.Notice = kg.notice("64号")
value = notice.measures[0].outcomes[0].value
number: Decimal | None = value.number if value else None
report = tongbao.validate(kg.construct("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }"))
message: str = report[0].message.zh if not report.valid else ""
loaded: tongbao.Loaded = tongbao.load("data")
quads: int = len(list(kg.dataset().quads()))
names: list[str] = [question.name for question in tongbao.questions()]
try:
    kg.unit("局")
except tongbao.AmbiguousNameError as error:
    iris: list[str] = [candidate.iri for candidate in error.candidates]
except tongbao.TongbaoError as error:
    places: list[tongbao.Place | None] = [problem.place for problem in error.problems]
"""
WRONG = {
    'kg.network(rolls={"lead"})': 'Unexpected keyword argument "rolls"',
    'kg.network(mode="unit")': 'Argument "mode"',
    "tongbao.open(1)": 'Argument 1 to "open"',
    'tongbao.opne("out")': 'has no attribute "opne"',
    'kg.unit("x").nam': '"Unit" has no attribute "nam"',
    'number: int = kg.holds("ASK {}").real + "x"': "operator",
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy says of the script and of each wrong line, which stand in files of their own."""
    folder = tmp_path_factory.mktemp("typing")
    (folder / "script.py").write_text(SCRIPT, "utf-8")
    for number, line in enumerate(WRONG):
        (folder / f"wrong_{number}.py").write_text(f'import tongbao\nkg = tongbao.open("out")\n{line}\n', "utf-8")
    # As for a package that is installed, only its types count: what stands in it is not checked again.
    (folder / "mypy.ini").write_text(
        f"[mypy]\nmypy_path = {paths.PACKAGE.parent}\nstrict = True\n[mypy-tongbao.*]\nfollow_imports = silent\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(folder / "cache"), "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_a_right_script_is_right(checked: str) -> None:
    assert "wrong_0.py" in checked, "mypy has not run"
    assert "script.py" not in checked


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_wrong_line_is_found(number: int, checked: str) -> None:
    said = [*WRONG.values()][number]
    assert any(said in line for line in checked.splitlines() if line.startswith(f"wrong_{number}.py:3:"))


def test_the_package_says_that_it_has_types() -> None:
    assert (paths.PACKAGE / "py.typed").is_file()
