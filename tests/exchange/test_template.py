"""Templates: ready to fill in, and every shipped ledger has one that imports."""

import openpyxl
import pytest

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.exchange.assign import assign
from taizhang.exchange.header import find_header
from taizhang.exchange.headings import AT, PROBLEMS, RECORD, headings_of, normalise
from taizhang.exchange.sheets import read_sheets
from taizhang.exchange.template import write_template

CATALOGUE = load_packs(SHIPPED)[0]


@pytest.fixture
def template(catalogue, tmp_path):
    write_template(catalogue.ledgers["household"], catalogue, tmp_path / "household.xlsx")
    return tmp_path / "household.xlsx"


def test_headings_formats_and_lists(template):
    book = openpyxl.load_workbook(template)
    sheet = book["农户台账"]
    assert [cell.value for cell in sheet[1]] == [
        "户编号", "耕地面积（亩）", "人口（人）", "类别", "通水", "走访时间", "备注", "村", "登记日期", "变更日期",
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert (
        sheet.column_dimensions["A"].number_format == "@" and sheet.column_dimensions["I"].number_format == "yyyy-mm-dd"
    )
    assert "必填" in sheet["C1"].comment.text and "≥ 1" in sheet["C1"].comment.text
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(lists) == {"D", "E"}
    choices = book["选项"]
    assert choices.sheet_state == "hidden" and [choices["A1"].value, choices["A2"].value] == ["一般户", "脱贫户"]
    explained = {row[0]: row for row in book["填写说明"].iter_rows(min_row=4, values_only=True)}
    assert explained["人口"][3:5] == ("Persons", "yes")


def test_empty_it_has_no_rows_and_filled_it_imports(template, load, codes):
    assert codes(load(template)) == ["workbook-no-rows"]
    book = openpyxl.load_workbook(template)
    for column, value in enumerate(("H1", 12.5, 4, "脱贫户", "是", None, None, "东村", "2020-01-05"), 1):
        book["农户台账"].cell(2, column, value)
    book.save(template)
    result = load(template)
    assert result.receipt.created == 1 and result.issues == []


@pytest.mark.parametrize("name", list(CATALOGUE.ledgers))
def test_every_shipped_ledger_reads_its_own_template(name, tmp_path):
    ledger = CATALOGUE.ledgers[name]
    write_template(ledger, CATALOGUE, tmp_path / "a.xlsx")
    sheets, _ = read_sheets((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    [(sheet, found)], issues = assign(sheets, "a.xlsx", "a", CATALOGUE, None)
    header, faults = find_header(sheet, found)
    assert (found, issues, faults) == (ledger, [], [])
    assert set(header.columns) >= {heading.target for heading in headings_of(ledger)} - {
        RECORD,
        PROBLEMS,
        "@changed",
        AT,
    }


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", list(CATALOGUE.ledgers))
def test_no_two_columns_of_a_shipped_ledger_share_a_heading(name, language):
    titles = [normalise(heading.title.in_(language)) for heading in headings_of(CATALOGUE.ledgers[name])]
    assert sorted(titles) == sorted(set(titles))
