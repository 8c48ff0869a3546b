"""The store on disk of a build: made once, and from then on only what has changed is stored."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.benchmark.changing import EDITS, restored
from tests.few import synthesise_few

from tongbao.ask import stored
from tongbao.ask.store import DiskStore
from tongbao.ask.stored import open_store
from tongbao.pipeline import build as job
from tongbao.pipeline.build import build
from tongbao.progress import SILENT
from tongbao.validate import choose_engine

Build = Callable[[], Path]


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset whose graph is not kept in one file, and its build with a store on disk; never changed."""
    folder = tmp_path_factory.mktemp("stored")
    synthesise_few(folder / "data", 5, seed=6)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(job, "MAX_NOTICES_IN_ALL_FORMATS", 0)
        build(folder / "data", folder / "out", choose_engine()[0], jobs=1)
        assert lines(folder / "out") == parts(folder / "out")
    return folder


@pytest.fixture
def many(once_built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Build]:
    """A copy of the dataset with this build and its store, and what builds it."""
    shutil.copytree(once_built, tmp_path, symlinks=True, dirs_exist_ok=True)
    data, out = tmp_path / "data", tmp_path / "out"

    def built() -> Path:
        build(data, out, choose_engine()[0], jobs=1)
        return out

    monkeypatch.setattr(job, "MAX_NOTICES_IN_ALL_FORMATS", 0)
    monkeypatch.setattr(stored, "SLOWER", 9)  # however much is changed
    return data, built


def lines(out: Path) -> list[bytes]:
    """Return the statements of the store of a build."""
    store = open_store(out, SILENT)
    assert isinstance(store, DiskStore)
    written = ox.Store.read_only(str(store.folder)).dump(format=ox.RdfFormat.N_QUADS)
    assert written
    return sorted(written.split(b"\n"))


def parts(out: Path) -> list[bytes]:
    """Return the statements of the parts of a build, written as the engine writes them."""
    whole = b"".join(file.read_bytes() for file in out.glob("parts/**/*.nq"))
    written = ox.serialize(ox.parse(whole, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    assert written
    return sorted(written.split(b"\n"))


def test_a_store_takes_over_every_kind_of_change(many: tuple[Path, Build], monkeypatch: pytest.MonkeyPatch) -> None:
    data, built = many
    monkeypatch.setattr(stored, "_fill", None)  # from here on no store may be made anew
    with restored(data) as changed:
        for edit in EDITS.values():
            changed(edit)
            assert lines(built()) == parts(built())
    assert lines(built()) == parts(built())
    units = data / "units.yaml"
    text = units.read_text("utf-8")
    strange, count = re.subn(r"(?m)^  english: .*$", r'  english: "one\\u2028two\\x85three"', text, count=1)
    assert count == 1
    for said in (strange, text):
        units.write_text(said, "utf-8")
        assert lines(built()) == parts(built())
    for file in random.Random(5).sample(sorted(data.glob("notices/*/*.yaml")), 3):
        file.with_suffix(".txt").unlink()
        file.unlink()
    assert lines(built()) == parts(built())


@pytest.mark.parametrize("how", ["much", "part", "manifest", "database"])
def test_a_store_is_made_anew_where_it_cannot_be_changed(
    how: str, many: tuple[Path, Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, built = many
    lines(built())
    (folder,) = (built() / ".cache" / "stores").iterdir()
    if how == "much":
        monkeypatch.setattr(stored, "SLOWER", 0)
    elif how == "part":
        for file in (folder / "parts").iterdir():
            if file.name != "parts.sha256":
                file.unlink()
                file.write_text("changed")
    elif how == "manifest":
        (folder / "parts" / "parts.sha256").unlink()
    else:  # of a version that kept no parts
        shutil.rmtree(folder / "parts")
    with restored(data) as changed:
        changed(EDITS["outcome"])
        assert lines(built()) == parts(built())
    (left,) = (built() / ".cache" / "stores").iterdir()
    assert left != folder
