"""The whole graph of a build in one file, made from its parts on request."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.files.digest import sha256_of
from tongbao.pipeline.output import held_output
from tongbao.pipeline.seal import CHANGED, check_sealed, distrust
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.progress import Progress
from tongbao.rdf.formats import FORMATS, write_format
from tongbao.rdf.namespaces import TB


def export(out: Path, forms: Sequence[str], progress: Progress) -> list[Path]:
    """Write the whole graph of a build in some formats beside its parts; return the files.

    Raises OutputError when there is no build, or when its files were changed.
    """
    require_build(out)
    forms = list(dict.fromkeys(forms))
    progress.step(WAITING)
    with held_output(out, wait=PATIENCE) as output, scratch(output.cache / "export") as folder:
        check(out)
        for other in (form for form in FORMATS if form not in forms):  # the other formats stay as they are
            if (file := out / f"graph.{other}").exists():
                check_sealed(file)
        parts = _parts(out)
        for form in FORMATS:
            if form in forms or form == "nq":  # the other formats are made from it
                progress.step(Text(f"Writing graph.{form}", f"正在写出 graph.{form}"))
                write_format(form, folder, parts, _base(out))
        for form in forms:
            output.add(folder / f"graph.{form}")
    return [out / f"graph.{form}" for form in forms]


PATIENCE = 3600.0
"""Seconds to wait for a build, or for another command that makes the same files."""
WAITING = Text("Waiting for the output folder", "正在等待输出文件夹")


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Yield an empty folder for a block; what a killed run left there is removed first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def holds_drafts(out: Path) -> bool:
    """Tell whether a build was made with drafts: its dataset says so."""
    with (out / "parts" / "vocabulary.nq").open(encoding="utf-8", newline="\n") as lines:
        return any(line.split(" ", 2)[1] == TB.holdsDrafts for line in lines)


def check(out: Path) -> None:
    """Raise OutputError where a part differs from the list of parts, or the list from the build; the next build makes it again."""
    listed = read_manifest(out / MANIFEST)
    check_sealed(out / MANIFEST)
    for path, sha256 in listed.items():
        try:
            found = sha256_of(out / path)
        except OSError as error:
            raise OutputError(Problem("part-unreadable", *CHANGED, Place(out / path))) from error
        if found != sha256:
            distrust(out / path)
            raise OutputError(Problem("part-differs", *CHANGED, Place(out / path)))


def _parts(out: Path) -> list[Path]:
    require_build(out)
    return [out / path for path in read_manifest(out / MANIFEST)]


def _base(out: Path) -> str:
    """Return the base IRI of a build: the beginning of the IRIs of its graphs."""
    with (out / "parts" / "vocabulary.nq").open(encoding="utf-8") as lines:
        return re.split(r"graph/(?:dataset|vocabulary/[^/]+)> \.$", next(lines).rstrip().rpartition("<")[2])[0]


def require_build(out: Path) -> None:
    """Raise OutputError where there is no build."""
    if not (out / MANIFEST).exists():
        raise OutputError(no_build(out))


def no_build(out: Path) -> Problem:
    """Return the problem of a folder that holds no build, or one made on Spark, which is read in another way."""
    if any(out.glob("build-*/build.json")):
        return Problem(
            "no-build",
            Text("This is the output of a build on Spark.", "这是 Spark 构建的输出。"),
            Text(
                "Load its nquads/ into a store or read its parquet/; to ask questions here, build without Spark in another folder.",
                "请将其 nquads/ 载入存储，或读取其 parquet/；如需在此查询，请不用 Spark，在另一文件夹中构建。",
            ),
            Place(out),
        )
    return Problem(
        "no-build",
        Text("There is no build here.", "此处没有构建结果。"),
        Text("Build the graph first: `tongbao build`.", "请先构建：`tongbao build`。"),
        Place(out),
    )
