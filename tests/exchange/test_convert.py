"""From what people write to values, type by type."""

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_catalogue import field, resident_id, text
from stdnum.cn import ric

from taizhang.exchange.convert import convert, convert_dates

CHOICES = {"urban": text("城镇"), "rural": text("农村")}


def read(item, *cells):
    """The values of the cells, or for each bad one its code."""
    converted = convert(item, pl.Series(cells, dtype=pl.String))
    values = zip(cells, converted.values, strict=True)
    return [converted.problems[cell].code if cell in converted.problems else value for cell, value in values]


DAY = date(2020, 5, 25)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2020-05-25", DAY),
        ("2020-05-25 00:00:00", DAY),
        ("2020/5/25", DAY),
        ("2020.5.25", DAY),
        ("2020年5月25日", DAY),
        ("２０２０年５月２５日", DAY),
        ("20200525", DAY),
        ("43976", DAY),
        ("2020-02-29", date(2020, 2, 29)),
        ("2019-02-29", "workbook-impossible-date"),
        ("2020-13-01", "workbook-impossible-date"),
        ("20200231", "workbook-impossible-date"),
        ("0020-05-25", "workbook-impossible-date"),
        ("2020-05-25 08:30:00", "workbook-not-a-date"),
        ("43976.5", "workbook-not-a-date"),
        ("2020-05", "workbook-not-a-date"),
        ("2020年", "workbook-not-a-date"),
        ("20-5-25", "workbook-not-a-date"),
        ("5月25日", "workbook-not-a-date"),
        ("五月", "workbook-not-a-date"),
    ],
)
def test_dates(cell, value):
    assert read(field("d", "date"), cell) == [value]
    converted = convert_dates(pl.Series([cell]))
    assert [*converted.values] == [value if isinstance(value, date) else None]


def test_moments():
    cells = (
        "2020-05-25 08:30:15",
        "2020-05-25 08:30:15.500",
        "2020/5/25 8:30",
        "2020年5月25日8时30分",
        "43976.25",
        "2020-05-25",
    )
    clock = [(8, 30, 15), (8, 30, 15), (8, 30, 0), (8, 30, 0), (6, 0, 0), (0, 0, 0)]
    assert read(field("m", "datetime"), *cells) == [datetime(2020, 5, 25, *time) for time in clock]  # noqa: DTZ001
    assert read(field("m", "datetime"), "2020-05-25 25:00") == ["workbook-impossible-date"]


def test_whole_numbers():
    item = field("n", "integer", minimum=Decimal(0), maximum=Decimal(5000))
    assert read(item, "12", "12.0", "1,234", "０３", "+7", None) == [12, 12, 1234, 3, 7, None]
    assert read(item, "1.5", "十", "12人", "-1", "5001") == [
        "workbook-not-an-integer", "workbook-not-a-number", "workbook-unit-in-number",
        "entry-value-range", "entry-value-range",
    ]  # fmt: skip


def test_decimals_stay_exact():
    item = field("a", "decimal", digits=2)
    assert read(item, "0.1", "1,234,567.89", "１２．５", "¥3.00", "-7", "99999999999999999.99") == [
        "0.1", "1234567.89", "12.50", "3.00", "-7", "99999999999999999.99",
    ]  # fmt: skip
    assert read(item, "1.005", "1,23", "3万元", "85%", "约30", "—") == [
        "entry-value-digits", "workbook-not-a-number", "workbook-unit-in-number", "workbook-unit-in-number",
        "workbook-not-a-number", "workbook-not-a-number",
    ]  # fmt: skip


def test_a_unit_after_the_number_says_what_to_convert_to():
    problem = convert(field("a", "decimal", unit="元"), pl.Series(["3万元"])).problems["3万元"]
    assert problem.remedy.zh == "请换算成元后只填数字。"


def test_noise_of_binary_numbers_is_taken_off():
    assert read(field("a", "decimal"), "24947407.329999998", "670425051711.58996582") == [
        "24947407.33",
        "670425051711.59",
    ]
    assert read(field("a", "decimal"), "24947407.333333333") == ["entry-value-digits"]
    assert read(field("t"), "24947407.329999998", "121.123456789") == ["24947407.33", "121.123456789"]


def test_yes_and_no():
    assert read(field("b", "boolean"), "是", "有", "true", "1", "否", "无", "false", "0", "YES", "×", None) == [
        True, True, True, True, False, False, False, False, True, False, None,
    ]  # fmt: skip
    assert read(field("b", "boolean"), "可能") == ["workbook-not-yes-or-no"]


def test_choices_by_title_or_name():
    item = field("c", "choice", choices=CHOICES)
    assert read(item, "城镇", "urban", " 城 镇", "URBAN", None) == ["urban", "urban", "urban", "urban", None]
    assert read(item, "城市") == ["workbook-unknown-choice"]


def test_text():
    item = field("t")
    assert read(item, "x", "2020-05-25 00:00:00", "'=a", "-2", "+86 139", "- 项") == [
        "x",
        "2020-05-25",
        "=a",
        "-2",
        "+86 139",
        "- 项",
    ]
    assert read(item, "=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+A1", "a\x07b") == [
        *["workbook-formula"] * 4,
        "workbook-control-character",
    ]


def test_a_number_that_excel_has_cut_is_warned_of_and_kept():
    converted = convert(field("t"), pl.Series(["6217000000000010000"]))
    assert [*converted.values] == ["6217000000000010000"]
    assert converted.problems["6217000000000010000"].severity == "warning"


def test_formats():
    valid = resident_id(7)
    item = field("i", format="resident_id", personal="id")
    assert read(item, valid, valid.lower(), f" {valid[:6]} {valid[6:]}".strip()) == [valid] * 3
    assert read(item, "152201199001010000", "x") == ["entry-value-format"] * 2
    assert read(field("p", format="phone"), "13904791234", "139 0479 1234", "0482-8888888", "1") == [
        "13904791234", "13904791234", "0482-8888888", "entry-value-format",
    ]  # fmt: skip
    assert read(field("u", format="uscc"), "91110000600037341L", "91110000600037341M") == [
        "91110000600037341L",
        "entry-value-format",
    ]


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{9}[0-9X]", fullmatch=True), min_size=1, max_size=20))
def test_identity_numbers_agree_with_the_standard_library(numbers):
    def valid(number):
        try:
            return ric.calc_check_digit(number) == number[-1] and ric.get_birth_date(number) is not None
        except Exception:
            return False

    read_back = read(field("i", format="resident_id"), *numbers)
    assert read_back == [number if valid(number) else "entry-value-format" for number in numbers]


def test_patterns():
    item = field("t", pattern="H[0-9]{2}")
    assert read(item, "H01", "H1", "xH01") == ["H01", "entry-value-pattern", "entry-value-pattern"]
    assert read(field("t", pattern="(?!x)[a-z]+"), "ab", "xb") == ["ab", "entry-value-pattern"]


@settings(deadline=None)
@given(st.lists(st.decimals(min_value=-(10**15), max_value=10**15, places=2), min_size=1))
def test_any_amount_comes_back(amounts):
    item = field("a", "decimal", digits=2, minimum=Decimal(-(10**16)))
    for spelt in ("{:f}", "{:,f}"):
        cells = [spelt.format(amount) for amount in amounts]
        assert [Decimal(value) for value in read(item, *cells)] == amounts


@settings(deadline=None)
@given(st.lists(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)), min_size=1))
def test_any_day_comes_back(days):
    spellings = ("{:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日", "{:%Y%m%d}")
    for spelt in spellings:
        assert read(field("d", "date"), *(spelt.format(day) for day in days)) == days
