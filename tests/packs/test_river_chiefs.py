"""Expected values of the pack river_chiefs, by hand."""

from datetime import date
from decimal import Decimal

import pytest

REACHES = """
河段编号 | 河段名称 | 所属河湖 | 河长姓名 | 河长职务 | 河长级别 | 河段长度 | 每月应巡次数 | 撤销日期   | 管护单位 | 设立日期
HD01     | 上段     | 云溪河   | 甲某     | 支部书记 | 村级河长 | 3000     | 2            |            | 东岭村   | 2018-06-01
HD02     | 下段     | 云溪河   | 乙某     | 支部书记 | 村级河长 | 4500.5   | 2            |            | 西沟村   | 2018-06-01
HD03     | 旧段     | 云溪河   | 丙某     | 镇党委委员 | 镇级河长 | 900    | 1            | 2019-12-31 | 云溪镇   | 2018-06-01
"""
PLAN = """
河段编号 | 所属月份 | 计划次数 | 计划起始日期
HD01     | 2020-01  | 2        | 2020-01-01
HD01     | 2020-02  | 2        | 2020-02-01
HD02     | 2020-01  | 2        | 2020-01-01
HD02     | 2020-07  | 2        | 2020-07-01
"""
PATROLS = """
巡河编号    | 河段编号 | 巡河人 | 巡查长度 | 发现问题数 | 当场解决数 | 巡河日期
XH2019-0001 | HD01     | 甲某   | 3000     | 1          | 1          | 2019-05-05
XH2020-0001 | HD01     | 甲某   | 3000     | 2          | 1          | 2020-01-05
XH2020-0002 | HD01     | 甲某   | 1500     | 0          | 0          | 2020-01-20
XH2020-0003 | HD02     | 乙某   | 4000.5   | 1          | 0          | 2020-01-20
"""
PROBLEMS = """
问题编号   | 河段编号 | 问题类别 | 登记日期   | 问题来源 | 整改期限   | 发现日期   | 交办日期   | 整改完成日期 | 销号日期
HW2019-001 | HD01     | 垃圾堆放 | 2019-12-20 | 群众反映 | 2020-01-10 | 2019-12-20 | 2019-12-23 | 2020-01-08   | 2020-01-13
HW2020-001 | HD01     | 垃圾堆放 | 2020-01-05 | 河长巡查 | 2020-01-26 | 2020-01-05 | 2020-01-06 | 2020-01-15   | 2020-01-17
HW2020-002 | HD02     | 污水直排 | 2020-01-20 | 河长巡查 | 2020-02-10 | 2020-01-20 | 2020-01-21 |              |
HW2020-003 | HD02     | 岸坡损毁 | 2020-06-20 | 上级督查 | 2020-07-15 | 2020-06-20 | 2020-06-22 | 2020-06-29   |
"""
WATER = """
水源编号 | 水源名称 | 水源类型 | 供水人口 | 是否划定保护范围 | 最近检测日期 | 水质是否达标 | 所在村（社区） | 启用日期
SY01     | 一号井   | 地下水井 | 300      | 是               | 2020-04-10   | 是           | 东岭村         | 2015-01-01
SY02     | 二号泉   | 山泉水   | 120      | 否               | 2020-04-11   | 是           | 西沟村         | 2015-01-01
SY03     | 三号井   | 地下水井 | 200      | 是               | 2020-04-12   | 否           | 西沟村         | 2015-01-01
"""


@pytest.fixture
def watched(desk):
    desk.enter("河段台账", REACHES)
    desk.enter("巡河计划台账", PLAN)
    desk.enter("巡河台账", PATROLS)
    desk.enter("河湖问题台账", PROBLEMS)
    desk.enter("饮用水水源台账", WATER)
    return desk


def test_values(watched):
    assert watched.figures("river_chiefs", "2020H1") == {
        "reaches": 2,
        "reach_length": Decimal("7500.50"),
        "patrols_planned": 6,
        "patrols": 3,
        "patrol_rate": 50,
        "patrol_length": Decimal("8500.50"),
        "patrol_problems": 3,
        "patrol_problems_settled": 1,
        "river_problems_found": 3,
        "river_problems_closed": 2,
        "river_problems_found_closed": 1,
        "river_problems_open": 2,
        "river_problems_overdue": 1,
        "river_closing_rate": Decimal("33.3"),
        "water_sources": 3,
        "water_sources_protected": 2,
        "water_sources_qualified": 2,
        "water_qualified_rate": Decimal("66.7"),
    }


def test_as_of_an_earlier_day(watched):
    then = watched.figures("river_chiefs", "2020H1", day=date(2020, 1, 16))
    assert (then["river_problems_open"], then["river_problems_closed"], then["river_problems_overdue"]) == (1, 1, 0)
    assert watched.figures("river_chiefs", "2019")["reaches"] == 2
    assert watched.figures("river_chiefs", "2019-05")["reaches"] == 3


def test_a_village_that_sent_nothing_has_no_data(watched):
    there = watched.figures("river_chiefs", "2020-02", org="990301101202")
    assert (there["patrols"], there["patrol_rate"]) == (None, None)


def test_a_nil_report_makes_it_zero(watched):
    watched.enter(
        "零报告台账",
        """
        台账         | 起始日期   | 截止日期   | 报送单位 | 报送日期
        river_patrol | 2020-02-01 | 2020-02-29 | 西沟村   | 2020-03-02
        """,
    )
    there = watched.figures("river_chiefs", "2020-02", day=date(2020, 3, 31), org="990301101202")
    assert there["patrols"] == 0


def test_unsettled_problems_must_be_listed(watched):
    assert watched.failing("2020H1") == set()
    watched.enter(
        "巡河台账",
        """
        巡河编号    | 河段编号 | 巡河人 | 巡查长度 | 发现问题数 | 当场解决数 | 巡河日期
        XH2020-0004 | HD01     | 甲某   | 3000     | 3          | 0          | 2020-06-05
        """,
    )
    assert watched.failing("2020H1") == {
        ("unsettled_problems_are_listed", "990301101000"),
        ("unsettled_problems_are_listed", "990301101201"),
    }
