"""What is cited: the dataset, and each notice with its measures."""

import re
from collections.abc import Iterator

from tongbao.site.metadata.citations import DATASET, Work, written
from tongbao.site.notice import Notice
from tongbao.site.pages.render import Site


def citations(site: Site) -> Iterator[dict[str, bytes]]:
    """Give the citation of the dataset."""
    who = site.publisher.en or site.title.en
    key = re.sub(r"[^A-Za-z0-9]+", "-", site.path).strip("-") or "dataset"
    work = Work(key, site.title.en, site.base, who, site.modified, version=site.version, is_data=True)
    yield written(DATASET, [work])


def of_notice(notice: Notice) -> dict[str, bytes]:
    """Return the citation of a notice and of each of its measures, by path."""
    things = notice.things
    issuers = things.all(notice.iri, "tb:issuedBy")
    author = notice.labels.of(issuers[0]).zh if issuers else ""
    date = things.text(notice.iri, "tb:dateWritten") or notice.year
    title = things.text(notice.iri, "dcterms:title")
    works = [Work(notice.id, title, notice.iri[1:-1], author, date, notice.number)]
    for measure in notice.in_order(things.of_class("tb:Measure")):
        key = f"{notice.id}:{measure[1:-1].rpartition('/')[2]}"
        works.append(
            Work(key, things.text(measure, "dcterms:title"), measure[1:-1], author, date, notice.number, title)
        )
    return written(f"data/notice/{notice.id}", works)
