"""``tongbao build``: build the graph of a dataset, and show the result."""

import sys
import time
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, DRAFTS, ENGINE, JOBS, OUT, Option, given, option
from tongbao.errors import DataError, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.pipeline.build import Built
    from tongbao.pipeline.notice import Made
    from tongbao.validate import Engine

LEFT_OUT = 5
"""The exit code of a build that left notices out."""


def options() -> list[Option]:
    """Declare the options of a build."""
    return [
        DATA,
        OUT,
        ENGINE,
        JOBS,
        option(
            "--runner",
            choices=["processes", "spark"],
            default="processes",
            about=Text(
                "where notices are processed: in processes here, or on Apache Spark (default: processes)",
                "在何处处理公文：本机进程或 Apache Spark（默认：processes）",
            ),
        ),
        option(
            "--master",
            type=given,
            metavar="URL",
            about=Text(
                "Spark's master (default: local[*]); all its machines must have access to DIR and --data",
                "Spark 的 master（默认：local[*]）；其所有机器都须能访问 DIR 与 --data",
            ),
        ),
        DRAFTS,
        option(
            "--keep-going",
            action="store_true",
            about=Text("leave out notices that have errors, and list them", "略去有误的公文，并列出清单"),
        ),
    ]


def run(call: Call) -> int:
    """Build the graph and show the result; where findings block the build, show them and write nothing."""
    from tongbao.cli.screen import build_screen
    from tongbao.intake.schemas import renew_schemas
    from tongbao.pipeline.build import InvalidError
    from tongbao.validate import choose_engine, write_report

    start = time.perf_counter()
    master = _master(call)
    engine, remark = choose_engine(call.options.engine)
    try:
        with Bars(call.language) as bars:
            built = _built(call, engine, master, bars)
    except InvalidError as error:
        print(write_report(error.findings, "text", call.language))
        call.note(_UNTOUCHED)
        return error.exit_code
    except DataError as error:
        from tongbao.load.gaps import summed_up

        raise DataError(*summed_up(error.problems)) from None
    except KeyboardInterrupt:
        call.note(_SPARK_STOPPED if master else _STOPPED)
        return 130
    if remark:
        call.note(remark)
    renew_schemas(call.data)
    print(build_screen(call, built, time.perf_counter() - start))
    if call.options.drafts:
        _warn_of_drafts(call, built.outcome.not_yet)
    return _list_left_out(call, built.outcome.bad) if built.outcome.bad else 0


def _warn_of_drafts(call: Call, not_yet: "list[Made]") -> None:
    """Say at the end that the output holds drafts, how many points are open in which file, and what is not in it."""
    from tongbao.load import notice_files
    from tongbao.load.gaps import count_gaps

    counts = {file: count_gaps(file.read_text("utf-8", "replace")) for file in notice_files(call.data)}
    points, drafts = sum(counts.values()), sum(map(bool, counts.values()))
    left = {made.file for made in not_yet}
    call.note(
        Text(
            f"This is not the real graph: it holds {drafts:,} draft(s) with {points:,} open points. It cannot be loaded into a store.",
            f"这不是正式图谱：其中有 {drafts:,} 份草稿，共 {points:,} 处待定；不能载入存储。",
        )
    )
    for file, count in counts.items():
        if count:
            out = Text(" (nothing of it stands up yet)", "（尚无可用内容）") if str(file) in left else Text("", "")
            call.note(Text(f"  {file}: {count:,}{out.en}", f"  {file}：{count:,}{out.zh}"))


_UNTOUCHED = Text("Nothing was written; the previous output is unchanged.", "未写出任何内容，原有输出未变。")
_STOPPED = Text(
    "Stopped; the output is the previous one, or the new one if it was complete. The next run continues from here.",
    "已中断；输出仍为原有内容，若新内容已全部写出则为新内容。下次运行将从此处继续。",
)
_SPARK_STOPPED = Text("Stopped; the output shows the latest finished build.", "已中断；输出为最近一次完成的构建。")


def _master(call: Call) -> str | None:
    """Return the Spark master to run on; None for a build without Spark."""
    if call.options.runner == "spark" and call.options.drafts:
        what = Text("Drafts are looked at on one machine.", "草稿只在本机查看。")
        raise UsageError(Problem("usage", what, Text("Leave --runner out.", "请去掉 --runner。")))
    if call.options.runner == "spark" and call.options.jobs:
        what = Text(
            "On Spark, its own settings determine the number of processes.", "使用 Spark 时，并行数由其自身的设置决定。"
        )
        cure = Text("Leave --jobs out; local[4] runs four.", "请去掉 --jobs；local[4] 即并行运行四个。")
        raise UsageError(Problem("usage", what, cure))
    if call.options.runner == "spark":
        return call.options.master or "local[*]"
    if call.options.master:
        what = Text("Only Spark has a master.", "只有 Spark 才有 master。")
        raise UsageError(Problem("usage", what, Text("Add `--runner spark`.", "请加上 `--runner spark`。")))
    return None


def _built(call: Call, engine: "Engine", master: str | None, bars: Bars) -> "Built":
    keep_going = call.options.keep_going
    if master is None:
        from tongbao.pipeline.build import build

        jobs, drafts = call.options.jobs, call.options.drafts
        return build(call.data, call.out, engine, jobs=jobs, keep_going=keep_going, drafts=drafts, progress=bars)
    from tongbao.spark import build_with_spark

    out = call.options.out or str(call.out)
    built, shown = build_with_spark(call.data, out, master, engine, keep_going=keep_going, progress=bars)
    print(shown)
    return built


def _list_left_out(call: Call, bad: "list[Made]") -> int:
    """List the notices that were left out, each with its problems."""
    from tongbao.validate import write_report

    for made in bad:
        for problem in made.problems:
            call.note(problem)
    if findings := [finding for made in bad for finding in made.findings]:
        print(write_report(findings, "text", call.language), file=sys.stderr)
    call.note(Text(f"Left out: {len(bad)} notice(s).", f"已略去 {len(bad)} 份公文："))
    for made in bad:
        print(f"  {made.file}", file=sys.stderr)
    return LEFT_OUT


COMMAND = Command(
    "build", Text("load, populate, derive, validate, write", "读取、生成、推导、校验并写出图谱"), options, run
)
