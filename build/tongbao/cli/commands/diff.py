"""``tongbao diff``: what changed between two versions of a dataset."""

import sys
from pathlib import Path

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import Option, option, path
from tongbao.errors import Text

FORMATS = {
    "text": Text("for people", "供人阅读"),
    "json": Text("for programs, in both languages", "供程序使用，含中英双语"),
    "html": Text("a page that stands by itself", "独立网页"),
}
"""The ways to write a report."""
DIFFERENT = 1
"""The exit code where the versions differ, as that of the program diff."""


def options() -> list[Option]:
    """Declare the two versions, and how the report is written."""
    listed = Text(
        ", ".join(f"{name} ({about.en})" for name, about in FORMATS.items()),
        "、".join(f"{name}（{about.zh}）" for name, about in FORMATS.items()),
    )
    about = Text("{0} version: the folder of a build, or a file of the graph", "{1}版本：构建结果文件夹，或图谱文件")
    return [
        option("old", type=path, metavar="OLD", about=Text(about.en.format("the older"), about.zh.format("", "旧"))),
        option("new", type=path, metavar="NEW", about=Text(about.en.format("the newer"), about.zh.format("", "新"))),
        option(
            "--format",
            choices=list(FORMATS),
            about=Text(
                f"format of the report (default: by the ending of --out, else text): {listed.en}",
                f"报告格式（默认：按 --out 的扩展名，否则为 text）：{listed.zh}",
            ),
        ),
        option(
            "--out",
            type=path,
            metavar="FILE",
            about=Text("the file to write (default: standard output)", "要写入的文件（默认：标准输出）"),
        ),
    ]


def run(call: Call) -> int:
    """Report what changed; tell by the exit code whether anything did."""
    from tongbao.files.whole import write_whole
    from tongbao.site.changes import compare
    from tongbao.site.changes.written import WRITERS

    with Bars(call.language) as bars:
        changes = compare(call.options.old, call.options.new, bars)
    file: Path | None = call.options.out
    ending = file.suffix.removeprefix(".").lower() if file else ""
    form = call.options.format or (ending if ending in FORMATS else "text")
    written = WRITERS[form](changes, call.language)
    if file:
        write_whole(file, written)
        print(file)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
    return DIFFERENT if changes else 0


COMMAND = Command(
    "diff",
    Text(
        "tell what changed between two versions; the exit code is 0 for none, 1 for some",
        "说明两个版本之间的变化（退出码：无变化为 0，有变化为 1）",
    ),
    options,
    run,
)
