"""The figures of the half-year report in pandas, named as the report names them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from bench.office.books import Book, Store, numbers

Figure = tuple[str, float]
_DONE = ("completed", "accepted", "handed_over")
_NOT_REAL = ("library", "stopped")
_PREPARING = ("approved", "preparing")
_BUILDING = ("started", "building")


@dataclass(frozen=True)
class Half:
    """The half year, and the same days of the year before."""

    first: str = "2020-01-01"
    last: str = "2020-06-30"
    first_before: str = "2019-01-01"
    last_before: str = "2019-06-30"

    def covers(self, days: pd.Series) -> pd.Series:
        return (days >= self.first) & (days <= self.last)


def figures(store: Store, half: Half) -> dict[str, float]:
    """Every figure of the report that a pandas script can name: key -> number."""
    subsistence = store.register("subsistence_allowance")
    found: dict[str, float] = {}
    for part in (
        _town(store, half),
        _subsistence(subsistence, half),
        _supports(store, half),
        _payments(store, subsistence, half),
        _housing(store, half),
        _projects(store, half),
        _greenhouses(store, half),
        _rivers(store, half),
        _office(store, half),
    ):
        found.update(part)
    return found


def _change(name: str, now: float, before: float) -> Figure:
    return f"{name}^year_before", round(100 * (now - before) / before, 1)


def _by(name: str, field: str, values: pd.Series) -> Iterator[Figure]:
    for part, number in values.items():
        if number:
            yield f"{name}.{field}={part}", number


def _open(frame: pd.DataFrame, field: str, day: str) -> pd.DataFrame:
    """Rows whose closing date is empty or later than the day."""
    return frame[frame[field].isna() | (frame[field] > day)]


def _town(store: Store, half: Half) -> Iterator[Figure]:
    units = store.register("org_unit")
    now, before = units.at(half.last), units.at(half.last_before)
    alive = now[now["last_day"].isna() | (now["last_day"] >= half.last)]["kind"].value_counts()
    alive_before = before[before["last_day"].isna() | (before["last_day"] >= half.last_before)]["kind"].value_counts()
    yield "villages", alive.get("village", 0)
    yield "communities", alive.get("community", 0)
    yield "villages_ended", ((now["kind"] == "village") & half.covers(now["last_day"])).sum()
    for name, kind in (("offices", "office"), ("stations", "station")):
        yield name, alive.get(kind, 0)
        yield f"{name}~2019H1", alive_before.get(kind, 0)
    staff = store.register("staff").at(half.last)["state"].value_counts()
    yield "staff_serving", staff.get("serving", 0)
    yield "staff_retired", staff.get("retired", 0)
    yield "households", len(_open(store.register("household").at(half.last), "closed_on", half.last))
    residents = _open(store.register("resident").at(half.last), "left_on", half.last)
    yield "residents", len(residents)
    yield "residents_living_here", (residents["living_here"] == True).sum()  # noqa: E712 - may be None


def _subsistence(book: Book, half: Half) -> Iterator[Figure]:
    now = numbers(book.at(half.last), "monthly")
    before = numbers(book.at(half.last_before), "monthly")
    paid, paid_before = now[now["state"] == "approved"], before[before["state"] == "approved"]
    level, level_before = (frame["monthly"].sum() / frame["persons"].sum() for frame in (paid, paid_before))
    moved = now[half.covers(now["since"])]
    added, refused = moved[moved["state"] == "approved"], moved[moved["state"] == "refused"]
    ended = (moved["state"] == "ended").sum()
    pending = now["state"].isin(("applied", "surveyed", "reviewed", "publicised"))
    yield "subsistence_households", len(paid)
    yield from _by("subsistence_households", "area", paid["area"].value_counts())
    yield "subsistence_persons", paid["persons"].sum()
    yield "subsistence_persons_without_labour", paid["without_labour"].sum()
    yield "subsistence_monthly_per_person", round(level, 2)
    yield _change("subsistence_monthly_per_person", round(level, 2), round(level_before, 2))
    yield "subsistence_added", len(added)
    yield "subsistence_added_persons", added["persons"].sum()
    yield "subsistence_ended", ended
    yield "subsistence_net_added", len(added) - ended
    yield "subsistence_refused", len(refused)
    yield "subsistence_pending", pending.sum()
    if len(added) + len(refused):
        yield "subsistence_approval_rate", round(100 * len(added) / (len(added) + len(refused)), 1)


def _supports(store: Store, half: Half) -> Iterator[Figure]:
    destitute = store.register("destitute_support").at(half.last)
    destitute = destitute[destitute["state"] == "approved"]
    disability = store.register("disability_subsidy").at(half.last)
    yield "destitute_persons", len(destitute)
    yield from _by("destitute_persons", "care", destitute["care"].value_counts())
    yield "disability_persons", disability.loc[disability["state"] == "approved", "person"].nunique()
    for name, ledger in (("old_age_persons", "old_age_subsidy"), ("children_supported", "child_support")):
        yield name, (store.register(ledger).at(half.last)["state"] == "approved").sum()
    cases = store.register("temporary_assistance").at(half.last)
    yield "temporary_cases", ((cases["state"] == "approved") & half.covers(cases["since"])).sum()


def _payments(store: Store, subsistence: Book, half: Half) -> Iterator[Figure]:
    book = store.journal("assistance_payment", half.first_before, half.last)
    paid = numbers(book.between(half.first, half.last), "amount")
    before = numbers(book.between(half.first_before, half.last_before), "amount")
    allowances = subsistence.at(half.last).set_index("key")
    allowed = paid[paid["kind"] == "subsistence"]
    state = allowed["allowance"].map(allowances["state"])
    granted = pd.to_numeric(allowed["allowance"].map(allowances["monthly"]))
    by_kind = paid.groupby("kind")["amount"].sum()
    yield "assistance_paid", paid["amount"].sum()
    yield _change("assistance_paid", paid["amount"].sum(), before["amount"].sum())
    yield from _by("assistance_paid", "kind", by_kind)
    yield "assistance_households_paid", paid["household"].nunique()
    yield "price_subsidy_paid", by_kind.get("price", 0.0)
    yield "subsistence_payments_unapproved", (~state.isin(("approved", "ended"))).sum()
    yield "subsistence_payments_above_amount", (allowed["amount"] > granted).sum()


def _housing(store: Store, half: Half) -> Iterator[Figure]:
    housing = numbers(store.register("low_rent_housing").at(half.last), "monthly")
    approved = housing["state"] == "approved"
    yield "low_rent_applied", half.covers(housing["received_on"]).sum()
    yield "low_rent_approved", (approved & half.covers(housing["since"])).sum()
    yield "low_rent_households", approved.sum()
    yield "low_rent_monthly", housing.loc[approved, "monthly"].sum()


def _projects(store: Store, half: Half) -> Iterator[Figure]:
    money = ("planned_investment", "land_area", "floor_area", "length", "capacity", "annual_rent")
    projects = numbers(store.register("project").at(half.last), *money).set_index("key")
    state, real = projects["state"], projects[~projects["state"].isin(_NOT_REAL)]
    progress = numbers(store.journal("project_progress", "0001-01-01", half.last).at(half.last), "invested", "progress")
    governed = progress[progress["project"].map(projects["government"]).astype(bool)]
    in_half, in_half_before = (
        governed.loc[(governed["effective"] >= first) & (governed["effective"] <= last), "invested"].sum()
        for first, last in ((half.first, half.last), (half.first_before, half.last_before))
    )
    government = real[real["government"].astype(bool)]
    yield "projects", len(real)
    yield "projects_completed", state.isin(_DONE).sum()
    yield "projects_building", state.isin(_BUILDING).sum()
    yield "projects_preparing", state.isin(_PREPARING).sum()
    yield "government_projects", len(government)
    yield from _by("government_projects", "category", government["category"].value_counts())
    yield "government_invested_to_date", governed["invested"].sum()
    rate = 100 * governed["invested"].sum() / government["planned_investment"].sum()
    yield "government_completion_rate", round(rate, 1)
    yield "government_invested", in_half
    yield _change("government_invested", in_half, in_half_before)
    late = state.isin((*_PREPARING, *_BUILDING)) & (projects["expected_on"] < half.last)
    yield "projects_past_due", late.sum()
    yield from _stories(store, half, real[real["key_project"].astype(bool)], progress)
    for key, planned in projects.loc[state == "library", "planned_investment"].items():
        yield f"project[{key}].planned_investment", planned
    milestones = store.register("project_milestone").at(half.last)
    open_ones = milestones["done_on"].isna() | (milestones["done_on"] > half.last)
    yield "milestones_overdue", ((milestones["due_on"] < half.last) & open_ones).sum()


def _stories(store: Store, half: Half, key_projects: pd.DataFrame, progress: pd.DataFrame) -> Iterator[Figure]:
    """The numbers in the paragraphs of the key projects."""
    funds = numbers(store.register("project_fund").at(half.last), "allocated", "arrived")
    for key, project in key_projects.sort_index().iterrows():
        fields = ("planned_investment", "land_area", "buildings", "floor_area", "length", "capacity", "annual_rent")
        for field in fields:
            yield f"project[{key}].{field}", project[field]
        own = funds[(funds["project"] == key) & (funds["source"] == "east_west")]
        for _, fund in own.iterrows():
            yield f"project_fund[{fund['key']}].allocated", fund["allocated"]
            yield f"project_fund[{fund['key']}].arrived", fund["arrived"]
            yield f"project_fund[{fund['key']}].year", fund["year"]
        reported = progress[progress["project"] == key]
        yield f"progress_reached.project={key}", reported["progress"].max()
        yield f"invested_to_date.project={key}", reported["invested"].sum()


def _greenhouses(store: Store, half: Half) -> Iterator[Figure]:
    systems = store.register("facility_subsystem").at(half.last)
    running = systems[systems["state"] == "running"]
    yield "subsystems", len(systems)
    yield "subsystems_running", len(running)
    yield from _by("subsystems_running", "system", running["system"].value_counts())
    yield "subsystems_faulty", (systems["state"] == "faulty").sum()
    limits = ("temperature_low", "temperature_high", "humidity_low", "humidity_high")
    facilities = numbers(store.register("facility").at(half.last), *limits).set_index("key")
    book = store.journal("facility_reading", half.first, half.last)
    readings = numbers(book.between(half.first, half.last), "temperature", "humidity")
    low, high, dry, wet = (readings["facility"].map(facilities[limit]) for limit in limits)
    warm, damp = readings["temperature"], readings["humidity"]
    yield "readings", len(readings)
    yield "temperature_mean", round(warm.mean(), 1)
    yield "readings_in_range_rate", round(100 * (warm.between(low, high) & damp.between(dry, wet)).mean(), 1)
    yield "readings_out_of_range", ((warm < low) | (warm > high) | (damp < dry) | (damp > wet)).sum()
    book = store.journal("seedling_transplant", half.first_before, half.last)
    planted, before = book.between(half.first, half.last), book.between(half.first_before, half.last_before)
    yield "seedlings", planted["plants"].sum()
    yield from _by("seedlings", "crop", planted.groupby("crop")["plants"].sum())
    yield _change("seedlings", planted["plants"].sum(), before["plants"].sum())


def _rivers(store: Store, half: Half) -> Iterator[Figure]:
    reaches = _open(numbers(store.register("river_reach").at(half.last), "length"), "ended_on", half.last)
    patrols = store.journal("river_patrol", half.first, half.last).between(half.first, half.last)
    planned = store.journal("patrol_plan", half.first, half.last).between(half.first, half.last)["planned"].sum()
    problems = store.register("river_problem").at(half.last)
    found, closed = half.covers(problems["found_on"]), problems["state"] == "closed"
    waiting = problems["state"].isin(("found", "assigned"))
    yield "reaches", len(reaches)
    yield "reach_length", reaches["length"].sum()
    yield "patrols", len(patrols)
    yield "patrol_rate", round(100 * len(patrols) / planned, 1)
    yield "patrol_problems", patrols["problems"].sum()
    yield "patrol_problems_settled", patrols["settled"].sum()
    yield "river_problems_found", found.sum()
    yield "river_closing_rate", round(100 * (found & closed).sum() / found.sum(), 1)
    yield "river_problems_open", (~closed).sum()
    yield "river_problems_overdue", (waiting & (problems["due_on"] < half.last)).sum()
    water = store.register("water_source").at(half.last)
    qualified = water["qualified"].astype(bool)
    yield "water_sources", len(water)
    yield "water_sources_protected", water["protected"].astype(bool).sum()
    yield "water_sources_qualified", qualified.sum()
    yield "water_qualified_rate", round(100 * qualified.mean(), 1)


def _office(store: Store, half: Half) -> Iterator[Figure]:
    items = store.register("plan_item").at(half.last)
    late = (items["due_on"] < half.last) & items["state"].isin(("planned", "under_way"))
    kept = items[items["state"] != "dropped"]["plan"].value_counts()
    yield "plan_items_late", late.sum()
    yield "plan_items_unexplained", (late & items["delay_reason"].isna()).sum()
    yield "plan_item#(state <> 'dropped') and plan = '2020H1'", kept.get("2020H1", 0)
    yield "plan_item#(state <> 'dropped') and plan = '2020H2'", kept.get("2020H2", 0)
    yield (
        "plan_item#plan = '2020H1' and state = 'done'",
        ((items["plan"] == "2020H1") & (items["state"] == "done")).sum(),
    )
