"""``tongbao review``: settle what a draft leaves open, in the browser."""

import webbrowser

from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, Option, option
from tongbao.errors import Problem, Text, UsageError


def options() -> list[Option]:
    """Declare the notice, and the port."""
    notice = Text("the notice's id (default: a list of all)", "公文标识（默认：列出全部）")
    port = Text("the port on this machine (default: any that is free)", "本机端口（默认：任一空闲端口）")
    quiet = Text("print the address, and open no browser", "只显示网址，不打开浏览器")
    return [
        DATA,
        option("notice", nargs="?", metavar="NOTICE", about=notice),
        option("--port", type=int, default=0, about=port),
        option("--no-browser", action="store_true", about=quiet),
    ]


def run(call: Call) -> int:
    """Serve the page on this machine until ctrl-C."""
    from tongbao.load import check_folder
    from tongbao.web.local import listening, missing, token

    check_folder(call.data)
    try:
        from tongbao.review.app import Review, serve
    except ImportError as error:
        raise missing("serve") from error
    review, asked = Review(call.data, call.language), call.options.notice
    if asked and asked not in review.files():
        raise UsageError(_unknown(asked, sorted(review.files())))
    held, secret = listening(call.options.port), token()
    address = f"http://127.0.0.1:{held.getsockname()[1]}/{secret}/{f'{asked}/' if asked else ''}"
    print(address, flush=True)
    call.note(Text("Open this address in a browser; ctrl-C ends.", "请在浏览器中打开此网址；按 ctrl-C 结束。"))
    if not call.options.no_browser:
        webbrowser.open(address)
    serve(review, secret, held)
    return 0


def _unknown(asked: str, known: list[str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(asked, known, 3, 0.4)
    what = Text(f"There is no notice {asked[:80]!r}.", f"没有公文 {asked[:80]!r}。")
    if near:
        return Problem("unknown-notice", what, Text(f"Did you mean {', '.join(near)}?", f"是否指 {'、'.join(near)}？"))
    return Problem(
        "unknown-notice", what, Text("Draft it first: `tongbao draft FILE`.", "请先运行 `tongbao draft 文件`。")
    )


COMMAND = Command(
    "review",
    Text("settle what a draft leaves open, in the browser", "在浏览器中核对草稿"),
    options,
    run,
    usage="[--data DIR] [NOTICE]",
)
