"""What an outcome makes of its figures, and the dates of things, are those of the words that govern them."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
import yaml
from tests.places import TESTS

from tongbao.errors import Problem
from tongbao.load import Authority, outcomes, read_authority, read_notice
from tongbao.model.codes import Bound, UnitOfMeasure
from tongbao.model.parts import Scale
from tongbao.printed import figures

CASES = TESTS / "printed"
CODES = {"unit": UnitOfMeasure.__args__, "scale": Scale.__args__, "bound": Bound.__args__}  # type: ignore[attr-defined]
KEYS = {"r": "reading", "s": "realisation", "n": "nature", "d": "departs", "o": "out-of"}
PERIOD = re.compile("(?P<all>all)?,?(?:(?P<since>[0-9-]+)\\+|(?P<start>[0-9-]+)\\.\\.(?P<end>[0-9-]+))?(?P<implied>i)?")
"""A period: 2021+ since 2021, 2024-01..2024-06 from one month to another, all for 累计, with an i where it is implied."""
TITLE = "甲市人民政府办公厅关于公布优化服务做法的通知"
HEAD = """\
id: jia-2023-7
source: {{file: jia-2023-7.txt, sha256: {sha256}}}
place: jia
title: {title}
genre: notice
issued: {{by: 甲市人民政府办公厅, date: 2023-11-15, quote: 甲市人民政府办公厅2023年11月15日}}
measures:
"""
UNITS = "jia-office: {name: 甲市人民政府办公厅, kind: government-office, place: jia, basis: naming-rule, certainty: certain}\n"
PLACES = "jia: {name: 甲市, english: Jia, level: municipal, basis: common-knowledge, certainty: certain}\n"


class Record(NamedTuple):
    """A record of a sentence, and the list of a measure that it stands in."""

    words: str
    key: str
    fields: dict[str, Any]
    right: bool


def quantity(text: str) -> dict[str, Any]:
    first, *rest = text.split()
    ends = [float(end) if "." in end else int(end) for end in re.split("(?<=[0-9])-", first)]
    made: dict[str, Any] = dict(zip(("number", "to"), ends, strict=False))
    for word in rest:
        if word[0] in "/!":
            made["per" if word[0] == "/" else "departs"] = word[1:] if word[0] == "/" else word[1:].split(",")
        else:
            made[next((key for key, codes in CODES.items() if word in codes), "classifier")] = word
    return made


def outcome(text: str) -> dict[str, Any]:
    made: dict[str, Any] = {"counts": "某事", "reading": "amount", "realisation": "achieved"}
    for key, value in re.findall(r"\b([rsndaop])=(\S+)", text):
        if key == "p":
            made["period"] = period(value)
        elif key == "a":
            made["as-of"] = {"date": value.rstrip("i"), "basis": "implied" if value.endswith("i") else "stated"}
        else:
            made[KEYS[key]] = [value] if key == "d" else int(value) if key == "o" else value
    numbers = re.sub(r"\b[rsndaop]=\S+", "", text).split(">")
    return made | dict(
        zip(("before", "after") if len(numbers) > 1 else ("value",), map(quantity, numbers), strict=True)
    )


def period(text: str) -> dict[str, Any]:
    found = PERIOD.fullmatch(text)
    assert found, text
    ends = {"since": found["since"], "from": found["start"], "to": found["end"]}
    made: dict[str, Any] = {key: value for key, value in ends.items() if value}
    return made | ({"cumulative": True} if found["all"] else {}) | ({"basis": "implied"} if found["implied"] else {})


def of_file(name: str) -> list[Record]:
    read = yaml.safe_load((CASES / name).read_text("utf-8"))
    return [
        Record(case["words"], case.get("key", "outcomes"), dict(one) if isinstance(one, dict) else outcome(one), right)
        for case in read
        for right in (True, False)
        for one in case.get("right" if right else "wrong", [])
    ]


RECORDS = [*of_file("figures.yaml"), *of_file("dated.yaml")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "units.yaml").write_text(UNITS, "utf-8")
    (folder / "places.yaml").write_text(PLACES, "utf-8")
    (folder / "notices" / "2023").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def authority(data: Path) -> Authority:
    found, problems = read_authority(data)
    assert not problems
    return found


def read(data: Path, authority: Authority, records: list[Record]) -> list[list[Problem]]:
    """Return the problems of each record, when each stands in a measure of its own."""
    text, yaml_text, lines = f"{TITLE}\n\n", HEAD, []
    for number, record in enumerate(records):
        text += f"{number + 1}\n\n做法\n\n{record.words}\n\n"
        fields = {"id": "a", "quote": record.words.rstrip("。"), **record.fields}
        yaml_text += f"  - id: m-{number}\n    position: {number + 1}\n    title: 做法\n    description: {json.dumps(record.words)}\n"
        yaml_text += f"    {record.key}:\n      - {json.dumps(fields, ensure_ascii=False, default=str)}\n"
        lines.append(yaml_text.count("\n"))
    text += "甲市人民政府办公厅\n\n2023年11月15日\n"
    file = data / "notices" / "2023" / "jia-2023-7.yaml"
    file.with_suffix(".txt").write_text(text, "utf-8", newline="\n")
    made = yaml_text.replace(HEAD, HEAD.format(sha256=hashlib.sha256(text.encode()).hexdigest(), title=TITLE), 1)
    file.write_text(made, "utf-8", newline="\n")
    problems = read_notice(file, data, authority, {"jia-2023-7"})[1]
    placed = [[one for one in problems if one.place and one.place.line == line] for line in lines]
    assert sum(map(len, placed)) == len(problems), [one.to("en") for one in problems if one.place.line not in lines]  # type: ignore[union-attr]
    return placed


def test_what_the_words_make_of_a_figure_passes(data: Path, authority: Authority) -> None:
    right = [record for record in RECORDS if record.right]
    refused = [
        f"{record.words} {record.fields}: {problems[0].to('en')}"
        for record, problems in zip(right, read(data, authority, right), strict=True)
        if problems
    ]
    assert not refused, "\n".join(refused)


def test_what_the_words_contradict_is_refused(data: Path, authority: Authority) -> None:
    wrong = [record for record in RECORDS if not record.right]
    accepted = [
        f"{record.words} {record.fields}"
        for record, problems in zip(wrong, read(data, authority, wrong), strict=True)
        if not problems
    ]
    assert not accepted, "\n".join(accepted)


@pytest.mark.parametrize(
    ("words", "text", "key"),
    [
        ("计划新建站点12个。", "12 个", "realisation"),
        ("时限缩短3天。", "3 day", "reading"),
        ("原需9天，现需2天。", "9 day", "value"),
        ("由9天缩短2天。", "9 day > 2 day", "after"),
        ("由9天缩短至2天。", "2 day > 9 day", "before"),
    ],
)
def test_a_departure_is_allowed_where_it_is_said(
    words: str, text: str, key: str, data: Path, authority: Authority
) -> None:
    made = outcome(text)
    other = "realisation" if key != "realisation" else "reading"
    records = [
        Record(words, "outcomes", made | more, right=True) for more in ({}, {"departs": [key]}, {"departs": [other]})
    ]
    unsaid, said, in_vain = read(data, authority, records)
    assert len(unsaid) == 1
    assert f"departs: [{key}]" in unsaid[0].cure.en if unsaid[0].cure and key in ("realisation", "reading") else True
    assert not said
    assert {problem.code for problem in in_vain} == {unsaid[0].code, "departs-in-vain"}


def test_a_sentence_is_read_once(data: Path, authority: Authority) -> None:
    words = "，".join(f"甲{number}处有{number + 1000}户" for number in range(200)) + "。"
    listed = [Record(words, "outcomes", outcome(f"{number + 1000} 户"), right=True) for number in range(200)]
    with patch.object(outcomes, "figures", wraps=figures) as read_figures:
        counted = read_all_in_one(data, authority, listed)
    assert counted == []
    assert read_figures.call_count == 1


def read_all_in_one(data: Path, authority: Authority, records: list[Record]) -> list[Problem]:
    """Return the problems of records that stand in one measure."""
    words = records[0].words
    text = f"{TITLE}\n\n做法\n\n{words}\n\n甲市人民政府办公厅\n\n2023年11月15日\n"
    facts = "".join(
        f"      - {json.dumps({'id': f'a-{number}', 'quote': words, **record.fields}, ensure_ascii=False, default=str)}\n"
        for number, record in enumerate(records)
    )
    file = data / "notices" / "2023" / "jia-2023-7.yaml"
    file.with_suffix(".txt").write_text(text, "utf-8", newline="\n")
    head = HEAD.format(sha256=hashlib.sha256(text.encode()).hexdigest(), title=TITLE)
    measure = f"  - id: m\n    title: 做法\n    description: {json.dumps(words)}\n    outcomes:\n"
    file.write_text(head + measure + facts, "utf-8", newline="\n")
    return read_notice(file, data, authority, {"jia-2023-7"})[1]
