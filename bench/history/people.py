"""Units, households, residents and the assistance they receive."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stdnum.cn import ric

from bench.history.story import FIRST, MERGER, MONTHS, TOWN, Story, Turn, after, until_last
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Value

VILLAGES = tuple(OrgCode(f"990301101{number:03}") for number in (*range(201, 213), 1, 2))
MERGED = OrgCode("990301101213")
OFFICES = tuple(OrgCode(f"{TOWN}-B{number:02}") for number in range(1, 9))
RESIDENTS_PER_HOUSEHOLD = 3
_REGISTERED = date(2018, 1, 1)
_KINDS = ("disability", "destitute", "old_age", "orphan", "price")


def units() -> Iterator[Story]:
    """One township; twelve villages and two communities, two of which merge; offices, one of them new in 2020."""
    yield _unit(TOWN, "基准镇", "township", _REGISTERED)
    for number, code in enumerate(VILLAGES, 1):
        kind = "village" if number <= 12 else "community"
        turns: tuple[Turn, ...] = ()
        if number in (11, 12):
            turns = (Turn(MERGER, None, {"last_day": after(MERGER, -1), "successors": str(MERGED)}),)
        yield _unit(code, f"第{number}村", kind, _REGISTERED, turns)
    yield _unit(MERGED, "合并村", "village", MERGER)
    for number, code in enumerate(OFFICES, 1):
        kind = "office" if number <= 5 else "station"
        yield _unit(code, f"第{number}办公室", kind, _REGISTERED if number < 8 else date(2020, 1, 1))


def _unit(code: OrgCode, name: str, kind: str, day: date, turns: tuple[Turn, ...] = ()) -> Story:
    values: dict[str, Value] = {"code": str(code), "name": name, "kind": kind}
    if code != TOWN:
        values["parent"] = str(TOWN)
    return Story("org_unit", str(code), code, day, values, turns)


def village_of(household: int) -> OrgCode:
    return VILLAGES[household % len(VILLAGES)]


def number_of(household: int) -> str:
    return f"{household % len(VILLAGES) + 1:02}{household % 7 + 1:02}-{household:06}"


def resident_id(index: int) -> str:
    """A number of no real place that passes the check of GB 11643."""
    born = date(1930, 1, 1) + timedelta(days=index % 29000)
    digits = f"990301{born:%Y%m%d}{index // 29000 + 1:03}"
    return digits + ric.calc_check_digit(digits + "0")


def resident_key(index: int) -> str:
    return f"~{index:020}"


def residents(households: int, random: Random) -> Iterator[Story]:
    """Households with their members."""
    for household in range(households):
        number = number_of(household)
        head = f"户主{household}"
        residence = random.choices(("registered", "away", "incomer"), (88, 9, 3))[0]
        values: dict[str, Value] = {
            "number": number,
            "head": head,
            "size": RESIDENTS_PER_HOUSEHOLD,
            "residence": residence,
        }
        yield Story("household", number, village_of(household), _REGISTERED, values, (), True)
        for member in range(RESIDENTS_PER_HOUSEHOLD):
            yield _resident(household, member, residence)


def _resident(household: int, member: int, residence: str) -> Story:
    index = household * RESIDENTS_PER_HOUSEHOLD + member
    born = date(1930, 1, 1) + timedelta(days=index % 29000)
    values: dict[str, Value] = {
        "resident_id": resident_id(index),
        "name": f"居民{index}",
        "household": number_of(household),
        "relation": ("head", "spouse", "son")[member],
        "sex": "male" if index % 2 else "female",
        "birth": born,
        "birth_year": born.year,
        "living_here": residence != "away",
    }
    return Story("resident", resident_key(index), village_of(household), _REGISTERED, values)


def allowances(households: int, random: Random) -> Iterator[Story]:
    """Every ninth household applies; most are approved, some refused, some leave. Each is paid month by month."""
    for household in range(0, households, 9):
        applied = after(date(2018, 3, 1), random.randrange(840))
        number, org = number_of(household), village_of(household)
        monthly = Decimal(random.randrange(300, 900))
        fate = random.random()
        turns = [Turn(after(applied, 3), "survey"), Turn(after(applied, 7), "review")]
        approved = ended = None
        if fate < 0.1:
            turns.append(Turn(after(applied, 9), "refuse", {"end_reason": "income"}))
        else:
            approved = after(applied, 18)
            turns += [Turn(after(applied, 9), "publicise"), Turn(approved, "approve")]
            if fate > 0.85:
                ended = after(approved, random.randrange(60, 600))
                turns.append(Turn(ended, "end", {"end_reason": "income"}))
        persons = random.randrange(1, 5)
        values: dict[str, Value] = {
            "household": number,
            "received_on": applied,
            "area": "urban" if household % 14 >= 12 else "rural",
            "applicant": f"户主{household}",
            "reason": random.choice(("illness", "disability", "old_age", "no_labour")),
            "income": Decimal(random.randrange(100_000, 500_000)) / 100,
            "persons": persons,
            "without_labour": random.randrange(persons + 1),
            "band": random.choice("abc"),
            "monthly": monthly,
        }
        yield Story("subsistence_allowance", number, org, applied, values, until_last(turns))
        if approved is not None:
            yield from _allowance_paid(household, persons, monthly, approved, ended or date.max)


def _allowance_paid(household: int, persons: int, monthly: Decimal, approved: date, ended: date) -> Iterator[Story]:
    for month in MONTHS:
        paid = month.replace(day=15)
        if approved < paid < ended:
            amount = monthly + (1 if (household + month.month) % 3000 == 7 else 0)
            yield _payment(household, "subsistence", paid, amount, persons=persons, allowance=number_of(household))


def _payment(household: int, kind: str, paid: date, amount: Decimal, **more: Value) -> Story:
    number = number_of(household)
    spelt = f"{paid:%Y-%m}"
    values = {"household": number, "kind": kind, "month": spelt, "persons": 1, "amount": amount, **more}
    turns: tuple[Turn, ...] = ()
    if kind == "price" and household % 11 == 2:
        turns = (Turn(paid, None, {"amount": amount + 5}),)
    return Story("assistance_payment", f"{number}|{kind}|{spelt}", village_of(household), paid, values, turns)


def payments(households: int, random: Random) -> Iterator[Story]:
    """Other kinds of assistance, month by month; a few price subsidies are corrected afterwards."""
    for kind_number, kind in enumerate(_KINDS):
        for household in range(2 + kind_number, households, 61):
            for month in MONTHS:
                if kind == "price" and month.month > 4:
                    continue
                amount = Decimal(random.randrange(5_000, 80_000)) / 100
                yield _payment(household, kind, month.replace(day=20), amount)


def supports(households: int, random: Random) -> Iterator[Story]:
    """Destitute, disabled and old people, children; temporary assistance; low-rent housing."""
    people = households * RESIDENTS_PER_HOUSEHOLD
    for index in range(0, people, 300):
        course = _course(random, ("survey", 5), ("publicise", 3), ("approve", 10))
        care = "institution" if index % 900 == 0 else "home"
        yield _support(
            "destitute_support", index, course, {"care": care, "ability": "partial", "living_monthly": Decimal(800)}
        )
    for index in range(1, people, 90):
        course = _course(random, ("approve", 12))
        yield _support("disability_subsidy", index, course, {"subsidy": "living", "monthly": Decimal(100)}, "living")
        if index % 270 == 1:
            yield _support("disability_subsidy", index, course, {"subsidy": "care", "monthly": Decimal(120)}, "care")
    for index in range(2, people, 75):
        course = _course(random, ("approve", 12))
        yield _support("old_age_subsidy", index, course, {"band": "eighties", "monthly": Decimal(100)})
    for index in range(3, people, 900):
        course = _course(random, ("approve", 12))
        yield _support("child_support", index, course, {"kind": "orphan", "monthly": Decimal(1000)})
    yield from _temporary(households, random)
    yield from _housing(households, random)


def _course(random: Random, *steps: tuple[str, int]) -> list[Turn]:
    """An application on some day, and the steps so many days after one another."""
    course = [Turn(after(date(2018, 6, 1), random.randrange(740)))]
    for step, days in steps:
        course.append(Turn(after(course[-1].day, days), step))
    return course


def _support(ledger: str, index: int, course: list[Turn], values: dict[str, Value], suffix: str = "") -> Story:
    key = resident_key(index)
    told = {"person": resident_id(index), "name": f"居民{index}", **values}
    org = village_of(index // RESIDENTS_PER_HOUSEHOLD)
    whole = f"{key}|{suffix}" if suffix else key
    turns = until_last(course[1:])
    return Story(ledger, whole, org, course[0].day, told, turns, False, {"person": key})


def _temporary(households: int, random: Random) -> Iterator[Story]:
    """One-off help, paid in full on the day it is granted."""
    for case, household in enumerate(range(7, households, 61)):
        day = after(FIRST, random.randrange(530))
        amount = Decimal(random.randrange(50_000, 500_000)) / 100
        number = f"LS{day.year}-{case:05}"
        values = {
            "case_number": number,
            "household": number_of(household),
            "applicant": f"户主{household}",
            "cause": random.choice(("illness", "accident", "disaster")),
            "persons": 1,
            "amount": amount,
        }
        turns = (Turn(after(day, 6), "approve"),)
        yield Story("temporary_assistance", number, village_of(household), day, values, turns)
        yield _payment(household, "temporary", after(day, 6), amount)


def _housing(households: int, random: Random) -> Iterator[Story]:
    for household in range(5, households, 41):
        day = after(date(2018, 9, 1), random.randrange(640))
        values: dict[str, Value] = {
            "household": number_of(household),
            "applicant": f"户主{household}",
            "received_on": day,
            "persons": 3,
            "floor_area": Decimal(random.randrange(2_000, 4_000)) / 100,
            "monthly": Decimal(random.randrange(100, 300)),
        }
        last = "approve" if random.random() < 0.8 else "refuse"
        turns = until_last([Turn(after(day, 8), "survey"), Turn(after(day, 20), last)])
        yield Story("low_rent_housing", number_of(household), village_of(household), day, values, turns)
