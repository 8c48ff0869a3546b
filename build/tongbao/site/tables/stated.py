"""The tables of what notices state: the notices themselves, their measures with all facts about these, praise and criticism.

A column is one line here; nothing else names it.
"""

from collections.abc import Iterable, Iterator

from tongbao.errors import Text
from tongbao.rdf.terms import Term
from tongbao.site.notice import Notice
from tongbao.site.pages.appraisals import in_list_order
from tongbao.site.polarity import CRITICISM, PRAISE, Polarity
from tongbao.site.recognition import GIVERS, group_name, group_of
from tongbao.site.tables.table import Column, Rows, Table, iri, iris, number, text, texts
from tongbao.site.tables.things import Stated, code

# --- columns of several tables ----------------------------------------------------------------------

NOTICE: Column[Stated] = iri("notice", "the notice", "公文", lambda row: row.notice.iri, refers="notices")
NUMBER: Column[Stated] = text("number", "document number of the notice", "发文字号", lambda row: row.notice.number)
YEAR: Column[Stated] = text(
    "year",
    "year that the notice is about, or else the year in its number",
    "公文所述年份，未述者为发文字号中的年份",
    lambda row: row.notice.year,
    "gYear",
)
STATE: list[Column[Stated]] = [
    text(
        "state",
        "whether the notice is in force: In force, Withdrawn, Replaced; empty where nothing is known",
        "效力状态（英文），未知为空",
        lambda row: row.state.en,
    ),
    text("state_zh", "the same in Chinese", "效力状态", lambda row: row.state.zh),
]
WORDS: Column[Stated] = text(
    "words",
    "the words of the source that state it, separate ones divided by a slash",
    "原文依据，不相连者以斜线分隔",
    lambda row: row.words(),
)
POSITION = ("number in the list it belongs to", "在所属名单中的序号")
TITLE = ("title of the measure, or of the notice in the table of notices", "举措标题；公文表中为公文标题")

TITLE_ENGLISH = ("the title in English, our translation; empty where there is none", "英文标题（译文），没有则为空")
COUNTS_ENGLISH = ("the same in English, our words; empty where there is none", "英文说明，没有则为空")
NAME_ENGLISH = ("the name in English, our translation; empty where there is none", "英文名称（译文），没有则为空")


def of_measure(*, key: bool = False, refers: str = "") -> list[Column[Stated]]:
    """Return the columns that identify the measure of a row, and its notice."""
    return [
        iri("measure", "the measure", "举措", lambda row: row.measure, key=key, refers=refers),
        text("title", *TITLE, lambda row: row.title),
        NOTICE,
        NUMBER,
    ]


# --- the tables -------------------------------------------------------------------------------------

