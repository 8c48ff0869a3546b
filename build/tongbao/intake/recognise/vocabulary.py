"""The files of words beside this module, and the expressions made of them, each read and compiled once."""

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def words_in(name: str) -> Any:
    """Return what a file holds: ``facts`` for facts.yaml."""
    text = resources.files("tongbao.intake.recognise").joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, _LOADER)


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """Return a compiled expression; Python itself keeps only some hundred, fewer than one draft takes."""
    return re.compile(pattern)
