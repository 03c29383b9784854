"""Rows of rural_industry, services and ecology: the same each time, with the gaps they promise and sums that add up."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from taizhang.demo.calendar import MERGED
from taizhang.demo.lines import ecology, rural_industry, services
from taizhang.demo.places import MERGING
from taizhang.demo.rows import Row
from taizhang.demo.town import DemoTown

OLD = {place.name for place in MERGING}


@pytest.fixture(scope="module")
def demo():
    return DemoTown()


def _sheets(line, town) -> dict[str, list[Row]]:
    return dict(line.workbooks(town)[0].sheets)


def _silent(rows: list[Row], unit: str, first: date, last: date) -> bool:
    return not any(row.org == unit and first <= row.day <= last for row in rows)


@pytest.mark.parametrize("line", [rural_industry, services, ecology])
def test_rows_are_the_same_each_time_and_not_too_many(demo, line):
    books = line.workbooks(demo)
    assert books == line.workbooks(demo)
    assert sum(len(rows) for book in books for rows in book.sheets.values()) <= 6000


@pytest.mark.parametrize("line", [rural_industry, services, ecology])
def test_merged_villages_end_with_the_merger(demo, line):
    """Nothing happens under an old unit afterwards; what stands is handed to the new one in the second workbook."""
    first, second = line.workbooks(demo)
    late = [row for rows in first.sheets.values() for row in rows if row.org in OLD and row.day >= MERGED]
    assert late == []
    assert all(row.changed_on == MERGED for rows in second.sheets.values() for row in rows)


def test_shares_of_households_add_up_to_what_was_distributed(demo):
    sheets = _sheets(rural_industry, demo)
    shared: dict[object, Decimal] = defaultdict(Decimal)
    for row in sheets["income_share"]:
        shared[row.values["distribution"]] += row.values["amount"]
    to_households = {
        row.values["number"]: row.values["amount"]
        for row in sheets["income_distribution"]
        if row.values["purpose"] in ("dividend", "relief", "posts") and "pay" in row.steps
    }
    assert shared == to_households


def test_gaps_and_nil_reports(demo):
    rural, served, green = (_sheets(line, demo) for line in (rural_industry, services, ecology))
    second = (date(2020, 4, 1), date(2020, 6, 30))
    assert _silent(rural["collective_income"], "松树墩村", *second)
    assert _silent(rural["collective_income"], "车站社区", date(2020, 1, 1), date(2020, 3, 31))
    assert _silent(served["rights_service"], "双泉村", *second)
    assert _silent(green["defence_action"], "榆林坡村", date(2020, 6, 1), date(2020, 6, 30))
    told = [(row.values["ledger"], row.org) for sheets in (rural, served, green) for row in sheets["nil_report"]]
    assert told == [
        ("collective_income", "车站社区"),
        ("rights_service", "西沟村"),
        ("defence_action", "白桦沟村"),
        ("defence_action", "白桦沟村"),
    ]


def test_the_one_zero_employment_family_left_was_found_last(demo):
    families = sorted(_sheets(services, demo)["zero_employment_household"], key=lambda row: row.day)
    assert [bool(row.steps) for row in families] == [True] * (len(families) - 1) + [False]
