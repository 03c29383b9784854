"""Problems from every source and how they were put right in the demo town.

One overdue problem has no reason given in June 2020, which the check ``problems_overdue_are_explained`` must find.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import after
from taizhang.demo.places import OFFICE, PARTY, RURAL, SAFETY, TOWN_NAME, WELFARE, WORKS
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import numbered, taken, village_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_ROUNDS = (
    ("tour", "县委巡察反馈意见", (date(2019, 4, 15), date(2020, 9, 21)), 12, 90, PARTY),
    ("environment", "环保督查交办单", (date(2019, 7, 8), date(2020, 6, 8)), 7, 45, WORKS),
    ("poverty", "脱贫攻坚问题排查清单", (date(2019, 5, 20), date(2020, 4, 20), date(2020, 8, 17)), 10, 40, RURAL),
    ("audit", "财务收支审计报告", (date(2019, 10, 14), date(2020, 10, 19)), 6, 60, OFFICE),
    ("supervision", "民生资金督导通报", (date(2019, 12, 2), date(2020, 5, 11)), 4, 30, WELFARE),
)
_PROBLEMS = {
    "tour": ("组织生活记录不完整", "村级财务公开不及时", "工程资料归档不规范", "公务接待审批手续不全"),
    "environment": ("畜禽粪污露天堆放", "沟渠生活垃圾清理不彻底", "砂石料堆未覆盖"),
    "poverty": ("户档信息更新不及时", "产业补助公示不到位", "安全饮水管护责任不清"),
    "audit": ("往来款项长期未清理", "固定资产登记不及时", "项目结算滞后"),
    "supervision": ("补贴发放花名册签字不全", "临时救助档案缺少入户记录"),
    "residents": ("村内路灯损坏", "公共厕所管护不到位", "垃圾清运间隔过长", "排水沟堵塞"),
}
_MEASURES = "明确责任人，完善制度，逐项整改并举一反三"
_LATE = "涉及资金调整，需要上级部门批复"
_UNEXPLAINED = date(2020, 2, 1)


def item_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-rectification")
    rows = []
    for source, document, days, count, allowed, owner in _ROUNDS:
        for day in days:
            for _ in range(count + random.randint(-2, 2)):
                rows.append(_item(day, source, (f"{day.year}年{document}", owner, allowed), random))
    first = date(2019, 1, 8)
    for week in range(0, 720, 21):
        day = after(first + timedelta(days=week), 0, 9, random)
        rows.append(_item(day, "residents", ("群众来电来访", SAFETY, 20), random))
    return numbered(rows, "ZG")


def _item(day: date, source: str, given: tuple[str, str, int], random: Random) -> Row:
    document, owner, allowed = given
    assigned = after(day, 0, 4, random)
    due = assigned + timedelta(days=allowed)
    slow = random.random() < 0.1
    rectified = after(due, 15, 80, random) if slow else after(assigned, 5, allowed - 3, random)
    reviewed = after(rectified, 1, 7, random)
    steps = taken(
        {"assign": assigned, "rectify": rectified, "review": reviewed, "close": after(reviewed, 1, 7, random)}
    )
    village = village_on(day, random)
    values: dict[str, Value] = {
        "source": source,
        "document": document,
        "problem": f"{village}{random.choice(_PROBLEMS[source])}",
        "owner": TOWN_NAME if day.year == 2019 else owner,
        "measures": _MEASURES,
        "due_on": due,
        "evidence": "整改台账、照片和会议记录" if "close" in steps else None,
        "late_reason": _LATE if slow else None,
    }
    return Row(day, values, village, steps)


def _unexplained(rows: list[Row]) -> list[Row]:
    """The first problem of 2020 is put right in autumn only, and nobody says why."""
    at = next(at for at, row in enumerate(rows) if row.day >= _UNEXPLAINED)
    row = rows[at]
    steps = {"assign": row.steps["assign"], "rectify": date(2020, 10, 12), "review": date(2020, 10, 16)}
    values = {**row.values, "late_reason": None, "due_on": row.steps["assign"] + timedelta(days=30)}
    rows[at] = Row(row.day, values | {"evidence": "整改前后照片"}, row.org, steps | {"close": date(2020, 10, 23)})
    return rows


def workbooks(town: "DemoTown") -> list[Workbook]:
    sheets: dict[str, Sequence[Row]] = {"rectification_item": _unexplained(item_rows(town.seed))}
    return [Workbook("问题整改", sheets)]
