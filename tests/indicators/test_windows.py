"""Which days a figure looks at, and with which it is compared."""

from datetime import date

import pytest

from taizhang.indicators.engine import comparable
from taizhang.indicators.windows import Window, window_of
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.period import Period


def test_a_window_ends_at_the_cut_off_when_that_comes_first() -> None:
    half = Period.parse("2020H1")
    assert window_of("period", half, Cutoff(date(2020, 5, 25), 1)) == Window(date(2020, 1, 1), date(2020, 5, 25), True)
    assert window_of("end", half, Cutoff(date(2020, 8, 1), 1)) == Window(date(2020, 1, 1), date(2020, 6, 30), False)
    assert window_of("period", half, Cutoff(date(2019, 12, 31), 1)) is None


@pytest.mark.parametrize(
    ("period", "cutoff", "against", "expected"),
    [
        ("2020H1", "2020-05-25", "year_before", "2019-01-01/2019-05-25"),
        ("2020H1", "2020-05-25", "previous", "2019-07-01/2019-11-25"),
        ("2020H1", "2020-06-30", "year_before", "2019H1"),
        ("2020H1", "2021-01-01", "previous", "2019H2"),
        ("2020Q1", "2020-02-29", "year_before", "2019-01-01/2019-02-28"),
        ("2020-03", "2020-03-30", "previous", "2020-02"),
        ("2020", "2020-05-31", "previous", "2019-01-01/2019-05-31"),
        ("2020-05-11/2020-05-20", "2020-05-15", "previous", "2020-05-01/2020-05-05"),
        ("2020H1", "2019-12-01", "year_before", "2019H1"),
    ],
)
def test_comparable(period: str, cutoff: str, against: str, expected: str) -> None:
    day = Cutoff(date.fromisoformat(cutoff), 1)
    other = comparable(Period.parse(period), day, against)  # type: ignore[arg-type]
    assert (other.first, other.last) == (Period.parse(expected).first, Period.parse(expected).last)
