"""Stored questions: a ``.rq`` file is valid SPARQL as it is, and its ``#+`` header is data, which is read strictly.

A parameter is a variable that follows BASIL's naming, ``?_unit_iri``. Binding replaces the variable by a term, so that a
question can also be pasted into any SPARQL editor.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Literal

import pyoxigraph as ox

from tongbao import paths
from tongbao.ask.sparql import PREFIXES, TOKEN, syntax_problem, without_service
from tongbao.ask.within import run_query
from tongbao.errors import Language, Place, Problem, Text, UnknownNameError, UsageError
from tongbao.load.reader import Document, parse_yaml, read_content

Form = Literal["select", "construct"]

ParameterType = Literal["unit", "notice", "measure", "place", "thing", "iri", "number", "string", "integer"]
"""The types a parameter can have; ``names.py`` makes terms of what is typed, ``site/browser/asked.js`` in the browser."""
SUFFIXES: dict[ParameterType, str] = {
    "unit": "iri",
    "notice": "iri",
    "measure": "iri",
    "place": "iri",
    "thing": "iri",
    "iri": "iri",
    "number": "string",
    "string": "string",
    "integer": "integer",
}
"""The ending of a parameter's variable, by its type."""

COLUMN_KINDS = ("iri", "string", "integer", "decimal", "date", "boolean", "identifiers", "any")
"""What a column can hold: ``identifiers`` are several, separated by spaces; ``any`` may be an IRI or a text."""

ENGINES = ("rdflib", "comunica", "virtuoso", "oxigraph")
"""The engines with which the questions are tested; a question may exclude some of them."""

