"""Every constraint of the shapes has a fault that breaks it; both engines say the same of each, which takes minutes.

A fault is one change to ``shapes/base.ttl``. Those of plain constraints are made here; those with a meaning
are SPARQL updates, ``shapes/<Class>/<shape>.<component>.ru``, whose ``# focus:`` line names the broken node.
"""

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, parse

from tongbao import model
from tongbao.model.codes import ChangeKind, SpecialStatus
from tongbao.paths import ONTOLOGY
from tongbao.validate import Finding, check_with_pyshacl, check_with_rust
from tongbao.validate.shapes import HEAD, Shape, catalogue, shape_files, shapes_text

HERE = Path(__file__).parent / "shapes"
BASE = HERE / "base.ttl"
VALID = sorted((HERE / "valid").glob("*.ttl"))
UPDATES = {file.stem: file for file in sorted(HERE.glob("*/*.ru"))}

SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
OTHER = "<urn:example:other>"

COMPONENTS = {
    "class": "Class",
    "closed": "Closed",
    "datatype": "Datatype",
    "disjoint": "Disjoint",
    "equals": "Equals",
    "in": "In",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
    "maxCount": "MaxCount",
    "minCount": "MinCount",
    "minInclusive": "MinInclusive",
    "minLength": "MinLength",
    "nodeKind": "NodeKind",
    "not": "Not",
    "or": "Or",
    "pattern": "Pattern",
    "qualifiedMaxCount": "QualifiedMaxCount",
    "qualifiedMinCount": "QualifiedMinCount",
    "sparql": "SPARQL",
    "uniqueLang": "UniqueLang",
    "xone": "Xone",
}
NO_CONSTRAINT = {
    "ignoredProperties",
    "message",
    "path",
    "property",
    "qualifiedValueShape",
    "severity",
    "targetClass",
    "targetSubjectsOf",
}

Triple = tuple[str, str, str]
Data = frozenset[Triple]


class Constraint(NamedTuple):
    """One component of one shape, and the nodes it looks at."""

    shape: str
    component: str
    target_class: str | None
    target_subjects_of: str | None

    @property
    def name(self) -> str:
        return f"{catalogue()[self.shape].name}.{self.component}"


@cache
def shapes() -> Store:
    store = Store()
    store.load(shapes_text().encode(), format=RdfFormat.TURTLE)
    return store


def values(subject: str, name: str) -> list[str]:
    quads = shapes().quads_for_pattern(NamedNode(subject), NamedNode(SH + name), None)
    return sorted(str(quad.object) for quad in quads)


def constraints() -> list[Constraint]:
    return sorted(
        Constraint(shape, component, *_target(shape))
        for shape in catalogue()
        for parameter, component in COMPONENTS.items()
        if values(shape, parameter)
    )


def _target(shape: str) -> tuple[str | None, str | None]:
    owners = shapes().quads_for_pattern(None, NamedNode(f"{SH}property"), NamedNode(shape))
    owner = next((str(quad.subject)[1:-1] for quad in owners), shape)
    return next(iter(values(owner, "targetClass")), None), next(iter(values(owner, "targetSubjectsOf")), None)


CONSTRAINTS = constraints()


# --- data ---------------------------------------------------------------------------------------


@cache
def base() -> Data:
    return _data(store_of(BASE))


def store_of(file: Path) -> Store:
    store = Store()
    store.load(path=str(file), format=RdfFormat.TURTLE)
    return store


def _data(store: Store) -> Data:
    return frozenset((str(q.subject), str(q.predicate), str(q.object)) for q in store)


def ntriples(data: Data) -> str:
    return "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in data))


# --- faults -------------------------------------------------------------------------------------


def fault(constraint: Constraint) -> tuple[Data, str]:
    """Return the base with one fault that breaks the constraint, and the node that is then broken."""
    if constraint.name in UPDATES:
        return _updated(UPDATES[constraint.name])
    inject = INJECTORS.get(constraint.component)
    if inject is None and constraint.component != "Closed":
        pytest.fail(f"no fault for {constraint.name}: write {constraint.name}.ru")
    path = catalogue()[constraint.shape].path
    if constraint.component == "Closed":
        return _with_an_unknown_property(constraint)
    if not path:
        return _without_type(constraint)
    edge, inverse = _edge(constraint, path)
    assert inject
    return inject(edge, inverse), edge[2 if inverse else 0]


def _updated(file: Path) -> tuple[Data, str]:
    text = file.read_text(encoding="utf-8")
    store = store_of(BASE)
    store.update(text)
    focus = re.search(r"^# focus: <(.+)>$", text, re.MULTILINE)
    assert focus, f"{file.name} does not name its focus"
    return _data(store), f"<https://w3id.org/tongbao/id/{focus[1]}>"


