"""The stored questions, for whoever looks for one."""

from dataclasses import dataclass

from tongbao.ask import questions as stored
from tongbao.errors import Text


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question: what it asks, what it needs, and what its answer holds."""

    name: str
    summary: Text
    description: Text
    """What a row is, and what has to be known to read it."""
    parameters: dict[str, str | None]
    """The names of its parameters, each with the value that is taken where none is given."""
    columns: tuple[str, ...]


def questions() -> tuple[Question, ...]:
    """Return the stored questions, in order of their names.

    >>> [question.name for question in tongbao.questions() if "place" in question.parameters]
    ['units-of-place']
    """
    return tuple(_question(stored.read_query(file)) for file in stored.questions().values())


def _question(query: stored.Query) -> Question:
    parameters = {parameter.name: parameter.default for parameter in query.parameters}
    return Question(query.name, query.summary, query.description, parameters, tuple(query.columns))
