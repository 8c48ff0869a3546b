"""Sites that tests of this folder share."""

from pathlib import Path

import pytest
from tests.sites import Site


@pytest.fixture(scope="session")
def demo_site(demo_published: Path) -> Site:
    """Return the site of the invented notices, of which one has replaced another."""
    return Site(demo_published / "site", "/demo/")
