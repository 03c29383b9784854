"""Expected values of the pack office, by hand."""

from decimal import Decimal

from tests.packs.conftest import TOWN

PLAN = """
任务编号   | 所属计划 | 计划部分 | 任务来源         | 序号 | 任务内容 | 责任单位 | 完成时限   | 完成情况     | 未按期原因 | 调整依据 | 所属单位 | 列入日期   | 启动日期   | 完成日期   | 调整日期
JH2020-001 | 2020H1   | 项目建设 | 人民代表大会确定 | 1    | 甲       | 东岭村   | 2020-04-30 |              |            |          | 云溪镇   | 2020-01-06 | 2020-02-03 | 2020-04-20 |
JH2020-002 | 2020H1   | 项目建设 | 上级交办         | 2    | 乙       | 东岭村   | 2020-05-31 |              |            |          | 云溪镇   | 2020-01-06 | 2020-02-03 |            |
JH2020-003 | 2020H1   | 民生保障 | 上级交办         | 3    | 丙       | 西沟村   | 2020-06-30 | 上级调整安排 |            | 纪要1号  | 云溪镇   | 2020-01-06 |            |            | 2020-03-02
JH2020-004 | 2020H2   | 民生保障 | 人民代表大会确定 | 4    | 丁       | 西沟村   | 2020-12-31 |              |            |          | 云溪镇   | 2020-06-20 |            |            |
JH2020-005 | 2020H1   | 基层治理 | 群众反映         | 5    | 戊       | 西沟村   | 2020-03-31 |              | 资金未到位 |          | 云溪镇   | 2020-01-06 |            |            |
JH2020-006 | 2020H1   | 基层治理 | 群众反映         | 6    | 己       | 西沟村   | 2020-03-31 |              |            |          | 云溪镇   | 2020-01-06 |            | 2020-04-02 |
"""
MILESTONES = """
任务编号   | 节点名称 | 节点时限   | 节点完成日期 | 列入日期
JH2020-001 | 一       | 2020-02-28 | 2020-02-20   | 2020-01-06
JH2020-001 | 二       | 2020-03-31 |              | 2020-01-06
JH2020-004 | 三       | 2020-10-31 |              | 2020-06-20
"""
DISCLOSURES = """
公开编号    | 公开内容 | 公开类别     | 公开渠道 | 是否含人员名单 | 是否已隐去个人信息 | 公开单位 | 信息形成日期 | 审查日期   | 公开日期
GK2020-001  | 报告     | 工作报告和计划 | 政府网站 | 否           |                    | 云溪镇   | 2020-01-06   | 2020-01-07 | 2020-01-08
GK2020-002  | 名单     | 补助名单公示 | 公示栏   | 是             | 是                 | 东岭村   | 2020-03-02   | 2020-03-03 | 2020-03-04
GK2020-003  | 招标     | 项目和招投标 | 政府网站 | 否             |                    | 云溪镇   | 2020-06-29   |            |
GK2019-001  | 预算     | 财政预决算   | 政府网站 | 否             |                    | 云溪镇   | 2019-02-01   | 2019-02-02 | 2019-02-04
"""
REQUESTS = """
受理编号   | 事项类别   | 公开编号   | 申请人 | 答复期限   | 是否采纳或提供 | 受理单位 | 收到日期   | 答复日期
YJ2020-001 | 依申请公开 | GK2020-001 | 甲某   | 2020-02-10 | 是             | 云溪镇   | 2020-01-13 | 2020-02-03
YJ2020-002 | 公示异议   | GK2020-002 | 乙某   | 2020-04-03 | 否             | 东岭村   | 2020-03-06 | 2020-04-07
YJ2020-003 | 意见建议   |            |        | 2020-06-12 |                | 云溪镇   | 2020-05-15 |
"""


def test_values(desk):
    desk.enter("工作计划台账", PLAN)
    desk.enter("计划任务节点台账", MILESTONES)
    desk.enter("政务公开台账", DISCLOSURES)
    desk.enter("公开申请和意见台账", REQUESTS)
    assert desk.figures("office", "2020H1") == {
        "plan_items": 4,
        "plan_items_done": 2,
        "plan_items_late": 2,
        "plan_items_ahead": 1,
        "plan_completion_rate": 50,
        "plan_items_in_time": 1,
        "plan_items_done_late": 1,
        "plan_items_dropped": 1,
        "plan_items_unexplained": 1,
        "plan_in_time_rate": 25,
        "congress_goals": 2,
        "congress_goals_met": 1,
        "congress_goals_rate": 50,
        "plan_milestones_due": 2,
        "plan_milestones_done": 1,
        "plan_milestones_overdue": 1,
        "disclosures": 2,
        "disclosures_pending": 1,
        "subsidy_notices": 1,
        "disclosures_unmasked": 0,
        "openness_requests": 3,
        "openness_answered": 2,
        "openness_answered_in_time": 1,
        "openness_in_time_rate": 50,
        "openness_adopted": 1,
        "openness_overdue": 1,
        "reports_issued": None,
    }
    assert desk.parts("plan_items", "part", "2020H1") == {"projects": 2, "governance": 2}
    assert desk.parts("plan_items", "source", "2020H1") == {"congress": 1, "superior": 1, "residents": 2}
    assert desk.parts("disclosures", "kind", "2020H1") == {"report": 1, "subsidy": 1}
    assert desk.figures("office", "2020H1", org="990301101201")["disclosures"] == Decimal(1)
    assert desk.failing("2020H1") == {("late_plan_items_are_explained", TOWN)}


def test_a_list_that_is_not_masked_is_found(desk):
    desk.enter("政务公开台账", DISCLOSURES.replace("| 是             | 是  ", "| 是             | 否  "))
    check = "published_lists_are_masked"
    assert desk.failing("2020H1") == {(check, TOWN), (check, "990301101201")}


def test_reports_issued(desk):
    digest = "0" * 64
    desk.enter(
        "报告签发台账",
        f"""
        报告      | 报告单位 | 报告期 | 版次 | 数据截止日期 | 台账版本号 | 台账链头 | 文件摘要 | 登记单位 | 起草日期   | 送审日期   | 审核通过日期 | 印发日期
        half_year | 云溪镇   | 2019H2 | 1    | 2019-12-31   | 10         | {digest} | {digest} | 云溪镇   | 2020-01-06 | 2020-01-07 | 2020-01-08   | 2020-01-09
        half_year | 云溪镇   | 2020H1 | 1    | 2020-05-25   |            |          |          | 云溪镇   | 2020-05-26 | 2020-05-27 |              |
        """,
    )
    assert desk.figures("office", "2020H1")["reports_issued"] == 1


def test_dropping_needs_a_decision(desk):
    """Without the decision behind it an item is not dropped but late."""
    from taizhang.exchange.importer import import_file
    from taizhang.ledger.entries import Actor

    path = desk.folder / "工作计划台账.csv"
    path.write_text(
        "任务编号,所属计划,计划部分,序号,任务内容,责任单位,完成时限,完成情况,所属单位,列入日期,调整日期\n"
        "JH2020-001,2020H2,项目建设,1,甲,东岭村,2020-11-30,不再建设,云溪镇,2020-06-20,2020-09-01\n",
        encoding="utf-8",
    )
    result = import_file(path, desk.store, desk.catalogue, Actor("登记员", frozenset({"registrar"})), reason="测试")
    assert result.receipt is None
    assert [issue.code for issue in result.issues] == ["step-needs-field"]
