"""Make a new dataset, and the skeleton of a notice."""

import hashlib
import os
import re
from datetime import date
from pathlib import Path

from tongbao import paths
from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.files.text import read_text
from tongbao.files.whole import replace
from tongbao.intake.refusals import check_free, check_id, check_place, checked_year, exists, writing
from tongbao.intake.schemas import renew_schemas
from tongbao.load import read_authority, read_vocabulary
from tongbao.load.gaps import GAP
from tongbao.load.naming import genre_of
from tongbao.load.number import NUMBER
from tongbao.load.source import squeeze
from tongbao.model.schema import KINDS, json_schema

_DATASET = """\
# yaml-language-server: $schema=schema/dataset.schema.json
# The dataset's description of itself. 数据集的说明。
# The base of all IRIs of your data: an address that you control, ending in a slash. 数据 IRI 的基准：您掌握的网址，以斜杠结尾。
base: https://example.org/notices/
title: 通报知识图谱
english: Knowledge graph of commendation notices
license: https://creativecommons.org/licenses/by/4.0/
# Shown on every page and in catalogues; update them when you publish again. 每页与目录中均会注明；再次发布时请更新。
version: 0.1.0
modified: {today}
# publisher: {{name: 某某市数据局, english: Data Bureau, homepage: https://example.org/}}
"""
_PLACES = """\
# yaml-language-server: $schema=schema/places.schema.json
# Territories. Add yours below, each within another. 地区。请在下方添加，逐级写明所属。
cn:
  name: 中华人民共和国
  english: People's Republic of China
  short: [中国]
  level: national
  basis: common-knowledge
  certainty: certain
"""
_UNITS = """\
# yaml-language-server: $schema=schema/units.schema.json
# Units that notices name: full name, short names, kind, place, and the basis for these. 公文提及的单位及各项依据。
# A kind or level that KEYS.md does not list goes to vocabulary.yaml. KEYS.md 未列的类型、层级，请写入 vocabulary.yaml。
cn-state-council:
  name: 中华人民共和国国务院
  english: State Council of the People's Republic of China
  short: [国务院]
  kind: government
  level: national
  place: cn
  basis: common-knowledge
  certainty: certain
"""
_README = """\
# Our notices · 我们的公文

Notices as data. `dataset.yaml` holds the base IRI, `units.yaml` and `places.yaml` who and where, `notices/<year>/` one
notice a file beside its source text. Every key is explained in [KEYS.md](KEYS.md). Codes of your own go to `vocabulary.yaml`.

以数据形式保存的公文。`dataset.yaml` 载明基准 IRI，`units.yaml`、`places.yaml` 载明单位与地区，`notices/<年份>/` 中每份公文一个文件，
旁边是其原文。各键含义见 [KEYS.md](KEYS.md)。自有的代码写入 `vocabulary.yaml`。

    tongbao new NAME.txt --data .    # the skeleton of a notice 生成公文骨架
    tongbao validate --data .        # what is wrong or missing 检查错漏
    tongbao build --data .           # the graph 构建图谱

Say here where the notices come from, and their legal status. 请在此写明公文的来源与法律地位。
"""
_NOTICE = """\
# yaml-language-server: $schema=../../schema/notice.schema.json
# Skeleton of a notice. Fill in each line marked FILL IN, then delete its mark. KEYS.md in the data folder explains each key.
# 公文骨架。请逐行填写有“待填”标记之处，填后删去标记。各键含义见数据文件夹中的 KEYS.md。
id: {id}
source:
  file: {file}
  sha256: {sha256}
place: {place} # {gap}: the place whose short names the notice uses (an id in places.yaml) 公文所属地区
title: {title} # {gap}: the whole title, as printed; now the first line that may be it 完整标题；现为可能的首行
genre: {genre} # {gap}: circular 通报, notice 通知, decision 决定, opinions 意见 …; KEYS.md lists all, vocabulary.yaml your own 文种，全部代码见 KEYS.md，自有代码见 vocabulary.yaml
# {gap}: remove the leading `# ` and fill in. 去掉行首的“# ”并填写。
# number: {number} # {gap}: the document number 发文字号
# issued: {{by: , date: {year}-, quote: }} # {gap}: the issuing body, the date, and the words that state them 发文机关、成文日期、原文
# printed: {{by: , date: {year}-, quote: }} # {gap}: the imprint, if there is one 印发机关与印发日期
# openness: {{level: public, quote: 此件主动公开}} # {gap}: if the notice says so 公开属性
# commendations: # {gap}: who is commended or criticised, in the order printed 受表扬、受批评的对象，按原文顺序
#   - act: circular-commendation # or circular-criticism, award … 通报表扬、通报批评、授予称号等
#     quote: # the whole sentence 整句原文
#     recipients: []
# annexes: # {gap}: one for each annex that lists measures 列有举措的附件
#   - number: 1
#     title: {{text: , nth: 2}}
#     order: {{basis: as-given}}
#     measures:
#       - id: m-01
#         position: 1
#         title: # as printed 原文标题
#         lead-cell: # the cell that names the units 单位名称栏
#         leads: []
#         description: |
#           the whole text of the measure 举措全文
#         outcomes: []
#         honours: []
"""


