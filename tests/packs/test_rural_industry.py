"""Expected values of the pack rural_industry, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

PROJECTS = """
项目编号   | 项目名称 | 项目类别 | 工程类型 | 是否政府性投资 | 是否重点项目 | 施工单位 | 计划总投资 | 计划完成日期 | 运营单位 | 所在单位 | 入库日期   | 立项日期   | 前期启动日期 | 开工日期   | 完工日期   | 验收日期   | 移交日期
XM2018-001 | 育苗温室 | 其他     | 温室大棚 | 是             | 否           | 甲公司   | 100000     | 2018-11-30   | 东岭社   | 云溪镇   | 2018-01-01 | 2018-02-01 | 2018-03-01   | 2018-04-02 | 2018-11-01 | 2018-12-03 | 2019-01-10
XM2019-002 | 晾晒车间 | 其他     | 生产车间 | 是             | 否           | 甲公司   | 100000     | 2020-12-31   |          | 云溪镇   | 2019-01-01 | 2019-02-01 | 2019-03-01   | 2019-04-01 |            |            |
"""
COOPERATIVES = """
统一社会信用代码   | 合作社名称 | 合作社类型       | 示范社级别 | 成员户数 | 其中脱贫户数 | 法定代表人 | 所在村（社区） | 登记成立日期 | 停止经营日期 | 注销日期
93990301MA00000013 | 东岭股份社 | 村股份经济合作社 |            | 600      |              | 李乙       | 东岭村         | 2018-05-01   |              |
93990301MA00000026 | 东岭药材社 | 种植             | 市级       | 40       | 6            | 李乙       | 东岭村         | 2018-05-01   |              |
93990301MA00000039 | 西沟养殖社 | 养殖             |            | 12       |              | 刘丁       | 西沟村         | 2020-02-10   |              |
93990301MA0000004C | 西沟农机社 | 农机服务         | 县级       | 9        | 1            | 刘丁       | 西沟村         | 2017-05-01   | 2020-05-06   |
93990301MA0000005F | 西沟果品社 | 种植             |            | 7        |              | 刘丁       | 西沟村         | 2017-05-01   | 2018-05-06   | 2020-04-01
"""
INDUSTRIES = """
产业编号 | 产业名称 | 产业类别       | 行业代码 | 是否主导产业 | 经营主体代码       | 种植面积 | 存栏数 | 参与户数 | 带动就业人数 | 停产日期   | 所在村（社区） | 起步日期
CY001    | 东岭药材 | 中药材种植     | A0170    | 是           | 93990301MA00000026 | 320.5    |        | 40       | 15           |            | 东岭村         | 2018-05-01
CY002    | 西沟肉羊 | 畜禽养殖       | A0314    | 否           | 93990301MA00000039 |          | 460    | 12       | 4            |            | 西沟村         | 2020-02-10
CY003    | 西沟甜菜 | 甜菜等经济作物 | A0133    | 否           |                    | 100      |        | 20       |              | 2020-03-31 | 西沟村         | 2018-05-01
"""
OUTPUT = """
产业编号 | 所属季度 | 产量  | 产值   | 参与户经营和务工收入 | 季度末日期
CY001    | 2020Q1   |       | 0      | 0                    | 2020-03-31
CY001    | 2020Q2   | 12.5  | 200000 | 90000                | 2020-06-30
CY002    | 2020Q2   | 3     | 60000  | 40000.50             | 2020-06-30
CY001    | 2019Q2   | 10    | 160000 | 80000                | 2019-06-30
"""
ASSETS = """
资产编号    | 资产名称   | 资产类别     | 形成资产的项目编号 | 账面价值 | 资产面积 | 使用情况 | 合同编号 | 承租（承包）人 | 合同年租金 | 合同到期日 | 处置核销日期 | 所有村（社区） | 入账日期
ZC2019-001  | 育苗温室   | 经营性资产   | XM2018-001         | 100000   |          | 出租发包 | HT1      | 东岭药材社     | 18500      | 2024-01-31 |              | 东岭村         | 2019-01-15
ZC2018-001  | 机动地     | 资源性资产   |                    | 5000     | 120      | 出租发包 | HT2      | 张丙           | 6000       | 2020-04-30 |              | 西沟村         | 2018-01-15
ZC2018-002  | 旧校舍     | 经营性资产   |                    | 30000    |          | 闲置     |          |                |            |            |              | 西沟村         | 2018-01-15
ZC2018-003  | 村部       | 非经营性资产 |                    | 80000    |          | 自用自营 |          |                |            |            |              | 西沟村         | 2018-01-15
ZC2018-004  | 旧水泵     | 经营性资产   |                    | 900      |          | 自用自营 |          |                |            |            | 2020-02-01   | 西沟村         | 2018-01-15
"""
INCOME = """
凭证号      | 收入类别 | 收入金额 | 对应资产编号 | 收款村（社区） | 入账日期
JT2020-0001 | 资产租金 | 18500    | ZC2019-001   | 东岭村         | 2020-01-20
JT2020-0002 | 土地发包 | 6000     | ZC2018-001   | 西沟村         | 2020-03-10
JT2020-0003 | 补助收入 | 20000    |              | 西沟村         | 2020-04-10
JT2020-0004 | 经营收入 | 5500     |              | 东岭村         | 2020-05-10
JT2019-0001 | 资产租金 | 18500    | ZC2019-001   | 东岭村         | 2019-01-20
JT2019-0002 | 土地发包 | 6500     | ZC2018-001   | 西沟村         | 2019-03-10
"""
DISTRIBUTION = """
分配编号   | 收益年度 | 分配用途     | 分配金额 | 否决或终止原因 | 分配村（社区） | 方案拟定日期 | 表决日期   | 公示起始日期 | 执行日期   | 否决日期
FP2020-001 | 2019     | 成员分红     | 3000     |                | 东岭村         | 2020-01-06   | 2020-01-10 | 2020-01-13   | 2020-01-21 |
FP2020-002 | 2019     | 帮扶困难户   | 1000     |                | 东岭村         | 2020-01-06   | 2020-01-10 | 2020-01-13   | 2020-01-21 |
FP2020-003 | 2019     | 公积公益金   | 4000     |                | 东岭村         | 2020-01-06   | 2020-01-10 | 2020-01-13   | 2020-01-21 |
FP2020-004 | 2019     | 成员分红     | 2000     |                | 西沟村         | 2020-06-15   | 2020-06-24 |              |            |
FP2020-005 | 2019     | 扩大再生产   | 9000     | 未获通过       | 西沟村         | 2020-01-06   |            |              |            | 2020-01-10
"""
SHARES = """
分配编号   | 户编号    | 到户金额 | 到账日期
FP2020-001 | 0301-0001 | 1500     | 2020-01-21
FP2020-001 | 0301-0002 | 1500     | 2020-01-21
FP2020-002 | 0301-0001 | 1000     | 2020-01-21
"""
SITES = """
旅游点编号 | 旅游点名称 | 旅游点类别 | 床位数 | 从业人数 | 停业日期   | 所在村（社区） | 开业日期
LY01       | 东岭采摘园 | 采摘园     |        | 8        |            | 东岭村         | 2018-05-01
LY02       | 西沟民宿   | 民宿       | 24     | 3        |            | 西沟村         | 2018-05-01
LY03       | 西沟农家乐 | 农家乐     | 6      | 2        | 2020-03-01 | 西沟村         | 2018-05-01
"""
VISITS = """
旅游点编号 | 所属月份 | 接待人次 | 其中过夜人次 | 旅游收入 | 月末日期
LY01       | 2020-05  | 600      | 0            | 30000    | 2020-05-31
LY02       | 2020-05  | 200      | 150          | 24000    | 2020-05-31
LY02       | 2020-02  | 0        | 0            | 0        | 2020-02-29
LY01       | 2019-05  | 500      | 0            | 20000    | 2019-05-31
"""
HERITAGE = """
文物编号 | 文物名称   | 文物类别 | 保护级别             | 保存状况 | 修缮项目编号 | 所在村（社区） | 建档日期
WW01     | 东岭哨所   | 革命遗址 | 市县级文物保护单位   | 差       | XM2019-002   | 东岭村         | 2016-01-01
WW02     | 西沟石刻   | 石刻     | 登记未定级           | 差       |              | 西沟村         | 2016-01-01
WW03     | 西沟古渡   | 古遗址   | 省级文物保护单位     | 好       |              | 西沟村         | 2016-01-01
"""
PATROLS = """
文物编号 | 发现隐患 | 当场整改 | 巡查日期
WW01     | 2        | 1        | 2020-02-20
WW01     | 0        | 0        | 2020-05-20
WW03     | 1        | 1        | 2020-05-20
WW02     | 1        | 0        | 2019-05-20
"""


@pytest.fixture
def rural(settled):
    settled.enter("项目台账", PROJECTS)
    settled.enter("合作社台账", COOPERATIVES)
    settled.enter("村级产业台账", INDUSTRIES)
    settled.enter("产业产出台账", OUTPUT)
    settled.enter("村集体资产台账", ASSETS)
    settled.enter("村集体收入台账", INCOME)
    settled.enter("集体收益分配台账", DISTRIBUTION)
    settled.enter("收益到户台账", SHARES)
    settled.enter("乡村旅游点台账", SITES)
    settled.enter("旅游接待台账", VISITS)
    settled.enter("文物和红色遗址台账", HERITAGE)
    settled.enter("文物巡查台账", PATROLS)
    return settled


def test_values(rural):
    assert rural.figures("rural_industry", "2020H1") == {
        "industries": 2,
        "main_industries": 1,
        "industry_area": Decimal("320.5"),
        "industry_herd": 460,
        "industry_households": 52,
        "industry_workers": 19,
        "output_value": 260000,
        "industry_household_income": Decimal("130000.50"),
        "industry_household_share": 50,
        "outputs_below_household_income": 0,
        "cooperatives": 4,
        "cooperatives_operating": 3,
        "cooperatives_idle": 1,
        "cooperatives_founded": 1,
        "cooperatives_deregistered": 1,
        "cooperative_members": 52,
        "cooperative_relief_members": 6,
        "model_cooperatives": 1,
        "collective_assets": 4,
        "collective_assets_value": 215000,
        "assets_from_projects": 1,
        "assets_idle": 1,
        "asset_rent_agreed": 24500,
        "project_rent_agreed": 18500,
        "leases_expired": 1,
        "leases_without_contract": 0,
        "assets_before_handover": 0,
        "collective_income": 50000,
        "collective_own_income": 30000,
        "collective_own_share": 60,
        "rent_received": 18500,
        "project_rent_received": 18500,
        "rents_without_asset": 0,
        "income_distributed": 8000,
        "income_for_households": 4000,
        "distributions_pending": 1,
        "income_shared": 4000,
        "households_benefiting": 2,
        "needy_households_benefiting": 1,
        "income_per_household": 2000,
        "tourism_sites": 2,
        "tourism_beds": 24,
        "tourism_workers": 11,
        "tourism_visitors": 800,
        "tourism_overnight": 150,
        "tourism_income": 54000,
        "income_per_visit": Decimal("67.50"),
        "tourism_income_without_visitors": 0,
        "heritage_sites": 3,
        "revolutionary_sites": 1,
        "heritage_in_poor_condition": 2,
        "heritage_poor_without_repair": 1,
        "heritage_patrols": 3,
        "heritage_sites_patrolled": 2,
        "heritage_patrol_rate": Decimal("66.7"),
        "heritage_dangers": 3,
        "heritage_dangers_settled": 2,
    }


def test_breakdowns(rural):
    assert rural.parts("income_distributed", "purpose", "2020H1") == {"dividend": 3000, "relief": 1000, "reserve": 4000}
    assert rural.parts("collective_own_income", "kind", "2020H1") == {
        "rent": 18500, "contract": 6000, "operation": 5500,
    }  # fmt: skip


def test_a_village_without_rows_is_not_a_village_without_income(rural):
    assert rural.figures("rural_industry", "2020H1", org="990301101001")["collective_income"] is None
    west = rural.figures("rural_industry", "2020H1", org=WEST)
    assert (west["collective_income"], west["collective_own_income"]) == (26000, 6000)


def test_what_the_report_says(rural):
    texts = rural.paragraphs("2020H1")
    income = next(text for text in texts if text.startswith("上半年村集体收入5万元"))
    assert "同比增长100%，其中经营性收入3万元，占60%。" in income
    assert "溪畔社区尚未报送。" in income
    assert "移交运营的项目资产收取租金1.85万元，与上年同期持平。" in income
    assert "2户直接受益，户均2000元，其中帮扶困难户1户。" in income
    assert "乡村旅游持续升温" in " ".join(texts)
    assert any("1项资产租赁合同到期" in text for text in texts)
    assert any("盘活旧校舍等闲置资产" in text for text in texts)


def test_without_ledgers_the_report_shows_gaps(settled):
    texts = settled.paragraphs("2020H1")
    assert any("村集体收入台账尚未报送，上半年村集体收入为【村集体收入：暂缺】。" in text for text in texts)
    assert not any("增收渠道" in text for text in texts)


def test_sound_ledgers_fail_no_check(rural):
    assert {name for name, _ in rural.failing("2020H1")} == set()


BREAKING = {
    "shares_add_up_to_distribution": ("收益到户台账", "分配编号 | 户编号 | 到户金额 | 到账日期\nFP2020-004 | 0401-0001 | 10 | 2020-06-25", WEST),
    "project_rent_within_contract": ("村集体收入台账", "凭证号 | 收入类别 | 收入金额 | 对应资产编号 | 收款村（社区） | 入账日期\nJT2020-0009 | 资产租金 | 1 | ZC2019-001 | 东岭村 | 2020-02-01", EAST),
    "rents_name_their_asset": ("村集体收入台账", "凭证号 | 收入类别 | 收入金额 | 收款村（社区） | 入账日期\nJT2020-0009 | 资产租金 | 10 | 西沟村 | 2020-02-01", WEST),
    "leases_have_contracts": ("村集体资产台账", "资产编号 | 资产名称 | 资产类别 | 账面价值 | 使用情况 | 所有村（社区） | 入账日期\nZC2020-001 | 门面房 | 经营性资产 | 1000 | 出租发包 | 西沟村 | 2020-02-01", WEST),
    "assets_follow_handover": ("村集体资产台账", "资产编号 | 资产名称 | 资产类别 | 形成资产的项目编号 | 账面价值 | 使用情况 | 所有村（社区） | 入账日期\nZC2020-002 | 车间 | 经营性资产 | XM2019-002 | 1000 | 自用自营 | 西沟村 | 2020-02-01", WEST),
    "households_earn_within_output": ("产业产出台账", "产业编号 | 所属季度 | 产值 | 参与户经营和务工收入 | 季度末日期\nCY002 | 2020Q1 | 10 | 11 | 2020-03-31", WEST),
    "tourism_income_has_visitors": ("旅游接待台账", "旅游点编号 | 所属月份 | 接待人次 | 其中过夜人次 | 旅游收入 | 月末日期\nLY01 | 2020-04 | 0 | 0 | 10 | 2020-04-30", None),
    "heritage_dangers_settled_were_found": ("文物巡查台账", "文物编号 | 发现隐患 | 当场整改 | 巡查日期\nWW02 | 0 | 5 | 2020-03-01", None),
}  # fmt: skip


@pytest.mark.parametrize("check", BREAKING)
def test_each_check_finds_its_mistake(rural, check):
    ledger, table, village = BREAKING[check]
    rural.enter(ledger, table)
    assert rural.failing("2020H1") == {(check, org) for org in (TOWN, village) if org}


def test_states_at_an_earlier_day(rural):
    then = rural.figures("rural_industry", "2020H1", day=date(2020, 3, 31))
    assert (then["cooperatives_idle"], then["leases_expired"], then["heritage_patrols"]) == (1, 0, 1)