def _targets(constraint: Constraint) -> set[str]:
    if constraint.target_class:
        return {s for s, p, o in base() if p == RDF_TYPE and o == constraint.target_class}
    return {s for s, p, _ in base() if p == constraint.target_subjects_of}


def _edge(constraint: Constraint, path: str) -> tuple[Triple, bool]:
    """Find one statement of the base that the constraint looks at."""
    inverse, predicate = path.startswith("^"), path.removeprefix("^")
    nodes = _targets(constraint)
    edges = sorted(t for t in base() if t[1] == predicate and t[2 if inverse else 0] in nodes)
    assert edges, f"the base has nothing for {constraint.name}"
    return edges[0], inverse


def _without_type(constraint: Constraint) -> tuple[Data, str]:
    assert constraint.component == "Class"
    focus = min(_targets(constraint))
    (cls,) = values(constraint.shape, "class")
    return base() - {(focus, RDF_TYPE, cls)}, focus


def _with_an_unknown_property(constraint: Constraint) -> tuple[Data, str]:
    focus = min(_targets(constraint))
    return base() | {(focus, "<https://w3id.org/tongbao/ontology#isInvented>", '"x"')}, focus


def _missing(edge: Triple, inverse: bool) -> Data:
    end = 2 if inverse else 0
    return frozenset(t for t in base() if not (t[1] == edge[1] and t[end] == edge[end]))


def _one_more(edge: Triple, inverse: bool) -> Data:
    subject, predicate, value = edge
    if inverse:
        return base() | {(OTHER, predicate, value)}
    return base() | {(subject, predicate, _another(value))}


def _another(value: str) -> str:
    """Return another value of the same kind."""
    if value.startswith("<"):
        return OTHER
    words, datatype = re.fullmatch(r'"(.*)"(.*)', value, re.DOTALL).groups()  # type: ignore[union-attr]
    samples = {"integer": "99", "date": "1999-01-01", "gYear": "1999", "gYearMonth": "1999-01", "decimal": "9.9"}
    samples["boolean"] = "false" if words == "true" else "true"
    return f'"{samples.get(datatype.rpartition("#")[2][:-1], "other")}"{datatype}'


def _replaced(new: str) -> Callable[[Triple, bool], Data]:
    def inject(edge: Triple, inverse: bool) -> Data:
        assert not inverse
        return (base() - {edge}) | {(edge[0], edge[1], new)}

    return inject


def _of_another_kind(edge: Triple, inverse: bool) -> Data:
    return _replaced('"other"' if edge[2].startswith("<") else OTHER)(edge, inverse)


INJECTORS: dict[str, Callable[[Triple, bool], Data]] = {
    "Class": _replaced(OTHER),
    "Datatype": _replaced('"other"^^<urn:example:datatype>'),
    "In": _replaced(OTHER),
    "MaxCount": _one_more,
    "MinCount": _missing,
    "MinInclusive": _replaced(f'"-1"^^<{XSD}integer>'),
    "MinLength": _replaced('""'),
    "NodeKind": _of_another_kind,
    "Or": _replaced(OTHER),
    "Pattern": _replaced('"not of this form"'),
    "UniqueLang": _one_more,
}


# --- tests --------------------------------------------------------------------------------------

RUST = importlib.util.find_spec("shacl") is not None


FIRST = list({constraint.component: constraint for constraint in reversed(CONSTRAINTS)}.values())
PARTS = 4  # so many that no fault hides another


def both(data: str) -> list[Finding]:
    """Validate with both engines, hold them to each other, and return what they found."""
    found = check_with_pyshacl(data)
    if RUST:
        assert check_with_rust(data) == found
    return found


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda constraint: constraint.name)
def test_a_fault_is_found(constraint: Constraint) -> None:
    data, focus = fault(constraint)
    assert data != base()
    expected = focus[1:-1], constraint.shape, f"{constraint.component}ConstraintComponent"
    check = check_with_rust if RUST else check_with_pyshacl
    assert expected in {(f.focus, f.shape, f.component) for f in check(ntriples(data))}


@pytest.mark.parametrize("part", range(PARTS))
def test_both_engines_find_the_same(part: int) -> None:
    """One fault of each component, some at once: pySHACL takes half a second however few there are."""
    broken, expected = base(), set()
    for constraint in FIRST[part::PARTS]:
        data, focus = fault(constraint)
        broken = (broken - (base() - data)) | (data - base())
        expected.add((focus[1:-1], constraint.shape, f"{constraint.component}ConstraintComponent"))
    found = {(finding.focus, finding.shape, finding.component) for finding in both(ntriples(broken))}
    assert expected <= found, "one hides another: change PARTS"


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(8))
def test_both_engines_find_the_same_whatever_is_broken(part: int) -> None:
    """Two faults at once: what matters is that neither engine finds what the other does not."""
    chosen = CONSTRAINTS[part::8]
    for pair in by_two(chosen):
        broken = base()
        for data in (fault(constraint)[0] for constraint in pair):
            broken = (broken - (base() - data)) | (data - base())
        both(ntriples(broken))


