"""The seventh national census in the demo town: areas, and what was enumerated each day. Counts only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from taizhang.demo.people import Household
from taizhang.demo.places import PLACES, unit_on
from taizhang.demo.rows import Row

DRAWN = date(2020, 8, 17)
BEGAN = date(2020, 11, 1)
PER_AREA = 110
_DAYS = 14


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    unit: str
    households: Sequence[Household]


def areas(households: Sequence[Household]) -> list[Area]:
    """Each place in stretches of about ``PER_AREA`` households that live here."""
    made: list[Area] = []
    for place in PLACES:
        living = [item for item in households if item.place == place and item.residence != "away"]
        count = max(1, round(len(living) / PER_AREA))
        for number in range(count):
            part = living[number * len(living) // count : (number + 1) * len(living) // count]
            code, name = f"PC{place.number:04}-{number + 1:03}", f"{place.name}第{number + 1}普查小区"
            made.append(Area(code, name, unit_on(place, DRAWN), part))
    return made


def area_rows(made: Sequence[Area]) -> list[Row]:
    return [
        Row(
            DRAWN,
            {
                "code": area.code,
                "name": area.name,
                "enumerators": 2 if len(area.households) > PER_AREA else 1,
                "to_enumerate": len(area.households),
            },
            area.unit,
        )
        for area in made
    ]


def return_rows(made: Sequence[Area], seed: int) -> list[Row]:
    """Every area works through its households in about a fortnight, fewer each day."""
    random = Random(f"{seed}-census")
    returned: list[tuple[date, Area, Sequence[Household]]] = []
    for area in made:
        cuts = sorted(random.randint(0, len(area.households)) for _ in range(_DAYS + random.randint(-3, 2)))
        edges = [0, *cuts, len(area.households)]
        for number, (start, end) in enumerate(pairwise(edges)):
            if end > start:
                returned.append((BEGAN + timedelta(days=number), area, area.households[start:end]))
    returned.sort(key=lambda item: (item[0], item[1].code))
    return [
        Row(
            day,
            {
                "number": f"RD2020-{number:04}",
                "area": area.code,
                "households": len(part),
                "persons": sum(len(household.people) for household in part),
            },
        )
        for number, (day, area, part) in enumerate(returned, 1)
    ]
