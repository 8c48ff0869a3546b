"""A site that is made again is the one that is made from nothing, and nothing of others is touched."""

import hashlib
import os
import random
import re
import shutil
import time
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.few import synthesise_few
from tests.site.again import change, made_again, rebuild
from tests.sites import Site

from tongbao import paths
from tongbao.errors import DataError, OutputError
from tongbao.intake.skeleton import new_dataset
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.site.folder import put
from tongbao.site.steps import STEPS
from tongbao.validate import choose_engine


def test_the_same_build_gives_the_same_bytes_even_after_a_kill(
    own_demo: Path, demo_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run is killed; the next, in several processes, removes what that left half written."""

    def killed() -> None:
        raise KeyboardInterrupt

    built, data, folder = own_demo / "out", own_demo / "data", own_demo / "again"
    with monkeypatch.context() as patched:
        patched.setitem(STEPS, next(iter(STEPS)), (killed,))  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            publish(built, data, folder)
    (folder / "zh" / "unit" / ".4711.new").write_text("<html>")  # as a run that is killed cannot remove it
    (folder / "zh" / "notice" / "demo-2023-3.html").write_text("<html>")
    for kind in ("notices", "authority", "questions"):
        monkeypatch.setattr(f"tongbao.site.{kind}.FEW", 0)
    done = publish(built, data, folder, jobs=2)
    assert done.files == len(Site(folder).files) - 1  # the example for nginx is the operator's
    assert Site(folder).bytes() == Site(demo_published / "site").bytes()


def test_nothing_is_written_where_nothing_changed(own_demo: Path) -> None:
    again = publish(own_demo / "out", own_demo / "data", own_demo / "site")
    assert (again.written, again.removed) == (0, 0)


def test_changes_give_what_a_site_from_nothing_gives(own_demo: Path) -> None:
    """Names that others show: those of a unit and a place, the number of a notice that replaces another.

    Then what notices say: the nature of a figure and a role; three are gone: one was replaced, and one alone named a place.
    """
    data = own_demo / "data"
    change(data / "units.yaml", ("Demo City Public Security Bureau", "The Police"))
    change(data / "places.yaml", ("english: East District", "english: Far East"))
    notice = data / "notices/2022/demo-2022-5.yaml"
    source = notice.with_suffix(".txt")
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    change(source, ("〔2022〕5 号", "〔2022〕55 号"))
    change(notice, ("〔2022〕5号", "〔2022〕55号"), (before, hashlib.sha256(source.read_bytes()).hexdigest()))
    done, site = made_again(own_demo)
    assert done.written < 0.9 * len(site.files)
    assert "The Police" in site.read("en/unit/demo-transport.html")  # it leads together with it
    assert "Far East" in site.read("en/unit/east-education.html")
    assert "〔2022〕55号" in site.read("zh/notice/demo-2021-2.html")

    change(
        data / "notices/2023/demo-2023-12.yaml",
        ("counts: 累计服务企业, reading: amount, realisation: achieved", "counts: 累计服务企业, reading: amount, nature: context"),
        ("unit: 市公安局, role: supporting", "unit: 市公安局, role: participant"),
    )  # fmt: skip
    for gone in ("demo-2023-8", "demo-2021-2", "demo-2023-3"):
        for file in data.glob(f"notices/*/{gone}.*"):
            file.unlink()
    done, site = made_again(own_demo)
    assert done.written < 0.6 * len(site.files)
    assert "The Police" not in site.read("en/unit/demo-transport.html")
    assert "zh/co-leadership/demo-police/demo-transport.html" not in site.files
    assert "demo-2023-3" not in site.read("zh/place/west-district.html")


@pytest.mark.thorough
def test_a_change_gives_what_a_site_from_nothing_gives(tmp_path: Path) -> None:
    data = tmp_path / "data"
    chance = random.Random(3)
    synthesise_few(data, 5, seed=8)
    rebuild(data)
    publish(tmp_path / "out", data, tmp_path / "site")
    for _ in range(3):
        files = sorted(data.glob("notices/*/*.yaml"))
        file = chance.choice(files)
        text = file.read_text("utf-8")
        if "realisation: achieved" in text and chance.random() < 0.6:
            file.write_text(text.replace("realisation: achieved", "nature: context", 1), "utf-8")
        elif "role: participant" in text and chance.random() < 0.6:
            file.write_text(text.replace("role: participant", "role: supporting", 1), "utf-8")
        elif not any(f"replaced-by: {file.stem}" in other.read_text("utf-8") for other in files):
            file.unlink()
        done, site = made_again(tmp_path)
        assert done.written < 0.9 * len(site.files)


def test_a_write_that_fails_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OSError, match="directory"):
        put(tmp_path, {"page.html": b"x"})
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_of_others_is_left_alone(tmp_path: Path, graph_nq: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError) as caught:
        publish(graph_nq.parent, paths.DATA, tmp_path)
    assert caught.value.problems[0].code == "foreign-output"


def test_a_source_that_is_another_is_told(own_demo: Path) -> None:
    built, data, folder = own_demo / "out", own_demo / "data", own_demo / "site"
    notice = data / "notices" / "2023" / "demo-2023-8.yaml"
    source = notice.with_suffix(".txt")
    source.write_text(source.read_text("utf-8") + "x", "utf-8")
    with pytest.raises(DataError) as caught:
        publish(built, data, own_demo / "new")
    assert [problem.code for problem in caught.value.problems] == ["source-differs"]
    assert Site(own_demo / "new").files == []
    before = Site(folder).bytes()
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    text = re.sub(r"sha256: \w+", f"sha256: {sha256}", notice.read_text("utf-8"))
    notice.write_text(text.replace("realisation: achieved", "nature: context", 1), "utf-8")
    rebuild(data)
    source.write_text(source.read_text("utf-8") + "y", "utf-8")
    with pytest.raises(DataError):
        publish(built, data, folder)
    assert Site(folder).bytes() == before


def test_a_dataset_without_notices_has_a_site(tmp_path: Path) -> None:
    new_dataset(tmp_path / "mine")
    build(tmp_path / "mine", tmp_path / "out", choose_engine()[0], jobs=1)
    published = publish(tmp_path / "out", tmp_path / "mine", tmp_path / "site")
    assert published.pages > 100  # the terms and the questions
    assert "尚无公文" in (tmp_path / "site" / "zh" / "index.html").read_text("utf-8")
    assert pyarrow.parquet.read_table(tmp_path / "site" / "dump" / "measures.parquet").num_rows == 0


def test_what_was_lost_or_written_over_is_made_again(own_demo: Path, demo_published: Path) -> None:
    folder = own_demo / "site"
    (folder / "zh/units.html").unlink()
    (folder / "zh/unit/demo-tax.html").write_text("something else", "utf-8")
    shutil.rmtree(folder / "en/measure")
    assert publish(own_demo / "out", own_demo / "data", folder).written > 4
    assert Site(folder).bytes() == Site(demo_published / "site").bytes()
    assert publish(own_demo / "out", own_demo / "data", folder).pages == 0


def test_the_site_of_another_dataset_is_left_as_it_is(own_demo: Path, graph_nq: Path) -> None:
    before = Site(own_demo / "site").bytes()
    with pytest.raises(OutputError) as caught:
        publish(graph_nq.parent, paths.DATA, own_demo / "site")
    assert [problem.code for problem in caught.value.problems] == ["another-site"]
    assert Site(own_demo / "site").bytes() == before


# --- what changed since the build -------------------------------------------------------------------------------


def remarks(own_demo: Path) -> list[str]:
    done = publish(own_demo / "out", own_demo / "data", own_demo / "site")
    return [remark.en for remark in done.remarks]


def test_data_newer_than_the_build_are_told(own_demo: Path) -> None:
    units = own_demo / "data" / "units.yaml"
    assert not any("built" in remark for remark in remarks(own_demo))
    os.utime(units, (time.time() + 5, time.time() + 5))
    assert any(remark.startswith("units.yaml was saved after the graph was built") for remark in remarks(own_demo))


def test_a_notice_taken_out_or_put_in_since_the_build_is_told(own_demo: Path) -> None:
    data = own_demo / "data"
    notice, text = (data / f"notices/2023/demo-2023-3.{ending}" for ending in ("yaml", "txt"))
    kept = notice.read_text("utf-8"), text.read_text("utf-8")
    notice.unlink()
    broken = notice.with_name("demo-2023-9.yaml")
    broken.write_text("id: [", "utf-8")
    with pytest.raises(DataError):
        rebuild(data)  # a build that fails leaves the graph older than the data
    broken.unlink()
    said = remarks(own_demo)
    assert said[0].startswith("The notice demo-2023-3 was removed from the data after the graph was built")
    text.unlink()
    with pytest.raises(DataError) as raised:
        publish(own_demo / "out", data, own_demo / "another")
    assert "its source text demo-2023-3.txt were removed" in raised.value.problems[0].what.en
    notice.write_text(kept[0], "utf-8")
    text.write_text(kept[1], "utf-8")
    rebuild(data)
    assert not any("built" in remark for remark in remarks(own_demo))
    for ending, content in zip(("yaml", "txt"), kept, strict=True):
        (data / f"notices/2023/demo-2023-9.{ending}").write_text(content, "utf-8")
    said = remarks(own_demo)
    assert said[0].startswith("notices/2023/demo-2023-9.yaml was left out, or was added after")
