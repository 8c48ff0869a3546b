"""What is remembered of the stored questions: what came of each, and which statements it read."""

from collections.abc import Mapping

import msgspec

from tongbao.ask.questions import questions, read_query
from tongbao.errors import Text
from tongbao.site.memory import Memory
from tongbao.site.pages.questions import Asked
from tongbao.site.step import Made


class Kept(msgspec.Struct):
    """What is remembered of one question."""

    terms: Mapping[str, str] | None
    total: int
    remark: Text | None
    reads: list[str]
    """The keys of the statements that its page rests on."""

    @classmethod
    def of(cls, memory: Memory, name: str) -> "Kept | None":
        """Return what is remembered of a question; None where it was not asked before."""
        said = memory.mentioned(owner_of(name))
        return msgspec.json.decode(said[0], type=cls) if said else None

    def put_into(self, made: Made) -> None:
        """Have this remembered with what was made."""
        made.mentioned = [msgspec.json.encode(self).decode()]


def owner_of(name: str) -> str:
    """Return the name under which a question is remembered."""
    return f"question/{name}"


def asked_before(memory: Memory) -> list[Asked]:
    """Return all stored questions, with what came of asking them."""
    found = []
    for name, file in questions().items():
        kept = Kept.of(memory, name)
        assert kept, name
        found.append(Asked(read_query(file), kept.terms, kept.total, kept.remark))
    return found
