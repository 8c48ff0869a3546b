"""Load the records of a dataset."""

import os
from pathlib import Path

from tongbao.load import loaded
from tongbao.load.loaded import Loaded


def load(data: "str | os.PathLike[str]") -> Loaded:
    """Return the records of a dataset: its description of itself, its units and places, and its notices, with every quotation placed.

    Raises DataError, with every problem of every file and its place. Nothing is built or validated by shapes;
    ``tongbao.validate`` does that.

    >>> loaded = tongbao.load("data")
    >>> notice = loaded.notices[0]
    >>> notice.record.id, len(notice.measures)
    ('xiamen-2023-64', 20)
    """
    return loaded.load(Path(data))
