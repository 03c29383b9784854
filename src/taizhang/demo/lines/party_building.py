"""Branches, their meetings, trainings, admissions and elections in the demo town.

Honest gaps: one village sent no meetings for May 2020; in February 2020 branches met less than planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import MERGED, after, month_text
from taizhang.demo.names import person_name
from taizhang.demo.places import MERGING, PARTY, PLACES, SUCCESSOR, TOWN_NAME
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, numbered, taken, village_on, villages_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_SET_UP = date(2016, 7, 1)
_SILENT = ("石磨村", date(2020, 5, 1))
_SUBJECTS = {
    "assembly": "听取支部工作情况，讨论发展党员事项",
    "committee": "研究支部近期工作",
    "group": "学习和讨论近期任务",
    "lecture": "党章党规和党的历史",
    "theme_day": "集中学习和志愿服务",
    "life": "查摆问题，制定整改措施",
    "review": "民主评议党员",
}
_TRAININGS = (
    ("secretary", "支部书记业务培训", (3, 9), 16, (17, 19)),
    ("first_secretary", "驻村第一书记工作交流", (5,), 8, (6, 8)),
    ("worker", "党务工作者业务培训", (4, 10), 12, (18, 26)),
    ("member", "农村党员冬春轮训", (1, 12), 8, (160, 230)),
    ("visit", "外出观摩党建示范村", (6, 11), 6, (20, 32)),
    ("seminar", "抓党建促乡村治理研讨", (7,), 4, (22, 30)),
)


@dataclass(frozen=True)
class Branch:
    code: str
    name: str
    sphere: str
    unit: str
    members: int
    first: date = _SET_UP
    last: date | None = None


def branches() -> list[Branch]:
    """One for each village and community, the offices, the school, and a cooperative; the merged ones have ended."""
    made = []
    eve = MERGED - timedelta(days=1)
    for place in PLACES:
        last = eve if place in MERGING else None
        code, sphere = f"DZ{place.number:02}", place.kind
        made.append(Branch(code, f"{place.name}党支部", sphere, place.name, place.households // 14, _SET_UP, last))
    together = sum(branch.members for branch in made if branch.last)
    made.append(Branch("DZ15", f"{SUCCESSOR.name}党支部", "village", SUCCESSOR.name, together, MERGED))
    made.append(Branch("DZ16", "镇机关党支部", "office", TOWN_NAME, 41))
    made.append(Branch("DZ17", "中心学校党支部", "office", TOWN_NAME, 27))
    made.append(Branch("DZ18", "花卉专业合作社党支部", "business", TOWN_NAME, 7))
    return made


def branch_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-branches")
    return [
        Row(
            branch.first,
            {
                "code": branch.code,
                "name": branch.name,
                "kind": "branch",
                "sphere": branch.sphere,
                "members": branch.members,
                "secretary": person_name(random, random.choice(("male", "female"))),
                "elected_on": date(2017, 12, 5) if branch.first == _SET_UP else MERGED,
                "online": random.random() < 0.7,
                "ended_on": branch.last,
            },
            branch.unit,
        )
        for branch in branches()
    ]


def _due(month: date) -> tuple[str, ...]:
    quarterly = ("assembly", "lecture") if month.month % 3 == 0 else ()
    return ("committee", "theme_day", *quarterly)


def _active(month: date) -> list[Branch]:
    return [branch for branch in branches() if branch.first <= month and (branch.last is None or month <= branch.last)]


def plan_rows() -> list[Row]:
    return [
        Row(month, {"branch": branch.code, "kind": kind, "month": month_text(month), "planned": 1})
        for month in MONTHS
        for branch in _active(month)
        for kind in _due(month)
    ]


def meeting_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-meetings")
    rows = []
    for month in MONTHS:
        frozen = month == date(2020, 2, 1)
        for branch in _active(month):
            if (branch.unit, month) == _SILENT:
                continue
            kinds = [kind for kind in _due(month) if kind == "committee" or random.random() > (0.6 if frozen else 0.02)]
            kinds += ["life", "review"] if month.month == 1 else []
            for kind in kinds:
                due = min(5, branch.members) if kind == "committee" else branch.members
                share = random.uniform(0.9, 1) if kind == "committee" else random.uniform(0.78, 0.97)
                values: dict[str, Value] = {
                    "branch": branch.code,
                    "kind": kind,
                    "topic": _SUBJECTS[kind],
                    "due": due,
                    "present": round(due * share),
                }
                rows.append(Row(day_in(month, random), values))
    return numbered(rows, "HY")


def training_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-trainings")
    rows = []
    for month in MONTHS:
        for kind, topic, when, hours, (least, most) in _TRAININGS:
            if month.month in when and month != date(2020, 3, 1):
                values: dict[str, Value] = {
                    "kind": kind,
                    "topic": topic,
                    "hours": Decimal(hours) + Decimal("0.0"),
                    "participants": random.randint(least, most),
                }
                rows.append(Row(day_in(month, random), values, TOWN_NAME if month.year == 2019 else PARTY))
    return numbered(rows, "PX")


def admission_rows(seed: int) -> list[Row]:
    """Applicants from 2016 on; the steps take the least time allowed and some more."""
    random = Random(f"{seed}-admission")
    lasting = [branch for branch in branches() if branch.first == _SET_UP and branch.last is None]
    rows = []
    for year in range(2016, 2021):
        for _ in range(random.randint(13, 18)):
            day = after(max(date(year, 1, 6), _SET_UP), 0, 330, random)
            selected = after(day, 60, 200, random)
            nominated = after(selected, 370, 520, random)
            admitted = after(nominated, 60, 160, random)
            steps = {"select": selected, "nominate": nominated, "admit": admitted}
            steps["confirm"] = after(admitted, 366, 385, random)
            sex = random.choice(("male", "female"))
            values: dict[str, Value] = {
                "branch": random.choice(lasting).code,
                "name": person_name(random, sex),
                "sex": sex,
                "under_35": random.random() < 0.6,
            }
            if day <= LAST_DAY:
                rows.append(Row(day, values, steps=taken(steps)))
    return numbered(rows, "FZ", "file")


def information_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-information")
    rows = []
    for month in MONTHS:
        for _ in range(random.randint(3, 8)):
            day = day_in(month, random)
            unit = village_on(day, random)
            used = random.choices((None, "county", "city"), (70, 24, 6))[0]
            subject = random.choice(("开展主题党日活动", "规范组织生活", "党员志愿服务进村入户", "支部领办合作社"))
            rows.append(Row(day, {"title": f"{unit}{subject}", "used_by": used}, unit))
    return numbered(rows, "XX")


def weak_rows() -> list[Row]:
    """Two of 2019 were accepted; of the three of 2020 one is overdue in summer and one still open at the year's end."""
    found: tuple[tuple[str, int, str, date, dict[str, date]], ...] = (
        ("DZ06", 2019, "meetings", date(2019, 11, 30), {"accept": date(2019, 11, 20), "revisit": date(2020, 9, 10)}),
        ("DZ09", 2019, "economy", date(2019, 11, 30), {"accept": date(2019, 12, 12)}),
        ("DZ07", 2020, "leadership", date(2020, 5, 31), {"accept": date(2020, 7, 15)}),
        ("DZ12", 2020, "place", date(2020, 10, 31), {"accept": date(2020, 10, 22)}),
        ("DZ13", 2020, "affairs", date(2021, 3, 31), {}),
    )
    rows = []
    for branch, year, weakness, due, steps in found:
        helper = TOWN_NAME if year == 2019 else PARTY
        values: dict[str, Value] = {"branch": branch, "year": year, "weakness": weakness, "due_on": due}
        rows.append(Row(date(year, 2, 18), values | {"helper": helper}, steps=steps))
    return rows


