"""Insurance of the demo town's residents: enrolment by batches, pensions, unemployment benefits.

One village did not hand in its list of pensions paid in April 2020.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import FIRST, after, between, month_text, months, workday
from taizhang.demo.people import Household, Person
from taizhang.demo.places import PLACES, Place, unit_on
from taizhang.demo.rows import Row, Value, Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

LAST = date(2020, 12, 31)
SILENT = ("双泉村", "2020-04")
PREMIUM = {("medical", 2019): 220, ("medical", 2020): 250, ("medical", 2021): 280, ("pension", 2019): 200}
_SHARES = {2019: 0.945, 2020: 0.962, 2021: 0.71}
_SUBSIDISED = (("allowance", 0.04), ("relief", 0.03), ("disabled", 0.01), ("destitute", 0.003))
_AGE_OF_PENSION = 60
_SPRING = (date(2020, 1, 6), date(2020, 6, 24))
_AUTUMN = (date(2020, 7, 1), date(2020, 12, 11))


def workbooks(town: "DemoTown") -> list[Workbook]:
    pensions = _pensions(town.households, town.seed)
    sheets = {
        "insurance_enrolment": _enrolment(town.households, town.seed),
        "pension_recipient": [row for _, row in pensions],
        "pension_payment": _payments(pensions),
        "unemployment_benefit": _unemployed(town.households, town.seed),
    }
    certified = {"pension_recipient": _certified(pensions, town.seed)}
    return [Workbook("社会保险", sheets), Workbook("养老待遇领取资格认证2020年", certified)]


def _enrolment(households: Sequence[Household], seed: int) -> list[Row]:
    """Most enrol in the last quarter of the year before; some late, some are taken off."""
    random = Random(f"{seed}-enrolment")
    rows: list[Row] = []
    for place in PLACES:
        people = [person for item in households if item.place == place for person in item.people]
        for year in (2019, 2020, 2021):
            day = date(year - 1, 12, 31)
            grown = sum(16 <= person.age(day) < _AGE_OF_PENSION for person in people)
            minors = sum(person.age(day) < 16 for person in people)
            everyone = round(len(people) * _SHARES[year])
            for category, share in _SUBSIDISED:
                rows += _batches(place, ("medical", category), year, round(len(people) * share), random)
                everyone -= round(len(people) * share)
            rows += _batches(place, ("medical", "student"), year, min(minors, everyone), random)
            rows += _batches(place, ("medical", "ordinary"), year, max(0, everyone - minors), random)
            if year < LAST.year + 1:
                rows += _batches(place, ("pension", "ordinary"), year, round(grown * _SHARES[year] * 0.74), random)
                rows += _leavers(place, year, random)
    rows.sort(key=lambda row: row.day)
    return rows


def _batches(place: Place, kind: tuple[str, str], year: int, persons: int, random: Random) -> Iterator[Row]:
    """``persons`` of a scheme and category in up to three batches, the last one after the year has begun."""
    late = persons // 25
    early = persons * 6 // 10
    days = (
        between(date(year - 1, 10, 8), date(year - 1, 11, 15), random),
        between(date(year - 1, 11, 16), date(year - 1, 12, 25), random),
        between(date(year, 1, 6), date(year, 2, 25), random),
    )
    for day, number in zip(days, (early, persons - early - late, late), strict=True):
        if number and day <= LAST:
            yield _batch(place, day, (*kind, "joined", year), number)


def _leavers(place: Place, year: int, random: Random) -> Iterator[Row]:
    for month in months(date(year, 3, 1), date(year, 12, 1)):
        if random.random() < 0.35:
            yield _batch(place, month + timedelta(days=14), ("medical", "ordinary", "left", year), random.randint(1, 3))


def _batch(place: Place, day: date, what: tuple[str, str, str, int], persons: int) -> Row:
    scheme, category, change, year = what
    premium = PREMIUM.get((scheme, year), PREMIUM["pension", 2019])
    amount = Decimal(premium * persons) if change == "joined" else Decimal(0)
    free = category in {name for name, _ in _SUBSIDISED}
    values: dict[str, Value] = {
        "scheme": scheme,
        "category": category,
        "change": change,
        "cover_from": date(year, 1, 1),
        "cover_to": date(year, 12, 31),
        "persons": persons,
        "paid": Decimal(0) if free else amount,
        "subsidised": amount if free else Decimal(0),
    }
    return Row(day, values, unit_on(place, day))


def _pensions(households: Sequence[Household], seed: int) -> list[tuple[Place, Row]]:
    """About a fifth of the old; those who turn sixty apply in that month."""
    random = Random(f"{seed}-pensions")
    made = []
    for household in households:
        for person in household.people:
            if person.age(LAST) < _AGE_OF_PENSION or random.random() > 0.22:
                continue
            made.append((household.place, _pension(person, random)))
    return made


def _pension(person: Person, random: Random) -> Row:
    sixty = date(person.birth.year + _AGE_OF_PENSION, person.birth.month, min(person.birth.day, 28))
    applied = workday(max(sixty, date(2018, 2, 1)))
    granted = after(applied, 6, 16, random)
    steps = {"grant": granted}
    chance = random.random()
    if chance < 0.05:
        steps["end"] = between(max(FIRST, granted + timedelta(days=40)), date(2021, 3, 1), random)
    elif chance < 0.06:
        steps["suspend"] = between(max(date(2020, 5, 6), granted + timedelta(days=40)), date(2021, 3, 1), random)
    old = person.age(FIRST) >= 65
    values: dict[str, Value] = {
        "person": person.resident_id,
        "name": person.name,
        "paid_years": random.randint(0, 14),
        "monthly": Decimal(random.randrange(108, 146, 2) + (10 if old else 0)),
        "certified_on": granted,
    }
    return Row(applied, values, steps={name: day for name, day in steps.items() if day <= LAST})


def _certified(pensions: Sequence[tuple[Place, Row]], seed: int) -> list[Row]:
    """The yearly certification of 2020: most in the first half, a few never."""
    random = Random(f"{seed}-certified")
    rows = []
    for _, row in pensions:
        day = between(*random.choices((_SPRING, _AUTUMN), (9, 1))[0], random)
        if random.random() < 0.97 and _receives(row, day):
            rows.append(Row(row.day, {**row.values, "certified_on": day}, changed_on=day))
    return rows


def _payments(pensions: Sequence[tuple[Place, Row]]) -> list[Row]:
    near: dict[Place, list[Row]] = {place: [] for place in PLACES}
    for place, row in pensions:
        near[place].append(row)
    rows = []
    for month in months(FIRST, LAST):
        day = workday(month.replace(day=10))
        for place in PLACES:
            if (place.name, month_text(month)) == SILENT:
                continue
            due = [row for row in near[place] if _receives(row, day)]
            values: dict[str, Value] = {
                "month": month_text(month),
                "persons": len(due),
                "amount": sum((Decimal(str(row.values["monthly"])) for row in due), Decimal(0)),
            }
            rows.append(Row(day, values, unit_on(place, day)))
    return rows


def _receives(row: Row, day: date) -> bool:
    stopped = min(row.steps.get("end", date.max), row.steps.get("suspend", date.max))
    return "grant" in row.steps and row.steps["grant"] <= day < stopped


def _unemployed(households: Sequence[Household], seed: int) -> list[Row]:
    random = Random(f"{seed}-unemployed")
    grown = [
        (person, household)
        for household in households
        if household.place.kind == "community"
        for person in household.people
        if 24 <= person.age(FIRST) < 56
    ]
    rows = []
    for person, _ in random.sample(grown, 46):
        claimed = between(FIRST, LAST, random)
        granted = after(claimed, 4, 9, random)
        term = random.choice((6, 9, 12, 18))
        employed = random.random() < 0.4
        ended = granted + timedelta(days=random.randint(60, 150) if employed else term * 30)
        refused = random.random() < 0.06
        steps = {"refuse": granted} if refused else {"grant": granted, "end": workday(ended)}
        values: dict[str, Value] = {
            "person": person.resident_id,
            "claimed_on": claimed,
            "name": person.name,
            "months": term,
            "monthly": Decimal(1320),
            "end_reason": None if refused or ended > LAST else "employed" if employed else "expired",
        }
        rows.append(Row(claimed, values, steps={name: day for name, day in steps.items() if day <= LAST}))
    return rows