_HEADER = {"summary", "description", "trap", "tags", "params", "columns", "not-for"}
_PARAMETER = {"type", "default", "about"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question asks for, and the default if none is given."""

    name: str
    type: ParameterType
    default: str | None
    about: Text

    @property
    def variable(self) -> str:
        """Name the variable that stands for the parameter: ``_unit_iri``."""
        return f"_{self.name}_{SUFFIXES[self.type]}"


@dataclass(frozen=True, slots=True)
class Query:
    """One stored query: the question it answers, its parameters, its columns and its SPARQL."""

    name: str
    file: Path
    form: Form
    summary: Text
    description: Text
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str
    not_for: Mapping[str, Text]
    """Why an engine cannot answer it, by engine."""
    trap: Text
    """What a first attempt at it gets wrong; empty where a stored question does not say."""

    def bind(self, terms: Mapping[str, str]) -> str:
        """Return the SPARQL with the parameters' variables replaced by N-Triples terms."""
        values = {parameter.variable: terms[parameter.name] for parameter in self.parameters}
        return TOKEN.sub(lambda token: values.get(token["name"] or "", token[0]), self.text)


def without_header(text: str) -> str:
    """Return the SPARQL of a stored query without its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))


def headings(query: Query) -> dict[str, Text]:
    """Return the headings of the columns of a stored question; the variable where a column has no heading."""
    known = columns_named()
    words = known["every"] | known["of"].get(query.name, {})
    return {name: Text(**words[name]) if name in words else Text(name, name) for name in query.columns}


@cache
def columns_named() -> dict[str, Any]:
    """Return the headings of columns and the words shown in them, as `columns.yaml` gives them."""
    document = parse_yaml(file := paths.QUERIES / "columns.yaml", file.read_text("utf-8"))
    assert not document.problems, document.problems
    return dict(document.value)


def grouped() -> dict[Text, list[str]]:
    """Return the names of the stored questions by what one wants to know, as `groups.yaml` has them."""
    document = parse_yaml(file := paths.QUERIES / "groups.yaml", file.read_text("utf-8"))
    assert not document.problems, document.problems
    return {Text(group["en"], group["zh"]): list(group["questions"]) for group in document.value}


def questions(folder: Path = paths.QUERIES / "questions") -> dict[str, Path]:
    """Return the files of the stored questions by name, in order."""
    return {file.stem: file for file in sorted(folder.glob("*.rq"))}


def recipes(folder: Path = paths.QUERIES / "cookbook") -> dict[str, Path]:
    """Return the files of the cookbook by name, in the order of its list."""
    document = parse_yaml(file := folder / "order.yaml", file.read_text("utf-8"))
    assert not document.problems, document.problems
    return {name: folder / f"{name}.rq" for name in document.value}


def derivations(folder: Path = paths.QUERIES / "derive") -> dict[str, Path]:
    """Return the files of the queries that derive statements, by name, in order."""
    return {file.stem: file for file in sorted(folder.glob("*.rq"))}


def find_question(name: str) -> Query:
    """Read the stored question of that name; raise UsageError with the nearest names where there is none."""
    known = questions()
    if name in known:
        return read_query(known[name])
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    cure = Text(
        "`tongbao query --list`, in Python tongbao.questions(), shows all questions.",
        "全部问题见 `tongbao query --list`，在 Python 中见 tongbao.questions()。",
    )
    if near:
        names = ", ".join(near)
        cure = Text(f"Did you mean: {names}? {cure.en}", f"是否指：{names}？{cure.zh}")
    what = Text(f"There is no question called {name!r}.", f"没有名为 {name!r} 的问题。")
    raise UnknownNameError(Problem("unknown-question", what, cure), near)


def list_questions(language: Language) -> str:
    """Return a list of the stored questions, one on each line, the name first."""
    read = [read_query(file) for file in questions().values()]
    width = max((len(query.name) for query in read), default=0)
    return "".join(f"{query.name:<{width}}  {query.summary.to(language)}{_asks(query)}\n" for query in read)


def _asks(query: Query) -> str:
    return "".join(f"  [--{parameter.name} {parameter.default or ''}".rstrip() + "]" for parameter in query.parameters)


def read_query(file: Path) -> Query:
    """Read one ``.rq`` file; its whole text, header included, is valid SPARQL."""
    content = read_content(file)
    if content.problems:
        raise UsageError(*content.problems)
    return parse_query(file, content.text)


def read_users_query(file: Path, text: str) -> Query:
    """Read the text of a user's query with its header in a bounded child, because the engine evaluates while it parses."""
    import msgspec

    read = run_query("tongbao.ask.questions:serve_reading", text, file, {})
    return msgspec.json.decode(read, type=Query, dec_hook=lambda kind, value: kind(value))


def serve_reading(request: Mapping[str, Any], start: Callable[[], None], out: BinaryIO) -> None:
    """Read a query with its header; this runs in the child process."""
    import msgspec

    start()
    query = parse_query(Path(request["file"]), request["query"], PREFIXES)
    out.write(msgspec.json.encode(query, enc_hook=str))


def parse_query(file: Path, text: str, prefixes: Mapping[str, str] = MappingProxyType({})) -> Query:
    """Read the text of a query with its header; raise UsageError with every problem of the header.

    ``prefixes`` need no declaration in the query; our own queries declare all of theirs.
    """
    header = _header(file, text)
    reading = _Reading(header, prefixes)
    query = reading.query(file, text) if not header.problems else None
    if query is None or header.problems:
        raise UsageError(*header.problems)
    return query


def _header(file: Path, text: str) -> Document:
    lines = text.split("\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    if not count:
        document = Document(file)
        document.problems.append(_no_header(file))
        return document
    # Two spaces replace the mark `#+`, so that places in the YAML are places in the file.
    return parse_yaml(file, "\n".join("  " + line[2:] for line in lines[:count]) + "\n")


class _Reading:
    """Turns one header into a query, noting what is wrong with it."""

    def __init__(self, header: Document, prefixes: Mapping[str, str]) -> None:
        self.header, self.prefixes = header, prefixes

    def query(self, file: Path, text: str) -> Query | None:
        answer = self._answer(file, text)
        if answer is None:
            return None
        form: Form = "select" if isinstance(answer, ox.QuerySolutions) else "construct"
        value = self._mapping(
            (),
            _HEADER if form == "select" else _HEADER - {"columns", "not-for", "trap"},
            optional={"params", "not-for", "trap"},
        )
        summary, description = self._text(value, "summary"), self._text(value, "description")
        tags = self._tags(value)
        parameters = tuple(self._parameter(name, text) for name in self._names(value, "params"))
        if isinstance(answer, ox.QuerySolutions):
            self._compare_columns(value, [variable.value for variable in answer.variables])
        columns = {str(name): str(kind) for name, kind in (value.get("columns") or {}).items()}
        not_for = {engine: self._reason(engine) for engine in self._names(value, "not-for")}
        trap = self._text(value, "trap")
        return Query(file.stem, file, form, summary, description, tags, parameters, columns, text, not_for, trap)

    def _answer(self, file: Path, text: str) -> ox.QuerySolutions | ox.QueryTriples | None:
        try:
            answer = ox.Store().query(
                without_service(text), prefixes=dict(self.prefixes)
            )  # the engine evaluates while it parses
        except SyntaxError as error:
            self.header.problems.append(syntax_problem(str(error), text, file, "query-syntax", self.prefixes))
            return None
        if isinstance(answer, ox.QueryBoolean):
            self._note((), "query-form", *_FORM)
            return None
        return answer

    def _mapping(self, path: tuple[str, ...], keys: Set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
        value: Any = self.header.value
        for key in path:
            value = value.get(key)
        if not isinstance(value, dict):
            self._note(path, "header-value", *_not_mapping(path, keys))
            return {}
        for key in value.keys() - keys:
            self._note((*path, key), "header-unknown-key", *_unknown_key(key, keys), key=True)
        for key in sorted(keys - value.keys() - optional):
            self._note(path, "header-missing-key", *_missing_key(key))
        return value

    def _text(self, value: dict[str, Any], key: str, *path: str) -> Text:
        found = value.get(key)
        if key in value and (not isinstance(found, dict) or found.keys() != {"zh", "en"} or not _all_text(found)):
            self._note((*path, key), "header-value", *_not_bilingual(key))
        if not isinstance(found, dict):
            return Text("", "")
        return Text(str(found.get("en", "")), str(found.get("zh", "")))

    def _tags(self, value: dict[str, Any]) -> tuple[str, ...]:
        tags = value.get("tags", [])
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            self._note(("tags",), "header-value", *_TAGS)
            return ()
        return tuple(tags)

    def _names(self, value: dict[str, Any], key: str) -> list[str]:
        found = value.get(key, {})
        if not isinstance(found, dict):
            self._note((key,), "header-value", *_not_mapping((key,), set()))
            return []
        return list(found)

    def _parameter(self, name: str, text: str) -> Parameter:
        path = ("params", name)
        value = self._mapping(path, _PARAMETER, optional={"default"})
        about = self._text(value, "about", *path)
        written = str(value.get("type", "string"))
        kind = next((kind for kind in SUFFIXES if kind == written), None)
        if kind is None:
            self._note((*path, "type"), "header-value", *_not_one_of(written, SUFFIXES))
        default = value.get("default")
        parameter = Parameter(name, kind or "string", None if default is None else str(default), about)
        if parameter.variable not in {token["name"] for token in TOKEN.finditer(text)}:
            self._note(path, "parameter-unused", *_unused(parameter.variable), key=True)
        return parameter

    def _reason(self, engine: str) -> Text:
        if engine not in ENGINES:
            self._note(("not-for", engine), "header-value", *_not_one_of(engine, ENGINES), key=True)
        return self._text(self.header.value["not-for"], engine, "not-for")

    def _compare_columns(self, value: dict[str, Any], variables: list[str]) -> None:
        columns = self._names(value, "columns")
        for name in columns:
            if (kind := value["columns"][name]) not in COLUMN_KINDS:
                self._note(("columns", name), "header-value", *_not_one_of(str(kind), COLUMN_KINDS))
        if columns and columns != variables:
            self._note(("columns",), "header-columns", *_columns(columns, variables), key=True)

    def _note(self, path: tuple[str, ...], code: str, what: Text, cure: Text, *, key: bool = False) -> None:
        self.header.problems.append(Problem(code, what, cure, self.header.place(path, key=key)))


def _all_text(value: dict[str, Any]) -> bool:
    return all(isinstance(text, str) and text for text in value.values())


def _no_header(file: Path) -> Problem:
    return Problem(
        "header-missing",
        Text("The file does not start with a header.", "文件开头没有头部。"),
        Text("Start it with `#+ summary:`; see queries/README.md.", "请以 `#+ summary:` 开头；见 queries/README.md。"),
        Place(file, 1, 1),
    )


def _not_mapping(path: Iterable[str], keys: Iterable[str]) -> tuple[Text, Text]:
    name, listed = ".".join(path) or "header", ", ".join(sorted(keys)) or "name: kind"
    return (
        Text(f"The {name} is not a list of `key: value`.", f"{name} 不是 `键: 值` 的形式。"),
        Text(f"Its keys are: {listed}.", f"应包含：{listed}。"),
    )


def _unknown_key(key: str, keys: Iterable[str]) -> tuple[Text, Text]:
    near = difflib.get_close_matches(key, keys, n=1)
    cure = (
        Text(f"Did you mean {near[0]}?", f"是否指 {near[0]}？")
        if near
        else Text(f"Keys are: {', '.join(sorted(keys))}.", f"可用的键：{', '.join(sorted(keys))}。")
    )
    return Text(f"The header has no key {key!r}.", f"头部不支持键 {key!r}。"), cure


def _missing_key(key: str) -> tuple[Text, Text]:
    return (
        Text(f"The header lacks {key!r}.", f"头部缺少 {key!r}。"),
        Text("queries/README.md shows a complete header.", "完整的头部示例见 queries/README.md。"),
    )


def _not_bilingual(key: str) -> tuple[Text, Text]:
    return (
        Text(f"{key!r} is not a text in both languages.", f"{key!r} 没有写成中英双语。"),
        Text("Write `zh:` and `en:` below it.", "请在其下写 `zh:` 与 `en:`。"),
    )


def _not_one_of(value: str, choices: Iterable[str]) -> tuple[Text, Text]:
    near = difflib.get_close_matches(value, list(choices), n=1)
    listed = f"{near[0]}?" if near else ", ".join(choices)
    return Text(f"{value!r} is not a choice here.", f"此处不能使用 {value!r}。"), Text(
        f"Use: {listed}", f"可用：{listed}"
    )


def _unused(variable: str) -> tuple[Text, Text]:
    return (
        Text(f"The query does not use ?{variable}.", f"查询中没有用到 ?{variable}。"),
        Text("Give the variable this name, or remove the parameter.", "请将变量改为此名，或删去该参数。"),
    )


def _columns(columns: list[str], variables: list[str]) -> tuple[Text, Text]:
    said, found = " ".join(columns), " ".join(variables)
    return (
        Text(
            f"The header's columns are {said}; the query returns {found}.",
            f"头部所列为 {said}；查询返回的列为 {found}。",
        ),
        Text("Make them the same, in the same order.", "请使二者一致，顺序也一致。"),
    )


_TAGS = (Text("'tags' is not a list of words.", "'tags' 不是词语列表。"), Text("Write [a, b].", "请写成 [a, b]。"))
_FORM = (
    Text("A stored query is SELECT or CONSTRUCT, not ASK.", "预存查询只能是 SELECT 或 CONSTRUCT，不能是 ASK。"),
    Text("Select the rows that would make it true.", "请改用 SELECT 选出使其为真的行。"),
)
