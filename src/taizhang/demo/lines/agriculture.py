"""Farming and animals of the demo town: spring ploughing, subsidies, supervision, vaccination, schemes.

One household was paid more fertility subsidy than was approved, which is what the check
``fertility_paid_within_approved`` must find; one village has not reported its vaccinations of autumn 2020.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import after, between
from taizhang.demo.people import Household
from taizhang.demo.places import PLACES, unit_on
from taizhang.demo.rows import Row, Value, Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

LAST = date(2020, 12, 31)
VILLAGES = tuple(place for place in PLACES if place.kind == "village")
SUBSIDISED = ("东岭村", "青禾村")
SILENT = ("西沟村", date(2020, 9, 1))
OVERPAID = 200
_PROGRESS = (date(2020, 6, 15), date(2020, 10, 12))
_PER_MU = {2019: Decimal("61.50"), 2020: Decimal("64.00")}
_CROPS = {"maize": (2200, 3), "soya": (900, 6), "potato": (260, 160), "herbs": (180, 9), "beet": (120, 1)}
_DISEASES = (
    ("cattle", "foot_and_mouth", 260),
    ("sheep", "foot_and_mouth", 1900),
    ("sheep", "small_ruminants", 1900),
    ("pigs", "foot_and_mouth", 320),
    ("poultry", "avian_influenza", 2600),
)
_STOCK = {"cattle": 260, "sheep": 1900, "pigs": 320, "horses": 18}
_EXCLUDED = ("fallow", "built", "forest", "doubled")
_SCHEMES = (
    ("高标准农田建设", "farmland", "青禾村", 1200, 860, 210, date(2019, 9, 2), date(2020, 11, 30), "under_way"),
    ("稻鸭共生示范", "rice_duck", "柳湾村", 150, 150, 34, date(2020, 3, 2), date(2020, 10, 31), "done"),
    ("稻鱼共生扩面", "rice_fish", "柳湾村", 220, 120, 41, date(2020, 3, 2), date(2021, 10, 31), "under_way"),
    ("中药材专业合作社种植基地", "herbs", "白桦沟村", 600, 380, 96, date(2019, 4, 1), date(2021, 6, 30), "under_way"),
    ("生猪养殖基地", "pigs", "双泉村", 80, 0, 60, date(2020, 9, 7), date(2021, 9, 30), "planned"),
)


def workbooks(town: "DemoTown") -> list[Workbook]:
    declared = _declared(town.households, town.seed)
    sheets = {
        "spring_ploughing": _ploughing(town.seed),
        "land_subsidy": declared,
        "farm_subsidy_payment": _payments(town.households, declared, town.seed),
        "gmo_supervision": _supervision(town.seed),
        "animal_vaccination": _vaccination(town.seed),
        "livestock_count": _livestock(town.seed),
        "farm_scheme": _schemes(),
    }
    progress = [Workbook(f"农牧业事项进度{day:%Y-%m}", {"farm_scheme": _schemes(day)}) for day in _PROGRESS]
    return [Workbook("农牧业", sheets), *progress]


def _ploughing(seed: int) -> list[Row]:
    random = Random(f"{seed}-ploughing")
    rows = []
    for year in (2019, 2020):
        for place in VILLAGES:
            day = between(date(year, 3, 9), date(year, 4, 3), random)
            for crop, (area, seed_per_mu) in _CROPS.items():
                if crop not in ("maize", "soya") and random.random() < 0.5:
                    continue
                sown = Decimal(random.randint(area * 8 // 10, area * 12 // 10) + (15 if year == 2020 else 0))
                values: dict[str, Value] = {
                    "crop": crop,
                    "area": sown,
                    "seed": sown * seed_per_mu,
                    "fertiliser": round(sown * random.randint(30, 42) / 1000, 2),
                    "machines": random.randint(4, 18) if crop == "maize" else None,
                }
                rows.append(Row(day, values, unit_on(place, day)))
    return rows


def _declared(households: Sequence[Household], seed: int) -> list[Row]:
    """Most farmers of two villages; land is measured to a tenth of a mu."""
    random = Random(f"{seed}-land")
    near = [item for item in households if item.place.name in SUBSIDISED and item.residence != "incomer"]
    farmers = [(item, Decimal(random.randint(40, 320)) / 10) for item in near if random.random() < 0.6]
    rows = []
    for year in (2019, 2020):
        for household, area in farmers:
            declared = between(date(year, 2, 11), date(year, 3, 6), random)
            verified = after(declared, 5, 20, random)
            refused = random.random() < 0.012
            fallow = Decimal(random.randint(5, 30)) / 10 if random.random() < 0.06 else Decimal(0)
            publicised = date(year, 4, 1) if year == 2019 else date(year, 4, 2)
            steps = {"verify": verified, "publicise": publicised, "approve": date(year, 4, 15)}
            values: dict[str, Value] = {
                "household": household.number,
                "year": year,
                "applicant": household.head.name,
                "persons": len(household.people),
                "declared_area": area,
                "verified_area": area - fallow,
                "excluded": random.choice(_EXCLUDED) if refused or fallow else None,
                "amount": round((area - fallow) * _PER_MU[year], 2),
            }
            if refused:
                steps = {"refuse": verified}
                values |= {"verified_area": None, "amount": None}
            rows.append(Row(declared, values, steps=steps))
    return rows


def _payments(households: Sequence[Household], declared: Sequence[Row], seed: int) -> list[Row]:
    random = Random(f"{seed}-farm-payments")
    rows = []
    approved = [row for row in declared if "approve" in row.steps]
    for number, row in enumerate(approved):
        year = row.day.year
        amount = Decimal(str(row.values["amount"]))
        wrong = number == len(approved) - OVERPAID
        rows.append(
            _payment(str(row.values["household"]), "fertility", date(year, 5, 20), amount * 10 if wrong else amount)
        )
    others = [item for item in households if item.place.kind == "village"]
    for year in (2019, 2020):
        for kind, times, least, most in (("grassland", 70, 300, 1800), ("machinery", 12, 2000, 16000)):
            for household in random.sample(others, times):
                amount = Decimal(random.randrange(least, most, 10))
                day = between(date(year, 4, 20), date(year, 10, 30), random)
                rows.append(_payment(household.number, kind, day, amount))
    return rows


def _payment(household: str, kind: str, day: date, amount: Decimal) -> Row:
    account = f"YKT{household.replace('-', '')}"
    return Row(day, {"household": household, "kind": kind, "year": day.year, "amount": amount, "account": account})


def _supervision(seed: int) -> list[Row]:
    random = Random(f"{seed}-gmo")
    rows = []
    for year in (2019, 2020):
        for place in VILLAGES:
            for kind, least, most, times in (
                ("leaflet", 60, 140, 1),
                ("commitment", 20, 45, 1),
                ("inspection", 1, 1, 2),
            ):
                for _ in range(times):
                    day = between(date(year, 3, 16), date(year, 6, 12), random)
                    values: dict[str, Value] = {"kind": kind, "quantity": random.randint(least, most)}
                    if kind == "inspection":
                        values["violations"] = 0
                    rows.append(Row(day, values, unit_on(place, day)))
    return rows


def _vaccination(seed: int) -> list[Row]:
    random = Random(f"{seed}-vaccination")
    rows = []
    for first in (date(2019, 3, 11), date(2019, 9, 9), date(2020, 3, 16), date(2020, 9, 7)):
        for place in PLACES:
            if place.name == SILENT[0] and first > SILENT[1]:
                continue
            day = between(first, first + timedelta(days=40), random)
            diseases = _DISEASES if place.kind == "village" else (("dogs", "rabies", 160),)
            for species, disease, usual in diseases:
                due = random.randint(usual * 7 // 10, usual * 13 // 10)
                values: dict[str, Value] = {
                    "species": species,
                    "disease": disease,
                    "due": due,
                    "vaccinated": due - int(due * random.randint(0, 60) / 1000),
                }
                rows.append(Row(day, values, unit_on(place, day)))
    return rows


def _livestock(seed: int) -> list[Row]:
    random = Random(f"{seed}-livestock")
    usual = {place: random.randint(70, 130) for place in VILLAGES}
    rows = []
    for number, day in enumerate((date(2019, 6, 28), date(2019, 12, 28), date(2020, 6, 28), date(2020, 12, 28))):
        for place in VILLAGES:
            for species, stock in _STOCK.items():
                held = stock * (usual[place] + number * 2 + random.randint(-2, 2)) // 100
                values: dict[str, Value] = {
                    "species": species,
                    "stock": held,
                    "born": held * random.randint(20, 40) // 100,
                    "sold": held * random.randint(15, 36) // 100,
                }
                rows.append(Row(day, values, unit_on(place, day)))
    return rows


def _schemes(day: date | None = None) -> list[Row]:
    """As decided, with nothing done yet; or as they stood on ``day`` of a progress report."""
    rows = []
    for number, (name, kind, village, planned, done, households, decided, due, state) in enumerate(_SCHEMES, 1):
        begun = after(decided, 20, 30, Random(name))
        if day is not None and (state == "planned" or begun > day):
            continue
        steps = {} if state == "planned" else {"begin": begun}
        if state == "done":
            steps["finish"] = due - timedelta(days=12)
        share = 0 if day is None else 1 if day == _PROGRESS[-1] else Decimal("0.5")
        values: dict[str, Value] = {
            "code": f"ZY{decided.year}-{number:02}",
            "name": name,
            "kind": kind,
            "operator": f"{village}股份经济合作社",
            "planned_area": Decimal(planned),
            "done_area": done * share,
            "households": households,
            "due_on": due,
        }
        rows.append(Row(decided, values, village, steps if day is None else {}, changed_on=day))
    return rows
