"""What came of a synthetic measure, in numbers: forms of statements, and the clauses made from them."""

from typing import NamedTuple

from tests.synth.dice import Dice, Odds
from tests.synth.row import Amount, Row
from tests.synth.writer import Record


class Form(NamedTuple):
    """One way to state an outcome: ``{q}`` is the quantity; ``{a}`` and ``{b}`` are those before and after."""

    id: str
    pattern: str
    counts: str
    reading: str
    standing: str
    """Its realisation or, where it is no outcome, its nature."""
    amount: Amount
    after: Amount | None = None
    """The quantity after, where ``amount`` is that before."""

    @property
    def standing_keys(self) -> Record:
        """The key of the record that holds its standing."""
        return {"nature" if self.standing in ("scope", "design", "context", "input") else "realisation": self.standing}


_WAN = Amount(11, 980, classifier="=", scale="万", decimals=2)
_DAYS, _SHORT_DAYS = Amount(11, 60, unit="working-day", loose=0), Amount(1, 10, unit="working-day", loose=0)
_LOW, _HIGH = (Amount(low, low + 99, unit="percent", decimals=1, loose=0) for low in (800, 900))

# The weights give about the same mix of these as the real notice has: three in five achieved.
FORMS = Odds(
    {
        Form("served", "累计服务{who}{q}", "累计服务的{who}", "amount", "achieved", Amount(40, 9000, classifier="=")): 9,
        Form("reached", "惠及{who}{q}", "惠及的{who}", "amount", "achieved", _WAN): 5,
        Form("handled", "办理{matter}业务{q}", "办理的{matter}业务", "amount", "achieved", Amount(60, 8000, "", "件")): 7,
        Form("finance", "促成融资{q}", "促成的融资", "amount", "achieved", Amount(30, 4000, "yuan", scale="亿", decimals=2)): 4,
        Form("visits", "上门走访{who}{q}", "走访的{who}", "amount", "achieved", Amount(20, 900, classifier="=")): 4,
        Form("trainings", "举办专题培训{q}", "专题培训", "amount", "achieved", Amount(6, 90, "", "场")): 4,
        Form("replies", "答复咨询{q}", "答复的咨询", "amount", "achieved", Amount(200, 9000, "", "条")): 3,
        Form("subsidies", "兑现奖补资金{q}", "兑现的奖补资金", "amount", "achieved", Amount(90, 9800, "yuan", scale="万")): 3,
        Form("disputes", "化解相关纠纷{q}", "化解的纠纷", "amount", "achieved", Amount(5, 600, "", "起")): 3,
        Form("terminals", "布设自助终端{q}", "自助终端", "amount", "achieved", Amount(8, 300, "", "台")): 2,
        Form("data", "归集{matter2}数据{q}", "归集的数据", "amount", "achieved", Amount(20, 900, "", "条", "万")): 2,
        Form("teams", "组建帮办队伍{q}", "帮办队伍", "amount", "achieved", Amount(3, 40, "", "支")): 2,
        Form("needs", "收集诉求{q}", "收集的诉求", "amount", "achieved", Amount(12, 700, "", "条")): 2,
        Form("cost", "节约办事成本{q}", "节约的办事成本", "reduction-by", "achieved", Amount(80, 9800, "yuan", scale="万")): 3,
        Form("papers", "精简材料{q}", "材料", "reduction-by", "achieved", Amount(3, 97, "", "份")): 3,
        Form("steps", "压减环节{q}", "环节", "reduction-by", "achieved", Amount(2, 60, "", "个")): 2,
        Form("days", "缩短审批时间{q}", "审批时间", "reduction-by", "achieved", Amount(3, 57, "day")): 2,
        Form("carbon", "减少碳排放{q}/年", "碳排放", "reduction-by", "achieved",
             Amount(9000, 900000, "tonne-co2e", decimals=2, per="year", loose=0)): 1,
        Form("capacity", "新增配套容量{q}", "配套容量", "amount", "achieved", Amount(400, 39000, "kva", loose=0)): 1,
        Form("time", "{matter}时限由{a}压缩至{b}", "{matter}时限", "limit", "achieved", _DAYS, _SHORT_DAYS): 3,
        Form("wait", "平均等候时间由{a}降至{b}", "平均等候时间", "limit", "achieved",
             Amount(2, 12, "hour", loose=0), Amount(5, 59, "minute", loose=0)): 1,
        Form("satisfaction", "{matter}满意率由{a}提升至{b}", "{matter}满意率", "share", "achieved", _LOW, _HIGH): 2,
        Form("online", "{matter}网办率达{q}", "{matter}网办率", "share", "achieved", Amount(60, 100, "percent", loose=0)): 3,
        Form("growth", "办件量同比增长{q}", "办件量", "relative-increase", "achieved", Amount(5, 180, "percent")): 2,
        Form("points", "{matter2}满意度提高{q}", "{matter2}满意度", "increase-by", "achieved",
             Amount(11, 95, "percentage-point", decimals=1, loose=0)): 1,
        Form("times", "线上{matter}量同比增长{q}", "线上{matter}量", "relative-increase", "achieved",
             Amount(2, 9, "times", loose=0)): 1,
        Form("rank", "{topic}评价列全省第{q}", "{topic}评价的位次", "rank", "achieved", Amount(1, 9, "", "位", loose=0)): 1,
        Form("foreign", "吸引外资{q}", "吸引的外资", "amount", "achieved",
             Amount(30, 900, "us-dollar", scale="万", loose=0)): 1,
        Form("space", "提供办公场地{q}", "办公场地", "amount", "achieved", Amount(300, 9000, "square-metre", loose=0)): 1,
        Form("wages", "每户最高补助{q}", "补助", "limit", "promised-standard",
             Amount(1000, 9000, "yuan", per="户", loose=0, bound="at-most")): 1,
        Form("parcels", "每批集中受理{q}", "集中受理的批量", "size", "design", Amount(3, 6, "", "件", per="批", loose=0, span=4)): 1,
        Form("invested", "投入建设资金{q}", "投入的建设资金", "amount", "input", Amount(90, 900, "yuan", scale="万")): 1,
        Form("items", "覆盖{topic}事项{q}", "覆盖的{topic}事项", "size", "scope", Amount(5, 400, "", "项", loose=10)): 5,
        Form("list", "{matter}清单收录{q}", "{matter}清单收录的事项", "size", "scope", Amount(10, 300, "", "项", loose=10)): 4,
        Form("themes", "集成主题服务{q}", "主题服务", "size", "scope", Amount(3, 30, "", "个", loose=0)): 3,
        Form("windows", "设置{topic}专窗{q}", "专窗", "size", "design", Amount(1, 20, "", "个", loose=0)): 4,
        Form("stages", "流程归并为{q}", "归并后的流程", "size", "design", Amount(2, 6, "", "步", loose=0)): 4,
        Form("people", "配备专员{q}", "专员", "size", "design", Amount(1, 30, "", "名", loose=0)): 3,
        Form("promise", "承诺{matter2}在{q}内办结", "{matter2}办结时限", "limit", "promised-standard",
             Amount(1, 10, "working-day", loose=0, bound="within")): 4,
        Form("answer", "疑难问题{q}内答复", "疑难问题答复时限", "limit", "promised-standard",
             Amount(2, 48, "hour", loose=0, bound="within")): 3,
        Form("plan", "计划再服务{who}{q}", "计划服务的{who}", "amount", "target", Amount(50, 5000, classifier="=")): 2,
        Form("term", "力争用{q}时间全面完成", "完成期限", "limit", "target", Amount(2, 5, "year", loose=0)): 1,
        Form("doing", "正在改造服务点位{q}", "改造中的服务点位", "amount", "in-progress", Amount(4, 90, "", "处")): 2,
        Form("relief", "预计每年减负{q}", "负担", "reduction-by", "projected",
             Amount(100, 9000, "yuan", scale="万", per="year")): 2,
        Form("base", "面向全市{q}经营主体", "全市经营主体", "amount", "context",
             Amount(40, 990, "", "户", "万", 1, loose=40)): 3,
    }
)  # fmt: skip
PAIRS = (
    ("{q}企业达成{q2}合作意向",
     Form("partners", "", "达成合作意向的企业", "amount", "intended", Amount(2, 80, "", "家")),
     Form("intent", "", "合作意向金额", "amount", "intended", Amount(300, 9900, "yuan", scale="万"))),
    ("{q}机构推出{q2}专属产品",
     Form("institutions", "", "推出产品的机构", "amount", "achieved", Amount(2, 30, "", "家")),
     Form("products", "", "专属产品", "amount", "achieved", Amount(2, 40, "", "款"))),
    ("对{q}事项制定{q2}审查细则",
     Form("ruled", "", "制定细则的事项", "size", "scope", Amount(4, 90, "", "项", loose=0)),
     Form("rules", "", "审查细则", "size", "scope", Amount(4, 200, "", "条", loose=0))),
)  # fmt: skip


