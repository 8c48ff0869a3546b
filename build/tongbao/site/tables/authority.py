"""The tables of units and places.

A column is one line here; nothing else names it.
"""

from collections.abc import Iterable

from tongbao.errors import Text
from tongbao.site.backlinks import Backlink
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.tables.table import Column, Rows, Table, iri, number, text, texts
from tongbao.site.tables.things import Authority, code
from tongbao.site.things import Things

NAMES: list[Column[Authority]] = [
    text("name", "name", "名称", lambda row: row.name(row.iri)),
    text("english", "English name; empty where there is none", "英文名，没有则为空", lambda row: row.english(row.iri)),
    texts("other_names", "other names", "其他名称", lambda row: row.texts("skos:altLabel", "zh")),
]
UNITS = Table[Authority](
    "units",
    Text("units, a row each", "单位，每个一行"),
    [
        iri(
            "unit",
            "the unit; in the table of participations, empty for a group without a name",
            "单位；参与表中未具名的群体为空",
            lambda row: row.iri,
            key=True,
        ),
        *NAMES,
        text(
            "short_english",
            "short English name; empty where there is none",
            "英文简称，没有则为空",
            lambda row: row.in_english("skos:altLabel"),
        ),
        *code("kind", "kind", "类型", lambda row: row.code("tb:unitKind")),
        iri("place", "the place", "地区", lambda row: row.one("tb:locatedIn")),
        text("place_name", "name of the place", "地区名称", lambda row: row.name(row.one("tb:locatedIn"))),
        iri("parent", "the unit it is part of", "上级单位", lambda row: row.one("org:subOrganizationOf")),
        text("parent_name", "its name", "上级单位名称", lambda row: row.name(row.one("org:subOrganizationOf"))),
        number(
            "leads",
            "how many measures it leads, including those of notices no longer in force",
            "牵头举措数（含已不再有效的公文）",
            lambda row: len(row.leads),
        ),
        number(
            "leads_ended",
            "how many of these are of notices no longer in force",
            "其中所属公文已不再有效的项数",
            lambda row: sum(map(has_ended, row.leads.values())),
        ),
    ],
)
PLACES = Table[Authority](
    "places",
    Text("places, a row each", "地区，每个一行"),
    [
        iri("place", "the place", "地区", lambda row: row.iri, key=True),
        *NAMES,
        *code("level", "level of government", "层级", lambda row: row.code("tb:level")),
        iri("within", "the place around it", "所属地区", lambda row: row.one("tb:within")),
        text("within_name", "its name", "所属地区名称", lambda row: row.name(row.one("tb:within"))),
        text("code", "GB/T 2260 code", "行政区划代码", lambda row: row.text("tb:placeCode")),
    ],
)


def authority_rows(thing: str, authority: Things, labels: Labels, links: Iterable[Backlink]) -> Rows:
    """Return the row of a unit or place; ``links`` are the links to it."""
    table = UNITS if authority.is_a(thing, "tb:Unit") else PLACES
    return table.rows([Authority(thing, authority, labels, links)])
