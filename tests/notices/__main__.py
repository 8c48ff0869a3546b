"""Show how many facts of each document were expected, entered and found: ``python -m tests.notices [--fields]``."""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.notices.asked import ask
from tests.notices.dataset import documents


def main() -> None:
    """Print the table."""
    total: Counter[int] = Counter()
    print("document field expected entered found", sep="\t")
    for folder, number in documents():
        with TemporaryDirectory() as data:
            counts = ask(folder, number, Path(data)).counts()
        if "--fields" in sys.argv:
            for field, numbers in counts.items():
                print(f"{folder}/{number}", field, *numbers, sep="\t")
        sums = [sum(column) for column in zip(*counts.values(), strict=True)]
        total.update(dict(enumerate(sums)))
        print(f"{folder}/{number}", "all", *sums, sep="\t")
    print("all", "all", *total.values(), sep="\t")


if __name__ == "__main__":
    main()
