import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tongbao.intake.original.fold import fold

KANGXI = [chr(code) for code in range(0x2F00, 0x2FD6)]
SUPPLEMENT = [chr(code) for code in range(0x2E80, 0x2EF4) if unicodedata.name(chr(code), "")]


def test_every_radical_stands_for_a_character() -> None:
    for radical in KANGXI + SUPPLEMENT:
        if radical == "⺀":  # REPEAT has no ideograph
            assert fold(radical) == radical
        else:
            assert unicodedata.name(fold(radical)).startswith("CJK UNIFIED IDEOGRAPH"), radical


def test_kangxi_radicals_are_their_compatibility_forms_except_that_a_door_is_the_mainlands() -> None:
    assert {one for one in KANGXI if fold(one) != unicodedata.normalize("NFKC", one)} == {"⼾"}


def test_simplified_radicals_are_simplified_characters() -> None:
    assert (
        fold("⻅⻋⻓⻔⻚⻛⻜⻢⻨⺠⻄⻘⻆⻝⻮⻰⻥⻦⻩⻬⻳⻤⻣⻁⻉⻈")
        == "见车长门页风飞马麦民西青角食齿龙鱼鸟黄齐龟鬼骨虎贝讠"
    )


def test_punctuation_and_widths_stay() -> None:
    assert fold("，（）：１Ａ“”〇") == "，（）：１Ａ“”〇"


@given(st.text())
def test_length_is_kept_and_twice_is_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
