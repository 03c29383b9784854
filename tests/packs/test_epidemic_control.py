"""Expected values of the pack epidemic_control, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

PUBLICITY = """
宣传形式 | 数量 | 发放或张贴地点 | 宣传单位 | 宣传日期
宣传材料 | 300  | 村部           | 东岭村   | 2020-02-03
宣传材料 | 50   | 集市           | 西沟村   | 2020-03-03
横幅标语 | 4    | 村部           | 东岭村   | 2020-02-03
宣传海报 | 20   | 村部           | 东岭村   | 2020-02-03
信息稿件 | 6    |                | 云溪镇   | 2020-02-28
广播     | 15   | 村部           | 东岭村   | 2020-02-04
"""
CHECKPOINTS = """
卡口编号 | 卡口名称 | 卡口类别         | 设置依据 | 是否24小时值守 | 管理单位 | 设立日期   | 撤销日期
KK01     | 北入口   | 道路监测点       | 通告1号  | 是             | 云溪镇   | 2020-01-27 | 2020-04-08
KK02     | 东岭村口 | 村（社区）卡口   | 通告1号  | 是             | 东岭村   | 2020-01-27 |
"""
SHIFTS = """
卡口编号 | 班次日期   | 班次 | 应到人数 | 实到人数 | 检查车辆 | 检查人员 | 值班日期
KK01     | 2020-02-01 | 早班 | 3        | 3        | 40       | 90       | 2020-02-01
KK01     | 2020-02-01 | 夜班 | 3        | 2        | 5        | 8        | 2020-02-01
KK02     | 2020-02-01 | 早班 | 2        | 2        | 12       | 30       | 2020-02-01
"""
SCREENING = """
参加网格员 | 排查户次 | 排查人次 | 新发现外来人员 | 引导就诊人数 | 村（社区） | 排查日期
4          | 100      | 270      | 2              | 1            | 东岭村     | 2020-02-01
3          | 80       | 200      | 1              | 0            | 西沟村     | 2020-02-01
3          | 90       | 240      | 0              |              | 西沟村     | 2020-06-01
"""
VISITORS = """
身份证号           | 姓名 | 到达日期   | 来源范围 | 人员类型 | 居住户编号 | 风险类别 | 管控措施 | 管理结束日期 | 登记村（社区） | 登记日期   | 落实措施日期 | 解除日期
110000198001018010 | 赵某 | 2020-01-31 | 区外     | 务工经商 |            | 高风险   | 集中隔离 | 2020-02-15   | 东岭村         | 2020-02-01 | 2020-02-01   | 2020-02-15
110000196001010052 | 张丙 | 2020-02-01 | 区内     | 返乡居民 | 0301-0002  | 低风险   | 健康监测 |              | 东岭村         | 2020-02-01 | 2020-02-01   |
110000198502028014 | 钱某 | 2020-02-01 | 境外     | 探亲访友 | 0401-0001  | 中风险   |          |              | 西沟村         | 2020-02-01 |              |
"""
REPORTS = """
新增确诊病例 | 新增疑似病例 | 新增密切接触者 | 是否按时报送 | 所属单位 | 报送日期
0            | 0            | 0              | 是           | 云溪镇   | 2020-02-01
0            | 1            | 3              | 否           | 云溪镇   | 2020-02-02
1            | 0            | 0              | 是           | 云溪镇   | 2020-02-03
"""
DONATIONS = """
收据号 | 捐赠来源     | 捐赠人姓名 | 捐赠人数 | 捐款金额 | 已转交金额 | 接收单位 | 捐赠日期
YQ0001 | 机关干部职工 |            | 12       | 2400     | 2400       | 云溪镇   | 2020-02-05
YQ0002 | 辖区居民     | 李乙       | 1        | 100.50   | 0          | 云溪镇   | 2020-02-06
"""


@pytest.fixture
def guarded(settled):
    settled.enter("疫情防控宣传台账", PUBLICITY)
    settled.enter("疫情防控卡口台账", CHECKPOINTS)
    settled.enter("卡口值班台账", SHIFTS)
    settled.enter("入户排查台账", SCREENING)
    settled.enter("外来人员台账", VISITORS)
    settled.enter("疫情日报台账", REPORTS)
    settled.enter("疫情防控捐赠台账", DONATIONS)
    return settled


def test_values(guarded):
    assert guarded.figures("epidemic_control", "2020H1") == {
        "epidemic_leaflets": 350,
        "epidemic_banners": 4,
        "epidemic_posters": 20,
        "epidemic_information": 6,
        "epidemic_broadcasts": 15,
        "checkpoints_set_up": 2,
        "checkpoints_open": 1,
        "shifts_planned": 3,
        "shifts_filled": 2,
        "shifts_unattended": 0,
        "shift_rate": Decimal("66.7"),
        "shift_person_times": 7,
        "vehicles_checked": 57,
        "persons_checked": 128,
        "screened_households": 270,
        "screened_persons": 710,
        "screened_visitors": 3,
        "referred_persons": 1,
        "visitors_registered": 3,
        "visitors_inside": 1,
        "visitors_outside": 2,
        "visitors_high_risk": 1,
        "visitors_high_risk_isolated": 1,
        "visitors_managed": 1,
        "visitors_released": 1,
        "visitors_without_measure": 1,
        "confirmed_cases": 1,
        "suspected_cases": 1,
        "close_contacts": 3,
        "epidemic_reports": 3,
        "epidemic_reports_on_time": 2,
        "epidemic_reporting_rate": Decimal("66.7"),
        "donated": Decimal("2500.50"),
        "donated_by_cadres": 2400,
        "donors": 13,
        "donations_passed_on": 2400,
    }
    assert guarded.failing("2020H1") == set()


def test_a_cut_off_before_the_release(guarded):
    then = guarded.figures("epidemic_control", "2020H1", day=date(2020, 2, 10))
    assert (then["visitors_managed"], then["visitors_released"], then["screened_households"]) == (2, 0, 180)


def test_before_it_began_there_is_no_data(guarded):
    assert set(guarded.figures("epidemic_control", "2019H2").values()) == {None}


def test_breakdowns(guarded):
    assert guarded.parts("visitors_registered", "risk", "2020H1") == {"high": 1, "medium": 1, "low": 1}
    assert guarded.parts("donated", "source", "2020H1") == {"cadres": 2400, "residents": Decimal("100.50")}


def test_a_visitors_data_end_after_the_measure(shipped):
    ledger = shipped.ledgers["visitor"]
    assert (ledger.retention_from, ledger.retention_days) == ("ended_on", 30)
    assert {name for name, field in ledger.fields.items() if field.personal} == {
        "id_number", "name", "phone", "address", "travel", "health",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ledger", "table", "check", "units"),
    [
        (
            "入户排查台账",
            """
            排查户次 | 排查人次 | 新发现外来人员 | 村（社区） | 排查日期
            10       | 30       | 1              | 西沟村     | 2020-03-01
            """,
            "screened_visitors_are_registered",
            {TOWN, WEST},
        ),
        (
            "外来人员台账",
            """
            身份证号           | 姓名 | 到达日期   | 来源范围 | 人员类型 | 风险类别 | 管控措施 | 登记村（社区） | 登记日期
            110000198001018010 | 赵某 | 2020-01-31 | 区外     | 务工经商 | 高风险   | 登记告知 | 东岭村         | 2020-02-01
            """,
            "high_risk_visitors_are_isolated",
            {TOWN, EAST},
        ),
        (
            "入户排查台账",
            """
            排查户次 | 排查人次 | 新发现外来人员 | 村（社区） | 排查日期
            900      | 30       | 0              | 西沟村     | 2020-03-01
            """,
            "screened_persons_at_least_households",
            {TOWN, WEST},
        ),
        (
            "疫情防控捐赠台账",
            """
            收据号 | 捐赠来源 | 捐赠人数 | 捐款金额 | 已转交金额 | 接收单位 | 捐赠日期
            YQ0003 | 党员     | 5        | 200      | 2000       | 云溪镇   | 2020-02-07
            """,
            "donations_passed_on_were_given",
            {TOWN},
        ),
        (
            "卡口值班台账",
            """
            卡口编号 | 班次日期   | 班次 | 应到人数 | 实到人数 | 值班日期
            KK02     | 2020-02-02 | 夜班 | 2        | 0        | 2020-02-02
            """,
            "no_shift_is_unattended",
            {TOWN, EAST},
        ),
    ],
)
def test_checks_find_mistakes_and_where(guarded, ledger, table, check, units):
    guarded.enter(ledger, table)
    assert guarded.failing("2020H1") == {(check, unit) for unit in units}
