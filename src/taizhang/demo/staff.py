"""Serving and retired staff of the demo town."""

from datetime import date
from random import Random

from taizhang.demo.calendar import HALF, REFORMED, between
from taizhang.demo.names import person_name, phone
from taizhang.demo.places import OFFICES_AFTER, OFFICES_BEFORE, STATIONS_BEFORE
from taizhang.demo.rows import Row, Value

SERVING = 58
RETIRED = 23
JOINED_AFTER_REFORM = 4


def rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-staff")
    before = [*OFFICES_BEFORE.values(), *STATIONS_BEFORE.values()]
    made = []
    for number in range(1, SERVING + RETIRED + 1):
        sex = random.choice(("male", "female"))
        civil = random.random() < 0.45
        values: dict[str, Value] = {
            "staff_number": f"YX{number:04}",
            "name": person_name(random, sex),
            "establishment": "civil" if civil else random.choices(("public", "worker"), (9, 1))[0],
            "post": random.choice(("科员", "副主任", "主任", "专技人员", "办事员")),
            "phone": phone(90000000 + number),
        }
        if number <= RETIRED:
            joined = between(date(1984, 3, 1), date(1988, 6, 30), random)
            left = between(date(2012, 1, 1), HALF, random)
            made.append(Row(joined, values, random.choice(before), {"retire": left}))
        elif number <= RETIRED + JOINED_AFTER_REFORM:
            joined = between(REFORMED, HALF, random)
            made.append(Row(joined, values, random.choice([name for name, _ in OFFICES_AFTER.values()])))
        else:
            made.append(Row(between(date(1990, 1, 1), date(2018, 12, 31), random), values, random.choice(before)))
    return made
