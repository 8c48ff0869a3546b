"""Numbers and counted things in words, in both languages."""

from typing import NamedTuple

from tongbao.errors import Text

_EN = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


class Noun(NamedTuple):
    """A thing that is counted: in English one and several, in Chinese the thing and its measure word."""

    one: str
    many: str
    zh: str
    word: str


UNIT = Noun("unit", "units", "单位", "个")
MEASURE = Noun("measure", "measures", "举措", "项")
PAIR = Noun("pair", "pairs", "", "对")
GROUP = Noun("group", "groups", "", "组")
PLACE = Noun("place", "places", "地区", "个")
NODE = Noun("node", "nodes", "节点", "个")
NOUNS = {"units": UNIT, "places": PLACE, "things": NODE}
"""What the nodes of a network are."""
SHARED = Text("Shared weight", "分摊权重")
"""What is counted where a measure of many units makes weaker ties than one of two."""


def number(count: int) -> Text:
    """Return a number in words up to ten, else in figures with commas; in English with a capital.

    >>> number(7).en, number(1469).en, number(2).zh
    ('Seven', '1,469', '两')
    """
    if 0 <= count < len(_EN):
        return Text(_EN[count], _ZH[count])
    return Text(f"{count:,}", f" {count:,} ")


def counted(count: int, noun: Noun, *, start: bool = False) -> Text:
    """Return a number with what it counts, ``start``ing a sentence or within one.

    >>> counted(2, MEASURE).en, counted(1, UNIT, start=True).en, counted(20, MEASURE).zh
    ('two measures', 'One unit', ' 20 项举措')
    """
    said = number(count)
    english = f"{said.en if start else said.en.lower()} {noun.one if count == 1 else noun.many}"
    chinese = f"{said.zh}{noun.word}{noun.zh}"
    return Text(english, chinese.lstrip() if start else chinese)
