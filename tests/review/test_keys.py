"""The review page by keys alone, in a real browser."""

from typing import TYPE_CHECKING

import pytest
from tests.review.desk import FIRST, Desk, press, question, saved

from tongbao.load.gaps import GAP

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def answer(page: "Page") -> None:
    """Answer whatever is asked, by keys alone."""
    if page.locator("#o0").count():
        press(page, *([] if page.locator(".option input:checked").count() else ["1"]))
        if page.locator("#yes").is_disabled():
            press(page, "Tab")
            fill_in(page)
        else:
            press(page, "Enter")
    elif page.locator(".gl kbd").count():
        press(page, "g")
    else:
        press(page, "Enter")


def fill_in(page: "Page") -> None:
    """Fill in a form from field to field, and press its button."""
    while (at := page.evaluate("document.activeElement.id")) != "yes":
        kind, value, needed = page.evaluate(
            "(({type, value, required}) => [type, value, required])(document.activeElement)"
        )
        if kind == "radio" and not page.evaluate(
            "document.querySelector(`[name='${document.activeElement.name}']:checked`)"
        ):
            press(page, "Space")  # the first of the proposals
        elif needed and not value and kind == "text":
            page.keyboard.insert_text("溪陵市园林局")
        elif needed and not value and kind == "select-one":
            press(page, "ArrowDown", "ArrowDown")  # the first basis is the source, which does not print that name
        press(page, "Tab")
        assert at, "the button is not reached"
    press(page, "Enter")


def go_through(page: "Page") -> list[str]:
    """Answer all questions by keys; return what was asked."""
    asked = []
    while not page.locator("#end:not([hidden])").count():
        asked.append(question(page))
        assert len(asked) < 60, asked[-5:]
        answer(page)
        page.wait_for_timeout(30)
    return asked


def open_marks(desk: Desk) -> int:
    return desk.file.read_text("utf-8").count(GAP)


def test_a_document_is_gone_through_by_keys_alone(desk: Desk) -> None:
    watched = desk.watched()
    page = watched.open(f"{desk.notice}/")
    page.locator("#question, #title").first.wait_for()
    assert open_marks(desk)
    asked = go_through(page)
    saved(page)
    assert len(asked) >= 9
    assert open_marks(desk) == 0
    assert "溪陵市园林局" in (desk.data / "units.yaml").read_text("utf-8")
    assert page.locator("#end-title").inner_text() == "全部定下，可以发布"
    assert page.locator("#end .sum tbody tr").count() == 6
    assert watched.wrong == []


def test_where_all_must_be_looked_at_the_end_comes_after_that(desk: Desk) -> None:
    file = desk.data / "dataset.yaml"
    file.write_text(f"{file.read_text('utf-8')}review: {{everything: true, log: true}}\n", "utf-8")
    page = desk.open("#end")
    page.locator(".todo small", has_text="本数据集要求全部过目").first.wait_for()
    page.context.close()
    page = desk.open()
    go_through(page)
    saved(page)
    assert page.locator("#end-title").inner_text() == "全部定下，可以发布"
    assert page.locator(".files", has_text="-review.jsonl").count() == 1
    assert desk.file.with_name(f"{desk.notice}-review.jsonl").read_text("utf-8").count("\n") > 10
    desk.file.write_text(desk.file.read_text("utf-8").replace("counts: 办理退税,", "counts: 所办退税,", 1), "utf-8")
    page = desk.open("#end")
    assert page.locator("#end-title").inner_text() == "答完了，还有 1 条未过目，全部过目后方可发布"


def test_everything_is_taken_back(desk: Desk) -> None:
    from playwright.sync_api import expect

    before = desk.file.read_text("utf-8")
    page = desk.open()
    go_through(page)
    saved(page)
    after = desk.file.read_text("utf-8")
    for _ in range(60):
        if page.locator("#undo").is_disabled():
            break
        press(page, "z")
        saved(page)
    assert desk.file.read_text("utf-8") == before
    for _ in range(60):
        if not page.locator("#redo").count():
            break
        press(page, "Shift+Z")
        saved(page)
    assert desk.file.read_text("utf-8") == after
    press(page, "z")
    expect(page.locator("#live")).to_contain_text("已撤销")


def test_keys_are_heard_under_an_input_method(desk: Desk) -> None:
    """An input method takes the sign of a key, and leaves its place."""
    page = desk.open("#figures")
    strike = "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code, keyCode: 229, bubbles: true, cancelable: true}))"
    page.evaluate(strike, "Digit2")
    assert page.locator("#o1").is_checked()
    page.evaluate(strike, "KeyS")
    page.wait_for_timeout(50)
    saved(page)
    assert page.locator(f'[id="row-{FIRST}"][aria-current]').count() == 0


def test_keys_rest_while_an_input_method_composes(desk: Desk) -> None:
    """What is composed in a field answers nothing, and is not drawn away by an answer of the server."""
    page = desk.open("#names")
    press(page, "1")
    page.locator("input.free").focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "xiling", "selectionStart": 6, "selectionEnd": 6})
    press(page, "Enter")
    page.evaluate("import('../static/session.js').then(({changed}) => changed())")
    page.wait_for_timeout(50)
    assert page.locator("#o0").is_checked()
    client.send("Input.insertText", {"text": "溪陵市园林管理局"})
    assert "园林管理局" in page.evaluate("document.activeElement.value")
    press(page, "s", "1", "x")
    assert page.evaluate("document.activeElement.value").endswith("s1x")
    assert question(page).startswith("“市园林局”")


def test_single_keys_can_be_switched_off(desk: Desk) -> None:
    page = desk.open("#figures")
    press(page, "?")
    page.locator("#single-keys").uncheck()
    press(page, "Escape", "s", "2")
    page.wait_for_timeout(50)
    assert page.locator(f'[id="row-{FIRST}"][aria-current]').count() == 1
    assert not page.locator("#o1").is_checked()
    press(page, "F6")
    assert page.evaluate("document.activeElement.id") == "paper"
    page.reload()
    page.locator("#question, #title").first.wait_for()
    press(page, "s")
    assert page.locator(f'[id="row-{FIRST}"][aria-current]').count() == 1


def test_rows_cells_and_panes_are_reached_by_keys(desk: Desk) -> None:
    page = desk.open("#figures")
    press(page, "ArrowDown", "ArrowDown")
    assert page.evaluate("document.activeElement.dataset.fact").endswith("q-03")
    press(page, "ArrowRight", "ArrowRight", "e")
    assert page.evaluate("document.activeElement.dataset.field") == "value.unit"
    press(page, "Escape", "F6")
    assert page.evaluate("document.activeElement.id") == "paper"
    press(page, "F6")
    assert page.evaluate("document.activeElement.closest('#facts') !== null")
    press(page, "/")
    page.keyboard.insert_text("退 税１.8亿")
    press(page, "Enter")
    assert page.locator("mark.found").first.inner_text() == "退税1.8亿"
    press(page, "Escape")
    assert page.locator("mark.found").count() == 0
