"""Files of a site are written by several processes at once."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tongbao.site.folder import put

FOLDERS, PROCESSES = 400, 4


def write(out: Path, process: int) -> int:
    return sum(sum(put(out, {f"{n}/b/{process}": b"."}).values()) for n in range(FOLDERS))


def test_processes_make_the_same_folders_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(PROCESSES) as processes:
        assert sum(processes.map(write, [tmp_path] * PROCESSES, range(PROCESSES))) == FOLDERS * PROCESSES
