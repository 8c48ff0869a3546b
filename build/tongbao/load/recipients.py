"""Place the acts of praise and criticism in a notice: what is done, by whom, and to whom."""

import re
from collections.abc import Sequence

from tongbao import model
from tongbao.errors import Text
from tongbao.load import acts, borders
from tongbao.load.cells import begins_line
from tongbao.load.details import figure_links, own_words, place_act, place_details, place_figures
from tongbao.load.facts import CommendationFacts, Fact, Mention, RecipientFacts
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Scopes, Span, places_of, squeeze
from tongbao.load.whole import is_like, part_of_name, printed_otherwise
from tongbao.model import plain
from tongbao.printed.patterns import regex

_KINDS = ("unit", "place", "person", "project")
_BEFORE_PERSON = regex(
    "(?:[局委厅部院署办室处科所站队组团会府区县市省镇乡村校司心台馆长员任记师警士工理授委政]|干部|代表|同志|的)?$"
)
_BEHIND_PERSON = regex("(?:等?同志|先生|女士|教授|院士|医生|老师|[（(][^（）()]*[）)])*$")
_VERB = regex("[对将]|予以|给予|授予|通报|表扬|表彰|批评")
_NO_PERSON = regex("(?:项目|工程|平台|单位|集体|班组|[局委厅办区市县省]|政府|公司|中心)$")
_NAME_ENDS = regex(
    "$|[，。；：、！（）()“”《》,;和及与等]|同志|先生|女士|教授|院士|予|给|授|追|记|通报|进行|提出|作出|被|受|荣|获|颁|评为|在|因|为"
    "|的|不|拟|表|嘉|批|问|约|处|取|撤|责|全[市省区县]|挂|扣|收回|[0-9一二三四五六七八九十两]+[名人位个项]"
)
_NAME_BEGINS = regex(
    "(?:^|[，。；：、！（）()“”《》,;:对将给和及与的予授追]|表[扬彰]|批评|命名|单位|个人|项目|集体|同志)$"
)
_NO_RECIPIENT = regex(
    "(?:通过|经由?|(?<!理)由|会同|联合|根据|按照|受到?|荣?获|被|配合|协助|依托|带领|指导|上报|报送|落实)$"
)
_BELONGS = regex("[^，。；：]{1,40}?的")
_DECIDES = regex("决定|研究|同意|批准|命令")
_FAR = 4000
"""How many characters above an act the sentence that decides on it may begin."""
_THING = "项目|工程"


def place_commendation(
    at: Placer, index: int, act: model.Commendation, measures: list[str], issued: Fact[model.Issue] | None
) -> CommendationFacts:
    """Place one act of a notice and its recipients; ``measures`` are the ids that recipients may be commended for."""
    path: Path_ = ("commendations", index)
    span = at.find(act.quote, Scopes([at.source.whole]), (*path, "quote"))
    records = [r if isinstance(r, model.Recipient) else model.Recipient(unit=r) for r in act.recipients]
    printed = [r.printed or r.unit or r.person or r.project or _place_name(at, r) for r in records]
    own = [own_words(at, record, (*path, "recipients", i)) for i, record in enumerate(records)]
    placed = _placed(at, records, printed, own, span, (*path, "recipients"))
    recipients = []
    for i, (record, words, (place, group)) in enumerate(zip(records, printed, placed, strict=True)):
        here = (*path, "recipients", i)
        unit = _recipient(at, record, here)
        for j, name in enumerate(record.for_measures):
            at.reference(name, measures, (*here, "for-measures", j))
        bodies, above = place_details(at, record, place, own[i], span, here)
        told = place_figures(at, record.figures, own[i] or span, (*here, "figures"))
        recipients.append(RecipientFacts(record, unit, words, place, group, own[i], bodies, above, told))
    place_act(at, act, span, path)
    figures = place_figures(at, act.figures, span, (*path, "figures"))
    figure_links(at, act, path)
    listed = [Mention(facts.unit or "", facts.printed, facts.span) for facts in recipients if not facts.quoted]
    at.open_list(listed, span, (*path, "open"), is_open=act.open)
    commenders = _commenders(at, act, issued, path)
    if span is not NOWHERE and NOWHERE not in [facts.span for facts in recipients]:
        names = Span(listed[0].span.start, listed[-1].span.end) if listed else Span(span.start, span.start)
        _act(at, act, names, path)
        _by(at, act, commenders, issued, names, path)
        if at.place:
            _recipients(at, recipients, (*path, "recipients"))
    return CommendationFacts(act, commenders, span, tuple(recipients), figures)


