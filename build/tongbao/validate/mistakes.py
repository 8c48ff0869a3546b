"""Find mistakes in the shapes that engines refuse without a place, interpret differently, or ignore.

Each SHACL term that a shape may use is in one table, with the values it takes; any other term is a misspelling.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from tongbao.errors import Place, Problem, Text
from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.turtle import read_text, read_turtle

SH, RDF, SKOS, XSD = (NAMESPACES[prefix] for prefix in ("sh", "rdf", "skos", "xsd"))

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Facts = dict[Term, dict[str, list[Term]]]
"""The statements of the shapes: subject, IRI of the predicate, objects."""

Check = Callable[[Term, Facts], str | None]
"""Takes a value, returns what is wrong with it; None if nothing is."""


def shape_problems(files: Sequence[Path]) -> list[Problem]:
    """Return all problems in files of shapes; if their Turtle is broken, only the problems in that."""
    read = {file: read_turtle(file) for file in files}
    if problems := [problem for _, found in read.values() for problem in found]:
        return problems
    facts = _facts(quad for quads, _ in read.values() for quad in quads)
    return [problem for file, (quads, _) in read.items() for problem in _File(file, _facts(quads)).problems(facts)]


def _facts(quads: Iterable[ox.Quad]) -> Facts:
    facts: Facts = {}
    for quad in quads:
        facts.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return facts


class _File:
    """One file of shapes: its statements, and their places in the text."""

    def __init__(self, file: Path, facts: Facts) -> None:
        self.file, self.facts, self.text = file, facts, read_text(file)[0]
        self.owners = {
            value: subject
            for subject, about in facts.items()
            for values in about.values()
            for value in values
            if isinstance(value, ox.BlankNode)
        }

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Yield the problems of each node; ``facts`` are those of all files."""
        for node, about in self.facts.items():
            for predicate, values in about.items():
                if predicate.startswith(SH):
                    yield from self._values(node, predicate.removeprefix(SH), values, facts)
            for value in about.get(f"{RDF}type", []):
                name = str(getattr(value, "value", "")).removeprefix(SH)
                if str(value).startswith(f"<{SH}") and name not in _CLASSES:
                    yield self._problem("shape-term", node, name, *_unknown(name, _CLASSES))
            if isinstance(node, ox.NamedNode):
                yield from self._unsaid(node, about)

    def _values(self, node: Term, name: str, values: list[Term], facts: Facts) -> Iterator[Problem]:
        if name not in _PARAMETERS:
            yield self._problem("shape-term", node, name, *_unknown(name, _PARAMETERS))
            return
        if len(values) > 1 and name not in _REPEATABLE:
            yield self._problem("shape-value", node, name, *_repeated(name))
        wanted, check = _PARAMETERS[name]
        for value in values:
            if (said := check(value, facts)) is not None:
                yield self._problem("shape-value", node, name, *_wrong(name, wanted, said))

    def _unsaid(self, node: Term, about: dict[str, list[Term]]) -> Iterator[Problem]:
        """Report what a named shape lacks that findings show: names of its properties, its messages, its severity."""
        if any(isinstance(value, ox.BlankNode) for value in about.get(f"{SH}property", [])):
            yield self._problem("shape-incomplete", node, "property", *_NAMELESS)
        if not any(f"{SH}{name}" in about for name in _CONSTRAINTS):
            return
        for name, predicate in (("sh:message", f"{SH}message"), ("skos:note", f"{SKOS}note")):
            languages = {value.language for value in about.get(predicate, []) if isinstance(value, ox.Literal)}
            for language in sorted({"en", "zh"} - languages):
                yield self._problem("shape-incomplete", node, "", *_lacks(f"{name} @{language}"))
        if f"{SH}severity" not in about:
            yield self._problem("shape-incomplete", node, "", *_lacks("sh:severity"))

    def _problem(self, code: str, node: Term, name: str, what: Text, cure: Text) -> Problem:
        shape = self._shape(node)
        where = Text(f"In the shape {shape}: {what.en}", f"形状 {shape} 中：{what.zh}")
        return Problem(code, where, cure, self._place(shape, name))

    def _shape(self, node: Term) -> str:
        """Return the local name of the shape that a node is part of."""
        seen = set()
        while isinstance(node, ox.BlankNode) and node in self.owners and node not in seen:
            seen.add(node)
            node = self.owners[node]
        return re.split(r"[#/]", node.value)[-1] if isinstance(node, ox.NamedNode) else "[]"

    def _place(self, shape: str, name: str) -> Place:
        """Return the place of a term in a shape, as exactly as the text shows it: shapes start at the margin."""
        block = re.search(rf"^\S*[:#/]{re.escape(shape)}>?\s.*?(?=^[^\s#]|\Z)", self.text, re.MULTILINE | re.DOTALL)
        if not block:
            return Place(self.file)
        term = re.search(rf"\bsh:{re.escape(name)}(?![\w-])", block[0]) if name else None
        at = block.start() + (term.start() if term else 0)
        return Place(self.file, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))


