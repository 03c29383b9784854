"""Warning education, inspections, advice, visits and the check of subsidy cards in the demo town."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import MERGED, after
from taizhang.demo.places import MERGING, PARTY, SUCCESSOR, TOWN_NAME
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, numbered, taken, village_on, villages_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_ROUNDS = (date(2019, 8, 1), date(2020, 5, 1), date(2020, 10, 1))
_ADVICE = {
    "epidemic": "完善检查点值守和交接记录",
    "relief_funds": "规范扶贫资金使用公示",
    "conduct": "严格考勤和请销假制度",
    "village_affairs": "按月公开村级财务",
    "projects": "完善项目变更手续",
    "festivals": "严格公务用车管理",
}


def education_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-warning")
    rows = []
    for month in MONTHS:
        if month == date(2020, 2, 1):
            continue
        for kind in random.sample(("meeting", "notice", "film", "lecture"), random.choice((1, 1, 2))):
            unit = TOWN_NAME if month.year == 2019 else PARTY
            rows.append(Row(day_in(month, random), {"kind": kind, "attendance": random.randint(38, 96)}, unit))
    rows.append(Row(date(2019, 9, 19), {"kind": "base", "attendance": 45}, TOWN_NAME))
    return numbered(rows, "JS")


def check_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-inspections")
    rows = []
    for month in MONTHS:
        epidemic = date(2020, 2, 1) <= month <= date(2020, 5, 1)
        for _ in range(random.randint(5, 9) if epidemic else random.randint(2, 6)):
            weights = (60 if epidemic else 2, 12, 12, 12, 8, 6)
            subject = random.choices(list(_ADVICE), weights)[0]
            problems = random.choices((0, 1, 2, 3), (48, 30, 16, 6))[0]
            corrected = sum(1 for _ in range(problems) if random.random() < 0.6)
            day = day_in(month, random)
            values: dict[str, Value] = {"subject": subject, "problems": problems, "corrected": corrected}
            rows.append(Row(day, values, village_on(day, random)))
    return numbered(rows, "JD")


def advice_rows(checks: Sequence[Row], seed: int) -> list[Row]:
    """One for each inspection that left something to put right; a few answers are late, some are still missing."""
    random = Random(f"{seed}-advice")
    rows = []
    for check in checks:
        left = int(str(check.values["problems"])) - int(str(check.values["corrected"]))
        if not left:
            continue
        issued = after(check.day, 0, 3, random)
        if issued > LAST_DAY:
            continue
        answered = after(issued, 40, 90, random) if random.random() < 0.12 else after(issued, 4, 14, random)
        values: dict[str, Value] = {
            "kind": "advice" if left > 1 or random.random() < 0.4 else "reminder",
            "inspection": check.values["number"],
            "content": _ADVICE[str(check.values["subject"])],
            "due_on": issued + timedelta(days=20),
        }
        steps = taken({"answer": answered, "verify": after(answered, 3, 12, random)})
        merged = issued >= MERGED and check.org in {place.name for place in MERGING}
        unit = SUCCESSOR.name if merged else check.org
        rows.append(Row(issued, values, unit, steps))
    return numbered(rows, "ZY")


def visit_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-visits")
    rows = []
    for month in MONTHS:
        for _ in range(random.randint(5, 10)):
            requests = random.choices((0, 1, 2, 3, 4), (24, 34, 24, 12, 6))[0]
            settled = sum(1 for _ in range(requests) if random.random() < 0.66)
            day = day_in(month, random)
            values: dict[str, Value] = {
                "cadres": random.randint(2, 4),
                "households": random.randint(6, 18),
                "requests": requests,
                "settled": settled,
                "passed_on": requests - settled,
            }
            rows.append(Row(day, values, village_on(day, random)))
    return numbered(rows, "XZ")


def card_rows(seed: int) -> list[Row]:
    """Three rounds over every village; in the last one some problems are not corrected yet."""
    random = Random(f"{seed}-cards")
    rows = []
    for month in _ROUNDS:
        for village in villages_on(month):
            problems = random.choices((0, 1, 2, 3), (55, 27, 13, 5))[0]
            corrected = problems - (1 if problems and month == _ROUNDS[-1] and random.random() < 0.4 else 0)
            involved = Decimal(problems * random.randint(2, 14) * 60) + Decimal("0.00")
            values: dict[str, Value] = {
                "households": random.randint(60, 210),
                "amount": Decimal(random.randint(90, 420) * 1000) + Decimal("0.00"),
                "problems": problems,
                "corrected": corrected,
                "involved": involved,
                "recovered": involved if corrected == problems else involved / 2,
            }
            rows.append(Row(day_in(month, random), values, village))
    return numbered(rows, "YK")


def workbooks(town: "DemoTown") -> list[Workbook]:
    checks = check_rows(town.seed)
    sheets: dict[str, Sequence[Row]] = {
        "warning_education": education_rows(town.seed),
        "discipline_check": checks,
        "discipline_advice": advice_rows(checks, town.seed),
        "residents_visit": visit_rows(town.seed),
        "subsidy_card_check": card_rows(town.seed),
    }
    return [Workbook("党风廉政", sheets)]
