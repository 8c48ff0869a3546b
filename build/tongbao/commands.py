"""What each command does, and what it shows a person."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.answers import ask
from tongbao.errors import Language, Text
from tongbao.iris import TERMS
from tongbao.queries import list_questions as listed_questions
from tongbao.store import MemoryStore

if TYPE_CHECKING:  # what a build needs is imported by the commands that build: a question is answered at once
    from tongbao.build import Built, Progress

SHOWN = ("co-lead-pairs", "leads-by-unit", "time-saved")
"""The questions that a build answers on its last screen."""
ROWS = 5


def build(data: Path, out: Path, engine_name: str, language: Language) -> int:
    """Build the graph and show what came of it; findings that block are shown instead, and nothing is written."""
    from tongbao import build as job
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
    print(_summary(built, out, time.perf_counter() - start, language))
    print(_answers(built, out, language))
    print(_next_steps(out, language))
    return 0


def validate(data: Path, engine_name: str, form: str, language: Language) -> int:
    """Check a dataset without writing anything; report every finding."""
    from tongbao import build as job
    from tongbao.validate import choose_engine, write_report

    engine, remark = choose_engine(engine_name)
    if remark:
        print(remark.to(language), file=sys.stderr)
    progress = _progress(language)
    loaded, lines = job.populate(data, progress)
    progress(Text("Validating", "正在校验"))
    findings = job.check(data, loaded, lines, engine)
    _forget_progress()
    print(write_report(findings, form, language))
    return job.InvalidError.exit_code if any(finding.blocks for finding in findings) else 0


def list_questions(language: Language) -> int:
    """List the stored questions, the name first on each line."""
    print(listed_questions(language), end="")
    return 0


def query(question: str, parameters: dict[str, str], out: Path, form: str, language: Language) -> int:
    """Answer one question from the graph of a build."""
    asked = sys.stdin.read() if question == "-" else question
    print(ask(asked, MemoryStore(out / "graph.nq"), parameters, form, language), end="")
    return 0


def init(folder: Path, language: Language) -> int:
    """Start a dataset."""
    from tongbao.scaffold import new_dataset

    for file in new_dataset(folder):
        print(file)
    print(Text("Next:", "下一步：").to(language))
    print(f"  tongbao new SOURCE.txt --data {folder}")
    print(f"  tongbao build --data {folder}")
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


def _summary(built: "Built", out: Path, seconds: float, language: Language) -> str:
    loaded, classes = built.loaded, built.classes
    measures = sum(len(facts.measures) for facts in loaded.notices)
    read = Text(
        f"Read        {len(loaded.notices)} notice(s), {measures} measures, {len(loaded.authority.units)} units, "
        f"{len(loaded.authority.places)} places",
        f"读取  {len(loaded.notices)} 份通报，{measures} 项举措，{len(loaded.authority.units)} 个单位，"
        f"{len(loaded.authority.places)} 个地区",
    )
    names = ("Outcome", "Participation", "Commendation", "Honour", "CitedWork", "Platform", "TextSpan")
    counted = ", ".join(f"{classes[f'<{TERMS}{name}>']} {name}" for name in names)
    made = Text(
        f"Populated   {built.statements:,} statements: {counted} …", f"生成  {built.statements:,} 条陈述：{counted} …"
    )
    valid = Text("Validated   all valid", "校验  全部有效")
    if built.findings:
        count = len(built.findings)
        valid = Text(
            f"Validated   valid, with {count} remarks: tongbao validate",
            f"校验  有效，另有 {count} 条提示：tongbao validate",
        )
    wrote = Text(
        f"Wrote       {out / 'graph.nq'} in {seconds:.1f} s", f"写出  {out / 'graph.nq'}，用时 {seconds:.1f} 秒"
    )
    return "\n".join(text.to(language) for text in (read, made, valid, wrote))


def _answers(built: "Built", out: Path, language: Language) -> str:
    if not built.loaded.notices:
        return ""
    store = MemoryStore(out / "graph.nq")
    return "\n".join(_excerpt(name, ask(name, store, {}, "table", language), language) for name in SHOWN)


def _excerpt(name: str, table: str, language: Language) -> str:
    """Show the head of an answer, and how to see the rest."""
    lines = table.splitlines()
    more = len(lines) - (ROWS + 2)
    rest = Text(f"… {more} more: tongbao query {name}", f"……另有 {more} 行：tongbao query {name}")
    return "\n".join([f"\n{name}", *lines[: ROWS + 2], *([rest.to(language)] if more > 0 else [])])


def _next_steps(out: Path, language: Language) -> str:
    files = Text("Files", "文件").to(language)
    after = Text("Try next", "接下来可以").to(language)
    names = ", ".join(sorted(path.name for path in out.iterdir() if not path.name.startswith(".")))
    return (
        f"\n{files}: {out}/ {names}\n{after}:\n  tongbao query --list\n  tongbao query partners-of-unit --unit 市税务局"
    )
