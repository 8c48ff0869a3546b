"""A site is a list of steps: what a step is made from is what it asks for, and nothing that changes leaves a stale page."""

import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest
from msgspec import structs
from tests.sites import Site

from tongbao import paths
from tongbao.progress import SILENT
from tongbao.site import publish
from tongbao.site.memory import Memory
from tongbao.site.runner import Runner
from tongbao.site.sources import _LEAVES, RESTS_ON, Sources
from tongbao.site.step import Step
from tongbao.site.steps import STEPS

EACH = [step for steps in STEPS.values() for step in steps]


@pytest.mark.parametrize("step", EACH, ids=lambda step: step.__name__)
def test_a_step_asks_for_sources_by_their_names_and_types(step: Step) -> None:
    asked = get_type_hints(step)
    del asked["return"]
    assert list(asked) == list(inspect.signature(step).parameters)
    for name, kind in asked.items():
        given = get_type_hints(Sources.__dict__[name].func)["return"]
        if kind != given:  # a list where a sequence is asked for
            assert issubclass(get_origin(given), get_origin(kind)), name
            assert get_args(given) == get_args(kind), name


def test_no_two_steps_have_one_name() -> None:
    assert len({step.__name__ for step in EACH}) == len(EACH)


def test_whatever_a_source_rests_on_is_a_source() -> None:
    assert {name for names in RESTS_ON.values() for name in names} <= RESTS_ON.keys()
    assert {name for name, names in RESTS_ON.items() if not names} == _LEAVES.keys()


# --- what changes changes the digest -----------------------------------------------------------------------


@pytest.fixture
def sources(own_demo: Path) -> Iterator[Callable[[], Sources]]:
    """Give the sources of a small dataset, read again each time."""
    with Memory.at(own_demo / "site" / ".tongbao") as memory:
        yield lambda: Sources(own_demo / "out", own_demo / "data", own_demo / "site", memory, SILENT)


ONTOLOGY = sorted(file.relative_to(paths.ONTOLOGY) for file in paths.ONTOLOGY.rglob("*.*") if file.suffix != ".md")


