"""Which change an answer asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from tongbao.errors import UsageError
from tongbao.review.adding import added
from tongbao.review.answers import Answers
from tongbao.review.facts import Fact, id_of
from tongbao.review.refusals import INCOMPLETE


def applied(answers: Answers, said: Mapping[str, Any], facts: Sequence[Fact]) -> str:
    """Make the change of an answer; return the id of the fact that it is about."""
    fields = said.get("fields") or {}
    if not isinstance(fields, dict):
        raise UsageError(INCOMPLETE)
    match said.get("action"):
        case "confirm":
            answers.confirm(facts, "bulk" if said.get("how") == "bulk" else "single")
        case "choose":
            answers.choose(facts[0], str(said.get("choice")), fields)
        case "alike":
            answers.alike(facts, str(said.get("rule")), fields)
        case "set":
            answers.correct(facts[0], fields)
        case "quote":
            answers.quote(facts[0], _position(said, "start"), _position(said, "end"))
        case "reject":
            answers.reject(facts[0])
        case "later":
            answers.put_off(facts[0])
        case "restore":
            answers.restore(facts[0])
        case "merge":
            answers.merge(facts)
        case "split":
            return answers.split(facts[0], _position(said, "start"), _position(said, "end"))
        case "add":
            path = added(answers, str(said.get("kind")), _position(said, "start"), _position(said, "end"), fields)
            fact = id_of(answers.change.notice, path)
            answers.change.settled[fact] = "added"
            return fact
        case _:
            raise UsageError(INCOMPLETE)
    return facts[0].id


def _position(said: Mapping[str, Any], key: str) -> int:
    value = said.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UsageError(INCOMPLETE)
    return value
