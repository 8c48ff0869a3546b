"""Numbers behind the words that facts rest on: they go up as one reads, and each stands once."""

import pytest

from tongbao.load.source import SourceText, Span
from tongbao.site.pages.highlight import Mark
from tongbao.site.pages.numbered import numbered_text, numbers_of

WORDS = "费用由60天压缩至5分钟，惠及3万家庭。"


def told(*facts: tuple[str, str]) -> str:
    """Return the words with what rests on them: ``name=words`` of each fact, and its numbers in brackets."""
    marks = sorted(Mark(Span(at, at + len(part)), name, "") for name, part in facts if (at := WORDS.find(part)) >= 0)
    whole = Span(0, len(WORDS))
    pieces = numbered_text(SourceText.of(WORDS), whole, marks, numbers_of(marks, [whole]))
    return "".join(
        piece.text + "".join(f"[{n}]" for n in (piece.number, *(n for n, _ in piece.others)) if n) for piece in pieces
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), WORDS),
        ((("a", "5分钟"), ("b", "3万家庭")), "费用由60天压缩至5分钟[1]，惠及3万家庭[2]。"),
        ((("b", "3万家庭"), ("a", "5分钟")), "费用由60天压缩至5分钟[1]，惠及3万家庭[2]。"),
        ((("whole", "由60天压缩至5分钟"), ("days", "60天")), "费用由60天[1]压缩至5分钟[2]，惠及3万家庭。"),
        ((("a", "5分钟"), ("b", "5分钟")), "费用由60天压缩至5分钟[1][2]，惠及3万家庭。"),
        ((("whole", "由60天压缩至5分钟"), ("within", "5分钟")), "费用由60天压缩至5分钟[1][2]，惠及3万家庭。"),
    ],
)
def test_numbers_go_up_as_one_reads(facts: tuple[tuple[str, str], ...], expected: str) -> None:
    assert told(*facts) == expected


def test_words_that_stand_elsewhere_have_no_number() -> None:
    assert numbers_of([Mark(Span(40, 50), "elsewhere", ""), Mark(Span(3, 6), "here", "")], [Span(0, 20)]) == {"here": 1}
