"""Where the ontology, the data and the queries lie: in the checkout, or in the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parents[1]

ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
WEB = SHIPPED / "web" if SHIPPED.is_dir() else ROOT / "out" / "web"
"""What the pages run in the browser: bundled when the project is installed (see hatch_build.py)."""
