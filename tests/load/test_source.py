"""Quotations: found whatever the white space, and published with the place where they stand in the file as stored."""

import hashlib
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from tongbao import paths
from tongbao.load import load, notice_files
from tongbao.load.source import QuotationError, Scopes, SourceText, Span, squeeze
from tongbao.model import QuoteAt
from tongbao.populate.evidence import AROUND
from tongbao.rdf.iris import HOME, Iris, term

TEXT = "标题\n\n一、建设 亲清护\n企服务。减少碳排放 4208.28 吨CO2e/年,\n减少废水 21.5 万吨/年。湖 里 区打 造平台，建设平台，再建设平台。甲局、乙\n局和丙局,丁公司；戊区"
SOURCE = SourceText.of(TEXT)


def found(quote: str | QuoteAt, scope: Span | None = None) -> str:
    """Return what stands in the file where a quotation was found."""
    start, end = SOURCE.stored(SOURCE.find(quote, Scopes([scope or SOURCE.whole])))
    return TEXT[start:end]


def refused(quote: str | QuoteAt, *scopes: Span) -> str:
    with pytest.raises(QuotationError) as caught:
        SOURCE.find(quote, Scopes(list(scopes) or [SOURCE.whole]))
    return caught.value.code


# --- white space --------------------------------------------------------------------------------


def test_white_space_is_the_same_to_squeezing_and_to_indexing() -> None:
    for code in [*range(0x10000), *range(0x10000, sys.maxunicode + 1, 251)]:
        character = chr(code)
        if 0xD800 <= code < 0xE000:
            continue
        source = SourceText.of(character)
        assert (squeeze(character) == "") == (source.positions == []) == (source.words == ""), hex(code)
        assert (squeeze(character) == "") == (character.isspace() or character == "\ufeff"), hex(code)


@pytest.mark.parametrize("space", [" ", "\n", "\r\n", "\t", "\u3000", "\u00a0", "\u2028", "\x0c", "\ufeff", "  \n \n"])
def test_white_space_anywhere_is_no_difference(space: str) -> None:
    assert found(f"建设{space}亲清护企") == "建设 亲清护\n企"
    assert found(space.join("湖里区打造")) == "湖 里 区打 造"
    source = SourceText.of(f"{space}甲{space}乙{space}")
    stored = source.stored(source.find("甲乙", Scopes([source.whole])))
    assert stored == (len(space), len(space) * 2 + 2)


def test_everything_but_white_space_counts() -> None:
    for other in ("湖里区打造平台,", "湖里区打造平台", "４208.28吨", "CO2E", "co2e"):
        assert other not in SOURCE.words or other == "湖里区打造平台"
    assert refused("湖里区打造平台,") == "quote-not-found"
    assert refused("CO2E") == "quote-not-found"
    assert refused("湖里区打\u200b造") == "quote-not-found"  # a zero-width space is no white space


@pytest.mark.parametrize(
    "printed", ["推行一码\ue000办理", "推行一码\ue000通办理", "一\ue000通办理", "一码通办\U000f0000"]
)
def test_a_character_of_one_font_among_the_words_is_named(printed: str) -> None:
    source = SourceText.of(f"推行一次办。{printed}。")
    with pytest.raises(QuotationError) as caught:
        source.find("一码通办理", Scopes([source.whole]))
    name = "U+F0000" if "\U000f0000" in printed else "U+E000"
    assert all(name in text for text in caught.value.what)
    assert source.find(squeeze(printed), Scopes([source.whole])).start == 6


def test_words_that_are_not_there_are_no_character_of_one_font() -> None:
    source = SourceText.of("推行\ue000一次办。一码通办。")
    with pytest.raises(QuotationError) as caught:
        source.find("一码通办理", Scopes([source.whole]))
    assert "U+E000" not in caught.value.what.en


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("建设亲清护企服务", "建设亲清护企服务"),
        ("湖里区打造平台", "湖里区打造平台"),
        ("减少碳排放4208.28吨CO2e/年", "减少碳排放4208.28吨CO2e/年"),
        ("21.5万吨/年", "21.5万吨/年"),
    ],
)
def test_exact_words_are_the_slice_without_the_layout(quote: str, exact: str) -> None:
    stored = SOURCE.stored(SOURCE.find(quote, Scopes([SOURCE.whole])))
    assert SOURCE.exact(stored) == exact
    assert squeeze(TEXT[stored.start : stored.end]) == squeeze(exact)


