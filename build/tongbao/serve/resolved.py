"""Where an address leads: to a file of the site, or from an IRI to the page or the data that a reader wants.

The rules are those of the settings for Apache and nginx: the same patterns are evaluated here.

>>> wanted("text/turtle, text/html;q=0.5", "en")
Wanted(form='ttl', language='en')
>>> there = {"zh/unit/xm-tax.html"}.__contains__
>>> lead("id/unit/xm-tax", Wanted("html", "zh"), there)
Led(status=303, path='zh/unit/xm-tax.html', anchor='')
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from tongbao.site.hosts.negotiation import (
    LANGUAGES,
    NOTHING,
    RANGES,
    Case,
    Weight,
    form_chosen,
    forms,
    language_chosen,
    languages,
)
from tongbao.site.hosts.routes import DOCUMENT, Rule, links, rules
from tongbao.site.hosts.settings import GONE

MISSING = "404.html"
"""The page that is shown where there is nothing."""
INDEX = "index.html"
_READ = 2000
"""So many characters of a header are read; no browser sends as many."""
_KEPT = 1000


class Wanted(NamedTuple):
    """What a reader wants most: a form, ``html``, ``ttl`` or ``jsonld``, and a language."""

    form: str
    language: str


class Led(NamedTuple):
    """Where an address leads: a status, and the path of a file below the root; for 301 and 303, where to ask instead."""

    status: int
    path: str
    anchor: str = ""


# --- what is wanted ---------------------------------------------------------------------------------


@lru_cache(_KEPT)
def wanted(accept: str, accept_language: str) -> Wanted:
    """Return what a reader wants, by its two headers."""
    wishes = " ".join(_words(_forms(), accept[:_READ]))
    form = _first(_form_chosen(), wishes, next(iter(RANGES)))
    tongues = _words(_languages(), accept_language[:_READ])
    half = len(tongues) // len(LANGUAGES)
    words = f"{' '.join(tongues[:half])} | {' '.join(tongues[half:])} |,{accept_language[:_READ]}"
    return Wanted(form, _first(_language_chosen(), words, LANGUAGES[0]))


def wants_page(accept: str) -> bool:
    """Return whether a reader asks for a page by its name and prefers it, as browsers do, and programs do not.

    >>> wants_page("text/html,application/xml;q=0.9,*/*;q=0.8"), wants_page("*/*"), wants_page("")
    (True, False, False)
    """
    word = _words(_forms(), accept[:_READ])[0]
    return wanted(accept, "").form == "html" and word != NOTHING and word.endswith(NOTHING[-1])


_Known = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(cases: Iterable[Case], flags: re.RegexFlag = re.IGNORECASE) -> _Known:
    """Return patterns that were written for hosts as Python reads them."""
    return tuple((re.compile(_of_python(case.pattern), flags | re.ASCII), case.value) for case in cases)


def _of_python(pattern: str) -> str:
    """Return a pattern of PCRE for Python, which until 3.11.4 takes groups that give nothing back wrongly (``(…)*+``)."""
    return re.sub(r"\(\?<(?=\w)", "(?P<", pattern).replace(")*+", ")*")


def _all(weights: Iterable[Weight]) -> tuple[_Known, ...]:
    return tuple(_compiled(weight.cases) for weight in weights)


@cache
def _forms() -> tuple[_Known, ...]:
    return _all(forms())


@cache
def _languages() -> tuple[_Known, ...]:
    return _all(languages())


@cache
def _form_chosen() -> _Known:
    return _compiled(form_chosen(), re.NOFLAG)


@cache
def _language_chosen() -> _Known:
    return _compiled(language_chosen())


def _words(weights: Iterable[_Known], header: str) -> list[str]:
    return [_first(cases, header, NOTHING) for cases in weights]


def _first(cases: _Known, text: str, otherwise: str) -> str:
    """Return the value of the first case that fits."""
    for pattern, value in cases:
        if found := pattern.search(text):
            return value.format(q=found.groupdict().get("tongbao_q") or "")
    return otherwise


# --- where it leads ---------------------------------------------------------------------------------


def lead(path: str, reader: Wanted, there: Callable[[str], bool]) -> Led:
    """Return where a path below the root leads; ``there`` tells whether the site has a file."""
    if path.startswith(GONE):
        return Led(404, MISSING)
    if path.endswith("/") or not path:
        if there(f"{path}{INDEX}"):
            return Led(200, f"{path}{INDEX}")
    elif there(path):
        return Led(200, path)
    elif there(f"{path}/{INDEX}"):
        return Led(301, f"{path}/")
    if _NOTED.fullmatch(path) and there(f"{GONE}{path}"):
        return Led(410, f"{GONE}{path}")
    return next(_by_rules(path, reader, there), None) or _without_slash(path, there)


_NOTED = re.compile(r"(?:zh|en|data)/.+\.(?:html|ttl|jsonld|nt)")
"""Files of documents: one that was removed has left a note."""


def _by_rules(path: str, reader: Wanted, there: Callable[[str], bool]) -> Iterator[Led]:
    bare = path.rstrip("/")
    for pattern, rule in _rules():
        if found := pattern.fullmatch(bare):
            yield _by_rule(rule, found, path, reader, there)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(rule.pattern, re.ASCII), rule) for rule in rules())


def _by_rule(rule: Rule, found: re.Match[str], path: str, reader: Wanted, there: Callable[[str], bool]) -> Led:
    """Return where an IRI leads: it is gone, not known, to be asked without the slash at its end, or has a document."""

    def named(text: str) -> str:
        return re.sub(r"\$(\d)", lambda number: found[int(number[1])], text)

    document, where = named(rule.document), reader.language if reader.form == "html" else "data"
    if there(f"{GONE}zh/{document}.html"):
        return Led(410, f"{GONE}{where}/{document}.{reader.form}")
    if not there(f"zh/{named(rule.known_by) or document}.html"):
        return Led(404, MISSING)
    if path != found[0]:
        return Led(301, found[0])
    if reader.form == "html":
        return Led(303, f"{where}/{document}.html", named(rule.anchor))
    return Led(303, f"{rule.data or f'data/{document}'}.{reader.form}")


def _without_slash(path: str, there: Callable[[str], bool]) -> Led:
    bare = path.rstrip("/")
    if bare and bare != path:
        for ending in ("", ".html"):
            if there(f"{bare}{ending}"):
                return Led(301, f"{bare}{ending}")
    return Led(404, MISSING)


# --- what is sent with a page -----------------------------------------------------------------------


@lru_cache(4)
def _links(base: str, licence: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(sent.pattern, re.ASCII), sent.link) for sent in links(base, licence))


def link_of(path: str, base: str, licence: str) -> str:
    """Return the Link header of a page, its signposts; empty for other files."""
    for pattern, link in _links(base, licence):
        if found := pattern.fullmatch(path):
            return link.replace(DOCUMENT, found[1])
    return ""
