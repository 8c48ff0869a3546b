"""Write records as YAML: fast, and only the few forms that a notice needs.

Measures and lists of facts go below each other; a fact is one line in braces, as a person writes it.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

Value = str | int | Decimal | bool | list["Value"] | Mapping[str, "Value"]
Record = dict[str, Value]

# What may stand bare, in braces too: letters, digits, Chinese characters and their punctuation. A dot, hyphen or
# percent sign may follow a letter, and never begins a value.
_BARE = re.compile(
    r"[^\W_][\w“”、，。；：？！（）《》〔〕【】·+.%/-]*|[“（《〔【][\w“”、，。；：？！（）《》〔〕【】·+.%/-]+"
)
_ELSE = re.compile(r"[0-9]+(?:\.[0-9]*)?|null|Null|NULL|true|True|TRUE|false|False|FALSE")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_LINES = re.compile(r"(?:[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+\n)+")
"""What is written line by line, as a block of YAML: lines without white space, each ended."""
BLOCKS = frozenset({"annexes", "measures", "commendations"})
"""The lists whose entries have lists of their own and are written key by key."""


def yaml_text(record: Mapping[str, Value]) -> str:
    """Write a record as a YAML document that reads back as the same values."""
    return "".join(line + "\n" for line in _block(record, ""))


def flow(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join([f'{key}: {flow(item)}' for key, item in value.items()])}}}"
    return str(value) if isinstance(value, int) else f"{value:f}"


def _scalar(text: str) -> str:
    if _BARE.fullmatch(text) and not _ELSE.fullmatch(text):
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"


def _block(record: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{indent}{key}:"
            yield from _entries(key, value, indent + "  ")
        elif isinstance(value, str) and _LINES.fullmatch(value):
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" for line in value.splitlines())
        else:
            yield f"{indent}{key}: {flow(value)}"


def _entries(key: str, entries: list[Value], indent: str) -> Iterator[str]:
    for entry in entries:
        if key in BLOCKS and isinstance(entry, Mapping):
            first, *rest = _block(entry, indent + "  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
        else:
            yield f"{indent}- {flow(entry)}"
