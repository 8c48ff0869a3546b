"""The screen a build ends with: what was read and made, three answers, where the files are, what to try next."""

import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from wcwidth import wcswidth

from tongbao.build import Built
from tongbao.errors import Language, Text
from tongbao.iris import TERMS
from tongbao.load import Loaded, plain
from tongbao.queries import find_question
from tongbao.store import MemoryStore, Rows, Term
from tongbao.tables import Labels, find_labels, shorten, write_table

SHOWN = ("co-lead-pairs", "leads-by-unit", "achieved-and-intended-money")
"""The questions that are answered."""
ROWS = 5
WIDTH = 36
"""Columns of the terminal that one cell may take."""


def build_screen(built: Built, out: Path, seconds: float, options: list[str], language: Language) -> str:
    """Return the screen; ``options`` name the dataset and the output for the commands it suggests."""
    answers = _answers(built, out, options, language) if built.loaded.notices else []
    return "\n".join([*_summary(built, out, seconds, language), *answers, *_next_steps(built, out, options, language)])


def command(*words: str) -> str:
    """Write a command of this program so that it can be pasted into a shell."""
    beside = Path(sys.executable).with_name("tongbao")
    program = "tongbao" if shutil.which("tongbao") or not beside.exists() else str(_near(beside))
    return shlex.join([program, *words])


def _summary(built: Built, out: Path, seconds: float, language: Language) -> list[str]:
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
        (Text("Among them", "其中"), Text(", ", "，").to(language).join(f"{classes[f'<{TERMS}{name}>']} {label.to(language)}" for name, label in COUNTED.items())),
        (Text("Validated", "校验"), _verdict(built).to(language)),
        (Text("Written", "写出"), Text(f"{_near(out) / 'graph.nq'} in {seconds:.1f} s", f"{_near(out) / 'graph.nq'}，用时 {seconds:.1f} 秒").to(language)),
    ]  # fmt: skip
    return [f"{label.to(language)}{' ' * (12 - wcswidth(label.to(language)))}{text}" for label, text in rows]


COUNTED = {
    "Participation": Text("participations", "次参与"),
    "Commendation": Text("commendations", "项表扬"),
    "Outcome": Text("outcomes", "项成效"),
    "Honour": Text("honours", "项荣誉"),
    "CitedWork": Text("cited works", "份文件"),
    "TextSpan": Text("text spans", "处原文"),
}


def _verdict(built: Built) -> Text:
    count = len(built.findings)
    if not count:
        return Text("all valid", "全部有效")
    return Text(f"valid; {count} remark(s): tongbao validate", f"有效；{count} 条提示：tongbao validate")


def _answers(built: Built, out: Path, options: list[str], language: Language) -> list[str]:
    store = MemoryStore(out / "graph.nq")
    return [_excerpt(name, store, built.loaded.dataset.base, options, language) for name in SHOWN]


def _excerpt(name: str, store: MemoryStore, base: str, options: list[str], language: Language) -> str:
    """Show the head of an answer, narrow enough for a terminal, and how to see the rest."""
    question = find_question(name)
    rows = store.select(question.bind({}))
    labels = find_labels(rows, language, store)
    head = Rows(rows.variables, [tuple(_brief(term, labels, base) for term in row) for row in rows.rows[:ROWS]])
    table = "\n".join(f"  {line}" for line in write_table(head, {}, language).splitlines()[:-2])
    more = len(rows.rows) - len(head.rows)
    again = command("query", name, *options)
    rest = Text(f"… {more} more: {again}", f"……另有 {more} 行：{again}")
    whole = Text(f"all: {again}", f"详见：{again}")
    return f"\n{question.summary.to(language)}\n{table}\n  {(rest if more else whole).to(language)}"


def _brief(term: Term | None, labels: Labels, base: str) -> ox.Literal | None:
    """Put a label in the place of an IRI, and cut what is long."""
    if term is None:
        return None
    if isinstance(term, ox.Literal) and wcswidth(term.value) <= WIDTH:
        return term
    text = (
        labels.get(term.value) or shorten(term.value, base)
        if isinstance(term, ox.NamedNode)
        else getattr(term, "value", "")
    )
    while wcswidth(text) > WIDTH:
        text = text[:-2] + "…"
    return ox.Literal(text)


def _next_steps(built: Built, out: Path, options: list[str], language: Language) -> list[str]:
    names = ", ".join(sorted(path.name for path in out.iterdir() if not path.name.startswith(".")))
    files = Text(f"Files in {_near(out)}: {names}", f"{_near(out)} 中的文件：{names}")
    steps = [command("query", "--list")]
    if unit := _busiest(built.loaded):
        steps.append(command("query", "partners-of-unit", "--unit", unit, *options))
    return [f"\n{files.to(language)}", Text("Try next:", "接下来可以：").to(language), *(f"  {step}" for step in steps)]


def _busiest(loaded: Loaded) -> str | None:
    """Return the short name of a unit that leads most measures."""
    leads = Counter(lead.unit for facts in loaded.notices for measure in facts.measures for lead in measure.leads)
    if not leads:
        return None
    unit = loaded.authority.units[min(leads, key=lambda key: (-leads[key], key))]
    return plain(unit.short[0] if unit.short else unit.name)


def _near(path: Path) -> Path:
    """Write a path from here, where it lies below."""
    here, path = Path.cwd(), path.absolute()
    return path.relative_to(here) if path.is_relative_to(here) else path
