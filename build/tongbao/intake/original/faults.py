"""Errors about files that cannot be read, and checks that every reader shares."""

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from tongbao import limits, paths
from tongbao.errors import Place, Problem, Text, UsageError


def refused(file: Path, code: str, what: tuple[str, str], cure: tuple[str, str]) -> UsageError:
    """Return the error that says why a file is not read, and what to do: each in English and in Chinese."""
    return UsageError(Problem(code, Text(*what), Text(*cure), Place(file)))


def broken(file: Path, kind: tuple[str, str]) -> UsageError:
    """Return the error for a file whose bytes do not follow its format; ``kind`` names the format in both languages."""
    return refused(
        file,
        "broken-file",
        (
            f"The file is no sound {kind[0]}: it is damaged or not complete.",
            f"文件不是完好的{kind[1]}：已损坏或不完整。",
        ),
        (
            "Get it again from the office, or open it in its own program and save it again.",
            "请重新取得文件，或用原软件打开后另存。",
        ),
    )


def too_large(file: Path, what: tuple[str, str]) -> UsageError:
    """Return the error for a file that is beyond a bound; ``what`` names the bound in both languages."""
    return refused(
        file,
        "too-large",
        (f"The file is larger than a notice can be: {what[0]}.", f"文件超出公文应有的大小：{what[1]}。"),
        (
            "Each file holds one notice; check that this is the right file, or save the notice alone.",
            "每个文件只放一份公文；请确认文件是否正确，或仅保存该公文。",
        ),
    )


def too_deep(file: Path) -> UsageError:
    """Return the error for a file whose parts lie in each other more deeply than any notice needs."""
    return too_large(file, ("its parts are nested too deeply", "嵌套层次过深"))


def check_marks(count: int, file: Path) -> None:
    """Raise UsageError where a file has more tags and attributes than memory is meant for."""
    if count > limits.MARKS:
        most = f"{limits.MARKS:,}"
        raise too_large(file, (f"it has more than {most} tags and attributes", f"标签和属性超过 {most} 个"))


def check_grid(places: int, columns: int, file: Path) -> None:
    """Raise UsageError where a table has too many columns, or too many places in its grid."""
    if columns > limits.GRID_COLUMNS:
        most = f"{limits.GRID_COLUMNS:,}"
        raise too_large(file, (f"a table has more than {most} columns", f"表格超过 {most} 列"))
    if places > limits.GRID_PLACES:
        most = f"{limits.GRID_PLACES:,}"
        raise too_large(file, (f"a table has more than {most} cells", f"表格超过 {most} 个单元格"))


def library(name: str, file: Path) -> tuple[ModuleType, str]:
    """Import a library of the extra ``draft``, and return it with its name and version: ``lxml 6.1.3``.

    Raise UsageError where it is not installed.
    """
    try:
        return import_module(name), f"{name.partition('.')[0]} {version(name.partition('.')[0])}"
    except ImportError as error:
        command = paths.extra("draft")
        raise refused(
            file,
            "not-installed",
            (
                f"Reading this file needs the library {name.partition('.')[0]}.",
                f"读取此文件需要程序库 {name.partition('.')[0]}。",
            ),
            (f"Install it: {command}", f"请安装：{command}"),
        ) from error
