"""Expected values of the pack living_environment, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

CAMPAIGNS = """
行动类别     | 整治地点 | 出动人次 | 出动车辆 | 清理牲畜垃圾 | 清理院内杂物 | 清理卫生死角 | 清除小广告 | 清理破损条幅 | 清运生活生产垃圾 | 清运陈年垃圾 | 开展单位 | 行动日期
村庄清洁     | 主干道   | 40       | 3        | 6.5          | 12           | 8            | 2          | 1            | 20.5             | 4            | 东岭村   | 2020-03-10
集镇街道整治 | 中心街   | 25       | 2        |              |              | 5            | 60         | 3            | 9.5              | 0            | 溪畔社区 | 2020-04-10
村庄清洁     | 主干道   | 30       | 1        | 2            | 4            | 3            | 0          | 0            | 10               | 1            | 西沟村   | 2019-04-10
"""
PROBLEMS = """
问题编号   | 问题类别 | 发现途径 | 具体位置 | 整改期限   | 所在村（社区） | 发现日期   | 整改日期   | 复查销号日期
HJ2020-001 | 垃圾堆积 | 镇级检查 | 村口     | 2020-03-25 | 东岭村         | 2020-03-10 | 2020-03-16 | 2020-03-18
HJ2020-002 | 污水横流 | 群众反映 | 排水沟   | 2020-05-20 | 西沟村         | 2020-05-05 |            |
HJ2020-003 | 垃圾堆积 | 镇级检查 | 河边     | 2020-07-10 | 西沟村         | 2020-06-25 | 2020-06-28 |
HJ2019-001 | 设施破损 | 上级督查 | 垃圾池   | 2019-05-20 | 西沟村         | 2019-05-05 | 2019-05-10 | 2019-05-13
"""
TOILETS = """
户编号    | 申请人 | 改厕类型       | 补助金额 | 申请日期   | 开工日期   | 完工日期   | 验收日期   | 放弃日期
0301-0001 | 李乙   | 水冲式         | 1600     | 2019-03-04 | 2019-04-01 | 2019-05-06 | 2019-05-20 |
0301-0002 | 张丙   | 三格化粪池式   | 1600     | 2020-02-03 | 2020-03-02 | 2020-04-07 | 2020-04-20 |
0401-0001 | 刘丁   | 卫生旱厕       |          | 2020-05-06 | 2020-06-01 |            |            |
0101-0001 | 王甲   | 水冲式         |          | 2020-05-06 |            |            |            | 2020-06-01
"""
GRANTS = """
户编号    | 兑付金额 | 一卡通账号 | 兑付日期
0301-0001 | 1600     | YKT1       | 2019-06-20
0301-0002 | 1500.50  | YKT2       | 2020-05-20
"""


@pytest.fixture
def cleaned(settled):
    settled.enter("人居环境整治行动台账", CAMPAIGNS)
    settled.enter("环境卫生问题台账", PROBLEMS)
    settled.enter("农村户厕改造台账", TOILETS)
    settled.enter("改厕补助兑付台账", GRANTS)
    return settled


def test_values(cleaned):
    assert cleaned.figures("living_environment", "2020H1") == {
        "cleanup_campaigns": 2,
        "cleanup_people": 65,
        "cleanup_vehicles": 5,
        "livestock_waste_cleared": Decimal("6.5"),
        "courtyards_cleared": 12,
        "corners_cleared": 13,
        "stickers_removed": 62,
        "banners_removed": 4,
        "fresh_waste_cleared": 30,
        "old_waste_cleared": 4,
        "waste_cleared": 34,
        "waste_per_campaign": 17,
        "environment_problems": 3,
        "environment_problems_closed": 1,
        "environment_problems_open": 2,
        "environment_problems_overdue": 1,
        "environment_closing_rate": Decimal("33.3"),
        "toilets_applied": 3,
        "toilets_accepted": 1,
        "toilets_accepted_to_date": 2,
        "toilets_building": 1,
        "toilet_grants": 3200,
        "toilet_grants_paid": Decimal("3100.50"),
    }
    assert cleaned.failing("2020H1") == set()


def test_the_year_before_is_as_it_was(cleaned):
    before = cleaned.figures("living_environment", "2019H1")
    assert (before["cleanup_people"], before["waste_cleared"], before["environment_closing_rate"]) == (30, 11, 100)
    assert (before["toilets_accepted"], before["toilet_grants_paid"]) == (1, 1600)


def test_a_cut_off_in_the_middle(cleaned):
    then = cleaned.figures("living_environment", "2020H1", day=date(2020, 3, 17))
    assert (then["environment_problems"], then["environment_problems_closed"], then["cleanup_campaigns"]) == (1, 0, 1)


def test_breakdowns(cleaned):
    assert cleaned.parts("cleanup_campaigns", "theme", "2020H1") == {"village": 1, "street": 1}
    assert cleaned.parts("environment_problems", "kind", "2020H1") == {"waste": 2, "sewage": 1}


@pytest.mark.parametrize(
    ("ledger", "table", "check", "units"),
    [
        (
            "改厕补助兑付台账",
            """
            户编号    | 兑付金额 | 兑付日期
            0401-0001 | 1600     | 2020-05-20
            """,
            "toilet_grants_follow_acceptance",
            {TOWN, WEST},
        ),
        (
            "户台账",
            """
            户编号    | 户主 | 家庭人口 | 居住情况   | 村（社区） | 登记日期   | 变更日期   | 销户日期
            0301-0001 | 李乙 | 2        | 户籍且常住 | 东岭村     | 2018-01-01 | 2020-06-10 | 2020-06-10
            """,
            "toilets_are_of_households",
            {EAST},
        ),
        (
            "人居环境整治行动台账",
            """
            行动类别 | 出动人次 | 清运生活生产垃圾 | 开展单位 | 行动日期
            村庄清洁 | 1        | 5                | 西沟村   | 2020-03-11
            """,
            "campaigns_turn_out_people",
            {WEST},
        ),
        (
            "人居环境整治行动台账",
            """
            行动类别 | 出动人次 | 清运生活生产垃圾 | 清运陈年垃圾 | 开展单位 | 行动日期
            村庄清洁 | 20       | 9000             | 0            | 西沟村   | 2020-03-11
            """,
            "waste_fits_the_vehicles",
            {TOWN, WEST},
        ),
    ],
)
def test_checks_find_mistakes_and_where(cleaned, ledger, table, check, units):
    cleaned.enter(ledger, table)
    ours = {name for name, item in cleaned.catalogue.checks.items() if item.pack == "living_environment"}
    failing = {found for found in cleaned.failing("2020H1") if found[0] in ours}
    assert failing == {(check, unit) for unit in units}
