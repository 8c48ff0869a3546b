"""Broken datasets: each gives the errors it must give, no other, in the right place."""

import ast
import hashlib
import os
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from tests.places import TESTS

import tongbao.files.text
import tongbao.load
from tongbao.errors import DataError, Problem
from tongbao.load import NoticeFacts, compare, load, loaded, read_notice

BROKEN = Path(__file__).parent / "broken"
DEMO = TESTS / "data" / "demo"
NOTICE = "notices/2023/demo-2023-12.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
ALL: list[dict[str, Any]] = [
    case for file in sorted(BROKEN.glob("*.yaml")) for case in yaml.load(file.read_text(encoding="utf-8"), LOADER)
]
CASES = [case for case in ALL if "code" in case]
SEVERAL = [case for case in ALL if "problems" in case]
ACTIONS = ("delete", "folder", "pipe", "link", "rename", "copy", "write", "hex", "encode", "find", "append", "prepend")


def broken(data: Path, case: dict[str, Any]) -> Path:
    """Break a dataset as a case says."""
    (data.parent / "outside.yaml").write_text("id: outside\n", encoding="utf-8")
    (data.parent / "outside.txt").write_text("外面\n", encoding="utf-8")
    for edit in case.get("edits", [case]):
        _edit(data, data / edit.get("file", NOTICE), edit)
    if "rehash" in case:
        notice = data / case["rehash"]
        sha256 = hashlib.sha256(notice.with_suffix(".txt").read_bytes()).hexdigest()
        notice.write_text(re.sub("sha256: .*", f"sha256: {sha256}", notice.read_text("utf-8")), "utf-8")
    return data


def _edit(data: Path, file: Path, edit: dict[str, Any]) -> None:
    (action,) = [name for name in ACTIONS if name in edit]
    target = data / edit[action] if action in ("rename", "copy") else file
    target.parent.mkdir(parents=True, exist_ok=True)
    match action:
        case "rename":
            file.rename(target)
        case "copy":
            shutil.copyfile(file, target)
        case "hex":
            file.write_bytes(bytes.fromhex(edit["hex"]))
        case "encode":
            file.write_bytes(file.read_text("utf-8").encode(edit["encode"]))
        case "delete" | "folder" | "pipe" | "link":
            file.unlink()
            if action == "folder":
                file.mkdir()
            elif action == "pipe":
                os.mkfifo(file)
            elif action == "link":
                file.symlink_to(edit["link"])
        case _:
            text = file.read_text("utf-8") if file.exists() else ""
            file.write_text(_rewritten(text, action, edit), "utf-8", newline="")


def _rewritten(text: str, action: str, edit: dict[str, Any]) -> str:
    if action == "find":
        assert edit["find"] in text, "the case looks for what is not there"
        return text.replace(edit["find"], _words(edit["replace"]), 1)
    words = _words(edit[action])
    return {"append": text + words, "prepend": words + text, "write": words}[action]


def _words(words: str | dict[str, Any]) -> str:
    if isinstance(words, str):
        return words
    return f"{words.get('before', '')}{words['text'] * words['times']}{words.get('after', '')}"


