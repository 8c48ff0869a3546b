"""A web page as a tree of elements, without what is not seen."""

import re
from collections.abc import Iterator
from pathlib import Path

from tongbao import limits
from tongbao.intake.original.faults import broken, check_marks, library, too_large
from tongbao.intake.original.wordml import Element

_UNSEEN = (
    "script style noscript template iframe frame frameset svg math canvas object embed applet audio video map input "
    "button select textarea datalist dialog meta link del rp rt head"
)
_NOT_SEEN = frozenset(_UNSEEN.split())
_NOTHING = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|text-indent:-\d{3,}|(?:^|;)opacity:0(?:\.0+)?(?:;|$)|(?:^|;)font-size:0(?:px|pt|em)?(?:;|$)"
)
_BLOCKS = (
    "address article aside blockquote body center caption dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that stand on lines of their own."""


def parsed(text: str, file: Path) -> tuple[Element, str]:
    """Return the root of a page, with what is not seen taken out, and the library that parsed it.

    Scripts are not run, and nothing is fetched. Raise UsageError where the page is empty or beyond the limits.
    """
    etree, tool = library("lxml.etree", file)
    if len(text) > limits.PAGE_BYTES:
        said = limits.size(limits.PAGE_BYTES)
        raise too_large(file, (f"the page has more than {said}", f"网页超过 {said}"))
    check_marks(text.count("<") + text.count("="), file)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise broken(file, ("web page", "网页")) from error
    if root is None:
        raise broken(file, ("web page", "网页"))
    for element in [one for one in root.iter() if _is_unseen(one)]:
        drop(element)
    return root, tool


def _is_unseen(element: Element) -> bool:
    style = "".join(element.get("style", "").split()).lower()
    return (
        not isinstance(element.tag, str)
        or element.tag in _NOT_SEEN
        or "hidden" in element.attrib
        or bool(style and _NOTHING.search(style))
    )


def drop(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def text_of(element: Element) -> str:
    """Return all text of an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def own_texts(element: Element) -> Iterator[str]:
    """Yield the stretches of text that stand in an element itself, not in its children."""
    if element.text:
        yield element.text
    for one in element:
        if one.tail:
            yield one.tail


def stretches(element: Element) -> int:
    """Count the stretches of text in an element that are not only white space."""
    return sum(1 for text in element.itertext() if text.strip())


def names_of(element: Element) -> str:
    """Return an element's identifier and classes in small letters, with a space around each."""
    return f" {element.get('id', '')} {element.get('class', '')} ".lower()