def by_two(constraints: Sequence[Constraint]) -> Iterator[Sequence[Constraint]]:
    """Yield constraints by two: one with one far from it, which is of another shape."""
    half = (len(constraints) + 1) // 2
    yield from (constraints[at::half] for at in range(half))


LISTED = HERE / "constraints.txt"


def test_no_constraint_is_lost_unnoticed() -> None:
    """They are listed in a file, so that a change of the shapes shows which came and which went."""
    listed = LISTED.read_text("utf-8").splitlines()
    assert listed == sorted(constraint.name for constraint in CONSTRAINTS), (
        "write the list again: python -m tests.validate.test_shapes"
    )


def test_every_shape_and_every_update_has_a_constraint() -> None:
    assert {constraint.shape for constraint in CONSTRAINTS} >= catalogue().keys()
    names = {constraint.name for constraint in CONSTRAINTS}
    assert names >= UPDATES.keys(), "an update breaks no constraint that there is"


def test_every_parameter_of_a_shape_is_known() -> None:
    for shape in catalogue():
        found = shapes().quads_for_pattern(NamedNode(shape), None, None)
        names = {quad.predicate.value.removeprefix(SH) for quad in found if quad.predicate.value.startswith(SH)}
        assert names <= COMPONENTS.keys() | NO_CONSTRAINT, shape


def test_the_base_is_valid() -> None:
    assert both(ntriples(base())) == []


def test_a_weight_is_the_number_of_measures() -> None:
    """Counting is not done by a shape: every engine of SHACL would have to group by $this."""
    weight = next(t for t in base() if t[1] == "<https://w3id.org/tongbao/ontology#weight>")
    wrong = (base() - {weight}) | {(weight[0], weight[1], f'"2"^^<{XSD}integer>')}
    (found,) = both(ntriples(wrong))
    assert (found.focus, found.shape.rpartition("#")[2]) == (weight[0][1:-1], "CoLeadership-weight")


def test_a_name_that_is_not_the_asserted_one_is_found() -> None:
    label = '"甲市税务局"@zh'
    asserted = {("<urn:a>", "aboutSubject", "<urn:u>"), ("<urn:a>", "assertedValue", label)}
    data = frozenset(
        {(s, f"<https://w3id.org/tongbao/ontology#{p}>", o) for s, p, o in asserted}
        | {
            ("<urn:a>", RDF_TYPE, "<https://w3id.org/tongbao/ontology#Assertion>"),
            ("<urn:a>", "<https://w3id.org/tongbao/ontology#aboutProperty>", "<urn:name>"),
        }
    )
    said = {finding.shape.rpartition("#")[2] for finding in both(ntriples(data))}
    assert "Assertion-of-a-statement" in said
    said = {finding.shape.rpartition("#")[2] for finding in both(ntriples(data | {("<urn:u>", "<urn:name>", label)}))}
    assert "Assertion-of-a-statement" not in said


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_what_other_notices_may_say_is_valid(file: Path) -> None:
    assert both(ntriples(_data(store_of(file)))) == []


def test_the_valid_cases_are_there() -> None:
    assert len(VALID) == 6


@pytest.mark.skipif(not RUST, reason="the Rust engine is not installed")
def test_paths_are_those_the_engine_looked_along() -> None:
    import shacl

    compiled = shacl.Shapes.from_text(shapes_text())
    for constraint in CONSTRAINTS[::7]:
        if constraint.component == "Closed":  # its path is the property that there is not
            continue
        data, _ = fault(constraint)
        for result in compiled.validate_text(ntriples(data), format="ntriples").results:
            assert result.source_shape
            assert (result.path or "") == catalogue()[result.source_shape[1:-1]].path


@pytest.mark.parametrize("shape", catalogue().values(), ids=lambda shape: shape.name)
def test_a_shape_says_what_it_demands_and_what_to_do(shape: Shape) -> None:
    for text in (shape.message, shape.cure):
        assert re.fullmatch(r"[A-Z].*\.", text.en), text.en
        assert re.fullmatch(r".*[一-鿿].*。", text.zh), text.zh
    assert shape.iri.startswith("https://w3id.org/tongbao/shapes#")
    assert values(shape.iri, "severity") == [f"<{SH}{shape.severity}>"]


