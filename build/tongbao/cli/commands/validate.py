"""``tongbao validate``: check a dataset, or any RDF, without writing anything."""

from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, ENGINE, JOBS, Option, option, path
from tongbao.errors import DataError, Place, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.validate import Finding


def options() -> list[Option]:
    """Declare the options of a check."""
    return [
        DATA,
        ENGINE,
        JOBS,
        option(
            "file",
            nargs="?",
            type=path,
            metavar=Text("FILE", "文件"),
            about=Text(
                "a file of RDF to check by the shapes, instead of a dataset: .ttl, .nt, .nq, .trig, .jsonld or .rdf",
                "按形状校验 RDF 文件（.ttl、.nt、.nq、.trig、.jsonld 或 .rdf），而非数据集",
            ),
        ),
        option(
            "--format",
            choices=["text", "json", "sarif", "turtle"],
            default="text",
            about=Text("format of the report (default: text)", "报告格式（默认：text）"),
        ),
    ]


def run(call: Call) -> int:
    """Check a dataset or a file; report every finding."""
    from tongbao.pipeline.build import InvalidError
    from tongbao.validate import blocking, choose_engine, departures, write_problems, write_report

    form = call.options.format
    _, remark = choose_engine(call.options.engine)
    if remark:
        call.note(remark)
    try:
        findings, departing = _of_file(call) if call.options.file else _of_dataset(call)
    except DataError as error:
        if form != "text":  # a program expects a report in this case too
            print(write_problems(error.problems, form, call.language))
        raise
    print(write_report(findings, form, call.language))
    if form == "text" and departing:
        call.show(departures(departing))
    return InvalidError.exit_code if blocking(findings) else 0


def _of_dataset(call: Call) -> "tuple[list[Finding], int]":
    """Return what is found in a dataset, and how many parts of its records depart from the print on purpose."""
    from tongbao.pipeline.build import validate
    from tongbao.validate import choose_engine

    with Bars(call.language) as bars:
        outcome = validate(call.data, choose_engine(call.options.engine)[0], jobs=call.options.jobs, progress=bars)
    return outcome.all_findings(), outcome.departures


def _of_file(call: Call) -> "tuple[list[Finding], int]":
    from tongbao.library import validate

    file: Path = call.options.file
    for name in ("data", "jobs"):
        if getattr(call.options, name):
            what = Text(f"--{name} cannot be used with a file.", f"校验文件时不能使用 --{name}。")
            raise UsageError(Problem("usage", what, Text("Leave one of them out.", "请去掉其一。")))
    if file.is_dir():
        what = Text("This is a folder.", "这是文件夹。")
        cure = Text(f"A dataset is checked with `--data {file}`.", f"校验数据集请用 `--data {file}`。")
        raise UsageError(Problem("usage", what, cure, Place(file)))
    report = validate(file, engine=call.options.engine)
    if not report.things:
        call.note(
            Text(
                "Nothing in this file is of a class of the ontology, so there was nothing to check.",
                "此文件中没有本体各类的实例，未校验任何内容。",
            )
        )
    return [*report], 0


COMMAND = Command(
    "validate",
    Text("check a dataset or a file of RDF, report every finding", "校验数据集或 RDF 文件，报告发现的全部问题"),
    options,
    run,
)
