"""Names of one rule in one list, and places set apart, in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import Once
from tests.pairs import by_pairs
from tests.review.desk import Desk, desk_of, press, question, saved
from tests.review.test_names import drafted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(once: Once, tmp_path: Path, browser: "Browser") -> Iterator[Desk]:
    shutil.copytree(once("review-names", drafted) / "data", tmp_path / "data")
    with desk_of(tmp_path / "data", browser) as desk:
        yield desk


def units(desk: Desk) -> str:
    return (desk.data / "units.yaml").read_text("utf-8")


def choose_codes(page: "Page") -> None:
    """Choose the first code of each list that is needed."""
    for field in ("form", "kind", "certainty"):
        page.locator(f'[data-field="{field}"]').select_option(index=1)


def test_ticked_names_are_written_together_and_the_rest_is_asked(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#names:name:湖湾区政府")
    assert question(page) == "这 3 个名称按同一规则识别，哪些无误？"
    assert page.locator(".tick :checked").count() == 0
    assert page.locator("#yes").is_disabled()
    press(page, "1", "3")
    expect(page.locator(".tick :checked")).to_have_count(2)
    assert page.locator("#yes").is_disabled()
    choose_codes(page)
    expect(page.locator(".tick").first).to_contain_text("北岭市湖湾区人民政府")
    press(page, "Tab")
    page.locator("#question").focus()
    press(page, "Enter")
    saved(page)
    expect(page.locator("#live")).to_contain_text("已定：湖湾区政府、石岭区政府")
    assert units(desk).count("basis: naming-rule") == 2
    assert question(page) == "“青埠区政府”是哪个单位？"
    press(page, "z")
    saved(page)
    assert "naming-rule" not in units(desk)


def test_the_names_of_a_list_can_be_answered_one_by_one(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#names:name:财政局")
    assert page.locator(".tick").count() == 2
    page.locator("#do-alone").click()
    expect(page.locator("#question")).to_have_text("“财政局”是哪个单位？")
    assert page.locator(".option input:checked").count() == 0


def test_what_a_list_cannot_be_is_told_in_it_and_the_ticks_stay(desk: Desk) -> None:
    page = desk.open("#names:name:湖湾区政府")
    press(page, "1")
    choose_codes(page)
    file = desk.data / "units.yaml"
    taken = (
        "other: {name: 北岭市湖湾区人民政府, kind: government, place: nancheng, basis: source, certainty: certain}\n"
    )
    file.write_text(units(desk) + taken, "utf-8")
    page.locator("#yes").click()
    page.locator(".refused").wait_for()
    assert page.locator(".tick :checked").count() == 1
    assert "已定" not in page.locator("#live").inner_text(), "nothing is called settled that is refused"


def test_an_answer_is_for_the_places_that_are_ticked(desk: Desk) -> None:
    page = desk.open("#names:name:海关")
    page.locator("label", has_text="不是一个单位").click()
    page.locator("#spot-0").uncheck()
    page.locator("#yes").click()
    saved(page)
    text = desk.file.read_text("utf-8")
    assert text.count("{printed: 海关}") == 1
    page.goto(f"{desk.home}{desk.notice}/#names:name:海关")
    page.locator("#question").wait_for()
    assert question(page) == "“海关”是哪个单位？"
    press(page, "3")
    assert page.locator(".spots").count() == 0, "one place is left"


@pytest.mark.parametrize(("language", "scheme", "width"), by_pairs(["zh", "en"], ["light", "dark"], [1440, 820, 390]))
def test_lists_and_places_are_without_fault(language: str, scheme: str, width: int, desk: Desk) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = desk.watched(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, keys in (("湖湾区政府", "1"), ("财政局", "1"), ("海关", "1"), ("青山县卫健局", "1")):
        page = watched.open(f"{desk.notice}/?lang={language}#names:name:{name}")
        page.locator("#question").wait_for()
        press(page, keys)
        page.wait_for_timeout(60)
        violations = Axe().run(page).response["violations"]
        assert [f"{v['id']}: {[n['html'][:90] for n in v['nodes'][:2]]}" for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert watched.wrong == []
    watched.context.close()
