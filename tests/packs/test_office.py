# ruff: noqa: E501 (tables are as wide as the sheets of an office)
"""Expected values of the pack office, by hand."""

PLAN = """
任务编号   | 所属计划 | 计划部分 | 序号 | 任务内容 | 责任单位 | 完成时限   | 完成情况     | 所属单位 | 列入日期   | 启动日期   | 完成日期   | 调整日期
JH2020-001 | 2020H1   | 项目建设 | 1    | 甲       | 东岭村   | 2020-04-30 |              | 云溪镇   | 2020-01-06 | 2020-02-03 | 2020-04-20 |
JH2020-002 | 2020H1   | 项目建设 | 2    | 乙       | 东岭村   | 2020-05-31 |              | 云溪镇   | 2020-01-06 | 2020-02-03 |            |
JH2020-003 | 2020H1   | 民生保障 | 3    | 丙       | 西沟村   | 2020-06-30 | 上级调整安排 | 云溪镇   | 2020-01-06 |            |            | 2020-03-02
JH2020-004 | 2020H2   | 民生保障 | 4    | 丁       | 西沟村   | 2020-12-31 |              | 云溪镇   | 2020-06-20 |            |            |
"""


def test_values(desk):
    desk.enter("工作计划台账", PLAN)
    assert desk.figures("office", "2020H1") == {
        "plan_items": 2,
        "plan_items_done": 1,
        "plan_items_late": 1,
        "plan_items_ahead": 1,
        "plan_completion_rate": 50,
        "reports_issued": None,
    }
    assert desk.parts("plan_items", "part", "2020H1") == {"projects": 2}


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
