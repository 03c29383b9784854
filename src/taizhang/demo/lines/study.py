"""Study sessions of the demo town's offices and committee; in February and March 2020 some were not held."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import month_text
from taizhang.demo.places import PARTY, TOWN_NAME
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import MONTHS, day_in, numbered

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_PLANNED = {"collective": 4, "centre_group": 1, "learning_branch": 2}
_DUE = {"collective": 58, "centre_group": 11, "learning_branch": 41}
_SUBJECTS = ("全会精神和重要讲话", "党章党规", "乡村振兴政策", "安全生产法律", "基层治理实务", "公文写作和数据规范")
_MORE = (
    ("red_base", date(2019, 6, 27), "县革命烈士纪念馆", 48),
    ("red_base", date(2019, 9, 26), "红色交通站旧址", 40),
    ("red_base", date(2020, 6, 24), "县革命烈士纪念馆", 46),
    ("red_base", date(2020, 9, 24), "抗联密营遗址", 39),
    ("seminar", date(2019, 7, 11), None, 30),
    ("training", date(2019, 11, 14), None, 52),
    ("seminar", date(2020, 5, 14), None, 32),
    ("training", date(2020, 11, 12), None, 55),
)


def _unit(day: date) -> str:
    return TOWN_NAME if day.year == 2019 else PARTY


def plan_rows() -> list[Row]:
    return [
        Row(month, {"kind": kind, "month": month_text(month), "planned": count}, _unit(month))
        for month in MONTHS
        for kind, count in _PLANNED.items()
    ]


def session_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-study")
    rows = []
    for month in MONTHS:
        short = month in (date(2020, 2, 1), date(2020, 3, 1))
        for kind, count in _PLANNED.items():
            held = (count + 1) // 2 if short else count
            for _ in range(held):
                day = day_in(month, random)
                values: dict[str, Value] = {"kind": kind, "subject": random.choice(_SUBJECTS)}
                rows.append(Row(day, values | _attendance(_DUE[kind], random), _unit(day)))
    for kind, day, place, due in _MORE:
        subject = "革命传统教育" if kind == "red_base" else random.choice(_SUBJECTS)
        values = {"kind": kind, "subject": subject, "place": place}
        rows.append(Row(day, values | _attendance(due, random), _unit(day)))
    return numbered(rows, "LX")


def _attendance(due: int, random: Random) -> dict[str, Value]:
    return {"due": due, "present": round(due * random.uniform(0.84, 0.98))}


def workbooks(town: "DemoTown") -> list[Workbook]:
    sheets: dict[str, Sequence[Row]] = {"study_plan": plan_rows(), "study_session": session_rows(town.seed)}
    return [Workbook("理论学习", sheets)]
