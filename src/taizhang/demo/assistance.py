"""Decisions on social assistance in the demo town: who applied, what was decided, what is paid each month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from taizhang.demo.calendar import FIRST, HALF, LAST, RAISED, SECOND_HALF, after, between
from taizhang.demo.names import person_name, phone
from taizhang.demo.people import Household, Person
from taizhang.demo.rows import Row, Value

RAISE = Decimal("1.06")
LISTED = date(2018, 2, 1)
_STANDARD = {"urban": Decimal(600), "rural": Decimal(420)}
_END_REASONS = ("income", "assets", "died", "moved", "withdrawn")
_BANDS = {"a": Decimal(1), "b": Decimal("0.8"), "c": Decimal("0.6")}


@dataclass(frozen=True, slots=True)
class Grant:
    """One application. ``monthly`` is what is paid before the raise of 2020, ``monthly_raised`` from then on.

    ``approved`` and ``ended`` are None while the step is not taken.
    """

    kind: str
    household: Household
    people: Sequence[Person]
    applied: date
    monthly: Decimal
    monthly_raised: Decimal
    values: dict[str, Value]
    steps: dict[str, date] = field(default_factory=dict)

    @property
    def approved(self) -> date | None:
        return self.steps.get("approve")

    @property
    def ended(self) -> date | None:
        return self.steps.get("end")

    def paid_on(self, day: date) -> Decimal | None:
        """What is due on that pay day, or None when nothing is."""
        if self.approved is None or self.approved > day or (self.ended is not None and self.ended <= day):
            return None
        return self.monthly_raised if day >= RAISED else self.monthly

    def row(self, ledger_amount: str | None = "monthly") -> Row:
        """As first entered: the amount that was granted then."""
        amount = self.monthly_raised if self.applied >= RAISED else self.monthly
        extra: dict[str, Value] = {ledger_amount: amount} if ledger_amount else {}
        return Row(self.applied, self.values | extra, steps=self.steps)


def _whole(amount: Decimal) -> Decimal:
    """Rounded to five yuan, as lists of payment have it."""
    return (amount / 5).quantize(Decimal(1)) * 5 + Decimal("0.00")


def _until(steps: dict[str, date]) -> dict[str, date]:
    """Only the steps already taken when the demo's story ends."""
    return {name: day for name, day in steps.items() if day <= LAST}


def _applications(random: Random, standing: int, yearly: int) -> Iterator[date]:
    """Application days: those of 2018 that stand when the journals begin, then ``yearly`` a year until ``HALF``."""
    yield from (between(LISTED, date(2018, 10, 31), random) for _ in range(standing))
    days = (HALF - FIRST).days
    yield from sorted(between(FIRST, HALF, random) for _ in range(round(yearly * days / 365)))


def _chosen(
    random: Random, later: Random, households: Sequence[Household], standing: int, yearly: int
) -> Iterator[tuple[Random, Household, date]]:
    """Each applicant with the day and the stream of the half it falls in; nobody applies twice."""
    dates = list(_applications(random, standing, yearly))
    first = random.sample(households, len(dates))
    yield from ((random, household, day) for household, day in zip(first, dates, strict=True))
    taken = {household.number for household in first}
    rest = [household for household in households if household.number not in taken]
    days = sorted(between(SECOND_HALF, LAST, later) for _ in range(round(yearly / 2)))
    yield from ((later, household, day) for household, day in zip(later.sample(rest, len(days)), days, strict=True))


def _streams(seed: int, name: str) -> tuple[Random, Random]:
    return Random(f"{seed}-{name}"), Random(f"{seed}-{name}-{SECOND_HALF}")


def _allowance_steps(random: Random, applied: date, refused: bool, ends: bool) -> dict[str, date]:
    steps = {"survey": after(applied, 3, 9, random)}
    steps["review"] = after(steps["survey"], 2, 4, random)
    if refused:
        return steps | {"refuse": after(steps["review"], 2, 5, random)}
    steps["publicise"] = after(steps["review"], 1, 3, random)
    steps["approve"] = after(steps["publicise"], 8, 12, random)
    if ends:
        steps["end"] = between(max(FIRST, steps["approve"] + timedelta(days=60)), date(2020, 12, 31), random)
    return steps


