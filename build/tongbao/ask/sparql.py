"""SPARQL text: its prefixes and tokens, its errors in plain words, and what a user's query may not do."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.rdf.iris import NAMESPACES

PREFIXES = dict(NAMESPACES)
"""The prefixes that a query may use without declaring them."""
EVERYTHING = "*"
"""What a query reads that may read any statement."""

_FROM = re.compile(r"(?i)(?<![\w:-])FROM(?![\w:-])")
_SYNTAX = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
TOKEN = re.compile(
    r""""{3}(?:[^"\\]++|\\.|"(?!""))*(?:"{3})?|'{3}(?:[^'\\]++|\\.|'(?!''))*(?:'{3})?"""
    r"""|"(?:[^"\\\n]++|\\.)*"?|'(?:[^'\\\n]++|\\.)*'?|<[^<>"{}|^`\\\s]*+>|\#[^\n]*+|[?$](?P<name>\w+)|\\.""",
    re.DOTALL,
)
"""What is no code: strings, IRIs, comments and variables. One that is never closed goes on to the end, or a hostile query takes hours."""
_PIECE = re.compile(
    TOKEN.pattern + r"""|<<\(|\)>>|(?:\\.|[^\s{}()\[\];,"'<\#?$\\])+|\S""",
    re.DOTALL,
)
_QUOTES = ("'", '"')
_CLOSED = re.compile(
    r""""{3}(?:[^"\\]++|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]++|\\.)*"|'(?:[^'\\\n]++|\\.)*\'""",
    re.DOTALL,
)
_NAMED_GRAPH = re.compile(
    rf"""(?<![\w:?$-])(?i:GRAPH|FROM(?:\s+NAMED)?)\s*<(?P<graph>[^<>"{{}}|^`\\\s]*+)>|{TOKEN.pattern}""", re.DOTALL
)
BRACKETS = {"{": "}", "(": ")", "[": "]"}
_APART = {*"{}()[];,"}
_GAP = " " * 32
"""Longer than any keyword of SPARQL."""

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
_UPDATE = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = re.compile(r"(?i)(?:\s++|#[^\n]*+(?:\n|$)|(?:PREFIX\s+[^\s:]*+:|BASE)\s*+<[^>]*+>)*")
_SHOWN = 40


# --- syntax errors --------------------------------------------------------------------------------


def syntax_problem(message: str, text: str, file: Path, code: str, known: Mapping[str, str] | None = None) -> Problem:
    """Return an engine's syntax error as a problem in plain words, with its place in the file.

    The prefixes in ``known`` need no declaration.
    """
    start, word = first_word(text)
    if word.upper() not in _FORMS:
        return Problem(code, *_no_form(text[start:], word), place_in(text, start, file))
    try:
        position, expected = _locate(text, known or {})
    except ValueError:
        what = Text(f"This is not SPARQL: {message}.", f"不是合法的 SPARQL：{message}。")
        return Problem(code, what, None, Place(file))
    if piece := _open_quote(text, position):
        return Problem(code, *_OPEN_QUOTE, place_in(text, piece, file))
    stands = _PIECE.match(text, position)
    if word_there := _SERVICE.search(stands[0]) if stands else None:
        return Problem("service-refused", *_SERVICE_REFUSED, place_in(text, position + word_there.start(), file))
    declared = {*(known or ()), *re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", text)}
    prefix = re.match(r"([A-Za-z][\w.-]*):", stands[0]) if stands else None
    if prefix and prefix[1] not in declared:
        return Problem(code, *_no_prefix(prefix[0]), place_in(text, position, file))
    return Problem(code, *_explain(text, position, expected), place_in(text, position, file))


def _locate(text: str, known: Mapping[str, str]) -> tuple[int, str]:
    """Return where the engine fails, and what it expected there; raise ValueError where it does not say.

    The engine compares as many characters as a keyword has and reports where they end. That may be many words later, or the
    end of the text. With enough space after each word, they end in the space.
    """
    spaced, starts = _spaced(text)
    try:
        ox.Store().query(without_service(spaced), prefixes=dict(known))
    except SyntaxError as error:
        if found := _SYNTAX.match(str(error)):
            lines = spaced.split("\n")
            reported = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
            before = [original for start, original in starts if start <= reported]
            return len(text) if reported >= len(spaced) or not before else before[-1], found[3]
    raise ValueError(text)


def _spaced(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a query with wide spaces and without comments, and where each word starts, in it and in the text."""
    spaced, starts, end, previous = "", [], 0, ""
    for piece in _PIECE.finditer(text):
        if piece.start() > end or previous in _APART or piece[0] in _APART:
            spaced += text[end : piece.start()] + _GAP
        if not piece[0].startswith("#"):
            starts.append((len(spaced), piece.start()))
            spaced += without_service(piece[0])
        end, previous = piece.end(), piece[0]
    return spaced + text[end:] + _GAP, starts


