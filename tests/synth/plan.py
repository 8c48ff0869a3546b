"""Which notices a synthetic dataset has: city, date, number and kind of each, decided one after the other.

Notice ``i`` depends on the seed and on the notices before it, never on those after it: the first hundred notices
of a dataset of ten thousand are those of a dataset of one hundred. Every fifty notices one more city comes in.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tests.synth.dice import Dice, Odds
from tests.synth.places import MAX_CITIES, City

FIRST_CITIES, NOTICES_FOR_A_CITY = 4, 50
YEARS = Odds({2015: 4, 2016: 5, 2017: 6, 2018: 8, 2019: 9, 2020: 10, 2021: 12, 2022: 14, 2023: 17, 2024: 15})
KINDS = Odds({"annexes": 67, "one-annex": 11, "tasks": 7, "no-annex": 6, "praise": 6, "criticism": 3})


class Head(NamedTuple):
    """What is decided of a notice before it is written."""

    number: int
    city: int
    id: str
    day: date
    serial: int
    kind: str
    successor: str
    """A notice of the same city and a later day, made earlier; empty where there is none."""


def cities(notices: int) -> int:
    """Return how many cities a dataset of so many notices has."""
    return min(MAX_CITIES, FIRST_CITIES + max(0, notices - 1) // NOTICES_FOR_A_CITY)


def heads(seed: int, notices: int, places: list[City]) -> Iterator[Head]:
    """Decide notice after notice; early cities publish more than those that come in late."""
    serials: dict[tuple[int, int], int] = {}
    known: dict[int, list[tuple[date, str]]] = {}
    for number in range(notices):
        dice = Dice(seed, "head", number)
        # The smaller of two draws: a city's share falls with its number, and no city is left without notices.
        city = min(dice.below(cities(number + 1)), dice.below(cities(number + 1)))
        day = date(dice.draw(YEARS), 1, 1) + timedelta(days=dice.below(365))
        serial = serials[city, day.year] = serials.get((city, day.year), 0) + dice.between(1, 9)
        name = f"{places[city].id}-{day.year}-{serial}"
        earlier = known.setdefault(city, [])
        later = [other for when, other in earlier[-40:] if when > day]
        earlier.append((day, name))
        yield Head(number, city, name, day, serial, dice.draw(KINDS), dice.one(later) if later else "")
