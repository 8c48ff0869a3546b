"""The tables for people who do not use RDF: CSV and Parquet, and what their columns are (CSV on the Web)."""

import csv
import importlib.util
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tongbao.errors import Text
from tongbao.files.escape import csv_text
from tongbao.site.tables.columns import SEPARATOR, TABLES, Rows

ABOUT = {
    "notices": Text("notices, a row each", "通报，每份一行"),
    "measures": Text("measures, a row each, with their leads", "举措，每项一行，含牵头单位"),
    "participations": Text(
        "who takes part in which measure, a row for each part, with the words", "各单位在举措中的参与，每次一行，含原文"
    ),
    "outcomes": Text("figures of measures, a row each, with the words", "举措的成效数据，每项一行，含原文"),
    "honours": Text(
        "honours, approval, adoption, reports and applications, a row each; the column sort tells them apart",
        "荣誉、肯定、推广、刊载报道与申报，每项一行，以 sort 列区分",
    ),
    "commendations": Text("whom the notices praise, a row for each recipient", "受表扬者，每个对象一行"),
    "criticisms": Text("whom the notices criticise, a row for each recipient", "受批评者，每个对象一行"),
    "units": Text("units, a row each", "单位，每个一行"),
    "places": Text("places, a row each", "地区，每个一行"),
}


class Column(NamedTuple):
    """A column: what it holds, and of which datatype (a name of CSV on the Web)."""

    about: Text
    datatype: str = "string"
    many: bool = False
    """Whether a cell may hold several, with a semicolon between them."""


def _iri(en: str, zh: str, *, many: bool = False) -> Column:
    return Column(Text(en, zh), "anyURI", many)


def _quantity(en: str, zh: str) -> dict[str, Column]:
    name = en.partition(" ")[0]
    return {
        name: Column(Text(f"the figure{en.removeprefix(name)}", zh), "decimal"),
        f"{name}_unit": Column(Text("its unit of measure", "计量单位（英文）")),
        f"{name}_unit_zh": Column(Text("its unit of measure or classifier, in Chinese", "计量单位或量词")),
        f"{name}_bound": Column(
            Text("how it is bounded: Exact, Over, Nearly, Within", "界限（英文）：恰为、超过、近、以内")
        ),
    }


