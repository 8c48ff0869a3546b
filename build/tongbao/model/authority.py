"""Records of units, places and the dataset itself."""

from typing import Annotated

from msgspec import Meta, field

from tongbao.model.base import (
    BASE_FORM,
    CODE_FORM,
    VERSION_FORM,
    Address,
    DateText,
    FullDate,
    Id,
    Record,
    Words,
    Year,
)
from tongbao.model.codes import AnyLevel, AnySpecialStatus, AnyUnitKind, Basis, Certainty, ChangeKind


class AssertedText(Record, frozen=True, kw_only=True):
    """A value that an editor added, with its own basis and certainty."""

    value: Words
    basis: Basis | None = None
    certainty: Certainty | None = None
    since: Year | None = None
    until: Year | None = None
    note: Words | None = None


Asserted = Words | AssertedText


def plain(value: str | AssertedText) -> str:
    """Return the value of a fact, whether it carries a basis of its own or not.

    >>> plain("市税务局") == plain(AssertedText(value="市税务局", basis="source"))
    True
    """
    return value if isinstance(value, str) else value.value


class AuthorityLink(Record, frozen=True, kw_only=True):
    """The same body or territory in another authority file, as somebody found who compared the two."""

    address: Address
    checked_by: Words
    checked: FullDate


class UnitChange(Record, frozen=True, kw_only=True):
    """An event in which a unit begins, ends, or comes out of others: by a renaming, a merger, a split or a succession."""

    kind: ChangeKind
    date: DateText | None = None
    origin: Annotated[
        list[Id],
        Meta(description="The units that were there before. 变动之前的单位。"),
    ] = field(default_factory=list, name="from")
    basis: Basis
    certainty: Certainty
    note: Words | None = None


class Place(Record, frozen=True, kw_only=True):
    """A territory: its names, level and GB/T 2260 code."""

    name: Asserted
    english: Asserted
    short: list[Words] = []
    level: AnyLevel
    within: Id | None = None
    statuses: list[AnySpecialStatus] = []
    same_as: list[AuthorityLink] = []
    code: Annotated[str, Meta(pattern=CODE_FORM, description="GB/T 2260 code. 行政区划代码。")] | None = None
    basis: Basis
    certainty: Certainty


class Unit(Record, frozen=True, kw_only=True):
    """A public body or other organisation: its names, kind, level, parent and place, with their basis."""

    name: Asserted
    english: Asserted | None = None
    short: list[Asserted] = []
    short_english: Asserted | None = None
    former: list[Asserted] = []
    kind: AnyUnitKind | AssertedText
    level: AnyLevel | AssertedText | None = None
    parent: Id | AssertedText | None = None
    managed_by: Id | AssertedText | None = None
    place: Id | AssertedText | None = None
    credit_code: AssertedText | None = None
    changes: list[UnitChange] = []
    same_as: list[AuthorityLink] = []
    basis: Basis
    certainty: Certainty
    note: Words | None = None


class Publisher(Record, frozen=True, kw_only=True):
    """The publisher of the dataset."""

    name: Words
    english: Words | None = None
    homepage: Address | None = None


class ReviewWishes(Record, frozen=True, kw_only=True):
    """What the dataset demands of the review of its drafts."""

    everything: bool = False
    log: bool = False


class Dataset(Record, frozen=True, kw_only=True):
    """The content of dataset.yaml: the base IRI and the description of the dataset."""

    base: Annotated[
        str,
        Meta(
            pattern=BASE_FORM,
            max_length=200,
            description="Base IRI of the data, ending in a slash. 数据的基准 IRI，以斜杠结尾。",
        ),
    ]
    title: Words
    english: Words
    license: Address
    version: (
        Annotated[str, Meta(pattern=VERSION_FORM, max_length=40, description="Version of the data. 数据的版本。")]
        | None
    ) = None
    modified: FullDate | None = None
    publisher: Publisher | None = None
    review: ReviewWishes = ReviewWishes()
