"""How templates run: compiled ones are kept as Python keeps compiled modules, and what they call is called as Python does."""

import contextlib
import importlib.util
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.runtime import Context


class Compiled(FileSystemBytecodeCache):
    """The folder of the compiled templates, for compiling them in each process would take a second; where it cannot be read or written, they are compiled again.

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


class Plain(Context):
    """Calls what a template calls as Python does: what Jinja looks at before each call took a quarter of the time of a page."""

    @staticmethod
    def call(
        function: Callable[..., Any], /, *given: Any, _loop_vars: Any = (), _block_vars: Any = (), **named: Any
    ) -> Any:
        """Call a function or macro; ours need nothing of the context, nor the variables around the call."""
        return function(*given, **named)
