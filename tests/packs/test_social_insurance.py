"""Expected values of the pack social_insurance, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

ENROLMENT = """
险种             | 参保身份   | 增减 | 保障起始日期 | 保障终止日期 | 参保人数 | 个人缴费 | 财政代缴 | 村（社区） | 办理日期
城乡居民医疗保险 | 一般居民   | 参保 | 2019-01-01   | 2019-12-31   | 2        | 440      | 0        | 东岭村     | 2018-11-05
城乡居民医疗保险 | 一般居民   | 参保 | 2020-01-01   | 2020-12-31   | 3        | 750      | 0        | 东岭村     | 2019-11-05
城乡居民医疗保险 | 一般居民   | 停保 | 2020-01-01   | 2020-12-31   | 1        | 0        | 0        | 东岭村     | 2020-04-05
城乡居民医疗保险 | 低保对象   | 参保 | 2020-01-01   | 2020-12-31   | 1        | 0        | 250      | 东岭村     | 2020-02-05
城乡居民医疗保险 | 一般居民   | 参保 | 2020-01-01   | 2020-12-31   | 1        | 250      | 0        | 西沟村     | 2020-02-06
城乡居民医疗保险 | 一般居民   | 参保 | 2021-01-01   | 2021-12-31   | 4        | 1120     | 0        | 西沟村     | 2020-06-20
城乡居民养老保险 | 一般居民   | 参保 | 2020-01-01   | 2020-12-31   | 2        | 400      | 0        | 东岭村     | 2020-03-02
"""
PENSIONERS = """
身份证号           | 姓名 | 缴费年限 | 月养老金 | 最近资格认证日期 | 申请日期   | 核定日期   | 暂停发放日期 | 恢复发放日期 | 终止日期
110000193501010020 | 王甲 | 0        | 118      | 2018-05-20       | 2018-02-01 | 2018-02-12 |              |              |
110000196001010052 | 张丙 | 9        | 130      | 2020-01-16       | 2020-01-06 | 2020-01-16 |              |              |
110000197001010030 | 李乙 | 9        | 130      |                  | 2018-03-01 | 2018-03-12 |              |              | 2020-03-16
110000196201010065 | 赵戊 | 9        | 130      | 2018-03-12       | 2018-03-01 | 2018-03-12 | 2020-05-06   |              |
110000198801010076 | 刘丁 |          |          |                  | 2020-06-22 |            |              |              |
"""
PENSIONS = """
所属月份 | 发放人数 | 发放金额 | 村（社区） | 发放日期
2020-01  | 1        | 118      | 溪畔社区   | 2020-01-10
2020-02  | 2        | 260.50   | 东岭村     | 2020-02-10
2019-02  | 1        | 130      | 东岭村     | 2019-02-11
"""
UNEMPLOYED = """
身份证号           | 申领日期   | 姓名 | 核定月数 | 月失业保险金 | 停领原因 | 受理日期   | 核定日期   | 不予核定日期 | 停止领取日期
110000198801010076 | 2019-11-04 | 刘丁 | 12       | 1320         | 重新就业 | 2019-11-04 | 2019-11-12 |              | 2020-03-02
110000197001010030 | 2020-02-03 | 李乙 | 6        | 1320         |          | 2020-02-03 | 2020-02-12 |              |
110000196001010052 | 2020-06-28 | 张丙 |          |              |          | 2020-06-28 |            |              |
"""


@pytest.fixture
def insured(settled):
    settled.enter("城乡居民参保缴费台账", ENROLMENT)
    settled.enter("养老待遇领取台账", PENSIONERS)
    settled.enter("养老金发放台账", PENSIONS)
    settled.enter("失业保险待遇台账", UNEMPLOYED)
    return settled


def test_values(insured):
    assert insured.figures("social_insurance", "2020H1") == {
        "medical_insured": 4,
        "pension_insured": 2,
        "medical_subsidised": 1,
        "medical_enrolled_ahead": 4,
        "medical_coverage": Decimal("66.7"),
        "premiums_paid": 1770,
        "premiums_subsidised": 250,
        "pension_recipients": 2,
        "pension_granted": 1,
        "pension_ended": 1,
        "pension_suspended": 1,
        "pension_pending": 1,
        "pension_certified": 1,
        "pension_certification_rate": 50,
        "pension_paid": Decimal("378.50"),
        "pension_person_times": 3,
        "pension_monthly_mean": Decimal("126.17"),
        "unemployment_claims": 2,
        "unemployment_recipients": 1,
        "unemployment_reemployed": 1,
        "unemployment_pending": 1,
    }
    assert insured.failing("2020H1") == set()


def test_cover_ends_with_its_year(insured):
    before = insured.figures("social_insurance", "2019")
    assert (before["medical_insured"], before["medical_enrolled_ahead"], before["pension_recipients"]) == (2, 3, 3)
    assert (before["pension_paid"], before["unemployment_recipients"]) == (130, 1)


def test_a_cut_off_before_some_left(insured):
    then = insured.figures("social_insurance", "2020H1", day=date(2020, 3, 31))
    assert (then["medical_insured"], then["pension_suspended"], then["pension_recipients"]) == (5, 0, 3)


def test_breakdowns(insured):
    assert insured.parts("medical_insured", "category", "2020H1") == {"ordinary": 3, "allowance": 1}
    assert insured.parts("premiums_paid", "scheme", "2020H1") == {"medical": 1370, "pension": 400}


@pytest.mark.parametrize(
    ("ledger", "table", "check", "units"),
    [
        (
            "城乡居民参保缴费台账",
            """
            险种             | 参保身份 | 增减 | 保障起始日期 | 保障终止日期 | 参保人数 | 个人缴费 | 财政代缴 | 村（社区） | 办理日期
            城乡居民医疗保险 | 一般居民 | 参保 | 2020-01-01   | 2020-12-31   | 2        | 500      | 0        | 西沟村     | 2020-02-05
            """,
            "medical_insured_are_residents",
            {WEST},
        ),
        (
            "城乡居民参保缴费台账",
            """
            险种             | 参保身份 | 增减 | 保障起始日期 | 保障终止日期 | 参保人数 | 个人缴费 | 财政代缴 | 村（社区） | 办理日期
            城乡居民养老保险 | 一般居民 | 参保 | 2020-01-01   | 2020-12-31   | 3        | 600      | 0        | 东岭村     | 2020-02-05
            """,
            "pension_insured_are_residents",
            {TOWN, EAST},
        ),
        (
            "城乡居民参保缴费台账",
            """
            险种             | 参保身份 | 增减 | 保障起始日期 | 保障终止日期 | 参保人数 | 个人缴费 | 财政代缴 | 村（社区） | 办理日期
            城乡居民医疗保险 | 一般居民 | 停保 | 2020-01-01   | 2020-12-31   | 4        | 0        | 0        | 东岭村     | 2020-05-05
            """,
            "medical_subsidised_are_insured",
            {TOWN, EAST},
        ),
        (
            "养老金发放台账",
            """
            所属月份 | 发放人数 | 发放金额 | 村（社区） | 发放日期
            2020-03  | 2        | 20       | 东岭村     | 2020-03-10
            """,
            "mean_pension_reaches_the_basic_pension",
            {TOWN, EAST},
        ),
    ],
)
def test_checks_find_mistakes_and_where(insured, ledger, table, check, units):
    insured.enter(ledger, table)
    assert insured.failing("2020H1") == {(check, unit) for unit in units}