def _placed(
    at: Placer,
    records: Sequence[model.Recipient],
    printed: Sequence[str],
    own: Sequence[Span | None],
    span: Span,
    path: Path_,
) -> list[tuple[Span, int]]:
    """Place the names of recipients: those without words of their own one after the other in the sentence of the act."""
    together = [i for i, words in enumerate(own) if words is None]
    persons = {n for n, i in enumerate(together) if records[i].person}
    in_sentence = iter(at.names([printed[i] for i in together], span, path, persons=persons))
    return [
        next(in_sentence) if words is None else (at.next(printed[i], words, (*path, i)), 1)
        for i, words in enumerate(own)
    ]


def _act(at: Placer, act: model.Commendation, names: Span, path: Path_) -> None:
    fault = acts.act_fault(act.act, at.source.words, names.start, names.end)
    if fault and not (fault.code == "act-of-another-kind" and act.departs):
        at.note(fault.code, fault.what, fault.cure, (*path, fault.key))
    if act.departs and not fault:
        at.note("departs-in-vain", *acts.AS_PRINTED, (*path, "departs", 0))
    at.departures += len(act.departs)


def _by(
    at: Placer,
    act: model.Commendation,
    commenders: Sequence[str],
    issued: Fact[model.Issue] | None,
    names: Span,
    path: Path_,
) -> None:
    """Check that the words name the bodies that praise or criticise, if they are not those that signed."""
    signed = {mention.unit for mention in issued.mentions} if issued else set[str]()
    reporter = acts.reporter(at.source.words, names.end)
    found = at.known.meaning(reporter) if reporter else []
    if any(commenders) and found and not {*found} & {*commenders}:
        at.note("another-commender", *_another_commender(reporter), (*path, "by") if act.by else path)
        return
    for name, unit in zip(act.givers, commenders, strict=False):
        if unit and signed and unit not in signed and not _decides(at, name, unit, names):
            at.note("commender-not-printed", *_NOT_PRINTED, (*path, "by"))


def _decides(at: Placer, name: str, unit: str, first: Span) -> bool:
    """Return whether a unit is named in the sentence of an act, or in an earlier sentence that decides on it."""
    words = at.source.words
    sentence = at.prints.sentence(first)
    end = re.compile("[。！？]|$").search(words, first.end)
    own = words[sentence.start : end.start() if end else None]
    above = words[max(sentence.start - _FAR, 0) : sentence.start]
    before = [each for each in re.split("[。！？]", above) if _DECIDES.search(each)]
    names = [squeeze(name), *at.known.names_of(unit)]
    for text in (own, *before):
        for each in names:
            for place in places_of(each, text):
                span = Span(place, place + len(each))
                if not borders.another_body(text, span, at.known.own(unit), at.known.meaning):
                    return True
    return False


def _commenders(at: Placer, act: model.Commendation, issued: Fact[model.Issue] | None, path: Path_) -> tuple[str, ...]:
    """Return the units that praise or criticise: those named under `by`, else those that issued the notice."""
    if act.by:
        return tuple(at.unit(name, (*path, "by")) for name in act.givers)
    if issued is None and not at.keys_in_doubt:
        what = Text("The record does not say who commends or criticises.", "未写明由谁表扬或批评。")
        at.note("no-commender", what, Text("Add `by:`, or `issued:` above.", "请添加 `by:` 或 `issued:`。"), path)
    return tuple(mention.unit for mention in issued.mentions) if issued else ()


def _place_name(at: Placer, recipient: model.Recipient) -> str:
    place = at.authority.places.get(recipient.place or "") if at.place else None
    return plain(place.name) if place else ""


