"""The review page in a real browser: by keyboard, mouse and finger, in both languages, on any screen, and when things go wrong."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import Once
from tests.notices.dataset import NOTICES
from tests.review.desk import Desk, office, press, question, reviewed, saved

from tongbao.intake.draft import draft_notice
from tongbao.load.gaps import GAP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FIRST = "annexes.0.measures.m-01.outcomes.q-01"
"""The first figure that is asked about."""
WORDS = "计划总投资逾900万元"
SCREENS = ("about", "column", "names", "measures", "figures", "others", "end")


@pytest.fixture
def desk(once: Once, tmp_path: Path, browser: "Browser") -> Iterator[Desk]:
    drafted = once("review-draft", lambda folder: office(folder))
    shutil.copytree(drafted / "office", tmp_path / "office")
    notice = next((tmp_path / "office" / "notices").glob("*/*.yaml")).stem
    with reviewed(tmp_path / "office") as home:
        yield Desk(tmp_path / "office", notice, home, browser)


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


# --- by keyboard ----------------------------------------------------------------------------------------


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


# --- answers --------------------------------------------------------------------------------------------


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


def entry(desk: Desk, words: str) -> str:
    """Return the line of the fact with a quotation."""
    return next(line for line in entries(desk).splitlines() if f"quote: {words}" in line)


def entries(desk: Desk) -> str:
    """Return the notice without its comments."""
    lines = desk.file.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def select(page: "Page", words: str) -> None:
    """Select words in the text as a mouse does."""
    page.evaluate(
        """([words, length]) => {
            const walker = document.createTreeWalker(document.querySelector('.lines'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                document.getSelection().setBaseAndExtent(node, at, node, at + length);
                dispatchEvent(new PointerEvent('pointerup', {pointerType: 'mouse'}));
                return;
            }
            throw new Error('no such words');
        }""",
        [words, len(words)],
    )
    page.wait_for_timeout(30)


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


# --- when things go wrong -------------------------------------------------------------------------------


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


# --- how it looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1440, 820, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
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


@pytest.mark.skipif(not NOTICES.is_dir(), reason="needs the documents of ../shared/notices")
class TestPictures:
    """An original with pages is shown as its pages."""

    @pytest.fixture
    def desk(self, once: Once, tmp_path: Path, browser: "Browser") -> Iterator[Desk]:
        def make(folder: Path) -> None:
            office(folder)
            for name in ("units.yaml", "places.yaml"):
                shutil.copy(NOTICES / "made" / name, folder / "office" / name)
            shutil.rmtree(folder / "office" / "notices")
            (folder / "office" / "notices").mkdir()
            draft_notice(next((NOTICES / "made" / "files").glob("02-*.pdf")), folder / "office", None, None, None)

        shutil.copytree(once("review-pages", make) / "office", tmp_path / "office")
        notice = next((tmp_path / "office" / "notices").glob("*/*.yaml")).stem
        with reviewed(tmp_path / "office") as home:
            yield Desk(tmp_path / "office", notice, home, browser)

    def test_words_are_boxed_on_their_page(self, desk: Desk) -> None:
        from playwright.sync_api import expect

        watched = desk.watched(viewport={"width": 1440, "height": 900})
        page = watched.open(f"{desk.notice}/#figures")
        page.locator(".box.cur").first.wait_for()
        assert page.locator("[id^=page-] em").count() >= 1
        number = page.locator("[aria-current=page]").inner_text()
        page.locator("#question").focus()
        press(page, "PageDown")
        assert page.locator("[aria-current=page]").inner_text() != number
        page.locator("#zoom-in").click()
        expect(page.locator("svg.sheet")).to_have_attribute("width", "125%")
        page.locator("#see-text").click()
        page.locator("mark.cur").first.wait_for()
        assert watched.wrong == []

    def test_a_box_opens_its_fact(self, desk: Desk) -> None:
        from playwright.sync_api import expect

        page = desk.open("#figures")
        page.locator(".box.cur").first.wait_for()
        other = page.locator("#paper g[role=button]:has(.box.ask)").last
        name = other.get_attribute("aria-label") or ""
        other.locator(".box").first.click()
        assert page.locator(".box.cur").count() >= 1
        now = page.locator("#paper g[role=button]:has(.box.cur)").first
        expect(now).to_have_attribute("aria-label", name)

    def test_words_are_chosen_on_the_picture(self, desk: Desk) -> None:
        page = desk.open("#figures")
        page.locator(".box.cur").first.wait_for()
        press(page, "q")
        page.locator(".box.sel").first.wait_for()
        words = page.locator(".words mark").inner_text()
        press(page, "Shift+ArrowLeft")
        assert page.locator(".words mark").inner_text() == words[:-1]
        box = page.locator(".box.sel").first.bounding_box()
        assert box
        page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=4)
        page.mouse.up()
        page.wait_for_timeout(50)
        assert words.startswith(page.locator(".words mark").inner_text())
        assert len(page.locator(".words mark").inner_text()) < len(words)

    def test_all_places_of_a_name_are_seen_at_once(self, desk: Desk) -> None:
        page = desk.open("#names")
        page.locator(".strip").first.wait_for()
        assert page.locator(".strip .box.cur").count() >= 2
