"""``tongbao new``: write the skeleton of a notice from its text."""

from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, Option, option, path
from tongbao.errors import Text


def options() -> list[Option]:
    """Declare the options of a new notice."""
    return [
        DATA,
        option(
            "source",
            type=path,
            metavar="SOURCE.txt",
            about=Text("the text of the notice, UTF-8", "公文原文，UTF-8 文本"),
        ),
        option("--id", about=Text("the notice's id (default: the file's name)", "公文标识（默认：文件名）")),
        option(
            "--year", type=int, about=Text("the notice's year (default: as in the id)", "公文年份（默认：取自标识）")
        ),
        option(
            "--place",
            about=Text("an id in places.yaml (default: the first)", "places.yaml 中的标识（默认：首个）"),
        ),
    ]


def run(call: Call) -> int:
    """Write the skeleton of a notice, and list its gaps."""
    from tongbao.intake.skeleton import new_notice
    from tongbao.load.gaps import GAP

    asked = call.options
    file, gaps = new_notice(asked.source, call.data, asked.id, asked.year, asked.place)
    print(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    call.show(Text(f"{len(gaps)} gaps to fill in:", f"共 {len(gaps)} 处待填："))
    for gap in gaps:
        print(f"  {file.name}:{gap}: {lines[gap - 1].partition(GAP)[2].strip(' :')}")
    return 0


COMMAND = Command("new", Text("write the skeleton of a notice", "由原文生成公文数据的骨架"), options, run)
