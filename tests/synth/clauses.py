"""Clauses of a synthetic measure beside its outcomes: platforms, documents, claims, events, participants, honours."""

from collections.abc import Callable

from tests.synth.bodies import NATION, PROVINCE
from tests.synth.dice import Odds, long_tail
from tests.synth.row import Row
from tests.synth.words import BULLETINS, GROUPS, PAPERS
from tests.synth.writer import Record

Clause = Callable[[Row], None]

_SYSTEMS = ("身份认证", "消息推送", "电子签章", "归档管理", "数据分析", "绩效评价", "投诉建议", "智能客服", "日志审计")
_ABOVE = ("province-market", "province-reform", "province-approval-office", "province-government", "nation-market",
          "province-industry", "province-science", "nation-reform", "province-social", "nation-tax", "nation-court",
          "province-construction", "nation-ecology", "province-justice", "nation-industry", "nation-youth",
          "province-commerce", "province-court", "province-ecology", "nation-procuratorate", "province-league")  # fmt: skip
ABOVE = long_tail(_ABOVE)
"""Who stands above a city and confers, receives and approves: few often, most seldom."""
_BESIDE = ("approval", "police", "tax", "justice", "market", "data", "finance", "bank", "registry", "information",
           "regulator", "union", "industry", "social", "data-group", "invest", "customs", "trade-zone", "environment-office",
           "commerce", "culture", "water", "education", "transport", "emergency", "science", "procuratorate")  # fmt: skip
BESIDE = long_tail(_BESIDE)
"""Who else in a city takes part."""


def _person(row: Row, name: str, role: str, quote: str, *, unit: bool = True) -> None:
    row.fact("participants", {"unit" if unit else "printed": name, "role": role}, quote)


def platform(row: Row) -> None:
    """Name a platform, at times with many subsystems."""
    name = row.fill("“{slogan}”{topic}平台") if row.dice.chance(60) else row.fill("{city}{matter}协同系统")
    _platform(row, name, "system", f"建成{name}")
    if row.dice.chance(25):
        parts = [f"{part}系统" for part in dict.fromkeys((*row.topic.systems, *row.dice.some(_SYSTEMS, 7)))]
        parts = parts[: row.dice.between(2, 10)]
        clause = f"设有{'、'.join(parts)}"
        whole = row.facts["platforms"][-1]["id"]
        row.say(clause)
        for part in parts:
            record: Record = {"id": row.named("platforms", "part"), "name": part, "kind": "subsystem", "part-of": whole}
            row.fact("platforms", record, part)
    if row.dice.chance(40):
        month = row.month()
        _event(row, f"该平台{month.words}投入试用", "平台投入试用", month.iso, "online")


def application(row: Row) -> None:
    """Name an application, a window or an alliance."""
    kind, pattern = row.dice.one(
        (
            ("application", "“{city}{slogan}”小程序"),
            ("service-window", "{topic}服务专区"),
            ("application", "“{slogan}”手机应用"),
            ("alliance", "{matter}协作联盟"),
        )
    )
    name = row.fill(pattern)
    _platform(row, name, kind, f"推出{name}")


def _platform(row: Row, name: str, kind: str, clause: str) -> None:
    row.say(clause)
    row.fact("platforms", {"id": row.named("platforms", kind), "name": name, "kind": kind}, name)


def _event(row: Row, clause: str, what: str, day: str, name: str) -> None:
    row.say(clause)
    row.fact("events", {"id": row.named("events", name), "what": what, "date": day}, clause)


def document(row: Row) -> None:
    """Cite a document, with or without who issued it and when."""
    kind, pattern = row.dice.one(
        (
            ("policy", "关于进一步做好{topic}工作的若干措施"),
            ("policy", "{matter}实施细则"),
            ("guideline", "{matter}办事指引"),
            ("list", "{matter}事项目录清单"),
            ("management-standard", "{matter}服务管理规范"),
            ("draft-standard", "{matter}服务地方标准（草案）"),
        )
    )
    title = row.fill(pattern)
    record: Record = {"id": row.named("works", kind), "title": title, "kind": kind}
    clause = f"出台《{title}》"
    issuers = row.dice.some(row.leads, 2) if row.dice.chance(35) else []
    if issuers:
        names = [row.setting.name(key) for key in issuers]
        clause = f"{'与'.join(names)}{'联合' if len(names) > 1 else ''}印发《{title}》"
        record["issued-by"] = [*names]
    if row.dice.chance(45):
        month = row.month()
        clause = f"{month.words}{clause}"
        record["date"] = month.iso
    row.say(clause)
    row.fact("works", record, clause)
    if "date" in record:
        what = f"{'印发' if issuers else '出台'}《{title}》"
        row.fact("events", {"id": row.named("events", "issued"), "what": what, "date": record["date"]}, clause)


