"""The plans of the demo town, typed out: what was promised for which period, and what became of it.

One promise has no answer on purpose (the check ``late_plan_items_are_explained`` must find it), and one target is on
something that nobody reports, so that the annual report shows both as gaps.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from taizhang.demo.places import OFFICE, PARTY, RURAL, SAFETY, WELFARE, WORKS
from taizhang.demo.rows import Value

PLANNED = date(2020, 1, 6)
SETTLED = date(2020, 5, 20)
PLANNED_NEXT = date(2020, 12, 21)


@dataclass(frozen=True)
class Target:
    """``amount`` of an indicator, in ``unit``."""

    indicator: str
    baseline: str
    amount: str
    unit: str
    direction: str = "at_least"
    goal: str = "expected"


@dataclass(frozen=True)
class Promise:
    part: str
    text: str
    owner: str
    due: date
    target: Target | None = None
    source: str = "township"


@dataclass(frozen=True)
class Answer:
    """What was entered on ``day`` about a promise; a step (``finish`` or ``drop``) is taken that day."""

    day: date
    step: str | None = None
    values: dict[str, Value] = field(default_factory=dict)


def _finished(day: date, outcome: str | None = None) -> Answer:
    return Answer(day, "finish", {"outcome": outcome} if outcome else {})


def _late(day: date, reason: str, progress: str | None = None, step: str | None = None) -> Answer:
    values: dict[str, Value] = {"delay_reason": reason}
    return Answer(day, step, values | ({"progress": Decimal(progress)} if progress else {}))


def _end(month: int, day: int, year: int = 2020) -> date:
    return date(year, month, day)


YEAR_END = _end(12, 31)

FIRST_HALF = (
    Promise("projects", "聚光温室花卉基地完成基础施工", WORKS, _end(4, 30)),
    Promise("projects", "云溪河北段疏浚治理项目完工", WORKS, _end(5, 31)),
    Promise("projects", "恒温贮藏库完成库体施工", WORKS, _end(5, 31)),
    Promise("livelihood", "完成低保提标和差额补发", WELFARE, _end(3, 31)),
    Promise("livelihood", "完成西沟村安全饮水巩固提升", RURAL, _end(5, 31)),
    Promise("ecology", "河段全部落实河长并公示", WORKS, _end(3, 31)),
    Promise("government", "完成下河、长滩两村建制调整", OFFICE, _end(3, 15)),
    Promise("ecology", "完成饮用水水源保护范围划定", WORKS, _end(4, 30)),
)

SECOND_HALF = (
    Promise("projects", "聚光温室花卉基地建成投用", WORKS, _end(9, 30)),
    Promise("projects", "恒温贮藏库建成投用", WORKS, _end(10, 31)),
    Promise(
        "projects",
        "加快政府性投资项目建设，累计完成投资",
        WORKS,
        YEAR_END,
        Target("government_invested_to_date", "1400", "2450", "万元"),
    ),
    Promise("industry", "扩大花卉种植，带动周边农户就近务工", RURAL, _end(11, 30)),
    Promise("industry", "完成药材晾晒车间移交运营，租金纳入村集体收入", RURAL, _end(8, 31)),
    Promise("ecology", "提高巡河计划完成率", WORKS, YEAR_END, Target("patrol_rate", "92", "100", "%")),
    Promise(
        "ecology", "完成未达标饮用水水源治理", WORKS, _end(9, 30), Target("water_qualified_rate", "90", "100", "%")
    ),
    Promise("livelihood", "开展低保动态核查，做到应保尽保、应退则退", WELFARE, _end(10, 31)),
    Promise("livelihood", "完成廉租住房申请积压件清理", WELFARE, _end(9, 30)),
    Promise("government", "逐项整改台账核对发现的问题，做到账账相符、账实相符", OFFICE, _end(9, 30)),
    Promise("government", "完善村级便民服务代办制度", SAFETY, _end(11, 30)),
    Promise("government", "加强督查督办，印发工作报告", OFFICE, YEAR_END, Target("reports_issued", "0", "2", "份")),
    Promise("party", "推进车站社区党群服务中心前期工作", PARTY, YEAR_END),
    Promise("poverty", "完成国家脱贫攻坚普查入户登记", RURAL, _end(8, 31), source="superior"),
    Promise(
        "poverty",
        "落实防返贫监测帮扶，防止返贫",
        RURAL,
        YEAR_END,
        Target("returned_households", "0", "0", "户", "at_most", "binding"),
        "superior",
    ),
    Promise("poverty", "实施东岭村药材、双泉村杂粮等村级产业项目，壮大村集体经济", RURAL, _end(11, 30)),
    Promise("projects", "编制“十四五”规划思路和项目库，广泛征求各方面意见", OFFICE, _end(12, 20)),
    Promise("projects", "落实云溪湾自驾车营地投资主体", WORKS, _end(11, 30)),
    Promise("industry", "组建药材种植专业合作社，建成规模化示范地块", RURAL, _end(10, 31)),
    Promise("ecology", "开展农村生活污水和生活垃圾集中整治", RURAL, _end(10, 31), source="residents"),
    Promise(
        "livelihood",
        "扎实开展第七次全国人口普查入户登记",
        OFFICE,
        _end(12, 10),
        Target("census_rate", "0", "100", "%", goal="binding"),
        "superior",
    ),
    Promise("livelihood", "做好高校毕业生、困难家庭和零就业家庭就业帮扶", WELFARE, _end(12, 20)),
    Promise(
        "governance",
        "提高信访事项按期办结率",
        SAFETY,
        YEAR_END,
        Target("petition_in_time_rate", "90", "95", "%"),
    ),
    Promise("governance", "开展道路交通、森林防灭火、食品药品等安全隐患拉网式排查", SAFETY, _end(11, 15)),
    Promise("governance", "落实常态化疫情防控，外防输入、内防反弹", SAFETY, YEAR_END, source="superior"),
    Promise(
        "government",
        "推进政务公开，做好主动公开",
        OFFICE,
        YEAR_END,
        Target("disclosures", "12", "16", "项"),
    ),
    Promise("party", "做好村（社区）换届选举准备，摸清后备力量底数", PARTY, _end(12, 15)),
    Promise("party", "落实三会一课和主题党日，集中整顿软弱涣散党组织", PARTY, _end(11, 30)),
)

CONGRESS = (
    Promise(
        "projects", "完成政府性投资", WORKS, YEAR_END, Target("government_invested", "1100", "1500", "万元"), "congress"
    ),
    Promise("projects", "项目资金到位率", WORKS, YEAR_END, Target("funds_arrival_rate", "85", "95", "%"), "congress"),
    Promise(
        "livelihood",
        "低保月人均补助水平",
        WELFARE,
        YEAR_END,
        Target("subsistence_monthly_per_person", "330", "350", "元", goal="binding"),
        "congress",
    ),
    Promise("ecology", "巡河计划完成率", WORKS, YEAR_END, Target("patrol_rate", "92", "95", "%"), "congress"),
    Promise(
        "ecology",
        "集中式饮用水水源水质达标率",
        WORKS,
        YEAR_END,
        Target("water_qualified_rate", "90", "100", "%", goal="binding"),
        "congress",
    ),
    Promise(
        "governance",
        "信访事项按期办结率",
        SAFETY,
        YEAR_END,
        Target("petition_in_time_rate", "90", "98", "%"),
        "congress",
    ),
    Promise("government", "完成村级建制调整", OFFICE, _end(6, 30), source="congress"),
)

NEXT_YEAR = (
    Promise("party", "完成村（社区）“两委”换届选举", PARTY, _end(4, 30, 2021), source="superior"),
    Promise("party", "巩固软弱涣散党组织整顿成果，逐个回访", PARTY, _end(6, 30, 2021)),
    Promise("party", "抓好巡察反馈问题整改，逐条销号", PARTY, _end(9, 30, 2021), source="superior"),
    Promise(
        "poverty",
        "健全防返贫监测帮扶机制，守住不返贫底线",
        RURAL,
        _end(12, 31, 2021),
        Target("returned_households", "0", "0", "户", "at_most", "binding"),
        "superior",
    ),
    Promise("projects", "车站社区党群服务中心完成前期手续并开工", WORKS, _end(9, 30, 2021)),
    Promise("projects", "完成溪畔农贸市场改造", WORKS, _end(10, 31, 2021), source="residents"),
    Promise(
        "industry",
        "用好已移交项目，增加租金收入",
        RURAL,
        _end(12, 31, 2021),
        Target("annual_rent", "76.8", "85", "万元"),
    ),
    Promise("industry", "稳步实施高标准农田建设，扩大药材和花卉种植", RURAL, _end(11, 30, 2021)),
    Promise("industry", "引进社会资本，推进云溪湾自驾车营地立项", WORKS, _end(12, 31, 2021)),
    Promise("governance", "做好村级建制调整“后半篇文章”，理顺新滩村集体资产和服务", OFFICE, _end(6, 30, 2021)),
    Promise("governance", "开展安全隐患拉网式排查整治", SAFETY, _end(10, 31, 2021)),
    Promise(
        "governance",
        "提高信访事项按期办结率",
        SAFETY,
        _end(12, 31, 2021),
        Target("petition_in_time_rate", "95", "98", "%"),
    ),
    Promise("government", "完善村级便民服务代办制度，实现代办点全覆盖", SAFETY, _end(6, 30, 2021)),
    Promise(
        "ecology",
        "提高巡河计划完成率",
        WORKS,
        _end(12, 31, 2021),
        Target("patrol_rate", "95", "100", "%", goal="binding"),
    ),
    Promise("ecology", "打好蓝天、碧水、净土保卫战，开展污染源排查整治", WORKS, _end(11, 30, 2021)),
    Promise("ecology", "实施退耕还林和公益林补植补造", RURAL, _end(10, 31, 2021)),
    Promise("livelihood", "全面兑现残疾人、低保、特困人员和困境儿童补助资金", WELFARE, _end(12, 31, 2021)),
    Promise("livelihood", "深化马上办、网上办、一次办、就近办，畅通便民服务", SAFETY, _end(12, 31, 2021)),
    Promise("livelihood", "做好重点群体就业和退役军人服务保障", WELFARE, _end(12, 31, 2021)),
)

COLD_STORE, ZONES = "JH2020-003", "JH2020-008"
FINISHED_FIRST = {
    "JH2020-001": _end(4, 26),
    "JH2020-002": _end(5, 15),
    "JH2020-004": _end(3, 24),
    "JH2020-005": _end(5, 20),
    "JH2020-006": _end(3, 20),
    "JH2020-007": _end(3, 1),
}
REASONS_FIRST = {
    COLD_STORE: "受疫情影响，春季施工人员返岗推迟",
    ZONES: "两处水源的用地权属尚未协调一致",
}

ANSWERS = {
    COLD_STORE: _finished(_end(7, 24)),
    ZONES: _finished(_end(9, 8)),
    "JH2020-009": _finished(_end(9, 14), "提前完成联动调试，已移交合作社运营"),
    "JH2020-010": _late(_end(11, 27), "恒温设备到货和调试推迟", step="finish"),
    "JH2020-011": _finished(YEAR_END),
    "JH2020-012": _finished(_end(11, 27), "育苗温室和花卉基地同步吸纳务工"),
    "JH2020-013": _finished(_end(8, 12), "已签订租赁合同"),
    "JH2020-014": _late(YEAR_END, "入冬后连续降雪封路，部分村级河长巡河次数没有补足"),
    "JH2020-015": _finished(_end(9, 8), "更换净化设备后复检合格"),
    "JH2020-016": _finished(_end(10, 30), "逐户入户核查并张榜公示"),
    "JH2020-017": _finished(_end(9, 28)),
    "JH2020-018": _late(_end(10, 9), "发放错误涉及跨月追回，需要逐笔与家庭核对", "80"),
    "JH2020-021": Answer(
        _end(10, 19),
        "drop",
        {"outcome": "建设资金渠道调整，前期工作并入下一年统一安排", "decision": "镇党委会议纪要〔2020〕19号"},
    ),
    "JH2020-022": _finished(_end(8, 14), "普查数据按时上报"),
    "JH2020-023": _finished(YEAR_END),
    "JH2020-024": _finished(_end(11, 25)),
    "JH2020-025": _finished(_end(12, 18), "形成规划思路和储备项目清单"),
    "JH2020-026": Answer(
        _end(11, 2),
        "drop",
        {"outcome": "投资方退出，转入招商储备", "decision": "镇政府专题会议纪要〔2020〕11号"},
    ),
    "JH2020-027": _finished(_end(9, 25), "合作社完成登记"),
    "JH2020-028": _late(_end(11, 12), "部分村污水管网用地未落实，先完成垃圾集中清运", "65"),
    "JH2020-029": _finished(_end(12, 5), "按时完成数据上报"),
    "JH2020-030": _finished(_end(12, 18)),
    "JH2020-031": _finished(YEAR_END),
    "JH2020-032": _finished(_end(11, 13)),
    "JH2020-033": _finished(YEAR_END, "各项措施落实到位，转入冬春季防控"),
    "JH2020-034": _finished(YEAR_END),
    "JH2020-035": _finished(_end(12, 11)),
    "JH2020-036": _finished(_end(11, 27)),
    "JH2020-037": _finished(YEAR_END),
    "JH2020-038": _finished(YEAR_END),
    "JH2020-039": _finished(YEAR_END),
    "JH2020-040": _late(YEAR_END, "春节前后封冻和年末降雪期间巡河次数没有补足"),
    "JH2020-041": _finished(YEAR_END),
    "JH2020-042": _late(YEAR_END, "个别事项涉及多个部门，会办时间较长"),
}

MILESTONES = (
    ("JH2020-009", "主体完工", _end(8, 31), _end(8, 28)),
    ("JH2020-009", "联动调试", _end(9, 15), _end(9, 14)),
    ("JH2020-010", "设备安装", _end(9, 30), _end(10, 28)),
    ("JH2020-025", "形成征求意见稿", _end(10, 31), _end(10, 29)),
    ("JH2020-025", "征求意见", _end(11, 30), _end(11, 27)),
    ("JH2020-029", "划定普查小区", _end(8, 31), _end(8, 17)),
    ("JH2020-029", "普查员培训", _end(10, 10), _end(9, 28)),
    ("JH2020-019", "公布代办事项清单", _end(9, 30), None),
)
