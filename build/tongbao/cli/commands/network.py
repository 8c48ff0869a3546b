"""``tongbao network``: draw and measure who works together."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, STATED, Option, option, path, positive
from tongbao.errors import Language, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.ask.store import Rows, Store
    from tongbao.network import Filters, Network
    from tongbao.network.model import Weight


def options() -> list[Option]:
    """Declare which network is written, and how."""
    from tongbao.network import FORMATS
    from tongbao.network.model import MODES, WEIGHTS

    listed = Text(
        ", ".join(f"{name} ({form.about.en})" for name, form in FORMATS.items()),
        "、".join(f"{name}（{form.about.zh}）" for name, form in FORMATS.items()),
    )
    return [
        DATA,
        BUILD,
        option(
            "--format",
            choices=list(FORMATS),
            about=Text(
                f"format of the network (default: by the ending of FILE; md without a file): {listed.en}",
                f"网络的格式（默认：依文件扩展名；不写文件时为 md）：{listed.zh}",
            ),
        ),
        option(
            "--out",
            type=path,
            metavar="FILE",
            about=Text("the file to write (default: standard output)", "要写入的文件（默认：标准输出）"),
        ),
        option(
            "--mode",
            choices=list(MODES),
            about=Text(
                f"what the nodes are (default: units): {_listed(MODES, 'en')}",
                f"节点是什么（默认：units）：{_listed(MODES, 'zh')}",
            ),
        ),
        option(
            "--weight",
            choices=list(WEIGHTS),
            about=Text(
                f"how much a pair of units counts (default: times): {_listed(WEIGHTS, 'en')}",
                f"每对单位的权重（默认：times）：{_listed(WEIGHTS, 'zh')}",
            ),
        ),
        *_filters(),
        option(
            "--query",
            metavar="QUESTION",
            about=Text(
                "use the rows of a stored question (such as co-leading-across-kinds) or a file instead: ?node ?linkedNode, and optionally ?weight",
                "改用预存问题（如 co-leading-across-kinds）或查询文件的结果：?node ?linkedNode，可另有 ?weight",
            ),
        ),
    ]


def _listed(choices: Mapping[Any, Text], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(
        f"{name} – {about.to(language)}" for name, about in choices.items()
    )


def _filters() -> list[Option]:
    """Declare the filters of a network; none of them can be used with a query."""
    some = {"action": "append", "default": []}
    return [
        option(
            "--level",
            metavar="CODE",
            about=Text("only units of this level: municipal, district, …; can be repeated", "仅限该层级的单位，可重复"),
            **some,
        ),
        option(
            "--kind",
            metavar="CODE",
            about=Text("only units of this kind: department, court, …; can be repeated", "仅限该类型的单位，可重复"),
            **some,
        ),
        option(
            "--role",
            metavar="CODE",
            about=Text(
                "units with this role in a measure (default: lead); can be repeated",
                "在举措中担任该角色的单位（默认：lead），可重复",
            ),
            **some,
        ),
        option(
            "--year",
            type=positive,
            metavar="YEAR",
            about=Text("only notices of this year; can be repeated", "仅限该年份的公文，可重复"),
            **some,
        ),
        option(
            "--place",
            metavar="PLACE",
            about=Text(
                "only units of this place and of those within it, or of notices from there where a unit's place is not known; a name or code, can be repeated",
                "仅限该地区及其所辖地区的单位（单位地区不详的，看公文的地区）；可用名称或代码，可重复",
            ),
            **some,
        ),
        option(
            "--in-force",
            action="store_true",
            about=Text("leave out notices that are no longer in force", "不含已不再有效的公文"),
        ),
        STATED,
    ]


def run(call: Call) -> int:
    """Write the network of a build: of units that have a role in measures, or of the rows of a question."""
    file: Path | None = call.options.out
    form = call.options.format or form_of(file)
    built = call.build
    from tongbao.ask.stored import open_store
    from tongbao.network import Whole, two_mode, write_network

    with Bars(call.language) as bars:
        store = open_store(built, bars)
        bars.step(Text("Reading the network", "正在读取网络"))
        network = _network(call, store)
        if call.options.mode == "measures":
            network = two_mode(network)
        bars.step(Text("Measuring and placing", "正在度量与布局"))
        written = write_network(Whole.of(network), form, call.language)
    _put(file, written)
    return 0


def form_of(file: Path | None) -> str:
    """Return the format for a file's name; ``md`` where there is no file, or its name has no ending."""
    from tongbao.network import FORMATS

    if file is None or not file.suffix:
        return "md"
    if found := [form for form in FORMATS if file.name.lower().endswith(f".{form}")]:
        return max(found, key=len)
    what = Text(f"The name {file.name!r} does not show the format.", f"由文件名 {file.name!r} 看不出格式。")
    forms = ", ".join(f".{form}" for form in FORMATS)
    cure = Text(f"End it with one of {forms}, or add --format.", f"请以 {forms} 之一结尾，或加 --format。")
    raise UsageError(Problem("unknown-format", what, cure))


def _network(call: Call, store: "Store") -> "Network":
    from tongbao.network.read import read_network
    from tongbao.network.read_query import read_query_network

    asked = call.options
    if asked.query is None:
        network = read_network(store, _chosen(call), _weight(call))
    else:
        network = read_query_network(store, *_edges(call, store))
    if network.remark:
        call.note(network.remark)
    if not network.nodes:
        call.note(Text("Nothing fits these filters.", "没有符合条件的内容。"))
    return network


def _chosen(call: Call) -> "Filters":
    from tongbao.network import Filters

    asked = call.options
    roles = frozenset(asked.role) or Filters().roles
    codes = frozenset(asked.level), frozenset(asked.kind), frozenset(asked.year)
    return Filters(*codes, roles, asked.in_force, frozenset(asked.place), asked.stated)


def _weight(call: Call) -> "Weight":
    asked = call.options
    if asked.weight and asked.mode == "measures":
        what = Text(
            "--weight is about pairs of units; with --mode measures there are none.",
            "--weight 针对单位对；--mode measures 中没有单位对。",
        )
        cure = Text("Leave one of them out: each line is one printed fact.", "请去掉其一：其中每条线为一条原文事实。")
        raise UsageError(Problem("usage", what, cure))
    weight: Weight = asked.weight or "times"
    return weight


def _edges(call: Call, store: "Store") -> "tuple[Rows, Path]":
    """Return the rows of a question that become edges, and the question's file."""
    from tongbao.ask.answers import answer_to
    from tongbao.ask.store import Rows

    for name in ("mode", "weight", "level", "kind", "year", "role", "place", "in_force", "stated"):
        if getattr(call.options, name):
            given = f"--{name.replace('_', '-')}"
            what = Text(f"{given} cannot be used with --query.", f"{given} 不能与 --query 同用。")
            raise UsageError(Problem("usage", what, Text("Filter in the query.", "请在查询中筛选。")))
    answer, _, file = answer_to(call.options.query, store, {})
    return (answer if isinstance(answer, Rows) else Rows((), [])), file


def _put(file: Path | None, written: bytes) -> None:
    """Write the file and print its name; without a file, print the network."""
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
        return
    from tongbao.files.whole import write_whole

    write_whole(file, written)
    print(file)


COMMAND = Command("network", Text("draw and measure who works together", "绘制并度量协作网络"), options, run)
