"""How the review page looks in a real browser: in both languages, on any screen, in print and in forced colours."""

import pytest
from tests.pairs import by_pairs
from tests.review.desk import Desk, press, saved

pytestmark = pytest.mark.browser

SCREENS = ("about", "column", "names", "measures", "figures", "others", "end")


@pytest.mark.parametrize("width", [320, 1024, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_screen(language: str, width: int, desk: Desk) -> None:
    page = desk.open(f"?lang={language}", viewport={"width": width, "height": 700})
    wide = {}
    for screen in SCREENS:
        page.locator(f"#step-{screen}").evaluate("(link) => link.click()")
        page.wait_for_timeout(50)
        wide[screen] = page.evaluate(
            "Math.max(...['html', '#way', '#top', '#ask'].map((each) => document.querySelector(each)).map((each) => each.scrollWidth - each.clientWidth))"
        )
    assert {screen: pixels for screen, pixels in wide.items() if pixels > 0} == {}


@pytest.mark.parametrize(("language", "scheme", "width"), by_pairs(["zh", "en"], ["light", "dark"], [1440, 820, 390]))
def test_each_screen_is_without_fault(language: str, scheme: str, width: int, desk: Desk) -> None:
    """No axe finding, no console message, no request elsewhere, nothing wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    watched = desk.watched(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched.open(f"{desk.notice}/?lang={language}")
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(60)
        violations = Axe().run(page).response["violations"]
        faults = [f"{v['id']}: {[(n['target'], n['html'][:90]) for n in v['nodes'][:2]]}" for v in violations]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = faults + ([f"{wide} pixels wider than the screen"] if wide > 0 else [])

    for screen in SCREENS:
        page.locator(f"#step-{screen}").evaluate("(link) => link.click()")
        look(screen)
    page.locator("#step-names").evaluate("(link) => link.click()")
    for key, name in (("1", "new body"), ("2", "known body"), ("m", "marking")):
        press(page, key)
        look(name)
    press(page, "Enter")
    page.locator("#kind-figure").check()
    look("new fact")
    press(page, "Escape")
    page.locator("#step-figures").evaluate("(link) => link.click()")
    for key, name in (("e", "cells"), ("Escape", ""), ("q", "quotation"), ("Escape", ""), ("?", "keys")):
        press(page, key)
        if name:
            look(name)
    press(page, "Escape")
    for place, key, name in (
        ("measures:annexes.0.measures.m-03", "d", "dividing"),
        ("figures:annexes.0.measures.m-03.outcomes.q-04", "Escape", "two cells"),
    ):
        page.goto(f"{desk.home}{desk.notice}/?lang={language}#{place}")
        page.locator("#question, #title").first.wait_for()
        page.wait_for_timeout(60)
        press(page, key)
        look(name)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert watched.wrong == []
    watched.context.close()


def test_the_end_is_printed_whole(desk: Desk) -> None:
    page = desk.open("#end")
    page.emulate_media(media="print")
    assert not page.locator("#top").is_visible()
    assert page.locator("#end .sum").is_visible()
    tall = page.evaluate("document.querySelector('#end').scrollHeight - document.querySelector('#end').clientHeight")
    assert tall <= 1


def test_states_differ_in_form_where_colours_are_forced(desk: Desk) -> None:
    page = desk.open("#figures", forced_colors="active")
    press(page, "3", "Enter")
    saved(page)
    page.locator("#everything").click()
    look = "(mark) => [getComputedStyle(mark).borderBottomStyle, getComputedStyle(mark).outlineStyle].join()"
    forms = {name: page.locator(f".lines mark.{name}").first.evaluate(look) for name in ("sure", "ask", "done", "cur")}
    assert len(set(forms.values())) == 4, forms
    assert page.locator(".st.ok").first.inner_text().strip().startswith("✓")


def test_the_language_is_remembered(desk: Desk) -> None:
    page = desk.open("?lang=zh")
    page.locator("#language").click()
    page.locator("html[lang=en]").wait_for()
    page.goto(f"{desk.home}{desk.notice}/")
    page.locator("#question, #title").first.wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#undo").inner_text().startswith("Undo")
