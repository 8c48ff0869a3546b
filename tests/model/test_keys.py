"""data/KEYS.md says of every key of every record what the code says, and its examples load."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest
from msgspec import inspect
from rdflib import SKOS, Graph
from rdflib import Literal as Words

from tongbao import model, paths
from tongbao.load import codes as codes_of
from tongbao.load import load
from tongbao.load.decode import decode
from tongbao.load.reader import parse_yaml
from tongbao.model import base, codes, parts
from tongbao.model.schema import KINDS

FILE = paths.DATA / "KEYS.md"
TEXT = FILE.read_text(encoding="utf-8")
RECORDS = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and issubclass(kind, base.Record) and kind is not base.Record
}
CODES = {
    re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower(): get_args(kind)
    for name, kind in (vars(codes) | vars(parts)).items()
    if get_origin(kind) is Literal
}
SCHEMES = {
    "list-role": "role",
    "realisation": "outcome-realisation",
    "nature": "outcome-nature",
    "state": "notice-state",
    "basis": "assertion-basis",
}
"""Vocabularies that are not called as the record's type is."""
FORMS = {base.ID_FORM: "id", base.DATE_FORM: "date", base.DAY_FORM: "day"}

Row = tuple[str, str, str, str]


def tables() -> Iterator[tuple[str, Row]]:
    """Give each row of a table with the record that its section is about."""
    for section in re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]:
        for line in re.findall(r"^\| (`.*) \|$", section, re.MULTILINE):
            key, needed, value, meaning = line.split(" | ")
            yield section.split()[0], (key.strip("`"), needed, value, meaning)


def members(kind: inspect.Type) -> Iterator[inspect.Type]:
    """Give the types that a value can have, those of a list's items too."""
    match kind:
        case inspect.Metadata():
            yield from members(kind.type)
        case inspect.UnionType():
            for member in kind.types:
                yield from members(member)
        case inspect.ListType():
            yield kind
            yield from members(kind.item_type)
        case _:
            yield kind


@cache
def fields(record: type) -> dict[str, inspect.Field]:
    described = codes_of.described(record, model.OURS)
    assert isinstance(described, inspect.StructType)
    return {field.encode_name: field for field in described.fields}


def resolve(record: type, key: str) -> tuple[type, inspect.Field]:
    """Follow a dotted key from a section's record to the record that has its last part."""
    first, _, rest = key.partition(".")
    assert first in fields(record), f"{record.__name__} has no key {first!r}"
    if not rest:
        return record, fields(record)[first]
    (below,) = [kind.cls for kind in members(fields(record)[first].type) if isinstance(kind, inspect.StructType)]
    return resolve(below, rest)


def is_own(record: type, key: str) -> bool:
    """Tell whether a key is explained with its record: a figure of an act shares those of an outcome."""
    above = model.Outcome
    return record is not model.ActFigure or fields(record)[key] != fields(above).get(key)


ROWS = [(*resolve(RECORDS[section], row[0]), row) for section, row in tables()]
IDS = [f"{record.__name__}.{row[0]}" for record, _, row in ROWS]


def test_every_key_of_every_record_is_explained_once() -> None:
    explained = Counter((record.__name__, field.encode_name) for record, field, _ in ROWS)
    there = Counter((name, key) for name, record in RECORDS.items() for key in fields(record) if is_own(record, key))
    assert explained == there


