"""The parser in Rust: whatever it reads is what the reader reads, and what is wrong is told as the reader tells it.

Every run tries a few hundred random documents; ``TONGBAO_MUTATIONS=10000 pytest tests/load/test_fast_reader.py`` looks for
new differences.
"""

import copy
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from msgspec import inspect
from tests.places import TESTS

import tongbao
from tongbao import model, paths
from tongbao.errors import Problem
from tongbao.load import Authority, fast, load, notice_files, read_authority, read_notice
from tongbao.load.reader import MAX_DEPTH, MAX_NUMBER, Content, read_content

pytest.importorskip("yaml_rs", reason="the YAML parser in Rust is not installed")

HERE = TESTS
DEMO = HERE / "data" / "demo"
NOTICES = [*notice_files(DEMO), *notice_files(paths.DATA)]
FILES = [file for folder in (paths.DATA, HERE) for file in sorted(folder.rglob("*.yaml"))]
BOUNDED = settings(
    max_examples=int(os.environ.get("TONGBAO_MUTATIONS", "100")), suppress_health_check=list(HealthCheck), deadline=None
)
REFUSED = object()


def quickly(text: str) -> Any:
    """Return what yaml-rs makes of a text, or REFUSED where the reader is asked."""
    text = text.replace("\r\n", "\n")
    if fast._is_doubtful(text):
        return REFUSED
    try:
        return fast._parse(text)
    except fast.yaml_rs.YAMLDecodeError:
        return REFUSED


def fits(value: Any, depth: int = 0) -> bool:
    """Tell whether a value can become a record: its keys are words, and it is as deep as the reader lets it be."""
    if depth > MAX_DEPTH or (depth == 0 and value is None):
        return False
    match value:
        case dict():
            keys = all(isinstance(key, str) and not any(map(str.isspace, key)) for key in value)
            return keys and all(fits(item, depth + 1) for item in value.values())
        case list():
            return all(fits(item, depth + 1) for item in value)
    return True


def same(quick: Any, slow: Any) -> bool:
    """Compare a value of yaml-rs with one of the reader: types, order of keys, and every digit of a decimal."""
    match quick:
        case dict():
            return isinstance(slow, dict) and list(quick) == list(slow) and all(same(quick[k], slow[k]) for k in quick)
        case list():
            return isinstance(slow, list) and len(quick) == len(slow) and all(map(same, quick, slow))
        case float():
            return type(slow) is Decimal and msgspec.convert(quick, Decimal).as_tuple() == slow.as_tuple()
    return type(quick) is type(slow) and quick == slow


