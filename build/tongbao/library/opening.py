"""Open what holds a graph: a build, a dataset, a file of RDF, or a SPARQL endpoint."""

import logging
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox

from tongbao.ask.rdf_file import write_statements
from tongbao.ask.store import DiskStore, MemoryStore, Store
from tongbao.ask.stored import SMALL, open_store
from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.pipeline.tree import MANIFEST
from tongbao.progress import Progress

logger = logging.getLogger("tongbao")


class Logged(Progress):
    """Logs the steps of a job."""

    def step(self, what: Text, total: int = 0) -> None:
        """Log the name of a step."""
        logger.info("%s (%d)" if total > 1 else "%s", *([what.en, total] if total > 1 else [what.en]))


def is_address(source: "str | os.PathLike[str]") -> bool:
    """Tell whether a source is the address of an endpoint, and no path."""
    return isinstance(source, str) and source.startswith(("http://", "https://"))


def store_of(source: "str | os.PathLike[str]", folder: Path) -> Store:
    """Return the store of a source; ``folder`` holds what it needs as long as it is used.

    A graph that is read from files is the one that was there when it was opened, whatever happens to the files later. Raises UsageError
    where there is nothing at that path, DataError where a file or a dataset cannot be read, InvalidError where
    a dataset breaks a shape, and OutputError where a build was changed or a server cannot be reached.
    """
    if isinstance(source, str) and is_address(source):
        return _endpoint(source)
    path = Path(source)
    if path.is_dir():
        return _of_build(path, folder) if is_build(path) else _of_dataset(path, folder)
    if not path.exists():
        raise UsageError(_nothing(path))
    return _of_file(path, folder)


def is_build(folder: Path) -> bool:
    """Tell whether a folder is the output of a build."""
    return (folder / MANIFEST).exists() or (folder / "graph.nq").exists() or any(folder.glob("build-*/build.json"))


def _endpoint(url: str) -> Store:
    from tongbao.ask.endpoint import EndpointStore

    endpoint = EndpointStore(url)
    endpoint.require_union()
    return endpoint


def _of_build(build: Path, folder: Path) -> Store:
    store = open_store(build, Logged())
    if not isinstance(store, MemoryStore):
        return store
    kept = folder / "graph.nq"
    shutil.copyfile(build / "graph.nq", kept)
    return MemoryStore(kept)


def _of_dataset(data: Path, folder: Path) -> Store:
    from tongbao.pipeline.build import build
    from tongbao.validate import choose_engine

    logger.info("Building %s for this graph alone; `tongbao build` keeps its output, which opens at once", data)
    build(data, folder / "out", choose_engine()[0], jobs=1, progress=Logged())
    return open_store(folder / "out", Logged())


def _of_file(file: Path, folder: Path) -> Store:
    statements = folder / "graph.nq"
    write_statements(file, statements)
    if statements.stat().st_size <= SMALL:
        return MemoryStore(statements)
    logger.info("Storing %s", file)
    database = ox.Store(str(folder / "database"))
    database.bulk_load(path=str(statements), format=ox.RdfFormat.N_QUADS)
    database.optimize()
    database.flush()
    del database  # only one may have the folder open
    statements.unlink()
    return DiskStore(folder / "database")


def scratch_folder() -> Path:
    """Make a folder for what a graph needs on disk."""
    return Path(mkdtemp(prefix="tongbao-"))


def _nothing(path: Path) -> Problem:
    what = Text("There is no such file or folder.", "没有此文件或文件夹。")
    cure = Text(
        "Build the graph first: `tongbao build`; or give a dataset's folder, a file of RDF, or an endpoint's address.",
        "请先构建图谱：`tongbao build`；也可给出数据集文件夹、RDF 文件或端点地址。",
    )
    return Problem("no-source", what, cure, Place(path))
