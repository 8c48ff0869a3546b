"""Answers that are kept take no more memory than they may, whatever is kept, asked for and compressed."""

from hypothesis import given
from hypothesis import strategies as st

from tongbao.serve.kept import Answer, Kept

MOST = 40_000
SIZES = st.integers(0, MOST // 2)


@given(st.lists(st.tuples(st.integers(0, 5), SIZES, SIZES, SIZES), max_size=30))
def test_what_is_kept_is_bounded_with_its_compressed_forms(steps: list[tuple[int, int, int, int]]) -> None:
    kept = Kept(MOST)
    for number, size, gzip, brotli in steps:
        answer = kept.get(f"tag{number}") or Answer(bytes(size), "text/csv", tag=f"tag{number}")
        kept.keep(answer)
        for way, packed in (("gzip", gzip), ("br", brotli)):
            answer.packed[way] = bytes(packed)
            kept.keep(answer)
            held = [one for n in range(6) if (one := kept.get(f"tag{n}"))]
            assert sum(one.size for one in held) == kept.size <= MOST


def test_an_answer_that_is_not_steady_is_not_kept() -> None:
    kept = Kept(MOST)
    kept.keep(Answer(b"now", "text/csv"))
    assert kept.get("") is None
