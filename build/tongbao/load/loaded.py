"""Read a dataset: only its description of itself, or all of it at once."""

from dataclasses import dataclass
from pathlib import Path

from tongbao.errors import DataError, Place, Problem, Text
from tongbao.load.authority import Authority, read_authority
from tongbao.load.dataset import check_dataset
from tongbao.load.decode import decode
from tongbao.load.facts import NoticeFacts
from tongbao.load.folder import scan
from tongbao.load.notice import read_notice
from tongbao.load.reader import read_yaml
from tongbao.load.vocabulary import read_vocabulary
from tongbao.model import Dataset


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset in memory: its description of itself, its units and places, and its notices in order of id."""

    dataset: Dataset
    authority: Authority
    notices: tuple[NoticeFacts, ...]


def load(data: Path) -> Loaded:
    """Read a whole dataset into memory; raise DataError with every problem of every file."""
    dataset, problems = read_dataset(data)
    vocabulary, found = read_vocabulary(data)
    problems += found
    if vocabulary is None:  # without it, no code of a record proves anything
        raise DataError(*problems)
    authority, found = read_authority(data, vocabulary)
    problems += found
    years = list(scan(data, problems))
    ids = {notice for year in years for notice in year.notices}
    files = [Path(year.file(notice)) for year in years for notice in year.notices]
    read = [read_notice(file, data, authority, ids) for file in files]
    problems.extend(problem for _, found in read for problem in found)
    if problems or dataset is None:
        raise DataError(*problems)
    notices = sorted((facts for facts, _ in read if facts), key=lambda facts: facts.record.id)
    return Loaded(dataset, authority, tuple(notices))


def read_dataset(data: Path) -> tuple[Dataset | None, list[Problem]]:
    """Return a dataset's description of itself and the problems in it; raise DataError where there is no folder."""
    check_folder(data)
    document = read_yaml(data / "dataset.yaml", data)
    dataset = decode(document, Dataset)
    if dataset:
        check_dataset(document, dataset)
    return (None if document.problems else dataset), document.problems


def check_folder(data: Path) -> None:
    """Raise DataError where a folder holds no dataset."""
    if not data.is_dir():
        raise DataError(_no_folder(data))
    if not any((data / name).exists() for name in ("dataset.yaml", "units.yaml", "notices")):
        what = Text("There is no dataset in this folder.", "此文件夹中没有数据集。")
        raise DataError(Problem("no-data", what, _no_folder(data).cure, Place(data)))


def _no_folder(data: Path) -> Problem:
    return Problem(
        "no-data",
        Text("The data folder does not exist.", "没有这个数据文件夹。"),
        Text(
            "Give the folder of a dataset (--data), or start one with `tongbao init DIR`.",
            "请指定数据集文件夹（--data），或用 `tongbao init DIR` 新建。",
        ),
        Place(data),
    )
