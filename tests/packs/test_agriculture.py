"""Expected values of the pack agriculture, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

PLOUGHING = """
作物 | 计划播种面积 | 备种   | 备肥  | 检修农机 | 村（社区） | 登记日期
玉米 | 1200.50      | 3600   | 42.5  | 12       | 东岭村     | 2020-03-16
大豆 | 300          | 1800   | 9     |          | 东岭村     | 2020-03-16
玉米 | 800          | 2400   | 28    | 8        | 西沟村     | 2020-03-18
玉米 | 2000         | 6000   | 70    | 20       | 西沟村     | 2019-03-18
"""
LAND = """
户编号    | 补贴年度 | 申请人 | 农户人口 | 申报面积 | 核实面积 | 核减原因 | 补贴金额 | 申报日期   | 核实日期   | 公示起始日期 | 审定日期   | 认定不符合日期
0301-0001 | 2020     | 李乙   | 2        | 12.5     | 12.5     |          | 800      | 2020-02-12 | 2020-02-25 | 2020-04-02   | 2020-04-15 |
0301-0002 | 2020     | 张丙   | 2        | 10       | 8.2      | 抛荒     | 524.80   | 2020-02-12 | 2020-02-25 | 2020-04-02   |            |
0401-0001 | 2020     | 刘丁   | 1        | 3        | 0        | 非农征占 |          | 2020-02-13 | 2020-02-26 |              |            | 2020-03-02
0301-0001 | 2019     | 李乙   | 2        | 12.5     | 12       | 抛荒     | 738      | 2019-02-12 | 2019-02-25 | 2019-04-01   | 2019-04-15 |
"""
PAYMENTS = """
户编号    | 补贴类别             | 补贴年度 | 发放金额 | 一卡通账号 | 发放日期
0301-0001 | 耕地地力保护补贴     | 2020     | 800      | YKT1       | 2020-05-20
0301-0001 | 农机购置补贴         | 2020     | 3000.50  | YKT1       | 2020-06-01
0401-0001 | 草原生态保护补助     | 2020     | 900      | YKT2       | 2020-06-02
0301-0001 | 耕地地力保护补贴     | 2019     | 738      | YKT1       | 2019-05-20
"""
SUPERVISION = """
工作内容         | 数量 | 发现违规起数 | 村（社区） | 办理日期
发放科普宣传材料 | 120  |              | 东岭村     | 2020-04-02
签订承诺书       | 35   |              | 东岭村     | 2020-04-02
监督检查         | 2    | 1            | 西沟村     | 2020-05-06
监督检查         | 1    | 0            | 东岭村     | 2020-05-07
"""
VACCINATION = """
动物种类 | 免疫病种 | 应免数量 | 实免数量 | 村（社区） | 免疫日期
牛       | 口蹄疫   | 100      | 97       | 东岭村     | 2020-03-20
羊       | 口蹄疫   | 200      | 200      | 西沟村     | 2020-03-21
犬       | 狂犬病   | 50       | 40       | 溪畔社区   | 2020-04-21
牛       | 口蹄疫   | 90       | 81       | 东岭村     | 2019-03-20
"""
LIVESTOCK = """
牲畜种类 | 期末存栏 | 繁殖成活 | 出栏 | 村（社区） | 统计日期
牛       | 100      | 30       | 25   | 东岭村     | 2020-06-28
羊       | 220      | 80       | 60   | 西沟村     | 2020-06-28
牛       | 95       | 28       | 20   | 东岭村     | 2019-12-28
"""
SCHEMES = """
事项编号  | 事项名称   | 事项类别   | 计划面积 | 完成面积 | 带动农户 | 完成时限   | 实施村（社区） | 立项日期   | 启动日期   | 完成日期
ZY2019-01 | 高标准农田 | 高标准农田 | 100      | 40       | 20       | 2020-05-31 | 东岭村         | 2019-09-02 | 2019-10-08 |
ZY2020-01 | 稻鸭示范   | 稻鸭共生   | 60       | 60       | 8        | 2020-10-31 | 西沟村         | 2020-03-02 | 2020-03-20 | 2020-06-10
ZY2020-02 | 药材基地   | 中药材     | 40       | 0        | 9        | 2021-06-30 | 西沟村         | 2020-04-02 |            |
"""


@pytest.fixture
def farmed(settled):
    settled.enter("备春耕台账", PLOUGHING)
    settled.enter("耕地地力保护补贴核实台账", LAND)
    settled.enter("惠农惠牧补贴发放台账", PAYMENTS)
    settled.enter("农业转基因生物安全监管台账", SUPERVISION)
    settled.enter("动物强制免疫台账", VACCINATION)
    settled.enter("牲畜存栏增殖台账", LIVESTOCK)
    settled.enter("特色种养和农田建设台账", SCHEMES)
    return settled


def test_values(farmed):
    assert farmed.figures("agriculture", "2020H1") == {
        "ploughing_area": Decimal("2300.50"),
        "seed_ready": 7800,
        "fertiliser_ready": Decimal("79.50"),
        "machines_ready": 20,
        "land_subsidy_declared_area": Decimal("25.50"),
        "land_subsidy_area": Decimal("20.70"),
        "land_subsidy_households": 2,
        "land_subsidy_persons": 4,
        "land_subsidy_refused": 1,
        "land_subsidy_pending": 1,
        "land_subsidy_approved": 800,
        "farm_subsidies_paid": Decimal("4700.50"),
        "farm_subsidy_households": 2,
        "fertility_subsidy_paid": 800,
        "gmo_leaflets": 120,
        "gmo_commitments": 35,
        "gmo_inspections": 3,
        "gmo_violations": 1,
        "vaccinations_due": 350,
        "vaccinations": 337,
        "vaccination_coverage": Decimal("96.3"),
        "livestock_stock": 320,
        "livestock_born": 110,
        "livestock_sold": 85,
        "farm_schemes": 2,
        "farm_scheme_planned_area": 200,
        "farm_scheme_done_area": 100,
        "farm_scheme_progress": 50,
        "farm_schemes_late": 1,
    }
    assert farmed.failing("2020H1") == set()


def test_the_year_before_is_as_it_was(farmed):
    before = farmed.figures("agriculture", "2019")
    assert (before["ploughing_area"], before["land_subsidy_area"], before["farm_subsidies_paid"]) == (2000, 12, 738)
    assert (before["livestock_stock"], before["vaccination_coverage"], before["gmo_leaflets"]) == (95, 90, None)


def test_a_cut_off_before_the_decision(farmed):
    then = farmed.figures("agriculture", "2020H1", day=date(2020, 2, 20))
    assert (then["land_subsidy_area"], then["land_subsidy_pending"], then["land_subsidy_approved"]) == (0, 3, 0)
    assert then["livestock_stock"] == 95


def test_breakdowns(farmed):
    assert farmed.parts("ploughing_area", "crop", "2020H1") == {"maize": Decimal("2000.50"), "soya": 300}
    assert farmed.parts("land_subsidy_refused", "excluded", "2020H1")["built"] == 1


@pytest.mark.parametrize(
    ("ledger", "table", "check", "units"),
    [
        (
            "耕地地力保护补贴核实台账",
            """
            户编号    | 补贴年度 | 申请人 | 农户人口 | 申报面积 | 核实面积 | 申报日期   | 核实日期
            0301-0002 | 2020     | 张丙   | 2        | 10       | 80.2     | 2020-02-12 | 2020-02-25
            """,
            "verified_area_within_declared",
            {TOWN, EAST},
        ),
        (
            "惠农惠牧补贴发放台账",
            """
            户编号    | 补贴类别         | 补贴年度 | 发放金额 | 发放日期
            0301-0002 | 耕地地力保护补贴 | 2020     | 524.80   | 2020-05-20
            """,
            "fertility_paid_within_approved",
            {TOWN, EAST},
        ),
        (
            "动物强制免疫台账",
            """
            动物种类 | 免疫病种 | 应免数量 | 实免数量 | 村（社区） | 免疫日期
            羊       | 口蹄疫   | 20       | 60       | 西沟村     | 2020-03-22
            """,
            "vaccinated_within_due",
            {WEST, TOWN},
        ),
        (
            "户台账",
            """
            户编号    | 户主 | 家庭人口 | 居住情况   | 村（社区） | 登记日期   | 变更日期   | 销户日期
            0401-0001 | 刘丁 | 1        | 常住无户籍 | 西沟村     | 2019-05-01 | 2020-06-10 | 2020-06-10
            """,
            "farm_subsidy_households_are_households",
            {WEST},
        ),
        (
            "特色种养和农田建设台账",
            """
            事项编号  | 事项名称 | 事项类别 | 计划面积 | 完成面积 | 完成时限   | 实施村（社区） | 立项日期
            ZY2020-02 | 药材基地 | 中药材   | 40       | 400      | 2021-06-30 | 西沟村         | 2020-04-02
            """,
            "farm_scheme_area_within_plan",
            {TOWN, WEST},
        ),
    ],
)
def test_checks_find_mistakes_and_where(farmed, ledger, table, check, units):
    farmed.enter(ledger, table)
    ours = {name for name, item in farmed.catalogue.checks.items() if item.pack == "agriculture"}
    failing = {found for found in farmed.failing("2020H1") if found[0] in ours}
    assert failing == {(check, unit) for unit in units}
