"""The screen at the end of a build: what was read and made, three answers, where the files are, what to try next."""

import shlex
import shutil
import sys
from pathlib import Path

import pyoxigraph as ox
from wcwidth import wcswidth

from tongbao.ask.labels import find_labels
from tongbao.ask.people import Labels, shorten, write_table
from tongbao.ask.questions import find_question, headings
from tongbao.ask.shown import in_words
from tongbao.ask.store import MemoryStore, Rows, Term
from tongbao.cli.call import Call
from tongbao.errors import Language, Text
from tongbao.pipeline.build import Built
from tongbao.pipeline.tree import MANIFEST
from tongbao.rdf.iris import TERMS

SHOWN = ("co-lead-pairs", "leads-by-unit", "achieved-and-intended-money")
"""The questions whose answers are shown."""
ROWS = 5
WIDTH = 36
"""Columns of the terminal that one cell may take."""


def build_screen(call: Call, built: Built, seconds: float) -> str:
    """Return the screen; its suggested commands name the dataset and the build as the call did."""
    out, language, options = call.out, call.language, call.dataset_as("--build")
    shown = [*_summary(call, built, seconds)]
    busiest = None
    if built.classes[_NOTICE] and (out / "graph.nq").exists():
        store = MemoryStore(out / "graph.nq")
        shown += [_excerpt(name, store, built.outcome.base, options, language) for name in SHOWN]
        busiest = _busiest(store)
    return "\n".join([*shown, *_next_steps(out, options, busiest, language)])


def command(*words: str) -> str:
    """Return a command of this program, quoted so that it can be pasted into a shell."""
    beside = Path(sys.executable).with_name("tongbao")
    program = "tongbao" if shutil.which("tongbao") or not beside.exists() else str(_near(beside))
    return shlex.join([program, *words])


def _summary(call: Call, built: Built, seconds: float) -> list[str]:
    outcome, classes, language = built.outcome, built.classes, call.language
    read = Text(
        f"{outcome.notices:,} notice(s), {classes[f'<{TERMS}Measure>']:,} measures, {outcome.units:,} units, {outcome.places:,} places",
        f"{outcome.notices:,} 份公文，{classes[f'<{TERMS}Measure>']:,} 项举措，{outcome.units:,} 个单位，{outcome.places:,} 个地区",
    )
    rows = [
        (Text("Read", "读取"), read.to(language)),
        (Text("Made", "生成"), Text(f"{outcome.made:,} notice(s); {outcome.notices - outcome.made:,} unchanged", f"{outcome.made:,} 份公文；{outcome.notices - outcome.made:,} 份未变").to(language)),
        (Text("Stated", "陈述"), Text(f"{built.statements:,} statements in {built.graphs} graphs", f"{built.statements:,} 条陈述，分为 {built.graphs} 个图").to(language)),
        (Text("Among them", "其中"), Text(", ", "，").to(language).join(f"{classes[f'<{TERMS}{name}>']:,} {label.to(language)}" for name, label in COUNTED.items() if classes[f'<{TERMS}{name}>'])),
        (Text("Validated", "校验"), _verdict(call, built).to(language)),
        (Text("Written", "写出"), Text(f"{_near(call.out)} in {seconds:.1f} s", f"{_near(call.out)}，用时 {seconds:.1f} 秒").to(language)),
    ]  # fmt: skip
    rows = [(label, text) for label, text in rows if text]  # an empty dataset has no counts
    if built.gone:
        names = ", ".join(built.gone)
        forms = [name.removeprefix("graph.") for name in built.gone]
        again = command("export", *forms, *call.dataset_as("--build"))
        gone = Text(
            f"{names}, exported from an earlier build; to export them again: {again}",
            f"此前导出的 {names}；如需重新导出：{again}",
        )
        rows.append((Text("Removed", "移除"), gone.to(language)))
    return [f"{label.to(language)}{' ' * (12 - wcswidth(label.to(language)))}{text}" for label, text in rows]


