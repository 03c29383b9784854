"""Births, deaths and moves of the second half of 2020; with one mistake on purpose.

The mistake is what the check ``household_sizes_match_residents`` must find: a newborn who is counted in the household
and was never entered among the residents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from taizhang.demo.calendar import LAST, REGISTERED, SECOND_HALF, between
from taizhang.demo.names import Numbers, person_name
from taizhang.demo.people import Household, Person, household_values, person_values
from taizhang.demo.places import MERGING, unit_on
from taizhang.demo.rows import Row

_BIRTHS, _DEPARTURES = 42, 35
FORGOTTEN = 17


@dataclass(frozen=True)
class Movements:
    """Changed households and residents, to be entered in this order."""

    households: list[Row]
    residents: list[Row]


def movements(households: Sequence[Household], seed: int) -> Movements:
    """Households of the merged villages are left alone."""
    random, numbers = Random(f"{seed}-movements"), Numbers()
    share = len(households) / 9000
    births, departures = round(_BIRTHS * share), round(_DEPARTURES * share)
    still = [item for item in households if item.residence == "registered" and item.place not in MERGING]
    chosen = random.sample([item for item in still if len(item.people) > 1], births + departures)
    made = Movements([], [])
    for number, household in enumerate(chosen):
        day, born = between(SECOND_HALF, LAST, random), number < births
        size = len(household.people) + (1 if born else -1)
        unit = unit_on(household.place, day)
        made.households.append(Row(REGISTERED, household_values(household) | {"size": size}, unit, changed_on=day))
        if born and number != FORGOTTEN % births:
            sex = random.choice(("male", "female"))
            name = person_name(random, sex, household.head.name[0])
            child = Person(numbers.resident_id(day, sex), name, "grandchild", sex, day)
            made.residents.append(Row(day, person_values(household, child)))
        elif not born:
            person = household.people[-1]
            made.residents.append(Row(REGISTERED, person_values(household, person) | {"left_on": day}, changed_on=day))
    return made