def _open_quote(text: str, position: int) -> int | None:
    """Return the position of the first quotation mark that is never closed, if it is before a given one."""
    pieces = (piece for piece in _PIECE.finditer(text) if piece[0][0] in _QUOTES and not _CLOSED.fullmatch(piece[0]))
    return next((piece.start() for piece in pieces if piece.start() <= position), None)


def _explain(text: str, position: int, expected: str) -> tuple[Text, Text]:
    if "is unbound" in expected:
        return _UNGROUPED
    if reason := re.search(r"[A-Z][\w*]+(?: [\w*]+){2,}", expected):
        return Text(f"{reason[0]}.", f"查询引擎报告：{reason[0]}。"), _CHECK_VARIABLES
    code = TOKEN.sub(" ", text)
    rest = " ".join(text[position:].split())[:_SHOWN]
    if not rest:
        open_ = any(code.count(start) > code.count(end) for start, end in BRACKETS.items())
        return _ENDS_EARLY if open_ else _no_end(" ".join(text.split())[-_SHOWN:])
    if any(rest[0] == end and code.count(end) > code.count(start) for start, end in BRACKETS.items()):
        return _ENDS_LATE
    return (
        Text(f"The query is not understood from here on: {rest!r}.", f"查询从此处起无法解析：{rest!r}。"),
        Text(
            "Look here and just before for a mistyped or missing word, dot, bracket or quotation mark.",
            "请检查此处及其前面是否写错或缺少词语、句点、括号或引号。",
        ),
    )


def _no_end(last: str) -> tuple[Text, Text]:
    return (
        Text(f"The query is not understood at its end: {last!r}.", f"查询的结尾无法解析：{last!r}。"),
        Text(
            "Something is missing: check what must follow the last word.",
            "结尾缺少内容：请检查最后一个词之后应有什么。",
        ),
    )


def first_word(text: str) -> tuple[int, str]:
    """Return the word that shows the form of a query, and where it starts."""
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    word = re.compile(r"\w*").match(text, start)
    return start, word[0] if word else ""


def _no_form(rest: str, word: str) -> tuple[Text, Text]:
    cure = Text("Start it with SELECT, ASK, CONSTRUCT or DESCRIBE.", "请以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头。")
    if not rest:
        return Text("There is no query here.", "此处没有查询。"), cure
    if near := difflib.get_close_matches(word.upper(), _FORMS, n=1):
        cure = Text(f"Did you mean {near[0]}?", f"是否指 {near[0]}？")
    begins = word or rest.split()[0][:_SHOWN]
    return Text(f"A query does not start with {begins!r}.", f"查询不能以 {begins!r} 开头。"), cure


def _no_prefix(prefix: str) -> tuple[Text, Text]:
    return (
        Text(f"The prefix {prefix} is not declared.", f"前缀 {prefix} 未声明。"),
        Text(
            f"Put `PREFIX {prefix} <…>` first; ontology/prefixes.ttl lists the project's prefixes.",
            f"请在开头写上 `PREFIX {prefix} <…>`；本项目的前缀见 ontology/prefixes.ttl。",
        ),
    )


# --- what a query says and may do -----------------------------------------------------------------


def graphs_in(text: str) -> list[str]:
    """Return the IRIs of the graphs that a query names by FROM or GRAPH, each once.

    >>> graphs_in('SELECT * FROM <x:a> { GRAPH <x:b> { ?s ?p "FROM <x:c>" } }')
    ['x:a', 'x:b']
    """
    return list(dict.fromkeys(found["graph"] for found in _NAMED_GRAPH.finditer(text) if found["graph"]))


