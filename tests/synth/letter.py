"""What letters of notices say besides: urgency and index number, the rules they rest on, copies, what they ask for."""

from collections.abc import Mapping

from tests.synth.dice import Dice
from tests.synth.row import Setting
from tests.synth.writer import Record, Value

RULES = ("优化营商环境条例", "政务服务工作办法", "通报表扬工作规定", "政府信息公开办法")
SUBJECTS = ("商贸、海关、旅游", "综合政务", "市场监管、安全生产监管", "财政、金融、审计")
COPIES = ("市委各部门", "市人大常委会办公室", "市政协办公室", "各人民团体")


class Letter:
    """The parts of one letter, drawn once: the words to print, and the keys of the record that quote them."""

    def __init__(self, dice: Dice, setting: Setting) -> None:
        city = setting.city
        self.above: dict[str, str] = {}
        """What is printed above the number, by key: index number, subject and urgency."""
        if dice.chance(15):
            self.above["index-number"] = f"{city.place.code}/{setting.day.year}-{dice.between(1, 99999):05}"
            self.above["topics"] = dice.one(SUBJECTS)
        if dice.chance(5):
            self.above["urgency"] = dice.one(("特急", "加急"))
        title = f"{city.name}市{dice.one(RULES)}"
        number = f"{city.name}府〔{setting.day.year - dice.between(1, 4)}〕{dice.between(1, 60)}号"
        self.basis: dict[str, str] = {"title": title} | ({"number": number} if dice.chance(60) else {})
        if dice.chance(40):
            self.basis = {}
        self.copies = dice.some(COPIES, dice.between(1, 3)) if dice.chance(25) else []
        self.copied = [setting.name(key) for key in dice.some(("court", "procuratorate", "union"), 2)]

    @property
    def rests_on(self) -> str:
        """The clause that names the rules it rests on; empty where there are none."""
        number = f"（{self.basis['number']}）" if "number" in self.basis else ""
        return f"根据《{self.basis['title']}》{number}" if self.basis else ""

    @property
    def copies_line(self) -> str:
        """The line of those who get a copy; empty where nobody does."""
        return f"{'，'.join([*self.copies, *self.copied])}。" if self.copies else ""

    def record(self, once: Mapping[str, Value], purpose: str, requirements: list[str], issues: str) -> Record:
        """Return its keys; ``once`` gives the quotation for each of the words printed, ``issues`` a title it encloses."""
        record: Record = {key: once[words] for key, words in self.above.items() if key != "topics"}
        if "topics" in self.above:
            record["topics"] = [once[self.above["topics"]]]
        if self.copies:
            names: list[Value] = [*({"printed": name} for name in self.copies), *self.copied]
            record["copies"] = {"quote": once[self.copies_line], "units": names}
        references = list[Value]()
        if self.basis:
            references.append({"id": "rules", "kind": "basis", **self.basis, "quote": once[self.rests_on]})
        if issues:
            references.append(
                {"id": "table", "kind": "issues", "title": issues, "quote": once[f"《{issues}》已经市政府同意"]}
            )
        record |= {"references": references} if references else {}
        record["purposes"] = [once[purpose]]
        return record | {"requirements": [once[words] for words in requirements]}
