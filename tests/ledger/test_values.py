"""What each type of field takes, and how it is kept."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_catalogue import field, ledger, resident_id, text

from taizhang.kernel.issue import Place
from taizhang.ledger.values import check_values, clean_values, decode

BOOK = ledger(
    "book",
    field("name", required=True),
    field("count", "integer", minimum=Decimal(0), maximum=Decimal(10)),
    field("money", "decimal", digits=2),
    field("day", "date"),
    field("moment", "datetime"),
    field("yes", "boolean"),
    field("kind", "choice", choices={"a": text("甲"), "b": text("乙")}),
    field("unit", "unit"),
    field("plate", pattern="[A-Z]{2}[0-9]{3}"),
    field("person", format="resident_id"),
    field("firm", format="uscc"),
    field("phone", format="phone"),
    field("mail", format="email"),
)


def clean(name, value):
    values, issues = clean_values(BOOK, {name: value}, Place())
    return [issue.code for issue in issues] if issues else values[name]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("name", "  东风 ", "东风"),
        ("name", " ", None),
        ("count", 10, 10),
        ("count", None, None),
        ("count", "", None),
        ("money", Decimal("1.5"), "1.50"),
        ("money", 3, "3.00"),
        ("money", Decimal("-0.00"), "0.00"),
        ("money", Decimal("1E+3"), "1000.00"),
        ("day", date(2020, 2, 29), "2020-02-29"),
        ("moment", datetime.fromisoformat("2020-05-01T08:30"), "2020-05-01T08:30:00"),
        ("moment", datetime(2020, 5, 1, 0, 30, tzinfo=UTC), "2020-05-01T08:30:00"),
        ("yes", False, False),
        ("kind", "a", "a"),
        ("unit", "150000000001", "150000000001"),
        ("plate", "AB123", "AB123"),
        ("person", "11010519491231002x", "11010519491231002X"),
        ("firm", "91110000600037341l", "91110000600037341L"),
        ("phone", "138 0013 8000", "13800138000"),
        ("phone", "0482-1234567", "0482-1234567"),
        ("mail", "a@b.cn", "a@b.cn"),
    ],
)
def test_taken(name, value, kept):
    assert clean(name, value) == kept


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("name", 5, "entry-value-type"),
        ("count", 11, "entry-value-range"),
        ("count", -1, "entry-value-range"),
        ("count", True, "entry-value-type"),
        ("count", "5", "entry-value-type"),
        ("money", Decimal("1.005"), "entry-value-digits"),
        ("money", Decimal("NaN"), "entry-value-type"),
        ("money", Decimal("Infinity"), "entry-value-type"),
        ("money", 1.5, "entry-value-type"),
        ("day", datetime.fromisoformat("2020-01-01"), "entry-value-type"),
        ("day", "2020-01-01", "entry-value-type"),
        ("moment", date(2020, 1, 1), "entry-value-type"),
        ("yes", 1, "entry-value-type"),
        ("kind", "c", "entry-value-choice"),
        ("unit", "东村", "entry-value-type"),
        ("plate", "AB1234", "entry-value-pattern"),
        ("person", "110105194912310021", "entry-value-format"),
        ("person", "11010519491331002X", "entry-value-format"),
        ("firm", "91110000600037341X", "entry-value-format"),
        ("phone", "12345", "entry-value-format"),
        ("mail", "a@b", "entry-value-format"),
    ],
)
def test_refused(name, value, code):
    assert clean(name, value) == [code]


def test_a_whole_row_needs_its_required_fields_and_every_fault_is_told():
    issues = check_values(BOOK, {"count": 99, "kind": "z"}, Place("a.xlsx", sheet="表", row=3))
    assert {issue.code for issue in issues} == {"entry-value-range", "entry-value-choice", "entry-value-missing"}
    assert all(issue.place.row == 3 and issue.place.column for issue in issues)


def test_personal_values_are_not_repeated_in_messages():
    secret = ledger("secret", field("id", format="resident_id", personal="id"))
    _, [issue] = clean_values(secret, {"id": resident_id(1)[:-1] + "?"}, Place())
    assert issue.value is None and resident_id(1)[:-1] not in issue.line("zh") + issue.line("en")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_decimals_come_back_exactly(amount):
    values, issues = clean_values(BOOK, {"money": amount}, Place())
    assert not issues and decode(BOOK.fields["money"], values["money"]) == amount
