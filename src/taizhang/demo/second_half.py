"""The second half of 2020 in the demo town's projects: what was started, finished, accepted, handed over and paid."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from taizhang.demo.calendar import LAST, SECOND_HALF, end_of_month, month_text, months
from taizhang.demo.places import TOWN_NAME
from taizhang.demo.project_list import PROJECTS, Project, wan
from taizhang.demo.rows import Row, Value

_BY_CODE = {item.code: item for item in PROJECTS}


@dataclass(frozen=True)
class Course:
    """How one project went on: work until the month of ``last``, reaching ``progress`` percent."""

    code: str
    changed: date
    values: dict[str, Value] = field(default_factory=dict)
    steps: dict[str, date] = field(default_factory=dict)
    first: date = SECOND_HALF
    last: date | None = None
    progress: int = 0
    arrived: dict[tuple[str, int], tuple[str, date]] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    milestones: tuple[tuple[str, str, date, date | None], ...] = ()

    @property
    def project(self) -> Project:
        return _BY_CODE[self.code]


COURSES = (
    Course(
        "XM2019-004",
        date(2020, 9, 22),
        {"operator": "青禾村花卉专业合作社", "annual_rent": wan("52")},
        {"complete": date(2020, 9, 22), "accept": date(2020, 10, 20), "hand_over": date(2020, 11, 16)},
        last=date(2020, 9, 30),
        progress=100,
        arrived={("county", 2020): ("486.5", date(2020, 9, 28))},
        done={"采暖及喷灌系统安装": date(2020, 8, 10)},
        milestones=(("联动调试", "commissioning", date(2020, 9, 15), date(2020, 9, 14)),),
    ),
    Course(
        "XM2019-007",
        date(2020, 11, 27),
        {"expected_on": date(2020, 11, 30)},
        {"complete": date(2020, 11, 27)},
        last=date(2020, 11, 30),
        progress=100,
        arrived={("town", 2020): ("132", date(2020, 10, 15))},
        done={"库体施工": date(2020, 7, 24)},
        milestones=(("恒温设备调试", "commissioning", date(2020, 10, 20), date(2020, 11, 24)),),
    ),
    Course(
        "XM2020-002",
        date(2020, 7, 13),
        steps={"prepare": date(2020, 7, 13)},
        milestones=(("初步设计批复", "formality", date(2020, 12, 10), None),),
    ),
    Course("XM2019-009", date(2020, 8, 12), steps={"hand_over": date(2020, 8, 12)}),
    Course("XM2019-005", date(2020, 7, 10), steps={"accept": date(2020, 7, 10)}),
    Course(
        "XM2019-012",
        date(2020, 7, 28),
        {"operator": "石磨村村民委员会"},
        {"complete": date(2020, 7, 28), "accept": date(2020, 9, 17), "hand_over": date(2020, 10, 12)},
        last=date(2020, 7, 31),
        progress=100,
        done={"沟渠砌筑": date(2020, 7, 22)},
    ),
    Course(
        "XM2020-003",
        date(2020, 7, 27),
        {"contractor": "云岭县水利工程队"},
        {"start": date(2020, 7, 27), "build": date(2020, 8, 17), "complete": date(2020, 11, 18)},
        first=date(2020, 8, 1),
        last=date(2020, 11, 30),
        progress=100,
        arrived={("province", 2020): ("41.5", date(2020, 8, 20))},
        done={"招投标": date(2020, 7, 14)},
    ),
    Course(
        "XM2020-005",
        date(2020, 8, 24),
        {"expected_on": date(2020, 12, 15)},
        {"approve": date(2020, 8, 24), "prepare": date(2020, 9, 21)},
        milestones=(("经营户意见征求", "formality", date(2020, 9, 30), date(2020, 9, 25)),),
    ),
)


def project_change_rows() -> list[Row]:
    """What changed in the projects, and the steps they took."""
    rows = []
    for course in COURSES:
        item = course.project
        values: dict[str, Value] = {
            "code": item.code,
            "name": item.name,
            "builder": f"{TOWN_NAME}人民政府",
            **item.values,
            **course.values,
        }
        rows.append(Row(item.entered, values, item.org, course.steps, changed_on=course.changed))
    return rows


def fund_change_rows(funds: list[Row]) -> list[Row]:
    """``funds`` whose remainder arrived, as changes on the day it did."""
    rows = []
    for course in COURSES:
        for (source, year), (arrived, day) in course.arrived.items():
            named = (course.code, source, year)
            row = next(
                row for row in funds if named == tuple(row.values[name] for name in ("project", "source", "year"))
            )
            rows.append(replace(row, values={**row.values, "arrived": wan(arrived)}, changed_on=day))
    return rows


def milestone_rows() -> list[Row]:
    """Milestones listed in the second half, none of them done."""
    return [
        Row(SECOND_HALF, {"project": course.code, "name": name, "kind": kind, "due_on": due})
        for course in COURSES
        for name, kind, due, _ in course.milestones
    ]


def milestone_done_rows() -> list[Row]:
    """Milestones of both halves that were done, as changes on their day."""
    done: list[tuple[date, tuple[str, str, str, date, date]]] = []
    for course in COURSES:
        for name, kind, due, when in course.project.milestones:
            if name in course.done:
                done.append((course.project.entered, (course.code, name, kind, due, course.done[name])))
            assert when is None or name not in course.done, name
        done += [
            (SECOND_HALF, (course.code, name, kind, due, when))
            for name, kind, due, when in course.milestones
            if when is not None
        ]
    fields = ("project", "name", "kind", "due_on", "done_on")
    return [Row(listed, dict(zip(fields, values, strict=True)), changed_on=values[-1]) for listed, values in done]


def progress_rows(seed: int) -> list[Row]:
    """Investment completed each month, from where the first half left off."""
    random = Random(f"{seed}-progress-{SECOND_HALF}")
    rows = []
    for course in COURSES:
        if course.last is None:
            continue
        item, span = course.project, months(course.first, course.last)
        weights = [random.randint(5, 15) for _ in span]
        spent = item.planned * item.progress / 100
        rest = item.planned * course.progress / 100 - spent
        paid = Decimal(0)
        for number, month in enumerate(span, 1):
            share = Decimal(sum(weights[:number])) / sum(weights)
            upto = rest if number == len(span) else (rest * share / 100).quantize(Decimal(1)) * 100
            values: dict[str, Value] = {
                "project": item.code,
                "month": month_text(month),
                "invested": (upto - paid).quantize(Decimal("0.01")),
                "progress": (item.progress + (course.progress - item.progress) * share).quantize(Decimal("0.1")),
                "done": "收尾完工" if number == len(span) else "按计划推进施工",
            }
            paid = upto
            rows.append(Row(min(end_of_month(month), LAST), values))
    return rows


def nil_rows() -> list[Row]:
    """Nothing was under construction in December, which the town says."""
    values: dict[str, Value] = {"ledger": "project_progress", "first": date(2020, 12, 1), "last": LAST}
    return [Row(LAST, values, TOWN_NAME)]
