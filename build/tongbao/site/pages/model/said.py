"""The words of the page of the model that are no text of the ontology: titles, what to know first, how to read the diagrams."""

from tongbao.errors import Text
from tongbao.site.pages.model.choice import Choice, branches, large_of
from tongbao.site.pages.model.classes import Class, classes, leading_to

TITLE = Text("The model on one page", "一页读懂数据模型")
LEAD = Text(
    "For those who write SPARQL: the classes and how they hang together, twelve queries to start from, and for each class its properties and an example.",
    "供编写 SPARQL 者使用：各类及其联系、十二个可以改用的查询，以及每个类的属性与实例。",
)
CORE = Text("The classes that most questions need", "多数问题用到的类")
REST = Text("All other classes, beside what leads to them", "其余的类，列在指向它们的类之下")
READING = Text(
    "Each line of a box is a property, in bold the one that names the things of the class; on its right what it leads to, and how many: "
    "1 exactly one, 0..1 at most one, 0..* any number. ⇢ is a shortcut that follows from other statements. "
    "Nearly everything has tb:statedIn, which leads to the words of the source (text span). A box leads to its table below.",
    "框中每行为一个属性，粗体为该类的名称所在；右侧为取值和个数：1 恰有一个，0..1 至多一个，0..* 任意个。⇢ 为由其他陈述得出的捷径。"
    "几乎每个事物都有 tb:statedIn，指向原文文字（原文片段）。点击方框可到下方的表。",
)
FIRST = (
    Text(
        "The default graph is the union of all graphs. Prefixes are declared in each query; the editor and `tongbao query` know all of them.",
        "默认图为全部图的并集。每个查询都写明前缀；编辑器和 `tongbao query` 认得全部前缀。",
    ),
    Text(
        'Texts carry a language: names are in Chinese, and in English where somebody gave one. Choose with `FILTER(LANG(?name) = "zh")`. Quotations and printed names have none.',
        '文字带语言标记：名称为中文，有人译出的另有英文，用 `FILTER(LANG(?name) = "zh")` 选定。引文和原文写法没有语言标记。',
    ),
    Text(
        'Units and places are the same in all notices: find one by `?unit skos:prefLabel|skos:altLabel "市税务局"@zh` (full, short and former names of the dataset) or by its dcterms:identifier. What a notice prints in its place (公安局) is the tb:printedName of a participation. '
        "Platforms, works, honours and figures belong to one measure each: to compare those of several measures, compare their names.",
        '单位和地区在所有公文中为同一事物，可用 `?unit skos:prefLabel|skos:altLabel "市税务局"@zh`（数据集所列全称、简称、曾用名）或 dcterms:identifier 查找。原文在该处的写法（如“公安局”）为参与情况的 tb:printedName。'
        "平台、文献、荣誉和数字各属一项举措：跨举措比较时，请比较名称。",
    ),
    Text(
        "Codes are IRIs, such as `role:lead`, with skos:prefLabel and skos:notation. A code may stand below another (skos:broader), and a dataset may add codes below ours: "
        "`tb:honourKind/skos:broader* honourkind:honour` finds all of them.",
        "代码是 IRI，如 `role:lead`，有 skos:prefLabel 和 skos:notation。代码可有上位代码（skos:broader），数据集可在其下增补：用 `tb:honourKind/skos:broader* honourkind:honour` 查全。",
    ),
    Text(
        "What has 0 below “how many” may be missing: put it into OPTIONAL, or rows vanish. What has * may come more than once: count DISTINCT, and gather before you join.",
        "“个数”从 0 起的可能没有，须放入 OPTIONAL，否则相应的行便消失；到 * 的可有多个，计数用 DISTINCT，连接前先合并。",
    ),
    Text(
        "Praise is tb:Commendation, blame tb:Criticism; tb:Appraisal is both. A thing has every type above its own, too: ask for one type, or rows double.",
        "表扬为 tb:Commendation，批评为 tb:Criticism，tb:Appraisal 兼有二者。事物同时具有上位类型：只查一个类型，否则行数翻倍。",
    ),
    Text(
        "A date is a day, a month or a year (tb:date). Compare tb:earliest and tb:latest, which are always days.",
        "日期为日、月或年（tb:date）。比较时用 tb:earliest、tb:latest，二者总是某一日。",
    ),
    Text(
        "How sure we are stands with what is not in the words: tb:certainty of a participation whose role is a reading, of a tb:UnitChange, and of a tb:Assertion, "
        "which tells about what (tb:aboutSubject, tb:aboutProperty) and on which ground (tb:basis).",
        "并非原文所言的，另注把握大小：角色为解读的参与情况、tb:UnitChange 和 tb:Assertion 各有 tb:certainty；后者说明关于什么（tb:aboutSubject、tb:aboutProperty）及依据（tb:basis）。",
    ),
)
"""What to know before the first query."""


def edges_said(choice: Choice) -> Text:
    """Say in words what the diagram of the large classes shows, for those who do not see it."""
    known = classes()
    found = [
        (known[name].label, known[value].label, one.name)
        for name in choice.large
        for one in choice.rows(known[name])
        for value in one.classes
        if value in known and large_of(value) in choice.large
    ]
    return Text(
        "; ".join(f"{one.en} to {other.en} ({name})" for one, other, name in found) + ".",
        "；".join(f"{one.zh}至{other.zh}（{name}）" for one, other, name in found) + "。",
    )


def branches_said() -> Text:
    """Say in words what the diagram of the other classes shows."""
    known = classes()
    listed = [
        (known[hub].label if hub else Text("anything", "任何事物"), [known[one.cls].label for one in limbs])
        for hub, limbs in branches().items()
    ]
    return Text(
        "; ".join(f"{hub.en}: {', '.join(one.en for one in those)}" for hub, those in listed) + ".",
        "；".join(f"{hub.zh}：{'、'.join(one.zh for one in those)}" for hub, those in listed) + "。",
    )


def led_by(cls: Class) -> list[tuple[str, str]]:
    """Return the properties that lead to a class with the classes that have them, as prefixed names, the same property once."""
    found: dict[str, str] = {}
    for name, one in leading_to(cls.name):
        if one.name != "tb:statedIn":
            found.setdefault(one.name, name)
    return list(found.items())
