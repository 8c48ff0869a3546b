"""An original with pages is shown as its pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.few import Once
from tests.notices.dataset import NOTICES
from tests.review.desk import Desk, desk_of, office, press

from tongbao.intake.draft import draft_notice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


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
        with desk_of(tmp_path / "office", browser) as desk:
            yield desk

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
