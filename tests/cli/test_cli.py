"""The command as a person meets it: help, languages, exit codes, screens."""

import io
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.patience import PATIENCE
from wcwidth import wcswidth

from tongbao import __version__, paths
from tongbao.ask import formats as answers
from tongbao.cli import commands
from tongbao.cli.commands import COMMANDS
from tongbao.cli.main import main
from tongbao.rdf import formats


def tongbao(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    output = capsys.readouterr()
    return code, output.out, output.err


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the project's own data, in a folder with a space."""
    return shutil.copytree(paths.DATA, tmp_path / "my data")


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize(("language", "heading"), [("en", "usage:"), ("zh", "用法：")])
def test_help_speaks_both_languages(
    command: str, language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for word in ("--lang", language, command, "--help") if word]
    code, out, _ = tongbao(*words, capsys=capsys)
    assert code == 0
    assert out.startswith(heading)
    assert ("exit codes" in out) == (language == "en")
    chinese = [line for line in out.splitlines() if any("\u4e00" <= c <= "\u9fff" for c in line)]
    assert bool(chinese) == (language == "zh")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"LANG": "zh_CN.UTF-8"}, "用法："), ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "usage:"), ({}, "usage:")],
)
def test_the_language_is_the_environments(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert tongbao("--help", capsys=capsys)[1].startswith(expected)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert tongbao("--version", capsys=capsys)[:2] == (0, f"tongbao {__version__}\n")


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--unknown"],
        ["query"],
        ["query", "--list", "--unknown"],
        ["query", "no-such-question"],
        ["query", "partners-of-unit", "--unit"],
        ["query", "partners-of-unit", "--unti", "x"],
        ["validate", "--format", "pdf"],
        ["new"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_clear_error(words: list[str], capsys: pytest.CaptureFixture[str], graph_nq: Path) -> None:
    built = ["--build", str(graph_nq.parent)] if words[0] == "query" else []
    code, _, err = tongbao(words[0], *built, *words[1:], capsys=capsys)
    assert code == 2
    assert err.count("[") >= 1
    assert "Traceback" not in err


def test_build_ends_with_a_screen_for_newcomers(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = tongbao("--lang", "en", "build", "--data", str(data), capsys=capsys)
    assert (code, err) == (0, "")
    for expected in ("Read ", "20 measures", "statements", "all valid", "co-lead-pairs", "graph.nq", "tongbao query"):
        assert expected in out
    assert {path.name for path in (data / "out").iterdir()} == {
        ".cache", "graph.jsonld", "graph.nq", "graph.trig", "graph.ttl", "parts", "parts.sha256",
    }  # fmt: skip


def test_a_wrong_file_is_exit_code_3_and_the_output_stays(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongbao("build", "--data", str(data), capsys=capsys)[0] == 0
    graph = data / "out" / "graph.nq"
    before = graph.read_bytes()
    (notice,) = data.glob("notices/*/*.yaml")
    text = notice.read_text(encoding="utf-8")
    notice.write_text(
        text.replace("精简97份申请材料}", "精简98份申请材料}").replace("genre:", "gerne:"), encoding="utf-8"
    )
    code, _, err = tongbao("--lang", "en", "build", "--data", str(data), capsys=capsys)
    assert code == 3
    assert "'gerne' is unknown here" in err
    assert "Did you mean 'genre'?" in err
    assert graph.read_bytes() == before


def test_a_broken_rule_is_exit_code_1_and_the_output_stays(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongbao("build", "--data", str(data), capsys=capsys)[0] == 0
    graph = data / "out" / "graph.nq"
    before = graph.read_bytes()
    (notice,) = data.glob("notices/*/*.yaml")
    text = notice.read_text(encoding="utf-8")
    state = "state: {value: valid, basis: nothing-known}"
    assert state in text
    notice.write_text(text.replace(state, "state: {value: replaced, basis: later-notice}"), encoding="utf-8")
    code, out, err = tongbao("--lang", "en", "build", "--data", str(data), capsys=capsys)
    assert code == 1
    assert f"{notice.name}:" in out
    assert "unchanged" in err
    assert graph.read_bytes() == before


def test_an_unknown_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = tongbao("build", "--data", str(tmp_path / "nothing"), capsys=capsys)
    assert code == 3
    assert "tongbao init" in err


def test_a_query_before_the_first_build_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = tongbao("--lang", "en", "query", "measures", "--build", str(tmp_path), capsys=capsys)
    assert code == 4
    assert "tongbao build" in err


def test_the_list_starts_each_line_with_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = tongbao("query", "--list", capsys=capsys)
    names = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert sorted(names) == sorted(file.stem for file in (paths.QUERIES / "questions").glob("*.rq"))
    assert len(names) >= 30


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_are_aligned_in_columns_of_the_terminal(
    language: str, graph_nq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = tongbao("--lang", language, "query", "leads-by-unit", "--build", str(graph_nq.parent), capsys=capsys)
    lines = out.splitlines()
    (rule,) = [number for number, line in enumerate(lines) if set(line) == {"-", " "}]
    edges = [start for start in range(1, len(lines[rule])) if lines[rule][start - 1 : start + 1] == " -"]
    assert edges
    for line in lines[rule + 1 : lines.index("", rule)]:
        for edge in edges:
            taken = 0
            before = next((i for i in range(len(line) + 1) if (taken := wcswidth(line[:i])) >= edge), len(line))
            assert taken == edge or taken < edge
            assert line[before - 1 : before] == " " or taken < edge


def test_a_query_from_standard_input(
    graph_nq: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = b"SELECT (COUNT(*) AS ?n) WHERE { ?m a tb:Measure }"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked)))
    code, out, _ = tongbao("query", "-", "--format", "csv", "--build", str(graph_nq.parent), capsys=capsys)
    assert (code, out.split()) == (0, ["n", "20"])


def test_the_gaps_of_a_skeleton_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, source = tmp_path / "mine", tmp_path / "demo-2024-3.txt"
    source.write_text("示范市人民政府办公厅\n关于表扬的通报\n", encoding="utf-8")
    assert tongbao("init", str(mine), capsys=capsys)[0] == 0
    code, told, _ = tongbao("--lang", "en", "new", str(source), "--data", str(mine), capsys=capsys)
    assert code == 0
    assert "gaps to fill in" in told
    code, out, err = tongbao("--lang", "en", "validate", "--data", str(mine), capsys=capsys)
    assert (code, out) == (3, "")
    listed = re.findall(r"demo-2024-3\.yaml:(\d+): ", told)
    assert re.findall(r"demo-2024-3\.yaml:(\d+):\d+: A gap", err) == listed != []


@pytest.mark.parametrize("form", ["text", "json", "sarif", "turtle"])
def test_validate_reports_in_every_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = tongbao("validate", "--format", form, capsys=capsys)
    assert code == 0
    assert out.strip()


def test_a_reader_that_stops_reading_is_no_error(graph_nq: Path) -> None:
    command = [sys.executable, "-m", "tongbao", "query", "measures", "--build", str(graph_nq.parent)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONPATH": str(paths.PACKAGE.parent)}
    )
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(timeout=PATIENCE) == 141


def run(code: str, *, cwd: Path, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PYTHONPATH": str(paths.PACKAGE.parent),
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }
    command = [sys.executable, "-P", "-m", "tongbao", *shlex.split(code)]
    streams = {"capture_output": True, **streams}
    return subprocess.run(command, cwd=cwd, env=environment, timeout=PATIENCE, check=False, **streams)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build --job 2", "did you mean --jobs?"),
        ("build --frobnicate", "does not take '--frobnicate'"),
        ("query --list --formt csv", "did you mean --format?"),
        ("build --jobs 0", "expected a whole number from 1 to 1,000,000, not '0'"),
        ("serve --seconds 1000001", "expected a whole number from 1 to 1,000,000, not '1000001'"),
        (f"serve --workers {'9' * 5000}", f"expected a whole number from 1 to 1,000,000, not '{'9' * 40}'"),
        ("export foo", "expected nq, ttl, trig or jsonld, not 'foo'"),
        ("build --runner spark --jobs 2", "Leave --jobs out"),
        ("query measures --build here --out there", "Remove --out"),
    ],
)
def test_a_wrong_option_is_told_with_what_was_meant(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = tongbao("--lang", "en", *words.split(), capsys=capsys)
    assert (code, out) == (2, "")
    assert said in error
    assert f"See `tongbao {words.split()[0]} --help`" in error or said.startswith(("Leave", "Remove"))


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        ("qurey measures", "There is no command 'qurey'; did you mean query?", "没有命令 'qurey'；是否指 query？"),
        ("bild", "There is no command 'bild'; did you mean build?", "没有命令 'bild'；是否指 build？"),
        ("frobnicate", "There is no command 'frobnicate'. [usage]", "没有命令 'frobnicate'。 [usage]"),
    ],
)
def test_a_wrong_command_is_told_with_what_was_meant(
    words: str, en: str, zh: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, said in (("en", en), ("zh", zh)):
        code, out, error = tongbao("--lang", language, *words.split(), capsys=capsys)
        assert (code, out) == (2, "")
        assert said in error
        assert "`tongbao --help`" in error


def test_each_module_of_a_command_is_listed() -> None:
    assert {module.name for module in pkgutil.iter_modules(commands.__path__)} == set(COMMANDS)


def test_an_answer_and_an_export_are_offered_in_all_their_formats() -> None:
    """Listed by hand, for what writes them takes time to import."""
    offered = {option.names: option.settings.get("choices") for option in COMMANDS["query"].options()}
    assert offered["--format",] == list(answers.FORMATS)
    assert commands.export.FORMS == formats.FORMATS


READERS = {"query": "query leads-by-unit", "export": "export nq", "load": "load --endpoint http://127.0.0.1:9/none"}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(("language", "note"), [("en", "use --build"), ("zh", "请改用 --build")])
def test_the_older_name_of_the_build_works_and_says_so(
    name: str, language: str, note: str, graph_nq: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "none" if name == "export" else graph_nq.parent  # it would write into the shared build
    words = ["--lang", language, *READERS[name].split()]
    code, out, error = tongbao(*words, "--out", str(here), capsys=capsys)
    same, newer, rest = tongbao(*words, "--build", str(here), capsys=capsys)
    assert (code, out) == (same, newer)
    first, _, others = error.partition("\n")
    assert "--out" in first
    assert note in first
    assert others == rest
    assert ("--build 的旧名称" if language == "zh" else "older name of --build") in tongbao(
        "--lang", language, name, "--help", capsys=capsys
    )[1]


@pytest.mark.parametrize(
    "words", [["build", "--out", ""], ["query", "measures", "--endpoint", ""], ["build", "--data", ""]]
)
def test_an_empty_word_is_no_choice(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """It is mostly a variable of the shell that is not set."""
    code, _, error = tongbao("--lang", "en", *words, capsys=capsys)
    assert code == 2
    assert "nothing is given" in error


@pytest.mark.parametrize(
    "words", ["load", "query --format pdf", "query --format", "build --jobs 0", "export x", "build --nix"]
)
def test_mistakes_are_told_in_chinese(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = tongbao("--lang", "zh", *words.split(), capsys=capsys)
    assert code == 2
    for english in ("argument", "expected", "required", "choose", "invalid", "does not take"):
        assert english not in error


def test_a_suggested_build_is_that_of_the_dataset_asked_for(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = tongbao("export", "--data", str(data), "--build", str(tmp_path / "none"), capsys=capsys)
    assert code == 4
    assert f"`tongbao build --data '{data}' --out {tmp_path / 'none'}`" in error


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert tongbao(capsys=capsys)[:2] == tongbao("--help", capsys=capsys)[:2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device of Linux")
def test_a_full_disk_behind_standard_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("query --list", cwd=tmp_path, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 4
    assert b"Standard output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes a descriptor in the child")
@pytest.mark.parametrize(("closed", "words"), [(1, "query --list"), (2, "query nothing"), (0, "query -")])
def test_a_closed_stream_is_no_traceback(closed: int, words: str, tmp_path: Path, graph_nq: Path) -> None:
    done = run(f"{words} --build {shlex.quote(str(graph_nq.parent))}" if "--list" not in words else words, cwd=tmp_path,
               preexec_fn=lambda: os.close(closed))  # fmt: skip
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr


def test_arguments_are_utf8_in_any_locale(tmp_path: Path, graph_nq: Path) -> None:
    done = run(
        f"query partners-of-unit --unit 市税务局 --format csv --build {shlex.quote(str(graph_nq.parent))}", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 6


def test_bytes_on_standard_input_that_are_no_utf8_are_told(tmp_path: Path, graph_nq: Path) -> None:
    done = run(f"query - --build {shlex.quote(str(graph_nq.parent))}", cwd=tmp_path, input=b"SELECT \xff")
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr


def test_each_dataset_has_an_output_of_its_own(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongbao("build", "--data", str(data), capsys=capsys)[0] == 0
    before = (data / "out" / "graph.nq").read_bytes()
    mine = tmp_path / "mine"
    assert tongbao("init", str(mine), capsys=capsys)[0] == 0
    assert tongbao("build", "--data", str(mine), capsys=capsys)[0] == 0
    assert (data / "out" / "graph.nq").read_bytes() == before
    assert (mine / "out" / "graph.nq").is_file()


def test_suggested_commands_can_be_pasted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = data.parent / "the graph"
    _, screen, _ = tongbao("--lang", "en", "build", "--data", str(data), "--out", str(out), capsys=capsys)
    suggested = [line.strip() for line in screen.splitlines() if line.startswith("  ") and "partners-of-unit" in line]
    assert len(suggested) == 1
    words = shlex.split(suggested[0])
    assert words[-4:] == ["--data", str(data), "--build", str(out)]
    code, answer, _ = tongbao(*words[1:], capsys=capsys)
    assert code == 0
    assert "5 rows" in answer


def test_starting_is_light() -> None:
    code = (
        "import sys; from contextlib import suppress; from tongbao.cli.main import main\n"
        f"for words in (['--help'], *([name, '--help'] for name in {list(COMMANDS)})):\n"
        "    with suppress(SystemExit): main(words)\n"
        "print(sorted(set(sys.modules) & {'rdflib', 'pyshacl', 'pyoxigraph', 'networkx', 'yaml', 'msgspec', 'httpx2'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(paths.PACKAGE.parent)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
