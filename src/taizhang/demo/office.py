"""Texts and plan of the demo town's party-and-government office."""

from datetime import date
from decimal import Decimal

from taizhang.demo.places import OFFICE, PARTY, RURAL, SAFETY, TOWN_NAME, WELFARE, WORKS
from taizhang.demo.rows import Row, Value

YEAR = 2020
SETTLED = date(2020, 5, 20)
PLANNED = date(2020, 1, 6)

_TEXTS = {
    "opening": (
        "今年是全面建成小康社会的收官之年。面对复杂形势和繁重任务，镇党委、镇政府认真落实上级决策部署，"
        "一手抓民生保障，一手抓项目建设，镇域经济平稳运行，社会大局和谐稳定。",
    ),
    "review_opening": ("今年以来，全镇上下围绕年初确定的目标任务，盯住重点、补齐短板，各项工作取得新的进展。",),
    "problem": (
        "在肯定成绩的同时，也要清醒看到，镇域产业规模偏小、链条偏短，村集体增收渠道不宽，"
        "基础设施和公共服务还有欠账，少数干部抓落实的办法不多。",
    ),
    "guidance": (
        "下半年工作的总体要求是：坚持稳中求进工作总基调，贯彻新发展理念，以项目建设增后劲，"
        "以绿色发展优环境，以民生实事暖人心，以基层治理促稳定，努力完成全年目标任务。",
    ),
}

_Promise = tuple[str, str, str, date, tuple[str, str, str, str] | None]

_FIRST_HALF: tuple[tuple[_Promise, date | None], ...] = (
    (("projects", "聚光温室花卉基地完成基础施工", WORKS, date(2020, 4, 30), None), date(2020, 4, 26)),
    (("projects", "云溪河北段疏浚治理项目完工", WORKS, date(2020, 5, 31), None), date(2020, 5, 15)),
    (("projects", "恒温贮藏库完成库体施工", WORKS, date(2020, 5, 31), None), None),
    (("livelihood", "完成低保提标和差额补发", WELFARE, date(2020, 3, 31), None), date(2020, 3, 24)),
    (("livelihood", "完成西沟村安全饮水巩固提升", RURAL, date(2020, 5, 31), None), date(2020, 5, 20)),
    (("ecology", "河段全部落实河长并公示", WORKS, date(2020, 3, 31), None), date(2020, 3, 20)),
    (("government", "完成下河、长滩两村建制调整", OFFICE, date(2020, 3, 15), None), date(2020, 3, 1)),
    (("ecology", "完成饮用水水源保护范围划定", WORKS, date(2020, 4, 30), None), None),
)

_SECOND_HALF: tuple[_Promise, ...] = (
    ("projects", "聚光温室花卉基地建成投用", WORKS, date(2020, 9, 30), None),
    ("projects", "恒温贮藏库建成投用", WORKS, date(2020, 10, 31), None),
    (
        "projects",
        "加快政府性投资项目建设，累计完成投资",
        WORKS,
        date(2020, 12, 31),
        ("government_invested_to_date", "1400", "2450", "万元"),
    ),
    ("industry", "扩大花卉种植，带动周边农户就近务工", RURAL, date(2020, 11, 30), None),
    ("industry", "完成药材晾晒车间移交运营，租金纳入村集体收入", RURAL, date(2020, 8, 31), None),
    ("ecology", "提高巡河计划完成率", WORKS, date(2020, 12, 31), ("patrol_rate", "92", "100", "%")),
    ("ecology", "完成未达标饮用水水源治理", WORKS, date(2020, 9, 30), ("water_qualified_rate", "90", "100", "%")),
    ("livelihood", "开展低保动态核查，做到应保尽保、应退则退", WELFARE, date(2020, 10, 31), None),
    ("livelihood", "完成廉租住房申请积压件清理", WELFARE, date(2020, 9, 30), None),
    ("government", "逐项整改台账核对发现的问题，做到账账相符、账实相符", OFFICE, date(2020, 9, 30), None),
    ("government", "完善村级便民服务代办制度", SAFETY, date(2020, 11, 30), None),
    ("government", "加强督查督办，印发工作报告", OFFICE, date(2020, 12, 31), ("reports_issued", "0", "2", "份")),
    ("party", "推进车站社区党群服务中心前期工作", PARTY, date(2020, 12, 31), None),
)


def text_rows() -> list[Row]:
    return [
        Row(SETTLED, {"topic": topic, "year": YEAR, "position": position, "body": body, "author": OFFICE}, TOWN_NAME)
        for topic, bodies in _TEXTS.items()
        for position, body in enumerate(bodies, 1)
    ]


def _values(number: int, plan: str, promise: _Promise) -> dict[str, Value]:
    part, text, owner, due, target = promise
    values: dict[str, Value] = {
        "code": f"JH{YEAR}-{number:03}",
        "plan": plan,
        "part": part,
        "position": number,
        "promise": text,
        "owner": owner,
        "due_on": due,
    }
    if target is not None:
        indicator, baseline, goal, unit = target
        values |= {"indicator": indicator, "baseline": Decimal(baseline), "target": Decimal(goal), "measured_in": unit}
    return values


def plan_rows() -> list[Row]:
    rows = [
        Row(PLANNED, _values(number, f"{YEAR}H1", promise), TOWN_NAME, {"finish": done} if done else {})
        for number, (promise, done) in enumerate(_FIRST_HALF, 1)
    ]
    return rows + [
        Row(SETTLED, _values(number, f"{YEAR}H2", promise), TOWN_NAME)
        for number, promise in enumerate(_SECOND_HALF, len(rows) + 1)
    ]
