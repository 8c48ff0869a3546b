"""A record that repeats the print passes, and one in which a single thing is changed is refused at its place.

Each notice here has a hundred measures, with two quantities, a pair, a date and names in each; nothing but chance
chooses the values, the forms in which they are printed, and what is changed.
"""

import hashlib
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from tests.printed_forms import Day, Quantity, a_day, changed, inline, other_day, quantity

from tongbao.errors import Problem
from tongbao.load import Authority, read_authority, read_notice

FEW, ALL = 8, 100
"""How many notices are drawn: by `make test`, and by `make check`."""
SEEDS = [pytest.param(seed, marks=[pytest.mark.thorough] if seed >= FEW else []) for seed in range(ALL)]
MEASURES = 100
NAMES = ("财政局", "税务局", "公安局", "民政局", "水利局", "商务局")
TITLES = "甲乙丙丁戊己庚辛壬癸"

HEAD = """\
id: jia-2024-7
source: {{file: jia-2024-7.txt, sha256: {sha256}}}
place: jia
title: 甲市人民政府办公厅关于公布优化服务做法的通知
genre: notice
issued: {{by: 甲市人民政府办公厅, date: 2024-03-05, quote: 甲市人民政府办公厅2024年3月5日}}
measures:
"""
UNITS = "".join(
    f"jia-{number}: {{name: 甲市{name}, short: [市{name}], kind: department, place: jia, basis: naming-rule, certainty: certain}}\n"
    for number, name in enumerate(NAMES)
)
OFFICE = "jia-office: {name: 甲市人民政府办公厅, kind: government-office, place: jia, basis: naming-rule, certainty: certain}\n"
PLACES = "jia: {name: 甲市, english: Jia, level: municipal, basis: common-knowledge, certainty: certain}\n"


class Measure:
    """One measure: what it says, the words that print it, and its record, true or with one thing changed."""

    def __init__(self, number: int, draw: Random) -> None:
        self.number, self.draw = number, draw
        self.title = f"第{TITLES[number // 10]}{TITLES[number % 10]}号做法"
        self.leads = draw.sample(NAMES, 2)
        self.value = quantity(draw)
        unit = draw.choice(["day", "hour", "minute", "working-day"])
        self.before = Quantity(Decimal(draw.randrange(30, 90)), unit=unit)
        self.after = Quantity(Decimal(draw.randrange(2, 20)), unit=unit)
        self.day: Day = a_day(draw)
        self.rank = draw.choice(["一等奖", "二等奖", "金奖"])
        self.value_words = f"惠及{self.value.words(draw)}"
        self.pair_words = f"时限由{self.before.words(draw)}压缩至{self.after.words(draw)}"
        self.day_words = f"{self.day.words(draw)}获评“优秀案例”{self.rank}"
        self.cell = "、".join(f"市{name}" for name in self.leads)
        self.text = f"{self.value_words}。{self.pair_words}。{self.day_words}。"

    def print(self) -> str:
        return f"{self.number + 1}\n\n{self.title}\n\n{self.cell}\n\n{self.text}\n\n"

    def record(self, change: str = "") -> str:
        draw = self.draw
        value, before, after, day = self.value, self.before, self.after, self.day
        leads, rank, name, title, position = list(self.leads), self.rank, "优秀案例", self.title, self.number + 1
        match change:
            case "number" | "scale" | "unit" | "bound" | "per":
                value = changed(value, change, draw)
            case "before" | "after":
                if change == "before":
                    before = changed(before, draw.choice(["number", "unit", "bound"]), draw)
                else:
                    after = changed(after, draw.choice(["number", "unit", "bound"]), draw)
            case "turned":
                before, after = after, before
            case "day":
                day = other_day(day, draw)
            case "order":
                leads.reverse()
            case "lead":
                leads[draw.randrange(2)] = draw.choice([other for other in NAMES if other not in leads])
            case "rank":
                rank = draw.choice([other for other in ("一等奖", "二等奖", "金奖", "三等奖") if other != rank])
            case "name":
                name = draw.choice(["优秀", "典型案例", "最优秀案例"])
            case "title":
                title = draw.choice([title[1:], title[:-1], f"新{title}"])
            case "position":
                position += draw.choice([1, 2, 10])
        listed = ", ".join(f"市{one}" for one in leads)
        return "".join(
            [
                f"  - id: m-{self.number}\n    position: {position}\n    title: {title}\n    lead-cell: {self.cell}\n",
                f"    leads: [{listed}]\n    description: {self.text}\n    outcomes:\n",
                f"      - {{id: a, counts: 甲, reading: amount, realisation: achieved, value: {inline(value.record())},\n",
                f'         quote: "{self.value_words}"}}\n',
                f"      - {{id: b, counts: 乙, reading: limit, realisation: achieved, before: {inline(before.record())},\n",
                f"         after: {inline(after.record())}, quote: {self.pair_words}}}\n    honours:\n",
                f"      - {{id: c, name: {name}, kind: contest-prize, date: {day.record()}, rank: {rank},\n",
                f'         quote: "{self.day_words}"}}\n',
            ]
        )