COLUMNS: Mapping[str, Column] = {
    "notice": _iri("the notice", "通报"),
    "measure": _iri("the measure", "举措"),
    "measures": _iri("the measures it is for", "相关举措", many=True),
    "outcome": _iri("the outcome", "成效"),
    "honour": _iri("the honour, or whatever the column sort tells", "荣誉，或 sort 列所示的一类"),
    "commendation": _iri("the praise of one recipient", "对一个对象的表扬"),
    "criticism": _iri("the criticism of one recipient", "对一个对象的批评"),
    "unit": _iri(
        "the unit; in the table of participations empty for a group without a name", "单位；参与表中未具名的群体为空"
    ),
    "place": _iri("the place", "地区"),
    "title": Column(
        Text("title of the measure, or of the notice in the table of notices", "举措标题；通报表中为通报标题")
    ),
    "number": Column(Text("document number of the notice", "通报文号")),
    "year": Column(Text("year that the notice is about, or of its number", "通报所述年份，未述者为文号年份"), "gYear"),
    "date_written": Column(Text("day on which the notice was written", "成文日期"), "date"),
    "issuers": _iri("who issued the notice", "发文机关", many=True),
    "issuer_names": Column(Text("their names", "发文机关名称"), many=True),
    "state": Column(
        Text(
            "whether the notice is in force: In force, Withdrawn, Replaced; empty where nothing is known",
            "效力状态（英文），未知为空",
        )
    ),
    "state_zh": Column(Text("the same in Chinese", "效力状态")),
    "replaced_by": _iri("the notice that replaces it", "替代它的通报"),
    "commended": Column(Text("how many recipients it praises", "受表扬的对象数"), "integer"),
    "criticised": Column(Text("how many recipients it criticises", "受批评的对象数"), "integer"),
    "position": Column(Text("number in the list it belongs to", "在所属名单中的序号"), "integer"),
    "level": Column(Text("level of government", "层级（英文）")),
    "level_zh": Column(Text("the same in Chinese", "层级")),
    "leads": _iri("the units that lead", "牵头单位", many=True),
    "lead_names": Column(Text("their names", "牵头单位名称"), many=True),
    "lead_cell": Column(Text("the cell that lists the units, as printed", "单位一栏原文")),
    "outcomes": Column(Text("how many figures", "成效数据数"), "integer"),
    "honours": Column(Text("how many honours conferred", "已授予的荣誉数"), "integer"),
    "affirmations": Column(Text("how many expressions of approval", "肯定数"), "integer"),
    "adoptions": Column(Text("how many adoptions elsewhere", "推广数"), "integer"),
    "reports": Column(Text("how many reports and showings", "刊载、报道与展示数"), "integer"),
    "applications": Column(Text("how many applications that await their decision", "申报待定数"), "integer"),
    "unit_name": Column(Text("name of the unit", "单位名称")),
    "unit_english": Column(Text("its English name", "单位英文名")),
    "role": Column(Text("its role", "角色（英文）")),
    "role_zh": Column(Text("the same in Chinese", "角色")),
    "printed_name": Column(Text("name as printed", "原文所印名称")),
    "concerns": _iri("the recognition or the document that its part is about", "其作用所涉的认可或文献"),
    "concerns_name": Column(Text("what that is called", "该认可或文献的名称")),
    "basis": Column(Text("from what in the source the role is read", "认定角色的依据（英文）")),
    "basis_zh": Column(Text("the same in Chinese", "认定角色的依据")),
    "basis_words": Column(
        Text(
            "the words from which it is read, where others than those of the name: a heading, say",
            "据以认定角色的原文（有别于名称所在处），如栏目标题",
        )
    ),
    "words": Column(
        Text("the words of the source that say so, a slash between separate ones", "原文依据，不相连者以斜线分隔")
    ),
    "counts": Column(Text("what is counted or measured", "所计内容")),
    "reading": Column(Text("how the figure is to be read", "读法（英文）")),
    "reading_zh": Column(Text("the same in Chinese", "读法")),
    "status": Column(Text("achieved, promised …", "状态（英文）")),
    "status_zh": Column(Text("the same in Chinese", "状态")),
    **_quantity("value", "数值"),
    **_quantity("before that was before", "此前数值"),
    **_quantity("after that is now", "此后数值"),
    "as_of": Column(Text("date for which it holds: a day, a month or a year", "截至时间：日、月或年")),
    "as_of_basis": Column(
        Text("whether the notice states that date, or it is implied", "截至时间由原文写明或推定（英文）")
    ),
    "as_of_basis_zh": Column(Text("the same in Chinese", "截至时间由原文写明或推定")),
    "name": Column(Text("name", "名称")),
    "english": Column(Text("English name; empty where there is none", "英文名，没有则为空")),
    "other_names": Column(Text("other names", "其他名称"), many=True),
    "kind": Column(Text("kind", "类型（英文）")),
    "kind_zh": Column(Text("the same in Chinese", "类型")),
    "sort": Column(
        Text("an honour, approval, adoption, a report or an application", "荣誉、肯定、推广、刊载报道或申报（英文）")
    ),
    "sort_zh": Column(Text("the same in Chinese", "荣誉、肯定、推广、刊载报道或申报")),
    "by_units": _iri(
        "who conferred, approved, promoted or published it, as its sort tells",
        "授予、肯定、推广或刊载的单位，视类别而定",
        many=True,
    ),
    "by_names": Column(Text("their names", "上述单位的名称"), many=True),
    "rank": Column(Text("rank, as printed", "等次")),
    "date": Column(Text("date: a day, a month or a year", "时间：日、月或年")),
    "act_position": Column(Text("which act of the notice it belongs to", "属于该通报的第几次表扬或批评"), "integer"),
    "recipient": _iri("to whom: a unit, a place, a person or a project", "对象：单位、地区、个人或项目"),
    "recipient_name": Column(Text("name of the recipient", "对象名称")),
    "recipient_sort": Column(
        Text("unit, place, person or project", "对象类别：unit 单位、place 地区、person 个人、project 项目")
    ),
    "act": Column(Text("the act", "方式（英文）")),
    "act_zh": Column(Text("the same in Chinese", "方式")),
    "given_by": _iri("who praises or criticises", "作出表扬或批评的单位"),
    "given_by_name": Column(Text("its name", "作出表扬或批评的单位名称")),
    "place_name": Column(Text("name of the place", "地区名称")),
    "parent": _iri("the unit it is part of", "上级单位"),
    "parent_name": Column(Text("its name", "上级单位名称")),
    "leads_ended": Column(
        Text("how many of these are of notices no longer in force", "其中所属通报已不再有效的项数"), "integer"
    ),
    "within": _iri("the place around it", "所属地区"),
    "within_name": Column(Text("its name", "所属地区名称")),
    "code": Column(Text("GB/T 2260 code", "行政区划代码")),
}
"""What the columns of all tables hold; one name means the same wherever it stands."""
OTHERWISE: Mapping[tuple[str, str], Column] = {
    ("notices", "measures"): Column(Text("how many measures", "举措数"), "integer"),
    ("units", "leads"): Column(
        Text("how many measures it leads, of notices no longer in force too", "牵头举措数（含已不再有效的通报）"),
        "integer",
    ),
    ("participations", "position"): Column(
        Text(
            "of a lead, its place in the cell; of others, a running number of that role in the measure",
            "牵头单位在原文栏中的次序；其他角色为该举措中此角色的流水号",
        ),
        "integer",
    ),
}
"""What a column holds in one table, where that is not what it holds in the others."""


