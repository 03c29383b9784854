"""Projects with their funds and greenhouses, river chiefs, staff and the office's own ledgers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from bench.history.people import OFFICES, VILLAGES
from bench.history.story import FIRST, MONTHS, TOWN, Story, Turn, after, until_last
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Value

_COURSE = ("approve", "prepare", "start", "build", "complete", "accept", "hand_over")
_CATEGORIES = ("east_west", "infrastructure", "health", "safe_water", "work_relief", "tourism")
_WORKS = ("greenhouse", "cold_store", "service_centre", "road", "river", "camp")
_SYSTEMS = ("insulation", "ventilation", "heating", "circulation", "sprinkler", "acquisition")
_STANDING = VILLAGES[:10]
_LISTED = date(2018, 10, 1)


def facility_code(number: int) -> str:
    return f"SS{number + 1:04}"


def projects(count: int, random: Random) -> Iterator[Story]:
    """The first five are key projects, each written about in a paragraph of its own."""
    for number in range(count):
        code, org = f"XM2018-{number + 1:04}", _STANDING[number % len(_STANDING)]
        listed, course = _LISTED, []
        for step in _COURSE[: 3 + number % 5]:
            listed = after(listed, random.randrange(20, 70))
            course.append(Turn(listed, step))
        planned = Decimal(random.randrange(900_000, 9_000_000))
        yield Story("project", code, org, _LISTED, _project(number, code, planned), until_last(course), True)
        yield from _funds(code, org, planned)
        yield from _milestones(code, org, random)
        yield from _progress(code, org, planned, random)


def _project(number: int, code: str, planned: Decimal) -> dict[str, Value]:
    return {
        "code": code,
        "name": f"第{number + 1}项工程",
        "category": _CATEGORIES[number % len(_CATEGORIES)],
        "works": _WORKS[number % len(_WORKS)],
        "government": number % 4 != 3,
        "key_project": number < 5,
        "site": f"第{number % 10 + 1}村",
        "builder": "镇人民政府",
        "contractor": "某建设公司",
        "planned_investment": planned,
        "land_area": Decimal(4000 + 37 * number),
        "floor_area": Decimal(2000 + 11 * number),
        "buildings": 2 + number % 5,
        "building_unit": "block",
        "capacity": Decimal(100 + number),
        "capacity_unit": "tonnes",
        "product": "花卉苗木",
        "length": Decimal(1200 + 25 * number),
        "purpose": "项目建成后带动周边群众就近就业、稳定增收。",
        "contents": "主体工程及配套设施。",
        "expected_on": date(2020, 5 + number % 6, 28),
        "operator": "镇属企业",
        "annual_rent": Decimal(50_000),
    }


def _funds(code: str, org: OrgCode, planned: Decimal) -> Iterator[Story]:
    for source, share in (("east_west", Decimal("0.4")), ("county", Decimal("0.3"))):
        values: dict[str, Value] = {
            "project": code,
            "source": source,
            "year": 2019,
            "allocated": (planned * share).quantize(Decimal("0.01")),
        }
        turns = (Turn(date(2019, 9, 1), None, {"arrived": (planned * share / 2).quantize(Decimal("0.01"))}),)
        yield Story("project_fund", f"{code}|{source}|2019", org, date(2019, 3, 1), values, turns)


def _milestones(code: str, org: OrgCode, random: Random) -> Iterator[Story]:
    for name, kind, month in (("用地批复", "land", 4), ("施工招标", "tender", 8), ("主体完工", "civil", 17)):
        due = after(FIRST, 30 * month)
        done = after(due, random.randrange(-10, 20))
        values: dict[str, Value] = {"project": code, "name": name, "kind": kind, "due_on": due}
        turns = until_last([Turn(done, None, {"done_on": done})]) if random.random() < 0.8 else ()
        yield Story("project_milestone", f"{code}|{name}", org, FIRST, values, turns)


def _progress(code: str, org: OrgCode, planned: Decimal, random: Random) -> Iterator[Story]:
    for number, month in enumerate(MONTHS, 1):
        values: dict[str, Value] = {
            "project": code,
            "month": f"{month:%Y-%m}",
            "invested": (planned * Decimal(random.randrange(100, 500)) / 10_000).quantize(Decimal("0.01")),
            "progress": Decimal(5 * number),
        }
        yield Story("project_progress", f"{code}|{month:%Y-%m}", org, month.replace(day=28), values)


def facilities(count: int) -> Iterator[Story]:
    """Greenhouses of the first project, each with its six subsystems."""
    for number in range(count):
        code = facility_code(number)
        values: dict[str, Value] = {
            "code": code,
            "name": f"{number + 1}号温室",
            "project": "XM2018-0001",
            "kind": "greenhouse",
            "floor_area": Decimal(800),
            "temperature_low": Decimal(12),
            "temperature_high": Decimal(24 + number % 3),
            "humidity_low": Decimal(40),
            "humidity_high": Decimal(85),
            "light_high": 60_000,
        }
        yield Story("facility", code, _STANDING[0], date(2018, 12, 1), values)
        for system in _SYSTEMS:
            turns = [Turn(date(2018, 12, 10), "install"), Turn(date(2018, 12, 20), "run")]
            if (number + len(system)) % 9 == 0:
                turns.append(Turn(date(2020, 4, 2), "fail"))
            named: dict[str, Value] = {"facility": code, "system": system, "supplier": "设备公司"}
            key = f"{code}|{system}"
            yield Story("facility_subsystem", key, _STANDING[0], date(2018, 12, 5), named, tuple(turns))


def seedlings(random: Random) -> Iterator[Story]:
    for month in MONTHS:
        for crop in ("marigold", "petunia", "salvia"):
            values: dict[str, Value] = {"crop": crop, "plants": random.randrange(2_000, 30_000), "place": "镇区花坛"}
            yield Story("seedling_transplant", "", TOWN, month.replace(day=12), values, (), True)


def rivers(reaches: int, patrols_per_month: int, random: Random) -> Iterator[Story]:
    patrol = problem = 0
    for number in range(reaches):
        code, org = f"HD{number + 1:04}", _STANDING[number % len(_STANDING)]
        values: dict[str, Value] = {
            "code": code,
            "name": f"第{number + 1}段",
            "river": "基准河",
            "chief": f"河长{number}",
            "chief_post": "村支部书记",
            "chief_level": "township" if number % 5 == 0 else "village",
            "length": Decimal(1500 + 10 * number),
            "patrols_per_month": patrols_per_month,
        }
        yield Story("river_reach", code, org, _LISTED, values, (), True)
        for month in MONTHS:
            plan: dict[str, Value] = {"reach": code, "month": f"{month:%Y-%m}", "planned": patrols_per_month}
            yield Story("patrol_plan", f"{code}|{month:%Y-%m}", org, month, plan)
            for _ in range(patrols_per_month - (random.random() < 0.3)):
                patrol += 1
                yield _patrol(patrol, code, org, after(month, random.randrange(28)), random)
            problem += 1
            yield _problem(problem, code, org, after(month, random.randrange(28)), random)


def _patrol(number: int, reach: str, org: OrgCode, day: date, random: Random) -> Story:
    spelt = f"XH{day.year}-{number:06}"
    found = random.random() < 0.05
    values: dict[str, Value] = {
        "patrol_number": spelt,
        "reach": reach,
        "patroller": "巡河员",
        "length": Decimal(random.randrange(800, 2_000)),
        "problems": int(found),
        "settled": int(found),
    }
    return Story("river_patrol", spelt, org, day, values)


def _problem(number: int, reach: str, org: OrgCode, day: date, random: Random) -> Story:
    spelt = f"HW{day.year}-{number:05}"
    values: dict[str, Value] = {
        "number": spelt,
        "reach": reach,
        "kind": random.choice(("rubbish", "bank", "farming")),
        "found_on": day,
        "source": "patrol",
        "due_on": after(day, 30),
    }
    turns = [Turn(after(day, 2), "assign"), Turn(after(day, 20), "rectify"), Turn(after(day, 28), "close")]
    return Story("river_problem", spelt, org, day, values, until_last(turns[: 3 if number % 6 else 1]))


def water_sources() -> Iterator[Story]:
    for number in range(20):
        values: dict[str, Value] = {
            "code": f"SY{number + 1:03}",
            "name": f"第{number + 1}水源",
            "kind": "well" if number % 3 else "spring",
            "persons": 500 + number,
            "protected": number % 4 != 0,
            "tested_on": date(2020, 3, 1),
            "qualified": number % 10 != 0,
        }
        yield Story("water_source", f"SY{number + 1:03}", VILLAGES[number % 10], _LISTED, values, (), True)


def office(random: Random) -> Iterator[Story]:
    """Staff, promises of two plans, and the texts that no ledger can give."""
    for number in range(60):
        code = f"GZ{number + 1:04}"
        values: dict[str, Value] = {"staff_number": code, "name": f"职工{number}", "establishment": "civil"}
        turns = (Turn(date(2020, 2, 1), "retire"),) if number % 15 == 0 else ()
        yield Story("staff", code, OFFICES[number % 7], _LISTED, values, turns, True)
    for number in range(24):
        yield _promise(number, random)
    for position in (1, 2):
        for topic in ("opening", "review_opening", "problem", "guidance"):
            text: dict[str, Value] = {
                "topic": topic,
                "year": 2020,
                "position": position,
                "body": "围绕年度目标狠抓落实。",
            }
            yield Story("text_block", f"{topic}|2020|{position}", TOWN, date(2020, 6, 1), text, (), True)


def _promise(number: int, random: Random) -> Story:
    code, ahead = f"JH2020-{number + 1:03}", number >= 12
    parts = ("poverty", "projects", "industry", "ecology", "livelihood", "government")
    values: dict[str, Value] = {
        "code": code,
        "plan": "2020H2" if ahead else "2020H1",
        "part": parts[number % len(parts)],
        "position": number + 1,
        "promise": f"完成第{number + 1}项任务",
        "owner": str(OFFICES[number % 7]),
        "due_on": date(2020, 11, 30) if ahead else date(2020, 6, 20),
    }
    day = date(2020, 6, 10) if ahead else date(2020, 1, 5)
    done = not ahead and random.random() < 0.9
    return Story("plan_item", code, TOWN, day, values, (Turn(date(2020, 6, 15), "finish"),) if done else (), True)
