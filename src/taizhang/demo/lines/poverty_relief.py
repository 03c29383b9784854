"""Relieved and monitored households of the demo town, and what is done for them.

One problem found in a survey was never listed, which is what the check ``survey_problems_are_listed`` must find; one
village has no visits in one month and has not said why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import FIRST, after, between, months
from taizhang.demo.names import person_name, phone
from taizhang.demo.people import Household
from taizhang.demo.places import PLACES, RURAL, TOWN_NAME, unit_on
from taizhang.demo.rows import Row, Value, Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

LAST = date(2020, 12, 31)
LISTED = date(2018, 3, 1)
UPDATED = date(2020, 1, 1)
SILENT = ("榆林坡村", date(2020, 5, 1))
UNLISTED = 3
_ON_ALLOWANCE, _OTHERS = 62, 148
_HELPERS = (
    ("县公安局", "agency"),
    ("县财政局", "agency"),
    ("县教育局", "agency"),
    ("县中心医院", "agency"),
    ("云溪供销有限公司", "enterprise"),
    ("协作区产业发展公司", "cooperation"),
)
_ROUNDS = (
    ("2019-01", "screening", date(2019, 5, 6), date(2019, 5, 31), 0.10),
    ("2020-01", "screening", date(2020, 4, 7), date(2020, 5, 15), 0.14),
    ("2020-02", "census", date(2020, 7, 20), date(2020, 8, 14), 0.0),
    ("2020-03", "assessment", date(2020, 11, 16), date(2020, 11, 27), 0.02),
)
_FOUND = {
    "housing": "房屋局部漏雨，需要维修",
    "medical": "慢性病签约服务记录不全",
    "education": "教育资助到账时间未告知农户",
    "water": "入户管线冬季易冻，需要加固",
    "income": "产业项目分红台账未公开",
    "policy": "帮扶政策宣讲不到位",
    "records": "户档信息与实际不一致",
}
_MEASURES = {
    "industry": ("药材种植补助", 1500, 0.72),
    "employment": ("公益性岗位", 6000, 0.28),
    "finance": ("小额信贷贴息", 900, 0.2),
    "medical": ("慢性病门诊报销和家庭医生签约", 800, 0.45),
    "education": ("义务教育阶段生活补助", 1250, 0.22),
    "housing": ("危房维修", 8000, 0.03),
    "water": ("入户管线维修", 600, 0.06),
    "safety_net": ("综合保障", 0, 0.35),
}
_FUNDS = (
    ("扶资〔2019〕3号", "fiscal", 2019, "产业到户补助", 460000, 460000, date(2019, 3, 12)),
    ("扶资〔2019〕9号", "cooperation", 2019, "花卉育苗设备", 300000, 297500, date(2019, 6, 3)),
    ("扶资〔2019〕14号", "paired", 2019, "村内道路照明", 85000, 85000, date(2019, 9, 10)),
    ("扶资〔2020〕2号", "fiscal", 2020, "产业到户补助", 520000, 431000, date(2020, 3, 5)),
    ("扶资〔2020〕6号", "cooperation", 2020, "药材初加工设备", 350000, 262000, date(2020, 4, 16)),
    ("扶资〔2020〕7号", "paired", 2020, "饮水管线维修材料", 60000, 60000, date(2020, 5, 11)),
    ("扶资〔2020〕11号", "social", 2020, "助学", 36000, 36000, date(2020, 8, 24)),
)


@dataclass(frozen=True)
class Relieved:
    """A relieved household, its helper, and whether it is on the allowance."""

    household: Household
    helper: str
    on_allowance: bool


def workbooks(town: "DemoTown") -> list[Workbook]:
    relieved = _relieved(town)
    surveys = _surveys(relieved, town.seed)
    first = {
        "helping_unit": _helpers(town.seed),
        "relief_household": _registered(relieved, town.seed, UPDATED - timedelta(days=1)),
        "monitored_household": _monitored(town, relieved),
        "support_measure": _measures(relieved, town.seed),
        "helping_visit": _visits(relieved, town.seed),
        "relief_survey": surveys,
        "relief_problem": _problems(relieved, surveys, town.seed),
        "relief_fund": _funds(),
        "nil_report": _nil_reports(),
    }
    second = {"relief_household": _registered(relieved, town.seed, UPDATED)}
    return [Workbook("脱贫成果巩固", first), Workbook("脱贫户2020年动态调整", second)]


def _relieved(town: "DemoTown") -> list[Relieved]:
    random = Random(f"{town.seed}-relief")
    standing = [
        grant.household
        for grant in town.grants["subsistence_allowance"]
        if grant.approved and grant.approved < FIRST and not grant.ended and grant.household.place.kind == "village"
    ]
    on_allowance = random.sample(standing, _ON_ALLOWANCE)
    applied = {grant.household.number for grant in town.grants["subsistence_allowance"]}
    free = [item for item in town.households if item.place.kind == "village" and item.number not in applied]
    chosen = [(item, True) for item in on_allowance] + [(item, False) for item in random.sample(free, _OTHERS)]
    chosen.sort(key=lambda pair: pair[0].number)
    return [Relieved(item, random.choice(_HELPERS)[0], allowed) for item, allowed in chosen]


def _helpers(seed: int) -> list[Row]:
    random = Random(f"{seed}-helpers")
    return [
        Row(
            date(2016, 4, 1),
            {"name": name, "kind": kind, "liaison": person_name(random, "male"), "phone": phone(91000000 + number)},
            TOWN_NAME,
        )
        for number, (name, kind) in enumerate(_HELPERS, 1)
    ]


def _registered(relieved: Sequence[Relieved], seed: int, day: date) -> list[Row]:
    """As registered, or as amended on the day of the yearly update: incomes rise and some are lifted for good."""
    random = Random(f"{seed}-relieved")
    updated = day >= UPDATED
    rows = []
    for item in relieved:
        household = item.household
        unable = min(len(household.people), random.choice((1, 1, 2))) if item.on_allowance else 0
        stable = random.random() < 0.55
        becomes_stable = random.random() < 0.2
        income = random.randrange(4800, 11500, 20)
        growth = Decimal(random.randint(104, 119)) / 100
        wants = random.random()
        values: dict[str, Value] = {
            "household": household.number,
            "head": household.head.name,
            "category": "stable" if stable or (updated and becomes_stable) else "lifted",
            "lifted_year": random.choice((2016, 2017, 2018)),
            "cause": random.choices(
                ("illness", "disability", "schooling", "disaster", "skills", "labour", "money"),
                (38, 16, 8, 3, 12, 15, 8),
            )[0],
            "persons": len(household.people),
            "without_labour": unable,
            "income": Decimal(income) * (growth if updated else 1),
            "food_clothing": True,
            "education": True,
            "medical": updated or wants >= 0.02,
            "housing": wants < 0.985,
            "water": updated or wants < 0.5 or wants >= 0.53,
            "allowance": household.number if item.on_allowance else None,
            "helper": item.helper,
        }
        rows.append(Row(LISTED, values, changed_on=UPDATED if updated else None))
    return rows


def _monitored(town: "DemoTown", relieved: Sequence[Relieved]) -> list[Row]:
    """Some of the relieved and some of their neighbours; the last ones are still being decided."""
    random = Random(f"{town.seed}-monitored")
    ours = {item.household.number for item in relieved}
    others = [item for item in town.households if item.place.kind == "village" and item.number not in ours]
    households = [item.household for item in random.sample(list(relieved), 11)] + random.sample(others, 16)
    days = sorted(between(date(2019, 2, 1), date(2020, 12, 10), random) for _ in households)
    rows = []
    for household, day in zip(random.sample(households, len(households)), days, strict=True):
        verified = after(day, 2, 4, random)
        publicised = after(verified, 1, 4, random)
        listed = after(publicised, 6, 10, random)
        steps = {"verify": verified, "publicise": publicised, "list": listed}
        if random.random() < 0.12:
            steps = {"verify": verified, "refuse": after(verified, 2, 6, random)}
        elif random.random() < 0.6:
            steps["clear"] = after(listed, 190, 330, random)
        kind = "unstable" if household.number in ours else random.choice(("edge", "edge", "sudden"))
        values: dict[str, Value] = {
            "household": household.number,
            "head": household.head.name,
            "kind": kind,
            "source": random.choices(("household", "visit", "alert"), (3, 5, 2))[0],
            "risk": random.choices(("illness", "disability", "schooling", "work", "market"), (9, 2, 2, 4, 2))[0],
            "persons": len(household.people),
            "income": Decimal(random.randrange(3600, 5400, 50)),
            "support": random.choice(("协调临时救助和大病救助", "安排公益性岗位", "落实产业补助和技术指导")),
        }
        rows.append(Row(day, values, steps={name: taken for name, taken in steps.items() if taken <= LAST}))
    return rows


def _measures(relieved: Sequence[Relieved], seed: int) -> list[Row]:
    """Insurance for everyone, the rest as needed."""
    random = Random(f"{seed}-measures")
    rows = []
    for year in (2019, 2020):
        for item in relieved:
            premium = 250 * len(item.household.people)
            rows.append(_measure(item, date(year, 1, 15), "insurance", ("参加城乡居民医疗保险", premium)))
            for kind, (content, amount, share) in _MEASURES.items():
                if random.random() < share:
                    day = date(year, 1, 15) + timedelta(days=random.randint(20, 330))
                    rows.append(_measure(item, day, kind, (content, amount)))
    rows.sort(key=lambda row: row.day)
    return rows


def _measure(item: Relieved, day: date, kind: str, given: tuple[str, int]) -> Row:
    content, amount = given
    values: dict[str, Value] = {
        "household": item.household.number,
        "kind": kind,
        "year": day.year,
        "content": content,
        "amount": Decimal(amount) if amount else None,
    }
    return Row(day, values)


def _visits(relieved: Sequence[Relieved], seed: int) -> list[Row]:
    """Each month the helpers call on some households of every village."""
    random = Random(f"{seed}-visits")
    rows = []
    for month in months(FIRST, LAST):
        for place in PLACES:
            near = [item for item in relieved if item.household.place == place]
            if not near or (place.name, month) == SILENT:
                continue
            for item in random.sample(near, min(len(near), 4 if month.year == 2019 else 5)):
                told = random.choices((0, 1, 2), (60, 32, 8))[0]
                values: dict[str, Value] = {
                    "household": item.household.number,
                    "helper": item.helper,
                    "difficulties": told,
                    "solved": sum(random.random() < 0.85 for _ in range(told)),
                }
                rows.append(Row(between(month, month + timedelta(days=26), random), values))
    return rows


def _surveys(relieved: Sequence[Relieved], seed: int) -> list[Row]:
    random = Random(f"{seed}-surveys")
    rows = []
    for number, kind, first, last, share in _ROUNDS:
        asked = random.sample(list(relieved), 60) if kind == "assessment" else relieved
        for item in asked:
            values: dict[str, Value] = {
                "round": number,
                "kind": kind,
                "household": item.household.number,
                "problems": int(random.random() < share),
                "satisfied": random.random() < 0.985,
            }
            rows.append(Row(between(first, last, random), values))
    return rows


def _problems(relieved: Sequence[Relieved], surveys: Sequence[Row], seed: int) -> list[Row]:
    """One problem for each that a survey found, but one; and some that higher levels told."""
    random = Random(f"{seed}-relief-problems")
    of = {item.household.number: item.household for item in relieved}
    found = [(row.day, "survey", of[str(row.values["household"])]) for row in surveys if row.values["problems"]]
    del found[-UNLISTED]
    for year in (2019, 2020):
        for _ in range(7):
            day = between(date(year, 2, 1), date(year, 10, 31), random)
            source = random.choice(("feedback", "inspection"))
            found.append((day, source, random.choice(relieved).household))
    found.sort(key=lambda item: (item[0], item[2].number))
    return [_problem(number, *item, random) for number, item in enumerate(found, 1)]


def _problem(number: int, day: date, source: str, household: Household, random: Random) -> Row:
    item = random.choice(tuple(_FOUND))
    assigned = after(day, 0, 2, random)
    due = assigned + timedelta(days=30)
    slow = random.random() < 0.08
    rectified = after(assigned, 50, 120, random) if slow else after(assigned, 5, 27, random)
    steps = {"assign": assigned, "rectify": rectified, "close": after(rectified, 2, 9, random)}
    values: dict[str, Value] = {
        "number": f"TP{day.year}-{number:03}",
        "source": source,
        "item": item,
        "household": household.number if source == "survey" else None,
        "description": _FOUND[item],
        "owner": RURAL if day >= UPDATED else TOWN_NAME,
        "due_on": due,
        "measure": "责任单位入户核实并限期整改",
    }
    taken = {name: when for name, when in steps.items() if when <= LAST}
    return Row(day, values, unit_on(household.place, day), taken)


def _funds() -> list[Row]:
    return [
        Row(
            day,
            {
                "document": document,
                "source": source,
                "year": year,
                "purpose": purpose,
                "allocated": Decimal(allocated),
                "spent": Decimal(spent),
            },
            TOWN_NAME,
        )
        for document, source, year, purpose, allocated, spent, day in _FUNDS
    ]


def _nil_reports() -> list[Row]:
    """Communities have no relieved households to visit and say so twice a year."""
    halves = [(date(year, month, 1), date(year, month + 5, 28)) for year in (2019, 2020) for month in (1, 7)]
    return [
        Row(first, {"ledger": "helping_visit", "first": first, "last": last}, place.name)
        for first, last in halves
        for place in PLACES
        if place.kind == "community"
    ]
