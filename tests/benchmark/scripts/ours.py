"""Our own mapping in one process: from notices to N-Quads lines in one file, without validation.

    python ours.py DATASET OUT.nq

Prints one JSON object: the seconds from files and from records in memory, and the number of statements.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tongbao.iris import Iris
from tongbao.load import NoticeFacts, notice_files, read_authority, read_dataset, read_notice
from tongbao.populate import derived_statements, notice_statements
from tongbao.write import quad_lines


def main(data: Path, out: Path) -> None:
    """Map all notices twice, and tell how long each took."""
    dataset, _ = read_dataset(data)
    authority, _ = read_authority(data)
    assert dataset
    iris, files = Iris(dataset.base), notice_files(data)
    ids = {file.stem for file in files}

    def from_files() -> Iterator[NoticeFacts]:
        for file in files:
            facts, problems = read_notice(file, data, authority, ids)
            assert facts, problems
            yield facts

    def mapped(notices: Callable[[], Iterator[NoticeFacts]]) -> tuple[float, int]:
        start, count = time.perf_counter(), 0
        with out.open("w", encoding="utf-8", newline="\n") as lines:
            for facts in notices():
                own = quad_lines(notice_statements(facts, iris), iris.notice_graph(facts.record.id))
                derived = quad_lines(derived_statements(facts, iris), iris.graph("derived"))
                lines.writelines(own)
                lines.writelines(derived)
                count += len(own) + len(derived)
        return time.perf_counter() - start, count

    kept = list(from_files())  # also warms up what is made once
    records, _ = mapped(kept.__iter__)
    kept.clear()
    whole, count = mapped(from_files)
    print(json.dumps({"files": whole, "records": records, "statements": count}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
