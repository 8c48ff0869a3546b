"""Numbers and dates are read as they are printed: by hand-written cases, and in the documents kept beside the project."""

import doctest
import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.places import TESTS
from tests.printed_forms import hanzi

from tongbao.printed import SCALES, Amount, amounts, chinese_number, dates, fold

CASES = Path(__file__).parent
NOTICES = TESTS.parents[1] / "shared" / "notices"


def cases(name: str) -> list[Any]:
    read = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(case["words"], case["says"], id=case["words"]) for case in read]


def shown(amount: Amount) -> dict[str, Any]:
    parts = {"number": f"{amount.number:f}", "scale": amount.scale, "unit": amount.unit, "words": amount.words}
    parts |= {"high": amount.high and f"{amount.high:f}", "below": amount.below and f"{amount.below:f}"}
    parts |= {"bounds": sorted(amount.bounds), "periods": sorted(amount.periods)}
    return {key: value for key, value in parts.items() if value and value not in (["exact"], [""])}


@pytest.mark.parametrize(("words", "says"), cases("amounts"))
def test_numbers(words: str, says: list[dict[str, Any]]) -> None:
    assert [shown(amount) for amount in amounts(words)] == says


@pytest.mark.parametrize(("words", "says"), cases("dates"))
def test_dates(words: str, says: list[dict[str, Any]]) -> None:
    found = dates(words, 2024, 1)
    assert [list(date.parts) for date in found] == [date["parts"] for date in says]
    assert [list(date.implied) for date in found] == [date.get("implied", []) for date in says]


@given(st.integers(1, 10**12 - 1))
def test_chinese_numerals_are_read_whole(number: int) -> None:
    assert chinese_number(fold(hanzi(number))) == number


@given(
    st.text(
        alphabet="0123456789.,，-~—/+·×’≥、〇一二两三十百千万亿余多近超约年月日个家元%第几半成内以上至到每均强后版级期时点起 ",
        max_size=40,
    )
)
def test_any_text_is_read_and_places_are_in_it(text: str) -> None:
    for amount in amounts(text):
        assert 0 <= amount.start <= amount.at <= amount.unit_start <= amount.end <= len(text)
    for date in dates(text):
        assert 0 <= date.start < date.end <= len(text)


@pytest.mark.parametrize(
    "words", ["1小时30分", "3分20秒", "1年零6个月", "2年6个月", "3元5角", "2米5", "1年又3个月", "约2小时30分钟"]
)
def test_a_part_of_a_longer_amount_is_marked(words: str) -> None:
    found = amounts(words)
    assert len(found) == 2
    assert all(amount.compound for amount in found)


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_long_texts_take_time_in_proportion() -> None:
    alike = ("一", "9", "3-", "1/", "2024年", "由3个至", "5日、", "2021、", "3元，", "9月5、", "年节约")
    for text in alike:
        amounts(text * (8_000 // len(text)))  # none takes a second; what grows with the square takes minutes


@pytest.mark.parametrize("name", ["amounts", "characters", "dates", "numerals", "periods", "phrases"])
def test_examples_in_docstrings_run(name: str) -> None:
    tried = doctest.testmod(import_module(f"tongbao.printed.{name}"))
    assert tried.attempted
    assert not tried.failed


# --- documents with the facts to expect of them --------------------------------------------------


def quantities(value: Any) -> Any:
    """Yield what a document's facts say of a quantity, with its quotation."""
    if isinstance(value, dict):
        for key in ("before", "after"):
            if isinstance(value.get(key), dict) and "quote" in value:
                yield value["quote"], value[key]
        if "quote" in value and ("number" in value or "range" in value):
            yield value["quote"], value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from quantities(item)


def squeezed(quote: str) -> str:
    """Take white space out, but for that between digits."""
    return re.sub(r"\s(?![0-9])|(?<![0-9])\s", "", str(quote))


def repeats(says: dict[str, Any], amount: Amount) -> bool:
    if "range" in says:
        low, high = (Decimal(str(end)) * SCALES[says.get("scale", "")] for end in says["range"])
        return (amount.value, amount.high) == (low, high)
    unit = fold(says.get("unit") or says.get("classifier") or "").replace(
        "倍", amount.words if amount.words == "番" else "倍"
    )
    return (
        amount.says(Decimal(str(says["number"])), says.get("scale"))
        and (amount.unit == says["unit_code"] if "unit_code" in says else amount.words == unit)
        and says.get("bound", "exact") in amount.bounds
    )


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the documents with their facts do not lie beside the project")
def test_the_quantities_of_other_documents() -> None:
    files = sorted(NOTICES.glob("*/expected/*.yaml"))
    facts = [fact for file in files for fact in quantities(yaml.safe_load(file.read_text("utf-8")))]
    unread = [
        (quote, says) for quote, says in facts if not any(repeats(says, amount) for amount in amounts(squeezed(quote)))
    ]
    assert len(facts) > 250
    assert [quote for quote, _ in unread] == []
