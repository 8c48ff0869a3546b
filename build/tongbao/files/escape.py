"""Make a text harmless in its context: a spreadsheet cell, XML, or Markdown."""

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# XML 1.0, 2.2: characters that a document may not contain, not even escaped
_NOT_XML = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def csv_text(text: str) -> str:
    """Put a ' before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def xml_text(text: str) -> str:
    """Put the replacement character in place of characters that no XML document can hold."""
    return re.sub(_NOT_XML, "\ufffd", text)


def unfit_for_xml(text: str) -> str:
    """Return the first character that no XML document can hold; an empty string where there is none."""
    found = re.search(_NOT_XML, text)
    return found[0] if found else ""


def xml_escaped(text: str) -> str:
    """Escape the characters that XML or HTML would interpret between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown_text(text: str) -> str:
    """Put a text on one line, with the characters escaped that Markdown or HTML would interpret."""
    return markdown_escaped(one_line(text))


def markdown_escaped(text: str) -> str:
    """Escape the characters that Markdown or HTML would interpret."""
    return re.sub(r"([\\`*_\[\]|~!#])", r"\\\1", xml_escaped(text))


def one_line(text: str) -> str:
    """Put a text on one line, without characters that would control a terminal."""
    return "".join(c for c in re.sub(r"\s+", " ", text) if c.isprintable())
