"""Keep compiled templates as Python keeps compiled modules: compiling them in each process would take a second."""

import contextlib
import importlib.util
import sys
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """The folder of the compiled templates; where it cannot be read or written, they are compiled again.

    A template that was compiled from another text, by another Jinja or with other options counts as missing.
    """

    def __init__(self, folder: Path, options: object) -> None:
        super().__init__(str(folder), "%s.cache")
        self._made_with = f"{version('jinja2')} {options}"

    @classmethod
    def beside(cls, module: str, options: object) -> "Compiled":
        """Return the folder where Python keeps the compiled form of a module, which nobody else can write to."""
        return cls(Path(importlib.util.cache_from_source(module)).parent / "templates", options)

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of everything that a compiled template depends on."""
        return super().get_source_checksum(f"{self._made_with}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, unless it is missing or was changed."""
        with contextlib.suppress(Exception):  # pickle may raise anything
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, where Python may write compiled modules."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