def agree(text: str) -> bool:
    """Assert that both read a text alike; False where it is left to the reader."""
    content = Content.of(Path("x.yaml"), text.encode("utf-8"))
    quick = REFUSED if content.problems else quickly(content.text)
    if quick is REFUSED or not fits(quick):
        return False
    document = content.document()
    assert not document.problems, text
    assert same(quick, document.value), text
    return True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the files that the reader is asked to read."""
    names: list[str] = []
    plain = Content.document

    def document(content: Content) -> Any:
        names.append(content.file.name)
        return plain(content)

    monkeypatch.setattr(Content, "document", document)
    return names


# --- files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(paths.ROOT)))
def test_every_file_here_is_read_alike(file: Path) -> None:
    agree(file.read_text("utf-8"))


def test_there_are_files_of_both_kinds() -> None:
    assert len(FILES) > 15
    read = {file.name for file in FILES if agree(file.read_text("utf-8"))}
    assert {file.name for file in NOTICES} | {"units.yaml", "places.yaml"} <= read


@pytest.mark.parametrize("data", [paths.DATA, DEMO])
def test_right_files_need_no_second_reading(data: Path, asked: list[str]) -> None:
    assert load(data).notices
    assert asked == ["dataset.yaml"]


def test_the_text_of_each_broken_case_is_read_alike() -> None:
    """The pieces of YAML that the corpus of mistakes puts in."""
    cases = [
        case
        for file in sorted((Path(__file__).parent / "broken").glob("*.yaml"))
        for case in yaml.safe_load(file.read_text("utf-8"))
    ]
    pieces = [text for case in cases for text in texts(case)]
    assert len(pieces) > 500
    assert sum(agree(piece) for piece in pieces) > 100


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_keys_of_records_are_words() -> None:
    """That is why keys with spaces, numbers as keys and the like need no comparing: no record is made of them."""
    kinds: list[Any] = [model.Notice, dict[model.Id, model.Unit], dict[model.Id, model.Place]]
    seen: set[Any] = set()

    def walk(kind: Any) -> None:
        match kind:
            case inspect.StructType():
                if kind.cls not in seen:
                    seen.add(kind.cls)
                    assert kind.forbid_unknown_fields
                    assert not any(map(str.isspace, "".join(field.encode_name for field in kind.fields)))
                    for field in kind.fields:
                        walk(field.type)
            case inspect.DictType():
                assert kind.key_type == inspect.type_info(model.Id)
                walk(kind.value_type)
            case inspect.ListType():
                walk(kind.item_type)
            case inspect.UnionType():
                for member in kind.types:
                    walk(member)
            case inspect.Metadata():
                walk(kind.type)
            case _:
                assert not isinstance(kind, inspect.AnyType | inspect.FloatType | inspect.CustomType), kind

    for kind in kinds:
        walk(inspect.type_info(kind))
    assert len(seen) > 20


# --- scalars ------------------------------------------------------------------------------------------

FORMS = ("a: {}\n", "- [{}]\n", "a:\n  {}", '{{"b":{}}}', "{{a: {},c: 1}}", "- {}\n- 1\n", "a: {} # c\n", "a: {},\n")


@pytest.mark.parametrize(
    ("letters", "length"), [("01e.-+", 4), ("019.5", 4), ("01_xobE", 3), ("-+.iInNfFaA", 3), ("~nNuUlL", 3)]
)
def test_every_short_word_is_read_alike(letters: str, length: int) -> None:
    words = ("".join(word) for n in range(1, length + 1) for word in itertools.product(letters, repeat=n))
    assert sum(agree(form.format(word)) for word in words for form in FORMS) > 1_000


@pytest.mark.parametrize(
    ("word", "quick"),
    [
        *[
            (word, True)
            for word in ("19.32", "-0.5", "60", "60.0", "0.0001", "99.983", "12345678901.2345", "2023-10-29")
        ],
        *[(word, True) for word in ("12:30", "no", "yes", "~", "Null", "TRUE", "012", "+5", "9" * (MAX_NUMBER - 1))],
        *[(word, True) for word in ("1,2", "3.5版", "约1.50元", "1e3x", '"1.50"', "'1e3'")],
        *[(word, False) for word in ("19.30", "5.", ".5", "+.5", "00.5", "0.1234567890123456789", "9" * MAX_NUMBER)],
        *[
            (word, False)
            for word in ("1.2.3", "0o14", "0x1F", "0b1", "1e3", "1.5e3", "1_000", "_1", ".inf", "-.INF", ".nan")
        ],
    ],
)
def test_which_words_are_left_to_the_reader(word: str, quick: bool) -> None:
    text = f"a: {word}\n"
    assert (quickly(text) is not REFUSED) is quick
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        *("&a b", "a: &a b", "a: *a", "*a", "!t a", "a: !!str 1", "a: !<x> y", "? a\n: b\n", "a:\t1\n", "\ta: 1\n"),
        *("---\na: 1\n", "a: 1\n...\n", "a: 1\n---\nb: 2\n", "%YAML 1.2\n---\na\n", 'a: "\\x41"\n', "a: x\fy\n"),
        *("a: x\u2028y\n", "a: x\x85y\n", "\ufeff\ufeffa: 1\n", "a: 1\rb: 2\n", "- :\n", "{a: :b}\n", "[a:]\n"),
        *(
            "a: |",
            "x: y\na: |\n",
            "x: y\na: |\n  z",
            "{a: |\n  b}\n",
            "{a: b,\n c: |\n  d\n}\n",
            "[|]\n",
            "- [>\n  x]\n",
        ),
        *("a: 1\na: 2\n", "a: [\nb\n]\n", 'a: "x"#c\n', "- - - - a\n", " " * 40 + "a: 1\n", "a: {b: 1, b: 2}\n"),
    ],
)
def test_what_is_left_to_the_reader(text: str) -> None:
    assert quickly(text) is REFUSED


@pytest.mark.parametrize(
    "text",
    ["x: y\na: |\n  甲\n  乙\n", "- x: y\n  a: >-\n    甲\n    乙\n", "x:\n  - y: 1\n    a: |+\n      甲\n\n\nb: 1\n"],
)
def test_blocks_of_text_are_read_at_once(text: str) -> None:
    assert agree(text)
    assert agree(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        ": " * 100_000,
        "{a: " * 100_000,
        "[{" * 100_000,
        "\n".join(" " * i + "-" for i in range(3_000)),
        "\n".join(" " * i + "a:" for i in range(3_000)),
    ],
    ids=lambda text: f"{text[:4]!r}",
)
def test_deep_nesting_crashes_nothing(text: str, tmp_path: Path) -> None:
    """In a process of its own: the parser recurses, and an exhausted stack would end this one."""
    file = tmp_path / "deep.yaml"
    file.write_text(text + "\n", "utf-8")
    code = (
        "import sys, threading; from pathlib import Path; from tongbao.load.fast import read_record;"
        "from tongbao.load.reader import read_content; threading.stack_size(512 * 1024);"
        "read = lambda: print(read_record(read_content(Path(sys.argv[1])), list[str], lambda d, _: d.problems[0].code));"
        "thread = threading.Thread(target=read); thread.start(); thread.join()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tongbao.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("too-deep", "yaml-syntax", "key-not-text")


# --- random documents ---------------------------------------------------------------------------------

KEYS = st.text("abcxyz-0", min_size=1, max_size=6) | st.sampled_from(
    ["甲", "number", "quote", "no", "null", "1", "1.5"]
)
WORDS = st.text(
    st.sampled_from("甲乙，。：、“”（）ab 01.5%:-#'\"[]{},|>?&*!\n") | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=30,
)
LEAVES = (
    WORDS | st.booleans() | st.none() | st.integers(-(10**25), 10**25) | st.decimals(-1000, 1000, places=2).map(float)
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@BOUNDED
@given(TREES, st.sampled_from([None, '"', "'", "|", ">"]), st.sampled_from([None, True, False]), st.integers(8, 80))
def test_what_a_printer_writes_is_read_alike(tree: Any, style: str | None, flow: bool | None, width: int) -> None:
    agree(yaml.safe_dump(tree, default_style=style, default_flow_style=flow, width=width, allow_unicode=True))
    agree(json.dumps(tree, ensure_ascii=False, indent=None if flow else 2))


SIGNS = "ab1.0 \n:-#'\"[]{},|>?&*!%@`~=+"
STEPS = ("  ", ": ", "- ", "甲", "，", "\n  ", "\n    ", "\n- ", "a: ", "b: |\n", "c: >-\n", "# c\n", "{x: ", "y: [")
WHOLE = ('"x"', "'y'", "null", "1.50", "k:\n", "\n\n", ",\n", "|+\n", "\r\n", "---", "b: 1\n")
PIECES = st.sampled_from([*SIGNS, *STEPS, *WHOLE])


@BOUNDED
@given(st.lists(PIECES, max_size=16).map("".join))
@example("{甲\n 乙: 1}")
@example("a: >\n\n  x\n\n   y\n  z\n")
def test_pieces_of_yaml_are_read_alike(text: str) -> None:
    agree(text)
    agree("a: " + text)


# --- mistakes -----------------------------------------------------------------------------------------


@cache
def known(data: Path) -> Authority:
    return read_authority(data)[0]


@cache
def lines_of(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines(keepends=True)


def with_and_without(read: Callable[[], Any]) -> Any:
    """Return what comes out, the same with yaml-rs and without."""
    quick = read()
    rust, fast.yaml_rs = fast.yaml_rs, None
    try:
        assert read() == quick
    finally:
        fast.yaml_rs = rust
    return quick


@BOUNDED
@given(st.sampled_from(NOTICES), st.randoms(use_true_random=False), st.lists(PIECES, min_size=1, max_size=3))
def test_a_changed_notice_gives_the_same_facts_or_problems(
    file: Path, chance: random.Random, pieces: list[str]
) -> None:
    lines = copy.copy(lines_of(file))
    for piece in pieces:
        number = chance.randrange(len(lines))
        line = lines[number]
        at = chance.randrange(len(line) + 1)
        lines[number] = chance.choice(
            [line[:at] + piece + line[at:], line[:at] + line[at + 1 :], " " + line, line[1:], ""]
        )
    data = file.parents[2]
    content = Content.of(file, "".join(lines).encode("utf-8"))
    assume(not content.problems)
    facts, problems = with_and_without(lambda: read_notice(file, data, known(data), {file.stem}, content))
    assert (facts is None) == bool(problems)
    agree(content.text)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: demo-2023-12", "id: demo-2023-13", "id-not-file-name"),
        ("id: demo-2023-12", "id: demo-2023-12\nid: demo-2023-12", "duplicate-key"),
        ("id: demo-2023-12", "1: demo-2023-12", "unknown-key"),
        ("id: demo-2023-12", "id: 12", "wrong-type"),
        ("place: demo-city", "place: demo-town", "unknown-place"),
        ("place: demo-city", "place: [demo-city", "yaml-syntax"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, code: str, asked: list[str]) -> None:
    file = next(file for file in NOTICES if file.stem == "demo-2023-12")
    text = file.read_text("utf-8")
    assert old in text
    content = Content.of(file, text.replace(old, new, 1).encode("utf-8"))
    problems = with_and_without(lambda: read_notice(file, DEMO, known(DEMO), {file.stem}, content))[1]
    assert code in [problem.code for problem in problems]
    assert all(problem.place and problem.place.line for problem in problems)
    assert asked


@pytest.mark.parametrize("name", ["units.yaml", "places.yaml"])
def test_a_mistake_in_units_or_places_is_told_with_its_place(name: str, demo: Path, asked: list[str]) -> None:
    file = demo / name
    file.write_text(
        file.read_text("utf-8").replace("certain}", "sure}", 1).replace("certainty: certain", "certainty: sure", 1)
    )

    def read() -> tuple[Authority, list[Problem]]:
        return read_authority(demo)

    problems = with_and_without(read)[1]
    assert {problem.code for problem in problems} >= {"unknown-code"}
    assert all(problem.place and problem.place.line for problem in problems)
    assert name in asked


# --- one reading --------------------------------------------------------------------------------------


def test_a_notice_is_read_from_disk_once(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes between two readings would give the value of one and the places of the other."""
    opened: list[str] = []
    plain = Path.open

    def watched(file: Path, *settings: Any, **more: Any) -> Any:
        opened.append(file.name)
        return plain(file, *settings, **more)

    file = demo / "notices" / "2023" / "demo-2023-12.yaml"
    file.write_text(file.read_text("utf-8") + "unknown: key\n", "utf-8")
    monkeypatch.setattr(Path, "open", watched)
    assert read_notice(file, demo, known(DEMO), set())[1][0].code == "unknown-key"
    assert opened.count(file.name) == 1


def test_a_content_given_is_not_read_again(demo: Path) -> None:
    file = demo / "notices" / "2023" / "demo-2023-12.yaml"
    content = read_content(file, demo)
    assert content.data == file.read_bytes()
    expected = read_notice(file, demo, known(DEMO), set())
    file.write_text("changed", "utf-8")
    assert expected[0]
    assert read_notice(file, demo, known(DEMO), set(), content) == expected


def test_without_the_parser_all_is_the_same(tmp_path: Path) -> None:
    """In a process of its own, in which it cannot be imported."""
    shutil.copytree(DEMO, tmp_path / "demo")
    code = (
        "import sys; sys.modules['yaml_rs'] = None;"
        "from pathlib import Path; from tongbao.load import load, fast; assert fast.yaml_rs is None;"
        "print(repr(load(Path(sys.argv[1]))))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tongbao.__file__).parents[1])}
    command = [sys.executable, "-c", code, str(tmp_path / "demo")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == repr(load(tmp_path / "demo"))