def election_rows(seed: int) -> list[Row]:
    """The new village elected after the merger; all others are due at the end of the year, some of them held."""
    random = Random(f"{seed}-elections")
    rows = []
    for number, village in enumerate(villages_on(LAST_DAY)):
        new = village == SUCCESSOR.name
        for kind in ("branch", "committee"):
            listed, due = (MERGED, date(2020, 4, 30)) if new else (date(2020, 9, 1), date(2021, 1, 31))
            values: dict[str, Value] = {"kind": kind, "due_on": due}
            steps: dict[str, date] = {}
            if new:
                steps = {"nominate": date(2020, 3, 25), "elect": date(2020, 4, 15)}
            elif kind == "branch" and number % 2 == 0:
                nominated = after(listed, 40, 60, random)
                steps = {"nominate": nominated, "elect": after(nominated, 15, 30, random)}
            if "elect" in steps:
                voters = random.randint(30, 70) if kind == "branch" else random.randint(500, 900)
                values |= {"voters": voters, "votes": round(voters * random.uniform(0.86, 0.97))}
                values["seats"] = 3 if kind == "branch" else 5
            rows.append(Row(listed, values, village, steps))
    return numbered(rows, "HJ")


def reserve_rows(seed: int) -> tuple[list[Row], list[Row]]:
    """Those agreed, and those of the merged villages under the new one."""
    random = Random(f"{seed}-reserve")
    rows = []
    for place in PLACES:
        for _ in range(random.randint(1, 3)):
            appointed = date(2020, 11, 9) if random.random() < 0.1 else None
            values: dict[str, Value] = {"name": person_name(random, random.choice(("male", "female")))}
            steps = {"appoint": appointed} if appointed and place not in MERGING else {}
            rows.append(Row(date(2019, 3, 18), values, place.name, steps))
    made = numbered(rows, "HB")
    old = {place.name for place in MERGING}
    return made, [Row(row.day, row.values, SUCCESSOR.name, changed_on=MERGED) for row in made if row.org in old]


def workbooks(town: "DemoTown") -> list[Workbook]:
    reserve, moved = reserve_rows(town.seed)
    sheets: dict[str, Sequence[Row]] = {
        "party_branch": branch_rows(town.seed),
        "meeting_plan": plan_rows(),
        "branch_meeting": meeting_rows(town.seed),
        "party_training": training_rows(town.seed),
        "member_admission": admission_rows(town.seed),
        "party_information": information_rows(town.seed),
        "weak_branch": weak_rows(),
        "election": election_rows(town.seed),
        "reserve_cadre": reserve,
    }
    return [Workbook("基层党建", sheets), Workbook("后备干部随村级建制调整划转", {"reserve_cadre": moved})]
