"""Pollution sources, the three campaigns, air, forests and ecological payments of the demo town.

One village has not sent its campaign actions of June 2020 (榆林坡村); another reported nil for two months of winter.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import MERGED, after, end_of_month, month_text
from taizhang.demo.moves import moved
from taizhang.demo.names import person_name, phone
from taizhang.demo.people import Household
from taizhang.demo.places import PLACES, TOWN_NAME, unit_on
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, nil_row, numbered, taken

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

SILENT = ("榆林坡村", date(2020, 6, 1))
NIL = ("白桦沟村", (date(2020, 1, 1), date(2020, 2, 1)))
_LISTED = date(2018, 6, 15)
# name, kind, medium, village, ordered on, treated on, closed on
_SOURCES: tuple[tuple[str, str, str, str, date | None, date | None, date | None], ...] = (
    ("云溪水泥制品厂", "industry", "air", "车站社区", date(2019, 4, 8), date(2019, 6, 3), None),
    ("石磨酱菜加工坊", "industry", "water", "石磨村", date(2020, 3, 23), date(2020, 5, 18), None),
    ("溪畔锅炉房", "boiler", "air", "溪畔社区", date(2019, 7, 1), date(2019, 9, 20), None),
    ("车站小区锅炉房", "boiler", "air", "车站社区", None, None, date(2019, 9, 27)),
    ("双泉肉羊养殖场", "livestock", "soil", "双泉村", date(2019, 8, 12), date(2019, 10, 9), None),
    ("西沟生猪养殖场", "livestock", "water", "西沟村", date(2020, 4, 7), date(2020, 6, 1), None),
    ("青禾蛋鸡养殖场", "livestock", "soil", "青禾村", date(2020, 4, 27), None, None),
    ("溪畔农贸市场排口", "outlet", "water", "溪畔社区", date(2020, 6, 8), date(2020, 7, 30), None),
    ("柳湾农家院排口", "outlet", "water", "柳湾村", date(2019, 6, 17), date(2019, 8, 5), None),
    ("下河村口垃圾点", "dump", "soil", "下河村", None, None, date(2019, 11, 8)),
    ("长滩旧砖厂垃圾点", "dump", "soil", "长滩村", date(2020, 3, 9), date(2020, 4, 28), None),
    ("榆林坡沟口垃圾点", "dump", "soil", "榆林坡村", date(2020, 9, 14), date(2020, 10, 30), None),
    ("东岭甜菜连片地块", "farmland", "soil", "东岭村", None, None, None),
    ("南坪玉米连片地块", "farmland", "soil", "南坪村", None, None, None),
)
_FOUND: tuple[tuple[str, str, str, str, date, date | None], ...] = (
    ("聚光温室工地", "construction", "air", "青禾村", date(2019, 9, 12), None),
    ("松树墩散养鸭塘", "livestock", "water", "松树墩村", date(2019, 5, 22), date(2019, 8, 2)),
    ("恒温库工地", "construction", "air", "柳湾村", date(2019, 9, 26), None),
    ("石磨河边洗沙点", "other", "water", "石磨村", date(2020, 4, 14), date(2020, 5, 8)),
    ("白桦沟晾晒场", "other", "air", "白桦沟村", date(2020, 3, 18), None),
    ("双泉村道边积肥点", "dump", "soil", "双泉村", date(2020, 8, 25), date(2020, 9, 30)),
)
_MEASURES = {
    "industry": "更换除尘和沉淀设施",
    "boiler": "改用生物质清洁燃料",
    "livestock": "新建粪污收集池并还田利用",
    "outlet": "接入集中污水管网",
    "dump": "清运覆土并设立禁倒标识",
}
_PLOTS: tuple[tuple[str, str, str, int, date, date, str], ...] = (
    ("returned", "东岭村", "山杏", 620, date(2016, 1, 11), date(2016, 5, 20), "91.5"),
    ("returned", "西沟村", "山杏", 540, date(2016, 1, 11), date(2016, 5, 22), "88.0"),
    ("returned", "石磨村", "云杉", 480, date(2017, 1, 9), date(2017, 5, 18), "90.2"),
    ("returned", "南坪村", "山杏", 710, date(2017, 1, 9), date(2017, 5, 25), "87.4"),
    ("returned", "下河村", "杨树", 360, date(2016, 1, 11), date(2016, 5, 26), "92.0"),
    ("public", "白桦沟村", "白桦", 4200, date(2014, 1, 6), date(2014, 6, 10), "95.0"),
    ("public", "榆林坡村", "榆树", 2650, date(2014, 1, 6), date(2014, 6, 12), "93.5"),
    ("public", "松树墩村", "油松", 3380, date(2014, 1, 6), date(2014, 6, 12), "94.1"),
    ("public", "长滩村", "柳树", 960, date(2014, 1, 6), date(2014, 6, 14), "90.8"),
)
_YEAR_PLOTS: tuple[tuple[str, str, str, int, int, date, date | None], ...] = (
    ("barren", "双泉村", "樟子松", 380, 380, date(2019, 1, 14), date(2019, 5, 17)),
    ("village", "柳湾村", "垂柳", 46, 46, date(2019, 1, 14), date(2019, 4, 30)),
    ("barren", "榆林坡村", "樟子松", 260, 252, date(2019, 1, 14), date(2019, 5, 24)),
    ("barren", "石磨村", "云杉", 320, 320, date(2020, 1, 13), date(2020, 5, 15)),
    ("village", "青禾村", "丁香", 38, 38, date(2020, 1, 13), date(2020, 4, 28)),
    ("barren", "南坪村", "樟子松", 290, 250, date(2020, 1, 13), date(2020, 5, 22)),
    ("village", "溪畔社区", "云杉", 24, 24, date(2020, 1, 13), date(2020, 10, 16)),
    ("barren", "西沟村", "樟子松", 180, 0, date(2020, 10, 19), None),
)
_ACTIONS = {
    "straw": ("blue_sky", (2, 3, 4, 10, 11)),
    "dust": ("blue_sky", (4, 5, 6, 7, 8, 9, 10)),
    "coal": ("blue_sky", (1, 2, 10, 11, 12)),
    "source": ("clear_water", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
    "sewage": ("clear_water", (4, 5, 6, 7, 8, 9)),
    "manure": ("clear_water", (3, 4, 9, 10)),
    "film": ("clean_soil", (4, 5, 10)),
    "packages": ("clean_soil", (6, 7, 8)),
}
_GOOD = {1: 24, 2: 24, 3: 27, 4: 27, 5: 29, 6: 30, 7: 31, 8: 31, 9: 30, 10: 28, 11: 26, 12: 25}


def source_rows(seed: int) -> list[Row]:
    """Treatment is ordered for two months; one source is late, and some are closed."""
    random = Random(f"{seed}-sources")
    rows = []
    for name, kind, medium, village, ordered, treated, closed in _SOURCES:
        steps = {"order": ordered, "treat": treated, "close": closed}
        known = {step: day for step, day in steps.items() if day is not None}
        if treated is not None:
            known["accept"] = after(treated, 4, 15, random)
        rows.append(Row(_LISTED, _source(name, kind, medium, ordered, random), village, known))
    for name, kind, medium, village, found, closed in _FOUND:
        steps_taken = {"close": closed} if closed else {}
        rows.append(Row(found, _source(name, kind, medium, None, random), village, steps_taken))
    return numbered(rows, "WR", "code")


def _source(name: str, kind: str, medium: str, ordered: date | None, random: Random) -> dict[str, Value]:
    values: dict[str, Value] = {
        "name": name,
        "kind": kind,
        "medium": medium,
        "operator": person_name(random, "male"),
        "phone": phone(97000000 + random.randrange(900000)),
    }
    if kind == "industry":
        values |= {"permit": f"PW9903-{random.randint(1000, 9999)}", "permit_until": date(2022, 6, 30)}
    if ordered is not None:
        values |= {"measure": _MEASURES[kind], "due_on": ordered + timedelta(days=60)}
    return values


def check_rows(sources: Sequence[Row], seed: int) -> list[Row]:
    random = Random(f"{seed}-source-checks")
    rows = []
    for month in MONTHS:
        for source in sources:
            day = day_in(month, random)
            closed = source.steps.get("close", LAST_DAY)
            if random.random() < 0.42 and source.day <= day < closed:
                problems = random.choices((0, 1, 2), (72, 22, 6))[0]
                values: dict[str, Value] = {
                    "source": source.values["code"],
                    "kind": "round"
                    if month.month in (4, 9)
                    else random.choices(("daily", "joint", "report"), (8, 1, 1))[0],
                    "problems": problems,
                    "settled": sum(random.random() < 0.7 for _ in range(problems)),
                }
                rows.append(Row(day, values))
    return sorted(rows, key=lambda row: row.day)


def action_rows(seed: int) -> list[Row]:
    """Each village does in a month what the season asks for, and tells people about it where nothing else is due."""
    random = Random(f"{seed}-campaigns")
    rows = []
    for month in MONTHS:
        kinds = [kind for kind, (_, due) in _ACTIONS.items() if month.month in due]
        for place in PLACES:
            if (place.name, month) == SILENT or (place.name == NIL[0] and month in NIL[1]):
                continue
            chosen = [kind for kind in kinds if random.random() < (0.46 if month.year == 2020 else 0.38)]
            for kind in chosen or ["publicity"]:
                day = day_in(month, random)
                rows.append(Row(day, _action(kind, random), unit_on(place, day)))
    return sorted(rows, key=lambda row: row.day)


def _action(kind: str, random: Random) -> dict[str, Value]:
    problems = 0 if kind == "publicity" else random.choices((0, 1, 2), (76, 18, 6))[0]
    values: dict[str, Value] = {
        "campaign": _ACTIONS[kind][0] if kind in _ACTIONS else "blue_sky",
        "kind": kind,
        "persons": random.randint(2, 14),
        "problems": problems,
        "settled": sum(random.random() < 0.8 for _ in range(problems)),
    }
    if kind in ("film", "packages"):
        values["recovered"] = Decimal(random.randint(60, 900) if kind == "film" else random.randint(8, 60)) * Decimal(
            "1.00"
        )
    return values


def nil_rows() -> list[Row]:
    return [nil_row("defence_action", NIL[0], month) for month in NIL[1]]


def air_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-air")
    rows = []
    for month in MONTHS:
        last = end_of_month(month)
        days = last.day - random.choice((0, 0, 0, 1))
        good = min(days, _GOOD[month.month] + random.choice((-1, 0, 1)) + (1 if month.year == 2020 else 0))
        rows.append(Row(last, {"month": month_text(month), "days": days, "good": good}, TOWN_NAME))
    return rows


def plot_rows(seed: int) -> list[Row]:
    """Old plots are accepted; those of the two years are checked in autumn, and one of them fails."""
    random = Random(f"{seed}-plots")
    rows = []
    for programme, village, species, area, begun, planted, survival in _PLOTS:
        values = _plot(programme, village, species, (area, area), date(planted.year, 6, 30)) | {
            "survival": Decimal(survival)
        }
        rows.append(Row(begun, values, village, {"plant": planted, "accept": planted + timedelta(days=150)}))
    for number, (programme, village, species, area, done, begun, when) in enumerate(_YEAR_PLOTS):
        values = _plot(programme, village, species, (area, done), _due(begun, when))
        steps = {} if when is None else {"plant": when}
        checked = None if when is None else when + timedelta(days=random.randint(125, 150))
        if checked is not None and checked <= LAST_DAY:
            failed = number == 5
            values["survival"] = Decimal("78.5") if failed else Decimal(random.randint(860, 955)) / 10
            steps["fail" if failed else "accept"] = checked
        rows.append(Row(begun, values, village, taken(steps)))
    return numbered(rows, "LB", "code")


def _due(begun: date, planted: date | None) -> date:
    """In the spring after the plan, or where that was the plan, in the autumn."""
    if planted is not None and planted.month > 6:
        return date(planted.year, 10, 31)
    return date(begun.year if begun.month < 6 else begun.year + 1, 6, 15)


def _plot(programme: str, village: str, species: str, areas: tuple[int, int], due: date) -> dict[str, Value]:
    """``areas``: planned and planted, in 亩."""
    area, done = areas
    words = {"returned": "退耕地", "public": "公益林", "barren": "荒山造林地", "village": "村庄绿化带"}
    return {
        "name": f"{village}{words[programme]}",
        "programme": programme,
        "species": species,
        "plant_by": due,
        "planned_area": Decimal(area) * Decimal("1.00"),
        "planted_area": Decimal(done) * Decimal("1.00") if done else None,
    }


def care_rows(plots: Sequence[Row], seed: int) -> list[Row]:
    random = Random(f"{seed}-care")
    rows = []
    for month in MONTHS:
        for plot in plots:
            planted, area = plot.steps.get("plant", LAST_DAY), plot.values["planted_area"]
            day = day_in(month, random)
            if day <= planted or not isinstance(area, Decimal):
                continue
            kinds = ["patrol"] if month.month in (3, 4, 5, 9, 10, 11) and random.random() < 0.7 else []
            kinds += ["tending"] if month.month in (6, 7, 8) and random.random() < 0.35 else []
            kinds += ["watering"] if month.month in (5, 6) and area < 500 and random.random() < 0.5 else []
            kinds += ["pests"] if month.month == 7 and random.random() < 0.4 else []
            kinds += ["replanting"] if month.month in (4, 10) and area < 800 and random.random() < 0.3 else []
            for kind in kinds:
                done = (area * random.randint(8, 30) / 100).quantize(Decimal("0.01"))
                values: dict[str, Value] = {"plot": plot.values["code"], "kind": kind, "area": done}
                if kind == "replanting":
                    values["trees"] = int(done) * 22
                rows.append(Row(day, values))
    return sorted(rows, key=lambda row: row.day)


def payment_rows(households: Sequence[Household], seed: int) -> list[Row]:
    """Each autumn, to households of the villages that have such forest, within its area."""
    random = Random(f"{seed}-ecological-payments")
    rates = {"returned": Decimal("90.00"), "public": Decimal("15.75")}
    shares: list[tuple[str, str, Decimal]] = []
    for programme, village, _, area, *_ in _PLOTS:
        near = [item for item in households if item.place.name == village]
        left = Decimal(area)
        for household in random.sample(near, 48 if programme == "returned" else 62):
            got = min(left, Decimal(random.randint(30, area // 4)) / 10)
            if got > 0:
                shares.append((household.number, programme, got))
                left -= got
    rows = []
    for day in (date(2019, 11, 18), date(2020, 6, 10)):
        for number, programme, got in shares:
            values: dict[str, Value] = {"household": number, "kind": programme, "year": day.year, "area": got}
            rows.append(Row(day, values | {"amount": (got * rates[programme]).quantize(Decimal("0.01"))}))
    return rows


def workbooks(town: "DemoTown") -> list[Workbook]:
    sources, plots = source_rows(town.seed), plot_rows(town.seed)
    first = {
        "pollution_source": sources,
        "pollution_check": check_rows(sources, town.seed),
        "defence_action": action_rows(town.seed),
        "air_quality": air_rows(town.seed),
        "forest_plot": plots,
        "forest_care": care_rows(plots, town.seed),
        "ecological_payment": payment_rows(town.households, town.seed),
        "nil_report": nil_rows(),
    }
    open_sources = [row for row in sources if row.steps.get("close", MERGED) >= MERGED]
    second = {"pollution_source": moved(open_sources), "forest_plot": moved(plots)}
    return [Workbook("生态环境保护", first), Workbook("污染源和林地随村级建制调整划转", second)]
