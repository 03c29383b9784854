"""Monthly payments of the demo town, from the decisions; with three mistakes on purpose.

The mistakes are what the checks ``payments_within_amount``, ``paid_households_are_approved`` and
``temporary_paid_within_granted`` must find: an amount typed with a zero too many, a payment to a household whose
application was refused, and temporary assistance that was granted and never paid.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from taizhang.demo.assistance import Grant
from taizhang.demo.calendar import FIRST, LAST, month_text, months, workday
from taizhang.demo.rows import Row, Value

PRICE_MONTHS = frozenset(("2019-11", "2019-12", "2020-01", "2020-02", "2020-03", "2020-04"))
PRICE_PER_PERSON = Decimal("36.50")
_PAY_DAYS = {"subsistence": 12, "disability": 15, "destitute": 12, "old_age": 18, "orphan": 12, "price": 22}
TYPED_WRONG = "2020-04"
PAID_TO_REFUSED = "2020-05"
NEVER_PAID = "2020-10"


def pay_day(month: date, kind: str) -> date:
    return workday(month.replace(day=_PAY_DAYS[kind]))


def _row(grant: Grant, kind: str, month: date, day: date, *, persons: int, amount: Decimal) -> Row:
    number = grant.household.number
    values: dict[str, Value] = {
        "household": number,
        "kind": kind,
        "month": month_text(month),
        "persons": persons,
        "amount": amount,
        "allowance": number if kind == "subsistence" else None,
        "account": f"HC{number.replace('-', '')}",
    }
    return Row(day, values)


def _month_of(grants: Sequence[Grant], month: date) -> list[Row]:
    """Regular payments of one month: grants of one household and kind make one row."""
    due: dict[tuple[str, str], tuple[Grant, int, Decimal]] = {}

    def add(grant: Grant, kind: str, amount: Decimal) -> None:
        key = (grant.household.number, kind)
        _, persons, total = due.get(key, (grant, 0, Decimal(0)))
        due[key] = (grant, persons + len(grant.people), total + amount)

    for grant in grants:
        amount = grant.paid_on(pay_day(month, grant.kind))
        if amount is None:
            continue
        add(grant, grant.kind, amount)
        if month_text(month) in PRICE_MONTHS and grant.kind in ("subsistence", "destitute"):
            add(grant, "price", PRICE_PER_PERSON * len(grant.people))
    return [
        _row(grant, kind, month, pay_day(month, kind), persons=persons, amount=amount)
        for (_, kind), (grant, persons, amount) in due.items()
    ]


def _temporary(grants: Sequence[Grant]) -> list[Row]:
    paid = [item for item in grants if item.approved is not None]
    forgotten = next((item for item in paid if month_text(_approved(item)) == NEVER_PAID), None)
    return [
        _row(item, "temporary", _approved(item), _approved(item), persons=len(item.people), amount=item.monthly)
        for item in paid
        if item is not forgotten
    ]


def _approved(grant: Grant) -> date:
    assert grant.approved is not None
    return grant.approved


def payments(regular: Sequence[Grant], temporary: Sequence[Grant]) -> list[Row]:
    """All payments in order of day."""
    rows = [row for month in months() for row in _month_of(regular, month)]
    rows = _with_mistakes(rows, regular) + [row for row in _temporary(temporary) if FIRST <= row.day <= LAST]
    return sorted(rows, key=lambda row: (row.day, str(row.values["household"]), str(row.values["kind"])))


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
    persons, amount = len(refused.people), refused.monthly
    return [*rows, _row(refused, "subsistence", month, day, persons=persons, amount=amount)]
