"""Our own mapping: from notices to N-Quads lines in one file, without validation.

    python ours.py DATASET OUT.nq PROCESSES

Each process appends one notice after another. Prints one JSON object: the seconds from files and, for one process,
from records in memory, and the number of statements.
"""

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tongbao.load import NoticeFacts, notice_files, read_authority, read_dataset, read_notice
from tongbao.populate import derived_statements, notice_statements
from tongbao.rdf.iris import Iris
from tongbao.rdf.nquads import quad_lines


class Mapper:
    """Reads the notices of a dataset, and maps them."""

    def __init__(self, data: Path, out: Path) -> None:
        dataset, _ = read_dataset(data)
        self.authority, _ = read_authority(data)
        assert dataset
        self.data, self.out, self.iris = data, out, Iris(dataset.base)
        self.files = notice_files(data)
        self.ids = {file.stem for file in self.files}

    def read(self, files: Iterable[Path]) -> Iterator[NoticeFacts]:
        for file in files:
            facts, problems = read_notice(file, self.data, self.authority, self.ids)
            assert facts, problems
            yield facts

    def write(self, notices: Iterable[NoticeFacts]) -> int:
        """Append the lines of notices, those of each by one write, so that processes do not mix theirs."""
        count = 0
        with self.out.open("ab", buffering=0) as lines:
            for facts in notices:
                own = quad_lines(notice_statements(facts, self.iris), self.iris.notice_graph(facts.record.id))
                own += quad_lines(derived_statements(facts, self.iris), self.iris.graph("derived"))
                lines.write("".join(own).encode())
                count += len(own)
        return count


_workers: list[Mapper] = []
"""The mapper of this process, which it got when it was forked."""


def map_share(files: list[Path]) -> int:
    """Read and map some notices in a worker."""
    return _workers[0].write(_workers[0].read(files))


def timed(out: Path, work: Callable[[], int]) -> tuple[float, int]:
    """Do some work into an empty file; return its seconds and how many statements it made."""
    out.write_bytes(b"")
    start = time.perf_counter()
    count = work()
    return time.perf_counter() - start, count


def main(data: Path, out: Path, processes: int) -> None:
    """Map all notices, and tell how long that took."""
    mapper = Mapper(data, out)
    if processes == 1:
        kept = list(mapper.read(mapper.files))  # also warms up what is made once
        records, _ = timed(out, lambda: mapper.write(kept))
        kept.clear()
        files, count = timed(out, lambda: mapper.write(mapper.read(mapper.files)))
        print(json.dumps({"files": files, "records": records, "statements": count}))
        return
    shares = [mapper.files[start : start + 20] for start in range(0, len(mapper.files), 20)]

    def shared() -> int:
        with multiprocessing.get_context("fork").Pool(processes, _workers.append, (mapper,)) as pool:
            return sum(pool.imap_unordered(map_share, shares))

    files, count = timed(out, shared)
    print(json.dumps({"files": files, "statements": count}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
