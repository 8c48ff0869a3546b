"""Keep compiled templates as Python keeps compiled modules, so that not every process compiles them: it takes a second."""

import contextlib
import importlib.util
import sys
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """The folder of the compiled templates; where it cannot be read or written, they are compiled again.

    What was compiled from another text, by another Jinja or with other options counts as not there.
    """

    def __init__(self, folder: Path, options: object) -> None:
        super().__init__(str(folder), "%s.cache")
        self._made_with = f"{version('jinja2')} {options}"

    @classmethod
    def beside(cls, module: str, options: object) -> "Compiled":
        """Keep them where Python keeps the compiled form of a module, which is nobody else's to write."""
        return cls(Path(importlib.util.cache_from_source(module)).parent / "templates", options)

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of all that a compiled template depends on."""
        return super().get_source_checksum(f"{self._made_with}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, unless it is not there or somebody has changed it."""
        with contextlib.suppress(Exception):  # pickle raises what it will
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, where Python may write its own."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
