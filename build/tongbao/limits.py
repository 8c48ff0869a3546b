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

STATEMENT_BYTES = 2048 * MIB
"""How many bytes of N-Quads the statements of a user's RDF file may make."""
CHECKED_BYTES = 256 * MIB
"""How many bytes of N-Triples are checked by the shapes at once: the engine holds them in memory, several times over."""

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

ORIGINAL_BYTES = 64 * MIB
"""The largest file of an office that is read, in bytes."""
PAGE_BYTES = 4 * MIB
"""The largest web page or text that is read, in bytes."""
PACKED_BYTES = 256 * MIB
"""How many bytes all files in a package (DOCX, a ZIP archive) may have when they are unpacked."""
PACKED_FILES = 5000
"""How many files a package may hold: each picture of a document is one."""
PART_BYTES = 32 * MIB
"""How many bytes the text of a DOCX may have when it is unpacked, with all its marks."""
MARKS = 3_000_000
"""How many tags and attributes a page, or the text of a DOCX, may have: each takes some hundred bytes of memory."""
GRID_COLUMNS = 1000
"""How many columns a table may have: HTML sets this bound for a cell (4.9.11)."""
GRID_PLACES = 500_000
"""How many places the grid of a table may have: a cell that spans rows and columns stands at each of its places."""
CONVERSION_SECONDS = 25.0
"""How many seconds LibreOffice may take to convert a document."""

PDF_PAGES = 500
"""How many pages a PDF may have that is read."""
PDF_CHARACTERS = 1_000_000
"""How many characters it may have."""
PDF_LINES = 20_000
"""How many lines may be drawn on one of its pages: the time to find tables grows faster than their number."""
ORIGINAL_SECONDS = 25.0
"""How many seconds a file of an office may take to read."""
ORIGINAL_MEMORY = 768 * MIB
"""How many bytes of memory that may take, where the system can limit it."""

SCAN_PAGES = 60
"""How many pages of a file are recognised."""
SCAN_PIXELS = 120_000_000
"""How many pixels a picture may have: A3 at 600 dots per inch has 70 million."""
SCAN_SECONDS = 90.0
"""How many seconds recognising a page may take."""
SCAN_THREADS = 4
"""How many processors that may keep busy: more take memory, and gain little."""
SCAN_MEMORY = 4096 * MIB
"""How many bytes of memory that may take; the libraries reserve far more than they use."""

SERVED_SECONDS = 10.0
"""How many seconds a query sent to ``tongbao serve`` may run."""
SERVED_MEMORY = 1024 * MIB
"""How many bytes of memory it may take beyond the graph, where the system can limit it."""
SERVED_ROWS = 100_000
"""How many rows or triples its answer may have; the others are cut off, and the answer says so."""
SERVED_BYTES = 32 * MIB
"""How many bytes its answer may have; what is more is cut off at a whole row."""
SERVED_VALUE = 1000
"""How many characters the value of a question's parameter may have."""
SERVED_CANDIDATES = 50
"""How many things a name may mean are listed."""
SERVED_LINK_BYTES = 2048
"""How many bytes of a header name the first of them, too: a proxy may take no head of more than 4 KiB."""
SERVED_BATCH = 100
"""How many names are reconciled in one request, and about how many things it may ask for more."""
SERVED_SUGGESTED = 20
"""How many names are suggested at once."""
SERVED_NAME = 200
"""How many characters a name may have to be compared with others: no thing has so long a name."""
SERVED_WAITING = 64
"""How many queries may wait for a worker."""
SERVED_WAIT_SECONDS = 5.0
"""How long they may wait."""
SERVED_WORK_SECONDS = 60.0
"""How many seconds of work one client may ask for at once; each second gives one back. Answers that are kept cost nothing."""
SERVED_CLIENTS = 10_000
"""Of how many clients the work is remembered."""
SERVED_KEPT_BYTES = 64 * MIB
"""How many bytes of answers are kept in memory, to be sent again."""
SERVED_FILE_BYTES = 32 * MIB
"""The largest file of a site that is sent compressed. Compressed files are kept, in as many bytes as answers are."""
SERVED_HEAD_BYTES = 64 * 1024
"""The largest head of a request: its address and headers."""
SERVED_HEAD_SECONDS = 10.0
"""How many seconds a client may take to send a head, and as many again for a body."""
SERVED_SEND_SECONDS = 30.0
"""How many seconds a client may take to accept ``SERVED_SEND_BYTES`` of an answer, or what is left of it."""
SERVED_SEND_BYTES = MIB // 2
"""How many bytes of an answer a client must accept in that time."""
SERVED_HELD_BYTES = 512 * MIB
"""How many bytes of requests that are being read, and of answers that are being sent, are held in memory."""
SERVED_AT_ONCE = 16
"""How many queries of one client may run or wait at once, where the server is public."""
SERVED_CONNECTIONS = 1000
"""How many connections are open at once."""
DRAFTED_PARAGRAPHS = 5_000
"""How many numbered paragraphs of a text are read as measures: where there are more, it is no notice, and each is marked."""
DRAFTED_ACTS = 5_000
"""How many acts of praise and blame of a text are read, in the same way."""


def size(count: int) -> str:
    """Write a number of bytes for people: ``4 GiB``, ``128 MiB``."""
    return f"{count / (1024 * MIB):g} GiB" if count >= 1024 * MIB else f"{count / MIB:g} MiB"