def test_between_latin_words_one_space_stays() -> None:
    source = SourceText.of("采用 Web\nof Data 标准 2.0 版")
    assert source.exact(Span(0, len(source.text))) == "采用Web of Data标准2.0版"
    assert source.exact(Span(4, 10)) == "eb of"


@pytest.mark.parametrize("space", ["\r\n", "  ", "\n\n", " \ufeff\u3000"])
def test_between_latin_words_one_space_stays_however_wide(space: str) -> None:
    source = SourceText.of(f"标准{space}Web{space}of{space}Data{space}2.0{space}版{space}CO2{space}")
    assert source.exact(Span(0, len(source.text))) == "标准Web of Data 2.0版CO2"


def test_positions_count_code_points() -> None:
    source = SourceText.of("\ufeff𠀀 甲\r\n乙")
    assert source.stored(source.find("𠀀甲乙", Scopes([source.whole]))) == (1, 7)
    assert source.exact(Span(1, 7)) == "𠀀甲乙"


def test_the_checksum_is_that_of_the_file() -> None:
    (file,) = notice_files(paths.DATA)
    data = file.with_suffix(".txt").read_bytes()
    assert SourceText.of(data.decode()).sha256 == hashlib.sha256(data).hexdigest()


# --- which of several -----------------------------------------------------------------------------


def test_which_occurrence_is_meant() -> None:
    second = SOURCE.find(QuoteAt(text="建设平台", nth=2), Scopes([SOURCE.whole]))
    assert SOURCE.words[second.start - 1 : second.end] == "再建设平台"
    assert SOURCE.find(QuoteAt(text="建 设 平台", after="，再"), Scopes([SOURCE.whole])) == second
    assert SOURCE.find(QuoteAt(text="建设平台", after="打造平台", nth=1), Scopes([SOURCE.whole])).end < second.start
    assert refused("建设平台") == "quote-ambiguous"
    assert refused(QuoteAt(text="建设平台", nth=3)) == "quote-nth-too-large"
    assert refused(QuoteAt(text="建设平台", after="平台")) == "quote-after-not-found"
    assert refused(QuoteAt(text="建设平台", after="没有")) == "quote-after-not-found"
    assert refused(QuoteAt(text="标题", after="一、")) == "quote-after-not-found"
    assert refused(QuoteAt(text="没有", nth=1)) == "quote-not-found"


def test_occurrences_may_overlap() -> None:
    source = SourceText.of("哈哈哈")
    assert source.find(QuoteAt(text="哈哈", nth=2), Scopes([source.whole])) == (1, 3)


def test_the_first_scope_that_holds_it_decides() -> None:
    inner = SOURCE.find("打造平台，建设平台", Scopes([SOURCE.whole]))
    assert SOURCE.find("建设平台", Scopes([inner, SOURCE.whole])).end == inner.end
    assert SOURCE.find("标题", Scopes([inner, SOURCE.whole])) == (0, 2)
    assert refused("建设平台", Span(0, 2), SOURCE.whole) == "quote-ambiguous"
    assert refused("建设平台", Span(0, 2)) == "quote-out-of-place"


def test_the_message_shows_where_source_and_quotation_part() -> None:
    with pytest.raises(QuotationError) as caught:
        SOURCE.find("减少碳排放4208.82吨", Scopes([SOURCE.whole]))
    assert "“减少碳排放4208.28吨CO2e/” where the quotation has “减少碳排放4208.82吨”" in caught.value.cure.en


def test_a_long_wrong_quotation_is_refused_in_time() -> None:
    source = SourceText.of("甲乙" * 500_000)
    with pytest.raises(QuotationError):
        source.find("甲乙" * 9_999 + "丙", Scopes([source.whole]))


# --- names ------------------------------------------------------------------------------------------


