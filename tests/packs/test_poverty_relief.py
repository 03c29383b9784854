"""Expected values of the pack poverty_relief, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

ALLOWANCE = """
户编号    | 受理日期   | 城乡类别 | 申请人 | 保障人数 | 保障类别 | 月保障金额 | 申请日期   | 入户调查日期 | 民主评议日期 | 公示起始日期 | 审批日期
0301-0001 | 2018-03-01 | 农村     | 李乙   | 2        | B类      | 500        | 2018-03-01 | 2018-03-05   | 2018-03-08   | 2018-03-09   | 2018-03-20
"""
HELPERS = """
单位名称 | 单位类别       | 结束日期   | 所属单位 | 结对日期
县财政局 | 机关事业单位   |            | 云溪镇   | 2016-04-01
供销公司 | 企业           | 2020-03-31 | 云溪镇   | 2016-04-01
"""
HOUSEHOLDS = """
户编号    | 户主 | 脱贫类别   | 脱贫年度 | 主要致贫原因 | 家庭人口 | 无劳动能力人数 | 家庭人均纯收入 | 吃穿不愁 | 义务教育有保障 | 基本医疗有保障 | 住房安全有保障 | 饮水安全有保障 | 对应低保户 | 帮扶单位 | 建档日期   | 认定返贫日期
0301-0001 | 李乙 | 脱贫户     | 2018     | 因病         | 2        | 1              | 6000           | 是       | 是             | 否             | 是             | 是             | 0301-0001  | 县财政局 | 2018-06-01 |
0301-0002 | 张丙 | 稳定脱贫户 | 2017     | 缺技术       | 2        | 0              | 9000           | 是       | 否             | 是             | 是             | 否             |            | 县财政局 | 2018-06-01 |
0401-0001 | 刘丁 | 稳定脱贫户 | 2018     | 因残         | 1        | 1              | 12000          | 否       | 是             | 是             | 否             | 是             |            |          | 2019-06-01 |
0101-0001 | 王甲 | 脱贫户     | 2018     | 因病         | 1        | 0              | 3000           | 是       | 是             | 是             | 是             | 是             |            |          | 2018-06-01 | 2020-04-01
"""
MONITORED = """
户编号    | 户主 | 监测类别       | 发现途径 | 风险类型 | 家庭人口 | 预计年人均收入 | 帮扶措施 | 发现日期   | 核实日期   | 公示起始日期 | 纳入监测日期 | 不予纳入日期 | 风险消除日期
0301-0001 | 李乙 | 脱贫不稳定户   | 农户申报 | 大病     | 2        | 4500           | 大病救助 | 2019-03-04 | 2019-03-06 | 2019-03-07   | 2019-03-14   |              | 2020-02-03
0301-0002 | 张丙 | 边缘易致贫户   | 干部走访 | 就学负担 | 2        | 4800           | 助学     | 2020-02-03 | 2020-02-05 | 2020-02-06   | 2020-02-13   |              |
0401-0001 | 刘丁 | 突发严重困难户 | 部门预警 | 其他     | 1        |                |          | 2020-06-29 |            |              |              |              |
"""
MEASURES = """
户编号    | 措施类别 | 年度 | 到户金额 | 落实日期
0301-0001 | 医疗保险 | 2020 | 500      | 2020-01-15
0301-0002 | 医疗保险 | 2020 | 500      | 2020-01-15
0301-0001 | 产业扶持 | 2020 | 1500.50  | 2020-03-10
0401-0001 | 综合保障 | 2019 |          | 2019-07-01
0101-0001 | 医疗保险 | 2020 | 250      | 2020-01-15
"""
VISITS = """
户编号    | 走访单位 | 反映困难件数 | 帮助解决件数 | 走访日期
0301-0001 | 县财政局 | 2            | 1            | 2020-02-11
0301-0001 | 县财政局 | 0            | 0            | 2020-03-11
0301-0002 | 供销公司 | 1            | 1            | 2020-03-12
0301-0002 | 供销公司 | 1            | 1            | 2019-03-12
"""
SURVEYS = """
排查轮次 | 排查类别     | 户编号    | 发现问题数 | 是否认可帮扶 | 入户日期
2020-01  | 全面排查     | 0301-0001 | 2          |              | 2020-04-10
2020-01  | 全面排查     | 0301-0002 | 0          |              | 2020-04-10
2020-02  | 脱贫攻坚普查 | 0301-0001 | 0          |              | 2020-05-20
2020-03  | 成效考核     | 0301-0001 | 0          | 是           | 2020-06-10
2020-03  | 成效考核     | 0301-0002 | 0          | 是           | 2020-06-10
2020-03  | 成效考核     | 0401-0001 | 0          | 否           | 2020-06-11
"""
PROBLEMS = """
问题编号   | 问题来源     | 问题类别 | 涉及户编号 | 问题描述 | 责任单位 | 整改时限   | 所在村（社区） | 登记日期   | 交办日期   | 整改完成日期 | 核销日期
TP2020-001 | 排查发现     | 住房安全 | 0301-0001  | 漏雨     | 东岭村   | 2020-05-10 | 东岭村         | 2020-04-10 | 2020-04-13 | 2020-04-28   | 2020-05-06
TP2020-002 | 排查发现     | 档案资料 | 0301-0001  | 户档不符 | 东岭村   | 2020-05-10 | 东岭村         | 2020-04-10 | 2020-04-13 |              |
TP2020-003 | 上级反馈     | 政策落实 |            | 宣讲不够 | 云溪镇   | 2020-07-31 | 西沟村         | 2020-06-20 |            |              |
TP2019-001 | 巡视检查指出 | 档案资料 |            | 资料不全 | 云溪镇   | 2019-07-31 | 西沟村         | 2019-06-20 | 2019-06-21 | 2019-07-05   | 2019-07-15
"""
FUNDS = """
下达文号        | 资金来源         | 资金年度 | 资金用途 | 下达金额 | 累计支出 | 所属单位 | 下达日期
扶资〔2020〕1号 | 财政专项资金     | 2020     | 产业补助 | 200000   | 150000   | 云溪镇   | 2020-03-01
扶资〔2020〕2号 | 东西部协作资金   | 2020     | 设备     | 100000   | 90000    | 云溪镇   | 2020-04-01
"""


@pytest.fixture
def relieved(settled):
    settled.enter("城乡低保台账", ALLOWANCE)
    settled.enter("帮扶单位台账", HELPERS)
    settled.enter("建档立卡脱贫户台账", HOUSEHOLDS)
    settled.enter("防返贫监测对象台账", MONITORED)
    settled.enter("帮扶措施台账", MEASURES)
    settled.enter("帮扶走访台账", VISITS)
    settled.enter("脱贫户入户排查台账", SURVEYS)
    settled.enter("脱贫攻坚问题整改台账", PROBLEMS)
    settled.enter("帮扶资金台账", FUNDS)
    return settled


def test_values(relieved):
    assert relieved.figures("poverty_relief", "2020H1") == {
        "relief_households": 3,
        "relief_persons": 5,
        "lifted_households": 1,
        "stable_households": 2,
        "relief_income": 8400,
        "returned_households": 1,
        "relief_households_without_labour": 2,
        "without_labour_households_covered": 1,
        "without_labour_persons_covered": 1,
        "without_labour_persons": 2,
        "households_short_of_food_clothing": 1,
        "households_without_schooling": 1,
        "households_without_medical_care": 1,
        "households_in_unsafe_housing": 1,
        "households_without_safe_water": 1,
        "guarantees_unmet": 5,
        "households_supported": 2,
        "support_measures": 4,
        "support_paid": Decimal("2750.50"),
        "support_rate": Decimal("66.7"),
        "relief_households_insured": 2,
        "relief_insured_rate": Decimal("66.7"),
        "monitored_households": 1,
        "monitored_persons": 2,
        "monitored_added": 1,
        "monitored_cleared": 1,
        "monitoring_pending": 1,
        "helping_units": 1,
        "paired_households": 2,
        "pairing_rate": Decimal("66.7"),
        "helping_visits": 3,
        "households_visited": 2,
        "difficulties_told": 3,
        "difficulties_solved": 2,
        "households_screened": 2,
        "households_counted_in_census": 1,
        "households_assessed": 3,
        "households_assessed_satisfied": 2,
        "assessment_satisfaction": Decimal("66.7"),
        "survey_problems": 2,
        "relief_problems": 3,
        "relief_problems_from_survey": 2,
        "relief_problems_closed": 1,
        "relief_problems_open": 2,
        "relief_problems_overdue": 1,
        "relief_closing_rate": Decimal("33.3"),
        "relief_funds_allocated": 300000,
        "relief_funds_spent": 240000,
        "relief_spending_rate": 80,
    }
    assert relieved.failing("2020H1") == set()


def test_the_year_before_is_as_it_was(relieved):
    before = relieved.figures("poverty_relief", "2019H1")
    assert (before["relief_households"], before["returned_households"], before["lifted_households"]) == (4, 0, 2)
    assert (before["monitored_households"], before["helping_visits"], before["helping_units"]) == (1, 1, 2)
    assert before["assessment_satisfaction"] is None


def test_a_village(relieved):
    east = relieved.figures("poverty_relief", "2020H1", org=EAST)
    assert (east["relief_households"], east["support_measures"], east["relief_problems"]) == (2, 3, 2)


def test_a_cut_off_in_the_middle(relieved):
    then = relieved.figures("poverty_relief", "2020H1", day=date(2020, 4, 30))
    assert (then["relief_problems_closed"], then["relief_problems_overdue"], then["households_assessed"]) == (0, 0, 0)


def test_breakdowns(relieved):
    assert relieved.parts("relief_problems", "source", "2020H1") == {"survey": 2, "feedback": 1}
    assert relieved.parts("households_supported", "kind", "2020H1") == {"insurance": 2, "industry": 1}


MORE_HOUSEHOLDS = """
户编号    | 户主 | 脱贫类别   | 脱贫年度 | 主要致贫原因 | 家庭人口 | 无劳动能力人数 | 家庭人均纯收入 | 吃穿不愁 | 义务教育有保障 | 基本医疗有保障 | 住房安全有保障 | 饮水安全有保障 | 建档日期
0301-0001 | 李乙 | 脱贫户     | 2018     | 因病         | 2        | 5              | 6000           | 是       | 是             | 否             | 是             | 是             | 2018-06-01
0301-0002 | 张丙 | 稳定脱贫户 | 2017     | 缺技术       | 2        | 0              | 9000           | 是       | 否             | 是             | 是             | 否             | 2018-06-01
"""


@pytest.mark.parametrize(
    ("ledger", "table", "broken"),
    [
        (
            "建档立卡脱贫户台账",
            MORE_HOUSEHOLDS,
            {("those_unable_to_work_are_members", EAST), ("those_unable_to_work_are_members", TOWN)},
        ),
        (
            "户台账",
            """
            户编号    | 户主 | 家庭人口 | 居住情况   | 村（社区） | 登记日期   | 变更日期   | 销户日期
            0301-0001 | 李乙 | 2        | 户籍且常住 | 东岭村     | 2018-01-01 | 2020-02-01 | 2020-02-01
            """,
            {("relief_households_are_households", EAST)},
        ),
        (
            "建档立卡脱贫户台账",
            """
            户编号    | 户主 | 脱贫类别   | 脱贫年度 | 主要致贫原因 | 家庭人口 | 无劳动能力人数 | 家庭人均纯收入 | 吃穿不愁 | 义务教育有保障 | 基本医疗有保障 | 住房安全有保障 | 饮水安全有保障 | 对应低保户 | 建档日期
            0401-0001 | 刘丁 | 稳定脱贫户 | 2018     | 因残         | 1        | 1              | 12000          | 否       | 是             | 是             | 否             | 是             | 0301-0001  | 2019-06-01
            """,
            {("covered_households_are_on_the_allowance", TOWN)},
        ),
        (
            "帮扶走访台账",
            """
            户编号    | 走访单位 | 反映困难件数 | 帮助解决件数 | 走访日期
            0401-0001 | 县财政局 | 0            | 3            | 2020-02-11
            """,
            {("difficulties_solved_were_told", WEST), ("difficulties_solved_were_told", TOWN)},
        ),
        (
            "脱贫户入户排查台账",
            """
            排查轮次 | 排查类别 | 户编号    | 发现问题数 | 入户日期
            2020-01  | 全面排查 | 0401-0001 | 1          | 2020-04-10
            """,
            {("survey_problems_are_listed", WEST), ("survey_problems_are_listed", TOWN)},
        ),
        (
            "帮扶资金台账",
            """
            下达文号        | 资金来源     | 资金年度 | 资金用途 | 下达金额 | 累计支出 | 所属单位 | 下达日期
            扶资〔2020〕3号 | 社会捐助资金 | 2020     | 助学     | 1000     | 100000   | 云溪镇   | 2020-04-01
            """,
            {("relief_funds_within_allocated", TOWN)},
        ),
    ],
)
def test_checks_find_mistakes_and_where(relieved, ledger, table, broken):
    relieved.enter(ledger, table)
    assert {found for found in relieved.failing("2020H1") if found[0] != "household_sizes_match_residents"} == broken
