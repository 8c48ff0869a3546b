"""One synthetic notice: its source text, page by page, and its record, quotation by quotation."""

import re
from datetime import timedelta
from typing import NamedTuple

from tests.synth.bodies import Body
from tests.synth.dice import Dice, Odds
from tests.synth.layout import ROWS_ON_A_PAGE, spaced, table_row, wrapped
from tests.synth.letter import Letter
from tests.synth.measure import DISTRICT_TOPIC_ODDS, TOPIC_ODDS, Made, city_leads, district_leads, fields, make
from tests.synth.places import City
from tests.synth.plan import Head
from tests.synth.praise import acts_without_measures, criticism, measures_led
from tests.synth.row import Setting
from tests.synth.tasks import HEADINGS as TASK_HEADINGS
from tests.synth.tasks import scope, tasks
from tests.synth.words import FOLLOWERS
from tests.synth.writer import Record, Value

DISCLAIMER = "【合成文本】本文由程序生成，地名、机构、人名、数据均属虚构，不是任何机关的公文。"
PURPOSE = "为了总结经验、树立典型"
THEMES = ("营商环境创新举措", "政务服务改革典型做法", "数字化应用优秀场景", "便民利企改革亮点", "要素保障创新案例")
OPENNESS = Odds({"public": 80, "on-request": 15, "": 5})
GENRES = Odds({"notice": 60, "circular": 28, "announcement": 7, "decision": 5})
GENRE_WORDS = {"notice": "通知", "circular": "通报", "announcement": "公告", "decision": "决定"}
NUMBERS = Odds({"〔{}〕{}号": 84, "[{}]{}号": 5, "（{}）{}号": 4, "【{}】{}号": 2, "〔{}〕第{}号": 5})
ROWS = Odds({10: 64, 12: 10, 15: 8, 20: 8, 8: 6, 5: 4})
STATES = Odds({"valid": 72, "": 14, "replaced": 8, "withdrawn": 6})
DAYS_TO_PRINT = Odds({0: 30, 1: 50, 2: 15, 5: 5})
METHODS = ("部门申报", "企业投票", "专家评审", "现场答辩", "网络公示", "第三方测评")
GROUPS: tuple[tuple[str, str, str], ...] = (
    ("各区人民政府", "government", "district"),
    ("市直各部门", "department", "municipal"),
    ("各功能区管委会", "zone-committee", "municipal"),
    ("市属各事业单位", "public-institution", "municipal"),
)
HEADINGS = ("单位名称", "牵头单位", "责任单位")
ORDERS = {
    "indicator-system": "（说明：按照全省营商环境评价指标顺序排列）",
    "merit": "（说明：按照综合得分由高到低排列）",
}
_SPACE = re.compile(r"\s+")


class Draft(NamedTuple):
    """A notice before it is written to disk; the record has no checksum yet."""

    head: Head
    record: Record
    text: str


def draft(seed: int, head: Head, city: City, shared: dict[str, Body]) -> Draft:
    """Write one notice. It depends on the seed and its head alone."""
    return _Page(Dice(seed, "notice", head.number), head, Setting(city, head.day, city.bodies | shared)).draft()


