"""Expected values of the pack projects, by hand."""

from datetime import date
from decimal import Decimal

import pytest

PROJECTS = """
项目编号   | 项目名称 | 项目类别       | 工程类型 | 是否政府性投资 | 是否重点项目 | 施工单位 | 计划总投资 | 建筑数量 | 治理（建设）长度 | 计划完成日期 | 运营单位 | 年租金 | 所在单位 | 入库日期   | 立项日期   | 前期启动日期 | 开工日期   | 主体施工日期 | 完工日期   | 验收日期   | 移交日期
XM2019-001 | 温室     | 东西部协作产业 | 温室大棚 | 是             | 是           | 甲公司   | 1000000    | 4        |                  | 2020-08-31   |          |        | 云溪镇   | 2019-02-01 | 2019-03-01 | 2019-03-15   | 2019-06-01 | 2019-07-01   |            |            |
XM2019-002 | 河道     | 以工代赈       | 河道治理 | 是             | 是           | 乙公司   | 500000     |          | 1200             | 2020-05-31   |          |        | 东岭村   | 2019-02-01 | 2019-03-01 | 2019-03-15   | 2019-06-01 |              |            |            |
XM2019-003 | 车间     | 东西部协作产业 | 生产车间 | 否             | 否           | 丙公司   | 300000     |          |                  | 2019-12-31   | 合作社   | 20000  | 西沟村   | 2019-02-01 | 2019-03-01 | 2019-03-15   | 2019-06-01 | 2019-07-01   | 2019-11-01 | 2019-12-01 | 2020-01-10
XM2020-001 | 中心     | 公共服务       | 服务中心 | 是             | 是           |          | 200000     |          |                  |              |          |        | 溪畔社区 | 2020-02-01 | 2020-04-01 |              |            |              |            |            |
XM2020-002 | 营地     | 文化旅游       | 旅游营地 | 否             | 是           |          | 900000     |          |                  |              |          |        | 云溪镇   | 2020-02-01 |            |              |            |              |            |            |
"""
FUNDS = """
项目编号   | 资金来源           | 资金年度 | 下达金额 | 到位金额 | 下达日期
XM2019-001 | 东西部协作帮扶资金 | 2019     | 800000   | 800000   | 2019-03-20
XM2019-002 | 中央资金           | 2019     | 500000   | 200000   | 2019-03-20
XM2020-001 | 县级资金           | 2020     | 200000   |          | 2020-07-01
"""
PROGRESS = """
项目编号   | 所属月份 | 本月完成投资 | 累计形象进度 | 报送日期
XM2019-001 | 2019-12  | 400000       | 40           | 2019-12-31
XM2019-001 | 2020-05  | 150000.50    | 55.5         | 2020-05-31
XM2019-002 | 2020-05  | 100000       | 20           | 2020-05-31
XM2019-003 | 2020-01  | 30000        | 100          | 2020-01-10
"""
MILESTONES = """
项目编号   | 节点名称 | 节点类别   | 计划完成日期 | 实际完成日期 | 列入日期
XM2019-001 | 招投标   | 招投标     | 2019-05-31   | 2019-05-20   | 2019-03-01
XM2019-001 | 基础     | 土建工程   | 2020-04-30   |              | 2019-03-01
XM2019-001 | 设备     | 设备购置安装 | 2020-07-31 |              | 2019-03-01
"""
FACILITIES = """
设施编号 | 设施名称 | 项目编号   | 设施类别 | 适宜温度下限 | 适宜温度上限 | 适宜湿度下限 | 适宜湿度上限 | 启用日期
SS001    | 一号棚   | XM2019-001 | 温室     | 8            | 32           | 40           | 88           | 2020-01-01
SS002    | 二号棚   | XM2019-001 | 育苗棚   | 10           | 30           | 40           | 88           | 2020-01-01
"""
SUBSYSTEMS = """
设施编号 | 子系统   | 列入日期   | 安装日期   | 运行日期   | 故障日期
SS001    | 保温     | 2020-01-01 | 2020-01-10 | 2020-01-20 |
SS001    | 通风     | 2020-01-01 | 2020-01-10 | 2020-01-20 | 2020-05-02
SS001    | 采暖     | 2020-01-01 | 2020-01-10 | 2020-01-20 |
SS001    | 数据采集 | 2020-01-01 |            |            |
"""
READINGS = """
设施编号 | 采集时间            | 温度 | 相对湿度 | 光照  | 日期
SS001    | 2020-05-01 08:00:00 | 20.0 | 60       | 10000 | 2020-05-01
SS001    | 2020-05-01 08:30:00 | 33.5 | 60       | 20000 | 2020-05-01
SS002    | 2020-05-01 08:00:00 | 9.0  | 60       | 10000 | 2020-05-01
SS002    | 2020-05-01 08:30:00 | 12.0 | 90       | 10000 | 2020-05-01
SS002    | 2020-05-01 09:00:00 | 13.0 | 40       | 10000 | 2020-05-01
"""
SEEDLINGS = """
品种   | 移栽数量 | 育苗设施 | 所属单位 | 移栽日期
万寿菊 | 12000    | SS002    | 云溪镇   | 2020-05-08
一串红 | 3500     | SS002    | 东岭村   | 2020-05-20
"""


