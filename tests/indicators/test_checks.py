"""Checks, completeness and records."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from indicators.town import EAST, NEW, OLD_A, OLD_B, QUIET, TOWN, WEST, Desk, catalogue, check, indicator, pay

from taizhang.indicators.checks import holds
from taizhang.indicators.completeness import stretches
from taizhang.indicators.records import check_query
from taizhang.indicators.values import IndicatorError
from taizhang.kernel.asof import AsOf
from taizhang.kernel.period import Period

HALF = Period.parse("2020H1")
INDICATORS = (
    indicator("paid", "sum(amount)"),
    indicator("allowance_paid", "sum(amount) filter (where kind = 'allowance')"),
    indicator("disability_paid", "sum(amount) filter (where kind = 'disability')"),
    indicator("homes", "count(*)", "household", at="end"),
)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Desk]:
    return lambda *checks: Desk(tmp_path, catalogue(*INDICATORS, checks=checks))


@pytest.mark.parametrize(
    ("sign", "difference", "tolerance", "expected"),
    [
        ("=", "0.01", "0.01", True), ("=", "-0.02", "0.01", False), ("!=", "0", "0", False), ("!=", "1", "0", True),
        ("<=", "0", "0", True), ("<=", "1", "0", False), ("<=", "1", "1", True), ("<", "0", "0", False),
        ("<", "-1", "0", True), (">=", "-1", "0", False), (">", "0", "0", False), (">", "1", "0", True),
    ],
)  # fmt: skip
def test_signs(sign: str, difference: str, tolerance: str, expected: bool) -> None:
    assert holds(sign, Decimal(difference), Decimal(tolerance)) is expected


def test_a_check_that_does_not_hold_is_found_where_it_does_not(make: Callable[..., Desk]) -> None:
    desk = make(check("parts", "paid = allowance_paid + disability_paid", by=("township", "village")))
    pay(desk.source, 1, "2020-01-05", EAST, "10", kind="allowance")
    pay(desk.source, 2, "2020-01-05", WEST, "5", kind="allowance")
    pay(desk.source, 3, "2020-01-05", WEST, "2.5")
    found = desk.engine.checks(HALF, TOWN, desk.cutoff())
    assert [(item.check.name, item.org, item.left.amount, item.right.amount, item.difference) for item in found] == [
        ("parts", TOWN, Decimal("17.50"), Decimal("15.00"), Decimal("2.50")),
        ("parts", WEST, Decimal("7.50"), Decimal("5.00"), Decimal("2.50")),
    ]
    assert found[0].status == "fails"
    ((left,),) = desk.columns.connect().execute(found[0].left.sql).fetchall()
    assert left == Decimal("17.50")
    assert desk.engine.checks(HALF, EAST, desk.cutoff()) == []


def test_a_check_with_data_on_one_side_only_is_said_to_be_open(make: Callable[..., Desk]) -> None:
    desk = make(check("fewer", "paid / homes <= 100", by=("village",)))
    pay(desk.source, 1, "2020-01-05", EAST, "10")
    (found,) = desk.engine.checks(HALF, TOWN, desk.cutoff())
    assert (found.org, found.status, found.difference) == (EAST, "not_evaluated", None)


def test_a_period_after_the_cut_off_has_no_findings(make: Callable[..., Desk]) -> None:
    desk = make(check("parts", "paid = 0"))
    assert desk.engine.checks(Period.parse("2021"), TOWN, desk.cutoff()) == []


@pytest.mark.parametrize(
    ("every", "period", "until", "expected"),
    [
        ("month", "2020Q1", "2020-12-31", ["2020-01", "2020-02", "2020-03"]),
        ("month", "2020Q1", "2020-03-30", ["2020-01", "2020-02"]),
        ("quarter", "2020H1", "2020-05-25", ["2020Q1"]),
        ("half", "2020", "2020-12-31", ["2020H1", "2020H2"]),
        ("year", "2020", "2020-12-30", []),
        ("week", "2020-01", "2020-01-19", ["2019-12-30/2020-01-05", "2020-01-06/2020-01-12", "2020-01-13/2020-01-19"]),
    ],
)
def test_stretches_that_are_over(every: str, period: str, until: str, expected: list[str]) -> None:
    found = stretches(every, Period.parse(period), date.fromisoformat(until))
    assert [item.text for item in found] == expected


def test_who_has_reported(make: Callable[..., Desk]) -> None:
    desk = make()
    pay(desk.source, 1, "2020-02-05", EAST, "1")
    pay(desk.source, 2, "2020-02-05", OLD_A, "1")
    pay(desk.source, 3, "2020-03-05", NEW, "1")
    desk.source.add(
        "nil_report", 4, "create", "2020-04-01", WEST, ledger="payment", first="2020-02-01", last="2020-03-31"
    )
    found = desk.engine.completeness(Period.parse("2020-02-01/2020-03-31"), TOWN, desk.cutoff())
    reported = {(item.expected.text, item.org) for item in found if item.reported}
    silent = {(item.expected.text, item.org) for item in found if not item.reported}
    assert reported == {("2020-02", EAST), ("2020-02", OLD_A), ("2020-02", WEST), ("2020-03", NEW), ("2020-03", WEST)}
    assert silent == {("2020-02", OLD_B), ("2020-02", QUIET), ("2020-03", EAST), ("2020-03", QUIET)}
    own = desk.engine.completeness(Period.parse("2020-03"), QUIET, desk.cutoff())
    assert [(item.ledger, item.org, item.reported) for item in own] == [("payment", QUIET, False)]


def test_records_chosen_and_ordered(make: Callable[..., Desk]) -> None:
    desk = make()
    desk.source.add("household", 1, "create", "2019-01-01", EAST, key="h1", size=5)
    pay(desk.source, 2, "2020-01-05", EAST, "3", household="h1", kind="allowance")
    pay(desk.source, 3, "2020-01-05", OLD_A, "1", kind="allowance")
    pay(desk.source, 4, "2020-01-06", WEST, "2", kind="disability")
    desk.source.add("payment", 3, "amend", "2020-06-01", NEW, amount="9", kind="allowance")
    cutoff = desk.cutoff()

    def records(day: str = "2020-06-30", known_by: int = cutoff.known_by, **more: str) -> list[int]:
        rows = desk.engine.records("payment", AsOf(date.fromisoformat(day), known_by), **more)  # type: ignore[arg-type]
        return [row.record for row in rows]

    assert records() == [2, 3, 4]
    assert records(order="amount desc") == [3, 2, 4]
    assert records(day="2020-05-31", order="amount") == [3, 4, 2]
    assert records(known_by=3, order="amount desc, effective") == [2, 3]
    assert records(where="kind = 'allowance'", org=NEW) == [3]
    assert records(where="household.size > 4 and effective < window_end") == [2]
    assert records(org=TOWN, day="2020-01-05") == [2, 3]
    (row,) = desk.engine.records("payment", AsOf(date(2020, 6, 30), cutoff.known_by), where="amount = 9")
    assert (row.key, row.org, row.effective, row.state, row.seq) == ("k3", NEW, date(2020, 6, 1), None, 5)
    assert (row.values["amount"], row.values["kind"], row.values["note"]) == (Decimal("9.00"), "allowance", None)


@pytest.mark.parametrize(
    ("ledger", "where", "order", "code"),
    [
        ("paymnt", None, None, "indicator-unknown-ledger"),
        ("payment", "amont > 1", None, "indicator-unknown-field"),
        ("payment", "amount", None, "indicator-type"),
        ("payment", "effective > window_start", None, "indicator-unknown-field"),
        ("payment", "sum(amount) > 1", None, "indicator-not-allowed"),
        ("payment", None, "amount + 1", "indicator-not-allowed"),
        ("payment", None, "amount; drop table x", "indicator-not-allowed"),
        ("payment", "kind = (", None, "indicator-syntax"),
    ],
)
def test_faulty_questions_for_records(
    make: Callable[..., Desk], ledger: str, where: str | None, order: str | None, code: str
) -> None:
    desk = make()
    assert [issue.code for issue in check_query(desk.catalogue, ledger, where, order)] == [code]
    with pytest.raises(IndicatorError):
        desk.engine.records(ledger, AsOf(date(2020, 1, 1), desk.cutoff().known_by), EAST, where, order)
