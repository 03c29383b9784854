"""Figures: values worked out by hand, and against SQL written independently over the raw revisions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from indicators.town import (
    EAST,
    NEW,
    OLD_A,
    OLD_B,
    QUIET,
    SPLIT,
    TOWN,
    WEST,
    Desk,
    catalogue,
    indicator,
    pay,
)

from taizhang.indicators.values import IndicatorError, Request
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period

Make = Callable[..., Desk]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return lambda *indicators: Desk(tmp_path, catalogue(*indicators))


PAID = indicator("paid", "sum(amount)", by=("kind", "urgent", "household"))
TIMES = indicator("times", "count(*)", unit="次")


def test_flows_add_up_what_began_in_the_period(make: Make) -> None:
    desk = make(PAID, TIMES)
    for record, day in enumerate(["2019-12-31", "2020-01-01", "2020-05-25", "2020-06-30", "2020-07-01"], 1):
        pay(desk.source, record, day, EAST, f"{10**record}.10")
    assert desk.amount("paid") == "11100.30"
    assert desk.amount("times") == "3"
    assert desk.amount("paid", period="2020-01") == "100.10"
    assert desk.amount("paid", period="2020") == "111100.40"


def test_a_cut_off_inside_the_period_ends_the_window(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-05-25", EAST, "1")
    pay(desk.source, 2, "2020-05-26", EAST, "2")
    value = desk.value("paid", cutoff=desk.cutoff("2020-05-25"))
    assert value.amount == 1
    assert value.window == Period.parse("2020-01-01/2020-05-25")
    assert value.rows == 1
    assert value.ledgers == ("payment",)


def test_stocks_as_they_stand_at_the_end(make: Make) -> None:
    desk = make(
        indicator("on", "count(*) filter (where state = 'approved')", "allowance", at="end", unit="户"),
        indicator(
            "added",
            "count(*) filter (where state = 'approved' and state_since between window_start and window_end)",
            "allowance",
            at="end",
        ),
        indicator("applied", "count(*)", "allowance", at="period"),
    )
    add = desk.source.add
    add("allowance", 1, "create", "2019-11-01", EAST, "applied")
    add("allowance", 1, "step", "2020-02-01", EAST, "approved")
    add("allowance", 1, "amend", "2020-04-01", EAST, "approved", persons=3)
    add("allowance", 2, "create", "2020-01-05", WEST, "applied")
    add("allowance", 3, "create", "2019-01-05", WEST, "applied")
    add("allowance", 3, "step", "2019-02-05", WEST, "approved")
    add("allowance", 3, "step", "2020-03-05", WEST, "ended")
    assert [desk.amount("on", period=month) for month in ("2020-01", "2020-02", "2020-03", "2020Q2")] == [
        "1",
        "2",
        "1",
        "1",
    ]
    assert [desk.amount("added", period=period) for period in ("2019", "2020H1", "2020Q2")] == ["1", "1", "0"]
    assert [desk.amount("applied", period=period) for period in ("2019", "2020")] == ["2", "1"]


def test_to_date_counts_from_the_beginning(make: Make) -> None:
    desk = make(indicator("ever", "sum(amount)", at="to_date"))
    pay(desk.source, 1, "2018-01-01", EAST, "1")
    pay(desk.source, 2, "2020-06-30", EAST, "2")
    pay(desk.source, 3, "2020-07-01", EAST, "4")
    assert desk.amount("ever") == "3.00"


def test_an_amended_entry_counts_once_with_its_later_content(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-01-05", EAST, "10")
    desk.source.add("payment", 1, "amend", "2020-02-10", EAST, amount="15")
    assert desk.amount("paid", period="2020-01") == "10.00"
    assert desk.amount("paid", period="2020-02") == "no_data"
    assert desk.amount("paid", period="2020H1") == "15.00"


def test_what_was_known_stays_what_was_known(make: Make) -> None:
    desk = make(PAID)
    first = pay(desk.source, 1, "2020-01-05", EAST, "10")
    assert desk.amount("paid") == "10.00"
    pay(desk.source, 2, "2020-01-06", EAST, "5")
    desk.source.add("payment", 1, "void", "2020-01-05")
    assert desk.amount("paid") == "5.00"
    assert desk.value("paid", cutoff=desk.cutoff(known_by=first)).amount == 10
    assert desk.value("paid", cutoff=desk.cutoff(known_by=2)).amount == 15


def test_no_data_is_not_zero_and_neither_is_undefined(make: Make) -> None:
    desk = make(
        PAID,
        indicator("disability", "sum(amount) filter (where kind = 'disability')"),
        indicator("least", "min(amount) filter (where kind = 'disability')"),
        indicator("share", ratio=("paid", "disability"), unit="%"),
        indicator("twice", derived="paid * 2 + disability"),
        indicator("either", derived="coalesce(paid, 0)"),
    )
    pay(desk.source, 1, "2020-01-05", EAST, "10", kind="allowance")
    assert desk.amount("disability") == "0"
    assert desk.amount("least") == "undefined"
    assert desk.amount("share") == "undefined"
    assert desk.amount("twice") == "20.00"
    for name in ("paid", "disability", "least", "share", "twice"):
        assert desk.amount(name, WEST) == "no_data", name
        assert desk.amount(name, period="2019H1") == "no_data", name
    assert desk.amount("either", WEST) == "0"
    assert desk.amount("paid", period="2021") == "no_data", "the period begins after the cut-off"


def test_a_nil_report_turns_no_data_into_zero(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-01-05", EAST, "10")
    desk.source.add(
        "nil_report", 2, "create", "2020-07-02", WEST, ledger="payment", first="2020-01-01", last="2020-06-30"
    )
    desk.source.add(
        "nil_report", 3, "create", "2020-07-02", QUIET, ledger="household", first="2020-01-01", last="2020-06-30"
    )
    assert desk.amount("paid", WEST) == "0"
    assert desk.amount("paid", QUIET) == "no_data"
    assert desk.value("paid").missing == (NEW, QUIET)
    assert desk.amount("paid", WEST, day="2020-06-30") == "no_data", "not yet reported then"


def test_units_that_have_not_reported_are_named(make: Make) -> None:
    desk = make(PAID, indicator("homes", "count(*)", "household", at="end"))
    pay(desk.source, 1, "2020-04-05", EAST, "10")
    assert desk.value("paid").missing == (WEST, NEW, QUIET)
    assert desk.value("paid", WEST).missing == (WEST,)
    assert desk.value("homes").missing == (TOWN,)


def test_a_merger_adds_up_before_across_and_after(make: Make) -> None:
    desk = make(PAID, indicator("homes", "count(distinct household)"))
    pay(desk.source, 1, "2020-01-10", OLD_A, "1", household="h1")
    pay(desk.source, 2, "2020-02-10", OLD_B, "2", household="h2")
    pay(desk.source, 3, "2020-03-10", NEW, "4", household="h1")
    assert desk.amount("paid", OLD_A, "2020-01") == "1.00"
    assert desk.amount("paid", NEW, "2020H1") == "7.00"
    assert desk.amount("homes", NEW, "2020H1") == "2"
    assert desk.amount("paid", OLD_A, "2020H1") == "no_data", "its figures are carried by its successor"
    assert desk.amount("paid", NEW, "2020-03") == "4.00"
    assert desk.amount("paid", TOWN, "2020H1") == "7.00"
    assert desk.amount("homes", TOWN, "2020H1") == "2"


def test_a_split_unit_keeps_its_past_and_counts_for_its_parent(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-01-10", SPLIT, "1")
    pay(desk.source, 2, "2020-02-10", EAST, "2")
    assert desk.amount("paid", EAST) == "2.00"
    assert desk.amount("paid", SPLIT) == "1.00"
    assert desk.amount("paid", TOWN) == "3.00"


def test_rows_of_unknown_units_are_said(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-01-10", EAST, "1")
    pay(desk.source, 2, "2020-01-10", OrgCode("990301101299"), "2")
    assert desk.amount("paid") == "1.00"
    (issue,) = desk.engine.outside(desk.cutoff())
    assert (issue.code, issue.value) == ("indicator-unit-outside", "990301101299")


def test_breakdowns(make: Make) -> None:
    desk = make(PAID, indicator("share", ratio=("urgent_paid", "paid"), unit="%", by=("kind",)),
                indicator("urgent_paid", "sum(amount) filter (where urgent)"),
                indicator("homes", "count(distinct household)", by=("kind",)))  # fmt: skip
    pay(desk.source, 1, "2020-01-10", EAST, "1", kind="allowance", urgent=True, household="h1")
    pay(desk.source, 2, "2020-01-10", WEST, "2", kind="allowance", urgent=False, household="h1")
    pay(desk.source, 3, "2020-01-10", EAST, "4", kind="disability", household="h1")
    pay(desk.source, 4, "2020-01-10", EAST, "8")
    assert desk.value("paid", by="kind").parts == {"": 8, "allowance": 3, "disability": 4}
    assert desk.value("paid", by="urgent").parts == {"": 12, "true": 1, "false": 2}
    assert desk.value("paid", WEST, by="kind").parts == {"allowance": 2}
    assert desk.value("share", by="kind").parts == {"": 0, "allowance": 33, "disability": 0}
    homes = desk.value("homes", by="kind")
    assert (homes.amount, homes.parts) == (1, {"": 0, "allowance": 1, "disability": 1})


def test_breakdown_by_state(make: Make) -> None:
    desk = make(indicator("all", "count(*)", "allowance", at="end", by=("state",)))
    desk.source.add("allowance", 1, "create", "2020-01-01", EAST, "applied")
    desk.source.add("allowance", 2, "create", "2020-01-01", EAST, "approved")
    assert desk.value("all", by="state").parts == {"applied": 1, "approved": 1}


def test_references_are_followed_as_they_stood_at_the_end_of_the_window(make: Make) -> None:
    desk = make(indicator("to_registered", "sum(amount) filter (where household.residence = 'registered')"))
    add = desk.source.add
    add("household", 1, "create", "2019-01-01", EAST, key="h1", residence="registered")
    pay(desk.source, 2, "2020-01-10", EAST, "1", household="h1")
    pay(desk.source, 3, "2020-04-10", EAST, "2", household="h1")
    pay(desk.source, 4, "2020-04-10", EAST, "4", household="unknown")
    add("household", 1, "amend", "2020-04-01", EAST, key="h1", residence="actual")
    assert desk.amount("to_registered", period="2020Q1") == "1.00"
    assert desk.amount("to_registered", period="2020H1") == "0"
    assert desk.value("to_registered", cutoff=desk.cutoff(known_by=4)).amount == 3, "before the move was known"


def test_averages_and_ratios_are_taken_after_adding_up(make: Make) -> None:
    desk = make(
        indicator("mean", "avg(amount)", digits=2),
        indicator("per_day", "sum(amount) / sum(days)", digits=3),
        indicator("urgent", "count(*) filter (where urgent)"),
        indicator("all", "count(*)"),
        indicator("rate", ratio=("urgent", "all"), unit="%", digits=1),
        indicator("fraction", ratio=("urgent", "all"), unit="", digits=4),
        indicator("points", derived="rate - 50", digits=1),
    )
    pay(desk.source, 1, "2020-01-10", EAST, "1", days=1, urgent=True)
    pay(desk.source, 2, "2020-01-10", EAST, "2", days=2, urgent=False)
    pay(desk.source, 3, "2020-01-10", WEST, "7", days=3)
    assert desk.amount("mean") == "3.33"
    assert desk.amount("per_day") == "1.667"
    assert desk.amount("rate") == "33.3"
    assert desk.amount("rate", EAST) == "50.0"
    assert desk.amount("fraction") == "0.3333"
    assert desk.amount("points") == "-16.7", "from unrounded operands"


def test_money_is_exact(make: Make) -> None:
    desk = make(PAID, indicator("third", "sum(amount * 0.3)"))
    for record in range(1, 1001):
        pay(desk.source, record, "2020-01-10", EAST, "0.10")
    assert desk.amount("paid") == "100.00"
    assert desk.amount("third") == "30.000"


def test_the_same_indicator_for_many_units_and_periods_at_once(make: Make) -> None:
    desk = make(PAID)
    for record in range(1, 13):
        pay(desk.source, record, f"2020-{record:02}-01", (EAST, WEST)[record % 2], str(record))
    requests = [Request("paid", org, Period.parse(f"2020Q{q}")) for org in (TOWN, EAST, WEST) for q in (1, 2, 3, 4)]
    values = desk.engine.evaluate(requests, desk.cutoff())
    assert [values[request].amount for request in requests] == [6, 15, 24, 33, 2, 10, 8, 22, 4, 5, 16, 11]


def test_a_copy_older_than_the_cut_off_is_refused(make: Make) -> None:
    desk = make(PAID)
    pay(desk.source, 1, "2020-01-10", EAST, "1")
    desk.columns.refresh(desk.source)
    with pytest.raises(IndicatorError) as caught:
        desk.engine.evaluate([Request("paid", TOWN, Period.parse("2020"))], Cutoff(date(2020, 12, 31), 2))
    assert [issue.code for issue in caught.value.issues] == ["columns-stale"]


def test_questions_that_cannot_be_answered(make: Make) -> None:
    desk = make(PAID, indicator("bad", "sum(amont)"), indicator("worse", derived="bad * 2"))
    year = Period.parse("2020")
    asked = [Request("payd", TOWN, year), Request("paid", TOWN, year, "days"), Request("worse", TOWN, year)]
    with pytest.raises(IndicatorError) as caught:
        desk.engine.evaluate(asked, desk.cutoff())
    assert [issue.code for issue in caught.value.issues] == ["indicator-unknown", "indicator-by", "indicator-faulty"]


def test_explanation_gives_the_records_behind_a_figure(make: Make) -> None:
    desk = make(
        PAID, indicator("urgent", "sum(amount) filter (where urgent)"), indicator("rate", ratio=("urgent", "paid"))
    )
    pay(desk.source, 1, "2020-01-10", EAST, "1", urgent=True)
    pay(desk.source, 2, "2020-01-12", OLD_A, "2", urgent=False)
    pay(desk.source, 3, "2020-01-14", WEST, "4", urgent=True)
    half = Period.parse("2020H1")
    told = desk.engine.explain(Request("urgent", TOWN, half), desk.cutoff())
    assert told.formula == "sum(amount) filter (where urgent)"
    assert [(row["record"], row["org"], row["amount"]) for row in told.records] == [(1, EAST, 1), (3, WEST, 4)]
    assert told.count == 2
    both = desk.engine.explain(Request("rate", TOWN, half), desk.cutoff())
    assert [(row["indicator"], row["record"]) for row in both.records] == [
        ("paid", 1), ("paid", 2), ("paid", 3), ("urgent", 1), ("urgent", 3)
    ]  # fmt: skip
    assert both.count == 5
    assert len(desk.engine.explain(Request("rate", TOWN, half), desk.cutoff(), limit=2).records) == 2
