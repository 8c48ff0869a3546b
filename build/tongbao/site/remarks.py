"""Remarks on a site that was made: what it leaves out, and why."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from tongbao import paths
from tongbao.errors import Text
from tongbao.pipeline.output import built_at
from tongbao.pipeline.tree import MANIFEST, read_manifest
from tongbao.site.pages.render import Site
from tongbao.site.tables.files import has_parquet


def remarks(site: Site, built: Path, data: Path, gone: int, *, remembers: bool) -> Iterator[Text]:
    """Yield what a site leaves out, because something is missing in this installation, this build or the dataset."""
    written, read = (shlex.join(["--data", str(data), option, str(built)]) for option in ("--out", "--build"))
    if changed := _changed_since(built, data):
        yield Text(
            f"{changed.en} after the graph was built. The site shows the build; run `tongbao build {written}` to include the changes.",
            f"{changed.zh}，发布的仍是此前构建的内容；如有改动，请运行 `tongbao build {written}` 纳入。",
        )
    if gone:
        yield Text(
            f"{gone:,} notice(s) of this site are no longer in the dataset: their addresses now answer 410 (gone). "
            "To keep them, leave the notice in the data with `state: {value: withdrawn, basis: later-notice}`.",
            f"本网站原有的 {gone:,} 份公文已不在数据集中，其网址此后答复“已移除”（410）。如需保留，请将公文留在数据中并写明"
            " `state: {value: withdrawn, basis: later-notice}`。",
        )
    if not remembers:
        yield _FORGOTTEN
    if not (built / "graph.nq").exists():
        yield Text(
            f"The graph is published in parts of N-Quads; for whole files, export them first: `tongbao export nq ttl trig jsonld {read}`.",
            f"图谱按部分（N-Quads）发布；如需整个文件，请先写出：`tongbao export nq ttl trig jsonld {read}`。",
        )
    if not (site.version and site.modified):
        yield _UNDATED
    if not site.scripts:
        yield _NO_SCRIPTS
    if not has_parquet():
        yield Text(f"Without Parquet tables: {paths.extra('parquet')}", f"未含 Parquet 表：{paths.extra('parquet')}")


def _changed_since(built: Path, data: Path) -> Text | None:
    """Return how the data differ from the data of the build. dataset.yaml is read each time."""
    had = {name.rpartition("/")[2] for name in read_manifest(built / MANIFEST) if name.startswith("parts/notice/")}
    has = {f"{file.stem}.nq": file for file in data.glob("notices/*/*.yaml")}
    if gone := sorted(had - has.keys()):
        name = _first([name.removesuffix(".nq") for name in gone])
        return Text(f"The notice {name.en} was removed from the data", f"公文 {name.zh} 在图谱构建之后已从数据中移除")
    if new := sorted(has.keys() - had):
        name = _first([has[name].relative_to(data).as_posix() for name in new])
        return Text(f"{name.en} was left out, or was added", f"{name.zh} 未纳入图谱，或在图谱构建之后加入")
    when = built_at(built) or (built / MANIFEST).stat().st_mtime_ns
    files = [
        file
        for pattern in ("units.yaml", "places.yaml", "notices/*/*.yaml", "notices/*/*.txt")
        for file in data.glob(pattern)
    ]
    if newer := sorted(file.relative_to(data).as_posix() for file in files if file.stat().st_mtime_ns > when):
        name = _first(newer)
        return Text(f"{name.en} was saved", f"{name.zh} 在图谱构建之后保存过")
    return None


def _first(names: Sequence[str]) -> Text:
    """Return the first of some names, and how many more there are."""
    first, more = names[0], len(names) - 1
    return Text(f"{first} and {more:,} more", f"{first} 等 {more + 1:,} 项") if more > 0 else Text(first, first)


_FORGOTTEN = Text(
    "The record of what this site published before is lost: if something was removed from the dataset since, its addresses "
    "answer 404 (not found) instead of 410 (gone). Keep the folder .tongbao of the site.",
    "本网站此前发布内容的记录已丢失：其后若有内容从数据集中移除，其网址将答复 404（不存在）而非 410（已移除）。请保留网站中的 .tongbao 文件夹。",
)
_UNDATED = Text(
    "dataset.yaml lacks `version` or `modified`, or both: pages, catalogue and RO-Crate show only what it gives.",
    "dataset.yaml 未写 `version` 与 `modified`（或其一），页面、目录与 RO-Crate 因此未予注明。",
)
_NO_SCRIPTS = Text(
    "Without editor, search and moving network: their scripts were not bundled when this was installed; `make web` bundles them.",
    "未含编辑器、搜索与动态网络：安装时未能打包其脚本；请运行 `make web`。",
)
