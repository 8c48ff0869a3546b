"""A recorded quantity passes where it repeats the print, and is refused where it does not: cases of every kind."""

from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from tongbao.load.compare import nearest, quantity_message, word_for_code
from tongbao.model import Quantity
from tongbao.model.codes import Bound, UnitOfMeasure
from tongbao.model.parts import QuantityPart, Scale
from tongbao.printed import amounts

CASES = yaml.safe_load((Path(__file__).parent / "quantities.yaml").read_text("utf-8"))


def codes(kind: Any) -> set[str]:
    return {str(code) for code in get_args(getattr(kind, "__value__", kind))}


KINDS = {"scale": codes(Scale), "unit": codes(UnitOfMeasure), "bound": codes(Bound)}


def quantity(short: str) -> Quantity:
    """Read a quantity as the cases write it: 300 万 yuan over /year -per."""
    number, *words = short.split()
    parts: dict[str, Any] = {}
    departs: list[QuantityPart] = []
    for word in words:
        kind = next((kind for kind, known in KINDS.items() if word in known), "classifier")
        if word[0] == "-":
            departs.append(word[1:])  # type: ignore[arg-type]
        else:
            parts |= {"per": word[1:]} if word[0] == "/" else {kind: word}
    return Quantity(number=Decimal(number), departs=departs, **parts)


def repeats(short: str, words: str) -> bool:
    made = quantity(short)
    found = nearest(made, amounts(words), words)
    return found is not None and {difference.part for difference in found[1]} == set(made.departs)


def each(key: str) -> list[Any]:
    return [
        pytest.param(case["words"], short, id=f"{case['words']}: {short}")
        for case in CASES
        for short in case.get(key, ())
    ]


@pytest.mark.parametrize(("words", "short"), each("passes"))
def test_what_the_words_say_passes(words: str, short: str) -> None:
    assert repeats(short, words)


@pytest.mark.parametrize(("words", "short"), each("refused"))
def test_what_the_words_do_not_say_is_refused(words: str, short: str) -> None:
    assert not repeats(short, words)


@pytest.mark.parametrize(
    ("words", "short", "what", "cure"),
    [
        ("增速为-5%", "5 percent", "the number is -5, not 5", "Write the number as printed."),
        ("净利润−5亿元", "5 亿 yuan", "the number is −5亿, not 5亿", "Write the number as printed."),
        ("投资2.3万亿元", "23000 亿 yuan", "the number is 2.3万亿, not 23000亿", "Write the number as printed."),
        ("共16。其中新办9家", "16 yuan", "the unit is -, not yuan", "Write the unit as printed; where yours differs"),
        ("投入16万元", "16 万 元", "the unit is 元, not the classifier 元", "Write `unit: yuan`."),
        ("每户16件", "16 件", "the `per` is 户, not -", "Write `per: 户`."),
        (
            "每百户16件",
            "16 件",
            "the `per` is one for which there is no word, not -",
            "Write in `counts` what each figure is for",
        ),
        ("日均16件", "16 件", "the `per` is day, not -", "Write `per: day`."),
    ],
)
def test_a_difference_is_shown_with_its_cure(words: str, short: str, what: str, cure: str) -> None:
    made = quantity(short)
    found = nearest(made, amounts(words), words)
    assert found
    messages = [quantity_message(difference, made, words) for difference in found[1]]
    assert any(what in said.en and said_cure.en.startswith(cure) for _, said, said_cure in messages)


def test_a_number_of_our_own_is_that_of_the_same_digits() -> None:
    words = "惠及1200余户，占三成多"
    found = nearest(quantity("30 percent over -number -unit"), amounts(words), words)
    assert found
    assert found[0].words == "成"


@pytest.mark.parametrize(
    ("word", "known", "cure"),
    [
        ("元", KINDS["unit"], "Write `yuan`."),
        ("亩", KINDS["unit"], "Write `mu`."),
        ("海里", KINDS["unit"], "as `classifier`, as printed."),
    ],
)
def test_a_printed_unit_or_period_in_place_of_its_code(word: str, known: Any, cure: str) -> None:
    said = word_for_code(word, [*known])
    assert said
    assert cure in said.en


def test_a_slip_in_a_code_is_no_printed_unit() -> None:
    assert word_for_code("yaun", [*KINDS["unit"]]) is None
