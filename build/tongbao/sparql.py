"""What SPARQL text is made of: prefixes, tokens, its errors in plain words, and what a user's may not do."""

import re
from collections.abc import Collection
from pathlib import Path

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.iris import NAMESPACES, VOCABULARY

_SCHEMES = {
    "genre": "genre",
    "state": "notice-state",
    "statebasis": "state-basis",
    "openness": "openness",
    "act": "act",
    "polarity": "polarity",
    "unitkind": "unit-kind",
    "level": "level",
    "role": "role",
    "rolebasis": "role-basis",
    "orderbasis": "order-basis",
    "status": "outcome-status",
    "reading": "reading",
    "bound": "bound",
    "honourkind": "honour-kind",
    "workkind": "work-kind",
    "platformkind": "platform-kind",
    "basis": "assertion-basis",
    "certainty": "certainty",
    "linkbasis": "link-basis",
    "asofbasis": "as-of-basis",
    "measureunit": "unit-of-measure",
    "quantitykind": "quantity-kind",
}

PREFIXES = NAMESPACES | {prefix: f"{VOCABULARY}{scheme}#" for prefix, scheme in _SCHEMES.items()}
"""The prefixes a query may use without declaring them; a test holds them to ontology/prefixes.ttl."""

_PREFIXED = re.compile(r"(?<![\w<:?$/\"'-])([A-Za-z][\w.-]*):(?=[A-Za-z_])")
_FROM = re.compile(r"(?i)(?<![\w:-])FROM(?![\w:-])")
_SYNTAX = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|\#[^\n]*|[?$](?P<name>\w+)""",
    re.DOTALL,
)

_UPDATE = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = re.compile(r"(?i)(?:\s+|#[^\n]*(?:\n|$)|(?:PREFIX\s+[^\s:]*:|BASE)\s*<[^>]*>)*")


def syntax_problem(message: str, text: str, file: Path, code: str, known: Collection[str] = ()) -> Problem:
    """Tell an engine's syntax error in plain words, with its place in the file.

    ``known`` are prefixes that need no declaration.
    """
    found = _SYNTAX.match(message)
    if not found:
        return Problem(
            code, Text(f"This is not SPARQL: {message}.", f"不是合法的 SPARQL：{message}。"), None, Place(file)
        )
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    words = lines[line - 1] if line <= len(lines) else ""
    declared = {*known, *re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", text)}
    if missing := next((name for name in _PREFIXED.finditer(words) if name[1] not in declared), None):
        return Problem(code, *_no_prefix(f"{missing[1]}:"), Place(file, line, missing.start() + 1))
    return Problem(code, *_explain(words[column - 1 :].strip(), found[3], text), Place(file, line, column))


def _explain(rest: str, expected: str, text: str) -> tuple[Text, Text]:
    if "unbound" in expected:
        return _UNGROUPED
    if not rest:
        code = TOKEN.sub(" ", text)
        surplus = any(code.count(end) > code.count(start) for start, end in ("{}", "()"))
        return _ENDS_LATE if surplus else _ENDS_EARLY
    return (
        Text(f"This is not SPARQL from here on: {rest[:40]!r}.", f"从此处起不是合法的 SPARQL：{rest[:40]!r}。"),
        Text(
            "Look just before this place for a missing dot, bracket or quotation mark.",
            "请检查此处之前是否缺少句点、括号或引号。",
        ),
    )


def _no_prefix(prefix: str) -> tuple[Text, Text]:
    return (
        Text(f"The prefix {prefix} is not declared.", f"前缀 {prefix} 未声明。"),
        Text(
            f"Put `PREFIX {prefix} <…>` first; ontology/prefixes.ttl has ours.",
            f"请在开头写上 `PREFIX {prefix} <…>`；本项目的前缀见 ontology/prefixes.ttl。",
        ),
    )


def names_dataset(query: str) -> bool:
    """Tell whether a query says by FROM which graphs it is about."""
    return bool(_FROM.search(TOKEN.sub(" ", query)))


def check_user_query(query: str, file: Path) -> None:
    """Refuse what a user's query may not do: call another server, or change anything."""
    first = query[_PROLOGUE.match(query).end() :] if _PROLOGUE.match(query) else query  # type: ignore[union-attr]
    word = re.match(r"\w*", first)
    if word and word[0].upper() in _UPDATE:
        raise UsageError(Problem("update-refused", *_UPDATE_REFUSED, _place(query, len(query) - len(first), file)))
    # The engine's grammar has no word boundaries (`5SERVICEex:a{}` calls out), so a lexer of ours could be
    # fooled, and the word is refused wherever it stands. Comment lines are let through where nothing
    # written over several lines can end inside one.
    code = query if re.search(r"\"\"\"|'''", query) else re.sub(r"(?m)^[ \t]*#.*$", _blank, query)
    if found := re.search("(?i)service", code):
        raise UsageError(Problem("service-refused", *_SERVICE_REFUSED, _place(query, found.start(), file)))


def _blank(line: re.Match[str]) -> str:
    return " " * len(line[0])


def _place(text: str, position: int, file: Path) -> Place:
    line = text.count("\n", 0, position) + 1
    return Place(file, line, position - (text.rfind("\n", 0, position) + 1) + 1)


_UPDATE_REFUSED = (
    Text("This would change data; queries only read.", "该语句会修改数据；查询只能读取。"),
    Text("Use SELECT, ASK, CONSTRUCT or DESCRIBE.", "请使用 SELECT、ASK、CONSTRUCT 或 DESCRIBE。"),
)
_SERVICE_REFUSED = (
    Text(
        "SERVICE calls other servers and is refused, also the bare word inside names and strings.",
        "SERVICE 会访问其他服务器，不予执行；名称或字符串中出现该词亦然。",
    ),
    Text(
        'Take it out; in a string write CONCAT("ser", "vice").',
        '请删去；若须在字符串中使用，可写 CONCAT("ser", "vice")。',
    ),
)
_UNGROUPED = (
    Text("A selected variable is neither grouped nor counted.", "选出的某个变量既未分组也未聚合。"),
    Text("Add it to GROUP BY, or select an aggregate such as COUNT.", "请加入 GROUP BY，或改用 COUNT 等聚合。"),
)
_ENDS_EARLY = (
    Text("The query ends too early.", "查询过早结束。"),
    Text("A closing bracket or quotation mark may be missing.", "可能缺少右括号或引号。"),
)
_ENDS_LATE = (
    Text("There is a closing bracket too many.", "多了一个右括号。"),
    Text("Count the brackets; an opening one may be missing.", "请核对括号；可能缺少左括号。"),
)
