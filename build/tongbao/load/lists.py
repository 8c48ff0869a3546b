"""Place the lists of a notice that are no list of measures: its addressees, and those who get it besides them."""

import msgspec

from tongbao import model
from tongbao.load import borders
from tongbao.load.addressees import ANOTHER_LIST, COPIES, group_fault, is_another_list
from tongbao.load.cells import line_of
from tongbao.load.codes import in_ours
from tongbao.load.facts import Fact, Mention
from tongbao.load.naming import Fault
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.source import Scopes, Span


def place_addressees(
    at: Placer, record: model.Notice, place: model.Place | None
) -> tuple[Fact[model.AddresseeGroup], ...]:
    """Place the groups in the line of addressees; ``place`` is that of the notice, where it is known."""
    addressees = record.addressees
    if addressees is None:
        return ()
    span = at.find(addressees.quote, Scopes([at.source.whole]), ("addressees", "quote"))
    if span is not NOWHERE and at.source.words[span.end - 1] in ":：":  # the whole line may be quoted
        span = Span(span.start, span.end - 1)
    placed = at.names([group.name for group in addressees.groups], span, ("addressees", "groups"), closed=True)
    if span is not NOWHERE and (line := line_of(at.source, span)):
        at.note("names-missing", *borders.more_names(line), ("addressees", "quote"))
    listed = record.distribution is not None
    found = []
    for i, (group, (name, separator)) in enumerate(zip(addressees.groups, placed, strict=True)):
        path = ("addressees", "groups", i)
        fault = None if name is NOWHERE else _group_fault(at, group, place, listed=listed)
        if fault:
            at.note(fault.code, fault.what, fault.cure, (*path, fault.key))
        unit = at.unit(group.unit, (*path, "unit")) if group.unit else ""
        if unit and name is not NOWHERE and at.printed_for(unit, group.name, (*path, "name"), name):
            at.whole_name(unit, name, (*path, "name"))
        found.append(Fact(group, name, (Mention(unit, group.name, name, separator),)))
    return tuple(found)


def _group_fault(at: Placer, group: model.AddresseeGroup, place: model.Place | None, *, listed: bool) -> Fault | None:
    """Return where a group contradicts its name, which may name kinds of the dataset's own."""
    known = at.authority.vocabulary
    named = [code for word, code in known.named("unit-kind").items() if word in group.name]
    if isinstance(group.covers, model.Coverage):
        group = msgspec.structs.replace(group, covers=in_ours(group.covers, known))
    own = {known.ours("unit-kind", code) for code in named}
    return group_fault(group, at.source.words, place, own, listed=listed)


def place_listed(at: Placer, key: str, listed: model.Distribution | None) -> tuple[Mention, ...]:
    """Place the names in a list of the imprint: under ``distribution`` or ``copies``."""
    if listed is None:
        return ()
    span = at.find(listed.quote, Scopes([at.source.whole]), (key, "quote"))
    mentions = at.mentions(listed.units, span, (key, "units"))
    spans = [mention.span for mention in mentions]
    if spans and NOWHERE not in spans:
        copied = is_another_list(at.source.words, spans[0].start)
        if copied != (key == "copies"):
            at.note("not-of-addressees", *(ANOTHER_LIST if copied else COPIES), (key, "quote"))
        if missing := borders.left_out_of_lines(at.source, spans, at.known.meaning):
            at.note("names-missing", *borders.more_names(missing), (key, "units"))
    return mentions
