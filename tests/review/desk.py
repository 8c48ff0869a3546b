"""An invented office with a draft of an invented notice, and the server of its review."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from tests.pages import Watched

from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.review.app import Review
from tongbao.web.local import listening

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIRST = "annexes.0.measures.m-01.outcomes.q-01"
"""The first figure that is asked about."""
WORDS = "计划总投资逾900万元"
"""What it is quoted from."""

PLACES = """
xiling: {name: 溪陵市, english: {value: Xiling, basis: translation}, short: [溪陵], level: municipal, basis: source, certainty: certain}
"""
UNITS = """
xiling-office: {name: 溪陵市人民政府办公室, short: [市政府办公室], kind: government-office, level: municipal, place: xiling, basis: source, certainty: certain}
xiling-data: {name: 溪陵市数据局, short: [市数据局], kind: department, level: municipal, place: xiling, basis: source, certainty: certain}
xiling-tax: {name: 国家税务总局溪陵市税务局, short: [市税务局], kind: department, level: municipal, place: xiling, basis: source, certainty: certain}
"""
ROWS = [
    (
        "1",
        "开餐馆“一件事”",
        "市数据局、市园林局",
        "计划总投资逾900万元，办理时限由9个工作日压缩到2个工作日，惠及商户460余户。",
    ),
    ("2", "退税“一键达”", "市税务局", "今年以来办理退税1.8亿元，同比增长12%。𠮷祥街办税厅力争2025年减少跑动3万次。"),
    (
        "3",
        "小区改造“共商量”",
        "市园林局",
        "改造老旧小区17个，计划总投资约6000万元。计划投入2.5亿元改造管网。项目总投资3.4亿元。<br>建设口袋公园<br>新建口袋公园6个。",
    ),
]
NOTICE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>通报</title></head><body>
<p>溪陵市人民政府办公室</p><p>关于2024年度政务服务优秀举措的通报</p><p>溪政办〔2024〕21号</p>
<p>各区人民政府，市政府各部门：</p>
<p>为总结推广有效做法，经评审，决定对市数据局、市园林局、市税务局予以通报表扬。</p>
<p>附件：2024年度政务服务优秀举措</p><p>溪陵市人民政府办公室</p><p>2024年12月3日</p><p>（此件公开发布）</p>
<p>附件</p><p>2024年度政务服务优秀举措</p>
<table><tr><th>序号</th><th>举措</th><th>单位名称</th><th>做法及成效</th></tr>{rows}</table></body></html>
"""


def office(folder: Path) -> tuple[Path, str]:
    """Make the dataset of the office with one draft; return it and the notice's id."""
    data = folder / "office"
    new_dataset(data)
    (data / "places.yaml").write_text(PLACES, "utf-8")
    (data / "units.yaml").write_text(UNITS, "utf-8")
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    file = folder / "notice.html"
    file.write_text(NOTICE.replace("{rows}", rows), "utf-8")
    return data, draft_notice(file, data, None, None, None).file.stem


@contextmanager
def reviewed(data: Path) -> Iterator[str]:
    """Serve the review of a dataset; give its address."""
    held: socket.socket = listening(0)
    port = held.getsockname()[1]
    app = Review(data, "zh").app("secret", port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/secret/"
    finally:
        server.should_exit = True
        thread.join(10)
        held.close()


@dataclass
class Desk:
    """A draft under review: its dataset, the address of its page, and the browser."""

    data: Path
    notice: str
    home: str
    browser: "Browser"

    @property
    def file(self) -> Path:
        return next(self.data.glob(f"notices/*/{self.notice}.yaml"))

    def watched(self, **settings: Any) -> Watched:
        return Watched(self.browser, self.home, **settings)

    def open(self, where: str = "", **settings: Any) -> "Page":
        """Open the page; the language is Chinese unless the address says another."""
        page = self.watched(**{"viewport": {"width": 1440, "height": 900}} | settings).open(f"{self.notice}/{where}")
        page.locator("#question, #title, #end-title").first.wait_for()
        return page


@contextmanager
def desk_of(data: Path, browser: "Browser") -> Iterator[Desk]:
    """Serve the review of a dataset with one draft."""
    notice = next((data / "notices").glob("*/*.yaml")).stem
    with reviewed(data) as home:
        yield Desk(data, notice, home, browser)


def saved(page: "Page") -> None:
    """Wait until every answer is written, and the page says so."""
    from playwright.sync_api import expect

    page.wait_for_function("import('../static/session.js').then(({ session }) => session.waiting.length === 0)")
    expect(page.locator(".saved.done")).to_be_visible()


def question(page: "Page") -> str:
    shown = page.locator("#question").or_(page.locator("#title, #end-title"))
    return str(shown.last.inner_text())


def press(page: "Page", *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


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
