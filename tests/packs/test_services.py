"""Expected values of the pack services, by hand."""

from datetime import date
from decimal import Decimal

import pytest

TOWN, EAST, WEST = "990301101000", "990301101201", "990301101202"

ITEMS = """
事项编号 | 事项名称     | 事项类型 | 法定时限 | 承诺时限 | 马上办 | 网上办 | 一次办 | 就近办 | 取消日期   | 实施单位 | 公布日期
FW001    | 养老认证     | 公共服务 | 10       | 0        | 是     | 是     | 是     | 是     |            | 云溪镇   | 2018-10-08
FW002    | 宅基地审批   | 行政许可 | 20       | 15       | 否     | 否     | 否     | 否     |            | 云溪镇   | 2018-10-08
FW003    | 低保申请受理 | 行政给付 | 45       | 45       | 否     | 否     | 是     | 是     |            | 云溪镇   | 2018-10-08
FW004    | 用电证明     | 公共服务 | 5        | 0        | 是     | 否     | 是     | 是     | 2020-02-28 | 云溪镇   | 2018-10-08
"""
REQUESTS = """
办件编号    | 事项编号 | 申请渠道 | 申请人 | 应办结日期 | 办理结果 | 办事人评价 | 申请人所在村（社区） | 收件日期   | 告知补正日期 | 受理日期   | 不予受理日期 | 办结日期
BJ2020-0001 | FW001    | 村级代办 | 王甲   | 2020-02-03 | 准予办理 | 非常满意   | 东岭村               | 2020-02-03 |              | 2020-02-03 |              | 2020-02-03
BJ2020-0002 | FW001    | 网上申请 | 李乙   | 2020-03-04 | 准予办理 | 不满意     | 东岭村               | 2020-03-03 |              | 2020-03-03 |              | 2020-03-06
BJ2020-0003 | FW002    | 大厅窗口 | 张丙   | 2020-06-05 |          |            | 东岭村               | 2020-05-11 | 2020-05-12   | 2020-05-15 |              |
BJ2020-0004 | FW003    | 上门服务 | 刘丁   | 2020-07-31 | 转报上级 |            | 西沟村               | 2020-05-25 |              | 2020-05-26 |              | 2020-06-22
BJ2020-0005 | FW002    | 大厅窗口 | 刘丁   |            |          |            | 西沟村               | 2020-06-01 |              |            | 2020-06-02   |
BJ2020-0006 | FW002    | 大厅窗口 | 刘丁   |            |          |            | 西沟村               | 2020-06-29 | 2020-06-30   |            |              |
BJ2019-0001 | FW001    | 大厅窗口 | 张丙   | 2019-05-06 | 准予办理 | 满意       | 东岭村               | 2019-05-06 |              | 2019-05-06 |              | 2019-05-06
"""
SEEKERS = """
登记编号   | 身份证号           | 人员类别       | 提供服务次数 | 就业去向   | 求职登记日期 | 就业日期   | 终止日期
JY2020-001 | 110000198801010076 | 零就业家庭成员 | 3            | 公益性岗位 | 2020-02-10   | 2020-03-02 |
JY2020-002 | 110000197001010030 | 困难家庭成员   | 2            |            | 2020-03-10   |            |
JY2020-003 | 110000196201010065 | 返乡务工人员   |              |            | 2020-03-10   |            | 2020-04-10
JY2019-001 | 110000196001010052 | 返乡务工人员   | 1            | 外出务工   | 2019-12-10   | 2020-01-06 |
"""
FAMILIES = """
户编号    | 有就业愿望人数 | 认定日期   | 消除日期
0401-0001 | 1              | 2020-02-10 | 2020-03-03
0301-0001 | 2              | 2020-06-22 |
"""
EVENTS = """
活动类别 | 提供岗位 | 参加人次 | 培训合格人数 | 承办单位 | 活动日期
招聘会   | 120      | 200      |              | 云溪镇   | 2020-05-10
技能培训 |          | 40       | 36           | 云溪镇   | 2020-06-10
技能培训 |          | 30       | 30           | 云溪镇   | 2019-06-10
"""
VETERANS = """
身份证号           | 姓名 | 是否享受定期优抚 | 优抚类别   | 是否领取优待证 | 迁出或去世日期 | 建档日期
110000196001010052 | 张丙 | 是               | 参战退役   | 是             |                | 2018-11-12
110000198801010076 | 刘丁 | 否               |            | 否             |                | 2019-06-01
110000197001010030 | 李乙 | 是               | 带病回乡   | 是             | 2020-02-01     | 2018-11-12
"""
SUPPORT = """
身份证号           | 服务类别 | 发放金额 | 办理日期
110000196001010052 | 优抚金   | 1500.50  | 2020-02-12
110000196001010052 | 走访慰问 | 300      | 2020-01-20
110000198801010076 | 困难帮扶 | 1000     | 2020-05-20
110000198801010076 | 就业推荐 |          | 2020-05-20
110000197001010030 | 优抚金   | 900      | 2019-02-12
"""
RIGHTS = """
服务对象 | 服务方式 | 服务人次 | 服务村（社区） | 服务日期
妇女     | 维权咨询 | 5        | 东岭村         | 2020-03-08
老年人   | 生活照料 | 12       | 西沟村         | 2020-04-08
儿童     | 探访关爱 | 8        | 西沟村         | 2019-04-08
"""
SCHOOLS = """
学校编号 | 学校名称 | 办学类型 | 在校（园）学生数 | 享受资助学生数 | 教职工数 | 失学辍学人数 | 撤并日期   | 所在村（社区） | 登记日期
XX01     | 中心小学 | 小学     | 300              | 40             | 20       | 1            |            | 溪畔社区       | 2018-09-03
XX02     | 幼儿园   | 幼儿园   | 80               |                | 6        | 0            |            | 溪畔社区       | 2018-09-03
XX03     | 西沟小学 | 小学     | 12               | 5              | 2        | 0            | 2020-01-15 | 西沟村         | 2018-09-03
"""
CARE = """
机构编号 | 机构名称   | 机构类型   | 工作人员数 | 床位数 | 已用床位 | 是否达标 | 所在村（社区） | 登记日期
YL01     | 卫生院     | 卫生院     | 30         | 40     |          | 是       | 溪畔社区       | 2018-09-03
YL02     | 东岭卫生室 | 卫生室     | 1          | 2      |          | 否       | 东岭村         | 2018-09-03
YL03     | 敬老院     | 敬老院     | 8          | 50     | 41       | 是       | 溪畔社区       | 2018-09-03
"""
HEALTH = """
机构编号 | 所属季度 | 服务项目       | 服务人次 | 季度末日期
YL01     | 2020Q1   | 预防接种       | 200      | 2020-03-31
YL02     | 2020Q2   | 老年人健康体检 | 30       | 2020-06-30
YL01     | 2019Q1   | 预防接种       | 115      | 2019-03-31
"""
COMMUNITY = """
活动类别 | 参加人次 | 举办单位 | 活动日期
文艺演出 | 150      | 东岭村   | 2020-01-20
电影放映 | 60       | 西沟村   | 2020-06-20
"""


