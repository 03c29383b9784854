"""What the sections of the shipped packs say, by what the ledgers hold."""

from datetime import date

HEAD = "项目编号 | 项目名称 | 项目类别 | 工程类型 | 是否政府性投资 | 是否重点项目 | 施工单位 | 计划总投资 | 建筑数量 | 建筑计量单位 | 计划完成日期 | 运营单位 | 年租金 | 所在单位 | 入库日期 | 立项日期 | 前期启动日期 | 开工日期 | 主体施工日期 | 完工日期 | 验收日期 | 移交日期"
COLD_STORE = "XM2019-001 | 恒温库项目 | 村基础设施 | 贮藏库 | 是 | 是 | 甲公司 | 4680000 | 2 | 座 | 2020-08-31 | 合作社 | 63000 | 云溪镇 | 2019-02-01"
STEPS = ("2019-03-01", "2019-03-15", "2019-06-01", "2019-07-01", "2019-11-01", "2019-12-02", "2020-01-10")
ENDINGS = {
    1: "目前已完成立项，正在争取建设资金，计划2020年8月31日完工。",
    2: "目前正在办理前期手续，计划2020年8月31日完工。",
    3: "目前已开工建设，计划2020年8月31日完工。",
    4: "目前正在进行主体施工，计划2020年8月31日完工。",
    5: "目前已完工，正在准备竣工验收。",
    6: "目前已通过竣工验收，计划移交合作社运营管理。",
    7: "目前已移交合作社运营，年租金6.3万元，用于增加村集体收入。",
}


def _line(texts: list[str], beginning: str) -> str:
    (found,) = (text for text in texts if text.startswith(beginning))
    return found


def test_each_state_of_a_project_has_its_ending(desk):
    """The same project as it stood on seven days."""
    desk.enter("项目台账", f"{HEAD}\n{COLD_STORE} | {' | '.join(STEPS)}")
    for taken, ending in ENDINGS.items():
        day = date.fromisoformat(STEPS[taken - 1])
        period = f"{day.year}H{1 if day.month < 7 else 2}"
        text = _line(desk.paragraphs(period, day), "计划总投资468万元")
        assert text == f"计划总投资468万元，新建贮藏库2座。{ending}"


def test_a_town_without_ledgers_shows_gaps_and_claims_nothing(settled):
    texts = settled.paragraphs("2020H1")
    assert any("共4户、6人，其中常住4人" in text for text in texts)
    assert _line(texts, "项目台账尚未报送").endswith("全镇项目数为【项目数：暂缺】。")
    assert "救助金发放台账尚未报送，发放总额为【发放救助金：暂缺】。" in _line(texts, "上半年救助金发放台账")
    claims = ("机构设置与上年同期一致", "低保净增", "全面完成巡河计划", "保障户数总体稳定")
    assert [text for text in texts if any(claim in text for claim in claims)] == []


def test_patrols_against_their_plan(desk):
    reach = """
    河段编号 | 河段名称 | 所属河湖 | 河长姓名 | 河长职务 | 河长级别 | 河段长度 | 每月应巡次数 | 管护单位 | 设立日期
    HD01     | 上段     | 云溪河   | 甲某     | 支部书记 | 村级河长 | 3000     | 2            | 东岭村   | 2018-06-01
    """
    desk.enter("河段台账", reach)
    desk.enter("巡河计划台账", "河段编号 | 所属月份 | 计划次数 | 计划起始日期\nHD01 | 2020-01 | 2 | 2020-01-01")
    head = "巡河编号 | 河段编号 | 发现问题数 | 当场解决数 | 巡河日期"
    desk.enter("巡河台账", f"{head}\nXH2020-0001 | HD01 | 0 | 0 | 2020-01-05")
    assert _line(desk.paragraphs("2020H1"), "全镇1个河段") == (
        "全镇1个河段、3千米全部明确河长。上半年开展巡河1次，完成计划的50%，巡查力度仍需加大。巡河未发现新的问题。"
    )
    desk.enter("巡河台账", f"{head}\nXH2020-0002 | HD01 | 1 | 1 | 2020-01-25")
    assert _line(desk.paragraphs("2020H1"), "全镇1个河段") == (
        "全镇1个河段、3千米全部明确河长。上半年开展巡河2次，全面完成巡河计划。巡河发现问题1个，其中当场解决1个。"
    )


def test_promises_are_answered_and_carried_on(desk):
    desk.enter(
        "工作计划台账",
        """
        任务编号   | 所属计划 | 计划部分 | 序号 | 任务内容 | 责任单位 | 完成时限   | 对应指标 | 目标值 | 目标单位 | 所属单位 | 列入日期   | 完成日期
        JH2020-001 | 2020H1   | 项目建设 | 1    | 修通道路 | 东岭村   | 2020-04-30 |          |        |          | 云溪镇   | 2020-01-06 | 2020-04-20
        JH2020-002 | 2020H1   | 项目建设 | 2    | 建成水塔 | 西沟村   | 2020-05-31 |          |        |          | 云溪镇   | 2020-01-06 |
        JH2020-003 | 2020H2   | 民生保障 | 1    | 保留村庄 | 西沟村   | 2020-12-31 | villages | 2      | 个       | 云溪镇   | 2020-06-20 |
        """,
    )
    texts = desk.paragraphs("2020H1")
    assert "列入本期计划的任务共2项，截至6月30日已完成1项，1项超过时限" in _line(texts, "列入本期计划")
    assert any("建成水塔（责任单位西沟村，原定2020年5月31日）。" in text for text in texts)
    assert "一是保留村庄（西沟村负责，2020年12月31日前达到2个，目前为2个）。" in texts
