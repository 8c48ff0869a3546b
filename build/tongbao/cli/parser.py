"""The words of the command line: every command with its options, in either language."""

import argparse
import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from tongbao import __version__
from tongbao.errors import Language, Problem, Text, UsageError

EXIT_CODES = Text(
    "exit codes: 0 done; 1 the data breaks a rule; 2 the command was used wrongly; 3 a file of the dataset is wrong; "
    "4 the output cannot be written or read; 5 done, but notices were left out; 130 stopped by ctrl-C, 143 by SIGTERM",
    "退出码：0 完成；1 数据违反规则；2 命令用法有误；3 数据文件有误；4 输出无法读写；5 完成但略去了部分通报；130 被 ctrl-C 中断，143 被 SIGTERM 终止",
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language and tells its errors as the rest of the program does."""

    def __init__(self, *, language: Language, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.language = language
        self.commands: dict[str, _Parser] = {}
        """The parsers of the commands, by name."""

    def format_help(self) -> str:
        """Write the help text, its headings too in the chosen language."""
        text = super().format_help()
        for heading in _HEADINGS if self.language == "zh" else ():
            text = text.replace(heading.en, heading.zh, 1)
        return text

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        en, _, zh = message.partition(_BOTH)
        chinese = en.partition(": ")[0] + ": " + zh if zh else en
        for pattern, words in _CHINESE:
            chinese = re.sub(pattern, words, chinese)
        what = Text(f"The command was not understood: {en}.", f"无法理解命令：{chinese}。")
        cure = Text(f"See `{self.prog} --help`.", f"请参阅 `{self.prog} --help`。")
        raise UsageError(Problem("usage", what, cure))

    def refuse(self, words: Sequence[str]) -> NoReturn:
        """Tell of words that no option takes, and of the options that are most like them."""
        known = [option for action in self._actions for option in action.option_strings]
        near = [
            like for word in words for like in difflib.get_close_matches(word.partition("=")[0], known, n=1, cutoff=0.7)
        ]
        listed = ", ".join(near)
        meant = Text(f"; did you mean {listed}?", f"；是否指 {listed}？") if near else Text(".", "。")
        found = " ".join(words)
        what = Text(f"The command takes no {found!r}{meant.en}", f"此命令没有 {found!r}{meant.zh}")
        cure = Text(f"See `{self.prog} --help`.", f"请参阅 `{self.prog} --help`。")
        raise UsageError(Problem("usage", what, cure))


_BOTH = "\0"
"""Parts the two languages of a message of ours that argparse passes on."""
_CHINESE = (
    (r"^argument ([^:]+): ", r"参数 \1："),
    (r"the following arguments are required: (.*)", r"缺少必需的参数：\1"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"没有选项 \1（可选：\2）"),
    (r"expected one argument", "需要一个值"),
    (r"expected at least one argument", "至少需要一个值"),
    (r"invalid int value: (.*)", r"\1 不是整数"),
    (r"unrecognized arguments: (.*)", r"无法识别：\1"),
)
"""What argparse says, in Chinese."""
_HEADINGS = (Text("usage:", "用法："), Text("positional arguments:", "参数："), Text("options:", "选项："))


def make_parser(language: Language) -> _Parser:
    """Return the parser of the whole command line."""

    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(language)

    lang, usage, data, out, engine, jobs = _shared(language, say)
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

    build = command(
        "build",
        say("load, populate, derive, validate, write", "读取、生成、推导、校验并写出图谱"),
        *(data, out, engine, jobs),
    )
    _build_options(build, say)
    validate = command(
        "validate", say("check a dataset, report every finding", "校验数据集并报告全部发现"), data, engine, jobs
    )
    _validate_options(validate, say)
    query = command(
        "query", say("answer a stored question, or any SPARQL", "回答存储的问题或任意 SPARQL 查询"), data, out
    )
    _query_options(query, say)
    export = command(
        "export", say("write the whole graph of a build in one file", "把构建结果写成单个图谱文件"), data, out
    )
    _export_options(export, say)
    network = command("network", say("draw and measure who works together", "绘制并度量协作网络"), data)
    _network_options(network, say)
    publish = command("publish", say("make a web site of a build", "由构建结果生成网站"), data, jobs)
    _publish_options(publish, say)
    load = command("load", say("make a SPARQL store hold a build", "把构建结果载入 SPARQL 存储"), data, out)
    _load_options(load, say)
    init = command("init", say("start a dataset of your own", "新建自己的数据集"))
    _init_options(init, say)
    new = command("new", say("write the skeleton of a notice", "由原文文本生成通报骨架"), data)
    _new_options(new, say)
    parser.commands = commands.choices
    return parser


Say = Callable[[str, str], str]


def _shared(language: Language, say: Say) -> Iterator[_Parser]:
    """Yield the options that several commands have: language, help, dataset, output, engine and processes."""

    def options(*words: str, **settings: Any) -> _Parser:
        parent = _Parser(language=language)
        parent.add_argument(*words, **settings)
        return parent

    yield options("--lang", choices=["en", "zh"], help=say("language of messages and labels", "消息与名称的语言"))
    yield options("-h", "--help", action="help", help=say("show this help", "显示本帮助"))
    data_help = say("the dataset (default: the one that comes with tongbao)", "数据集文件夹（默认：随附数据集）")
    yield options("--data", type=_path, metavar="DIR", help=data_help)
    out_help = say("the output folder (default: out, in the dataset's folder)", "输出文件夹（默认：数据集中的 out）")
    yield options("--out", type=_given, metavar="DIR", help=out_help)
    engine_help = say("SHACL engine (default: the fast one, where installed)", "SHACL 引擎（默认：已安装则用快速引擎）")
    yield options("--engine", choices=["auto", "rust", "pyshacl"], default="auto", help=engine_help)
    jobs_help = say("processes to work in (default: one for each processor)", "并行进程数（默认：每个处理器一个）")
    yield options("--jobs", type=_positive, metavar="N", help=jobs_help)


def _export_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("nq, ttl, trig or jsonld (default: nq)", "nq、ttl、trig 或 jsonld（默认：nq）")
    parser.add_argument("forms", nargs="*", type=_form, metavar=say("FORMAT", "格式"), help=about)


def _publish_options(parser: argparse.ArgumentParser, say: Say) -> None:
    _built_option(parser, say)
    about = say(
        "the folder of the site (default: site, in the build's folder)", "网站文件夹（默认：构建结果中的 site）"
    )
    parser.add_argument("--out", type=_path, metavar="DIR", help=about)


def _init_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("a folder that does not exist yet", "尚不存在的文件夹")
    parser.add_argument("folder", type=_path, metavar="DIR", help=about)


def _build_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say(
        "where notices are made: in processes here, or on Apache Spark (default: processes)",
        "在何处处理通报：本机进程或 Apache Spark（默认：processes）",
    )
    parser.add_argument("--runner", choices=["processes", "spark"], default="processes", help=about)
    about = say(
        "Spark's master (default: local[*]); DIR and --data must be seen by all its machines",
        "Spark 的 master（默认：local[*]）；其所有机器都须能访问 DIR 与 --data",
    )
    parser.add_argument("--master", type=_given, metavar="URL", help=about)
    about = say("leave out notices that are wrong, and list them", "略去有误的通报并列出")
    parser.add_argument("--keep-going", action="store_true", help=about)


def _built_option(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("the build to read (default: out, in the dataset's folder)", "要读取的构建结果（默认：数据集中的 out）")
    parser.add_argument("--build", type=_given, metavar="DIR", help=about)


def _network_options(parser: argparse.ArgumentParser, say: Say) -> None:
    _built_option(parser, say)
    forms = ["md", "csv", "nodes.csv", "json", "gexf", "graphml", "cx2", "svg", "png"]
    about = say(
        "form of the network (default: as FILE ends; md without a file)",
        "网络的格式（默认：依文件名结尾；不写文件时为 md）",
    )
    parser.add_argument("--format", choices=forms, help=about)
    about = say("the file to write (default: standard output)", "写出的文件（默认：标准输出）")
    parser.add_argument("--out", type=_path, metavar="FILE", help=about)
    for name, metavar, en, zh in (
        ("level", "CODE", "only units of this level: municipal, district, …; may be given again", "仅限该层级的单位，可重复"),
        ("kind", "CODE", "only units of this kind: department, court, …; may be given again", "仅限该类型的单位，可重复"),
        ("role", "CODE", "units with this role in a measure (default: lead); may be given again", "在举措中任此角色的单位（默认：lead），可重复"),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=say(en, zh))
    about = say("only notices of this year; may be given again", "仅限该年份的通报，可重复")
    parser.add_argument("--year", type=_positive, action="append", default=[], metavar="YEAR", help=about)
    about = say("only notices that are in force, or of which it is not told", "不含已不再有效的通报")
    parser.add_argument("--in-force", action="store_true", help=about)
    about = say(
        "instead, the rows of a stored question (co-leading-across-kinds, say) or a file: ?node ?linkedNode, and ?weight where wanted",
        "改用存储的问题（如 co-leading-across-kinds）或查询文件的结果行：?node ?linkedNode，可另有 ?weight",
    )
    parser.add_argument("--query", metavar="QUESTION", help=about)


def _load_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("where the store answers queries", "存储的查询地址")
    parser.add_argument("--endpoint", type=_given, required=True, metavar="URL", help=about)
    about = say("where it takes updates, if elsewhere", "更新地址（若与查询地址不同）")
    parser.add_argument("--update", type=_given, metavar="URL", help=about)
    about = say("where it takes whole graphs, if it can", "Graph Store 协议地址（若支持）")
    parser.add_argument("--graph-store", type=_given, metavar="URL", help=about)


def _positive(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise _wrong(Text(f"expected a whole number from 1, not {word!r}", f"须为不小于 1 的整数，而非 {word!r}"))
    return int(word)


def _given(word: str) -> str:
    """Refuse an empty word, which is mostly a variable of the shell that is not set."""
    if not word:
        raise _wrong(Text("nothing is given", "未给出内容"))
    return word


def _path(word: str) -> Path:
    return Path(_given(word))


def _wrong(what: Text) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"{what.en}{_BOTH}{what.zh}")


def _form(word: str) -> str:
    if word not in ("nq", "ttl", "trig", "jsonld"):
        raise _wrong(
            Text(f"expected nq, ttl, trig or jsonld, not {word!r}", f"须为 nq、ttl、trig 或 jsonld，而非 {word!r}")
        )
    return word


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
    forms = ["table", "md", "csv", "tsv", "json", "xml", "ttl", "nt", "nq", "trig", "jsonld", "rdfxml"]
    about = say("ask a SPARQL store instead of the output", "改为询问 SPARQL 存储")
    parser.add_argument("--endpoint", type=_given, metavar="URL", help=about)
    about = say(
        "form of the answer (default: table; ttl for the triples of a CONSTRUCT or DESCRIBE)",
        "答案格式（默认：table；CONSTRUCT 与 DESCRIBE 的三元组为 ttl）",
    )
    parser.add_argument("--format", choices=forms, help=about)


def _new_options(parser: argparse.ArgumentParser, say: Say) -> None:
    about = say("the text of the notice, UTF-8", "通报原文，UTF-8 文本")
    parser.add_argument("source", type=_path, metavar="SOURCE.txt", help=about)
    parser.add_argument("--id", help=say("the notice's id (default: the file's name)", "通报标识（默认：文件名）"))
    parser.add_argument(
        "--year", type=int, help=say("the notice's year (default: as in the id)", "通报年份（默认取自标识）")
    )
    parser.add_argument(
        "--place", help=say("an id in places.yaml (default: the first)", "places.yaml 中的标识（默认：首个）")
    )
