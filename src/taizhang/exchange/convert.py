"""From the text of a column to its typed values: plain spellings for the whole column at once, the rest one by one.

The quick way knows the plain spelling of each type (ISO dates, bare digits, the declared title of a choice). What it
leaves is read by a function per distinct value, which accepts what people write and explains what it cannot accept. The
declared constraints are those of ``ledger.values``, so that import and store never disagree.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from taizhang.declare.model import Field
from taizhang.exchange import dates
from taizhang.exchange.faults import Problem
from taizhang.exchange.formulas import ESCAPED, FORMULA, unescape
from taizhang.exchange.headings import normalise
from taizhang.exchange.numbers import NOISY, read_number, whole, without_noise
from taizhang.kernel.issue import Severity, did_you_mean
from taizhang.kernel.text import Text
from taizhang.ledger.values import Fault, clean_text

MIDNIGHT = " 00:00:00"
_DATE_CELL = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} 00:00:00$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CUT = r"^[0-9]{15}0+$"  # what is left of sixteen and more digits kept as a number: Excel keeps fifteen
_YES = frozenset(["是", "有", "true", "1", "yes", "y", "√", "✓", "对"])
_NO = frozenset(["否", "无", "false", "0", "no", "n", "×", "✗", "错"])
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CHECK_CHARACTERS = "10X98765432"

Read = str | Problem
DTYPES: Mapping[str, Any] = {
    "integer": pl.Int64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "datetime": pl.Datetime("us"),
}


@dataclass(frozen=True)
class Converted:
    """``values`` is typed (decimals stay exact text); null where the cell was empty or is a problem.

    ``problems`` are by the text of the cell; a warning among them leaves the value standing.
    """

    values: pl.Series
    problems: Mapping[str, Problem]


def convert(item: Field, text: pl.Series) -> Converted:
    """``text`` (stripped, empty cells null) as values of ``item``. Units are the business of ``units``."""
    plain, warnings = _quick(item, text), {}
    left = text.filter(plain.is_null() & text.is_not_null()).unique()
    problems: dict[str, Problem] = {}
    if len(left):
        slow = _slow(item)
        read: dict[str, str] = {}
        for value in left:
            result = slow(value)
            if isinstance(result, Problem):
                problems[value] = result
            else:
                read[value] = result
        plain = plain.fill_null(text.replace_strict(read, default=None, return_dtype=pl.String))
    if item.type in ("string", "reference") and item.format is None:
        warnings = _cut_numbers(plain, item)
    return Converted(_typed(item, plain), {**warnings, **problems})


def convert_dates(text: pl.Series) -> Converted:
    """The values of a built-in date column."""
    plain = _quick_dates(text)
    left = text.filter(plain.is_null() & text.is_not_null()).unique()
    read = {value: dates.read_date(value) for value in left}
    problems = {value: result for value, result in read.items() if isinstance(result, Problem)}
    good = {value: result.isoformat() for value, result in read.items() if isinstance(result, date)}
    if good:
        plain = plain.fill_null(text.replace_strict(good, default=None, return_dtype=pl.String))
    return Converted(plain.str.to_date("%Y-%m-%d"), problems)


def convert_numbers_of_records(text: pl.Series) -> Converted:
    plain = text.cast(pl.Int64, strict=False)
    what = Text("记录号应为正整数。", "A record number is a positive whole number.")
    problem = Problem("workbook-record-number", what, Text("新记录请留空。", "Leave it empty for a new record."))
    wrong = text.filter((plain.is_null() | (plain < 1)) & text.is_not_null()).unique()
    return Converted(plain, dict.fromkeys(wrong, problem))


def _typed(item: Field, plain: pl.Series) -> pl.Series:
    match item.type:
        case "integer":
            return plain.cast(pl.Int64, strict=False)
        case "boolean":
            return plain == "true"
        case "date":
            return plain.str.to_date("%Y-%m-%d")
        case "datetime":
            return plain.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us")
        case _:
            return plain


def _quick(item: Field, text: pl.Series) -> pl.Series:
    """The canonical text where the whole column can be read at once; null where a value needs a closer look."""
    match item.type:
        case "integer":
            number = text.cast(pl.Int64, strict=False)
            return _keep(number.cast(pl.String), _in_range(item, number))
        case "decimal":
            shape = r"^-?[0-9]{1,15}$" if not item.digits else rf"^-?[0-9]{{1,15}}(?:\.[0-9]{{1,{item.digits}}})?$"
            number = _keep(text, text.str.contains(shape))
            if item.minimum is None and item.maximum is None:
                return number
            return _keep(number, _in_range(item, number.cast(pl.Decimal(38, item.digits), strict=False)))
        case "boolean":
            spelt = dict.fromkeys(_YES, "true") | dict.fromkeys(_NO, "false")
            return text.replace_strict(spelt, default=None, return_dtype=pl.String)
        case "date":
            return _quick_dates(text)
        case "datetime":
            moment = text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
            right = moment.is_not_null() & text.str.contains(_MOMENT)
            return _keep(text, right & _plausible(moment.dt.date()))
        case "choice":
            return text.replace_strict(choice_spellings(item), default=None, return_dtype=pl.String)
        case _:
            return _quick_text(item, text)


def _keep(values: pl.Series, where: pl.Series) -> pl.Series:
    return values.zip_with(where.fill_null(False), pl.Series([None], dtype=values.dtype))


def _in_range(item: Field, number: pl.Series) -> pl.Series:
    right = number.is_not_null()
    if item.minimum is not None:
        right &= number >= item.minimum
    if item.maximum is not None:
        right &= number <= item.maximum
    return right


def _quick_dates(text: pl.Series) -> pl.Series:
    day = text.str.strip_suffix(MIDNIGHT)
    parsed = day.str.to_date("%Y-%m-%d", strict=False)
    return _keep(day, day.str.contains(_DAY) & _plausible(parsed))


def _plausible(day: pl.Series) -> pl.Series:
    return day.is_not_null() & day.is_between(dates.EARLIEST, dates.LATEST)


def _quick_text(item: Field, text: pl.Series) -> pl.Series:
    odd = text.str.contains(rf"{FORMULA}|{ESCAPED}|{_DATE_CELL}|{NOISY}|[\x00-\x08\x0b\x0c\x0e-\x1f]")
    right = ~odd
    if item.format == "resident_id":
        right &= _valid_resident_ids(text)
    elif item.format is not None:
        right &= False
    if item.pattern is not None:
        try:
            right &= text.str.contains(rf"^(?:{item.pattern})$")
        except pl.exceptions.PolarsError:  # a pattern that only Python's engine knows: every value takes the slow way
            right &= False
    return _keep(text, right)


def _valid_resident_ids(text: pl.Series) -> pl.Series:
    """Eighteen characters, a real day of birth and the right check character (GB 11643-1999)."""
    shaped = text.str.contains(r"^[1-9][0-9]{16}[0-9X]$")
    candidates = _keep(text, shaped)
    total = pl.Series([0], dtype=pl.Int64).new_from_index(0, len(text))
    for at, weight in enumerate(_WEIGHTS):
        total += candidates.str.slice(at, 1).cast(pl.Int64, strict=False).fill_null(0) * weight
    expected = (total % 11).replace_strict(dict(enumerate(_CHECK_CHARACTERS)), return_dtype=pl.String)
    born = candidates.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    return shaped & (candidates.str.slice(17, 1) == expected) & born.is_not_null()


def _cut_numbers(plain: pl.Series, item: Field) -> dict[str, Problem]:
    cut = plain.filter(plain.str.contains(_CUT)).unique()
    what = Text(
        f"“{item.title.zh}”的末几位是 0，可能是 Excel 按数字保存时截断了。",
        f"The last digits of '{item.title.en}' are 0: Excel may have cut them off when it kept them as a number.",
    )
    remedy = Text("请核对；把该列设为文本格式后重新录入。", "Check it; format the column as text and enter it again.")
    return dict.fromkeys(cut, Problem("workbook-number-cut", what, remedy, Severity.WARNING))


def choice_spellings(item: Field) -> dict[str, str]:
    """The choice that each name and title stands for; where two share a title, the first declared."""
    choices: dict[str, str] = {}
    for name, title in item.choices.items():
        for spelling in (name, title.zh, title.en):
            choices.setdefault(spelling, name)
    return choices


def _slow(item: Field) -> Callable[[str], Read]:
    read: Callable[[str], Read]
    match item.type:
        case "integer":
            read = _integer(item)
        case "decimal":
            read = _decimal(item)
        case "boolean":
            read = _boolean
        case "date":
            read = _date
        case "datetime":
            read = _moment
        case "choice":
            return _choice(item)
        case _:
            read = _text(item)

    def slow(text: str) -> Read:
        plain = read(text)
        return plain if isinstance(plain, Problem) else _constrain(item, plain)

    return slow


def _constrain(item: Field, plain: str) -> Read:
    try:
        clean = clean_text(item, plain)
    except Fault as fault:
        return Problem(fault.code, fault.what, fault.remedy)
    return plain if item.type in ("datetime", "boolean", "integer") else str(clean)


def _integer(item: Field) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        plain = read_number(text, item.unit)
        if isinstance(plain, Problem):
            return plain
        number = whole(plain)
        if "." in number:
            what = Text(f"“{text}”不是整数。", f"'{text}' is not a whole number.")
            return Problem("workbook-not-an-integer", what, Text("请填整数。", "Enter a whole number."))
        return str(int(number))

    return read


def _decimal(item: Field) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        plain = read_number(text, item.unit)
        if isinstance(plain, Problem):
            return plain
        exact = Decimal(plain)
        if exact != round(exact, item.digits):
            exact = Decimal(without_noise(plain))
        return f"{exact:f}"

    return read


def _boolean(text: str) -> Read:
    word = normalise(text)
    if word in _YES or word in _NO:
        return "true" if word in _YES else "false"
    what = Text(f"“{text}”不是“是”或“否”。", f"'{text}' is neither yes nor no.")
    return Problem("workbook-not-yes-or-no", what, Text("请填“是”或“否”。", "Enter yes (是) or no (否)."))


def _date(text: str) -> Read:
    day = dates.read_date(text)
    return day.isoformat() if isinstance(day, date) else day


def _moment(text: str) -> Read:
    moment = dates.read_moment(text)
    return moment.isoformat(sep=" ") if isinstance(moment, datetime) else moment


def _choice(item: Field) -> Callable[[str], Read]:
    choices = {normalise(spelling): name for spelling, name in choice_spellings(item).items()}
    titles = [title.zh for title in item.choices.values()]

    def read(text: str) -> Read:
        name = choices.get(normalise(text))
        if name is not None:
            return name
        what = Text(f"“{item.title.zh}”没有选项“{text}”。", f"'{item.title.en}' has no choice '{text}'.")
        return Problem("workbook-unknown-choice", what, did_you_mean(text, titles))

    return read


def _text(item: Field) -> Callable[[str], Read]:
    formula, midnight = re.compile(FORMULA), re.compile(_DATE_CELL)

    def read(text: str) -> Read:
        if formula.match(text):
            what = Text(f"文字“{text[:40]}”像是公式。", f"The text '{text[:40]}' looks like a formula.")
            remedy = Text("请删去开头的符号，或直接填写结果。", "Remove the leading sign, or enter the result itself.")
            return Problem("workbook-formula", what, remedy)
        if midnight.match(text):
            return text.removesuffix(MIDNIGHT)
        if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in text):
            what = Text("文字里有看不见的控制字符。", "The text has invisible control characters.")
            return Problem("workbook-control-character", what, Text("请重新录入该单元格。", "Enter the cell again."))
        return unescape(without_noise(text))

    return read
