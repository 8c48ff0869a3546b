"""Content negotiation by Accept and Accept-Language, as patterns that both Apache and nginx can read (PCRE).

Hosts cannot compare numbers, so a weight becomes a word that patterns compare: the digits of the weight, and a letter for how
closely the range matches. Words are compared as in a dictionary in which letters come before digits: ``05b``
(``text/*;q=0.5``) is less than ``05c`` (``text/html;q=0.50``), and that is less than ``0501c``.
"""

from collections.abc import Iterator
from typing import NamedTuple


class Case(NamedTuple):
    """A pattern and its value; ``{q}`` in the value stands for the digits that the pattern names ``tongbao_q``."""

    pattern: str
    value: str


class Weight(NamedTuple):
    """How much a reader wants something: the first case that fits the header gives the word; ``NOTHING`` where none fits."""

    name: str
    cases: list[Case]


NOTHING = "0c"
"""The words for what is not named, and for what is refused."""
_ALPHABET = "abc0123456789"
_NAMED, _TYPE, _ANYTHING = "c", "b", "a"

RANGES = {
    "html": (r"text/html", r"application/xhtml\+xml", r"text/\*"),
    "ttl": (r"text/turtle", r"text/n3|application/trig|application/(?:rdf\+xml|n-triples|n-quads)", r"text/\*"),
    "jsonld": (r"application/ld\+json", r"application/json", r"application/\*"),
}
"""The forms on offer, the first of equals being chosen: the form's media type, others for which it is also sent, and its group.

Turtle is also TriG. A reader that accepts only RDF/XML or N-Triples gets Turtle.
"""
LANGUAGES = ("zh", "en")
_LOOKED_AT = 3
"""How many ranges of a language are considered: zh-TW, zh-CN, zh."""


def _weighed(begin: str, closeness: str) -> Iterator[Case]:
    """Yield the cases of a range, given the pattern of its name."""
    yield Case(rf"{begin}\s*+(?:;[^,]*?)?;\s*q\s*=\s*0(?:\.(?<tongbao_q>[0-9]{{0,9}}?)0{{0,9}})?\s*(?:[;,]|$)", f"0{{q}}{closeness}")  # fmt: skip
    yield Case(rf"{begin}\s*+(?:[;,]|$)", f"1{closeness}")


def forms() -> Iterator[Weight]:
    """Yield how much each form is wanted."""
    for name, (own, others, group) in RANGES.items():
        ranges = ((own, _NAMED), (others, _NAMED), (group, _TYPE), (r"\*/\*", _ANYTHING))
        yield Weight(name, [case for known, closeness in ranges for case in _weighed(rf"(?:^|,)\s*(?:{known})", closeness)])  # fmt: skip


def form_chosen() -> list[Case]:
    """Return the cases that choose a form, from the words of all forms in order; where no case fits, none is chosen."""
    return [Case(rf"^(?:\S+ ){{{n}}}(?!{_less(1)})", name) for n, name in enumerate(RANGES)]


def languages() -> Iterator[Weight]:
    """Yield how much each language is wanted: a word for each of its first ranges; ``*`` counts where no range names it."""
    for language in LANGUAGES:
        named = rf"(?:^|,)\s*+{language}(?=[-\s;,]|$)[^,;]*+"
        for n in range(1, _LOOKED_AT + 1):
            cases = list(_weighed(rf"^(?:(?:(?!{named}).)*+{named}){{{n}}}", _NAMED))
            yield Weight(f"{language}{n}", cases + (list(_weighed(r"(?:^|,)\s*\*", _ANYTHING)) if n == 1 else []))


def language_chosen() -> list[Case]:
    """Return the cases that choose a language, from its words: ``zh zh zh | en en en |,`` and the header; Chinese where no case fits.

    Of equals, the first is chosen. A reader of neither language gets English; a reader that states no language gets Chinese.
    """
    ours, theirs = (rf",\s*{language}(?=[-\s;,]|$)" for language in LANGUAGES)
    header = r"^[^|]*\|[^|]*\|"
    return [
        Case("^" + r"\S+ ".join(f"(?={_less(n, beyond=True)})" for n in (1, 2, 3)), "en"),
        Case("^(?!" + r"\S+ ".join(f"(?={_less(n, beyond=True, equal=True)})" for n in (1, 2, 3)) + ")", "zh"),
        Case(rf"^0[ac] 0c 0c .*{theirs}", "zh"),  # refused
        Case(r"^0[ac] 0c 0c [^|]*\|[^|]*\|,\s*[^\s,]", "en"),
        Case(rf"{header}(?:(?!{ours}).)*{theirs}", "en"),
        Case(rf"{header}.*{ours}", "zh"),
        Case(rf"{header}.*,\s*[a-z]", "en"),  # another language, and no preference between these two
    ]


def _less(group: int, *, beyond: bool = False, equal: bool = False) -> str:
    """Return a pattern of a word that is less than a later one; with ``beyond``, after the next bar; ``group`` is the number of its group."""
    between = r"[^|]*\|[^|]* " if beyond else ".* "
    steps = [rf"{letter}\w*{between}\{group}[{_ALPHABET[n + 1 :]}]" for n, letter in enumerate(_ALPHABET[:-1])]
    same = [rf"(?= ){between}\{group}(?= )"] if equal else []
    return rf"(\w*)(?:{'|'.join([*steps, *same])})"
