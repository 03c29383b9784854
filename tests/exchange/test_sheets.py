"""Files as plain tables: what is written is read back as the same text, digit by digit."""

import csv
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_catalogue import field

from taizhang.exchange.convert import convert
from taizhang.exchange.formulas import escape, unescape
from taizhang.exchange.sheets import SheetRows, read_sheets, write_rows
from taizhang.exchange.xlsx_write import sheet_name


def texts(path):
    sheets, issues = read_sheets(path.read_bytes(), path.name)
    assert issues == []
    return sheets[0].cells.rows()


def cell(tmp_path, value, number_format=None):
    """How a cell that holds ``value`` is read, written by another library."""
    book = openpyxl.Workbook()
    book.active["A1"] = value
    if number_format:
        book.active["A1"].number_format = number_format
    book.save(tmp_path / "cell.xlsx")
    return texts(tmp_path / "cell.xlsx")[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (date(2020, 5, 25), None, "2020-05-25 00:00:00"),
        (43976, 'yyyy"年"m"月"d"日"', "2020-05-25 00:00:00"),
        (43976, '[$-804]yyyy"年"m"月"d"日";@', "2020-05-25 00:00:00"),
        (43976, "m/d/yy", "2020-05-25 00:00:00"),
        (43976, None, "43976"),
        (0.1 + 0.2, None, "0.3"),
        (1.1 * 3, None, "3.3"),
        (434.99999999999994, None, "435"),
        (0.07, "0.00", "0.07"),
        (12.0, None, "12"),
        (1234567.1, "#,##0.00", "1234567.1"),
        ("152201199001011234", None, "152201199001011234"),
        ("  x\ny ", None, "  x\ny "),
        (True, None, "true"),
    ],
)
def test_cells_as_text(tmp_path, value, number_format, text):
    assert cell(tmp_path, value, number_format) == text


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=1, max_size=50))
def test_amounts_in_number_cells_come_back(tmp_path_factory, amounts):
    path = tmp_path_factory.mktemp("amounts") / "a.xlsx"
    write_rows(path, [SheetRows("a", (), ("金额",), [(amount,) for amount in amounts])])
    column = read_sheets(path.read_bytes(), "a.xlsx")[0][0].cells["c0"].slice(1)
    assert [Decimal(text) for text in convert(field("a", "decimal", digits=2), column).values] == amounts


def test_rows_keep_their_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active["C4"] = "x"
    book.active["D6"] = 1
    book.save(tmp_path / "a.xlsx")
    assert texts(tmp_path / "a.xlsx") == [*[(None, None)] * 3, ("x", None), (None, None), (None, "1")]


def test_hidden_and_empty_sheets_are_left_out(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.create_sheet("empty")
    book.create_sheet("hidden")["A1"] = "secret"
    book["hidden"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheets, _ = read_sheets((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [sheet.name for sheet in sheets] == ["Sheet"]


ROWS = SheetRows(
    "台账",
    ("（合成数据 SYNTHETIC）",),
    ("文字", "日期", "时间", "金额", "大数", "整数", "是否"),
    [
        ("=1+1", date(2020, 5, 25), datetime(2020, 5, 25, 8, 30), Decimal("1234567.10"), 10**17, 3, True),  # noqa: DTZ001
        (None, date(1899, 1, 1), None, Decimal("12345678901234567.12"), -5, 0, False),
    ],
)


def test_written_and_read(tmp_path):
    write_rows(tmp_path / "a.xlsx", [ROWS])
    assert texts(tmp_path / "a.xlsx") == [
        ("（合成数据 SYNTHETIC）", *[None] * 6),
        ROWS.header,
        ("=1+1", "2020-05-25 00:00:00", "2020-05-25 08:30:00", "1234567.1", "100000000000000000", "3", "true"),
        (None, "1899-01-01", None, "12345678901234567.12", "-5", "0", "false"),
    ]


def test_text_is_never_a_formula(tmp_path):
    write_rows(tmp_path / "a.xlsx", [ROWS])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    write_rows(tmp_path / "a.csv", [ROWS])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][2] == "'=1+1"


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx", "a.csv", "b.csv"):
        write_rows(tmp_path / name, [ROWS])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    def broken():
        yield ROWS.rows[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(tmp_path / "a.xlsx", [SheetRows("a", (), ROWS.header, broken())])
    with pytest.raises(ValueError, match=r"\.ods"):
        write_rows(tmp_path / "a.ods", [ROWS])
    assert list(tmp_path.iterdir()) == []


def test_csv_rows_of_different_length(tmp_path):
    (tmp_path / "a.csv").write_text('题目\n甲,乙,丙\n1, "2\n', encoding="gb18030")
    (tmp_path / "b.csv").write_text('题目\n甲,乙,丙\n1,"a\nb"\n', encoding="utf-8")
    assert texts(tmp_path / "b.csv") == [("题目", None, None), ("甲", "乙", "丙"), ("1", "a\nb", None)]


@settings(deadline=None)
@given(st.text(alphabet="'=+-@\t a1中", max_size=6))
def test_escaping_is_undone_by_reading(text):
    assert unescape(escape(text)) == text
    assert escape(text)[:1] not in ("=", "@")


def test_sheet_names_are_made_fit():
    assert sheet_name("台账/一[2020]") == "台账_一_2020_"
    assert sheet_name("长" * 40) == "长" * 31
    assert sheet_name("A", ["a"]) == "A~2"
