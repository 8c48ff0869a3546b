"""Limits on input from outside: queries of users, and answers of servers. Every such limit is set here, once."""

MIB = 2**20

QUERY_BYTES = MIB
"""The largest text of a query, in bytes."""
QUERY_DEPTH = 100
"""How deep its brackets may be nested: the time that the engine's parser takes grows steeply with the depth, and its stack is limited."""
QUERY_SECONDS = 60.0
"""How many seconds a user's query may run, here or on a server."""
QUERY_MEMORY = 4096 * MIB
"""How many bytes of memory a user's query may take, where the system can limit it."""

ANSWER_BYTES = 128 * MIB
"""The largest answer to one query, in bytes of JSON or N-Triples."""
ANSWER_TRIPLE_TERMS = 1000
"""How many triple terms a server's answer may hold: reading nested ones takes a deep stack."""

CONNECT_SECONDS = 20.0
"""How many seconds a server may take to accept a connection."""
LOAD_SECONDS = 600.0
"""How many seconds a store may take for one request of a load."""
ERROR_BYTES = MIB // 16
"""How many bytes of a server's error message are read."""

COMPARED_BYTES = 16 * 1024 * MIB
"""The largest file of a graph that is compared with another, in bytes: it is sorted on this machine's disk."""
COMPARED_STATEMENTS = 2_000_000
"""How many statements one notice, or all units and places together, may have where versions are compared: they are held in memory."""


def size(count: int) -> str:
    """Write a number of bytes for people: ``4 GiB``, ``128 MiB``."""
    return f"{count / (1024 * MIB):g} GiB" if count >= 1024 * MIB else f"{count / MIB:g} MiB"
