"""The words by which recipients are told apart, from ``whom.yaml``."""

from functools import cache
from typing import Any, Literal

from tongbao.intake.recognise.vocabulary import words_in
from tongbao.load.source import squeeze
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

Kind = Literal["unit", "place", "person", "project"]


@cache
def _lists() -> dict[str, Any]:
    return dict(words_in("whom"))


@cache
def any_of(name: str, before: str = "", behind: str = "$") -> Any:
    """Return a pattern of any word of a list, between two other patterns.

    >>> bool(any_of("posts").search("防御科科长"))
    True
    """
    return regex(f"{before}(?:{'|'.join(_lists()[name])}){behind}")


def words_of(name: str) -> str:
    """Return a pattern, to be part of another, of any word of a list."""
    return f"(?:{'|'.join(_lists()[name])})"


@cache
def _counted() -> list[tuple[Kind, Any]]:
    listed: dict[Kind, list[str]] = _lists()["counted"]
    return [(kind, regex(f"^(?:{'|'.join(sorted(words, key=len, reverse=True))})$")) for kind, words in listed.items()]


def kind_counted(words: str) -> Kind | None:
    """Return what kind of recipients count words are about.

    >>> kind_counted("名同志"), kind_counted("个单位"), kind_counted("个")
    ('person', 'unit', None)
    """
    noun = words[1:] if words[:1] in _CLASSIFIERS and len(words) > 1 else words
    noun = noun.removeprefix("先进").removeprefix("优秀") or noun
    by_classifier: dict[str, Kind] = _lists()["classifiers"]
    return next((kind for kind, pattern in _counted() if pattern.match(noun)), by_classifier.get(words[:1]))


def kind_titled(words: str) -> Kind | None:
    """Return what kind of recipients a title or the heading of a list is for; None where it does not say.

    >>> kind_titled("全市先进个人名单"), kind_titled("优秀组织单位"), kind_titled("集体一等功"), kind_titled("一等奖")
    ('person', 'unit', 'unit', None)
    """
    found = [(match.end(), kind) for kind, pattern in _titled() for match in pattern.finditer(words)]
    return max(found)[1] if found else None


@cache
def _titled() -> list[tuple[Kind, Any]]:
    listed: dict[Kind, list[str]] = _lists()["titled"]
    return [(kind, regex("|".join(words))) for kind, words in listed.items()]


_CLASSIFIERS = "个家名位项支篇件条户所"


def column_holds(heading: str) -> str:
    """Return what a column of a list of recipients holds, by its heading; an empty string where no word is known.

    >>> column_holds("主要完成单位"), column_holds("姓名"), column_holds("奖金（万元）"), column_holds("甲")
    ('maker', 'person', 'money', '')
    """
    bare = squeeze(simplified(heading))
    lines: list[dict[str, Any]] = _lists()["columns"]
    return next((str(line["holds"]) for line in lines if any(word in bare for word in line["words"])), "")


def grade_in(words: str) -> str:
    """Return the grade or prize that words name at their end: the usual grade where there is one, else all of them.

    >>> grade_in("科技进步奖一等奖"), grade_in("全市防汛抗旱工作先进集体"), grade_in("科技重大贡献奖"), grade_in("名单")
    ('一等奖', '先进集体', '科技重大贡献奖', '')
    """
    bare = words.removesuffix("荣誉称号").removesuffix("称号")
    usual = any_of("grades").search(bare)
    if usual:
        return str(usual[0])
    return bare if any_of("prizes").search(bare) or bare != words else ""
