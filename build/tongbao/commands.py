"""What each command does, and what it shows a person."""

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from wcwidth import wcswidth

from tongbao.answers import ask
from tongbao.errors import Language, Text
from tongbao.iris import TERMS
from tongbao.queries import find_question
from tongbao.queries import list_questions as listed_questions
from tongbao.store import MemoryStore, Rows, Term
from tongbao.tables import Labels, find_labels, shorten, write_table

if TYPE_CHECKING:  # what a build needs is imported by the commands that build: a question is answered at once
    from tongbao.build import Built, Progress

SHOWN = ("co-lead-pairs", "leads-by-unit", "achieved-and-intended-money")
"""The questions that a build answers on its last screen."""
ROWS = 5
WIDTH = 36
"""Columns of the terminal that one cell of the last screen may take."""


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
    counts = {
        "notices": len(loaded.notices),
        "measures": sum(len(facts.measures) for facts in loaded.notices),
        "units": len(loaded.authority.units),
        "places": len(loaded.authority.places),
    }
    rows = [
        (Text("Read", "读取"), Text("{notices} notice(s), {measures} measures, {units} units, {places} places", "{notices} 份通报，{measures} 项举措，{units} 个单位，{places} 个地区").to(language).format(**counts)),
        (Text("Stated", "生成"), Text(f"{built.statements:,} statements in {built.graphs} graphs", f"{built.statements:,} 条陈述，分为 {built.graphs} 个图").to(language)),
        (Text("Among them", "其中"), ", ".join(f"{classes[f'<{TERMS}{name}>']} {label.to(language)}" for name, label in COUNTED.items())),
        (Text("Validated", "校验"), _verdict(built).to(language)),
        (Text("Written", "写出"), Text(f"{_near(out) / 'graph.nq'} in {seconds:.1f} s", f"{_near(out) / 'graph.nq'}，用时 {seconds:.1f} 秒").to(language)),
    ]  # fmt: skip
    return "\n".join(f"{label.to(language)}{' ' * (12 - wcswidth(label.to(language)))}{text}" for label, text in rows)


COUNTED = {
    "Participation": Text("participations", "次参与"),
    "Commendation": Text("commendations", "项表扬"),
    "Outcome": Text("outcomes", "项成效"),
    "Honour": Text("honours", "项荣誉"),
    "CitedWork": Text("cited works", "份文件"),
    "TextSpan": Text("text spans", "处原文"),
}


def _verdict(built: "Built") -> Text:
    count = len(built.findings)
    if not count:
        return Text("all valid", "全部有效")
    return Text(f"valid; {count} remark(s): tongbao validate", f"有效；{count} 条提示：tongbao validate")


def _answers(built: "Built", out: Path, language: Language) -> str:
    if not built.loaded.notices:
        return ""
    store = MemoryStore(out / "graph.nq")
    return "\n".join(_excerpt(name, store, language) for name in SHOWN)


def _excerpt(name: str, store: MemoryStore, language: Language) -> str:
    """Show the head of an answer, narrow enough for a terminal, and how to see the rest."""
    question = find_question(name)
    rows = store.select(question.bind({}))
    labels = find_labels(rows, language, store)
    head = Rows(rows.variables, [tuple(_brief(term, labels) for term in row) for row in rows.rows[:ROWS]])
    table = "\n".join(f"  {line}" for line in write_table(head, {}, language).splitlines()[:-2])
    more = len(rows.rows) - len(head.rows)
    rest = Text(f"… {more} more: tongbao query {name}", f"……另有 {more} 行：tongbao query {name}")
    whole = Text(f"all: tongbao query {name}", f"详见：tongbao query {name}")
    return f"\n{question.summary.to(language)}\n{table}\n  {(rest if more else whole).to(language)}"


def _brief(term: Term | None, labels: Labels) -> ox.Literal | None:
    """Put a label in the place of an IRI, and cut what is long."""
    if term is None:
        return None
    if isinstance(term, ox.Literal) and wcswidth(term.value) <= WIDTH:
        return term
    text = (
        labels.get(term.value) or shorten(term.value) if isinstance(term, ox.NamedNode) else getattr(term, "value", "")
    )
    while wcswidth(text) > WIDTH:
        text = text[:-2] + "…"
    return ox.Literal(text)


def _next_steps(out: Path, language: Language) -> str:
    names = ", ".join(sorted(path.name for path in out.iterdir() if not path.name.startswith(".")))
    files = Text(f"Files in {_near(out)}: {names}", f"{_near(out)} 中的文件：{names}")
    command = _command()
    return "\n".join(
        [
            f"\n{files.to(language)}",
            Text("Try next:", "接下来可以：").to(language),
            f"  {command} query --list",
            f"  {command} query partners-of-unit --unit 市税务局",
        ]
    )


def _near(path: Path) -> Path:
    """Write a path from here, where it lies below."""
    here, path = Path.cwd(), path.absolute()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _command() -> str:
    """Return what to type for this program: its name where the shell finds it, else its file."""
    beside = Path(sys.executable).with_name("tongbao")
    return "tongbao" if shutil.which("tongbao") or not beside.exists() else str(_near(beside))