def _recipient(at: Placer, record: model.Recipient, path: Path_) -> str | None:
    given = [name for name in _KINDS if getattr(record, name)]
    if len(given) != 1:
        what = Text("A recipient is one unit, place, person or project.", "对象应是一个单位、地区、个人或项目。")
        at.note("recipient", what, Text("Keep exactly one of these keys.", "请只保留其中一个键。"), path)
    if record.place and at.place:
        at.reference(record.place, at.authority.places, (*path, "place"))
    return at.unit(record.unit, path) if record.unit else None


def _recipients(at: Placer, recipients: list[RecipientFacts], path: Path_) -> None:
    """Check each recipient against the words that name it, and the list against its sentence."""
    words, joints = at.source.words, at.source.joints([facts.span for facts in recipients if not facts.quoted])
    joints |= {end for facts in recipients if facts.quoted and _in_a_line(at, end := facts.span.end)}
    for i, facts in enumerate(recipients):
        if sum(bool(getattr(facts.record, key)) for key in _KINDS) != 1:
            continue
        if borders.excepted(words, facts.span):
            at.note("recipient-excepted", *borders.EXCEPTED, (*path, i))
        elif facts.unit:
            _unit(at, facts, joints, (*path, i))
        elif facts.record.place in at.authority.places:
            _place(at, facts, (*path, i))
        elif facts.record.person or facts.record.project:
            _person_or_project(at, facts, joints, (*path, i))
    spans = [facts.span for facts in recipients if not facts.quoted]
    if not spans:
        return
    persons = all(facts.record.person for facts in recipients if not facts.quoted)
    missing = borders.left_out(words, spans, at.known.meaning, strict=True) or borders.left_out_of_lines(
        at.source, spans, at.known.meaning, persons=persons
    )
    if missing:
        at.note("names-missing", *borders.more_names(missing), path)
    if any(borders.excepted(words, span) for span in spans):
        return
    belongs = _BELONGS.match(words, spans[-1].end)
    if belongs and borders.begins_at(words, belongs.end(), at.known.meaning):
        at.note("not-a-recipient", *_not_a_recipient(recipients[-1].printed), (*path, len(spans) - 1))
    elif _NO_RECIPIENT.search(words, max(spans[0].start - 8, 0), spans[0].start):
        at.note("not-a-recipient", *_not_a_recipient(recipients[0].printed), (*path, 0))


def _in_a_line(at: Placer, end: int) -> bool:
    """Return whether a space within a line of the text ends a name: the next name of a row stands behind it."""
    if not at.source.is_apart(end):
        return False
    stored = at.source.positions[end - 1] + 1
    return "\n" not in at.source.text[stored : at.source.positions[end]]


def _unit(at: Placer, facts: RecipientFacts, joints: set[int], path: Path_) -> None:
    record, unit = facts.record, facts.unit or ""
    if record.printed and at.known.places(record.printed):
        at.note("recipient", *_A_PLACE, (*path, "unit"))
    elif not record.printed or at.printed_for(unit, record.printed, (*path, "printed"), facts.span):
        at.whole_name(unit, facts.span, path, at.source.around(facts.span, joints))


def _place(at: Placer, facts: RecipientFacts, path: Path_) -> None:
    own, printed = facts.record.place or "", facts.record.printed
    found = at.known.meaning(printed) if printed else [own]
    if found and own not in found:
        at.note("printed-for-another", *_names_another(printed or "", found[0]), (*path, "printed"))
    elif longer := borders.another_body(at.source.words, facts.span, {own}, at.known.meaning):
        at.note("name-not-whole", *borders.is_cut_from(longer), path)
    at.departures += not found


