"""Reaches, patrols, problems and water sources of the demo town.

Honest gaps: two villages sent nothing for a month of 2020; another reported nil for the frozen months.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from taizhang.demo.calendar import HALF, LAST, MERGED, SECOND_HALF, after, end_of_month, month_text, months
from taizhang.demo.names import person_name, phone
from taizhang.demo.places import MERGING, PLACES, SUCCESSOR, TOWN_NAME, WORKS, unit_on
from taizhang.demo.rows import Row, Value

SET_UP = date(2018, 6, 1)
SILENT = frozenset((("榆林坡村", "2020-06"), ("松树墩村", "2020-11")))
FROZEN = ("南坪村", frozenset(("2020-01", "2020-02")))
_KINDS = ("rubbish", "sewage", "building", "bank", "farming")
_FOUND = {"rubbish": "岸边堆放生活垃圾", "sewage": "污水管口外溢", "building": "河道管理范围内搭建棚屋"}
_FOUND |= {"bank": "岸坡冲刷塌陷", "farming": "滩地种植作物"}


@dataclass(frozen=True)
class Reach:
    code: str
    name: str
    river: str
    unit: str
    chief: str
    post: str
    level: str
    length: int
    monthly: int


def reaches(seed: int) -> list[Reach]:
    random = Random(f"{seed}-reaches")
    made = [
        Reach(
            f"HD{place.number:02}",
            f"{place.river}{place.name}段",
            place.river,
            place.name,
            person_name(random, random.choice(("male", "female"))),
            f"{place.name}党组织书记",
            "village",
            random.randint(22, 78) * 100,
            4,
        )
        for place in PLACES
    ]
    for number, river in enumerate(("云溪河", "石磨河"), len(made) + 1):
        name = person_name(random, "male")
        code, title = f"HD{number:02}", f"{river}镇级河段"
        made.append(Reach(code, title, river, TOWN_NAME, name, "镇党委委员", "township", 12600, 2))
    return made


def _reach_values(reach: Reach) -> dict[str, Value]:
    return {
        "code": reach.code,
        "name": reach.name,
        "river": reach.river,
        "chief": reach.chief,
        "chief_post": reach.post,
        "chief_level": reach.level,
        "chief_phone": phone(92000000 + int(reach.code[2:])),
        "length": Decimal(reach.length) + Decimal("0.00"),
        "patrols_per_month": reach.monthly,
    }


def reach_rows(made: Sequence[Reach]) -> list[Row]:
    return [Row(SET_UP, _reach_values(reach), reach.unit) for reach in made]


def moved_rows(made: Sequence[Reach]) -> list[Row]:
    """Reaches of the merged villages, in charge of the new one."""
    old = {place.name for place in MERGING}
    return [Row(SET_UP, _reach_values(reach), SUCCESSOR.name, changed_on=MERGED) for reach in made if reach.unit in old]


def plan_rows(made: Sequence[Reach], scale: int) -> list[Row]:
    return [
        Row(month, {"reach": reach.code, "month": month_text(month), "planned": reach.monthly * scale})
        for month in months()
        for reach in made
    ]


def _silent(reach: Reach, month: date) -> bool:
    text = month_text(month)
    return (reach.unit, text) in SILENT or (reach.unit == FROZEN[0] and text in FROZEN[1])


def patrol_rows(made: Sequence[Reach], seed: int, scale: int) -> list[Row]:
    random = Random(f"{seed}-patrols")
    rows: list[Row] = []
    for month in months():
        for reach in made:
            if _silent(reach, month):
                continue
            done = reach.monthly * scale - random.choices((0, 1, -1), (70, 24, 6))[0]
            for _ in range(max(1, done)):
                rows.append(_patrol(reach, month, random))
    rows.sort(key=lambda row: (row.day, str(row.values["reach"])))
    return [
        Row(row.day, {"patrol_number": f"XH{row.day.year}-{number:05}", **row.values})
        for number, row in enumerate(rows, 1)
    ]


def _patrol(reach: Reach, month: date, random: Random) -> Row:
    problems = random.choices((0, 1, 2), (82, 14, 4))[0]
    settled = sum(1 for _ in range(problems) if random.random() < 0.72)
    length = Decimal(reach.length * random.randint(6, 10) // 10) + Decimal("0.00")
    day = month + timedelta(days=random.randrange(end_of_month(month).day))
    values: dict[str, Value] = {"reach": reach.code, "patroller": reach.chief, "length": length}
    return Row(day, values | {"problems": problems, "settled": settled})


def problem_rows(made: Sequence[Reach], patrols: Sequence[Row], seed: int) -> list[Row]:
    """Every problem a patrol could not settle, and some that others found."""
    until, since = (
        [patrol for patrol in patrols if patrol.day <= HALF],
        [patrol for patrol in patrols if patrol.day > HALF],
    )
    halves = (
        (until, months(last=HALF), Random(f"{seed}-problems")),
        (since, months(SECOND_HALF), Random(f"{seed}-problems-{SECOND_HALF}")),
    )
    rows: list[Row] = []
    for part, span, random in halves:
        found = _found(made, part, span, random)
        rows += [_problem(number, *item, random) for number, item in enumerate(found, len(rows) + 1)]
    return rows


def _found(
    made: Sequence[Reach], patrols: Sequence[Row], span: Sequence[date], random: Random
) -> list[tuple[date, Reach, str]]:
    by_code = {reach.code: reach for reach in made}
    found = [
        (patrol.day, by_code[str(patrol.values["reach"])], "patrol")
        for patrol in patrols
        for _ in range(int(str(patrol.values["problems"])) - int(str(patrol.values["settled"])))
    ]
    for month in span:
        if random.random() < 0.5:
            day = month + timedelta(days=random.randrange(28))
            found.append((day, random.choice(made), random.choice(("inspection", "resident"))))
    return sorted(found, key=lambda item: (item[0], item[1].code))


def _problem(number: int, day: date, reach: Reach, source: str, random: Random) -> Row:
    kind = random.choices(_KINDS, (50, 12, 8, 18, 12))[0]
    assigned = after(day, 0, 2, random)
    due = assigned + timedelta(days=20)
    slow = random.random() < 0.06
    rectified = after(assigned, 40, 70, random) if slow else after(assigned, 4, 17, random)
    steps = {"assign": assigned, "rectify": rectified, "close": after(rectified, 2, 8, random)}
    place = next((place for place in PLACES if place.name == reach.unit), None)
    values: dict[str, Value] = {
        "number": f"HW{day.year}-{number:04}",
        "reach": reach.code,
        "kind": kind,
        "found_on": day,
        "source": source,
        "description": _FOUND[kind],
        "due_on": due,
        "owner": unit_on(place, day) if place else WORKS if day >= date(2020, 1, 1) else TOWN_NAME,
    }
    return Row(day, values, steps={name: taken for name, taken in steps.items() if taken <= LAST})


def water_rows(seed: int) -> list[Row]:
    """One source does not meet the standard and two have no protected zone yet."""
    random = Random(f"{seed}-water")
    rows = []
    for number, place in enumerate(PLACES[:10], 1):
        values: dict[str, Value] = {
            "code": f"SY{number:02}",
            "name": f"{place.name}供水点",
            "kind": random.choices(("well", "spring", "reservoir"), (7, 2, 1))[0],
            "persons": random.randint(8, 30) * 50,
            "protected": number not in (6, 9),
            "tested_on": date(2020, 4, 10 + number),
            "qualified": number != 9,
        }
        rows.append(Row(date(2017, 9, 1), values, place.name))
    return rows


def water_change_rows(seed: int) -> list[Row]:
    """The two zones drawn, and the source that failed after its treatment; two more tests, all passed."""
    changes: dict[int, tuple[date, dict[str, Value]]] = {
        6: (date(2020, 8, 14), {"protected": True, "tested_on": date(2020, 8, 12)}),
        9: (date(2020, 9, 8), {"protected": True, "tested_on": date(2020, 9, 4), "qualified": True}),
    }
    rows = water_rows(seed)
    made = []
    for number, (day, values) in changes.items():
        row = rows[number - 1]
        made.append(replace(row, values={**row.values, **values}, changed_on=day))
    return made


def nil_rows() -> list[Row]:
    """The frozen months of one village, reported as nil."""
    values: dict[str, Value] = {"ledger": "river_patrol", "first": date(2020, 1, 1), "last": date(2020, 2, 29)}
    return [Row(date(2020, 3, 2), values, FROZEN[0])]