def problems_of(data: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a dataset; the notices that a case has not touched are read once for all cases."""
    touched = {name for name in files(DEMO) if name.suffix and not is_same(data / name, DEMO / name)}
    others = any(len(name.parts) == 1 for name in touched) or files(data) != files(DEMO)
    known = sound()

    def read(file: Path, *given: Any) -> tuple[NoticeFacts | None, list[Problem]]:
        own = {name for name in touched if name.stem == file.stem}
        return read_notice(file, *given) if others or own else (known[file.stem], [])

    with patch.object(loaded, "read_notice", read), pytest.raises(DataError) as caught:
        load(data)
    return caught.value.problems


def files(data: Path) -> set[Path]:
    return {file.relative_to(data) for file in data.rglob("*")}


def is_same(file: Path, other: Path) -> bool:
    return file.is_file() and not file.is_symlink() and file.read_bytes() == other.read_bytes()


@cache
def sound() -> dict[str, NoticeFacts]:
    return {facts.record.id: facts for facts in load(DEMO).notices}


def expected_place(case: dict[str, Any], file: Path) -> str | None:
    """Say where the problem must stand, ``line:column``; None where anywhere in the file will do."""
    if case.get("place") == "*":
        return None
    if "place" in case:
        return "0:0" if case["place"] == "none" else str(case["place"])
    text = file.read_bytes().decode(case.get("encode", "utf-8"))
    assert case["at"] in text, "the case points to what is not there"
    at = text.index(case["at"])
    at += len(case["at"]) - len(case["at"].lstrip("\n"))
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def name(case: dict[str, Any]) -> str:
    return str(case["name"]).replace(" ", "-")


@pytest.mark.parametrize("case", CASES, ids=name)
def test_broken_dataset(case: dict[str, Any], demo: Path) -> None:
    file = broken(demo, case) / case.get("in", case.get("file", NOTICE))
    problems = problems_of(demo)
    for problem in problems:
        for_people(problem)
    told = "\n".join(problem.to("en") for problem in problems)
    found = [problem for problem in problems if problem.code == case["code"]]
    assert len(found) == 1 or (found and case.get("many")), told
    assert {problem.code for problem in problems} == {case["code"], *case.get("also", [])}, told
    place = found[0].place
    assert place is not None
    assert place.file == file, told
    expected = expected_place(case, file)
    if expected is None:
        assert place.line > 0, told
        assert place.column > 0, told
    else:
        assert f"{place.line}:{place.column}" == expected, told
    assert case.get("says", "") in f"{found[0].what.en} {found[0].cure.en if found[0].cure else ''}", told


@pytest.mark.parametrize("case", SEVERAL, ids=name)
def test_several_problems_are_told_in_one_run(case: dict[str, Any], demo: Path) -> None:
    broken(demo, case)
    found = []
    for problem in problems_of(demo):
        for_people(problem)
        assert problem.place is not None
        found.append((problem.code, str(problem.place)))
    expected = []
    for problem in case["problems"]:
        file = demo / problem.get("in", NOTICE)
        expected.append((problem["code"], f"{file}:{expected_place(problem, file)}"))
    assert sorted(found) == sorted(expected)


def for_people(problem: Problem) -> None:
    """Both languages, one sentence and more, no control characters, and never pages of the user's own text."""
    assert problem.cure, problem.to("en")
    for text in (*problem.what, *problem.cure):
        assert text[-1] in ".?。？", text
        assert len(text) < 600, text
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text), ascii(text)


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 70
    assert len({case["name"] for case in ALL}) == len(ALL)


def codes_in_the_source() -> set[str]:
    """Read the codes of problems from the loader's own source."""
    codes = set()
    takers = {"Problem", "note", "_note", "QuotationError", "_twice", "reference"}
    codes.update(compare.CODES.values())
    for file in [*Path(tongbao.load.__file__).parent.glob("*.py"), Path(tongbao.files.text.__file__)]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in takers:
                words = [word.value for word in call.args if isinstance(word, ast.Constant)]
                codes.update(word for word in words if isinstance(word, str))
            elif isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Fault":
                codes.add(call.args[1].value)  # type: ignore[attr-defined]
    return codes


def test_every_code_has_a_case() -> None:
    told_elsewhere = {
        *("no-data", "no-notices", "file-name"),  # test_load.py
        "file-changed",  # test_faults.py
        "too-many-codes",  # test_vocabulary.py
    }
    codes = codes_in_the_source()
    assert len(codes) > 40
    genre = yaml.load((BROKEN / "genre" / "records.yaml").read_text("utf-8"), LOADER)
    assert codes - told_elsewhere == {case["code"] for case in [*CASES, *genre]}