def new_dataset(folder: Path, *, is_demo: bool = False) -> list[Path]:
    """Write a dataset that builds, and return its files: its own base IRI, one place, one unit, no notice; or the demo."""
    files = _dataset_files(_demo() if is_demo else _empty())
    with writing(folder):
        if folder.is_dir():
            _forget_temporary(folder, files)
        if os.path.lexists(folder) and not _is_begun(folder, files):
            raise UsageError(exists(folder))
        (folder / "notices").mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            replace(folder / name, content)
    return sorted(folder / name for name in files)


def _dataset_files(own: dict[str, bytes]) -> dict[str, bytes]:
    """Return the content of the files of a new dataset, by name: what every dataset has, and its own."""
    schemas = {f"schema/{kind}.schema.json": json_schema(kind).encode() for kind in KINDS}
    return {"KEYS.md": (paths.DATA / "KEYS.md").read_bytes(), **own, **schemas}


def _empty() -> dict[str, bytes]:
    dataset = _DATASET.format(today=date.today().isoformat())
    texts = {"dataset.yaml": dataset, "places.yaml": _PLACES, "units.yaml": _UNITS, "README.md": _README}
    return {name: text.encode() for name, text in texts.items()}


def _demo() -> dict[str, bytes]:
    files = [file for file in sorted(paths.DEMO.rglob("*")) if file.is_file()]
    return {file.relative_to(paths.DEMO).as_posix(): file.read_bytes() for file in files}


def _is_begun(folder: Path, files: dict[str, bytes]) -> bool:
    """Return whether a folder is empty, or holds only some of these files, as a killed run may leave it."""
    if not folder.is_dir():
        return False
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if not file.is_dir()}
    return len(found) < len(files) and all(file.read_bytes() == files.get(name) for name, file in found.items())


def _forget_temporary(folder: Path, files: dict[str, bytes]) -> None:
    """Remove half-written files that a killed run left beside files of these names."""
    for name in files:
        place = folder / name
        for file in place.parent.glob(f".{place.name}-????????"):
            file.unlink()


def new_notice(
    source: Path, data: Path, name: str | None, year: int | None, place: str | None
) -> tuple[Path, list[int]]:
    """Write the skeleton of a notice beside a copy of its source text; return its file and the numbers of lines with gaps."""
    text, problems = read_text(source)
    if problems:
        raise UsageError(*problems)
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if len(line.strip()) > 3]
    first = next((line for line in lines if not _NO_TITLE.fullmatch(line)), lines[0] if lines else "")
    name = name or source.stem.lower()
    numbers = [found for line in lines[:20] if (found := NUMBER.fullmatch(squeeze(line)))]
    check_id(name)
    year = checked_year(year or _year_in(name) or next((int(found["year"]) for found in numbers), None))
    if not first:
        what = Text("The source text has no words.", "原文文本没有文字。")
        cure = Text("Give the text of the notice.", "请提供公文全文。")
        raise UsageError(Problem("empty-source", what, cure, Place(source)))
    file = data / "notices" / str(year) / f"{name}.yaml"
    copy = file.with_suffix(".txt")
    check_free(file, {copy: source.read_bytes()})
    vocabulary, problems = read_vocabulary(data)
    if problems or vocabulary is None:
        raise UsageError(*problems)
    authority, problems = read_authority(data, vocabulary)
    if problems:
        raise UsageError(*problems)
    place = place or next(iter(authority.places), "")
    check_place(place, authority, data)
    skeleton = _NOTICE.format(
        gap=GAP,
        id=name,
        file=f"{name}.txt",
        sha256=hashlib.sha256(source.read_bytes()).hexdigest(),
        place=place,
        title=_quoted(first, text),
        genre=genre_of(squeeze(first), vocabulary.named("genre")) or "notice",
        number=next((found[0] for found in numbers), "〔〕号"),
        year=year,
    )
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            replace(copy, source.read_bytes())
        replace(file, skeleton.encode())
    renew_schemas(data)
    return file, [number for number, line in enumerate(skeleton.splitlines(), 1) if GAP in line]


_NO_TITLE = re.compile(r"[\W\d_]*|.{0,20}[〔\[［(（]\s*\d{4}\s*[〕\]］)）]\s*\d+\s*号|.{2,40}文\s*件")
"""A line that is a page number, a document number, or the red letterhead (发文机关标志)."""


def _year_in(name: str) -> int | None:
    found = re.search(r"(?<!\d)(19|20|21)\d\d(?!\d)", name)
    return int(found[0]) if found else None


def _quoted(line: str, text: str) -> str:
    """Write the beginning of a line as a quotation that can be found in the text."""
    words = line[:100]
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    once = squeeze(text).count(squeeze(words)) == 1
    return f'"{escaped}"' if once else f'{{text: "{escaped}", nth: 1}}'
