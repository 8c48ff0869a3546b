"""``tongbao export``: write the whole graph of a build to one file."""

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import BUILD, DATA, OLDER_OUT, Option, option, wrong
from tongbao.errors import Text

FORMS = ("nq", "ttl", "trig", "jsonld")


def options() -> list[Option]:
    """Declare the options of an export."""
    about = Text("nq, ttl, trig or jsonld (default: nq)", "nq、ttl、trig 或 jsonld（默认：nq）")
    forms = option("forms", nargs="*", type=_form, metavar=Text("FORMAT", "格式"), about=about)
    return [DATA, BUILD, OLDER_OUT, forms]


def _form(word: str) -> str:
    """Read one format; argparse cannot check choices of an argument that may be missing."""
    if word not in FORMS:
        raise wrong(
            Text(f"expected nq, ttl, trig or jsonld, not {word!r}", f"须为 nq、ttl、trig 或 jsonld，而非 {word!r}")
        )
    return word


def run(call: Call) -> int:
    """Write the whole graph of a build in some formats."""
    built = call.build
    from tongbao.pipeline.export import export

    with Bars(call.language) as bars:
        files = export(built, call.options.forms or ["nq"], bars)
    for file in files:
        print(file)
    return 0


COMMAND = Command(
    "export", Text("write the whole graph of a build to one file", "将构建结果导出为单个图谱文件"), options, run
)
