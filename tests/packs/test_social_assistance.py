"""Expected values of the pack social_assistance, by hand."""

from datetime import date
from decimal import Decimal

import pytest

ALLOWANCE = """
户编号    | 受理日期   | 城乡类别 | 申请人 | 保障人数 | 其中无劳动能力人数 | 保障类别 | 月保障金额 | 退出或不批原因 | 申请日期   | 入户调查日期 | 民主评议日期 | 公示起始日期 | 审批日期   | 不予批准日期 | 退出日期
0101-0001 | 2018-03-01 | 城镇     | 王甲   | 1        | 1                  | A类      | 600        |                | 2018-03-01 | 2018-03-05   | 2018-03-08   | 2018-03-09   | 2018-03-20 |              |
0301-0001 | 2020-01-06 | 农村     | 李乙   | 2        | 1                  | B类      | 500        |                | 2020-01-06 | 2020-01-08   | 2020-01-10   | 2020-01-13   | 2020-01-21 |              |
0301-0002 | 2018-03-01 | 农村     | 张丙   | 2        | 0                  | C类      | 400        | 收入超过标准   | 2018-03-01 | 2018-03-05   | 2018-03-08   | 2018-03-09   | 2018-03-20 |              | 2020-03-10
0401-0001 | 2020-02-03 | 农村     | 刘丁   | 1        | 0                  |          |            | 财产超过标准   | 2020-02-03 | 2020-02-05   | 2020-02-07   |              |            | 2020-02-10   |
"""
DESTITUTE = """
身份证号           | 姓名 | 供养方式 | 生活自理能力 | 月基本生活费 | 月照料护理费 | 申请日期   | 调查核实日期 | 公示起始日期 | 审批日期
110000193501010020 | 王甲 | 集中供养 | 全自理       | 780          | 120          | 2019-04-01 | 2019-04-03   | 2019-04-08   | 2019-04-16
"""
DISABILITY = """
身份证号           | 姓名 | 补贴类别             | 月补贴金额 | 申请日期   | 审定日期
110000197001010030 | 李乙 | 困难残疾人生活补贴   | 100        | 2019-02-01 | 2019-02-12
110000197001010030 | 李乙 | 重度残疾人护理补贴   | 120        | 2019-02-01 | 2019-02-12
110000201001010048 | 李小 | 重度残疾人护理补贴   | 120        | 2020-06-20 |
"""
OLD_AGE = """
身份证号           | 姓名 | 年龄段       | 月补贴金额 | 申请日期   | 审定日期
110000193501010020 | 王甲 | 80至89周岁   | 100        | 2019-02-01 | 2019-02-12
"""
CHILDREN = """
身份证号           | 姓名 | 儿童类别 | 月救助金额 | 申请日期   | 审定日期
110000201001010048 | 李小 | 孤儿     | 1150       | 2019-02-01 | 2019-02-12
"""
TEMPORARY = """
救助编号    | 户编号    | 申请人 | 救助原因 | 救助人数 | 核定救助金额 | 申请日期   | 审批日期   | 不予批准日期
LS2020-001  | 0401-0001 | 刘丁   | 重大疾病 | 1        | 2000         | 2020-05-05 | 2020-05-06 |
LS2020-002  | 0301-0002 | 张丙   | 其他困难 | 2        |              | 2020-05-05 |            | 2020-05-08
"""
PAYMENTS = """
户编号    | 资金类别       | 所属月份 | 享受人数 | 发放金额 | 对应低保户 | 发放日期
0101-0001 | 低保金         | 2019-06  | 1        | 550      | 0101-0001  | 2019-06-12
0101-0001 | 低保金         | 2020-01  | 1        | 600      | 0101-0001  | 2020-01-13
0301-0001 | 低保金         | 2020-02  | 2        | 500      | 0301-0001  | 2020-02-12
0301-0001 | 残疾人补贴     | 2020-02  | 1        | 220      |            | 2020-02-14
0101-0001 | 特困人员救助金 | 2020-01  | 1        | 900      |            | 2020-01-13
0101-0001 | 老龄人补贴     | 2020-01  | 1        | 100      |            | 2020-01-20
0301-0001 | 孤儿救助金     | 2020-01  | 1        | 1150     |            | 2020-01-13
0101-0001 | 临时价格补贴   | 2020-01  | 1        | 36.50    |            | 2020-01-22
0401-0001 | 临时救助金     | 2020-05  | 1        | 2000     |            | 2020-05-06
0401-0001 | 低保金         | 2020-03  | 1        | 300      | 0401-0001  | 2020-03-12
0301-0001 | 低保金         | 2020-03  | 2        | 5000     | 0301-0001  | 2020-03-12
"""
HOUSING = """
户编号    | 申请人 | 受理日期   | 保障人口 | 月租赁补贴 | 申请日期   | 调查审核日期 | 批准日期   | 不予批准日期
0101-0001 | 王甲   | 2019-02-01 | 1        | 60         | 2019-02-01 | 2019-02-14   | 2019-03-01 |
0401-0001 | 刘丁   | 2020-02-03 | 1        | 120        | 2020-02-03 | 2020-02-14   | 2020-03-02 |
0301-0001 | 李乙   | 2020-03-02 | 2        |            | 2020-03-02 | 2020-03-10   |            | 2020-03-16
"""