def allowances(households: Sequence[Household], seed: int) -> list[Grant]:
    """Subsistence allowances, one a household at most."""
    share = len(households) / 9000
    registered = [item for item in households if item.residence == "registered"]
    chosen = _chosen(*_streams(seed, "allowance"), registered, round(365 * share), round(68 * share))
    grants = []
    for number, (random, household, applied) in enumerate(chosen, 1):
        area = "urban" if household.place.kind == "community" else "rural"
        band = random.choices(tuple(_BANDS), (2, 5, 3))[0]
        persons = list(household.people[: random.randint(1, len(household.people))])
        unable = sum(not 16 <= person.age(FIRST) < 65 or random.random() < 0.2 for person in persons)
        base = _STANDARD[area] * _BANDS[band] * len(persons)
        refused = applied >= FIRST and random.random() < 0.14
        ends = not refused and applied <= HALF and random.random() < 0.13
        values: dict[str, Value] = {
            "household": household.number,
            "received_on": applied,
            "area": area,
            "applicant": household.head.name,
            "id_number": household.head.resident_id,
            "reason": random.choices(
                ("illness", "disability", "old_age", "no_labour", "disaster", "schooling"), (34, 18, 22, 16, 4, 6)
            )[0],
            "income": Decimal(random.randint(180, 480) * 10) + Decimal("0.00"),
            "persons": len(persons),
            "without_labour": unable,
            "band": band,
            "account": f"HC{number:012}",
        }
        if refused:
            values["end_reason"] = random.choice(("income", "assets"))
        elif ends:
            values["end_reason"] = random.choices(_END_REASONS, (6, 2, 3, 1, 1))[0]
        steps = _until(_allowance_steps(random, applied, refused, ends))
        if "end" not in steps and not refused:
            values.pop("end_reason", None)
        grants.append(
            Grant("subsistence", household, persons, applied, _whole(base), _whole(base * RAISE), values, steps)
        )
    return grants


def raised_rows(grants: Sequence[Grant]) -> list[Row]:
    """Amounts from the raise on, for allowances granted before and not ended."""
    kept = (item for item in grants if item.applied < RAISED and "refuse" not in item.steps)
    kept = (item for item in kept if item.ended is None or item.ended > RAISED)
    return [
        Row(item.applied, item.values | {"monthly": item.monthly_raised}, changed_on=max(RAISED, item.applied))
        for item in kept
    ]


def _people(households: Sequence[Household], least: int, most: int) -> list[tuple[Household, Person]]:
    return [
        (household, person)
        for household in households
        if household.residence == "registered"
        for person in household.people
        if least <= person.age(date(2019, 6, 30)) <= most
    ]


def _simple_steps(random: Random, applied: date, ending: float) -> dict[str, date]:
    steps = {"approve": after(applied, 4, 12, random)}
    if random.random() < ending:
        steps["end"] = between(max(FIRST, steps["approve"] + timedelta(days=30)), date(2020, 12, 31), random)
    return _until(steps)


def destitute(households: Sequence[Household], seed: int) -> list[Grant]:
    random = Random(f"{seed}-destitute")
    alone = [(household, person) for household, person in _people(households, 60, 99) if len(household.people) == 1]
    chosen = random.sample(alone, min(len(alone), round(58 * len(households) / 9000)))
    grants: list[Grant] = []
    for household, person in chosen:
        institution = random.random() < 0.3
        ability = random.choices(("full", "partial", "none"), (6, 3, 1))[0]
        care = {"full": Decimal("120.00"), "partial": Decimal("280.00"), "none": Decimal("560.00")}[ability]
        applied = between(LISTED, date(2019, 12, 31), random)
        values: dict[str, Value] = {
            "person": person.resident_id,
            "name": person.name,
            "care": "institution" if institution else "home",
            "ability": ability,
            "institution": "云溪镇敬老院" if institution else None,
            "carer": None if institution else person_name(random, random.choice(("male", "female"))),
            "carer_phone": None if institution else phone(91000000 + len(grants)),
            "living_monthly": Decimal("780.00"),
            "care_monthly": care,
        }
        steps = {"survey": after(applied, 3, 8, random)}
        steps["publicise"] = after(steps["survey"], 2, 4, random)
        steps["approve"] = after(steps["publicise"], 8, 11, random)
        if random.random() < 0.08:
            steps["end"] = between(max(FIRST, steps["approve"] + timedelta(days=60)), date(2020, 12, 31), random)
        amount = Decimal("780.00") + care
        grants.append(Grant("destitute", household, (person,), applied, amount, amount, values, _until(steps)))
    return grants


def disability(households: Sequence[Household], seed: int) -> list[Grant]:
    random = Random(f"{seed}-disability")
    grants = []
    for household, person in random.sample(_people(households, 8, 79), round(250 * len(households) / 9000)):
        both = random.random() < 0.2
        subsidies = ("living", "care") if both else (random.choice(("living", "care")),)
        certificate = person.resident_id + f"{random.randint(1, 7)}{random.randint(1, 2)}"
        for subsidy in subsidies:
            applied = between(LISTED, date(2020, 6, 10), random) if random.random() < 0.2 else LISTED
            amount = Decimal("100.00") if subsidy == "living" else Decimal("120.00")
            values: dict[str, Value] = {
                "person": person.resident_id,
                "name": person.name,
                "subsidy": subsidy,
                "certificate": certificate,
                "impairment": random.choice(("视力", "听力", "言语", "肢体", "智力", "精神"))
                + random.choice(("一级", "二级")),
            }
            steps = _simple_steps(random, applied, 0.04)
            grants.append(Grant("disability", household, (person,), applied, amount, amount, values, steps))
    return grants


