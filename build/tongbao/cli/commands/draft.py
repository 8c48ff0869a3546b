"""``tongbao draft``: draft notices from the files that an office published."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tongbao.cli.bars import Bars
from tongbao.cli.call import Call
from tongbao.cli.command import Command
from tongbao.cli.options import DATA, Option, option, path
from tongbao.errors import Problem, Text, UsageError

if TYPE_CHECKING:
    from tongbao.intake.proposals.weigh import Weighed


def options() -> list[Option]:
    """Declare the options of a draft."""
    return [
        DATA,
        option(
            "files",
            type=path,
            nargs="+",
            metavar="FILE",
            about=Text(
                "PDF, DOCX, HTML or text, as published, with --ocr scans and pictures too; a folder stands for the files in it",
                "所发布的 PDF、DOCX、HTML 或文本文件，用 --ocr 时也可为扫描件或图片；文件夹指其中全部文件",
            ),
        ),
        option(
            "--id",
            about=Text("the notice's id (default: place, year and number)", "公文标识（默认：地区、年份、序号）"),
        ),
        option(
            "--year",
            type=int,
            about=Text("the notice's year (default: that of its date)", "公文年份（默认：成文日期的年份）"),
        ),
        option(
            "--place",
            about=Text(
                "an id in places.yaml (default: that of the issuing body)",
                "places.yaml 中的标识（默认：发文机关所在地区）",
            ),
        ),
        option(
            "--proposals",
            type=path,
            metavar="JSON",
            about=Text(
                "records that a person, a script or a model proposes (JSON or JSON Lines); only what the text supports is used",
                "由人、脚本或模型提出的记录（JSON、JSON Lines）：与原文相符的写入草稿",
            ),
        ),
        option(
            "--ocr",
            action="store_true",
            about=Text(
                "recognise the words of scans and pictures (needs tongbao[ocr]); you are asked to compare them",
                "识别扫描件与图片中的文字（需要 tongbao[ocr]），识别结果须经核对",
            ),
        ),
    ]


def run(call: Call) -> int:
    """Draft each file; the files that could not be read are named at the end."""
    from tongbao.intake.draft import draft_notice
    from tongbao.load import check_folder

    check_folder(call.data)
    asked, failed = call.options, list[Problem]()
    files = list(_files(asked.files))
    for name, given in (("--id", asked.id), ("--proposals", asked.proposals)):
        if given and len(files) > 1:
            what = Text(f"{name} is for one notice, but there are several files.", f"{name} 只能用于一个文件。")
            raise UsageError(Problem("usage", what, Text("Draft them one by one.", "请逐个生成。")))
    done = []
    with Bars(call.language) as bars:
        bars.step(_DRAFTING, len(files))
        for number, file in enumerate(files, 1):
            recognising = bars if asked.ocr else None
            try:
                done.append(
                    draft_notice(file, call.data, asked.id, asked.year, asked.place, asked.proposals, recognising)
                )
            except UsageError as error:
                failed += error.problems
            if asked.ocr:  # the pages of the file may have had a bar of their own
                bars.step(_DRAFTING, len(files))
            bars.done(number if asked.ocr else 1)
    for drafted in done:
        print(drafted.file)
        call.show(Text(f"  {len(drafted.open)} points to settle", f"  共 {len(drafted.open)} 处待定"))
        if drafted.difference:
            _show_difference(call, drafted.difference)
        if drafted.weighed:
            _tell(call, drafted.weighed)
    if failed:
        raise UsageError(*failed)
    return 0


_DRAFTING = Text("Drafting", "正在生成草稿")
_SHOWN, _WIDE = 40, 160


def _show_difference(call: Call, lines: Sequence[str]) -> None:
    """Show in which lines the text differs from the one before."""
    call.show(Text("  the text was exchanged:", "  原文文本已更换："))
    for line in lines[:_SHOWN]:
        print(f"  {line if len(line) <= _WIDE else f'{line[:_WIDE]}…'}")
    if more := len(lines) - _SHOWN if len(lines) > _SHOWN else 0:
        call.show(Text(f"  … {more:,} more lines", f"  ……另有 {more:,} 行"))


def _tell(call: Call, weighed: "Weighed") -> None:
    """Tell what became of proposals, each that was refused with its reason."""
    kept, same, refused = weighed.kept, weighed.same, len(weighed.refused)
    call.show(
        Text(
            f"  proposals: {kept} taken in, {same} already drafted, {refused} refused",
            f"  提议：写入 {kept} 项，草稿已有 {same} 项，未采用 {refused} 项",
        )
    )
    for problem in weighed.refused:
        print(problem.to(call.language))


def _files(given: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, and those of folders in the order of their names."""
    for file in given:
        if file.is_dir():
            yield from sorted(each for each in file.iterdir() if each.is_file() and not each.name.startswith("."))
        else:
            yield file


COMMAND = Command(
    "draft",
    Text("draft notices from published files", "由所发布的文件生成公文草稿"),
    options,
    run,
    usage="[--data DIR] FILE ...",
)