def instrument(row: Row) -> None:
    """Name a loan, an insurance, a fund or a guarantee that the measure uses."""
    kind, pattern = row.dice.one(
        (
            ("loan", "{slogan}贷"),
            ("insurance", "{matter}责任险"),
            ("fund", "{topic}风险补偿基金"),
            ("guarantee", "{matter}担保"),
        )
    )
    name = row.fill(pattern)
    clause = f"推出“{name}”"
    row.say(clause)
    row.fact("instruments", {"id": row.named("instruments", kind), "name": name, "kind": kind}, clause)


def claim(row: Row) -> None:
    """Claim to be the first in the city, the province or the nation."""
    front, level, place = row.dice.one(
        (
            ("市", "municipal", row.setting.city.id),
            ("省", "provincial", PROVINCE),
            ("国", "national", NATION),
            ("市", "municipal", row.setting.city.id),
        )
    )
    wording, what = row.dice.one((f"在全{front}率先", f"全{front}首创")), row.fill("{matter}{means}机制")
    clause = f"{wording}推行{what}" if wording.startswith("在") else f"{wording}{what}"
    row.say(clause)
    record: Record = {"id": row.named("claims", "first"), "what": what, "wording": wording}
    row.fact("claims", record | {"level": level, "place": place}, clause)


# --- participants -------------------------------------------------------------------------------


def orders(row: Row) -> None:
    """Name the superiors whose orders are carried out."""
    names = row.dice.one((("市委", "市政府"), ("省委", "省政府"), ("省政府",), ("国务院",)))
    clause = f"落实{'、'.join(names)}关于{row.topic.name}的部署"
    row.say(clause, "，")
    for name in names:
        _person(row, name, "superior", clause)


def group(row: Row) -> None:
    """Mention a group that is no unit."""
    name = row.dice.one(GROUPS)
    clause = row.fill("引导{group}参与{matter}", group=name)
    row.say(clause)
    _person(row, name, "mentioned", clause, unit=False)


def helper(row: Row) -> None:
    """Name another unit of the city that helps or takes part."""
    key = row.dice.draw(BESIDE)
    if key in row.leads:
        return group(row)
    name = row.setting.name(key)
    role, pattern = row.dice.one(
        (
            ("participant", "会同{unit}开展{matter}联合会商"),
            ("supporting", "{unit}为{matter}提供技术支撑"),
            ("mentioned", "与{unit}业务系统对接"),
        )
    )
    clause = row.fill(pattern, unit=name)
    row.say(clause)
    return _person(row, name, role, clause)


def pilot(row: Row) -> None:
    """Name where the measure was tried first: a unit, or an area that is none."""
    if row.dice.chance(50):
        area = f"{row.dice.one(row.setting.city.districts).full}{row.dice.one(('老城片区', '临港片区', '科创园区'))}"
        row.say(f"以{area}为试点")
        return _person(row, area, "pilot-site", f"以{area}为试点", unit=False)
    name = row.setting.name(row.dice.one(("power", "data-group", "port", "zone", "trade-zone", "0-government")))
    row.say(f"由{name}先行先试")
    return _person(row, name, "pilot-site", f"由{name}先行先试")


# --- honours ------------------------------------------------------------------------------------


def _honour(row: Row, name: str, kind: str, quote: str, **more: object) -> None:
    record: Record = {"id": row.named("honours", kind), "name": name, "kind": kind}
    for key, value in more.items():
        record[key.replace("_", "-")] = value  # type: ignore[assignment]
    row.fact("honours", record, quote)


def model_case(row: Row) -> None:
    """Be chosen as a model case."""
    month, giver = row.month(), row.setting.name(row.dice.draw(ABOVE))
    name = row.fill("{topic}{slogan}优秀案例")
    clause = f"{month.words}被{giver}评为{name}"
    row.say(clause)
    _honour(row, name, "model-case", clause, conferred_by=[giver], date=month.iso)
    row.fact("events", {"id": row.named("events", "chosen"), "what": f"被评为{name}", "date": month.iso}, clause)


