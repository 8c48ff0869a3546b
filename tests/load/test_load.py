"""Loading: what a dataset holds in memory, and how everything that is wrong with it is told at once."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import yaml
from tests.places import TESTS

import tongbao
from tongbao import paths
from tongbao.errors import DataError, Problem
from tongbao.load import load, notice_files, read_authority, reader
from tongbao.load.reader import Document, parse_yaml, read_yaml
from tongbao.pipeline.build import build
from tongbao.populate import authority_statements
from tongbao.rdf.iris import Iris, concept, term
from tongbao.validate import choose_engine

NOBODY = 65534
DEMO = TESTS / "data" / "demo"


def refused(data: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load(data)
    return caught.value.problems


def test_the_demo_dataset_holds_every_kind_of_notice() -> None:
    loaded = load(DEMO)
    notices = {facts.record.id: facts for facts in loaded.notices}
    assert list(notices) == sorted(notices)
    ordinary = notices["demo-2023-12"]
    assert [[lead.unit for lead in measure.leads] for measure in ordinary.measures] == [
        ["demo-market", "demo-tax", "demo-data"],
        ["east-government"],
    ]
    assert [lead.group for lead in ordinary.measures[0].leads] == [1, 1, 2]
    bare = notices["demo-2022-5"]
    assert (bare.measures, bare.annexes, bare.record.leads) == ((), (), None)
    assert notices["demo-2022-9"].record.commendations[0].act == "circular-criticism"
    kinds = [recipient.record for recipient in notices["demo-2023-3"].commendations[0].recipients]
    assert [(bool(r.unit), bool(r.place), bool(r.person), bool(r.project)) for r in kinds] == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
        (False, False, False, True),
    ]
    open_lists = notices["demo-2023-8"]
    assert open_lists.record.commendations[0].open
    assert open_lists.measures[0].record.leads_open
    state = notices["demo-2021-2"].record.state
    assert state is not None
    assert state.replaced_by == "demo-2022-5"


@pytest.mark.parametrize("name", ["rust", pytest.param("pyshacl", marks=pytest.mark.thorough)])
def test_the_demo_dataset_breaks_no_shape(name: str, tmp_path: Path) -> None:
    if name == "rust":
        pytest.importorskip("shacl", reason="the Rust SHACL engine is not installed")
    built = build(TESTS / "data" / "demo", tmp_path / "out", choose_engine(name)[0])
    assert not [finding for finding in built.outcome.findings if finding.severity != "Info"]


def test_a_former_name_means_the_same_unit_in_its_own_years() -> None:
    authority, problems = read_authority(TESTS / "data" / "demo")
    assert not problems
    assert authority.resolve("市工商局", "demo-city", 2017) == ["demo-market"]
    assert authority.resolve("市工商局", "demo-city", 2018) == ["demo-market"]
    assert authority.resolve("市工商局", "demo-city", 2019) == []
    assert authority.resolve("市市场监管局", "demo-city", 2018) == []
    assert authority.resolve("市市场监管局", "demo-city", 2019) == ["demo-market"]


def test_a_short_name_means_the_unit_that_is_nearest() -> None:
    authority, _ = read_authority(TESTS / "data" / "demo")
    assert authority.resolve("区教育局", "east-district", 2023) == ["east-education"]
    assert authority.resolve("区教育局", "west-district", 2023) == ["west-education"]
    assert authority.resolve("区教育局", "demo-city", 2023) == ["east-education", "west-education"]
    assert authority.resolve("市 税\n务局", "demo-city", 2023) == ["demo-tax"]
    assert authority.resolve("市税务局", "demo-nation", 2023) == ["demo-tax"]
    assert authority.resolve("demo-tax", "west-district", 1950) == ["demo-tax"]
    assert authority.resolve("市税务局", "nowhere", 2023) == []


def test_a_unit_can_bear_a_name_twice(demo: Path) -> None:
    file = demo / "units.yaml"
    short = "[{value: 市交通局, until: 2009}, {value: 市交通局, since: 2020}]"
    file.write_text(file.read_text("utf-8").replace("[市交通局]", short), "utf-8")
    authority, problems = read_authority(demo)
    assert not problems
    years = (2009, 2010, 2019, 2020)
    assert [bool(authority.resolve("市交通局", "demo-city", year)) for year in years] == [True, False, False, True]


def test_two_units_can_bear_a_short_name_one_after_the_other(demo: Path) -> None:
    file = demo / "units.yaml"
    short = "[市交通局, {value: 市市场监管局, until: 2018}]"
    file.write_text(file.read_text("utf-8").replace("[市交通局]", short), "utf-8")
    authority, problems = read_authority(demo)
    assert not problems
    assert authority.resolve("市市场监管局", "demo-city", 2018) == ["demo-transport"]
    assert authority.resolve("市市场监管局", "demo-city", 2019) == ["demo-market"]


def test_the_place_of_a_unit_can_carry_its_own_basis(demo: Path) -> None:
    file = demo / "units.yaml"
    placed = "place: {value: east-district, basis: reading, certainty: probable, note: 据通报。}"
    file.write_text(file.read_text("utf-8").replace("place: east-district", placed), "utf-8")
    authority, problems = read_authority(demo)
    assert not problems
    assert authority.resolve("区教育局", "east-district", 2023) == ["east-education"]
    statements = [*authority_statements(authority, Iris("https://e.org/"))]
    unit, assertion = "<https://e.org/id/unit/east-education>", "<https://e.org/id/assertion/unit/east-education/place>"
    assert (unit, term("tb:locatedIn"), "<https://e.org/id/place/east-district>") in statements
    assert (assertion, term("tb:basis"), concept("assertion-basis", "reading")) in statements
    assert (assertion, term("tb:certainty"), concept("certainty", "probable")) in statements


def test_names_are_indexed_in_linear_time(tmp_path: Path) -> None:
    """As many units as there are districts have one short name."""
    head = "{name: 单位%d, short: [区教育局], place: p%d, kind: department, basis: reading, certainty: certain}\n"
    place = "{name: 区%d, english: D%d, level: district, basis: standard, certainty: certain}\n"

    def seconds(count: int) -> float:
        (tmp_path / "units.yaml").write_text("".join(f"u{i}: " + head % (i, i) for i in range(count)), "utf-8")
        (tmp_path / "places.yaml").write_text("".join(f"p{i}: " + place % (i, i) for i in range(count)), "utf-8")
        begin = time.process_time()
        authority, problems = read_authority(tmp_path)
        assert (len(authority.names["区教育局"]), problems) == (count, [])
        return time.process_time() - begin

    # Eight times the units take twelve times as long here, for what is collected as garbage grows too; a search among
    # those that share the name would take 64 times. The least of three is what other work on the machine adds least to.
    few, many = (min(seconds(count) for _ in range(3)) for count in (1_000, 8_000))
    assert many < 32 * few


def test_a_dataset_without_notices_loads(demo: Path) -> None:
    shutil.rmtree(demo / "notices")
    (demo / "notices").mkdir()
    assert load(demo).notices == ()


def test_a_folder_of_notices_that_is_gone_is_no_empty_one(demo: Path) -> None:
    """Built all the same, a wrong name would empty the graph."""
    (demo / "notices").rename(demo / "notice")
    with pytest.raises(DataError) as caught:
        load(demo)
    assert [problem.code for problem in caught.value.problems] == ["no-notices"]
    (demo / "notices").write_text("a file")
    with pytest.raises(DataError) as caught:
        load(demo)
    assert [problem.code for problem in caught.value.problems] == ["no-notices"]


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["no-data"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not let a file have such a name")
def test_a_file_name_that_is_no_utf8_is_told(demo: Path) -> None:
    """Archives made on Windows hold names in GBK."""
    folder = os.fsencode(demo / "notices" / "2023")
    for ending in (b".yaml", b".txt"):
        Path(os.fsdecode(folder + b"/" + "通报".encode("gbk") + ending)).write_text("x")
    with pytest.raises(DataError) as caught:
        load(demo)
    assert [problem.code for problem in caught.value.problems] == ["file-name", "file-name"]
    for problem in caught.value.problems:
        assert "UTF-8" in problem.to("zh")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(demo: Path) -> None:
    before = load(demo)
    for file in [demo / "units.yaml", *notice_files(demo)]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    after = load(demo)
    assert after.authority == before.authority
    assert [facts.title for facts in after.notices] == [facts.title for facts in before.notices]


def test_no_folder_is_one_clear_error(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "missing")
    assert problem.code == "no-data"
    (problem,) = refused(Path(__file__))
    assert problem.code == "no-data"


def test_everything_that_is_wrong_is_told_in_one_run(demo: Path) -> None:
    def edit(name: str, find: str, replace: str) -> None:
        file = demo / name
        text = file.read_text("utf-8")
        assert find in text
        file.write_text(text.replace(find, replace, 1), "utf-8")

    edit("dataset.yaml", "https://example.org/demo/", "https://example.org/demo")
    edit("units.yaml", "kind: department", "kind: departement")
    edit("units.yaml", "parent: east-government", "parrent: east-government")
    edit("places.yaml", '"990102"', '"9901"')
    edit("notices/2023/demo-2023-12.yaml", "{number: 5, unit: day}", "{number: 6, unit: day}")
    edit("notices/2023/demo-2023-12.yaml", "date: 2023-06-16", "date: 2023-06-31")
    edit("notices/2023/demo-2023-12.yaml", "居民步行15分钟内可达}", "居民步行15分钟内到达}")
    edit("notices/2022/demo-2022-9.yaml", "genre: circular", "gerne: circular")
    edit("notices/2022/demo-2022-5.yaml", "id: demo-2022-5", "id: [")
    (demo / "notices/2017/demo-2017-4.txt").unlink()
    (demo / "notices/2023/note.yml").touch()
    found = {(problem.place.file.name, problem.code) for problem in refused(demo) if problem.place}
    assert found == {
        ("dataset.yaml", "wrong-form"),
        ("units.yaml", "unknown-code"),
        ("units.yaml", "unknown-key"),
        ("places.yaml", "wrong-form"),
        ("demo-2023-12.yaml", "number-not-printed"),
        ("demo-2023-12.yaml", "impossible-date"),
        ("demo-2023-12.yaml", "quote-not-found"),
        ("demo-2022-9.yaml", "unknown-key"),
        ("demo-2022-9.yaml", "missing-key"),
        ("demo-2022-5.yaml", "yaml-syntax"),
        ("demo-2017-4.yaml", "source-missing"),
        ("note.yml", "stray-file"),
    }


def test_the_problems_of_a_notice_come_in_the_order_of_its_lines(demo: Path) -> None:
    file = demo / "notices/2023/demo-2023-12.yaml"
    text = (
        file.read_text("utf-8")
        .replace("number: 示府办", "number: 某府办")
        .replace("quote: 减少用纸", "quote: 减少用水")
    )
    file.write_text(text.replace("date: 2023-06-16", "date: 2023-06-17"), "utf-8")
    lines = [problem.place.line for problem in refused(demo) if problem.place]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="this system has no permissions of the kind")
@pytest.mark.parametrize("name", ["units.yaml", "notices/2023", "notices", "notices/2023/demo-2023-12.txt"])
def test_what_may_not_be_read_is_told_and_not_passed_over(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # nobody else may look into the folders that pytest makes
        Path(folder).chmod(0o755)
        demo = shutil.copytree(DEMO, Path(folder, "data"))
        (demo / name).chmod(0)
        done = _loaded_by_nobody(demo)
    assert set(done.stdout.split()) == {"file-unreadable"}, done.stderr


def _loaded_by_nobody(demo: Path) -> "subprocess.CompletedProcess[str]":
    script = (
        "import os, sys, pathlib; from tongbao.load import loaded as l\n"
        f"os.getuid() == 0 and os.setuid({NOBODY})\n"  # only now: the modules themselves may lie where nobody else may read
        "try: l.load(pathlib.Path(sys.argv[1]))\n"
        "except l.DataError as error: print(*[p.code for p in error.problems])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tongbao.__file__).parents[1])}
    command = [sys.executable, "-c", script, str(demo)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


# --- the reader: YAML 1.2, core schema ----------------------------------------------------------


def value(text: str) -> object:
    document = parse_yaml(Path("x.yaml"), text)
    assert not document.problems
    return document.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("2023-10", "2023-10"),
        ("2023-10-29", "2023-10-29"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("007", 7),
        ("-3", -3),
        ("true", True),
        ("True", True),
        ("null", None),
        ("~", None),
        ('"5"', "5"),
        ("'true'", "true"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("一", "一"),
        ("５", "５"),
        ("|\n  true", "true\n"),
    ],
)
def test_plain_words_stay_words(text: str, expected: object) -> None:
    got = value(f"key: {text}\n")
    assert got == {"key": expected}
    assert isinstance(got, dict)
    assert type(got["key"]) is type(expected)


def test_numbers_are_exact() -> None:
    assert str(value("99.983")) == "99.983"
    assert str(value("0.10")) == "0.10"


def test_places_are_those_an_editor_shows() -> None:
    document = parse_yaml(Path("x.yaml"), "甲:\n  - 乙: 丙\n    𠀀: {丁: 戊}\n")
    assert document.place(("甲", 0, "乙")).column == 8
    place = document.place(("甲", 0, "𠀀", "丁"))
    assert (place.line, place.column) == (3, 12)  # a character beyond the first plane is one column
    key = document.place(("甲", 0, "𠀀"), key=True)
    assert (key.line, key.column) == (3, 5)
    assert document.place(("甲", 0, "缺")).line == 2  # what is not there: the nearest thing around it


@pytest.mark.parametrize(
    "text",
    [
        'a: "\\ud800"',
        'a: "\\U00110000"',
        'a: "\\0"',
        "a: &a [*a]",
        "[" * 100_000,
        "? " * 5_000,
        "a: \x07",
        "a: [",
        "- " * 5_000,
        "{a: " * 20_000,
        "%YAML 9.9\n---\n",
        "a: !<tag:x> b",
        "\x85",
        "a: b: c",
    ],
)
def test_both_parsers_refuse_alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML comes with a parser in C and, where that is not built, one in Python."""
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        monkeypatch.setattr(reader, "_LOADER", loader)
        document = parse_yaml(Path("x.yaml"), text)
        assert document.problems, loader
        assert all(problem.place and problem.place.line for problem in document.problems)


