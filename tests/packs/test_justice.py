"""Expected values of the pack justice, by hand."""

from datetime import date
from decimal import Decimal

import pytest

PETITIONS = """
信访编号   | 信访形式 | 事项性质 | 诉求领域 | 反映人数 | 信访人姓名 | 承办单位 | 办理期限   | 延期理由 | 办理结果 | 对办理的评价 | 事项所在单位 | 登记日期   | 受理告知日期 | 转送日期   | 延期批准日期 | 办结答复日期 | 延期办结答复日期
XF2019-001 | 走访     | 申诉求决 | 土地征收 | 2        | 甲某       | 云溪镇   | 2020-01-29 |          | 诉求解决 | 满意         | 东岭村       | 2019-11-25 | 2019-11-30   |            |              | 2020-01-20   |
XF2020-001 | 网上信访 | 申诉求决 | 村务管理 | 1        | 乙某       | 云溪镇   | 2020-03-10 |          | 政策解释 | 不满意       | 东岭村       | 2020-01-06 | 2020-01-10   |            |              | 2020-03-20   |
XF2020-002 | 走访     | 申诉求决 | 土地征收 | 5        | 丙某       | 云溪镇   | 2020-06-01 | 需要勘测 | 诉求解决 |              | 西沟村       | 2020-02-28 | 2020-03-03   |            | 2020-05-01   |              | 2020-05-20
XF2020-003 | 书信     | 建议意见 | 其他     | 1        | 丁某       |          |            |          |          |              | 西沟村       | 2020-03-02 |              | 2020-03-05 |              |              |
XF2020-004 | 电话     | 申诉求决 | 交通出行 | 1        | 戊某       | 云溪镇   | 2020-06-05 |          |          |              | 溪畔社区     | 2020-04-01 | 2020-04-06   |            |              |              |
XF2020-005 | 电话     | 申诉求决 | 交通出行 | 1        | 己某       |          |            |          |          |              | 溪畔社区     | 2020-06-10 |              |            |              |              |
"""
REVIEWS = """
信访编号   | 复查复核 | 复查复核意见 | 收到申请日期 | 复查复核答复日期
XF2020-001 | 复查     | 维持         | 2020-03-30   | 2020-04-25
XF2020-001 | 复核     |              | 2020-05-06   |
"""
MEDIATIONS = """
调解编号   | 纠纷类别     | 受理方式   | 涉及人数 | 协议涉及金额 | 协议形式 | 是否司法确认 | 调解组织所在单位 | 受理日期   | 调解成功日期 | 调解终结日期
TJ2020-001 | 邻里纠纷     | 当事人申请 | 2        |              | 口头协议 | 否           | 东岭村           | 2020-01-06 | 2020-01-08   |
TJ2020-002 | 合同纠纷     | 主动调解   | 2        | 12000.50     | 书面协议 | 是           | 东岭村           | 2020-02-03 | 2020-02-20   |
TJ2020-003 | 邻里纠纷     | 主动调解   | 3        |              | 口头协议 |              | 西沟村           | 2020-03-02 | 2020-03-06   |
TJ2020-004 | 劳动争议纠纷 | 当事人申请 | 2        |              |          |              | 西沟村           | 2020-03-02 |              | 2020-03-20
TJ2020-005 | 邻里纠纷     | 当事人申请 | 2        |              |          |              | 西沟村           | 2020-05-04 |              |
TJ2019-001 | 邻里纠纷     | 当事人申请 | 2        |              | 口头协议 |              | 西沟村           | 2019-05-06 | 2019-05-07   |
"""
AID = """
援助编号   | 援助方式     | 援助事项 | 受援人姓名 | 受援人次 | 服务地点所属单位 | 援助日期
FY2020-001 | 法律咨询     | 劳动报酬 | 甲某       | 1        | 东岭村           | 2020-03-03
FY2020-002 | 代拟法律文书 | 合同债务 | 乙某       | 3        | 溪畔社区         | 2020-04-03
FY2020-003 | 法律咨询     | 婚姻家庭 | 丙某       | 1        | 溪畔社区         | 2020-07-03
"""
DECISIONS = """
评估编号   | 决策事项 | 决策领域 | 征求意见人数 | 收到意见数 | 采纳意见数 | 风险等级 | 决策提出单位 | 启动评估日期 | 准予实施日期 | 暂缓实施日期
PG2020-001 | 建制调整 | 区划和建制调整 | 80     | 10         | 8          | 中风险   | 云溪镇       | 2020-01-06   | 2020-02-10   |
PG2020-002 | 摊点迁移 | 民生政策调整   | 60     | 12         | 3          | 高风险   | 云溪镇       | 2020-04-06   |              | 2020-05-11
PG2020-003 | 公交站点 | 民生政策调整   |        |            |            |          | 云溪镇       | 2020-06-08   |              |
"""
READERS = """
上岗证号   | 姓名 | 类别       | 离岗日期   | 服务的村（社区） | 上岗日期
FM2018-001 | 甲某 | 法律明白人 |            | 东岭村           | 2018-09-03
FM2018-002 | 乙某 | 法律明白人 | 2020-03-31 | 东岭村           | 2018-09-03
FM2020-001 | 丙某 | 法律明白人 |            | 西沟村           | 2020-04-01
FM2018-003 | 丁某 | 法律顾问   |            | 东岭村           | 2018-09-03
FM2018-004 | 戊某 | 法律顾问   |            | 东岭村           | 2018-09-03
FM2018-005 | 己某 | 法律顾问   |            | 溪畔社区         | 2018-09-03
"""
EVENTS = """
活动编号   | 活动类别       | 参加人数 | 发放资料数 | 举办单位 | 活动日期
PF2020-001 | 法律明白人培训 | 30       |            | 云溪镇   | 2020-04-15
PF2020-002 | 法治宣传       | 120      | 300        | 东岭村   | 2020-05-04
"""
MODELS = """
创建编号   | 创建级别 | 创建单位 | 启动创建日期 | 命名日期
CJ2018-001 | 县级     | 东岭村   | 2018-03-05   | 2018-12-04
CJ2020-001 | 市级     | 溪畔社区 | 2020-03-05   |
"""


