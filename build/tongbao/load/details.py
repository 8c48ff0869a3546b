"""Place what an act or a list says of a recipient: its grade, title, money and fault, a person's post and body, a project's makers."""

from collections.abc import Iterator, Sequence

from tongbao import model
from tongbao.errors import Text
from tongbao.load.facts import Fact, Mention
from tongbao.load.figures import FigureChecks
from tongbao.load.placing import NOWHERE, Placer
from tongbao.load.reader import Path_
from tongbao.load.source import Scopes, Span, squeeze

_WORDS = ("grade", "title", "group", "post", "fault")
_ABOVE = ("grade", "title", "group")
"""Words that may stand in a heading above a list instead of the row or the sentence itself."""


def place_details(
    at: Placer, record: model.Recipient, name: Span, own: Span | None, act: Span, path: Path_
) -> tuple[tuple[Mention, ...], tuple[Span, ...]]:
    """Place what is said of one recipient, whose name is at a span: in its ``own`` row or sentence, or in that of the act.

    Return the bodies that it belongs to or is made by, and the spans of words in headings above it.
    """
    scope = own or act
    above = [
        span
        for key in _WORDS
        if (words := getattr(record, key))
        for span in _word(at, key, words, name, _where(key, scope, act), path)
    ]
    if record.payment and scope is not NOWHERE:
        money_printed(at, record.payment, scope, act, (*path, "payment"))
    return tuple(_bodies(at, record, scope, path)), tuple(above)


def _where(key: str, scope: Span, act: Span) -> Span:
    """Return where a word may stand: a grade or title for several recipients also in the sentence that their own words are part of."""
    within = act.start <= scope.start and scope.end <= act.end
    return act if key in _ABOVE and within and NOWHERE not in (scope, act) else scope


def _word(at: Placer, key: str, words: str, name: Span, scope: Span, path: Path_) -> Iterator[Span]:
    """Check that words stand beside a recipient; yield their place if it is a heading above it."""
    text, words = at.source.words, squeeze(words)
    if NOWHERE in (scope, name) or words in text[scope.start : scope.end]:
        return
    start = text.rfind(words, 0, name.start) if key in _ABOVE else -1
    if start < 0:
        at.note("name-not-quoted", *_not_beside(words), (*path, key))
    else:
        yield Span(start, start + len(words))


def _bodies(at: Placer, record: model.Recipient, scope: Span, path: Path_) -> Iterator[Mention]:
    listed = [(record.of, (*path, "of"))] if record.of else []
    post = squeeze(record.post or "")
    for name, place in (*listed, *((name, (*path, "by", i)) for i, name in enumerate(record.by))):
        unit = at.listed_unit(name, place)
        printed = name.printed if isinstance(name, model.ListedUnit) else name
        span = at.next(printed, scope, place)
        recorded = post and at.source.words.startswith(post, span.end)  # 供电公司|抢修队班长: all words are recorded
        if unit and span is not NOWHERE and at.printed_for(unit, printed, place, span) and not recorded:
            at.whole_name(unit, span, place)
        yield Mention(unit, printed, span)


def money_printed(at: Placer, money: model.Quantity, scope: Span, act: Span, path: Path_) -> None:
    """Check that an amount of money is printed in a row, or else in the sentence of the act."""
    listed = at.listed(scope)
    at.quantity(money, scope if money.number in listed or act is NOWHERE else act, path)


def place_act(at: Placer, act: model.Commendation, span: Span, path: Path_) -> None:
    """Check what an act says of all its recipients: title, grade, money, and how many they are."""
    if span is NOWHERE:
        return
    words = at.source.words[span.start : span.end]
    for key in ("grade", "title"):
        value = getattr(act, key)
        if value and squeeze(value) not in words:
            at.note("name-not-quoted", *_not_beside(value), (*path, key))
    if act.payment:
        at.quantity(act.payment, span, (*path, "payment"))
    if act.count is not None:
        counts = {amount.value for amount in at.prints.amounts(span)}
        if act.count not in counts:
            at.note("count-not-printed", *_no_count(act.count), (*path, "count"))
        if len(act.recipients) > act.count:
            at.note("count-not-printed", *_TOO_MANY, (*path, "count"))


def place_figures(
    at: Placer, figures: Sequence[model.ActFigure], scope: Span, path: Path_
) -> tuple[Fact[model.ActFigure], ...]:
    """Place the figures that an act gives of what it praises or criticises, and compare them with its words."""
    if scope is NOWHERE:  # reported separately
        return ()
    checks, facts = FigureChecks(at), []
    for index, figure in enumerate(figures):
        facts.append(Fact(figure, at.find(figure.quote, Scopes([scope]), (*path, index, "quote"))))
        checks.check(facts[-1], scope, [scope], (*path, index))
    return tuple(facts)


def figure_links(at: Placer, act: model.Commendation, path: Path_) -> None:
    """Check the ids of all figures of an act, its recipients' included, and the references between them."""
    lists = [(act.figures, (*path, "figures"))]
    lists += [
        (record.figures, (*path, "recipients", i, "figures"))
        for i, record in enumerate(act.recipients)
        if isinstance(record, model.Recipient)
    ]
    figures = [(figure, (*here, i)) for listed, here in lists for i, figure in enumerate(listed)]
    at.unique([(figure.id, (*here, "id")) for figure, here in figures])
    ids = [figure.id for figure, _ in figures]
    for figure, here in figures:
        for j, name in enumerate(figure.stated_with):
            at.reference(name, ids, (*here, "stated-with", j), figure.id)


def own_words(at: Placer, record: model.Recipient, path: Path_) -> Span | None:
    """Place the row or sentence in which a recipient stands by itself; None where it has none."""
    return at.find(record.quote, Scopes([at.source.whole]), (*path, "quote")) if record.quote else None


def _not_beside(words: str) -> tuple[Text, Text]:
    return (
        Text(f"“{words[:40]}” does not stand beside this recipient.", f"此对象旁没有“{words[:40]}”。"),
        Text(
            "Write it as printed; where it stands in a row of its own, quote that row under `quote`.",
            "请照录原文；写在名单中的，请在 `quote` 中引用该行。",
        ),
    )


def _no_count(count: int) -> tuple[Text, Text]:
    return (
        Text(f"The sentence does not count {count} recipients.", f"这句话没有写明 {count} 个对象。"),
        Text("Write the number printed (等…个), or leave it out.", "请写原文的总数（“等……个”），或不填。"),
    )


_TOO_MANY = (
    Text("More recipients are listed than the sentence counts.", "所列对象多于原文的总数。"),
    Text("Check the recipients, or write them under acts of their own.", "请核对对象，或分列为不同的表扬、批评。"),
)
