"""Inspections, hazards, forest patrols, geological sites and drills of the demo town.

Honest gaps: one village sent no inspections for April 2020, another reported nil for February 2020.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import after
from taizhang.demo.names import person_name, phone
from taizhang.demo.places import SAFETY, TOWN_NAME
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import MONTHS, day_in, nil_row, numbered, taken, village_on, villages_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_SILENT = ("东岭村", date(2020, 4, 1))
_NIL = ("白桦沟村", date(2020, 2, 1))
_OUTBREAK = ("松树墩村", date(2019, 4, 1), 0)
_FIELDS = {
    "road": ("村口弯道", "缺少警示标志", "村民委员会"),
    "production": ("砂石料场", "传送设备缺少防护罩", "砂石料场"),
    "food_drug": ("食品经销店", "过期食品未下架", "经销店"),
    "forest_fire": ("林缘地块", "可燃物未清理", "村民委员会"),
    "epidemic": ("公共场所", "测温登记不全", "场所经营者"),
    "geology": ("沟口坡脚", "截排水沟淤堵", "村民委员会"),
    "fire": ("沿街门店", "消防通道堆放杂物", "门店经营者"),
}
_SITES = (
    ("东沟口北坡", "landslide", "东岭村", 6, None),
    ("西沟二组后山", "rockfall", "西沟村", 4, date(2020, 10, 20)),
    ("双泉沟口", "debris", "双泉村", 9, None),
    ("白桦沟三组", "landslide", "白桦沟村", 3, None),
    ("南坪老采石场", "rockfall", "南坪村", 2, date(2019, 9, 12)),
    ("榆林坡一组", "subsidence", "榆林坡村", 5, None),
)


def _weights(month: date) -> tuple[int, ...]:
    season = 22 if _dry(month) else 4
    flood = 16 if month.month in (6, 7, 8) else 3
    epidemic = 34 if month >= date(2020, 2, 1) else 0
    return (18, 16, 14, season, epidemic, flood, 17)


def _dry(month: date) -> bool:
    return month.month in (3, 4, 5, 6, 9, 10, 11)


def inspection_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-safety")
    rows = []
    for month in MONTHS:
        for village in villages_on(month):
            if (village, month) in (_SILENT, _NIL):
                continue
            for field in random.choices(list(_FIELDS), _weights(month), k=random.randint(2, 5)):
                found = random.choices((0, 1, 2, 3), (62, 25, 10, 3))[0]
                values: dict[str, Value] = {
                    "field": field,
                    "kind": random.choices(("routine", "special", "joint"), (64, 26, 10))[0],
                    "site": _FIELDS[field][0],
                    "found": found,
                    "settled": sum(1 for _ in range(found) if random.random() < 0.68),
                }
                rows.append(Row(day_in(month, random), values, village))
    return numbered(rows, "AJ")


def hazard_rows(inspections: Sequence[Row], seed: int) -> list[Row]:
    """What inspections left over, in the order it was found; one in sixteen is put right late or not yet."""
    random = Random(f"{seed}-hazards")
    rows = []
    for row in inspections:
        for _ in range(int(str(row.values["found"])) - int(str(row.values["settled"]))):
            field = str(row.values["field"])
            major = field in ("production", "geology") and random.random() < 0.12
            assigned = after(row.day, 0, 2, random)
            allowed = 60 if major else random.choice((15, 20, 30))
            slow = random.random() < 0.06
            least, most = (allowed + 10, allowed + 60) if slow else (3, allowed - 2)
            rectified = after(assigned, least, most, random)
            steps = {"assign": assigned, "rectify": rectified, "close": after(rectified, 2, 10, random)}
            values: dict[str, Value] = {
                "inspection": row.values["number"],
                "field": field,
                "grade": "major" if major else "general",
                "description": _FIELDS[field][1],
                "owner": _FIELDS[field][2],
                "supervised": True if major else None,
                "due_on": assigned + timedelta(days=allowed),
            }
            rows.append(Row(row.day, values, row.org, taken(steps)))
    return numbered(rows, "YH")


def patrol_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-forest")
    rows = []
    for month in MONTHS:
        if not _dry(month):
            continue
        for village in villages_on(month):
            if village.endswith("社区"):
                continue
            for turn in range(random.randint(4, 7)):
                values: dict[str, Value] = {
                    "persons": random.randint(2, 5),
                    "length": Decimal(random.randint(40, 180)) / 10 + Decimal("0.00"),
                    "fires_stopped": 1 if random.random() < 0.05 else 0,
                    "outbreaks": 1 if (village, month, turn) == _OUTBREAK else 0,
                }
                rows.append(Row(day_in(month, random), values, village))
    return numbered(rows, "SH")


def site_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-geology")
    return [
        Row(
            date(2018, 5, 10),
            {
                "code": f"DZD{number:02}",
                "place": place,
                "kind": kind,
                "households": households,
                "watcher": person_name(random, random.choice(("male", "female"))),
                "phone": phone(96000000 + number),
                "made_safe_on": safe,
            },
            village,
        )
        for number, (place, kind, village, households, safe) in enumerate(_SITES, 1)
    ]


def event_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-drills")
    rows = []
    for month in MONTHS:
        kinds = ["publicity"] + (["drill"] if month.month in (5, 6, 11) else [])
        kinds += ["training"] if month.month in (4, 9) else []
        for kind in kinds:
            values: dict[str, Value] = {
                "kind": kind,
                "participants": random.randint(30, 180),
                "leaflets": random.randint(10, 60) * 10 if kind == "publicity" else None,
            }
            day = day_in(month, random)
            office = TOWN_NAME if day < date(2020, 1, 1) else SAFETY
            rows.append(Row(day, values, office if kind != "publicity" else village_on(day, random)))
    return numbered(rows, "YL")


def workbooks(town: "DemoTown") -> list[Workbook]:
    inspections = inspection_rows(town.seed)
    sheets: dict[str, Sequence[Row]] = {
        "safety_inspection": inspections,
        "hazard": hazard_rows(inspections, town.seed),
        "forest_patrol": patrol_rows(town.seed),
        "geological_site": site_rows(town.seed),
        "safety_event": event_rows(town.seed),
        "nil_report": [nil_row("safety_inspection", *_NIL)],
    }
    return [Workbook("安全隐患排查", sheets)]
