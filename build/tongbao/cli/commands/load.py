"""``tongbao load``: make a SPARQL store hold a build."""

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, OLDER_OUT, Option, given, option
from tongbao.errors import OutputError, Text


def options() -> list[Option]:
    """Declare the build to load, and the store."""
    return [
        DATA,
        BUILD,
        OLDER_OUT,
        option(
            "--endpoint",
            type=given,
            required=True,
            metavar="URL",
            about=Text("the store's address for queries", "存储的查询地址"),
        ),
        option(
            "--update",
            type=given,
            metavar="URL",
            about=Text("its address for updates, if different", "更新地址（若与查询地址不同）"),
        ),
        option(
            "--graph-store",
            type=given,
            metavar="URL",
            about=Text("its address for the Graph Store Protocol, if it has one", "Graph Store 协议地址（若支持）"),
        ),
    ]


def run(call: Call) -> int:
    """Make a SPARQL store hold a build."""
    built, asked = call.build, call.options
    from tongbao.push import Target, upload

    try:
        with Bars(call.language) as bars:
            done = upload(built, Target(asked.endpoint, asked.update, asked.graph_store), bars)
    except KeyboardInterrupt:
        call.note(Text("Stopped; load again to finish.", "已中断；请重新载入以完成其余部分。"))
        return 130
    if done.nothing:
        call.show(Text("Nothing to do: the store holds this build.", "无需操作：存储中已是此构建结果。"))
        return 0
    changed, removed, statements = len(done.changed), len(done.removed), done.statements
    call.show(
        Text(
            f"{changed:,} graph(s) replaced or changed, {removed:,} removed; {statements:,} statements sent.",
            f"替换或更改 {changed:,} 个图，删除 {removed:,} 个图；发送 {statements:,} 条陈述。",
        )
    )
    _note_no_union(call)
    return 0


def _note_no_union(call: Call) -> None:
    """Warn where the store's default graph lacks the loaded graphs: questions would find nothing there."""
    from tongbao.ask.endpoint import EndpointStore

    try:
        EndpointStore(call.options.endpoint).require_union()
    except OutputError as error:  # the build is loaded all the same
        call.note(error.problems[0])


COMMAND = Command("load", Text("make a SPARQL store hold a build", "把构建结果载入 SPARQL 存储"), options, run)