def write_outcomes(row: Row, count: int) -> None:
    """Write sentences that state so many outcomes."""
    used: set[str] = set()
    while count > 0:
        if count > 1 and row.dice.chance(18) and _pair(row, used):
            count -= 2
        elif _single(row, used):
            count -= 1
        if row.dice.chance(30) or count <= 0:
            row.end()
    row.end()


def _single(row: Row, used: set[str]) -> bool:
    dice = row.dice
    form = dice.draw(FORMS)
    if form.id in used:
        return False
    used.add(form.id)
    record: Record = {"id": form.id, "counts": row.fill(form.counts), "reading": form.reading, **form.standing_keys}
    first, quantity = form.amount.show(dice, row.classifier)
    if form.after:
        last, after = form.after.show(dice, row.classifier)
        clause = row.fill(form.pattern, a=first, b=last)
        record |= {"before": quantity, "after": after}
    else:
        clause = row.fill(form.pattern, q=first)
        record["value"] = quantity
    if form.pattern.startswith("累计"):
        record["period"] = {"cumulative": True}
    clause = _dated(row, record, clause, form)
    earlier = row.facts.get("outcomes", [])
    if earlier and dice.chance(28):
        record["stated-with"] = [other["id"] for other in earlier[-dice.between(1, 2) :]]
    row.say(clause, "，")
    row.fact("outcomes", record, clause)
    if "{who}" in form.pattern and "beneficiaries" not in row.facts:
        _served(row, clause)
    return True


