"""The epidemic year of the demo town: publicity, checkpoints, screening, visitors, daily reports, donations.

One night shift was attended by nobody, which is what the check ``no_shift_is_unattended`` must find; one village did
not report its screening of August.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import after, between, months
from taizhang.demo.names import AREA, check_digit, person_name, phone
from taizhang.demo.people import Household, Person
from taizhang.demo.places import OFFICE, PLACES, TOWN_NAME, Place, unit_on
from taizhang.demo.rows import Row, Value, Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

BEGAN = date(2020, 1, 27)
CALMED = date(2020, 4, 30)
LAST = date(2020, 12, 31)
SILENT = ("白桦沟村", 8)
NIL = ("松树墩村", date(2020, 6, 1), date(2020, 6, 30))
UNATTENDED = ("KK03", date(2020, 2, 22), "night")
_CHECKPOINTS = (
    ("云溪镇北入口", "road", TOWN_NAME, date(2020, 4, 28)),
    ("云溪镇南入口", "road", TOWN_NAME, date(2020, 4, 8)),
    ("东岭村口", "village", "东岭村", date(2020, 3, 25)),
    ("柳湾村口", "village", "柳湾村", date(2020, 3, 25)),
    ("青禾村口", "village", "青禾村", date(2020, 3, 20)),
    ("云溪客运站", "station", "车站社区", None),
)
_SHIFTS = ("day", "evening", "night")
_PLACES_OF_PUBLICITY = ("村部", "集市", "广场", "主要路口", "超市门口")
_MEASURES = {"high": ("quarantine",), "medium": ("home",), "low": ("monitoring", "advice", "advice")}


def workbooks(town: "DemoTown") -> list[Workbook]:
    screening = _screening(town.seed)
    sheets = {
        "epidemic_publicity": _publicity(town.seed),
        "checkpoint": _checkpoints(),
        "checkpoint_shift": _shifts(town.seed),
        "household_screening": screening,
        "visitor": _visitors(town, screening),
        "epidemic_report": _reports(town.seed),
        "epidemic_donation": _donations(town.seed),
        "nil_report": _nil_reports(),
    }
    return [Workbook("疫情防控", sheets)]


def _days(first: date, last: date, step: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(0, (last - first).days + 1, step))


def _publicity(seed: int) -> list[Row]:
    random = Random(f"{seed}-publicity")
    rows = []
    for month in months(BEGAN, LAST):
        busy = month <= CALMED
        for place in PLACES:
            for kind, most in (("leaflet", 320), ("poster", 24), ("broadcast", 30), ("banner", 2)):
                if random.random() > (0.9 if busy else 0.3):
                    continue
                day = between(max(month, BEGAN), month + timedelta(days=27), random)
                values: dict[str, Value] = {
                    "kind": kind,
                    "quantity": random.randint(max(1, most // 4), most),
                    "place": random.choice(_PLACES_OF_PUBLICITY),
                    "topic": "防控知识和返乡登记" if busy else "常态化防控",
                }
                rows.append(Row(day, values, unit_on(place, day)))
        items: dict[str, Value] = {"kind": "information", "quantity": random.randint(18, 30) if busy else 4}
        rows.append(Row(month + timedelta(days=27), items, OFFICE))
    return rows


def _checkpoints() -> list[Row]:
    rows = []
    for number, (name, kind, unit, withdrawn) in enumerate(_CHECKPOINTS, 1):
        values: dict[str, Value] = {
            "code": f"KK{number:02}",
            "name": name,
            "kind": kind,
            "basis": "县疫情防控指挥部通告",
            "round_the_clock": True,
        }
        rows.append(Row(BEGAN, values, unit, {"withdraw": withdrawn} if withdrawn else {}))
    return rows


def _shifts(seed: int) -> list[Row]:
    """Three a day while a checkpoint is manned; the bus station goes on by day only once things are calm."""
    random = Random(f"{seed}-shifts")
    rows = []
    for number, (_, kind, _, withdrawn) in enumerate(_CHECKPOINTS, 1):
        code = f"KK{number:02}"
        for day in _days(BEGAN, (withdrawn or LAST) - timedelta(days=1), 1):
            for shift in _SHIFTS if day <= CALMED else _SHIFTS[:1]:
                planned = 2 if kind == "village" else 3
                present = planned - (random.random() < 0.02)
                traffic = random.randint(5, 60) if shift != "night" else random.randint(0, 6)
                absent = (code, day, shift) == UNATTENDED
                values: dict[str, Value] = {
                    "checkpoint": code,
                    "day": day,
                    "shift": shift,
                    "planned": planned,
                    "present": 0 if absent else present,
                    "vehicles": 0 if absent else traffic,
                    "persons": 0 if absent else traffic * 2 + random.randint(0, 9),
                }
                rows.append(Row(day, values))
    return rows


def _screening(seed: int) -> list[Row]:
    """Every second day until it calms down, then every week."""
    random = Random(f"{seed}-screening")
    rows = []
    for place in PLACES:
        for day in [*_days(BEGAN, CALMED, 2), *_days(CALMED + timedelta(days=5), LAST, 7)]:
            if (place.name, day.month) == SILENT or (place.name == NIL[0] and NIL[1] <= day <= NIL[2]):
                continue
            busy = day <= CALMED
            households = random.randint(place.households // 10, place.households // 4)
            values: dict[str, Value] = {
                "grids": random.randint(3, 6),
                "households": households,
                "persons": households * random.randint(24, 32) // 10,
                "visitors": random.choices((0, 1, 2, 3), (45, 30, 15, 10) if busy else (80, 14, 5, 1))[0],
                "referred": int(random.random() < 0.03),
            }
            rows.append(Row(day, values, unit_on(place, day)))
    rows.sort(key=lambda row: row.day)
    return rows


def _visitors(town: "DemoTown", screening: Sequence[Row]) -> list[Row]:
    """One for each that screening found: people of the town who came home, their guests, and people here for work."""
    random = Random(f"{town.seed}-visitors")
    place_of = {unit_on(place, day): place for place in PLACES for day in (date(2019, 1, 1), LAST)}
    homes: dict[Place, list[Household]] = {}
    for household in town.households:
        homes.setdefault(household.place, []).append(household)
    away = {place: [item for item in near if item.residence == "away"] for place, near in homes.items()}
    for near in away.values():
        random.shuffle(near)
    rows: list[Row] = []
    for row in screening:
        place = place_of[str(row.org)]
        for _ in range(int(str(row.values["visitors"]))):
            returns = random.random() < 0.6 and bool(away[place])
            household = away[place].pop() if returns else random.choice(homes[place])
            person = household.head if returns else _stranger(random, len(rows))
            rows.append(_visitor(row, household, person, returns, random))
    return rows


def _stranger(random: Random, number: int) -> Person:
    """Sequence codes from 800 on are beyond those of the town's own people."""
    sex = random.choice(("male", "female"))
    birth = date(1962, 1, 1) + timedelta(days=number * 13)
    body = f"{AREA}{birth:%Y%m%d}{801 if sex == 'male' else 802}"
    return Person(body + check_digit(body), person_name(random, sex), "other", sex, birth)