NOTICES = Table[Stated](
    "notices",
    Text("notices, a row each", "公文，每份一行"),
    [
        iri("notice", "the notice", "公文", lambda row: row.iri, key=True),
        NUMBER,
        text("title", *TITLE, lambda row: row.text("dcterms:title")),
        text("title_english", *TITLE_ENGLISH, lambda row: row.in_english("dcterms:title")),
        text(
            "date_written",
            "day on which the notice was written",
            "成文日期",
            lambda row: row.text("tb:dateWritten"),
            "date",
        ),
        YEAR,
        iris("issuers", "who issued the notice", "发文机关", lambda row: row.all("tb:issuedBy")),
        texts("issuer_names", "their names", "发文机关名称", lambda row: row.names(row.all("tb:issuedBy"))),
        *STATE,
        iri("replaced_by", "the notice that replaces it", "替代它的公文", lambda row: row.one("dcterms:isReplacedBy")),
        number("measures", "how many measures", "举措数", lambda row: len(row.all("tb:hasMeasure"))),
        number("commended", "how many recipients it praises", "受表扬的对象数", lambda row: len(row.all(PRAISE.link))),
        number(
            "criticised",
            "how many recipients it criticises",
            "受批评的对象数",
            lambda row: len(row.all(CRITICISM.link)),
        ),
    ],
)
MEASURES = Table[Stated](
    "measures",
    Text("measures, a row each, with their leads", "举措，每项一行，含牵头单位"),
    [
        *of_measure(key=True),
        text("title_english", *TITLE_ENGLISH, lambda row: row.in_english("dcterms:title")),
        YEAR,
        number("position", *POSITION, lambda row: row.number("tb:position")),
        *code("level", "level of government", "层级", lambda row: row.code("tb:level")),
        iris("leads", "the units that lead", "牵头单位", lambda row: row.leads),
        texts("lead_names", "their names", "牵头单位名称", lambda row: row.names(row.leads)),
        text(
            "lead_cell",
            "the cell that lists the units, as printed",
            "单位一栏原文",
            lambda row: row.text("tb:leadCell"),
        ),
        number("outcomes", "how many figures", "成效数据数", lambda row: len(row.all("tb:hasOutcome"))),
        number(
            "achieved",
            "how many of them have been reached",
            "其中已实现的数",
            lambda row: sum(figure.is_achieved for figure in row.figures),
        ),
        text("headline", "the figure that stands for the measure", "代表该举措的数字", lambda row: row.headline.zh),
        text("headline_english", "the same in English", "同上，英文", lambda row: row.headline.en),
        number("honours", "how many honours conferred", "已授予的荣誉数", lambda row: row.recognitions["honour"]),
        number(
            "affirmations", "how many expressions of approval", "肯定数", lambda row: row.recognitions["affirmation"]
        ),
        number("adoptions", "how many adoptions elsewhere", "推广数", lambda row: row.recognitions["wider-adoption"]),
        number(
            "reports", "how many reports and showings", "刊载、报道与展示数", lambda row: row.recognitions["report"]
        ),
        number(
            "applications",
            "how many applications are still undecided",
            "申报待定数",
            lambda row: row.recognitions["pending-nomination"],
        ),
        *STATE,
    ],
)
PARTICIPATIONS = Table[Stated](
    "participations",
    Text(
        "who takes part in which measure, a row for each part, with the words", "各单位在举措中的参与，每次一行，含原文"
    ),
    [
        *of_measure(key=True, refers="measures"),
        iri(
            "unit",
            "the unit; in the table of participations empty for a group without a name",
            "单位；参与表中未具名的群体为空",
            lambda row: row.one("tb:participant"),
        ),
        text("unit_name", "name of the unit", "单位名称", lambda row: row.name(row.one("tb:participant"))),
        text("unit_english", "its English name", "单位英文名", lambda row: row.english(row.one("tb:participant"))),
        *code("role", "its role", "角色", lambda row: row.code("tb:role"), key=True),
        number(
            "position",
            "of a lead, its place in the cell; of others, a running number of that role in the measure",
            "牵头单位在原文栏中的次序；其他角色为该举措中此角色的流水号",
            lambda row: row.number("tb:order"),
            key=True,
        ),
        text("printed_name", "name as printed", "原文所印名称", lambda row: row.text("tb:printedName")),
        iri(
            "concerns",
            "the recognition or the document that its part is about",
            "其作用所涉的认可或文献",
            lambda row: row.one("tb:concerns"),
        ),
        text(
            "concerns_name", "what that is called", "该认可或文献的名称", lambda row: row.name(row.one("tb:concerns"))
        ),
        *code(
            "basis",
            "what in the source shows the role",
            "认定角色的依据",
            lambda row: row.code("tb:roleBasis"),
        ),
        text(
            "basis_words",
            "the words that show it, where they differ from the name, such as a heading",
            "据以认定角色的原文（有别于名称所在处），如栏目标题",
            lambda row: row.words("tb:roleStatedIn"),
        ),
        WORDS,
        *STATE,
    ],
)


