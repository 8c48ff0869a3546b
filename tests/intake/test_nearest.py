"""A name that nobody entered is shown beside those most like it, and taken for none of them."""

import pytest

from tongbao.intake.names import Names
from tongbao.intake.nearest import alike
from tongbao.load.authority import Authority, indexed
from tongbao.load.gaps import GAP
from tongbao.model import Place, Unit


def office() -> Authority:
    """Return invented bodies of a province and two of its cities."""
    named = {
        "jiangchuan-reform": ("江川市发展和改革委员会", "jiangchuan"),
        "jiangchuan-data": ("江川市数据局", "jiangchuan"),
        "qinghe-data": ("清河市数据局", "qinghe"),
        "qinghe-city": ("清河市城市管理局", "qinghe"),
        "province-reform": ("南岭省发展和改革委员会", "nanling"),
    }
    units = {
        key: Unit(name=name, english=f"Body {key}", kind="department", place=place, basis="source", certainty="certain")
        for key, (name, place) in named.items()
    }
    within = {"jiangchuan": "nanling", "qinghe": "nanling", "nanling": None}
    places = {
        key: Place(
            name=key,
            english=key,
            level="municipal" if up else "provincial",
            within=up,
            basis="source",
            certainty="certain",
        )
        for key, up in within.items()
    }
    return Authority(units, places, indexed(units))


@pytest.mark.parametrize(
    ("name", "place", "nearest"),
    [
        ("市发改委", "jiangchuan", ["jiangchuan-reform"]),
        ("发改委", "jiangchuan", ["jiangchuan-reform", "province-reform"]),
        ("发改委", "nanling", ["province-reform", "jiangchuan-reform"]),
        ("市数据管理局", "jiangchuan", ["jiangchuan-data", "qinghe-data"]),
        ("市数据管理局", "qinghe", ["qinghe-data", "jiangchuan-data"]),
        ("江川市数据管理局", "qinghe", ["jiangchuan-data"]),
        ("市城管局", "jiangchuan", ["qinghe-city"]),
        ("某某股份有限公司", "jiangchuan", []),
        ("市", "jiangchuan", []),
        ("市[局", "jiangchuan", []),
    ],
)
def test_those_of_the_same_place_stand_first(name: str, place: str, nearest: list[str]) -> None:
    assert [one.unit for one in alike(name, office(), place)] == nearest


def test_a_suggestion_is_only_a_remark() -> None:
    names = Names(office(), "jiangchuan", 2024)
    assert names.entry("市发改委") == "市发改委"
    asked, stub = names.stubs()
    assert asked.startswith(f"# {GAP}: ")
    assert "Body jiangchuan-reform (jiangchuan-reform)" in asked
    assert "江川市发展和改革委员会（jiangchuan-reform）" in asked
    assert stub.startswith("#   new-unit-1: {name: 市发改委,")
