"""Where the tests and their data lie."""

from pathlib import Path

TESTS = Path(__file__).parent
