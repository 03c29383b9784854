"""Industries, cooperatives, collective assets and income, tourism and heritage of the demo town.

Assets from projects follow the handovers in the list of projects. One village has not sent its collective income of the
second quarter of 2020; another reported nil for the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from taizhang.demo.calendar import MERGED, end_of_month, month_text
from taizhang.demo.moves import moved
from taizhang.demo.names import person_name, phone
from taizhang.demo.people import Household
from taizhang.demo.places import MERGING, PLACES, SUCCESSOR, Place, unit_on
from taizhang.demo.project_list import NURSERY, PROJECTS
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, numbered

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

SILENT = ("松树墩村", "2020Q2")
NIL = ("车站社区", "2020Q1")
DIVIDENDS = ("青禾村", "白桦沟村", "松树墩村")
_SURVEYED = date(2018, 11, 20)
_LISTED = date(2016, 6, 1)
_CENT = Decimal("0.01")
_QUARTERS = tuple(month for month in MONTHS if month.month in (1, 4, 7, 10))

# name, sector, GB/T 4754 class, village, leading, area, herd, households, workers, cooperative, 10,000 yuan a year
_INDUSTRIES = (
    ("青禾花卉", "flowers", "A0142", "青禾村", True, 210, None, 86, 64, "青禾村花卉专业合作社", 318),
    ("白桦沟药材", "herbs", "A0170", "白桦沟村", True, 860, None, 132, 48, "白桦沟药材种植专业合作社", 264),
    ("榆林坡药材", "herbs", "A0170", "榆林坡村", False, 430, None, 75, 20, "白桦沟药材种植专业合作社", 118),
    ("东岭甜菜", "beet", "A0133", "东岭村", True, 1250, None, 168, 35, "东岭种植专业合作社", 196),
    ("石磨卜留克", "vegetables", "A0141", "石磨村", False, 520, None, 94, 26, "石磨蔬菜加工专业合作社", 132),
    ("石磨酱菜加工", "processing", "C1371", "石磨村", False, None, None, 31, 40, "石磨蔬菜加工专业合作社", 175),
    ("柳湾稻鸭共生", "grain", "A0111", "柳湾村", True, 940, 5200, 121, 30, "柳湾稻田综合种养专业合作社", 228),
    ("下河稻鱼共生", "grain", "A0111", "下河村", False, 360, None, 58, 12, None, 86),
    ("长滩水稻", "grain", "A0111", "长滩村", False, 780, None, 110, 10, None, 142),
    ("双泉肉羊", "livestock", "A0314", "双泉村", False, None, 3860, 64, 22, "双泉养殖专业合作社", 247),
    ("西沟生猪", "livestock", "A0313", "西沟村", False, None, 2140, 37, 18, "西沟养殖专业合作社", 305),
    ("南坪玉米", "grain", "A0113", "南坪村", False, 1620, None, 203, 14, "南坪农机服务专业合作社", 190),
    ("松树墩食用菌", "forest", "A0142", "松树墩村", False, 64, None, 42, 27, None, 97),
    ("云溪湾乡村旅游", "tourism", "N7869", "柳湾村", True, None, None, 46, 71, "云溪湾旅游服务专业合作社", 154),
)
_SHARES = {
    "grain": ((0, 4), (5, 8), (25, 30), (70, 58)),
    "beet": ((0, 0), (4, 4), (26, 26), (70, 70)),
    "herbs": ((3, 3), (12, 12), (35, 35), (50, 50)),
    "vegetables": ((2, 2), (18, 20), (50, 48), (30, 30)),
    "flowers": ((18, 17), (38, 40), (24, 24), (20, 19)),
    "livestock": ((24, 22), (22, 24), (24, 25), (30, 29)),
    "processing": ((15, 9), (20, 22), (30, 33), (35, 36)),
    "forest": ((12, 10), (22, 23), (36, 37), (30, 30)),
    "tourism": ((8, 2), (34, 21), (40, 45), (18, 20)),
}
_COOPERATIVES = (
    ("青禾村花卉专业合作社", "planting", "青禾村", date(2016, 4, 11), "province", 92, 14, None),
    ("白桦沟药材种植专业合作社", "planting", "白桦沟村", date(2015, 5, 6), "city", 148, 27, None),
    ("东岭种植专业合作社", "planting", "东岭村", date(2014, 3, 18), "county", 176, 19, None),
    ("石磨蔬菜加工专业合作社", "processing", "石磨村", date(2017, 6, 9), "city", 63, 8, None),
    ("柳湾稻田综合种养专业合作社", "planting", "柳湾村", date(2018, 4, 2), "county", 121, 11, None),
    ("双泉养殖专业合作社", "livestock", "双泉村", date(2016, 9, 20), None, 58, 9, None),
    ("西沟养殖专业合作社", "livestock", "西沟村", date(2013, 8, 12), None, 34, 4, None),
    ("南坪农机服务专业合作社", "machinery", "南坪村", date(2012, 5, 15), "county", 41, 3, None),
    ("云溪湾旅游服务专业合作社", "tourism", "柳湾村", date(2020, 5, 18), None, 46, 6, None),
    ("长滩养鱼专业合作社", "livestock", "长滩村", date(2011, 7, 4), None, 12, 0, ("suspend", date(2019, 10, 8))),
    ("榆林坡果品专业合作社", "planting", "榆林坡村", date(2012, 4, 9), None, 9, 0, ("deregister", date(2020, 4, 22))),
    ("南坪葵花专业合作社", "planting", "南坪村", date(2013, 4, 1), None, 15, 1, ("suspend", date(2020, 3, 16))),
)
_SITES = (
    ("云溪湾湿地景区", "scenic", "柳湾村", 0, 28, 2100, 26),
    ("青禾花卉观光园", "picking", "青禾村", 0, 16, 1250, 34),
    ("东岭采摘园", "picking", "东岭村", 0, 9, 620, 41),
    ("双泉农家乐", "restaurant", "双泉村", 12, 11, 540, 68),
    ("白桦沟民宿", "guest_house", "白桦沟村", 46, 13, 430, 176),
    ("榆林坡民宿", "guest_house", "榆林坡村", 28, 8, 260, 158),
    ("石磨河谷营地", "camp", "石磨村", 60, 7, 480, 92),
    ("松树墩红色教育基地", "red_base", "松树墩村", 0, 4, 390, 3),
)
_SEASON = {1: 3, 2: 4, 3: 4, 4: 8, 5: 14, 6: 12, 7: 16, 8: 15, 9: 11, 10: 10, 11: 3, 12: 2}
_AFTER_CLOSURE = {1: 90, 2: 0, 3: 0, 4: 35, 5: 70, 6: 88}
_HERITAGE = (
    ("松树墩交通站旧址", "revolutionary", "county", "松树墩村", "fair"),
    ("东岭游击队哨所遗址", "revolutionary", "county", "东岭村", "poor"),
    ("石磨古渡口", "ruin", "listed", "石磨村", "fair"),
    ("白桦沟摩崖石刻", "stone", "province", "白桦沟村", "good"),
    ("双泉龙王庙", "building", "listed", "双泉村", "poor"),
    ("长滩古墓群", "tomb", "county", "长滩村", "good"),
    ("榆林坡传统民居群", "village", "county", "榆林坡村", "fair"),
)


def _credit_code(number: int) -> str:
    body = f"93990301MA{number:07}"
    return body + uscc.calc_check_digit(body)


def _money(amount: Decimal | int) -> Decimal:
    return Decimal(amount).quantize(_CENT)


def _quarter(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def _end_of_quarter(first: date) -> date:
    return end_of_month(first + timedelta(days=62))


def cooperative_rows(seed: int) -> list[Row]:
    """The specialised ones, and a stock cooperative of each village; those of the merged villages give way to one."""
    random = Random(f"{seed}-cooperatives")
    found: list[tuple[str, str, str, date, str | None, int, int | None, tuple[str, date] | None]] = [*_COOPERATIVES]
    for place in PLACES:
        if place.kind == "village":
            end = ("deregister", date(2020, 2, 28)) if place in MERGING else None
            name, day = f"{place.name}股份经济合作社", date(2018, 12, 10)
            found.append((name, "stock", place.name, day, None, place.households, None, end))
    size = sum(place.households for place in MERGING)
    founded = date(2020, 3, 5)
    found.append((f"{SUCCESSOR.name}股份经济合作社", "stock", SUCCESSOR.name, founded, None, size, None, None))
    rows = []
    for number, (name, kind, village, day, level, members, relieved, end) in enumerate(found, 1):
        values: dict[str, Value] = {
            "credit_code": _credit_code(number),
            "name": name,
            "kind": kind,
            "level": level,
            "members": members,
            "relief_members": relieved,
            "capital": _money(random.randint(10, 80) * 10000),
            "representative": person_name(random, random.choice(("male", "male", "female"))),
            "phone": phone(96000000 + number),
        }
        rows.append(Row(day, values, village, dict([end]) if end else {}))
    return rows


def industry_rows(cooperatives: Sequence[Row]) -> list[Row]:
    codes = {row.values["name"]: row.values["credit_code"] for row in cooperatives}
    rows = []
    for number, item in enumerate(_INDUSTRIES, 1):
        name, sector, code, village, main, area, herd, households, workers, cooperative, _ = item
        values: dict[str, Value] = {
            "code": f"CY{number:03}",
            "name": name,
            "sector": sector,
            "sector_code": code,
            "main": main,
            "cooperative": codes[cooperative] if cooperative else None,
            "area": _money(area) if area else None,
            "herd": herd,
            "households": households,
            "workers": workers,
        }
        rows.append(Row(date(2018, 1, 10), values, village))
    return rows


def output_rows(seed: int) -> list[Row]:
    """By season; in 2020 a little more than the year before, but for tourism."""
    random = Random(f"{seed}-output")
    rows = []
    for first in _QUARTERS:
        for number, (_, sector, *_, yearly) in enumerate(_INDUSTRIES, 1):
            share = _SHARES[sector][first.month // 3][first.year - 2019]
            growth = random.randint(102, 110) if first.year == 2020 else random.randint(97, 103)
            amount = _money(yearly * share * growth)
            values: dict[str, Value] = {
                "industry": f"CY{number:03}",
                "quarter": _quarter(first),
                "output_value": amount,
                "household_income": (amount * random.randint(30, 52) / 100).quantize(_CENT),
            }
            rows.append(Row(_end_of_quarter(first), values))
    return rows


def asset_rows(seed: int) -> list[Row]:
    """Those of the survey of 2018, and what projects handed over since."""
    random = Random(f"{seed}-assets")
    rows = []
    for place in PLACES:
        office = {"name": f"{place.name}办公用房", "kind": "public", "usage": "own"}
        rows.append(_asset(_SURVEYED, place.name, office, random.randint(30, 95)))
        if place.kind == "community":
            shop: dict[str, Value] = {"name": f"{place.name}临街门面", "kind": "operating"}
            rows.append(_asset(_SURVEYED, place.name, shop | _lease(place, random, 24, 48), random.randint(60, 120)))
            continue
        land: dict[str, Value] = {"name": f"{place.name}机动地", "kind": "resource"}
        land["area"] = _money(random.randint(80, 420))
        rows.append(_asset(_SURVEYED, place.name, land | _lease(place, random, 20, 66), 1))
        school: dict[str, Value] = {"name": f"{place.name}旧校舍", "kind": "operating", "usage": "own"}
        if place.number in (6, 12):
            school["usage"] = "idle"
        rows.append(_asset(_SURVEYED, place.name, school, random.randint(12, 40)))
    rows += list(_handed_over())
    return numbered(rows, "ZC", "code")


def _asset(day: date, village: str, values: Mapping[str, Value], ten_thousands: int) -> Row:
    return Row(day, {**values, "value": _money(ten_thousands * 10000)}, village)


def _lease(place: Place, random: Random, least: int, most: int) -> dict[str, Value]:
    """A lease in thousands of yuan a year; that of one village ran out and was not renewed."""
    until = date(2020, 4, 30) if place.number == 4 else date(random.randint(2021, 2027), 12, 31)
    return {
        "usage": "leased",
        "contract": f"HT2018-{place.number:03}",
        "lessee": person_name(random, "male"),
        "rent": _money(random.randint(least, most) * 1000),
        "contract_until": until,
    }


def _handed_over() -> Iterator[Row]:
    names = {place.name for place in PLACES}
    for project in PROJECTS:
        day = project.steps.get("hand_over")
        village = "青禾村" if project.code == NURSERY else project.org
        if day is None or day > LAST_DAY or village not in names:
            continue
        rent = project.values.get("annual_rent")
        values: dict[str, Value] = {
            "name": project.name.removesuffix("项目"),
            "kind": "operating" if rent else "public",
            "project": project.code,
            "value": project.planned,
            "usage": "leased" if rent else "own",
        }
        if rent:
            values |= {"contract": f"HT{project.code[2:]}", "lessee": project.values["operator"], "rent": rent}
            values["contract_until"] = date(day.year + 5, 12, 31)
        yield Row(day, values, village)


def income_rows(seed: int, assets: Sequence[Row]) -> list[Row]:
    random = Random(f"{seed}-collective-income")
    rows = [row for place in PLACES for first in _QUARTERS for row in _received(place, first, random)]
    for asset in assets:
        rent = asset.values.get("rent")
        if not isinstance(rent, Decimal):
            continue
        kind = "contract" if asset.values["kind"] == "resource" else "rent"
        for year in (2019, 2020):
            begun = date(year, 5 if asset.org == NIL[0] else 1, 6)
            day = max(begun, asset.day) + timedelta(days=random.randint(3, 18))
            if asset.day.year <= year and day <= LAST_DAY:
                values: dict[str, Value] = {"kind": kind, "amount": rent, "asset": asset.values["code"]}
                rows.append(Row(day, values, str(asset.org)))
    return numbered(rows, "JT", "voucher")


def _received(place: Place, first: date, random: Random) -> Iterator[Row]:
    """Operation and services by quarter, subsidies in spring and autumn."""
    scale = random.randint(100, 125) if first.year == 2020 else 100
    day = first + timedelta(days=random.randint(40, 85))
    if (place.name, _quarter(first)) in (SILENT, NIL):
        return
    kind = "operation" if place.kind == "village" else "service"
    amount = _money(random.randint(20, 90) * 2 * scale)
    yield Row(day, {"kind": kind, "amount": amount}, unit_on(place, day))
    if first.month in (4, 10):
        yield Row(day, {"kind": "subsidy", "amount": _money(random.randint(8, 30) * 1000)}, unit_on(place, day))


def nil_rows() -> list[Row]:
    values: dict[str, Value] = {"ledger": "collective_income", "first": date(2020, 1, 1), "last": date(2020, 3, 31)}
    return [Row(date(2020, 4, 2), values, NIL[0])]


def distribution_rows(households: Sequence[Household], seed: int) -> tuple[list[Row], list[Row]]:
    """What each village shares out in January, and the households that get it; and what is still being decided."""
    random = Random(f"{seed}-distribution")
    plans: list[tuple[Row, list[Household], Decimal]] = []
    for year in (2019, 2020):
        for place in PLACES:
            if place.kind == "village":
                near = [item for item in households if item.place == place]
                plans += list(_shared_out(place, near, year, random))
    for place in PLACES[2:4]:
        values: dict[str, Value] = {"year": 2020, "purpose": "relief", "amount": _money(6000)}
        plans.append((Row(date(2020, 12, 21), values, place.name, {"vote": date(2020, 12, 28)}), [], _money(0)))
    rows = numbered((plan[0] for plan in plans), "FP")
    plans.sort(key=lambda plan: plan[0].day)
    shares = []
    for row, (_, receivers, each) in zip(rows, plans, strict=True):
        for household in receivers:
            values = {"distribution": row.values["number"], "household": household.number, "amount": each}
            shares.append(Row(row.steps["pay"], values))
    return rows, shares


def _shared_out(
    place: Place, near: Sequence[Household], year: int, random: Random
) -> Iterator[tuple[Row, list[Household], Decimal]]:
    begun = date(year, 1, 2)
    steps = {"vote": date(year, 1, 7), "publicise": date(year, 1, 9), "pay": date(year, 1, 17)}
    growth = year - 2019
    purposes = {
        "reserve": ([], _money(random.randint(12, 30) * 1000)),
        "works": ([], _money(random.randint(4, 15) * 1000)),
        "relief": (random.sample(near, 6 + 2 * growth), _money(random.randint(6, 10) * 50 + 100 * growth)),
        "posts": (random.sample(near, 4 + growth), _money(2400)),
    }
    if place.name in DIVIDENDS:
        purposes["dividend"] = (list(near), _money(60 + 15 * growth + random.randint(0, 20)))
    for purpose, (receivers, amount) in purposes.items():
        total = amount * len(receivers) if receivers else amount
        values: dict[str, Value] = {"year": year - 1, "purpose": purpose, "amount": total}
        yield Row(begun, values, place.name, steps), receivers, amount


def site_rows() -> list[Row]:
    rows = []
    for number, (name, kind, village, beds, workers, _, _) in enumerate(_SITES, 1):
        values: dict[str, Value] = {"code": f"LY{number:02}", "name": name, "kind": kind}
        rows.append(Row(date(2017, 5, 1), values | {"beds": beds or None, "workers": workers}, village))
    return rows


def visit_rows(seed: int) -> list[Row]:
    """By season; nobody was received in February and March 2020."""
    random = Random(f"{seed}-visits")
    rows = []
    for month in MONTHS:
        open_share = _AFTER_CLOSURE.get(month.month, 104) if month.year == 2020 else 100
        for number, (_, _, _, beds, _, busy, spent) in enumerate(_SITES, 1):
            visitors = busy * _SEASON[month.month] * open_share * random.randint(90, 110) // 100_000
            values: dict[str, Value] = {
                "site": f"LY{number:02}",
                "month": month_text(month),
                "visitors": visitors,
                "overnight": min(visitors * 2 // 3, beds * 24) if beds else 0,
                "income": _money(visitors * spent * random.randint(92, 108)) / 100,
            }
            rows.append(Row(end_of_month(month), values))
    return rows


def heritage_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-heritage")
    rows = []
    for number, (name, kind, level, village, condition) in enumerate(_HERITAGE, 1):
        values: dict[str, Value] = {"code": f"WW{number:02}", "name": name, "kind": kind, "level": level}
        values |= {"condition": condition, "keeper": person_name(random, "male")}
        rows.append(Row(_LISTED, values, village))
    return rows


def heritage_patrol_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-heritage-patrols")
    rows = []
    for month in MONTHS:
        for number in range(1, len(_HERITAGE) + 1):
            if random.random() < 0.55:
                dangers = random.choices((0, 1, 2), (82, 14, 4))[0]
                settled = sum(random.random() < 0.75 for _ in range(dangers))
                values: dict[str, Value] = {"site": f"WW{number:02}", "dangers": dangers, "settled": settled}
                rows.append(Row(day_in(month, random), values))
    return sorted(rows, key=lambda row: row.day)


def workbooks(town: "DemoTown") -> list[Workbook]:
    cooperatives = cooperative_rows(town.seed)
    industries = industry_rows(cooperatives)
    assets, heritage = asset_rows(town.seed), heritage_rows(town.seed)
    distributions, shares = distribution_rows(town.households, town.seed)
    first: dict[str, Sequence[Row]] = {
        "cooperative": cooperatives,
        "village_industry": industries,
        "industry_output": output_rows(town.seed),
        "collective_asset": assets,
        "collective_income": income_rows(town.seed, assets),
        "income_distribution": distributions,
        "income_share": shares,
        "tourism_site": site_rows(),
        "tourism_visit": visit_rows(town.seed),
        "heritage_site": heritage,
        "heritage_patrol": heritage_patrol_rows(town.seed),
        "nil_report": nil_rows(),
    }
    standing = [row for row in cooperatives if not (row.steps.get("deregister", MERGED) < MERGED)]
    second = {
        "cooperative": moved(standing),
        "village_industry": moved(industries),
        "collective_asset": moved(assets),
        "heritage_site": moved(heritage),
    }
    return [Workbook("乡村产业和集体经济", first), Workbook("产业和集体资产随村级建制调整划转", second)]
