"""How the server and its workers speak: a length, a head in JSON, and bytes.

>>> pack({"form": "csv"}, b"a")
b'\\x00\\x00\\x00\\x0f\\x00\\x00\\x00\\x01{"form": "csv"}a'
"""

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any

LENGTHS = struct.Struct(">II")
"""The lengths of the head and of the bytes after it."""


def pack(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message."""
    written = json.dumps(head, ensure_ascii=False).encode()
    return LENGTHS.pack(len(written), len(body)) + written + body


def unpack(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read a message from a stream that gives as many bytes as are asked for; None at its end."""
    if len(lengths := read(LENGTHS.size)) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return json.loads(read(head)), read(body)
