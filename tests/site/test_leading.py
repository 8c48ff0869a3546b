"""One sentence about a unit, true for any data and silent where there is nothing to say."""

from collections.abc import Sequence

import pytest

from tongbao.rdf.concepts import STATE
from tongbao.site.entries import Entry
from tongbao.site.pages.leading import Leading, Praised, sentence
from tongbao.site.polarity import CRITICISM, PRAISE

Told = str
"""Measures by those who lead them, a letter each: ``ab b`` is one that a and b lead, and one that b leads alone; + leaves more open."""


def measures(told: Told) -> list[Entry]:
    return [
        Entry("measure", f"<m{n}>", f"measure/n/m{n}", "", units=tuple(leads.rstrip("+-")), open=leads.endswith("+"),
              state=STATE.withdrawn if leads.endswith("-") else "")
        for n, leads in enumerate(told.split())
    ]  # fmt: skip


def said(told: Told, praised: Sequence[Praised] = (), unit: str = "a") -> tuple[str, str]:
    leading = Leading(measures(told), ())
    return sentence(unit, leading.of(unit), leading.rank(unit), praised)


@pytest.mark.parametrize(
    ("told", "en", "zh"),
    [
        ("", "", ""),
        ("b", "", ""),
        ("a", "Leads 1 measure, alone.", "牵头 1 项举措，独立牵头。"),
        ("ab", "Leads 1 measure, together with 1 other unit.", "牵头 1 项举措，与另外 1 个单位共同牵头。"),
        ("abc bc", "Leads 1 measure, together with 2 other units.", "牵头 1 项举措，与另外 2 个单位共同牵头。"),
        ("a+", "Leads 1 measure, together with others whom the notice does not name.", "牵头 1 项举措，与原文未列明的单位共同牵头。"),
        ("a a", "Leads 2 measures, each of them alone.", "牵头 2 项举措，均为独立牵头。"),
        ("a a b", "Leads 2 measures, more than any other unit, each of them alone.", "牵头 2 项举措，为各单位之最，均为独立牵头。"),
        ("ab ac a", "Leads 3 measures, more than any other unit, 2 of them together with other units (2 in all), no unit more"
         " than once.",
         "牵头 3 项举措，为各单位之最，其中 2 项与其他单位（共 2 个）共同牵头，与每个单位只共同牵头 1 项。"),
        ("ab ab", "Leads 2 measures, each together with the same other unit. One other unit leads as many; none leads more.",
         "牵头 2 项举措，与另外 1 个单位并列最多，每项都与同一单位共同牵头。"),
        ("abc abc", "Leads 2 measures, each together with other units (2 in all). 2 other units lead as many; none leads more.",
         "牵头 2 项举措，与另外 2 个单位并列最多，每项都与其他单位（共 2 个）共同牵头。"),
        ("ab+ ab+", "Leads 2 measures, each together with other units (1 in all). One other unit leads as many; none leads more.",
         "牵头 2 项举措，与另外 1 个单位并列最多，每项都与其他单位（共 1 个）共同牵头。"),
        ("ab a+", "Leads 2 measures, more than any other unit, 1 of them together with other units (1 in all), 1 with others whom the notice"
         " does not name.", "牵头 2 项举措，为各单位之最，其中 1 项与其他单位（共 1 个）共同牵头，另 1 项与原文未列明的单位共同牵头。"),
        ("a a b b b", "Leads 2 measures, each of them alone.", "牵头 2 项举措，均为独立牵头。"),
        ("a a-", "Leads 2 measures, each of them alone. Of these, 1 is no longer in force.", "牵头 2 项举措，均为独立牵头；2 项中 1 项已不再有效。"),
    ],
)  # fmt: skip
def test_how_many_measures_a_unit_leads_and_with_whom(told: Told, en: str, zh: str) -> None:
    assert said(told) == (en, zh)


@pytest.mark.parametrize(
    ("told", "praised", "en", "zh"),
    [
        ("", [Praised(PRAISE, 1, False)], "Commended once.", "受表扬 1 次。"),
        ("", [Praised(PRAISE, 2, False), Praised(CRITICISM, 3, False)], "Commended twice. Criticised 3 times.", "受表扬 2 次；受批评 3 次。"),
        ("a", [Praised(PRAISE, 1, True)], "Leads 1 measure, alone. Commended once, for this measure.",
         "牵头 1 项举措，独立牵头；因这 1 项举措受表扬 1 次。"),
        ("a a", [Praised(PRAISE, 1, True)], "Leads 2 measures, each of them alone. Commended once, for these 2 measures.",
         "牵头 2 项举措，均为独立牵头；因这 2 项举措受表扬 1 次。"),
    ],
)  # fmt: skip
def test_how_often_a_unit_was_praised_or_criticised(told: Told, praised: list[Praised], en: str, zh: str) -> None:
    assert said(told, praised) == (en, zh)


def test_a_page_depends_on_others_only_where_its_sentence_does() -> None:
    """What others lead changes the page of a unit that leads most, and of no other."""
    few, more = Leading(measures("a a b c"), ()), Leading(measures("a a b c c"), ())
    assert few.key("a") != more.key("a")
    assert few.key("b") == more.key("b")
    assert few.key("d") == more.key("d") == [""]
