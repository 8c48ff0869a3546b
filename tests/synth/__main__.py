"""Make a dataset of synthetic notices: ``python -m tests.synth --notices 1000 --out DIR``."""

import argparse
import sys
from pathlib import Path

from tests.synth import synthesise

from tongbao.cli.bars import Bars
from tongbao.errors import TongbaoError


def main() -> int:
    """Make what the command line asks for, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.synth", description=__doc__, allow_abbrev=False)
    parser.add_argument("--notices", type=int, required=True, metavar="N", help="how many notices")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other notices (default: 1)")
    parser.add_argument("--faults", type=int, default=0, metavar="K", help="how many notices get a fault (default: 0)")
    options = parser.parse_args()
    try:
        with Bars("en") as bars:
            synthesise(options.out, options.notices, options.seed, options.faults, bars)
    except TongbaoError as error:
        print(*(problem.to("en") for problem in error.problems), sep="\n", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
