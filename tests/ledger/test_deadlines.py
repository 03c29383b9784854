"""Calendar days and working days."""

from datetime import date

import pytest

from taizhang.declare.model import Limit
from taizhang.ledger.deadlines import day_after, working_day


@pytest.mark.parametrize(
    ("start", "limit", "last", "exact"),
    [
        ("2020-01-02", Limit(7), "2020-01-09", True),
        ("2020-01-02", Limit(10, working=True), "2020-01-16", True),
        ("2020-09-30", Limit(1, working=True), "2020-10-09", True),  # National Day and Mid-Autumn: 1 to 8 October
        ("2020-09-25", Limit(1, working=True), "2020-09-27", True),  # that Sunday was worked
        ("2099-01-01", Limit(1, working=True), "2099-01-02", False),  # a Friday; holidays of 2099 are not known
        ("2020-01-02", Limit(0, working=True), "2020-01-02", True),
    ],
)
def test_last_day(start, limit, last, exact):
    assert day_after(date.fromisoformat(start), limit) == (date.fromisoformat(last), exact)


def test_unknown_years_count_weekdays_and_say_so():
    assert working_day(date(2099, 1, 3)) == (False, False)
    assert working_day(date(2020, 1, 19)) == (True, True)
