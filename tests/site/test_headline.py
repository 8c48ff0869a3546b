"""Figures in words, and which one stands for a measure: rules that hold for any data."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from tongbao import paths
from tongbao.errors import Text
from tongbao.rdf.iris import term
from tongbao.rdf.terms import Term
from tongbao.rdf.turtle import statements
from tongbao.site.headline import Figure, finding, in_words, ranked, read_figure, standing_of, tally
from tongbao.site.labels import Labels
from tongbao.site.quantities import read_quantity
from tongbao.site.things import Things

VOCABULARIES = Things(
    f"{quad.triple} .\n"
    for name in ("outcome-realisation", "outcome-nature", "bound", "unit-of-measure")
    for quad in statements(paths.ONTOLOGY / "vocab" / f"{name}.ttl")
)
LABELS = Labels.knowing(VOCABULARIES)
KINDS = {"day": "time", "minute": "time", "hour": "time", "month": "time", "working-day": "time", "yuan": "money", "us-dollar": "money", "euro": "money", "percent": "share"}  # fmt: skip
Given = str | tuple[str, str]
"""``5 minute``, ``nearly 33400``; before and after as a pair."""


def _code(scheme: str, name: str) -> str:
    return f"<https://w3id.org/tongbao/vocab/{scheme}#{name}>"


def _line(subject: str, property_: Term, value: str) -> str:
    return f"{subject} {term(property_)} {value} .\n"


def _quantity(node: str, given: str) -> list[str]:
    """Return the statements of a quantity: ``within 24 hour``."""
    *bound, number, unit = (given if given.split()[-1].isalpha() or "-" in given else f"{given} one").split()
    return [
        *(
            _line(node, name, f'"{end}"')
            for name, end in zip(
                ("tb:lowest", "tb:highest") if "-" in number else ("qudt:numericValue",), number.split("-"), strict=True
            )
        ),
        _line(node, "qudt:hasUnit", _code("unit-of-measure", unit)),
        _line(node, "qudt:hasQuantityKind", _code("quantity-kind", KINDS.get(unit, "count"))),
        _line(node, "tb:bound", _code("bound", bound[0] if bound else "exact")),
    ]


def figure(name: str, given: Given, standing: str = "achieved", reading: str = "amount", english: str = "") -> Figure:
    """Return a figure as it is read from its statements."""
    node = f"<o/{name}>"
    lines = [
        _line(node, "tb:counts", f'"{name}"@zh'),
        *(
            [_line(node, "tb:nature", _code("outcome-nature", standing))]
            if standing in ("scope", "design", "context", "input")
            else [
                _line(node, "tb:nature", _code("outcome-nature", "outcome")),
                _line(node, "tb:realisation", _code("outcome-realisation", standing)),
            ]
        ),
        _line(node, "tb:reading", _code("reading", reading)),
        *([_line(node, "tb:counts", f'"{english}"@en')] if english else []),
    ]
    ways: Sequence[Term] = ("tb:before", "tb:after") if isinstance(given, tuple) else ("tb:value",)
    for way, one in zip(ways, given if isinstance(given, tuple) else (given,), strict=True):
        part = f"<o/{name}#{way[3:]}>"
        lines += [_line(node, way, part), *_quantity(part, one)]
    things = Things(lines)
    return read_figure(things, node, LABELS.with_(things))


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        ("nearly 33400", "nearly 33,400", "接近3.34万"),
        ("over 600000000 yuan", "over 600 million yuan", "超过6亿元"),
        ("1932000000 yuan", "1.932 billion yuan", "19.32亿元"),
        ("within 1 hour", "within 1 hour", "1小时以内"),
        ("3 month", "3 months", "3个月"),
        ("99.983 percent", "99.983%", "99.983%"),
        ("29627 kva", "29,627 kilovolt-amperes", "29,627千伏安"),
        ("at-least 20 day", "at least 20 days", "20天以上"),
        ("at-most 2000 yuan", "at most 2,000 yuan", "至多2,000元"),
        ("300 us-dollar", "300 US dollars", "300美元"),
        ("1 euro", "1 euro", "1欧元"),
        ("4.1 percentage-point", "4.1 percentage points", "4.1个百分点"),
        ("3 times", "3 times", "3倍"),
        ("2 rank", "no. 2", "第2位"),
        ("3-5 day", "3 to 5 days", "3—5天"),
        ("about 50000-3000000 yuan", "about 50,000 to 3 million yuan", "大约5万—300万元"),
    ],
)
def test_quantities_are_written_as_people_read_them(given: str, en: str, zh: str) -> None:
    assert read_quantity(Things(_quantity("<q>", given)), "<q>", LABELS).said == Text(en, zh)


def test_a_reduction_says_that_it_is_one() -> None:
    assert figure("审批时间", "57 day", reading="reduction-by").said == Text("57 days less", "减少57天")


@pytest.mark.parametrize(
    ("quantity", "reading", "en", "zh"),
    [
        ("12 day", "increase-by", "12 days more", "增加12天"),
        ("50 percent", "relative-increase", "up by 50%", "增幅50%"),
        ("30 percent", "relative-decrease", "down by 30%", "降幅30%"),
        ("30 percent", "relative-change", "30% change", "变化30%"),
    ],
)
def test_a_change_says_which_way_it_goes(quantity: str, reading: str, en: str, zh: str) -> None:
    assert figure("效率", quantity, reading=reading).said == Text(en, zh)


CHANGE = figure("时限", ("60 day", "5 minute"))
SMALL_CHANGE = figure("环节", ("3", "2"))
NO_SCALE = figure("登记", ("3 month", "7 working-day"))
TIME, MONEY, COUNT = figure("时间", "57 day"), figure("融资", "600000000 yuan"), figure("家庭", "33400")
PLAN, DESIGN, AROUND = (figure(name, "80000000 yuan", name) for name in ("intended", "design", "context"))


@pytest.mark.parametrize(
    ("figures", "first"),
    [
        ((COUNT, MONEY, TIME, CHANGE), CHANGE),
        ((SMALL_CHANGE, CHANGE), CHANGE),
        ((NO_SCALE, SMALL_CHANGE), SMALL_CHANGE),
        ((MONEY, NO_SCALE), NO_SCALE),  # what it is now is a time
        ((COUNT, MONEY, TIME), TIME),
        ((COUNT, MONEY), MONEY),
        ((figure("医院", "100 percent"), COUNT), COUNT),
        ((PLAN, COUNT), COUNT),  # a plan never comes before a result
        ((PLAN,), PLAN),
        ((figure("a", "5"), figure("b", "5")), figure("a", "5")),  # a tie: as printed
    ],
)
def test_the_figure_that_stands_for_a_measure(figures: tuple[Figure, ...], first: Figure) -> None:
    assert ranked(figures)[0] == first


def test_how_a_measure_is_built_stands_for_nothing_it_does() -> None:
    assert ranked([DESIGN, AROUND]) == []
    assert ranked([DESIGN, PLAN]) == [PLAN]


@pytest.mark.parametrize(
    ("figures", "en", "zh"),
    [
        ((), "", ""),
        ((COUNT,), "1 figure, achieved", "1 项数据，已实现"),
        ((COUNT, MONEY, CHANGE), "3 figures, all achieved", "3 项数据，均已实现"),
        ((PLAN,), "1 figure: intended", "1 项数据：意向"),
        ((PLAN, PLAN), "2 figures: 2 intended", "2 项数据：意向 2 项"),
        ((PLAN, COUNT, AROUND), "3 figures: 1 achieved, 1 intended, 1 context", "3 项数据：已实现 1 项，意向 1 项，背景数据 1 项"),
    ],
)  # fmt: skip
def test_how_many_figures_of_which_status(figures: tuple[Figure, ...], en: str, zh: str) -> None:
    assert tally(figures, LABELS) == Text(en, zh)


def test_a_plan_in_one_line_says_that_it_is_one() -> None:
    assert in_words(PLAN, LABELS).en == "intended: 80 million yuan (intended)"
    assert in_words(COUNT, LABELS) == Text("家庭: 33,400", "家庭：3.34万")


@pytest.mark.parametrize(
    ("told", "en", "zh"),
    [
        (CHANGE, "60 days became 5 minutes", "时限由60天变为5分钟"),
        (figure("负债", "5 yuan", english="debt resolved"), "Debt resolved: 5 yuan", "负债：5元"),
        (
            figure("时间", "57 day", reading="reduction-by"),
            "",
            "时间减少57天",
        ),  # no English name: no heading in English
    ],
)
def test_a_heading_is_a_finding(told: Figure, en: str, zh: str) -> None:
    assert finding(told) == Text(en, zh)


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        ("60 day", "5 minute", (60 * 86400, 300)),
        ("3", "1", (3, 1)),
        ("3 month", "7 working-day", None),
        ("3 day", "3 yuan", None),
        ("3 month", "1 month", (3, 1)),
    ],
)
def test_what_can_be_compared(before: str, after: str, pair: tuple[int, int] | None) -> None:
    one, other = (read_quantity(Things(_quantity("<q>", given)), "<q>", LABELS) for given in (before, after))
    assert one.beside(other) == (tuple(map(Decimal, pair)) if pair else None)


def test_no_currency_is_compared_with_another() -> None:
    dollars, euros = figure("出口", "900000000 us-dollar"), figure("投资", "1 euro")
    assert ranked([dollars, MONEY])[0] == MONEY
    assert dollars.size == euros.size == 0
    one, other = (read_quantity(Things(_quantity("<q>", given)), "<q>", LABELS) for given in ("1 yuan", "1 us-dollar"))
    assert one.beside(other) is None


@pytest.mark.parametrize(
    ("realisation", "nature", "standing"),
    [
        ("achieved", "outcome", "outcome-realisation#achieved"),
        ("achieved", "scope", "outcome-nature#scope"),
        ("", "context", "outcome-nature#context"),
        ("target", "input", "outcome-nature#input"),
    ],
)
def test_what_is_no_outcome_is_never_counted_as_one(realisation: str, nature: str, standing: str) -> None:
    terms = (realisation and _code("outcome-realisation", realisation), _code("outcome-nature", nature))
    assert standing_of(*terms) == f"<https://w3id.org/tongbao/vocab/{standing}>"
