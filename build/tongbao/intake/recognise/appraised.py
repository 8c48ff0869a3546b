"""An act of praise or blame as its sentence states it, and the sentence in the forms in which it is read."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.recipient import Recipient
from tongbao.intake.recognise.whom_words import Kind
from tongbao.load.source import squeeze
from tongbao.model.codes import Act
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_NAMED = regex("“[^”]{0,200}”|《[^》]{0,200}》")
_SIGNS = str.maketrans("「」『』", "“”“”")


class Appraised(NamedTuple):
    """An act of praise or blame that a sentence performs."""

    act: Act
    quote: Found
    recipients: tuple[Recipient, ...] = ()
    is_open: bool = False
    stated: int | None = None
    """How many the sentence states: 等6个单位."""
    kind: Kind | None = None
    """What it counts."""
    title: str = ""
    grade: str = ""
    behind: str = ""
    """The words behind the names, to the next act: 各颁发奖金30万元."""
    refers: bool = False
    """Whether it says that a list follows."""
    grades: tuple[str, ...] = ()
    """The grades of those whom it means, where it names them: 对一等奖、二等奖单位予以通报表扬."""

    @property
    def blames(self) -> bool:
        """Whether it is an act of blame."""
        return self.act == "circular-criticism"


@dataclass(frozen=True)
class Sentence:
    """One sentence: as printed without white space, in simplified script, and with what is quoted in it masked."""

    printed: str
    words: str
    start: int
    places: tuple[int, ...]
    announces: bool
    """Whether its paragraph ends with a colon."""

    @classmethod
    def of(cls, text: str, start: int, *, announces: bool) -> "Sentence":
        """Return a sentence that begins at a place of the stored text."""
        printed = squeeze(text)
        places = tuple(n for n, sign in enumerate(text) if squeeze(sign))
        return cls(printed, simplified(printed).translate(_SIGNS), start, places, announces)

    @cached_property
    def bare(self) -> str:
        """Its words with what is quoted in it masked."""
        return _NAMED.sub(lambda found: found[0][0] + "□" * (len(found[0]) - 2) + found[0][-1], self.words)

    def as_printed(self, words: str, start: int) -> str:
        """Return words of the sentence in its own script."""
        at = self.words.find(words, start)
        return self.printed[at : at + len(words)]

    def found(self, low: int, high: int) -> Found:
        """Return a part of the sentence with its place in the stored text."""
        return Found(self.printed[low:high], self.start + self.places[low], self.start + self.places[high - 1] + 1)
