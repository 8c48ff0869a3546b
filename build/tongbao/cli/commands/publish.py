"""``tongbao publish``: make a web site from a build."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, DRAFTS, JOBS, Option, option, path
from tongbao.errors import Place, Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.site import Published


def options() -> list[Option]:
    """Declare the build to publish, and the folder of the site."""
    about = Text(
        "the folder of the site (default: site, in the build's folder)", "网站文件夹（默认：构建结果中的 site）"
    )
    return [DATA, JOBS, BUILD, DRAFTS, option("--out", type=path, metavar="DIR", about=about)]


def run(call: Call) -> int:
    """Make a web site from a build."""
    built = call.build
    out: Path = call.options.out or built / "site"
    from tongbao.pipeline.runners import default_jobs
    from tongbao.site import publish

    _check_drafts(call, built)
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
    if call.options.drafts:
        call.note(
            Text(
                "This site may hold drafts: each of its pages says so, and search engines are told to leave it out.",
                "本网站可能含有草稿：每页均已注明，并已告知搜索引擎不予收录。",
            )
        )
    return 0


def _check_drafts(call: Call, built: Path) -> None:
    """Refuse a build that holds drafts, unless they are asked for."""
    from tongbao.pipeline.export import holds_drafts, require_build

    require_build(built)
    if holds_drafts(built) and not call.options.drafts:
        what = Text("This build holds drafts.", "该构建结果含有草稿。")
        cure = Text(
            "Build without --drafts; to look at the drafts, publish them with --drafts.",
            "请不加 --drafts 重新构建；如只为查看草稿，请加 --drafts 发布。",
        )
        raise UsageError(Problem("holds-drafts", what, cure, Place(built)))


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
