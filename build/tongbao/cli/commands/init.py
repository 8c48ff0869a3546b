"""``tongbao init``: start a dataset."""

from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import Option, option, path
from tongbao.errors import Text


def options() -> list[Option]:
    """Declare the options of a new dataset."""
    about = Text("a folder that does not exist yet", "尚不存在的文件夹")
    demo = Text(
        "fill it with twelve invented notices of three cities, to try things with; one more waits in DIR/inbox",
        "放入三个城市的十二份虚构公文，供试用；另有一份待起草，在 DIR/inbox 中",
    )
    return [
        option("folder", type=path, metavar="DIR", about=about),
        option("--demo", action="store_true", about=demo),
    ]


def run(call: Call) -> int:
    """Start a dataset, and show the next commands."""
    from tongbao.cli.screen import command
    from tongbao.intake.skeleton import new_dataset

    folder = call.options.folder
    for file in new_dataset(folder, is_demo=call.options.demo):
        print(file)
    call.show(Text("Next:", "下一步："))
    data = ("--data", str(folder))
    build = ("build", *data)
    drafted = ("draft", str(folder / "inbox"), *data)
    steps = (
        (build, ("query", "co-lead-pairs", *data), drafted)
        if call.options.demo
        else (("draft", "FILE.pdf", *data), ("review", *data), build)
    )
    for step in steps:
        print(f"  {command(*step)}")
    return 0


COMMAND = Command("init", Text("start a dataset of your own", "新建自己的数据集"), options, run)
