"""Keep the lines of a part, and count what they state."""

from collections import Counter
from collections.abc import Iterable

from tongbao.iris import term
from tongbao.pipeline.objects import Objects
from tongbao.pipeline.state import Part

_TYPE = f" {term('rdf:type')} "


def counted(name: str, lines: Iterable[str], objects: Objects) -> Part:
    """Keep a part's sorted lines; return it with the number of statements and of nodes by class."""
    lines = list(lines)
    classes = Counter(line.split(" ", 3)[2] for line in lines if _TYPE in line)
    return Part(name, objects.put("".join(lines).encode()), len(lines), dict(classes))