@pytest.fixture
def served(settled):
    settled.enter("政务服务事项台账", ITEMS)
    settled.enter("便民服务办件台账", REQUESTS)
    settled.enter("就业帮扶台账", SEEKERS)
    settled.enter("零就业家庭台账", FAMILIES)
    settled.enter("就业服务活动台账", EVENTS)
    settled.enter("退役军人台账", VETERANS)
    settled.enter("优抚和退役军人服务台账", SUPPORT)
    settled.enter("权益保障服务台账", RIGHTS)
    settled.enter("学校和幼儿园台账", SCHOOLS)
    settled.enter("医疗和养老机构台账", CARE)
    settled.enter("基本公共卫生服务台账", HEALTH)
    settled.enter("文体科普活动台账", COMMUNITY)
    return settled


def test_values(served):
    assert served.figures("services", "2020H1") == {
        "service_items": 3,
        "service_items_instant": 1,
        "service_items_online": 1,
        "service_items_once": 2,
        "service_items_nearby": 2,
        "service_items_beyond_law": 0,
        "service_items_online_rate": Decimal("33.3"),
        "requests_received": 6,
        "requests_by_agent": 1,
        "requests_online": 1,
        "requests_not_at_window": 3,
        "requests_without_journey": 50,
        "requests_done": 3,
        "requests_done_in_time": 2,
        "requests_in_time_rate": Decimal("66.7"),
        "requests_declined": 1,
        "requests_open": 2,
        "requests_overdue": 1,
        "requests_rated": 2,
        "requests_satisfied": 1,
        "service_satisfaction": 50,
        "agent_requests_not_nearby": 0,
        "requests_of_ended_items": 0,
        "job_seekers": 3,
        "seekers_employed": 2,
        "seekers_registered_employed": 1,
        "employment_rate": Decimal("33.3"),
        "seekers_waiting": 1,
        "seekers_zero_employed": 1,
        "job_helps": 5,
        "zero_employment_left": 1,
        "zero_employment_listed": 2,
        "zero_employment_cleared": 1,
        "zero_employment_cleared_ever": 1,
        "employment_events": 2,
        "posts_offered": 120,
        "job_trainees": 40,
        "job_trainees_certified": 36,
        "veterans": 2,
        "veterans_entitled": 1,
        "veteran_cards": 1,
        "veteran_pensions_paid": Decimal("1500.50"),
        "veteran_support_paid": Decimal("2800.50"),
        "veteran_visits": 1,
        "veterans_served": 2,
        "pensions_not_entitled": 0,
        "rights_services": 17,
        "schools": 2,
        "pupils": 380,
        "pupils_aided": 40,
        "school_dropouts": 1,
        "clinics": 2,
        "clinics_up_to_standard": 1,
        "clinic_standard_rate": 50,
        "elder_care_places": 1,
        "elder_care_beds": 50,
        "elder_care_beds_taken": 41,
        "health_services": 230,
        "community_events": 2,
        "community_participants": 210,
    }


