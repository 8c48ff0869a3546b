"""The review page when things go wrong, in a real browser: no server, another tab, a file changed elsewhere."""

import pytest
from tests.review.desk import FIRST, WORDS, Desk, entries, entry, press, saved

pytestmark = pytest.mark.browser


def test_answers_wait_while_the_server_is_out_of_reach(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#figures")
    before = desk.file.read_text("utf-8")
    page.context.set_offline(True)
    press(page, "3", "Enter", "3", "Enter")
    expect(page.locator(".saved.off")).to_have_text("未保存，正在重试（2 条）")
    assert page.locator(f'[id="row-{FIRST}"] .st.ok').count() == 1
    assert desk.file.read_text("utf-8") == before
    page.context.set_offline(False)
    saved(page)
    assert entries(desk).count("realisation: projected") == 2


def test_an_answer_on_its_way_outlives_the_page(desk: Desk) -> None:
    page = desk.open("#figures")
    page.route("**/answer", lambda route: route.abort())
    press(page, "3", "Enter")
    page.locator(".saved.off").wait_for()
    page.unroute("**/answer")
    page.reload()
    saved(page)
    assert "realisation: projected" in entry(desk, WORDS)


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_a_fact_changed_elsewhere_is_asked_about(mine: bool, desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#figures")
    text = desk.file.read_text("utf-8")
    theirs = text.replace("counts: 总投资,", "counts: 餐饮投资,", 1)
    assert theirs != text
    desk.file.write_text(theirs, "utf-8")
    press(page, "3", "Enter")
    page.locator("#conflict").wait_for()
    page.locator("#compare").click()
    assert "餐饮投资" in page.locator("#dialog").inner_text()
    press(page, "Escape")
    page.locator("#use-mine" if mine else "#keep-theirs").click()
    saved(page)
    now = desk.file.read_text("utf-8")
    assert "counts: 餐饮投资," in now
    assert ("realisation: projected" in entry(desk, WORDS)) == mine
    expect(page.locator("#conflict")).to_have_count(0)


def test_a_second_tab_is_read_only_until_it_takes_over(desk: Desk) -> None:
    from playwright.sync_api import expect

    first = desk.open("#figures")
    second = first.context.new_page()
    second.goto(f"{desk.home}{desk.notice}/#figures")
    second.locator("#stale").wait_for()
    assert second.locator("#yes").is_disabled()
    press(second, "3", "Enter", "s", "x")
    second.locator("#take-over").click()
    expect(second.locator("#stale")).to_have_count(0)
    press(second, "3", "Enter")
    saved(second)
    first.bring_to_front()
    press(first, "s")
    first.locator("#stale").wait_for()
    assert "realisation: projected" in entry(desk, WORDS)


def test_a_reload_is_the_same_tab(desk: Desk) -> None:
    page = desk.open("#figures")
    page.reload()
    page.locator("#question, #title").first.wait_for()
    page.wait_for_timeout(100)
    assert page.locator("#stale").count() == 0


def test_a_file_that_does_not_load_is_told_with_its_line(desk: Desk) -> None:
    text = desk.file.read_text("utf-8")
    desk.file.write_text(text.replace("genre: circular", "genre: [circular", 1), "utf-8")
    page = desk.watched().open(f"{desk.notice}/")
    page.locator("#broken").wait_for()
    assert ".yaml:" in page.locator("#broken code").inner_text()
    desk.file.write_text(text, "utf-8")
    page.locator("#reload").click()
    page.locator("#question, #title").first.wait_for()


def test_a_change_elsewhere_is_seen_without_an_answer(desk: Desk) -> None:
    from playwright.sync_api import expect

    page = desk.open("#figures")
    text = desk.file.read_text("utf-8")
    page.evaluate("import('../static/sending.js').then(({lease}) => lease(false))")
    desk.file.write_text(text.replace("counts: 总投资,", "counts: 餐饮投资,", 1), "utf-8")
    page.evaluate("import('../static/sending.js').then(({lease}) => lease(false))")
    press(page, "e")
    expect(page.locator('[data-field="counts"]')).to_have_value("餐饮投资")


def test_the_id_can_follow_the_place(desk: Desk) -> None:
    (desk.data / "places.yaml").write_text(
        f"{(desk.data / 'places.yaml').read_text('utf-8')}\nother: {{name: 他市, english: Other, level: municipal, basis: source, certainty: certain}}\n",
        "utf-8",
    )
    file = desk.file
    file.write_text(file.read_text("utf-8").replace("place: xiling", "place: other", 1), "utf-8")
    watched = desk.watched()
    page = watched.open(f"{desk.notice}/#about")
    page.locator("#rename").click()
    page.wait_for_url("**/other-2024-21/**")
    page.locator("#question, #title").first.wait_for()
    assert page.locator("#other-name, #stale").count() == 0
    assert file.with_name("other-2024-21.yaml").is_file()
    assert watched.wrong == []


def test_time_left_comes_from_the_readers_own_pace(desk: Desk) -> None:
    page = desk.open()
    first = page.locator(".far").inner_text()
    page.evaluate("localStorage.setItem('tongbao-review:pace', JSON.stringify(Array(12).fill(['single', 110])))")
    page.reload()
    page.locator("#question, #title").first.wait_for()
    assert page.locator(".far").inner_text() != first
