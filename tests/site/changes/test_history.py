"""A site remembers what changed from one publishing to the next, whatever happens between them."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from tests.sites import Site

from tongbao.errors import Text
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.site.changes import history as remembered
from tongbao.site.changes.history import FILE, FIRST, LOST, VERSIONS, Publishing, latest_changes, read_history, trimmed
from tongbao.site.changes.model import Changes, Fact, NameChange, NoticeChange, Version
from tongbao.validate import choose_engine

ENGINE, _ = choose_engine()
NOTICE = "notices/2023/demo-2023-8.yaml"


def again(folder: Path, **edits: str) -> Site:
    """Change the words of a figure, build and publish."""
    for old, new in edits.items():
        file = folder / "data" / NOTICE
        text = file.read_text("utf-8")
        assert f"counts: {old}," in text
        file.write_text(text.replace(f"counts: {old},", f"counts: {new},"), "utf-8")
    build(folder / "data", folder / "out", ENGINE, jobs=1)
    publish(folder / "out", folder / "data", folder / "site")
    return Site(folder / "site", "/demo/")


def test_the_first_version_says_so(demo_published: Path) -> None:
    site = Site(demo_published / "site", "/demo/")
    (only,) = read_history(site.folder)
    assert (only.summary, only.changes, only.version) == (FIRST, None, Version("1.2.0", "2024-01-31", 7))
    assert FIRST.zh in site.read("zh/changes.html")


def test_each_publishing_that_changes_something_is_told(own_demo: Path) -> None:
    site = again(own_demo, 夜间市集="市集")
    newest, first = read_history(site.folder)
    assert newest.summary.en == "1 notice changed, 1 fact corrected."
    page = site.read("zh/changes.html")
    assert "成效 · 市集 · 计量对象：夜间市集 → 市集" in page
    assert page.index(newest.anchor) < page.index(first.anchor)
    assert not [way for way in site.broken() if "/changes.html: " in way]
    assert msgspec.json.decode((site.folder / "data/changes.json").read_bytes(), type=list[Publishing]) == [
        newest,
        first,
    ]
    again(own_demo)
    assert read_history(site.folder) == [newest, first]
    (latest,) = latest_changes(read_history(site.folder), versions=1)
    assert (latest.called.en, latest.day, latest.notices[0].id) == ("Version 1.2.0", "2024-01-31", "demo-2023-8")
    assert f'id="{latest.anchor}"' in site.read(f"en/{latest.document}.html")
    assert "2024-01-31T00:00:00Z" in site.read("en/notices.atom")


def test_the_parts_that_are_kept_are_those_published_and_shown_to_nobody(own_demo: Path) -> None:
    site = again(own_demo, 夜间市集="市集")
    (kept,) = (site.folder / VERSIONS).iterdir()
    for file in kept.rglob("*.nq"):
        assert file.read_bytes() == (own_demo / "out" / "parts" / file.relative_to(kept / "parts")).read_bytes()
    assert kept.name == read_history(site.folder)[0].key


@pytest.mark.parametrize("lost", ["all", "a part", "the file", "a broken file"])
def test_what_is_lost_is_said(lost: str, own_demo: Path) -> None:
    site = own_demo / "site"
    if lost == "all":
        shutil.rmtree(site / VERSIONS)
    elif lost == "a part":
        next((site / VERSIONS).rglob("demo-2023-8.nq")).unlink()
    elif lost == "the file":
        (site / FILE).unlink()
    else:
        (site / FILE).write_bytes(b"[{")
    again(own_demo, 夜间市集="市集")
    assert read_history(site)[0].summary == (FIRST if "file" in lost else LOST)
    again(own_demo, 市集="夜市")
    assert read_history(site)[0].summary.en == "1 notice changed, 1 fact corrected."


def test_a_run_that_is_killed_tells_nothing_twice(own_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tongbao.site.run.keep_version", killed)
        with pytest.raises(KeyboardInterrupt):
            again(own_demo, 夜间市集="市集")
    assert len(read_history(again(own_demo).folder)) == 2
    newest = read_history(again(own_demo, 市集="夜市").folder)[0]
    assert newest.summary.en == "1 notice changed, 1 fact corrected."


def test_a_withdrawn_notice_is_told_without_a_link(own_demo: Path) -> None:
    for file in own_demo.glob("data/notices/2023/demo-2023-8.*"):
        file.unlink()
    site = again(own_demo)
    assert read_history(site.folder)[0].summary.en == "1 notice withdrawn."
    assert not [way for way in site.broken() if "/changes.html: " in way]
    assert not re.search('href="[^"]*demo-2023-8', site.read("en/changes.html"))


def test_what_is_remembered_is_bounded(own_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    monkeypatch.setattr(remembered, "DETAILED", 1)
    words = ["夜间市集", "市集", "夜市", "集市", "市场"]
    for old, new in pairwise(words):
        again(own_demo, **{old: new})
    history = read_history(own_demo / "site")
    assert [one.changes is not None for one in history] == [True, False, False]
    assert history[1].summary.en == "1 notice changed, 1 fact corrected."


def test_a_list_is_cut_and_what_is_left_out_is_counted() -> None:
    none = Text("", "")
    fact = Fact("added", "t", "Outcome", none, none)
    notices = tuple(NoticeChange("changed", f"n{n}", f"n{n}", none, facts=(fact,) * 3) for n in range(3))
    changes = Changes(Version(), Version(), notices, (NameChange("added", "u", "unit", none),))
    cut, left_out = trimmed(changes, 6)
    assert [(len(notice.facts), notice.more) for notice in cut.notices] == [(3, 0), (1, 2)]
    assert (cut.names, left_out) == ((), 7)
    assert trimmed(changes, 13) == (changes, 0)
