"""The command line: read the arguments, call, print, and turn errors into exit codes."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tongbao import __version__, paths
from tongbao.errors import Language, OutputError, Place, Problem, Text, TongbaoError, UsageError


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command works on, and the options that name it, for the commands it suggests."""

    data: Path
    out: Path
    options: list[str]


EXIT_CODES = Text(
    "exit codes: 0 done; 1 the data breaks a rule; 2 the command was used wrongly; 3 a file of the dataset is wrong; "
    "4 the output cannot be written or read; 130 stopped",
    "退出码：0 完成；1 数据违反规则；2 命令用法有误；3 数据文件有误；4 输出无法读写；130 被中断",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = _typed() if arguments is None else list(arguments)
    _speak_utf8()
    language = _language(words)
    try:
        try:
            code = _run(words, language)
            sys.stdout.flush()
        except TongbaoError as error:
            sys.stdout.flush()
            _print_problems(error, language)
            return error.exit_code
        return code
    except KeyboardInterrupt:
        print(Text("Stopped; nothing was changed.", "已中断，未作任何改动。").to(language), file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, like `head`, has had enough: end as the shell's own tools do
        _forget_output()
        return 141
    except OSError as error:
        _forget_output()
        print(_failed(error).to(language), file=sys.stderr)
        return OutputError.exit_code


def _failed(error: OSError) -> Problem:
    """Tell a failure of the system: of the file it names, else of standard output, which has no name."""
    reason = error.strerror or str(error)
    if isinstance(error.filename, str):
        what = Text(f"The file cannot be used: {reason}.", f"无法使用文件：{reason}。")
        return Problem("file-unusable", what, None, Place(Path(error.filename)))
    return Problem(
        "output-unwritable",
        Text(f"Standard output cannot be written: {reason}.", f"无法写入标准输出：{reason}。"),
    )


def _typed() -> list[str]:
    """Return the words of the command line as UTF-8, whatever the locale says they are."""
    return [os.fsencode(word).decode("utf-8", "backslashreplace") for word in sys.argv[1:]]


def _speak_utf8() -> None:
    """Read and write UTF-8, so that Chinese is never mojibake; a stream that is closed becomes an empty one."""
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")
    for stream, errors in ((sys.stdin, "strict"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _forget_output() -> None:
    """Keep Python from flushing to a standard output that is gone, when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(words: list[str]) -> Language:
    """Choose the language: ``--lang``, else the one that the environment asks for."""
    for word, value in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang" and value in ("en", "zh"):
            return "zh" if value == "zh" else "en"
        if word in ("--lang=en", "--lang=zh"):
            return "zh" if word.endswith("zh") else "en"
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _print_problems(error: TongbaoError, language: Language) -> None:
    for problem in error.problems:
        print(problem.to(language), file=sys.stderr)
    if len(error.problems) > 1:
        count = len(error.problems)
        print(Text(f"{count} problems.", f"共 {count} 个问题。").to(language), file=sys.stderr)


def _run(words: list[str], language: Language) -> int:
    parser = _parser(language)
    options, rest = parser.parse_known_args(words)
    if rest and (options.command != "query" or options.list):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if options.command is None:
        parser.print_help()
        return 0
    from tongbao import commands  # not before it is needed: --help and --version start at once

    match options.command:
        case "build":
            asked = _asked(options)
            return commands.build(asked.data, asked.out, asked.options, options.engine, language)
        case "validate":
            return commands.validate(options.data or paths.DATA, options.engine, options.format, language)
        case "init":
            return commands.init(options.folder, language)
        case "new":
            return commands.new(
                options.source, options.data or paths.DATA, options.id, options.year, options.place, language
            )
    if options.list:
        return commands.list_questions(language)
    if options.question is None:
        what = Text("Which question?", "要问什么？")
        cure = Text(
            "Give a name of `--list`, a file with SPARQL, or -.", "请给出 `--list` 中的名称、SPARQL 文件，或 -。"
        )
        raise UsageError(Problem("usage", what, cure))
    return commands.query(options.question, _parameters(parser, rest), _asked(options).out, options.format, language)


def _parameters(parser: argparse.ArgumentParser, rest: list[str]) -> dict[str, str]:
    """Read what is left of the command line as the question's own parameters: ``--unit 市税务局``."""
    parameters, words = {}, iter(rest)
    for word in words:
        name, given, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            parser.error(f"unrecognized arguments: {word}")
        parameters[name] = value if given else next(words, "")
        if not parameters[name]:
            parser.error(f"argument --{name}: expected one argument")
    return parameters


def _asked(options: argparse.Namespace) -> Asked:
    """Return what a command works on: the dataset, the output folder, and the options that say so again.

    The output goes to ``out`` in the dataset's folder; for tongbao's own data, to ``out`` in the checkout, or
    here where a wheel carries them: nothing is written where packages are installed.
    """
    given = [
        word for name in ("data", "out") if (value := getattr(options, name)) for word in (f"--{name}", str(value))
    ]
    data = Path(options.data or paths.DATA)
    if options.out:
        return Asked(data, Path(options.out), given)
    if data.resolve() != paths.DATA.resolve():
        return Asked(data, data / "out", given)
    return Asked(data, Path("out") if paths.ROOT == paths.SHIPPED else paths.ROOT / "out", given)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language and tells its errors as the rest of the program does."""

    def __init__(self, *, language: Language, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.language = language

    def format_help(self) -> str:
        """Write the help text, its headings too in the chosen language."""
        text = super().format_help()
        for heading in _HEADINGS if self.language == "zh" else ():
            text = text.replace(heading.en, heading.zh, 1)
        return text

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        what = Text(f"The command was not understood: {message}.", f"无法理解命令：{message}。")
        cure = Text(f"See `{self.prog} --help`.", f"请参阅 `{self.prog} --help`。")
        raise UsageError(Problem("usage", what, cure))


_HEADINGS = (Text("usage:", "用法："), Text("positional arguments:", "参数："), Text("options:", "选项："))


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(language)

    def options(*words: str, **settings: Any) -> _Parser:
        parent = _Parser(language=language)
        parent.add_argument(*words, **settings)
        return parent

    lang = options("--lang", choices=["en", "zh"], help=say("language of messages and labels", "消息与名称的语言"))
    usage = options("-h", "--help", action="help", help=say("show this help", "显示本帮助"))
    data_help = say("the dataset (default: the one that comes with tongbao)", "数据集文件夹（默认：随附数据集）")
    data = options("--data", type=Path, metavar="DIR", help=data_help)
    out_help = say("the output folder (default: out, in the dataset's folder)", "输出文件夹（默认：数据集中的 out）")
    out = options("--out", metavar="DIR", help=out_help)
    engine_help = say("SHACL engine (default: the fast one, where installed)", "SHACL 引擎（默认：已安装则用快速引擎）")
    engine = options("--engine", choices=["auto", "rust", "pyshacl"], default="auto", help=engine_help)

    about = say(
        "Turn official commendation notices into a knowledge graph that can be trusted.",
        "把表扬通报变成可信的知识图谱。",
    )
    codes = EXIT_CODES.to(language)
    parser = _Parser(language=language, prog="tongbao", description=about, epilog=codes, parents=[lang, usage])
    version = f"tongbao {__version__}"
    parser.add_argument("--version", action="version", version=version, help=say("show the version", "显示版本"))
    commands = parser.add_subparsers(dest="command", metavar=say("COMMAND", "命令"), parser_class=_Parser)

    def command(name: str, about: str, *parents: _Parser) -> argparse.ArgumentParser:
        shared = [*parents, lang, usage]
        prog = f"tongbao {name}"
        return commands.add_parser(
            name, language=language, help=about, description=about, parents=shared, epilog=codes, prog=prog
        )

    command(
        "build", say("load, populate, derive, validate, write", "读取、生成、推导、校验并写出图谱"), data, out, engine
    )
    validate = command(
        "validate", say("check a dataset, report every finding", "校验数据集并报告全部发现"), data, engine
    )
    _validate_options(validate, say)
    query = command(
        "query", say("answer a stored question, or any SPARQL", "回答存储的问题或任意 SPARQL 查询"), data, out
    )
    _query_options(query, say)
    init = command("init", say("start a dataset of your own", "新建自己的数据集"))
    init.add_argument(
        "folder", type=Path, metavar="DIR", help=say("a folder that does not exist yet", "尚不存在的文件夹")
    )
    new = command("new", say("write the skeleton of a notice", "由原文文本生成通报骨架"), data)
    _new_options(new, say)
    return parser


Say = Callable[[str, str], str]


def _validate_options(parser: argparse.ArgumentParser, say: Say) -> None:
    forms = ["text", "json", "sarif", "turtle"]
    about = say("form of the report (default: text)", "报告格式（默认：text）")
    parser.add_argument("--format", choices=forms, default="text", help=about)


def _query_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say(
        "a question's name, a file with SPARQL, or - for standard input", "问题名称、SPARQL 文件，或 - 表示标准输入"
    )
    parser.add_argument("question", nargs="?", metavar=say("QUESTION", "问题"), help=about)
    parser.add_argument("--list", action="store_true", help=say("list the stored questions", "列出存储的问题"))
    parser.usage = f"{parser.prog} [--list] [--format FORM] QUESTION [--PARAMETER VALUE ...]"
    forms = ["table", "csv", "tsv", "json", "xml", "md"]
    about = say("form of the answer (default: table)", "答案格式（默认：table）")
    parser.add_argument("--format", choices=forms, default="table", help=about)


def _new_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("the text of the notice, UTF-8", "通报原文，UTF-8 文本")
    parser.add_argument("source", type=Path, metavar="SOURCE.txt", help=about)
    parser.add_argument("--id", help=say("the notice's id (default: the file's name)", "通报标识（默认：文件名）"))
    parser.add_argument(
        "--year", type=int, help=say("the notice's year (default: as in the id)", "通报年份（默认取自标识）")
    )
    parser.add_argument(
        "--place", help=say("an id in places.yaml (default: the first)", "places.yaml 中的标识（默认：首个）")
    )
