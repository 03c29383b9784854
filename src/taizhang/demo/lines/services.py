"""Service items and requests, help into work, veterans, rights, schools, care and culture in the demo town.

One village has not sent its services for rights of the second quarter of 2020; another reported nil for the first.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import after, between, workday
from taizhang.demo.moves import moved
from taizhang.demo.names import person_name, phone
from taizhang.demo.people import Household, Person
from taizhang.demo.places import PLACES, TOWN_NAME, unit_on
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, numbered, taken, village_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

SILENT = ("双泉村", "2020Q2")
NIL = ("西沟村", "2020Q1")
_PUBLISHED = date(2018, 10, 8)
_SCHOOLING = date(2018, 9, 3)
_CENT = Decimal("0.01")
_QUARTERS = tuple(month for month in MONTHS if month.month in (1, 4, 7, 10))
# name, kind, limit in law, promised, and whether it is done on the spot, online, in one visit, in the village
_ITEMS = (
    ("城乡居民养老保险参保登记", "public", 10, 0, "iocn"),
    ("养老待遇资格认证", "public", 10, 0, "iocn"),
    ("城乡居民医疗保险参保登记", "public", 10, 0, "iocn"),
    ("医疗费用报销受理", "payment", 30, 15, "cn"),
    ("最低生活保障申请受理", "payment", 45, 30, "n"),
    ("临时救助申请受理", "payment", 20, 7, "cn"),
    ("残疾人两项补贴申请受理", "payment", 30, 15, "cn"),
    ("高龄津贴申请受理", "payment", 30, 10, "ocn"),
    ("生育登记", "confirmation", 5, 0, "iocn"),
    ("再生育审批初审", "permit", 20, 10, "o"),
    ("就业失业登记", "public", 10, 1, "iocn"),
    ("退役军人信息采集", "public", 10, 1, "cn"),
    ("农村宅基地审批", "permit", 20, 15, ""),
    ("乡村建设规划许可初审", "permit", 20, 15, ""),
    ("林木采伐许可受理", "permit", 20, 10, "c"),
    ("农村土地承包经营权变更", "confirmation", 20, 12, ""),
    ("流动人口居住登记", "confirmation", 7, 1, "ocn"),
    ("老年人优待证办理", "public", 10, 2, "cn"),
    ("村民建房用电用水证明", "public", 5, 0, "icn"),
    ("小额信贷贴息受理", "other", 20, 10, "c"),
    ("种粮补贴面积核实", "other", 20, 10, "cn"),
    ("公共租赁住房申请受理", "payment", 30, 20, "c"),
)
_WEIGHTS = (16, 18, 15, 12, 3, 3, 4, 5, 6, 1, 8, 4, 3, 1, 1, 3, 5, 7, 6, 2, 5, 2)
_EVENTS = ("culture", "sport", "science", "film", "reading")
_SCHOOLS = (
    ("云溪镇中心小学", "primary", "溪畔社区", 612, 118, 46),
    ("云溪镇初级中学", "middle", "车站社区", 438, 124, 41),
    ("云溪镇中心幼儿园", "kindergarten", "溪畔社区", 246, 32, 24),
    ("青禾村小学", "primary", "青禾村", 96, 31, 9),
    ("南坪村幼儿园", "kindergarten", "南坪村", 38, 12, 4),
)
_CARE = (
    ("云溪镇卫生院", "hospital", "溪畔社区", 52, 60, None, True),
    ("云溪镇敬老院", "home", "车站社区", 14, 80, 63, True),
    ("溪畔社区日间照料点", "day_care", "溪畔社区", 4, 20, 15, True),
    ("青禾村日间照料点", "day_care", "青禾村", 2, 12, 9, True),
)


def item_rows() -> list[Row]:
    rows = []
    for number, (name, kind, legal, promised, ways) in enumerate(_ITEMS, 1):
        values: dict[str, Value] = {"code": f"FW{number:03}", "name": name, "kind": kind}
        values |= {"legal_days": legal, "promised_days": promised}
        values |= {"instant": "i" in ways, "online": "o" in ways, "once": "c" in ways, "nearby": "n" in ways}
        rows.append(Row(_PUBLISHED, values, TOWN_NAME))
    return rows


def _working_days_after(day: date, count: int) -> date:
    """The office counts weekends off; holidays are added by hand and left out here."""
    for _ in range(count):
        day = workday(day + timedelta(days=1))
    return day


def request_rows(seed: int) -> list[Row]:
    """Fewer while people stayed at home, and more of them online."""
    random = Random(f"{seed}-requests")
    rows = []
    for month in MONTHS:
        closed = (month.year, month.month) in ((2020, 2), (2020, 3))
        count = random.randint(26, 34) if closed else random.randint(78, 96) + (10 if month.year == 2020 else 0)
        rows += [_request(day_in(month, random), closed, random) for _ in range(count)]
    return numbered(rows, "BJ")


def _request(day: date, closed: bool, random: Random) -> Row:
    number = random.choices(range(len(_ITEMS)), _WEIGHTS)[0]
    _, _, _, promised, ways = _ITEMS[number]
    shares = {"window": 2 if closed else 52 if day.year == 2019 else 40}
    shares |= {"online": 40 if closed else 24 if day.year == 2020 else 14} if "o" in ways else {}
    shares |= {"agent": 12 if closed else 26, "door": 2} if "n" in ways else {}
    accepted = after(day, 0, 2, random)
    due = _working_days_after(accepted, promised)
    values: dict[str, Value] = {
        "item": f"FW{number + 1:03}",
        "channel": random.choices(list(shares), list(shares.values()))[0],
        "applicant": person_name(random, random.choice(("male", "female"))),
        "phone": phone(98000000 + random.randrange(900000)),
    }
    village = village_on(day, random)
    if random.random() < 0.015:
        return Row(day, values, village, taken({"decline": accepted}))
    values["due_on"] = due
    late = random.random() < 0.014
    done = after(due, 1, 6, random) if late else min(due, between(accepted, due, random)) if due > accepted else due
    steps = taken({"accept": accepted, "finish": max(done, accepted)})
    if accepted > LAST_DAY:
        del values["due_on"]
    if "finish" in steps:
        values["outcome"] = random.choices(("granted", "refused", "referred"), (91, 2, 7))[0]
        if random.random() < 0.62:
            grades = ("very", "satisfied", "fair", "dissatisfied")
            values["satisfaction"] = random.choices(grades, (58, 33, 7, 2))[0]
    return Row(day, values, village, steps)


def _able(households: Sequence[Household], random: Random, count: int) -> list[tuple[Household, Person]]:
    """Adults of working age, one of a household, of different households."""
    found = []
    for household in random.sample(list(households), count * 3):
        people = [person for person in household.people if 22 <= person.age(date(2020, 1, 1)) <= 50]
        if people and household.residence != "away":
            found.append((household, random.choice(people)))
    return found[:count]


def seeker_rows(households: Sequence[Household], seed: int) -> tuple[list[Row], list[Row]]:
    """Job seekers, and the families of which nobody had work; the last of these is still being helped."""
    random = Random(f"{seed}-seekers")
    groups = ("graduate", "hardship", "veteran", "returned", "other")
    rows, families = [], []
    able = _able(households, random, 236)
    for _household, person in able[:224]:
        first = date(2019, 1, 7) if random.random() < 0.46 else date(2020, 1, 6)
        day = between(first, date(first.year, 12, 18), random)
        category = random.choices(groups, (26, 24, 9, 30, 11))[0]
        rows.append(_seeker(person, category, (day, after(day, 6, 95, random)), 0.78, random))
    for number, (household, person) in enumerate(able[224:]):
        day = date(2019, 2, 11) + timedelta(days=61 * number)
        if day > LAST_DAY:
            break
        cleared = after(day, 9, 24, random)
        steps = {"clear": cleared} if cleared <= LAST_DAY else {}
        families.append(Row(day, {"household": household.number, "able": random.choice((1, 1, 2))}, steps=steps))
        rows.append(_seeker(person, "zero_employment", (day, cleared), 1.0, random))
    return numbered(rows, "JY"), families


def _seeker(person: Person, category: str, days: tuple[date, date], share: float, random: Random) -> Row:
    """``days``: registered, and found work or gave up."""
    day, found = days
    values: dict[str, Value] = {"person": person.resident_id, "category": category, "helps": random.randint(1, 5)}
    if random.random() >= share:
        return Row(day, values, steps=taken({"close": found}) if random.random() < 0.3 else {})
    if found <= LAST_DAY:
        places = ("company", "public_post", "self_employed", "away", "industry")
        values["destination"] = random.choices(places, (38, 17, 9, 20, 16))[0]
    return Row(day, values, steps=taken({"employ": found}))


def event_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-employment")
    rows = []
    for month in MONTHS:
        if (month.year, month.month) in ((2020, 2), (2020, 3)):
            continue
        for kind in ("fair", "training", "information"):
            if random.random() < 0.6:
                people = random.randint(24, 52) if kind == "training" else random.randint(60, 240)
                values: dict[str, Value] = {"kind": kind, "participants": people}
                if kind == "training":
                    values |= {"topic": random.choice(("花卉栽培", "中式烹调", "家政服务", "电商运营"))}
                    values["certified"] = people - random.randint(0, 6)
                elif kind == "fair":
                    values["posts"] = random.randint(60, 180)
                rows.append(Row(day_in(month, random), values, TOWN_NAME))
    return sorted(rows, key=lambda row: row.day)


def veteran_rows(households: Sequence[Household], seed: int) -> tuple[list[Row], list[Row]]:
    random = Random(f"{seed}-veterans")
    rows: list[Row] = []
    support: list[Row] = []
    for household in random.sample(list(households), 400):
        men = [
            person for person in household.people if person.sex == "male" and 26 <= person.age(date(2020, 1, 1)) <= 84
        ]
        if not men or len(rows) >= 126:
            continue
        man = men[0]
        entitled = man.age(date(2020, 1, 1)) >= 60 or random.random() < 0.12
        values: dict[str, Value] = {"person": man.resident_id, "name": man.name, "entitled": entitled}
        values |= {"entitlement": "定期抚恤补助对象" if entitled else None, "card": random.random() < 0.9}
        rows.append(Row(date(2018, 11, 12), values))
        support += _support(man, entitled, random)
    return rows, sorted(support, key=lambda row: row.day)


def _support(man: Person, entitled: bool, random: Random) -> list[Row]:
    rows = []
    amount = Decimal(random.randint(14, 42) * 50)
    for first in _QUARTERS if entitled else ():
        paid = amount * (104 if first.year == 2020 else 100) / 100
        values: dict[str, Value] = {"veteran": man.resident_id, "kind": "pension", "amount": paid.quantize(_CENT)}
        rows.append(Row(workday(first + timedelta(days=42)), values))
    for year in (2019, 2020):
        for month in (1, 7):
            if random.random() < 0.4:
                day = workday(date(year, month, random.randint(8, 24)))
                rows.append(Row(day, {"veteran": man.resident_id, "kind": "visit", "amount": Decimal("300.00")}))
        if random.random() < 0.05:
            day = between(date(year, 3, 1), date(year, 11, 30), random)
            rows.append(Row(day, {"veteran": man.resident_id, "kind": "hardship", "amount": Decimal("1200.00")}))
    return rows


def rights_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-rights")
    kinds = {
        "women": ("advice", "activity"),
        "children": ("visit", "activity", "urgent"),
        "elderly": ("visit", "care", "activity"),
        "disabled": ("device", "visit", "advice"),
    }
    rows = []
    for first in _QUARTERS:
        for place in PLACES:
            if (place.name, f"{first.year}Q{first.month // 3 + 1}") in (SILENT, NIL):
                continue
            for category, ways in kinds.items():
                if random.random() < 0.75:
                    day = day_in(MONTHS[MONTHS.index(first) + random.randrange(3)], random)
                    values: dict[str, Value] = {"category": category, "kind": random.choice(ways)}
                    values["persons"] = random.randint(4, 32)
                    rows.append(Row(day, values, unit_on(place, day)))
    return sorted(rows, key=lambda row: row.day)


def nil_rows() -> list[Row]:
    values: dict[str, Value] = {"ledger": "rights_service", "first": date(2020, 1, 1), "last": date(2020, 3, 31)}
    return [Row(date(2020, 4, 2), values, NIL[0])]


def school_rows() -> list[Row]:
    rows = []
    for number, (name, kind, village, pupils, aided, teachers) in enumerate(_SCHOOLS, 1):
        values: dict[str, Value] = {"code": f"XX{number:02}", "name": name, "kind": kind, "pupils": pupils}
        values |= {"aided": aided, "teachers": teachers, "dropouts": 0}
        rows.append(Row(_SCHOOLING, values, village))
    return rows


def care_rows() -> list[Row]:
    """The institutions of the town, and a clinic in each village; two of these are not up to standard."""
    made = [*_CARE]
    for place in PLACES:
        if place.kind == "village":
            good = place.name not in ("白桦沟村", "松树墩村")
            made.append((f"{place.name}卫生室", "clinic", place.name, 1 + place.households // 400, 3, None, good))
    rows = []
    for number, (name, kind, village, staff, beds, taken_beds, standard) in enumerate(made, 1):
        values: dict[str, Value] = {"code": f"YL{number:02}", "name": name, "kind": kind, "staff": staff}
        values |= {"beds": beds, "occupied": taken_beds, "standard": standard}
        rows.append(Row(_SCHOOLING, values, village))
    return rows


def health_rows(care: Sequence[Row], seed: int) -> list[Row]:
    random = Random(f"{seed}-health")
    rows = []
    for first in _QUARTERS:
        last = date(first.year + (first.month == 10), (first.month + 3 - 1) % 12 + 1, 1) - timedelta(days=1)
        for row in care:
            if row.values["kind"] not in ("hospital", "clinic"):
                continue
            times = 8 if row.values["kind"] == "hospital" else 1
            for kind, most in (("doctor", 60), ("elderly", 40), ("vaccination", 45), ("education", 70)):
                values: dict[str, Value] = {"institution": row.values["code"], "kind": kind}
                values["quarter"] = f"{first.year}Q{first.month // 3 + 1}"
                rows.append(Row(last, values | {"persons": times * random.randint(most // 2, most)}))
    return rows


def community_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-community")
    rows = []
    for month in MONTHS:
        closed = date(2020, 2, 1) <= month <= date(2020, 4, 1)
        for _ in range(0 if closed else random.randint(3, 7)):
            day = day_in(month, random)
            values: dict[str, Value] = {"kind": random.choice(_EVENTS), "participants": random.randint(30, 320)}
            rows.append(Row(day, values, village_on(day, random)))
    return sorted(rows, key=lambda row: row.day)


def workbooks(town: "DemoTown") -> list[Workbook]:
    seekers, families = seeker_rows(town.households, town.seed)
    veterans, support = veteran_rows(town.households, town.seed)
    care = care_rows()
    first = {
        "service_item": item_rows(),
        "service_request": request_rows(town.seed),
        "job_seeker": seekers,
        "zero_employment_household": families,
        "employment_event": event_rows(town.seed),
        "veteran": veterans,
        "veteran_support": support,
        "rights_service": rights_rows(town.seed),
        "school": school_rows(),
        "care_institution": care,
        "health_service": health_rows(care, town.seed),
        "community_event": community_rows(town.seed),
        "nil_report": nil_rows(),
    }
    return [
        Workbook("便民服务和社会事业", first),
        Workbook("卫生室随村级建制调整划转", {"care_institution": moved(care)}),
    ]
