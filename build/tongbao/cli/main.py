"""The command line: read the arguments, run the command, and turn errors into exit codes."""

import contextlib
import io
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tongbao.cli.call import Call
from tongbao.cli.commands import COMMANDS
from tongbao.cli.understand import understand
from tongbao.errors import Language, OutputError, Place, Problem, Text, TongbaoError, system_reason


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    language = _language(words)
    _speak_utf8()
    try:
        return _run(words, language)
    except KeyboardInterrupt:
        print(Text("Stopped.", "已中断。").to(language), file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has stopped reading: end as other command-line tools do
        _forget_output()
        return 141
    except OSError as error:
        _forget_output()
        print(_failed(error).to(language), file=sys.stderr)
        return OutputError.exit_code


def _run(words: list[str], language: Language) -> int:
    call: Call | None = None
    try:
        code = 0
        if asked := understand(words, COMMANDS, language):
            command, call = asked
            code = command.run(call)
        sys.stdout.flush()
    except TongbaoError as error:
        sys.stdout.flush()
        _print_problems(error, call.dataset_as("--out") if call else [], language)
        return error.exit_code
    return code


def _failed(error: OSError) -> Problem:
    """Return a failure of the system as a problem: of the file that it names, else of standard output, which has no name."""
    reason = system_reason(error)
    if isinstance(error.filename, str):
        what = Text(f"The file cannot be used: {reason.en}.", f"无法使用文件：{reason.zh}。")
        return Problem("file-unusable", what, None, Place(Path(error.filename)))
    return Problem(
        "output-unwritable",
        Text(f"Standard output cannot be written: {reason.en}.", f"无法写入标准输出：{reason.zh}。"),
    )


def _speak_utf8() -> None:
    """Read and write UTF-8, so that Chinese is never garbled; a closed stream is replaced by an empty one.

    For a terminal whose locale has another encoding with Chinese characters, such as GBK, that encoding is used.
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
    """Keep Python from flushing, at exit, to a standard output that is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(words: list[str]) -> Language:
    """Return the language: the one of ``--lang``, else the one of the environment."""
    for word, value in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang" and value in ("en", "zh"):
            return "zh" if value == "zh" else "en"
        if word in ("--lang=en", "--lang=zh"):
            return "zh" if word.endswith("zh") else "en"
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _print_problems(error: TongbaoError, dataset: list[str], language: Language) -> None:
    """Print the problems; ``dataset`` are the options added to a suggested build, so that the command can be pasted."""
    import shlex

    build = f"`{shlex.join(['tongbao', 'build', *dataset])}`"
    migrate = f"`{shlex.join(['tongbao', 'migrate', *dataset[1:2]])}`"
    for problem in error.problems:
        said = problem.to(language).replace("`tongbao build`", build).replace("`tongbao migrate`", migrate)
        print(said, file=sys.stderr)
    if len(error.problems) > 1:
        count = len(error.problems)
        print(Text(f"{count} problems.", f"共 {count} 个问题。").to(language), file=sys.stderr)
