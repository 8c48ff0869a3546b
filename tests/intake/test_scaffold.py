"""A dataset of one's own loads as it is written; the skeleton of a notice once its gaps are filled."""

import hashlib
import shutil
from pathlib import Path

import pytest

from tongbao import paths
from tongbao.cli.main import main
from tongbao.errors import DataError, UsageError
from tongbao.intake.skeleton import new_dataset, new_notice
from tongbao.load import NoticeFacts, load, notice_files
from tongbao.load.gaps import GAP
from tongbao.pipeline.build import build
from tongbao.validate import choose_engine

TEXT = "某府办〔2024〕5 号\n\n某市人民政府办公厅关于表扬\n先进单位的通报\n\n表扬甲局。\n"


def source(folder: Path, text: str = TEXT, name: str = "demo-2024-5.txt") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A dataset as `tongbao init` writes it."""
    new_dataset(tmp_path / "own data")
    return tmp_path / "own data"


def refused(file: Path, data: Path, **given: str | int) -> str:
    with pytest.raises(UsageError) as caught:
        new_notice(file, data, given.get("name"), given.get("year"), given.get("place"))  # type: ignore[arg-type]
    assert all(problem.cure for problem in caught.value.problems)
    return caught.value.problems[0].code


# --- a dataset ------------------------------------------------------------------------------------


def test_a_new_dataset_builds(own: Path, tmp_path: Path) -> None:
    loaded = load(own)
    assert loaded.notices == ()
    assert loaded.dataset.base != load(paths.DATA).dataset.base
    built = build(own, tmp_path / "out", choose_engine()[0])
    assert not any(finding.blocks for finding in built.outcome.findings)


def test_a_new_dataset_has_what_the_shipped_one_explains(own: Path) -> None:
    written = {str(file.relative_to(own)) for file in own.rglob("*") if file.is_file()}
    assert {"README.md", "dataset.yaml", "units.yaml", "places.yaml"} < written
    assert {file for file in written if file.startswith("schema/")} == {
        f"schema/{file.name}" for file in (paths.DATA / "schema").iterdir()
    }
    assert (own / "notices").is_dir()


def test_nothing_that_exists_is_overwritten(own: Path, tmp_path: Path) -> None:
    for folder in (own, source(tmp_path)):
        with pytest.raises(UsageError) as caught:
            new_dataset(folder)
        assert caught.value.problems[0].code == "exists"
    (tmp_path / "empty").mkdir()
    assert new_dataset(tmp_path / "empty")


def filled(data: Path) -> NoticeFacts | None:
    """Load the only notice of a dataset; None where the first line that was taken for its title is not all of it."""
    try:
        (facts,) = load(data).notices
    except DataError as error:
        if {problem.code for problem in error.problems} != {"title-not-whole"}:
            raise
        return None
    return facts


# --- a notice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\ufeff" + TEXT.replace("\n", "\r\n"),
        "— 1 —\n\n" + TEXT,
        "关于表扬的通报\n关于表扬的通报\n",  # the first line stands twice
        'He said: "#no {gap}" \\ 通报\n',
        "- a: [b\n",
        "'quoted' & *starred !tagged\n",
        "长" * 30_000,
        "title: x\ttab\u2028separator\x0cpage\n",
        "{gap} {id}\n",
    ],
    ids=range(10),
)
def test_a_skeleton_lacks_what_it_marks(text: str, own: Path, tmp_path: Path) -> None:
    file, gaps = new_notice(source(tmp_path, text), own, None, None, None)
    assert file == own / "notices" / "2024" / "demo-2024-5.yaml"
    with pytest.raises(DataError) as caught:
        load(own)
    marked = [problem.place.line for problem in caught.value.problems if problem.code == "gap" and problem.place]
    assert marked == gaps
    assert {problem.code for problem in caught.value.problems} <= {"gap", "title-not-whole"}  # the title is a guess
    lines = file.read_text("utf-8").split("\n")
    assert gaps
    assert all(GAP in lines[number - 1] for number in gaps)
    file.write_text(file.read_text("utf-8").replace(GAP, ""), "utf-8")
    facts = filled(own)
    if facts is None:
        return
    assert facts.record.id == "demo-2024-5"
    assert facts.record.source.sha256 == hashlib.sha256((tmp_path / "demo-2024-5.txt").read_bytes()).hexdigest()
    assert (own / "notices" / "2024" / "demo-2024-5.txt").read_bytes() == (tmp_path / "demo-2024-5.txt").read_bytes()


def test_the_skeleton_of_the_shipped_notice_loads(tmp_path: Path) -> None:
    data = Path(shutil.copytree(paths.DATA, tmp_path / "data"))
    (file,) = notice_files(data)
    shutil.copy(file.with_suffix(".txt"), tmp_path)
    file.unlink()
    skeleton, _ = new_notice(tmp_path / file.with_suffix(".txt").name, data, None, None, "xiamen")
    assert '\ntitle: "厦门市人民政府办公厅关于公布" #' in skeleton.read_text("utf-8")  # not the page, nor the number
    title = "厦门市人民政府办公厅关于公布"
    whole = f"{title}厦门市2023年度市区两级“十佳”营商环境创新举措的通知"
    skeleton.write_text(skeleton.read_text("utf-8").replace(GAP, "").replace(f'"{title}"', whole), "utf-8")
    (facts,) = load(data).notices
    assert facts.record.place == "xiamen"


def test_the_year_may_be_that_of_the_number_and_a_red_head_is_no_title(own: Path, tmp_path: Path) -> None:
    text = "示范市人民政府办公厅文件\n示府办〔2022〕7 号\n\n示范市人民政府办公厅关于表扬的通报\n"
    file, _ = new_notice(source(tmp_path, text, "x.txt"), own, None, None, None)
    assert file == own / "notices" / "2022" / "x.yaml"
    skeleton = file.read_text("utf-8")
    assert '\ntitle: "示范市人民政府办公厅关于表扬的通报" #' in skeleton
    assert "\ngenre: circular #" in skeleton
    assert "# number: 示府办〔2022〕7号 #" in skeleton


def test_a_source_that_lies_there_already_stays(own: Path) -> None:
    file = source(own / "notices" / "2024") if (own / "notices" / "2024").mkdir() is None else own
    new_notice(file, own, None, None, None)
    assert file.read_text("utf-8") == TEXT


def test_id_and_year_may_be_given(own: Path, tmp_path: Path) -> None:
    file, _ = new_notice(source(tmp_path, name="扫描 1.txt"), own, "my-notice", 2020, "cn")
    assert file == own / "notices" / "2020" / "my-notice.yaml"


def test_what_cannot_be_made_into_a_notice_is_one_clear_error(own: Path, tmp_path: Path) -> None:
    file = source(tmp_path)
    assert refused(tmp_path / "missing.txt", own) == "file-unreadable"
    assert refused(source(tmp_path, name="通报 2024.txt"), own) == "bad-id"
    assert refused(source(tmp_path, name="a" * 90 + "-2024.txt"), own) == "bad-id"
    assert refused(file, own, name="a/../../b") == "bad-id"
    assert refused(file, own, name="a\n", year=2024) == "bad-id"
    assert refused(source(tmp_path, "通报\n", "no-number.txt"), own) == "no-year"
    assert refused(file, own, year=24) == "no-year"
    assert refused(file, own, place="atlantis") == "unknown-place"
    assert refused(source(tmp_path, " \n\t\n", "demo-2024-6.txt"), own) == "empty-source"
    assert refused(file, tmp_path / "no data") == "file-unreadable"
    assert not list((own / "notices").iterdir())
    new_notice(file, own, None, None, None)
    assert refused(file, own) == "exists"


def test_another_text_of_that_name_is_not_overwritten(own: Path, tmp_path: Path) -> None:
    (own / "notices" / "2024").mkdir()
    there = source(own / "notices" / "2024", "另一份\n")
    assert refused(source(tmp_path), own) == "exists"
    assert there.read_text("utf-8") == "另一份\n"


def test_bytes_that_are_no_utf8_are_told(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "demo-2024-5.txt"
    file.write_bytes("通报".encode("gbk"))
    assert refused(file, own) == "not-utf-8"


def test_a_dataset_without_places_is_told(own: Path, tmp_path: Path) -> None:
    (own / "places.yaml").write_text("{}\n")
    (own / "units.yaml").write_text("{}\n")
    assert refused(source(tmp_path), own) == "unknown-place"


# --- codes of one's own -----------------------------------------------------------------------------

CODE = "role:\n  host: {name: 主办单位, english: Host, definition: 主办。, definition-english: Who hosts., broader: responsible}\n"


@pytest.mark.parametrize("by", ["new", "build"])
def test_editors_offer_the_codes_of_ones_own(by: str, own: Path, tmp_path: Path) -> None:
    """The schemas beside the dataset follow its vocabulary; where it has none, or has no schemas, nothing is written."""
    before = schemas(own)
    assert "vocabulary.yaml" in (own / "README.md").read_text("utf-8")
    run(by, own, tmp_path)
    assert schemas(own) == before
    (own / "vocabulary.yaml").write_text(CODE, "utf-8")
    run(by, own, tmp_path)
    assert '"host"' in schemas(own)["notice.schema.json"]
    assert schemas(own)["dataset.schema.json"] == before["dataset.schema.json"]
    shutil.rmtree(own / "schema")
    run(by, own, tmp_path)
    assert not (own / "schema").exists()


def test_the_skeleton_of_a_notice_has_the_genre_of_ones_own(own: Path, tmp_path: Path) -> None:
    letter = "genre:\n  letter-of-call: {name: 倡议书, english: Call, definition: 倡议。, definition-english: A call., broader: opinions}\n"
    (own / "vocabulary.yaml").write_text(letter, "utf-8")
    text = "某府办〔2024〕5 号\n\n某市人民政府办公厅关于节约粮食的倡议书\n\n节约粮食。\n"
    file, _ = new_notice(source(tmp_path / "text", text), own, None, None, None)
    assert "\ngenre: letter-of-call" in file.read_text("utf-8")


def test_a_wrong_vocabulary_is_told_before_a_notice_is_written(own: Path, tmp_path: Path) -> None:
    (own / "vocabulary.yaml").write_text("rule: {}\n", "utf-8")
    assert refused(source(tmp_path / "text"), own) == "unknown-vocabulary"
    assert not notice_files(own)


def schemas(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in (folder / "schema").iterdir()}


def run(by: str, folder: Path, tmp_path: Path) -> None:
    if by == "build":
        for file in notice_files(folder):
            file.unlink()
        assert main(["build", "--data", str(folder), "--out", str(tmp_path / "out")]) == 0
        return
    made, _ = new_notice(source(tmp_path / "text"), folder, None, None, None)
    made.unlink()
