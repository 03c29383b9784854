
"""The annual report answers every promise of the second half's plan, and plans the year to come."""

import pytest

PLAN = """
任务编号   | 所属计划 | 计划部分 | 序号 | 任务内容 | 责任单位 | 完成时限   | 对应指标    | 目标值 | 目标单位 | 目标方向 | 完成进度 | 完成情况 | 未按期原因 | 调整依据 | 所属单位 | 列入日期   | 完成日期   | 调整日期
JH2020-001 | 2020H2   | 项目建设 | 1    | 早做完   | 东岭村   | 2020-09-30 |             |        |          |          |          | 已投用   |            |          | 云溪镇   | 2020-06-20 | 2020-09-01 |
JH2020-002 | 2020H2   | 项目建设 | 2    | 按期做完 | 东岭村   | 2020-09-30 |             |        |          |          |          |          |            |          | 云溪镇   | 2020-06-20 | 2020-09-28 |
JH2020-003 | 2020H2   | 项目建设 | 3    | 晚做完   | 东岭村   | 2020-09-30 |             |        |          |          |          |          | 缺设备     |          | 云溪镇   | 2020-06-20 | 2020-10-15 |
JH2020-004 | 2020H2   | 民生保障 | 4    | 没做完   | 西沟村   | 2020-11-30 |             |        |          |          | 60       |          | 缺资金     |          | 云溪镇   | 2020-06-20 |            |
JH2020-005 | 2020H2   | 民生保障 | 5    | 不做了   | 西沟村   | 2020-11-30 |             |        |          |          |          | 并入明年 |            | 纪要3号  | 云溪镇   | 2020-06-20 |            | 2020-10-09
JH2020-006 | 2020H2   | 民生保障 | 6    | 没回音   | 西沟村   | 2020-11-30 |             |        |          |          |          |          |            |          | 云溪镇   | 2020-06-20 |            |
JH2020-007 | 2020H2   | 生态环境 | 7    | 达标     | 西沟村   | 2020-12-31 | villages    | 2      | 个       | 不低于   |          |          |            |          | 云溪镇   | 2020-06-20 |            |
JH2020-008 | 2020H2   | 生态环境 | 8    | 未达标   | 西沟村   | 2020-12-31 | communities | 0      | 个       | 不高于   |          |          | 还没并     |          | 云溪镇   | 2020-06-20 |            |
JH2020-009 | 2020H2   | 生态环境 | 9    | 没数据   | 西沟村   | 2020-12-31 | patrols     | 9      | 次       |          |          |          |            |          | 云溪镇   | 2020-06-20 |            |
JH2021-001 | 2021     | 党的建设 | 1    | 换届     | 西沟村   | 2021-04-30 |             |        |          |          |          |          |            |          | 云溪镇   | 2020-12-20 |            |
JH2021-002 | 2021     | 项目建设 | 2    | 修路     | 西沟村   | 2021-04-30 | villages    | 3      | 个       |          |          |          |            |          | 云溪镇   | 2020-12-20 |            |
"""
RESULTS = {
    "早做完": ("提前完成", "已投用"),
    "按期做完": ("按期完成", "—"),
    "晚做完": ("延期完成", "缺设备"),
    "没做完": ("逾期未完成", "缺资金"),
    "不做了": ("经决定调整", "并入明年（纪要3号）"),
    "没回音": ("没有答复", "—"),
    "达标": ("达到目标", "目标2个，实际2个。"),
    "未达标": ("未达目标", "目标0个，实际1个。还没并"),
    "没数据": ("没有答复", "目标9次，实际【巡河次数：暂缺】。"),
}


@pytest.fixture
def planned(desk):
    desk.enter("工作计划台账", PLAN)
    return desk


def test_every_item_has_one_answer_in_the_table(planned):
    (rows,) = planned.tables("2020", "annual").values()
    assert {row[0]: (row[3], row[4]) for row in rows} == RESULTS


