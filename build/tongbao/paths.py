"""Where the ontology, the data and the queries lie: in the checkout, or in the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"
ROOT = SHIPPED if SHIPPED.is_dir() else PACKAGE.parents[1]

ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "data"
QUERIES = ROOT / "queries"