@pytest.fixture
def served(desk):
    desk.enter("信访事项台账", PETITIONS)
    desk.enter("信访复查复核台账", REVIEWS)
    desk.enter("人民调解台账", MEDIATIONS)
    desk.enter("法律援助台账", AID)
    desk.enter("重大决策社会稳定风险评估台账", DECISIONS)
    desk.enter("法律明白人和法律顾问台账", READERS)
    desk.enter("普法活动台账", EVENTS)
    desk.enter("民主法治示范创建台账", MODELS)
    return desk


def test_values(served):
    assert served.figures("justice", "2020H1") == {
        "petitions_received": 5,
        "petition_persons": 9,
        "petitions_accepted": 3,
        "petitions_concluded": 3,
        "petitions_concluded_in_time": 2,
        "petition_in_time_rate": Decimal("66.7"),
        "petitions_open": 2,
        "petitions_overdue": 2,
        "petitions_rated": 2,
        "petitions_satisfied": 1,
        "petition_satisfaction_rate": 50,
        "petitions_limit_excessive": 0,
        "petition_reviews_requested": 2,
        "petition_reviews_decided": 1,
        "petition_reviews_overdue": 1,
        "petition_reviews_without_answer": 0,
        "mediations_taken_up": 5,
        "mediations_succeeded": 3,
        "mediations_failed": 1,
        "mediations_closed": 4,
        "mediation_success_rate": 75,
        "mediations_open": 1,
        "mediations_overdue": 1,
        "mediation_amount": Decimal("12000.50"),
        "mediations_written": 1,
        "mediations_confirmed_unwritten": 0,
        "legal_aid_given": 2,
        "legal_aid_persons": 4,
        "law_readers": 2,
        "law_readers_added": 1,
        "legal_advisers": 3,
        "villages_with_adviser": 2,
        "law_events": 2,
        "law_event_participants": 150,
        "law_readers_trained": 30,
        "law_leaflets": 300,
        "model_villages": 1,
        "model_villages_under_way": 1,
        "decisions_assessed": 2,
        "decisions_under_assessment": 1,
        "decisions_not_approved": 1,
        "decision_opinions": 22,
        "decision_opinions_adopted": 11,
        "decisions_of_high_risk_approved": 0,
    }
    assert served.parts("petitions_received", "matter", "2020H1") == {
        "village": 1, "land": 1, "other": 1, "traffic": 2,
    }  # fmt: skip
    assert served.parts("mediations_succeeded", "kind", "2020H1") == {"neighbour": 2, "contract": 1}
    assert served.failing("2020H1") == set()


