"""The page of all data: the files to download, and the columns of the tables."""

from collections.abc import Iterator, Mapping, Sequence

from tongbao.errors import Text
from tongbao.site.entries import Entry
from tongbao.site.media_types import MEDIA_TYPES
from tongbao.site.metadata.distributions import Distribution
from tongbao.site.pages.page import Page
from tongbao.site.step import Document
from tongbao.site.tables.files import TABLES

DESCRIBED = (
    ("data/catalogue.ttl", "DCAT catalogue (DCAT-AP 3.0.1)", "DCAT 目录（DCAT-AP 3.0.1）"),
    (".well-known/void", "VoID: classes, properties, counts", "VoID：类、属性与数量"),
    (".well-known/sparql-examples.ttl", "the questions as SHACL executables", "以 SHACL 表示的问题"),
    ("ro-crate-metadata.json", "RO-Crate", "RO-Crate"),
    (
        "linkset.json",
        "links to all documents and their data, for hosts without content negotiation",
        "全部文档与数据的链接集，供不支持内容协商的主机使用",
    ),
    ("dump/csv-metadata.json", "CSV on the Web: the columns of the tables", "CSVW：各表各列的说明"),
    ("data/dataset.bib", "citation (BibTeX)", "引用信息（BibTeX）"),
    ("data/dataset.ris", "citation (RIS)", "引用信息（RIS）"),
    ("data/changes.json", "what changed from version to version", "各版本的变化"),
    ("SHA256SUMS", "checksums of the dumps and tables", "转储与表格的校验和"),
    ("sitemap.xml", "all pages", "全部页面"),
    ("data/ontology.ttl", "the ontology", "本体"),
    ("data/shapes.ttl", "the shapes", "形状"),
)


def downloads(entries: Mapping[str, list[Entry]], distributions: Sequence[Distribution]) -> Iterator[Document]:
    """Make the page of all data."""
    notices = sorted(entries.get("notice", ()), key=lambda e: (e.words, e.iri), reverse=True)
    content = {
        "tables": list(TABLES.values()),
        "files": distributions,
        "described": DESCRIBED,
        "notices": notices[:50],
        "more": len(notices) > 50,
    }
    content["signposted"] = [(file.name, MEDIA_TYPES[file.form]) for file in distributions]
    yield Document(Page("data", "data.html", Text("All data", "全部数据"), content, data=False))
