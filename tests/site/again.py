"""Datasets that are changed, built and published again."""

import shutil
from pathlib import Path

from tests.sites import Site

from tongbao.pipeline.build import build
from tongbao.site import Published, publish
from tongbao.validate import choose_engine

ENGINE, _ = choose_engine()


def rebuild(data: Path) -> None:
    build(data, data.parent / "out", ENGINE, jobs=1)


def change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def made_again(folder: Path) -> tuple[Published, Site]:
    """Build and publish a dataset again; the site is the one that is made from nothing."""
    rebuild(folder / "data")
    done = publish(folder / "out", folder / "data", folder / "site")
    publish(folder / "out", folder / "data", folder / "fresh")
    site = Site(folder / "site")
    assert site.bytes() == Site(folder / "fresh").bytes()
    shutil.rmtree(folder / "fresh")
    return done, site
