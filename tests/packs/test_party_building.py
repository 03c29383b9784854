"""Expected values of the pack party_building, by hand."""

from datetime import date
from decimal import Decimal

import pytest

BRANCHES = """
党组织编号 | 党组织名称   | 党组织类别 | 领域     | 党员人数 | 书记姓名 | 本届选举日期 | 是否接入智慧党建平台 | 撤销日期   | 所在单位 | 成立日期
DZ01       | 东岭村党支部 | 党支部     | 农村     | 30       | 甲某     | 2017-12-05   | 是                   |            | 东岭村   | 2016-07-01
DZ02       | 西沟村党支部 | 党支部     | 农村     | 20       | 乙某     | 2017-12-05   | 否                   |            | 西沟村   | 2016-07-01
DZ03       | 溪畔党支部   | 党支部     | 社区     | 50       | 丙某     | 2017-12-05   | 是                   |            | 溪畔社区 | 2016-07-01
DZ04       | 老厂党支部   | 党支部     | 两新组织 | 9        | 丁某     |              | 是                   | 2019-12-31 | 云溪镇   | 2016-07-01
"""
PLAN = """
党组织编号 | 会议类别     | 所属月份 | 应开次数 | 计划起始日期
DZ01       | 支部委员会   | 2020-01  | 1        | 2020-01-01
DZ01       | 主题党日     | 2020-01  | 1        | 2020-01-01
DZ02       | 支部党员大会 | 2020-03  | 1        | 2020-03-01
DZ02       | 主题党日     | 2020-03  | 1        | 2020-03-01
DZ02       | 主题党日     | 2020-07  | 1        | 2020-07-01
"""
MEETINGS = """
会议编号   | 党组织编号 | 会议类别     | 应到人数 | 实到人数 | 召开日期
HY2020-001 | DZ01       | 支部委员会   | 5        | 5        | 2020-01-06
HY2020-002 | DZ01       | 主题党日     | 30       | 24       | 2020-01-10
HY2020-003 | DZ02       | 支部党员大会 | 20       | 16       | 2020-03-06
HY2020-004 | DZ02       | 组织生活会   | 20       | 20       | 2020-01-17
HY2019-001 | DZ02       | 党课         | 20       | 15       | 2019-03-06
"""
TRAININGS = """
培训编号   | 培训类别     | 学时 | 参训人数 | 举办单位 | 开班日期
PX2020-001 | 支部书记培训 | 16   | 4        | 云溪镇   | 2020-04-07
PX2020-002 | 党员轮训     | 8.5  | 80       | 云溪镇   | 2020-01-07
"""
INFORMATION = """
信息编号   | 信息标题 | 采用层级 | 报送单位 | 报送日期
XX2020-001 | 甲       | 县级     | 东岭村   | 2020-01-07
XX2020-002 | 乙       |          | 西沟村   | 2020-02-07
XX2020-003 | 丙       |          | 西沟村   | 2020-08-07
"""
ADMISSION = """
档案编号   | 党组织编号 | 姓名 | 性别 | 是否三十五岁以下 | 递交申请日期 | 确定积极分子日期 | 确定发展对象日期 | 接收预备党员日期 | 转正日期   | 终止日期
FZ2016-001 | DZ01       | 甲某 | 女   | 是               | 2016-09-05   | 2017-03-06       | 2018-04-02       | 2019-01-08       | 2020-01-20 |
FZ2017-001 | DZ01       | 乙某 | 男   | 是               | 2017-09-05   | 2018-03-06       | 2019-04-02       | 2020-04-08       |            |
FZ2017-002 | DZ02       | 丙某 | 女   | 否               | 2017-09-05   | 2018-03-06       | 2019-03-11       | 2019-04-08       |            |
FZ2019-001 | DZ02       | 丁某 | 男   | 是               | 2019-09-05   | 2020-03-06       |                  |                  |            |
FZ2020-001 | DZ02       | 戊某 | 男   | 是               | 2020-05-06   |                  |                  |                  |            |
FZ2019-002 | DZ03       | 己某 | 男   | 是               | 2019-09-05   | 2020-01-06       |                  |                  |            | 2020-05-06
"""
WEAK = """
党组织编号 | 年度 | 主要问题       | 整顿期限   | 确定日期   | 验收日期   | 回头看日期
DZ01       | 2019 | 组织生活不正常 | 2019-11-30 | 2019-02-18 | 2019-11-20 | 2020-03-10
DZ02       | 2020 | 班子配备不齐   | 2020-05-31 | 2020-02-18 |            |
DZ03       | 2020 | 活动场所薄弱   | 2020-10-31 | 2020-02-18 | 2020-06-20 |
"""
ELECTIONS = """
换届编号   | 换届类别         | 应换届日期 | 应参会人数 | 实到投票人数 | 选出人数 | 换届单位 | 列入换届日期 | 提名审查日期 | 选举日期
HJ2020-001 | 党组织换届       | 2020-04-30 | 30         | 27           | 3        | 东岭村   | 2020-03-01   | 2020-03-25   | 2020-04-15
HJ2020-002 | 村（居）委会换届 | 2020-04-30 | 500        | 450          | 5        | 东岭村   | 2020-03-01   | 2020-03-25   | 2020-04-20
HJ2020-003 | 党组织换届       | 2020-06-15 |            |              |          | 西沟村   | 2020-03-01   |              |
HJ2020-004 | 党组织换届       | 2021-01-31 |            |              |          | 溪畔社区 | 2020-03-01   |              |
"""
RESERVE = """
后备干部编号 | 姓名 | 所在村（社区） | 确定日期   | 任用日期   | 出库日期
HB2019-001   | 甲某 | 东岭村         | 2019-03-18 |            |
HB2019-002   | 乙某 | 东岭村         | 2019-03-18 | 2020-05-11 |
HB2019-003   | 丙某 | 西沟村         | 2019-03-18 |            | 2020-05-11
"""


