"""Random mutations of valid YAML: what comes out is valid N-Quads or a located error, never anything else.

Every run tries the same few hundred; ``TONGBAO_MUTATIONS=10000 pytest tests/load/test_mutations.py`` looks for new ones.
"""

import copy
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places import TESTS

from tongbao import paths
from tongbao.errors import DataError, Problem
from tongbao.files.text import MAX_BYTES
from tongbao.load import Authority, load, notice_files, read_authority, read_notice
from tongbao.load.reader import read_yaml
from tongbao.populate import authority_statements, notice_statements
from tongbao.rdf.iris import Iris
from tongbao.rdf.nquads import quad_lines

DEMO = TESTS / "data" / "demo"
FILES = [*notice_files(DEMO), *notice_files(paths.DATA)]
IRIS = Iris("https://example.org/mutated/")
BOUNDED = settings(
    max_examples=int(os.environ.get("TONGBAO_MUTATIONS", "100")), suppress_health_check=list(HealthCheck)
)

HOSTILE = [
    "x> <https://e.org/p> <https://e.org/o> .\n<https://e.org/s",
    '" . <a> <b> "',
    "\\",
    "\x00",
    "\x1b[31m",
    "\ufeff",
    "\u2028",
    "\u202e",
    "𠀀",
    "../../etc/passwd",
    "/dev/zero",
    "a" * 30_000,
    "厦府办〔２０２３〕64号",
    "²",
    "2023-02-30",
    "9999-99",
    "NaN",
    "1e999999",
    "&a *a",
    "!!python/object:os.system",
    "<<",
    "---",
    "",
    " ",
    "demo-city",
    "city-01",
    "市税务局",
]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)  # a file in UTF-8 holds no lone surrogates
VALUES: st.SearchStrategy[Any] = (
    st.sampled_from(HOSTILE)
    | ANY
    | st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [[], {}, [[]], [{}], {"a": 1}, {"value": "x> <y"}, {"text": "x", "nth": 0}, {"unit": "x"}, [1, "x", None]]
    )
).map(copy.deepcopy)  # what is put in may be changed in its turn


@cache
def parsed(file: Path) -> Any:
    document = read_yaml(file)
    assert not document.problems
    return json.loads(json.dumps(document.value, default=float))


@cache
def authority(data: Path) -> Authority:
    return read_authority(data)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset's folder to put a mutated file in."""
    return tmp_path_factory.mktemp("mutated")


def home(file: Path) -> Path:
    """Return the data folder that a notice belongs to."""
    return file.parents[2]


# --- what must hold -----------------------------------------------------------------------------------


def sound(lines: list[str]) -> None:
    """Assert that lines are N-Quads, and one statement each: nothing has broken out of its term."""
    text = "".join(lines)
    read = list(ox.parse(text.encode("utf-8"), format=ox.RdfFormat.N_QUADS))
    assert len(read) == len(lines) == text.count("\n")
    for quad in read:
        assert isinstance(quad.subject, ox.NamedNode)
        assert quad.subject.value.startswith(IRIS.base)


def located(problems: list[Problem], file: Path) -> None:
    """Assert that each problem stands at a line of the file, or tells of the file as a whole."""
    assert problems
    text = file.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    lines = 1 + sum(text.replace("\r\n", "\n").count(end) for end in "\n\r\x85\u2028\u2029")
    for problem in problems:
        assert problem.cure
        assert problem.place is not None
        if problem.code not in ("file-too-large", "path-outside") or problem.place.line:
            assert problem.place.file == file
            assert 1 <= problem.place.line <= lines
            assert problem.place.column >= 1
        problem.to("en").encode("utf-8")
        problem.to("zh").encode("utf-8")


def judge_notice(text: str, original: Path, folder: Path) -> None:
    """Read a mutated notice in the place of the valid one."""
    data = folder / home(original).name
    target = data / original.relative_to(home(original))
    if not target.parent.exists():
        target.parent.mkdir(parents=True)
        target.with_suffix(".txt").write_bytes(original.with_suffix(".txt").read_bytes())
    target.write_bytes(text.encode("utf-8"))
    ids = {file.stem for file in notice_files(home(original))}
    facts, problems = read_notice(target, data, authority(home(original)), ids)
    if facts is None:
        located(problems, target)
    else:
        assert not problems
        sound(quad_lines(notice_statements(facts, IRIS), IRIS.notice_graph(facts.record.id)))


def judge_authority(name: str, text: str, folder: Path) -> None:
    """Read mutated units or places in the place of the valid ones."""
    data = folder / "authority"
    data.mkdir(exist_ok=True)
    for file in ("units.yaml", "places.yaml"):
        (data / file).write_bytes(text.encode("utf-8") if file == name else (DEMO / file).read_bytes())
    found, problems = read_authority(data)
    if problems:
        # A place that is gone from places.yaml is missed in units.yaml.
        for file in ("units.yaml", "places.yaml"):
            here = [problem for problem in problems if problem.place and problem.place.file.name == file]
            assert here or file != name or name == "places.yaml"
            if here:
                located(here, data / file)
    else:
        sound(quad_lines(authority_statements(found, IRIS), IRIS.graph("authority")))


# --- mutations of the structure -----------------------------------------------------------------------


def places_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the path of every value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(below for key, item in items for below in places_of(item, (*path, key)))]


