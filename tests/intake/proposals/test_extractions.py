"""Proposals as LangExtract writes them."""

from pathlib import Path

import pytest
from tests.intake.proposals.proposing import MADE, TEXT, Draft, codes, lines_with, record, weighed_of

from tongbao.intake.draft import Drafted, draft_notice
from tongbao.intake.proposals.extractions import classes
from tongbao.intake.proposals.unit import MEASURE, NOTICE


def test_extractions_of_langextract(office: Path) -> None:
    plain = draft_notice(MADE / "notice.txt", office, None, None, None)
    weighed = weighed_of(MADE / "langextract.jsonl", office, plain)
    plain.file.write_text("\n".join(weighed.lines), "utf-8")
    drafted = Drafted(plain.file, (), weighed)
    assert codes(drafted) == ["words-not-in-measure", "number-not-printed", "act-contradicted", "unknown-class"]
    assert drafted.weighed
    assert (drafted.weighed.kept, drafted.weighed.same) == (5, 2)
    read = record(drafted)
    assert read["purposes"] == ["为进一步优化营商环境"]
    assert [one["name"] for one in read["measures"][1]["honours"]] == ["全省营商环境创新案例"]
    assert [one["name"] for one in read["measures"][1]["platforms"]] == ["“澄易贷”平台"]
    assert len(read["measures"][1]["outcomes"]) == 2


@pytest.mark.parametrize("nth", [1, 2])
def test_the_place_of_an_extraction_tells_which_words_are_meant(nth: int, draft: Draft) -> None:
    text, words = TEXT.replace("打通系统6个。（", "打通系统6个，又打通系统6个。（"), "打通系统6个"
    at = text.index(words) if nth == 1 else text.index(words, text.index("，又"))
    extraction = {
        "extraction_class": "outcome",
        "extraction_text": words,
        "char_interval": {"start_pos": at, "end_pos": at + len(words)},
        "attributes": {
            "counts": "系统",
            "reading": "amount",
            "realisation": "in-progress",
            "value.number": "6",
            "value.classifier": "个",
        },
    }
    drafted = draft({"extractions": [extraction], "text": text, "document_id": "doc_1"}, text)
    assert codes(drafted) == []
    assert lines_with(drafted, f"text: {words}, nth: {nth}}}}}")


@pytest.mark.parametrize("key", sorted({*classes().values()}))
def test_each_class_of_extractions_is_a_key_of_the_notice_or_a_measure(key: str) -> None:
    assert key in (*NOTICE, *MEASURE)
    assert classes()[key] == key