def _person_or_project(at: Placer, facts: RecipientFacts, joints: set[int], path: Path_) -> None:
    """Check a name that is in no list; only white space may separate it from the recipient before it."""
    record, words, span = facts.record, at.source.words, facts.span
    name, key = squeeze(record.person or record.project or ""), "person" if record.person else "project"
    if at.known.meaning(name) or _VERB.match(name) or (record.person and _no_person(at, name)):
        at.note("recipient", *_NEITHER, (*path, key))
        return
    printed = squeeze(record.printed or name)
    if record.printed and not (
        _is_named(name, printed) if record.person else is_like(re.sub(_THING, "", name), re.sub(_THING, "", printed))
    ):
        at.note("printed-for-another", *printed_otherwise(printed, name), (*path, "printed"))
    posted = bool(record.person) and at.source.behind_person(span) > span.end
    begins = (
        _NAME_BEGINS.search(words[max(span.start - 8, 0) : span.start])
        or borders.ends_before(words, span.start, at.known.meaning)
        or (record.person and begins_line(at.source, span) and (at.source.ends_line(span) or posted))
        or span.start in joints
        or _behind_body(record, words, span.start)
    )
    titled = bool(record.person and _BEFORE_PERSON.search(words[max(span.start - 2, 0) : span.start])[0])  # type: ignore[index]
    ends = _NAME_ENDS.match(words, span.end) or at.source.ends_line(span) or span.end in joints or posted
    if facts.quoted:  # a row of its own: its cells stand apart
        begins = begins or span.start == facts.quoted.start or at.source.is_apart(span.start)
        ends = ends or span.end == facts.quoted.end or at.source.is_apart(span.end)
    if not ((begins or titled) and ends):
        at.note("name-not-whole", *part_of_name(printed), (*path, "printed" if record.printed else key))


def _behind_body(record: model.Recipient, words: str, start: int) -> bool:
    """Return whether a person's name stands right behind that of its body, which units.yaml need not have: 甲大学裴远舟."""
    body = squeeze(record.of.printed if isinstance(record.of, model.ListedUnit) else record.of or "")
    return bool(_BODY.search(body)) and words.endswith(body, 0, start)


_BODY = regex("(?:[局委厅部院会校所站队厂矿社行]|办公室|大学|公司|中心|集团|政府)$")


def _no_person(at: Placer, name: str) -> bool:
    """Return whether a name is not a person's: it is that of a thing, or has a body's name in front."""
    beginning = any(at.known.meaning(name[:end]) for end in range(3, len(name)))
    return bool(_NO_PERSON.search(name)) or beginning


def _is_named(person: str, printed: str) -> bool:
    """Return whether a person's whole name is printed, with at most a body, an office or a title around it."""
    at = printed.find(person)
    before, behind = printed[:at], printed[at + len(person) :]
    return at >= 0 and bool(_BEHIND_PERSON.fullmatch(behind)) and (not before or bool(_BEFORE_PERSON.search(before)[0]))  # type: ignore[index]


def _names_another(printed: str, other: str) -> tuple[Text, Text]:
    return (
        Text(f"“{printed[:40]}” is a name of {other!r}.", f"“{printed[:40]}”是 {other!r} 的名称。"),
        Text("Write the place whose name is printed.", "请写原文名称所指的地区。"),
    )


def _not_a_recipient(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"The sentence is about other recipients: “{name[:40]}” is only part of their description.",
            f"“{name[:40]}”并非这句话的对象，只是其修饰语。",
        ),
        Text("Write the recipients that the verb applies to.", "请写该句所表扬或批评的对象。"),
    )


def _another_commender(name: str) -> tuple[Text, Text]:
    return (
        Text(f"The words name another body as the one that acts: “{name[:40]}”.", f"原文写明由“{name[:40]}”作出。"),
        Text("Write it under `by`.", "请在 `by` 中填写。"),
    )


_NOT_PRINTED = (
    Text("The sentence does not name this unit as the one that acts.", "这句话未写明由该单位作出。"),
    Text("Leave out `by` if that is the unit that signed.", "由落款单位作出的，不填 `by`。"),
)
_A_PLACE = (
    Text("The printed name is that of a place, not of a unit.", "原文所写为地区，而非单位。"),
    Text("Write `place:` with its id.", "请改写为 `place:` 和该地区的标识。"),
)
_NEITHER = (
    Text("This is the name of something else.", "此名称属于另一类对象。"),
    Text(
        "Write it under `unit`, `place`, `person` or `project`, whichever it is.",
        "请按其类别写入 `unit`、`place`、`person` 或 `project`。",
    ),
)
