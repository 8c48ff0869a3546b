"""How far what comes from outside may go: queries of users, and what servers answer. Every such bound stands here, once."""

MIB = 2**20

QUERY_BYTES = MIB
"""How large the text of a query may be."""
QUERY_DEPTH = 100
"""How deep its brackets may be nested: the engine's grammar takes a time that grows steeply with it, and then its stack."""
QUERY_SECONDS = 60.0
"""How long a query of a user may run, here or on a server."""
QUERY_MEMORY = 4096 * MIB
"""How much memory such a query may take, where the system can limit it."""

ANSWER_BYTES = 128 * MIB
"""How large the answer to one query may be, as the JSON or the N-Triples that it comes in."""
ANSWER_TRIPLE_TERMS = 1000
"""How many triple terms a server's answer may hold: nested ones take the stack of whoever reads them."""

CONNECT_SECONDS = 20.0
"""How long a server may take to accept a connection."""
LOAD_SECONDS = 600.0
"""How long a store may take for one request of a load."""
ERROR_BYTES = MIB // 16
"""How much is read of what a server says about an error."""


def size(count: int) -> str:
    """Write a number of bytes for people: ``4 GiB``, ``128 MiB``."""
    return f"{count / (1024 * MIB):g} GiB" if count >= 1024 * MIB else f"{count / MIB:g} MiB"
