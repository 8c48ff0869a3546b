"""Answers on the review page, in a real browser: by keyboard, mouse and finger."""

import pytest
from tests.review.desk import WORDS, Desk, entries, entry, press, question, saved, select

from tongbao.load.gaps import GAP

pytestmark = pytest.mark.browser


def test_nothing_is_chosen_where_nobody_may_guess(desk: Desk) -> None:
    for step in ("column", "names", "measures"):
        page = desk.open(f"#{step}")
        assert page.locator(".option").count() > 1
        assert page.locator(".option input:checked").count() == 0
        assert page.locator("#yes").is_disabled()
        before = question(page)
        press(page, "Enter")
        assert question(page) == before
        page.context.close()


def test_an_answer_is_written_and_the_next_is_asked(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#figures")
    heading = question(page)
    press(page, "3", "Enter")
    saved(page)
    assert "realisation: projected" in entry(desk, WORDS)
    assert GAP not in entry(desk, WORDS)
    assert question(page) != heading
    assert page.evaluate("document.activeElement.id") == "question"
    expect(page.locator("#live")).to_contain_text("下一题")


def test_cells_are_corrected_and_a_value_that_the_words_do_not_say_is_refused(desk: Desk) -> None:
    page = desk.open("#figures:annexes.0.measures.m-01.outcomes.q-03")
    before = desk.file.read_text("utf-8")
    press(page, "e")
    page.locator('[data-field="value.number"]').fill("470")
    page.locator("#yes").click()
    page.locator(".refused").wait_for()
    assert page.locator(".refused li").first.inner_text()
    assert page.locator('[data-field="value.number"]').input_value() == "470"
    assert desk.file.read_text("utf-8") == before
    page.locator('[data-field="value.number"]').fill("460")
    page.locator('[data-field="counts"]').fill("惠及的商户")
    press(page, "Enter")
    saved(page)
    assert "counts: 惠及的商户" in desk.file.read_text("utf-8")


def test_a_question_about_two_cells_says_what_each_code_means(desk: Desk) -> None:
    page = desk.open("#figures:annexes.0.measures.m-03.outcomes.q-04")
    assert page.locator("#question").inner_text() == "“项目总投资3.4亿元”，实现情况、性质如何认定？"
    groups = page.locator(".more [role=radiogroup]")
    assert groups.count() == 2
    assert all(about.strip() for about in groups.locator("small").all_inner_texts())
    assert groups.nth(1).locator(":checked").count() == 0
    assert page.locator("#yes").is_disabled()
    groups.nth(0).locator("label", has_text="目标").click()
    groups.nth(1).locator("label").first.click()
    page.locator("#yes").click()
    saved(page)
    assert "realisation: target" in entry(desk, "项目总投资3.4亿元")
    assert "nature: " in entry(desk, "项目总投资3.4亿元")
    assert GAP not in entry(desk, "项目总投资3.4亿元")


def test_the_ends_of_a_quotation_move_by_a_sign(desk: Desk) -> None:
    page = desk.open("#figures:annexes.0.measures.m-01.outcomes.q-03")
    press(page, "q")
    assert page.locator(".lines .sel").inner_text() == "惠及商户460余户"
    press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    assert page.locator(".lines .sel").inner_text() == "商户460余户。"
    press(page, "Shift+ArrowLeft", "Enter")
    saved(page)
    assert "quote: 商户460余户}" in desk.file.read_text("utf-8")


def test_positions_are_code_points(desk: Desk) -> None:
    """A sign beyond the first plane is one sign."""
    page = desk.open("#figures:annexes.0.measures.m-02.outcomes.q-03")
    press(page, "q", "ArrowRight")
    assert page.locator(".lines .sel").inner_text().startswith("祥街")
    press(page, "Enter")
    saved(page)
    assert "quote: 祥街办税厅力争2025年减少跑动3万次" in desk.file.read_text("utf-8")


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_words_are_marked_as_a_new_fact(by: str, desk: Desk) -> None:
    page = desk.open("#figures:annexes.0.measures.m-01.outcomes.q-03")
    press(page, "x")
    saved(page)
    page.goto(f"{desk.home}{desk.notice}/#figures:annexes.0.measures.m-01.outcomes.q-02")
    page.locator("[aria-current] .w", has_text="办理时限").wait_for()
    if by == "mouse":
        select(page, "惠及商户460余户")
        press(page, "m")
    else:
        press(page, "m", *["ArrowRight"] * 19, *["Shift+ArrowRight"] * 8, "m")
    assert page.locator(".words mark").inner_text() == "惠及商户460余户"
    page.locator("#kind-figure").check()
    page.locator('[data-field="value.number"][value="460"]').wait_for()
    press(page, "Enter")
    saved(page)
    assert "quote: 惠及商户460余户" in entries(desk)
    assert page.locator("[aria-current] .w", has_text="办理时限").is_visible()


def test_a_fact_is_rejected_and_restored(desk: Desk) -> None:
    page = desk.open("#figures")
    press(page, "x")
    saved(page)
    assert WORDS not in entries(desk).partition("outcomes")[2]
    press(page, "z")
    saved(page)
    assert WORDS in entries(desk).partition("outcomes")[2]


def test_what_is_put_off_comes_last_and_is_told_at_the_end(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#figures")
    heading = question(page)
    press(page, "s")
    saved(page)
    assert question(page) != heading
    page.locator("#step-end").click()
    expect(page.locator(".todo .tag", has_text="暂缓")).to_have_count(1)
    page.locator(".todo button").first.click()
    expect(page.locator("#question")).to_have_text(heading)


def test_figures_found_twice_are_merged(desk: Desk) -> None:
    page = desk.open("#figures:annexes.0.measures.m-01.outcomes.q-02")
    press(page, "F6", "F6", "Space", "ArrowDown", "Space")
    page.locator("#do-merge").click()
    saved(page)
    assert "quote: 办理时限由9个工作日压缩到2个工作日，惠及商户460余户" in entries(desk)
    assert "counts: 惠及商户" not in entries(desk)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_row_is_divided_by_keys_and_taken_back(language: str, desk: Desk) -> None:
    from playwright.sync_api import expect

    before = desk.file.read_text("utf-8")
    page = desk.open(f"?lang={language}#measures:annexes.0.measures.m-03")
    select(page, "建设口袋公园")
    press(page, "d")
    expect(page.locator("#yes")).to_contain_text({"zh": "拆成两项", "en": "Divide in two"}[language])
    assert page.locator(".words mark").inner_text() == "建设口袋公园"
    press(page, "Enter")
    saved(page)
    assert "title: 建设口袋公园" in entries(desk)
    expect(page.locator("[aria-current] .what")).to_contain_text("建设口袋公园")
    press(page, "z")
    saved(page)
    assert desk.file.read_text("utf-8") == before


def test_words_that_divide_nothing_are_refused_where_they_were_chosen(desk: Desk) -> None:
    page = desk.open("#measures:annexes.0.measures.m-03")
    page.locator("#do-split").click()
    press(page, *["ArrowUp"] * 4, "Enter")
    page.locator(".refused").wait_for()
    assert page.locator(".words mark").count() == 1
    press(page, "Escape")
    assert page.locator("#do-split").is_visible()


def test_a_group_is_confirmed_at_once(desk: Desk) -> None:
    page = desk.open("#measures:annexes.0.measures.m-01")
    press(page, "g")
    saved(page)
    state = page.evaluate("fetch('state').then((reply) => reply.json())")
    assert {f["seen"] for f in state["facts"] if f["kind"] == "measure"} == {"bulk"}
    assert page.locator(".options").is_visible()  # what is asked comes first


def test_another_name_of_a_known_body_is_found(desk: Desk) -> None:
    page = desk.open("#names")
    press(page, "2", "Tab")
    page.keyboard.insert_text("数据")
    page.locator(".bodies label", has_text="溪陵市数据局").click()
    page.locator("#yes").click()
    saved(page)
    assert "市园林局" in (desk.data / "units.yaml").read_text("utf-8")


def test_a_question_is_answered_by_finger(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#column", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert not page.locator("#yes").is_visible()
    expect(page.locator("#touch-yes")).to_be_disabled()
    page.locator("label[for=o0]").tap()
    page.locator("#touch-yes").tap()
    expect(page.locator("#step-column")).not_to_have_attribute("aria-current", "step")
    saved(page)
    assert GAP not in next(line for line in entries(desk).splitlines() if "leads: {role" in line)
    page.locator("#touch-mark").tap()
    expect(page.locator("#touch-yes")).to_have_text("选定这些文字")
    page.locator("#touch-cancel").tap()
    expect(page.locator("#touch-later")).to_be_visible()