def _served(row: Row, clause: str) -> None:
    """Say whom the measure serves, where those counted can be served: 户 and 家 are firms, 名 and 人次 people."""
    kind = {"家": "businesses", "户": "businesses", "户次": "businesses", "名": "people", "人次": "people"}
    if row.classifier in kind:
        record: Record = {"id": "served", "name": row.who, "kind": kind[row.classifier]}
        row.fact("beneficiaries", record, clause)


def _dated(row: Row, record: Record, clause: str, form: Form) -> str:
    """Say of some figures on what day they hold: the day of the notice, or a month that is printed."""
    if form.standing != "achieved" or not row.dice.chance(20):
        return clause
    if row.dice.chance(70):
        record["as-of"] = {"date": row.setting.day.isoformat(), "basis": "implied"}
        return f"目前{clause}"
    month = row.month(6)
    record["as-of"] = {"date": month.iso, "basis": "stated"}
    return f"截至{month.words}{clause}"


def _pair(row: Row, used: set[str]) -> bool:
    pattern, *forms = row.dice.one(PAIRS)
    if forms[0].id in used:
        return False
    shown = [form.amount.show(row.dice) for form in forms]
    clause = pattern.format(q=shown[0][0], q2=shown[1][0])
    row.say(clause, "，")
    for form, (_, quantity) in zip(forms, shown, strict=True):
        record: Record = {"id": form.id, "counts": form.counts, "reading": form.reading, **form.standing_keys}
        record |= {"value": quantity} | ({} if form is forms[0] else {"stated-with": [forms[0].id]})
        row.fact("outcomes", record, clause)
    used.add(forms[0].id)
    return True


OUTCOMES = Odds({0: 20, 1: 5, 2: 14, 3: 22, 4: 9, 5: 7, 6: 11, 8: 6, 10: 3, 14: 4})
"""How many outcomes a measure states, about as in the real notice: a fifth of them none, a few very many."""


def how_many(dice: Dice) -> int:
    """Draw how many outcomes a measure states."""
    return dice.draw(OUTCOMES)
