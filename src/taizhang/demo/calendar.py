"""Days of the demo town: its span, months and working days (weekends only; holidays are the ledger's business).

What happens after ``HALF`` is drawn from random streams of its own, so that the first half of 2020 stays as it is
however the story goes on.
"""

from datetime import date, timedelta
from random import Random

FIRST = date(2019, 1, 1)
HALF = date(2020, 6, 30)
SECOND_HALF = date(2020, 7, 1)
LAST = date(2020, 12, 31)
REGISTERED = date(2018, 1, 1)
MERGED = date(2020, 3, 1)
REFORMED = date(2019, 12, 20)
RAISED = date(2020, 1, 1)


def months(first: date = FIRST, last: date = LAST) -> list[date]:
    """The first day of each month from that of ``first`` to that of ``last``."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(start, start + count)]


def month_text(day: date) -> str:
    return f"{day:%Y-%m}"


def end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def workday(day: date) -> date:
    """``day``, or the Monday after when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def after(day: date, least: int, most: int, random: Random) -> date:
    """A working day ``least`` to ``most`` days later (two more over a weekend)."""
    return workday(day + timedelta(days=random.randint(least, most)))


def between(first: date, last: date, random: Random) -> date:
    """Any working day of the stretch."""
    day = workday(first + timedelta(days=random.randint(0, (last - first).days)))
    return day if day <= last else day - timedelta(days=3)
