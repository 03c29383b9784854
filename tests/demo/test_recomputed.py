"""The demo town through importer, store and engine, against plain Python over the generated rows."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.demo.places import MERGING, SUCCESSOR
from taizhang.demo.rows import Row, Workbook, sheets_of
from taizhang.demo.town import ORG, DemoTown
from taizhang.exchange.importer import import_file
from taizhang.exchange.sheets import write_rows
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine, Request
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period

YEAR = date(2020, 1, 1)
PACKS = ("organisation", "households", "social_assistance", "projects", "river_chiefs", "office")
Figures = dict[str, Decimal | int]


class Plain:
    """Figures of the time from 1 January 2020 to ``day``, computed from rows alone."""

    def __init__(self, books: Sequence[Workbook], day: date) -> None:
        self.day = day
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for book in books:
            for name, rows in book.sheets.items():
                self.rows[name] += rows

    def standing(self, ledger: str, *identity: str) -> list[Row]:
        """The last row of each record that holds on the day; later sheets change earlier ones."""
        held: dict[object, Row] = {}
        for row in self.rows[ledger]:
            if (row.changed_on or row.day) <= self.day:
                key = tuple(row.values[name] for name in identity)
                steps = {**held[key].steps, **row.steps} if key in held else row.steps
                held[key] = Row(row.day, row.values, row.org, steps)
        return list(held.values())

    def step(self, row: Row) -> str | None:
        """The last step taken by the day."""
        taken = [name for name, day in row.steps.items() if day <= self.day]
        return taken[-1] if taken else None

    def in_half(self, day: date) -> bool:
        return YEAR <= day <= self.day

    def happened(self, ledger: str) -> list[Row]:
        return [row for row in self.rows[ledger] if self.in_half(row.day)]


def total(rows: Sequence[Row], field: str) -> Decimal:
    return sum((Decimal(str(row.values.get(field) or 0)) for row in rows), Decimal(0))


def share(part: Decimal | int, whole: Decimal | int, digits: str = "0.1") -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(digits), ROUND_HALF_UP)


def residents(plain: Plain) -> list[Row]:
    found = plain.standing("resident", "resident_id")
    return [row for row in found if row.values.get("left_on") is None or row.values["left_on"] > plain.day]


def assistance(plain: Plain) -> Figures:
    allowances = plain.standing("subsistence_allowance", "household")
    taken = [(row, plain.step(row)) for row in allowances]
    approved = [row for row, step in taken if step == "approve"]
    added = [row for row in approved if plain.in_half(row.steps["approve"])]
    ended = [row for row, step in taken if step == "end" and plain.in_half(row.steps["end"])]
    refused = [row for row, step in taken if step == "refuse" and plain.in_half(row.steps["refuse"])]
    paid = plain.happened("assistance_payment")
    by_kind = defaultdict(list)
    for row in paid:
        by_kind[row.values["kind"]].append(row)
    helped = [
        row
        for row in plain.rows["temporary_assistance"]
        if plain.step(row) == "approve" and plain.in_half(row.steps["approve"])
    ]
    housing = [(row, plain.step(row)) for row in plain.rows["low_rent_housing"] if row.day <= plain.day]
    disability = [row for row in plain.rows["disability_subsidy"] if plain.step(row) == "approve"]
    persons, monthly = total(approved, "persons"), total(approved, "monthly")
    return {
        "subsistence_households": len(approved),
        "subsistence_persons": persons,
        "subsistence_persons_without_labour": total(approved, "without_labour"),
        "subsistence_monthly": monthly,
        "subsistence_monthly_per_person": (monthly / persons).quantize(Decimal("0.01"), ROUND_HALF_UP),
        "subsistence_applied": sum(plain.in_half(row.day) for row in allowances),
        "subsistence_added": len(added),
        "subsistence_added_persons": total(added, "persons"),
        "subsistence_ended": len(ended),
        "subsistence_refused": len(refused),
        "subsistence_pending": sum(step in (None, "survey", "review", "publicise") for _, step in taken),
        "subsistence_approval_rate": share(len(added), len(added) + len(refused)),
        "subsistence_net_added": len(added) - len(ended),
        "subsistence_coverage": share(persons, len(residents(plain)), "0.01"),
        "destitute_persons": sum(plain.step(row) == "approve" for row in plain.rows["destitute_support"]),
        "disability_subsidies": len(disability),
        "disability_persons": len({row.values["person"] for row in disability}),
        "old_age_persons": sum(plain.step(row) == "approve" for row in plain.rows["old_age_subsidy"]),
        "children_supported": sum(plain.step(row) == "approve" for row in plain.rows["child_support"]),
        "temporary_cases": len(helped),
        "temporary_granted": total(helped, "amount"),
        "assistance_paid": total(paid, "amount"),
        "assistance_person_times": total(paid, "persons"),
        "assistance_households_paid": len({row.values["household"] for row in paid}),
        "subsistence_paid": total(by_kind["subsistence"], "amount"),
        "disability_paid": total(by_kind["disability"], "amount"),
        "destitute_paid": total(by_kind["destitute"], "amount"),
        "old_age_paid": total(by_kind["old_age"], "amount"),
        "orphan_paid": total(by_kind["orphan"], "amount"),
        "price_subsidy_paid": total(by_kind["price"], "amount"),
        "temporary_paid": total(by_kind["temporary"], "amount"),
        "subsistence_payments_unapproved": 1 if plain.day >= date(2020, 5, 12) else 0,
        "subsistence_payments_above_amount": 1 if plain.day >= date(2020, 4, 13) else 0,
        "low_rent_applied": sum(plain.in_half(row.day) for row, _ in housing),
        "low_rent_approved": sum(step == "approve" and plain.in_half(row.steps["approve"]) for row, step in housing),
        "low_rent_households": sum(step == "approve" for _, step in housing),
        "low_rent_monthly": total([row for row, step in housing if step == "approve"], "monthly"),
    }


def projects(plain: Plain) -> Figures:
    known = [(row, plain.step(row)) for row in plain.standing("project", "code")]
    live = [(row, step) for row, step in known if step is not None]
    public = [row for row, _ in live if row.values["government"]]
    codes = {row.values["code"] for row in public}
    progress = [row for row in plain.rows["project_progress"] if row.day <= plain.day]
    spent = [row for row in progress if row.values["project"] in codes]
    milestones = plain.standing("project_milestone", "project", "name")
    due = [row for row in milestones if row.values["due_on"] <= plain.day]
    readings = plain.happened("facility_reading")
    outside = [
        row
        for row in readings
        if not (8 <= row.values["temperature"] <= 32) or not (40 <= row.values["humidity"] <= 88)
    ]
    planned = total(public, "planned_investment")
    return {
        "projects": len(live),
        "projects_in_library": len(known) - len(live),
        "key_projects": sum(row.values["key_project"] for row, _ in live),
        "government_projects": len(public),
        "government_planned_investment": planned,
        "projects_preparing": sum(step in ("approve", "prepare") for _, step in live),
        "projects_building": sum(step in ("start", "build") for _, step in live),
        "projects_completed": sum(step in ("complete", "accept", "hand_over") for _, step in live),
        "invested": total([row for row in progress if row.day >= YEAR], "invested"),
        "government_invested_to_date": total(spent, "invested"),
        "government_completion_rate": share(total(spent, "invested"), planned),
        "funds_allocated": total(plain.standing("project_fund", "project", "source", "year"), "allocated"),
        "funds_arrived": total(plain.standing("project_fund", "project", "source", "year"), "arrived"),
        "milestones_due": len(due),
        "milestones_due_done": sum(row.values.get("done_on") is not None for row in due),
        "annual_rent": total([row for row, step in live if step == "hand_over"], "annual_rent"),
        "subsystems_running": sum(plain.step(row) == "run" for row in plain.rows["facility_subsystem"]),
        "readings": len(readings),
        "readings_out_of_range": len(outside),
        "readings_in_range_rate": share(len(readings) - len(outside), len(readings)),
        "temperature_mean": (total(readings, "temperature") / len(readings)).quantize(Decimal("0.1"), ROUND_HALF_UP),
        "seedlings": total(plain.happened("seedling_transplant"), "plants"),
    }


def rivers(plain: Plain) -> Figures:
    patrols, planned = plain.happened("river_patrol"), total(plain.happened("patrol_plan"), "planned")
    found = [row for row in plain.rows["river_problem"] if row.day <= plain.day]
    lately = [row for row in found if row.day >= YEAR]
    closed = [row for row in found if plain.step(row) == "close"]
    return {
        "reaches": len(plain.standing("river_reach", "code")),
        "patrols": len(patrols),
        "patrols_planned": planned,
        "patrol_rate": share(len(patrols), planned),
        "patrol_length": total(patrols, "length"),
        "patrol_problems": total(patrols, "problems"),
        "patrol_problems_settled": total(patrols, "settled"),
        "river_problems_found": len(lately),
        "river_problems_closed": sum(plain.in_half(row.steps["close"]) for row in closed),
        "river_problems_open": len(found) - len(closed),
        "river_closing_rate": share(sum(row in closed for row in lately), len(lately)),
        "water_sources_qualified": sum(bool(row.values["qualified"]) for row in plain.standing("water_source", "code")),
        "water_sources_protected": sum(bool(row.values["protected"]) for row in plain.standing("water_source", "code")),
    }


def people(plain: Plain) -> Figures:
    living, areas = residents(plain), plain.standing("census_area", "code")
    returns = [row for row in plain.rows["census_return"] if row.day <= plain.day]
    census: Figures = {
        "census_households": total(areas, "to_enumerate"),
        "census_enumerated": total(returns, "households"),
        "census_persons": total(returns, "persons"),
    }
    return (census if returns else {}) | {
        "households": len(plain.standing("household", "number")),
        "residents": len(living),
        "household_members": total(plain.standing("household", "number"), "size"),
        "residents_living_here": sum(bool(row.values["living_here"]) for row in living),
        "staff_retired": sum(plain.step(row) == "retire" for row in plain.rows["staff"]),
        "villages": 11,
        "villages_ended": 2,
        "communities": 2,
        "offices": 6,
        "stations": 3,
        "groups": 68,
    }


def office(plain: Plain) -> Figures:
    items = [(row, plain.step(row)) for row in plain.standing("plan_item", "code")]
    due = [(row, step) for row, step in items if plain.in_half(row.values["due_on"]) and step != "drop"]
    open_ones = [row for row, step in items if step is None and row.values["due_on"] < plain.day]
    published = [row for row in plain.rows["disclosure"] if plain.step(row) == "publish"]
    answered = [row for row in plain.rows["openness_request"] if plain.step(row) == "answer"]
    return {
        "plan_items": len(due),
        "plan_items_done": sum(step == "finish" for _, step in due),
        "plan_items_in_time": sum(
            step == "finish" and row.steps["finish"] <= row.values["due_on"] for row, step in due
        ),
        "plan_items_late": len(open_ones),
        "plan_items_unexplained": sum(row.values.get("delay_reason") is None for row in open_ones),
        "congress_goals": sum(row.values.get("source") == "congress" for row, _ in items),
        "congress_goals_met": sum(row.values.get("source") == "congress" and step == "finish" for row, step in items),
        "disclosures": sum(plain.in_half(row.steps["publish"]) for row in published),
        "openness_answered": sum(plain.in_half(row.steps["answer"]) for row in answered),
    }


ROOMS: tuple[Callable[[Plain], Figures], ...] = (assistance, projects, rivers, people, office)
ON_PURPOSE = {"paid_households_are_approved", "payments_within_amount"}
LATER_ON_PURPOSE = {
    "temporary_paid_within_granted", "household_sizes_match_residents", "late_plan_items_are_explained",
}  # fmt: skip


@pytest.mark.slow
def test_every_figure_is_what_the_rows_say(db, keys, tmp_path):
    from taizhang.ledger.entries import Actor
    from taizhang.ledger.store import Store

    catalogue = load_packs(SHIPPED)[0]
    store, clerk = Store(catalogue, keys), Actor("登记员", frozenset({"registrar"}))
    books = DemoTown().workbooks()
    for book in books:
        sheets = sheets_of(book, catalogue)
        path = tmp_path / f"{sheets[0].name if book.suffix == '.csv' else book.name}{book.suffix}"
        write_rows(path, sheets)
        result = import_file(path, store, catalogue, clerk, reason="演示")
        assert result.receipt is not None, [issue.line() for issue in result.issues]
    columns = Columns(tmp_path / "columns", catalogue)
    columns.refresh(store.source())
    engine = Engine(catalogue, columns, store.org_tree)

    half, year = Period.parse("2020H1"), Period.parse("2020")
    for period, day in ((half, date(2020, 5, 25)), (half, date(2020, 6, 30)), (year, date(2020, 12, 31))):
        plain = Plain(books, day)
        expected = {name: value for room in ROOMS for name, value in room(plain).items()}
        cutoff = Cutoff(day, store.head().seq)
        requests = {name: Request(name, ORG, period) for name in expected}
        values = engine.evaluate(requests.values(), cutoff)
        wrong = {
            name: (values[requests[name]].amount, value)
            for name, value in expected.items()
            if values[requests[name]].amount != value
        }
        assert wrong == {}, (period, day)

    for period, names, silent in (
        (half, ON_PURPOSE, ["990301101205"]),
        (year, ON_PURPOSE | LATER_ON_PURPOSE, ["990301101205", "990301101211"]),
    ):
        cutoff = Cutoff(period.last, store.head().seq)
        findings = [item for item in engine.checks(period, ORG, cutoff) if item.check.pack in PACKS]
        assert {finding.check.name for finding in findings if finding.status == "fails"} == names
        missing = [item for item in engine.completeness(period, ORG, cutoff) if not item.reported]
        assert sorted(str(item.org) for item in missing if item.ledger == "river_patrol") == silent
    merged = Request("households", OrgCode(SUCCESSOR.code), half)
    cutoff = Cutoff(half.last, store.head().seq)
    assert engine.evaluate([merged], cutoff)[merged].amount == sum(place.households for place in MERGING)