@pytest.fixture
def organised(desk):
    desk.enter("党组织台账", BRANCHES)
    desk.enter("组织生活计划台账", PLAN)
    desk.enter("组织生活台账", MEETINGS)
    desk.enter("党员教育培训台账", TRAININGS)
    desk.enter("党建信息报送台账", INFORMATION)
    desk.enter("发展党员台账", ADMISSION)
    desk.enter("软弱涣散党组织整顿台账", WEAK)
    desk.enter("换届选举台账", ELECTIONS)
    desk.enter("村级后备干部台账", RESERVE)
    return desk


def test_values(organised):
    assert organised.figures("party_building", "2020H1") == {
        "party_branches": 3,
        "party_members": 100,
        "party_branches_online": 2,
        "party_online_rate": Decimal("66.7"),
        "meetings_planned": 4,
        "branch_meetings": 4,
        "meetings_of_plan": 3,
        "meeting_rate": 75,
        "three_meetings": 2,
        "theme_days": 1,
        "meeting_due": 75,
        "meeting_present": 65,
        "meeting_attendance_rate": Decimal("86.7"),
        "meetings_overfull": 0,
        "party_trainings": 2,
        "party_training_participants": 84,
        "party_information_sent": 2,
        "party_information_used": 1,
        "party_applications": 1,
        "party_activists_added": 1,
        "party_activists": 1,
        "party_members_developed": 1,
        "party_members_confirmed": 1,
        "party_probationers_late": 1,
        "weak_branches_named": 2,
        "weak_branches_open": 1,
        "weak_branches_overdue": 1,
        "weak_branches_accepted": 1,
        "weak_branches_revisited": 1,
        "weak_branches_awaiting_revisit": 1,
        "elections_due": 3,
        "elections_due_held": 2,
        "elections_held": 2,
        "elections_ahead": 2,
        "election_voters": 530,
        "election_votes": 477,
        "election_turnout": 90,
        "reserve_cadres": 1,
        "reserve_cadres_appointed": 1,
    }
    assert organised.parts("three_meetings", "kind", "2020H1") == {"committee": 1, "assembly": 1}
    assert organised.parts("party_members", "sphere", "2020H1") == {"village": 50, "community": 50}
    assert organised.failing("2020H1") == set()


def test_a_branch_counts_until_it_ends(organised):
    before = organised.figures("party_building", "2019H2")
    assert (before["party_branches"], before["weak_branches_accepted"], before["weak_branches_revisited"]) == (3, 1, 0)
    assert organised.figures("party_building", "2019H2", day=date(2019, 12, 30))["party_branches"] == 4


BREAKING = {
    "meetings_within_attendance": (
        "组织生活台账",
        """
        会议编号   | 党组织编号 | 会议类别 | 应到人数 | 实到人数 | 召开日期
        HY2020-009 | DZ01       | 党课     | 30       | 31       | 2020-06-05
        """,
        {"990301101000", "990301101201"},
    ),
    "attendance_within_membership": (
        "组织生活台账",
        """
        会议编号   | 党组织编号 | 会议类别 | 应到人数 | 实到人数 | 召开日期
        HY2020-009 | DZ02       | 党课     | 900      | 20       | 2020-06-05
        """,
        {"990301101000"},
    ),
    "votes_within_voters": (
        "换届选举台账",
        """
        换届编号   | 换届类别   | 应换届日期 | 应参会人数 | 实到投票人数 | 选出人数 | 换届单位 | 列入换届日期 | 提名审查日期 | 选举日期
        HJ2020-009 | 党组织换届 | 2020-06-30 | 20         | 220          | 3        | 西沟村   | 2020-03-01   | 2020-03-25   | 2020-06-15
        """,
        {"990301101000"},
    ),
    "weak_branches_are_branches": (
        "党组织台账",
        """
        党组织编号 | 党组织名称   | 党组织类别 | 领域 | 党员人数 | 撤销日期   | 所在单位 | 成立日期   | 变更日期
        DZ02       | 西沟村党支部 | 党支部     | 农村 | 20       | 2020-05-31 | 西沟村   | 2016-07-01 | 2020-05-31
        """,
        {"990301101202"},
    ),
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(organised, check):
    ledger, table, units = BREAKING[check]
    organised.enter(ledger, table)
    assert organised.failing("2020H1") == {(check, unit) for unit in units}
