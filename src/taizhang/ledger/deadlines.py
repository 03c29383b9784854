"""Days allowed and days to wait: calendar days and Chinese working days.

The day something happens is not counted; the first day is the next one. Working days follow the State Council's yearly
arrangement of holidays and make-up days (package ``chinesecalendar``). For years it does not know, Monday to Friday
count, and the answer says that it is not exact.
"""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from taizhang.declare.model import Limit

_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def working_day(day: date) -> tuple[bool, bool]:
    """Whether ``day`` is worked, and whether the calendar of that year is known."""
    try:
        return bool(chinese_calendar.is_workday(day)), True  # type: ignore[no-untyped-call]
    except NotImplementedError:
        return day.weekday() < 5, False


@lru_cache(maxsize=65536)
def day_after(start: date, limit: Limit) -> tuple[date, bool]:
    """The last day of ``limit`` counted from ``start``, and whether that is exact."""
    if not limit.working:
        return start + timedelta(days=limit.days), True
    day, left, exact = start, limit.days, True
    while left > 0:
        day += _DAY
        worked, known = working_day(day)
        exact = exact and known
        left -= worked
    return day, exact
