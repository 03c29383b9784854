"""Which days a figure looks at."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from taizhang.declare.model import At
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.period import Period


@dataclass(frozen=True)
class Window:
    """``flow``: records that began from ``first`` to ``last``, each as it stands on ``last``. Otherwise all records as
    they stand on ``last``; then ``first`` matters only to measures that name ``window_start``."""

    first: date
    last: date
    flow: bool


def window_of(at: At, period: Period, cutoff: Cutoff) -> Window | None:
    """None when the period begins after the cut-off."""
    if cutoff.day < period.first:
        return None
    return Window(period.first, min(period.last, cutoff.day), at == "period")


def comparable(period: Period, cutoff: Cutoff, against: Literal["year_before", "previous"]) -> Period:
    """The period to compare ``period`` with: as much of the other one as the cut-off leaves of this one.

    A half-year looked at on 25 May is compared with 1 January to 25 May of the year before, or with 1 July to 25
    November of the half before; a range with the same number of days.
    """
    other = period.year_before() if against == "year_before" else period.previous()
    if not period.first <= cutoff.day < period.last:
        return other
    if against == "year_before":
        last = Period("day", cutoff.day, cutoff.day).year_before().first
    elif period.kind in ("year", "half", "quarter", "month"):
        months = (cutoff.day.year - period.first.year) * 12 + cutoff.day.month - period.first.month
        index = other.first.year * 12 + other.first.month - 1 + months
        year, month = index // 12, index % 12 + 1
        last = date(year, month, min(cutoff.day.day, monthrange(year, month)[1]))
    else:
        last = other.first + timedelta(days=(cutoff.day - period.first).days)
    return other.until(last)
