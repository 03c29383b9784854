"""What the lines of work that stand on their own share: two whole years, places by size, numbers by year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from taizhang.demo.calendar import FIRST, end_of_month, months, workday
from taizhang.demo.places import PLACES, unit_on
from taizhang.demo.rows import Row, Value

LAST_DAY = date(2020, 12, 31)
MONTHS = tuple(months(FIRST, LAST_DAY))
_SIZES = tuple(place.households for place in PLACES)


def day_in(month: date, random: Random) -> date:
    """A working day of the month."""
    day = workday(month + timedelta(days=random.randrange(end_of_month(month).day)))
    return day if day.month == month.month else day - timedelta(days=3)


def village_on(day: date, random: Random) -> str:
    """A village or community of that day, large ones more often."""
    return unit_on(random.choices(PLACES, _SIZES)[0], day)


def villages_on(day: date) -> list[str]:
    """Every village and community of that day, once."""
    names = [unit_on(place, day) for place in PLACES]
    return list(dict.fromkeys(names))


def taken(steps: Mapping[str, date]) -> dict[str, date]:
    """The steps that lie within the two years."""
    return {name: day for name, day in steps.items() if day <= LAST_DAY}


def numbered(rows: Iterable[Row], letters: str, name: str = "number") -> list[Row]:
    """The rows in order of day, each with its number: letters, year, a count within the year."""
    counts: Counter[int] = Counter()
    made = []
    for row in sorted(rows, key=lambda row: row.day):
        counts[row.day.year] += 1
        made.append(replace(row, values={name: f"{letters}{row.day.year}-{counts[row.day.year]:04}", **row.values}))
    return made


def nil_row(ledger: str, unit: str, month: date) -> Row:
    """That a unit had nothing to enter in a ledger in a month."""
    last = end_of_month(month)
    values: dict[str, Value] = {"ledger": ledger, "first": month, "last": last}
    return Row(last + timedelta(days=1), values, unit)
