"""``tongbao query``: answer a question from the graph of a build, or from a SPARQL store."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, OLDER_OUT, STATED, Option, given, option
from tongbao.errors import Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.ask.store import Store


def options() -> list[Option]:
    """Declare the options of every question, besides its own parameters."""
    from tongbao.ask.forms import FORMATS

    return [
        DATA,
        BUILD,
        OLDER_OUT,
        option(
            "question",
            nargs="?",
            metavar=Text("QUESTION", "问题"),
            about=Text(
                "a question's name, a file with SPARQL, or - for standard input",
                "问题名称、SPARQL 文件，或 - 表示标准输入",
            ),
        ),
        option("--list", action="store_true", about=Text("list the stored questions", "列出预存问题")),
        option(
            "--endpoint",
            type=given,
            metavar="URL",
            about=Text("query a SPARQL store instead of the build", "改为查询 SPARQL 存储"),
        ),
        STATED,
        option(
            "--format",
            choices=list(FORMATS),
            about=Text(
                "format of the answer (default: table; ttl for the triples of a CONSTRUCT or DESCRIBE)",
                "答案格式（默认：table；CONSTRUCT 与 DESCRIBE 的三元组为 ttl）",
            ),
        ),
    ]


def run(call: Call) -> int:
    """Answer one question, or list the stored questions."""
    if call.options.list:
        return _list(call)
    if call.options.question is None:
        what = Text("Which question?", "未指明问题。")
        cure = Text(
            "Give a name from `--list`, a file with SPARQL, or -.", "请给出 `--list` 中的名称、SPARQL 文件，或 -。"
        )
        raise UsageError(Problem("usage", what, cure))
    parameters, question = _parameters(call), call.options.question
    asked = f"{_standard_input()}\n" if question == "-" else question  # the line break marks it as the text of a query
    if call.options.format == "xlsx" and sys.stdout.isatty():
        raise UsageError(_no_text())
    from tongbao.ask.answers import ask

    with TemporaryDirectory(prefix="tongbao-") as folder:
        store = _stated(call, Path(folder)) if call.options.stated else _store(call)
        answer = ask(asked, store, parameters, call.options.format, call.language)
    if isinstance(answer, bytes):
        sys.stdout.buffer.write(answer)
    else:
        print(answer, end="")
    return 0


def _no_text() -> Problem:
    return Problem(
        "no-text",
        Text("A workbook cannot be shown on a terminal.", "工作簿无法在终端中显示。"),
        Text("Write it to a file: add `> answer.xlsx`.", "请写入文件：加上 `> answer.xlsx`。"),
    )


def _list(call: Call) -> int:
    """List the stored questions, the name first on each line."""
    if call.more:
        call.parser.refuse(call.more)
    from tongbao.ask.questions import list_questions

    print(list_questions(call.language), end="")
    return 0


def _parameters(call: Call) -> dict[str, str]:
    """Read the words that belong to no option as the question's own parameters: ``--unit 市税务局``."""
    parameters, words = {}, iter(call.more)
    for word in words:
        name, is_given, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            call.parser.error(f"unrecognized arguments: {word}")
        parameters[name] = value if is_given else next(words, "")
        if not parameters[name]:
            call.parser.error(f"argument --{name}: expected one argument")
    return parameters


def _store(call: Call) -> "Store":
    if call.options.endpoint:
        from tongbao.ask.endpoint import EndpointStore

        endpoint = EndpointStore(call.options.endpoint)
        endpoint.require_union()
        return endpoint
    from tongbao.ask.stored import open_store

    with Bars(call.language) as bars:
        return open_store(call.build, bars)


def _stated(call: Call, folder: Path) -> "Store":
    """Return the graph of the build without what the editors read into the words."""
    if call.options.endpoint:
        what = Text("--stated cannot be used with --endpoint.", "--stated 不能与 --endpoint 同用。")
        cure = Text("Ask the build, or leave out readings in the query.", "请查询构建结果，或在查询中排除解读。")
        raise UsageError(Problem("usage", what, cure))
    _store(call)  # it checks the build
    from tongbao.ask.stated import without_readings

    with Bars(call.language) as bars:
        bars.step(Text("Leaving out readings", "正在排除解读"))
        store, count = without_readings(call.build / "graph.nq", folder)
    call.note(Text(f"Leads left out as readings: {count:,}.", f"未计解读所得的牵头：{count:,} 处。"))
    return store


def _standard_input() -> str:
    from tongbao import limits
    from tongbao.ask.store import STANDARD_INPUT
    from tongbao.ask.within import too_large
    from tongbao.load.reader import Content

    data = sys.stdin.buffer.read(limits.QUERY_BYTES + 1)
    if len(data) > limits.QUERY_BYTES:
        raise UsageError(too_large(STANDARD_INPUT))
    content = Content.of(STANDARD_INPUT, data)
    if content.problems:
        raise UsageError(*content.problems)
    return content.text


COMMAND = Command(
    "query",
    Text("answer a stored question, or any SPARQL query", "回答预存问题或任意 SPARQL 查询"),
    options,
    run,
    usage="[--list] [--format FORM] QUESTION [--PARAMETER VALUE ...]",
    takes_more=True,
)