@pytest.mark.parametrize("name", ONTOLOGY, ids=str)
def test_each_file_of_the_ontology_is_in_the_environment(
    name: Path, sources: Callable[[], Sources], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sources().environment
    shutil.copytree(paths.ONTOLOGY, tmp_path / "ontology")
    monkeypatch.setattr(paths, "ONTOLOGY", tmp_path / "ontology")
    assert sources().environment == before
    with (tmp_path / "ontology" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert sources().environment != before


@pytest.mark.parametrize("name", ["site/templates/authority.html", "rdf/literals.py", "load/number.py", "errors.py"])
def test_templates_and_all_modules_are_in_the_environment(
    name: str, sources: Callable[[], Sources], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sources().environment
    shutil.copytree(paths.PACKAGE, tmp_path / "tongbao", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "tongbao")
    assert sources().environment == before
    with (tmp_path / "tongbao" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert sources().environment != before


@pytest.mark.parametrize("words", ["english: Demo", "license: ", "base: "])
def test_each_setting_is_in_the_environment(words: str, sources: Callable[[], Sources], own_demo: Path) -> None:
    before = sources().environment
    file = own_demo / "data" / "dataset.yaml"
    text = file.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith(words.partition(" ")[0]))
    file.write_text(text.replace(line, f"{line}x/" if words.startswith("base") else f"{line}x"), "utf-8")
    assert sources().environment != before


def test_an_export_is_a_source(sources: Callable[[], Sources], own_demo: Path) -> None:
    before = sources().digest("exports")
    (own_demo / "out" / "graph.ttl").unlink()
    assert sources().digest("exports") != before


def test_only_what_has_changed_is_made(own_demo: Path, sources: Callable[[], Sources]) -> None:
    """A question has other words: its steps run, and what shows questions; lists and tables do not."""
    run: list[str] = []

    class Noting(Runner):
        def keep(self, owner: str, *rest: object) -> None:
            run.append(owner)

    given = sources()
    given._digests["queries"] = b"other"
    Noting(own_demo / "site", given.site, given._memory, SILENT).steps(STEPS, given)
    assert {"site/question_list", "site/front"} <= set(run)
    assert not {"site/lists", "site/tables", "site/dumps", "site/networks", "site/hosts"} & set(run)


def test_only_those_pages_of_a_list_are_made_that_show_something_else(
    own_demo: Path, sources: Callable[[], Sources]
) -> None:
    """A measure has another title: pages with it are made again, pages without it are not."""
    run: list[str] = []

    class Noting(Runner):
        def keep(self, owner: str, *rest: object) -> None:
            run.append(owner)

    given = sources()
    given._digests["entries"] = b"other"
    Noting(own_demo / "site", given.site, given._memory, SILENT).steps(STEPS, given)
    assert "site/lists" in run
    assert not [owner for owner in run if owner.startswith("part/")]
    run.clear()
    given = sources()
    given._digests["entries"] = b"other"
    measures = given.entries["measure"]
    at = next(n for n, entry in enumerate(measures) if entry.code.endswith("#district>"))
    measures[at] = structs.replace(measures[at], title="另一标题")
    Noting(own_demo / "site", given.site, given._memory, SILENT).steps(STEPS, given)
    made = {owner.removeprefix("part/lists/") for owner in run if owner.startswith("part/")}
    assert {"measures", "measures/level-district"} <= made
    assert not {"measures/level-municipal", "units", "notices"} & made


def test_a_page_of_a_list_that_was_lost_is_made_again(own_demo: Path) -> None:
    site = Site(own_demo / "site")
    before = site.bytes()
    (own_demo / "site" / "en" / "measures" / "level-district.html").unlink()
    publish(own_demo / "out", own_demo / "data", own_demo / "site")
    assert Site(own_demo / "site").bytes() == before


# --- the whole, with a copy of all that is ours ---------------------------------------------------------------


def append(words: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        assert file.exists()
        with file.open("a", encoding="utf-8") as opened:
            opened.write(words)

    return change


def replace(old: str, new: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a label of the ontology": ("ontology/notice.ttl", replace('"Measure"@en', '"Policy measure"@en')),
    "a vocabulary": ("ontology/vocab/role.ttl", replace('"@en', ' or such"@en')),
    "a shape": ("ontology/shapes/notice.ttl", append("# another\n")),
    "the context": ("ontology/context.jsonld", replace('"tb:Measure"', '"https://w3id.org/tongbao/ontology#Measure"')),
    "a template": ("build/tongbao/site/templates/authority.html", append("<p>more</p>\n")),
    "a style sheet": ("build/tongbao/site/assets/site.css", append("p { color: red }\n")),
    "a module": ("build/tongbao/errors.py", append("# another\n")),
    "a module of the network": ("build/tongbao/network/style.py", replace('"#', '"#1')),
    "a guide": ("docs/stores.md", append("\nMore.\n")),
    "a question": ("queries/questions/co-lead-pairs.rq", append("# another\n")),
    "a view": ("queries/views/units.rq", append("# another\n")),
    "the headings of columns": ("queries/columns.yaml", replace("en: ", "en: The ")),
    "a setting": ("data/dataset.yaml", replace("english: ", "english: Other ")),
}


@pytest.fixture(scope="module")
def whole(demo_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a site with a copy of all that is ours."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("build", "docs", "ontology", "queries"):
        shutil.copytree(paths.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "out"):
        shutil.copytree(demo_published / name, folder / name, symlinks=True)
    publish_in(folder, "site")
    return folder


def publish_in(folder: Path, site: str) -> None:
    """Publish with the copy in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "build")}
    words = ["publish", "--data", folder / "data", "--build", folder / "out", "--out", folder / site]
    command = [sys.executable, "-m", "tongbao", *map(str, words)]
    subprocess.run(command, check=True, env=environment, cwd=folder, capture_output=True)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_of_any_kind_gives_what_a_site_from_nothing_gives(kind: str, tmp_path: Path, whole: Path) -> None:
    folder = shutil.copytree(whole, tmp_path / "own", symlinks=True)
    name, change = CHANGES[kind]
    change(folder / name)
    publish_in(folder, "site")
    publish_in(folder, "fresh")
    assert Site(folder / "site").bytes() == Site(folder / "fresh").bytes()