def _visitor(found: Row, household: Household, person: Person, returns: bool, random: Random) -> Row:
    day = found.day
    risk = random.choices(("high", "medium", "low"), (2, 12, 86))[0] if day <= CALMED else "low"
    ended = day + timedelta(days=14)
    values: dict[str, Value] = {
        "id_number": person.resident_id,
        "name": person.name,
        "phone": phone(92000000 + int(person.resident_id[6:14]) % 1000000),
        "address": f"{household.place.name}{household.group}组",
        "arrived_on": day - timedelta(days=random.randint(0, 2)),
        "origin": random.choices(("inside", "outside", "abroad"), (62, 37, 1))[0],
        "relation": "returned" if returns else random.choice(("relative", "worker", "other")),
        "host": household.number,
        "travel": "近十四日行程已核实",
        "health": "体温正常，无接触史",
        "risk": risk,
        "measure": random.choice(_MEASURES[risk]),
        "ended_on": ended,
    }
    steps = {"manage": day, "release": ended}
    return Row(day, values, found.org, {name: taken for name, taken in steps.items() if taken <= LAST})


def _reports(seed: int) -> list[Row]:
    random = Random(f"{seed}-reports")
    rows = []
    for day in _days(BEGAN, LAST, 1):
        values: dict[str, Value] = {
            "confirmed": 0,
            "suspected": 0,
            "contacts": 2 if day == date(2020, 2, 9) else 0,
            "on_time": random.random() < 0.985,
        }
        rows.append(Row(day, values, TOWN_NAME))
    return rows


def _donations(seed: int) -> list[Row]:
    random = Random(f"{seed}-donations")
    kinds = (
        ("cadres", 9, (5, 12), (100, 300)),
        ("party", 14, (8, 30), (50, 120)),
        ("residents", 60, (1, 1), (20, 500)),
        ("enterprises", 8, (1, 1), (1000, 5000)),
    )
    rows = []
    for source, times, people, amounts in kinds:
        for _ in range(times):
            persons = random.randint(*people)
            amount = Decimal(sum(random.randrange(amounts[0], amounts[1] + 1, 10) for _ in range(persons)))
            values: dict[str, Value] = {
                "source": source,
                "donor": person_name(random, "male") if source == "residents" else None,
                "persons": persons,
                "amount": amount,
                "passed_on": amount,
            }
            rows.append(Row(after(date(2020, 2, 3), 0, 40, random), values, TOWN_NAME))
    rows.sort(key=lambda row: row.day)
    return [
        Row(row.day, {"receipt": f"YQ2020{number:04}", **row.values}, row.org) for number, row in enumerate(rows, 1)
    ]


def _nil_reports() -> list[Row]:
    """A village without visitors in June, and the weeks before daily reports were asked for."""
    name, first, last = NIL
    before: dict[str, Value] = {"ledger": "epidemic_report", "first": date(2020, 1, 1), "last": date(2020, 1, 26)}
    values: dict[str, Value] = {"ledger": "household_screening", "first": first, "last": last}
    return [Row(BEGAN, before, TOWN_NAME), Row(last, values, name)]