CHANGES = (
    *("number", "scale", "unit", "bound", "per", "before", "after", "turned", "day", "day", "order", "lead", "rank"),
    *("name", "title", "position"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "units.yaml").write_text(UNITS + OFFICE, "utf-8")
    (folder / "places.yaml").write_text(PLACES, "utf-8")
    (folder / "notices" / "2024").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def authority(data: Path) -> Authority:
    found, problems = read_authority(data)
    assert not problems
    return found


def read(data: Path, authority: Authority, measures: list[Measure], changes: list[str]) -> tuple[str, list[Problem]]:
    text = "甲市人民政府办公厅关于公布优化服务做法的通知\n\n" + "".join(measure.print() for measure in measures)
    text += "甲市人民政府办公厅\n\n2024年3月5日\n"
    file = data / "notices" / "2024" / "jia-2024-7.yaml"
    file.with_suffix(".txt").write_text(text, "utf-8", newline="\n")
    records = [measure.record(change) for measure, change in zip(measures, changes, strict=True)]
    yaml = HEAD.format(sha256=hashlib.sha256(text.encode()).hexdigest()) + "".join(records)
    file.write_text(yaml, "utf-8", newline="\n")
    return yaml, read_notice(file, data, authority, {"jia-2024-7"})[1]


def drawn(seed: int) -> list[Measure]:
    return [Measure(number, Random(f"{seed} {number}")) for number in range(MEASURES)]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_printed_passes(seed: int, data: Path, authority: Authority) -> None:
    _, problems = read(data, authority, drawn(seed), [""] * MEASURES)
    assert not problems, "\n".join(problem.to("en") for problem in problems[:20])


@pytest.mark.parametrize("seed", SEEDS)
def test_one_thing_changed_is_refused_at_its_place(seed: int, data: Path, authority: Authority) -> None:
    changes = [CHANGES[(seed + number) % len(CHANGES)] for number in range(MEASURES)]
    yaml, problems = read(data, authority, drawn(seed), changes)
    starts = [number for number, line in enumerate(yaml.split("\n"), 1) if line.startswith("  - id: m-")]
    refused = {sum(start <= problem.place.line for start in starts) - 1 for problem in problems if problem.place}
    accepted = [f"{changes[number]}: {yaml.split('  - id: m-')[number + 1]}" for number in {*range(MEASURES)} - refused]
    assert not accepted, accepted[0]


@pytest.mark.parametrize(("reading", "codes"), [("amount", ["number-not-printed"]), ("size", [])])
def test_a_term_of_a_formula_is_a_size_and_no_amount(
    reading: str, codes: list[str], data: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = drawn(0)[0]
    text = measure.text.replace(measure.value_words, "构建“1+5+N”体系")
    measure.value_words, measure.text, measure.value = "构建“1+5+N”体系", text, Quantity(Decimal(5))
    record = measure.record().replace("reading: amount", f"reading: {reading}")
    monkeypatch.setattr(measure, "record", lambda _: record)
    _, problems = read(data, authority, [measure], [""])
    assert [problem.code for problem in problems] == codes
