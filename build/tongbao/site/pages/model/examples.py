"""The example of each class in Turtle: cut out of the graph of a real notice, and kept in ``ontology/examples.ttl``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tongbao import paths
from tongbao.rdf.iris import NAMESPACES, prefixed
from tongbao.rdf.literals import read_literal
from tongbao.site.pages.model.classes import Class, classes, expanded
from tongbao.site.things import A, Things

FILE = paths.ONTOLOGY / "examples.ttl"
HEAD = """\
# An example of each class, cut out of the graph of 厦府办〔2023〕64号: of a property with many values two are kept, and
# long texts are left out, as the comments say. Written by `make generated`; not to be changed by hand.
# 每个类的一个实例，截自厦府办〔2023〕64号的图谱：一个属性取值较多的只留两个，长文字略去，均以注释说明。由 `make generated` 写出。
"""
FEW, LONG = 2, 90
"""How many values of a property an example shows, and how many characters a text in it may have."""


@cache
def examples() -> Mapping[str, str]:
    """Return the examples by class, as Turtle without its prefixes; none where the notice has nothing of the kind."""
    _, *blocks = re.split(r"(?m)^# --- ", FILE.read_text("utf-8"))
    return {name: text.strip() for name, _, text in (block.partition("\n") for block in blocks)}


def example_of(cls: Class) -> tuple[str, str]:
    """Return the example of a class with the class under which it stands: that above it, where its example is one of both."""
    if cls.name in examples():
        return cls.name, examples()[cls.name]
    text = examples().get(cls.above, "")
    is_both = re.search(rf"\b{cls.name}\b", text)
    return (cls.above, text) if is_both else ("", "")


def written(lines: Sequence[str], base: str) -> str:
    """Return the file of the examples, given the statements of a graph as N-Triples, and the base of its IRIs."""
    things = Things(lines)
    blocks: dict[str, tuple[str, str]] = {}
    for cls in classes().values():
        if (thing := _chosen(things, cls)) and thing not in {of for of, _ in blocks.values()}:
            blocks[cls.name] = (thing, _block(things, thing, base))
    text = "".join(f"# --- {name}\n{block}\n" for name, (_, block) in blocks.items())
    used = sorted({name for name in NAMESPACES if re.search(rf"(?<![\w<]){name}:", text)})
    width = max(map(len, used)) + 1
    head = [f"@base <{base}> .", *(f"@prefix {f'{name}:':<{width}} <{NAMESPACES[name]}> ." for name in used)]
    return "\n".join([HEAD, *head, "", text.rstrip("\n")]) + "\n"


def _chosen(things: Things, cls: Class) -> str:
    """Return the thing of a class that has the most of its properties; of several the one about which least is said."""
    known = [f"<{expanded(one.name)}>" for one in cls.properties]

    def rank(thing: str) -> tuple[int, int, str]:
        said = things.said[thing]
        return -sum(name in said for name in known), sum(len(v) for values in said.values() for v in values), thing

    members = (link.subject for link in things.linked.get(f"<{expanded(cls.name)}>", ()) if link.predicate == A)
    return min(members, key=rank, default="")


def _block(things: Things, thing: str, base: str) -> str:
    """Return what is said of a thing as Turtle, cut."""
    lines = list(_said(things, thing, base))
    end = max(n for n, (is_said, _) in enumerate(lines) if is_said)
    written = [
        f"    {text}{(' .' if n == end else ' ;') if is_said else ''}" for n, (is_said, text) in enumerate(lines)
    ]
    after = [re.sub(r"(  # \d+ more)( [.;])$", r"\2\1", line) for line in written]
    return "\n".join([_term(thing, base), *after]) + "\n"


def _said(things: Things, thing: str, base: str) -> Iterator[tuple[bool, str]]:
    """Yield a line for each property, and whether it is a statement; a comment says what is left out."""
    properties = things.said[thing]
    order = sorted(properties, key=lambda name: (name != A, prefixed(name[1:-1])))
    for name in order:
        shown = "a" if name == A else prefixed(name[1:-1])
        short = [value for value in properties[name] if len(value) <= LONG or value.startswith("<")]
        kept = short[: FEW if name != A else None]
        missing = len(properties[name]) - len(kept)
        if kept:
            more = f"  # {missing} more" if missing else ""
            yield True, f"{shown} {_listed([_term(value, base) for value in kept])}{more}"
        else:
            size = len(read_literal(properties[name][0]).text)
            yield False, f"# {shown}: a text of {size:,} characters"


def _listed(values: Sequence[str]) -> str:
    """Write several values on one line, or on one each where that would be long."""
    line = " , ".join(values)
    return line if len(line) < LONG else " ,\n        ".join(values)


def _term(node: str, base: str) -> str:
    """Return an N-Triples term as Turtle writes it: shortened."""
    if node.startswith("<"):
        iri = node[1:-1]
        return prefixed(iri) or (f"<{iri.removeprefix(base)}>")
    literal = read_literal(node)
    kind = prefixed(literal.datatype) if literal.datatype else ""
    if kind in ("xsd:integer", "xsd:boolean", "xsd:decimal") and (kind != "xsd:decimal" or "." in literal.text):
        return literal.text
    text, _, _ = node.rpartition('"')
    return f'{text}"' + (
        f"@{literal.language}" if literal.language else f"^^{kind}" if kind and kind != "xsd:string" else ""
    )