def names_dataset(query: str) -> bool:
    """Return whether a query names its graphs with FROM."""
    return "from" in query.lower() and bool(_FROM.search(TOKEN.sub(" ", query)))  # most hold no such word


def terms_in(query: str) -> list[str]:
    """Return the local names of the project's own terms that a query uses, in order."""
    code = TOKEN.sub(lambda token: token[0] if token[0].startswith("<") else " ", query)
    terms = re.findall(rf"(?<![\w-])tb:([A-Za-z]\w*)|<{PREFIXES['tb']}(\w+)>", code)
    return list(dict.fromkeys(short or whole for short, whole in terms))


def properties_in(query: str) -> set[str]:
    """Return the prefixed names that a query uses, whether it writes them with a prefix or as whole IRIs of a known namespace."""
    code = TOKEN.sub(lambda token: token[0] if token[0].startswith("<") else " ", query)
    whole = {f"{prefix}:{iri.removeprefix(space)}" for iri in re.findall(r"<([^<>\s]+)>", code)
             for prefix, space in PREFIXES.items() if iri.startswith(space)}  # fmt: skip
    return whole | set(re.findall(r"(?<![\w:-])[A-Za-z][\w-]*:[A-Za-z]\w*", re.sub(r"<[^<>\s]*>", " ", code)))


def check_user_query(query: str, file: Path) -> None:
    """Refuse a user's query that would change anything."""
    start, word = first_word(query)
    if word.upper() in _UPDATE:
        raise UsageError(Problem("update-refused", *_UPDATE_REFUSED, place_in(query, start, file)))


def without_service(query: str) -> str:
    """Return a query that calls no other server; it is the same query if it is SPARQL without SERVICE.

    The engine's grammar has no word boundaries (`5SERVICEex:a{}` calls a server), so a lexer of ours could be fooled.
    Instead, the first letter of the word is escaped wherever it occurs. Strings, comments and IRIs keep their meaning, but
    no keyword is left, because SPARQL allows escapes only in strings and IRIs.
    """
    return _SERVICE.sub(lambda word: f"\\u{ord(word[0][0]):04X}{word[0][1:]}", query)


_SERVICE = re.compile("(?i)service")


def place_in(text: str, position: int, file: Path) -> Place:
    """Return the place of a position in the text of a query."""
    position = min(position, len(text.rstrip("\n")))  # a line that does not exist is not a place
    line = text.count("\n", 0, position) + 1
    return Place(file, line, position - (text.rfind("\n", 0, position) + 1) + 1)


_UPDATE_REFUSED = (
    Text("This would change data; queries only read.", "该语句会修改数据；查询只能读取。"),
    Text("Use SELECT, ASK, CONSTRUCT or DESCRIBE.", "请使用 SELECT、ASK、CONSTRUCT 或 DESCRIBE。"),
)
_SERVICE_REFUSED = (
    Text(
        "SERVICE calls other servers and is not allowed; the word may only occur in strings, comments and <IRIs>.",
        "SERVICE 会访问其他服务器，不允许使用；该词只可出现在字符串、注释与 <IRI> 中。",
    ),
    Text(
        "Remove it. Rename a variable that contains it; write a prefixed name as a whole IRI: <https://…>.",
        "请删去该词；变量名中含有该词的，请改名；带前缀的名称，请写出完整的 IRI：<https://…>。",
    ),
)
_UNGROUPED = (
    Text("A selected variable is neither grouped nor aggregated.", "所选的某个变量既未分组也未聚合。"),
    Text("Add it to GROUP BY, or select an aggregate such as COUNT.", "请加入 GROUP BY，或改用 COUNT 等聚合。"),
)
_CHECK_VARIABLES = Text("Check the variables and names it uses.", "请检查所用的变量与名称。")
_OPEN_QUOTE = (
    Text("This quotation mark is never closed.", "此引号没有闭合。"),
    Text("Close it on the same line.", "请在同一行内闭合。"),
)
_ENDS_EARLY = (
    Text("The query ends too early.", "查询过早结束。"),
    Text("A closing bracket is missing.", "缺少右括号。"),
)
_ENDS_LATE = (
    Text("There is one closing bracket too many.", "多了一个右括号。"),
    Text("Count the brackets; an opening one may be missing.", "请核对括号；可能缺少左括号。"),
)