@pytest.mark.parametrize("text", ["a:\n\tb: 1", "a:\n  b: 1\n\tc: 2", "\ta: b", "a: |\n\tx"])
def test_a_tab_is_called_a_tab(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        monkeypatch.setattr(reader, "_LOADER", loader)
        (problem,) = parse_yaml(Path("x.yaml"), text).problems
        assert "There is a tab here" in problem.what.en
        assert problem.place is not None
        assert text.splitlines()[problem.place.line - 1][problem.place.column - 1] == "\t"


def test_both_parsers_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(loader: object) -> list[Document]:
        monkeypatch.setattr(reader, "_LOADER", loader)
        return [read_yaml(file) for file in [paths.DATA / "units.yaml", *notice_files(paths.DATA)]]

    slow, fast = read(yaml.SafeLoader), read(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert slow == fast
    assert all(not document.problems for document in fast)


def test_a_mistake_made_many_times_is_told_in_time(tmp_path: Path) -> None:
    """The nearest name is looked for only so often: for all of these it would take minutes."""
    unit = "unit-{0}: {{name: 单位{0}, parent: units-{0}, kind: department, basis: reading, certainty: certain}}\n"
    (tmp_path / "units.yaml").write_text("".join(unit.format(i) for i in range(1_000)), "utf-8")
    (tmp_path / "places.yaml").write_text("{}", "utf-8")
    begin = time.process_time()
    problems = read_authority(tmp_path)[1]
    assert time.process_time() - begin < 10
    cures = [problem.cure.en for problem in problems if problem.cure]
    assert len(cures) == 1_000
    assert cures[0].startswith("Did you mean")
    assert cures[-1] == "See units.yaml."


@pytest.mark.parametrize(
    "link", ["parent: {0}", "changes: [{{kind: renaming, from: [{0}], basis: source, certainty: certain}}]"]
)
def test_a_large_ring_of_units_is_checked_in_time(link: str, demo: Path) -> None:
    """Five thousand units, each a part of the next, or what the next became."""
    count = 5_000
    head = "u{0}:\n  {{name: 单位{0}, kind: department, basis: reading, certainty: certain, {1}}}\n"
    units = "".join(head.format(i, link.format(f"u{(i + 1) % count}")) for i in range(count))
    shutil.rmtree(demo / "notices")
    (demo / "notices").mkdir()
    (demo / "units.yaml").write_text(units, "utf-8")
    problems = refused(demo)
    assert [problem.code for problem in problems] == ["cycle"]


@pytest.mark.parametrize("version", ['"2026年版"', '"1.0 beta"', "2026", "2026.10", '""', "[1]", '"' + "1" * 41 + '"'])
def test_a_version_of_another_form_is_told_with_its_place(version: str, demo: Path) -> None:
    file = demo / "dataset.yaml"
    text = file.read_text("utf-8")
    assert "version: 1.2.0" in text
    file.write_text(text.replace("version: 1.2.0", f"version: {version}"), "utf-8")
    (problem,) = refused(demo)
    assert problem.place
    assert (problem.place.file.name, problem.place.line) == ("dataset.yaml", 7)


@pytest.mark.parametrize("name", ["units", "places"])
def test_a_mistyped_key_of_a_unit_or_place_is_no_fault_of_a_notice(name: str, tmp_path: Path) -> None:
    text = (paths.DATA / f"{name}.yaml").read_text("utf-8")
    keys = sorted(set(re.findall(r"^  ([a-z-]+):", text, re.MULTILINE)))
    assert len(keys) > 5
    for key in keys:
        data = shutil.copytree(paths.DATA, tmp_path / key)
        mistyped = re.sub(rf"^  {key}:", f"  {key[:-1]}x:", text, count=1, flags=re.MULTILINE)
        (data / f"{name}.yaml").write_text(mistyped, "utf-8")
        assert {problem.place.file.name for problem in refused(data) if problem.place} == {f"{name}.yaml"}, key
