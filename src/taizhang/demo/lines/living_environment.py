"""Clean-ups of the demo town, what inspections found, and household toilets.

One village has no campaign in November 2020 and has not said why; another reported nil in a frozen month.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import FIRST, after, between, months
from taizhang.demo.people import Household
from taizhang.demo.places import PLACES, Place, unit_on
from taizhang.demo.rows import Row, Value, Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

LAST = date(2020, 12, 31)
SILENT = ("石磨村", date(2020, 11, 1))
NIL = ("松树墩村", date(2020, 1, 1), date(2020, 1, 31))
GRANT = Decimal(1600)
_THEMES = {"village": ("village", "village", "road", "river"), "community": ("street", "street", "scenic")}
_PLACES = {
    "village": "村内主干道和房前屋后",
    "road": "进村公路两侧",
    "river": "河道两岸",
    "street": "集镇街巷",
    "scenic": "景区步道和停车场",
}
_PROBLEMS = {
    "waste": "村口垃圾点",
    "sewage": "排水沟",
    "animals": "养殖户圈舍外",
    "clutter": "路边柴草堆",
    "facility": "垃圾池",
}


def workbooks(town: "DemoTown") -> list[Workbook]:
    toilets = _toilets(town.households, town.seed)
    name, first, last = NIL
    nil: dict[str, Value] = {"ledger": "cleanup_campaign", "first": first, "last": last}
    sheets = {
        "cleanup_campaign": _campaigns(town.seed),
        "environment_problem": _problems(town.seed),
        "toilet_upgrade": toilets,
        "toilet_grant": _grants(toilets),
        "nil_report": [Row(last, nil, name)],
    }
    return [Workbook("人居环境整治", sheets)]


def _campaigns(seed: int) -> list[Row]:
    """Two a month and place, fewer in the cold; more people each year."""
    random = Random(f"{seed}-cleanup")
    rows = []
    for month in months(FIRST, LAST):
        for place in PLACES:
            if (place.name, month) == SILENT or (place.name, month) == NIL[:2]:
                continue
            for _ in range(1 if month.month in (1, 2, 12) else random.choice((1, 2, 2))):
                day = between(month, month + timedelta(days=26), random)
                rows.append(Row(day, _cleared(place, day, random), unit_on(place, day)))
    return rows


def _cleared(place: Place, day: date, random: Random) -> dict[str, Value]:
    theme = random.choice(_THEMES[place.kind])
    rural = place.kind == "village"
    people = random.randint(18, 45) + (6 if day.year == LAST.year else 0)
    return {
        "theme": theme,
        "place": _PLACES[theme],
        "people": people,
        "vehicles": random.randint(1, 4),
        "livestock_waste": Decimal(random.randint(10, 90)) / 10 if rural else None,
        "courtyards": random.randint(3, 18) if rural else None,
        "corners": random.randint(2, 12),
        "stickers": random.randint(0, 8) if rural else random.randint(20, 70),
        "banners": random.randint(0, 3),
        "fresh_waste": Decimal(people * random.randint(2, 6)) / 10,
        "old_waste": Decimal(random.randint(0, 60)) / 10,
    }


def _problems(seed: int) -> list[Row]:
    random = Random(f"{seed}-environment")
    found = sorted(
        (between(month, month + timedelta(days=26), random), random.randrange(len(PLACES)))
        for month in months(FIRST, LAST)
        for _ in range(random.randint(4, 9))
    )
    rows = []
    for number, (day, index) in enumerate(found, 1):
        kind = random.choices(tuple(_PROBLEMS), (9, 4, 5, 7, 2))[0]
        due = day + timedelta(days=15)
        slow = random.random() < 0.07
        rectified = after(day, 20, 60, random) if slow else after(day, 2, 12, random)
        steps = {"rectify": rectified, "close": after(rectified, 1, 4, random)}
        values: dict[str, Value] = {
            "number": f"HJ{day.year}-{number:03}",
            "kind": kind,
            "source": random.choices(("inspection", "superior", "residents"), (7, 1, 3))[0],
            "place": _PROBLEMS[kind],
            "due_on": due,
        }
        taken = {name: when for name, when in steps.items() if when <= LAST}
        rows.append(Row(day, values, unit_on(PLACES[index], day), taken))
    return rows


def _toilets(households: Sequence[Household], seed: int) -> list[Row]:
    random = Random(f"{seed}-toilets")
    near = [item for item in households if item.place.kind == "village" and item.residence == "registered"]
    rows = []
    for household in sorted(random.sample(near, 240), key=lambda item: item.number):
        applied = between(date(2019, 3, 1), date(2020, 8, 31), random)
        begun = after(applied, 20, 50, random)
        finished = after(begun, 15, 35, random)
        accepted = after(finished, 4, 18, random)
        gives_up = random.random() < 0.05
        steps = {"withdraw": begun} if gives_up else {"begin": begun, "finish": finished, "accept": accepted}
        done = not gives_up and accepted <= LAST
        values: dict[str, Value] = {
            "household": household.number,
            "applicant": household.head.name,
            "kind": random.choices(("flush", "septic", "dry"), (3, 5, 2))[0],
            "granted": GRANT if done else None,
        }
        rows.append(Row(applied, values, steps={name: day for name, day in steps.items() if day <= LAST}))
    return rows


def _grants(toilets: Sequence[Row]) -> list[Row]:
    """Paid on the 20th of the month after acceptance."""
    rows = []
    for row in toilets:
        accepted = row.steps.get("accept")
        day = (accepted.replace(day=1) + timedelta(days=31)).replace(day=20) if accepted else date.max
        if day <= LAST:
            household = str(row.values["household"])
            account = f"YKT{household.replace('-', '')}"
            rows.append(Row(day, {"household": household, "amount": GRANT, "account": account}))
    return rows
