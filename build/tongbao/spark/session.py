"""A Spark session: its requirements are checked first, so that a missing one is reported at once and clearly."""

import importlib.util
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from tongbao.pipeline.workers import own_code_only
from tongbao.spark import errors

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

CONNECTING = 10
"""Seconds within which the master must answer."""
WAITING = 300
"""Seconds within which the cluster must provide the first executor."""

_SETTINGS = {
    "spark.app.name": "tongbao",
    "spark.ui.showConsoleProgress": "false",
    "spark.executorEnv.PYTHONSAFEPATH": "1",  # import no modules from an executor's working folder
    # The other algorithm publishes each task's files separately: a task that is lost halfway leaves some of them.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    # Rows take a twentieth of the size of their N-Quads: this makes partitions of some hundred megabytes. Each row holds
    # the text of a whole notice, so only a few should be in memory at once.
    "spark.sql.files.maxPartitionBytes": "8m",
    "spark.sql.parquet.columnarReaderBatchSize": "8",
    "spark.sql.parquet.compression.codec": "zstd",
}


def check(master: str) -> None:
    """Raise UsageError or OutputError where Spark cannot be started or the master does not answer."""
    for name in ("pyspark", "pyarrow", "pandas"):
        if not importlib.util.find_spec(name):
            raise errors.missing_library(name)
    home = os.environ.get("JAVA_HOME")
    if not (home and shutil.which("java", path=f"{home}/bin")) and not shutil.which("java"):
        raise errors.missing_java()
    if master.startswith("spark://"):
        _check_reachable(master)


def _check_reachable(master: str) -> None:
    """Try to connect to the addresses of a standalone master, ``spark://one:7077,two:7077``; one must answer."""
    reasons = []
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), CONNECTING).close()
        except (OSError, ValueError, OverflowError) as error:
            reasons.append(str(error))
        else:
            return
    raise errors.unreachable(master, "; ".join(reasons))


@contextmanager
def session(master: str) -> Iterator["SparkSession"]:
    """Start Spark for a block; its messages go to a log that is kept only if it fails."""
    import pyspark
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    # Executors run the Python at the same path, unless the user names another. Without SPARK_HOME, pyspark would first
    # look for programs beside the current folder.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    handle, name = tempfile.mkstemp(prefix="tongbao-spark-", suffix=".log")
    log = Path(name)
    try:
        with _silent(), _started(master, handle) as spark:
            yield spark
    except (Py4JError, PySparkException, ConnectionError) as error:  # the last one if Java has ended
        problem = errors.told(error, log)
        if problem.problems[0].code != "spark-failed":
            log.unlink()
        raise problem from error
    except BaseException:
        log.unlink()
        raise
    log.unlink()


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the bridge to Java from logging the exceptions that it raises: the code that catches them reports what matters."""
    nobody = logging.NullHandler()
    logging.getLogger().addHandler(nobody)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(nobody)


@contextmanager
def _started(master: str, log: int) -> Iterator["SparkSession"]:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf().setMaster(master)
    for name, value in _SETTINGS.items():
        conf.set(name, value)
    if master.startswith("local"):  # no web page for such a short run, on a port that may be open to others
        conf.set("spark.ui.enabled", "false")
    try:
        with own_code_only():
            gateway = launch_gateway(conf, {"stdout": log, "stderr": log})
    finally:
        os.close(log)
    try:
        with _own_ctrl_c():
            context = SparkContext(conf=conf, gateway=gateway)
        try:
            yield SparkSession(context)
        finally:
            with suppress(Exception):  # Spark itself may have ended
                context.stop()
    finally:
        _end(gateway, SparkContext)


@contextmanager
def _own_ctrl_c() -> Iterator[None]:
    """Undo Spark's handler of ctrl-C: it would talk to Java in the middle of an answer. `run` cancels the jobs."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def _end(gateway: Any, owner: "type[SparkContext]") -> None:
    """End the Java process and forget it, so that the next session starts its own."""
    with suppress(Exception):
        gateway.shutdown()
    process = gateway.proc
    process.stdin.close()  # it ends when its input closes
    try:
        process.wait(1)
    except Exception:
        process.kill()
        process.wait()
    owner._gateway = owner._jvm = None


Result = TypeVar("Result")


def run(spark: "SparkSession", job: Callable[[], Result], done: Callable[[float], None]) -> Result:
    """Run a Spark job; while it runs, report the finished share of its tasks to ``done``."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(job)
        try:
            _watch(spark, future, done)
            return future.result()
        except BaseException:
            with suppress(Exception):
                spark.sparkContext.cancelAllJobs()
            raise


def _watch(spark: "SparkSession", future: "Future[Result]", done: Callable[[float], None]) -> None:
    context = spark.sparkContext
    assert context.master
    tracker, started, idle = context.statusTracker(), False, monotonic() + WAITING
    while not wait([future], 0.2).done:
        stages = [info for stage in tracker.getActiveStageIds() if (info := tracker.getStageInfo(stage))]
        total = sum(stage.numTasks for stage in stages)
        done(sum(stage.numCompletedTasks for stage in stages) / total if total else 0.0)
        started = started or any(stage.numActiveTasks or stage.numCompletedTasks for stage in stages)
        if not started and monotonic() > idle:
            raise errors.no_workers(context.master, WAITING)
