"""A dataset's own codes, and the codes that its records may use: ours and its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from tongbao.model.base import Id, Record
from tongbao.model.base import Words as Text
from tongbao.model.codes import EXACT_FACTORS, EXTENSIBLE, LEVEL_RANKS, QUANTITY_KINDS, QuantityKind
from tongbao.model.measure import is_plain

Words = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class Equal(Record, frozen=True, kw_only=True):
    """How many of another unit of measure equal one of this, exactly."""

    number: Annotated[Decimal, Meta(description="More than 0. 大于 0 的数。")]
    unit: Text


class OwnCode(Record, frozen=True, kw_only=True):
    """A code of the dataset's own: its names, its meaning, and the code of ours that it is narrower than."""

    name: Text
    english: Text
    definition: Text
    definition_english: Text
    broader: Id | None = None
    rank: Annotated[int, Meta(ge=1, le=99)] | None = None
    measures: QuantityKind | None = None
    printed: list[Text] = []
    equals: Equal | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The codes that the records of a dataset may use, and what follows from the code of ours above each of its own."""

    own: Mapping[str, Mapping[str, OwnCode]] = field(default_factory=dict)
    """The dataset's own codes, by vocabulary."""

    def codes(self, scheme: str) -> tuple[str, ...]:
        """Return the codes of an extensible vocabulary that a record may use: ours, then the dataset's own."""
        return (*EXTENSIBLE[scheme], *self.own.get(scheme, ()))

    def ours(self, scheme: str, code: str) -> str:
        """Return the code of ours above a code, or the code itself; for a unit of measure, one that measures the same kind."""
        own = self.own.get(scheme, {})
        while code in own:
            code = own[code].broader or LIKE[own[code].measures or "count"]
        return code

    def line(self, scheme: str, code: str) -> Iterator[str]:
        """Yield a code of the dataset's own, those of its own above it, and at last one of ours, where they are narrower."""
        own, at = self.own.get(scheme, {}), code or None
        while at is not None:
            yield at
            at = own[at].broader if at in own else None

    def kind_of_quantity(self, unit: str) -> str:
        """Return what a unit of measure measures."""
        own = self.own.get(UNITS, {}).get(unit)
        return own.measures or "count" if own else QUANTITY_KINDS[unit]

    def factor(self, unit: str) -> Decimal | None:
        """Return how many base units of its kind equal one unit of measure, where that is exact."""
        own, factor = self.own.get(UNITS, {}), Decimal(1)
        while unit in own:
            equal = own[unit].equals
            if equal is None:
                return None
            unit, factor = equal.unit, _EXACTLY.multiply(factor, equal.number)
            if not is_plain(factor):  # nobody can check so many digits
                return None
        return _EXACTLY.multiply(factor, EXACT_FACTORS[unit]) if unit in EXACT_FACTORS else None

    def rank(self, level: str) -> int:
        """Return the place of a level counted from the top: its own, or that of the level above it."""
        own = self.own.get("level", {})
        ranks = (own[one].rank if one in own else LEVEL_RANKS[one] for one in self.line("level", level))
        return next(rank for rank in ranks if rank)

    @cached_property
    def above(self) -> dict[str, dict[str, str]]:
        """The code of ours above each of the dataset's own, by vocabulary."""
        return {scheme: {code: self.ours(scheme, code) for code in codes} for scheme, codes in self.own.items()}

    @cached_property
    def printed(self) -> tuple[tuple[str, str, str], ...]:
        """The words that notices print for the dataset's own units of measure, each with its code and what it measures."""
        own = self.own.get(UNITS, {})
        return tuple((word, code, self.kind_of_quantity(code)) for code, one in own.items() for word in one.printed)

    def named(self, scheme: str) -> dict[str, str]:
        """Return the Chinese words for the dataset's own codes in a vocabulary, each with its code."""
        return dict(dict(self.words).get(scheme, ()))

    @cached_property
    def words(self) -> Words:
        """The Chinese words for the dataset's own codes, each with its code, by vocabulary."""
        return tuple(
            (scheme, tuple((word, code) for code, one in codes.items() for word in (one.name, *one.printed)))
            for scheme, codes in self.own.items()
        )


UNITS = "unit-of-measure"
_EXACTLY = Context(prec=100)
LIKE = {kind: unit for unit, kind in reversed(QUANTITY_KINDS.items())}
"""The first of our units of measure for each kind of quantity."""
OURS = Vocabulary()
"""The codes of a dataset that adds none."""
