"""Writes what follows from the ontology and from the records, so that nothing says it twice: ``python -m tests.generated``.

From ``ontology/``: the names of terms as a type (``rdf/terms.py``), terms and concepts as attributes (``rdf/namespaces.py``,
``rdf/concepts.py``), the codes that records may use (``model/codes.py``, the lists in ``data/KEYS.md``) and that the graph may
hold (the lists in ``shapes/``), the rules of new terms in ``context.jsonld``. From the records: their JSON Schemas (``data/schema/``).
From the questions: what each reads (``queries/reads.json``). From the code: what ``tests/reference.py`` says. From all these and the built graph: what ``tests/model_files.py`` says.
"""

import json
import keyword
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY, CODE, KEYS = ROOT / "ontology", ROOT / "build" / "tongbao", ROOT / "data" / "KEYS.md"
QUERIES = ROOT / "queries"

CONTEXT = ONTOLOGY / "context.jsonld"

ONLY_IN_CODE = {
    *("dcterms:LicenseDocument", "dcterms:LinguisticSystem", "dcterms:MediaType", "dcterms:MediaTypeOrExtent"),
    *("dcterms:PeriodOfTime", "dcterms:RightsStatement", "dcterms:Standard", "dcterms:accessRights"),
    *("dcterms:conformsTo", "dcterms:format", "dcterms:language", "dcterms:temporal"),
    *("foaf:Agent", "foaf:homepage", "foaf:name", "foaf:page", "foaf:primaryTopic"),
    *("prov:wasDerivedFrom", "rdfs:comment"),
    *("schema:DataFeedItem", "schema:Dataset", "schema:dateDeleted", "schema:item", "schema:keywords"),
    *("sh:NodeShape", "sh:declare", "sh:message", "sh:namespace", "sh:prefix", "sh:prefixes", "sh:select"),
    "sh:severity",
}
"""Terms of others that the ontology does not use, but the code does."""
ATTRIBUTES = (
    *("cv", "dcterms", "foaf", "geo", "oa", "org", "owl", "prov"),
    *("qudt", "rdf", "rdfs", "schema", "sh", "skos", "tb"),
)
"""The prefixes whose terms statements are made with."""
NEVER_IN_RECORDS = {
    "role": {"lead", "issuer", "joint-issuer", "conferrer", "affirmer", "promoter", "publisher"},
    "unit-of-measure": {"one", "rank"},
}
"""Codes that nobody writes, for they follow: a role from the list or the key that names a unit, the unit ``one`` from there being none, ``rank`` from the reading."""
NO_TERMS = {
    "tb",  # ours are those that ``notice.ttl`` declares, wherever they are used
    *("tbsh", "sh"),  # shapes, and what they are written with
    *("qudtcur", "qudtkind", "qudtunit"),  # units of others, to which ours are equal
}
"""Prefixes whose names in the files of the ontology are no terms that code may use for that."""
TABLES = {
    "POLARITIES": ("act", "tb:polarity", "Whether an act praises or criticises."),
    "QUANTITY_KINDS": ("unit-of-measure", "qudt:hasQuantityKind", "What a unit of measure measures."),
}
"""What vocabularies say of their codes that the code needs: by name the vocabulary and the property, with what it tells."""
DEPRECATED = {"status"}
"""Prefixes of vocabularies that have been given up: they stay, and neither records nor code use their codes."""
CALLED = {
    "outcome-realisation": "Realisation",
    "outcome-nature": "Nature",
    "notice-state": "State",
    "assertion-basis": "Basis",
}
"""Vocabularies whose codes are called otherwise in records."""

LINE = 120
"""How long a line of code may be."""

SKOS, SHACL = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/shacl#"


def made() -> Mapping[Path, str]:
    """Return everything that is made, by file."""
    from tests import reference  # it rests on the codes, which are generated, too

    return {**of_the_ontology(), QUERIES / "reads.json": reads_file(), **reference.made()}