def quantity(name: str, en: str, zh: str, property_: Term) -> list[Column[Stated]]:
    """Return the columns of a quantity of an outcome."""
    return [
        text(name, en, zh, lambda row: row.quantity(property_).digits, "decimal"),
        text(
            f"{name}_to",
            "its upper end, where it is a range",
            "范围的上限",
            lambda row: row.quantity(property_).high,
            "decimal",
        ),
        text(f"{name}_unit", "its unit of measure", "计量单位（英文）", lambda row: row.quantity(property_).unit.en),
        text(
            f"{name}_unit_zh",
            "its unit of measure or classifier, in Chinese",
            "计量单位或量词",
            lambda row: row.quantity(property_).unit.zh,
        ),
        text(
            f"{name}_bound",
            "how it is bounded: Exact, Over, Nearly, Within",
            "界限（英文）：恰为、超过、近、以内",
            lambda row: row.quantity(property_).code("tb:bound").en,
        ),
    ]


OUTCOMES = Table[Stated](
    "outcomes",
    Text("figures of measures, a row each, with the words", "举措的成效数据，每项一行，含原文"),
    [
        iri("outcome", "the outcome", "成效", lambda row: row.iri, key=True),
        *of_measure(refers="measures"),
        text("counts", "what is counted or measured", "所计内容", lambda row: row.text("tb:counts")),
        text("counts_english", *COUNTS_ENGLISH, lambda row: row.in_english("tb:counts")),
        *code("reading", "how the figure is to be read", "读法", lambda row: row.code("tb:reading")),
        *code(
            "realisation", "achieved, promised …, where it says so", "实现情况", lambda row: row.code("tb:realisation")
        ),
        *code(
            "nature",
            "what the figure is to its measure: outcome, scope, design, context, input",
            "性质：成效、覆盖范围、设计参数、背景数据、投入",
            lambda row: row.code("tb:nature"),
        ),
        *quantity("value", "the figure", "数值", "tb:value"),
        *quantity("before", "the earlier figure", "此前数值", "tb:before"),
        *quantity("after", "the later figure", "此后数值", "tb:after"),
        text(
            "out_of", "of a rank, among how many it is", "位次的参评总数", lambda row: row.text("tb:outOf"), "decimal"
        ),
        text(
            "as_of",
            "date for which it holds: a day, a month or a year",
            "截至时间：日、月或年",
            lambda row: row.text("tb:asOf"),
        ),
        *code(
            "as_of_basis",
            "whether the notice states that date, or it is implied",
            "截至时间由原文写明或推定",
            lambda row: row.code("tb:asOfBasis"),
        ),
        text("period_start", "start of the time that it counts", "统计起点", lambda row: row.text("tb:periodStart")),
        text(
            "period_end",
            "end of that time; empty where it runs on since then",
            "统计终点，无终点的为空",
            lambda row: row.text("tb:periodEnd"),
        ),
        text(
            "cumulative",
            "true where the notice adds it up over all the time so far",
            "原文作为累计数的为 true",
            lambda row: row.text("tb:cumulative"),
        ),
        WORDS,
        *STATE,
    ],
)
HONOURS = Table[Stated](
    "honours",
    Text(
        "honours, approval, adoption, reports and applications, a row each; the column sort tells them apart",
        "荣誉、肯定、推广、刊载报道与申报，每项一行，以 sort 列区分",
    ),
    [
        iri(
            "honour",
            "the honour, or whatever the column sort tells",
            "荣誉，或 sort 列所示的一类",
            lambda row: row.iri,
            key=True,
        ),
        text("name", "name", "名称", lambda row: row.text("rdfs:label")),
        text("name_english", *NAME_ENGLISH, lambda row: row.in_english("rdfs:label")),
        iris("measures", "the measures it is for", "相关举措", lambda row: row.measures),
        NOTICE,
        NUMBER,
        *code(
            "sort",
            "an honour, approval, adoption, a report or an application",
            "荣誉、肯定、推广、刊载报道或申报",
            lambda row: group_name(group_of(row.one("tb:honourKind"), row.labels)),
        ),
        *code("kind", "kind", "类型", lambda row: row.code("tb:honourKind")),
        iris(
            "by_units",
            "who conferred, approved, promoted or published it, as its sort tells",
            "授予、肯定、推广或刊载的单位，视类别而定",
            lambda row: row.all(*GIVERS),
        ),
        texts("by_names", "their names", "上述单位的名称", lambda row: row.names(row.all(*GIVERS))),
        text("rank", "rank, as printed", "等次", lambda row: row.text("tb:rank")),
        text("date", "date: a day, a month or a year", "时间：日、月或年", lambda row: row.text("tb:date")),
        WORDS,
        *STATE,
    ],
)


