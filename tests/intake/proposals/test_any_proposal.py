"""Whatever is proposed, only words of the text are taken in."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.proposals.proposing import TEXT, quotations, weighed_of

from tongbao.intake.draft import Drafted
from tongbao.intake.proposals.json_text import read_values
from tongbao.load.source import squeeze

PIECES = st.one_of(
    st.sampled_from(
        [
            "已服务企业3200户",
            "打通系统6个",
            "市财政局给予支持",
            "市市场监管局",
            "3200",
            "澄易贷",
            "achieved",
            "supporting",
            "一",
            "二",
        ]
    ),
    st.text("澄湖市一二35户。，:#{}[]\"'-\n \u2028\u200b甲", max_size=12),
    st.integers(-5, 4000),
    st.none(),
    st.booleans(),
)
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "number",
        "quote",
        "unit",
        "printed",
        "role",
        "counts",
        "reading",
        "realisation",
        "value",
        "classifier",
        "measures",
        "measure",
        "annexes",
        "annex",
        "outcomes",
        "participants",
        "leads",
        "unit-role",
        "commendations",
        "recipients",
        "act",
        "purposes",
        "description",
        "text",
        "nth",
        "basis",
        "position",
        "group",
        "groups",
        "name",
        "kind",
        "honours",
        "genre",
        "deadline",
        "date",
        "departs",
    ]
)
VALUES = st.recursive(
    PIECES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(proposed=st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_whatever_is_proposed_only_words_of_the_text_are_taken_in(
    proposed: Any, prepared: tuple[Path, Drafted]
) -> None:
    data, drafted = prepared
    weighed = weighed_of(proposed, data, drafted)
    words = squeeze(TEXT)
    read = yaml.safe_load("\n".join(weighed.lines))
    assert read["genre"] == "notice"
    assert all(squeeze(quote) in words for quote in quotations(read))
    assert all(problem.place and problem.place.line for problem in weighed.refused)
    marked = sum("p.json" in line for line in weighed.lines)
    assert marked >= weighed.kept


FIGURES = st.fixed_dictionaries(
    {
        "counts": st.just("数"),
        "reading": st.sampled_from(["amount", "limit", "reduction-by", "share"]),
        "realisation": st.sampled_from(["achieved", "target"]),
        "quote": st.sampled_from(
            ["已服务企业3200户", "已放款12.5亿元", "由5天压缩至1天", "打通系统6个", "服务企业3200户；打通系统6个"]
        ),
        "value": st.fixed_dictionaries(
            {"number": st.sampled_from([3200, 320, 12.5, 12, 5, 1, 6])},
            optional={
                "scale": st.sampled_from(["万", "亿"]),
                "unit": st.sampled_from(["yuan", "day"]),
                "classifier": st.sampled_from(["户", "个"]),
                "bound": st.sampled_from(["over", "exact"]),
            },
        ),
    },
    optional={"measure": st.sampled_from(["一", "二"])},
)
PRINTED = {"yuan": "元", "day": "天", "over": "超"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures=st.lists(FIGURES, min_size=3, max_size=8))
def test_figures_are_taken_in_only_as_printed(figures: list[Any], prepared: tuple[Path, Drafted]) -> None:
    data, drafted = prepared
    weighed = weighed_of({"outcomes": figures}, data, drafted)
    for line in weighed.lines:
        if "proposed by p.json" in line:
            (taken,) = yaml.safe_load(line)
            quantity = taken["value"]
            parts = [
                str(quantity["number"]),
                *(quantity.get(key, "") for key in ("scale", "unit", "classifier", "bound")),
            ]
            assert all(PRINTED.get(part, part) in taken["quote"] or part == "exact" for part in parts), line


@settings(max_examples=60)
@given(
    value=st.recursive(
        PIECES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=30,
    ),
    indent=st.sampled_from([None, 1]),
    plain=st.booleans(),
)
def test_json_is_read_as_python_reads_it(
    value: Any, indent: int | None, plain: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("json") / "p.json"
    text = json.dumps(value, indent=indent)
    file.write_text(text if plain else f"{text}\n{text}\n", "utf-8")
    assert [document.value for document in read_values(file)] == [value] * (1 if plain else 2)
