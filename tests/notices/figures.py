"""What an expected quantity is in records: its number, unit, bound, reading and how far it is real."""

import re
from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]

UNITS = {
    "元": "yuan",
    "%": "percent",
    "天": "day",
    "日": "day",
    "个工作日": "working-day",
    "个月": "month",
    "年": "year",
    "小时": "hour",
    "分钟": "minute",
    "吨": "tonne",
    "千伏安": "kva",
    "千瓦": "kilowatt",
    "平方公里": "square-kilometre",
    "公里": "kilometre",
    "平方米": "square-metre",
    "立方米": "cubic-metre",
    "亩": "mu",
    "美元": "us-dollar",
    "个百分点": "percentage-point",
    "倍": "times",
    "成": "tenth",
}
PER = {"亩": "mu"}
_WITHIN = re.compile("内$")
_RELATIVE = ("percent", "times", "tenth")


_PER_WORDS = (
    ("户均|戶均", "户"),
    ("亩均", "mu"),
    ("月收入|每月", "month"),
    ("年均|每年|^年(?!底)|的年|^预计年", "year"),
    ("每项", "项"),
    ("每段", "段"),
)
"""What the words before a figure say it is one for each of, where the expected facts leave it to them."""
_LESS = "节省|节约|减少|降低|下浮|少跑"


def quantity(one: Mapping[str, Any], quote: str, before: str = "") -> Record:
    """Return the record of one number with its unit."""
    low, high = one.get("range") or (one["number"], None)
    record: Record = {"number": low, "to": high, "scale": one.get("scale")}
    record |= {"unit": UNITS[one["unit"]]} if one.get("unit") else {"classifier": one.get("classifier")}
    if one.get("bound", "exact") != "exact":
        limit = one["bound"] == "within" and not _WITHIN.search(quote)
        record["bound"] = "at-most" if limit else one["bound"]
    per = one.get("per") or next((per for words, per in _PER_WORDS if re.search(words, before + quote)), None)
    if per:
        record["per"] = PER.get(per, per)
    elif re.search("每(?!年|个?月)", before):
        record["departs"] = ["per"]
    return {key: value for key, value in record.items() if value is not None}


def outcome(one: Mapping[str, Any], id_: str, quote: Any, before: str) -> Record:
    """Return the record of a figure; what it counts is said with the words before it."""
    said = str(one["quote"])
    if "change" not in one and "before" not in one and re.search(_LESS, before):
        one = {**one, "change": "decrease"}
    record: Record = {"id": id_, "counts": before or said, "reading": reading(one)}
    record |= realised(one["status"])
    if "before" in one:
        halves = re.split(
            "(?<=.)(?:提高到|增加到|压缩到|压减到|缩短至|减至|降至|升至|减为|降为|降到|合并为|提升到|缩短为)", said
        )
        record["before"] = quantity(one["before"], halves[0], before)
        record["after"] = quantity(one["after"], halves[-1], before)
    else:
        record["value"] = quantity(one, said, before)
    return {**record, "quote": quote}


def realised(status: str) -> Record:
    """Return how far a figure is real; one of scope is none of an outcome."""
    if status == "scope":
        return {"nature": "scope"}
    return {"realisation": {"standard": "promised-standard"}.get(status, status)}


def reading(one: Mapping[str, Any]) -> str:
    """Return how a number is to be read."""
    unit = UNITS.get(one.get("unit", ""), "")
    if one.get("change"):
        relative = unit in _RELATIVE
        return {
            ("increase", True): "relative-increase",
            ("decrease", True): "relative-decrease",
            ("increase", False): "increase-by",
            ("decrease", False): "reduction-by",
        }[one["change"], relative]
    if unit == "times":
        return "multiple"
    return "share" if unit in ("percent", "tenth") else "amount"


def payment(money: str, sentence: str) -> Record:
    """Return the record of a prize or a fine: 20万元."""
    found = re.search(r"(\d+(?:\.\d+)?)(万|亿)?元", money)
    assert found
    number = float(found[1]) if "." in found[1] else int(found[1])
    per = {"per": "项"} if "每项" in sentence else {}
    return {"number": number, **({"scale": found[2]} if found[2] else {}), "unit": "yuan", **per}