def column(table: str, name: str) -> Column:
    """Return what a column of a table holds."""
    return OTHERWISE.get((table, name)) or COLUMNS[name]


MARK = "\ufeff"
"""Without a byte-order mark, Excel takes UTF-8 for the local code page."""


def tables(rows: Iterable[Rows]) -> Iterator[dict[str, bytes]]:
    """Give each table as CSV, and as Parquet where pyarrow is installed; ``rows`` come a part at a time."""
    yield {"dump/csv-metadata.json": described_tables()}
    found: dict[str, list[Sequence[Any]]] = {name: [] for name in TABLES}
    for part in rows:
        for name, those in part.items():
            found[name] += those
    parquet = has_parquet()
    for name in ABOUT:
        yield {f"dump/{name}.csv": _csv(name, found[name])}
        if parquet:
            yield {f"dump/{name}.parquet": _parquet(name, found[name])}


def has_parquet() -> bool:
    """Tell whether Parquet can be written."""
    return importlib.util.find_spec("pyarrow") is not None


def columns_of(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return TABLES[table]._fields  # type: ignore[attr-defined,no-any-return]


def _csv(table: str, rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = columns_of(table)
    numeric = [column(table, name).datatype == "decimal" for name in names]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(cell, number) for cell, number in zip(row, numeric, strict=True)])
    return (MARK + out.getvalue()).encode()


def _cell(cell: Any, is_number: bool) -> Any:
    return csv_text(cell) if isinstance(cell, str) and not is_number else cell


def _parquet(table: str, rows: Sequence[Sequence[Any]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    types = {"integer": pyarrow.int64(), "decimal": pyarrow.float64()}
    names = columns_of(table)
    schema = pyarrow.schema([(name, types.get(column(table, name).datatype, pyarrow.string())) for name in names])
    arrays = []
    for n, (name, kind) in enumerate(zip(names, schema.types, strict=True)):
        cells = [row[n] for row in rows]
        if column(table, name).datatype == "decimal":
            cells = [float(Decimal(cell)) if cell else None for cell in cells]
        arrays.append(pyarrow.array(cells, kind))
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


KEYS: Mapping[str, tuple[str, ...]] = {
    "notices": ("notice",),
    "measures": ("measure",),
    "participations": ("measure", "role", "position"),
    "outcomes": ("outcome",),
    "honours": ("honour",),
    "commendations": ("commendation",),
    "criticisms": ("criticism",),
    "units": ("unit",),
    "places": ("place",),
}
"""The columns that tell the rows of a table apart."""
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "measures": {"notice": "notices"},
    "participations": {"measure": "measures", "notice": "notices"},
    "outcomes": {"measure": "measures", "notice": "notices"},
    "honours": {"notice": "notices"},
    "commendations": {"notice": "notices"},
    "criticisms": {"notice": "notices"},
}
"""The columns that hold the key of a row of another table, and always do.

Validators differ on whether such a column may be empty, so that a unit, say, which a group without a name lacks, is not among them.
"""


def described_tables() -> bytes:
    """Return what the columns are, as metadata of CSV on the Web (W3C Recommendation, 2015)."""
    listed = [
        {
            "url": f"{table}.csv",
            "dc:title": [{"@value": about.zh, "@language": "zh"}, {"@value": about.en, "@language": "en"}],
            "tableSchema": _schema(table),
        }
        for table, about in ABOUT.items()
    ]
    document = {"@context": "http://www.w3.org/ns/csvw", "dialect": {"encoding": "utf-8"}, "tables": listed}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _schema(table: str) -> dict[str, Any]:
    columns = [
        _described(name, column(table, name)) | ({"required": True} if name in KEYS[table] else {})
        for name in columns_of(table)
    ]
    references = [
        {"columnReference": name, "reference": {"resource": f"{other}.csv", "columnReference": KEYS[other][0]}}
        for name, other in REFERENCES.get(table, {}).items()
    ]
    key = list(KEYS[table])
    return {"columns": columns, "primaryKey": key if len(key) > 1 else key[0], "foreignKeys": references}


def _described(name: str, of: Column) -> dict[str, Any]:
    about = [{"@value": of.about.zh, "@language": "zh"}, {"@value": of.about.en, "@language": "en"}]
    described: dict[str, Any] = {"name": name, "titles": name, "dc:description": about, "datatype": of.datatype}
    return described | ({"separator": SEPARATOR} if of.many else {})
