"""How soon the command answers."""

import sys

from tests.benchmark.figures import Figure, Section
from tests.benchmark.workplace import Workplace, interleaved, run

from tongbao.errors import Text
from tongbao.paths import DATA

HELP = 0.25
ANSWER = 0.6


def starting(place: Workplace) -> Section:
    """Measure whole processes: the help, and a question about the real notice; Python itself beside them."""
    out = place.folder / "built-real"
    place.tongbao("build", "--data", str(DATA), "--out", str(out))
    timings = interleaved(
        place.sizes.starts,
        python=lambda: run([sys.executable, "-c", "pass"]).seconds,
        help=lambda: place.tongbao("--help").seconds,
        query=lambda: place.tongbao("query", "co-lead-pairs", "--data", str(DATA), "--build", str(out)).seconds,
    )
    python = timings["python"].middle
    figures = []
    for name, command, goal in (("help", "tongbao --help", HELP), ("query", "tongbao query co-lead-pairs", ANSWER)):
        middle = timings[name].middle
        figures.append(
            Figure(
                what=Text(f"{command}", f"{command}"),
                ours=f"{middle:.2f} s",
                reference=Text(f"python -c pass: {python:.3f} s", f"python -c pass：{python:.3f} s"),
                ratio=f"{middle / python:.0f}×",
                goal=Text(f"< {goal} s", f"< {goal} s"),
                met=middle < goal,
            )
        )
    return Section(figures=figures, raw={name: timing.seconds for name, timing in timings.items()})
