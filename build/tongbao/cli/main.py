"""The command line: read the arguments, call, print, and turn errors into exit codes."""

import argparse
import contextlib
import io
import locale
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao import paths
from tongbao.cli.arguments import make_parser
from tongbao.errors import Language, OutputError, Place, Problem, Text, TongbaoError, UsageError, system_reason

if TYPE_CHECKING:
    from tongbao.cli.commands import Asked


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    language = _language(words)
    _speak_utf8()
    try:
        try:
            code = _run(words, language)
            sys.stdout.flush()
        except TongbaoError as error:
            sys.stdout.flush()
            _print_problems(error, words, language)
            return error.exit_code
        return code
    except KeyboardInterrupt:
        print(Text("Stopped.", "已中断。").to(language), file=sys.stderr)
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
    reason = system_reason(error)
    if isinstance(error.filename, str):
        what = Text(f"The file cannot be used: {reason.en}.", f"无法使用文件：{reason.zh}。")
        return Problem("file-unusable", what, None, Place(Path(error.filename)))
    return Problem(
        "output-unwritable",
        Text(f"Standard output cannot be written: {reason.en}.", f"无法写入标准输出：{reason.zh}。"),
    )


def _speak_utf8() -> None:
    """Read and write UTF-8, so that Chinese is never mojibake; a stream that is closed becomes an empty one.

    A terminal whose locale is another that has Chinese characters, like GBK, is written to in that.
    """
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")
    for stream, errors in ((sys.stdin, "strict"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors=errors)


def _encoding(stream: io.TextIOWrapper) -> str:
    if os.name == "posix" and stream.isatty():
        local = locale.getencoding()
        with contextlib.suppress(LookupError, UnicodeError):
            "通".encode(local)
            return local
    return "utf-8"


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


def _print_problems(error: TongbaoError, words: list[str], language: Language) -> None:
    for problem in error.problems:
        said = problem.to(language)
        if f"`{BUILD}`" in said and (given := _dataset(words)):  # so that it can be pasted
            said = said.replace(f"`{BUILD}`", f"`{shlex.join([BUILD.split()[0], 'build', *given])}`")
        print(said, file=sys.stderr)
    if len(error.problems) > 1:
        count = len(error.problems)
        print(Text(f"{count} problems.", f"共 {count} 个问题。").to(language), file=sys.stderr)


BUILD = "tongbao build"


def _dataset(words: list[str]) -> list[str]:
    """Return the options of a command line that say which dataset and output are meant, as `build` has them."""
    reads = not {"network", "publish"}.isdisjoint(words)  # their --out is what they write
    names = {"--data": "--data", "--build" if reads else "--out": "--out"}
    found = []
    for word, value in zip(words, [*words[1:], ""], strict=False):
        name, given, rest = word.partition("=")
        if name in names:
            found += [names[name], rest if given else value]
    return found


def _run(words: list[str], language: Language) -> int:
    parser = make_parser(language)
    options, rest = parser.parse_known_args(words)
    if rest and (options.command != "query" or options.list):
        parser.commands.get(options.command, parser).refuse(rest)
    if options.command is None:
        parser.print_help()
        return 0
    others = (value for name, value in vars(options).items() if isinstance(value, str) and name not in ("out", "build"))
    _refuse_unreadable([*rest, *others])
    from tongbao.cli import commands  # not before it is needed: --help and --version start at once

    match options.command:
        case "build":
            run = commands.Run(options.jobs, _master(options))
            return commands.build(_asked(options), options.engine, run, language, keep_going=options.keep_going)
        case "validate":
            return commands.validate(options.data or paths.DATA, options.engine, options.format, options.jobs, language)
        case "export":
            return commands.export(_asked(options).out, options.forms or ["nq"], language)
        case "load":
            asked = _asked(options)
            return commands.load(asked.out, options.endpoint, options.update, options.graph_store, language)
        case "network":
            return _network(options, language)
        case "publish":
            built = _built(options)
            data = options.data or paths.DATA
            return commands.publish(built, data, options.out or built / "site", options.jobs, language)
        case "init":
            return commands.init(options.folder, language)
        case "new":
            return commands.new(
                options.source, options.data or paths.DATA, options.id, options.year, options.place, language
            )
        case "query" if options.list:
            return commands.list_questions(language)
    return _query(options, _parameters(parser, rest), language)


def _refuse_unreadable(words: list[str]) -> None:
    """Refuse words that are not UTF-8, unless they name files: those can be called anything."""
    for word in words:
        if any("\ud800" <= character <= "\udfff" for character in word):
            what = Text(f"This word is not UTF-8: {word}", f"此参数不是 UTF-8 编码：{word}")
            raise UsageError(Problem("not-utf-8", what, Text("Type it in UTF-8.", "请以 UTF-8 编码输入。")))


def _query(options: argparse.Namespace, parameters: dict[str, str], language: Language) -> int:
    from tongbao.cli import commands

    if options.question is None:
        what = Text("Which question?", "要问什么？")
        cure = Text(
            "Give a name of `--list`, a file with SPARQL, or -.", "请给出 `--list` 中的名称、SPARQL 文件，或 -。"
        )
        raise UsageError(Problem("usage", what, cure))
    place = options.endpoint or _asked(options).out
    return commands.query(options.question, parameters, place, options.format, language)


def _network(options: argparse.Namespace, language: Language) -> int:
    from tongbao.cli import commands

    file: Path | None = options.out
    form = options.format or commands.form_of(file)
    codes = {name: frozenset(getattr(options, name)) for name in ("level", "kind", "year", "role")}
    codes["in-force"] = frozenset([True] if options.in_force else [])
    return commands.network(_built(options), options.query, codes, form, file, language)


def _built(options: argparse.Namespace) -> Path:
    """Return the folder of the build that a command reads which writes something else."""
    _require(options, Path(options.data or paths.DATA))
    return Path(options.build) if options.build else _default_out(Path(options.data or paths.DATA))


def _master(options: argparse.Namespace) -> str | None:
    """Return the Spark master to run on; None where no Spark is asked for."""
    if options.runner == "spark" and options.jobs:
        what = Text("On Spark, its own settings say how many work.", "在 Spark 上，并行数由其自身设置决定。")
        cure = Text("Leave --jobs out; local[4] works with four.", "请去掉 --jobs；local[4] 即四个并行。")
        raise UsageError(Problem("usage", what, cure))
    if options.runner == "spark":
        return options.master or "local[*]"
    if options.master:
        what = Text("Only Spark has a master.", "只有 Spark 才有 master。")
        raise UsageError(Problem("usage", what, Text("Add `--runner spark`.", "请加上 `--runner spark`。")))
    return None


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


def _asked(options: argparse.Namespace) -> "Asked":
    """Return what a command works on: the dataset, the output folder, and the options that say so again.

    The output goes to ``out`` in the dataset's folder; for tongbao's own data, to ``out`` in the checkout, or
    here where a wheel carries them: nothing is written where packages are installed.
    """
    from tongbao.cli.commands import Asked

    given = [
        word for name in ("data", "out") if (value := getattr(options, name)) for word in (f"--{name}", str(value))
    ]
    data = Path(options.data or paths.DATA)
    _require(options, data)
    return Asked(data, Path(options.out) if options.out else _default_out(data), given)


def _require(options: argparse.Namespace, data: Path) -> None:
    """Raise DataError where a dataset was named that is not there."""
    if options.data and options.command != "build" and not data.is_dir():
        from tongbao.load import check_folder

        check_folder(data)  # says that there is none


def _default_out(data: Path) -> Path:
    if data.resolve() != paths.DATA.resolve():
        return data / "out"
    return Path("out") if paths.ROOT == paths.SHIPPED else paths.ROOT / "out"
