"""The names of bodies right before or behind words in the text of a measure."""

import re

from tongbao.intake.recognise.passage import Passage, vocabulary
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load import borders
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_JOINED = regex("(?:、|和|及|与|以及|会同|联合)$")
_BEGINS = regex("[，。；：,;:！？]|[年月日](?:，|,)?|被|由|经|获|得到|受到$")
_LONGEST = 24
"""The longest name of a body that is looked for, in characters."""
_NO_NAME = regex("[“”《》（）()0-9０-９的了]|平台|系统|工作|改革(?!委|办|局|领导)|服务|群众|企业[^，]*家")


class Bodies:
    """Finds names: those that ``known`` knows wherever they stand, others only where both their ends are certain."""

    def __init__(self, passage: Passage, known: borders.Known) -> None:
        self.passage, self.known = passage, known
        self.ends = expression(f"{vocabulary()['body']}$")

    def are_names(self, span: Span) -> list[Span]:
        """Return the names of a list that fills a span; none where anything else stands in it."""
        found, at = [], span.start
        for part in re.split("(、|以及|和|及|与|会同|联合)", self.passage.text(span)):
            end = at + len(part)
            if part and not re.fullmatch("、|以及|和|及|与|会同|联合", part):
                found.append(Span(at, end))
            at = end
        return found if found and all(map(self._is_name, found)) else []

    def _is_name(self, span: Span) -> bool:
        words = self.passage.text(span)
        return bool(self.known(words)) or (
            1 < len(words) <= _LONGEST and bool(self.ends.search(words)) and not _NO_NAME.search(words)
        )

    def ending(self, at: int) -> list[Span]:
        """Return the bodies that end at a position and begin a clause, or those there that are known."""
        before = self.passage.words[max(at - 3 * _LONGEST, self.passage.span.start) : at]
        together = re.search("(?:联合|共同|会同|分别|牵头|率先)*$", before)
        end = at - (len(together[0]) if together else 0)
        low = max((found.end() for found in _BEGINS.finditer(before)), default=0) + at - len(before)
        if re.match("与|会同|和", self.passage.words[low:at]):
            return []  # 与市税务局联合印发: who else did is not said
        return self.are_names(Span(low, end)) or self._known_before(end)

    def owning(self, at: int) -> list[Span]:
        """Return the known body whose name ends right before a position: 最高检《…》."""
        return self._known_before(at)[-1:]

    def _known_before(self, at: int) -> list[Span]:
        found: list[Span] = []
        while name := borders.ends_before(self.passage.words, at, self.known):
            found.insert(0, Span(at - len(name), at))
            joint = _JOINED.search(self.passage.words[max(at - len(name) - 2, 0) : at - len(name)])
            if not joint:
                break
            at -= len(name) + len(joint[0])
        return found

    def beginning(self, at: int) -> list[Span]:
        """Return the known bodies whose names begin at a position, or others that a word for what they do ends."""
        found: list[Span] = []
        while name := borders.begins_at(self.passage.words, at, self.known):
            if borders.is_organ(self.passage.words[at + len(name) : at + len(name) + _LONGEST]):
                return []  # 国务院办公厅 is not 国务院
            found.append(Span(at, at + len(name)))
            joint = expression("、|和|及|与|以及").match(self.passage.words, at + len(name))
            if not joint:
                return found
            at = joint.end()
        if found:
            return found
        acting = _ACTING.match(self.passage.words, at)
        return self.are_names(Span(at, acting.end("by"))) if acting else []


_ACTING = regex(
    "(?P<by>[^，。；：的“”《》]{2,24}?)(?:联合|共同)?(?:举办|主办|组织|评选|公布|颁发|发布|开展|认定|评定|授予|命名)的"
)