@pytest.fixture
def helped(settled):
    settled.enter("城乡低保台账", ALLOWANCE)
    settled.enter("特困人员救助供养台账", DESTITUTE)
    settled.enter("残疾人两项补贴台账", DISABILITY)
    settled.enter("老龄人补贴台账", OLD_AGE)
    settled.enter("孤儿和困境儿童台账", CHILDREN)
    settled.enter("临时救助台账", TEMPORARY)
    settled.enter("救助金发放台账", PAYMENTS)
    settled.enter("廉租住房保障台账", HOUSING)
    return settled


def test_values(helped):
    assert helped.figures("social_assistance", "2020H1") == {
        "subsistence_households": 2,
        "subsistence_persons": 3,
        "subsistence_persons_without_labour": 2,
        "subsistence_households_without_labour": 2,
        "subsistence_monthly": 1100,
        "subsistence_monthly_per_person": Decimal("366.67"),
        "subsistence_applied": 2,
        "subsistence_added": 1,
        "subsistence_added_persons": 2,
        "subsistence_ended": 1,
        "subsistence_refused": 1,
        "subsistence_pending": 0,
        "subsistence_decided": 2,
        "subsistence_approval_rate": 50,
        "subsistence_net_added": 0,
        "subsistence_coverage": 50,
        "destitute_persons": 1,
        "destitute_monthly": 900,
        "disability_subsidies": 2,
        "disability_persons": 1,
        "old_age_persons": 1,
        "children_supported": 1,
        "orphans": 1,
        "temporary_cases": 1,
        "temporary_granted": 2000,
        "assistance_paid": Decimal("10806.50"),
        "assistance_person_times": 12,
        "assistance_households_paid": 3,
        "subsistence_paid": 6400,
        "disability_paid": 220,
        "destitute_paid": 900,
        "old_age_paid": 100,
        "orphan_paid": 1150,
        "price_subsidy_paid": Decimal("36.50"),
        "temporary_paid": 2000,
        "subsistence_payments_unapproved": 1,
        "subsistence_payments_above_amount": 1,
        "low_rent_applied": 2,
        "low_rent_approved": 1,
        "low_rent_refused": 1,
        "low_rent_decided": 2,
        "low_rent_approval_rate": 50,
        "low_rent_households": 2,
        "low_rent_monthly": 180,
    }


def test_the_year_before_is_as_it_was(helped):
    before = helped.figures("social_assistance", "2019H1")
    assert (before["subsistence_households"], before["subsistence_persons"]) == (2, 3)
    assert (before["assistance_paid"], before["low_rent_approved"]) == (550, 1)
    assert before["subsistence_approval_rate"] is None


def test_a_cut_off_in_the_middle_of_a_decision(helped):
    then = helped.figures("social_assistance", "2020H1", day=date(2020, 1, 15))
    assert (then["subsistence_households"], then["subsistence_pending"], then["subsistence_added"]) == (2, 1, 0)


def test_breakdowns(helped):
    assert helped.parts("subsistence_households", "area", "2020H1") == {"urban": 1, "rural": 1}
    assert helped.parts("assistance_paid", "kind", "2020H1")["subsistence"] == 6400


def test_a_raise_holds_from_its_day(helped):
    helped.enter(
        "城乡低保台账",
        """
        户编号    | 受理日期   | 城乡类别 | 申请人 | 保障人数 | 月保障金额 | 申请日期   | 变更日期
        0101-0001 | 2018-03-01 | 城镇     | 王甲   | 1        | 650        | 2018-03-01 | 2020-04-01
        """,
    )
    assert helped.figures("social_assistance", "2020H1")["subsistence_monthly"] == 1150
    assert helped.figures("social_assistance", "2020H1", day=date(2020, 3, 31))["subsistence_monthly"] == 1100


def test_checks_find_both_mistakes_and_where(helped):
    assert helped.failing("2020H1") == {
        ("paid_households_are_approved", "990301101000"),
        ("paid_households_are_approved", "990301101202"),
        ("payments_within_amount", "990301101000"),
        ("payments_within_amount", "990301101201"),
    }
