"""Rows of the demo town's projects: funds, milestones, monthly progress and transplanted seedlings."""

from datetime import date
from decimal import Decimal
from random import Random

from taizhang.demo.calendar import HALF, end_of_month, month_text, months, workday
from taizhang.demo.places import TOWN_NAME, WORKS
from taizhang.demo.project_list import PROJECTS, wan
from taizhang.demo.rows import Row, Value


def project_rows() -> list[Row]:
    return [
        Row(
            item.entered,
            {"code": item.code, "name": item.name, "builder": f"{TOWN_NAME}人民政府", **item.values},
            item.org,
            item.steps,
        )
        for item in PROJECTS
    ]


def fund_rows() -> list[Row]:
    rows: list[Row] = []
    for item in PROJECTS:
        for (source, year), (allocated, arrived) in item.funds.items():
            values: dict[str, Value] = {
                "project": item.code,
                "source": source,
                "year": year,
                "allocated": wan(allocated),
                "arrived": wan(arrived),
                "document": f"云财预〔{year}〕{len(rows) + 11}号",
            }
            rows.append(Row(max(item.entered, date(year, 3, 20)), values))
    return rows


def milestone_rows() -> list[Row]:
    """Milestones as they were listed, none of them done."""
    return [
        Row(item.entered, {"project": item.code, "name": name, "kind": kind, "due_on": due})
        for item in PROJECTS
        for name, kind, due, _ in item.milestones
    ]


def milestone_done_rows() -> list[Row]:
    """Those that were done, as changes on their day."""
    return [
        Row(
            item.entered,
            {"project": item.code, "name": name, "kind": kind, "due_on": due, "done_on": done},
            changed_on=done,
        )
        for item in PROJECTS
        for name, kind, due, done in item.milestones
        if done is not None
    ]


def progress_rows(seed: int) -> list[Row]:
    """Investment completed each month; the parts of a finished project add up to what was planned."""
    random = Random(f"{seed}-progress")
    rows = []
    for item in PROJECTS:
        if item.first is None or item.last is None:
            continue
        span = months(item.first, item.last)
        weights = [random.randint(5, 15) for _ in span]
        total, spent = sum(weights), Decimal(0)
        whole = item.planned * item.progress / 100
        for number, month in enumerate(span, 1):
            share = Decimal(sum(weights[:number])) / total
            upto = whole if number == len(span) else (whole * share / 100).quantize(Decimal(1)) * 100
            values: dict[str, Value] = {
                "project": item.code,
                "month": month_text(month),
                "invested": (upto - spent).quantize(Decimal("0.01")),
                "progress": (item.progress * share).quantize(Decimal("0.1")),
                "done": "按计划推进施工" if number < len(span) or item.progress < 100 else "收尾完工",
            }
            spent = upto
            rows.append(Row(min(end_of_month(month), HALF), values))
    return rows


_CROPS = ("marigold", "petunia", "salvia", "begonia")
_PLANTED = (
    (2019, 5, (26000, 18500, 12000, 6500)),
    (2019, 6, (14000, 9500, 8000, 4000)),
    (2020, 5, (31000, 21500, 15000, 9000)),
    (2020, 6, (17500, 12000, 7600, 5200)),
)


def seedling_rows() -> list[Row]:
    rows = []
    for year, month, amounts in _PLANTED:
        for number, (crop, plants) in enumerate(zip(_CROPS, amounts, strict=True)):
            day = workday(date(year, month, 8 + 4 * number))
            values: dict[str, Value] = {
                "crop": crop,
                "plants": plants,
                "place": ("镇区主街", "云溪河沿岸", "各村村口", "车站广场")[number],
                "facility": f"SS{number % 3 + 1:03}",
            }
            rows.append(Row(day, values, WORKS if year >= 2020 else TOWN_NAME))
    return rows