def _eighty(person: Person) -> date:
    return person.birth.replace(year=person.birth.year + 80, day=min(person.birth.day, 28))


def old_age(households: Sequence[Household], seed: int) -> list[Grant]:
    random, later = _streams(seed, "old-age")
    grants = []
    turning = ((later, *each) for each in _people(households, 78, 78) if SECOND_HALF <= _eighty(each[1]) <= LAST)
    for random, household, person in [*((random, *each) for each in _people(households, 80, 120)), *turning]:
        if random.random() < 0.06:
            continue
        band = "eighties" if person.age(FIRST) < 90 else "nineties"
        amount = Decimal("100.00") if band == "eighties" else Decimal("200.00")
        applied = after(max(LISTED, _eighty(person)), 1, 20, random)
        if applied > LAST:
            continue
        values: dict[str, Value] = {"person": person.resident_id, "name": person.name, "band": band}
        steps = _simple_steps(random, applied, 0.05 if applied <= HALF else 0)
        grants.append(Grant("old_age", household, (person,), applied, amount, amount, values, steps))
    return grants


def children(households: Sequence[Household], seed: int) -> list[Grant]:
    random = Random(f"{seed}-children")
    grants = []
    for household, person in random.sample(_people(households, 4, 14), round(14 * len(households) / 9000)):
        kind = random.choices(("orphan", "uncared", "hardship"), (5, 3, 2))[0]
        amount = {"orphan": Decimal("1150.00"), "uncared": Decimal("1150.00"), "hardship": Decimal("500.00")}[kind]
        applied = between(LISTED, date(2019, 10, 31), random)
        values: dict[str, Value] = {
            "person": person.resident_id,
            "name": person.name,
            "kind": kind,
            "guardian": household.head.name,
            "guardian_phone": household.phone,
        }
        steps = _simple_steps(random, applied, 0)
        grants.append(Grant("orphan", household, (person,), applied, amount, amount, values, steps))
    return grants


def temporary(households: Sequence[Household], seed: int) -> list[Grant]:
    """One-off help; ``monthly`` is the whole amount, paid on the day of the decision."""
    grants: list[Grant] = []
    chosen = _chosen(*_streams(seed, "temporary"), households, 0, round(46 * len(households) / 9000))
    for number, (random, household, applied) in enumerate(chosen, 1):
        persons = random.randint(1, len(household.people))
        amount = Decimal(random.randint(6, 60) * 100) + Decimal("0.00")
        values: dict[str, Value] = {
            "case_number": f"LS{applied.year}-{number:04}",
            "household": household.number,
            "applicant": household.head.name,
            "cause": random.choices(("illness", "accident", "disaster", "schooling", "other"), (6, 3, 1, 1, 1))[0],
            "persons": persons,
        }
        refused = random.random() < 0.1
        decided = after(applied, 1, 8, random)
        steps = _until({"refuse": decided} if refused else {"approve": decided})
        grant = Grant("temporary", household, household.people[:persons], applied, amount, amount, values, steps)
        grants.append(replace(grant, values=values | {"amount": None if refused else amount}))
    return grants


def low_rent(households: Sequence[Household], seed: int) -> list[Row]:
    share = len(households) / 9000
    town = [item for item in households if item.place.kind == "community" and item.residence != "away"]
    rows = []
    chosen = _chosen(*_streams(seed, "low-rent"), town, round(46 * share), round(21 * share))
    for random, household, applied in chosen:
        persons = len(household.people)
        values: dict[str, Value] = {
            "household": household.number,
            "applicant": household.head.name,
            "received_on": applied,
            "persons": persons,
            "floor_area": Decimal(random.randint(80, 150) * persons) / 10,
            "income": Decimal(random.randint(30, 90) * 10) + Decimal("0.00"),
            "monthly": Decimal(persons * 60) + Decimal("0.00"),
        }
        steps = {"survey": after(applied, 5, 18, random)}
        if random.random() < 0.18:
            steps["refuse"] = after(steps["survey"], 3, 10, random)
            values["monthly"] = None
        else:
            steps["approve"] = after(steps["survey"], 11, 20, random)
            if applied <= HALF and random.random() < 0.06:
                steps["end"] = between(max(FIRST, steps["approve"] + timedelta(days=90)), date(2020, 12, 31), random)
        rows.append(Row(applied, values, steps=_until(steps)))
    return rows
