"""``tongbao migrate``: bring YAML that was written for an earlier version up to date."""

from tongbao import paths
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import Option, option, path
from tongbao.errors import Text


def options() -> list[Option]:
    """Declare the dataset, and whether its files are written."""
    return [
        option(
            "folder",
            type=path,
            nargs="?",
            metavar="DIR",
            about=Text("the dataset (default: the one that comes with tongbao)", "数据集文件夹（默认：随附的数据集）"),
        ),
        option(
            "--dry-run",
            action="store_true",
            about=Text("show what would change, and write nothing", "只显示将作的更改，不写文件"),
        ),
    ]


def run(call: Call) -> int:
    """Bring a dataset up to date; say what was changed, and what a person has to decide."""
    import difflib
    from collections import defaultdict

    from tongbao.intake.migrate import migrate

    dry = call.options.dry_run
    found = migrate(call.options.folder or paths.DATA, write=not dry)
    for each in found if dry else ():
        name = str(each.file)
        print(
            *difflib.unified_diff(each.before.splitlines(), each.after.splitlines(), name, name, lineterm=""), sep="\n"
        )
    changes = [change for each in found for change in each.changes]
    for change in () if dry else changes:
        print(f"{change.place}: {change.before} → {change.after}")
    files = sum(bool(each.changes) for each in found)
    if not changes:
        call.show(Text("Nothing to change: the dataset is up to date.", "无须更改：数据集已是最新写法。"))
    elif dry:
        call.show(
            Text(
                f"{len(changes)} places in {files} file(s) would change; nothing was written.",
                f"将更改 {files} 个文件中的 {len(changes)} 处；未写文件。",
            )
        )
    else:
        call.show(
            Text(f"Changed {len(changes)} places in {files} file(s).", f"已更改 {files} 个文件中的 {len(changes)} 处。")
        )
    decisions = defaultdict(list)
    for each in found:
        for problem in each.decisions:
            decisions[problem.what].append(str(problem.place))
    for what, where in decisions.items():
        call.show(Text(f"For you to decide: {what.en}", f"请您决定：{what.zh}"))
        print(*(f"  {place}" for place in where), sep="\n")
    return 0


COMMAND = Command(
    "migrate",
    Text("bring files written for an earlier version up to date", "将较早版本的数据文件更新为现行写法"),
    options,
    run,
)