@pytest.fixture
def built(desk):
    desk.enter("项目台账", PROJECTS)
    desk.enter("项目资金台账", FUNDS)
    desk.enter("项目进度台账", PROGRESS)
    desk.enter("项目节点台账", MILESTONES)
    desk.enter("设施台账", FACILITIES)
    desk.enter("设施子系统台账", SUBSYSTEMS)
    desk.enter("设施监测数据", READINGS)
    desk.enter("花卉苗木移栽台账", SEEDLINGS)
    return desk


def test_values(built):
    assert built.figures("projects", "2020H1") == {
        "projects": 4,
        "projects_in_library": 1,
        "key_projects": 3,
        "key_projects_investment": 1_700_000,
        "government_projects": 3,
        "government_planned_investment": 1_700_000,
        "projects_preparing": 1,
        "projects_building": 2,
        "projects_completed": 1,
        "projects_past_due": 1,
        "annual_rent": 20_000,
        "greenhouses_planned": 4,
        "river_length_planned": 1200,
        "invested": Decimal("280000.50"),
        "invested_to_date": Decimal("680000.50"),
        "progress_reached": 100,
        "government_invested": Decimal("250000.50"),
        "government_invested_to_date": Decimal("650000.50"),
        "government_completion_rate": Decimal("38.2"),
        "funds_allocated": 1_300_000,
        "funds_arrived": 1_000_000,
        "funds_arrival_rate": Decimal("76.9"),
        "milestones_due": 2,
        "milestones_due_done": 1,
        "milestones_overdue": 1,
        "milestone_rate": 50,
        "facilities": 2,
        "subsystems": 4,
        "subsystems_running": 2,
        "subsystems_faulty": 1,
        "subsystem_running_rate": 50,
        "readings": 5,
        "readings_out_of_range": 3,
        "readings_in_range": 2,
        "readings_in_range_rate": 40,
        "temperature_mean": Decimal("17.5"),
        "temperature_lowest": 9,
        "humidity_mean": 62,
        "seedlings": 15_500,
    }


def test_stages_move_with_the_day(built):
    then = built.figures("projects", "2019H2", day=date(2019, 7, 15))
    assert (then["projects"], then["projects_building"], then["projects_completed"]) == (3, 3, 0)
    assert built.figures("projects", "2020H1", day=date(2020, 1, 9))["annual_rent"] == 0


def test_breakdowns(built):
    assert built.parts("government_projects", "category", "2020H1") == {
        "east_west": 1,
        "work_relief": 1,
        "public_service": 1,
    }
    assert built.parts("seedlings", "crop", "2020H1") == {"marigold": 12_000, "salvia": 3_500}
    assert built.parts("invested_to_date", "project", "2020H1")["XM2019-001"] == Decimal("550000.50")
    assert built.parts("readings_out_of_range", "facility", "2020H1") == {"SS001": 1, "SS002": 2}


def test_investment_beyond_the_plan_is_found(built):
    built.enter(
        "项目进度台账",
        """
        项目编号   | 所属月份 | 本月完成投资 | 累计形象进度 | 报送日期
        XM2019-002 | 2020-06  | 5000000      | 100          | 2020-06-30
        """,
    )
    assert built.failing("2020H1") == {("investment_within_plan", "990301101000")}