def test_one_file_holds_the_shapes_of_one_class() -> None:
    for file in [file for file in shape_files() if file.name != HEAD]:
        subjects = {quad.subject for quad in parse(path=str(file)) if isinstance(quad.subject, NamedNode)}
        heads = {subject.value.rpartition("#")[2].partition("-")[0] for subject in subjects}
        assert len(heads) == 1, file.name
        words = re.findall("[A-Z][a-z]+", heads.pop())
        assert file.stem == "-".join(words).lower()


def test_every_term_of_ours_is_declared() -> None:
    ours = "https://w3id.org/tongbao/ontology#"
    ontology = parse(path=str(ONTOLOGY / "notice.ttl"), format=RdfFormat.TURTLE)
    declared = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
    nodes = {node for quad in shapes() for node in (quad.object,) if isinstance(node, NamedNode)}
    used = {node.value for node in nodes if node.value.startswith(ours) and node.value != ours}
    queries = " ".join(str(quad.object) for quad in shapes().quads_for_pattern(None, NamedNode(f"{SH}select"), None))
    used |= {ours + name for name in re.findall(r"\btb:(\w+)", queries)}
    assert used
    assert used <= declared


# --- code lists ---------------------------------------------------------------------------------

VOCAB = "https://w3id.org/tongbao/vocab/"
CODES = {
    "act": model.Act,
    "as-of-basis": model.AsOfBasis,
    "assertion-basis": model.Basis,
    "bound": model.Bound,
    "certainty": model.Certainty,
    "genre": model.Genre,
    "honour-kind": model.HonourKind,
    "level": model.Level,
    "link-basis": model.LinkBasis,
    "notice-state": model.State,
    "openness": model.Openness,
    "beneficiary-kind": model.BeneficiaryKind,
    "change-kind": ChangeKind,
    "special-status": SpecialStatus,
    "instrument-kind": model.InstrumentKind,
    "reference-kind": model.ReferenceKind,
    "order-basis": model.OrderBasis,
    "outcome-nature": model.Nature,
    "outcome-realisation": model.Realisation,
    "platform-kind": model.PlatformKind,
    "polarity": None,
    "quantity-kind": None,
    "reading": model.Reading,
    "role": model.Role,
    "role-basis": model.RoleBasis,
    "state-basis": model.StateBasis,
    "unit-kind": model.UnitKind,
    "unit-of-measure": model.UnitOfMeasure,
    "work-kind": model.WorkKind,
}
"""The vocabularies, and the codes of each that may stand in YAML."""


@cache
def code_lists() -> dict[str, list[set[str]]]:
    """Return the lists of codes in the shapes by vocabulary, the longest first."""
    rows = shapes().query(
        """
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?list ?code { [] sh:in ?list . ?list rdf:rest*/rdf:first ?code }
        """
    )
    assert isinstance(rows, QuerySolutions)
    lists: dict[str, set[str]] = {}
    for row in rows:
        lists.setdefault(str(row["list"]), set()).add(row["code"].value)
    found: dict[str, list[set[str]]] = {}
    for codes in sorted(lists.values(), key=lambda codes: (-len(codes), sorted(codes))):
        if not min(codes).startswith(VOCAB):  # words, or true and false
            continue
        scheme, _, _ = min(codes).removeprefix(VOCAB).partition("#")
        found.setdefault(scheme, []).append({code.rpartition("#")[2] for code in codes})
    return found


def concepts(scheme: str) -> set[str]:
    """Return the codes of a vocabulary, from its file; concepts that only group others are none."""
    skos = "http://www.w3.org/2004/02/skos/core#"
    quads = [*parse(path=str(ONTOLOGY / "vocab" / f"{scheme}.ttl"), format=RdfFormat.TURTLE)]
    groups = {quad.object for quad in quads if quad.predicate.value == f"{skos}broader"}
    found = {quad.subject for quad in quads if quad.object == NamedNode(f"{skos}Concept")} - groups
    return {str(subject)[1:-1].rpartition("#")[2] for subject in found}


def test_every_vocabulary_is_used() -> None:
    assert code_lists().keys() == CODES.keys()


@pytest.mark.parametrize("scheme", CODES)
def test_code_lists_are_the_vocabularies(scheme: str) -> None:
    whole, *parts = code_lists()[scheme]
    assert whole == concepts(scheme)
    assert set(get_args(CODES[scheme])) <= whole
    assert all(part <= whole for part in parts)


if __name__ == "__main__":
    LISTED.write_text("".join(f"{name}\n" for name in sorted(constraint.name for constraint in CONSTRAINTS)), "utf-8")
