"""Praise and criticism on the pages of a notice: always separate, and acts counted separately from recipients."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.rdf.iris import term
from tongbao.site.backlinks import Backlink
from tongbao.site.headline import Figure, read_figure
from tongbao.site.notice import Notice
from tongbao.site.pages.page import Page
from tongbao.site.polarity import POLARITIES, Polarity
from tongbao.site.quantities import read_quantity


class Act(NamedTuple):
    """One sentence that praises or criticises: its form, and one node for each recipient, in order."""

    form: str
    appraisals: list[str]
    figures: list[Figure]


class Acts(NamedTuple):
    """All praise, or all criticism, in a notice."""

    of: Polarity
    acts: list[Act]
    counted: Text
    open: bool
    """Whether there are more recipients whom the notice does not name."""


def acts_of(notice: Notice) -> list[Acts]:
    """Return the acts of a notice, praise separate from criticism; a side without any is left out."""
    found = []
    for polarity in POLARITIES:
        ordered = in_list_order(notice, notice.things.all(notice.iri, polarity.link))
        acts = [
            Act(notice.things.one(those[0], "tb:act"), those, _figures(notice, those))
            for _, group in groupby(ordered, key=lambda one: notice.things.number(one, "tb:actOrder"))
            if (those := list(group))
        ]
        recipients = [notice.things.one(one, "tb:recipient") for one in ordered]
        if acts:
            more = notice.things.text(notice.iri, polarity.more) == "true"
            found.append(Acts(polarity, acts, counted(polarity, len(acts), recipients), more))
    return found


def _figures(notice: Notice, appraisals: Iterable[str]) -> list[Figure]:
    """Return the figures given of what is praised or criticised, as their words come in the source text."""
    told = {figure for one in appraisals for figure in notice.things.all(one, "tb:hasFigure")}
    return [read_figure(notice.things, one, notice.labels) for one in notice.as_printed(sorted(told))]


def in_list_order(notice: Notice, appraisals: Iterable[str]) -> list[str]:
    """Return nodes in the order of their acts, and within an act by their place in the list."""
    number = notice.things.number
    return sorted(appraisals, key=lambda one: (number(one, "tb:actOrder"), number(one, "tb:order"), one))


def counted(polarity: Polarity, acts: int, recipients: list[str]) -> Text:
    """Return how many acts and how many recipients there are: one act may have many recipients."""
    told = _counted(polarity, acts, recipients)
    return Text(f"{acts:,} {told.en}", f"{acts:,} {told.zh}")


def _counted(polarity: Polarity, acts: int, recipients: list[str]) -> Text:
    act = polarity.act[acts != 1]
    many, units = len(recipients), all("/id/unit/" in recipient for recipient in recipients)
    noun = ("unit" if units else "recipient") + ("s" if many != 1 else "")
    return Text(f"{act.en}, {many:,} {noun}", f"{act.zh}，{many:,} 个{'单位' if units else '对象'}")


def label_of_figure(polarity: Polarity, acts: int, recipients: list[str]) -> Text:
    """Return the words after the number of acts on the front page."""
    return _counted(polarity, acts, recipients)


def appraisal_page(notice: Notice, appraisal: str, polarity: Polarity) -> Page:
    """Make the page of one recipient's praise or criticism."""
    things, labels = notice.things, notice.labels
    who, by = things.one(appraisal, "tb:recipient"), [labels.of(one) for one in things.all(appraisal, "tb:givenBy")]
    act = labels.of(things.one(appraisal, "tb:act"))
    named = Text(f"{labels.of(who).en}: {act.en}", f"{labels.of(who).zh}：{act.zh}")
    said = Text(f"By {', '.join(one.en for one in by)}", "、".join(one.zh for one in by))
    payment = things.one(appraisal, "tb:payment")
    content = {
        "thing": appraisal,
        "notice": notice.iri,
        "heading": Text("For", "相关举措"),
        "measures": notice.in_order(things.all(appraisal, "tb:forMeasure")),
        "said": [fact for fact in notice.facts(appraisal) if fact.property not in _SHOWN],
        "figures": _figures(notice, [appraisal]),
        "payment_term": term("tb:payment"),
        "payment": read_quantity(things, payment, labels).said if payment else None,
    }
    about = {"@type": "Action", "name": named.zh}
    return Page(notice.document(appraisal), "stated.html", named, content, appraisal, polarity.cls, said, about)


_SHOWN = {term("tb:payment"), term("tb:hasFigure")}
"""What the page of an appraisal shows apart."""


class Quoted(NamedTuple):
    """Words of a notice, with those that name somebody apart."""

    before: str
    own: str
    after: str


AROUND, AT_THE_ENDS = 60, 16
"""How many characters of a long quotation are shown around a name, and at either end."""


def quoted(link: Backlink) -> Quoted:
    """Return the sentence that praises or criticises somebody, cut where it is long.

    >>> quoted(Backlink("", "", "", words="对市税务局予以通报表扬", own=(1, 5)))
    Quoted(before='对', own='市税务局', after='予以通报表扬')
    """
    start, end = link.own or (0, 0)
    before, after = link.words[:start], link.words[end:]
    return Quoted(_cut(before, AT_THE_ENDS, AROUND), link.words[start:end], _cut(after, AROUND, AT_THE_ENDS))


def _cut(words: str, first: int, last: int) -> str:
    """Leave the middle out of a long text, from one pause to another where there are some."""
    if len(words) <= first + last + AT_THE_ENDS:
        return words
    head, tail = words[:first], words[-last:]
    pauses = [at for at, character in enumerate(head) if character in "、，"]
    begins = [at for at, character in enumerate(tail[:-1]) if character in "、，"]
    head = head[: pauses[-1] + 1] if pauses else head
    tail = tail[begins[0] + 1 :] if begins else tail
    return f"{head}……{tail}"
