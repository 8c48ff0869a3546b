"""The bodies that the running text of a measure says to act."""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.intake.recognise.brackets import Part, role_of
from tongbao.intake.recognise.found import Found
from tongbao.printed.patterns import regex


class Acting(NamedTuple):
    """Bodies that the running text says to do something, and the words that say so."""

    part: Part
    quote: Found


_NAMES = (
    "(?:(?![由对将把向])[一-鿿（）()]){1,30}?(?:局|委|办|院|会|厅|部|政府|中心|集团|公司|银行|分行|法院|海关|所|站|队)"
)
_GROUPS = "(?:各级?|有关|相关|[省市县区]级)[一-鿿]{0,8}?(?:部门|单位)|各(?:[省市县区乡镇街道]|[（(][省市县区乡镇街道、]+[）)])+(?:人民)?政府"
_LIST = f"(?:{_NAMES}|{_GROUPS})(?:[、和](?:{_NAMES}|{_GROUPS}))*"
_HOW = "(?:等(?:部门|单位)?)?(?:要|应|应当|将)?(?:按(?:照|各自)?职责(?:分工)?|具体|统一|分别|共同|联合|密切|积极|做好)*"
_IN_TEXT = regex(
    f"(?:(?<=由)|^)(?P<names>{_NAMES}(?:[、和]{_NAMES})*)(?:会同(?P<joined>{_NAMES}(?:[、和]{_NAMES})*))?{_HOW}"
    "(?P<verb>负责|牵头|承担|承办|实施|落实|统筹|制定|采购|配合|协助|会同$)"
)
"""Bodies in a clause that are said to act: 由市数据局具体承担, 市住建局负责采购."""


def acting_in(text: Found) -> Iterator[Acting]:
    """Yield the bodies that the text of a measure says to act, with their roles."""
    behind_lead = False
    for clause in _CLAUSES.finditer(text.value):
        words = clause[0].strip()[:_CLAUSE]
        found = _BESIDE_LEAD.fullmatch(words) if behind_lead else None
        if not (found := found or _IN_TEXT.search(words)):
            continue
        behind_lead = behind_lead or found["verb"] == "牵头"
        start = text.start + clause.start() + clause[0].index(found[0])
        quote = Found(found[0], start, start + len(found[0]))
        yield Acting(Part(found["verb"], role_of(found["verb"]) or "participant", found["names"]), quote)
        if found.groupdict().get("joined"):
            yield Acting(Part("会同", "joining", found["joined"]), quote)


_BESIDE_LEAD = regex(f"(?P<names>{_LIST}){_HOW}(?P<verb>配合|协助|参与|负责|落实)(?:落实|实施|推进|工作|做好)*")
"""Bodies and groups of them beside one who leads: 市级各部门、各区人民政府配合."""
_CLAUSES = regex("(?:(?!(?<=牵头|负责|主办)、)[^，。；,;\\n])+")
"""A clause; a verb before 、 ends one, too: 市教育局牵头、市财政局配合."""
_CLAUSE = 200
"""How many characters of a clause are searched."""
