"""``tongbao publish``: make a web site from a build."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, JOBS, Option, option, path
from tongbao.errors import Text

if TYPE_CHECKING:
    from tongbao.site import Published


def options() -> list[Option]:
    """Declare the build to publish, and the folder of the site."""
    about = Text(
        "the folder of the site (default: site, in the build's folder)", "网站文件夹（默认：构建结果中的 site）"
    )
    return [DATA, JOBS, BUILD, option("--out", type=path, metavar="DIR", about=about)]


def run(call: Call) -> int:
    """Make a web site from a build."""
    built = call.build
    out: Path = call.options.out or built / "site"
    from tongbao.pipeline.runners import default_jobs
    from tongbao.site import publish

    start = time.perf_counter()
    try:
        with Bars(call.language) as bars:
            done = publish(built, call.data, out, jobs=call.options.jobs or default_jobs(), progress=bars)
    except KeyboardInterrupt:
        call.note(Text("Stopped; run it again to finish.", "已中断；请重新运行以完成其余部分。"))
        return 130
    for remark in done.remarks:
        call.note(remark)
    _show(call, done, time.perf_counter() - start)
    print(out)
    return 0


def _show(call: Call, done: "Published", seconds: float) -> None:
    call.show(
        Text(
            f"{done.pages:,} pages made, {done.written:,} of {done.files:,} files written, {done.removed:,} removed, in {seconds:.1f} s",
            f"生成 {done.pages:,} 个页面，写出 {done.files:,} 个文件中的 {done.written:,} 个，删除 {done.removed:,} 个，用时 {seconds:.1f} 秒",
        )
    )
    call.show(
        Text(
            f"Serve it at {done.base}, with the settings in its nginx.conf or .htaccess.",
            f"请以 {done.base} 为网址对外提供，服务器设置见其中的 nginx.conf 与 .htaccess。",
        )
    )


COMMAND = Command("publish", Text("make a web site from a build", "由构建结果生成网站"), options, run)
