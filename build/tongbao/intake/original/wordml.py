"""Elements of WordprocessingML (ECMA-376 part 1, 17), of its transitional and of its strict namespace."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of lxml, which declares no types."""

_OFF = ("0", "false", "off", "none")


def name(element: Element) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the children with a name."""
    return (one for one in (() if element is None else element) if name(one) == wanted)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child with a name, or the first at the end of a path of names."""
    for step in path:
        element = next(children(element, step), None)
    return element


def value(element: Element | None, attribute: str = "val") -> str:
    """Return an attribute, whatever its namespace; nothing where it, or the element, is missing."""
    if element is not None:
        for key, said in element.attrib.items():
            if str(key).rpartition("}")[2] == attribute:
                return str(said)
    return ""


def number(element: Element | None, attribute: str = "val") -> int:
    """Return an attribute as a whole number from 0; 0 where it is none."""
    said = value(element, attribute)
    return int(said) if re.fullmatch(r"[0-9]{1,9}", said, re.ASCII) else 0


def is_on(element: Element | None) -> bool | None:
    """Return whether a property that is on or off is on; None where it is not given."""
    return None if element is None else value(element) not in _OFF
