"""Households and residents of the demo town."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from taizhang.demo.calendar import MERGED, REGISTERED
from taizhang.demo.names import Numbers, person_name, phone
from taizhang.demo.places import MERGING, PLACES, SUCCESSOR, Place
from taizhang.demo.rows import Row, Value

_SIZES = (1, 2, 3, 4, 5, 6, 7)
_SHARES = (13, 25, 25, 20, 11, 5, 1)
_DAY_OF_AGE = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    resident_id: str
    name: str
    relation: str
    sex: str
    birth: date

    def age(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))


@dataclass(frozen=True, slots=True)
class Household:
    number: str
    place: Place
    group: int
    residence: str
    phone: str
    people: Sequence[Person]

    @property
    def head(self) -> Person:
        return self.people[0]


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = Numbers()

    def person(self, relation: str, sex: str, age: int, surname: str | None = None) -> Person:
        day = _DAY_OF_AGE - timedelta(days=age * 365 + self.random.randint(0, 364) + age // 4)
        return Person(self.numbers.resident_id(day, sex), person_name(self.random, sex, surname), relation, sex, day)

    def people(self) -> list[Person]:
        random = self.random
        size = random.choices(_SIZES, _SHARES)[0]
        age = random.randint(58, 93) if size == 1 and random.random() < 0.5 else random.randint(27, 78)
        sex = "male" if random.random() < 0.78 else "female"
        head = self.person("head", sex, age)
        people, children = [head], 0
        if size > 1 and random.random() < 0.92:
            other = "female" if sex == "male" else "male"
            people.append(self.person("spouse", other, max(22, age - random.randint(-3, 5))))
        while len(people) < size:
            if children < (2 if age < 50 else 3) and (age >= 24 or children):
                children += 1
                child = "son" if random.random() < 0.52 else "daughter"
                old = max(0, age - random.randint(23, 34))
                people.append(self.person(child, "male" if child == "son" else "female", old, head.name[0]))
            elif age >= 52 and random.random() < 0.8:
                boy = random.random() < 0.5
                old = max(0, age - random.randint(46, 58))
                people.append(self.person("grandchild", "male" if boy else "female", old, head.name[0]))
            else:
                boy = random.random() < 0.45
                people.append(self.person("parent", "male" if boy else "female", min(99, age + random.randint(21, 32))))
        return people


def households(seed: int, scale: int = 1) -> list[Household]:
    """All households in order of number: ``scale`` times as many in every place."""
    random = Random(f"{seed}-people")
    maker = _Maker(random)
    made: list[Household] = []
    for place in PLACES:
        groups = 6 if place.kind == "village" else 12
        for number in range(1, place.households * scale + 1):
            group = 1 + (number - 1) * groups // (place.households * scale)
            residence = random.choices(("registered", "away", "incomer"), (78, 15, 7))[0]
            text = f"{place.number:02}{group:02}-{number:04}"
            made.append(Household(text, place, group, residence, phone(len(made) + 1), maker.people()))
    return made


def household_values(household: Household) -> dict[str, Value]:
    group = f"{household.group}组" if household.place.kind == "village" else f"第{household.group}网格"
    return {
        "number": household.number,
        "head": household.head.name,
        "size": len(household.people),
        "village_group": group,
        "residence": household.residence,
        "address": f"{household.place.name}{group}{int(household.number[5:])}号",
        "phone": household.phone,
    }


def household_rows(made: Sequence[Household]) -> list[Row]:
    return [Row(REGISTERED, household_values(household), household.place.name) for household in made]


def moved_rows(made: Sequence[Household]) -> list[Row]:
    """Households of the merged villages, as the new village took them over."""
    moved = (household for household in made if household.place in MERGING)
    return [Row(REGISTERED, household_values(household), SUCCESSOR.name, changed_on=MERGED) for household in moved]


def person_values(household: Household, person: Person) -> dict[str, Value]:
    return {
        "resident_id": person.resident_id,
        "name": person.name,
        "household": household.number,
        "relation": person.relation,
        "sex": person.sex,
        "birth": person.birth,
        "birth_year": person.birth.year,
        "living_here": household.residence != "away",
    }


def resident_rows(made: Sequence[Household]) -> list[Row]:
    return [Row(REGISTERED, person_values(household, person)) for household in made for person in household.people]