def test_fifteen_days_to_answer_a_registration(served):
    on_time = served.figures("justice", "2020H1", day=date(2020, 6, 25))["petitions_overdue"]
    assert (on_time, served.figures("justice", "2020H1", day=date(2020, 6, 26))["petitions_overdue"]) == (1, 2)


def test_a_year_without_mediation_has_an_undefined_rate(served):
    before = served.figures("justice", "2019H2")
    assert (before["mediations_closed"], before["mediation_success_rate"]) == (0, None)


BREAKING = {
    "petition_limits_are_lawful": (
        "信访事项台账",
        """
        信访编号   | 信访形式 | 事项性质 | 诉求领域 | 反映人数 | 办理期限   | 事项所在单位 | 登记日期
        XF2020-009 | 走访     | 申诉求决 | 住房建设 | 1        | 2020-09-01 | 东岭村       | 2020-05-01
        """,
        {"990301101000", "990301101201"},
    ),
    "reviews_follow_answers": (
        "信访复查复核台账",
        """
        信访编号   | 复查复核 | 收到申请日期
        XF2020-005 | 复查     | 2020-06-20
        """,
        {"990301101000"},
    ),
    "confirmed_mediations_are_written": (
        "人民调解台账",
        """
        调解编号   | 纠纷类别 | 涉及人数 | 协议形式 | 是否司法确认 | 调解组织所在单位 | 受理日期   | 调解成功日期
        TJ2020-009 | 邻里纠纷 | 2        | 口头协议 | 是           | 西沟村           | 2020-06-01 | 2020-06-02
        """,
        {"990301101000", "990301101202"},
    ),
    "decisions_of_high_risk_wait": (
        "重大决策社会稳定风险评估台账",
        """
        评估编号   | 决策事项 | 决策领域 | 风险等级 | 决策提出单位 | 启动评估日期 | 准予实施日期
        PG2020-009 | 采砂     | 环境影响 | 高风险   | 云溪镇       | 2020-05-06   | 2020-06-10
        """,
        {"990301101000"},
    ),
    "advisers_serve_villages": (
        "法律明白人和法律顾问台账",
        """
        上岗证号   | 姓名 | 类别     | 服务的村（社区） | 上岗日期
        FM2020-008 | 庚某 | 法律顾问 | 西沟村           | 2020-05-01
        FM2020-009 | 辛某 | 法律顾问 | 云溪镇           | 2020-05-01
        """,
        {"990301101000"},
    ),
    "opinions_adopted_were_received": (
        "重大决策社会稳定风险评估台账",
        """
        评估编号   | 决策事项 | 决策领域 | 收到意见数 | 采纳意见数 | 决策提出单位 | 启动评估日期
        PG2020-009 | 采砂     | 环境影响 | 2          | 40         | 云溪镇       | 2020-05-06
        """,
        {"990301101000"},
    ),
}


@pytest.mark.parametrize("check", BREAKING)
def test_a_broken_rule_is_found(served, check):
    ledger, table, units = BREAKING[check]
    served.enter(ledger, table)
    assert served.failing("2020H1") == {(check, unit) for unit in units}
