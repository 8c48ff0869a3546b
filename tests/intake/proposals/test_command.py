"""The command tells what became of proposals, as the guide shows."""

import re
from pathlib import Path

import pytest
from tests.intake.proposals.proposing import MADE

from tongbao import paths
from tongbao.cli.main import main


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "0 taken in, 1 already drafted, 1 refused"), ("zh", "写入 0 项，草稿已有 1 项，未采用 1 项")],
)
def test_the_command_tells_what_became_of_proposals(
    language: str, told: str, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.json"
    file.write_text('{"purposes": ["为进一步优化营商环境",\n "为人民服务"]}', "utf-8")
    assert (
        main(["--lang", language, "draft", str(MADE / "notice.txt"), "--data", str(office), "--proposals", str(file)])
        == 0
    )
    out = capsys.readouterr().out
    assert told in out
    assert f"{file}:2:2: " in out


def test_proposals_are_for_one_notice(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.json").write_text("{}", "utf-8")
    text = str(MADE / "notice.txt")
    assert main(["draft", text, text, "--data", str(office), "--proposals", str(tmp_path / "p.json")]) == 2
    assert "--proposals is for one notice" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_shows_what_the_command_does(
    language: str, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The three commands run one after the other; the last prints what is shown."""
    name = "proposals.md" if language == "en" else "proposals.zh-CN.md"
    guide = (paths.ROOT / "docs" / name).read_text("utf-8")
    first, *_ = re.findall("```text\n(.*?)```", guide, re.DOTALL)
    (proposed,) = re.findall("```json\n(.*?)```", guide, re.DOTALL)
    (session,) = re.findall("```console\n(.*?)```", guide, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    office.rename("mycity")
    Path("notice.txt").write_text(first, "utf-8")
    Path("model.json").write_text(proposed, "utf-8")
    assert main(["draft", "notice.txt", "--data", "mycity"]) == 0
    Path("mycity/notices/2024/chenghu-2024-12.yaml").unlink()
    capsys.readouterr()
    assert main(["--lang", language, "draft", "notice.txt", "--data", "mycity", "--proposals", "model.json"]) == 0
    assert capsys.readouterr().out.splitlines() == session.rpartition("$ ")[2].splitlines()[1:]
    assert "mycity/schema/notice.schema.json" in guide
    assert Path("mycity/schema/notice.schema.json").is_file()
    assert Path("mycity/notices/2024/chenghu-2024-12.txt").is_file()