def test_breakdowns(served):
    assert served.parts("requests_received", "channel", "2020H1") == {"window": 3, "online": 1, "agent": 1, "door": 1}
    assert served.parts("seekers_employed", "destination", "2020H1") == {"public_post": 1, "away": 1}


def test_a_request_on_its_way(served):
    then = served.figures("services", "2020H1", day=date(2020, 5, 31))
    assert (then["requests_open"], then["requests_overdue"], then["service_satisfaction"]) == (2, 0, 50)


def test_the_ground_of_a_pension_is_not_a_column(shipped):
    assert "entitlement" not in shipped.ledgers["veteran"].columns


def test_what_the_report_says(served):
    texts = served.paragraphs("2020H1")
    requests = next(text for text in texts if "收到办件6件" in text)
    assert "办结3件，按期办结率66.7%" in requests and "在办的有1件超期" in requests
    assert any("新认定零就业家庭2户、消除1户，尚有1户零就业家庭正在帮扶。" in text for text in texts)
    assert any("失学辍学1人，正在逐人劝返" in text for text in texts)
    assert any("推进东岭卫生室达标建设。" in text for text in texts)


def test_without_ledgers_the_report_shows_gaps(settled):
    texts = settled.paragraphs("2020H1")
    assert any("便民服务办件台账尚未报送，上半年收到办件【收到办件数：暂缺】。" in text for text in texts)
    assert not any("动态清零" in text for text in texts)


def test_sound_ledgers_fail_no_check(served):
    assert served.failing("2020H1") == set()


ITEM = "事项编号 | 事项名称 | 事项类型 | 法定时限 | 承诺时限 | 马上办 | 网上办 | 一次办 | 就近办 | 实施单位 | 公布日期"
REQUEST = "办件编号 | 事项编号 | 申请渠道 | 申请人 | 申请人所在村（社区） | 收件日期"
BREAKING = {
    "promises_are_within_the_law": ("政务服务事项台账", f"{ITEM}\nFW009 | 登记 | 公共服务 | 5 | 8 | 否 | 否 | 否 | 否 | 云溪镇 | 2020-01-08", None),
    "agents_handle_open_items": ("便民服务办件台账", f"{REQUEST}\nBJ2020-0099 | FW002 | 村级代办 | 甲 | 西沟村 | 2020-04-08", WEST),
    "requests_are_of_current_items": ("便民服务办件台账", f"{REQUEST}\nBJ2020-0099 | FW004 | 大厅窗口 | 甲 | 西沟村 | 2020-04-08", WEST),
    "cleared_families_have_work": ("零就业家庭台账", "户编号 | 有就业愿望人数 | 认定日期 | 消除日期\n0301-0002 | 1 | 2020-02-10 | 2020-03-03", None),
    "pensions_go_to_the_entitled": ("优抚和退役军人服务台账", "身份证号 | 服务类别 | 发放金额 | 办理日期\n110000198801010076 | 优抚金 | 10 | 2020-05-20", WEST),
    "veterans_are_residents": ("人口台账", "身份证号 | 姓名 | 户编号 | 与户主关系 | 性别 | 出生日期 | 迁出或死亡日期 | 登记日期 | 变更日期\n110000198801010076 | 刘丁 | 0401-0001 | 本人或户主 | 男 | 1988-01-01 | 2020-04-01 | 2019-05-01 | 2020-04-01", WEST),
    "beds_taken_are_beds": ("医疗和养老机构台账", "机构编号 | 机构名称 | 机构类型 | 床位数 | 已用床位 | 是否达标 | 所在村（社区） | 登记日期\nYL09 | 照料点 | 日间照料点 | 2 | 20 | 是 | 西沟村 | 2020-01-03", WEST),
    "certified_were_trained": ("就业服务活动台账", "活动类别 | 参加人次 | 培训合格人数 | 承办单位 | 活动日期\n技能培训 | 1 | 9 | 云溪镇 | 2020-06-11", None),
}  # fmt: skip
ONLY_IN_THE_VILLAGE = {"veterans_are_residents"}


@pytest.mark.parametrize("check", BREAKING)
def test_each_check_finds_its_mistake(served, check):
    ledger, table, village = BREAKING[check]
    served.enter(ledger, table)
    found = {org for name, org in served.failing("2020H1") if name == check}
    assert found == ({village} if check in ONLY_IN_THE_VILLAGE else {TOWN, village} - {None})
