"""Turn official notices into a knowledge graph that can be trusted, and ask it.

    >>> import tongbao
    >>> kg = tongbao.open("out")  # a build, a dataset, a file of RDF, or an endpoint's address
    >>> kg.ask("partners-of-unit", unit="税务局").columns
    ('partner', 'times', 'measures')

The names in ``__all__`` are the public API; nothing else is. They are imported when they are first used: ``import tongbao``
takes a millisecond. Every error is a ``TongbaoError``: it lists its ``problems``, each with what is wrong, the
cure, and the place. What the library does is logged by the logger ``tongbao``.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from tongbao.errors import (
        AmbiguousNameError,
        Candidate,
        DataError,
        MissingExtraError,
        OutputError,
        Place,
        Problem,
        Text,
        TongbaoError,
        UnknownNameError,
        UsageError,
    )
    from tongbao.library import (
        IRI,
        KnowledgeGraph,
        Measure,
        Notice,
        Outcome,
        Participant,
        Quantity,
        Question,
        Quotation,
        Report,
        Row,
        Rows,
        Unit,
        load,
        open,
        questions,
        validate,
    )
    from tongbao.load.loaded import Loaded
    from tongbao.pipeline.build import InvalidError
    from tongbao.validate.engines import Finding
else:
    ModuleType = type(sys)  # nothing is read from disk here: ctrl-C would print a traceback

__version__ = "0.2.0"

__all__ = [
    "IRI",
    "AmbiguousNameError",
    "Candidate",
    "DataError",
    "Finding",
    "InvalidError",
    "KnowledgeGraph",
    "Loaded",
    "Measure",
    "MissingExtraError",
    "Notice",
    "Outcome",
    "OutputError",
    "Participant",
    "Place",
    "Problem",
    "Quantity",
    "Question",
    "Quotation",
    "Report",
    "Row",
    "Rows",
    "Text",
    "TongbaoError",
    "Unit",
    "UnknownNameError",
    "UsageError",
    "load",
    "open",
    "questions",
    "validate",
]

_ELSEWHERE = {
    "Finding": "tongbao.validate.engines",
    "InvalidError": "tongbao.pipeline.build",
    "Loaded": "tongbao.load.loaded",
    **dict.fromkeys(("Candidate", "Place", "Problem", "Text"), "tongbao.errors"),
}
"""The modules of names that are neither errors nor in ``tongbao.library``."""
_PACKAGES = {"load", "validate"}
"""Functions that are called like packages of ours: there the package can be called."""


if not TYPE_CHECKING:  # type checkers would take every name for one of these

    def __getattr__(name: str) -> object:
        """Return a name of the public API, when it is first used."""
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name in _PACKAGES:
            return import_module(f"{__name__}.{name}")
        home = _ELSEWHERE.get(name, f"{__name__}.{'errors' if name.endswith('Error') else 'library'}")
        value = getattr(import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Name the public API, and what every module has."""
    return sorted({*__all__, *globals()})


class _Callable(ModuleType):
    """A package that is also the function of the same name: ``tongbao.load("data")``."""

    def __call__(self, *args: "Any", **options: "Any") -> "Any":
        return self._function(*args, **options)

    @property
    def _function(self) -> "Any":
        from importlib import import_module

        return getattr(import_module("tongbao.library"), self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> "Any":
        from inspect import signature

        return signature(self._function)


class _Package(ModuleType):
    """This package: importing a part of it makes it an attribute, as always, and some of the parts callable."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _PACKAGES and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
