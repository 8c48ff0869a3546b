"""What is left of what was removed, and of what operators write: a site outlives many runs."""

import json
import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDFS
from tests.sites import Site

from tongbao.errors import OutputError
from tongbao.pipeline.build import build
from tongbao.site import publish
from tongbao.site.folder import remove
from tongbao.site.gone import read_gone
from tongbao.site.run import Published
from tongbao.validate import choose_engine

BASE = "https://example.org/demo/"
ENGINE, _ = choose_engine()


def published(folder: Path) -> Published:
    build(folder / "data", folder / "out", ENGINE, jobs=1)
    return publish(folder / "out", folder / "data", folder / "site")


def told(done: Published) -> str:
    return "\n".join(f"{remark.en}\n{remark.zh}" for remark in done.remarks)


def test_a_removal_that_was_cut_short_is_finished(own_demo: Path) -> None:
    """A run was killed when it had removed one folder of a notice that is gone; the next removes the rest."""
    shutil.rmtree(own_demo / "site" / "data" / "commendation" / "demo-2021-2")
    for file in own_demo.glob("data/notices/2021/demo-2021-2.*"):
        file.unlink()
    published(own_demo)
    site = Site(own_demo / "site", "/demo/")
    assert not [name for name in site.files if "demo-2021-2" in name and not name.startswith("gone/")]
    assert "gone/data/commendation/demo-2021-2/1-1.ttl" in site.files


def test_a_file_in_the_place_of_a_folder_gives_way(own_demo: Path) -> None:
    """One stands where a folder of a notice was that is gone, another where pages are to be written."""
    data, pages = own_demo / "site" / "data", own_demo / "site" / "zh"
    shutil.rmtree(data / "commendation" / "demo-2021-2")
    (data / "commendation" / "demo-2021-2").write_text("in the way")
    shutil.rmtree(data / "notice")
    (data / "notice").write_text("in the way")
    shutil.rmtree(pages / "notice")
    (pages / "notice").symlink_to("nowhere")
    for file in own_demo.glob("data/notices/2021/demo-2021-2.*"):
        file.unlink()
    published(own_demo)
    assert (data / "notice" / "demo-2022-5.ttl").is_file()
    assert (pages / "notice" / "demo-2022-5.html").is_file()
    assert not (data / "notice" / "demo-2021-2.ttl").exists()


def test_a_folder_in_the_place_of_a_file_is_named_and_kept(own_demo: Path) -> None:
    index = own_demo / "site" / "index.html"
    index.unlink()
    index.mkdir()
    (index / "mine.txt").write_text("kept")
    with pytest.raises(OutputError) as caught:
        published(own_demo)
    assert str(caught.value.problems[0].place) == str(index)
    assert (index / "mine.txt").read_text() == "kept"
    assert remove(own_demo / "site", ["index.html"]) == 0
    assert index.is_dir()


def test_what_was_removed_leaves_a_note_until_it_is_back(own_demo: Path) -> None:
    """A notice that was replaced goes; then the memory is lost; then the notice is put back."""
    site = Site(own_demo / "site", "/demo/")
    left = {file: file.read_bytes() for file in own_demo.glob("data/notices/2021/demo-2021-2.*")}
    before = {name[3:-5] for name in site.files if name.startswith("zh/") and "/" in name[3:]}
    for file in left:
        file.unlink()
    done = published(own_demo)
    assert "410" in told(done)
    assert [remark.en[:2] for remark in done.remarks if not remark.en.startswith("Without")] == ["1 "]
    site = Site(site.folder, "/demo/")
    now = {name[3:-5] for name in site.files if name.startswith("zh/") and "/" in name[3:]}
    gone = {name.removeprefix("gone/zh/")[:-5] for name in site.files if name.startswith("gone/zh/")}
    before -= {f"{document}/state-ended" for document in ("notices", "commendations")}  # what can be chosen is no thing
    assert gone == before - now
    assert {"notice/demo-2021-2", "source/demo-2021-2", "commendation/demo-2021-2/1-1"} <= gone
    for document in gone:
        for name in (f"en/{document}.html", f"data/{document}.ttl", f"data/{document}.jsonld"):
            assert f"gone/{name}" in site.files
            assert name not in site.files
        graph = rdflib.Graph().parse(data=site.read(f"gone/data/{document}.ttl"), format="turtle")
        thing = rdflib.URIRef(f"{BASE}id/{document}")
        assert graph.value(thing, OWL.deprecated)
        assert {label.language for label in graph.objects(thing, RDFS.label)} == {"zh", "en"}
    page = site.read("gone/zh/notice/demo-2021-2.html")
    assert "示范市人民政府关于表彰服务企业先进单位的决定" in page
    assert 'href="/demo/zh/notice/demo-2022-5.html"' in page
    assert site.read("gone/data/notice/demo-2021-2.jsonld").count(f'"{BASE}data/context.jsonld"') == 1
    listed = (
        "sitemap.xml",
        "linkset.json",
        "search/rows-0.json",
        "lists/notices-iris.json",
        "zh/notices.html",
        "en/measures.html",
        "dump/notices.csv",
    )
    assert not [name for name in listed if "demo-2021-2" in site.read(name)]
    assert all(name.startswith("gone/") for name in site.files if "demo-2021-2" in name)

    (site.folder / ".tongbao" / "memory.sqlite").unlink()
    forgotten = told(published(own_demo))
    assert "404" in forgotten
    assert ".tongbao" in forgotten
    assert (site.folder / "gone/zh/notice/demo-2021-2.html").read_text("utf-8") == page  # this is remembered apart

    for file, content in left.items():
        file.write_bytes(content)
    published(own_demo)
    site = Site(site.folder, "/demo/")
    assert "zh/notice/demo-2021-2.html" in site.files
    assert not [name for name in site.files if name.startswith("gone/") and "demo-2021-2" in name]
    assert json.loads((site.folder / ".tongbao" / "gone.json").read_text("utf-8")) == {}


@pytest.mark.parametrize(
    "junk", [b"", b"[]", b'{"notice/x": 1}', b"\xff\xfe", b'{"notice/x": {"zh": "\xff", "en": ""}}']
)
def test_a_record_that_cannot_be_read_is_not_taken_for_an_empty_one(junk: bytes, tmp_path: Path) -> None:
    record = tmp_path / "gone.json"
    assert read_gone(record) == ({}, True)
    record.write_bytes(junk)
    assert read_gone(record) == ({}, False)


OWN = "# mine\nRequire ip 192.0.2.0/24\n"


def test_what_an_operator_writes_stays(own_demo: Path) -> None:
    folder = own_demo / "site"
    example, access = folder / "nginx.conf", folder / ".htaccess"
    assert "nginx-server.conf" in example.read_text("utf-8")
    example.write_text(example.read_text("utf-8").replace("listen 80;", "listen 8080;"), "utf-8")
    edited, rules = example.read_bytes(), access.read_text("utf-8")
    access.write_text(f"{OWN}{rules.replace('RewriteEngine On', 'RewriteEngine Off')}# and this\n", "utf-8")
    (folder / "nginx-server.conf").write_text("broken", "utf-8")
    published(own_demo)
    assert example.read_bytes() == edited
    assert access.read_text("utf-8") == f"{OWN}{rules}# and this\n"  # ours are as they were, theirs too
    assert "location" in (folder / "nginx-server.conf").read_text("utf-8")
    access.write_text(OWN, "utf-8")
    published(own_demo)
    assert access.read_text("utf-8") == f"{rules}{OWN}"