@pytest.mark.parametrize(("record", "field", "row"), ROWS, ids=IDS)
def test_a_key_is_explained_as_it_is(record: type, field: inspect.Field, row: Row) -> None:
    _, needed, value, meaning = row
    value = re.sub("`[^`]*`", "", value)  # codes may be words of our own
    assert needed == ("yes 必填" if field.required else "—")
    kinds = list(members(field.type))
    assert value.startswith("list") == any(isinstance(kind, inspect.ListType) for kind in kinds)
    assert ("true / false" in value) == any(isinstance(kind, inspect.BoolType) for kind in kinds)
    assert ("number" in value) == any(isinstance(kind, inspect.IntType | inspect.DecimalType) for kind in kinds)
    forms = {FORMS[kind.pattern] for kind in kinds if isinstance(kind, inspect.StrType) and kind.pattern in FORMS}
    assert set(re.findall(r"\b(id|date|day)s?\b", value)) == forms
    english, _, chinese = meaning.partition(" · ")
    assert english.isprintable()
    assert re.search(r"[a-zA-Z]", english)
    assert re.search(r"[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize(("record", "field", "row"), ROWS, ids=IDS)
def test_a_code_has_its_list(record: type, field: inspect.Field, row: Row) -> None:
    listed = [sorted(map(str, kind.values)) for kind in members(field.type) if isinstance(kind, inspect.LiteralType)]
    named = re.findall(r"code `([a-z-]+)`", row[2])
    if named:
        assert [sorted(CODES[name]) for name in named] == listed
    else:
        assert sorted(re.findall(r"`([^`]+)`", row[2])) == sorted(code for values in listed for code in values)


@pytest.mark.parametrize(("record", "field", "row"), ROWS, ids=IDS)
def test_a_value_that_is_a_record_is_shown(record: type, field: inspect.Field, row: Row) -> None:
    below = {kind.cls.__name__ for kind in members(field.type) if isinstance(kind, inspect.StructType)}
    own = {other.__name__ for other, _, (key, *_) in ROWS if key.startswith(f"{row[0]}.")}
    aside = {"QuoteAt": "quotation", "PrintedUnit": "unit", "AssertedText": "or more"}
    shown = {name for name in below if f"[{name}](" in row[2] or aside.get(name, "\n") in row[2] or name in own}
    assert shown == below


def listed_codes() -> dict[str, str]:
    """Give the text of each list of codes by its name."""
    found = re.findall(r"^- code `([a-z-]+)`:(.*(?:\n  - .*)*)", TEXT, re.MULTILINE)
    assert len(found) == len(dict(found)), "a list of codes stands twice"
    return dict(found)


def test_the_lists_of_codes_are_those_that_keys_use() -> None:
    used = {name for _, _, row in ROWS for name in re.findall(r"code `([a-z-]+)`", row[2])}
    assert set(listed_codes()) == used


@pytest.mark.parametrize(("name", "text"), listed_codes().items())
def test_codes_are_listed_with_the_labels_of_their_vocabulary(name: str, text: str) -> None:
    entries = dict(re.findall(r"`([^`]+)` ([^`]+)", text))
    assert list(entries) == list(CODES[name])
    if name == "scale":  # multipliers, in no vocabulary
        return
    graph = Graph().parse(paths.ONTOLOGY / "vocab" / f"{SCHEMES.get(name, name)}.ttl")
    for concept, code in graph.subject_objects(SKOS.notation):
        if str(code) in entries:
            labels = {
                str(label.language): label
                for label in graph.objects(concept, SKOS.prefLabel)
                if isinstance(label, Words)
            }
            assert entries[str(code)].startswith(f"{labels['en']} {labels['zh']}"), code


def anchor(heading: str) -> str:
    """Return the anchor that a heading gets on the web."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_links_within_the_file_lead_to_a_heading() -> None:
    headings = {anchor(heading) for heading in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)}
    targets = set(re.findall(r"\]\(#([^)]+)\)", TEXT))
    assert targets
    assert targets <= headings


def examples() -> dict[str, Any]:
    """Load each example as the record (or kind of file) that its fence names."""
    found = re.findall(r"^```yaml (\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert len(found) == TEXT.count("```") // 2
    loaded = {}
    for name, block in found:
        document = parse_yaml(FILE, block)
        loaded[name] = decode(document, KINDS.get(name) or RECORDS[name])
        assert not document.problems, name
    return loaded


def test_examples_load_and_are_those_of_the_notice() -> None:
    shown = examples()
    measures = [facts.record for notice in load(paths.DATA).notices for facts in notice.measures]
    assert shown["Outcome"] in [outcome for measure in measures for outcome in measure.outcomes]
    keys = [key for key in fields(model.Measure) if key in msgspec.to_builtins(shown["Measure"])]
    of_notice = [{key: msgspec.to_builtins(measure).get(key) for key in keys} for measure in measures]
    assert "lead-cell" in keys
    assert msgspec.to_builtins(shown["Measure"]) in of_notice


def test_it_stays_short() -> None:
    assert TEXT.count("\n") < 640
