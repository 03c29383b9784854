"""Dates and times as offices write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from taizhang.exchange.faults import Problem
from taizhang.kernel.text import Text

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:\.\d+)?)?\s*[分秒]?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?", re.ASCII)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (day 0 of Excel's calendar, which has no time zone)

_WRITE = Text("请写成 2020-05-25 这样的日期。", "Write it like 2020-05-25.")


def read_date(text: str) -> date | Problem:
    """2020-05-25, 2020/5/25, 2020.5.25, 2020年5月25日, 20200525 or Excel's number of a day."""
    moment = _read(text)
    if isinstance(moment, Problem):
        return moment
    if moment.time() != datetime.min.time():
        what = Text(f"“{text}”带有时刻，这里只能填日期。", f"'{text}' has a time of day; only a date goes here.")
        return Problem("workbook-not-a-date", what, _WRITE)
    return moment.date()


def read_moment(text: str) -> datetime | Problem:
    """A date as above, with a time (8:30, 8:30:15, 8时30分) after it or midnight; local time, whole seconds."""
    moment = _read(text)
    return moment if isinstance(moment, Problem) else moment.replace(microsecond=0)


def _read(text: str) -> datetime | Problem:
    plain = unicodedata.normalize("NFKC", text).strip()
    if serial := _SERIAL.fullmatch(plain):
        seconds = round(float(plain) % 1 * 86400)
        return _within(_EPOCH + timedelta(days=int(serial[1]), seconds=seconds), text)
    day = _DAY.match(plain)
    if day is None:
        what = Text(f"“{text}”不是日期。", f"'{text}' is not a date.")
        return Problem("workbook-not-a-date", what, _remedy(plain))
    rest = plain[day.end() :].strip().removeprefix("T")
    time = _TIME.fullmatch(rest)
    if rest and time is None:
        what = Text(f"“{text}”不是日期。", f"'{text}' is not a date.")
        return Problem("workbook-not-a-date", what, _WRITE)
    year, month, number = (int(part) for part in day.groups() if part)
    hour, minute, second = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
    try:
        moment = datetime(year, month, number, hour, minute, second)  # noqa: DTZ001 (what a person wrote has no time zone)
    except ValueError:
        what = Text(
            f"{year}年{month}月{number}日{rest}不存在。",
            f"There is no {year}-{month:02}-{number:02} {rest}".rstrip() + ".",
        )
        return Problem("workbook-impossible-date", what, Text("请核对日期。", "Check the date."))
    return _within(moment, text)


def _within(moment: datetime, text: str) -> datetime | Problem:
    if EARLIEST <= moment.date() <= LATEST:
        return moment
    what = Text(f"“{text}”的年份超出范围。", f"The year of '{text}' is out of range.")
    return Problem("workbook-impossible-date", what, Text("请核对年份。", "Check the year."))


def _remedy(plain: str) -> Text:
    if re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?|\d{4}年?", plain):
        return Text("请写出年、月、日，如 2020-05-25。", "Give year, month and day, like 2020-05-25.")
    if re.match(r"\d{2}\s*[-/.年]", plain):
        return Text("年份请写四位，如 2020-05-25。", "Write the year with four digits, like 2020-05-25.")
    return _WRITE
