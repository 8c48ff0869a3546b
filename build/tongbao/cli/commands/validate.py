"""``tongbao validate``: check a dataset without writing anything."""

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, ENGINE, JOBS, Option, option
from tongbao.errors import DataError, Text


def options() -> list[Option]:
    """Declare the options of a check."""
    return [
        DATA,
        ENGINE,
        JOBS,
        option(
            "--format",
            choices=["text", "json", "sarif", "turtle"],
            default="text",
            about=Text("format of the report (default: text)", "报告格式（默认：text）"),
        ),
    ]


def run(call: Call) -> int:
    """Check a dataset; report every finding."""
    from tongbao.pipeline.build import InvalidError, validate
    from tongbao.validate import blocking, choose_engine, departures, write_problems, write_report

    form = call.options.format
    engine, remark = choose_engine(call.options.engine)
    if remark:
        call.note(remark)
    try:
        with Bars(call.language) as bars:
            outcome = validate(call.data, engine, jobs=call.options.jobs, progress=bars)
    except DataError as error:
        if form != "text":  # a program expects a report in this case too
            print(write_problems(error.problems, form, call.language))
        raise
    findings = outcome.all_findings()
    print(write_report(findings, form, call.language))
    if form == "text" and outcome.departures:
        call.show(departures(outcome.departures))
    return InvalidError.exit_code if blocking(findings) else 0


COMMAND = Command(
    "validate", Text("check a dataset, report every finding", "校验数据集并报告发现的全部问题"), options, run
)
