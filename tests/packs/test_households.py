"""Expected values of the pack households, by hand."""

from datetime import date
from decimal import Decimal

NO_CENSUS = {
    "census_areas": None,
    "census_enumerators": None,
    "census_households": None,
    "census_enumerated": None,
    "census_persons": None,
    "census_pending": None,
    "census_rate": None,
}
AREAS = """
普查小区编号 | 普查小区名称 | 普查员人数 | 应登记户数 | 村（社区） | 划定日期
PC0003-001   | 东岭一区     | 1          | 2          | 东岭村     | 2020-08-17
PC0004-001   | 西沟一区     | 2          | 1          | 西沟村     | 2020-08-17
"""
RETURNS = """
日报编号    | 普查小区编号 | 登记户数 | 登记人数 | 登记日期
RD2020-0001 | PC0003-001   | 1        | 2        | 2020-11-01
RD2020-0002 | PC0004-001   | 1        | 1        | 2020-11-02
RD2020-0003 | PC0003-001   | 1        | 2        | 2020-11-05
"""


def test_values(settled):
    assert settled.figures("households", "2020H1") == {
        "households": 4,
        "household_members": 6,
        "residents": 6,
        "residents_living_here": 4,
        "household_size": Decimal("1.50"),
        **NO_CENSUS,
    }
    assert settled.figures("households", "2018") == {
        "households": 3,
        "household_members": 5,
        "residents": 5,
        "residents_living_here": 3,
        "household_size": Decimal("1.67"),
        **NO_CENSUS,
    }
    assert settled.parts("residents", "sex", "2020H1") == {"female": 3, "male": 3}
    assert settled.failing("2020H1") == set()


def test_a_household_too_large_is_found(settled):
    settled.enter(
        "户台账",
        """
        户编号    | 户主 | 家庭人口 | 居住情况   | 村（社区） | 登记日期   | 变更日期
        0401-0001 | 刘丁 | 3        | 常住无户籍 | 西沟村     | 2019-05-01 | 2020-02-01
        """,
    )
    check = "household_sizes_match_residents"
    assert settled.failing("2020H1") == {(check, "990301101000"), (check, "990301101202")}


def census(desk, period, day=None):
    figures = desk.figures("households", period, day)
    return {name: figures[name] for name in NO_CENSUS}


def test_census(settled):
    settled.enter("人口普查小区台账", AREAS)
    before = census(settled, "2020", date(2020, 10, 31))
    assert before == NO_CENSUS | {
        "census_areas": 2, "census_enumerators": 3, "census_households": 3, "census_pending": 3,
    }  # fmt: skip
    settled.enter("普查入户登记台账", RETURNS)
    assert census(settled, "2020", date(2020, 11, 2)) == {
        "census_areas": 2,
        "census_enumerators": 3,
        "census_households": 3,
        "census_enumerated": 2,
        "census_persons": 3,
        "census_pending": 1,
        "census_rate": Decimal("66.7"),
    }
    done = census(settled, "2020")
    assert (done["census_enumerated"], done["census_persons"], done["census_pending"]) == (3, 5, 0)
    assert settled.failing("2020") == set()


def test_census_in_the_annual_report(settled):
    settled.enter("人口普查小区台账", AREAS)
    settled.enter("普查入户登记台账", RETURNS)
    texts = settled.paragraphs("2020", date(2020, 11, 2), "annual")
    assert texts[texts.index("人口普查有序推进") + 1].endswith(
        "截至11月2日已登记2户、3人，登记率66.7%，还有1户待入户登记。"
    )
    texts = settled.paragraphs("2020", report="annual")
    assert "入户登记全部完成，登记3户、5人。" in texts[texts.index("人口普查全面完成") + 1]


def test_a_household_counted_twice_is_found(settled):
    settled.enter("人口普查小区台账", AREAS)
    settled.enter("普查入户登记台账", RETURNS + "RD2020-0004 | PC0004-001 | 1 | 0 | 2020-11-06")
    listed, persons = "census_enumerated_were_listed", "census_households_have_persons"
    west = "990301101202"
    assert settled.failing("2020") == {(listed, "990301101000"), (listed, west), (persons, west)}
