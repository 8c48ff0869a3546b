"""What tests of networks share: the languages, the formats that are texts, and the command."""

import pytest

from tongbao.cli.main import main
from tongbao.errors import Language
from tongbao.network import FORMATS

LANGUAGES: list[Language] = ["zh", "en"]
TEXTS = sorted(set(FORMATS) - {"png"})


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["network", *words])
    output = capsys.readouterr()
    return code, output.out, output.err