def _unknown(name: str, known: Iterable[str]) -> tuple[Text, Text]:
    near = difflib.get_close_matches(name, known, n=1)
    cure = Text(f"Did you mean sh:{near[0]}?", f"是否指 sh:{near[0]}？") if near else _READ
    return Text(f"sh:{name} is not a term that shapes may use here.", f"形状中不能使用 sh:{name}。"), cure


def _wrong(name: str, wanted: Text, said: str) -> tuple[Text, Text]:
    en, zh = f"sh:{name} is not {wanted.en}: {said}.", f"sh:{name} 的值不是{wanted.zh}：{said}。"
    return Text(en, zh), _READ


def _repeated(name: str) -> tuple[Text, Text]:
    return Text(f"sh:{name} has several values.", f"sh:{name} 有多个值。"), Text("Keep one.", "请只保留一个。")


def _lacks(name: str) -> tuple[Text, Text]:
    return (
        Text(f"There is no {name}.", f"缺少 {name}。"),
        Text("Add it; other shapes show how.", "请补上；可参照其他形状。"),
    )


_NAMELESS = (
    Text("A property shape has no name.", "有属性形状没有名称。"),
    Text("Define it separately, and refer to it here by name.", "请将其单独写出，并在此引用其名称。"),
)
_READ = Text("See https://www.w3.org/TR/shacl/.", "参见 https://www.w3.org/TR/shacl/。")


# --- what values are right ----------------------------------------------------------------------


def _shown(value: Term) -> str:
    return "[ … ]" if isinstance(value, ox.BlankNode) else str(value)[:80]


def _any(value: Term, facts: Facts) -> str | None:
    return None


def _iri(value: Term, facts: Facts) -> str | None:
    return None if isinstance(value, ox.NamedNode) else _shown(value)


def _literal(value: Term, facts: Facts) -> str | None:
    return None if isinstance(value, ox.Literal) else _shown(value)


def _typed(datatype: str, form: str) -> Check:
    def check(value: Term, facts: Facts) -> str | None:
        if not isinstance(value, ox.Literal) or value.datatype.value != f"{XSD}{datatype}":
            return _shown(value)
        return None if re.fullmatch(form, value.value) else _shown(value)

    return check


def _one_of(names: str) -> Check:
    terms = {ox.NamedNode(f"{SH}{name}") for name in names.split()}
    return lambda value, facts: None if value in terms else _shown(value)


def _node(value: Term, facts: Facts) -> str | None:
    return None if value in facts else _shown(value)


def _property(value: Term, facts: Facts) -> str | None:
    about = facts.get(value, {})
    typed = isinstance(value, ox.BlankNode) or ox.NamedNode(f"{SH}PropertyShape") in about.get(f"{RDF}type", [])
    return None if typed and f"{SH}path" in about else _shown(value)


def _items(value: Term, facts: Facts) -> list[Term] | None:
    """Return the members of an RDF list; None where it is none."""
    items: list[Term] = []
    while value != ox.NamedNode(f"{RDF}nil"):
        first, rest = (facts.get(value, {}).get(f"{RDF}{name}", []) for name in ("first", "rest"))
        if len(first) != 1 or len(rest) != 1 or len(items) > len(facts):  # a circular list never ends
            return None
        items.append(first[0])
        value = rest[0]
    return items


def _list(member: Check) -> Check:
    def check(value: Term, facts: Facts) -> str | None:
        items = _items(value, facts)
        if not items:
            return _shown(value)
        return next((said for item in items if (said := member(item, facts)) is not None), None)

    return check


def _path(value: Term, facts: Facts) -> str | None:
    if isinstance(value, ox.NamedNode) and value.value != f"{RDF}nil":
        return None
    steps = _items(value, facts)
    if steps is None:
        about = facts.get(value, {})
        name, inner = next(((p.removeprefix(SH), o[0]) for p, o in about.items()), ("", value))
        if name == "alternativePath":
            steps = _items(inner, facts)
        elif name in _PATHS and len(about) == 1:
            return _path(inner, facts)
    if steps is None or len(steps) < 2:
        return _shown(value)
    return next((said for step in steps if (said := _path(step, facts)) is not None), None)


