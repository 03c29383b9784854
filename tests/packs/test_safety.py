"""Expected values of the pack safety, by hand."""

from datetime import date
from decimal import Decimal

import pytest

INSPECTIONS = """
检查编号   | 检查领域   | 检查方式 | 发现隐患数 | 当场整改数 | 所在村（社区） | 检查日期
AJ2020-001 | 道路交通   | 日常检查 | 2          | 1          | 东岭村         | 2020-01-10
AJ2020-002 | 消防       | 专项检查 | 1          | 0          | 西沟村         | 2020-03-10
AJ2020-003 | 消防       | 日常检查 | 0          | 0          | 溪畔社区       | 2020-06-10
AJ2019-001 | 道路交通   | 日常检查 | 1          | 1          | 东岭村         | 2019-06-10
"""
HAZARDS = """
隐患编号   | 检查编号   | 隐患领域 | 隐患等级 | 整改责任单位 | 是否挂牌督办 | 整改期限   | 所在村（社区） | 发现日期   | 交办日期   | 整改完成日期 | 复查销号日期
YH2020-001 | AJ2020-001 | 道路交通 | 一般隐患 | 村委会       |              | 2020-02-01 | 东岭村         | 2020-01-10 | 2020-01-13 | 2020-01-20   | 2020-01-23
YH2020-002 | AJ2020-002 | 消防     | 重大隐患 | 门店         | 是           | 2020-05-10 | 西沟村         | 2020-03-10 | 2020-03-11 |              |
YH2020-003 |            | 地质灾害 | 一般隐患 | 村委会       |              | 2020-06-25 | 西沟村         | 2020-06-01 | 2020-06-02 | 2020-06-20   |
YH2019-001 |            | 消防     | 一般隐患 | 门店         |              | 2020-01-10 | 西沟村         | 2019-12-10 | 2019-12-11 | 2020-01-02   | 2020-01-06
"""
PATROLS = """
巡护编号   | 巡护人次 | 巡护里程 | 制止野外用火次数 | 发现火情数 | 巡护村（社区） | 巡护日期
SH2020-001 | 3        | 12.5     | 1                | 0          | 东岭村         | 2020-04-01
SH2020-002 | 2        | 8        | 0                | 1          | 西沟村         | 2020-05-01
"""
SITES = """
隐患点编号 | 隐患点名称 | 灾害类型 | 受威胁户数 | 监测员姓名 | 核销日期   | 所在村（社区） | 列入日期
DZD01      | 北坡       | 滑坡     | 2          | 甲某       |            | 东岭村         | 2018-05-10
DZD02      | 后山       | 崩塌     | 4          | 乙某       | 2020-03-20 | 西沟村         | 2018-05-10
"""
EVENTS = """
活动编号   | 活动类别 | 参加人数 | 发放资料数 | 举办单位 | 举办日期
YL2020-001 | 应急演练 | 60       |            | 云溪镇   | 2020-05-12
YL2020-002 | 安全宣传 | 150      | 400        | 东岭村   | 2020-06-16
"""


@pytest.fixture
def guarded(settled):
    settled.enter("安全检查台账", INSPECTIONS)
    settled.enter("安全隐患台账", HAZARDS)
    settled.enter("森林防火巡护台账", PATROLS)
    settled.enter("地质灾害隐患点台账", SITES)
    settled.enter("安全演练和宣传台账", EVENTS)
    return settled


def test_values(guarded):
    assert guarded.figures("safety", "2020H1") == {
        "safety_inspections": 3,
        "safety_hazards_found": 3,
        "safety_hazards_settled": 1,
        "hazards_listed": 3,
        "hazards_from_inspections": 2,
        "hazards_listed_closed": 1,
        "hazards_closed": 2,
        "hazard_closing_rate": Decimal("33.3"),
        "hazards_open": 2,
        "hazards_overdue": 1,
        "major_hazards_open": 1,
        "major_hazards_unsupervised": 0,
        "forest_patrols": 2,
        "forest_patrol_persons": 5,
        "forest_patrol_length": Decimal("20.50"),
        "open_fires_stopped": 1,
        "forest_outbreaks": 1,
        "geological_sites": 1,
        "geological_households": 2,
        "geological_sites_made_safe": 1,
        "safety_events": 2,
        "safety_drills": 1,
        "safety_participants": 210,
        "safety_leaflets": 400,
    }
    assert guarded.parts("hazards_closed", "field", "2020H1") == {"road": 1, "fire": 1}
    assert guarded.parts("hazards_overdue", "field", "2020H1")["fire"] == 1
    assert guarded.failing("2020H1") == set()


def test_a_month_without_inspections_is_not_reported_unless_nil(guarded):
    west = "990301101202"
    assert guarded.figures("safety", "2020-02", org=west)["safety_inspections"] is None
    guarded.enter(
        "零报告台账",
        """
        台账              | 起始日期   | 截止日期   | 报送单位 | 报送日期
        safety_inspection | 2020-02-01 | 2020-02-29 | 西沟村   | 2020-03-02
        """,
    )
    later = guarded.figures("safety", "2020-02", day=date(2020, 3, 31), org=west)
    assert later["safety_inspections"] == 0


TOWNSHIP, EAST, WEST = "990301101000", "990301101201", "990301101202"
BREAKING = {
    "hazards_settled_were_found": (
        "安全检查台账",
        """
        检查编号   | 检查领域 | 发现隐患数 | 当场整改数 | 所在村（社区） | 检查日期
        AJ2020-009 | 消防     | 0          | 9          | 西沟村         | 2020-06-01
        """,
        {TOWNSHIP, WEST},
    ),
    "hazards_left_are_listed": (
        "安全检查台账",
        """
        检查编号   | 检查领域 | 发现隐患数 | 当场整改数 | 所在村（社区） | 检查日期
        AJ2020-009 | 消防     | 2          | 0          | 西沟村         | 2020-06-01
        """,
        {TOWNSHIP},
    ),
    "major_hazards_are_supervised": (
        "安全隐患台账",
        """
        隐患编号   | 隐患领域 | 隐患等级 | 所在村（社区） | 发现日期
        YH2020-009 | 地质灾害 | 重大隐患 | 东岭村         | 2020-06-10
        """,
        {TOWNSHIP, EAST},
    ),
    "threatened_households_are_households": (
        "地质灾害隐患点台账",
        """
        隐患点编号 | 隐患点名称 | 灾害类型 | 受威胁户数 | 所在村（社区） | 列入日期
        DZD09      | 沟口       | 泥石流   | 900        | 东岭村         | 2020-05-10
        """,
        {TOWNSHIP},
    ),
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(guarded, check):
    ledger, table, units = BREAKING[check]
    guarded.enter(ledger, table)
    assert guarded.failing("2020H1") == {(check, unit) for unit in units}
