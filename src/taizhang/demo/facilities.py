"""Greenhouses of the demo town, their six subsystems, and half-hourly readings."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import pi, sin
from random import Random

from taizhang.demo.calendar import LAST
from taizhang.demo.project_list import NURSERY
from taizhang.demo.rows import Row, Value

IN_USE = date(2019, 1, 18)
FIRST_READING = date(2019, 11, 1)
HOUSES = 3
LOW, HIGH = Decimal("8.0"), Decimal("32.0")
DAMP_LOW, DAMP_HIGH = Decimal("40.0"), Decimal("88.0")
FAULTY_SINCE = date(2020, 5, 20)
_SYSTEMS = ("insulation", "ventilation", "heating", "circulation", "sprinkler", "acquisition")
_HALF_HOURS = [time(index // 2, 30 * (index % 2)) for index in range(48)]


def code(number: int) -> str:
    return f"SS{number:03}"


def facility_rows(scale: int) -> list[Row]:
    rows = []
    for number in range(1, HOUSES * scale + 1):
        values: dict[str, Value] = {
            "code": code(number),
            "name": f"育苗温室{number}号",
            "project": NURSERY,
            "kind": "greenhouse",
            "floor_area": Decimal("1440.00"),
            "crop": ("万寿菊", "矮牵牛", "一串红")[number % 3],
            "temperature_low": LOW,
            "temperature_high": HIGH,
            "humidity_low": DAMP_LOW,
            "humidity_high": DAMP_HIGH,
            "light_high": 60000,
        }
        rows.append(Row(IN_USE, values))
    return rows


def subsystem_rows(scale: int) -> list[Row]:
    """All run since the houses are in use; ventilation of the second house has failed."""
    rows = []
    for number in range(1, HOUSES * scale + 1):
        for system in _SYSTEMS:
            steps = {"install": IN_USE + timedelta(days=20), "run": IN_USE + timedelta(days=33)}
            if number == 2 and system == "ventilation":
                steps["fail"] = FAULTY_SINCE
            values: dict[str, Value] = {
                "facility": code(number),
                "system": system,
                "supplier": "云岭农业设施公司",
                "warranty_until": date(2021, 12, 31),
            }
            rows.append(Row(IN_USE, values, steps=steps))
    return rows


def reading_rows(seed: int, scale: int) -> list[Row]:
    """One row for each house every half hour, in order of time."""
    random = Random(f"{seed}-readings")
    days = [FIRST_READING + timedelta(days=number) for number in range((LAST - FIRST_READING).days + 1)]
    return [row for day in days for row in _day(day, HOUSES * scale, random)]


def _day(day: date, houses: int, random: Random) -> Iterator[Row]:
    season = -sin(2 * pi * (day.timetuple().tm_yday + 60) / 365)
    weather = random.gauss(0, 2.2)
    for index, moment in enumerate(_HALF_HOURS):
        sun = max(0.0, sin(pi * (index - 12) / 24)) if 12 <= index <= 36 else 0.0
        for number in range(1, houses + 1):
            warmth = 17 + 4.6 * season + 7.4 * sun + weather + random.gauss(0, 1.3) + 0.3 * (number % 3)
            damp = 68 - 12 * sun + random.gauss(0, 5)
            values: dict[str, Value] = {
                "facility": code(number),
                "taken_at": datetime.combine(day, moment),
                "temperature": Decimal(round(warmth * 10)) / 10,
                "humidity": Decimal(round(min(max(damp, 5), 99) * 10)) / 10,
                "light": int(42000 * sun * (0.8 + 0.2 * random.random())),
            }
            yield Row(day, values)
