"""Expected values of the pack discipline_inspection, by hand."""

from decimal import Decimal

import pytest

EDUCATION = """
教育编号   | 教育形式       | 参加人数 | 举办单位 | 举办日期
JS2020-001 | 警示教育会     | 60       | 云溪镇   | 2020-01-10
JS2020-002 | 观看警示教育片 | 45       | 云溪镇   | 2020-04-10
JS2019-001 | 警示教育会     | 70       | 云溪镇   | 2019-04-10
"""
CHECKS = """
检查编号   | 检查内容 | 发现问题数 | 立行立改数 | 被检查单位 | 检查日期
JD2020-001 | 疫情防控 | 2          | 1          | 东岭村     | 2020-02-10
JD2020-002 | 疫情防控 | 0          | 0          | 西沟村     | 2020-02-11
JD2020-003 | 村务公开 | 1          | 0          | 西沟村     | 2020-05-11
"""
ADVICE = """
建议编号   | 文书类别   | 检查编号   | 反馈期限   | 被建议单位 | 发出日期   | 反馈日期   | 核实日期
ZY2019-001 | 整改意见   |            | 2019-12-20 | 西沟村     | 2019-12-02 |            |
ZY2020-001 | 工作提醒函 | JD2020-001 | 2020-03-02 | 东岭村     | 2020-02-11 | 2020-02-20 | 2020-02-25
ZY2020-002 | 整改意见   | JD2020-003 | 2020-06-01 | 西沟村     | 2020-05-12 | 2020-05-28 |
ZY2020-003 | 整改意见   | JD2020-003 | 2020-07-10 | 西沟村     | 2020-06-20 |            |
"""
VISITS = """
下访编号   | 下访干部人次 | 走访户数 | 收集诉求件数 | 当场解决件数 | 转办件数 | 下访村（社区） | 下访日期
XZ2020-001 | 3            | 12       | 3            | 2            | 1        | 东岭村         | 2020-03-05
XZ2020-002 | 2            | 8        | 2            | 1            | 1        | 西沟村         | 2020-04-05
"""
CARDS = """
专项检查编号 | 核对户数 | 核对补贴金额 | 查出问题数 | 整改问题数 | 问题涉及金额 | 追缴补发金额 | 被检查村（社区） | 检查日期
YK2020-001   | 100      | 250000       | 2          | 2          | 1200.50      | 1200.50      | 东岭村           | 2020-05-06
YK2020-002   | 80       | 180000       | 1          | 0          | 600          | 0            | 西沟村           | 2020-05-07
"""


@pytest.fixture
def inspected(desk):
    desk.enter("警示教育台账", EDUCATION)
    desk.enter("监督检查台账", CHECKS)
    desk.enter("整改建议台账", ADVICE)
    desk.enter("干部下访台账", VISITS)
    desk.enter("一卡通专项检查台账", CARDS)
    return desk


def test_values(inspected):
    assert inspected.figures("discipline_inspection", "2020H1") == {
        "warning_sessions": 2,
        "warning_attendance": 105,
        "discipline_checks": 3,
        "discipline_problems": 3,
        "discipline_problems_corrected": 1,
        "advice_issued": 3,
        "rectification_advice_issued": 2,
        "reminders_issued": 1,
        "advice_acted_on": 2,
        "advice_rate": Decimal("66.7"),
        "advice_open": 2,
        "advice_overdue": 1,
        "residents_visits": 2,
        "visit_households": 20,
        "visit_requests": 5,
        "visit_requests_settled": 3,
        "visit_requests_passed_on": 2,
        "visit_settlement_rate": 60,
        "card_checks": 2,
        "card_households": 180,
        "card_amount": 430_000,
        "card_problems": 3,
        "card_problems_corrected": 2,
        "card_amount_involved": Decimal("1800.50"),
        "card_amount_recovered": Decimal("1200.50"),
    }
    assert inspected.parts("discipline_checks", "subject", "2020H1") == {"epidemic": 2, "village_affairs": 1}
    assert inspected.failing("2020H1") == set()


TOWNSHIP, EAST, WEST = "990301101000", "990301101201", "990301101202"
BREAKING = {
    "inspections_correct_what_they_find": (
        "监督检查台账",
        """
        检查编号   | 检查内容 | 发现问题数 | 立行立改数 | 被检查单位 | 检查日期
        JD2020-009 | 作风纪律 | 0          | 4          | 西沟村     | 2020-06-01
        """,
        {TOWNSHIP, WEST},
    ),
    "visit_requests_are_answered": (
        "干部下访台账",
        """
        下访编号   | 下访干部人次 | 走访户数 | 收集诉求件数 | 当场解决件数 | 转办件数 | 下访村（社区） | 下访日期
        XZ2020-009 | 3            | 12       | 3            | 1            | 1        | 东岭村         | 2020-06-05
        """,
        {TOWNSHIP, EAST},
    ),
    "card_problems_corrected_were_found": (
        "一卡通专项检查台账",
        """
        专项检查编号 | 核对户数 | 核对补贴金额 | 查出问题数 | 整改问题数 | 被检查村（社区） | 检查日期
        YK2020-009   | 100      | 250000       | 0          | 5          | 东岭村           | 2020-06-06
        """,
        {TOWNSHIP, EAST},
    ),
    "card_amount_recovered_within_involved": (
        "一卡通专项检查台账",
        """
        专项检查编号 | 核对户数 | 核对补贴金额 | 查出问题数 | 整改问题数 | 问题涉及金额 | 追缴补发金额 | 被检查村（社区） | 检查日期
        YK2020-009   | 100      | 250000       | 1          | 1          | 100          | 9000         | 东岭村           | 2020-06-06
        """,
        {TOWNSHIP},
    ),
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(inspected, check):
    ledger, table, units = BREAKING[check]
    inspected.enter(ledger, table)
    assert inspected.failing("2020H1") == {(check, unit) for unit in units}