def follow(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def mutate(draw: st.DrawFn, value: Any) -> Any:
    """Drop, duplicate, swap, move or retype one to three values."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([path for path in places_of(value) if path] or [()]))
        if not path:
            return draw(VALUES)
        parent, key = follow(value, path[:-1]), path[-1]
        match draw(st.sampled_from(["drop", "double", "swap", "retype", "retype", "rename", "borrow"])):
            case "drop":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.insert(key, copy.deepcopy(parent[key]))
            case "swap":
                other = draw(st.sampled_from(list(parent) if isinstance(parent, dict) else range(len(parent))))
                parent[key], parent[other] = parent[other], parent[key]
            case "rename" if isinstance(parent, dict):
                parent[draw(ANY | st.sampled_from(HOSTILE[:12]))] = parent.pop(key)
            case "borrow":
                parent[key] = copy.deepcopy(follow(value, draw(st.sampled_from(places_of(value)))))
            case _:
                parent[key] = draw(VALUES)
    return value


@st.composite
def mutated(draw: st.DrawFn, file: Path) -> str:
    return json.dumps(mutate(draw, parsed(file)), ensure_ascii=draw(st.booleans()), indent=draw(st.none() | st.just(1)))


# --- one broken value at a time -----------------------------------------------------------------------

FORM = {"missing-key", "unknown-key", "wrong-type", "wrong-form", "unknown-code"}
WAYS = ("drop", "empty", "retype", "rename")


def broken_once(file: Path) -> Iterator[str]:
    """Break each third value of a file in one way or, where many mutations are asked for, each value in every way."""
    value, every = parsed(file), "TONGBAO_MUTATIONS" in os.environ
    for number, path in enumerate(places_of(value)[1 :: 1 if every else 3]):
        for way in WAYS if every else [WAYS[number % len(WAYS)]]:
            changed = copy.deepcopy(value)
            parent, key = follow(changed, path[:-1]), path[-1]
            if way == "drop":
                del parent[key]
            elif way == "rename" and isinstance(parent, dict):
                parent["No Key"] = parent.pop(key)
            else:
                parent[key] = None if way == "empty" else {"no-key": 1}
            yield json.dumps(changed, ensure_ascii=False, indent=1)


def follows(problems: Iterable[Problem]) -> list[str]:
    """List what only follows from a broken form: the rest of the file was right before."""
    if not FORM & {problem.code for problem in problems}:
        return []  # a valid form with other words: what is told is told for itself
    return [problem.to("en") for problem in problems if problem.code not in FORM]


@pytest.mark.parametrize("file", FILES[:-1], ids=lambda file: file.stem)
def test_nothing_is_told_of_a_notice_that_only_follows_from_its_form(file: Path, demo: Path) -> None:
    target, ids = demo / file.relative_to(DEMO), {other.stem for other in FILES}
    for text in broken_once(file):
        target.write_text(text, "utf-8")
        assert not follows(read_notice(target, demo, authority(DEMO), ids)[1]), text


@pytest.mark.parametrize("name", ["units.yaml", "places.yaml"])
def test_nothing_is_told_that_only_follows_from_the_form_of_units_and_places(name: str, demo: Path) -> None:
    for text in broken_once(DEMO / name):
        (demo / name).write_text(text, "utf-8")
        problems: tuple[Problem, ...] = ()
        try:
            load(demo)
        except DataError as error:
            problems = error.problems
        assert not follows(problems), text


# --- mutations of the text ----------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [
        *"'\"{}[]:,-#&*!|>%@`\\\n\t ?~0a十",
        "\r",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\n---\n",
        "\n...\n",
        "&a ",
        "*a",
        "!!t ",
    ]
)


@st.composite
def scribbled(draw: st.DrawFn, file: Path) -> str:
    """Delete, insert or repeat characters in one to four spots."""
    text = file.read_text("utf-8")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 30))
        put = draw(st.just("") | SIGNS | ANY)
        again = draw(st.booleans())  # the same words twice, or gone
        text = text[: at + length * again] + put + text[at + length * (not again) :]
    return text


# --- the tests ----------------------------------------------------------------------------------------


def test_the_files_to_mutate_are_sound_as_they_are(folder: Path) -> None:
    assert len(FILES) == 8
    for file in FILES:
        judge_notice(file.read_text("utf-8"), file, folder)
        judge_notice(json.dumps(parsed(file)), file, folder)
    for name in ("units.yaml", "places.yaml"):
        judge_authority(name, (DEMO / name).read_text("utf-8"), folder)


@BOUNDED
@given(st.data(), st.sampled_from(FILES[:-1]))
def test_notices_of_another_structure(folder: Path, data: st.DataObject, file: Path) -> None:
    judge_notice(data.draw(mutated(file)), file, folder)


@settings(BOUNDED, max_examples=BOUNDED.max_examples // 5)
@given(st.data())
def test_the_real_notice_with_another_structure(folder: Path, data: st.DataObject) -> None:
    judge_notice(data.draw(mutated(FILES[-1])), FILES[-1], folder)


@BOUNDED
@given(st.data(), st.sampled_from(FILES))
def test_notices_scribbled_on(folder: Path, data: st.DataObject, file: Path) -> None:
    judge_notice(data.draw(scribbled(file)), file, folder)


@BOUNDED
@given(st.data(), st.sampled_from(["units.yaml", "places.yaml"]))
def test_units_and_places_of_another_structure(folder: Path, data: st.DataObject, name: str) -> None:
    judge_authority(name, data.draw(mutated(DEMO / name)), folder)


@BOUNDED
@given(st.data(), st.sampled_from(["units.yaml", "places.yaml"]))
def test_units_and_places_scribbled_on(folder: Path, data: st.DataObject, name: str) -> None:
    judge_authority(name, data.draw(scribbled(DEMO / name)), folder)


@BOUNDED
@given(ANY | st.lists(SIGNS, max_size=40).map("".join))
def test_any_text_at_all(folder: Path, text: str) -> None:
    judge_notice(text, FILES[0], folder)
    judge_authority("units.yaml", text, folder)