def of_the_ontology() -> Mapping[Path, str]:
    """Return what is made of the ontology, by file."""
    return {
        CODE / "rdf" / "terms.py": terms_module(),
        CODE / "rdf" / "namespaces.py": namespaces_module(),
        CODE / "rdf" / "concepts.py": concepts_module(),
        CODE / "model" / "codes.py": codes_module(),
        CODE / "printed" / "coded.py": units_module(),
        CONTEXT: with_rules(CONTEXT.read_text("utf-8")),
        KEYS: with_codes(KEYS.read_text("utf-8")),
        **{file: with_lists(file.read_text("utf-8")) for file in _files("shapes")},
    }


# --- queries ----------------------------------------------------------------------------------------


def reads_file() -> str:
    """Return what each query reads by which pages of questions are made, as prefixed names."""
    from tongbao.ask.grammar import named_in  # it rests on the terms, which are generated, too
    from tongbao.ask.names import queries_for_names
    from tongbao.ask.questions import questions, read_query
    from tongbao.ask.reads import digest_of_query
    from tongbao.ask.sparql import EVERYTHING

    found = {}
    for text in [*(read_query(file).text for file in questions().values()), *queries_for_names()]:
        names = named_in(text)
        found[digest_of_query(text)] = [EVERYTHING] if EVERYTHING in names else sorted(map(_short, names))
    rows = [f"{json.dumps(key)}: {json.dumps(names)}" for key, names in sorted(found.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _short(names: str) -> str:
    """Return N-Triples terms as prefixed names."""
    return " ".join(_prefixed(ox.NamedNode(name[1:-1])) for name in names.split(" "))


# --- terms ------------------------------------------------------------------------------------------


@cache
def terms() -> list[str]:
    """Return the terms that may be used, as prefixed names: our own, and those of others that the ontology or the code uses."""
    found = {name for quad in _quads(ONTOLOGY / "notice.ttl") if (name := _prefixed(quad.subject)).startswith("tb:")}
    elsewhere = {"", *NO_TERMS, *prefixes_of_vocabularies(), *DEPRECATED}
    for file in (ONTOLOGY / "notice.ttl", ONTOLOGY / "alignments.ttl", *_files("shapes"), *_files("vocab")):
        for quad in _quads(file):
            nodes = (
                [quad.predicate, quad.object] if "vocab" in file.parts else [quad.subject, quad.predicate, quad.object]
            )
            found |= {name for node in nodes if (name := _prefixed(node)).partition(":")[0] not in elsewhere}
    return sorted(found | ONLY_IN_CODE)


def terms_module() -> str:
    """Return the module of the names of terms and vocabularies, as types."""
    about = "A term of ours, or one of others that the ontology or the code uses, as a prefixed name."
    types = (
        _literal("Term", terms(), about),
        _literal("Scheme", sorted(prefixes_of_vocabularies().values()), "A vocabulary, by the name of its file."),
    )
    return _module("The names that ``ontology/`` gives, as types: a misspelt one is an error of mypy.", types)


def namespaces_module() -> str:
    """Return the module of the terms as attributes."""
    found = {prefix: [name for name in terms() if name.startswith(f"{prefix}:")] for prefix in ATTRIBUTES}
    return _classes("The terms with which statements are made, as N-Triples terms: ``TB.Measure``.", found)


def concepts_module() -> str:
    """Return the module of the concepts as attributes."""
    found = {
        prefix: [f"{prefix}:{code}" for code in codes(name)] for prefix, name in prefixes_of_vocabularies().items()
    }
    return _classes("The concepts of the vocabularies, as N-Triples terms: ``ROLE.pilot_site``.", found)


# --- the JSON-LD context ----------------------------------------------------------------------------


def with_rules(text: str) -> str:
    """Return the JSON-LD context with the rules of our terms that it lacks, each behind the term whose name comes before its own."""
    for name, said in sorted(_declared().items()):
        is_class = "owl:Class" in said["rdf:type"]
        lines = re.finditer(_TERM_OF_OURS[is_class], text, re.MULTILINE)
        found = {line["name"]: line for line in lines}
        if name not in found:
            before = found[max((other for other in found if other < name), default=min(found))]
            key = f'    "{name}": '.ljust(before.start("rule") - before.start())
            rule = json.dumps(f"tb:{name}" if is_class else {"@id": f"tb:{name}"} | _rule(said))
            text = f"{text[: before.end()]}\n{key}{rule},{text[before.end() :]}"
    return text


_TERM_OF_OURS = (r'^    "(?P<name>\w+)": +(?P<rule>\{"@id": "tb:).*$', r'^    "(?P<name>\w+)": +(?P<rule>"tb:).*$')
"""The line of a property of ours, and that of a class."""


def _rule(said: Mapping[str, list[str]]) -> dict[str, object]:
    """Return how the values of a property are written, by its kind, its range and the vocabulary it takes them from."""
    range_ = said.get("rdfs:range", [""])[0]
    if "owl:DatatypeProperty" not in said["rdf:type"]:
        schemes = said.get("rdfs:seeAlso")
        return {"@type": "@vocab", "@context": {"@vocab": f"{schemes[0]}#"}} if schemes else {"@type": "@id"}
    if range_ == "rdf:langString":
        return {"@container": "@language"}
    return {"@type": range_} if range_.startswith("xsd:") and range_ != "xsd:string" else {}


@cache
def _declared() -> Mapping[str, Mapping[str, list[str]]]:
    """Return what is said of each of our terms, by its name: values as prefixed names, or else as they are."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in _quads(ONTOLOGY / "notice.ttl"):
        if (name := _prefixed(quad.subject)).startswith("tb:"):
            value = _prefixed(quad.object) or getattr(quad.object, "value", "")
            found.setdefault(name[3:], {}).setdefault(_prefixed(quad.predicate), []).append(value)
    return {name: said for name, said in found.items() if "rdf:type" in said}


# --- codes ------------------------------------------------------------------------------------------


@cache
def codes(scheme: str) -> list[str]:
    """Return the codes of a vocabulary: the top concepts in their order, each before those that are narrower."""
    notations: dict[str, str] = {}
    top: list[str] = []
    narrower: dict[str, list[str]] = {}
    for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl"):
        subject, value = str(quad.subject), str(quad.object)
        match quad.predicate.value.removeprefix(SKOS):
            case "notation":
                notations[subject] = quad.object.value  # type: ignore[union-attr]
            case "hasTopConcept":
                top.append(value)
            case "broader":
                narrower.setdefault(value, []).append(subject)
    return [notations[concept] for each in top for concept in (each, *narrower.get(each, ()))]


def codes_of_records(scheme: str) -> list[str]:
    """Return the codes of a vocabulary that a record may use."""
    never = groups(scheme) | NEVER_IN_RECORDS.get(scheme, set())
    return [code for code in codes(scheme) if code not in never]


def groups(scheme: str) -> set[str]:
    """Return the codes of a vocabulary that others are narrower than: a record says which of these."""
    quads = _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
    broader = {quad.object for quad in quads if quad.predicate.value == f"{SKOS}broader"}
    return {node.value.rpartition("#")[2] for node in broader}  # type: ignore[union-attr]


def group_of(scheme: str, code: str) -> str:
    """Return the code that a code is narrower than; where there is none, it makes a group alone."""
    found = [
        quad.object.value.rpartition("#")[2]  # type: ignore[union-attr]
        for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
        if quad.predicate.value == f"{SKOS}broader" and str(quad.subject).endswith(f"#{code}>")
    ]
    return found[0] if found else code


def _groups_of_records(scheme: str) -> list[str]:
    return list(dict.fromkeys(group_of(scheme, code) for code in codes_of_records(scheme)))


def codes_module() -> str:
    """Return the module of the codes that records may use, and of what the vocabularies say of them."""
    types = {}
    for scheme in prefixes_of_vocabularies().values():
        types[type_of(scheme)] = _literal(type_of(scheme), codes_of_records(scheme))
        if is_extensible(scheme):
            types[type_of(scheme)] += _any_code(scheme)
        if groups(scheme):
            types[f"{type_of(scheme)}Group"] = _literal(f"{type_of(scheme)}Group", _groups_of_records(scheme))
    tables = [_table(name, *of) for name, of in TABLES.items()]
    tables.append(_table_of_words("GENRES", "genre", "The word that ends the title of a document, with its genre."))
    tables += [_table_of_groups(scheme) for scheme in prefixes_of_vocabularies().values() if groups(scheme)]
    tables += _tables_of_extensible()
    about = "The codes that records may use: notations of the vocabularies in ``ontology/vocab/``."
    return _module(about, [*(types[name] for name in sorted(types)), *tables])


def type_of(scheme: str) -> str:
    """Return what the type of a vocabulary's codes is called."""
    return CALLED.get(scheme) or "".join(part.capitalize() for part in scheme.split("-"))


def _table(name: str, scheme: str, property_: str, about: str) -> str:
    """Return what a vocabulary says of each code by a property, as a dictionary."""
    said = {
        quad.subject.value.rpartition("#")[2]: quad.object.value  # type: ignore[union-attr]
        for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
        if _prefixed(quad.predicate) == property_
    }
    of = {value.rpartition("/vocab/")[2].partition("#")[0] for value in said.values()}
    items = "".join(f'    "{code}": "{said[code].rpartition("#")[2]}",\n' for code in codes(scheme))
    return f'\n{name}: dict[str, {type_of(of.pop())}] = {{\n{items}}}\n"""{about}"""\n'


def _table_of_words(name: str, scheme: str, about: str) -> str:
    """Return the Chinese words for each code as a dictionary, the label first."""
    graph = ONTOLOGY / "vocab" / f"{scheme}.ttl"
    said = [
        (quad.subject.value.rpartition("#")[2], quad.object.value)  # type: ignore[union-attr]
        for quad in _quads(graph)
        if _prefixed(quad.predicate) in ("skos:prefLabel", "skos:altLabel") and quad.object.language == "zh"  # type: ignore[union-attr]
    ]
    items = "".join(f'    "{word}": "{code}",\n' for code in codes(scheme) for other, word in said if other == code)
    return f'\n{name}: dict[str, {type_of(scheme)}] = {{\n{items}}}\n"""{about}"""\n'


def units_module() -> str:
    """Return the module of the words that notices print for each unit of measure."""
    said: dict[str, list[str]] = {}
    for quad in _quads(ONTOLOGY / "vocab" / "unit-of-measure.ttl"):
        if _prefixed(quad.predicate) == "skos:hiddenLabel":
            said.setdefault(quad.subject.value.rpartition("#")[2], []).append(quad.object.value)  # type: ignore[union-attr]
    items = "".join(
        f'    "{code}": ({", ".join(json.dumps(word, ensure_ascii=False) for word in said[code])},),\n'
        for code in codes_of_records("unit-of-measure")
    )
    about = "How notices print the units of measure that the vocabulary has."
    kinds = "".join(
        f'    "{code}": "{kind.rpartition("#")[2]}",\n'
        for code, kind in _said("unit-of-measure", "qudt:hasQuantityKind")
    )
    printed = f'UNITS: dict[str, tuple[str, ...]] = {{\n{items}}}\n"""By code; the longest match counts."""\n'
    return _module(about, [printed, f'\nKINDS: dict[str, str] = {{\n{kinds}}}\n"""What each measures."""\n'])


def _table_of_groups(scheme: str) -> str:
    """Return the group of each code as a dictionary; a group belongs to itself."""
    name, kind = f"{scheme.replace('-', '_').upper()}_GROUPS", type_of(scheme)
    items = "".join(f'    "{code}": "{group_of(scheme, code)}",\n' for code in codes(scheme))
    return f'\n{name}: dict[str, {kind}Group] = {{\n{items}}}\n"""The group that each belongs to, or makes alone."""\n'


@cache
def is_extensible(scheme: str) -> bool:
    """Return whether a vocabulary says that a dataset may add concepts of its own."""
    said = [
        quad.object.value == "true"  # type: ignore[union-attr]
        for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
        if _prefixed(quad.predicate) == "tb:extensible"
    ]
    assert len(said) == 1, f"{scheme}.ttl does not say whether it is extensible"
    return said[0]


def _any_code(scheme: str) -> str:
    """Return the type of a code of ours or of a dataset's own: a text that the loader compares with both."""
    return f'Any{type_of(scheme)} = Annotated[str, Meta(extra_json_schema={{"scheme": "{scheme}"}})]\n'


def _tables_of_extensible() -> list[str]:
    """Return the codes of the vocabularies that a dataset may extend, as dictionaries, and the names of all others."""
    schemes = sorted(prefixes_of_vocabularies().values())
    extensible = [scheme for scheme in schemes if is_extensible(scheme)]
    of_records = "".join(f'    "{scheme}": get_args({type_of(scheme)}),\n' for scheme in extensible)
    others = {scheme: [code for code in codes(scheme) if code not in codes_of_records(scheme)] for scheme in extensible}
    unwritten = "".join(f'    "{scheme}": {_tuple(listed)},\n' for scheme, listed in others.items() if listed)
    ranks = "".join(f'    "{code}": {number},\n' for code, number in _said("level", "tb:levelRank"))
    factors = "".join(
        f'    "{code}": Decimal("{number}"),\n' for code, number in _said("unit-of-measure", "tb:exactFactor")
    )
    return [
        f"\nEXTENSIBLE: dict[str, tuple[str, ...]] = {{\n{of_records}}}\n"
        '"""The vocabularies to which a dataset may add codes of its own, with the codes of ours that records may use."""\n',
        f'\nUNWRITTEN: dict[str, tuple[str, ...]] = {{\n{unwritten}}}\n"""Their other codes: no record uses them."""\n',
        f'\n{_literal("Extensible", extensible)}"""A vocabulary to which a dataset may add codes of its own."""\n',
        f"\nCLOSED = {_tuple([scheme for scheme in schemes if scheme not in extensible])}\n"
        '"""The vocabularies on which the logic rests: nobody adds to them."""\n',
        f'\nLEVEL_RANKS: dict[str, int] = {{\n{ranks}}}\n"""The place of each level, counted from the top."""\n',
        f"\nEXACT_FACTORS: dict[str, Decimal] = {{\n{factors}}}\n"
        '"""How many base units of its kind equal one unit of measure, where that is exact."""\n',
    ]


def _tuple(items: Sequence[str]) -> str:
    """Return texts as a tuple: in one line, or in several that are as full as they may be."""
    written = ", ".join(map(json.dumps, items)) + ","
    if len(written) < LINE - 20:
        return f"({written})"
    lines = textwrap.wrap(written, LINE - 4, break_long_words=False, break_on_hyphens=False)
    return "(\n" + "".join(f"    {line}\n" for line in lines) + ")"


def _said(scheme: str, property_: str) -> list[tuple[str, str]]:
    """Return what a vocabulary says of its codes by a property, of each of which it says it, in their order."""
    said = {
        quad.subject.value.rpartition("#")[2]: quad.object.value  # type: ignore[union-attr]
        for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
        if _prefixed(quad.predicate) == property_
    }
    return [(code, said[code]) for code in codes(scheme) if code in said]


def with_codes(text: str) -> str:
    """Return the explanation of the keys with its lists of codes as the vocabularies have them, each in the form it has."""
    schemes = {name.lower(): scheme for scheme, name in CALLED.items()}

    def listed(found: re.Match[str]) -> str:
        scheme = schemes.get(found[1], found[1])
        if scheme not in prefixes_of_vocabularies().values():
            return found[0]
        start = re.match(r"\n  - |<br>| ", found[2])
        assert start, f"KEYS.md: the list of {found[1]} has a form of its own"
        items = [
            f"`{code}` {_explained(scheme, code, is_defined=start[0] != ' ')}" for code in codes_of_records(scheme)
        ]
        between = " · " if start[0] == " " else start[0]
        return f"- code `{found[1]}`:{start[0]}{between.join(items)}"

    return re.sub(r"^- code `([a-z-]+)`:(.*(?:\n  - .*)*)", listed, text, flags=re.MULTILINE)


def _explained(scheme: str, code: str, *, is_defined: bool) -> str:
    """Return what a code is called in both languages, and what it means."""
    said = {
        (quad.predicate.value.removeprefix(SKOS), quad.object.language): quad.object.value
        for quad in _quads(ONTOLOGY / "vocab" / f"{scheme}.ttl")
        if isinstance(quad.object, ox.Literal) and str(quad.subject).endswith(f"#{code}>")
    }
    name, meaning = (f"{said[of, 'en']} {said[of, 'zh']}" for of in ("prefLabel", "definition"))
    return f"{name}: {meaning}" if is_defined else name


def with_lists(text: str) -> str:
    """Return shapes with their lists of all codes of a vocabulary, or of a whole group, as that has them; new ones come last."""

    def listed(found: re.Match[str]) -> str:
        prefix, there = found[1].split(":")[0].strip(), found[1].split()
        scheme = prefixes_of_vocabularies().get(prefix)
        is_whole = not _is_nested(found) and len(there) >= _longest().get(prefix, 1)
        if not scheme or (not is_whole and not groups(scheme)):
            return found[0]  # words, or some of the codes
        known = [f"{prefix}:{code}" for code in codes(scheme) if code not in groups(scheme)]
        if not is_whole:  # what holds of some of a group holds of all
            held = {group_of(scheme, code.partition(":")[2]) for code in there}
            known = [code for code in known if group_of(scheme, code.partition(":")[2]) in held]
        return f"sh:in ( {' '.join(sorted(known, key=[*there, *known].index))} )"

    return re.sub(_CURE, _with_cure, re.sub(_LIST, listed, text), flags=re.DOTALL)


def _with_cure(found: re.Match[str]) -> str:
    """Return a list of all codes of a vocabulary with the note that says what to write, in which these stand, too."""
    there = [code.partition(":")[2] for code in found[2].split()]
    scheme = prefixes_of_vocabularies().get(found[2].split(":")[0].strip())
    if not scheme or not set(codes(scheme)) - set(groups(scheme)) <= set(there):
        return found[0]
    written = [code for code in there if code in codes_of_records(scheme)]
    return f"{found[1]}{found[2]}{found[3]}{', '.join(written)}{found[4]}{'、'.join(written)}{found[5]}"


_LIST = r"sh:in \(([^)]*)\)"
_CURE = r"""(sh:in \()([^)]*)(\)(?:(?!\n\n).)*?one of: )[^."]*(\."@en,\s*"[^"]*其中之一：)[^。"]*(。)"""


def _is_nested(found: re.Match[str]) -> bool:
    """Return whether a list stands in a condition of a shape: such a list names some of the codes."""
    return "[" in found.string[found.string.rfind("\n", 0, found.start()) : found.start()]


@cache
def _longest() -> Mapping[str, int]:
    """Return how long the longest list of the codes of each vocabulary is, by its prefix: that of all of them."""
    found: dict[str, int] = {}
    for file in _files("shapes"):
        for each in re.finditer(_LIST, file.read_text("utf-8")):
            if not _is_nested(each):
                prefix = each[1].split(":")[0].strip()
                found[prefix] = max(len(each[1].split()), found.get(prefix, 0))
    return found


# --- reading and writing ----------------------------------------------------------------------------


@cache
def prefixes() -> Mapping[str, str]:
    """Return the namespaces by prefix."""
    parts: dict[object, dict[str, str]] = {}
    for quad in _quads(ONTOLOGY / "prefixes.ttl"):
        if isinstance(quad.subject, ox.BlankNode):
            name = quad.predicate.value.removeprefix(SHACL)
            parts.setdefault(quad.subject, {})[name] = quad.object.value  # type: ignore[union-attr]
    return {part["prefix"]: part["namespace"] for part in parts.values()}


@cache
def prefixes_of_vocabularies() -> Mapping[str, str]:
    """Return the vocabularies by the prefix of their concepts."""
    schemes = {file.stem for file in _files("vocab")}
    named = {prefix: namespace.rpartition("/")[2].rstrip("#") for prefix, namespace in prefixes().items()}
    return {
        prefix: name
        for prefix, name in named.items()
        if name in schemes and "/vocab/" in prefixes()[prefix] and prefix not in DEPRECATED
    }


@cache
def _quads(file: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))


def _files(folder: str) -> list[Path]:
    return sorted((ONTOLOGY / folder).glob("*.ttl"))


@cache
def _prefixed(node: object) -> str:
    """Return the prefixed name of a term; an empty text where it is none."""
    if isinstance(node, ox.NamedNode):
        for prefix, namespace in prefixes().items():
            local = node.value.removeprefix(namespace)
            if local != node.value and re.fullmatch(r"\w[\w-]*", local):
                return f"{prefix}:{local}"
    return ""


_WRITTEN = "Written by ``make generated``; not to be changed by hand.\n"


def _module(about: str, types: Sequence[str]) -> str:
    written = "".join(types)
    names = {"Annotated": "Annotated[", "Literal": "Literal[", "get_args": "get_args("}
    typing = ", ".join(name for name, sign in names.items() if sign in written)
    imports = "from decimal import Decimal\n" * ("Decimal(" in written)
    imports += f"from typing import {typing}\n" * bool(typing)
    imports += "\nfrom msgspec import Meta\n" * ("Meta(" in written)
    return f'"""{about}\n\n{_WRITTEN}"""\n\n{imports}' + "\n" * bool(imports) + f"# fmt: off\n{written}"


def _classes(about: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return a module with a class for each prefix that has its names as attributes."""
    written = f'"""{about}\n\n{_WRITTEN}"""\n'
    for prefix, those in names.items():
        namespace = prefixes()[prefix]
        written += f'\n\nclass {prefix.upper()}:\n    """Names in <{namespace}>."""\n\n'
        for local in (name.partition(":")[2] for name in those):
            attribute = local.replace("-", "_") + "_" * keyword.iskeyword(local)
            written += f'    {attribute} = "<{namespace}{local}>"\n'
    return written


def _literal(name: str, values: Iterable[str], about: str = "") -> str:
    """Return a type of some texts: in one line, or in several that are as full as they may be."""
    items = [json.dumps(value) for value in values]
    line = f"{name} = Literal[{', '.join(items)}]"
    if len(line) > LINE:
        lines = textwrap.wrap(", ".join(items) + ",", LINE - 4, break_long_words=False, break_on_hyphens=False)
        line = f"{name} = Literal[\n" + "".join(f"    {each}\n" for each in lines) + "]"
    return f"{line}\n" + (f'"""{about}"""\n' if about else "")


def main() -> None:
    """Write all; what rests on our own code comes last, for that needs the codes."""
    for make in (of_the_ontology, made):
        for file, text in make().items():
            file.write_text(text, encoding="utf-8", newline="\n")
    from tongbao.model.schema import write_schemas

    write_schemas(ROOT / "data" / "schema")
    from tests import model_files

    model_files.write()


if __name__ == "__main__":
    main()
