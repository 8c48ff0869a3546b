"""What a worker can be asked to do, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from tongbao.ask.named import by_name
from tongbao.ask.store import LocalStore
from tongbao.ask.territories import territories
from tongbao.errors import TongbaoError
from tongbao.serve import asking, extend, openapi, preview, reconcile, suggest
from tongbao.serve.entities import entities
from tongbao.serve.work import Reply, query, too_deep

TASKS: Mapping[str, Callable[[LocalStore, Mapping[str, Any]], Reply]] = {
    "query": query,
    "question": asking.answer,
    "questions": asking.listed,
    "openapi": openapi.described,
    "manifest": reconcile.manifest,
    "reconcile": reconcile.candidates,
    "extend": extend.values,
    "propose": extend.proposed,
    "suggest": suggest.suggested,
    "preview": preview.shown,
}


def prepare(store: LocalStore) -> None:
    """Read once what all workers need, before they are forked: the names of units and places, and the stored questions."""
    entities(store)
    territories(store)
    by_name("unit", "", store)
    by_name("place", "", store)
    asking.every()


def do(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Answer one request; what is wrong with it is part of the reply."""
    try:
        return TASKS[asked["do"]](store, asked)
    except TongbaoError as error:
        return Reply(problems=tuple(error.problems))
    except RecursionError:
        return Reply(problems=(too_deep(),))
