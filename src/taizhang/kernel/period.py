"""Period: a stretch of whole days that figures are asked for.

Spellings: ``2020``, ``2020H1``, ``2020Q2``, ``2020-05``, ``2020-05-25``, ``2020-01-01/2020-05-25``.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, Self

from taizhang.kernel.text import Text

Kind = Literal["year", "half", "quarter", "month", "day", "range"]

_MONTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_SPELLING = re.compile(r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _add_months(day: date, months: int) -> date:
    """The first of the month that lies ``months`` away; ``day`` must be a first of a month."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """Whole days from ``first`` to ``last``, both included. ``kind`` keeps how it was spelt."""

    kind: Kind
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"period ends before it begins: {self.first}/{self.last}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one of the spellings above; ValueError says what is wrong."""
        text = text.strip()
        if "/" in text:
            first, last = (date.fromisoformat(part) for part in text.split("/", 1))
            return cls("range", first, last)
        match = _SPELLING.fullmatch(text)
        if match is None:
            raise ValueError(f"not a period: {text!r} (2020, 2020H1, 2020Q2, 2020-05, 2020-05-25, FIRST/LAST)")
        year = int(match["year"])
        if match["day"]:
            day = date.fromisoformat(text)
            return cls("day", day, day)
        if match["month"]:
            return cls._of("month", date(year, int(match["month"]), 1))
        if match["quarter"]:
            return cls._of("quarter", date(year, 3 * int(match["quarter"]) - 2, 1))
        if match["half"]:
            return cls._of("half", date(year, 6 * int(match["half"]) - 5, 1))
        return cls._of("year", date(year, 1, 1))

    @classmethod
    def _of(cls, kind: Kind, first: date) -> Self:
        end = _add_months(first, _MONTHS[kind] - 1)
        return cls(kind, first, _last_of_month(end.year, end.month))

    @cached_property
    def text(self) -> str:
        first = self.first
        match self.kind:
            case "year":
                return f"{first.year:04}"
            case "half":
                return f"{first.year:04}H{(first.month + 5) // 6}"
            case "quarter":
                return f"{first.year:04}Q{(first.month + 2) // 3}"
            case "month":
                return f"{first:%Y-%m}"
            case "day":
                return first.isoformat()
            case _:
                return f"{first.isoformat()}/{self.last.isoformat()}"

    def __str__(self) -> str:
        return self.text

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def label(self) -> Text:
        """As official prose says it: 2020年上半年."""
        first, last = self.first, self.last
        match self.kind:
            case "year":
                return Text(f"{first.year}年", f"{first.year}")
            case "half":
                half = "上" if first.month == 1 else "下"
                which = "first" if first.month == 1 else "second"
                return Text(f"{first.year}年{half}半年", f"{which} half of {first.year}")
            case "quarter":
                quarter = (first.month + 2) // 3
                return Text(f"{first.year}年第{'一二三四'[quarter - 1]}季度", f"Q{quarter} {first.year}")
            case "month":
                return Text(f"{first.year}年{first.month}月", f"{first:%B %Y}")
            case "day":
                return Text(chinese_day(first), first.isoformat())
            case _:
                return Text(f"{chinese_day(first)}至{chinese_day(last)}", f"{first} to {last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def until(self, day: date) -> "Period":
        """This period cut off at ``day`` (a range), or itself when it ends earlier."""
        return self if day >= self.last else Period("range", self.first, day)

    def previous(self) -> "Period":
        """The period of the same kind and length just before."""
        if self.kind in _MONTHS:
            return Period._of(self.kind, _add_months(self.first, -_MONTHS[self.kind]))
        last = self.first - timedelta(days=1)
        return Period(self.kind, last - timedelta(days=self.days - 1), last)

    def year_before(self) -> "Period":
        """The same period one year earlier (上年同期); 29 February becomes the 28th."""
        if self.kind in _MONTHS:
            return Period._of(self.kind, _add_months(self.first, -12))
        return Period(self.kind, _year_earlier(self.first), _year_earlier(self.last))

    def months(self) -> Iterator["Period"]:
        """The calendar months that this period touches, in order."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield Period._of("month", month)
            month = _add_months(month, 1)


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def chinese_day(day: date) -> str:
    """2020年5月25日: Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
