"""Units by code and by name, on a day."""

from datetime import date

import polars as pl
import pytest

from taizhang.exchange.faults import Problem
from taizhang.exchange.units import Units
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgUnit

TOWN, EAST, WEST, JOINED = (OrgCode(f"15000000100{at}") for at in range(4))
BEFORE, AFTER = date(2020, 2, 29), date(2020, 3, 1)
UNITS = Units(
    [
        OrgUnit(TOWN, "阿山镇", "township", None, date(2000, 1, 1)),
        OrgUnit(EAST, "东村", "village", TOWN, date(2000, 1, 1), BEFORE, (JOINED,)),
        OrgUnit(WEST, "西村", "village", TOWN, date(2000, 1, 1), BEFORE, (JOINED,)),
        OrgUnit(JOINED, "东村", "village", TOWN, AFTER),
        OrgUnit(OrgCode(f"{EAST}-01"), "一组", "group", EAST, date(2000, 1, 1)),
        OrgUnit(OrgCode(f"{WEST}-01"), "一组", "group", WEST, date(2000, 1, 1)),
    ]
)


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        (EAST, BEFORE, EAST),
        ("东村", BEFORE, EAST),
        ("东村", AFTER, JOINED),
        ("阿山镇东村", BEFORE, EAST),
        ("西村一组", BEFORE, f"{WEST}-01"),
        ("一组", BEFORE, "workbook-ambiguous-unit"),
        (EAST, AFTER, "workbook-unit-ended"),
        ("西村", AFTER, "workbook-unit-ended"),
        (JOINED, BEFORE, "workbook-unit-not-yet"),
        ("北村", BEFORE, "workbook-unknown-unit"),
    ],
)
def test_names_on_a_day(text, day, found):
    result = UNITS.resolve(text, day)
    assert (result.code if isinstance(result, Problem) else result) == found


def test_ambiguous_names_list_the_codes():
    problem = UNITS.resolve("一组", BEFORE)
    assert f"{EAST}-01（东村）" in problem.remedy.zh


def test_a_column_of_names():
    text = pl.Series(["东村", "西村", None, "东村", "北村"])
    days = pl.Series([BEFORE, AFTER, BEFORE, AFTER, None])
    codes, problems = UNITS.convert(text, days)
    assert [*codes] == [EAST, None, None, JOINED, None]
    assert [(name, rows, problem.code) for name, rows, problem in problems] == [("西村", [1], "workbook-unit-ended")]


def test_rows_of_the_same_workbook_count():
    rows = pl.DataFrame(
        {
            "code": ["150000001009", WEST],
            "name": ["北村", None],
            "parent": [TOWN, None],
            "last_day": [None, AFTER],
            "@date": [BEFORE, None],
        }
    )
    units = UNITS.with_rows(rows)
    assert units.resolve("北村", BEFORE) == "150000001009"
    assert units.resolve("西村", AFTER) == WEST


def test_the_name_that_leads_back():
    assert UNITS.name_for(EAST, BEFORE) == "东村"
    assert UNITS.name_for(EAST, AFTER) == EAST
    assert UNITS.name_for(OrgCode(f"{EAST}-01"), BEFORE) == f"{EAST}-01"