def appraisals(name: str, about: Text, key: Column[Stated]) -> Table[Stated]:
    """Declare the table of praise, or of criticism."""
    return Table[Stated](
        name,
        about,
        [
            key,
            NOTICE,
            NUMBER,
            YEAR,
            number(
                "act_position",
                "which act of the notice it belongs to",
                "属于该公文的第几次表扬或批评",
                lambda row: row.number("tb:actOrder"),
            ),
            number("position", *POSITION, lambda row: row.number("tb:order")),
            iri(
                "recipient",
                "to whom: a unit, a place, a person or a project",
                "对象：单位、地区、个人或项目",
                lambda row: row.one("tb:recipient"),
            ),
            text("recipient_name", "name of the recipient", "对象名称", lambda row: row.name(row.one("tb:recipient"))),
            text(
                "recipient_sort",
                "unit, place, person or project",
                "对象类别：unit 单位、place 地区、person 个人、project 项目",
                lambda row: row.one("tb:recipient").rpartition("/id/")[2].partition("/")[0],
            ),
            *code("act", "the act", "方式", lambda row: row.code("tb:act")),
            iri("given_by", "who praises or criticises", "作出表扬或批评的单位", lambda row: row.one("tb:givenBy")),
            text("given_by_name", "its name", "作出表扬或批评的单位名称", lambda row: row.name(row.one("tb:givenBy"))),
            iris("measures", "the measures it is for", "相关举措", lambda row: row.measures),
            WORDS,
            *STATE,
        ],
    )


COMMENDATIONS = appraisals(
    "commendations",
    Text("whom the notices praise, a row for each recipient", "受表扬者，每个对象一行"),
    iri("commendation", "the praise of one recipient", "对一个对象的表扬", lambda row: row.iri, key=True),
)
CRITICISMS = appraisals(
    "criticisms",
    Text("whom the notices criticise, a row for each recipient", "受批评者，每个对象一行"),
    iri("criticism", "the criticism of one recipient", "对一个对象的批评", lambda row: row.iri, key=True),
)


# --- rows -------------------------------------------------------------------------------------------


def notice_rows(notice: Notice) -> Rows:
    """Return the rows of a notice and of everything in it, in the order of the document."""
    things = notice.things
    measures = notice.in_order(things.all(notice.iri, "tb:hasMeasure"))
    return {
        **NOTICES.rows([Stated.of(notice, notice.iri)]),
        **MEASURES.rows(Stated.of(notice, measure, measure) for measure in measures),
        **PARTICIPATIONS.rows(
            Stated.of(notice, part, measure) for measure in measures for part in notice.participations(measure)
        ),
        **OUTCOMES.rows(
            Stated.of(notice, outcome, measure)
            for measure in measures
            for outcome in notice.as_printed(things.all(measure, "tb:hasOutcome"))
        ),
        **HONOURS.rows(_honours(notice, measures)),
        **COMMENDATIONS.rows(_appraisals(notice, PRAISE)),
        **CRITICISMS.rows(_appraisals(notice, CRITICISM)),
    }


def _honours(notice: Notice, measures: Iterable[str]) -> Iterator[Stated]:
    of: dict[str, list[str]] = {}
    for measure in measures:
        for honour in notice.things.all(measure, "tb:hasHonour"):
            of.setdefault(honour, []).append(measure)
    return (Stated.of(notice, honour, measures=of[honour]) for honour in notice.as_printed(list(of)))


def _appraisals(notice: Notice, of: Polarity) -> Iterator[Stated]:
    for appraisal in in_list_order(notice, notice.things.all(notice.iri, of.link)):
        measures = notice.in_order(notice.things.all(appraisal, "tb:forMeasure"))
        yield Stated.of(notice, appraisal, measures=measures)
