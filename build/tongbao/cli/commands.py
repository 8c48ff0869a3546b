"""What each command does; what a build needs is imported by those that build, so that a question is answered at once."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongbao.cli.bars import Bars
from tongbao.errors import DataError, Language, OutputError, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.ask.store import Rows, Store
    from tongbao.pipeline.build import Built
    from tongbao.pipeline.notice import Made
    from tongbao.validate import Engine


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command works on, and the options that name it, for the commands it suggests."""

    data: Path
    out: Path
    options: list[str]

    @property
    def uri(self) -> str:
        """Return the output as it was named, which for Spark may be the URI of another file system."""
        return next((after for word, after in pairwise(self.options) if word == "--out"), str(self.out))


@dataclass(frozen=True, slots=True)
class Run:
    """Where notices are made: in so many processes of this machine, or on Spark, given by its master."""

    jobs: int | None = None
    master: str | None = None


def build(asked: Asked, engine_name: str, run: Run, language: Language, *, keep_going: bool) -> int:
    """Build the graph and show what came of it; findings that block are shown instead, and nothing is written."""
    from tongbao.cli.screen import build_screen
    from tongbao.pipeline.build import InvalidError
    from tongbao.validate import choose_engine, write_report

    start = time.perf_counter()
    engine, remark = choose_engine(engine_name)
    try:
        with Bars(language) as bars:
            built = _built(asked, engine, run, bars, keep_going=keep_going)
    except InvalidError as error:
        print(write_report(error.findings, "text", language))
        unchanged = Text("Nothing was written; the output of before is untouched.", "未写出任何内容，原有输出未变。")
        print(unchanged.to(language), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print((_SPARK_STOPPED if run.master else _STOPPED).to(language), file=sys.stderr)
        return 130
    if remark:
        print(remark.to(language), file=sys.stderr)
    print(build_screen(built, asked.out, time.perf_counter() - start, asked.options, language))
    return _tell_left_out(built.outcome.bad, language) if built.outcome.bad else 0


_STOPPED = Text(
    "Stopped; the output is that of before, or the new one if it was done. The next run goes on from here.",
    "已中断；输出仍为原有内容，若恰已完成则为新内容。下次运行将从此处继续。",
)
_SPARK_STOPPED = Text(
    "Stopped; the output shows the newest build that was finished.", "已中断；输出显示的是最近一次完成的构建。"
)


def _built(asked: Asked, engine: "Engine", run: Run, bars: Bars, *, keep_going: bool) -> "Built":
    if run.master is None:
        from tongbao.pipeline.build import build

        return build(asked.data, asked.out, engine, jobs=run.jobs, keep_going=keep_going, progress=bars)
    from tongbao.spark import build_with_spark

    built, shown = build_with_spark(asked.data, asked.uri, run.master, engine, keep_going=keep_going, progress=bars)
    print(shown)
    return built


def _tell_left_out(bad: "list[Made]", language: Language) -> int:
    """List the notices that were left out, with what is wrong with each."""
    from tongbao.validate import write_report

    for made in bad:
        for problem in made.problems:
            print(problem.to(language), file=sys.stderr)
    if findings := [finding for made in bad for finding in made.findings]:
        print(write_report(findings, "text", language), file=sys.stderr)
    print(Text(f"Left out: {len(bad)} notice(s).", f"已略去 {len(bad)} 份通报：").to(language), file=sys.stderr)
    for made in bad:
        print(f"  {made.file}", file=sys.stderr)
    return LEFT_OUT


LEFT_OUT = 5
"""The exit code of a build that left notices out."""


def validate(data: Path, engine_name: str, form: str, jobs: int | None, language: Language) -> int:
    """Check a dataset without writing anything; report every finding."""
    from tongbao.pipeline import build as job
    from tongbao.validate import blocking, choose_engine, departures, write_problems, write_report

    engine, remark = choose_engine(engine_name)
    if remark:
        print(remark.to(language), file=sys.stderr)
    try:
        with Bars(language) as bars:
            outcome = job.validate(data, engine, jobs=jobs, progress=bars)
    except DataError as error:
        if form != "text":  # a report is wanted, whatever it has to say
            print(write_problems(error.problems, form, language))
        raise
    findings = outcome.all_findings()
    print(write_report(findings, form, language))
    if form == "text" and outcome.departures:
        print(departures(outcome.departures).to(language))
    return job.InvalidError.exit_code if blocking(findings) else 0


def list_questions(language: Language) -> int:
    """List the stored questions, the name first on each line."""
    from tongbao.ask import questions as queries

    print(queries.list_questions(language), end="")
    return 0


def query(question: str, parameters: dict[str, str], place: Path | str, form: str | None, language: Language) -> int:
    """Answer one question from the graph of a build, in its folder, or from a SPARQL endpoint, given by its address."""
    from tongbao.ask.answers import ask

    asked = f"{_standard_input()}\n" if question == "-" else question  # a line break marks it as a query's text
    print(ask(asked, _store(place, language), parameters, form, language), end="")
    return 0


def _store(place: Path | str, language: Language) -> "Store":
    if isinstance(place, str):
        from tongbao.ask.endpoint import EndpointStore

        endpoint = EndpointStore(place)
        endpoint.require_union()
        return endpoint
    from tongbao.ask.stored import open_store

    with Bars(language) as bars:
        return open_store(place, bars)


def export(out: Path, forms: list[str], language: Language) -> int:
    """Write the whole graph of a build in some formats."""
    from tongbao.pipeline.export import export

    with Bars(language) as bars:
        files = export(out, forms, bars)
    for file in files:
        print(file)
    return 0


def form_of(file: Path | None) -> str:
    """Return the form of a network that a file's name asks for; ``md`` where there is no file, or its name has no ending."""
    from tongbao.network import FORMATS

    if file is None or not file.suffix:
        return "md"
    if found := [form for form in FORMATS if file.name.lower().endswith(f".{form}")]:
        return max(found, key=len)
    what = Text(f"{file.name!r} does not tell the form.", f"由 {file.name!r} 看不出格式。")
    forms = ", ".join(f".{form}" for form in FORMATS)
    cure = Text(f"Let it end in one of {forms}, or add --format.", f"请以 {forms} 之一结尾，或加 --format。")
    raise UsageError(Problem("unknown-format", what, cure))


def network(
    built: Path,
    question: str | None,
    codes: Mapping[str, frozenset[Any]],
    form: str,
    file: Path | None,
    language: Language,
) -> int:
    """Write the network of a build: of units that have a role in measures, or of the rows of a question."""
    from tongbao.network import Filters, Whole, read_network, read_query_network, write_network

    store = _store(built, language)
    with Bars(language) as bars:
        bars.step(Text("Reading the network", "正在读取网络"))
        if question is None:
            roles = codes["role"] or Filters().roles
            found = read_network(
                store, Filters(codes["level"], codes["kind"], codes["year"], roles, bool(codes["in-force"]))
            )
        else:
            found = read_query_network(store, *_edges(question, codes, store))
        if found.remark:
            print(found.remark.to(language), file=sys.stderr)
        if not found.nodes:
            print(Text("Nothing fits these filters.", "没有符合条件的内容。").to(language), file=sys.stderr)
        bars.step(Text("Measuring and placing", "正在度量与布局"))
        written = write_network(Whole.of(found), form, language)
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        return 0
    from tongbao.files.whole import write_whole

    write_whole(file, written)
    print(file)
    return 0


def _edges(question: str, codes: Mapping[str, frozenset[Any]], store: "Store") -> "tuple[Rows, Path]":
    """Return the rows of a question that are to be edges, and its file."""
    from tongbao.ask.answers import answer_to
    from tongbao.ask.store import Rows

    if given := [name for name, values in codes.items() if values]:
        what = Text(f"--{given[0]} does not go with --query.", f"--{given[0]} 不能与 --query 同用。")
        raise UsageError(Problem("usage", what, Text("Filter in the query.", "请在查询中筛选。")))
    answer, _, file = answer_to(question, store, {})
    return (answer if isinstance(answer, Rows) else Rows((), [])), file


def publish(built: Path, data: Path, out: Path, jobs: int | None, language: Language) -> int:
    """Make a web site of a build."""
    from tongbao.pipeline.runners import default_jobs
    from tongbao.site import publish

    start = time.perf_counter()
    try:
        with Bars(language) as bars:
            done = publish(built, data, out, jobs=jobs or default_jobs(), progress=bars)
    except KeyboardInterrupt:
        print(Text("Stopped; run it again to finish.", "已中断；请重新运行以补完。").to(language), file=sys.stderr)
        return 130
    for remark in done.remarks:
        print(remark.to(language), file=sys.stderr)
    seconds = time.perf_counter() - start
    said = Text(
        f"{done.pages:,} pages made, {done.written:,} of {done.files:,} files written, {done.removed:,} removed, in {seconds:.1f} s",
        f"生成 {done.pages:,} 个页面，写出 {done.files:,} 个文件中的 {done.written:,} 个，删除 {done.removed:,} 个，用时 {seconds:.1f} 秒",
    )
    print(said.to(language))
    belongs = Text(
        f"To be served at {done.base}, with the settings of its nginx.conf or .htaccess.",
        f"应以 {done.base} 提供访问，服务器设置见其中的 nginx.conf 与 .htaccess。",
    )
    print(f"{belongs.to(language)}\n{out}")
    return 0


def load(out: Path, endpoint: str, update: str | None, graphs: str | None, language: Language) -> int:
    """Make a SPARQL store hold a build."""
    from tongbao.ask.endpoint import EndpointStore
    from tongbao.push import Target, upload

    try:
        with Bars(language) as bars:
            done = upload(out, Target(endpoint, update, graphs), bars)
    except KeyboardInterrupt:
        print(Text("Stopped; load again to finish.", "已中断；请重新载入以补完。").to(language), file=sys.stderr)
        return 130
    if done.nothing:
        print(Text("Nothing to do: the store holds this build.", "无需操作：存储中已是此构建结果。").to(language))
        return 0
    changed, removed, statements = len(done.changed), len(done.removed), done.statements
    said = Text(
        f"{changed:,} graph(s) replaced or changed, {removed:,} removed; {statements:,} statements sent.",
        f"替换或更改 {changed:,} 个图，删除 {removed:,} 个图；发送 {statements:,} 条陈述。",
    )
    print(said.to(language))
    try:
        EndpointStore(endpoint).require_union()
    except OutputError as error:  # it is loaded all the same
        print(error.problems[0].to(language), file=sys.stderr)
    return 0


def _standard_input() -> str:
    from tongbao import limits
    from tongbao.ask.sparql import too_large
    from tongbao.ask.store import STANDARD_INPUT
    from tongbao.load.reader import Content

    data = sys.stdin.buffer.read(limits.QUERY_BYTES + 1)
    if len(data) > limits.QUERY_BYTES:
        raise UsageError(too_large(STANDARD_INPUT))
    content = Content.of(STANDARD_INPUT, data)
    if content.problems:
        raise UsageError(*content.problems)
    return content.text


def init(folder: Path, language: Language) -> int:
    """Start a dataset."""
    from tongbao.cli.screen import command
    from tongbao.intake.skeleton import new_dataset

    for file in new_dataset(folder):
        print(file)
    print(Text("Next:", "下一步：").to(language))
    print(f"  {command('new', 'SOURCE.txt', '--data', str(folder))}")
    print(f"  {command('build', '--data', str(folder))}")
    return 0


def new(source: Path, data: Path, name: str | None, year: int | None, place: str | None, language: Language) -> int:
    """Write the skeleton of a notice, and list its gaps."""
    from tongbao.intake.skeleton import new_notice
    from tongbao.load.gaps import GAP

    file, gaps = new_notice(source, data, name, year, place)
    print(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    print(Text(f"{len(gaps)} gaps to fill in:", f"共 {len(gaps)} 处待填：").to(language))
    for gap in gaps:
        print(f"  {file.name}:{gap}: {lines[gap - 1].partition(GAP)[2].strip(' :')}")
    return 0