def prize(row: Row) -> None:
    """Win a prize in a contest."""
    giver, rank = row.setting.name(row.dice.draw(ABOVE)), row.dice.one(("一等奖", "二等奖", "三等奖", "优胜奖"))
    contest = row.fill("{topic}创新大赛")
    clause = f"荣获{giver}主办的{contest}{rank}"
    row.say(clause)
    _honour(row, f"{contest}{rank}", "contest-prize", clause, conferred_by=[giver], rank=rank)


def bulletin(row: Row) -> None:
    """Appear in a journal for officials."""
    giver, title = row.setting.name(row.dice.draw(ABOVE)), row.dice.one(BULLETINS)
    clause = f"获{giver}《{title}》刊载"
    work = row.named("works", "bulletin")
    row.say(clause)
    row.fact("works", {"id": work, "title": title, "kind": "bulletin", "issued-by": [giver]}, f"{giver}《{title}》")
    _honour(row, f"{giver}《{title}》刊载", "bulletin", clause, conferred_by=[giver], in_work=work)


def reports(row: Row) -> None:
    """Be reported on by newspapers, one to three."""
    titles = [
        row.dice.one((row.setting.city.name, "合成")) + paper for paper in row.dice.some(PAPERS, row.dice.between(1, 3))
    ]
    clause = f"被{''.join(f'《{title}》' for title in titles)}报道"
    row.say(clause)
    for title in titles:
        work = row.named("works", "newspaper")
        row.fact("works", {"id": work, "title": title, "kind": "newspaper"}, f"《{title}》")
        printed = {"printed": clause[1:]} if len(titles) > 1 else {}
        _honour(row, f"《{title}》报道", "media-report", clause, in_work=work, **printed)


def affirmation(row: Row) -> None:
    """Be approved by units above, which report on it further up."""
    givers = list(dict.fromkeys(row.setting.name(row.dice.draw(ABOVE)) for _ in range(row.dice.between(1, 3))))
    month, receiver = row.month(), row.setting.name("nation-market")
    deed = row.fill("{matter}{slogan}工作")
    clause = f"{month.words}，{'、'.join(givers)}肯定{deed}"
    row.say(clause, "，")
    _honour(row, f"肯定{deed}", "affirmation", clause, conferred_by=[*givers], date=month.iso)
    row.fact("events", {"id": row.named("events", "affirmed"), "what": f"{deed}获肯定", "date": month.iso}, clause)
    if row.dice.chance(60):
        sent = f"并上报{receiver}申请列入{row.topic.name}试点"
        row.say(sent)
        _honour(row, f"{row.topic.name}试点", "pending-nomination", sent)
        for giver in givers:
            _person(row, giver, "submitter", f"{clause}，{sent}")
        _person(row, receiver, "report-addressee", sent)
    row.end()


def showcase(row: Row) -> None:
    """Be shown on a platform of another."""
    host = row.setting.name(row.dice.draw(ABOVE))
    name = row.fill("“{means}”展播平台")
    clause = f"在{host}{name}展示"
    row.say(clause)
    work = row.named("platforms", "showcase-platform")
    row.fact("platforms", {"id": work, "name": name, "kind": "showcase-platform"}, name)
    _person(row, host, "mentioned", clause)
    _honour(row, f"在{host}{name}展示", "showcase", clause, on_platform=work)


def adoption(row: Row) -> None:
    """Be taken up elsewhere."""
    clause = row.fill("{matter}经验在全{where}推广", where=row.dice.one("市省国"))
    row.say(clause)
    _honour(row, clause, "wider-adoption", clause)


def nomination(row: Row) -> None:
    """Be put forward for an honour that is not given yet."""
    receiver = row.setting.name(row.dice.draw(ABOVE))
    clause = row.fill("已向{receiver}申报{topic}示范单位", receiver=receiver)
    row.say(clause)
    _honour(row, row.fill("{topic}示范单位"), "pending-nomination", clause)
    _person(row, receiver, "report-addressee", clause)


PLATFORMS: Odds[Clause] = Odds({platform: 60, application: 40})
PARTICIPANTS: Odds[Clause] = Odds({group: 45, helper: 25, orders: 15, pilot: 15})
HONOURS: Odds[Clause] = Odds(
    {
        model_case: 5,
        prize: 3,
        bulletin: 4,
        reports: 4,
        affirmation: 3,
        showcase: 2,
        adoption: 3,
        nomination: 2,
    }
)
