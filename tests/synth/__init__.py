"""Make datasets of synthetic notices, to try the machinery with at any size.

Everything in them is invented: the nation, its cities and bodies, the sentences. Their shape is that of the real
notice: lengths, numbers of leads, outcomes and honours, quotations. ``tests/synth/test_synth.py`` compares them.
"""

import csv
import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tests.synth.faults import Fault, chosen, commit
from tests.synth.notice import Draft, draft
from tests.synth.places import City, shared_bodies, shared_places
from tests.synth.plan import Head, cities, heads
from tests.synth.writer import Record, flow, yaml_text

from tongbao.errors import OutputError, Place, Problem, Text, UsageError, system_reason
from tongbao.files.appearing import appearing
from tongbao.progress import SILENT, Progress
from tongbao.rdf.iris import Iris

__all__ = ["BASE", "Fault", "Synthesis", "synthesise"]

BASE = "https://example.org/synth/"
MOST = 10_000_000
"""How many notices may be asked for: these are 20 million files."""


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What was made: the folder, how many notices, units and places, and the faults a validator must find."""

    folder: Path
    notices: int
    units: int
    places: int
    faults: tuple[Fault, ...]


def synthesise(folder: Path, notices: int, seed: int, faults: int = 0, progress: Progress = SILENT) -> Synthesis:
    """Write a dataset of so many synthetic notices into a new or empty folder.

    It loads without a problem and breaks no shape, but for the faults asked for: each is in a notice of its own and
    makes a validator report once. They are listed in ``faults.csv`` (notice, shape, focus), which stands beside
    ``dataset.yaml`` even if empty. The same arguments give the same bytes everywhere. A notice depends on the seed
    and on its number: a larger dataset begins with the notices of a smaller one, and has more cities, whose units and
    places are added at the end of their files. Only faults change with the number of notices.

    The folder appears whole, by one rename. Raises UsageError for numbers that make no sense, OutputError where the
    folder holds anything or cannot be written.
    """
    _check(notices, seed, faults)
    _refuse_what_is_there(folder)
    try:
        with appearing(folder) as out:
            return _write(out, folder, notices, seed, faults, progress)
    except OSError as error:
        reason = system_reason(error)
        what = Text(f"The folder cannot be written: {reason.en}.", f"无法写入文件夹：{reason.zh}。")
        cure = Text("Check permissions and free space, or give another.", "请检查权限与剩余空间，或另选文件夹。")
        raise OutputError(Problem("synth-unwritable", what, cure, Place(folder))) from error


def _check(notices: int, seed: int, faults: int) -> None:
    if not 1 <= notices <= MOST or seed < 0 or faults < 0:
        what = Text(
            f"{notices} notices, seed {seed}, {faults} faults: these cannot be made.",
            f"无法生成：通报 {notices} 份，种子 {seed}，错误 {faults} 处。",
        )
        cure = Text(
            f"Ask for 1 to {MOST:,} notices, and nothing negative.", f"通报须为 1 至 {MOST:,} 份，其余不得为负。"
        )
        raise UsageError(Problem("synth-numbers", what, cure))
    if faults > notices:
        what = Text(f"{faults} faults do not fit in {notices} notices.", f"{notices} 份通报放不下 {faults} 处错误。")
        cure = Text("A notice has one fault at most: ask for fewer.", "每份通报至多一处错误：请减少错误数。")
        raise UsageError(Problem("synth-faults", what, cure))


def _refuse_what_is_there(folder: Path) -> None:
    another = Text("Give a folder that does not exist yet, or an empty one.", "请给出尚不存在的或空的文件夹。")
    if os.path.lexists(folder) and not folder.is_dir():
        what = Text("This is not a folder.", "这不是文件夹。")
        raise OutputError(Problem("synth-not-folder", what, another, Place(folder)))
    try:
        is_empty = not folder.is_dir() or not any(folder.iterdir())
    except OSError as error:
        reason = system_reason(error)
        what = Text(f"The folder cannot be read: {reason.en}.", f"无法读取文件夹：{reason.zh}。")
        raise OutputError(Problem("synth-unreadable", what, another, Place(folder))) from error
    if not is_empty:
        what = Text("The folder is not empty: nothing was written.", "文件夹非空：未写入任何内容。")
        raise OutputError(Problem("synth-not-empty", what, another, Place(folder)))


def _write(out: Path, folder: Path, notices: int, seed: int, faults: int, progress: Progress) -> Synthesis:
    places = [City(seed, number) for number in range(cities(notices))]
    shared, sick, iris = shared_bodies(), chosen(seed, notices, faults), Iris(BASE)
    found: list[Fault] = []
    previous = ""
    progress.step(Text("Writing notices", "正在写出通报"), notices)
    for head in heads(seed, notices, places):
        made = draft(seed, head, places[head.city], shared)
        if head.number in sick:
            found.append(commit(cast(dict[str, Any], made.record), sick[head.number], iris, previous))
        _write_notice(out, made)
        previous = head.id
        progress.done()
    units = {body.id: body.record() for body in shared.values()}
    units |= {body.id: body.record() for city in places for body in city.bodies.values()}
    lands = shared_places()
    lands |= {place.id: place.record() for city in places for place in (city.place, *city.districts)}
    _write_text(out / "places.yaml", _PLACES + _entries(lands))
    _write_text(out / "units.yaml", _UNITS + _entries(units))
    _write_text(out / "faults.csv", _table(found))
    _write_text(out / "dataset.yaml", _DATASET)
    return Synthesis(folder, notices, len(units), len(lands), tuple(found))


def _write_notice(out: Path, made: Draft) -> None:
    head: Head = made.head
    source = f"{head.id}.txt"
    data = made.text.encode()
    made.record["source"] = {"file": source, "sha256": hashlib.sha256(data).hexdigest()}
    year = out / "notices" / str(head.day.year)
    year.mkdir(parents=True, exist_ok=True)
    (year / source).write_bytes(data)
    _write_text(year / f"{head.id}.yaml", _NOTICE + yaml_text(made.record))


def _write_text(file: Path, text: str) -> None:
    file.write_bytes(text.encode())  # the same line ends on every system


def _entries(records: Mapping[str, Record]) -> str:
    """Write units or places, each field on its line."""
    blocks = []
    for key, record in records.items():
        fields = "".join([f"  {name}: {flow(value)}\n" for name, value in record.items()])
        blocks.append(f"\n{key}:\n{fields}")
    return "".join(blocks)


def _table(faults: list[Fault]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(Fault._fields)
    writer.writerows(faults)
    return table.getvalue()


_DATASET = f"""\
# Synthetic notices, made by `tongbao synth`. No place, body, person or figure in them exists.
# 由 `tongbao synth` 生成的合成通报。其中的地区、单位、个人与数据均属虚构。
base: {BASE}
title: 合成通报（虚构，仅供测试）
english: Synthetic notices (invented, for tests only)
license: https://creativecommons.org/publicdomain/zero/1.0/
version: 1.0.0
modified: 2025-01-01
"""
_PLACES = "# Invented territories; codes that begin with 9 belong to nobody. 虚构地区；9 开头的代码不属于任何地区。\n"
_UNITS = "# Invented units. 虚构单位。\n"
_NOTICE = "# A synthetic notice: everything in it is invented. 合成通报，内容均属虚构。\n"
