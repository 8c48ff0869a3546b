"""Citations can be read by the libraries that reference managers use, whatever the titles hold."""

from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from tests.sites import BASE, Site

from tongbao.site.metadata.citations import Work, bibtex, cited_by, ris

HOSTILE = "a} , url = {evil} \\input{x} \\ {b 50% & $x_1^2$ #1 ~“通报”\nER  - \nTY  - JOUR \x07"
ON_ONE_LINE = "a} , url = {evil} \\input{x} \\ {b 50% & $x_1^2$ #1 ~“通报” ER - TY - JOUR "


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {
        entry.key: {"type": entry.entry_type, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    }


def read_ris(text: str) -> list[dict[str, object]]:
    return rispy.loads(text)  # type: ignore[no-any-return]


def test_a_notice_is_cited_with_its_measures(site: Site) -> None:
    found = read_bibtex(site.read("data/notice/xiamen-2023-64.bib"))
    assert len(found) == 21
    notice, measure = found["xiamen-2023-64"], found["xiamen-2023-64:city-06"]
    assert notice["type"] == measure["type"] == "misc"
    assert notice["author"].strip("{}") == "厦门市人民政府办公厅"
    assert (notice["year"], notice["date"], notice["number"]) == ("2023", "2023-10-29", "厦府办〔2023〕64号")
    assert measure["title"].strip("{}") == "首创“共享站房”，助力城中村现代化治理"
    assert notice["title"].strip("{}") in measure["note"]
    assert measure["url"] == f"{BASE}id/measure/xiamen-2023-64/city-06"
    assert "urldate" not in notice


def test_ris_says_the_same(site: Site) -> None:
    notice, *measures = read_ris(site.read("data/notice/xiamen-2023-64.ris"))
    assert (notice["type_of_reference"], notice["year"], notice["date"]) == ("GOVDOC", "2023", "2023/10/29")
    assert notice["authors"] == ["厦门市人民政府办公厅,"]
    assert len(measures) == 20
    assert measures[5]["secondary_title"] == notice["title"]
    assert measures[5]["urls"] == [f"{BASE}id/measure/xiamen-2023-64/city-06"]


def test_the_dataset_is_cited_as_data(site: Site) -> None:
    (dataset,) = read_bibtex(site.read("data/dataset.bib")).values()
    assert (dataset["type"], dataset["version"], dataset["url"]) == ("dataset", "0.1.0", BASE)
    assert read_ris(site.read("data/dataset.ris"))[0]["type_of_reference"] == "DATA"


def test_nothing_ends_a_field() -> None:
    (entry,) = read_bibtex(bibtex([Work("k{,", HOSTILE, "https://e.org/a b}")])).items()
    assert entry[0] == "k--"
    assert set(entry[1]) == {"type", "title", "url", "langid"}
    assert entry[1]["url"] == "https://e.org/ab"
    decoded = bibtexparser.parse_string(
        bibtex([Work("k", HOSTILE, "u")]), append_middleware=[LatexDecodingMiddleware()]
    )
    plain = decoded.entries[0]["title"]
    for words in ("50%", "& $x", "“通报”", "#1"):
        assert words in plain
    (record,) = read_ris(ris([Work("k", HOSTILE, "https://e.org/")]))
    assert (record["title"], record["type_of_reference"]) == (ON_ONE_LINE.strip(), "GOVDOC")


@pytest.mark.parametrize(
    ("document", "files"),
    [
        ("honour/n/m/h", "data/notice/n"),
        ("co-leadership/a/b", "data/dataset"),
        ("notices", "data/dataset"),
        ("ontology", "data/dataset"),
    ],
)
def test_a_page_is_cited_by_its_notice_or_the_dataset(document: str, files: str) -> None:
    assert cited_by(document) == files


def test_pages_offer_the_citation_and_hosts_know_what_it_is(site: Site) -> None:
    assert 'href="../../../data/notice/xiamen-2023-64.bib"' in site.read("en/measure/xiamen-2023-64/city-06.html")
    assert 'href="../../data/dataset.ris"' in site.read("zh/unit/xm-tax.html")
    assert "application/x-bibtex bib;" in Path(site.folder / "nginx-server.conf").read_text("utf-8")
