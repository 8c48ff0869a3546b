"""How the program starts and ends: whatever the current folder holds, the locale says, or the user interrupts."""

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tongbao import paths

PATIENCE = 300
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(paths.PACKAGE.parent)}
START = "import sys\nfrom tongbao.__main__ import run\nif __name__ == '__main__': sys.exit(run())"
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and locales are others there")


@pytest.fixture
def many(many_built: Path, tmp_path: Path) -> Path:
    """A dataset so large that workers make it and a store answers, with its build."""
    folder = Path(shutil.copytree(many_built / "data", tmp_path / "many"))
    shutil.copytree(many_built / "out", folder / "out", symlinks=True)
    return folder


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder with a module for each name that anything could import; each says so when it is run."""
    names = {
        *sys.stdlib_module_names,
        *metadata.packages_distributions(),
        *sys.modules,
        "sitecustomize",
        "usercustomize",
    }
    folder = tmp_path / "planted"
    folder.mkdir()
    code = f"open({str(tmp_path / 'run')!r}, 'a').write(__name__ + '\\n')\n"
    for name in {name.partition(".")[0] for name in names} - {"__main__"}:
        (folder / f"{name}.py").write_text(code, "utf-8")
    return folder


def program(folder: Path) -> list[str]:
    """Return how the installed program is called: Python, and a script in another folder."""
    script = folder / "bin" / "tongbao"
    script.parent.mkdir(exist_ok=True)
    script.write_text(START, "utf-8")
    return [sys.executable, str(script)]


def test_nothing_is_imported_from_the_current_folder(planted: Path, many: Path, tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text("SELECT ?s { ?s ?p ?o } LIMIT 1", "utf-8")
    given = ["--data", str(many)]
    for words in (
        ["build", *given, "--out", str(tmp_path / "out"), "--jobs", "2"],
        ["query", str(query), *given],
        ["query", "notices", *given],
        ["network", *given],
    ):
        done = subprocess.run(
            [*program(tmp_path), *words], cwd=planted, env=ENVIRONMENT, capture_output=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "run").exists(), (words[0], (tmp_path / "run").read_text())


def test_workers_are_safe_in_a_python_that_ignores_the_environment(planted: Path, tmp_path: Path) -> None:
    """Where Python is told to ignore what workers.py sets, it is started once more so that it need not look there."""
    script = tmp_path / "script.py"
    path = f"import sys; sys.path.insert(0, {str(paths.PACKAGE.parent)!r})\n"
    script.write_text(
        f"{path}import json\nfrom tongbao import __main__\n__main__._read_names_as_utf8()\n"
        "print(json.dumps(bool(sys.flags.safe_path)))",
        "utf-8",
    )
    done = subprocess.run([sys.executable, "-E", script], cwd=planted, capture_output=True, timeout=PATIENCE)
    assert json.loads(done.stdout) is (os.name == "posix")


# --- the end ------------------------------------------------------------------------------------------------


def test_ctrl_c_is_answered_before_anything_is_read_from_disk() -> None:
    """Until ``_Stop`` answers, Python would by a traceback: what is imported by then is built into it."""
    script = "import sys, os; before = {*sys.modules}; import tongbao.__main__; print(*{*sys.modules} - before)"
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, timeout=PATIENCE, text=True
    )
    assert {*done.stdout.split()} - {*sys.builtin_module_names} == {"tongbao", "tongbao.__main__"}


STOP = "import os, signal, sys, time\nfrom tongbao.__main__ import _Stop\nstop = _Stop()\n"


@POSIX
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize(
    "script",
    [
        "os.kill(os.getpid(), signal.{name})\ntime.sleep(600)",
        "stop.raises = True\nwhile True:\n  try:\n    os.kill(os.getpid(), signal.{name}); time.sleep(600)\n  except KeyboardInterrupt: pass",
        "stop.raises = True\nclass Late:\n  def __del__(self): os.kill(os.getpid(), signal.{name})\nLate()\ntime.sleep(600)",
        "stop.raises = True\nimport sqlite3, threading\nthreading.Timer(0.1, os.kill, [os.getpid(), signal.{name}]).start()\n"
        "sqlite3.connect(':memory:').execute('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        " SELECT MAX(x) FROM c').fetchone()",
    ],
    ids=["while loading", "dropped", "in a destructor", "in code of others"],
)
def test_an_order_to_end_is_followed_whatever_goes_on(script: str, name: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOP + script.format(name=name)], env=ENVIRONMENT, capture_output=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (code, b"")


BORN = """
import os, signal, sys, time
from multiprocessing import util
from tongbao.__main__ import _Stop
from tongbao.pipeline.workers import in_workers

def spawn(*given, spawn=util.spawnv_passfds):
    number = spawn(*given)
    if "spawn_main" in str(given):  # a worker, and not what keeps track of semaphores
        os.kill(os.getpid(), signal.{name})
        time.sleep(0.1)
    return number

if __name__ == "__main__":
    util.spawnv_passfds = spawn
    stop = _Stop()
    stop.raises = True
    try:
        list(in_workers(abs, [1, 2], 2, int))
    except KeyboardInterrupt:
        sys.exit(128 + stop.number)
"""


@POSIX
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_order_to_end_waits_for_a_worker_that_is_half_born(name: str, code: int) -> None:
    """The worker would wait for what its parent sends, and complain; another thread hears what the first has blocked."""
    done = subprocess.run(
        [sys.executable, "-c", BORN.format(name=name)], env=ENVIRONMENT, capture_output=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (code, b"")


INSIDE = """
import tongbao.cli.main
from tongbao.__main__ import run

def main():
    try:
        exec("raise KeyboardInterrupt")
    except KeyboardInterrupt:
        return 130

tongbao.cli.main.main = main
raise SystemExit(run())
"""


def test_ctrl_c_in_the_midst_of_an_exec_has_the_same_exit_code(tmp_path: Path) -> None:
    """Python keeps it, and ends a module that ``-m`` runs by the signal; a dataclass is made by exec."""
    (tmp_path / "inside.py").write_text(INSIDE, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "inside"], env=ENVIRONMENT, cwd=tmp_path, capture_output=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (130, b"")


# --- locales ------------------------------------------------------------------------------------------------

LOCALES = [
    "C",
    "zh_CN.GBK",
    *(pytest.param(name, marks=pytest.mark.disturbed) for name in ("en_US.ISO-8859-1", "zh_CN.GB18030")),
]


@POSIX
@pytest.mark.parametrize("locale", LOCALES)
def test_names_in_chinese_are_read_under_any_locale(locale: str, demo: Path, tmp_path: Path) -> None:
    known = (
        subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().replace("-", "")
    )
    if locale.lower().replace("-", "") not in known.split():
        pytest.skip(f"this system has no {locale}")
    data = demo.rename(tmp_path / "数据")
    environment = {**ENVIRONMENT, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words in (["build"], ["query", "notices", "--format", "csv"], ["query", str(tmp_path / "问题.rq")]):
        (tmp_path / "问题.rq").write_text("ASK {}", "utf-8")
        done = subprocess.run(
            [*program(tmp_path), *words, "--data", str(data)], env=environment, capture_output=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr.decode()
        done.stdout.decode("utf-8")


@POSIX
def test_words_that_are_not_utf8_are_told(demo: Path, tmp_path: Path) -> None:
    command = [os.fsencode(word) for word in [*program(tmp_path), "query", "measures-of-unit", "--unit"]]
    done = subprocess.run([*command, b"\xff"], env=ENVIRONMENT, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 2
    assert b"[not-utf-8]" in done.stderr
