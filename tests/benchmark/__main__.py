"""Run the benchmark: ``python -m tests.benchmark [--quick] [SECTION …]``; what was measured before is not run again."""

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path

import msgspec
from tests.benchmark.asking import asking
from tests.benchmark.building import growth, speed
from tests.benchmark.changing import changing
from tests.benchmark.figures import Section, as_markdown, as_text
from tests.benchmark.mapping import mapping
from tests.benchmark.publishing import publishing
from tests.benchmark.serving import serving
from tests.benchmark.starting import starting
from tests.benchmark.workplace import Sizes, Workplace, machine, say

from tongbao.errors import Language
from tongbao.paths import ROOT

SECTIONS: dict[str, tuple[Callable[[Workplace], Section], tuple[str, ...]]] = {
    "speed": (speed, ("build", "plain", "runs")),
    "growth": (growth, ("build", "large", "runs")),
    "mapping": (mapping, ("mapping", "runs")),
    "changing": (changing, ("changed", "runs")),
    "starting": (starting, ("starts",)),
    "asking": (asking, ("asked", "runs")),
    "publishing": (publishing, ("published",)),
    "serving": (serving, ("asked", "loads", "seconds")),
}
"""What each section measures with, and the sizes that its figures depend on."""


def main() -> None:
    """Measure what is not measured yet, and print the table of all."""
    options = _options()
    sizes = dataclasses.replace(Sizes.quick() if options.quick else Sizes(), **dict(options.size or ()))
    place = Workplace(options.folder.resolve() / ("quick" if options.quick else "full"), sizes)
    place.folder.mkdir(parents=True, exist_ok=True)
    done = [_measured(name, place, again=options.again) for name in options.sections or SECTIONS]
    figures = [figure for section in done for figure in section.figures]
    language: Language = options.lang
    print((as_markdown if options.markdown else as_text)(figures, language))
    for note in [note for section in done for note in section.notes]:
        print(f"\n{note.to(language)}")
    here = done[0].machine
    print(
        f"\n{here['processor']}, {here['processors']} processors, {here['system']}, Python {here['python']}, {here['when']}"
    )


def _measured(name: str, place: Workplace, *, again: bool) -> Section:
    """Return what a section measured before with the same sizes, or measure it now."""
    measure, wanted = SECTIONS[name]
    sizes = {size: getattr(place.sizes, size) for size in wanted}
    file = place.folder / "timings" / f"{name}.json"
    if file.exists() and not again:
        before = msgspec.json.decode(file.read_bytes(), type=Section)
        if before.sizes == sizes:
            return before
    say(f"{name}: {sizes}")
    section = msgspec.structs.replace(measure(place), sizes=sizes, machine=machine())
    file.parent.mkdir(exist_ok=True)
    new = file.with_suffix(".new")
    new.write_bytes(msgspec.json.format(msgspec.json.encode(section)))
    new.replace(file)
    return section


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything works")
    parser.add_argument("--size", action="append", type=_size, metavar="NAME=N", help=f"one of: {_names()}")
    parser.add_argument("--again", action="store_true", help="measure again what was measured before")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".bench", help="datasets, builds, timings (default: .bench)"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    parser.add_argument("--lang", choices=["en", "zh"], default="en", help="language of the table")
    options = parser.parse_args()
    if unknown := [name for name in options.sections if name not in SECTIONS]:
        parser.error(f"no such section: {', '.join(unknown)}")
    return options


def _names() -> str:
    return ", ".join(f"{field.name} {field.default}" for field in dataclasses.fields(Sizes))


def _size(word: str) -> tuple[str, int]:
    name, _, number = word.partition("=")
    if name not in Sizes.__dataclass_fields__ or not number.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r}: NAME=N with {_names()}")
    return name, int(number)


if __name__ == "__main__":
    main()
