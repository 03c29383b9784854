"""Monthly payments of the demo town, from the decisions; with two mistakes on purpose.

The mistakes are what the checks ``payments_within_amount`` and ``paid_households_are_approved`` must find: an amount
typed with a zero too many, and a payment to a household whose application was refused.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from taizhang.demo.assistance import Grant
from taizhang.demo.calendar import FIRST, LAST, month_text, months, workday
from taizhang.demo.people import Household
from taizhang.demo.rows import Row

PRICE_MONTHS = frozenset(("2019-11", "2019-12", "2020-01", "2020-02", "2020-03", "2020-04"))
PRICE_PER_PERSON = Decimal("36.50")
_PAY_DAYS = {"subsistence": 12, "disability": 15, "destitute": 12, "old_age": 18, "orphan": 12, "price": 22}
TYPED_WRONG = "2020-04"
PAID_TO_REFUSED = "2020-05"


def pay_day(month: date, kind: str) -> date:
    return workday(month.replace(day=_PAY_DAYS[kind]))


def _row(household: Household, kind: str, month: date, day: date, persons: int, amount: Decimal, account: str) -> Row:
    values = {
        "household": household.number,
        "kind": kind,
        "month": month_text(month),
        "persons": persons,
        "amount": amount,
        "allowance": household.number if kind == "subsistence" else None,
        "account": account,
    }
    return Row(day, values)


def _month_of(grants: Sequence[Grant], month: date) -> list[Row]:
    """Regular payments of one month: grants of one household and kind make one row."""
    due: dict[tuple[str, str], tuple[Household, int, Decimal]] = {}
    for grant in grants:
        day = pay_day(month, grant.kind)
        amount = grant.paid_on(day)
        if amount is None:
            continue
        _add(due, grant, grant.kind, amount)
        if month_text(month) in PRICE_MONTHS and grant.kind in ("subsistence", "destitute"):
            _add(due, grant, "price", PRICE_PER_PERSON * len(grant.people))
    return [
        _row(household, kind, month, pay_day(month, kind), persons, amount, f"HC{number.replace('-', '')}")
        for (number, kind), (household, persons, amount) in due.items()
    ]


def _add(due: dict[tuple[str, str], tuple[Household, int, Decimal]], grant: Grant, kind: str, amount: Decimal) -> None:
    key = (grant.household.number, kind)
    _, persons, total = due.get(key, (grant.household, 0, Decimal(0)))
    due[key] = (grant.household, persons + len(grant.people), total + amount)


def _temporary(grants: Sequence[Grant]) -> list[Row]:
    return [
        _row(item.household, "temporary", item.approved, item.approved, len(item.people), item.monthly, "")
        for item in grants
        if item.approved is not None
    ]


def payments(regular: Sequence[Grant], temporary: Sequence[Grant]) -> list[Row]:
    """All payments in order of day."""
    rows = [row for month in months() for row in _month_of(regular, month)]
    rows = _with_mistakes(rows, regular) + [row for row in _temporary(temporary) if FIRST <= row.date <= LAST]
    return sorted(rows, key=lambda row: (row.date, str(row.values["household"]), str(row.values["kind"])))


def _with_mistakes(rows: list[Row], grants: Sequence[Grant]) -> list[Row]:
    at = next(
        index
        for index, row in enumerate(rows)
        if row.values["kind"] == "subsistence" and row.values["month"] == TYPED_WRONG
    )
    wrong = rows[at]
    amount = wrong.values["amount"]
    assert isinstance(amount, Decimal)
    rows[at] = replace(wrong, values={**wrong.values, "amount": amount * 10})
    refused = next(item for item in grants if item.kind == "subsistence" and "refuse" in item.steps)
    month = date.fromisoformat(f"{PAID_TO_REFUSED}-01")
    day = pay_day(month, "subsistence")
    return [*rows, _row(refused.household, "subsistence", month, day, len(refused.people), refused.monthly_raised, "")]
