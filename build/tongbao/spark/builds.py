"""The output of Spark: a folder for each build, on any file system; the newest finished build is the one shown.

``<out>/build-<number>-<letters>/`` holds ``nquads/``, ``parquet/`` and ``build.json``, which is written last and in one step.
A build without it is not finished; readers take the build with the greatest name that has it. So a kill at any moment leaves
either the previous build or the new one, even on stores that cannot rename a folder.
"""

import time
import uuid
from typing import TYPE_CHECKING, Any

from tongbao.spark import errors

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ABOUT = "build.json"
ABANDONED = 24 * 3600
"""Seconds without activity after which an unfinished build counts as abandoned."""


class Builds:
    """The builds of one output, a URI."""

    def __init__(self, spark: "SparkSession", out: str) -> None:
        from py4j.protocol import Py4JJavaError

        jvm: Any = spark._jvm
        self.out = out
        self._path = jvm.org.apache.hadoop.fs.Path
        try:
            root = self._path(out)
            self._fs = root.getFileSystem(spark._jsc.hadoopConfiguration())
            self._fs.mkdirs(root)
        except Py4JJavaError as error:
            raise errors.unwritable(out, _message(error)) from error
        self._refuse_foreign()

    def begin(self) -> str:
        """Return the name of a new build, greater than that of any other."""
        numbers = [int(name.split("-")[1]) for name in self._names()]
        return f"build-{max(numbers, default=0) + 1:06}-{uuid.uuid4().hex[:8]}"

    def uri(self, *names: str) -> str:
        """Return the URI of something below the output."""
        return "/".join([self.out.rstrip("/"), *names])

    def drop(self, *names: str) -> None:
        """Remove something below the output."""
        self._fs.delete(self._at(*names), True)

    def publish(self, build: str, about: bytes) -> None:
        """Show a build whose files are all written."""
        new = self._at(build, f"_{ABOUT}")
        stream = self._fs.create(new, True)
        try:
            stream.write(bytearray(about))
        finally:
            stream.close()
        if not self._fs.rename(new, self._at(build, ABOUT)):
            raise errors.unwritable(self.uri(build), ABOUT)

    def sweep(self, *, alone: bool) -> None:
        """Remove finished builds that are not shown, and abandoned ones; with ``alone``, all unfinished ones."""
        names = self._names()
        finished = {name for name in names if self._fs.exists(self._at(name, ABOUT))}
        shown = max(finished, default="")
        for name in names:
            if name != shown and (name in finished or alone or self._age(name) > ABANDONED):
                self.drop(name)

    def _age(self, name: str) -> float:
        statuses = [self._fs.getFileStatus(self._at(name)), *self._list(name)]
        return time.time() - max(float(status.getModificationTime()) for status in statuses) / 1000

    def _names(self) -> list[str]:
        return [name for status in self._list() if errors.BUILD.fullmatch(name := status.getPath().getName())]

    def _list(self, *names: str) -> list[Any]:
        return list(self._fs.listStatus(self._at(*names)))

    def _at(self, *names: str) -> Any:
        return self._path(self.uri(*names))

    def _refuse_foreign(self) -> None:
        errors.refuse_foreign(self.out, (status.getPath().getName() for status in self._list()))


def _message(error: Any) -> str:
    return str(error.java_exception.getMessage() or error.java_exception.getClass().getName())
