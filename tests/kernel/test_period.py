"""Periods: spellings, neighbours, lengths."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.period import Period, chinese_day

YEARS = st.integers(1900, 2200)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
SPELLINGS = st.one_of(
    YEARS.map(str),
    st.builds("{}H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    DAYS.map(date.isoformat),
    st.tuples(DAYS, DAYS).map(lambda pair: f"{min(pair)}/{max(pair)}"),
)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "zh"),
    [
        ("2020", "year", "2020-01-01", "2020-12-31", "2020年"),
        ("2020H1", "half", "2020-01-01", "2020-06-30", "2020年上半年"),
        ("2020H2", "half", "2020-07-01", "2020-12-31", "2020年下半年"),
        ("2020Q2", "quarter", "2020-04-01", "2020-06-30", "2020年第二季度"),
        ("2020-02", "month", "2020-02-01", "2020-02-29", "2020年2月"),
        ("2020-05-25", "day", "2020-05-25", "2020-05-25", "2020年5月25日"),
        ("2020-01-01/2020-05-25", "range", "2020-01-01", "2020-05-25", "2020年1月1日至2020年5月25日"),
    ],
)
def test_a_spelling_means_these_days(text: str, kind: str, first: str, last: str, zh: str) -> None:
    period = Period.parse(f" {text} ")
    assert (period.kind, period.first.isoformat(), period.last.isoformat()) == (kind, first, last)
    assert (period.text, period.label.zh) == (text, zh)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2020H3",
        "2020Q5",
        "2020-13",
        "2020-00",
        "2020-02-30",
        "2020-5",
        "2020h1",
        "2020-05-02/2020-05-01",
        "0000",
        "/",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@given(SPELLINGS)
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert Period.parse(text).text == text
    assert Period.parse(Period.parse(text).text) == Period.parse(text)


@given(SPELLINGS)
def test_the_previous_period_ends_the_day_before_and_is_of_the_same_kind(text: str) -> None:
    period = Period.parse(text)
    previous = period.previous()
    assert previous.last + timedelta(days=1) == period.first
    assert previous.kind == period.kind
    if period.kind in ("day", "range"):
        assert previous.days == period.days
    else:
        assert len(list(previous.months())) == len(list(period.months()))


@given(SPELLINGS)
def test_the_year_before_has_the_same_days_but_for_leap_years(text: str) -> None:
    period = Period.parse(text)
    before = period.year_before()
    assert before.kind == period.kind
    assert (before.first.year, before.last.year) == (period.first.year - 1, period.last.year - 1)
    if period.last - period.first < timedelta(days=366):
        assert abs(before.days - period.days) <= 1


def test_the_29th_of_february_has_the_28th_before_it() -> None:
    assert Period.parse("2020-02-29").year_before() == Period.parse("2019-02-28")
    assert Period.parse("2020-01-01/2020-02-29").year_before().text == "2019-01-01/2019-02-28"


def test_a_period_is_cut_off_at_a_day() -> None:
    half = Period.parse("2020H1")
    assert half.until(date(2020, 5, 25)).text == "2020-01-01/2020-05-25"
    assert half.until(date(2020, 6, 30)) is half
    assert half.until(date(2021, 1, 1)) is half
    with pytest.raises(ValueError):
        half.until(date(2019, 12, 31))


@given(SPELLINGS, DAYS)
def test_days_of_it_are_in_it(text: str, day: date) -> None:
    period = Period.parse(text)
    assert (day in period) == (0 <= (day - period.first).days < period.days)
    assert period.first in period
    assert period.last in period


@given(SPELLINGS)
def test_its_months_cover_it_without_gap(text: str) -> None:
    period = Period.parse(text)
    if period.days > 4000:
        return
    months = list(period.months())
    assert period.first in months[0]
    assert period.last in months[-1]
    assert all(one.last + timedelta(days=1) == other.first for one, other in itertools.pairwise(months))


def test_days_are_written_without_leading_zeros() -> None:
    assert chinese_day(date(2020, 5, 5)) == "2020年5月5日"
