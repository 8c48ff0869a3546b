"""``tongbao init``: start a dataset."""

from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import Option, option, path
from tongbao.errors import Text


def options() -> list[Option]:
    """Declare the options of a new dataset."""
    about = Text("a folder that does not exist yet", "尚不存在的文件夹")
    return [option("folder", type=path, metavar="DIR", about=about)]


def run(call: Call) -> int:
    """Start a dataset, and show the next commands."""
    from tongbao.cli.screen import command
    from tongbao.intake.skeleton import new_dataset

    folder = call.options.folder
    for file in new_dataset(folder):
        print(file)
    call.show(Text("Next:", "下一步："))
    print(f"  {command('new', 'SOURCE.txt', '--data', str(folder))}")
    print(f"  {command('build', '--data', str(folder))}")
    return 0


COMMAND = Command("init", Text("start a dataset of your own", "新建自己的数据集"), options, run)
