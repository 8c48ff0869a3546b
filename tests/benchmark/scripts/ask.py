"""Ask one stored question of a store on disk, several times in one process.

    python ask.py STORE QUESTION TIMES [PARAMETER=TERM …] [rows]

Prints one JSON object: the seconds of each time, the first one cold, from the query to its last row read; how many
rows; with the word rows, the rows too. Opening the store is not counted.
"""

import json
import sys
import time
from pathlib import Path

from tongbao.ask.questions import find_question
from tongbao.ask.store import DiskStore


def main(folder: Path, question: str, times: int, words: list[str]) -> None:
    """Ask and tell."""
    store = DiskStore(folder)
    store.ask("ASK {}")
    terms = dict(word.split("=", 1) for word in words if "=" in word)
    query = find_question(question).bind(terms)
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        rows = store.select(query).rows
        seconds.append(time.perf_counter() - start)
    told: dict[str, object] = {"seconds": seconds, "rows": len(rows)}
    if "rows" in words:
        told["values"] = [[getattr(cell, "value", None) for cell in row] for row in rows]
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