class _Page:
    """Gathers the parts of a notice in the order they are printed."""

    def __init__(self, dice: Dice, head: Head, setting: Setting) -> None:
        self.dice, self.head, self.setting, self.city = dice, head, setting, setting.city
        self.year = head.day.year if head.day.month > 3 else head.day.year - 1
        self.theme = dice.one(THEMES)
        self.issuer = setting.bodies["government-office" if dice.chance(80) else "government"]
        self.genre = {"criticism": "circular", "tasks": "notice"}.get(head.kind) or dice.draw(GENRES)
        self.open = dice.chance(16)
        self.letter = Letter(dice, setting)
        self.signers = [self.issuer.full_name(head.day.year)]
        if head.kind == "annexes" and dice.chance(10):
            self.signers.append(setting.bodies[dice.one(("market", "reform", "data"))].full_name(head.day.year))
        self.groups: list[Record] = []
        self.text: list[str] = []
        self.acts: list[Record] = []

    def draft(self) -> Draft:
        """Write everything, then place the quotations."""
        annexes, loose = self._measures()
        made = [measure for _, _, measures in annexes for measure in measures] or loose
        number, title, selection = self._number(), self._title(), self._selection(bool(made))
        distribution = self._distribution() if self.dice.chance(92) else ""
        addressees, groups = self._addressees(bool(distribution))
        self._add(DISCLAIMER, "\n— 1 —\n", *(f"{line}\n" for line in self.letter.above.values()))
        self._add(spaced(number), "\n", wrapped(spaced(title), 20), wrapped(addressees + "：", 28))
        self._add(wrapped(spaced(self._body(made, selection)), 28))
        for position, measure in enumerate(loose, 1):
            self._add(f"（{position}）{measure.title}\n", wrapped(spaced(measure.description), 28))
        self.asked += [self.dice.one(FOLLOWERS)]
        self._add(wrapped(f"{self.asked[-1]}。", 28))
        written = self._signed(annexes)
        openness = self.dice.draw(OPENNESS)
        mark = {"public": "（此件主动公开）", "on-request": "（此件依申请公开）", "": ""}[openness]
        self._add(mark, "\n")
        records = [self._annex(i, annex) for i, annex in enumerate(annexes, 1)]
        self._add(wrapped(distribution, 28))
        self._add(wrapped(f"抄送：{self.letter.copies_line}", 28) if self.letter.copies else "")
        imprint = self._imprint()
        text = "".join(self.text)
        words = _SPACE.sub("", text)
        quotes = {"number": number, "title": title, "issued": written, "openness": mark, "selection": selection}
        placed = {key: _once(quote, words) for key, quote in quotes.items()}
        placed |= {"addressees": _once(addressees, words), "printed": _once(imprint, words)}
        placed["distribution"] = _once(distribution, words)
        for record in records:
            title = str(record["title"])
            record["title"] = {"text": title, "nth": words.count(title)}
        for act in self.acts:
            act["quote"] = _once(str(act["quote"]), words)
        record = self._record(placed, openness, groups, words)
        record |= self._letter(words)
        record |= {"commendations": [*self.acts]} if self.acts else {}
        record |= {"annexes": [*records]} if records else {}
        record |= self._loose(loose, words)
        return Draft(self.head, record, text)

    def _add(self, *words: str) -> None:
        self.text.extend(words)

    # --- measures -----------------------------------------------------------------------------

    def _measures(self) -> tuple[list[tuple[str, str, list[Made]]], list[Made]]:
        """Make the measures: by annex, with its title and level, or of the notice itself."""
        dice, front, kind = self.dice, f"{self.city.name}市{self.year}年度", self.head.kind
        if kind == "annexes":
            own, theirs = (dice.draw(ROWS) for _ in range(2))
            return [
                (f"{front}市级{self.theme}", "municipal", self._rows("city", own)),
                (f"{front}区级{self.theme}", "district", self._rows("district", theirs)),
            ], []
        if kind == "one-annex":
            return [(f"{front}{self.theme}名录", "municipal", self._rows("city", dice.between(8, 30)))], []
        if kind == "tasks":
            self.groups, made = tasks(dice, self.setting)
            return [(self._table, "municipal", made)], []
        return [], self._rows("m", dice.between(4, 14)) if kind == "no-annex" else []

    def _rows(self, front: str, count: int) -> list[Made]:
        dice, made = self.dice, []
        districts = dice.some(range(len(self.city.districts)), 9)
        odds = DISTRICT_TOPIC_ODDS if front == "district" else TOPIC_ODDS
        for number, topic in enumerate(fields(dice, odds, count), 1):
            if front == "district":
                keys = district_leads(dice, districts[number % len(districts)], self.setting)
            else:
                keys = city_leads(dice, topic)
            is_open = front != "district" and self.open and dice.chance(25)
            name = f"{front}-{number:02}"
            made.append(make(dice, self.setting, topic, keys, name, cell=front != "m", open_leads=is_open))
        return made

    @property
    def _table(self) -> str:
        """The title of a table of tasks."""
        return f"{self.year}年度{self.theme}任务分解表"

    def _tasks(self, measures: list[Made]) -> Record:
        """Print a table of tasks below its headings, and return its record."""
        role, heading = self.dice.one(TASK_HEADINGS)
        self._add(f"附件 1\n{wrapped(spaced(self._table), 20)}序号 任务 {heading} 具体内容 推广范围\n")
        above = ""
        for made in measures:
            if made.record["group"] != above:
                above = str(made.record["group"])
                group = next(group for group in self.groups if group["id"] == above)
                self._add(f"{group['number']}、{group['title']}\n")
            self._add(table_row(str(made.record["number"]), made.title, made.cell, made.description), scope(made), "\n")
        leads: Record = {"role": role, "basis": "column-heading", "quote": {"text": heading, "nth": 1}}
        listed: list[Value] = [made.record for made in measures]
        return {"number": 1, "title": self._table, "leads": leads, "groups": [*self.groups], "measures": listed}

    def _annex(self, number: int, annex: tuple[str, str, list[Made]]) -> Record:
        title, level, measures = annex
        if self.groups:
            return self._tasks(measures)
        heading, order = self.dice.one(HEADINGS), self.dice.one(("as-given", *ORDERS))
        self._add(f"附件 {number}\n", wrapped(spaced(title), 20))
        records: list[Value] = []
        for position, made in enumerate(measures, 1):
            if position % ROWS_ON_A_PAGE == 1:
                self._add(f"序号 举措名称 {heading} 主要内容及成效\n")
            self._add(table_row(str(position), made.title, made.cell, made.description))
            first, *rest = made.record.items()
            records.append({first[0]: first[1], "position": position, **dict(rest)})
        record: Record = {"number": number, "title": title, "level": level, "order": {"basis": order}}
        if order in ORDERS:
            record["order"] = {"basis": order, "quote": ORDERS[order]}
            self._add(ORDERS[order], "\n")
        return record | {
            "leads": {
                "basis": "column-heading" if "牵头" in heading else "reading",
                "quote": {"text": heading, "nth": 1},
            },
            "measures": records,
        }

    def _loose(self, loose: list[Made], words: str) -> Record:
        """Return the measures that stand in no annex, and the words that call their units leads."""
        if not loose:
            return {}
        quote = _once(loose[0].description.partition("，")[0], words)
        return {"leads": {"basis": "stated-lead", "quote": quote}, "measures": [made.record for made in loose]}

    # --- the letter ---------------------------------------------------------------------------

    def _number(self) -> str:
        if self.head.kind == "no-annex" and self.dice.chance(50):
            return ""
        agency = f"{self.city.name}府{'办' if self.issuer.key == 'government-office' else ''}"
        return agency + self.dice.draw(NUMBERS).format(self.head.day.year, self.head.serial)

    def _title(self) -> str:
        what = {
            "annexes": f"关于公布{self.city.name}市{self.year}年度市区两级{self.theme}的",
            "one-annex": f"关于印发{self.year}年度{self.theme}有关情况的",
            "tasks": f"关于印发《{self._table}》的",
            "no-annex": f"关于推广{self.year}年度{self.theme}的",
            "praise": f"关于表扬{self.year}年度{self.theme}工作先进典型的",
            "criticism": f"关于{self.year}年度{self.theme}工作督查情况的",
        }[self.head.kind]
        return f"{' '.join(self.signers)}{what}{GENRE_WORDS[self.genre]}"

    def _selection(self, measured: bool) -> str:
        self.methods = self.dice.some(METHODS, self.dice.between(1, 3)) if measured and self.dice.chance(85) else []
        self.methods_open = self.dice.chance(50)
        name = self.setting.name
        self.organisers = [name("reform"), name("environment-office")] if self.dice.chance(50) else [name("approval")]
        printed = "（".join(self.organisers) + "）" * (len(self.organisers) - 1)
        ways = "、".join(self.methods) + ("等方式" if self.methods_open else "方式")
        return f"由{printed}具体组织，采取{ways}遴选产生" if self.methods else ""

    def _body(self, made: list[Made], selection: str) -> str:
        self.reference = f"现将{self.year}年度{self.theme}有关情况公布如下"
        self.asked: list[str] = []
        front = "，".join(filter(None, (self.letter.rests_on, PURPOSE, self.reference))) + "。"
        front += f"有关举措{selection}。" if selection else ""
        if self.groups:
            self.asked.append("请认真组织实施")
            return f"{front}《{self._table}》已经市政府同意，现印发给你们，{self.asked[0]}。"
        if made:
            self.acts = measures_led(self.dice, self.setting, self.theme, made, is_open=self.open)
        else:
            self.acts = acts_without_measures(self.dice, self.setting, self.theme, self.head.kind)
        if self.open and made and self.dice.chance(35):
            self.acts.append(criticism(self.dice, self.setting, self.theme))
        return front + "".join(f"{act['quote']}。" for act in self.acts)

    def _addressees(self, distributed: bool) -> tuple[str, list[Value]]:
        groups: list[Value] = []
        chosen = [group for group in GROUPS[:3] if self.dice.chance(90)] or [GROUPS[0]]
        chosen += [GROUPS[3]] if self.dice.chance(30) else []
        for name, kind, level in chosen:
            groups.append({"name": name, "covers": {"kinds": [kind], "level": level}})
        names = [name for name, _, _ in chosen]
        if distributed:
            names.append("各有关单位")
            groups.append({"name": "各有关单位", "covers": "distribution-list"})
        return "，".join(names), groups

    def _distribution(self) -> str:
        """Write the list of the imprint: courts, agencies, institutions and companies, a group for each kind."""
        setting = self.setting
        kinds = (
            ("court", "procuratorate"),
            ("vertical-agency",),
            ("public-institution",),
            ("company",),
            ("zone-committee",),
        )
        bodies = [body for key, body in setting.bodies.items() if body.place == self.city.id and not key[0].isdigit()]
        self.listed: list[Value] = []
        groups = []
        for of_kind in kinds:
            names = [body.name(self.head.day.year) for body in bodies if body.kind in of_kind and self.dice.chance(75)]
            self.listed += names
            groups += ["、".join(names)] if names else []
        return f"有关单位：{'，'.join(groups)}。" if groups else ""

    def _signed(self, annexes: list[tuple[str, str, list[Made]]]) -> str:
        if annexes:
            listed = "\n".join(f"{i}.{spaced(title)}" for i, (title, _, _) in enumerate(annexes, 1))
            self._add(f"附件：{listed}\n")
        day = self.head.day
        dated = f"{day.year}年{day.month}月{day.day}日"
        self._add(spaced("\n".join(self.signers) + dated), "\n")
        return "".join(self.signers) + dated

    def _imprint(self) -> str:
        self.printed_on = self.head.day + timedelta(days=self.dice.draw(DAYS_TO_PRINT))
        if self.dice.chance(10):
            return ""
        day, office = self.printed_on, self.setting.bodies["government-office"].full_name(self.head.day.year)
        words = f"{office}{day.year}年{day.month}月{day.day}日印发"
        self._add(spaced(words), "\n")
        return words

    # --- the record ---------------------------------------------------------------------------

    def _record(self, placed: dict[str, Value], openness: str, groups: list[Value], words: str) -> Record:
        head, record = self.head, Record()
        record |= {"id": head.id, "source": {}, "place": self.city.id}
        record |= {"number": placed["number"]} if placed["number"] else {}
        record |= {"title": placed["title"], "genre": self.genre} | self._state()
        by: Value = [*self.signers] if len(self.signers) > 1 else self.signers[0]
        record["issued"] = {"by": by, "date": head.day.isoformat(), "quote": placed["issued"]}
        if placed["printed"]:
            by = self.setting.bodies["government-office"].full_name(head.day.year)
            record["printed"] = {"by": by, "date": self.printed_on.isoformat(), "quote": placed["printed"]}
        record |= {"openness": {"level": openness, "quote": placed["openness"]}} if openness else {}
        record["reference-year"] = {"year": self.year, "quote": _once(self.reference, words)}
        if placed["selection"]:
            selection: Record = {"organised-by": [*self.organisers], "methods": [*self.methods]}
            selection |= {"open": True} if self.methods_open else {}
            record["selection"] = selection | {"quote": placed["selection"]}
        record["addressees"] = {"quote": placed["addressees"], "groups": groups}
        if placed["distribution"]:
            record["distribution"] = {"quote": placed["distribution"], "units": self.listed}
        return record

    def _letter(self, words: str) -> Record:
        """Return what the letter says besides, each quotation with its place."""
        letter, issues = self.letter, self._table if self.groups else ""
        said = [*letter.above.values(), letter.rests_on, letter.copies_line, PURPOSE, *self.asked]
        said += [f"《{issues}》已经市政府同意"]
        return letter.record({quote: _once(quote, words) for quote in said}, PURPOSE, self.asked, issues)

    def _state(self) -> Record:
        state = self.dice.draw(STATES)
        if state == "replaced" and self.head.successor:
            return {"state": {"value": state, "basis": "later-notice", "replaced-by": self.head.successor}}
        if state == "withdrawn":
            return {"state": {"value": state, "basis": "later-notice"}}
        return {"state": {"value": "valid", "basis": "nothing-known"}} if state else {}


def _once(quote: str, words: str) -> Value:
    """Write a quotation; where its words stand more than once, the first place is meant."""
    return quote if not quote or words.find(quote) == words.rfind(quote) else {"text": quote, "nth": 1}
