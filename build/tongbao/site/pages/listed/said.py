"""What is said first of a list: how many there are and what is remarkable, as far as there is something to say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from tongbao.errors import Text
from tongbao.rdf.concepts import LEVEL, REALISATION
from tongbao.site.entries import BEFORE, Entry
from tongbao.site.pages.listed.facets import RECIPIENTS, sort_of_recipient
from tongbao.site.pages.listed.known import Known
from tongbao.site.pages.listed.words import Counting, listed, sentence
from tongbao.site.polarity import CRITICISM, PRAISE
from tongbao.site.recognition import COUNTED, group_of

LEVELS = {
    LEVEL.national: ("national", "of the country"),
    LEVEL.provincial: ("provincial", "of provinces"),
    LEVEL.municipal: ("municipal", "of cities"),
    LEVEL.district: ("of districts", "of districts"),
    LEVEL.subdistrict: ("of subdistricts", "of subdistricts"),
}
"""How a level is said of measures, in English."""


NOUNS = {
    "notice": (Text("notice", "份公文"), Text("notices", "份公文")),
    "measure": (Text("measure", "项举措"), Text("measures", "项举措")),
    "unit": (Text("unit", "个单位"), Text("units", "个单位")),
    "commendation": (Text("entry", "条"), Text("entries", "条")),
    "criticism": (Text("entry", "条"), Text("entries", "条")),
    "honour": (Text("recognition", "条"), Text("recognitions", "条")),
    "place": (Text("place", "个地区"), Text("places", "个地区")),
}
"""How one and several are counted, by the kind of entry."""


def said_of(kind: str, entries: Sequence[Entry], known: Known) -> Text:
    """Return what is said first of a list, or of what is chosen from it."""
    return SAID[kind](entries, known) if entries else Text("", "")


def _text(english: Iterable[str], chinese: Iterable[str]) -> Text:
    """Return sentences: each English one gets its capital letter and its full stop; Chinese clauses make one sentence."""
    return Text(" ".join(filter(None, map(sentence, english))), "，".join(filter(None, chinese)) + "。")


def _measures(entries: Sequence[Entry], known: Known) -> Text:
    levels = Counter(known.labels.top(entry.code) for entry in entries)
    present = [level for level in LEVELS if levels[level]]
    figures = sum(REALISATION.achieved in entry.traits for entry in entries)
    before = sum(BEFORE in entry.traits for entry in entries)
    of = Counting(len(entries), *levels.values(), figures, before)
    counted = of(len(entries), "measure")
    all_told = sum(levels[level] for level in present) == len(entries)
    if len(present) > 1:
        counted += (
            ("," if all_told else ", among them")
            + " "
            + listed([of(levels[level], LEVELS[level][0], LEVELS[level][0]) for level in present])
        )
    results = [of(figures, "reports", "report") + " a result in figures"] if figures else []
    results += [of(before, "says", "say") + " what it was before"] if before else []
    named = [f"{known.labels.of(level).zh} {levels[level]:,} 项" for level in present] if len(present) > 1 else []
    named[:1] = [f"{'' if all_told else '其中'}{first}" for first in named[:1]]
    return _text(
        [counted, "; ".join(results)],
        [
            f"共 {len(entries):,} 项举措",
            "、".join(named),
            f"{figures:,} 项写有已实现的数据" if figures else "",
            f"{before:,} 项写明此前情况" if before else "",
        ],
    )


def _notices(entries: Sequence[Entry], known: Known) -> Text:
    years = sorted({entry.words[:4] for entry in entries if entry.words})
    praised, criticised = (sum(known.judged(side, entry.notice) for entry in entries) for side in (PRAISE, CRITICISM))
    measures, one = sum(entry.count for entry in entries), len(entries) == 1
    of = Counting(len(entries), measures, praised, criticised)
    verbs = [(measures, "present", of(measures, "measure")), (praised, "praise", of(praised, "recipient"))]
    verbs += [(criticised, "criticise", of(criticised, "recipient"))]
    does = [f"{verb}{'s' if one else ''} {what}" for count, verb, what in verbs if count]
    span = (
        f", written in {years[0]}" if len(years) == 1 else f", written from {years[0]} to {years[-1]}" if years else ""
    )
    chinese = f"成文于 {years[0]} 年" if len(years) == 1 else f"成文于 {years[0]} 年至 {years[-1]} 年" if years else ""
    return _text(
        [of(len(entries), "notice") + span, f"{'it' if one else 'they'} {listed(does)}" if does else ""],
        [
            f"共 {len(entries):,} 份公文",
            chinese,
            f"载有举措 {measures:,} 项" if measures else "",
            f"表扬 {praised:,} 个对象" if praised else "",
            f"批评 {criticised:,} 个对象" if criticised else "",
        ],
    )


def _units(entries: Sequence[Entry], known: Known) -> Text:
    leading = sum(entry.count > 0 for entry in entries)
    praised, criticised = (sum(known.judged(side, entry.iri) > 0 for entry in entries) for side in (PRAISE, CRITICISM))
    of = Counting(len(entries), leading, praised, criticised)
    told = [of(leading, "leads", "lead") + " a measure"] if leading else []
    told += [of(praised, "is", "are") + " commended"] if praised else []
    told += [of(criticised, "is", "are") + " criticised"] if criticised else []
    return _text(
        [of(len(entries), "unit"), listed(told)],
        [
            f"共 {len(entries):,} 个单位",
            f"{leading:,} 个牵头举措" if leading else "",
            f"{praised:,} 个受表扬" if praised else "",
            f"{criticised:,} 个受批评" if criticised else "",
        ],
    )


def _appraisals(entries: Sequence[Entry], known: Known) -> Text:
    verb = Text("commend", "表扬") if entries[0].kind == PRAISE.kind else Text("criticise", "批评")
    notices = len({entry.notice for entry in entries})
    recipients = {entry.units[0] or entry.title: sort_of_recipient(entry) for entry in entries}
    sorts = Counter(recipients.values())
    of = Counting(len(entries), notices, *sorts.values())
    english = [of(sorts[sort], sort) for sort in RECIPIENTS if sorts[sort]]
    chinese = [f"{label.zh} {sorts[sort]:,} 个" for sort, label in RECIPIENTS.items() if sorts[sort]]
    again = len(entries) > len(recipients)  # some of them by several notices, or for several things
    return _text(
        [
            f"{of(notices, 'notice')} {verb.en}{'s' * (notices == 1)} {listed(english)}"
            + (f", {len(entries):,} times in all" if again else "")
        ],
        [f"{notices:,} 份公文{verb.zh}{'、'.join(chinese)}", f"合计 {len(entries):,} 次" if again else ""],
    )


def _honours(entries: Sequence[Entry], known: Known) -> Text:
    groups = Counter(group_of(entry.code, known.labels) for entry in entries)
    of = Counting(*groups.values())
    english = [of(groups[group], _singular(label.en), label.en) for group, label in COUNTED.items() if groups[group]]
    chinese = [f"{groups[group]:,} {label.zh}" for group, label in COUNTED.items() if groups[group]]
    return _text([listed(english)], [f"共 {len(entries):,} 条：{'、'.join(chinese)}"])


def _singular(words: str) -> str:
    """Return what counts one, for words that count several: ``report``, ``expression of approval``."""
    return re.sub(r"^(\w+)s\b", r"\1", words)


def _places(entries: Sequence[Entry], known: Known) -> Text:
    levels = Counter(known.labels.top(entry.code) for entry in entries)
    present = [level for level in LEVELS if levels[level]]
    of = Counting(len(entries), *levels.values())
    english = [of(levels[level], LEVELS[level][0], LEVELS[level][0]) for level in present]
    chinese = [f"{known.labels.of(level).zh} {levels[level]:,} 个" for level in present]
    return _text(
        [f"{of(len(entries), 'place')}: {listed(english)}"], [f"共 {len(entries):,} 个地区", "、".join(chinese)]
    )


SAID: Mapping[str, Callable[[Sequence[Entry], Known], Text]] = {
    "notice": _notices,
    "measure": _measures,
    "unit": _units,
    "commendation": _appraisals,
    "criticism": _appraisals,
    "honour": _honours,
    "place": _places,
}
"""What is said, by the kind of entry."""
