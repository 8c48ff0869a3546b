"""Properties of paragraphs and runs of a DOCX, from themselves and from their styles (ECMA-376 part 1, 17.7)."""

import re

from tongbao.intake.original.wordml import Element, child, children, is_on, name, number, value

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLE = re.compile("title|标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录) ?[1-9]", re.IGNORECASE)
_RED = re.compile("[C-F][0-9A-F][0-4][0-9A-F][0-4][0-9A-F]", re.IGNORECASE)
"""Colours that are seen as red, as hexadecimal digits."""
_BODY_TEXT = 9
_CHAIN = 30
"""How many styles are followed, each based on the next; a circle ends here too."""


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {value(style, "styleId"): style for style in children(root, "style")}
        self._known: dict[tuple[str, str, str], Element | None] = {}
        self._default = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), "")
        self._last: tuple[Element | None, str] = (None, "")

    def is_centred(self, paragraph: Element) -> bool:
        """Return whether a paragraph is centred."""
        return value(self._property(paragraph, "jc")) == "center"

    def is_red(self, paragraph: Element) -> bool:
        """Return whether all words of a paragraph are printed in red, as those of a letterhead are."""
        runs = [run for run in children(paragraph, "r") if child(run, "t") is not None]
        return bool(runs) and all(_RED.fullmatch(self._colour(run, paragraph)) for run in runs)

    def _colour(self, run: Element, paragraph: Element) -> str:
        own = child(run, "rPr")
        styles = (value(child(own, "rStyle")), self._style(paragraph))
        colours = (child(own, "color"), *(self._of_style(style, "rPr", "color") for style in styles))
        return next((value(colour) for colour in colours if colour is not None), "")

    def level(self, paragraph: Element) -> int:
        """Return the level of a paragraph as a heading: 1 for the highest, 0 for running text."""
        outline = self._property(paragraph, "outlineLvl")
        if outline is not None:
            level = number(outline)
            return level + 1 if level < _BODY_TEXT else 0
        said = self._name(paragraph)
        found = _HEADING.fullmatch(said)
        return int(found[1]) if found else int(bool(_TITLE.fullmatch(said)))

    def is_of_contents(self, paragraph: Element) -> bool:
        """Return whether a paragraph is a line of a table of contents."""
        return bool(_CONTENTS.fullmatch(self._name(paragraph)))

    def numbering(self, paragraph: Element) -> tuple[str, int | None, str]:
        """Return the list of a paragraph, its level where it is given, and its style.

        The list is empty where the paragraph has no number.
        """
        style = self._style(paragraph)
        own, of_style = child(paragraph, "pPr", "numPr"), self._of_style(style, "pPr", "numPr")
        listed = value(child(own, "numId")) or value(child(of_style, "numId"))
        levels = [at for one in (own, of_style) if (at := child(one, "ilvl")) is not None]
        return "" if listed == "0" else listed, number(levels[0]) if levels else None, style

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """Return whether a run is hidden text."""
        own = child(run, "rPr")
        said = is_on(child(own, "vanish"))
        if said is None:
            said = is_on(self._of_style(value(child(own, "rStyle")), "rPr", "vanish"))
        if said is None:
            said = is_on(self._of_style(self._style(paragraph), "rPr", "vanish"))
        return bool(said)

    def _property(self, paragraph: Element, wanted: str) -> Element | None:
        own = child(paragraph, "pPr", wanted)
        return own if own is not None else self._of_style(self._style(paragraph), "pPr", wanted)

    def _style(self, paragraph: Element) -> str:
        # Each run of a paragraph asks for it: a paragraph without properties would be looked through as often.
        if self._last[0] is not paragraph:
            self._last = paragraph, value(child(paragraph, "pPr", "pStyle")) or self._default
        return self._last[1]

    def _name(self, paragraph: Element) -> str:
        style = self._style(paragraph)
        return value(child(self._styles[style], "name")) if style in self._styles else ""

    def _of_style(self, style: str, kind: str, wanted: str) -> Element | None:
        """Return a property of a style, or of the nearest style on which it is based."""
        if (style, kind, wanted) not in self._known:
            self._known[style, kind, wanted] = self._sought(style, kind, wanted)
        return self._known[style, kind, wanted]

    def _sought(self, style: str, kind: str, wanted: str) -> Element | None:
        for _ in range(_CHAIN):
            if style not in self._styles:
                break
            if (found := child(self._styles[style], kind, wanted)) is not None:
                return found
            style = value(child(self._styles[style], "basedOn"))
        return None


def _is_default_paragraph(style: Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")


def is_deleted(properties: Element | None) -> bool:
    """Return whether a revision has deleted a row, or the end of a paragraph."""
    return any(name(one) in ("del", "moveFrom") for one in (() if properties is None else properties))
