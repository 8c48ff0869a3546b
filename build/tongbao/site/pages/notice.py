"""The pages of one notice: the notice itself, its measures, praise and criticism, honours, and the source text."""

import re
from collections.abc import Iterator

from tongbao.errors import Text
from tongbao.load.source import Span
from tongbao.rdf.iris import term
from tongbao.rdf.namespaces import TB
from tongbao.site.notice import Notice
from tongbao.site.pages.appraisals import acts_of, appraisal_page
from tongbao.site.pages.highlight import Piece, marked, paragraphs
from tongbao.site.pages.measure import measure_page
from tongbao.site.pages.page import Page
from tongbao.site.polarity import POLARITIES
from tongbao.site.recognition import group_name, group_of

HIDDEN = [term(name) for name in ("tb:statedIn", "rdf:type", "rdfs:label", "dcterms:title", "tb:wording")]
"""The properties left out of a thing's table on its measure's page: they are shown beside it."""

_ANNEX = re.compile(r"附件\s*\d*")


def pages(notice: Notice) -> Iterator[Page]:
    """Yield all pages of this notice."""
    yield _notice_page(notice)
    yield _source_page(notice)
    for measure in notice.things.of_class("tb:Measure"):
        yield measure_page(notice, measure)
    for polarity in POLARITIES:
        for appraisal in notice.things.of_class(polarity.cls):
            yield appraisal_page(notice, appraisal, polarity)
    for honour in notice.things.of_class("tb:Honour"):
        yield _honour_page(notice, honour)


def _notice_page(notice: Notice) -> Page:
    """Make the page of the notice itself, laid out like the printed document."""
    things = notice.things
    number, title = things.text(notice.iri, "tb:documentNumber"), things.text(notice.iri, "dcterms:title")
    annexes = sorted(things.all(notice.iri, "tb:hasAnnex"), key=lambda annex: things.number(annex, "tb:number"))
    loose = [m for m in things.all(notice.iri, "tb:hasMeasure") if not things.one(m, "tb:inAnnex")]
    content = {
        "notice": notice.iri,
        "number": number,
        "signatures": notice.ordered(things.all(notice.iri, "tb:hasSignature")),
        "paragraphs": _body(notice, annexes),
        "annexes": [(annex, _headed(notice, things.all(annex, "tb:hasMeasure"))) for annex in annexes],
        "loose": _headed(notice, loose),
        "groups": _bare_groups(notice),
        "figures": {measure: notice.figures(measure) for measure in things.all(notice.iri, "tb:hasMeasure")},
        "appraisals": acts_of(notice),
        "addressees": notice.ordered(things.all(notice.iri, "tb:hasAddressee")),
        "distribution": notice.ordered(things.all(notice.iri, "tb:hasDistributionEntry")),
        "copies": notice.ordered(things.all(notice.iri, "tb:hasCopyEntry")),
        "references": notice.as_printed(things.all(notice.iri, "tb:hasReference")),
        "state_source": things.one(notice.iri, "tb:stateSaidIn"),
        "corrections": sorted(things.all(notice.iri, "tb:hasCorrection"), key=lambda one: things.text(one, "tb:date")),
        "selection": things.one(notice.iri, "tb:hasSelection"),
        "said": notice.facts(notice.iri),
        "assertions": notice.assertions(notice.iri),
    }
    said = Text(f"{number}: {title}", f"{number}：{title}") if number else Text(title, title)
    about = {"@type": "DigitalDocument", "name": title, "identifier": number, "inLanguage": "zh-Hans"}
    about |= {"dateCreated": things.text(notice.iri, "tb:dateWritten")}
    return Page(
        f"notice/{notice.id}",
        "notice.html",
        notice.labels.of(notice.iri),
        content,
        notice.iri,
        "tb:Notice",
        said,
        about,
    )


def _headed(notice: Notice, measures: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return measures in their order, under the headings above them."""
    return notice.under_headings(notice.in_order(measures))


def _bare_groups(notice: Notice) -> list[str]:
    """Return the headings under which no measure stands, here or further down."""
    things = notice.things
    used = {things.one(measure, "tb:inGroup") for measure in things.all(notice.iri, "tb:hasMeasure")}
    groups = notice.as_printed(things.all(notice.iri, "tb:hasGroup"))
    for group in reversed(groups):
        used |= {things.one(group, "tb:withinGroup")} if group in used else set()
    return [group for group in groups if group not in used]


def _body(notice: Notice, annexes: list[str]) -> list[tuple[bool, list[Piece]]]:
    """Return the running text from the title to the annexes, in paragraphs, each with whether it is a signature."""
    begin = max((span.end for span in notice.spans(notice.iri)), default=0)
    end = min((span.start for annex in annexes for span in notice.spans(annex)), default=len(notice.source.text))
    signed = {span.start for span in _asserted(notice, "date-written")}
    signed |= {span.start for one in notice.things.all(notice.iri, "tb:hasSignature") for span in notice.spans(one)}
    found = paragraphs(notice.source, Span(begin, end), signed)
    if annexes and found and _ANNEX.fullmatch(notice.source.exact(found[-1])):
        found.pop()  # the line above the title of an annex
    dated = max((span.end for span in _asserted(notice, "date-written")), default=end)
    signature = Span(min(signed, default=end), dated)
    return [
        (
            part.start < signature.end and part.end > signature.start,
            marked(notice.source, part, notice.marks, joined=True),
        )
        for part in found
    ]


def _asserted(notice: Notice, name: str) -> list[Span]:
    """Return the words that an assertion about the notice is based on."""
    iri = f"<{notice.base}id/assertion/notice/{notice.id}/{name}>"
    return notice.spans(iri)


def _source_page(notice: Notice) -> Page:
    """Make the page with the whole source text and all spans marked."""
    source = notice.things.one(notice.iri, "tb:hasSourceText")
    whole = Span(0, len(notice.source.text))
    anchored = [notice.span(span) for span in notice.things.of_class("tb:TextSpan")]
    pieces = marked(notice.source, whole, notice.marks, joined=False, anchored=anchored)
    title = notice.things.text(notice.iri, "dcterms:title")
    content = {"those": pieces, "notice": notice.iri, "said": notice.facts(source)}
    original = notice.things.one(source, "prov:wasDerivedFrom")
    content["original"] = notice.facts(original) if original else []
    named = Text(f"Source text: {title}", f"原文：{title}")
    return Page(f"source/{notice.id}", "source.html", named, content, source, "tb:SourceText")


def _honour_page(notice: Notice, honour: str) -> Page:
    """Make the page of one honour, report, application or the like."""
    name = notice.labels.of(honour)
    measures = [link.subject for link in notice.things.linked.get(honour, ()) if link.predicate == TB.hasHonour]
    content = {
        "thing": honour,
        "notice": notice.iri,
        "group": group_name(group_of(notice.things.one(honour, "tb:honourKind"), notice.labels)),
        "heading": Text("Measure", "所属举措"),
        "measures": measures,
        "said": notice.facts(honour),
        "assertions": notice.assertions(honour),
    }
    about = {"@type": "Thing", "name": name.zh}
    if name.en != name.zh:
        about["alternateName"] = name.en
    return Page(notice.document(honour), "stated.html", name, content, honour, "tb:Honour", name, about)
