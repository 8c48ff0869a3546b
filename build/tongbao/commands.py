"""What each command does; what a build needs is imported by those that build, so that a question is answered at once."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao import queries
from tongbao.answers import ask
from tongbao.errors import DataError, Language, Problem, Text, UsageError
from tongbao.store import MemoryStore

if TYPE_CHECKING:
    from tongbao.build import Progress


def build(data: Path, out: Path, options: list[str], engine_name: str, language: Language) -> int:
    """Build the graph and show what came of it; findings that block are shown instead, and nothing is written."""
    from tongbao import build as job
    from tongbao.screen import build_screen
    from tongbao.validate import choose_engine, write_report

    start = time.perf_counter()
    engine, remark = choose_engine(engine_name)
    try:
        built = job.build(data, out, engine, _progress(language))
    except job.InvalidError as error:
        _forget_progress()
        print(write_report(error.findings, "text", language))
        unchanged = Text("Nothing was written; the output of before is untouched.", "未写出任何内容，原有输出未变。")
        print(unchanged.to(language), file=sys.stderr)
        return error.exit_code
    _forget_progress()
    if remark:
        print(remark.to(language), file=sys.stderr)
    print(build_screen(built, out, time.perf_counter() - start, options, language))
    return 0


def validate(data: Path, engine_name: str, form: str, language: Language) -> int:
    """Check a dataset without writing anything; report every finding."""
    from tongbao import build as job
    from tongbao.validate import choose_engine, write_problems, write_report

    engine, remark = choose_engine(engine_name)
    if remark:
        print(remark.to(language), file=sys.stderr)
    progress = _progress(language)
    try:
        loaded, lines = job.populate(data, progress)
    except DataError as error:
        _forget_progress()
        if form != "text":  # a report is wanted, whatever it has to say
            print(write_problems(error.problems, form, language))
        raise
    progress(Text("Validating", "正在校验"))
    findings = job.check(data, loaded, lines, engine)
    _forget_progress()
    print(write_report(findings, form, language))
    return job.InvalidError.exit_code if any(finding.blocks for finding in findings) else 0


def list_questions(language: Language) -> int:
    """List the stored questions, the name first on each line."""
    print(queries.list_questions(language), end="")
    return 0


def query(question: str, parameters: dict[str, str], out: Path, form: str, language: Language) -> int:
    """Answer one question from the graph of a build."""
    asked = f"{_standard_input()}\n" if question == "-" else question  # a line break marks it as a query's text
    print(ask(asked, MemoryStore(out / "graph.nq"), parameters, form, language), end="")
    return 0


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        what = Text("What comes from standard input is not UTF-8.", "标准输入不是 UTF-8 编码。")
        raise UsageError(Problem("not-utf-8", what, Text("Convert it first.", "请先转换编码。"))) from error


def init(folder: Path, language: Language) -> int:
    """Start a dataset."""
    from tongbao.scaffold import new_dataset
    from tongbao.screen import command

    for file in new_dataset(folder):
        print(file)
    print(Text("Next:", "下一步：").to(language))
    print(f"  {command('new', 'SOURCE.txt', '--data', str(folder))}")
    print(f"  {command('build', '--data', str(folder))}")
    return 0


def new(source: Path, data: Path, name: str | None, year: int | None, place: str | None, language: Language) -> int:
    """Write the skeleton of a notice, and list its gaps."""
    from tongbao.scaffold import GAP, new_notice

    file, gaps = new_notice(source, data, name, year, place)
    print(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    print(Text(f"{len(gaps)} gaps to fill in:", f"共 {len(gaps)} 处待填：").to(language))
    for gap in gaps:
        print(f"  {file.name}:{gap}: {lines[gap - 1].partition(GAP)[2].strip(' :')}")
    return 0


# --- screens ------------------------------------------------------------------------------------


def _progress(language: Language) -> "Progress":
    def show(step: Text) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[2K{step.to(language)} …", end="", file=sys.stderr, flush=True)

    return show


def _forget_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
