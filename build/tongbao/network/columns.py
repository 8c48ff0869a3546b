"""The columns of nodes and edges: what each holds. All formats name them alike; a name once published stays."""

from tongbao.errors import Text

NODES: dict[str, Text] = {
    "id": Text("its IRI", "其 IRI"),
    "label": Text("the shortest name that no other node has", "不与其他节点重复的最短名称"),
    "name_zh": Text("full name or printed title, Chinese", "中文全称或标题原文"),
    "name_en": Text("full name or title, English, if the data have one", "英文全称或标题（数据中有者）"),
    "kind": Text("kind of unit, code", "单位类型代码"),
    "kind_label": Text("kind of unit", "单位类型"),
    "level": Text("level, code", "层级代码"),
    "level_label": Text("level", "层级"),
    "measures": Text("how many measures the unit leads", "牵头的举措数"),
    "ended": Text("how many of them are from notices no longer in force", "其中出自已不再有效的公文者"),
    "degree": Text("how many nodes it is joined with", "相连的节点数"),
    "weighted_degree": Text("the sum of the weights of its edges", "各边权重之和"),
    "betweenness": Text(
        "share of the shortest paths that go through it, 0 to 1", "经过该节点的最短路径所占份额，0 至 1"
    ),
    "component": Text("number of its component, the largest is 1", "连通分量编号，最大者为 1"),
    "community": Text("number of its community (Louvain), the largest is 1", "社群编号（Louvain），最大者为 1"),
    "x": Text("place in the picture, to the right", "图中横坐标，向右"),
    "y": Text("place in the picture, down", "图中纵坐标，向下"),
    "size": Text("radius in the picture", "图中半径"),
    "colour": Text("colour by kind", "按类型的颜色"),
    "shape": Text("shape by kind", "按类型的形状"),
    "place": Text("where the unit is, code", "单位所在地区代码"),
    "place_label": Text("where the unit is", "单位所在地区"),
    "home": Text(
        "the place in whose picture it is drawn, code: the nearest around it that notices come from, or else where most of its notices come from",
        "所归入的地区代码：其所在地区及上级中最近的发文地区；没有的，取其公文最多的发文地区",
    ),
    "home_label": Text("the place in whose picture it is drawn", "所归入的地区"),
    "times": Text("the sum of `times` of its edges", "各边 `times` 之和"),
    "shared": Text(
        "the sum of `shared` of its edges: how many of its measures have more than one unit",
        "各边 `shared` 之和，即与他人共有的举措数",
    ),
    "type": Text("`unit` or `measure`", "`unit`（单位）或 `measure`（举措）"),
    "bipartite": Text("0 for units, 1 for measures, as networkx has it", "单位为 0，举措为 1（networkx 的惯例）"),
    "k": Text("how many units lead the measure", "该举措的牵头单位数"),
    "year": Text("the year that its notice is about, else that of its number", "公文所述年份，无则为文号年份"),
    "number": Text("the document number of its notice", "发文字号"),
    "notice": Text("the IRI of its notice", "公文的 IRI"),
}
"""Of nodes. The last six, from ``type`` on, are in networks of units and measures only."""

EDGES: dict[str, Text] = {
    "source": Text("IRI of one end; of a printed fact, the unit", "一端的 IRI；单位与举措之间为单位"),
    "target": Text("IRI of the other end; of a printed fact, the measure", "另一端的 IRI；单位与举措之间为举措"),
    "source_label": Text("short name of one end", "一端的简称"),
    "target_label": Text("short name of the other end", "另一端的简称"),
    "weight": Text("the weight that was chosen: `times` unless asked otherwise", "所选的权重，默认为 `times`"),
    "measures": Text("IRIs of the measures", "举措的 IRI"),
    "titles": Text("titles of the measures", "举措标题"),
    "ended": Text("how many of them are from notices no longer in force", "其中出自已不再有效的公文者"),
    "times": Text("in how many measures the two meet", "两单位共有的举措数"),
    "shared": Text(
        "the sum of 1/(k−1) over these measures, of k units each; 1 for a printed fact",
        "对上述各举措求 1/(k−1) 之和，k 为其单位数；单位与举措之间为 1",
    ),
    "years": Text("years that their notices are about; in GEXF also as spells", "公文所述年份；GEXF 中另有时段"),
    "notices": Text("IRIs of their notices", "公文的 IRI"),
    "role": Text("the unit's roles in the measure, codes", "单位在举措中的角色代码"),
    "order": Text("its place among those of the first role", "在首个角色中的次序"),
    "printed": Text("its name as printed", "原文所印名称"),
}
"""Of edges. The last three, from ``role`` on, are in networks of units and measures only."""
