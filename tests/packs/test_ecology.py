"""Expected values of the pack ecology, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

SOURCES = """
污染源编号  | 污染源名称 | 污染源类别   | 影响要素 | 排污许可（登记）号 | 许可有效期至 | 治理措施 | 治理期限   | 所在村（社区） | 建档日期   | 限期治理下达日期 | 治理完成日期 | 治理验收日期 | 关停取缔日期
WR2018-001  | 水泥厂     | 工业企业     | 大气     | PW1                | 2020-03-31   | 除尘     | 2020-04-30 | 东岭村         | 2018-06-01 | 2020-03-02       | 2020-04-20   | 2020-04-28   |
WR2018-002  | 养殖场     | 畜禽养殖场   | 水体     |                    |              | 集污池   | 2020-05-31 | 西沟村         | 2018-06-01 | 2020-04-01       |              |              |
WR2018-003  | 垃圾点     | 垃圾堆放点   | 土壤     |                    |              |          |            | 西沟村         | 2018-06-01 |                  |              |              | 2020-02-10
WR2020-004  | 洗沙点     | 其他         | 水体     |                    |              | 沉淀池   | 2020-07-31 | 西沟村         | 2020-05-06 | 2020-06-01       | 2020-06-20   |              |
"""
CHECKS = """
污染源编号 | 检查方式 | 查出问题数 | 当场改正数 | 检查日期
WR2018-001 | 日常巡查 | 2          | 1          | 2020-02-03
WR2018-001 | 集中排查 | 0          | 0          | 2020-04-03
WR2018-002 | 集中排查 | 1          | 1          | 2020-04-03
WR2018-003 | 日常巡查 | 1          | 0          | 2020-02-03
WR2018-001 | 日常巡查 | 1          | 1          | 2019-02-03
"""
ACTIONS = """
保卫战     | 行动内容     | 出动人次 | 发现问题数 | 当场解决数 | 回收量 | 行动单位 | 行动日期
蓝天保卫战 | 秸秆禁烧巡查 | 6        | 1          | 1          |        | 东岭村   | 2020-03-10
蓝天保卫战 | 扬尘治理     | 4        | 0          | 0          |        | 东岭村   | 2020-04-10
碧水保卫战 | 水源地巡查   | 3        | 2          | 1          |        | 西沟村   | 2020-04-11
净土保卫战 | 农膜回收     | 5        | 0          | 0          | 500    | 西沟村   | 2020-05-11
净土保卫战 | 农药包装回收 | 2        | 0          | 0          | 12.5   | 西沟村   | 2020-06-11
蓝天保卫战 | 扬尘治理     | 4        | 0          | 0          |        | 东岭村   | 2019-04-10
"""
AIR = """
所属月份 | 有效监测天数 | 优良天数 | 监测单位 | 月末日期
2020-01  | 31           | 24       | 云溪镇   | 2020-01-31
2020-02  | 29           | 27       | 云溪镇   | 2020-02-29
"""
PLOTS = """
小班编号   | 地块名称   | 工程类别 | 计划面积 | 计划完成日期 | 造林面积 | 成活率 | 所在村（社区） | 列入计划日期 | 造林完成日期 | 核查合格日期 | 核查不合格日期
LB2016-001 | 东岭退耕地 | 退耕还林 | 100      | 2016-06-30   | 100      | 90     | 东岭村         | 2016-01-11   | 2016-05-20   | 2016-10-20   |
LB2016-002 | 西沟公益林 | 公益林   | 200      | 2016-06-30   | 200      | 95     | 西沟村         | 2016-01-11   | 2016-05-20   | 2016-10-20   |
LB2019-003 | 西沟荒山   | 荒山造林 | 60       | 2019-06-15   | 50       | 70     | 西沟村         | 2019-01-14   | 2019-05-20   |              | 2019-10-21
LB2019-004 | 东岭荒山   | 荒山造林 | 50       | 2019-06-15   | 50       | 85     | 东岭村         | 2019-01-14   | 2019-05-20   | 2020-04-20   |
LB2020-005 | 东岭绿化   | 村庄绿化 | 40       | 2020-06-15   | 30       |        | 东岭村         | 2020-01-13   | 2020-05-20   |              |
LB2020-006 | 西沟绿化   | 村庄绿化 | 20       | 2020-06-15   |          |        | 西沟村         | 2020-01-13   |              |              |
"""
CARE = """
小班编号   | 作业类别 | 作业面积 | 补植株数 | 作业日期
LB2016-001 | 护林巡查 | 100      |          | 2020-03-10
LB2016-001 | 抚育     | 40       |          | 2020-06-10
LB2019-003 | 补植补造 | 15.5     | 900      | 2020-04-20
LB2016-002 | 抚育     | 60       |          | 2019-06-10
"""
PAYMENTS = """
户编号    | 补助类别     | 补助年度 | 补助面积 | 补助金额 | 发放日期
0301-0001 | 退耕还林补助 | 2020     | 60       | 5400     | 2020-06-10
0301-0002 | 退耕还林补助 | 2020     | 40       | 3600     | 2020-06-10
0401-0001 | 公益林补偿   | 2020     | 150      | 2362.50  | 2020-06-10
0301-0001 | 退耕还林补助 | 2019     | 60       | 5400     | 2019-11-18
"""


@pytest.fixture
def green(settled):
    settled.enter("污染源台账", SOURCES)
    settled.enter("污染源排查台账", CHECKS)
    settled.enter("三大保卫战台账", ACTIONS)
    settled.enter("空气质量台账", AIR)
    settled.enter("造林和公益林地块台账", PLOTS)
    settled.enter("林木管护台账", CARE)
    settled.enter("生态补助发放台账", PAYMENTS)
    return settled


def test_values(green):
    assert green.figures("ecology", "2020H1") == {
        "pollution_sources": 3,
        "pollution_sources_found": 1,
        "pollution_sources_ordered": 2,
        "pollution_sources_accepted": 1,
        "pollution_sources_closed": 1,
        "pollution_sources_overdue": 1,
        "pollution_permits_expired": 1,
        "industry_without_permit": 0,
        "pollution_checks": 4,
        "pollution_sources_checked": 2,
        "pollution_check_rate": Decimal("66.7"),
        "pollution_problems": 4,
        "pollution_problems_settled": 2,
        "closed_sources_checked_with_problems": 0,
        "defence_actions": 5,
        "defence_persons": 20,
        "defence_problems": 3,
        "defence_problems_settled": 2,
        "blue_sky_actions": 2,
        "clear_water_actions": 1,
        "clean_soil_actions": 2,
        "straw_patrols": 1,
        "waste_recovered": Decimal("512.50"),
        "recovered_by_other_actions": 0,
        "air_days": 60,
        "good_air_days": 51,
        "good_air_rate": 85,
        "forest_planned_area": 60,
        "forest_planted_planned": 30,
        "forest_planting_rate": 50,
        "forest_area": 430,
        "returned_forest_area": 100,
        "public_forest_area": 200,
        "forest_accepted_area": 50,
        "forest_failed_area": 50,
        "forest_survival": Decimal("89.4"),
        "forest_accepted_below_standard": 0,
        "forest_care": 3,
        "forest_tended_area": Decimal("55.50"),
        "forest_replanted_area": Decimal("15.50"),
        "trees_replanted": 900,
        "ecological_payments": Decimal("11362.50"),
        "ecological_households": 3,
        "returned_area_paid": 100,
        "public_area_paid": 150,
    }


def test_breakdowns(green):
    assert green.parts("defence_actions", "campaign", "2020H1") == {"blue_sky": 2, "clear_water": 1, "clean_soil": 2}
    assert green.parts("pollution_sources", "medium", "2020H1") == {"air": 1, "water": 2}


def test_treatment_as_it_stood(green):
    then = green.figures("ecology", "2020H1", day=date(2020, 4, 24))
    assert (then["pollution_sources_ordered"], then["pollution_sources_accepted"]) == (2, 0)
    assert (then["pollution_sources_overdue"], then["forest_accepted_area"]) == (0, 50)


def test_what_the_report_says(green):
    texts = green.paragraphs("2020H1")
    assert any("上半年计划造林60亩，已造林30亩，完成计划的50%。" in text for text in texts)
    assert any("正在限期治理2个，其中逾期1个。" in text for text in texts)
    assert any("1个污染源治理逾期。1个污染源许可过期未续。污染源检查覆盖率66.7%，还有死角。" in text for text in texts)
    assert any("对养殖场（已逾期）、洗沙点（限2020年7月31日）督促按期治理" in text for text in texts)


def test_without_ledgers_the_report_shows_gaps(settled):
    texts = settled.paragraphs("2020H1")
    assert any("污染源台账尚未报送，在册污染源为【在册污染源数：暂缺】。" in text for text in texts)
    assert "生态治理任务仍然较重" not in texts


def test_sound_ledgers_fail_no_check(green):
    assert green.failing("2020H1") == set()


BREAKING = {
    "source_problems_settled_were_found": ("污染源排查台账", "污染源编号 | 检查方式 | 查出问题数 | 当场改正数 | 检查日期\nWR2018-002 | 日常巡查 | 0 | 3 | 2020-05-03", WEST),
    "closed_sources_stay_closed": ("污染源排查台账", "污染源编号 | 检查方式 | 查出问题数 | 当场改正数 | 检查日期\nWR2018-003 | 日常巡查 | 1 | 0 | 2020-05-03", WEST),
    "industries_have_permits": ("污染源台账", "污染源编号 | 污染源名称 | 污染源类别 | 影响要素 | 所在村（社区） | 建档日期\nWR2020-009 | 砖厂 | 工业企业 | 大气 | 西沟村 | 2020-05-06", WEST),
    "campaign_problems_settled_were_found": ("三大保卫战台账", "保卫战 | 行动内容 | 出动人次 | 发现问题数 | 当场解决数 | 行动单位 | 行动日期\n蓝天保卫战 | 扬尘治理 | 4 | 0 | 9 | 东岭村 | 2020-05-10", EAST),
    "only_recovery_recovers": ("三大保卫战台账", "保卫战 | 行动内容 | 出动人次 | 发现问题数 | 当场解决数 | 回收量 | 行动单位 | 行动日期\n蓝天保卫战 | 扬尘治理 | 4 | 0 | 0 | 5 | 东岭村 | 2020-05-10", EAST),
    "good_days_are_measured_days": ("空气质量台账", "所属月份 | 有效监测天数 | 优良天数 | 监测单位 | 月末日期\n2020-03 | 10 | 31 | 云溪镇 | 2020-03-31", None),
    "accepted_forest_survives": ("造林和公益林地块台账", "小班编号 | 地块名称 | 工程类别 | 计划面积 | 计划完成日期 | 造林面积 | 成活率 | 所在村（社区） | 列入计划日期 | 造林完成日期 | 核查合格日期\nLB2019-009 | 东岭沟 | 荒山造林 | 5 | 2019-06-15 | 5 | 60 | 东岭村 | 2019-01-14 | 2019-05-20 | 2019-10-21", EAST),
    "returned_area_is_paid_once": ("生态补助发放台账", "户编号 | 补助类别 | 补助年度 | 补助面积 | 补助金额 | 发放日期\n0301-0002 | 退耕还林补助 | 2019 | 40 | 3600 | 2020-06-11", EAST),
    "public_area_is_paid_once": ("生态补助发放台账", "户编号 | 补助类别 | 补助年度 | 补助面积 | 补助金额 | 发放日期\n0401-0001 | 公益林补偿 | 2019 | 150 | 2362.50 | 2020-06-11", WEST),
}  # fmt: skip


@pytest.mark.parametrize("check", BREAKING)
def test_each_check_finds_its_mistake(green, check):
    ledger, table, village = BREAKING[check]
    green.enter(ledger, table)
    assert green.failing("2020H1") == {(check, org) for org in (TOWN, village) if org}
