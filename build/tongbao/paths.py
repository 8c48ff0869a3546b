"""Where the ontology, the data, the queries and the guides are: in the checkout, or in the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parents[1]


def extra(name: str) -> str:
    """Return the command that installs an extra: from the checkout, where there is one."""
    return f"pip install 'tongbao[{name}]'" if ROOT == SHIPPED else f".venv/bin/pip install -e '.[{name}]'"


ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "data"
DEMO = DATA / "demo"
"""An invented dataset of several notices, for ``tongbao init --demo``; no part of the data beside it."""
QUERIES = ROOT / "queries"
DOCS = ROOT / "docs"
WEB = SHIPPED / "web" if SHIPPED.is_dir() else ROOT / ".web" / "bundles"
"""The code that the pages run in the browser: bundled when the project is installed (see hatch_build.py)."""
