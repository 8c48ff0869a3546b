"""The errors of Spark, each as one problem."""

import re
from collections.abc import Iterable
from pathlib import Path

from tongbao.errors import OutputError, Problem, Text, TongbaoError, UsageError
from tongbao.paths import extra

UNLIKE = "tongbao: this machine has another tongbao"
UNSEEN = "tongbao: this machine does not see the dataset"
"""The messages of an executor that cannot work; the driver recognises them in the error that Spark raises."""


def missing_library(name: str) -> UsageError:
    """Return the error of a missing library of the extra."""
    what = Text(f"{name} is not installed.", f"未安装 {name}。")
    cure = Text(
        f"Install it with `{extra('spark')}`, on every machine.",
        f"请在每台机器上用 `{extra('spark')}` 安装。",
    )
    return UsageError(Problem("spark-missing", what, cure))


def missing_java() -> UsageError:
    """Return the error of a missing Java."""
    what = Text("Spark needs Java, which is not installed.", "Spark 需要 Java，但本机未安装。")
    cure = Text(
        "Install Java 17 or newer, so that `java -version` works, or set JAVA_HOME.",
        "请安装 Java 17 或更新版本，使 `java -version` 可用，或设置 JAVA_HOME。",
    )
    return UsageError(Problem("java-missing", what, cure))


def unreachable(master: str, reason: str) -> OutputError:
    """Return the error of a master that does not answer."""
    what = Text(f"There is no answer from {master}: {reason}.", f"无法连接 {master}：{reason}。")
    cure = Text(
        "Start the master, or correct --master; local[*] needs none.",
        "请启动该主节点，或更正 --master；local[*] 无需主节点。",
    )
    return OutputError(Problem("master-unreachable", what, cure))


def no_workers(master: str, seconds: int) -> OutputError:
    """Return the error of a cluster that has not provided an executor."""
    what = Text(
        f"{master} provided no executor within {seconds} seconds.",
        f"{master} 在 {seconds} 秒内未分配执行器。",
    )
    cure = Text(
        "Check that workers are registered and have the memory and cores requested in spark-defaults.conf.",
        "请检查是否有已注册的工作节点，以及其内存和核数是否满足 spark-defaults.conf 的要求。",
    )
    return OutputError(Problem("no-executor", what, cure))


def told(error: Exception, log: Path) -> TongbaoError:
    """Return an error of Spark as one of ours; ``log`` is the file with Spark's messages."""
    text = _text(error, log)
    for sign, problem in _KNOWN.items():
        if sign in text:
            return OutputError(problem)
    if found := re.search(r"ModuleNotFoundError: No module named '([\w.]+)'", text):
        return OutputError(Problem("executor-unlike", _no_module(found[1]), _SAME))
    reason = _reason(text)
    what = Text(f"Spark failed: {reason}.", f"Spark 运行失败：{reason}。")
    cure = Text(
        f"Its log is in {log}; the previous output is unchanged.",
        f"详细日志见 {log}；原有输出未受影响。",
    )
    return OutputError(Problem("spark-failed", what, cure))


def _no_module(name: str) -> Text:
    return Text(f"A machine of the cluster lacks the Python module {name}.", f"集群中某台机器缺少 Python 模块 {name}。")


_SAME = Text(
    "Install the same Python with the same tongbao[spark] on all machines, and set PYSPARK_PYTHON where its path differs.",
    "请让所有机器使用相同的 Python 和相同的 tongbao[spark]；路径不同时请设置 PYSPARK_PYTHON。",
)
_OTHER_PYTHON = Text("A machine of the cluster has a different Python.", "集群中某台机器的 Python 版本不同。")
_NO_PYTHON = Text("A machine of the cluster lacks this Python.", "集群中某台机器没有此 Python。")
_KNOWN = {
    UNLIKE: Problem(
        "executor-unlike",
        Text(
            "A machine of the cluster has a different tongbao, ontology or library.",
            "集群中某台机器的 tongbao、本体或库与此处不同。",
        ),
        _SAME,
    ),
    UNSEEN: Problem(
        "dataset-unseen",
        Text("A machine of the cluster cannot access the dataset's folder.", "集群中某台机器无法访问数据集文件夹。"),
        Text(
            "Put the dataset on a file system that all machines mount under the same path.",
            "请将数据集放在所有机器均以相同路径挂载的文件系统上。",
        ),
    ),
    "PYTHON_VERSION_MISMATCH": Problem("executor-unlike", _OTHER_PYTHON, _SAME),
    "Cannot run program": Problem("executor-unlike", _NO_PYTHON, _SAME),
    "OutOfMemoryError": Problem(
        "out-of-memory",
        Text("Spark ran out of memory.", "Spark 内存不足。"),
        Text(
            "Set spark.executor.memory higher in spark-defaults.conf; with a local master, spark.driver.memory.",
            "请在 spark-defaults.conf 中调高 spark.executor.memory；本地模式请调高 spark.driver.memory。",
        ),
    ),
    "No space left on device": Problem(
        "output-unwritable",
        Text("A disk of the cluster is full.", "集群中某块磁盘已满。"),
        Text("Free some space; the previous output is unchanged.", "请释放空间；原有输出未受影响。"),
    ),
}


def _text(error: Exception, log: Path) -> str:
    """Return the message of an error; where Java itself has ended, the log that it wrote before."""
    try:
        text = str(error)  # the text of an error from Java is fetched from Java
    except OSError:
        text = ""
    ended = not text or isinstance(error, ConnectionError) or "JAVA_GATEWAY_EXITED" in text
    return log.read_text("utf-8", "replace") if ended else text


def _reason(text: str) -> str:
    """Return the most informative line: the last cause that Java names, else the first line."""
    text = re.sub(r"^WARNING: .*\n?", "", text, flags=re.MULTILINE)
    causes = re.findall(r"^(?:Caused by: )?(?:[\w$]+\.)+([A-Z][\w$]*(?:Exception|Error)\b.*)$", text, re.MULTILINE)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (causes or lines[:1] or ["?"])[-1].rstrip(".")


def unwritable(out: str, reason: str) -> OutputError:
    """Return the error of an output that cannot be written."""
    what = Text(f"{out} cannot be written: {reason}.", f"无法写入 {out}：{reason}。")
    cure = Text("Give another place with --out, or correct the permissions.", "请用 --out 另选位置，或修正权限。")
    return OutputError(Problem("output-unwritable", what, cure))


def refuse_foreign(out: str, names: Iterable[str]) -> None:
    """Raise OutputError where an output holds anything except builds and hidden files."""
    for name in names:
        if not BUILD.fullmatch(name) and not name.startswith((".", "_")):
            raise _foreign(out, name)


BUILD = re.compile(r"build-\d{6,}-[0-9a-f]{8}")
"""The pattern of the names of builds' folders."""


def _foreign(out: str, name: str) -> OutputError:
    what = Text(
        f"{out} contains {name}, which was not made by a build on Spark.", f"{out} 中的 {name} 不是 Spark 构建的产物。"
    )
    cure = Text("Give another place with --out, or empty this one.", "请用 --out 另选位置，或先清空此处。")
    return OutputError(Problem("foreign-output", what, cure))
