"""Compare counts stated in the graph with the number of things counted.

SHACL cannot do this in a way that every engine understands: a query would have to group by ``$this``.
"""

import re
from collections import Counter
from collections.abc import Iterator

from tongbao.rdf.iris import NAMESPACES, term

WEIGHT = f"{NAMESPACES['tbsh']}CoLeadership-weight"
_COUNTED = f" {term('tb:coLedMeasure')} "
_STATED = re.compile(
    rf'^<([^>]*)> {re.escape(term("tb:weight"))} ("([0-9]+)"\^\^<{NAMESPACES["xsd"]}integer>) \.$', re.MULTILINE
)


def wrong_counts(triples: str) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield focus, component, value and shape of each co-leadership whose weight is not its number of measures."""
    if _COUNTED not in triples:
        return
    lines = {line for line in triples.split("\n") if _COUNTED in line}
    counted = Counter(line.partition(" ")[0] for line in lines)
    for stated in _STATED.finditer(triples):
        if int(stated[3]) != counted[f"<{stated[1]}>"]:
            yield stated[1], "EqualsConstraintComponent", stated[2], WEIGHT
