"""The build on Spark gives what a build in one process gives, whoever is killed meanwhile."""

import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.patience import PATIENCE, wait_for
from tests.places import TESTS

import tongbao
from tongbao.pipeline.build import build
from tongbao.validate import choose_engine

pytest.importorskip("pyspark", reason="needs tongbao[spark]")
parquet = pytest.importorskip("pyarrow.parquet", reason="needs tongbao[spark]")

pytestmark = pytest.mark.java

DEMO = TESTS / "data" / "demo"
KILLS = 3

RUN = """
import json, sys
from pathlib import Path
from tongbao.errors import TongbaoError
from tongbao.spark import build_with_spark
from tongbao.validate import choose_engine

data, out, master, *options = sys.argv[1:]
try:
    built, where = build_with_spark(Path(data), out, master, choose_engine()[0], keep_going="--keep-going" in options)
except TongbaoError as error:
    print(json.dumps({"codes": [p.code for p in error.problems], "texts": [p.to("en") for p in error.problems]}))
else:
    bad = [Path(made.file).name for made in built.outcome.bad]
    print(json.dumps({"where": where, "statements": built.statements, "graphs": built.graphs, "bad": bad}))
"""

Runs = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Runs]:
    """Start builds in processes of their own, with little memory and no page; whatever is left is killed."""
    conf = tmp_path / "conf"
    conf.mkdir()
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "512m",
        "spark.driver.memory": "512m",
        "spark.local.dir": str(tmp_path / "local"),
    }
    text = "".join(f"{name} {value}\n" for name, value in settings.items())
    (conf / "spark-defaults.conf").write_text(text, encoding="utf-8")
    started = []

    def start(data: Path, out: Path | str, master: str, *options: str, **environment: str) -> "subprocess.Popen[str]":
        words = [sys.executable, "-c", RUN, str(data), str(out), master, *options]
        process = subprocess.Popen(
            words,
            env={**java_environment(), "SPARK_CONF_DIR": str(conf), "TMPDIR": str(tmp_path), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        end(process)


def java_environment() -> dict[str, str]:
    """Return an environment for small Java processes on this machine alone."""
    package = str(Path(tongbao.__file__).parents[1])
    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    return {
        **os.environ,
        "PYTHONPATH": package,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "JDK_JAVA_OPTIONS": quick,
    }


def end(process: "subprocess.Popen[str]") -> None:
    """Kill a process with all of its session that are left, and wait for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def result(process: "subprocess.Popen[str]") -> dict[str, Any]:
    output, noise = process.communicate(timeout=PATIENCE)
    assert noise == ""  # neither a traceback nor a word of Spark's
    return dict(json.loads(output))


# --- what is compared ---------------------------------------------------------------------------


def in_one_process(data: Path, out: Path) -> list[bytes]:
    """Build without Spark; return the sorted lines of all parts."""
    build(data, out, choose_engine()[0], jobs=1)
    return sorted(line for part in (out / "parts").rglob("*.nq") for line in part.read_bytes().splitlines(True))


def shown(out: Path) -> list[bytes]:
    """Return the sorted lines of the build that an output shows; each partition must be sorted."""
    partitions = [part.read_bytes().splitlines(True) for part in (newest(out) / "nquads").glob("part-*")]
    assert all(lines == sorted(lines) for lines in partitions)
    return sorted(line for lines in partitions for line in lines)


def newest(out: Path) -> Path:
    return max(file.parent for file in out.glob("build-*/build.json"))


def as_lines(folder: Path) -> list[bytes]:
    """Return the rows of a Parquet folder as sorted N-Quads lines; the notice must be that of the row's graph."""
    rows = parquet.read_table(folder).to_pylist()
    for row in rows:
        own = re.search(r"/graph/notice/(.*)>$", row["graph"])
        assert row["notice"] == own[1] if own else "/graph/" in row["graph"]
    names = ("subject", "predicate", "object", "graph")
    return sorted(f"{' '.join(row[name] for name in names)} .\n".encode() for row in rows)


def many(folder: Path, copies: int) -> Path:
    """Make a dataset of the demo's notices and copies of two of them, each with a number of its own."""
    shutil.copytree(DEMO, folder)
    year = folder / "notices" / "2023"
    for name in ("demo-2023-12", "demo-2023-8"):
        text, yaml = ((year / f"{name}.{ending}").read_text("utf-8") for ending in ("txt", "yaml"))
        for number in range(100, 100 + copies):
            copy = f"{name}{number}"
            source = text.replace("〔2023〕12 号", f"〔2023〕{number} 号")
            digests = [hashlib.sha256(words.encode()).hexdigest() for words in (text, source)]
            record = yaml.replace(name, copy).replace("〔2023〕12号", f"〔2023〕{number}号").replace(*digests)
            (year / f"{copy}.txt").write_text(source, encoding="utf-8", newline="\n")
            (year / f"{copy}.yaml").write_text(record, encoding="utf-8", newline="\n")
    return folder


# --- on this machine ----------------------------------------------------------------------------


def test_the_result_is_that_of_one_process(tmp_path: Path, run: Runs) -> None:
    data, out = many(tmp_path / "data", 20), tmp_path / "out"
    told = result(run(data, out, "local[2]"))
    expected = in_one_process(data, tmp_path / "one")
    assert shown(out) == expected
    assert as_lines(newest(out) / "parquet") == expected
    assert told["where"] == newest(out).as_uri()
    assert told["statements"] == len(expected)
    assert told["graphs"] == len({line.rsplit(b" ", 2)[1] for line in expected})
    assert sorted(entry.name for entry in newest(out).glob("[!.]*")) == ["build.json", "nquads", "parquet"]


def test_what_is_wrong_keeps_all_from_being_shown(demo: Path, tmp_path: Path, run: Runs) -> None:
    out, file = tmp_path / "out", demo / "notices" / "2023" / "demo-2023-8.yaml"
    assert "where" in result(run(demo, out, "local[2]"))
    before, entries = shown(out), sorted(out.glob("build-*"))
    file.write_text(file.read_text("utf-8").replace("genre: announcement", "genre: nonsense"), encoding="utf-8")
    # The same document number as another notice: found only where all notices come together.
    twin = shutil.copy(demo / "notices" / "2022" / "demo-2022-9.yaml", demo / "notices" / "2022" / "demo-2022-99.yaml")
    Path(twin).write_text(Path(twin).read_text("utf-8").replace("id: demo-2022-9", "id: demo-2022-99"), "utf-8")
    told = result(run(demo, out, "local[2]"))
    assert told["texts"][0].startswith(f"{demo}/notices/2022/demo-2022-99.yaml:8:")
    assert told["texts"][1].startswith(f"{file}:9:8:")
    assert told["codes"][0] == "number-twice"
    assert (shown(out), sorted(out.glob("build-*"))) == (before, entries)
    left_out = result(run(demo, out, "local[2]", "--keep-going"))
    assert left_out["bad"] == ["demo-2022-99.yaml", "demo-2023-8.yaml"]
    file.unlink()
    Path(twin).unlink()
    assert shown(out) == in_one_process(demo, tmp_path / "one")


def test_what_spark_needs_is_told(demo: Path, tmp_path: Path, run: Runs) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    without = {"PATH": str(tmp_path / "empty"), "JAVA_HOME": ""}
    assert result(run(demo, out, "local[2]", **without))["codes"] == ["java-missing"]
    assert result(run(demo, out, f"spark://127.0.0.1:{free_port()}"))["codes"] == ["master-unreachable"]
    assert result(run(demo, out, "nonsense"))["codes"] == ["spark-failed"]
    assert not list(out.glob("build-*"))


def test_an_executor_with_another_python_is_told(demo: Path, tmp_path: Path, run: Runs) -> None:
    other = tmp_path / "python"
    other.write_text(f'#!/bin/sh\nPYTHONPATH="${{PYTHONPATH#*:}}" exec {sys.executable} -S "$@"\n', encoding="utf-8")
    other.chmod(0o755)
    told = result(run(demo, tmp_path / "out", "local[2]", PYSPARK_PYTHON=str(other)))
    assert told["codes"] == ["executor-unlike"]
    gone = result(run(demo, tmp_path / "out", "local[2]", PYSPARK_PYTHON=str(tmp_path / "gone")))
    assert gone["codes"] == ["executor-unlike"]


def test_a_folder_of_others_is_left_alone(demo: Path, tmp_path: Path, run: Runs) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "letter.txt").write_text("dear", encoding="utf-8")
    told = result(run(demo, tmp_path / "theirs", "local[2]"))
    assert told["codes"] == ["foreign-output"]
    assert [entry.name for entry in (tmp_path / "theirs").iterdir()] == ["letter.txt"]


def test_a_killed_driver_leaves_the_old_output_or_the_new(demo: Path, tmp_path: Path, run: Runs) -> None:
    out = tmp_path / "out"
    start = time.monotonic()
    assert "where" in result(run(demo, out, "local[2]"))
    taken = time.monotonic() - start
    old = shown(out)
    for ending in ("yaml", "txt"):
        (demo / "notices" / "2023" / f"demo-2023-12.{ending}").unlink()
    new = in_one_process(demo, tmp_path / "one")
    assert old != new
    moments = random.Random(64)
    for _ in range(KILLS):
        process = run(demo, out, "local[2]")
        time.sleep(moments.uniform(0.2, taken))
        process.kill()  # the driver alone: its Java is to find out by itself, perhaps while the next one works
        process.wait(PATIENCE)
        assert shown(out) in (old, new)
    assert "where" in result(run(demo, out, "local[2]"))
    assert shown(out) == new
    assert list(out.glob("build-*")) == [newest(out)]


# --- on a cluster -------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def cluster(folder: Path) -> "Iterator[tuple[str, list[subprocess.Popen[str]]]]":
    """Run a master and two workers on this machine; give the master's URL and the workers."""
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    processes = [daemon(folder, "master.Master", "--port", str(port))]
    try:
        wait_for(lambda: accepts(port))
        for number in (1, 2):
            words = ("--cores", "1", "--memory", "600m", "--work-dir", str(folder / f"work{number}"), url)
            processes.append(daemon(folder, "worker.Worker", "--port", str(free_port()), *words))
        log = folder / "worker.Worker.log"
        wait_for(lambda: log.read_text("utf-8", "replace").count("Successfully registered with master") == 2)
        yield url, processes[1:]
    finally:
        for process in processes:
            for child in children(process.pid):
                os.kill(child, signal.SIGKILL)
            end(process)


def daemon(folder: Path, name: str, *words: str) -> "subprocess.Popen[str]":
    import pyspark

    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}"]
    settings = {"SPARK_HOME": str(home), "SPARK_LOG_DIR": str(folder), "PYSPARK_PYTHON": sys.executable}
    with (folder / f"{name}.log").open("a", encoding="utf-8") as log:
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--webui-port", str(free_port()), *words],
            env={**java_environment(), **settings},
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def accepts(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def test_an_executor_or_a_worker_that_is_killed_costs_nothing(tmp_path: Path, run: Runs) -> None:
    data, out = many(tmp_path / "data", 90), tmp_path / "out"
    expected = in_one_process(data, tmp_path / "one")
    with cluster(tmp_path) as (url, workers):
        for kill_worker in (False, True):
            process = run(data, out, url)
            wait_for(lambda: some_are_done(out))
            victim = workers[0].pid if kill_worker else children(workers[0].pid)[0]
            os.kill(victim, signal.SIGKILL)
            assert process.poll() is None
            assert not list(out.glob("build-*/rows/_SUCCESS"))  # it died while notices were being made
            told = result(process)
            assert told["statements"] == len(expected)
            assert shown(out) == expected
            assert as_lines(newest(out) / "parquet") == expected
            assert int(newest(out).name.split("-")[1]) == 1 + kill_worker


def some_are_done(out: Path) -> bool:
    """Tell whether a task that makes notices has been committed."""
    return any(out.glob("build-*/rows/_temporary/0/task_*"))