COUNTED = {
    "Participation": Text("participations", "次参与"),
    "Commendation": Text("commended", "个受表扬对象"),
    "Criticism": Text("criticised", "个受批评对象"),
    "Outcome": Text("outcomes", "项成效"),
    "Honour": Text("recognitions", "项认可情况"),
    "CitedWork": Text("cited works", "份文件"),
    "TextSpan": Text("text spans", "处原文"),
}


def _verdict(call: Call, built: Built) -> Text:
    count, bad = len(built.outcome.findings), len(built.outcome.bad)
    out = Text(f"{bad:,} notice(s) left out; ", f"略去 {bad:,} 份公文；") if bad else Text("", "")
    if not count:
        rest = Text("the others valid", "其余有效") if bad else Text("all valid", "全部有效")
        return Text(out.en + rest.en, out.zh + rest.zh)
    again = command("validate", *call.dataset_as())
    said = Text(f"valid; {count} remark(s): {again}", f"有效；{count} 条提示：{again}")
    return Text(out.en + said.en, out.zh + said.zh)


def _excerpt(name: str, store: MemoryStore, base: str, options: list[str], language: Language) -> str:
    """Return the first rows of an answer, narrow enough for a terminal, and the command that shows the rest."""
    question = find_question(name)
    rows = in_words(store.select(question.bind({})), question, language)
    labels = find_labels(rows, language, store)
    named = headings(question)
    columns = tuple(named[name].to(language) for name in rows.variables)
    head = Rows(columns, [tuple(_brief(term, labels, base) for term in row) for row in rows.rows[:ROWS]])
    table = "\n".join(f"  {line}" for line in write_table(head, {}, language).splitlines()[:-2])
    more = len(rows.rows) - len(head.rows)
    again = command("query", name, *options)
    rest = Text(f"… {more} more: {again}", f"……另有 {more} 行：{again}")
    whole = Text(f"all: {again}", f"详见：{again}")
    return f"\n{question.summary.to(language)}\n{table}\n  {(rest if more else whole).to(language)}"


def _brief(term: Term | None, labels: Labels, base: str) -> ox.Literal | None:
    """Return a term with a label instead of an IRI, and shortened where it is long."""
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


def _next_steps(out: Path, options: list[str], unit: str | None, language: Language) -> list[str]:
    names = ", ".join(sorted(path.name for path in out.iterdir() if not path.name.startswith(".")))
    files = Text(f"Files in {_near(out)}: {names}", f"{_near(out)} 中的文件：{names}")
    if not (out / MANIFEST).exists():  # Spark's output is not for our other commands
        return [f"\n{files.to(language)}"]
    steps = [command("query", "--list")]
    if unit:
        steps.append(command("query", "partners-of-unit", "--unit", unit, *options))
    return [f"\n{files.to(language)}", Text("Try next:", "接下来可以：").to(language), *(f"  {step}" for step in steps)]


def _busiest(store: MemoryStore) -> str | None:
    """Return the short name of the unit that leads most measures; the first by IRI where several lead as many."""
    rows = store.select(_BUSIEST).rows
    return getattr(rows[0][0], "value", None) if rows else None


_BUSIEST = """
SELECT ?name WHERE {
  { SELECT ?unit (COUNT(?measure) AS ?measures) { ?unit tb:leads ?measure } GROUP BY ?unit }
  ?unit skos:prefLabel ?label
  FILTER(LANG(?label) = "zh")
  OPTIONAL { ?unit skos:altLabel ?short FILTER(LANG(?short) = "zh") }
  BIND(COALESCE(?short, ?label) AS ?name)
} ORDER BY DESC(?measures) STR(?unit) STRLEN(?name) LIMIT 1
"""
_NOTICE = f"<{TERMS}Notice>"


def _near(path: Path) -> Path:
    """Return a path relative to the current folder, where it is below it."""
    here, path = Path.cwd(), path.absolute()
    return path.relative_to(here) if path.is_relative_to(here) else path
