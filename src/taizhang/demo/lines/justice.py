"""Petitions, mediation, legal aid and the rule of law in the demo town.

One mediation is entered as confirmed by court without a written agreement, which the check
``confirmed_mediations_are_written`` must find; some petitions run late.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from taizhang.demo.calendar import MERGED, after
from taizhang.demo.names import person_name, phone
from taizhang.demo.places import MERGING, OFFICE, PLACES, SAFETY, SUCCESSOR, TOWN_NAME, WELFARE, WORKS
from taizhang.demo.rows import Row, Value, Workbook
from taizhang.demo.span import LAST_DAY, MONTHS, day_in, numbered, taken, village_on

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown

_MATTERS = {
    "land": "反映征地补偿款发放进度",
    "housing": "咨询危旧房改造政策",
    "labour": "反映务工工资拖欠",
    "welfare": "咨询救助申请条件",
    "farming": "反映补贴面积核定",
    "environment": "反映养殖气味扰民",
    "traffic": "反映村道破损",
    "village": "要求公开村级账目",
}
_KINDS = {
    "family": "因家庭赡养发生争执",
    "neighbour": "因院墙排水发生争执",
    "homestead": "因宅基地界址发生争执",
    "land": "因承包地边界发生争执",
    "labour": "因务工报酬发生争执",
    "contract": "因买卖欠款发生争执",
    "damage": "因牲畜损坏庄稼发生争执",
    "traffic": "因车辆剐蹭发生争执",
}
_DECISIONS = (
    ("恒温贮藏库选址", "project", date(2019, 3, 11), "approve", "low", 64),
    ("柳湾村集中供水价格", "policy", date(2019, 8, 5), "approve", "low", 118),
    ("石磨河采砂点关停", "environment", date(2019, 10, 14), "approve", "middle", 52),
    ("下河、长滩两村建制调整", "boundary", date(2020, 1, 6), "approve", "middle", 286),
    ("过境高压线路迁改", "expropriation", date(2020, 3, 23), "approve", "middle", 97),
    ("车站社区临街摊点迁移", "policy", date(2020, 4, 20), "postpone", "high", 143),
    ("青禾村规模养殖场扩建", "environment", date(2020, 9, 7), "reject", "high", 88),
    ("镇域公交站点调整", "policy", date(2020, 12, 14), None, None, 36),
)
_FIRST_READERS = date(2018, 9, 3)


def _petition(day: date, random: Random) -> Row:
    matter = random.choice(list(_MATTERS))
    channel = random.choices(("visit", "letter", "online", "call", "assigned"), (40, 8, 24, 18, 10))[0]
    values: dict[str, Value] = {
        "channel": channel,
        "category": random.choices(("claim", "suggestion", "complaint"), (78, 17, 5))[0],
        "matter": matter,
        "persons": random.choices((1, 2, 3, 5), (76, 14, 7, 3))[0],
        "petitioner": person_name(random, random.choice(("male", "female"))),
        "phone": phone(93000000 + random.randrange(900000)),
        "request": _MATTERS[matter],
    }
    way = random.choices(("accept", "pass_on", "decline"), (88, 8, 4))[0]
    noticed = after(day, 1, 12, random)
    if way != "accept":
        return Row(day, values, village_on(day, random), taken({way: noticed}))
    values["handler"] = {"welfare": WELFARE, "environment": WORKS, "traffic": WORKS}.get(matter, SAFETY)
    if noticed < date(2020, 1, 2):
        values["handler"] = TOWN_NAME
    due = noticed + timedelta(days=60)
    steps = {"accept": noticed}
    pace = random.choices(("quick", "extended", "late"), (88, 7, 5))[0]
    if pace == "extended":
        extended = noticed + timedelta(days=55)
        steps |= {"extend": extended, "conclude_extended": after(extended, 10, 27, random)}
        if extended <= LAST_DAY:
            due += timedelta(days=30)
            values["extension_reason"] = "需要实地勘测并征求相邻农户意见"
    else:
        steps["conclude"] = after(noticed, 66, 95, random) if pace == "late" else after(noticed, 6, 55, random)
    values["due_on"] = due
    kept = taken(steps)
    if len(kept) == len(steps):
        values["outcome"] = random.choices(("settled", "explained", "assisted", "guided"), (55, 27, 8, 10))[0]
        if random.random() < 0.8:
            values["satisfaction"] = random.choices(("satisfied", "fair", "dissatisfied"), (72, 21, 7))[0]
    return Row(day, values, village_on(day, random), kept)


def petition_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-petitions")
    rows = [_petition(day_in(month, random), random) for month in MONTHS for _ in range(random.randint(4, 9))]
    return numbered(rows, "XF")


def review_rows(petitions: Sequence[Row], seed: int) -> list[Row]:
    """Every twentieth answer is reviewed; one in four of the reviews changes it."""
    random = Random(f"{seed}-reviews")
    rows = []
    for row in petitions:
        answered = row.steps.get("conclude") or row.steps.get("conclude_extended")
        if answered is None or row.values.get("satisfaction") != "dissatisfied" or random.random() < 0.3:
            continue
        asked = after(answered, 5, 25, random)
        decided = after(asked, 12, 27, random)
        if asked > LAST_DAY:
            continue
        values: dict[str, Value] = {"petition": row.values["number"], "level": "review"}
        if decided <= LAST_DAY:
            values["decision"] = random.choices(("upheld", "changed", "redone"), (70, 20, 10))[0]
        rows.append(Row(asked, values, steps=taken({"decide": decided})))
    return rows


def mediation_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-mediation")
    rows = []
    for month in MONTHS:
        for _ in range(random.randint(9, 17)):
            day = day_in(month, random)
            kind = random.choices(list(_KINDS), (16, 26, 12, 16, 9, 9, 7, 5))[0]
            failed = random.random() < 0.03
            closed = after(day, 34, 50, random) if random.random() < 0.02 else after(day, 1, 24, random)
            names = [person_name(random, random.choice(("male", "female"))) for _ in range(2)]
            values: dict[str, Value] = {
                "kind": kind,
                "source": random.choices(("applied", "offered", "referred"), (52, 38, 10))[0],
                "parties": "、".join(names),
                "facts": _KINDS[kind],
                "persons": random.choices((2, 3, 4, 6), (70, 16, 10, 4))[0],
                "mediator": person_name(random, random.choice(("male", "female"))),
            }
            if not failed and closed <= LAST_DAY:
                written = random.random() < 0.6
                values["agreement"] = "written" if written else "oral"
                if kind in ("labour", "contract", "damage", "traffic"):
                    values["amount"] = Decimal(random.randint(4, 160) * 100) + Decimal("0.00")
                if written and random.random() < 0.15:
                    values["confirmed"] = True
            step = "fail" if failed else "succeed"
            rows.append(Row(day, values, village_on(day, random), taken({step: closed})))
    made = numbered(rows, "TJ")
    _mistake(made)
    return made


def _mistake(rows: list[Row]) -> None:
    """The first oral agreement of April 2020 is said to be confirmed by court."""
    at = next(
        at for at, row in enumerate(rows) if row.day >= date(2020, 4, 1) and row.values.get("agreement") == "oral"
    )
    row = rows[at]
    rows[at] = Row(row.day, {**row.values, "confirmed": True}, row.org, row.steps)


def aid_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-aid")
    rows = []
    for month in MONTHS:
        for _ in range(random.randint(7, 15)):
            day = day_in(month, random)
            values: dict[str, Value] = {
                "kind": random.choices(("advice", "drafting", "application", "representation"), (74, 14, 9, 3))[0],
                "matter": random.choice(("wages", "maintenance", "injury", "land", "marriage", "contract", "other")),
                "recipient": person_name(random, random.choice(("male", "female"))),
                "phone": phone(94000000 + random.randrange(900000)),
                "persons": random.choices((1, 2, 4), (86, 10, 4))[0],
                "provider": random.choice(("镇公共法律服务工作站", "驻村法律顾问")),
            }
            rows.append(Row(day, values, village_on(day, random)))
    return numbered(rows, "FY")


def decision_rows() -> list[Row]:
    rows = []
    for decision, matter, day, step, risk, consulted in _DECISIONS:
        values: dict[str, Value] = {"decision": decision, "matter": matter, "consulted": consulted, "risk": risk}
        values |= {"opinions": consulted // 8, "adopted": consulted // 11}
        steps = {step: day + timedelta(days=35)} if step else {}
        rows.append(Row(day, values, TOWN_NAME if day.year == 2019 else OFFICE, steps))
    return numbered(rows, "PG")


def reader_rows(seed: int) -> tuple[list[Row], list[Row]]:
    """Those who serve, and those of the merged villages under the new one."""
    random = Random(f"{seed}-readers")
    rows: list[Row] = []
    for place in PLACES:
        days = [_FIRST_READERS] * random.randint(2, 3)
        days += [date(2020, 10, 19)] if random.random() < 0.6 else []
        unit = place.name
        for role, day in [("reader", day) for day in days] + [("adviser", date(2018, 6, 4))]:
            where = SUCCESSOR.name if place in MERGING and day >= MERGED else unit
            values: dict[str, Value] = {
                "name": person_name(random, random.choice(("male", "female"))),
                "phone": phone(95000000 + len(rows)),
                "role": role,
            }
            rows.append(Row(day, values, where))
    made = numbered(rows, "FM")
    old = {place.name for place in MERGING}
    moved = [Row(row.day, row.values, SUCCESSOR.name, changed_on=MERGED) for row in made if row.org in old]
    return made, moved


def event_rows(seed: int) -> list[Row]:
    random = Random(f"{seed}-law")
    rows = []
    for month in MONTHS:
        if (month.year, month.month) in ((2020, 2), (2020, 3)):
            continue
        kinds = ["campaign"] + (["reader_training"] if month.month in (4, 9) else [])
        kinds += ["lecture"] if random.random() < 0.4 else []
        for kind in kinds:
            people = random.randint(28, 46) if kind == "reader_training" else random.randint(40, 220)
            values: dict[str, Value] = {
                "kind": kind,
                "topic": random.choice(
                    ("宪法和民法典", "土地承包法律", "反诈骗和非法集资", "森林防火法律", "赡养和继承")
                ),
                "participants": people,
                "leaflets": random.randint(10, 40) * 10 if kind == "campaign" else None,
            }
            day = day_in(month, random)
            rows.append(Row(day, values, TOWN_NAME if kind == "reader_training" else village_on(day, random)))
    return numbered(rows, "PF")


def model_rows() -> list[Row]:
    villages = (
        ("东岭村", "county", date(2018, 3, 5), date(2018, 12, 4)),
        ("溪畔社区", "city", date(2018, 3, 5), date(2019, 12, 4)),
        ("双泉村", "county", date(2019, 4, 8), date(2020, 12, 4)),
        ("青禾村", "city", date(2020, 5, 11), None),
    )
    rows = [
        Row(day, {"level": level}, village, {"award": awarded} if awarded else {})
        for village, level, day, awarded in villages
    ]
    return numbered(rows, "CJ")


def workbooks(town: "DemoTown") -> list[Workbook]:
    petitions = petition_rows(town.seed)
    readers, moved = reader_rows(town.seed)
    return [
        Workbook(
            "信访调解和法治建设",
            {
                "petition": petitions,
                "petition_review": review_rows(petitions, town.seed),
                "mediation_case": mediation_rows(town.seed),
                "legal_aid": aid_rows(town.seed),
                "decision_assessment": decision_rows(),
                "law_reader": readers,
                "law_event": event_rows(town.seed),
                "model_village": model_rows(),
            },
        ),
        Workbook("法律明白人随村级建制调整划转", {"law_reader": moved}),
    ]
