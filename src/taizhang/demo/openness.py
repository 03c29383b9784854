"""What the demo town made public, and what residents asked of it."""

from datetime import date, timedelta
from random import Random

from taizhang.demo.calendar import LAST, after, months, workday
from taizhang.demo.names import person_name, phone
from taizhang.demo.places import OFFICE, PLACES, RURAL, TOWN_NAME, WELFARE, WORKS, unit_on
from taizhang.demo.rows import Row, Value

REFORM = date(2020, 1, 1)
SLOW_SINCE = date(2020, 9, 1)
_YEARLY = (
    (1, "report", "website", "镇人民政府工作报告"),
    (2, "finance", "website", "财政预算和部门预算"),
    (3, "service", "hall", "便民服务事项办事指南"),
    (7, "report", "website", "上半年工作报告"),
    (8, "finance", "website", "上年度财政决算"),
)
_QUARTERLY = (("subsidy", "board", "低保新增和退出家庭名单"), ("subsidy", "board", "临时救助对象名单"))
_PROJECTS = ("政府性投资项目实施计划", "工程招标公告", "工程中标结果", "项目竣工验收结果")
_ASKED = {
    "request": "申请公开项目资金安排",
    "objection": "对公示名单提出异议，请求复核",
    "comment": "对村务公开内容提出意见建议",
}


_Planned = tuple[date, str, str, str, str]


def _unit(day: date, after_reform: str) -> str:
    return after_reform if day >= REFORM else TOWN_NAME


def disclosure_rows(seed: int) -> list[Row]:
    """Reports, budgets, lists on notice, tenders and the villages' own affairs, over two years."""
    random = Random(f"{seed}-openness")
    planned: list[_Planned] = []
    for month in months():
        for number, kind, channel, title in _YEARLY:
            if month.month == number:
                planned.append((month + timedelta(days=9), kind, channel, f"{month.year}年{title}", OFFICE))
        if month.month % 3 == 0:
            quarter = f"{month.year}年第{'一二三四'[month.month // 3 - 1]}季度"
            planned += [
                (month + timedelta(days=17), kind, channel, f"{quarter}{title}", WELFARE)
                for kind, channel, title in _QUARTERLY
            ]
        if random.random() < 0.6:
            planned.append((month + timedelta(days=12), "project", "website", random.choice(_PROJECTS), WORKS))
        place = random.choice(PLACES)
        title = f"{unit_on(place, month)}集体资产收支和重大事项"
        planned.append((month + timedelta(days=20), "village", "board", title, unit_on(place, month)))
    planned.append((date(2020, 11, 4), "decision", "website", "“十四五”规划思路征求意见", OFFICE))
    planned.append((date(2020, 5, 8), "subsidy", "board", "耕地地力保护补贴核查结果", RURAL))
    planned.sort(key=lambda item: (item[0], item[3]))
    return [_disclosure(number, item, random) for number, item in enumerate(planned, 1)]


def _disclosure(number: int, planned: _Planned, random: Random) -> Row:
    day, kind, channel, title, unit = planned
    day = workday(day)
    lists = kind == "subsidy"
    reviewed = after(day, 1, 4, random)
    published = after(reviewed, 0, 3, random)
    values: dict[str, Value] = {
        "number": f"GK{day.year}-{number:04}",
        "title": title,
        "kind": kind,
        "channel": channel,
        "lists_people": lists,
        "masked": True if lists else None,
        "notice_until": published + timedelta(days=7) if lists else None,
    }
    steps = {name: taken for name, taken in (("review", reviewed), ("publish", published)) if taken <= LAST}
    owner = unit if kind == "village" else _unit(day, unit)
    return Row(day, values, owner, steps)


def request_rows(disclosures: list[Row], seed: int) -> list[Row]:
    """One in five disclosures brings a question; one answer of autumn 2020 came late."""
    random = Random(f"{seed}-openness-requests")
    rows: list[Row] = []
    slow_one = True
    for row in disclosures:
        if "publish" not in row.steps or random.random() > 0.2:
            continue
        kind = "objection" if row.values["kind"] == "subsidy" else random.choice(("request", "comment"))
        day = after(row.steps["publish"], 1, 6, random)
        due = workday(day + timedelta(days=28))
        answered = after(day, 3, 19, random)
        if slow_one and day >= SLOW_SINCE:
            answered, slow_one = workday(due + timedelta(days=4)), False
        sex = random.choice(("male", "female"))
        values: dict[str, Value] = {
            "number": f"YJ{day.year}-{len(rows) + 1:03}",
            "kind": kind,
            "disclosure": row.values["number"],
            "person": person_name(random, sex),
            "phone": phone(93000000 + len(rows)),
            "content": _ASKED[kind],
            "due_on": due,
        }
        if day <= LAST:
            steps = {"answer": answered} if answered <= LAST else {}
            values |= {"adopted": random.random() < 0.6} if steps else {}
            rows.append(Row(day, values, row.org, steps))
    return rows
