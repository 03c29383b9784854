"""Expected values of the pack households, by hand."""

from decimal import Decimal


def test_values(settled):
    assert settled.figures("households", "2020H1") == {
        "households": 4,
        "household_members": 6,
        "residents": 6,
        "residents_living_here": 4,
        "household_size": Decimal("1.50"),
    }
    assert settled.figures("households", "2018") == {
        "households": 3,
        "household_members": 5,
        "residents": 5,
        "residents_living_here": 3,
        "household_size": Decimal("1.67"),
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