def _pattern(value: Term, facts: Facts) -> str | None:
    if not isinstance(value, ox.Literal) or value.datatype.value != f"{XSD}string":
        return _shown(value)
    try:
        re.compile(value.value)
    except re.error as error:
        return str(error)
    return None


def _declaration(value: Term, facts: Facts) -> str | None:
    about = facts.get(value, {})
    return None if {f"{SH}prefix", f"{SH}namespace"} <= about.keys() else _shown(value)


def _declares(value: Term, facts: Facts) -> str | None:
    return None if f"{SH}declare" in facts.get(value, {}) else _shown(value)


def _declared(facts: Facts) -> dict[str, str]:
    """Return the prefixes that the shapes themselves declare: another engine knows only these."""
    declarations = [facts.get(node, {}) for about in facts.values() for node in about.get(f"{SH}declare", [])]
    pairs = [(about.get(f"{SH}prefix", []), about.get(f"{SH}namespace", [])) for about in declarations]
    return {str(getattr(p[0], "value", "")): str(getattr(n[0], "value", "")) for p, n in pairs if p and n}


def _query(value: Term, facts: Facts) -> str | None:
    if not isinstance(value, ox.Literal):
        return _shown(value)
    try:
        answer = ox.Store().query(value.value, prefixes=_declared(facts))
    except SyntaxError as error:
        return str(error)
    selects = isinstance(answer, ox.QuerySolutions) and ox.Variable("this") in answer.variables
    return None if selects else value.value.split("{")[0].strip()


_PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_CLASSES = ("NodeShape", "PropertyShape", "SPARQLConstraint")

_ANY = (Text("a term", "项"), _any)
_COUNT = (Text("a whole number, 0 or more", "不小于 0 的整数"), _typed("integer", r"\d+"))
_TRUTH = (Text("true or false", " true 或 false"), _typed("boolean", "true|false"))
_IRI = (Text("an IRI", " IRI"), _iri)
_TEXT = (Text("a text", "文字"), _literal)
_BOUND = (Text("a literal", "字面量"), _literal)
_NODE = (Text("an existing shape", "已有的形状"), _node)
_SHAPES = (Text("a list of shapes", "形状的列表"), _list(_node))

_TARGETS = dict.fromkeys(["targetClass", "targetSubjectsOf", "targetObjectsOf"], _IRI) | {"targetNode": _ANY}
_ABOUT = {
    **dict.fromkeys(["message", "name", "description"], _TEXT),
    **dict.fromkeys(["order", "group", "defaultValue", *_PATHS], _ANY),
    "deactivated": _TRUTH,
    "declare": (Text("a declaration of a prefix", "前缀声明"), _declaration),
    "flags": _TEXT,
    "path": (Text("a property path", "属性路径"), _path),
    "prefix": _TEXT,
    "namespace": _TEXT,
    "prefixes": (Text("a node that declares prefixes", "声明前缀的节点"), _declares),
    "property": (Text("an existing property shape with a path", "已有且带路径的属性形状"), _property),
    "severity": (Text("sh:Violation, sh:Warning or sh:Info", "三种严重程度之一"), _one_of("Violation Warning Info")),
    "select": (Text("a SPARQL query that selects $this", "选出 $this 的 SPARQL 查询"), _query),
}
_CONSTRAINTS = {
    **dict.fromkeys(
        ["minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount"], _COUNT
    ),
    **dict.fromkeys(["closed", "uniqueLang", "qualifiedValueShapesDisjoint"], _TRUTH),
    **dict.fromkeys(["class", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals"], _IRI),
    **dict.fromkeys(["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"], _BOUND),
    **dict.fromkeys(["node", "not", "qualifiedValueShape", "sparql"], _NODE),
    **dict.fromkeys(["and", "or", "xone"], _SHAPES),
    "hasValue": _ANY,
    "in": (Text("a list", "列表"), _list(_any)),
    "ignoredProperties": (Text("a list of IRIs", " IRI 的列表"), _list(_iri)),
    "languageIn": (Text("a list of language tags", "语言标签的列表"), _list(_literal)),
    "nodeKind": (
        Text("a kind of node", "节点种类"),
        _one_of("IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral"),
    ),
    "pattern": (Text("a regular expression", "正则表达式"), _pattern),
}
_PARAMETERS: dict[str, tuple[Text, Check]] = {**_TARGETS, **_ABOUT, **_CONSTRAINTS}
_REPEATABLE = {
    *_TARGETS,
    "declare",
    "message",
    "name",
    "description",
    "property",
    "class",
    "equals",
    "disjoint",
    "lessThan",
}
_REPEATABLE |= {"lessThanOrEquals", "node", "not", "qualifiedValueShape", "sparql", "and", "or", "xone", "hasValue"}