def cell() -> Span:
    return SOURCE.find("甲局、乙局和丙局,丁公司；戊区", Scopes([SOURCE.whole]))


def names_refused(names: list[str], *, closed: bool = True) -> str:
    with pytest.raises(QuotationError) as caught:
        SOURCE.names(names, cell(), closed=closed)
    return caught.value.code


def test_names_are_placed_in_order_and_separators_make_groups() -> None:
    spans, groups = SOURCE.names(["甲局", "乙局", "丙 局", "丁公司", "戊区"], cell(), closed=True)
    assert [SOURCE.words[span.start : span.end] for span in spans] == ["甲局", "乙局", "丙局", "丁公司", "戊区"]
    assert groups == [1, 1, 1, 2, 3]


def test_names_leave_nothing_over_where_a_list_is_closed() -> None:
    assert names_refused(["甲局", "乙局"]) == "names-missing"
    assert names_refused(["乙局", "丙局", "丁公司", "戊区"]) == "words-between-names"
    assert names_refused(["甲局", "丙局", "丁公司", "戊区"]) == "words-between-names"
    assert names_refused(["乙局", "甲局", "丙局", "丁公司", "戊区"]) == "words-between-names"
    assert names_refused([]) == "names-missing"


def test_names_of_an_open_list_may_leave_words_at_either_end() -> None:
    spans, groups = SOURCE.names(["乙局", "丙局"], cell(), closed=False)
    assert [SOURCE.words[span.start : span.end] for span in spans] == ["乙局", "丙局"]
    assert groups == [1, 1]
    assert names_refused(["乙局", "丁公司"], closed=False) == "words-between-names"
    assert names_refused(["乙局", "己局"], closed=False) == "name-not-printed"
    assert names_refused(["乙局", "甲局"], closed=False) == "name-not-printed"


# --- the real notice -------------------------------------------------------------------------------


def spans_of(graph_nq: Path, base: str, notice: str) -> dict[str, dict[str, str]]:
    """Collect start, end and exact words of every published span, from the graph alone."""
    wanted = {term(f"oa:{name}"): name for name in ("start", "end", "exact", "prefix", "suffix")}
    wanted[term("tb:words")] = "words"
    graph = ox.NamedNode(Iris(base).notice_graph(notice)[1:-1])
    spans: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=graph_nq):
        name = wanted.get(str(quad.predicate))
        if name and quad.graph_name == graph:
            assert isinstance(quad.object, ox.Literal)
            spans.setdefault(str(quad.subject).strip("<>").partition("#")[0], {})[name] = quad.object.value
    return spans


def test_every_published_span_is_cut_from_the_file_as_stored(graph_nq: Path) -> None:
    (file,) = notice_files(paths.DATA)
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    spans = spans_of(graph_nq, HOME, file.stem)
    assert len(spans) > 300
    for iri, span in spans.items():
        start, end = int(span["start"]), int(span["end"])
        assert iri.endswith(f"/span/{file.stem}/{start}-{end}")
        assert 0 <= start < end <= len(text)
        assert text[start:end] == span["exact"]
        assert text[:start].endswith(before := span.get("prefix", ""))
        assert text[end:].startswith(after := span.get("suffix", ""))
        assert (len(before), len(after)) == (min(AROUND, start), min(AROUND, len(text) - end))
        assert squeeze(span["exact"]) == squeeze(span["words"])
        assert "\n" not in span["words"]


def test_every_quotation_of_the_yaml_is_published(graph_nq: Path) -> None:
    (facts,) = load(paths.DATA).notices
    published = {squeeze(span["words"]) for span in spans_of(graph_nq, HOME, facts.record.id).values()}
    for measure in facts.measures:
        record = measure.record
        listed = [record.outcomes, record.honours, record.works, record.platforms, record.claims, record.events]
        for fact in [fact for facts_ in listed for fact in facts_]:
            quote = fact.quote.text if isinstance(fact.quote, QuoteAt) else fact.quote
            assert squeeze(quote) in published
        for words in (record.printed_title or record.title, record.lead_cell, record.description):
            assert words is None or squeeze(words) in published
