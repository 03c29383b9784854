"""Expected values of the pack study, by hand."""

import pytest

PLAN = """
学习类别           | 所属月份 | 计划次数 | 组织单位 | 计划起始日期
集体学习           | 2020-01  | 2        | 云溪镇   | 2020-01-01
党委中心组学习     | 2020-01  | 1        | 云溪镇   | 2020-01-01
学习型党组织集中学习 | 2020-04 | 1       | 云溪镇   | 2020-04-01
集体学习           | 2020-07  | 4        | 云溪镇   | 2020-07-01
"""
SESSIONS = """
学习编号   | 学习类别             | 学习主题 | 学习地点 | 应到人数 | 实到人数 | 组织单位 | 学习日期
LX2020-001 | 集体学习             | 甲       |          | 50       | 45       | 云溪镇   | 2020-01-09
LX2020-002 | 党委中心组学习       | 乙       |          | 10       | 9        | 云溪镇   | 2020-01-16
LX2020-003 | 学习型党组织集中学习 | 丙       |          | 40       | 36       | 云溪镇   | 2020-04-09
LX2020-004 | 参观红色教育基地     | 丁       | 纪念馆   | 40       | 40       | 云溪镇   | 2020-06-24
LX2020-005 | 专题研讨             | 戊       |          | 20       | 14       | 云溪镇   | 2020-05-14
LX2019-001 | 集体学习             | 己       |          | 50       | 50       | 云溪镇   | 2019-03-07
"""


@pytest.fixture
def learned(desk):
    desk.enter("学习计划台账", PLAN)
    desk.enter("理论学习台账", SESSIONS)
    return desk


def test_values(learned):
    assert learned.figures("study", "2020H1") == {
        "study_sessions": 5,
        "study_collective": 1,
        "study_centre_group": 1,
        "study_learning_branches": 1,
        "study_red_bases": 1,
        "study_seminars": 1,
        "study_planned": 4,
        "study_of_plan": 3,
        "study_rate": 75,
        "study_due": 160,
        "study_present": 144,
        "study_attendance_rate": 90,
        "study_without_place": 0,
    }
    assert learned.parts("study_planned", "kind", "2020H1") == {
        "collective": 2, "centre_group": 1, "learning_branch": 1,
    }  # fmt: skip
    assert learned.failing("2020H1") == set()


def test_nobody_is_named(shipped):
    assert [field for ledger in shipped.ledgers_of("study") for field in ledger.personal] == []


HEADER = "学习编号   | 学习类别 | 学习主题 | 学习地点 | 应到人数 | 实到人数 | 组织单位 | 学习日期"
BREAKING = {
    "study_attendance_within_due": ["LX2020-009 | 专题研讨 | 甲 | | 1 | 90 | 云溪镇 | 2020-06-01"],
    "study_visits_have_a_place": ["LX2020-009 | 参观红色教育基地 | 甲 | | 9 | 9 | 云溪镇 | 2020-06-01"],
    "study_is_planned": [f"LX2020-01{n} | 集体学习 | 甲 | | 9 | 9 | 云溪镇 | 2020-06-01" for n in range(6)],
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(learned, check):
    learned.enter("理论学习台账", "\n".join([HEADER, *BREAKING[check]]))
    assert learned.failing("2020H1") == {(check, "990301101000")}
