"""A workbook into the ledgers: whole or not at all, with every fault named."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from ledger_catalogue import resident_id

from taizhang.exchange.importer import import_file
from taizhang.exchange.sheets import SheetRows, write_rows
from taizhang.kernel.asof import AsOf
from taizhang.ledger.entries import Actor

HEADER = ("户编号", "耕地面积（亩）", "人口", "类别", "通水", "村", "登记日期")
ROW = ("H1", Decimal("12.50"), 4, "一般户", "是", "东村", date(2020, 1, 5))


def read(store, ledger="household", day=date(2020, 6, 30)):
    return {record.key: record for record in store.read(ledger, AsOf(day, store.head().seq))}


def test_rows_become_records(load, write, store):
    result = load(write("农户台账", HEADER, ROW, ("H2", "1,234.5", "３", "poor", "无", "150000001002", "2020年2月1日")))
    assert (result.receipt.created, result.rows, result.issues) == (2, 2, [])
    assert result.sheets == {"农户台账": "household"}
    records = read(store)
    assert records["H1"].values == {
        "number": "H1", "area": Decimal("12.50"), "persons": 4, "kind": "plain", "water": True,
        "surveyed": None, "note": None,
    }  # fmt: skip
    assert (records["H2"].values["area"], records["H2"].values["persons"]) == (Decimal("1234.50"), 3)
    assert (records["H2"].values["kind"], records["H2"].values["water"]) == ("poor", False)
    assert (records["H2"].org, records["H2"].effective) == ("150000001002", date(2020, 2, 1))


def test_the_same_file_counts_once(load, write, store):
    path = write("农户台账", HEADER, ROW)
    first, head = load(path).receipt, store.head()
    again = load(path).receipt
    assert again.repeated and again.submission == first.submission
    assert store.head() == head


def test_a_dry_run_writes_nothing(load, write, store):
    head = store.head()
    result = load(write("农户台账", HEADER, ROW), dry_run=True)
    assert (result.receipt, result.issues, store.head()) == (None, [], head)


def test_one_error_keeps_everything_out_and_marks_the_copy(load, write, store, codes):
    head = store.head()
    result = load(write("农户台账", HEADER, ROW, ("H2", 1, "三", "脱贫", "是", "东庄", date(2020, 1, 5))))
    assert result.receipt is None and store.head() == head
    assert [(issue.code, issue.place.row, issue.place.column, issue.value) for issue in result.issues] == [
        ("workbook-not-a-number", 3, "人口", "三"),
        ("workbook-unknown-choice", 3, "类别", "脱贫"),
        ("workbook-unknown-unit", 3, "村", "东庄"),
    ]
    assert result.issues[1].remedy.zh == "是否应为“脱贫户”？"
    sheet = openpyxl.load_workbook(result.marked)["农户台账"]
    assert [cell.value for cell in sheet[1]][-1] == "问题 / Problems"
    assert sheet["C3"].fill.fgColor.rgb.endswith("FFC7CE") and "不是数字" in sheet["C3"].comment.text
    assert sheet["C2"].fill.fgColor.rgb == "00000000"
    assert sheet.cell(2, 8).value is None and "【人口】" in sheet.cell(3, 8).value


def test_the_marked_copy_imports_once_it_is_corrected(load, write, store):
    result = load(write("农户台账", HEADER, (*ROW[:2], "四", *ROW[3:])))
    book = openpyxl.load_workbook(result.marked)
    book.active["C2"] = 4
    book.save(result.marked)
    again = load(result.marked, ledger="household")
    assert again.receipt.created == 1 and again.issues == []


def test_what_the_store_refuses_is_marked_too(load, write, tmp_path):
    path = write(
        "人口台账", ("身份证号", "姓名", "户编号", "业务日期"), (resident_id(1), "张三", "H9", date(2020, 1, 1))
    )
    result = load(path, marked_folder=tmp_path / "out")
    [issue] = [issue for issue in result.issues if issue.code == "entry-reference-unknown"]
    assert (issue.place.sheet, issue.place.row, issue.place.column) == ("人口台账", 2, "户编号")
    assert result.marked == tmp_path / "out" / "book-marked.xlsx"
    assert openpyxl.load_workbook(result.marked).active["C2"].comment is not None


def test_ledgers_that_are_referred_to_come_first(load, store, tmp_path):
    path = tmp_path / "all.xlsx"
    sheets = [
        SheetRows("救助台账", (), ("户编号", "月金额", "申请日期", "调查日期", "批准日期"),
                  [("H1", 300, date(2020, 1, 6), date(2020, 1, 8), date(2020, 2, 1))]),
        SheetRows("农户台账", (), HEADER, [(*ROW[:5], "新村", date(2020, 1, 5))]),
        SheetRows("组织机构台账", (), ("机构代码", "机构名称", "机构类别", "上级机构代码", "成立日期"),
                  [("150000001009", "新村", "行政村", "150000001000", date(2020, 1, 1))]),
    ]  # fmt: skip
    write_rows(path, sheets)
    result = load(path)
    assert (result.receipt.created, result.receipt.stepped) == (3, 2), [issue.line() for issue in result.issues]
    aid = read(store, "aid")["H1"]
    assert (aid.state, aid.org, aid.effective) == ("approved", "150000001009", date(2020, 2, 1))


def test_steps_follow_their_dates_and_count_once(load, write, store, codes):
    load(write("农户台账", HEADER, ROW))
    header = ("户编号", "月金额（元）", "申请日期", "批准日期", "调查日期")
    load(write("救助台账", header, ("H1", 300, "2020-01-06", None, "2020-01-08"), file="aid1.xlsx"))
    assert read(store, "aid")["H1"].state == "surveyed"
    second = load(write("救助台账", header, ("H1", 300, "2020-01-06", "2020-02-01", "2020-01-08"), file="aid2.xlsx"))
    assert (second.receipt.stepped, second.receipt.unchanged) == (1, 2)
    third = load(write("救助台账", header, ("H1", 300, "2020-01-06", "2020-02-02", "2020-01-08"), file="aid3.xlsx"))
    assert "step-already-taken" in codes(third) and third.receipt is None


def test_a_dated_change_amends_from_its_day(load, write, store):
    load(write("农户台账", HEADER, ROW))
    header = ("户编号", "人口", "登记日期", "变更日期")
    result = load(write("农户台账", header, ("H1", 5, date(2020, 1, 5), date(2020, 2, 1)), file="change.xlsx"))
    assert result.receipt.amended == 1
    assert read(store, day=date(2020, 1, 31))["H1"].values["persons"] == 4
    assert read(store, day=date(2020, 2, 1))["H1"].values["persons"] == 5
    assert read(store)["H1"].values["area"] == Decimal("12.50")


def test_record_and_change_may_stand_in_one_workbook(load, write, store):
    rows = ((*ROW, None), ("H1", None, 6, None, None, "东村", date(2020, 1, 5), date(2020, 2, 2)))
    result = load(write("农户台账", (*HEADER, "变更日期"), *rows))
    assert (result.receipt.created, result.receipt.amended) == (1, 1)
    assert read(store, day=date(2020, 2, 1))["H1"].values["persons"] == 4
    assert read(store)["H1"].values["persons"] == 6


def test_a_full_row_with_a_change_begins_on_its_own_day_where_it_is_new(load, write, store):
    load(write("农户台账", (*HEADER, "变更日期"), (*ROW, date(2020, 2, 2))))
    assert read(store, day=date(2020, 1, 5))["H1"].values["persons"] == 4


def test_an_empty_cell_keeps_and_a_word_clears(load, write, store):
    load(write("农户台账", HEADER, ROW))
    load(write("农户台账", HEADER, ("H1", None, 4, "（清空）", None, "东村", date(2020, 1, 5)), file="second.xlsx"))
    values = read(store)["H1"].values
    assert (values["area"], values["kind"], values["water"]) == (Decimal("12.50"), None, True)


def test_journal_rows_are_new_records_unless_they_give_a_number(load, write, store):
    header = ("金额", "收款人", "经办单位", "所属单位", "发放日期")
    row = (Decimal("100.00"), "张三", "阿山镇", "东村", date(2020, 1, 8))
    result = load(write("发放流水", header, row, row))
    assert result.receipt.created == 2
    numbers = [record.id for record in store.read("payment", AsOf(date(2020, 6, 30), store.head().seq))]
    change = load(write("发放流水", ("记录号", "金额", "发放日期"), (numbers[0], 120, date(2020, 1, 8)), file="b.xlsx"))
    assert (change.receipt.amended, change.receipt.created) == (1, 0)


def test_date_given_with_the_import(load, write, store, codes):
    path = write("农户台账", HEADER[:-1], ROW[:-1])
    assert "workbook-column-missing" in codes(load(path))
    assert load(path, day=date(2020, 1, 3)).receipt.created == 1
    assert read(store)["H1"].effective == date(2020, 1, 3)


def test_the_file_is_named_after_the_ledger(load, write):
    assert load(write("Sheet1", HEADER, ROW, file="农户台账-2020年1月.xlsx")).receipt.created == 1


def test_csv_in_both_encodings(load, tmp_path, store):
    text = "户编号,人口,村,登记日期\nH1,3,东村,2020-01-01\n"
    (tmp_path / "农户台账.csv").write_bytes(text.encode("gb18030"))
    (tmp_path / "household.csv").write_bytes(text.replace("H1", "H2").encode("utf-8-sig"))
    assert load(tmp_path / "农户台账.csv").receipt.created == 1
    assert load(tmp_path / "household.csv").receipt.created == 1
    assert set(read(store)) == {"H1", "H2"}


def test_faults_in_a_csv_are_marked_in_a_workbook(load, tmp_path):
    (tmp_path / "农户台账.csv").write_text("户编号,人口,村,登记日期\nH1,多,东村,2020-01-01\n", encoding="utf-8")
    result = load(tmp_path / "农户台账.csv")
    assert result.marked.name == "农户台账-marked.xlsx"
    assert openpyxl.load_workbook(result.marked).active["B2"].fill.fgColor.rgb.endswith("FFC7CE")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("H1", "12.505", 4, None, None, "东村", date(2020, 1, 5)), "entry-value-digits", "耕地面积（亩）"),
        (("H1", "3万亩", 4, None, None, "东村", date(2020, 1, 5)), "workbook-unit-in-number", "耕地面积（亩）"),
        (("H1", -1, 4, None, None, "东村", date(2020, 1, 5)), "entry-value-range", "耕地面积（亩）"),
        (("H1", 1, "4.5", None, None, "东村", date(2020, 1, 5)), "workbook-not-an-integer", "人口"),
        (("H1", 1, None, None, None, "东村", date(2020, 1, 5)), "workbook-cell-missing", "人口"),
        (("X1", 1, 4, None, None, "东村", date(2020, 1, 5)), "entry-value-pattern", "户编号"),
        ((None, 1, 4, None, None, "东村", date(2020, 1, 5)), "workbook-cell-missing", "户编号"),
        (("H1", 1, 4, None, "也许", "东村", date(2020, 1, 5)), "workbook-not-yes-or-no", "通水"),
        (("H1", 1, 4, None, None, None, date(2020, 1, 5)), "workbook-cell-missing", "村"),
        (("H1", 1, 4, None, None, "一组", date(2020, 1, 5)), "workbook-ambiguous-unit", "村"),
        (("H1", 1, 4, None, None, "东村", date(2020, 3, 1)), "workbook-unit-ended", "村"),
        (("H1", 1, 4, None, None, "合村", date(2020, 2, 1)), "workbook-unit-not-yet", "村"),
        (("H1", 1, 4, None, None, "东村", "2020-02-30"), "workbook-impossible-date", "登记日期"),
        (("H1", 1, 4, None, None, "东村", "二月"), "workbook-not-a-date", "登记日期"),
        (("H1", 1, 4, None, None, "东村", None), "workbook-cell-missing", "登记日期"),
    ],
)
def test_bad_cells(load, write, row, code, column):
    result = load(write("农户台账", HEADER, row))
    assert [(issue.code, issue.place.row, issue.place.column) for issue in result.issues] == [(code, 2, column)]
    [issue] = result.issues
    assert issue.what.zh and issue.what.en and issue.remedy.zh and issue.remedy.en
    assert result.receipt is None


def test_ended_unit_names_its_successor(load, write):
    [issue] = load(write("农户台账", HEADER, (*ROW[:6], date(2020, 3, 2)))).issues
    assert issue.remedy.zh == "此后请填合村。"


def test_text_that_looks_like_a_formula_is_refused(load, write):
    header = (*HEADER, "备注")
    result = load(
        write("农户台账", header, (*ROW, '=HYPERLINK("x")'), ("H2", *ROW[1:], "-2 户外出"), ("H3", *ROW[1:], "@cmd"))
    )
    assert [(issue.code, issue.place.row) for issue in result.issues] == [
        ("workbook-formula", 2),
        ("workbook-formula", 4),
    ]


def test_one_identity_twice(load, write, codes):
    result = load(write("农户台账", HEADER, ROW, ROW, ("H1", *ROW[1:2], 5, *ROW[3:])))
    assert codes(result) == ["workbook-row-repeated", "workbook-duplicate"]
    duplicate = result.issues[1]
    assert duplicate.place.row == 4 and "第 2 行" in duplicate.what.zh and "人口" in duplicate.what.zh
    assert load(write("农户台账", HEADER, ROW, ROW)).receipt.created == 1


def test_personal_values_are_not_repeated_in_messages(load, write):
    path = write(
        "人口台账", ("身份证号", "姓名", "户编号", "业务日期"), ("152201198001010012", "=张三", "H1", date(2020, 1, 1))
    )
    for issue in load(path).issues:
        assert issue.value is None and "张三" not in f"{issue.what}{issue.what.en}" and "15220119" not in issue.what.zh


def test_titles_and_totals_around_the_rows(load, write, codes):
    total = ("合计", 12.5, 4, None, None, None, None)
    result = load(
        write("农户台账", HEADER, ROW, (None,) * 7, total, notes=("阿山镇农户台账", "（合成数据 SYNTHETIC）"))
    )
    assert result.receipt.created == 1 and codes(result) == ["workbook-totals-skipped"]


def test_columns_in_any_order_by_title_or_name(load, write, codes, store):
    header = ("Registered on", " 村 ", "persons", "*户编号", "Farmland (mu)", "联系人")
    result = load(write("Households", header, (date(2020, 1, 5), "东村", 4, "H1", "１２.５", "某某")))
    assert result.receipt.created == 1 and codes(result) == ["workbook-unknown-column"]
    assert read(store)["H1"].values["area"] == Decimal("12.50")


def test_a_required_column_is_missing(load, write, codes):
    result = load(write("农户台账", ("户编号", "人囗", "村", "登记日期"), ("H1", 4, "东村", date(2020, 1, 5))))
    assert codes(result) == ["workbook-unknown-column", "workbook-column-missing"]
    assert "人口" in result.issues[1].what.zh


def test_a_column_twice(load, write, codes):
    assert "workbook-column-twice" in codes(load(write("农户台账", (*HEADER, "人口（人）"), (*ROW, 4))))


def test_no_header(load, write, codes):
    result = load(write("农户台账", ("甲", "乙"), (1, 2)))
    assert codes(result) == ["workbook-no-header"] and "户编号" in result.issues[0].remedy.zh


def test_unknown_sheets_and_ledgers(load, write, codes, tmp_path):
    result = load(write("农户台帐", HEADER, ROW))
    assert codes(result) == ["workbook-unknown-ledger"] and "农户台账" in result.issues[0].remedy.zh
    assert result.marked is None
    assert codes(load(write("农户台账", HEADER, ROW), ledger="nothing")) == ["workbook-unknown-ledger"]
    path = tmp_path / "two.xlsx"
    write_rows(path, [SheetRows("农户台账", (), HEADER, [ROW]), SheetRows("别的", (), ("甲",), [("乙",)])])
    assert codes(load(path)) == ["workbook-unknown-ledger"]


def test_no_rows(load, write, codes):
    assert codes(load(write("农户台账", HEADER))) == ["workbook-no-rows"]
    assert codes(load(write("农户台账", ()))) == ["workbook-no-rows"]


def test_a_file_that_is_not_there(load, codes, tmp_path: Path):
    result = load(tmp_path / "none.xlsx")
    assert codes(result) == ["workbook-unreadable"] and result.marked is None


def test_error_cells_are_faults(load, codes, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "农户台账"
    book.active.append(HEADER)
    book.active.append(("H1", "#DIV/0!", 4, None, None, "东村", date(2020, 1, 5)))
    book.save(tmp_path / "a.xlsx")
    [issue] = load(tmp_path / "a.xlsx").issues
    assert (issue.code, issue.place.row, issue.place.column, issue.value) == (
        "workbook-error-cell",
        2,
        "耕地面积（亩）",
        "#DIV/0!",
    )


def test_many_faults_are_counted_and_all_marked(load, write, codes):
    rows = [(f"H{number}", 1, "多", None, None, "东村", date(2020, 1, 5)) for number in range(1, 1203)]
    result = load(write("农户台账", HEADER, *rows))
    assert codes(result).count("workbook-not-a-number") == 1000
    assert result.issues[-1].code == "workbook-more" and "202" in result.issues[-1].what.zh
    sheet = openpyxl.load_workbook(result.marked).active
    assert all(sheet.cell(row, 3).fill.fgColor.rgb.endswith("FFC7CE") for row in (2, 1203))


def test_steps_need_their_role(store, catalogue, load, write, codes):
    load(write("农户台账", HEADER, ROW))
    path = write("救助台账", ("户编号", "申请日期", "调查日期"), ("H1", "2020-01-06", "2020-01-08"))
    result = import_file(path, store, catalogue, Actor("某人", frozenset({"cadre"})))
    assert codes(result) == ["step-not-allowed"] and result.receipt is None


def test_times_keep_their_seconds(load, write, store):
    header = (*HEADER, "走访时间")
    moments = (datetime(2020, 1, 5, 8, 30, 15), "2020/1/5 8:30", "2020-01-05")  # noqa: DTZ001
    load(write("农户台账", header, *((f"H{at}", *ROW[1:], moment) for at, moment in enumerate(moments, 1))))
    seen = [record.values["surveyed"] for record in read(store).values()]
    assert [moment.isoformat() for moment in seen] == [
        "2020-01-05T08:30:15",
        "2020-01-05T08:30:00",
        "2020-01-05T00:00:00",
    ]
