"""``tongbao serve``: answer SPARQL over HTTP, and show the site."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, Option, option, path, positive
from tongbao.errors import Place, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.serve.app import Served

_PORT = 7879


def options() -> list[Option]:
    """Declare what is served, where, and to whom."""
    from tongbao import limits

    seconds = f"{limits.SERVED_SECONDS:g}"
    what = Text(
        "a build's folder, or a file (.nq, .nt, .trig, .ttl; default: the build of the dataset)",
        "构建结果文件夹，或文件（.nq、.nt、.trig、.ttl；默认：数据集的构建结果）",
    )
    return [
        DATA,
        BUILD,
        option("what", nargs="?", type=path, metavar="BUILD|FILE", about=what),
        option(
            "--site",
            type=path,
            metavar="DIR",
            about=Text(
                "the site to show (default: site, in the build's folder)", "要展示的网站（默认：构建结果中的 site）"
            ),
        ),
        option(
            "--port",
            type=int,
            default=_PORT,
            about=Text(f"the port (default: {_PORT}; 0: any that is free)", f"端口（默认：{_PORT}；0 为任一空闲端口）"),
        ),
        option(
            "--public",
            action="store_true",
            about=Text(
                "answer to names other than localhost, for a proxy on this machine that others reach",
                "允许以 localhost 以外的名称访问，供本机上对外的反向代理使用",
            ),
        ),
        option(
            "--seconds",
            type=positive,
            metavar="N",
            about=Text(f"how long a query may run (default: {seconds})", f"单次查询的时限（秒，默认：{seconds}）"),
        ),
        option(
            "--workers",
            type=positive,
            metavar="N",
            about=Text("queries at once (default: one for each processor)", "同时处理的查询数（默认：每个处理器一个）"),
        ),
        option("--log-json", action="store_true", about=Text("log in JSON", "以 JSON 格式记录日志")),
    ]


def run(call: Call) -> int:
    """Serve until ctrl-C or SIGTERM."""
    from tongbao.web.local import listening, missing

    what: Path = call.options.what or call.build
    if not what.exists():
        missing_build = Text("There is no such build or file.", "没有这个构建结果或文件。")
        cure = Text("Build first: `tongbao build`.", "请先构建：`tongbao build`。")
        raise UsageError(Problem("no-build", missing_build, cure, Place(what)))
    try:
        from tongbao.serve.pages import open_site
        from tongbao.serve.run import Settings, serve
    except ImportError as error:
        raise missing("serve") from error
    chosen = {name: value for name in ("seconds", "workers") if (value := getattr(call.options, name))}
    folder = call.options.site or what / "site"
    site = open_site(folder) if call.options.site or folder.is_dir() else None
    held = listening(call.options.port)
    call.note(Text("Opening the graph …", "正在打开图谱…"))
    with ExitStack() as opening:
        bars = opening.enter_context(Bars(call.language))
        settings = Settings(
            what, site, is_public=call.options.public, as_json=call.options.log_json, progress=bars, **chosen
        )
        serve(settings, held, lambda served: _ready(call, served, held.getsockname()[1], opening))
    return 0


def _ready(call: Call, served: "Served", port: int, opening: ExitStack) -> None:
    opening.close()  # the bar goes
    print(f"http://127.0.0.1:{port}/sparql", flush=True)
    if served.pages.site:
        call.note(Text(f"The site: http://127.0.0.1:{port}/", f"网站：http://127.0.0.1:{port}/"))
    count = f"{served.pool.statements:,}"
    call.note(Text(f"{count} statements; ctrl-C ends.", f"共 {count} 条陈述；按 ctrl-C 结束。"))
    if not served.pool.closed:
        call.note(_OPEN)
    if call.options.public:
        call.note(_PUBLIC)


_OPEN = Text(
    "On this system the processes that answer are not kept from opening connections; SERVICE is refused all the same.",
    "本系统无法禁止查询进程对外建立连接；SERVICE 仍一律拒绝。",
)
_PUBLIC = Text(
    "Public: put a proxy with TLS before it that limits connections for each client and sets X-Forwarded-For (docs/serve.md).",
    "对外服务：前面须有启用 TLS 的反向代理，限制每个客户端的连接数，并设置 X-Forwarded-For（见 docs/serve.zh-CN.md）。",
)
COMMAND = Command(
    "serve",
    Text("answer SPARQL over HTTP", "提供 SPARQL 端点"),
    options,
    run,
    usage="[--port N] [--public] [--site DIR] [BUILD|FILE]",
)
