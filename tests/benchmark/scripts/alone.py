"""The fastest parse and the fastest validation alone: yaml-rs over all notices, the Rust SHACL engine over N-Triples.

    python alone.py DATASET BATCHES SHAPES PROCESSES

BATCHES holds ready-made N-Triples, one file for each few notices, with the units these mention. Nothing is mapped,
placed, sorted or written. Prints one JSON object: how many notices, and how many nodes broke a shape.
"""

import json
import multiprocessing
import sys
from pathlib import Path

import shacl
import yaml_rs

shapes: shacl.Shapes


def prepare(text: str) -> None:
    """Compile the shapes, once in each process."""
    global shapes
    shapes = shacl.Shapes.from_text(text)


def work(task: tuple[list[Path], Path]) -> int:
    """Parse a few notices and validate their statements; return the number of results."""
    notices, batch = task
    for notice in notices:
        yaml_rs.loads(notice.read_text(encoding="utf-8"), parse_datetime=False)
    return len(shapes.validate_text(batch.read_text(encoding="utf-8"), format="ntriples").results)


def main(dataset: Path, batches: Path, shapes_file: Path, processes: int) -> None:
    """Share the work between processes."""
    notices = sorted(dataset.glob("notices/*/*.yaml"))
    files = sorted(batches.glob("*.nt"))
    size = -(-len(notices) // len(files))
    tasks = [(notices[n * size : (n + 1) * size], file) for n, file in enumerate(files)]
    with multiprocessing.get_context("fork").Pool(
        processes, prepare, [shapes_file.read_text(encoding="utf-8")]
    ) as pool:
        results = sum(pool.imap_unordered(work, tasks))
    print(json.dumps({"notices": len(notices), "results": results}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