def test_every_item_is_answered_in_the_text(planned):
    texts = planned.paragraphs("2020", report="annual")
    start = texts.index("2020年下半年工作计划完成情况")
    answers = texts[start : texts.index("存在的主要问题")]
    assert answers[1] == (
        "2020年下半年计划任务共9项，截至12月31日逐项答复如下：提前完成1项，按期完成或达到目标2项，延期完成1项，"
        "逾期未完成或未达目标2项，经决定调整1项，还有2项责任单位没有答复。"
    )
    assert answers[3] == "早做完（东岭村），已投用；按期做完（东岭村）；达标（西沟村），目标不低于2个，实际2个。"
    assert answers[5] == "晚做完（东岭村，原定2020年9月30日，2020年10月15日完成），原因是缺设备。"
    assert answers[7] == (
        "没做完（西沟村，原定2020年11月30日），完成进度60%，原因是缺资金；"
        "未达标（西沟村，原定2020年12月31日），目标0个，实际1个，原因是还没并。"
    )
    assert answers[9] == "不做了（西沟村），并入明年（依据：纪要3号）。"
    assert answers[11].startswith(
        "没回音（西沟村，原定2020年11月30日），完成进度【没回音完成进度：暂缺】；"
        "没数据（西沟村，原定2020年12月31日），目标9次，实际【巡河次数：暂缺】。"
    )


def test_an_item_without_an_answer_is_a_gap(planned):
    document = planned.document("2020", None, "annual")
    gaps = {figure.evidence.title.zh for figure in document.figures() if figure.status == "no_data"}
    assert {"没回音完成进度", "巡河次数"} <= gaps


def test_missed_targets_are_problems(planned):
    texts = planned.paragraphs("2020", report="annual")
    at = texts.index("部分目标没有达到")
    assert texts[at + 1] == "到期的目标中有1项没有达到：未达标目标0个，实际1个。"


def test_the_plan_of_the_year_to_come_is_of_its_items(planned):
    texts = planned.paragraphs("2020", report="annual")
    at = texts.index("下一年工作计划")
    assert texts[at + 1].startswith("2021年列入计划的任务共2项，其中1项定有可以核算的目标值")
    assert texts[texts.index("加强党的建设，提升组织力") + 1] == "一是换届（西沟村负责，2021年4月30日前完成）。"
    assert "一是修路（西沟村负责，2021年4月30日前达到3个，目前为2个）。" in texts


def test_a_year_without_a_plan_says_so(settled):
    texts = settled.paragraphs("2020", report="annual")
    assert "2020年下半年工作计划尚未登记，任务数为【下半年计划任务：暂缺】，无从逐项答复。" in texts
    assert "2021年工作计划尚未登记，任务数为【下一年列入计划的任务：暂缺】。" in texts


def test_goals_of_the_congress(desk):
    desk.enter(
        "工作计划台账",
        """
        任务编号   | 所属计划 | 计划部分 | 任务来源         | 序号 | 任务内容 | 责任单位 | 完成时限   | 对应指标    | 目标值 | 目标单位 | 未按期原因 | 所属单位 | 列入日期
        JH2020-001 | 2020     | 生态环境 | 人民代表大会确定 | 1    | 村数     | 西沟村   | 2020-12-31 | villages    | 2      | 个       |            | 云溪镇   | 2020-01-06
        JH2020-002 | 2020     | 生态环境 | 人民代表大会确定 | 2    | 社区数   | 西沟村   | 2020-12-31 | communities | 3      | 个       | 未获批复   | 云溪镇   | 2020-01-06
        """,
    )
    half = desk.paragraphs("2020H1")
    assert (
        "年初镇人民代表大会确定的年度目标共2项，截至6月30日已经实现1项，即村数（目标2个，实际2个）。"
        "其余1项正在推进：社区数（目标3个，目前1个）。" in half
    )
    annual = desk.paragraphs("2020", report="annual")
    assert (
        "年初镇人民代表大会确定的2项年度目标实现1项：村数，目标2个，实际2个。"
        "未实现1项：社区数，目标3个，实际1个，原因是未获批复。" in annual
    )
