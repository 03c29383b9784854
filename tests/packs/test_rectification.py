"""Expected values of the pack rectification, by hand."""

from datetime import date
from decimal import Decimal

import pytest

ITEMS = """
整改编号   | 问题来源 | 问题内容 | 责任单位 | 整改措施 | 整改期限   | 佐证材料 | 逾期原因 | 问题所在单位 | 发现日期   | 交办日期   | 整改完成日期 | 复核日期   | 销号日期
ZG2019-001 | 巡察反馈 | 甲       | 云溪镇   | 立改     | 2020-01-31 | 照片     |          | 东岭村       | 2019-11-04 | 2019-11-06 | 2020-01-10   | 2020-01-15 | 2020-01-20
ZG2019-002 | 审计     | 乙       | 云溪镇   | 立改     | 2019-12-20 | 记录     |          | 西沟村       | 2019-10-14 | 2019-10-16 | 2019-12-10   | 2019-12-16 | 2019-12-20
ZG2020-001 | 群众反映 | 丙       | 西沟村   | 立改     | 2020-04-30 | 照片     |          | 西沟村       | 2020-04-06 | 2020-04-08 | 2020-04-20   | 2020-04-23 | 2020-04-26
ZG2020-002 | 脱贫排查 | 丁       | 云溪镇   |          | 2020-05-31 |          | 待批复   | 东岭村       | 2020-04-20 | 2020-04-22 |              |            |
ZG2020-003 | 脱贫排查 | 戊       | 云溪镇   | 立改     | 2020-06-20 |          |          | 东岭村       | 2020-05-20 | 2020-05-22 | 2020-06-18   |            |
ZG2020-004 | 环保督查 | 己       | 云溪镇   |          | 2020-07-31 |          |          | 西沟村       | 2020-06-08 |            |              |            |
"""


@pytest.fixture
def listed(desk):
    desk.enter("问题整改台账", ITEMS)
    return desk


def test_values(listed):
    assert listed.figures("rectification", "2020H1") == {
        "rectification_found": 4,
        "rectification_found_closed": 1,
        "rectification_closing_rate": 25,
        "rectification_closed": 2,
        "rectification_open": 3,
        "rectification_overdue": 1,
        "rectification_due": 4,
        "rectification_due_done": 3,
        "rectification_due_rate": 75,
        "rectification_closed_without_evidence": 0,
        "rectification_overdue_unexplained": 0,
        "rectification_before_found": 0,
        "rectification_total": 6,
        "rectification_closed_to_date": 3,
        "rectification_rate_to_date": 50,
    }
    assert listed.parts("rectification_found", "source", "2020H1") == {"residents": 1, "poverty": 2, "environment": 1}
    assert listed.parts("rectification_open", "owner", "2020H1") == {"990301101000": 3}
    assert listed.failing("2020H1") == set()


def test_as_known_in_the_middle_of_the_work(listed):
    then = listed.figures("rectification", "2020H1", day=date(2020, 1, 16))
    assert (then["rectification_open"], then["rectification_closed"], then["rectification_overdue"]) == (1, 0, 0)
    assert listed.figures("rectification", "2019H2")["rectification_closing_rate"] == Decimal("50.0")


HEADER = (
    "整改编号 | 问题来源 | 问题内容 | 责任单位 | 整改措施 | 整改期限 | 问题所在单位 | 发现日期 | 交办日期 "
    "| 整改完成日期 | 复核日期 | 销号日期"
)
BREAKING = {
    "problems_closed_have_evidence": (
        "ZG2020-009 | 审计 | 庚 | 云溪镇 | 立改 | 2020-06-20 | 东岭村 | 2020-05-11 | 2020-05-12 "
        "| 2020-06-01 | 2020-06-02 | 2020-06-03",
        {"990301101000", "990301101201"},
    ),
    "problems_overdue_are_explained": (
        "ZG2020-009 | 审计 | 庚 | 云溪镇 | | 2020-06-20 | 东岭村 | 2020-05-11 | 2020-05-12 | | |",
        {"990301101000"},
    ),
    "problems_are_due_after_they_are_found": (
        "ZG2020-009 | 审计 | 庚 | 云溪镇 | 立改 | 2020-05-01 | 西沟村 | 2020-05-11 | 2020-05-12 | 2020-06-01 | |",
        {"990301101000", "990301101202"},
    ),
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(listed, check):
    row, units = BREAKING[check]
    listed.enter("问题整改台账", f"{HEADER}\n{row}")
    assert listed.failing("2020H1") == {(check, unit) for unit in units}
