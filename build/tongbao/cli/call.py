"""One call of a command: its options, and where its dataset and its build are."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tongbao import paths
from tongbao.cli.parser import Parser
from tongbao.errors import Language, Problem, Text


class Call(NamedTuple):
    """How a command was called."""

    options: argparse.Namespace
    more: Sequence[str]
    """The words that belong to no option."""
    language: Language
    parser: Parser

    def show(self, text: Text) -> None:
        """Print a text on standard output."""
        print(text.to(self.language))

    def note(self, text: Text | Problem) -> None:
        """Print a text on standard error: it is for the person, not for the program that reads the output."""
        print(text.to(self.language), file=sys.stderr)

    @property
    def data(self) -> Path:
        """Return the folder of the dataset."""
        return self.options.data or paths.DATA

    @property
    def out(self) -> Path:
        """Return the folder that a build is written to."""
        return Path(self.options.out) if self.options.out else self._default_out

    @property
    def build(self) -> Path:
        """Return the folder of the build to read; raise DataError where a dataset was named that does not exist."""
        if self.options.data and not self.data.is_dir():
            from tongbao.load import check_folder

            check_folder(self.data)  # reports that it does not exist
        return Path(self._named or self._default_out)

    @property
    def _default_out(self) -> Path:
        """Return where a build goes by default; one that holds drafts goes beside the real one."""
        out = default_out(self.data)
        return out.with_name(f"{out.name}-drafts") if getattr(self.options, "drafts", False) else out

    @property
    def _named(self) -> Path | str | None:
        """Return the folder of the build as it was named, or that of drafts; for Spark it may be the URI of another file system."""
        drafts = self._default_out if getattr(self.options, "drafts", False) else None
        if "build" in self.options:
            return self.options.build or getattr(self.options, "older_out", None) or drafts
        return getattr(self.options, "out", None) or drafts

    def dataset_as(self, folder: str = "") -> list[str]:
        """Return the options with which another command finds this dataset; also the build, where ``folder`` is its option for that."""
        named = {"--data": getattr(self.options, "data", None)} | ({folder: self._named} if folder else {})
        return [word for name, value in named.items() if value for word in (name, str(value))]


def default_out(data: Path) -> Path:
    """Return the default output folder of a dataset: ``out`` in its folder.

    The output of tongbao's own data goes to ``out`` in the checkout. Where the data come with a wheel, it goes to ``out`` in
    the current folder: nothing is written where packages are installed.
    """
    if data.resolve() != paths.DATA.resolve():
        return data / "out"
    return Path("out") if paths.ROOT == paths.SHIPPED else paths.ROOT / "out"
